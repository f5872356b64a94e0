package tickets

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"dari/internal/event"
	"dari/internal/postgres/pgtest"
	"dari/internal/staff"
	"dari/internal/thread"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5/pgxpool"
)

// world is a shop with a queue, two agents and a relay that is run by hand.
type world struct {
	t      *testing.T
	db     *pgxpool.Pool
	thread *thread.Store
	queue  *Service
	relay  *event.Relay
	haeun  staff.Actor
	minho  staff.Actor

	mu     sync.Mutex
	pushed []string
}

const start = "2026-11-23T10:00:00+09:00"

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{t: t, db: pgtest.New(t)}
	w.clock(start)
	log := slog.New(slog.DiscardHandler)
	w.thread = thread.New(thread.Options{DB: w.db, Log: log})
	w.queue = New(Options{DB: w.db, Log: log, Thread: w.thread, Publish: func(_ context.Context, topic string, payload []byte) {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.pushed = append(w.pushed, topic+" "+string(payload))
	}})
	w.relay = event.NewRelay(event.RelayOptions{DB: w.db, Log: log, Handlers: w.queue.Handlers()})
	w.haeun, w.minho = w.agent("하은", "agent"), w.agent("민호", "lead")
	return w
}

func (w *world) clock(at string) { w.t.Helper(); pgtest.SetClock(w.t, w.db, at) }

// exec runs a statement and answers the first column of its only row as a number.
func (w *world) exec(sql string, args ...any) (n int64) {
	w.t.Helper()
	if err := w.db.QueryRow(context.Background(), sql, args...).Scan(&n); err != nil {
		w.t.Fatalf("%s: %v", sql, err)
	}
	return n
}

// The rows of other rooms are written plainly: hashing a password would take most of the test's time.
func (w *world) agent(name, role string) staff.Actor {
	id := w.exec(`INSERT INTO dari.staff (uid, email, name, password_hash, role) VALUES ($1, $2, $3, 'x', $4) RETURNING id`, uuid.New(), name+"@shop.example", name, role)
	return staff.Actor{Kind: staff.KindStaff, ID: id, Name: name, Role: role}
}

func (w *world) visitor() thread.Conversation {
	w.t.Helper()
	id := w.exec(`INSERT INTO dari.visitors (uid, token_hash) VALUES ($1, $2) RETURNING id`, uuid.New(), []byte(uuid.NewString()))
	return w.chat(thread.Owner{VisitorID: id})
}

func (w *world) customer(name string) thread.Conversation {
	w.t.Helper()
	return w.chat(thread.Owner{CustomerID: w.exec(`INSERT INTO dari.customers (uid, ref, name, phone) VALUES ($1, $2, $2, '010-1234-5678') RETURNING id`, uuid.New(), name)})
}

func (w *world) chat(o thread.Owner) thread.Conversation {
	w.t.Helper()
	c, err := thread.EnsureChat(context.Background(), w.db, o, "ko")
	if err != nil {
		w.t.Fatal(err)
	}
	return c
}

func (w *world) writes(c thread.Conversation, kind string, sender int64, text string) int64 {
	w.t.Helper()
	m, err := w.thread.Append(context.Background(), thread.Append{ConversationID: c.ID, SenderKind: kind, SenderID: sender, ClientID: uuid.New(), Body: text})
	if err != nil {
		w.t.Fatal(err)
	}
	return m.Seq
}

// asks lets the shopper write, and the queue hear of it.
func (w *world) asks(c thread.Conversation, text string) Ticket {
	w.t.Helper()
	w.writes(c, thread.Shopper, 1, text)
	w.drain()
	return w.last()
}

func (w *world) drain() {
	w.t.Helper()
	if err := w.relay.Drain(context.Background()); err != nil {
		w.t.Fatal(err)
	}
	if n := w.exec(`SELECT count(*) FROM dari.outbox_pending WHERE error IS NOT NULL`); n > 0 {
		var text string
		_ = w.db.QueryRow(context.Background(), `SELECT error FROM dari.outbox_pending WHERE error IS NOT NULL LIMIT 1`).Scan(&text)
		w.t.Fatalf("%d events could not be handled: %s", n, text)
	}
}

func (w *world) last() Ticket {
	w.t.Helper()
	return w.ticket(w.exec(`SELECT max(number) FROM dari.tickets`))
}

func (w *world) ticket(number int64) Ticket {
	w.t.Helper()
	t, err := ticketByNumber(context.Background(), w.db, number)
	if err != nil {
		w.t.Fatal(err)
	}
	return t
}

func (w *world) must(t Ticket, err error) Ticket {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
	return t
}

func (w *world) answer(a staff.Actor, number int64, text string) Ticket {
	w.t.Helper()
	return w.must(w.queue.Answer(context.Background(), a, number, Reply{ClientID: uuid.New(), Text: text}))
}

// spans of a conversation, as "1-3 4-".
func (w *world) spans(c thread.Conversation) string {
	w.t.Helper()
	rows, err := w.db.Query(context.Background(), `SELECT from_seq, to_seq FROM dari.ticket_conversations WHERE conversation_id = $1 ORDER BY from_seq`, c.ID)
	if err != nil {
		w.t.Fatal(err)
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var from int64
		var to *int64
		if err := rows.Scan(&from, &to); err != nil {
			w.t.Fatal(err)
		}
		if to == nil {
			out = append(out, fmt.Sprintf("%d-", from))
		} else {
			out = append(out, fmt.Sprintf("%d-%d", from, *to))
		}
	}
	return strings.Join(out, " ")
}

func (w *world) wantState(t Ticket, state State) {
	w.t.Helper()
	if t.State != state {
		w.t.Errorf("ticket %d is %s, want %s", t.Number, t.State, state)
	}
}

func at(s string) time.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		panic(err)
	}
	return t
}
