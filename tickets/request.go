package tickets

import (
	"context"
	"fmt"
	"slices"
	"time"

	"dari/internal/fault"

	"github.com/jackc/pgx/v5"
)

// What a ticket is about.
const (
	Question = "question"
	Cancel   = "cancel"
	Reorder  = "change" // of what was ordered
	Address  = "address"
	Return   = "return"
	Exchange = "exchange"
)

// Request is what a shopper asks to have done with an order, as it concerns the queue.
type Request struct {
	ConversationID int64  // its newest message is the shopper's request
	Type           string // Cancel, Reorder or Address
	OrderID        int64
	Subject        string
	DueAt          time.Time // until when the shopper was promised an answer

	form, general *Type // what it is about, and what a question is about
}

// Opened is the ticket that a request has become.
type Opened struct {
	ID     int64
	Number int64
}

// Request brings the conversation's ticket up to its last message, in the caller's transaction, and
// makes it the ticket of the request: the one that is being worked on when it was a mere question or
// about the same request, otherwise a new one that begins with that message. Consoles hear of it by
// the event ticket.changed.
func (s *Service) Request(ctx context.Context, tx pgx.Tx, in Request) (Opened, error) {
	if !slices.Contains([]string{Cancel, Reorder, Address, Return, Exchange}, in.Type) {
		return Opened{}, fmt.Errorf("a ticket cannot be of the type %q", in.Type)
	}
	ids := []int64{in.ConversationID}
	if err := lockConversations(ctx, tx, ids); err != nil {
		return Opened{}, err
	}
	f, heads, entries, err := gather(ctx, tx, ids)
	if err != nil {
		return Opened{}, err
	}
	if in.form, err = typeOf(ctx, tx, in.Type, true); err != nil {
		return Opened{}, err
	}
	if in.general, err = typeOf(ctx, tx, Question, true); err != nil {
		return Opened{}, err
	}
	list := entries[in.ConversationID]
	if len(heads) == 0 || len(list) == 0 {
		return Opened{}, fault.New(fault.NotFound, "tickets.not_found")
	}
	mine := f.request(heads[0], list, in)
	if err := f.share(ctx, tx); err != nil {
		return Opened{}, err
	}
	if _, err := store(ctx, tx, f.order); err != nil {
		return Opened{}, err
	}
	return Opened{mine.ID, mine.Number}, nil
}

// Lock holds the queue's lock of a conversation to the end of the transaction. Who will write to the
// conversation and then call Request takes it first, for that is the order in which the queue does.
func Lock(ctx context.Context, tx pgx.Tx, conversationID int64) error {
	return lockConversations(ctx, tx, []int64{conversationID})
}

// request folds messages into tickets; the last of them is the request.
func (f *follower) request(h *head, entries []entry, in Request) *Record {
	before, asked := entries[:len(entries)-1], entries[len(entries)-1]
	f.conversation(h, before)
	var current *Record
	if h.span != nil {
		current = f.current(h)
	}
	if current != nil && current.State != Closed && !in.goesOn(current) {
		f.end(h, current) // what it is about stays its own; the conversation goes on with the request
		if current.State == Solved {
			current.happening(&f.work(current).events, Event{Kind: kindClosed, ActorKind: bySystem, Data: Data{Reason: "request"}, At: asked.At})
		}
		current = nil
	}
	current = f.message(h, current, asked)
	w, was := f.work(current), current.Type
	current.happening(&w.events, Event{
		Kind: kindTyped, ActorKind: byShopper, ActorID: asked.SenderID, At: asked.At,
		Data: Data{Type: in.Type, DueAt: &in.DueAt, OrderID: &in.OrderID, Subject: in.Subject, Step: in.form.first()},
	})
	if was != in.Type {
		f.give(w, in.form, in.general)
	}
	return current
}

// current is the ticket of the conversation's last span, which may have been opened just now.
func (f *follower) current(h *head) *Record {
	if r := f.records[h.span.TicketID]; r != nil {
		return r
	}
	if n := len(f.order); n > 0 {
		return f.order[n-1].record
	}
	return nil
}

// goesOn tells whether the ticket is the request's: somebody works on a question, or on this very request.
func (in Request) goesOn(t *Record) bool {
	switch {
	case t.State == Solved:
		return false
	case t.Type == Question:
		return true
	default:
		return t.Type == in.Type && t.OrderID != nil && *t.OrderID == in.OrderID
	}
}
