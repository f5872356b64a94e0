package views

import (
	"context"
	"fmt"
	"log/slog"
	"testing"

	"dari/internal/event"
	"dari/internal/postgres/pgtest"
	"dari/internal/staff"
	"dari/internal/thread"
	"dari/tickets"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5/pgxpool"
)

// world is a shop with a queue, its views and search, and a relay that is run by hand.
type world struct {
	t      *testing.T
	db     *pgxpool.Pool
	thread *thread.Store
	views  *Service
	relay  *event.Relay
	haeun  staff.Actor
	minho  staff.Actor // a lead
	market staff.Actor // who may not read tickets
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{t: t, db: pgtest.New(t)}
	pgtest.SetClock(t, w.db, "2026-11-23T10:00:00+09:00")
	log := slog.New(slog.DiscardHandler)
	w.thread = thread.New(thread.Options{DB: w.db, Log: log})
	w.views = New(Options{DB: w.db, Log: log, Articles: func(_ context.Context, lang, query string, limit int) ([]Article, error) {
		return []Article{{ID: "a", Slug: "a", Title: lang + " " + query}}, nil
	}})
	queue := tickets.New(tickets.Options{DB: w.db, Log: log, Thread: w.thread, SavedView: w.views.Saved})
	w.relay = event.NewRelay(event.RelayOptions{DB: w.db, Log: log, Handlers: append(queue.Handlers(), w.views.Handlers()...)})
	w.haeun, w.minho, w.market = w.staff("하은", "agent"), w.staff("민호", "lead"), w.staff("서연", "marketer")
	return w
}

func (w *world) row(sql string, args ...any) (n int64) {
	w.t.Helper()
	if err := w.db.QueryRow(context.Background(), sql, args...).Scan(&n); err != nil {
		w.t.Fatalf("%s: %v", sql, err)
	}
	return n
}

func (w *world) exec(sql string, args ...any) {
	w.t.Helper()
	if _, err := w.db.Exec(context.Background(), sql, args...); err != nil {
		w.t.Fatalf("%s: %v", sql, err)
	}
}

func (w *world) staff(name, role string) staff.Actor {
	id := w.row(`INSERT INTO dari.staff (uid, email, name, password_hash, role) VALUES ($1, $2, $3, 'x', $4) RETURNING id`, uuid.New(), name+"@shop.example", name, role)
	return staff.ActorOf(id, name, role)
}

func (w *world) customer(name, phone, email string) int64 {
	return w.row(`INSERT INTO dari.customers (uid, ref, name, phone, email) VALUES ($1, $2, $3, $4, $5) RETURNING id`, uuid.New(), uuid.NewString(), name, phone, email)
}

// asks lets a new customer write, and the queue and the index hear of it; it answers the ticket's number.
func (w *world) asks(name string, texts ...string) int64 {
	w.t.Helper()
	c, err := thread.EnsureChat(context.Background(), w.db, thread.Owner{CustomerID: w.customer(name, "", "")}, "ko")
	if err != nil {
		w.t.Fatal(err)
	}
	for _, text := range texts {
		w.writes(c.ID, text)
	}
	w.drain()
	return w.row(`SELECT max(number) FROM dari.tickets`)
}

func (w *world) writes(conversation int64, text string) thread.Message {
	w.t.Helper()
	m, err := w.thread.Append(context.Background(), thread.Append{ConversationID: conversation, SenderKind: thread.Shopper, SenderID: 1, ClientID: uuid.New(), Body: text})
	if err != nil {
		w.t.Fatal(err)
	}
	return m.Message
}

func (w *world) drain() {
	w.t.Helper()
	if err := w.relay.Drain(context.Background()); err != nil {
		w.t.Fatal(err)
	}
	if err := w.views.Index(context.Background()); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) search(actor staff.Actor, query string) Found {
	w.t.Helper()
	f, err := w.views.Search(context.Background(), actor, Ask{Lang: "ko", Query: query, Limit: 20})
	if err != nil {
		w.t.Fatalf("%s: %v", query, err)
	}
	return f
}

// numbers of the tickets that were found, and their marked texts.
func numbers(f Found) string {
	out := ""
	for _, t := range f.Tickets {
		out += fmt.Sprintf("%d ", t.Ticket.Number)
	}
	return out
}

func marked(pieces []Piece) string {
	out := ""
	for _, p := range pieces {
		if p.Hit {
			out += "[" + p.Text + "]"
		} else {
			out += p.Text
		}
	}
	return out
}
