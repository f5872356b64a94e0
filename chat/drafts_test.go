package chat_test

import (
	"context"
	"fmt"
	"testing"

	"dari/chat"
	"dari/internal/postgres"
	"dari/internal/postgres/pgtest"
)

func TestADraftMovesWithItsWriterAndIsNobodyElses(t *testing.T) {
	n := start(t, shop(t), nil)
	me, other := n.agent("지우"), n.agent("하은")
	shopper, _ := n.widget(nil)
	conv := shopper.say("안녕하세요").text("conversation")
	path := "/conversations/" + conv + "/draft"
	as := func(id int64, role string) map[string]string {
		return map[string]string{"X-Staff": role, "X-Staff-ID": fmt.Sprint(id)}
	}
	mine := as(me.ID, "agent")
	window := n.console("지우")
	put := func(text string, version int64) (int, frame) {
		return n.ask("PUT", path, mine, fmt.Sprintf(`{"kind":"answer","text":%q,"version":%d}`, text, version))
	}
	code, first := put("지금 굽고 있어요 ", 0)
	if code != 200 || first.num("version") != 1 {
		t.Fatalf("saved: %d %v", code, first)
	}
	if f := window.want("draft"); f.text("conversation") != conv || f.text("kind") != "answer" || f.num("version") != 1 {
		t.Errorf("my other window hears %v", f)
	}
	if code, second := put("지금 굽고 있어요. 수요일에", 1); code != 200 || second.num("version") != 2 {
		t.Errorf("saved on: %d %v", code, second)
	}
	if code, f := put("옛날 글", 1); code != 409 || f.text("code") != "thread.draft_moved" {
		t.Errorf("a stale copy: %d %v", code, f)
	}
	if code, _ := put("처음 쓰는 글", 0); code != 409 {
		t.Errorf("a copy that knows of none: %d", code)
	}
	if code, f := n.ask("GET", path, mine, ""); code != 200 || fmt.Sprint(f["items"].([]any)[0].(map[string]any)["text"]) != "지금 굽고 있어요. 수요일에" {
		t.Errorf("read elsewhere: %d %v", code, f)
	}
	if code, f := n.ask("GET", path, as(other.ID, "agent"), ""); code != 200 || len(f["items"].([]any)) != 0 {
		t.Errorf("a colleague reads: %d %v", code, f)
	}
	for role, want := range map[string]int{"marketer": 403, "": 401} {
		if code, _ := n.ask("PUT", path, as(other.ID, role), `{"kind":"note","text":"x"}`); code != want {
			t.Errorf("%q writes: %d", role, code)
		}
	}
	if code := n.status("DELETE", path+"?kind=answer", mine); code != 204 {
		t.Errorf("dropped: %d", code)
	}
	if code, f := put("옛날 글", 2); code != 409 {
		t.Errorf("after it was sent a copy comes back: %d %v", code, f)
	}
	if code, f := put("새 글", 0); code != 200 || f.num("version") != 4 {
		t.Errorf("a new one: %d %v", code, f)
	}
	mail := `{"kind":"note","text":"x","to":{"to":["a@ondam.example"],"subject":"접시"}}`
	if code, f := n.ask("PUT", path, mine, mail); code != 200 || f["to"].(map[string]any)["subject"] != "접시" {
		t.Errorf("with recipients: %d %v", code, f)
	}
}

func TestSeeingANumberIsWrittenDown(t *testing.T) {
	n := start(t, shop(t), nil, func(o *chat.Options) {
		o.TicketIs = func(_ context.Context, _ postgres.Querier, number, _ int64) (bool, error) { return number == 1041, nil }
	})
	agent := n.agent("지우")
	var id int64
	if err := n.db.QueryRow(t.Context(), `INSERT INTO dari.customers (uid, name, phone) VALUES (gen_random_uuid(), '김서연', '+821023456789') RETURNING id`).Scan(&id); err != nil {
		t.Fatal(err)
	}
	path := fmt.Sprintf("/people/%d/reveal", id)
	who := map[string]string{"X-Staff": "agent", "X-Staff-ID": fmt.Sprint(agent.ID)}
	if code, f := n.ask("POST", path, who, `{"field":"phone","ticket":1041}`); code != 200 || f.text("value") != "010-2345-6789" {
		t.Fatalf("shown: %d %v", code, f)
	}
	rows := func() int {
		return pgtest.Count(t, n.db, fmt.Sprintf(`SELECT count(*) FROM dari.audit_log WHERE action = 'phone.reveal' AND actor_id = %d
AND subject_kind = 'customer' AND subject_id = '%d' AND (detail->>'ticket')::int = 1041 AND at IS NOT NULL`, agent.ID, id))
	}
	if rows() != 1 {
		t.Errorf("%d lines in the log", rows())
	}
	if code, _ := n.ask("POST", "/people/999999/reveal", who, `{"field":"phone","ticket":1041}`); code != 404 || rows() != 1 {
		t.Errorf("nobody: %d", code)
	}
	if code, f := n.ask("POST", path, who, `{"field":"phone","ticket":1042}`); code != 404 || f.text("code") != "tickets.not_found" || rows() != 1 {
		t.Errorf("for a ticket of somebody else: %d %v", code, f)
	}
	if code, _ := n.ask("POST", path, map[string]string{}, `{"field":"phone","ticket":1041}`); code != 401 {
		t.Errorf("without a session: %d", code)
	}
}
