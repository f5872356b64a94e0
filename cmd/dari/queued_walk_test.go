package main

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
)

// queued is what staff work with beside a ticket: one of each.
type queued struct {
	reply, macro, view, job, trial, mail, later, group string // by uid
	automation, policy, team, slaJob, person           float64
	status, kind                                       string  // a state and a type of the shop's own
	mine, merging, incident                            float64 // numbers of tickets: of the customer, to be merged, and to be part of
	ticketID                                           int64
	arranged                                           string  // a return
	twin, union                                        float64 // somebody else, and a merge
	stamp                                              string  // of the contact form
	stampedAt                                          time.Time
}

const walkMail = "From: Seoyeon <walk@example.com>\r\nTo: help@walk.example\r\nSubject: Cup\r\nMessage-ID: <walk-1@example.com>\r\nDate: Mon, 02 Mar 2026 10:00:00 +0900\r\n\r\nWhen does it come?\r\n"

// queue adds everything that the desk of a queue keeps.
func (w *walk) queue(t *testing.T) {
	t.Helper()
	q := &w.queued
	if err := w.db.QueryRow(context.Background(), `SELECT clock_timestamp()`).Scan(&q.stampedAt); err != nil {
		t.Fatal(err)
	}
	number := func(key string, from map[string]any) float64 {
		n, ok := from[key].(float64)
		if !ok {
			t.Fatalf("no number %s in %v", key, from)
		}
		return n
	}
	uid := func(from map[string]any, key string) string {
		s, ok := from[key].(string)
		if !ok {
			t.Fatalf("no %s in %v", key, from)
		}
		return s
	}
	q.stamp = uid(w.must(t, "GET", "/api/v1/contact", nil), "form")
	words := map[string]any{"ko": "걷기", "en": "walk"}
	q.reply = uid(w.must(t, "POST", "/api/v1/replies", map[string]any{"name": "배송 안내", "shared": true, "text": words}), "id")
	q.macro = uid(w.must(t, "POST", "/api/v1/macros", map[string]any{"name": "배송 문의", "shared": true, "actions": map[string]any{"add_tags": []string{"배송"}}, "text": words}), "id")
	rule := map[string]any{"name": "규칙", "active": true, "event": map[string]any{"kind": "opened"}, "actions": map[string]any{"add_tags": []string{"새로"}}}
	q.automation = number("id", w.must(t, "POST", "/api/v1/automations", rule))
	q.trial = uid(w.must(t, "POST", "/api/v1/automations/dry-run", map[string]any{"rule": rule}), "id")
	q.view = uid(w.must(t, "POST", "/api/v1/views", map[string]any{"name": "내 것", "filter": map[string]any{"owner": []string{"me"}}}), "id")
	q.team = number("id", w.must(t, "POST", "/api/v1/teams", map[string]any{"name": "배송", "members": []int64{w.agentID}}))
	q.policy = number("id", w.must(t, "POST", "/api/v1/sla/policies", map[string]any{"name": "약속", "first_minutes": 60, "warn_percent": 50}))
	q.slaJob = number("id", w.must(t, "POST", fmt.Sprintf("/api/v1/sla/policies/%.0f/reapply", q.policy), nil))
	q.status, q.kind = "walk_state", "walk_type"
	w.must(t, "POST", "/api/v1/tags", map[string]any{"name": "쉬기"})
	w.must(t, "POST", "/api/v1/ticket-states", map[string]any{"key": q.status, "state": "open", "label": words})
	w.must(t, "POST", "/api/v1/ticket-types", map[string]any{"key": q.kind, "label": words, "steps": []any{}, "fields": []any{}})
	call := map[string]any{"channel": "phone", "customer_ref": "walk-1", "subject": "전화", "text": "언제 오나요?"}
	for _, at := range []*float64{&q.mine, &q.merging, &q.incident} {
		call["client_id"] = uuid.NewString()
		*at = number("number", w.must(t, "POST", "/api/v1/tickets", call))
	}
	q.group = uid(w.must(t, "PATCH", "/api/v1/tickets/"+w.ticket, map[string]any{"title": "배송"}), "undo")
	if err := w.db.QueryRow(context.Background(), `SELECT id, (SELECT id FROM dari.customers WHERE ref = 'walk-1') FROM dari.tickets WHERE number = $1`, w.ticketNumber(t)).Scan(&q.ticketID, &q.person); err != nil {
		t.Fatal(err)
	}
	q.job = uid(w.must(t, "POST", "/api/v1/bulk", map[string]any{"client_id": uuid.NewString(), "ids": []int64{q.ticketID}, "change": map[string]any{"add_tags": []string{"여럿"}}}), "id")
	q.later = uid(w.must(t, "POST", "/api/v1/tickets/"+w.ticket+"/scheduled", map[string]any{"client_id": uuid.NewString(), "text": "내일 가요.", "send_at": time.Now().Add(time.Hour)}), "id")
	q.arranged = uid(w.must(t, "POST", fmt.Sprintf("/api/v1/tickets/%.0f/returns", q.mine), map[string]any{
		"client_id": uuid.NewString(), "kind": "address", "order_number": "W-1", "reason": "moved",
		"address": map[string]any{"name": "서연", "phone": "010-2345-6789", "line1": "걷기길 1"},
	}), "id")
	w.mailed(t)
	w.drain(t)
	w.parted(t)
}

// parted makes somebody else, and a person who was taken for the customer.
func (w *walk) parted(t *testing.T) {
	t.Helper()
	ids := map[string]*float64{"walk-2": &w.twin, "walk-3": new(float64)}
	for ref, id := range ids {
		w.must(t, "PUT", "/api/v1/customers/"+ref, map[string]any{"name": "서연"})
		if err := w.db.QueryRow(context.Background(), `SELECT id FROM dari.customers WHERE ref = $1`, ref).Scan(id); err != nil {
			t.Fatal(err)
		}
	}
	w.must(t, "POST", fmt.Sprintf("/api/v1/people/%.0f/merge", w.person), map[string]any{"from": *ids["walk-3"], "version": w.personVersion(), "from_version": 1})
	if err := w.db.QueryRow(context.Background(), `SELECT max(id) FROM dari.customer_merges`).Scan(&w.union); err != nil {
		t.Fatal(err)
	}
}

// personVersion is the present one of the customer.
func (w *walk) personVersion() (version int64) {
	_ = w.db.QueryRow(context.Background(), `SELECT version FROM dari.customers WHERE ref = 'walk-1'`).Scan(&version) // 0 is refused, and seen
	return version
}

// mailed takes a mail in.
func (w *walk) mailed(t *testing.T) {
	t.Helper()
	header := w.as("admin", "en")
	header.Set("Content-Type", "message/rfc822")
	if answer := w.send(http.MethodPost, "/api/v1/inbound/mail", []byte(walkMail), header); answer.Code != http.StatusOK {
		t.Fatalf("a mail: %d %s", answer.Code, answer.Body)
	}
	if err := w.db.QueryRow(context.Background(), `SELECT uid::text FROM dari.inbound_mail LIMIT 1`).Scan(&w.mail); err != nil {
		t.Fatal(err)
	}
}

// ticketNumber is the number of the visitor's ticket.
func (w *walk) ticketNumber(t *testing.T) (n int64) {
	t.Helper()
	if _, err := fmt.Sscan(w.ticket, &n); err != nil {
		t.Fatal(err)
	}
	return n
}

// desk are the things that a path of the desk names.
func (w *walk) desk(path string, ids map[string]string) {
	whole := func(n float64) string { return fmt.Sprintf("%.0f", n) }
	for prefix, id := range map[string]string{
		"/automations/{": whole(w.automation), "/people/{": whole(w.person), "/sla/jobs/{": whole(w.slaJob), "/sla/policies/{": whole(w.policy),
		"/teams/{": whole(w.team), "/views/{": w.view, "/mails/{": w.mail, "/returns/{": w.arranged,
	} {
		if strings.HasPrefix(path, "/api/v1"+prefix) {
			ids["id"] = id
		}
	}
	for part, id := range map[string]string{"/replies/{": w.reply, "/macros/{": w.macro, "/bulk/{": w.job, "/dry-run/{": w.trial, "/scheduled/{": w.later} {
		if strings.Contains(path, part) {
			ids["uid"] = id
		}
	}
	switch {
	case strings.HasPrefix(path, "/api/v1/ticket-states/"):
		ids["key"] = w.status
	case strings.HasPrefix(path, "/api/v1/calendar/people/{"):
		ids["id"] = fmt.Sprint(w.agentID)
	case strings.HasPrefix(path, "/api/v1/people/{id}/merge"):
		ids["merge"] = whole(w.union)
	case strings.HasPrefix(path, "/api/v1/ticket-types/"):
		ids["key"] = w.kind
	case strings.HasPrefix(path, "/api/v1/macro-runs/"):
		ids["client_id"] = uuid.NewString()
	case strings.HasSuffix(path, "/{number}/merge"):
		ids["number"] = whole(w.merging)
	case strings.HasPrefix(path, "/api/v1/tickets/{number}/returns"):
		ids["number"] = whole(w.mine)
	}
}

// absent is what a body leaves out although it could have it.
type absent struct{}

// desked are values of the desk's bodies that a schema does not tell.
func (w *walk) desked(o operation, f field) any {
	path, key := strings.TrimPrefix(o.path, "/api/v1"), f.key()
	if path == "/widget/orders/{number}/requests" && key == "files" {
		return absent{} // went with a message
	}
	if strings.HasPrefix(path, "/contact") {
		return w.contacted(key)
	}
	switch path {
	case "/returns/{id}/done", "/returns/{id}/result":
		return map[string]any{"refund_amount": 0}[key] // no more than the order came to
	case "/settings/returns":
		return map[string]any{"limits": map[string]any{"agent": 1}, "url": ""}[key]
	case "/tickets/{number}/returns":
		switch key {
		case "items", "photos":
			return absent{} // of another address
		case "kind", "order_number", "reason", "amount":
			return map[string]any{"kind": "address", "order_number": "W-1", "reason": "moved", "amount": 0}[key]
		}
	}
	whole := func(n float64) any { return int64(n) }
	switch first, _, _ := strings.Cut(path[1:], "/"); first {
	case "automations", "bulk", "macros", "me", "people", "replies", "sla", "tags", "teams", "ticket-states", "ticket-types", "tickets", "views":
	case "conversations":
		if key == "version" {
			return 0 // of a draft that nobody has begun
		}
		return nil
	default:
		return nil
	}
	if path == "/people/{id}/merge" {
		return map[string]any{"from": whole(w.twin), "from_version": 1, "version": w.personVersion()}[key]
	}
	switch key {
	case "owner", "team":
		return "none"
	case "owner_id":
		return w.agentID
	case "team_id":
		return whole(w.team)
	case "snooze_until", "until", "macro", "macro_id", "reply_id":
		return absent{} // the other one of two, or not of this ticket
	case "mail":
		if strings.HasSuffix(path, "/answer") || strings.Contains(path, "/scheduled") {
			return absent{} // the ticket is a chat's
		}
	case "outcome":
		if path == "/tickets" {
			return absent{} // of a call, which it is not
		}
	case "name":
		switch path {
		case "/teams":
			return "걷기 " + uuid.NewString() // no two have one
		case "/tags/remove":
			return "쉬기"
		}
	case "remove_tags":
		return "쉬기"
	case "type":
		return "question"
	case "step", "status":
		return absent{}
	case "version":
		if strings.HasPrefix(path, "/tickets/{number}") && !strings.Contains(path, "/scheduled/") || path == "/me/alerts" {
			return 0
		}
	case "channel", "channels":
		return "chat"
	case "order_status":
		return "paid"
	case "call":
		return "reached"
	case "columns":
		return "state"
	case "calendar":
		return absent{} // the shop's own
	case "key":
		return "walk_" + strings.ReplaceAll(uuid.NewString(), "-", "")[:20]
	case "id":
		if strings.HasPrefix(path, "/automations") {
			return whole(w.automation)
		}
		return "one"
	case "kind":
		if strings.HasPrefix(path, "/ticket-types") {
			return "choice"
		}
	case "sla_policy":
		return whole(w.policy)
	case "ids":
		switch {
		case path == "/bulk":
			return w.ticketID
		case strings.HasPrefix(path, "/automations"):
			return whole(w.automation)
		}
		return w.view
	case "view":
		return w.view
	case "members":
		return w.agentID
	case "ticket":
		return whole(w.mine)
	case "into", "number":
		return whole(w.incident)
	case "customer_id":
		return whole(w.person)
	case "conversation":
		return w.conversation
	case "group":
		return w.group
	case "seq":
		if strings.HasSuffix(path, "/unsend") || strings.HasSuffix(path, "/resend") {
			return 2 // the answer
		}
	case "from", "to":
		if path == "/me/alerts" {
			return map[string]string{"from": "22:00", "to": "08:00"}[key]
		}
	}
	return nil
}

// contacted are the fields of the contact form.
func (w *walk) contacted(key string) any {
	switch key {
	case "consent":
		return true
	case "form":
		// Whoever sends it within two seconds of its showing is a robot.
		_, _ = w.db.Exec(context.Background(), `SELECT pg_sleep(greatest(0, extract(epoch FROM $1::timestamptz + interval '2.5 seconds' - clock_timestamp())))`, w.stampedAt)
		return w.stamp
	case "website":
		return absent{} // a trap: people see no such field
	case "topic":
		return "other"
	}
	return nil
}
