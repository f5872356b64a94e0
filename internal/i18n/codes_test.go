package i18n

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var faultCode = regexp.MustCompile(`fault\.(?:New\(fault\.\w+, |Field\()"([^"]+)"`)

// A fault whose sentence is missing would reach a person as its code.
func TestEveryFaultOfTheProgramHasItsSentence(t *testing.T) {
	root := filepath.Join("..", "..")
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && (entry.Name() == "node_modules" || strings.HasPrefix(entry.Name(), ".") && len(entry.Name()) > 2) {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		source, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for _, m := range faultCode.FindAllStringSubmatch(string(source), -1) {
			if strings.HasSuffix(m[1], "_") { // the code goes on with a variable: campaign.cannot_ + act
				continue
			}
			if !Has(Korean, "fault."+m[1]) {
				t.Errorf("%s: fault.%s has no sentence", path, m[1])
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
