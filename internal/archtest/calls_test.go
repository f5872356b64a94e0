package archtest

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"
	"testing"
)

// freeSQL are the files that may make SQL while they run, and why nothing else will do there.
var freeSQL = map[string]string{
	"internal/shop/link/table.go":        "names of the shop's own tables and columns",
	"internal/shop/link/trigger.go":      "triggers on the shop's own tables",
	"internal/shop/link/fill.go":         "reads the shop's own tables",
	"internal/shop/demo/seed.go":         "makes the demo shop's own schema",
	"internal/postgres/pgtest/pgtest.go": "databases cannot be named by a parameter",
	"internal/postgres/pgtest/query.go":  "runs what tests hand it",
	"cmd/drill/node.go":                  "databases cannot be named by a parameter",
	"cmd/lab/lab.go":                     "databases cannot be named by a parameter",
	"tickets/list_sql.go":                "puts the conditions of a filter together, out of constants",
	"tickets/action/retag.go":            "is handed constants by the rooms that keep tags in what they store as JSON",
	"cmd/bench/seed.go":                  "fills a shop to be measured, out of a file",
	"cmd/bench/shelf.go":                 "makes that shop's database, and a table in it that no migration knows",
	"cmd/bench/plans.go":                 "settings of a database, whose name cannot be a parameter",
	"cmd/bench/capacity.go":              "makes the table of a yardstick, which no migration knows",
	"cmd/drill/shop.go":                  "plays the shop's own programs, on tables of the shop",
	"cmd/dari/devdoor.go":                "plays the shop's own server, on the demo shop's tables",
	"cmd/dari/dev.go":                    "creates the private database, whose name cannot be a parameter",
}

// calls maps the methods that take SQL to the place of it among the arguments.
var calls = map[string]int{
	"Query": 1, "QueryRow": 1, "Exec": 1, "QueryContext": 1, "QueryRowContext": 1, "ExecContext": 1, "Prepare": 2, "Queue": 0,
}

func TestEveryQueryCallTakesAStatementConstant(t *testing.T) {
	checked := 0
	used := map[string]bool{}
	for _, s := range sources(t) {
		c := collect(s)
		for _, call := range c.calls {
			place := s.at(call.expr.Pos())
			file, _, _ := strings.Cut(place, ":")
			if freeSQL[file] != "" {
				used[file] = true
				continue
			}
			checked++
			if bad := c.refuse(call.sql(), call.in, nil); bad != "" {
				t.Errorf("%s: the SQL of this call is not a sqlXxx constant: %s", place, bad)
			}
		}
	}
	for file := range freeSQL {
		if !used[file] && slices.ContainsFunc(sources(t), func(s *source) bool { return strings.HasPrefix(file, s.rel()+"/") }) {
			t.Errorf("%s makes no SQL: take its exception out", file)
		}
	}
	if checked < 100 {
		t.Errorf("only %d calls were found: the search is broken", checked)
	}
}

// call is one call that takes SQL, and the function it stands in.
type call struct {
	expr *ast.CallExpr
	arg  int
	in   *ast.FuncDecl
}

func (c call) sql() ast.Expr { return c.expr.Args[c.arg] }

// code is a package seen as its functions and who calls them: enough to follow SQL that is handed
// on by a parameter or a variable back to its constant, without knowing types.
type code struct {
	consts  map[string]bool
	calls   []call
	callers map[string][]call // by the name of the function or method
	fields  map[string][]call // values given to a field of a composite literal, as pseudo calls
}

func collect(s *source) *code {
	c := &code{consts: map[string]bool{}, callers: map[string][]call{}, fields: map[string][]call{}}
	for _, file := range s.files {
		for _, decl := range file.Decls {
			switch d := decl.(type) {
			case *ast.GenDecl:
				c.addConsts(d)
			case *ast.FuncDecl:
				c.addCalls(d, importsOf(file))
			}
		}
	}
	return c
}

func importsOf(file *ast.File) map[string]bool {
	names := map[string]bool{}
	for _, spec := range file.Imports {
		path := strings.Trim(spec.Path.Value, `"`)
		name := path[strings.LastIndex(path, "/")+1:]
		if spec.Name != nil {
			name = spec.Name.Name
		}
		names[name] = true
	}
	return names
}

func (c *code) addConsts(d *ast.GenDecl) {
	if d.Tok != token.CONST {
		return
	}
	for _, spec := range d.Specs {
		for _, name := range spec.(*ast.ValueSpec).Names {
			if isStatement(name.Name) {
				c.consts[name.Name] = true
			}
		}
	}
}

func (c *code) addCalls(in *ast.FuncDecl, imports map[string]bool) {
	ast.Inspect(in, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			name := ""
			switch fun := n.Fun.(type) {
			case *ast.Ident:
				name = fun.Name
			case *ast.SelectorExpr:
				name = fun.Sel.Name
				receiver, plain := fun.X.(*ast.Ident)
				arg, takesSQL := calls[name]
				// Query() of an address and Query("q") of a request take no SQL; nor does asynq.Queue("name").
				if takesSQL && len(n.Args) > arg && !(plain && imports[receiver.Name]) {
					c.calls = append(c.calls, call{n, arg, in})
				}
			}
			for i := range n.Args {
				c.callers[name] = append(c.callers[name], call{n, i, in})
			}
		case *ast.CompositeLit:
			c.addFields(n, in)
		}
		return true
	})
}

// addFields notes what a struct's sql field is given, by name; by position it is taken to be the first.
func (c *code) addFields(lit *ast.CompositeLit, in *ast.FuncDecl) {
	for i, element := range lit.Elts {
		key, value := "", element
		if pair, ok := element.(*ast.KeyValueExpr); ok {
			name, _ := pair.Key.(*ast.Ident)
			if name == nil {
				continue
			}
			key, value = name.Name, pair.Value
		} else if name, ok := element.(*ast.Ident); ok && i == 0 && isStatement(name.Name) {
			key = "sql"
		}
		if key == "sql" {
			c.fields[key] = append(c.fields[key], call{&ast.CallExpr{Args: []ast.Expr{value}}, 0, in})
		}
	}
}

// refuse says why the expression is not certainly a statement constant; "" when it is one.
func (c *code) refuse(e ast.Expr, in *ast.FuncDecl, seen []string) string {
	switch e := e.(type) {
	case *ast.ParenExpr:
		return c.refuse(e.X, in, seen)
	case *ast.SelectorExpr:
		return c.refuseAll(c.fields[e.Sel.Name], "field "+e.Sel.Name, seen)
	case *ast.Ident:
		if c.consts[e.Name] {
			return ""
		}
		if isStatement(e.Name) {
			return e.Name + " is not a constant of the package"
		}
		if at := parameter(in, e.Name); at >= 0 {
			given := slices.DeleteFunc(slices.Clone(c.callers[in.Name.Name]), func(k call) bool { return k.arg != at })
			if in.Recv != nil && ast.IsExported(in.Name.Name) && len(given) == 0 {
				return "" // it is itself a querier: whoever calls it is looked at there
			}
			return c.refuseAll(given, "parameter "+e.Name+" of "+in.Name.Name, seen)
		}
		return c.refuseAll(assigned(in, e.Name), "variable "+e.Name, seen)
	}
	return "it is made on the spot"
}

func (c *code) refuseAll(given []call, what string, seen []string) string {
	if slices.Contains(seen, what) {
		return ""
	}
	if len(given) == 0 {
		return "nothing is known of " + what
	}
	for _, g := range given {
		if bad := c.refuse(g.sql(), g.in, append(seen, what)); bad != "" {
			return what + ": " + bad
		}
	}
	return ""
}

// parameter is the place of a parameter among the arguments, -1 when there is none of the name.
func parameter(in *ast.FuncDecl, name string) int {
	i := 0
	for _, field := range in.Type.Params.List {
		for _, n := range field.Names {
			if n.Name == name {
				return i
			}
			i++
		}
		if len(field.Names) == 0 {
			i++
		}
	}
	return -1
}

// assigned are all values a local variable is ever given.
func assigned(in *ast.FuncDecl, name string) []call {
	var given []call
	ast.Inspect(in, func(n ast.Node) bool {
		if a, ok := n.(*ast.AssignStmt); ok && len(a.Lhs) == len(a.Rhs) {
			for i, left := range a.Lhs {
				if id, ok := left.(*ast.Ident); ok && id.Name == name {
					given = append(given, call{&ast.CallExpr{Args: []ast.Expr{a.Rhs[i]}}, 0, in})
				}
			}
		}
		return true
	})
	return given
}
