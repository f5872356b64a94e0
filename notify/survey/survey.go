package survey

import (
	"context"
	"log/slog"
	"time"

	"dari/internal/event"
	"dari/internal/jobs"
	"dari/internal/postgres"
	"dari/internal/thread"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

const (
	// Apart is how long after one survey the next may be asked of the same person.
	Apart = 14 * 24 * time.Hour
	// Changeable is how long an answer may be changed.
	Changeable = 7 * 24 * time.Hour
	// LowScore is the highest score of five with which somebody looks at it again.
	LowScore = 2
)

// Options of New.
type Options struct {
	DB  *pgxpool.Pool
	Log *slog.Logger
	// Hold is how long the card waits after the settling, which may be undone; 0 means 8 s.
	Hold time.Duration
	// Due is by when somebody looks at a low score again; nil: no promise is made.
	Due func(ctx context.Context, now time.Time) (time.Time, error)
	// Settled says whether a ticket is still settled; nil: it is.
	Settled func(ctx context.Context, q postgres.Querier, ticketID int64) (bool, error)
}

// Service asks and keeps what is answered.
type Service struct{ Options }

// New starts nothing.
func New(o Options) *Service {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.Hold == 0 {
		o.Hold = 8 * time.Second
	}
	if o.Settled == nil {
		o.Settled = func(context.Context, postgres.Querier, int64) (bool, error) { return true, nil }
	}
	return &Service{o}
}

// Handlers hear of tickets that were settled.
func (s *Service) Handlers() []event.Handler {
	return []event.Handler{{Name: "survey", Kinds: []string{"ticket.solved"}, Handle: s.hear}, thread.OnMerged("survey", bring)}
}

const sqlBring = `UPDATE dari.surveys SET conversation_id = $2 WHERE conversation_id = $1`

// bring keeps the surveys of a chat that has gone on in another answerable there.
func bring(ctx context.Context, tx pgx.Tx, m thread.Merged) error {
	_, err := tx.Exec(ctx, sqlBring, m.From, m.Into)
	return err
}

// Crons put the cards into the conversations.
func (s *Service) Crons() []jobs.Cron {
	return []jobs.Cron{{Name: "survey:ask", Every: time.Second, Run: s.AskDue}}
}
