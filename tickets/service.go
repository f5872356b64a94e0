package tickets

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"time"

	"dari/internal/event"
	"dari/internal/jobs"
	"dari/internal/postgres"
	"dari/internal/staff"
	"dari/internal/thread"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// Consent is what a customer said to advertising on a channel.
type Consent struct {
	Channel string    `json:"channel" enum:"email,sms"`
	Granted bool      `json:"granted"`
	At      time.Time `json:"at"`
}

// Coupon is a code that a customer holds.
type Coupon struct {
	Code       string     `json:"code"`
	Name       string     `json:"name"`
	Discount   string     `json:"discount"`
	ValidUntil string     `json:"valid_until" doc:"YYYY-MM-DD"`
	RedeemedAt *time.Time `json:"redeemed_at"`
}

// Options of New.
type Options struct {
	DB     *pgxpool.Pool
	Log    *slog.Logger
	Thread *thread.Store
	// Consents and Coupons answer for a customer's panel; nil: the panel shows none.
	Consents func(ctx context.Context, q postgres.Querier, customerID int64) ([]Consent, error)
	Coupons  func(ctx context.Context, q postgres.Querier, customerID int64) ([]Coupon, error)
	// Publish pushes a frame to a topic of the sockets after a commit: the hint at a ticket that has got a
	// message and nothing else. Of all other changes the event ticket.changed tells.
	Publish func(ctx context.Context, topic string, payload []byte)
	// TellRequester sends word by mail to a requester whose ticket goes on in another one, in the caller's
	// transaction; nil: they find it in the conversation.
	TellRequester func(ctx context.Context, tx pgx.Tx, n Notice) error
	// CheckAnswer refuses a text that must not reach a shopper; nil: every text may.
	CheckAnswer func(text string) error
	// Outgoing decides how an answer outside the chat leaves, and answers what its message says of that; nil
	// when it does not leave by mail.
	Outgoing func(ctx context.Context, q postgres.Querier, o Outgoing) (json.RawMessage, error)
	// SavedView answers the filter and the sort of a saved view that the actor may see; nil: there are none.
	SavedView func(ctx context.Context, actor staff.Actor, id string) (Filter, Sort, error)
	// Retag are the rooms that know tags by name: each takes the new name over in the caller's transaction.
	Retag []func(ctx context.Context, tx pgx.Tx, from, to string) error
}

// Service is the queue.
type Service struct {
	db       *pgxpool.Pool
	log      *slog.Logger
	thread   *thread.Store
	consents func(ctx context.Context, q postgres.Querier, customerID int64) ([]Consent, error)
	coupons  func(ctx context.Context, q postgres.Querier, customerID int64) ([]Coupon, error)
	publish  func(ctx context.Context, topic string, payload []byte)

	tellRequester func(ctx context.Context, tx pgx.Tx, n Notice) error
	outgoing      func(ctx context.Context, q postgres.Querier, o Outgoing) (json.RawMessage, error)
	saved         func(ctx context.Context, actor staff.Actor, id string) (Filter, Sort, error)
	checkAnswer   func(text string) error
	retag         []func(ctx context.Context, tx pgx.Tx, from, to string) error
	retagged      bool // what was renamed by an older program is known everywhere

	changedMu sync.Mutex
	changed   []hint
}

// New makes the queue. It starts nothing.
func New(o Options) *Service {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.Publish == nil {
		o.Publish = func(context.Context, string, []byte) {}
	}
	if o.CheckAnswer == nil {
		o.CheckAnswer = func(string) error { return nil }
	}
	return &Service{db: o.DB, log: o.Log, thread: o.Thread, checkAnswer: o.CheckAnswer, consents: o.Consents, coupons: o.Coupons, publish: o.Publish, tellRequester: o.TellRequester, outgoing: o.Outgoing, saved: o.SavedView, retag: o.Retag}
}

// Handlers follows conversations.
func (s *Service) Handlers() []event.Handler {
	return []event.Handler{
		{Name: "tickets", Kinds: []string{"message.appended", "conversation.attached"}, Handle: s.handleEvents, After: s.tellChanged},
		{Name: "tickets:after", Kinds: []string{"message.withdrawn", "survey.answered", "conversation.ended", "conversation.followed"}, Handle: s.handleAfter, After: s.tellChanged},
	}
}

func (s *Service) handleEvents(ctx context.Context, tx pgx.Tx, events []event.Event) error {
	ids := make([]int64, len(events))
	for i, e := range events {
		ids[i] = e.SubjectID
	}
	hints, err := follow(ctx, tx, ids)
	if err != nil {
		return err
	}
	s.changedMu.Lock()
	defer s.changedMu.Unlock()
	s.changed = append(s.changed, hints...)
	return nil
}

// tellChanged runs after the commit. It may tell of a change that was rolled back and done again:
// who hears a hint asks for the ticket.
func (s *Service) tellChanged(ctx context.Context) {
	s.changedMu.Lock()
	hints := s.changed
	s.changed = nil
	s.changedMu.Unlock()
	s.tell(ctx, hints)
}

// hint tells consoles that a ticket has a newer version.
type hint struct {
	ID      int64 `json:"id"`
	Version int64 `json:"version"`
}

// mostHints is how many tickets one frame tells of.
const mostHints = 500

// tell sends hints: a single one as it is, many as a list, so that a busy chat costs each console one frame.
func (s *Service) tell(ctx context.Context, hints []hint) {
	for part := range slices.Chunk(hints, mostHints) {
		var frame any = struct {
			Type  string `json:"t"`
			Items []hint `json:"items"`
		}{"tickets", part}
		if len(part) == 1 {
			frame = struct {
				Type string `json:"t"`
				hint
			}{"ticket", part[0]}
		}
		payload, err := json.Marshal(frame)
		if err != nil {
			s.log.ErrorContext(ctx, "hints could not be encoded", "tickets", len(part), "error", err)
			continue
		}
		s.publish(ctx, "console", payload)
	}
}

// Crons closes what was solved a week ago, and brings back what was put aside.
func (s *Service) Crons() []jobs.Cron {
	return []jobs.Cron{
		{Name: "tickets:close", Every: 10 * time.Minute, Run: s.CloseSolved},
		{Name: "tickets:wake", Every: time.Minute, Run: s.Wake},
		{Name: "tickets:seen", Every: time.Hour, Run: s.forgetSeen},
		{Name: "tickets:tags", Every: time.Minute, Run: s.MoveTags},
	}
}

// CloseSolved closes tickets that were solved more than 7 days ago.
func (s *Service) CloseSolved(ctx context.Context) error {
	for {
		closed := 0
		err := postgres.InTx(ctx, s.db, func(tx pgx.Tx) error {
			due, now, err := lockDue(ctx, tx)
			if err != nil {
				return err
			}
			closed = len(due)
			works := make([]*work, len(due))
			for i := range due {
				works[i] = begin(due[i])
				works[i].closeSpans = true
				works[i].record.happening(&works[i].events, Event{Kind: kindClosed, ActorKind: bySystem, Data: Data{Reason: "time"}, At: now})
			}
			_, err = store(ctx, tx, works)
			return err
		})
		if err != nil {
			return fmt.Errorf("close tickets that are solved: %w", err)
		}
		if closed < closeBatch {
			return nil
		}
	}
}

// TicketOf is the id of the ticket whose span of the conversation is open; found is false without one.
func TicketOf(ctx context.Context, q postgres.Querier, conversationID int64) (id int64, found bool, err error) {
	return openTicketOf(ctx, q, conversationID)
}
