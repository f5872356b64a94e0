package archtest

import (
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/constant"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"io/fs"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

const module = "dari"

// source is one package as it is compiled, without its tests.
type source struct {
	ImportPath string
	Dir        string
	Doc        string
	GoFiles    []string
	Imports    []string

	fset  *token.FileSet
	files []*ast.File
}

// rel is the folder below the module's root.
func (s *source) rel() string { return strings.TrimPrefix(s.ImportPath, module+"/") }

// at names a place as internal/staff/store.go:17.
func (s *source) at(p token.Pos) string {
	position := s.fset.Position(p)
	return fmt.Sprintf("%s/%s:%d", s.rel(), filepath.Base(position.Filename), position.Line)
}

var load = sync.OnceValues(func() ([]*source, error) {
	root, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}").Output()
	if err != nil {
		return nil, fmt.Errorf("find the module's root: %w", err)
	}
	if err := look(strings.TrimSpace(string(root))); err != nil {
		return nil, err
	}
	list := exec.Command("go", "list", "-e", "-json=ImportPath,Dir,Doc,GoFiles,Imports", "./...")
	list.Dir = strings.TrimSpace(string(root))
	out, err := list.Output()
	if err != nil {
		return nil, fmt.Errorf("list the packages: %w", err)
	}
	var all []*source
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		s := &source{fset: token.NewFileSet()}
		if err := dec.Decode(s); errors.Is(err, io.EOF) {
			return all, nil
		} else if err != nil {
			return nil, fmt.Errorf("read the list of packages: %w", err)
		}
		if strings.Contains(s.ImportPath, "/node_modules/") {
			continue
		}
		for _, name := range s.GoFiles {
			file, err := parser.ParseFile(s.fset, filepath.Join(s.Dir, name), nil, parser.SkipObjectResolution)
			if err != nil {
				return nil, fmt.Errorf("parse %s: %w", s.rel(), err)
			}
			s.files = append(s.files, file)
		}
		all = append(all, s)
	}
})

// look reads every folder of the module itself, so that go test knows what its cached result stands on:
// it does not see what the program go reads.
func look(root string) error {
	return filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return fmt.Errorf("look through the module: %w", err)
		}
		if path != root && d.IsDir() && (d.Name() == "node_modules" || d.Name() == "dist" || strings.HasPrefix(d.Name(), ".")) {
			return fs.SkipDir
		}
		return nil
	})
}

func sources(t *testing.T) []*source {
	t.Helper()
	all, err := load()
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < 10 {
		t.Fatalf("only %d packages were found: the walk is broken", len(all))
	}
	return all
}

// statement is one sqlXxx constant of a package.
type statement struct {
	name, text string
	pos        token.Pos
}

// statements are the package's constants whose name begins with sql, evaluated.
func (s *source) statements(t *testing.T) []statement {
	t.Helper()
	config := types.Config{Importer: nothing{}, Error: func(error) {}, IgnoreFuncBodies: true}
	pkg, _ := config.Check(s.ImportPath, s.fset, s.files, nil) // imports are left out: its errors say only that
	var all []statement
	for _, name := range pkg.Scope().Names() {
		c, ok := pkg.Scope().Lookup(name).(*types.Const)
		if !ok || !isStatement(name) {
			continue
		}
		if c.Val().Kind() != constant.String {
			t.Errorf("%s: %s is not made of constants of its own package", s.at(c.Pos()), name)
			continue
		}
		all = append(all, statement{name, constant.StringVal(c.Val()), c.Pos()})
	}
	return all
}

func isStatement(name string) bool {
	return len(name) > 3 && strings.HasPrefix(name, "sql") && name[3] >= 'A' && name[3] <= 'Z'
}

// nothing is an importer for evaluating constants, which need no imports.
type nothing struct{}

func (nothing) Import(path string) (*types.Package, error) {
	return nil, fmt.Errorf("%s is left out", path)
}
