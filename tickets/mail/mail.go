package mail

import (
	"context"
	"log/slog"
	"time"

	"dari/internal/api"
	"dari/internal/staff"

	"github.com/jackc/pgx/v5/pgxpool"
)

// MaxBytes is the greatest mail that is taken in.
const MaxBytes = 25 << 20

// Options of New.
type Options struct {
	DB     *pgxpool.Pool
	Log    *slog.Logger
	Secret string // signs the addresses that answers come back to
	// Lease is how long a mail may be at work before another program takes it up; 0 means a minute.
	Lease time.Duration
}

// Service takes in mails.
type Service struct {
	Options
}

// New starts nothing.
func New(o Options) *Service {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.Lease == 0 {
		o.Lease = time.Minute
	}
	return &Service{Options: o}
}

// Routes registers how mails come in by HTTP.
func (s *Service) Routes(r *api.Router) {
	api.Post(r, "/inbound/mail", s.handleMail, staff.Can("inbound:write"), api.MaxBody(MaxBytes), api.Summary("Take in a raw mail (RFC 5322)"))
}

type mailInput struct {
	RawBody []byte `contentType:"message/rfc822"`
}

// handleMail answers 200 when the mail is committed; what became of it may come later.
func (s *Service) handleMail(ctx context.Context, in *mailInput) (*api.OK[Received], error) {
	got, err := s.Receive(ctx, "", in.RawBody)
	return api.Reply(got), err
}

// Run works off what was taken in and not finished, until the context ends.
func (s *Service) Run(ctx context.Context) error {
	tick := time.NewTicker(5 * time.Second)
	defer tick.Stop()
	failing := false
	for {
		err := s.ProcessAll(ctx)
		if err != nil && !failing && ctx.Err() == nil {
			s.Log.ErrorContext(ctx, "mails cannot be worked off", "error", err)
		}
		failing = err != nil
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}
