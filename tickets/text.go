package tickets

import (
	"strings"
	"unicode"
)

const (
	subjectRunes = 60
	previewRunes = 120
)

// subjectOf is the first line with anything in it, shortened.
func subjectOf(title, body string) string {
	for line := range strings.Lines(title + "\n" + body) {
		if line = shorten(line, subjectRunes); line != "" {
			return line
		}
	}
	return ""
}

// previewOf is the text on one line, shortened.
func previewOf(body string) string { return shorten(body, previewRunes) }

// oneLine is a text without line breaks and other characters that control something: it may come to stand in the
// head of a mail. NUL stays, and is refused.
func oneLine(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) && r != 0 }), " ")
}

func shorten(s string, most int) string {
	s = oneLine(s)
	runes := []rune(s)
	if len(runes) <= most {
		return s
	}
	return strings.TrimSpace(string(runes[:most-1])) + "…"
}
