package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"sort"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
)

// document is what the walk reads of an OpenAPI document.
type document struct {
	Paths      map[string]map[string]operation `json:"paths"`
	Components struct {
		Schemas map[string]*schema `json:"schemas"`
	} `json:"components"`
}

type operation struct {
	Parameters  []parameter `json:"parameters"`
	RequestBody *struct {
		Required bool
		Content  map[string]struct {
			Schema *schema `json:"schema"`
		} `json:"content"`
	} `json:"requestBody"`
	Security []map[string][]string `json:"security"`

	method, path string
}

type parameter struct {
	Name, In string
	Required bool
	Schema   *schema
}

type schema struct {
	Ref        string             `json:"$ref"`
	Type       kinds              `json:"type"`
	Format     string             `json:"format"`
	Enum       []any              `json:"enum"`
	Pattern    string             `json:"pattern"`
	Minimum    *float64           `json:"minimum"`
	MaxLength  *int               `json:"maxLength"`
	MinItems   int                `json:"minItems"`
	Items      *schema            `json:"items"`
	Properties map[string]*schema `json:"properties"`
	ReadOnly   bool               `json:"readOnly"`
}

// kinds is "string" or ["string", "null"].
type kinds []string

// UnmarshalJSON reads either.
func (k *kinds) UnmarshalJSON(b []byte) error {
	if b[0] != '[' {
		*k = make(kinds, 1)
		return json.Unmarshal(b, &(*k)[0])
	}
	var list []string
	err := json.Unmarshal(b, &list)
	*k = list
	return err
}

func (s *schema) is(kind string) bool { return slices.Contains(s.Type, kind) }

// text says whether people's own words may stand there.
func (s *schema) text() bool {
	return s.is("string") && len(s.Enum) == 0 && s.Format == ""
}

func (o operation) name() string { return o.method + " " + o.path }

// body is what the operation takes, nil when it takes nothing.
func (o operation) body(d document) *schema {
	if o.RequestBody == nil {
		return nil
	}
	return d.follow(o.RequestBody.Content["application/json"].Schema)
}

func (d document) follow(s *schema) *schema {
	for s != nil && s.Ref != "" {
		s = d.Components.Schemas[s.Ref[strings.LastIndex(s.Ref, "/")+1:]]
	}
	return s
}

// operations are all of them, in one order.
func (d document) operations() []operation {
	var all []operation
	for path, methods := range d.Paths {
		for method, o := range methods {
			o.method, o.path = strings.ToUpper(method), path
			if o.RequestBody != nil && o.RequestBody.Content["application/json"].Schema == nil {
				o.RequestBody = nil // a raw mail: the walk writes JSON only
			}
			all = append(all, o)
		}
	}
	sort.Slice(all, func(i, j int) bool { return all[i].path+all[i].method < all[j].path+all[j].method })
	return all
}

// field is one place in a body: its keys, and 0 for the first of a list.
type field struct {
	keys   []any
	schema *schema
}

// location is how a problem document names it.
func (f field) location() string {
	where := "body"
	for _, k := range f.keys {
		if i, ok := k.(int); ok {
			where += fmt.Sprintf("[%d]", i)
		} else {
			where += "." + k.(string)
		}
	}
	return where
}

func (f field) key() string {
	for i := len(f.keys) - 1; i >= 0; i-- {
		if name, ok := f.keys[i].(string); ok {
			return name
		}
	}
	return ""
}

// fields are all places of a body, objects and lists too.
func (d document) fields(s *schema, keys ...any) []field {
	s = d.follow(s)
	if s.ReadOnly {
		return nil
	}
	all := []field{{slices.Clone(keys), s}}
	if s.is("array") {
		all = append(all, d.fields(s.Items, append(keys, 0)...)...)
	}
	names := make([]string, 0, len(s.Properties))
	for name := range s.Properties {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		all = append(all, d.fields(s.Properties[name], append(keys, name)...)...)
	}
	return all
}

// good is a body in which every field is right.
func (w *walk) good(t *testing.T, o operation) map[string]any {
	t.Helper()
	value, ok := w.sample(o, field{nil, o.body(w.doc)}).(map[string]any)
	if !ok {
		t.Fatalf("%s takes something other than an object", o.name())
	}
	return value
}

func (w *walk) sample(o operation, f field) any {
	s := w.doc.follow(f.schema)
	if _, out := w.desked(o, f).(absent); out {
		return absent{}
	}
	switch {
	case s.is("object"):
		out := map[string]any{}
		for name, p := range s.Properties {
			if w.doc.follow(p).ReadOnly {
				continue
			}
			if v := w.sample(o, field{append(slices.Clone(f.keys), name), p}); v != any(absent{}) {
				out[name] = v
			}
		}
		return out
	case s.is("array"):
		var list []any
		for range max(1, s.MinItems) {
			list = append(list, w.sample(o, field{append(slices.Clone(f.keys), 0), s.Items}))
		}
		return list
	}
	if s.is("integer") && f.key() == "to" {
		return 2 // later than where it is from
	}
	if v := w.desked(o, f); v != nil {
		return v
	}
	if v := w.known(o, f.key()); v != nil {
		return v
	}
	switch {
	case len(s.Enum) > 0:
		return s.Enum[0]
	case s.is("boolean"):
		return false
	case s.is("integer"), s.is("number"):
		if s.Minimum != nil && *s.Minimum > 0 {
			return *s.Minimum
		}
		return 1
	case s.Format == "uuid":
		return uuid.NewString()
	case s.Format == "date":
		return time.Now().AddDate(0, 0, 30).Format(time.DateOnly)
	case s.Format == "date-time":
		return time.Now().Add(24 * time.Hour).UTC().Format(time.RFC3339)
	}
	return "걷기"
}

// known are values with a meaning that a schema does not tell.
func (w *walk) known(o operation, key string) any {
	switch key {
	case "email", "buyer_email", "sender_email":
		return "walk@example.com"
	case "phone", "buyer_phone":
		return "010-2345-6789"
	case "sms_from", "opt_out_080":
		return "0801234567"
	case "eta_from", "eta_to":
		return time.Now().AddDate(0, 0, 30).Format(time.DateOnly)
	case "zone":
		return "Asia/Seoul"
	case "ticket":
		if strings.HasPrefix(o.path, "/api/v1/people/") || strings.HasPrefix(o.path, "/api/v1/orders/") {
			return w.mine
		}
	case "made":
		return time.Now().AddDate(0, 0, 30).Format(time.DateOnly)
	case "carrier":
		return "cjlogistics"
	case "code_prefix":
		return "WALK"
	case "slug":
		if o.method == "PUT" {
			return w.slug // a public article keeps its address
		}
		return "walk-" + uuid.NewString()
	case "category":
		return "shipping"
	case "owner_id":
		return w.agentID
	case "order_number":
		return "W-1"
	case "image_url":
		return "https://walk.example/a.png"
	case "customer_ref":
		return "walk-1"
	case "seen_seq":
		return nil
	case "kind":
		if strings.Contains(o.path, "/chat/rules") {
			return "prompt" // as the one that is there
		}
		if o.path == "/api/v1/widget/orders/{number}/requests" {
			return "address" // has all the fields, and no sum that must be right
		}
	case "active":
		return true
	case "path":
		return "/walk"
	case "type":
		if strings.HasSuffix(o.path, "/files") {
			return "application/pdf"
		}
	case "files":
		if strings.HasPrefix(o.path, "/api/v1/widget/") {
			return w.file
		}
		return w.staffFile
	case "at":
		if strings.Contains(o.path, "customers") {
			return "2026-01-02T03:04:05Z"
		}
	}
	return nil
}

// with is a copy of the body that has another value in the field.
func with(t *testing.T, body map[string]any, f field, value any) map[string]any {
	t.Helper()
	raw, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	var all map[string]any
	if err := json.Unmarshal(raw, &all); err != nil {
		t.Fatal(err)
	}
	var at any = all
	for i, k := range f.keys {
		last := i == len(f.keys)-1
		switch k := k.(type) {
		case string:
			if last {
				at.(map[string]any)[k] = value
			} else {
				at = within(at.(map[string]any), k, f.keys[i+1])
			}
		case int:
			if last {
				at.([]any)[k] = value
			} else {
				at = at.([]any)[k]
			}
		}
	}
	return all
}

// within is what lies in a field; what the body leaves out is made when something is put into it.
func within(body map[string]any, key string, next any) any {
	if body[key] == nil {
		body[key] = map[string]any{}
		if _, list := next.(int); list {
			body[key] = []any{map[string]any{}}
		}
	}
	return body[key]
}

// valueAt finds a field in an answer.
func valueAt(body any, keys []any) any {
	for _, k := range keys {
		switch k := k.(type) {
		case string:
			m, _ := body.(map[string]any)
			body = m[k]
		case int:
			l, _ := body.([]any)
			if len(l) <= k {
				return nil
			}
			body = l[k]
		}
	}
	return body
}
