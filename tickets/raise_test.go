package tickets

import (
	"context"
	"strings"
	"sync"
	"testing"

	"dari/internal/api"
	"dari/internal/fault"
	"dari/internal/postgres"
	"dari/internal/thread"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// raises writes a message and opens a ticket with it, as rooms do.
func (w *world) raises(c thread.Conversation, kind, text string, n NewTicket) (int64, error) {
	w.t.Helper()
	ctx := context.Background()
	var number int64
	err := postgres.InTx(ctx, w.db, func(tx pgx.Tx) error {
		if err := Lock(ctx, tx, c.ID); err != nil {
			return err
		}
		a := thread.Append{ConversationID: c.ID, SenderKind: kind, ClientID: uuid.New(), Body: text}
		if kind == thread.System {
			a.Kind = thread.KindEvent
		}
		m, err := thread.AppendTx(ctx, tx, a)
		if err != nil {
			return err
		}
		n.ConversationID, n.FromSeq = c.ID, m.Seq
		number, err = Raise(ctx, tx, n)
		return err
	})
	return number, err
}

func TestARoomRaisesATicketOfItsOwn(t *testing.T) {
	w := newWorld(t)
	c := w.customer("지우")
	order := w.exec(`INSERT INTO dari.orders (source, source_key, number, customer_id, status, placed_at) VALUES ('api', 'A7', 'A7', $1, 'paid', dari.clock()) RETURNING id`, *c.CustomerID)
	before := w.asks(c, "먼저 물어본 것")
	due := at("2026-11-25T10:00:00+09:00")
	number, err := w.raises(c, thread.Shopper, "반품할게요", NewTicket{
		Type: "return", Fields: map[string]any{"reason": "size", "items": []any{map[string]any{"line": 1.0, "quantity": 2.0}}},
		Tags: []string{"#반품"}, Priority: 1, OrderID: &order, OwnerID: &w.minho.ID, DueAt: &due,
	})
	if err != nil {
		t.Fatal(err)
	}
	w.drain()
	one := w.ticket(number)
	if one.Number == before.Number || one.State != Fresh || one.Type != "return" || one.Step != "asked" || one.Fields["reason"] != "size" || one.Tags[0] != "반품" ||
		one.OrderNumber != "A7" || one.Owner.Name != "민호" || !one.DueAt.Equal(due) || one.Priority != 1 || one.WaitingSince == nil || one.Preview != "반품할게요" {
		t.Errorf("ticket = %+v", one)
	}
	if w.spans(c) != "1-1 2-" || w.ticket(before.Number).State != Fresh {
		t.Errorf("spans %s", w.spans(c))
	}
	if id, _, err := TicketOf(context.Background(), w.db, c.ID); err != nil || id != one.ID {
		t.Errorf("what comes next is of ticket %d, %v", id, err)
	}
	w.rebuilt()
}

func TestATicketCanBeginWithoutAQuestion(t *testing.T) {
	w := newWorld(t)
	c := w.visitor()
	number, err := w.raises(c, thread.System, "전화를 받았어요", NewTicket{Channel: "phone", Subject: "전화 문의", StaffID: w.haeun.ID})
	if err != nil {
		t.Fatal(err)
	}
	one := w.ticket(number)
	if one.Channel != "phone" || one.Subject != "전화 문의" || one.WaitingSince != nil || one.State != Fresh || w.spans(c) != "1-" {
		t.Errorf("ticket = %+v, spans %s", one, w.spans(c))
	}
	if again := w.asks(c, "여보세요"); again.Number != number || again.WaitingSince == nil {
		t.Errorf("the next message: %+v", again)
	}
	w.rebuilt()
}

func TestAMessageThatHasATicketAlreadyBecomesWhatIsRaised(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	c := w.visitor()
	was := w.asks(c, "메일이에요")
	w.asks(c, "하나 더")
	raise := func(seq int64) (number int64, err error) {
		err = postgres.InTx(ctx, w.db, func(tx pgx.Tx) error {
			number, err = Raise(ctx, tx, NewTicket{ConversationID: c.ID, FromSeq: seq, Subject: "제목", Type: "delivery", Fields: map[string]any{"problem": "lost"}})
			return err
		})
		return number, err
	}
	number, err := raise(1)
	if err != nil {
		t.Fatal(err)
	}
	if one := w.ticket(number); number != was.Number || one.Type != "delivery" || one.Subject != "제목" || one.Step != "asked" || one.Fields["problem"] != "lost" {
		t.Errorf("ticket = %+v", one)
	}
	if _, err := raise(2); code(err) != "tickets.open_late" {
		t.Error(err)
	}
	if _, err := w.raises(c, thread.Shopper, "글", NewTicket{Type: "nothing"}); !fault.Is(err, fault.Invalid) {
		t.Error(err)
	}
	if _, err := w.raises(c, thread.Shopper, "글", NewTicket{Type: "delivery", Fields: map[string]any{"problem": "mood"}}); !fault.Is(err, fault.Invalid) {
		t.Error(err)
	}
	w.rebuilt()
}

func TestStaffOpenATicketByHand(t *testing.T) {
	w := newWorld(t)
	actor := w.haeun
	server := w.serve(&actor)
	c := w.customer("지우")
	w.exec(`INSERT INTO dari.orders (source, source_key, number, customer_id, status, placed_at) VALUES ('api', 'A7', 'A7', $1, 'paid', dari.clock()) RETURNING id`, *c.CustomerID)
	tests := map[string]struct {
		body  string
		check func(Ticket) bool
	}{
		"after a call": {
			`"channel":"phone","order_number":"#A7","subject":"전화 문의","text":"언제 오는지 물어보셨어요"`,
			func(t Ticket) bool {
				return t.Channel == "phone" && t.Shopper.Name == "지우" && t.OrderNumber == "A7" && t.WaitingSince != nil && t.State == Fresh
			},
		},
		"a note alone": {
			`"channel":"phone","name":"박서연","phone":"010-2345-6789","subject":"전화 문의","text":"우리끼리","note_only":true,"type":"delivery","fields":{"problem":"late"}`,
			func(t Ticket) bool {
				return t.Shopper.Name == "박서연" && t.WaitingSince == nil && t.Type == "delivery"
			},
		},
		"a chat that staff begin": {
			`"channel":"chat","customer_ref":"지우","subject":"재입고","text":"다시 들어왔어요"`,
			func(t Ticket) bool {
				return t.Channel == "chat" && t.State == Waiting && t.ConversationID == c.UID && t.Preview == "다시 들어왔어요"
			},
		},
		"a mail that staff begin": {
			`"channel":"mail","customer_id":1,"subject":"재입고","text":"다시 들어왔어요"`,
			func(t Ticket) bool { return t.Channel == "mail" && t.State == Waiting && t.ConversationID != c.UID },
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			w.within(t)
			body := `{"client_id":"` + newID().String() + `",` + test.body + `}`
			var got, again Ticket
			if status := w.call(server, "POST", "/tickets", body, &got); status != 201 || !test.check(got) || got.Owner == nil || got.Owner.ID != w.haeun.ID {
				t.Fatalf("%d %+v", status, got)
			}
			if w.call(server, "POST", "/tickets", body, &again); again.Number != got.Number {
				t.Errorf("the same again is ticket %d", again.Number)
			}
			w.drain()
			if now := w.ticket(got.Number); now.Version != got.Version {
				t.Errorf("the relay counted it again: %+v", now)
			}
			w.rebuilt()
		})
	}
	if n := w.exec(`SELECT count(*) FROM dari.notes`); n != 1 {
		t.Errorf("%d notes", n)
	}
	var problem api.Problem
	for body, status := range map[string]int{
		`"channel":"phone","subject":"가","text":"나"`:                                            422,
		`"channel":"phone","customer_ref":"없는 사람","subject":"가","text":"나"`:                     422,
		`"channel":"phone","order_number":"없음","subject":"가","text":"나"`:                        422,
		`"channel":"chat","customer_ref":"지우","subject":"가","text":"나","note_only":true`:        422,
		`"channel":"phone","name":"가","subject":" ","text":"나"`:                                 422,
		`"channel":"phone","name":"가","subject":"가","text":"나","type":"nothing"`:                422,
		`"channel":"fax","name":"가","subject":"가","text":"나"`:                                   422,
		`"channel":"phone","name":"가","subject":"가","text":"` + strings.Repeat("나", 4001) + `"`: 422,
	} {
		if got := w.call(server, "POST", "/tickets", `{"client_id":"`+newID().String()+`",`+body+`}`, &problem); got != status {
			t.Errorf("%s: %d, want %d", body, got, status)
		}
	}
}

func TestTheSameTicketMadeTwiceAtOnceIsOne(t *testing.T) {
	w := newWorld(t)
	id := newID()
	numbers := make([]int64, 6)
	var wg sync.WaitGroup
	for i := range numbers {
		wg.Go(func() {
			one, err := w.queue.Make(context.Background(), w.haeun, Making{ClientID: id, Channel: "phone", Name: "박서연", Subject: "전화", Text: "글"})
			if err != nil {
				t.Error(err)
			}
			numbers[i] = one.Number
		})
	}
	wg.Wait()
	for _, n := range numbers {
		if n != numbers[0] || n == 0 {
			t.Errorf("tickets %v", numbers)
		}
	}
	if n := w.exec(`SELECT count(*) FROM dari.customers`); n != 1 {
		t.Errorf("%d customers", n)
	}
}

func TestTheFormIsAskedBeforeSolving(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	c := w.customer("지우")
	one := w.asks(c, "환불해 주세요")
	w.must(w.queue.Apply(ctx, w.haeun, one.Number, 0, Change{Type: to("refund")}))
	w.exec(`INSERT INTO dari.orders (source, source_key, number, customer_id, status, placed_at) VALUES ('api', 'A7', 'A7', $1, 'paid', dari.clock()) RETURNING id`, *c.CustomerID)
	missing := func() string {
		t.Helper()
		_, err := w.queue.Solve(ctx, w.haeun, one.Number, 0)
		return field(err)
	}
	for _, step := range []struct {
		field string
		value any
	}{{"order", "A7"}, {"amount", 12000.0}, {"reason", "damaged"}} {
		if got := missing(); got != "body.fields."+step.field {
			t.Errorf("missing %s, want %s", got, step.field)
		}
		w.must(w.queue.Apply(ctx, w.haeun, one.Number, 0, Change{Fields: map[string]any{step.field: step.value}}))
	}
	w.wantState(w.must(w.queue.Solve(ctx, w.haeun, one.Number, 0)), Solved)
	d, err := w.queue.Read(ctx, w.haeun, one.Number)
	if err != nil || len(d.Steps) != 4 || d.Steps[0].State != "done" || d.Steps[1].State != "todo" || d.Steps[0].Label.Ko != "접수" {
		t.Errorf("steps = %+v, %v", d.Steps, err)
	}
}
