package tickets

import (
	"context"
	"strings"
	"sync"
	"testing"

	"dari/internal/event"
	"dari/internal/postgres"
	"dari/internal/thread"

	"github.com/jackc/pgx/v5"
)

func TestTheFirstMessageOpensATicketAndLaterOnesBelongToIt(t *testing.T) {
	w := newWorld(t)
	c := w.visitor()
	w.writes(c, thread.System, 0, "안녕하세요, 무엇을 도와드릴까요?")
	w.drain()
	if n := w.exec(`SELECT count(*) FROM dari.tickets`); n != 0 {
		t.Fatalf("%d tickets before anybody asked", n)
	}
	one := w.asks(c, "\n  배송이   언제 오나요?\n어제 주문했어요 "+strings.Repeat("길", 200))
	w.wantState(one, Fresh)
	if one.Number != 1001 || one.Subject != "배송이 언제 오나요?" || one.Channel != "chat" || one.Owner != nil || one.Shopper.Kind != "visitor" || one.ConversationID != c.UID {
		t.Errorf("ticket = %+v", one)
	}
	if n := len([]rune(one.Preview)); n != previewRunes || !strings.HasSuffix(one.Preview, "…") {
		t.Errorf("preview of %d characters: %s", n, one.Preview)
	}
	w.clock("2026-11-23T10:05:00+09:00")
	two := w.asks(c, "급해요")
	if two.Number != one.Number || two.Preview != "급해요" || !two.WaitingSince.Equal(at(start)) || !two.LastMessageAt.Equal(at("2026-11-23T10:05:00+09:00")) {
		t.Errorf("ticket = %+v", two)
	}
	if w.spans(c) != "2-" {
		t.Errorf("spans %s, want 2-", w.spans(c))
	}
	// Of the new ticket ticket.changed tells; a further message changes nothing others must know of.
	if len(w.pushed) != 1 || !strings.HasPrefix(w.pushed[0], `console {"t":"ticket","id":1,"version":3}`) {
		t.Errorf("hints: %v", w.pushed)
	}
}

func TestAnAnswerMakesTheShoppersTurnAndItsWriterTheOwner(t *testing.T) {
	w := newWorld(t)
	c := w.visitor()
	one := w.asks(c, "질문")
	answered := w.answer(w.haeun, one.Number, "답변")
	w.wantState(answered, Waiting)
	if answered.WaitingSince != nil || answered.Owner == nil || answered.Owner.Name != "하은" || answered.PreviewFrom != "agent" {
		t.Errorf("ticket = %+v", answered)
	}
	before := answered.Version
	w.drain()
	if after := w.last(); after.Version != before {
		t.Errorf("the event of the answer was counted again: version %d, was %d", after.Version, before)
	}
	again := w.asks(c, "또 질문")
	w.wantState(again, Open)
	if again.WaitingSince == nil || again.Owner.Name != "하은" {
		t.Errorf("ticket = %+v", again)
	}
	if other := w.answer(w.minho, one.Number, "제가 답할게요"); other.Owner.Name != "하은" {
		t.Errorf("the owner became %s", other.Owner.Name)
	}
	if n := w.exec(`SELECT count(*) FROM dari.tickets WHERE first_reply_at = $1`, at(start)); n != 1 {
		t.Error("the first reply is not noted")
	}
}

func TestAnAnswerFromASocketDoesTheSame(t *testing.T) {
	w := newWorld(t)
	c := w.visitor()
	w.writes(c, thread.Shopper, 1, "질문")
	w.writes(c, thread.Agent, w.haeun.ID, "답변") // before the queue has heard of the question
	w.drain()
	one := w.last()
	w.wantState(one, Waiting)
	if one.Owner == nil || one.Owner.ID != w.haeun.ID || one.WaitingSince != nil {
		t.Errorf("ticket = %+v", one)
	}
}

func TestAMessageWithinAWeekReopensAndALaterOneOpensAnother(t *testing.T) {
	ctx := context.Background()
	tests := map[string]struct {
		at      string
		job     bool
		reopens bool
	}{
		"within a week":                        {at: "2026-11-30T09:59:00+09:00", reopens: true},
		"within a week, the job has run":       {at: "2026-11-30T09:59:00+09:00", job: true, reopens: true},
		"after a week":                         {at: "2026-11-30T10:01:00+09:00", job: true},
		"after a week, before the job has run": {at: "2026-11-30T10:01:00+09:00"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			c := w.visitor()
			one := w.asks(c, "질문")
			w.answer(w.haeun, one.Number, "답변")
			solved := w.must(w.queue.Solve(ctx, w.haeun, one.Number, 0))
			w.wantState(solved, Solved)
			w.clock(test.at)
			if test.job {
				if err := w.queue.CloseSolved(ctx); err != nil {
					t.Fatal(err)
				}
			}
			next := w.asks(c, "저기요")
			if test.reopens {
				w.wantState(next, Open)
				if next.Number != one.Number || !next.WaitingSince.Equal(at(test.at)) || w.spans(c) != "1-" {
					t.Errorf("ticket = %+v, spans %s", next, w.spans(c))
				}
				return
			}
			w.wantState(next, Fresh)
			w.wantState(w.ticket(one.Number), Closed)
			if next.Number == one.Number || w.spans(c) != "1-2 3-" {
				t.Errorf("ticket = %+v, spans %s", next, w.spans(c))
			}
		})
	}
}

func TestThanksFromAnAgentAfterTheEndOpenNothing(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	c := w.visitor()
	one := w.asks(c, "질문")
	w.must(w.queue.Solve(ctx, w.haeun, one.Number, 0))
	w.wantState(w.answer(w.haeun, one.Number, "또 오세요"), Solved)
	w.clock("2026-12-02T10:00:00+09:00")
	if err := w.queue.CloseSolved(ctx); err != nil {
		t.Fatal(err)
	}
	w.writes(c, thread.Agent, w.haeun.ID, "잘 지내세요?")
	w.drain()
	w.wantState(w.last(), Closed)
	next := w.asks(c, "네!")
	if next.Number == one.Number || w.spans(c) != "1-2 4-" {
		t.Errorf("ticket %d, spans %s", next.Number, w.spans(c))
	}
}

func TestHandlersMayRunTwiceAndAtOnce(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	a, b := w.visitor(), w.customer("지우")
	for range 5 {
		w.writes(a, thread.Shopper, 1, "하나")
		w.writes(b, thread.Shopper, 2, "둘")
	}
	events := []event.Event{{SubjectID: b.ID}, {SubjectID: a.ID}, {SubjectID: b.ID}}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if err := postgres.InTx(ctx, w.db, func(tx pgx.Tx) error { return w.queue.handleEvents(ctx, tx, events) }); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	w.drain()
	if n := w.exec(`SELECT count(*) FROM dari.tickets`); n != 2 {
		t.Errorf("%d tickets, want 2", n)
	}
	if n := w.exec(`SELECT count(*) FROM dari.ticket_events WHERE kind = 'message'`); n != 10 {
		t.Errorf("%d messages in the history, want 10", n)
	}
}

func TestAVisitorWhoSignsInIsKnownOnTheTicket(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	c := w.visitor()
	w.asks(c, "질문")
	id := w.exec(`INSERT INTO dari.customers (uid, ref, name) VALUES (gen_random_uuid(), 'r', '지우') RETURNING id`)
	err := postgres.InTx(ctx, w.db, func(tx pgx.Tx) error {
		_, err := thread.Attach(ctx, tx, *c.VisitorID, id)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	w.drain()
	if one := w.last(); one.Shopper.Name != "지우" || one.Shopper.Kind != "customer" {
		t.Errorf("shopper = %+v", one.Shopper)
	}
}

func TestATicketKnowsTheOrderThatTheCustomerNames(t *testing.T) {
	w := newWorld(t)
	c := w.customer("지우")
	for _, number := range []string{"1103", "11032"} {
		w.exec(`INSERT INTO dari.orders (source, source_key, number, customer_id, status, placed_at) VALUES ('api', $1, $1, $2, 'paid', dari.clock()) RETURNING id`, number, *c.CustomerID)
	}
	w.exec(`INSERT INTO dari.orders (source, source_key, number, status, placed_at) VALUES ('api', '9', '9', 'paid', dari.clock()) RETURNING id`)
	if one := w.asks(c, "주문 #11032 언제 오나요? 9일에 필요해요"); one.OrderNumber != "11032" {
		t.Errorf("order = %q", one.OrderNumber)
	}
}
