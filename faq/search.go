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

// question is a query made ready for the store. Patterns hold letters and digits alone, so that
// nothing in them needs escaping.
type question struct {
	Lang    string
	Exact   string   // title is this
	Prefix  string   // title begins so
	Words   []string // each must be there
	Grams   string   // tsquery of the words
	Cho     string   // typed as initial consonants; "" when it is not
	Jamo    string   // what has been typed so far
	Across  bool     // the words are long enough to be looked for across spaces
	Limit   int
	lenient []string // grams of which some must be in title or keywords
}

func questionOf(lang, q string, limit int) (question, bool) {
	squeezed := korean.Squeeze(q)
	if squeezed == "" || utf8.RuneCountInString(squeezed) > 100 {
		return question{}, false
	}
	out := question{Lang: lang, Exact: squeezed, Prefix: squeezed + "%", Grams: korean.SearchQuery(q), Jamo: contains(korean.Jamo(q)), Limit: limit, lenient: pairsOf(q)}
	out.Across = true
	for _, w := range korean.Words(q) {
		out.Words = append(out.Words, contains(w))
		// Two letters meet by chance at the end of one word and the beginning of the next.
		out.Across = out.Across && utf8.RuneCountInString(w) > 2
	}
	if korean.IsInitials(q) {
		out.Cho = contains(korean.Initials(q))
	}
	return out, true
}

func contains(s string) string { return "%" + s + "%" }

// Search finds published articles: first those that hold every word, by title, keyword, initial
// consonants and body in this order; then, if there is none, the same keys on a Korean keyboard;
// then those whose title or keywords share the most letter pairs, which catches sentences and slips.
func (s *Service) Search(ctx context.Context, lang, query string, limit int) (Found, error) {
	found := Found{Query: strings.TrimSpace(query), Results: []Result{}}
	q, ok := questionOf(lang, query, limit)
	if !ok {
		return found, nil
	}
	rows, err := s.all(ctx, q)
	if err != nil {
		return found, err
	}
	if hangul, slip := korean.FromQwerty(found.Query); len(rows) == 0 && slip {
		if other, ok := questionOf(lang, hangul, limit); ok {
			found.Instead = hangul
			if rows, err = s.all(ctx, other); err != nil {
				return found, err
			}
			q = other
		}
	}
	if len(rows) == 0 {
		found.Near = true
		if rows, err = nearArticles(ctx, s.db, q); err != nil {
			return found, err
		}
		if found.Instead != "" && len(rows) == 0 {
			found.Instead = ""
		}
	}
	for _, r := range rows {
		found.Results = append(found.Results, s.result(lang, r))
	}
	return found, nil
}

// all finds what holds every word: in title and keywords and, where that leaves room, in the body.
func (s *Service) all(ctx context.Context, q question) ([]foundRow, error) {
	rows, err := searchHeads(ctx, s.db, q)
	if err != nil || len(rows) >= q.Limit {
		return rows, err
	}
	ids := make([]int64, 0, len(rows))
	for _, r := range rows {
		ids = append(ids, r.ID)
	}
	more, err := searchBodies(ctx, s.db, q, ids, q.Limit-len(rows))
	return append(rows, more...), err
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
