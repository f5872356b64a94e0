package main

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"unicode"
)

// marker is in every wrong value: no answer may hold it.
const marker = "Zx9refusedZx9"

// wrong is one bad request and what must come of it.
type wrong struct {
	what     string
	body     []byte
	statuses []int
	location string // that must be named, "" when the whole body is wrong
}

var unprocessable = []int{http.StatusUnprocessableEntity}

func TestWrongBodiesAreRefusedByNameAndStoreNothing(t *testing.T) {
	w := newWalk(t)
	for _, o := range w.doc.operations() {
		if o.RequestBody == nil {
			continue
		}
		t.Run(o.name(), func(t *testing.T) {
			before := w.fingerprint(t)
			good := w.good(t, o)
			bad := wholeBodies(o)
			for _, f := range w.doc.fields(o.body(w.doc)) {
				bad = append(bad, w.wrongValues(t, good, f)...)
			}
			for i, b := range bad {
				lang := []string{"ko", "en"}[i%2]
				b.check(t, w.send(o.method, w.place(o), b.body, w.as("admin", lang)), lang)
			}
			w.unchanged(t, o.name(), before)
		})
	}
}

func wholeBodies(o operation) []wrong {
	large := func(n int) []byte {
		return []byte(`{"` + marker + `":"` + strings.Repeat("a", n) + `"}`)
	}
	all := []wrong{
		{"JSON that is cut off", []byte(`{"a": "` + marker), []int{http.StatusBadRequest}, ""},
		{"no JSON at all", []byte(marker), []int{http.StatusBadRequest}, ""},
		{"two documents", []byte(`{} {"` + marker + `":1}`), []int{http.StatusBadRequest}, ""},
		{"a list", []byte(`["` + marker + `"]`), unprocessable, "body"},
		{"a text", []byte(`"` + marker + `"`), unprocessable, "body"},
		{"more than 1 MiB", large(1 << 20), []int{http.StatusRequestEntityTooLarge}, ""},
		{"deep nesting", []byte(`{"a":` + strings.Repeat("[", 20000) + strings.Repeat("]", 20000) + `}`), []int{400, 413, 422}, ""},
	}
	if o.RequestBody.Required {
		all = append(all, wrong{"nothing", []byte{}, []int{http.StatusBadRequest}, ""})
	}
	return all
}

// wrongValues are the ways in which one field can be wrong while all others are right.
func (w *walk) wrongValues(t *testing.T, good map[string]any, f field) []wrong {
	t.Helper()
	s, where := w.doc.follow(f.schema), f.location()
	put := func(f field, value any) []byte {
		raw, err := json.Marshal(with(t, good, f, value))
		if err != nil {
			t.Fatal(err)
		}
		return raw
	}
	var bad []wrong
	if s.is("object") && s.Properties != nil {
		unknown := field{append(slices.Clone(f.keys), "unknown_field"), nil}
		bad = append(bad, wrong{"an unknown field", put(unknown, marker), unprocessable, unknown.location()})
	}
	if len(f.keys) == 0 {
		return bad
	}
	var otherType any = marker
	if s.is("string") {
		otherType = []any{marker}
	}
	bad = append(bad, wrong{"another type for " + where, put(f, otherType), unprocessable, where})
	if !s.is("string") {
		return bad
	}
	bad = append(bad, wrong{"a number for " + where, put(f, 7.5), unprocessable, where},
		wrong{"NUL in " + where, put(f, marker+"\x00"), unprocessable, where},
		wrong{"bytes that are not UTF-8 in " + where, bytes.Replace(put(f, marker), []byte(marker), []byte(marker+"\xff\xc3"), 1), []int{400, 422}, "body"})
	if !s.text() || s.Pattern != "" {
		bad = append(bad, wrong{"a value of another form for " + where, put(f, marker+" "), unprocessable, where})
	}
	if s.MaxLength != nil {
		long := marker + strings.Repeat("가", *s.MaxLength+1-len(marker)*min(1, *s.MaxLength/len(marker)))
		return append(bad, wrong{"one letter too many for " + where, put(f, long), unprocessable, where})
	}
	return append(bad, wrong{"a text without end for " + where, put(f, marker+strings.Repeat("a", 900<<10)), []int{413, 422}, ""})
}

// check looks at everything a refusal must be.
func (b wrong) check(t *testing.T, answer *httptest.ResponseRecorder, lang string) {
	t.Helper()
	var p struct {
		Title, Detail, Code string
		Status              int
		Errors              []struct{ Location, Code, Message string }
	}
	text := answer.Body.Bytes()
	switch err := json.Unmarshal(text, &p); {
	case !slices.Contains(b.statuses, answer.Code):
		t.Errorf("%s: answers %d, want %v: %s", b.what, answer.Code, b.statuses, short(text))
		return
	case err != nil || answer.Header().Get("Content-Type") != "application/problem+json":
		t.Errorf("%s: no problem document: %s %s", b.what, answer.Header().Get("Content-Type"), short(text))
		return
	case p.Status != answer.Code || p.Code == "" || p.Title == "" || p.Detail == "":
		t.Errorf("%s: the problem document is not whole: %s", b.what, short(text))
	case bytes.Contains(text, []byte("Zx9refused")):
		t.Errorf("%s: the refused value is said again: %s", b.what, short(text))
	}
	named := b.location == ""
	for _, e := range p.Errors {
		named = named || e.Location == b.location || e.Location == b.location+"[0]" // the first of a list
		if e.Message == "" || e.Code == "" || hangul(e.Message) != (lang == "ko") {
			t.Errorf("%s: in %s the field's sentence is %q (%s)", b.what, lang, e.Message, e.Code)
		}
	}
	if !named {
		t.Errorf("%s: %s is not named: %s", b.what, b.location, short(text))
	}
	if hangul(p.Title) != (lang == "ko") || hangul(p.Detail) != (lang == "ko") {
		t.Errorf("%s: asked in %s: %q, %q", b.what, lang, p.Title, p.Detail)
	}
}

func hangul(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Hangul, r) })
}

func TestABodyInWhichAllIsRightIsAccepted(t *testing.T) {
	w := newWalk(t)
	for _, o := range w.doc.operations() {
		if o.RequestBody == nil {
			continue
		}
		body, _ := json.Marshal(w.good(t, o))
		answer := w.send(o.method, w.place(o), body, w.as("admin", "en"))
		if strings.HasSuffix(o.name(), "/verify") && answer.Code == http.StatusGone {
			continue // nobody asked for such a code
		}
		if refusing[o.name()] != "" && answer.Code == http.StatusNotFound {
			continue
		}
		// Its state may be against it (409) or the password wrong (401); its form is not.
		if answer.Code/100 != 2 && answer.Code != http.StatusConflict && (answer.Code != http.StatusUnauthorized || o.path != "/api/v1/session") {
			t.Errorf("%s answers %d to %s: %s", o.name(), answer.Code, short(body), short(answer.Body.Bytes()))
		}
	}
}
