package sla

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"dari/internal/jobs"
	"dari/internal/postgres"
	"dari/tickets"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// Options of New.
type Options struct {
	DB  *pgxpool.Pool
	Log *slog.Logger
	// Publish pushes a frame to a topic of the sockets after a commit; nil: nobody is shown at once.
	Publish func(ctx context.Context, topic string, frame []byte)
	// Slipped tells the shopper outside the chat that an answer comes later than promised, in the
	// caller's transaction; nil: it is said in the conversation alone.
	Slipped func(ctx context.Context, tx pgx.Tx, s Slip) error
	// Wake says after the commit that something was told.
	Wake func()
	// Lead is how long before a promise is broken the shopper is told; 0 means 10 minutes.
	Lead time.Duration
}

// Service keeps the clocks.
type Service struct {
	db        *pgxpool.Pool
	log       *slog.Logger
	publish   func(ctx context.Context, topic string, frame []byte)
	slipped   func(ctx context.Context, tx pgx.Tx, s Slip) error
	wake      func()
	lead      time.Duration
	calendars calendars

	mu    sync.Mutex
	moved []tickets.NextDeadline
}

// New makes the room. It starts nothing.
func New(o Options) *Service {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.Publish == nil {
		o.Publish = func(context.Context, string, []byte) {}
	}
	if o.Slipped == nil {
		o.Slipped = func(context.Context, pgx.Tx, Slip) error { return nil }
	}
	if o.Wake == nil {
		o.Wake = func() {}
	}
	if o.Lead == 0 {
		o.Lead = 10 * time.Minute
	}
	return &Service{db: o.DB, log: o.Log, publish: o.Publish, slipped: o.Slipped, wake: o.Wake, lead: o.Lead}
}

// Crons look for what is due by the clock. Each may run in several programs at once.
func (s *Service) Crons() []jobs.Cron {
	return []jobs.Cron{
		{Name: "sla:moments", Every: time.Second, Run: s.Moments},
		{Name: "sla:slips", Every: 2 * time.Second, Run: s.Slips},
		{Name: "sla:calendars", Every: 3 * time.Second, Run: s.Replan},
		{Name: "sla:jobs", Every: time.Second, Run: s.RunJobs},
		{Name: "sla:adopt", Every: time.Minute, Run: s.Adopt},
	}
}

func (s *Service) inTx(ctx context.Context, do func(tx pgx.Tx) ([]tickets.NextDeadline, error)) (moved []tickets.NextDeadline, err error) {
	err = postgres.InTx(ctx, s.db, func(tx pgx.Tx) (err error) {
		moved, err = do(tx)
		return err
	})
	return moved, err
}
