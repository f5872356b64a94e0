package orders

import (
	"context"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"dari/chat"
	"dari/internal/api"
	"dari/internal/event"
	"dari/internal/jobs"
	"dari/internal/postgres"
	"dari/internal/shop"
	"dari/internal/staff"
	"dari/internal/thread"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// Code is a one-time code on its way to the buyer of an order.
type Code struct {
	EventID    int64 // of what asked for it: the same one is sent once
	Channel    string
	Address    string
	Lang       string
	Code       string
	Minutes    int // how long it is good for
	OrderID    int64
	CustomerID int64
	ExpiresAt  time.Time
}

// Ticket is the work that a request makes for staff.
type Ticket struct {
	ConversationID int64
	Type           string // cancel, change, address, return or exchange
	OrderID        int64
	Subject        string
	DueAt          time.Time

	Request uuid.UUID // the request itself
	Items   []Asked
	Reason  string
	Text    string
	Refund  int64
	Address *Address
	Files   []uuid.UUID
}

// Options of New.
type Options struct {
	DB   *pgxpool.Pool
	Log  *slog.Logger
	Chat *chat.Service
	// Secret keys the hashes of codes and of what is counted.
	Secret string
	// PublicURL is where the pages of orders are.
	PublicURL string
	// Render draws a page of web/pages, Failed answers that one could not be made.
	Render func(w http.ResponseWriter, r *http.Request, name string, data any)
	Failed func(w http.ResponseWriter, r *http.Request, err error)
	// SendCodes plans messages with codes in the transaction; Sent is called after its commit.
	SendCodes func(ctx context.Context, tx pgx.Tx, codes []Code) error
	Sent      func()
	// LockQueue, if any, takes the queue's lock of a conversation before anything is written to it: who
	// follows conversations takes the two in that order.
	LockQueue func(ctx context.Context, tx pgx.Tx, conversationID int64) error
	// OpenTicket makes the ticket of a request in the transaction.
	OpenTicket func(ctx context.Context, tx pgx.Tx, t Ticket) (id, number int64, err error)
	// Withdrawn hears, in the transaction, of a request that its shopper takes back, and refuses when it is too
	// late. Carried says that somebody else decides a request and carries it out: it cannot be decided here.
	Withdrawn func(ctx context.Context, tx pgx.Tx, request uuid.UUID) error
	Carried   func(ctx context.Context, q postgres.Querier, request uuid.UUID) (bool, error)
	// Returns says what of an order that has arrived can be sent back, and what that gives; nil: nothing can be asked
	// for. In a transaction nobody else takes of the order to its end.
	Returns func(ctx context.Context, q postgres.Querier, o shop.Order, kind string, items []Asked) (Returnable, error)
	// Files keep what goes with a request by an order's page; nil: nothing can.
	Files *thread.Files
	// Promise is until when staff answer what is asked now; nil: four hours from now.
	Promise func(ctx context.Context, now time.Time) (time.Time, error)
	// Nudge makes the relay look at once.
	Nudge func()
	Now   func() time.Time
}

// Service is this part of the room.
type Service struct {
	db         *pgxpool.Pool
	log        *slog.Logger
	chat       *chat.Service
	secret     []byte
	publicURL  string
	render     func(w http.ResponseWriter, r *http.Request, name string, data any)
	failed     func(w http.ResponseWriter, r *http.Request, err error)
	sendCodes  func(ctx context.Context, tx pgx.Tx, codes []Code) error
	sent       func()
	lockQueue  func(ctx context.Context, tx pgx.Tx, conversationID int64) error
	openTicket func(ctx context.Context, tx pgx.Tx, t Ticket) (id, number int64, err error)
	withdrawn  func(ctx context.Context, tx pgx.Tx, request uuid.UUID) error
	carried    func(ctx context.Context, q postgres.Querier, request uuid.UUID) (bool, error)
	returns    func(ctx context.Context, q postgres.Querier, o shop.Order, kind string, items []Asked) (Returnable, error)
	files      *thread.Files
	promise    func(ctx context.Context, now time.Time) (time.Time, error)
	nudge      func()
	now        func() time.Time
}

// defaultPromise is how long a request may wait where the shop promises nothing else.
const defaultPromise = 4 * time.Hour

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
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.LockQueue == nil {
		o.LockQueue = func(context.Context, pgx.Tx, int64) error { return nil }
	}
	if o.Withdrawn == nil {
		o.Withdrawn = func(context.Context, pgx.Tx, uuid.UUID) error { return nil }
	}
	if o.Carried == nil {
		o.Carried = func(context.Context, postgres.Querier, uuid.UUID) (bool, error) { return false, nil }
	}
	if o.Returns == nil {
		o.Returns = func(context.Context, postgres.Querier, shop.Order, string, []Asked) (Returnable, error) {
			return Returnable{}, nil
		}
	}
	if o.Promise == nil {
		o.Promise = func(_ context.Context, now time.Time) (time.Time, error) { return now.Add(defaultPromise), nil }
	}
	return &Service{
		db: o.DB, log: o.Log, chat: o.Chat, secret: []byte(o.Secret), publicURL: strings.TrimSuffix(o.PublicURL, "/"), render: o.Render, failed: o.Failed, sendCodes: o.SendCodes, sent: o.Sent,
		lockQueue: o.LockQueue, openTicket: o.OpenTicket, withdrawn: o.Withdrawn, carried: o.Carried, returns: o.Returns, files: o.Files, promise: o.Promise, nudge: o.Nudge, now: o.Now,
	}
}

// Routes registers what the widget and the console ask.
func (s *Service) Routes(r *api.Router) {
	api.Get(r, "/widget/orders", s.handleOrders, api.Public(), api.Summary("The shopper's orders: a member's, or those a guest has unlocked"))
	api.Post(r, "/widget/orders/lookup", s.handleLookup, api.Public(), api.Summary("Ask for an order by its number and the buyer's phone; a code follows"))
	api.Post(r, "/widget/orders/lookup/{lookup}/resend", s.handleResend, api.Public(), api.Summary("Send another code"))
	api.Post(r, "/widget/orders/verify", s.handleVerify, api.Public(), api.Summary("Unlock an order with the code for an hour"))
	api.Get(r, "/widget/orders/{number}/quote", s.handleQuote, api.Public(), api.Summary("What a cancellation would give back"))
	api.Post(r, "/widget/orders/{number}/requests", s.handleRequest, api.Public(), api.Summary("Ask to cancel or change an order"))
	api.Post(r, "/widget/orders/{number}/requests/{id}/withdraw", s.handleWithdraw, api.Public(), api.Summary("Take a request back before it is approved"))
	api.Get(r, "/order-requests", s.handleRequests, staff.Can("tickets:read"), api.Summary("List the requests of a ticket"))
	api.Post(r, "/order-requests/{id}/approve", s.handleApprove, staff.Can("tickets:write"), api.Summary("Promise the shopper to do what was asked"))
	api.Post(r, "/order-requests/{id}/refuse", s.handleRefuse, staff.Can("tickets:write"), api.Summary("Refuse what was asked, and say why"))
	api.Post(r, "/order-requests/{id}/done", s.handleDone, staff.Can("tickets:write"), api.Summary("Say that what was asked is done"))
}

// lookupAsked is the event of a guest who asks for an order. It says nothing of what was asked.
const lookupAsked = "order.lookup"

// Handlers send codes and end requests that the shop has fulfilled.
func (s *Service) Handlers() []event.Handler {
	return []event.Handler{
		{Name: "chat.orders.codes", Kinds: []string{lookupAsked}, Handle: s.answerLookups, After: func(context.Context) { s.sent() }},
		{Name: "chat.orders.requests", Kinds: []string{"order.cancelled"}, Handle: s.fulfil},
		thread.OnMerged("chat.orders", bring),
	}
}

const sqlBring = `
UPDATE dari.order_requests r SET conversation_id = c.id, customer_id = coalesce(r.customer_id, c.customer_id)
FROM dari.conversations c WHERE c.id = $2 AND r.conversation_id = $1`

// bring takes the requests of a visitor's chat along into the member's.
func bring(ctx context.Context, tx pgx.Tx, m thread.Merged) error {
	_, err := tx.Exec(ctx, sqlBring, m.From, m.Into)
	return err
}

// Crons forget what was asked.
func (s *Service) Crons() []jobs.Cron {
	return []jobs.Cron{{Name: "chat:lookups", Every: time.Hour, Run: s.forget}}
}
