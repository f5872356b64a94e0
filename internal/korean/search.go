package korean

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxGrams bounds a query: no person types more, and each gram costs the index one look.
const maxGrams = 64

// Fold brings a text into the form in which texts are compared: NFKC (so that decomposed and
// full-width letters are one with the plain ones) and lower case.
func Fold(s string) string { return strings.ToLower(norm.NFKC.String(s)) }

// Squeeze is Fold without spaces and signs: 배달의 민족 and 배달의민족 become one.
func Squeeze(s string) string { return strings.Join(runs(s), "") }

// Bigrams gives what is stored of a text for searching: of each run of letters and digits the
// overlapping pairs and the last letter alone, so that a single syllable, looked for as a prefix, is
// found wherever it stands. Each gram comes once, in order. It needs nothing of the database's locale.
func Bigrams(s string) []string {
	var grams []string
	for _, run := range runs(s) {
		grams = append(grams, pairs(run)...)
		_, size := utf8.DecodeLastRuneInString(run)
		grams = append(grams, run[len(run)-size:])
	}
	slices.Sort(grams)
	return slices.Compact(grams)
}

// SearchQuery gives the tsquery that finds texts stored as Bigrams: all pairs of every word, and a
// word of one syllable as a prefix. Two words may stand apart, so the caller checks longer phrases
// against the text itself. A query without a letter or digit gives "", which finds nothing.
func SearchQuery(s string) string {
	var terms []string
	for _, run := range runs(s) {
		if utf8.RuneCountInString(run) == 1 {
			terms = append(terms, "'"+run+"':*")
			continue
		}
		for _, gram := range pairs(run) {
			terms = append(terms, "'"+gram+"'")
		}
	}
	slices.Sort(terms)
	terms = slices.Compact(terms)
	return strings.Join(terms[:min(len(terms), maxGrams)], " & ")
}

// Words gives the runs of letters and digits of a text, folded.
func Words(s string) []string { return runs(s) }

func runs(s string) []string {
	return strings.FieldsFunc(Fold(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r)
	})
}

func pairs(run string) []string {
	letters := []rune(run)
	out := make([]string, 0, len(letters))
	for i := 0; i+1 < len(letters); i++ {
		out = append(out, string(letters[i:i+2]))
	}
	return out
}
