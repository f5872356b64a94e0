package sms

import (
	"errors"
	"unicode/utf8"

	"dari/internal/korean"
)

// What the carriers take, in their own bytes (CP949).
const (
	ShortBytes = 90
	LongBytes  = 2000
	TitleBytes = 40
)

// ErrTooLong is the answer to a text that fits no message.
var ErrTooLong = errors.New("the text is longer than 2,000 bytes")

// Fit brings a text into the carriers' letters and chooses the type: what has no bytes is put in
// plain letters where there are some and left out otherwise (a name may hold an emoji; a question
// mark in its place would read as ours). A long message gets the title, cut between letters.
func Fit(text, title string) (Message, error) {
	text = carried(text)
	n, err := korean.CP949Len(text)
	if err != nil {
		return Message{}, err
	}
	switch {
	case n <= ShortBytes:
		return Message{Text: text, Type: Short}, nil
	case n <= LongBytes:
		return Message{Text: text, Type: Long, Title: Cut(carried(title), TitleBytes)}, nil
	default:
		return Message{}, ErrTooLong
	}
}

// Cut shortens a text to at most limit bytes, never inside a letter.
func Cut(text string, limit int) string {
	used := 0
	for i, r := range text {
		size := 1
		if r >= utf8.RuneSelf {
			size = 2
		}
		if used += size; used > limit {
			return text[:i]
		}
	}
	return text
}

func carried(text string) string {
	text = korean.ForCarrier(text)
	var bad *korean.UnencodableError
	if _, err := korean.CP949Len(text); err == nil || !errors.As(err, &bad) {
		return text
	}
	out := make([]rune, 0, len(text))
	for _, r := range text {
		if _, err := korean.CP949Len(string(r)); err == nil {
			out = append(out, r)
		}
	}
	return string(out)
}
