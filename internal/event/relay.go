package event

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"dari/internal/postgres"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// Handler hears events of some kinds.
type Handler struct {
	Name  string
	Kinds []string
	// Handle works on a batch in id order, in the transaction that marks it dispatched. It may see
	// an event twice when that transaction is rolled back, and must then come to the same rows.
	Handle func(ctx context.Context, tx pgx.Tx, events []Event) error
	// After, if any, runs when that transaction has committed: wake a lane, push to sockets.
	After func(ctx context.Context)
}

// Source turns changes from outside into events, in one transaction: the mirror of a linked table.
// It answers how many rows it took.
type Source func(ctx context.Context, tx pgx.Tx) (rows int, err error)

// RelayOptions of NewRelay.
type RelayOptions struct {
	DB       *pgxpool.Pool
	Log      *slog.Logger
	Handlers []Handler
	Sources  []Source
	Every    time.Duration // how often it looks; 0 means 20 ms
	Batch    int           // events in one transaction; 0 means 4,000
	// Patient are the kinds of events for which nobody waits: many of them at once are worked off in
	// pieces with rests between, after all others.
	Patient []string
}

// Relay hands events to their handlers. Of all programs on one database one works at a time, held
// by an advisory lock, so that events of one subject are heard in their order.
type Relay struct {
	db       *pgxpool.Pool
	log      *slog.Logger
	handlers []Handler
	sources  []Source
	every    time.Duration
	batch    int
	patient  []string
	nudge    chan struct{}
}

// NewRelay starts nothing; Run does.
func NewRelay(o RelayOptions) *Relay {
	if o.Every == 0 {
		o.Every = 20 * time.Millisecond
	}
	if o.Batch == 0 {
		o.Batch = 4000
	}
	if o.Log == nil {
		o.Log = slog.Default()
	}
	return &Relay{db: o.DB, log: o.Log, handlers: o.Handlers, sources: o.Sources, every: o.Every, batch: o.Batch, patient: o.Patient, nudge: make(chan struct{}, 1)}
}

// Nudge makes the relay look now instead of at its next turn.
func (r *Relay) Nudge() {
	select {
	case r.nudge <- struct{}{}:
	default:
	}
}

// Run works until the context ends. An error of the database is logged once and tried again.
func (r *Relay) Run(ctx context.Context) error {
	failing := false
	for ctx.Err() == nil {
		err := r.lead(ctx)
		if ctx.Err() != nil {
			return nil
		}
		if err != nil && !failing {
			r.log.WarnContext(ctx, "relay waits for the database", "error", err)
		}
		failing = err != nil
		wait(ctx, time.Second)
	}
	return nil
}

const (
	sqlLead = `SELECT pg_try_advisory_lock(hashtext('dari.relay'))`
	// What the relay does it finds by index. A plan made while the tables were empty would read them
	// whole, and be kept.
	sqlByIndex = `SELECT set_config('enable_seqscan', 'off', false)`
	// The lock is the session's: a connection that still answers still holds it.
	sqlFollow = `SELECT pg_advisory_unlock(hashtext('dari.relay')), set_config('enable_seqscan', 'on', false)`
)

// lead works as long as it holds the lock; nil when another program holds it.
func (r *Relay) lead(ctx context.Context) error {
	conn, err := r.db.Acquire(ctx)
	if err != nil {
		return fmt.Errorf("get a connection: %w", err)
	}
	defer conn.Release()
	var leads bool
	if err := conn.QueryRow(ctx, sqlLead).Scan(&leads); err != nil {
		return fmt.Errorf("ask for the relay's lock: %w", err)
	}
	if !leads {
		return nil
	}
	defer func() {
		free, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Second)
		defer cancel()
		if _, err := conn.Exec(free, sqlFollow); err != nil {
			_ = conn.Conn().Close(free) // a closed session holds no lock
		}
	}()
	if _, err := conn.Exec(ctx, sqlByIndex); err != nil {
		return fmt.Errorf("set up the relay's session: %w", err)
	}
	timer := time.NewTimer(r.every)
	defer timer.Stop()
	for {
		// The work runs on the connection that holds the lock: if that is lost, so is the right to work.
		began := time.Now()
		found, err := r.turn(ctx, conn.Conn())
		if err != nil {
			return err
		}
		if found == much {
			continue
		}
		// A turn that found little is not followed at once by another: what comes meanwhile shares the
		// next one's transaction, and a busy chat does not wait for a hundred small commits.
		pause := r.every
		switch found {
		case some:
			pause = busyTurns * r.every
		case many:
			pause = crowdTurns * r.every
		}
		timer.Reset(max(0, pause-time.Since(began)))
		select {
		case <-ctx.Done():
			return nil
		case <-r.nudge:
		case <-timer.C:
		}
	}
}

// found is what there was to do in a turn.
type found int

const (
	nothing found = iota
	little
	some // many messages of few conversations, mostly: the next turn may let more of them come together
	many
	much // perhaps more than fitted into the turn
)

// A busy relay looks less often: what is said of one subject many times a second becomes one change of
// its ticket. Sockets do not wait for it, they are told by the writers themselves.
// Every ticket that is written is a dozen entries of indexes, so the busier the relay is the more it waits:
// at 2,000 messages a second in 200 chats it writes 250 tickets a second instead of 1,700. A nudge it hears
// at once.
const (
	busyEvents  = 40
	busyTurns   = 6
	crowdEvents = 200
	crowdTurns  = 40
)

// turn mirrors what has changed outside, then hands on what has happened.
func (r *Relay) turn(ctx context.Context, conn *pgx.Conn) (found, error) {
	mirrored := false
	for _, source := range r.sources {
		err := postgres.InTx(ctx, conn, func(tx pgx.Tx) error {
			n, err := source(ctx, tx)
			mirrored = mirrored || n > 0
			return err
		})
		if err != nil {
			if conn.IsClosed() || ctx.Err() != nil {
				return nothing, err
			}
			// One broken source must not stop the others, nor the events that are there.
			r.log.ErrorContext(ctx, "a source of events failed", "error", err)
		}
	}
	n, err := r.dispatch(ctx, conn)
	switch {
	case mirrored || n >= r.batch:
		return much, err
	case n >= crowdEvents:
		return many, err
	case n >= busyEvents:
		return some, err
	case n > 0:
		return little, err
	}
	return nothing, err
}

func (r *Relay) dispatch(ctx context.Context, conn *pgx.Conn) (int, error) {
	events, err := pending(ctx, conn, r.batch)
	if err != nil || len(events) == 0 {
		return 0, err
	}
	return len(events), r.share(ctx, conn, events)
}

// deliver hands events on in one transaction. When something among them cannot be handled it is found by
// halves, and the rest goes its way.
func (r *Relay) deliver(ctx context.Context, conn *pgx.Conn, events []Event) error {
	err := r.handle(ctx, conn, events)
	if err == nil {
		return nil
	}
	if conn.IsClosed() || ctx.Err() != nil {
		return err
	}
	if half := len(events) / 2; half > 0 {
		if err := r.deliver(ctx, conn, events[:half]); err != nil {
			return err
		}
		return r.deliver(ctx, conn, events[half:])
	}
	e := events[0]
	r.log.ErrorContext(ctx, "an event could not be handled", "event_id", e.ID, "kind", e.Kind, "error", err)
	return postpone(ctx, conn, e.ID, err.Error())
}

func (r *Relay) handle(ctx context.Context, conn *pgx.Conn, events []Event) error {
	var after []func(context.Context)
	err := postgres.InTx(ctx, conn, func(tx pgx.Tx) error {
		ids := make([]int64, len(events))
		for i, e := range events {
			ids[i] = e.ID
		}
		for _, h := range r.handlers {
			mine := heard(events, h.Kinds)
			if len(mine) == 0 {
				continue
			}
			if err := h.Handle(ctx, tx, mine); err != nil {
				return fmt.Errorf("%s: %w", h.Name, err)
			}
			if h.After != nil {
				after = append(after, h.After)
			}
		}
		return markDispatched(ctx, tx, ids)
	})
	if err != nil {
		return err
	}
	for _, f := range after {
		f(ctx)
	}
	return nil
}

// heard are the events of some kinds; mostly all of them are, or none.
func heard(events []Event, kinds []string) []Event {
	isMine := func(e Event) bool { return slices.Contains(kinds, e.Kind) }
	first := slices.IndexFunc(events, isMine)
	if first < 0 {
		return nil
	}
	to := first
	for to < len(events) && isMine(events[to]) {
		to++
	}
	mine := events[first:to:to]
	for _, e := range events[to:] {
		if isMine(e) {
			mine = append(mine, e)
		}
	}
	return mine
}

// Drain hands on everything that waits, once, and returns: for tests and commands that must see the end.
func (r *Relay) Drain(ctx context.Context) error {
	conn, err := r.db.Acquire(ctx)
	if err != nil {
		return fmt.Errorf("get a connection: %w", err)
	}
	defer conn.Release()
	for {
		found, err := r.turn(ctx, conn.Conn())
		if err != nil || found == nothing {
			return err
		}
	}
}

func wait(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-t.C:
	}
}
