package tickets

import (
	"slices"
	"strings"

	"dari/internal/korean"
)

// A number of four digits or more is found by pieces of four beside its pairs: pairs of digits stand in
// every other message.
const numberPiece = 4

// Grams are what a message is found by: the pairs of letters of its text, those across spaces too
// (운송장번호 finds 운송장 번호), and pieces of its longer numbers.
func Grams(text string) []string {
	squeezed := korean.Squeeze(text)
	grams := append(korean.Bigrams(text), korean.Bigrams(squeezed)...)
	for _, number := range numbersIn(squeezed) {
		grams = append(grams, piecesOf(number)...)
	}
	slices.Sort(grams)
	return slices.Compact(grams)
}

// Terms is the tsquery that finds texts entered as Grams; "" finds nothing. Words may stand apart in the
// text, so who must be sure looks at it.
func Terms(query string) string {
	var terms []string
	for _, word := range korean.Words(query) {
		numbers := numbersIn(word)
		for _, number := range numbers {
			for _, piece := range piecesOf(number) {
				terms = append(terms, "'"+piece+"'")
			}
		}
		if len(numbers) == 1 && numbers[0] == word {
			continue // the pieces say all that the pairs would
		}
		if own := korean.SearchQuery(word); own != "" {
			terms = append(terms, strings.Split(own, " & ")...)
		}
	}
	slices.Sort(terms)
	terms = slices.Compact(terms)
	return strings.Join(terms[:min(len(terms), 64)], " & ")
}

// numbersIn are the digits of a folded text, runs of four and more.
func numbersIn(text string) []string {
	return slices.DeleteFunc(strings.FieldsFunc(text, func(r rune) bool { return r < '0' || r > '9' }), func(s string) bool { return len(s) < numberPiece })
}

// piecesOf are the pieces of a number; its ASCII digits are a byte each. The sign keeps them apart from
// pairs and from the names of blocks.
func piecesOf(number string) []string {
	var out []string
	for i := 0; i+numberPiece <= min(len(number), 40); i++ {
		out = append(out, "="+number[i:i+numberPiece])
	}
	return out
}
