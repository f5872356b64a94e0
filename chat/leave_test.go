package chat_test

import (
	"encoding/json"
	"net/http"
	"testing"

	"dari/chat"
	"dari/internal/postgres"
	"dari/internal/postgres/pgtest"
	nouns "dari/internal/shop"
	"dari/internal/thread"
	"dari/tickets"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// night is a shop after closing, with its queue and one order of a member.
func night(t *testing.T) *node {
	t.Helper()
	db := shop(t)
	pgtest.SetClock(t, db, "2026-11-23T22:00:00+09:00")
	ref, phone, email, name := "m1", "010-2345-6789", "seoyeon@example.kr", "서연"
	status := "paid"
	err := postgres.InTx(t.Context(), db, func(tx pgx.Tx) error {
		if _, err := nouns.ApplyCustomers(t.Context(), tx, []nouns.CustomerChange{{Source: "api", Ref: ref, Name: &name, Phone: &phone, Email: &email}}, nouns.Apply{}); err != nil {
			return err
		}
		_, err := nouns.ApplyOrders(t.Context(), tx, []nouns.OrderChange{{
			Source: nouns.FromAPI, SourceKey: "20261104-0231", Number: "20261104-0231", CustomerRef: &ref, Status: &status, BuyerPhone: &phone,
		}}, nouns.Apply{})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	queue := tickets.New(tickets.Options{DB: db, Thread: thread.New(thread.Options{DB: db})})
	return start(t, db, nil, func(o *chat.Options) { o.Queue, o.TicketOf = queue, queue.Number })
}

func leaving(change map[string]any) string {
	body := map[string]any{"client_id": uuid.NewString(), "text": "언제 와요?", "reply_by": "sms", "phone": "010-9999-8888"}
	for k, v := range change {
		if v == nil {
			delete(body, k)
		} else {
			body[k] = v
		}
	}
	raw, _ := json.Marshal(body)
	return string(raw)
}

func TestTheFormNamesWhatIsMissingOrWrong(t *testing.T) {
	n := night(t)
	for name, tt := range map[string]struct {
		change      map[string]any
		code, field string
	}{
		"no number":                   {map[string]any{"phone": nil}, "chat.phone_missing", "phone"},
		"a wrong number":              {map[string]any{"phone": "010-12"}, "chat.phone_form", "phone"},
		"a number SMS does not reach": {map[string]any{"phone": "02-1234-5678"}, "chat.phone_form", "phone"},
		"no address":                  {map[string]any{"reply_by": "email"}, "chat.email_missing", "email"},
		"a wrong address":             {map[string]any{"reply_by": "email", "email": "a@"}, "chat.email_form", "email"},
		"nothing written":             {map[string]any{"text": " "}, "thread.text_empty", "text"},
		"no topic of ours":            {map[string]any{"topic": "weather"}, "", "topic"},
	} {
		code, answer := n.ask("POST", "/widget/leave?key="+key, nil, leaving(tt.change))
		if fields, _ := answer["errors"].([]any); code != http.StatusUnprocessableEntity || tt.code != "" && answer.text("code") != tt.code || !hasField(fields, tt.field) {
			t.Errorf("%s: %d %v", name, code, answer)
		}
	}
}

func hasField(fields []any, name string) bool {
	for _, f := range fields {
		if m, _ := f.(map[string]any); m["location"] == "body."+name {
			return true
		}
	}
	return false
}

func TestAMessageLeftIsInTheQueueWithNumberAndPromise(t *testing.T) {
	n := night(t)
	body := leaving(map[string]any{"topic": "delivery", "order_number": "20261104-0231"})
	code, left := n.ask("POST", "/widget/leave?key="+key+"&lang=ko", nil, body)
	token := left.text("visitor_token")
	if code != 200 || left.num("ticket_number") < 1001 || left.text("promise") != "내일(화) 오전 11시" || left.text("promise_at") == "" || token == "" {
		t.Fatalf("leave: %d %v", code, left)
	}
	if order, _ := left["order"].(map[string]any); order["known"] != false {
		t.Errorf("a number that is not the buyer's: %v", order)
	}
	mine := map[string]string{"X-Dari-Visitor": token}
	if code, again := n.ask("POST", "/widget/leave?key="+key, mine, body); code != 200 || again.num("ticket_number") != left.num("ticket_number") {
		t.Errorf("sent twice: %d %v", code, again)
	}
	_, page := n.ask("GET", "/widget/messages?key="+key, mine, "")
	if list := page.messages(); len(list) != 1 || list[0].Body != "언제 와요?" {
		t.Errorf("the thread holds %v", list)
	}
	_, contact := n.ask("GET", "/conversations/"+left.text("conversation")+"/contact", map[string]string{"X-Staff": "agent"}, "")
	c, _ := contact["contact"].(map[string]any)
	if c["phone_masked"] != "010-••••-8888" || c["verified"] != false || c["order_exists"] != true || c["order_matches"] != false || c["topic"] != "delivery" {
		t.Errorf("the agent sees %v", c)
	}
	var waiting int
	if err := n.db.QueryRow(t.Context(), `SELECT count(*) FROM dari.tickets WHERE state = 'new' AND waiting_since IS NOT NULL AND customer_id IS NULL`).Scan(&waiting); err != nil || waiting != 1 {
		t.Errorf("%d tickets wait, %v", waiting, err)
	}
}

func TestANumberThatIsTypedJoinsNobody(t *testing.T) {
	n := night(t)
	code, left := n.ask("POST", "/widget/leave?key="+key, nil, leaving(map[string]any{"phone": "010 2345 6789", "email": "seoyeon@example.kr", "order_number": "20261104-0231"}))
	if order, _ := left["order"].(map[string]any); code != 200 || order["known"] != false {
		t.Fatalf("whether number and phone are the same person's is told to a guest: %d %v", code, left) // S20
	}
	var matches bool
	if err := n.db.QueryRow(t.Context(), `SELECT order_matches FROM dari.contacts`).Scan(&matches); err != nil || !matches {
		t.Errorf("staff are told %v, %v", matches, err)
	}
	var joined int
	if err := n.db.QueryRow(t.Context(), `SELECT count(*) FROM dari.conversations WHERE customer_id IS NOT NULL`).Scan(&joined); err != nil || joined != 0 {
		t.Errorf("%d conversations joined a customer, %v", joined, err)
	}
	var identities int
	if err := n.db.QueryRow(t.Context(), `SELECT count(*) FROM dari.identities WHERE kind = 'visitor' OR value_norm LIKE '%99998888'`).Scan(&identities); err != nil || identities != 0 {
		t.Errorf("%d identities were made, %v", identities, err)
	}
}

func TestHowToReachSomebodyIsKeptForThreeYears(t *testing.T) {
	n := night(t)
	n.ask("POST", "/widget/leave?key="+key, nil, leaving(nil))
	n.ask("POST", "/widget/leave?key="+key, nil, leaving(nil))
	pgtest.Exec(t, n.db, `UPDATE dari.contacts SET created_at = dari.clock() - interval '3 years 1 day' WHERE id = (SELECT min(id) FROM dari.contacts)`)
	for _, c := range n.chat.Crons() {
		if err := c.Run(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if left := pgtest.Count(t, n.db, `SELECT count(*) FROM dari.contacts`); left != 1 {
		t.Errorf("%d are left", left)
	}
}

func TestWhoseOrderANumberIsCannotBeFoundByTrying(t *testing.T) {
	n := night(t)
	for range 5 {
		n.ask("POST", "/widget/leave?key="+key, nil, leaving(map[string]any{"order_number": "20261104-0231"}))
	}
	code, left := n.ask("POST", "/widget/leave?key="+key, nil, leaving(map[string]any{"phone": "010-2345-6789", "order_number": "20261104-0231"}))
	var matches int
	if err := n.db.QueryRow(t.Context(), `SELECT count(*) FROM dari.contacts WHERE order_matches`).Scan(&matches); code != 200 || err != nil || matches != 0 {
		t.Errorf("the sixth try: %d %v, %d match, %v", code, left, matches, err)
	}
}

func TestAMembersOrderAndThePromiseAreTheTickets(t *testing.T) {
	n := night(t)
	for _, tt := range []struct {
		name, member, number, want string
	}{
		{"their own", "m1", "20261104-0231", "20261104-0231"},
		{"somebody else's", "m2", "20261104-0231", ""},
		{"none", "m3", "", ""},
	} {
		header := map[string]string{"X-Dari-Member": hs256(t, good(tt.member))}
		code, left := n.ask("POST", "/widget/leave?key="+key, header, leaving(map[string]any{"order_number": tt.number}))
		if order, _ := left["order"].(map[string]any); code != 200 || order["known"] != (tt.want != "") {
			t.Fatalf("%s: %d %v", tt.name, code, left)
		}
		var number string
		var promised bool
		err := n.db.QueryRow(t.Context(), `SELECT coalesce(o.number, ''), t.due_at = $2 FROM dari.tickets t LEFT JOIN dari.orders o ON o.id = t.order_id WHERE t.number = $1`,
			left.num("ticket_number"), left.text("promise_at")).Scan(&number, &promised)
		if err != nil || number != tt.want || !promised {
			t.Errorf("%s: the ticket is about %q, promised %v, %v", tt.name, number, promised, err)
		}
	}
}

func TestAFormAddsItsOrderToTheTicketThatIsOpen(t *testing.T) {
	n := night(t)
	header := map[string]string{"X-Dari-Member": hs256(t, good("m1"))}
	for _, change := range []map[string]any{{}, {"order_number": "20261104-0231"}} {
		if code, left := n.ask("POST", "/widget/leave?key="+key, header, leaving(change)); code != 200 {
			t.Fatalf("%d %v", code, left)
		}
	}
	var number string
	if err := n.db.QueryRow(t.Context(), `SELECT coalesce(max(o.number), '') FROM dari.tickets t LEFT JOIN dari.orders o ON o.id = t.order_id HAVING count(*) = 1`).Scan(&number); err != nil || number != "20261104-0231" {
		t.Errorf("the ticket is about %q, %v", number, err)
	}
}
