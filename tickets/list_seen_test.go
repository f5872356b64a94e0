package tickets

import (
	"context"
	"testing"

	"dari/internal/fault"
	"dari/internal/staff"
)

// row is the ticket as a list shows it to a person.
func (w *world) row(a staff.Actor, number int64) Ticket {
	w.t.Helper()
	t, ok, err := Numbered(context.Background(), w.db, mine(a), number)
	if err != nil || !ok {
		w.t.Fatal(ok, err)
	}
	return t
}

func TestATicketIsUnreadForEachPersonUntilTheyHaveSeenIt(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	c := w.visitor()
	n := w.asks(c, "언제 오나요?").Number
	check := func(when string, haeun, minho bool) {
		t.Helper()
		if a, b := w.row(w.haeun, n).Unread, w.row(w.minho, n).Unread; a != haeun || b != minho {
			t.Errorf("%s: unread %v for one and %v for the other, want %v and %v", when, a, b, haeun, minho)
		}
	}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	check("at first", true, true)
	must(w.queue.Seen(ctx, w.haeun, n, 1))
	check("one has read it", false, true)
	w.clock("2026-11-23T10:05:00+09:00")
	w.asks(c, "아직인가요?")
	check("another message", true, true)
	must(w.queue.Seen(ctx, w.haeun, n, 1))
	check("an old message was seen", true, true)
	must(w.queue.Seen(ctx, w.haeun, n, 0))
	must(w.queue.Seen(ctx, w.minho, n, 2))
	check("both have read all", false, false)
	must(w.queue.Unread(ctx, w.minho, n))
	check("one makes it unread", false, true)
	w.answer(w.haeun, n, "내일 도착해요")
	check("it was answered", false, false)
	if w.row(staff.Actor{Kind: staff.KindAPIKey, ID: 3}, n).Unread {
		t.Error("a ticket is unread for a key")
	}
	if err := w.queue.Seen(ctx, w.haeun, 999_999, 0); !fault.Is(err, fault.NotFound) {
		t.Errorf("a ticket that is none: %v", err)
	}
	if err := w.queue.Seen(ctx, staff.Actor{Kind: staff.KindAPIKey, ID: 3}, n, 0); !fault.Is(err, fault.Forbidden) {
		t.Errorf("a key: %v", err)
	}
}

func TestARowShowsOrderGradeDraftAndWhatStandsOut(t *testing.T) {
	w := newWorld(t)
	c := w.customer("손님")
	n := w.asks(c, "언제 오나요?").Number
	w.exec(`UPDATE dari.customers SET tags = '{도자기,vip}' RETURNING id`)
	order := w.exec(`INSERT INTO dari.orders (source, source_key, number, status, is_preorder, eta_to, placed_at) VALUES ('api', 'x', 'OD-1', 'preparing', true, '2026-11-20', dari.clock()) RETURNING id`)
	w.exec(`UPDATE dari.tickets SET order_id = $2 WHERE number = $1 RETURNING id`, n, order)
	w.exec(`INSERT INTO dari.drafts (conversation_id, staff_id, kind, body) VALUES ($1, $2, 'reply', E'금방\n알아볼게요') RETURNING 1`, c.ID, w.haeun.ID)
	row := w.row(w.haeun, n)
	if row.OrderStatus != "preparing" || row.Grade != "VIP" || row.Draft != "금방 알아볼게요" || len(row.Flags) != 3 {
		t.Errorf("shown as %q %q %q %v", row.OrderStatus, row.Grade, row.Draft, row.Flags)
	}
	if other := w.row(w.minho, n); other.Draft != "" {
		t.Errorf("another sees the draft %q", other.Draft)
	}
	list, _, err := List(context.Background(), w.db, w.haeun.ID, Filter{}, ByDeadline, "", 5)
	if err != nil || len(list) != 1 || list[0].Draft != row.Draft || list[0].Grade != "VIP" || !list[0].Unread {
		t.Errorf("in a list: %+v %v", list, err)
	}
}
