package main

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// target is the place of an operation with one parameter of path or query set to something, which is
// already written as it goes over the wire.
func (w *walk) target(o operation, p parameter, raw string) string {
	if p.In == "path" {
		before, after, _ := strings.Cut(o.path, "{"+p.Name+"}")
		o.path = before + "\x01" + after
		return strings.Replace(w.place(o), "\x01", raw, 1)
	}
	place, query, _ := strings.Cut(w.place(o), "?")
	values, _ := url.ParseQuery(query)
	values.Del(p.Name)
	return place + "?" + strings.TrimPrefix(values.Encode()+"&"+p.Name+"="+raw, "&")
}

// wrongParameters are the ways in which one parameter of path or query can be wrong.
func wrongParameters(p parameter) map[string]string {
	bad := map[string]string{"NUL": marker + "%00", "bytes that are not UTF-8": marker + "%ff%c3"}
	s := p.Schema
	if s.is("array") {
		s = s.Items
	}
	if !s.text() || s.Pattern != "" {
		bad["a value of another form"] = marker + "!"
	}
	if s.is("integer") && s.Minimum != nil && *s.Minimum >= 0 {
		bad["a number below the least"] = "-1"
	}
	if s.is("integer") {
		bad["a number beyond all"] = "99999999999999999999999999"
	}
	if s.MaxLength != nil {
		bad["one letter too many"] = marker + strings.Repeat("a", *s.MaxLength+1)
	}
	return bad
}

func TestWrongParametersAreRefusedByNameAndStoreNothing(t *testing.T) {
	w := newWalk(t)
	before := w.fingerprint(t)
	for _, o := range w.doc.operations() {
		var body []byte
		if o.RequestBody != nil {
			body, _ = json.Marshal(w.good(t, o))
		}
		try := func(what, target, location, lang string) {
			t.Helper()
			b := wrong{o.name() + ": " + what + " for " + location, nil, unprocessable, location}
			b.check(t, w.send(o.method, target, body, w.as("admin", lang)), lang)
		}
		for _, lang := range []string{"ko", "en"} {
			unknown := parameter{Name: "unknown_field", In: "query"}
			try("an unknown one", w.target(o, unknown, marker), "query.unknown_field", lang)
			for _, p := range o.Parameters {
				if p.In == "header" {
					continue
				}
				for what, raw := range wrongParameters(p) {
					try(what, w.target(o, p, raw), p.In+"."+p.Name, lang)
				}
			}
		}
	}
	w.unchanged(t, "a wrong parameter", before)
}

func TestWhatIsNoOperationIsAProblemToo(t *testing.T) {
	w := newWalk(t)
	tests := map[string]struct {
		method, target string
		body           []byte
		header         http.Header
		statuses       []int
	}{
		"a place that is none":          {"GET", "/api/v1/" + marker, nil, nil, []int{404}},
		"a place below the API":         {"GET", "/api/", nil, nil, []int{404}},
		"another method":                {"DELETE", "/api/v1/orders/W-1", nil, nil, []int{404, 405}},
		"a form":                        {"PUT", "/api/v1/orders/W-1", []byte("total=1&x=" + marker), http.Header{"Content-Type": {"application/x-www-form-urlencoded"}}, []int{400, 415}},
		"JSON that says it is text":     {"PUT", "/api/v1/orders/W-1", []byte(`{"total":1}`), http.Header{"Content-Type": {"text/plain"}}, []int{400, 415}},
		"a body that says it is packed": {"PUT", "/api/v1/orders/W-1", []byte("\x1f\x8b" + marker), http.Header{"Content-Encoding": {"gzip"}}, []int{400, 415, 422}},
	}
	before := w.fingerprint(t)
	for name, test := range tests {
		for _, lang := range []string{"ko", "en"} {
			header := w.as("admin", lang)
			for k, v := range test.header {
				header[k] = v
			}
			wrong{what: name, statuses: test.statuses}.check(t, w.send(test.method, test.target, test.body, header), lang)
		}
	}
	w.unchanged(t, "what is no operation", before)
}

func TestOnlyOneOfTheTestsParametersIsReplaced(t *testing.T) {
	w := &walk{article: "a"}
	o := operation{method: "GET", path: "/x/{id}", Parameters: []parameter{{Name: "q", In: "query", Required: true, Schema: &schema{}}}}
	got := []string{w.target(o, parameter{Name: "id", In: "path"}, "%00"), w.target(o, o.Parameters[0], "%ff"), w.target(o, parameter{Name: "z", In: "query"}, "1")}
	if want := []string{"/x/%00?q=walk", "/x/a?q=%ff", "/x/a?q=walk&z=1"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
