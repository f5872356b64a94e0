package faq

import (
	"strings"
	"unicode"

	"dari/internal/korean"
)

// Piece is a part of a title; Hit marks what was looked for.
type Piece struct {
	Text string
	Hit  bool
}

// highlight marks the words of the query in a text, and the syllables that stand for its initial
// consonants. Spaces inside the text do not matter.
func highlight(text, query string) []Piece {
	letters := []rune(text)
	hits := make([]bool, len(letters))
	fold := func(r rune) string { return korean.Squeeze(string(r)) }
	needles := korean.Words(query)
	if korean.IsInitials(query) {
		fold = func(r rune) string { return korean.Initials(string(r)) }
		needles = []string{korean.Initials(query)}
	}
	for _, needle := range needles {
		for start := range letters {
			mark(letters, hits, start, needle, fold)
		}
	}
	return pieces(letters, hits)
}

// mark marks the needle where it begins exactly at start.
func mark(letters []rune, hits []bool, start int, needle string, fold func(rune) string) {
	left := needle
	for i := start; i < len(letters); i++ {
		part := fold(letters[i])
		if part == "" && i > start && unicode.IsSpace(letters[i]) {
			continue
		}
		rest, ok := strings.CutPrefix(left, part)
		if !ok || part == "" {
			return
		}
		if left = rest; left == "" {
			for j := start; j <= i; j++ {
				hits[j] = true
			}
			return
		}
	}
}

func pieces(letters []rune, hits []bool) []Piece {
	var out []Piece
	for i := 0; i < len(letters); {
		end := i
		for end < len(letters) && hits[end] == hits[i] {
			end++
		}
		out = append(out, Piece{Text: string(letters[i:end]), Hit: hits[i]})
		i = end
	}
	return out
}
