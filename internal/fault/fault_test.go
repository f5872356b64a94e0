package fault

import "testing"

func TestAFieldIsNamedWithThePartOfTheRequestItLiesIn(t *testing.T) {
	tests := map[string]string{
		"phone":              "body.phone",
		"body.phone":         "body.phone",
		"event.minutes":      "body.event.minutes",
		"exceptions[2].from": "body.exceptions[2].from",
		"matrix.warned.sms":  "body.matrix.warned.sms",
		"query.cursor":       "query.cursor",
		"path.number":        "path.number",
		"header.If-Match":    "header.If-Match",
		"body":               "body.body", // the words of an article
		"path":               "body.path", // of a rule of the chat
	}
	for field, want := range tests {
		t.Run(field, func(t *testing.T) {
			if f := Field("any.code", field); f.Field != want || f.Kind != Invalid {
				t.Errorf("Field(%q) lies in %q, want %q", field, f.Field, want)
			}
		})
	}
}
