package faq

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"dari/internal/korean"
	"dari/internal/postgres"

	"github.com/jackc/pgx/v5"
	"golang.org/x/sync/singleflight"
)

// index holds the keys of all public articles in memory, for searching while somebody types: in the
// database each search reads thousands of rows, and fifty at once wait for each other's processor.
// Postgres stays the truth: article_state moves with every publishing, and whoever sees that reads anew.
type index struct {
	mu      sync.RWMutex
	version int64
	shelves map[string]*shelf
	looked  time.Time // when the version was last compared
	edits   int       // of this program: they must be found at once
	load    singleflight.Group
}

const (
	// indexAge is how much later than this one another program may find a change.
	indexAge = time.Second
	// manyArticles take so long to read that searches go on with what was there before.
	manyArticles = 1000
)

// shelfOf is the shelf of a language as it is now, or as it was a moment ago for what another program
// has changed.
func (x *index) shelfOf(ctx context.Context, db postgres.Beginner, q querier, lang string) (*shelf, error) {
	for {
		x.mu.RLock()
		shelves, fresh := x.shelves, time.Since(x.looked) < indexAge
		x.mu.RUnlock()
		// Many may find it old at once: one looks, for all of them, and must not end with its request.
		if !fresh {
			look := x.load.DoChan("", func() (any, error) { return nil, x.refresh(context.WithoutCancel(ctx), db, q) })
			if shelves[lang].size() < manyArticles {
				if done := <-look; done.Err != nil {
					return nil, done.Err
				}
				continue
			}
		}
		if shelves[lang] != nil {
			return shelves[lang], nil
		}
		return &shelf{}, nil
	}
}

// changed makes the next search look: this program has published or taken back an article.
func (x *index) changed() {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.looked = time.Time{}
	x.edits++
}

func (x *index) refresh(ctx context.Context, db postgres.Beginner, q querier) error {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	x.mu.RLock()
	edits, known := x.edits, x.version
	shelves := x.shelves
	x.mu.RUnlock()
	version, err := articleVersion(ctx, q)
	if err != nil {
		return err
	}
	if shelves == nil || version != known {
		// The version was read before the keys: what changes in between is read once more, never missed.
		if shelves, err = readShelves(ctx, db); err != nil {
			return err
		}
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	x.shelves, x.version = shelves, version
	if x.edits == edits { // otherwise something was changed meanwhile: the next search looks again
		x.looked = time.Now()
	}
	return nil
}

func readShelves(ctx context.Context, db postgres.Beginner) (map[string]*shelf, error) {
	shelves := map[string]*shelf{}
	return shelves, postgres.InTx(ctx, db, func(tx pgx.Tx) error {
		return eachKeys(ctx, tx, func(lang string, a article, grams []string) {
			if shelves[lang] == nil {
				shelves[lang] = newShelf()
			}
			shelves[lang].add(a, grams)
		})
	})
}

// article is a public article with what it is found by.
type article struct {
	foundRow
	featured               bool
	title, head, cho, jamo string // as in keys
	text                   string
	headGrams              []string
}

type pair [2]rune

// shelf is the articles of one language, in order of id, and where letter pairs are found.
type shelf struct {
	articles  []article
	jamo, cho map[pair][]int32
	grams     map[string][]int32 // of the whole text
	letters   map[rune][]int32   // that begin a gram of it
	heads     map[string][]int32 // of title and keywords
}

func (s *shelf) size() int {
	if s == nil {
		return 0
	}
	return len(s.articles)
}

func newShelf() *shelf {
	return &shelf{jamo: map[pair][]int32{}, cho: map[pair][]int32{}, grams: map[string][]int32{}, letters: map[rune][]int32{}, heads: map[string][]int32{}}
}

func (s *shelf) add(a article, grams []string) {
	n := int32(len(s.articles))
	s.articles = append(s.articles, a)
	addPairs(s.jamo, a.jamo, n)
	addPairs(s.cho, a.cho, n)
	for _, g := range grams {
		s.grams[g] = append(s.grams[g], n)
		first, _ := utf8.DecodeRuneInString(g)
		put(s.letters, first, n)
	}
	for _, g := range a.headGrams {
		put(s.heads, g, n)
	}
}

func addPairs(in map[pair][]int32, text string, n int32) {
	var before rune
	for _, r := range text {
		if before != 0 {
			put(in, pair{before, r}, n)
		}
		before = r
	}
}

// put adds an article once: articles come one after the other.
func put[K comparable](in map[K][]int32, key K, n int32) {
	if list := in[key]; len(list) == 0 || list[len(list)-1] != n {
		in[key] = append(list, n)
	}
}

// holding are the articles that may hold the letters: those of its rarest pair. all is true when the
// letters are too few to tell.
func holding(in map[pair][]int32, letters string) (list []int32, all bool) {
	var before rune
	found := false
	for _, r := range letters {
		if before != 0 {
			next := in[pair{before, r}]
			if !found || len(next) < len(list) {
				list, found = next, true
			}
		}
		before = r
	}
	return list, !found
}

// inHeads finds the articles whose title and keywords hold the words, best first.
func (s *shelf) inHeads(q question) []int32 {
	const tiers = 9
	var found [tiers][2][]int32
	seen := make([]bool, len(s.articles))
	try := func(n int32) {
		if seen[n] {
			return
		}
		seen[n] = true
		a := &s.articles[n]
		if tier := a.tier(q); tier > 0 {
			place := 1
			if a.featured {
				place = 0
			}
			found[tier][place] = append(found[tier][place], n)
		}
	}
	s.eachCandidate(q, try)
	var out []int32
	for tier := range found {
		for _, list := range found[tier] {
			slices.Sort(list)
			out = append(out, list...)
		}
		if len(out) >= q.Limit {
			return out[:q.Limit]
		}
	}
	return out
}

func (s *shelf) eachCandidate(q question, try func(n int32)) {
	longest := ""
	for _, w := range q.jamoWords {
		if len(w) > len(longest) {
			longest = w
		}
	}
	for _, want := range []struct {
		in      map[pair][]int32
		letters string
	}{{s.jamo, q.Jamo}, {s.jamo, longest}, {s.cho, q.Cho}} {
		if want.letters == "" {
			continue
		}
		list, all := holding(want.in, want.letters)
		if all {
			for n := range s.articles {
				try(int32(n))
			}
			return
		}
		for _, n := range list {
			try(n)
		}
	}
}

// tier is how well title and keywords fit, 1 the best; 0: not at all.
func (a *article) tier(q question) int {
	switch {
	case a.title == q.Exact:
		return 1
	case strings.HasPrefix(a.title, q.Exact):
		return 2
	case holdsAll(a.title, q.Words):
		return 3
	case holdsAll(a.head, q.Words):
		return 4
	case q.Cho != "" && begins(a.cho, q.Cho): // the title or a keyword
		return 5
	case q.Cho != "" && strings.Contains(a.cho, q.Cho):
		return 6
	case q.Jamo != "" && begins(a.jamo, q.Jamo):
		return 7
	case q.Jamo != "" && strings.Contains(a.jamo, q.Jamo):
		return 8
	}
	return 0
}

func begins(words, letters string) bool {
	return strings.HasPrefix(words, letters) || strings.Contains(words, " "+letters)
}

func holdsAll(text string, words []string) bool {
	for _, w := range words {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}

// inBodies finds articles that hold every word anywhere, in order of id.
func (s *shelf) inBodies(q question, except []int32, limit int) []int32 {
	var lists [][]int32
	for _, g := range q.lenient {
		lists = append(lists, s.grams[g])
	}
	for _, w := range q.Words {
		if r, size := utf8.DecodeRuneInString(w); size == len(w) {
			lists = append(lists, s.letters[r])
		}
	}
	if len(lists) == 0 {
		return nil
	}
	slices.SortFunc(lists, func(a, b []int32) int { return len(a) - len(b) })
	var out []int32
	for _, n := range lists[0] {
		if len(out) == limit {
			break
		}
		if !inAll(lists[1:], n) || slices.Contains(except, n) {
			continue
		}
		text := s.articles[n].text
		if holdsAll(text, q.Words) || q.Across && holdsAll(strings.ReplaceAll(text, " ", ""), q.Words) {
			out = append(out, n)
		}
	}
	return out
}

func inAll(lists [][]int32, n int32) bool {
	for _, list := range lists {
		if _, ok := slices.BinarySearch(list, n); !ok {
			return false
		}
	}
	return true
}

// near finds those whose title and keywords share enough letter pairs with the query, the most first:
// one of up to five, and a third of more.
func (s *shelf) near(q question) []int32 {
	shared := make([]int16, len(s.articles))
	most := int16(0)
	for _, g := range q.lenient {
		for _, n := range s.heads[g] {
			shared[n]++
			most = max(most, shared[n])
		}
	}
	var out []int32
	for want := most; want >= int16(max(1, len(q.lenient)/3)); want-- {
		for n, have := range shared {
			if have == want {
				out = append(out, int32(n))
			}
			if len(out) == q.Limit {
				return out
			}
		}
	}
	return out
}

func (s *shelf) rows(places []int32) []foundRow {
	out := make([]foundRow, len(places))
	for i, n := range places {
		out[i] = s.articles[n].foundRow
	}
	return out
}

const (
	sqlArticleVersion = `SELECT version FROM dari.article_state`
	sqlMoveArticles   = `UPDATE dari.article_state SET version = version + 1`
	sqlAllKeys        = `
SELECT k.lang, a.id, a.slug, v.title, v.lead, c.title_ko, c.title_en,
       k.featured, k.title_key, k.head_key, k.head_cho, k.head_jamo, k.head_grams, k.text_key, tsvector_to_array(k.search)
FROM dari.article_keys k
JOIN dari.articles a ON a.id = k.article_id
JOIN dari.article_versions v ON v.article_id = a.id AND v.version = a.live_version
JOIN dari.categories c ON c.id = a.category_id
ORDER BY a.id`
)

func articleVersion(ctx context.Context, q querier) (version int64, err error) {
	if err := q.QueryRow(ctx, sqlArticleVersion).Scan(&version); err != nil {
		return 0, fmt.Errorf("read the version of the help centre: %w", err)
	}
	return version, nil
}

// moveArticles tells all programs, with the commit, that what is public has changed.
func moveArticles(ctx context.Context, q querier) error {
	if _, err := q.Exec(ctx, sqlMoveArticles); err != nil {
		return fmt.Errorf("move the version of the help centre: %w", err)
	}
	return nil
}

func eachKeys(ctx context.Context, q querier, fn func(lang string, a article, grams []string)) error {
	rows, err := q.Query(ctx, sqlAllKeys)
	if err != nil {
		return fmt.Errorf("read the keys of the help centre: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var a article
		var lang string
		var grams []string
		if err := rows.Scan(&lang, &a.ID, &a.Slug, &a.Title, &a.Lead, &a.CategoryKo, &a.CategoryEn,
			&a.featured, &a.title, &a.head, &a.cho, &a.jamo, &a.headGrams, &a.text, &grams); err != nil {
			return fmt.Errorf("read the keys of the help centre: %w", err)
		}
		fn(lang, a, grams)
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("read the keys of the help centre: %w", err)
	}
	return nil
}

// jamoOf are the words as they are typed, to look them up by.
func jamoOf(words []string) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = korean.Jamo(w)
	}
	return out
}
