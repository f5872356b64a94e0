package letters

import (
	"context"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"dari/internal/api"
	"dari/internal/event"
	"dari/internal/jobs"
	"dari/internal/postgres"
	"dari/internal/staff"
	"dari/internal/thread"
	"dari/tickets"
	"dari/tickets/mail"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// Letter is an answer as a mail, to be planned: one delivery for each recipient.
type Letter struct {
	ID         int64 // the source of its deliveries
	Recipients []string
	To, Cc     []tickets.Recipient // what the head names
	CustomerID int64               // of the first recipient; 0: not a known customer
	Lang       string
	Subject    string
	Body       string
	QuoteHead  string
	Quote      string // of the mail it answers
	ReplyTo    string
	MessageID  string
	InReplyTo  string
	References string
	Files      []uuid.UUID
	NotBefore  time.Time
}

// Standing is where the delivery to one recipient stands, in the words of the ledger.
type Standing struct {
	LetterID int64
	Address  string
	State    string
	Reason   string
}

// Received is that a mail has opened a ticket: its sender is told the number.
type Received struct {
	TicketID, Number, CustomerID          int64
	Address, Lang, Subject, URL           string
	Due                                   time.Time // zero: no time is promised
	ReplyTo, Title, InReplyTo, References string
}

// News is what a requester is told about their ticket.
type News struct {
	ID, CustomerID                                                    int64
	Address, Lang, Text, URL, Subject, ReplyTo, InReplyTo, References string
}

// Options of New.
type Options struct {
	DB   *pgxpool.Pool
	Log  *slog.Logger
	Mail *mail.Service
	// Plan makes the deliveries of letters, each once; Standing tells how they stand.
	Plan     func(ctx context.Context, tx pgx.Tx, list []Letter) error
	Standing func(ctx context.Context, q postgres.Querier, letterIDs []int64) ([]Standing, error)
	// TakeBack cancels all deliveries of a letter before one has left; false when one has.
	TakeBack func(ctx context.Context, tx pgx.Tx, letterID int64) (bool, error)
	// Again lets those deliveries of a letter leave once more that have not arrived, and with maybe also those
	// that may have; it tells how many.
	Again func(ctx context.Context, tx pgx.Tx, letterID int64, maybe bool) (int, error)
	// Received and News plan what a program tells a requester. nil: it tells nothing.
	Received func(ctx context.Context, tx pgx.Tx, r Received) error
	News     func(ctx context.Context, tx pgx.Tx, n News) (messageID string, err error)
	// Wake sends what was planned, after the commit.
	Wake func()
	// Host is the right side of our Message-IDs and signed addresses.
	Host func(ctx context.Context, q postgres.Querier) (string, error)
	// Unreachable tells which addresses take nothing any more, by their place in the list.
	Unreachable func(ctx context.Context, q postgres.Querier, channels, keys []string) (map[int]bool, error)
	// Publish pushes a frame to a topic of the sockets; Withdrawn tells them that a message was taken back.
	Publish   func(ctx context.Context, topic string, frame []byte)
	Withdrawn func(ctx context.Context, w thread.Withdrawal)
	// TicketURL is the page of a ticket for its requester; nil: there is none.
	TicketURL func(ctx context.Context, tx pgx.Tx, ticketID int64) (string, error)
	// Authorize lets staff look at the page of a mail.
	Authorize func(r *http.Request, permission string) (context.Context, error)
}

// Service is the room.
type Service struct {
	Options

	mu     sync.Mutex
	frames [][]byte // to be told after the commit
}

// New starts nothing.
func New(o Options) *Service {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.Wake == nil {
		o.Wake = func() {}
	}
	if o.Publish == nil {
		o.Publish = func(context.Context, string, []byte) {}
	}
	if o.Withdrawn == nil {
		o.Withdrawn = func(context.Context, thread.Withdrawal) {}
	}
	return &Service{Options: o}
}

// Handlers are the events this room hears.
func (s *Service) Handlers() []event.Handler {
	wake := func(context.Context) { s.Wake() }
	return []event.Handler{
		{Name: "letters", Kinds: []string{"message.appended"}, Handle: s.handleAppended, After: wake},
		{Name: "letters:settled", Kinds: []string{"delivery.settled", "delivery.stopped"}, Handle: s.handleSettled, After: s.tell},
		{Name: "letters:tickets", Kinds: []string{"ticket.changed"}, Handle: s.handleTickets, After: wake},
	}
}

// Crons looks after letters of which nobody was told what became of them.
func (s *Service) Crons() []jobs.Cron {
	return []jobs.Cron{{Name: "letters:settle", Every: time.Minute, Run: s.SettleOld}}
}

// Routes registers what the composer asks for.
func (s *Service) Routes(r *api.Router) {
	api.Get(r, "/tickets/{number}/mail", s.handleSuggest, staff.Can("tickets:read"), api.Summary("Whom an answer to a ticket would go to by mail"))
	api.Post(r, "/tickets/{number}/unsend", s.handleUnsend, staff.Can("tickets:write"), api.Summary("Take an answer back before it has left"))
	api.Post(r, "/tickets/{number}/resend", s.handleResend, staff.Can("tickets:write"), api.Summary("Send an answer once more to those it has not reached"))
}
