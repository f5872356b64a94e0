package views

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"dari/internal/korean"

	"golang.org/x/text/unicode/norm"
)

// Piece is a part of a text; Hit marks what was looked for.
type Piece struct {
	Text string `json:"text"`
	Hit  bool   `json:"hit"`
}

// matcher knows the words of a query, folded.
type matcher struct{ words []string }

func matcherOf(query string) matcher { return matcher{korean.Words(query)} }

// folded is a text as letters that can be compared, and where each stands in the text.
type folded struct {
	shown   []rune // as it is shown: composed, on one line
	letters []rune
	at      []int // the place in shown of each letter
}

// fold brings a text into the form that is compared. Signs between letters become one space, so that a
// word does not begin in one and end in another.
func fold(text string) folded {
	f := folded{shown: []rune(strings.Join(strings.Fields(norm.NFC.String(text)), " "))}
	for i, r := range f.shown {
		same := korean.Fold(string(r))
		for _, l := range same {
			if !unicode.IsLetter(l) && !unicode.IsNumber(l) && !unicode.IsMark(l) {
				if n := len(f.letters); n > 0 && f.letters[n-1] != ' ' {
					f.letters, f.at = append(f.letters, ' '), append(f.at, i)
				}
				continue
			}
			f.letters, f.at = append(f.letters, l), append(f.at, i)
		}
	}
	return f
}

// marks says which letters of the text are hits; all is false when a word is missing. A word of more
// than two letters is found across spaces too.
func (m matcher) marks(f folded) (hits []bool, all bool) {
	hits = make([]bool, len(f.shown))
	for _, w := range m.words {
		needle := []rune(w)
		found := false
		for i := range f.letters {
			if end, ok := begins(f.letters, i, needle, len(needle) > 2); ok {
				found = true
				for j := f.at[i]; j <= f.at[end]; j++ {
					hits[j] = true
				}
			}
		}
		if !found {
			return hits, false
		}
	}
	return hits, len(m.words) > 0
}

// begins says whether the word begins at a place, and where it ends.
func begins(letters []rune, at int, needle []rune, across bool) (end int, ok bool) {
	n := 0
	for i := at; i < len(letters) && n < len(needle); i++ {
		switch {
		case letters[i] == needle[n]:
			n, end = n+1, i
		case letters[i] == ' ' && across && n > 0:
		default:
			return 0, false
		}
	}
	return end, n == len(needle)
}

// A snippet shows this much before the first hit, and this much in all.
const (
	snippetBefore = 24
	snippetRunes  = 110
)

// snippet is the part of a text around the first hit, its hits marked; ok is false when the text does
// not hold all words.
func (m matcher) snippet(text string) (pieces []Piece, ok bool) {
	f := fold(text)
	hits, ok := m.marks(f)
	if !ok {
		return nil, false
	}
	first := 0
	for first < len(hits) && !hits[first] {
		first++
	}
	from := max(0, first-snippetBefore)
	for from > 0 && from < first && f.shown[from-1] != ' ' { // not in the middle of a word
		from++
	}
	to := min(len(f.shown), from+snippetRunes)
	if from > 0 {
		pieces = append(pieces, Piece{Text: "… "})
	}
	for i := from; i < to; {
		end := i
		for end < to && hits[end] == hits[i] {
			end++
		}
		pieces = append(pieces, Piece{string(f.shown[i:end]), hits[i]})
		i = end
	}
	if to < len(f.shown) {
		pieces = append(pieces, Piece{Text: " …"})
	}
	return pieces, true
}

// single says that a word of the query is one letter long: the index has no pair for it.
func (m matcher) single() bool {
	for _, w := range m.words {
		if utf8.RuneCountInString(w) == 1 {
			return true
		}
	}
	return false
}
