// Package corpora hands a test what others have collected or computed: naughty strings, mails,
// addresses, tables of dates. They lie in the folder that $DARI_CORPORA names and are no part of the
// source; without it such a test is skipped. For tests only.
package corpora

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
)

// Dir is the folder with all of them.
func Dir(t testing.TB) string {
	t.Helper()
	dir := os.Getenv("DARI_CORPORA")
	if dir == "" {
		t.Skip("DARI_CORPORA is not set: what others have collected is not tried")
	}
	return dir
}

// Load reads one JSON file of them.
func Load(t testing.TB, into any, path ...string) {
	t.Helper()
	file := filepath.Join(append([]string{Dir(t)}, path...)...)
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, into); err != nil {
		t.Fatalf("read %s: %v", file, err)
	}
}

// NaughtyStrings are texts that programs have stumbled over.
func NaughtyStrings(t testing.TB) []string {
	t.Helper()
	var all []string
	Load(t, &all, "naughty-strings", "blns.json")
	return all
}
