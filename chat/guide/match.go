package guide

import (
	"slices"
	"strings"
	"unicode/utf8"

	"dari/internal/korean"
)

// matches says whether a text speaks of one of the keywords: all words of the keyword are in it,
// in any order, whatever particle or ending follows them. 배송 언제 is in 배송이 언제쯤 오나요.
func matches(text string, keywords []string) bool {
	squeezed := korean.Squeeze(text)
	return slices.ContainsFunc(keywords, func(keyword string) bool {
		words := korean.Words(keyword)
		return len(words) > 0 && !slices.ContainsFunc(words, func(w string) bool { return !holds(squeezed, text, w) })
	})
}

// holds looks for a word anywhere when it is Korean, which writes words together; a Latin word must
// begin one, so that "eta" is not found in "metal".
func holds(squeezed, text, word string) bool {
	if first, _ := utf8.DecodeRuneInString(word); first > utf8.RuneSelf {
		return strings.Contains(squeezed, word)
	}
	return slices.ContainsFunc(korean.Words(text), func(w string) bool { return strings.HasPrefix(w, word) })
}

// firstMatch is the rule that answers a text: the first one in their order.
func firstMatch(rules []Rule, text string) (Rule, bool) {
	i := slices.IndexFunc(rules, func(r Rule) bool { return matches(text, r.Keywords) })
	if i < 0 {
		return Rule{}, false
	}
	return rules[i], true
}

// endings are letter pairs of politeness, which every question has and no question is about.
var endings = []string{
	"세요", "예요", "에요", "나요", "어요", "아요", "까요", "해요", "가요", "인가", "습니", "니다", "니까", "주세", "하세", "있나", "있어", "하나",
	"되나", "돼요", "싶어", "은요", "데요", "네요", "는데", "안녕", "녕하", "the", "is", "are", "do", "does", "my", "can", "how", "what", "hello", "to", "it", "you", "a", "i",
}

// isAbout says whether a title that is only near to a question shares enough with it to be shown
// unasked: at least two letter pairs, and a third of those that carry the question.
func isAbout(question, title string) bool {
	pairs := slices.Compact(slices.Sorted(slices.Values(korean.Bigrams(question))))
	pairs = slices.DeleteFunc(pairs, func(p string) bool { return utf8.RuneCountInString(p) < 2 || slices.Contains(endings, p) })
	have := korean.Bigrams(title)
	shared := 0
	for _, p := range pairs {
		if slices.Contains(have, p) {
			shared++
		}
	}
	return shared >= 2 && shared*3 >= len(pairs)
}
