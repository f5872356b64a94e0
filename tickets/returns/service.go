package returns

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"slices"
	"sync/atomic"
	"time"

	"dari/internal/event"
	"dari/internal/jobs"
	"dari/internal/webhook"
	"dari/tickets"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// Options of New. A nil func leaves out what it is for.
type Options struct {
	DB      *pgxpool.Pool
	Log     *slog.Logger
	Tickets *tickets.Service
	// Client calls the shop.
	Client *webhook.Client
	// PublicURL is where the shop reaches us with a result that comes later.
	PublicURL string
	// Mail sends what the customer is told by mail, where the ticket is a mail's.
	Mail func(ctx context.Context, tx pgx.Tx, n tickets.Notice) error
	// MoveRequest moves the shopper's request that a return carries out, and tells them of it.
	MoveRequest func(ctx context.Context, tx pgx.Tx, request uuid.UUID, state, answer string, staffID int64) error
	// Alert tells people about a ticket.
	Alert func(ctx context.Context, tx pgx.Tx, ticketID int64, staffIDs []int64, key, text string) error
	// Publish tells the consoles that are open.
	Publish func(ctx context.Context, topic string, frame []byte)
	// Nudge makes the relay look at once.
	Nudge func()
	// Backoff is how long to wait after each call without an answer; there are as many calls as waits and
	// one more. Nil: twelve calls in a day.
	Backoff []time.Duration
}

// Service is this room.
type Service struct {
	db          *pgxpool.Pool
	log         *slog.Logger
	tickets     *tickets.Service
	client      *webhook.Client
	publicURL   string
	mail        func(ctx context.Context, tx pgx.Tx, n tickets.Notice) error
	moveRequest func(ctx context.Context, tx pgx.Tx, request uuid.UUID, state, answer string, staffID int64) error
	alert       func(ctx context.Context, tx pgx.Tx, ticketID int64, staffIDs []int64, key, text string) error
	nudge       func()
	backoff     []time.Duration
	bell        jobs.Bell
	publish     func(ctx context.Context, topic string, frame []byte)
	heard       atomic.Bool // a return was moved: after the commit the consoles are told
}

// dayOfCalls comes to a good 24 hours.
var dayOfCalls = []time.Duration{
	5 * time.Second, 30 * time.Second, 2 * time.Minute, 10 * time.Minute, 30 * time.Minute,
	time.Hour, 2 * time.Hour, 3 * time.Hour, 5 * time.Hour, 6 * time.Hour, 7 * time.Hour,
}

// New starts nothing; Run does.
func New(o Options) *Service {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.Client == nil {
		o.Client = webhook.NewClient(webhook.Options{})
	}
	if o.Mail == nil {
		o.Mail = func(context.Context, pgx.Tx, tickets.Notice) error { return nil }
	}
	if o.MoveRequest == nil {
		o.MoveRequest = func(context.Context, pgx.Tx, uuid.UUID, string, string, int64) error { return nil }
	}
	if o.Alert == nil {
		o.Alert = func(context.Context, pgx.Tx, int64, []int64, string, string) error { return nil }
	}
	if o.Publish == nil {
		o.Publish = func(context.Context, string, []byte) {}
	}
	if o.Nudge == nil {
		o.Nudge = func() {}
	}
	if o.Backoff == nil {
		o.Backoff = dayOfCalls
	}
	return &Service{
		db: o.DB, log: o.Log, tickets: o.Tickets, client: o.Client, publicURL: o.PublicURL, mail: o.Mail, moveRequest: o.MoveRequest,
		alert: o.Alert, nudge: o.Nudge, backoff: o.Backoff, bell: jobs.NewBell(), publish: o.Publish,
	}
}

// wake lets the calls begin at once, and others hear of what was done. It is called after a commit, and may be
// lost: what is due stands in the rows.
func (s *Service) wake() {
	s.nudge()
	s.bell.Ring()
}

// Handlers end cancellations of orders that the shop has cancelled, whoever did it, and tell the consoles
// of every step of a return: what waits for somebody's approval may be more or less since.
func (s *Service) Handlers() []event.Handler {
	return []event.Handler{
		{Name: "returns", Kinds: []string{"order.cancelled"}, Handle: s.cancelled},
		{Name: "returns:show", Kinds: []string{"ticket.changed"}, Handle: s.hear, After: s.show},
	}
}

func (s *Service) hear(_ context.Context, _ pgx.Tx, events []event.Event) error {
	for _, e := range events {
		var said struct {
			Kinds []string `json:"kinds"`
		}
		if err := json.Unmarshal(e.Payload, &said); err != nil {
			return fmt.Errorf("read event %d: %w", e.ID, err)
		}
		if slices.Contains(said.Kinds, "arranged") {
			s.heard.Store(true)
		}
	}
	return nil
}

// show tells once what may have been many steps: who hears it asks for the list.
func (s *Service) show(ctx context.Context) {
	if s.heard.Swap(false) {
		s.publish(ctx, "console", []byte(`{"t":"returns"}`))
	}
}
