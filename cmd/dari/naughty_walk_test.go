package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
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
	w.newest, _ = answer["visitor_token"].(string)
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

// walkedOnce leaves a walk of very many requests to the run without the race detector, which makes each
// of them three times as long: it looks at what is answered, and the other tests look for races.
func walkedOnce(t *testing.T) {
	t.Helper()
	if raceDetector {
		t.Skip("walked without the race detector: make walk")
	}
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

// Every string goes through every text field of every operation: through all fields that take any words
// at once, each with another string, and through all that have a form of their own at once. What is
// refused by name has been tried; the rest goes again without it, so that one field's refusal does not
// keep the others from being tried.
func TestNaughtyStringsAreStoredAsTheyAreOrRefused(t *testing.T) {
	walkedOnce(t)
	all := corpora.NaughtyStrings(t)
	walkTogether(t, func(t *testing.T, w *walk, o operation) {
		if o.RequestBody == nil {
			return
		}
		texts := slices.DeleteFunc(w.doc.fields(o.body(w.doc)), func(f field) bool { return !f.schema.text() || f.schema.Pattern != "" })
		good := w.good(t, o)
		read, reads := w.readable()[o.name()]
		w.tried, w.stored, w.present = 0, 0, nil
		if sql := readied[o.name()]; sql != "" {
			pgtest.Exec(t, w.db, sql)
		}
		if w.try(t, o, good, readBack{}) != nil && refusing[o.name()] == "" {
			t.Errorf("%s takes nothing at all: %s", o.name(), w.refusal)
		}
		strict, free := w.split(t, o, good, texts)
		for i := range all {
			w.tryTogether(t, o, good, read, turned(free, all, i), everyField)
			w.tryTogether(t, o, good, read, turned(strict, all, i), i)
		}
		t.Logf("%d tried, %d taken", w.tried, w.stored)
		if reads && w.stored < len(all)/2 {
			t.Errorf("only %d of %d were taken: nothing can be said of what is read back", w.stored, w.tried)
		}
	})
}

// tryTogether sends the values in one body. Those that are refused by name are left out of the next one;
// where a refusal names none of them, each is sent alone. A room that names only the first field it
// refuses would be asked as often as there are fields: after the first two, one of the rest is sent,
// another one at each turn, and all of them with DARI_LONG=1.
func (w *walk) tryTogether(t *testing.T, o operation, good map[string]any, read readBack, values []value, turn int) {
	t.Helper()
	if os.Getenv("DARI_LONG") == "1" {
		turn = everyField
	}
	for asked := 1; len(values) > 0; asked++ {
		refused := w.try(t, o, good, read, values...)
		if refused == nil || len(values) == 1 {
			return
		}
		rest := slices.DeleteFunc(slices.Clone(values), func(v value) bool { return refused[v.location()] })
		if len(rest) < len(values) && (asked < 2 || turn == everyField) {
			values = rest
			continue
		}
		if turn != everyField && len(rest) > 0 {
			rest = rest[turn%len(rest):][:1]
		}
		for _, v := range rest {
			w.try(t, o, good, read, v)
		}
		return
	}
}

// everyField, as a turn, has each string tried in every field, whatever it takes.
const everyField = -1

// turned gives each field another string, from the i-th on.
func turned(fields []field, all []string, i int) []value {
	values := make([]value, len(fields))
	for n, f := range fields {
		values[n] = value{f, all[(i+n)%len(all)]}
	}
	return values
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
		if w.try(t, o, good, readBack{}, value{f, "words <of> \"someone\""}) == nil {
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

// try sends a body with the values in their fields, and says which fields were named when it was refused:
// nil when it was taken.
func (w *walk) try(t *testing.T, o operation, good map[string]any, read readBack, values ...value) (refused map[string]bool) {
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
		if !personal[o.name()] {
			header.Del("X-Dari-Visitor") // somebody new each time: one person may not write so fast
		}
		w.from = fmt.Sprintf("10.%d.%d.%d:4000", w.tried>>16, w.tried>>8&255, w.tried&255)
	}
	target := w.place(o)
	raw, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	answer := w.send(o.method, target, raw, header)
	if answer.Code >= 400 {
		return w.refused(t, o, answer, values)
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
	return nil
}

// refused checks how a body is refused, and says which fields are named.
func (w *walk) refused(t *testing.T, o operation, answer *httptest.ResponseRecorder, values []value) map[string]bool {
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
	case answer.Code == http.StatusConflict && !once[o.path] && refusing[o.name()] == "":
		t.Errorf("%s with%s was not tried: %s", o.name(), what, short(answer.Body.Bytes()))
	}
	w.refusal = short(answer.Body.Bytes())
	var problem struct {
		Errors []struct {
			Location string `json:"location"`
		} `json:"errors"`
	}
	_ = json.Unmarshal(answer.Body.Bytes(), &problem) // a problem without fields names none
	named := map[string]bool{}
	for _, e := range problem.Errors {
		named[e.Location] = true
	}
	return named
}

// once are operations that take one body and no other after it: a code that is used is, and so is a form.
var once = map[string]bool{"/api/v1/coupons/{code}/redeem": true, "/api/v1/contact": true}

func (w *walk) readsBack(t *testing.T, o operation, target string, stored []byte, read readBack, values []value) {
	t.Helper()
	var answer map[string]any
	_ = json.Unmarshal(stored, &answer) // a wrong answer is seen in what is read
	place := read.get(w, target, answer)
	header := w.as("admin", "en")
	if w.newest != "" {
		header.Set("X-Dari-Visitor", w.newest)
	}
	back := w.send(http.MethodGet, place, nil, header)
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
	"/api/v1/automations/":                     `SELECT max(version) FROM dari.ticket_rules`,
	"/api/v1/chat/rules/":                      `SELECT max(version) FROM dari.chat_rules`,
	"/api/v1/conversations/{uid}/draft":        `SELECT coalesce(max(version), 0) FROM dari.drafts`,
	"/api/v1/coupons/":                         `SELECT version FROM dari.coupons LIMIT 1`,
	"/api/v1/people/{id}/tags":                 `SELECT max(version) FROM dari.customers WHERE ref = 'walk-1'`,
	"/api/v1/people/{id}/memo":                 `SELECT coalesce(max(version), 0) FROM dari.customer_memos`,
	"/api/v1/macros/":                          `SELECT max(version) FROM dari.macros`,
	"/api/v1/replies/":                         `SELECT max(version) FROM dari.saved_replies`,
	"/api/v1/sla/policies/{id}":                `SELECT max(version) FROM dari.sla_policies`,
	"/api/v1/teams/":                           `SELECT max(version) FROM dari.teams`,
	"/api/v1/ticket-states/":                   `SELECT max(version) FROM dari.ticket_states`,
	"/api/v1/ticket-types/":                    `SELECT max(version) FROM dari.ticket_types`,
	"/api/v1/tickets/{number}/scheduled/{uid}": `SELECT max(version) FROM dari.scheduled_answers`,
	"/api/v1/views/":                           `SELECT max(version) FROM dari.views`,
}

// readied puts things in the state that an operation asks for: others may have left them in another.
var readied = map[string]string{
	"PUT /api/v1/campaigns/{id}":                   `UPDATE dari.campaigns SET state = 'draft'`,
	"POST /api/v1/campaigns/{id}/schedule":         `UPDATE dari.campaigns SET state = 'draft'`,
	"POST /api/v1/campaigns/{id}/pause":            `UPDATE dari.campaigns SET state = 'sending'`,
	"POST /api/v1/campaigns/{id}/resume":           `UPDATE dari.campaigns SET state = 'paused'`,
	"POST /api/v1/tags/remove":                     `INSERT INTO dari.tags (name) VALUES ('쉬기') ON CONFLICT DO NOTHING`,
	"POST /api/v1/widget/orders/{number}/requests": `UPDATE dari.order_requests SET state = 'withdrawn' WHERE state IN ('asked', 'approved')`,
	"POST /api/v1/returns/{id}/reject":             `UPDATE dari.returns SET state = 'requested'`,
	"POST /api/v1/returns/{id}/done":               `UPDATE dari.returns SET state = 'approved'`,
	"POST /api/v1/returns/{id}/result":             `UPDATE dari.returns SET state = 'approved'`,
	"POST /api/v1/tickets/{number}/returns":        `UPDATE dari.orders SET customer_id = (SELECT id FROM dari.customers WHERE ref = 'walk-1') WHERE number = 'W-1'`,
}

// personal are operations of the widget that only somebody who is known may ask for.
var personal = map[string]bool{
	"POST /api/v1/widget/orders/{number}/requests": true,
	"POST /api/v1/widget/survey/{uid}":             true,
	"POST /api/v1/widget/transcript":               true,
	"POST /api/v1/widget/transcript/verify":        true,
}

// refusing are operations that refuse what the walk holds right, and why.
var refusing = map[string]string{
	"POST /api/v1/session":                         "nobody signs in with made-up words",
	"POST /api/v1/tickets/{number}/unsend":         "the answer it holds went by chat",
	"POST /api/v1/widget/orders/verify":            "the code goes by SMS",
	"POST /api/v1/people/{id}/merge":               "who was merged once is merged no more",
	"POST /api/v1/people/{id}/merges/{merge}/undo": "what was undone is undone no more",
	"POST /api/v1/tickets/{number}/resend":         "the answer it holds went by chat",
	"POST /api/v1/people/{id}/coupons":             "a person is given few by hand",
	"PUT /api/v1/orders/{number}/arrival":          "its order is no pre-order",
	"POST /api/v1/orders/{number}/scans":           "nothing of its order has been sent",
	"POST /api/v1/widget/transcript/verify":        "the code goes by mail",
}

// limited are things of which there may be some dozens only: what was made is taken away again.
var limited = map[string]string{
	"POST /api/v1/views": `
WITH placed AS (DELETE FROM dari.view_places WHERE view_id = (SELECT id FROM dari.views WHERE uid = $1::text::uuid))
DELETE FROM dari.views WHERE uid = $1::text::uuid`,
	"POST /api/v1/sla/policies":                    `UPDATE dari.sla_policies SET retired_at = dari.clock() WHERE id = $1::text::bigint`,
	"POST /api/v1/widget/orders/{number}/requests": `UPDATE dari.order_requests SET state = 'withdrawn' WHERE state IN ('asked', 'approved') AND $1::text IS NOT NULL`,
	"POST /api/v1/returns/{id}/reject":             `UPDATE dari.returns SET state = 'requested' WHERE uid = $1::text::uuid`,
	"POST /api/v1/returns/{id}/done":               `UPDATE dari.returns SET state = 'approved' WHERE uid = $1::text::uuid`,
	"POST /api/v1/returns/{id}/result":             `UPDATE dari.returns SET state = 'approved' WHERE uid = $1::text::uuid`,
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

// Every string goes through every path and every query: through all texts of a query at once, each with
// another one, and one by one where that is refused.
func TestNaughtyStringsInPathsAndQueries(t *testing.T) {
	walkedOnce(t)
	all := corpora.NaughtyStrings(t)
	walkTogether(t, func(t *testing.T, w *walk, o operation) {
		var query []string
		for _, p := range o.Parameters {
			if p.Schema.is("string") && p.In == "query" {
				query = append(query, p.Name)
			}
		}
		for i := range all {
			for _, p := range o.Parameters {
				if p.Schema.is("string") && p.In == "path" {
					at := o
					at.path = strings.Replace(o.path, "{"+p.Name+"}", url.PathEscape(all[i]), 1)
					w.ask(t, o, w.place(at))
				}
			}
			if len(query) == 0 || w.ask(t, o, w.queried(o, query, all, i)) || len(query) == 1 {
				continue
			}
			for n := range query {
				w.ask(t, o, w.queried(o, query[n:n+1], all, i+n))
			}
		}
	})
}

// queried is the place of an operation with strings in its query, from the i-th on.
func (w *walk) queried(o operation, names, all []string, i int) string {
	u, _ := url.Parse(w.place(o))
	q := u.Query()
	for n, name := range names {
		q.Set(name, all[(i+n)%len(all)])
	}
	return u.Path + "?" + q.Encode()
}

// ask sends an operation to a place, and says whether it was taken.
func (w *walk) ask(t *testing.T, o operation, target string) bool {
	t.Helper()
	var body []byte
	if o.RequestBody != nil {
		body, _ = json.Marshal(refresh(w.good(t, o)))
	}
	answer := w.send(o.method, target, body, w.as("admin", "ko"))
	if answer.Code >= 500 {
		t.Errorf("%s at %q answers %d", o.name(), target, answer.Code)
	}
	w.tried++
	return answer.Code < 400
}
