package tickets

import "strings"

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

func shorten(s string, most int) string {
	s = strings.Join(strings.Fields(s), " ")
	runes := []rune(s)
	if len(runes) <= most {
		return s
	}
	return strings.TrimSpace(string(runes[:most-1])) + "…"
}
