package contact

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"dari/internal/fault"
	"dari/internal/thread"

	"github.com/google/uuid"
)

func TestAFormBecomesOneTicketWithAPromise(t *testing.T) {
	w := newWorld(t)
	w.order("1103", "010-2345-6789")
	form := w.filled("return")
	for range 2 { // a double click
		if rec := w.post("/contact", form); rec.Code != http.StatusOK || rec.Body.String() != donePage {
			t.Fatalf("%d %s %+v", rec.Code, rec.Body, w.drawn)
		}
	}
	again := w.filled("return") // the same words on another page
	w.post("/contact", again)
	w.drain()
	if n := w.number(`SELECT count(*) FROM dari.tickets`); n != 1 || len(w.received) != 1 {
		t.Fatalf("%d tickets, %d notices", n, len(w.received))
	}
	done, r := w.drawn.(doneView), w.received[0]
	if r.Number != done.Number || r.Address != "haneul@example.com" || !strings.HasSuffix(r.URL, done.URL) || r.Due.IsZero() || !r.Due.Equal(done.Due) {
		t.Errorf("the page says %+v, the notice %+v", done, r)
	}
	if r.Subject != "교환·반품" {
		t.Errorf("the notice is about %q: what was typed may not go to whatever address was typed", r.Subject)
	}
	if n := w.number(`SELECT count(*) FROM dari.tickets WHERE channel = 'form' AND type = 'return' AND order_id IS NOT NULL AND due_at IS NOT NULL AND state = 'new' AND customer_id IS NOT NULL`); n != 1 {
		t.Error("the ticket is not a return of the order, by form, with a promise")
	}
	if rec := w.post("/contact", with(form, "text", "다른 이야기")); rec.Code != http.StatusConflict {
		t.Errorf("other words on a page that was sent: %d", rec.Code)
	}
}

func TestAnOrderIsTheTicketsOnlyWhenTheWriterKnowsItsBuyer(t *testing.T) {
	tests := map[string]struct {
		number, phone string
		want, kind    string
		tied          int64
	}{
		"the buyer's own number":  {"1103", "010-2345-6789", "own", "delivery", 1},
		"somebody else's order":   {"1104", "010-2345-6789", "other", "question", 0},
		"an order nobody placed":  {"9999", "010-2345-6789", "unknown", "question", 0},
		"no number at all is own": {"1103", "", "other", "question", 0},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.order("1103", "010-2345-6789")
			w.order("1104", "010-9999-0000")
			rec := w.post("/contact", with(w.filled("delivery"), "order_number", test.number, "phone", test.phone, "problem", "late"))
			if rec.Body.String() != donePage {
				t.Fatalf("%d %+v", rec.Code, w.drawn)
			}
			if got := w.firstData().Order; got != test.want {
				t.Errorf("staff read %q, want %q", got, test.want)
			}
			if n := w.number(`SELECT count(*) FROM dari.tickets WHERE type = $1 AND (order_id IS NOT NULL)::int = $2`, test.kind, test.tied); n != 1 {
				t.Errorf("the ticket is not a %s with %d orders", test.kind, test.tied)
			}
		})
	}
}

func TestAFormIsRefusedBesideItsFieldAndKeepsWhatWasTyped(t *testing.T) {
	w := newWorld(t)
	tests := map[string]struct {
		topic string
		pairs []string
		field string
	}{
		"no text":                {"other", []string{"text", "  "}, "text"},
		"no name":                {"other", []string{"name", ""}, "name"},
		"a link for a name":      {"other", []string{"name", "https://bad.example"}, "name"},
		"half an address":        {"other", []string{"email", "haneul@"}, "email"},
		"half a number":          {"other", []string{"phone", "010-23"}, "phone"},
		"no consent":             {"other", []string{"consent", ""}, "consent"},
		"a delivery, no order":   {"delivery", []string{"order_number", ""}, "order_number"},
		"neither way":            {"return", []string{"wish", "steal"}, "wish"},
		"what cannot be read":    {"product", []string{"product", "a\x00b"}, "product"},
		"a text beyond all ends": {"other", []string{"text", strings.Repeat("가", 4001)}, "text"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			form := with(w.filled(test.topic), test.pairs...)
			rec := w.post("/contact", form)
			v, ok := w.drawn.(formView)
			if rec.Code != http.StatusUnprocessableEntity || !ok || len(v.Errors) != 1 || v.Errors[0].ID != test.field || v.Errors[0].Error == "" {
				t.Fatalf("%d %+v", rec.Code, w.drawn)
			}
			if v.Stamp == "" || v.Stamp != form.Get("form") {
				t.Error("the form came back with another stamp: a quick hand would be taken for a program")
			}
			for _, f := range v.Fields {
				if f.ID == "email" && test.field != "email" && f.Value != "Haneul@Example.com" {
					t.Errorf("the address is gone: %q", f.Value)
				}
			}
		})
	}
	if n := w.number(`SELECT count(*) FROM dari.tickets`); n != 0 {
		t.Errorf("%d tickets", n)
	}
}

func TestAProgramThatFillsInTheFormGetsItBack(t *testing.T) {
	w := newWorld(t)
	now, err := time.Parse(time.RFC3339, start)
	if err != nil {
		t.Fatal(err)
	}
	tests := map[string]struct {
		pairs []string
		code  int
	}{
		"the field nobody sees":  {[]string{trap, "https://bad.example"}, http.StatusUnprocessableEntity},
		"faster than a hand":     {[]string{"form", w.contact.stamp(now.Add(-time.Second), uuid.New())}, http.StatusUnprocessableEntity},
		"a stamp of its own":     {[]string{"form", "AAAA"}, http.StatusConflict},
		"a page of yesterday's":  {[]string{"form", w.contact.stamp(now.Add(-13*time.Hour), uuid.New())}, http.StatusConflict},
		"a stamp that was bent":  {[]string{"form", "B" + w.contact.stamp(now.Add(-time.Minute), uuid.New())[1:]}, http.StatusConflict},
		"a person who waited on": {nil, http.StatusOK},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if rec := w.post("/contact", with(w.filled("other"), test.pairs...)); rec.Code != test.code {
				t.Errorf("%d %+v", rec.Code, w.drawn)
			}
		})
	}
	if n := w.number(`SELECT count(*) FROM dari.tickets`); n != 1 {
		t.Errorf("%d tickets", n)
	}
}

func TestFormsFromOneAddressAreBounded(t *testing.T) {
	w := newWorld(t)
	last := 0
	for i := range 11 {
		last = w.post("/contact", with(w.filled("other"), "email", string(rune('a'+i))+"@example.com")).Code
	}
	if n := w.number(`SELECT count(*) FROM dari.tickets`); last != http.StatusTooManyRequests || n != 10 {
		t.Errorf("the eleventh got %d; %d tickets", last, n)
	}
}

func TestTheFormOfABlockedCustomerBecomesNoTicket(t *testing.T) {
	w := newWorld(t)
	w.sent()
	blocked := w.number(`SELECT customer_id FROM dari.tickets`)
	w.contact.MayWrite = func(_ context.Context, o thread.Owner) error {
		if o.CustomerID == blocked {
			return fault.New(fault.Forbidden, "chat.blocked_call", fault.Arg("phone", "02-345-6789"))
		}
		return nil
	}
	for name, test := range map[string]struct {
		pairs []string
		code  int
	}{
		"by their address":      {[]string{"phone", ""}, http.StatusForbidden},
		"by their number alone": {[]string{"email", "new@example.com"}, http.StatusForbidden},
		"somebody else":         {[]string{"email", "other@example.com", "phone", "010-7777-6666"}, http.StatusOK},
	} {
		rec := w.post("/contact", with(with(w.filled("other"), "text", name), test.pairs...))
		if rec.Code != test.code {
			t.Errorf("%s: %d %+v", name, rec.Code, w.drawn)
		}
		if v, ok := w.drawn.(formView); test.code == http.StatusForbidden && (!ok || !strings.Contains(v.Notice, "02-345-6789")) {
			t.Errorf("%s reads %+v", name, w.drawn)
		}
	}
	if n := w.number(`SELECT count(*) FROM dari.tickets`); n != 2 {
		t.Errorf("%d tickets", n)
	}
}

// sent is a ticket made by a form, and its page.
func (w *world) sent() (path string) {
	w.t.Helper()
	if rec := w.post("/contact", w.filled("other")); rec.Body.String() != donePage {
		w.t.Fatalf("%d %+v", rec.Code, w.drawn)
	}
	w.drain()
	return w.drawn.(doneView).URL
}

func TestALinkOpensItsTicketAndChangesNothing(t *testing.T) {
	w := newWorld(t)
	path := w.sent()
	before := w.rows()
	for range 3 {
		rec := w.get(path)
		h := rec.Header()
		if rec.Code != http.StatusOK || !strings.Contains(h.Get("Cache-Control"), "no-store") || h.Get("Referrer-Policy") != "no-referrer" || !strings.Contains(h.Get("X-Robots-Tag"), "noindex") {
			t.Fatalf("%d %v", rec.Code, h)
		}
	}
	w.get("/contact?topic=other")
	w.get("/t")
	if after := w.rows(); after != before {
		t.Errorf("reading wrote %d rows", after-before)
	}
	v := w.contactPage(path)
	if v.Word != "받았어요" || len(v.Messages) != 1 || !v.Messages[0].Mine || !v.Write || len(v.Steps) != 3 {
		t.Errorf("%+v", v)
	}
}

func (w *world) contactPage(path string) ticketView {
	w.t.Helper()
	w.get(path)
	v, ok := w.drawn.(ticketView)
	if !ok {
		w.t.Fatalf("%s shows %+v", path, w.drawn)
	}
	return v
}

func TestAnythingElseThanTheLinkIsNotFound(t *testing.T) {
	w := newWorld(t)
	path := w.sent()
	for name, bad := range map[string]string{
		"another ticket with this proof": "/t/" + w.contact.Token(2)[:11] + strings.TrimPrefix(path, "/t/")[11:],
		"a ticket that is not there":     "/t/" + w.contact.Token(99),
		"cut off":                        path[:len(path)-2],
		"bent":                           path[:len(path)-2] + "zz",
		"nothing":                        "/t/x",
	} {
		if rec := w.get(bad); rec.Code != http.StatusNotFound || !w.drawn.(ticketView).Missing {
			t.Errorf("%s: %d", name, rec.Code)
		}
		if rec := w.post(bad, url.Values{"text": {"들어갈게요"}, "client_id": {uuid.NewString()}}); rec.Code != http.StatusNotFound {
			t.Errorf("an answer to %s: %d", name, rec.Code)
		}
	}
}

func TestAnAnswerIsWrittenOnceAndReopens(t *testing.T) {
	w := newWorld(t)
	path := w.sent()
	id := uuid.NewString()
	for range 2 {
		if rec := w.post(path, url.Values{"text": {"하나 더 있어요."}, "client_id": {id}}); rec.Code != http.StatusSeeOther || !strings.Contains(rec.Header().Get("Location"), path) {
			t.Fatalf("%d %v", rec.Code, rec.Header())
		}
	}
	w.drain()
	if v := w.contactPage(path); len(v.Messages) != 2 || v.Messages[1].Text != "하나 더 있어요." {
		t.Errorf("%+v", v.Messages)
	}
	if rec := w.post(path, url.Values{"text": {" "}, "client_id": {uuid.NewString()}}); rec.Code != http.StatusUnprocessableEntity || w.drawn.(ticketView).Error == "" {
		t.Errorf("an empty answer: %d", rec.Code)
	}
	if rec := w.post(path, url.Values{"text": {"바뀐 글"}, "client_id": {id}}); rec.Code != http.StatusConflict || w.drawn.(ticketView).Text != "바뀐 글" {
		t.Errorf("other words with the same id: %d %+v", rec.Code, w.drawn)
	}
	w.number(`UPDATE dari.tickets SET state = 'closed' RETURNING 1`)
	if rec := w.post(path, url.Values{"text": {"늦은 글"}, "client_id": {uuid.NewString()}}); rec.Code != http.StatusGone {
		t.Errorf("an answer to a closed ticket: %d", rec.Code)
	}
}

func TestThePageShowsNothingOfTheHouseNorOfOtherTickets(t *testing.T) {
	w := newWorld(t)
	path := w.sent()
	conv := w.number(`SELECT conversation_id FROM dari.tickets`)
	agent := w.number(`INSERT INTO dari.staff (uid, email, name, password_hash, role) VALUES ($1, 'a@shop.example', '하은', 'x', 'agent') RETURNING id`, uuid.New())
	say := func(seq int, kind, channel, what, data string) {
		w.number(`INSERT INTO dari.messages (conversation_id, seq, uid, sender_kind, sender_id, sender_name, client_id, channel, kind, body, body_hash, data)
			VALUES ($1, $2, gen_random_uuid(), $3, $4, '하은', gen_random_uuid(), $5, 'text', $6, '\x00', $7::jsonb) RETURNING 1`, conv, seq, kind, agent, channel, what, data)
	}
	say(2, "agent", "mail", "곧 보내 드려요.", `{"out":{"leaves_at":"2026-11-23T14:00:00+09:00","bcc":[{"address":"boss@shop.example"}]}}`)
	say(3, "agent", "mail", "아직 안 나간 답", `{"out":{"leaves_at":"2026-11-23T14:05:09+09:00"}}`)
	say(4, "shopper", "phone", "손님이 화를 냄", `{}`)
	say(5, "system", "mail", "담당이 바뀜", `{}`)
	say(6, "shopper", "form", "다른 문의의 글", `{}`)
	w.number(`INSERT INTO dari.notes (conversation_id, seq, uid, after_seq, staff_id, client_id, body) VALUES ($1, 1, gen_random_uuid(), 1, $2, gen_random_uuid(), '까다로운 손님') RETURNING 1`, conv, agent)
	w.number(`UPDATE dari.ticket_conversations SET to_seq = 5 RETURNING 1`)
	w.number(`UPDATE dari.messages SET created_at = created_at - interval '1 hour' WHERE seq = 2 RETURNING 1`)
	var got []string
	for _, m := range w.contactPage(path).Messages {
		got = append(got, m.Text)
	}
	// The clock went back in between: the order stays that of the conversation.
	if want := "접시가 아직 안 왔어요.|곧 보내 드려요.|전화로 이야기했어요."; strings.Join(got, "|") != want {
		t.Errorf("shown: %q", got)
	}
}

func TestAGuestComesInByNumberAndCode(t *testing.T) {
	w := newWorld(t)
	path := w.sent()
	number := text(w.number(`SELECT number FROM dari.tickets`))
	ask := func(number, phone string) lookupView {
		rec := w.post("/t", url.Values{"number": {number}, "phone": {phone}})
		v, ok := w.drawn.(lookupView)
		if rec.Code != http.StatusOK || !ok || v.Lookup == "" || v.To == "" {
			t.Fatalf("%d %+v", rec.Code, w.drawn)
		}
		w.drain()
		return v
	}
	stranger, unknown := ask(number, "010-9999-0000"), ask("99999", "010-2345-6789")
	if len(w.codes) != 0 {
		t.Fatalf("%d codes were sent to who is not the customer", len(w.codes))
	}
	known := ask("#"+number, "010 2345 6789")
	if len(w.codes) != 1 || w.codes[0].Phone != "+821023456789" && w.codes[0].Phone != "01023456789" {
		t.Fatalf("codes: %+v", w.codes)
	}
	code := w.codes[0].Code
	for name, v := range map[string]lookupView{"a stranger": stranger, "an unknown ticket": unknown} {
		if rec := w.post("/t/code", url.Values{"lookup": {v.Lookup}, "code": {code}}); rec.Code != http.StatusUnprocessableEntity {
			t.Errorf("%s: %d", name, rec.Code)
		}
	}
	if rec := w.post("/t/code", url.Values{"lookup": {known.Lookup}, "code": {code[:3] + " " + code[3:]}}); rec.Code != http.StatusSeeOther || rec.Header().Get("Location") != path {
		t.Errorf("the code: %d %v", rec.Code, rec.Header())
	}
	if rec := w.post("/t/code", url.Values{"lookup": {known.Lookup}, "code": {code}}); rec.Code != http.StatusGone {
		t.Errorf("the code once more: %d", rec.Code)
	}
}

func TestACodeIsOverAfterFiveTries(t *testing.T) {
	w := newWorld(t)
	w.sent()
	w.post("/t", url.Values{"number": {text(w.number(`SELECT number FROM dari.tickets`))}, "phone": {"010-2345-6789"}})
	lookup := w.drawn.(lookupView).Lookup
	w.drain()
	wrong := "000000"
	if w.codes[0].Code == wrong {
		wrong = "111111"
	}
	for range codeTries {
		if rec := w.post("/t/code", url.Values{"lookup": {lookup}, "code": {wrong}}); rec.Code != http.StatusUnprocessableEntity {
			t.Fatal(rec.Code)
		}
	}
	if rec := w.post("/t/code", url.Values{"lookup": {lookup}, "code": {w.codes[0].Code}}); rec.Code != http.StatusGone {
		t.Errorf("the right code after five wrong ones: %d", rec.Code)
	}
}

func TestTheStepsSayWhatTheCustomerMayKnow(t *testing.T) {
	w := newWorld(t)
	path := w.sent()
	for name, test := range map[string]struct{ set, word, steps string }{
		"new":      {"type = 'question', step = '', state = 'new'", "받았어요", "done now todo"},
		"taken":    {"type = 'question', step = '', state = 'open'", "확인 중", "done now todo"},
		"answered": {"type = 'question', step = '', state = 'waiting', waiting_since = NULL", "답했어요", "done done todo"},
		"solved":   {"type = 'question', step = '', state = 'solved', waiting_since = NULL", "해결", "done done done"},
		"a return": {"state = 'open', type = 'return', step = 'approved'", "확인 중", "done now todo todo todo todo"},
	} {
		w.number("UPDATE dari.tickets SET " + test.set + " RETURNING 1")
		v := w.contactPage(path)
		var steps []string
		for _, s := range v.Steps {
			steps = append(steps, s.State)
		}
		if v.Word != test.word || strings.Join(steps, " ") != test.steps {
			t.Errorf("%s: %q %q", name, v.Word, steps)
		}
	}
}
