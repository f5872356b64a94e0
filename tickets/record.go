package tickets

import (
	"time"
)

// State of a ticket.
type State string

// The states: new (nobody has taken it up), open (staff's turn), waiting (the shopper's turn), solved
// (a message within a week reopens it) and closed (a message opens another one).
const (
	Fresh   State = "new"
	Open    State = "open"
	Waiting State = "waiting"
	Solved  State = "solved"
	Closed  State = "closed"
)

// reopenWithin is how long a solved ticket can be reopened by a message; then it is closed.
const reopenWithin = 7 * 24 * time.Hour

// The kinds of events.
const (
	kindOpened     = "opened"
	kindMessage    = "message"    // of a shopper or an agent, in a span of the ticket
	kindAssigned   = "assigned"   // to somebody
	kindReleased   = "released"   // to nobody
	kindRouted     = "routed"     // to somebody, by the system
	kindReturned   = "returned"   // to nobody, because its owner has gone
	kindIdentified = "identified" // the visitor has become a customer
	kindNoted      = "noted"
	kindSolved     = "solved"
	kindReopened   = "reopened"
	kindClosed     = "closed"
	kindWithdrawn  = "withdrawn" // an agent took a message back
	kindRated      = "rated"     // the shopper said how it went
	kindFollowed   = "followed"  // an unread answer left by mail or SMS, and what became of it
	kindTyped      = "typed"     // what it is about has become clear: a request about an order
)

// Who acts on a ticket.
const (
	byShopper = "shopper"
	byAgent   = "agent"
	bySystem  = "system"
)

// Event is one line of a ticket's history.
type Event struct {
	Seq       int64
	Kind      string
	ActorKind string // shopper, agent or system
	ActorID   int64  // visitor, customer or staff id
	Data      Data
	At        time.Time
}

// Data is what an event says beyond its kind. It holds no text of a message: those are the thread's.
type Data struct {
	Number         int64      `json:"number,omitempty"`
	Channel        string     `json:"channel,omitempty"`
	Subject        string     `json:"subject,omitempty"`
	ConversationID int64      `json:"conversation_id,omitempty"`
	Seq            int64      `json:"seq,omitempty"` // of a message or a note
	CustomerID     *int64     `json:"customer_id,omitempty"`
	VisitorID      *int64     `json:"visitor_id,omitempty"`
	OrderID        *int64     `json:"order_id,omitempty"`
	OwnerID        *int64     `json:"owner_id,omitempty"`
	FormerOwnerID  *int64     `json:"former_owner_id,omitempty"`
	Reason         string     `json:"reason,omitempty"` // reply, message, undo, time, rating, contact, ended; sent, failed, opened, stopped
	State          State      `json:"state,omitempty"`  // before it was solved, or after it was reopened
	WaitingSince   *time.Time `json:"waiting_since,omitempty"`
	KeyID          int64      `json:"key_id,omitempty"` // the API key that acted
	Score          int        `json:"score,omitempty"`  // of five
	Quiet          bool       `json:"quiet,omitempty"`  // it was solved without asking how it went
	Type           string     `json:"type,omitempty"`
	DueAt          *time.Time `json:"due_at,omitempty"` // until when an answer was promised
}

// Record is a ticket as its events make it: all columns of its row but the preview.
type Record struct {
	ID             int64
	Number         int64
	State          State
	Channel        string
	Subject        string
	Priority       int
	OwnerID        *int64
	CustomerID     *int64
	VisitorID      *int64
	OrderID        *int64
	ConversationID int64
	PreviewFrom    string
	WaitingSince   *time.Time
	SnoozedUntil   *time.Time
	FirstReplyAt   *time.Time
	OpenedAt       time.Time
	SolvedAt       *time.Time
	ClosedAt       *time.Time
	LastMessageAt  time.Time
	Version        int64 // the seq of the last event
	Type           string
	DueAt          *time.Time
	Score          *int // what the shopper gave for how it went
}

// Rebuild makes the ticket out of its events, which are in order of seq. The id is not among them.
func Rebuild(events []Event) Record {
	var r Record
	for _, e := range events {
		r.apply(e)
	}
	return r
}

// apply is the one place that says what an event does to a ticket.
func (r *Record) apply(e Event) {
	r.Version = e.Seq
	switch e.Kind {
	case kindOpened:
		r.open(e)
	case kindMessage:
		r.message(e)
	case kindAssigned, kindReleased, kindRouted, kindReturned:
		r.OwnerID = e.Data.OwnerID
	case kindIdentified:
		r.CustomerID = e.Data.CustomerID
	case kindSolved:
		// Nobody waits for a solved ticket; the event keeps since when, for an undo.
		r.State, r.SolvedAt, r.WaitingSince = Solved, &e.At, nil
	case kindRated:
		r.Score = &e.Data.Score
	case kindReopened:
		r.State, r.SolvedAt, r.WaitingSince = e.Data.State, nil, e.Data.WaitingSince
		if e.Data.DueAt != nil {
			r.DueAt = e.Data.DueAt
		}
	case kindTyped:
		r.Type, r.DueAt, r.Subject = e.Data.Type, e.Data.DueAt, e.Data.Subject
		if e.Data.OrderID != nil {
			r.OrderID = e.Data.OrderID
		}
	case kindClosed:
		r.State, r.ClosedAt, r.WaitingSince = Closed, &e.At, nil
	}
}

func (r *Record) open(e Event) {
	r.Number, r.State, r.Channel, r.Subject = e.Data.Number, Fresh, e.Data.Channel, e.Data.Subject
	r.CustomerID, r.VisitorID, r.OrderID, r.ConversationID = e.Data.CustomerID, e.Data.VisitorID, e.Data.OrderID, e.Data.ConversationID
	r.OpenedAt, r.LastMessageAt, r.PreviewFrom = e.At, e.At, byShopper
	r.Type = Question
}

func (r *Record) message(e Event) {
	r.ConversationID, r.LastMessageAt, r.PreviewFrom = e.Data.ConversationID, e.At, e.ActorKind
	if e.Data.OrderID != nil && r.OrderID == nil {
		r.OrderID = e.Data.OrderID
	}
	if e.Data.DueAt != nil && (r.Type == Question || r.DueAt == nil) { // a request's promise stays
		r.DueAt = e.Data.DueAt
	}
	if e.ActorKind == byAgent {
		r.WaitingSince = nil
		if r.FirstReplyAt == nil {
			r.FirstReplyAt = &e.At
		}
		if r.State == Fresh || r.State == Open {
			r.State = Waiting
		}
		return
	}
	if r.State == Waiting {
		r.State = Open
	}
	if r.WaitingSince == nil {
		r.WaitingSince = &e.At
	}
}

// happening makes the next event and applies it.
func (r *Record) happening(events *[]Event, e Event) {
	e.Seq = r.Version + 1
	r.apply(e)
	*events = append(*events, e)
}
