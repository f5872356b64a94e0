package mail

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// Mails as Korean programs and systems write them; people and words are made up. Each says what its
// writer saw when they sent it.
func TestMailsOfKoreanProgramsAreReadAsTheirWritersSawThem(t *testing.T) {
	var cases []struct {
		Input, Subject, From, Name, Body, Hidden string
		Files                                    []string
	}
	text, err := os.ReadFile(filepath.Join("testdata", "korean", "expected.json"))
	must(t, err)
	must(t, json.Unmarshal(text, &cases))
	if len(cases) < 20 {
		t.Fatalf("%d mails", len(cases))
	}
	for _, c := range cases {
		t.Run(c.Input, func(t *testing.T) {
			raw, err := os.ReadFile(filepath.Join("testdata", "korean", c.Input))
			must(t, err)
			p := read(raw)
			if p.Subject != c.Subject || p.From != c.From || p.Name != c.Name {
				t.Errorf("subject %q, from %q %q", p.Subject, p.Name, p.From)
			}
			answer, rest := fold(p.Text)
			if words(answer) != words(c.Body) {
				t.Errorf("it says %q, want %q", answer, c.Body)
			}
			if !strings.Contains(rest, c.Hidden) {
				t.Errorf("behind the answer is %q, want %q", rest, c.Hidden)
			}
			if names := fileNames(p); !slices.Equal(names, c.Files) && len(names)+len(c.Files) > 0 {
				t.Errorf("files %q, want %q", names, c.Files)
			}
			if kind := kindOf(p, Own{}); kind != kindHuman {
				t.Errorf("it is taken for %s", kind)
			}
		})
	}
	t.Logf("%d Korean mails of our own", len(cases))
}
