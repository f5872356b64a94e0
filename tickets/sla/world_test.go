package sla

import (
	"context"
	"log/slog"
	"sync"
	"testing"
	"time"

	"dari/internal/event"
	"dari/internal/i18n"
	"dari/internal/postgres"
	"dari/internal/postgres/pgtest"
	"dari/internal/shop/hours"
	"dari/internal/staff"
	"dari/internal/thread"
	"dari/tickets"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// world is a shop that works from 9 to 17 with an hour of lunch, with one policy: an hour for a first
// answer, half an hour for a further one, a day for the solution.
type world struct {
	t      *testing.T
	db     *pgxpool.Pool
	thread *thread.Store
	queue  *tickets.Service
	sla    *Service
	relay  *event.Relay
	haeun  staff.Actor
	policy Policy

	mu      sync.Mutex
	frames  []string
	slipped []Slip
	heard   []event.Event
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{t: t, db: pgtest.New(t)}
	w.clock("2026-11-27T16:30:00+09:00") // a Friday
	log := slog.New(slog.DiscardHandler)
	w.thread = thread.New(thread.Options{DB: w.db, Log: log})
	w.queue = tickets.New(tickets.Options{DB: w.db, Log: log, Thread: w.thread})
	w.sla = w.service()
	w.relay = event.NewRelay(event.RelayOptions{DB: w.db, Log: log, Handlers: append(append(w.queue.Handlers(), w.sla.Handlers()...), event.Handler{
		Name: "test", Kinds: []string{EventWarned, EventSoon, EventBreached},
		Handle: func(_ context.Context, _ pgx.Tx, events []event.Event) error {
			w.heard = append(w.heard, events...)
			return nil
		},
	})})
	id := w.number(`INSERT INTO dari.staff (uid, email, name, password_hash, role) VALUES ($1, 'haeun@shop.example', '하은', 'x', 'admin') RETURNING id`, uuid.New())
	w.haeun = staff.Actor{Kind: staff.KindStaff, ID: id, Name: "하은", Role: "admin"}
	w.open(hours.Span{From: hours.At(9, 0), To: hours.At(17, 0)}, hours.Span{From: hours.At(12, 0), To: hours.At(13, 0)})
	w.policy = w.save(Policy{Name: "기본", First: minutes(60), Next: minutes(30), Solve: minutes(7 * 60), Warn: 75})
	return w
}

// service is another program on the same database.
func (w *world) service() *Service {
	return New(Options{
		DB: w.db, Log: slog.New(slog.DiscardHandler),
		Publish: func(_ context.Context, topic string, frame []byte) {
			w.mu.Lock()
			defer w.mu.Unlock()
			w.frames = append(w.frames, topic+" "+string(frame))
		},
		Slipped: func(_ context.Context, _ pgx.Tx, s Slip) error {
			w.mu.Lock()
			defer w.mu.Unlock()
			w.slipped = append(w.slipped, s)
			return nil
		},
	})
}

func minutes(n int) *int { return &n }

func (w *world) save(p Policy) Policy {
	w.t.Helper()
	p, err := w.sla.Save(w.t.Context(), w.haeun, p)
	w.ok(err)
	return p
}

// open sets the shop's hours from Monday to Friday.
func (w *world) open(day hours.Span, lunch ...hours.Span) {
	w.t.Helper()
	w.ok(postgres.InTx(w.t.Context(), w.db, func(tx pgx.Tx) error {
		stored, err := hours.Load(w.t.Context(), tx, i18n.Seoul())
		if err != nil {
			return err
		}
		plan := stored.Plan
		for d := time.Monday; d <= time.Friday; d++ {
			plan.Week[d] = hours.Weekday{Open: []hours.Span{day}, Lunch: lunch}
		}
		return hours.Save(w.t.Context(), tx, plan, stored.Version)
	}))
}

func (w *world) ok(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) clock(at string) { w.t.Helper(); pgtest.SetClock(w.t, w.db, at) }

func (w *world) number(sql string, args ...any) (n int64) {
	w.t.Helper()
	if err := w.db.QueryRow(context.Background(), sql, args...).Scan(&n); err != nil {
		w.t.Fatalf("%s: %v", sql, err)
	}
	return n
}

func (w *world) visitor() thread.Conversation {
	w.t.Helper()
	id := w.number(`INSERT INTO dari.visitors (uid, token_hash) VALUES ($1, $2) RETURNING id`, uuid.New(), []byte(uuid.NewString()))
	c, err := thread.EnsureChat(w.t.Context(), w.db, thread.Owner{VisitorID: id}, "ko")
	w.ok(err)
	return c
}

// asks lets the shopper write; the ticket is the newest one.
func (w *world) asks(c thread.Conversation, data string) tickets.Ticket {
	w.t.Helper()
	a := thread.Append{ConversationID: c.ID, SenderKind: thread.Shopper, SenderID: 1, ClientID: uuid.New(), Body: "언제 오나요?"}
	if data != "" {
		a.Data = []byte(data)
	}
	_, err := w.thread.Append(w.t.Context(), a)
	w.ok(err)
	w.drain()
	return w.ticket(w.number(`SELECT max(number) FROM dari.tickets`))
}

func (w *world) answers(number int64) tickets.Ticket {
	w.t.Helper()
	_, err := w.queue.Answer(w.t.Context(), w.haeun, number, tickets.Reply{ClientID: uuid.New(), Text: "확인할게요."})
	w.ok(err)
	w.drain()
	return w.ticket(number)
}

func (w *world) solves(number int64) tickets.Ticket {
	w.t.Helper()
	_, err := w.queue.Solve(w.t.Context(), w.haeun, number, 0)
	w.ok(err)
	w.drain()
	return w.ticket(number)
}

func (w *world) drain() {
	w.t.Helper()
	w.ok(w.relay.Drain(w.t.Context()))
	if n := w.number(`SELECT count(*) FROM dari.outbox_pending WHERE error IS NOT NULL`); n > 0 {
		var text string
		_ = w.db.QueryRow(context.Background(), `SELECT error FROM dari.outbox_pending WHERE error IS NOT NULL LIMIT 1`).Scan(&text)
		w.t.Fatalf("%d events could not be handled: %s", n, text)
	}
}

func (w *world) ticket(number int64) tickets.Ticket {
	w.t.Helper()
	d, err := w.queue.Read(w.t.Context(), w.haeun, number)
	w.ok(err)
	return d.Ticket
}

// wantDue is the next deadline as "first 11-30 09:30", "solve paused" or "".
func (w *world) wantDue(t tickets.Ticket, want string) {
	w.t.Helper()
	got := ""
	if d := t.Deadline; d != nil {
		got = d.Kind + " paused"
		if !d.Paused {
			got = d.Kind + " " + d.DueAt.In(i18n.Seoul()).Format("01-02 15:04")
		}
	}
	if got != want {
		w.t.Errorf("ticket %d is due %q, want %q", t.Number, got, want)
	}
}

func (w *world) moments() []string {
	w.t.Helper()
	w.ok(w.sla.Moments(w.t.Context()))
	w.drain()
	var out []string
	for _, e := range w.heard {
		out = append(out, e.Kind)
	}
	w.heard = nil
	return out
}

// snooze puts a ticket aside.
func (w *world) snooze(number int64, until time.Time) error {
	at := &until
	_, err := w.queue.Apply(w.t.Context(), w.haeun, number, 0, tickets.Change{SnoozeUntil: &at})
	return err
}
