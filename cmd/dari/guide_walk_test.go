package main

import (
	"context"
	"encoding/json"
	"net/http"
	"strconv"
	"testing"
	"time"

	"dari/chat/guide"
	"dari/internal/thread"

	"github.com/golang-jwt/jwt/v5"
	"github.com/google/uuid"
)

// guided adds a prompt, a message of the admin's and a survey about the visitor's question.
func (w *walk) guided(t *testing.T) {
	t.Helper()
	ctx := context.Background()
	made := w.must(t, "POST", "/api/v1/chat/rules", map[string]any{"kind": "prompt", "name": "머뭇거릴 때", "active": true, "text_ko": "도와드릴까요?", "path": "*"})
	w.rule = strconv.FormatFloat(made["id"].(float64), 'f', 0, 64)
	w.must(t, "POST", "/api/v1/tickets/"+w.ticket+"/answer", map[string]any{"client_id": uuid.NewString(), "text": "내일 가요."})
	w.seq = "2"
	w.must(t, "POST", "/api/v1/tickets/"+w.ticket+"/solve", nil)
	w.drain(t)
	if _, err := w.db.Exec(ctx, `UPDATE dari.surveys SET due_at = due_at - interval '1 minute'`); err != nil {
		t.Fatal(err)
	}
	if err := w.a.surveys.AskDue(ctx); err != nil {
		t.Fatal(err)
	}
	if err := w.db.QueryRow(ctx, `SELECT uid FROM dari.surveys WHERE asked_at IS NOT NULL`).Scan(&w.survey); err != nil {
		t.Fatalf("solving asked nobody how it went: %v", err)
	}
	w.must(t, "POST", "/api/v1/tickets/"+w.ticket+"/reopen", nil)
	w.drain(t)
}

func (w *walk) drain(t *testing.T) {
	t.Helper()
	if err := w.a.relay.Drain(context.Background()); err != nil {
		t.Fatal(err)
	}
	if err := w.a.guide.AnswerAll(context.Background()); err != nil {
		t.Fatal(err)
	}
	if err := w.a.relay.Drain(context.Background()); err != nil {
		t.Fatal(err)
	}
}

// shopper is a browser of its own.
type shopper struct {
	w      *walk
	t      *testing.T
	header http.Header
}

func (w *walk) visitor(t *testing.T) *shopper {
	t.Helper()
	if err := guide.Seed(context.Background(), w.db); err != nil {
		t.Fatal(err)
	}
	return &shopper{w, t, http.Header{}}
}

// member is one whom the shop vouches for.
func (w *walk) member(t *testing.T, ref string) *shopper {
	t.Helper()
	s := w.visitor(t)
	now := time.Now()
	token, err := jwt.NewWithClaims(jwt.SigningMethodHS256, jwt.MapClaims{
		"sub": ref, "aud": "walk", "iat": now.Unix(), "exp": now.Add(time.Hour).Unix(), "jti": uuid.NewString(),
	}).SignedString([]byte("secretsecretsecretsecretsecretsecretsecretsecret"))
	if err != nil {
		t.Fatal(err)
	}
	s.header.Set("X-Dari-Member", token)
	return s
}

func (s *shopper) ask(method, path string, body any) (int, map[string]any) {
	s.t.Helper()
	var raw []byte
	if body != nil {
		raw, _ = json.Marshal(body)
	}
	answer := s.w.send(method, "/api/v1/widget/"+path, raw, s.header)
	out := map[string]any{}
	_ = json.Unmarshal(answer.Body.Bytes(), &out)
	if token, ok := out["visitor_token"].(string); ok && token != "" {
		s.header.Set("X-Dari-Visitor", token)
	}
	return answer.Code, out
}

func (s *shopper) says(text string) (conversation string) {
	s.t.Helper()
	code, out := s.ask("POST", "messages?key=walk", map[string]any{"client_id": uuid.NewString(), "text": text, "lang": "ko"})
	if code != http.StatusOK {
		s.t.Fatalf("%q: %d %v", text, code, out)
	}
	s.w.drain(s.t)
	return out["conversation"].(string)
}

// cards are what the shopper was answered without a person.
func (s *shopper) cards(kind string) []thread.Message {
	s.t.Helper()
	answer := s.w.send("GET", "/api/v1/widget/messages?key=walk", nil, s.header)
	var page struct{ Messages []thread.Message }
	if err := json.Unmarshal(answer.Body.Bytes(), &page); err != nil {
		s.t.Fatalf("%v: %s", err, answer.Body)
	}
	var cards []thread.Message
	for _, m := range page.Messages {
		var data struct{ Card string }
		if m.Kind == thread.KindCard && json.Unmarshal(m.Data, &data) == nil && data.Card == kind {
			cards = append(cards, m)
		}
	}
	return cards
}

func (w *walk) ticketOf(t *testing.T, conversation string) (number int64, state string) {
	t.Helper()
	err := w.db.QueryRow(context.Background(), `SELECT t.number, t.state FROM dari.tickets t JOIN dari.conversations c ON c.id = t.conversation_id WHERE c.uid = $1 ORDER BY t.id DESC LIMIT 1`, conversation).Scan(&number, &state)
	if err != nil {
		t.Fatal(err)
	}
	return number, state
}

func TestAMemberIsToldHowTheirOrderStandsAndAPersonIsThereToo(t *testing.T) {
	w := newWalk(t)
	w.must(t, "PUT", "/api/v1/orders/W-9", map[string]any{"buyer_name": "민호", "customer_ref": "walk-9", "items": []any{map[string]any{"title": "접시"}}})
	m := w.member(t, "walk-1")
	conversation := m.says("안녕하세요")
	if n := len(m.cards("order")); n != 0 {
		t.Fatalf("a greeting is answered with %d cards", n)
	}
	m.says("W-9 주문한 찻잔 배송이 언제쯤 오나요?")
	cards := m.cards("order")
	if len(cards) != 1 {
		t.Fatalf("%d order cards, want one", len(cards))
	}
	var card struct{ Order struct{ Number string } }
	if err := json.Unmarshal(cards[0].Data, &card); err != nil || card.Order.Number != "W-1" {
		t.Errorf("the card shows %+v of %s, want their own order W-1: %v", card, cards[0].Data, err)
	}
	if cards[0].From != thread.System || cards[0].Body == "" {
		t.Errorf("the card is %+v", cards[0])
	}
	if _, state := w.ticketOf(t, conversation); state != "new" {
		t.Errorf("the ticket is %s: an automatic answer is none of a person's", state)
	}
	m.says("배송 언제 와요?")
	if n := len(m.cards("order")); n != 1 {
		t.Errorf("%d cards for one question, want one", n)
	}
}

func TestAVisitorIsNeverShownAnOrder(t *testing.T) {
	w := newWalk(t)
	v := w.visitor(t)
	v.says("W-1 배송 언제 와요?")
	if n := len(v.cards("order")); n != 0 {
		t.Errorf("%d orders are shown to who has proved nothing", n)
	}
	if n := len(v.cards("lookup")); n != 1 {
		t.Errorf("%d cards tell where to look it up, want one", n)
	}
}

func TestWhoHoldsALinkToAMembersChatIsShownNoOrder(t *testing.T) {
	w := newWalk(t)
	m := w.member(t, "walk-1")
	m.says("안녕하세요")
	_, err := w.db.Exec(context.Background(), `
INSERT INTO dari.follow_links (token_hash, conversation_id, channel, recipient_key, expires_at, opened_at, session_hash, session_until)
SELECT 'x', max(id), 'sms', '+821000000000', dari.clock() + interval '1 hour', dari.clock(), sha256('link_holder'), dari.clock() + interval '1 hour'
FROM dari.conversations WHERE customer_id IS NOT NULL`)
	if err != nil {
		t.Fatal(err)
	}
	holder := &shopper{w, t, http.Header{"X-Dari-Visitor": {"link_holder"}}}
	holder.says("배송 언제 와요?")
	if n := len(m.cards("order")); n != 0 {
		t.Errorf("%d orders are shown to who holds a link", n)
	}
	if n := len(holder.cards("lookup")); n != 1 {
		t.Errorf("%d cards tell where to look it up, want one", n)
	}
}

func TestAQuestionIsAnsweredOutOfTheHelpCentreUnlessAPersonWasFaster(t *testing.T) {
	w := newWalk(t)
	v := w.visitor(t)
	v.says("환불은 언제 되나요?")
	if n := len(v.cards("articles")); n != 1 {
		t.Errorf("%d cards with articles, want one", n)
	}
	other := w.visitor(t)
	code, sent := other.ask("POST", "messages?key=walk", map[string]any{"client_id": uuid.NewString(), "text": "환불 언제 되나요?", "lang": "ko"})
	if code != http.StatusOK {
		t.Fatal(code)
	}
	if err := w.a.relay.Drain(context.Background()); err != nil { // the queue has it, the guide has not looked yet
		t.Fatal(err)
	}
	number, _ := w.ticketOf(t, sent["conversation"].(string))
	w.must(t, "POST", "/api/v1/tickets/"+strconv.FormatInt(number, 10)+"/answer", map[string]any{"client_id": uuid.NewString(), "text": "3일 걸려요."})
	w.drain(t)
	if n := len(other.cards("articles")); n != 0 {
		t.Errorf("%d cards come after a person's answer", n)
	}
}

func TestABadRatingBringsTheTicketBackAndNobodyIsAskedTwiceInAFortnight(t *testing.T) {
	w := newWalk(t)
	ctx := context.Background()
	v := w.visitor(t)
	conversation := v.says("찻잔에 금이 갔어요")
	number, _ := w.ticketOf(t, conversation)
	path := "/api/v1/tickets/" + strconv.FormatInt(number, 10)
	settle := func(body any) int {
		t.Helper()
		w.must(t, "POST", path+"/answer", map[string]any{"client_id": uuid.NewString(), "text": "새로 보내 드릴게요."})
		w.must(t, "POST", path+"/solve", body)
		w.drain(t)
		if _, err := w.db.Exec(ctx, `UPDATE dari.surveys SET due_at = due_at - interval '1 minute' WHERE asked_at IS NULL`); err != nil {
			t.Fatal(err)
		}
		if err := w.a.surveys.AskDue(ctx); err != nil {
			t.Fatal(err)
		}
		return len(v.cards("csat"))
	}
	if n := settle(map[string]any{"quiet": true}); n != 0 {
		t.Errorf("%d cards although the agent said not to ask", n)
	}
	w.must(t, "POST", path+"/reopen", nil)
	if n := settle(nil); n != 1 {
		t.Fatalf("%d cards, want one", n)
	}
	var card struct{ Survey, State string }
	_ = json.Unmarshal(v.cards("csat")[0].Data, &card)
	if code, _ := w.visitor(t).ask("POST", "survey/"+card.Survey+"?key=walk", map[string]any{"score": 5}); code != http.StatusNotFound {
		t.Errorf("nobody answers another's survey with %d", code)
	}
	stranger := w.visitor(t)
	stranger.says("안녕하세요")
	if code, _ := stranger.ask("POST", "survey/"+card.Survey+"?key=walk", map[string]any{"score": 5}); code != http.StatusNotFound {
		t.Errorf("a stranger answers it with %d", code)
	}
	code, out := v.ask("POST", "survey/"+card.Survey+"?key=walk", map[string]any{"score": 2})
	if code != http.StatusOK || out["low"] != true || out["text"] != "다시 살펴볼게요. 담당자가 연락드려도 될까요?" {
		t.Errorf("a tap on 2 answers %d %v", code, out)
	}
	w.drain(t)
	if _, state := w.ticketOf(t, conversation); state != "open" {
		t.Errorf("the ticket is %s after a bad rating, want open", state)
	}
	v.ask("POST", "survey/"+card.Survey+"?key=walk", map[string]any{"reasons": []string{"slow"}, "contact_ok": true})
	_ = json.Unmarshal(v.cards("csat")[0].Data, &card)
	if card.State != "answered" {
		t.Errorf("the card is %s for who opens the chat again, want answered", card.State)
	}
	var score int
	var contact bool
	if err := w.db.QueryRow(ctx, `SELECT a.score, a.contact_ok FROM dari.survey_answers a JOIN dari.surveys s ON s.id = a.survey_id WHERE s.uid = $1`, card.Survey).Scan(&score, &contact); err != nil || score != 2 || !contact {
		t.Errorf("stored is %d, %t, %v: each tap keeps what the others said", score, contact, err)
	}
	if n := settle(nil); n != 1 {
		t.Errorf("%d cards in a fortnight, want one", n)
	}
}

func TestUndoingASettlingAsksNobody(t *testing.T) {
	w := newWalk(t)
	v := w.visitor(t)
	number, _ := w.ticketOf(t, v.says("찻잔에 금이 갔어요"))
	path := "/api/v1/tickets/" + strconv.FormatInt(number, 10)
	w.must(t, "POST", path+"/answer", map[string]any{"client_id": uuid.NewString(), "text": "새로 보내 드릴게요."})
	w.must(t, "POST", path+"/solve", nil)
	w.must(t, "POST", path+"/reopen", map[string]any{"undo": true})
	w.drain(t)
	if _, err := w.db.Exec(context.Background(), `UPDATE dari.surveys SET due_at = due_at - interval '1 minute' WHERE asked_at IS NULL`); err != nil {
		t.Fatal(err)
	}
	if err := w.a.surveys.AskDue(context.Background()); err != nil {
		t.Fatal(err)
	}
	if n := len(v.cards("csat")); n != 0 {
		t.Errorf("%d cards after an undo", n)
	}
}

func TestAMessageIsTakenBackByItsWriterForAWhileAndByALeadAtAnyTime(t *testing.T) {
	w := newWalk(t)
	v := w.visitor(t)
	conversation := v.says("번호를 알려 주세요")
	number, _ := w.ticketOf(t, conversation)
	answer := func(role, text string) string {
		t.Helper()
		body, _ := json.Marshal(map[string]any{"client_id": uuid.NewString(), "text": text})
		if a := w.send("POST", "/api/v1/tickets/"+strconv.FormatInt(number, 10)+"/answer", body, w.as(role, "ko")); a.Code != http.StatusOK {
			t.Fatalf("%d %s", a.Code, a.Body)
		}
		var seq int64
		if err := w.db.QueryRow(context.Background(), `SELECT c.last_seq FROM dari.conversations c WHERE c.uid = $1`, conversation).Scan(&seq); err != nil {
			t.Fatal(err)
		}
		return "/api/v1/conversations/" + conversation + "/messages/" + strconv.FormatInt(seq, 10) + "/withdraw"
	}
	tests := []struct {
		name, writer, by string
		late             bool
		want             int
	}{
		{"its writer", "agent", "agent", false, http.StatusOK},
		{"a colleague", "admin", "agent", false, http.StatusConflict},
		{"its writer too late", "agent", "agent", true, http.StatusConflict},
		{"a lead, of another, late", "agent", "lead", true, http.StatusOK},
	}
	for _, test := range tests {
		path := answer(test.writer, "010-1111-2222")
		if test.late {
			if _, err := w.db.Exec(context.Background(), `UPDATE dari.messages SET created_at = created_at - interval '11 minutes'`); err != nil {
				t.Fatal(err)
			}
		}
		if a := w.send("POST", path, nil, w.as(test.by, "ko")); a.Code != test.want {
			t.Errorf("%s: %d %s, want %d", test.name, a.Code, a.Body, test.want)
		}
	}
	w.drain(t)
	page := w.send("GET", "/api/v1/widget/messages?key=walk", nil, v.header)
	var read struct{ Messages []thread.Message }
	_ = json.Unmarshal(page.Body.Bytes(), &read)
	gone := 0
	for _, m := range read.Messages {
		if m.Withdrawn {
			gone++
			if m.Body != "" {
				t.Error("a withdrawn message still says what it said")
			}
		}
	}
	if gone != 2 {
		t.Errorf("%d messages are withdrawn, want 2", gone)
	}
	var preview string
	var lines, audit int
	err := w.db.QueryRow(context.Background(), `SELECT t.preview, (SELECT count(*) FROM dari.ticket_events e WHERE e.ticket_id = t.id AND e.kind = 'withdrawn'),
		(SELECT count(*) FROM dari.audit_log WHERE action = 'message.withdraw') FROM dari.tickets t WHERE t.number = $1`, number).Scan(&preview, &lines, &audit)
	if err != nil || preview != "" || lines != 2 || audit != 2 {
		t.Errorf("the queue shows %q, the history %d lines, the audit log %d, %v", preview, lines, audit, err)
	}
}

func TestWhoIsBlockedIsToldTheNumberAndWritesAgainWhenTheBlockIsLifted(t *testing.T) {
	w := newWalk(t)
	v := w.visitor(t)
	path := "/api/v1/conversations/" + v.says("광고예요")
	w.must(t, "POST", path+"/block", nil)
	m := w.member(t, "walk-new") // the same browser, signed in
	m.header.Set("X-Dari-Visitor", v.header.Get("X-Dari-Visitor"))
	for _, s := range []*shopper{m, v} {
		code, out := s.ask("POST", "messages?key=walk", map[string]any{"client_id": uuid.NewString(), "text": "또 광고", "lang": "ko"})
		if code != http.StatusForbidden || out["code"] != "chat.blocked_call" {
			t.Errorf("a blocked shopper (signed in: %t) gets %d %v", s == m, code, out)
		}
	}
	// Nor by any other door: a file, a request about an order.
	for _, s := range []*shopper{m, v} {
		for door, body := range map[string]map[string]any{
			"files?key=walk":                  {"client_id": uuid.NewString(), "name": "a.png", "size": 10},
			"orders/2026-1/requests?key=walk": {"client_id": uuid.NewString(), "kind": "cancel", "reason": "mind"},
			"leave?key=walk":                  {"client_id": uuid.NewString(), "text": "또 광고", "reply_by": "none", "lang": "ko"},
		} {
			if code, out := s.ask("POST", door, body); code != http.StatusForbidden {
				t.Errorf("a blocked shopper (signed in: %t) gets %d %v at %s", s == m, code, out, door)
			}
		}
	}
	if shown := w.must(t, "GET", path+"/context", nil); shown["blocked"] == nil {
		t.Error("the panel does not say that the shopper is blocked")
	}
	w.must(t, "POST", path+"/unblock", nil)
	m.says("미안해요")
}

func TestAPromptIsShownOnceAndNeverOverAnOpenQuestion(t *testing.T) {
	w := newWalk(t)
	v := w.visitor(t)
	rules := func(s *shopper) int {
		t.Helper()
		code, out := s.ask("GET", "rules?key=walk", nil)
		if code != http.StatusOK {
			t.Fatalf("%d %v", code, out)
		}
		return len(out["rules"].([]any))
	}
	if n := rules(v); n != 1 {
		t.Fatalf("%d prompts for a new face, want the active one", n)
	}
	claim := func(s *shopper, page string) bool {
		t.Helper()
		code, out := s.ask("POST", "rules/"+w.rule+"/shown?key=walk", map[string]any{"page": page})
		if code != http.StatusOK {
			t.Fatalf("%d %v", code, out)
		}
		return out["show"] == true
	}
	if claim(v, "/checkout/pay") {
		t.Error("a prompt is shown where people pay")
	}
	if !claim(v, "/products/1") || claim(v, "/products/1") {
		t.Error("a prompt is shown once")
	}
	if n := rules(v); n != 0 {
		t.Errorf("%d prompts are left after the showing", n)
	}
	// Who signs in has seen what they saw before, and a page is known by its whole address too.
	m := w.member(t, "walk-prompt")
	m.header.Set("X-Dari-Visitor", v.header.Get("X-Dari-Visitor"))
	if claim(m, "/products/1") || rules(m) != 0 {
		t.Error("a prompt is shown once more after signing in")
	}
	made := w.must(t, "POST", "/api/v1/chat/rules", map[string]any{"kind": "prompt", "name": "상품 앞에서", "active": true, "text_ko": "찾는 게 있나요?", "path": "/products/*"})
	w.rule = strconv.FormatFloat(made["id"].(float64), 'f', 0, 64)
	if claim(v, "https://shop.example/") || claim(v, "https://shop.example/checkout/products/7") || !claim(v, "https://shop.example/products/7") {
		t.Error("a prompt is not shown on its pages alone")
	}
	busy := w.visitor(t)
	busy.says("물어볼 게 있어요")
	if rules(busy) != 0 || claim(busy, "/products/1") {
		t.Error("a prompt is shown over an open question")
	}
}

func TestWhatAShopperLooksAtIsShownForADayWithoutTheQuery(t *testing.T) {
	w := newWalk(t)
	v := w.visitor(t)
	look := map[string]any{"page": "https://shop.example/products/7?email=a@b.kr#x", "title": "백자 반상기", "cart": map[string]any{"total": 41000, "count": 2}, "product": map[string]any{"id": "7", "title": "백자 반상기", "url": "javascript:alert(1)"}}
	if code, _ := v.ask("POST", "context?key=walk", look); code != http.StatusNoContent {
		t.Errorf("somebody unknown: %d", code)
	}
	path := "/api/v1/conversations/" + v.says("이거 언제 오나요?") + "/context"
	if shown := w.must(t, "GET", path, nil); shown["looking"] != nil {
		t.Error("what somebody unknown looked at was kept")
	}
	if code, out := v.ask("POST", "context?key=walk", look); code != http.StatusNoContent {
		t.Errorf("%d %v", code, out)
	}
	shown := w.must(t, "GET", path, nil)["looking"].(map[string]any)
	product := shown["product"].(map[string]any)
	if shown["page"] != "/products/7" || product["url"] != nil || shown["cart"].(map[string]any)["total"] != 41000.0 {
		t.Errorf("shown is %v", shown)
	}
	m := w.member(t, "walk-looks") // the same browser, signed in
	m.header.Set("X-Dari-Visitor", v.header.Get("X-Dari-Visitor"))
	m.says("회원이에요")
	if shown := w.must(t, "GET", path, nil); shown["looking"] == nil {
		t.Error("signed in, the shopper is seen looking at nothing")
	}
	if _, err := w.db.Exec(context.Background(), `UPDATE dari.chat_contexts SET at = at - interval '25 hours'`); err != nil {
		t.Fatal(err)
	}
	if shown := w.must(t, "GET", path, nil); shown["looking"] != nil {
		t.Error("it is shown after a day")
	}
}

func TestEndingAChatSettlesWhatWasAnsweredOnly(t *testing.T) {
	w := newWalk(t)
	v := w.visitor(t)
	conversation := v.says("찻잔에 금이 갔어요")
	number, _ := w.ticketOf(t, conversation)
	for _, test := range []struct{ answer, want string }{{"", "new"}, {"새로 보내 드릴게요.", "solved"}} {
		if test.answer != "" {
			w.must(t, "POST", "/api/v1/tickets/"+strconv.FormatInt(number, 10)+"/answer", map[string]any{"client_id": uuid.NewString(), "text": test.answer})
		}
		if code, out := v.ask("POST", "end?key=walk", nil); code != http.StatusOK || out["ended"] != true {
			t.Errorf("%d %v", code, out)
		}
		w.drain(t)
		if _, state := w.ticketOf(t, conversation); state != test.want {
			t.Errorf("the ticket is %s, want %s", state, test.want)
		}
	}
}
