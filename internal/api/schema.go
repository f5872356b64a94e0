package api

import (
	"path"
	"reflect"
	"regexp"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

var (
	qualified = regexp.MustCompile(`[\w./-]*?(\w+)\.(\w+)`)
	notInName = regexp.MustCompile(`[^A-Za-z0-9_]+`)
)

// schemaNamer names the schemas of the OpenAPI document.
type schemaNamer struct {
	subject string // of the operation being registered, as Coupons: types without a name go by it
}

// name keeps apart types of one name in two rooms: tickets.Customer is TicketsCustomer. What this
// package wraps around them (Page, OK) goes by the name of what it holds.
func (n *schemaNamer) name(t reflect.Type, hint string) string {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	name := t.Name()
	if name == "" || t.PkgPath() == "" {
		return n.subject + huma.DefaultSchemaNamer(t, hint)
	}
	name = qualified.ReplaceAllStringFunc(name, func(s string) string {
		m := qualified.FindStringSubmatch(s)
		return title(m[1]) + title(m[2])
	})
	if room := path.Base(t.PkgPath()); room != "api" {
		name = title(room) + title(name)
	}
	return notInName.ReplaceAllString(name, "")
}

func title(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
