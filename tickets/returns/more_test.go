package returns

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"

	"dari/internal/event"
	"dari/internal/fault"
	"dari/internal/staff"
	"dari/internal/thread"

	"github.com/google/uuid"
)

func TestWhoHasAskedNeverApprovesAndHalvesAddUp(t *testing.T) { // R72
	w := newWorld(t)
	w.connect()
	half := Asking{Kind: Refund, Amount: 60_000, Reason: "damaged"}
	if first := w.made(w.haeun, half); first.State != Approved {
		t.Fatalf("the first half: %+v", first)
	}
	second := w.made(w.haeun, half)
	if second.State != Requested || second.May.Approve {
		t.Fatalf("the second half: %+v", second)
	}
	var f *fault.Fault
	if _, err := w.s.Approve(context.Background(), w.haeun, second.ID); !fault.Is(err, fault.Forbidden) {
		t.Errorf("approved what they have asked for: %v", err)
	} else if f, _ = err.(*fault.Fault); f == nil || f.Code != "returns.own" {
		t.Errorf("refused with %v", err)
	}
	got, err := w.s.Approve(context.Background(), w.minho, second.ID)
	w.must(err)
	if got.State != Approved || got.DecidedBy.ID != w.minho.ID {
		t.Errorf("approved by another one: %+v", got)
	}
}

func TestMoreThanTheOrderEverCameToIsNoResult(t *testing.T) {
	w := newWorld(t)
	w.connect()
	w.answer = func(int) (int, string) { return 200, `{"result":"done","refund_amount":128001}` }
	v := w.called(w.made(w.haeun, small).ID)
	if v.State != Done || *v.RefundAmount != small.Amount {
		t.Errorf("answered at once: %+v", v)
	}
	w.answer = func(int) (int, string) { return 202, "" }
	v = w.called(w.made(w.haeun, Asking{Kind: Refund, Amount: 1000, Reason: "late"}).ID)
	over, all := int64(128_001), int64(128_000)
	key := staff.Actor{Kind: staff.KindAPIKey, ID: 9}
	if _, err := w.s.Tell(context.Background(), key, v.ID, Result{Result: Done, RefundAmount: &over}); !fault.Is(err, fault.Invalid) {
		t.Errorf("told later: %v", err)
	}
	v, err := w.s.Tell(context.Background(), key, v.ID, Result{Result: Done, RefundAmount: &all})
	w.must(err)
	if v.State != Done {
		t.Errorf("it is %s", v.State)
	}
}

func TestWhatTheShopHasTakenOutOfTheOrderIsNotTakenTwice(t *testing.T) {
	tests := map[string]struct {
		smaller bool // the shop makes the order smaller, as some do and some do not
		left    int
		most    int64
	}{
		"the order became smaller":  {true, 1, 78_000},
		"the order stays as it was": {false, 1, 78_000},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.connect()
			order := w.order("C-1", "paid", 128_000, nil)
			w.number(`UPDATE dari.tickets SET order_id = $1 WHERE number = $2 RETURNING id`, order, w.ticket)
			v := w.called(w.made(w.haeun, Asking{Kind: Cancel, OrderNumber: "C-1", Items: []Item{{Line: 1, Quantity: 1}}, Amount: 50_000}).ID)
			if v.State != Done {
				t.Fatalf("cancelled: %+v", v)
			}
			if tt.smaller {
				w.number(`UPDATE dari.orders SET total = 78000 WHERE id = $1 RETURNING id`, order)
				w.number(`UPDATE dari.order_items SET quantity = 1 WHERE order_id = $1 AND line_no = 1 RETURNING order_id`, order)
			}
			about, err := subjectOf(context.Background(), w.db, w.ticket)
			w.must(err)
			r, err := w.s.roomOf(context.Background(), w.db, about, "C-1", "order_number")
			w.must(err)
			if got := r.left(r.lines[0]); got != tt.left || r.most() != tt.most {
				t.Errorf("%d pieces and %d won are left, want %d and %d", got, r.most(), tt.left, tt.most)
			}
		})
	}
}

func TestAPhotoOfStaffIsKeptAndNobodyElsesIs(t *testing.T) {
	w := newWorld(t)
	file := func(by staff.Actor) uuid.UUID {
		id := uuid.New()
		w.number(`INSERT INTO dari.attachments (uid, conversation_id, uploader_kind, uploader_id, client_id, state, name, announced, type, size)
VALUES ($1, $2, 'agent', $3, $1, 'ready', '금.png', 9, 'image/png', 9) RETURNING id`, id, w.conv.ID, by.ID)
		return id
	}
	mine, theirs := file(w.haeun), file(w.minho)
	n := small
	n.Photos = []uuid.UUID{theirs}
	if _, err := w.asks(w.haeun, n); !fault.Is(err, fault.Invalid) {
		t.Errorf("what a colleague is about to send: %v", err)
	}
	n.Photos = []uuid.UUID{mine}
	if v := w.made(w.haeun, n); len(v.Photos) != 1 || v.Photos[0].ID != mine {
		t.Errorf("photos: %+v", v.Photos)
	}
	if kept := w.number(`SELECT count(*) FROM dari.attachments WHERE kept_at IS NOT NULL`); kept != 1 {
		t.Errorf("%d files are kept", kept)
	}
	n.Amount, n.Items = 7000, []Item{{Line: 2, Quantity: 1}}
	if v := w.made(w.minho, n); len(v.Photos) != 1 {
		t.Error("a colleague cannot show it again")
	}
}

func TestTheCustomerIsToldWhereToSendItAndTheConsolesThatSomethingWaits(t *testing.T) {
	w := newWorld(t)
	w.connect()
	w.answer = func(int) (int, string) { return 202, "" }
	var frames []string
	w.s.publish = func(_ context.Context, topic string, frame []byte) { frames = append(frames, topic+string(frame)) }
	w.number(`UPDATE dari.return_settings SET return_to = '여주시 도예로 7' RETURNING version`)
	w.called(w.made(w.haeun, small).ID)
	if got := w.said(); len(got) != 1 || !strings.HasSuffix(got[0], "\n보내실 곳: 여주시 도예로 7") {
		t.Errorf("told %q", got)
	}
	w.drain()
	if len(frames) == 0 || frames[0] != `console{"t":"returns"}` {
		t.Errorf("the consoles hear %q", frames)
	}
	before := len(frames)
	w.must(event.Publish(context.Background(), w.db, event.New{Kind: "ticket.changed", SubjectKind: "ticket", SubjectID: 1, Version: 99, Payload: map[string]any{"kinds": []string{"opened"}}}))
	w.drain()
	if len(frames) != before {
		t.Error("the consoles hear of what is no return")
	}
}

func TestAnOrderOfATicketWhoseCustomerNobodyKnowsHasToBeVouchedFor(t *testing.T) { // R72
	w := newWorld(t)
	stranger := w.number(`INSERT INTO dari.visitors (uid, token_hash) VALUES ($1, sha256('stranger')) RETURNING id`, uuid.New())
	chat, err := thread.EnsureChat(t.Context(), w.db, thread.Owner{VisitorID: stranger}, "ko")
	w.must(err)
	known := w.ticket
	_, err = thread.New(thread.Options{DB: w.db, Log: slog.New(slog.DiscardHandler)}).Append(t.Context(), thread.Append{ConversationID: chat.ID, SenderKind: thread.Shopper, SenderID: stranger, ClientID: uuid.New(), Body: "A-1 반품이요"})
	w.must(err)
	w.drain()
	w.ticket = w.number(`SELECT max(number) FROM dari.tickets`)
	ask := Asking{Kind: Return, Items: []Item{{Line: 1, Quantity: 1}}, Amount: 10_000}
	var f *fault.Fault
	if _, err := w.asks(w.haeun, ask); !errors.As(err, &f) || f.Code != "returns.order_unproven" {
		t.Errorf("anybody's order by a stranger: %v", err)
	}
	ask.Unrelated = true
	if v := w.made(w.haeun, ask); v.OrderNumber != "A-1" {
		t.Errorf("vouched for: %+v", v)
	}
	if n := w.number(`SELECT count(*) FROM dari.audit_log WHERE action = 'return.unrelated' AND actor_id = $1 AND detail ->> 'order' = 'A-1'`, w.haeun.ID); n != 1 {
		t.Errorf("%d lines say who vouched for it", n)
	}
	// Of a customer who is known nobody can vouch for a stranger's order.
	w.order("B-1", "delivered", 50_000, nil)
	w.ticket = known
	if _, err := w.asks(w.haeun, Asking{Kind: Return, OrderNumber: "B-1", Items: []Item{{Line: 1, Quantity: 1}}, Unrelated: true}); !errors.As(err, &f) || f.Code != "returns.order_other" {
		t.Errorf("another one's order: %v", err)
	}
}

// What the shop's server says is a stranger's word: whatever it is, it is kept within bounds or left out.
func TestWhateverTheShopAnswersIsKeptWithinBounds(t *testing.T) { // S9
	long := strings.Repeat("가", 5000)
	answers := []string{
		`{"result":"done","message":"a\u0000b\ud800","reference":"` + long + `"}`, "{\"result\":\"done\",\"message\":\"\xff\xfe\"}", `{"result":"done","refund_amount":-1}`,
		`{"result":"done","refund_amount":99999999999999}`, `{"result":"DROP TABLE","message":7}`, "\x00\x01", strings.Repeat("[", 100_000), `<script>alert(1)</script>`,
	}
	w := newWorld(t)
	w.answer = func(n int) (int, string) { return 200, answers[n-1] }
	w.connect()
	for i, said := range answers {
		v := w.called(w.made(w.haeun, Asking{Kind: Refund, Amount: 10}).ID)
		if v.State != Done && v.State != Sent || len([]rune(v.Reference)) > 200 || len([]rune(v.Message)) > 2000 || strings.ContainsAny(v.Message+v.Reference, "\x00") || v.RefundAmount != nil && *v.RefundAmount > 128_000 {
			t.Errorf("%d, %.40q: %+v", i, said, v)
		}
	}
}
