package contact

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"fmt"
	"log/slog"
	"net/http"
	"time"

	"dari/internal/api"
	"dari/internal/event"
	"dari/internal/jobs"
	"dari/internal/postgres"
	"dari/internal/staff"
	"dari/internal/thread"

	"github.com/gin-gonic/gin"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// Received is that a form has become a ticket: its writer is told the number, and where to follow it.
type Received struct {
	TicketID, Number, ConversationID, CustomerID int64
	Address, Phone, Lang, Subject, URL           string
	Due                                          time.Time // zero: no time was promised
}

// Code is a one-time code for a guest's phone.
type Code struct {
	EventID    int64
	Phone      string
	Lang       string
	Code       string
	Minutes    int
	CustomerID int64 // 0: not a known customer
	ExpiresAt  time.Time
}

// Options of New.
type Options struct {
	DB        *pgxpool.Pool
	Log       *slog.Logger
	Secret    string
	PublicURL string
	Files     *thread.Files // of conversations; nil: none are taken and none given out
	// Received plans the notice to the writer of a form, SendCodes those with a code, both in the
	// caller's transaction; Sent wakes what sends them, after the commit.
	Received  func(ctx context.Context, tx pgx.Tx, r Received) error
	SendCodes func(ctx context.Context, tx pgx.Tx, codes []Code) error
	Sent      func()
	// MayWrite refuses what a blocked customer writes into their ticket or by the form; nil: nobody is blocked.
	MayWrite func(ctx context.Context, o thread.Owner) error
	// Nudge lets what follows the events look at once.
	Nudge func()
	// Render draws a page of web/pages, Failed answers that one could not be made.
	Render func(w http.ResponseWriter, r *http.Request, name string, data any)
	Failed func(w http.ResponseWriter, r *http.Request, err error)
}

// Service is the room.
type Service struct {
	Options
	secret []byte
}

// New starts nothing.
func New(o Options) *Service {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.Sent == nil {
		o.Sent = func() {}
	}
	if o.Nudge == nil {
		o.Nudge = func() {}
	}
	if o.MayWrite == nil {
		o.MayWrite = func(context.Context, thread.Owner) error { return nil }
	}
	return &Service{Options: o, secret: []byte(o.Secret)}
}

// Pages registers the form, the page of a ticket and the guest's way to it.
func (s *Service) Pages(e *gin.Engine) {
	for path, show := range map[string]gin.HandlerFunc{"/contact": s.showForm, "/t": s.showLookup, "/t/:token": s.showTicket} {
		e.GET(path, show)
		e.HEAD(path, show)
	}
	e.GET("/t/:token/files/:id", s.serveFile)
	e.HEAD("/t/:token/files/:id", s.serveFile)
	e.POST("/contact", s.postForm)
	e.POST("/t", s.postLookup)
	e.POST("/t/code", s.postCode)
	e.POST("/t/:token", s.postAnswer)
}

// Routes registers the form for programs, and who is calling.
func (s *Service) Routes(r *api.Router) {
	api.Get(r, "/contact", s.handleForm, api.Public(), api.Summary("What the contact form asks for, and a stamp to send it with"))
	api.Post(r, "/contact", s.handleSend, api.Public(), api.Status(http.StatusCreated), api.Summary("Send the contact form: it becomes a ticket"))
	api.Get(r, "/callers", s.handleCaller, staff.Can("tickets:read"), api.Summary("Who calls from a number: the customer, their open tickets and last orders"))
}

// asked is the event of a guest who asks for a ticket.
const asked = "ticket.lookup"

// Handlers are the events this room hears.
func (s *Service) Handlers() []event.Handler {
	return []event.Handler{{Name: "contact", Kinds: []string{asked}, Handle: s.answerLookups, After: func(context.Context) { s.Sent() }}}
}

// Crons forgets what is over.
func (s *Service) Crons() []jobs.Cron {
	return []jobs.Cron{{Name: "contact:forget", Every: time.Hour, Run: func(ctx context.Context) error { return forget(ctx, s.DB) }}}
}

// hash is keyed, and cannot be taken for one of another purpose.
func (s *Service) hash(parts ...string) []byte {
	h := hmac.New(sha256.New, s.secret)
	fmt.Fprint(h, "contact")
	for _, p := range parts {
		fmt.Fprintf(h, "%d:%s", len(p), p)
	}
	return h.Sum(nil)
}

const sqlNow = `SELECT dari.clock()`

func clock(ctx context.Context, q postgres.Querier) (now time.Time, err error) {
	if err := q.QueryRow(ctx, sqlNow).Scan(&now); err != nil {
		return now, fmt.Errorf("read the clock: %w", err)
	}
	return now, nil
}
