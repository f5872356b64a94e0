package tickets

import (
	"context"
	"testing"
	"time"

	"dari/internal/postgres"
	"dari/internal/thread"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// requests lets the shopper ask to have something done with an order, as the chat's requests do.
func (w *world) requests(c thread.Conversation, what string, order int64) Opened {
	w.t.Helper()
	var got Opened
	err := postgres.InTx(context.Background(), w.db, func(tx pgx.Tx) error {
		_, err := thread.AppendTx(context.Background(), tx, thread.Append{
			ConversationID: c.ID, SenderKind: thread.Shopper, SenderID: 1, ClientID: uuid.New(), Body: what,
		})
		if err != nil {
			return err
		}
		due := time.Date(2026, time.November, 23, 6, 0, 0, 0, time.UTC)
		got, err = w.queue.Request(context.Background(), tx, Request{ConversationID: c.ID, Type: what, OrderID: order, Subject: what, DueAt: due})
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	w.drain()
	return got
}

func (w *world) order(number string) int64 {
	w.t.Helper()
	return w.exec(`INSERT INTO dari.orders (source, source_key, number, status, placed_at) VALUES ('api', $1, $1, 'paid', dari.clock()) RETURNING id`, number)
}

func TestARequestIsOneTicketOfItsType(t *testing.T) {
	tests := map[string]struct {
		before func(w *world, c thread.Conversation, order int64)
		fresh  bool // a ticket beside the one before
		count  int64
	}{
		"with nothing before":             {func(*world, thread.Conversation, int64) {}, true, 1},
		"in the midst of a question":      {func(w *world, c thread.Conversation, _ int64) { w.asks(c, "언제 와요?") }, false, 1},
		"the same request again":          {func(w *world, c thread.Conversation, o int64) { w.requests(c, Cancel, o) }, false, 1},
		"another request before":          {func(w *world, c thread.Conversation, o int64) { w.requests(c, Address, o) }, true, 2},
		"the same of another order":       {func(w *world, c thread.Conversation, _ int64) { w.requests(c, Cancel, w.order("B")) }, true, 2},
		"after a question that is solved": {func(w *world, c thread.Conversation, _ int64) { w.solve(w.asks(c, "고마워요")) }, true, 2},
		"what nobody has followed yet":    {func(w *world, c thread.Conversation, _ int64) { w.writes(c, thread.Shopper, 1, "저기요") }, false, 1},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			c, order := w.customer("서연"), w.order("A")
			tt.before(w, c, order)
			former := w.exec(`SELECT coalesce(max(id), 0) FROM dari.tickets`)
			got := w.requests(c, Cancel, order)
			if n := w.exec(`SELECT count(*) FROM dari.tickets`); n != tt.count {
				t.Errorf("%d tickets, want %d", n, tt.count)
			}
			if (got.ID > former) != tt.fresh && former != 0 {
				t.Errorf("ticket %d after %d", got.ID, former)
			}
			view, err := ticketByID(context.Background(), w.db, got.ID)
			if err != nil {
				t.Fatal(err)
			}
			if view.Type != Cancel || view.DueAt == nil || view.OrderNumber != "A" || view.Subject != Cancel || view.WaitingSince == nil || view.Number != got.Number {
				t.Errorf("the ticket is %+v", view)
			}
			// What the shopper writes next belongs to it.
			w.asks(c, "꼭 부탁드려요")
			if id, found, err := TicketOf(context.Background(), w.db, c.ID); err != nil || !found || id != got.ID {
				t.Errorf("the next message went to ticket %d (%v)", id, err)
			}
			w.rebuilt()
		})
	}
}

func (w *world) solve(t Ticket) {
	w.t.Helper()
	w.must(w.queue.Solve(context.Background(), w.haeun, t.Number, t.Version))
}

// rebuilt compares every ticket with what its events add up to.
func (w *world) rebuilt() {
	w.t.Helper()
	ctx := context.Background()
	rows, err := w.db.Query(ctx, `SELECT id FROM dari.tickets`)
	if err != nil {
		w.t.Fatal(err)
	}
	ids, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	if err != nil {
		w.t.Fatal(err)
	}
	for _, id := range ids {
		rows, _ := w.db.Query(ctx, sqlLockTickets, []int64{id})
		stored, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByPos[Record])
		if err != nil {
			w.t.Fatal(err)
		}
		history, err := History(ctx, w.db, id, 0)
		if err != nil {
			w.t.Fatal(err)
		}
		again := Rebuild(history)
		if again.Type != stored.Type || again.Version != stored.Version || again.State != stored.State || again.Subject != stored.Subject || (again.DueAt == nil) != (stored.DueAt == nil) {
			w.t.Errorf("ticket %d is %+v, its events say %+v", id, stored, again)
		}
	}
}
