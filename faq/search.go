package faq

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"dari/internal/korean"
)

// Found is the answer to a search.
type Found struct {
	Query   string
	Instead string // what was looked for in its place: the same keys on a Korean keyboard
	Near    bool   // nothing held all words; these hold some
	Results []Result
}

// Result is an article that was found.
type Result struct {
	Slug     string `json:"slug"`
	Title    string `json:"title"`
	Lead     string `json:"lead"`
	Category string `json:"category"`
	URL      string `json:"url"`
}

// keys are what an article is found by, made when it is published.
type keys struct {
	Title, Head, Cho, Jamo, Text string
	HeadGrams, Grams             []string
}

func keysOf(title, lead, words string, keywords []string) keys {
	k := keys{Title: korean.Squeeze(title)}
	heads := append([]string{title}, keywords...)
	var head, cho, jamo []string
	for _, h := range heads {
		head, cho, jamo = append(head, korean.Squeeze(h)), append(cho, korean.Initials(h)), append(jamo, korean.Jamo(h))
	}
	k.Head, k.Cho, k.Jamo = strings.Join(head, " "), strings.Join(cho, " "), strings.Join(jamo, " ")
	k.HeadGrams = append([]string{}, pairsOf(strings.Join(heads, " "))...) // never nil, which would be NULL
	all := strings.Join([]string{title, strings.Join(keywords, " "), lead, words}, " ")
	k.Text = strings.Join(korean.Words(all), " ")
	// Grams across spaces too: 식기세척기 finds 식기 세척기.
	k.Grams = append(append([]string{}, korean.Bigrams(all)...), korean.Bigrams(korean.Squeeze(all))...)
	slices.Sort(k.Grams)
	k.Grams = slices.Compact(k.Grams)
	return k
}

// pairsOf are the grams of two letters.
func pairsOf(s string) []string {
	return slices.DeleteFunc(korean.Bigrams(s), func(g string) bool { return utf8.RuneCountInString(g) < 2 })
}

// question is a query made ready for the index.
type question struct {
	Exact     string   // title is this, or begins so
	Words     []string // each must be there
	Cho       string   // typed as initial consonants; "" when it is not
	Jamo      string   // what has been typed so far
	Across    bool     // the words are long enough to be looked for across spaces
	Limit     int
	lenient   []string // letter pairs of the words
	jamoWords []string
}

func questionOf(q string, limit int) (question, bool) {
	squeezed := korean.Squeeze(q)
	if squeezed == "" || utf8.RuneCountInString(squeezed) > 100 {
		return question{}, false
	}
	out := question{Exact: squeezed, Words: korean.Words(q), Jamo: korean.Jamo(q), Limit: limit, lenient: pairsOf(q), Across: true}
	for _, w := range out.Words {
		// Two letters meet by chance at the end of one word and the beginning of the next.
		out.Across = out.Across && utf8.RuneCountInString(w) > 2
	}
	out.jamoWords = jamoOf(out.Words)
	if korean.IsInitials(q) {
		out.Cho = korean.Initials(q)
	}
	return out, true
}

// Search finds published articles: first those that hold every word, by title, keyword, initial
// consonants and body in this order; then, if there is none, the same keys on a Korean keyboard;
// then those whose title or keywords share the most letter pairs, which catches sentences and slips.
func (s *Service) Search(ctx context.Context, lang, query string, limit int) (Found, error) {
	found := Found{Query: strings.TrimSpace(query), Results: []Result{}}
	q, ok := questionOf(query, limit)
	if !ok {
		return found, nil
	}
	shelf, err := s.index.shelfOf(ctx, s.db, s.db, lang)
	if err != nil {
		return found, err
	}
	rows := shelf.all(q)
	if hangul, slip := korean.FromQwerty(found.Query); len(rows) == 0 && slip {
		if other, ok := questionOf(hangul, limit); ok {
			found.Instead, q = hangul, other
			rows = shelf.all(q)
		}
	}
	if len(rows) == 0 {
		found.Near = true
		rows = shelf.rows(shelf.near(q))
		if len(rows) == 0 {
			found.Instead = ""
		}
	}
	for _, r := range rows {
		found.Results = append(found.Results, s.result(lang, r))
	}
	return found, nil
}

// all finds what holds every word: in title and keywords and, where that leaves room, in the body.
func (s *shelf) all(q question) []foundRow {
	heads := s.inHeads(q)
	if len(heads) < q.Limit {
		heads = append(heads, s.inBodies(q, heads, q.Limit-len(heads))...)
	}
	return s.rows(heads)
}

func (s *Service) result(lang string, r foundRow) Result {
	return Result{Slug: r.Slug, Title: r.Title, Lead: r.Lead, Category: choose(lang, r.CategoryKo, r.CategoryEn), URL: articlePath(r.Slug, lang)}
}

func articlePath(slug, lang string) string {
	if lang == "en" {
		return "/help/a/" + slug + "?lang=en"
	}
	return "/help/a/" + slug
}
