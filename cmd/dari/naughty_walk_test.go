package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"dari/internal/corpora"
	"dari/internal/postgres/pgtest"

	"github.com/google/uuid"
)

// readBack says how what an operation stored is read: the place of the GET, and where in its answer
// the fields of the body stand.
type readBack struct {
	get  func(w *walk, target string, answer map[string]any) string
	keys func(answer any, keys []any) any
}

func same(answer any, keys []any) any { return valueAt(answer, keys) }

func there(_ *walk, target string, _ map[string]any) string { return target }

// newest finds the text of the last message, or of the last note, of the ticket's conversation.
func newest(list string) func(answer any, keys []any) any {
	return func(answer any, _ []any) any {
		all, _ := valueAt(answer, []any{list}).([]any)
		if len(all) == 0 {
			return nil
		}
		return valueAt(all[len(all)-1], []any{"text"})
	}
}

func (w *walk) thread(*walk, string, map[string]any) string {
	return "/api/v1/conversations/" + w.conversation + "/messages?limit=1"
}

// ownThread is what a new visitor sees of what they have just written.
func (w *walk) ownThread(_ *walk, target string, answer map[string]any) string {
	w.widget, _ = answer["visitor_token"].(string)
	return target
}

func made(collection string) func(*walk, string, map[string]any) string {
	return func(_ *walk, _ string, answer map[string]any) string {
		id, _ := answer["id"].(string)
		return collection + "/" + id
	}
}

func (w *walk) readable() map[string]readBack {
	return map[string]readBack{
		"PUT /api/v1/customers/{ref}":          {there, same},
		"PUT /api/v1/orders/{number}":          {there, same},
		"POST /api/v1/faq/articles":            {made("/api/v1/faq/articles"), same},
		"POST /api/v1/campaigns":               {made("/api/v1/campaigns"), same},
		"POST /api/v1/tickets/{number}/answer": {w.thread, newest("messages")},
		"POST /api/v1/tickets/{number}/note":   {w.thread, newest("notes")},
		"PUT /api/v1/settings/shop":            {there, same},
		"PUT /api/v1/faq/articles/{id}":        {there, same},
		"PUT /api/v1/campaigns/{id}":           {there, same},
		"POST /api/v1/widget/messages":         {w.ownThread, newest("messages")},
	}
}

// kept are fields that are not stored letter by letter, or not shown where the operation is read, and why.
var kept = map[string]string{
	"body.consents[0].text_shown": "is evidence, kept with the consent",
	"body.eta_reason":             "is kept with the promise",
}

// shops is how many houses share the operations of a long walk.
const shops = 3

// walkTogether hands each operation to one of some shops, which work side by side.
func walkTogether(t *testing.T, step func(t *testing.T, w *walk, o operation)) {
	t.Helper()
	var next atomic.Int64
	for n := range shops {
		t.Run(fmt.Sprintf("shop %d", n+1), func(t *testing.T) {
			t.Parallel()
			w := newWalk(t)
			all := w.doc.operations()
			for i := next.Add(1) - 1; int(i) < len(all); i = next.Add(1) - 1 {
				t.Run(all[i].name(), func(t *testing.T) { step(t, w, all[i]) })
			}
		})
	}
}

// Every string goes through every text field of every operation: through all of its fields at once,
// each with another string, and one by one where that is refused, so that one field's refusal does
// not keep the others from being tried.
func TestNaughtyStringsAreStoredAsTheyAreOrRefused(t *testing.T) {
	all := corpora.NaughtyStrings(t)
	walkTogether(t, func(t *testing.T, w *walk, o operation) {
		if o.RequestBody == nil {
			return
		}
		texts := slices.DeleteFunc(w.doc.fields(o.body(w.doc)), func(f field) bool { return !f.schema.text() || f.schema.Pattern != "" })
		good := w.good(t, o)
		read, reads := w.readable()[o.name()]
		w.tried, w.stored, w.present = 0, 0, nil
		strict, free := w.split(t, o, good, texts)
		for i := range all {
			values := make([]value, len(free))
			for n, f := range free {
				values[n] = value{f, all[(i+n)%len(all)]}
			}
			if len(values) > 0 && !w.try(t, o, good, read, values...) && len(values) > 1 {
				for _, v := range values {
					w.try(t, o, good, read, v)
				}
			}
			for _, f := range strict {
				w.try(t, o, good, read, value{f, all[i]})
			}
		}
		t.Logf("%d tried, %d taken", w.tried, w.stored)
		if reads && w.stored < len(all)/2 {
			t.Errorf("only %d of %d were taken: nothing can be said of what is read back", w.stored, w.tried)
		}
	})
}

// value is what a field is given.
type value struct {
	field
	text string
}

// split tells the fields with a form of their own, as an address, which refuse most strings, from
// those in which any words may stand.
func (w *walk) split(t *testing.T, o operation, good map[string]any, texts []field) (strict, free []field) {
	t.Helper()
	for _, f := range texts {
		if w.try(t, o, good, readBack{}, value{f, "words <of> \"someone\""}) {
			free = append(free, f)
		} else {
			strict = append(strict, f)
		}
	}
	return strict, free
}

// refresh gives the body keys of its own, so that it is not a repetition of an earlier one.
func refresh(body map[string]any) map[string]any {
	if _, ok := body["client_id"]; ok {
		body["client_id"] = uuid.NewString()
	}
	delete(body, "files") // each goes with one message only
	if key, ok := body["key"].(string); ok && strings.HasPrefix(key, "walk_") {
		body["key"] = "walk_" + strings.ReplaceAll(uuid.NewString(), "-", "")[:20]
	}
	if slug, ok := body["slug"].(string); ok && strings.HasPrefix(slug, "walk-") {
		body["slug"] = "walk-" + uuid.NewString()
	}
	return body
}

// try sends a body with the values in their fields, and says whether it was taken.
func (w *walk) try(t *testing.T, o operation, good map[string]any, read readBack, values ...value) bool {
	t.Helper()
	w.tried++
	body := good
	for _, v := range values {
		body = with(t, body, v.field, v.text)
	}
	if body = refresh(body); body["version"] != nil {
		body["version"] = w.version(o)
	}
	header := w.as("admin", "en")
	if strings.HasPrefix(o.path, "/api/v1/widget/") {
		header.Del("X-Dari-Visitor") // somebody new each time: one person may not write so fast
		w.from = fmt.Sprintf("10.%d.%d.%d:4000", w.tried>>16, w.tried>>8&255, w.tried&255)
	}
	target := w.place(o)
	raw, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	answer := w.send(o.method, target, raw, header)
	if answer.Code >= 400 {
		w.refused(t, o, answer, values)
		return false
	}
	w.stored++
	w.present = nil
	if sql := limited[o.name()]; sql != "" {
		pgtest.Exec(t, w.db, sql, last(answer.Body.Bytes()))
	}
	if read.get != nil {
		w.readsBack(t, o, target, answer.Body.Bytes(), read, values)
	}
	for _, v := range values {
		if strings.ContainsRune(v.text, 0) {
			t.Errorf("%s took NUL in %s", o.name(), v.location())
		}
	}
	return true
}

func (w *walk) refused(t *testing.T, o operation, answer *httptest.ResponseRecorder, values []value) {
	t.Helper()
	what := ""
	for _, v := range values {
		what += fmt.Sprintf(" %s=%q", v.location(), v.text)
	}
	switch {
	case answer.Code >= 500:
		t.Errorf("%s with%s answers %d", o.name(), what, answer.Code)
	case answer.Header().Get("Content-Type") != "application/problem+json":
		t.Errorf("%s with%s: %d without a problem document", o.name(), what, answer.Code)
	case answer.Code == http.StatusConflict && !once[o.path]:
		t.Errorf("%s with%s was not tried: %s", o.name(), what, short(answer.Body.Bytes()))
	}
}

// once are operations that take one body and no other after it: a code that is used is, and so is a form.
var once = map[string]bool{"/api/v1/coupons/{code}/redeem": true, "/api/v1/contact": true}

func (w *walk) readsBack(t *testing.T, o operation, target string, stored []byte, read readBack, values []value) {
	t.Helper()
	var answer map[string]any
	_ = json.Unmarshal(stored, &answer) // a wrong answer is seen in what is read
	back := w.send(http.MethodGet, read.get(w, target, answer), nil, w.as("admin", "en"))
	var shown any
	_ = json.Unmarshal(back.Body.Bytes(), &shown)
	for _, v := range values {
		if got := read.keys(shown, v.keys); kept[v.location()] == "" && got != v.text {
			t.Errorf("%s: %s was %q and reads back %q", o.name(), v.location(), v.text, got)
		}
	}
}

// versions tell the present one of what is not read by itself. The one that is changed has the highest.
var versions = map[string]string{
	"/api/v1/coupons/":                  `SELECT version FROM dari.coupons LIMIT 1`,
	"/api/v1/conversations/{uid}/draft": `SELECT coalesce(max(version), 0) FROM dari.drafts`,
	"/api/v1/sla/policies/{id}":         `SELECT max(version) FROM dari.sla_policies`,
}

// limited are things of which there may be some dozens only: what was made is taken away again.
var limited = map[string]string{
	"POST /api/v1/views": `
WITH placed AS (DELETE FROM dari.view_places WHERE view_id = (SELECT id FROM dari.views WHERE uid = $1::text::uuid))
DELETE FROM dari.views WHERE uid = $1::text::uuid`,
	"POST /api/v1/sla/policies": `UPDATE dari.sla_policies SET retired_at = dari.clock() WHERE id = $1::text::bigint`,
}

// last is the id of what was made.
func last(made []byte) string {
	var it struct {
		ID json.RawMessage `json:"id"`
	}
	_ = json.Unmarshal(made, &it) // nothing is dropped then, which is seen
	return strings.Trim(string(it.ID), `"`)
}

// version is the present one of what the operation changes.
func (w *walk) version(o operation) any {
	place := w.place(o)
	for prefix, sql := range versions {
		if strings.HasPrefix(o.path, prefix) {
			var v int
			_ = w.db.QueryRow(context.Background(), sql).Scan(&v) // 0 is refused, and seen
			return v
		}
	}
	if strings.HasPrefix(o.path, "/api/v1/tickets/") || strings.HasPrefix(o.path, "/api/v1/campaigns/{id}/") {
		return 0
	}
	if w.present == nil { // what is refused leaves it as it was
		var now map[string]any
		_ = json.Unmarshal(w.send(http.MethodGet, place, nil, w.as("admin", "en")).Body.Bytes(), &now)
		w.present = now["version"]
	}
	return w.present
}

func TestNaughtyStringsInPathsAndQueries(t *testing.T) {
	all := corpora.NaughtyStrings(t)
	walkTogether(t, func(t *testing.T, w *walk, o operation) {
		for _, p := range o.Parameters {
			if p.In == "header" || !p.Schema.is("string") {
				continue
			}
			for _, s := range all {
				target := w.place(o)
				if p.In == "query" {
					u, _ := url.Parse(target)
					q := u.Query()
					q.Set(p.Name, s)
					target = u.Path + "?" + q.Encode()
				} else {
					at := o
					at.path = strings.Replace(o.path, "{"+p.Name+"}", url.PathEscape(s), 1)
					target = w.place(at)
				}
				var body []byte
				if o.RequestBody != nil {
					body, _ = json.Marshal(refresh(w.good(t, o)))
				}
				if answer := w.send(o.method, target, body, w.as("admin", "ko")); answer.Code >= 500 {
					t.Errorf("%s with %q as %s answers %d", o.name(), s, p.Name, answer.Code)
				}
			}
		}
	})
}
