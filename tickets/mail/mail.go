package mail

import (
	"context"
	"log/slog"
	"time"

	"dari/internal/api"
	"dari/internal/jobs"
	"dari/internal/postgres"
	"dari/internal/staff"
	"dari/internal/thread"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// MaxBytes is the greatest mail that is taken in.
const MaxBytes = 25 << 20

// DefaultKeep is for how many days the raw mail stays.
const DefaultKeep = 180

// Own is what mails of the shop itself bear.
type Own struct {
	Addresses []string // normalised: mails come from them, and to them
	Host      string   // the right side of our Message-IDs and signed addresses
}

// Bounce is a mail of ours that came back, as far as its report says which.
type Bounce struct {
	Delivery   *uuid.UUID
	MessageIDs []string
	Address    string // as the report calls the recipient: not to be believed
	Hard       bool   // the address does not exist
	Reason     string
	Code       int
	Status     string
	Text       string
}

// Options of New. A nil func leaves out what it is for.
type Options struct {
	DB     *pgxpool.Pool
	Log    *slog.Logger
	Secret string        // signs the addresses that answers come back to
	Files  *thread.Files // keeps what is attached; nil: it stays in the raw mail alone
	// Own tells which mails are the shop's own.
	Own func(ctx context.Context, q postgres.Querier) (Own, error)
	// Bounced notes that a delivery did not arrive, Complained that its reader called it spam. They answer
	// whether there is such a delivery; nothing else may become of a report that anybody could have written.
	Bounced    func(ctx context.Context, tx pgx.Tx, b Bounce) (known bool, err error)
	Complained func(ctx context.Context, tx pgx.Tx, b Bounce) (known bool, err error)
	// Blocked tells whether staff take nothing more from somebody; nil: nobody is blocked. Who says by an
	// address to be that person, and is not proved to be it, is not blocked with them.
	Blocked func(ctx context.Context, q postgres.Querier, o thread.Owner) (bool, error)
	// Flag marks a ticket for people to look at: a program seems to answer our automatic replies.
	Flag func(ctx context.Context, tx pgx.Tx, number int64) error
	// Keep is for how many days the raw mail stays after it was worked off; 0 means DefaultKeep.
	Keep int
	// Lease is how long a mail may be at work before another program takes it up; 0 means a minute.
	Lease time.Duration
}

// Service takes in mails.
type Service struct {
	Options
	heavy chan struct{} // a place for each large mail that may be in memory at once
}

// Large mails are worked off one after the other: several of them would fill the memory.
const (
	large     = 2 << 20
	mostLarge = 1
)

// New starts nothing.
func New(o Options) *Service {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.Lease == 0 {
		o.Lease = time.Minute
	}
	if o.Keep == 0 {
		o.Keep = DefaultKeep
	}
	if o.Own == nil {
		o.Own = func(context.Context, postgres.Querier) (Own, error) { return Own{}, nil }
	}
	return &Service{Options: o, heavy: make(chan struct{}, mostLarge)}
}

// Routes registers how mails come in by HTTP, and how staff look at those that were put aside.
func (s *Service) Routes(r *api.Router) {
	api.Post(r, "/inbound/mail", s.handleMail, staff.Can("inbound:write"), api.MaxBody(MaxBytes), api.Summary("Take in a raw mail (RFC 5322)"))
	s.deskRoutes(r)
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
	return jobs.Loop{Every: 5 * time.Second, Log: s.Log, Trouble: "mails cannot be worked off"}.Run(ctx, s.ProcessAll)
}
