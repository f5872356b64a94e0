package tickets

import (
	"maps"
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
	kindCalled     = "called" // somebody telephoned with the shopper, or tried to
	kindSolved     = "solved"
	kindReopened   = "reopened"
	kindClosed     = "closed"
	kindWithdrawn  = "withdrawn" // an agent took a message back
	kindRated      = "rated"     // the shopper said how it went
	kindFollowed   = "followed"  // an unread answer left by mail or SMS, and what became of it
	kindTyped      = "typed"     // what it is about has become clear: a request about an order

	kindRenamed     = "renamed"     // it has another title
	kindPrioritised = "prioritised" // it is more or less urgent
	kindTagged      = "tagged"      // tags were added or taken off
	kindTeamed      = "teamed"      // it belongs to a team, or to none
	kindSorted      = "sorted"      // staff chose another type
	kindFilled      = "filled"      // fields of its form were filled in
	kindStepped     = "stepped"     // it has come to another step that the customer sees
	kindNamed       = "named"       // it stands where a state of the shop's own says
	kindSnoozed     = "snoozed"     // it was put aside for a time, or until the shopper writes
	kindWoken       = "woken"       // it is back
	kindSpam        = "spam"        // it is spam
	kindNoSpam      = "nospam"      // it is not
	kindLinked      = "linked"      // it is part of an incident, or no longer
	kindMerged      = "merged"      // it goes on in another one
	kindAbsorbed    = "absorbed"    // another one goes on in it
	kindUnmerged    = "unmerged"    // it goes on by itself again
	kindParted      = "parted"      // the other one has left it again
	kindSplit       = "split"       // some of its messages went into another one
	kindSplitOff    = "splitoff"    // it was made of messages of another one
	kindRejoined    = "rejoined"    // those messages have come back
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
	Reason         string     `json:"reason,omitempty"` // reply, message, undo, time, rating, contact, ended; sent, failed, opened, stopped, arrived
	State          State      `json:"state,omitempty"`  // before it was solved, or after it was reopened
	WaitingSince   *time.Time `json:"waiting_since,omitempty"`
	KeyID          int64      `json:"key_id,omitempty"`    // the API key that acted
	Score          int        `json:"score,omitempty"`     // of five
	Outcome        string     `json:"outcome,omitempty"`   // of a call
	ClientID       string     `json:"client_id,omitempty"` // of a call: the same one twice is one
	Quiet          bool       `json:"quiet,omitempty"`     // it was solved without asking how it went
	Type           string     `json:"type,omitempty"`
	DueAt          *time.Time `json:"due_at,omitempty"` // until when an answer was promised

	Group  string `json:"group,omitempty"`  // a uuid: all events of one call share it
	Cause  string `json:"cause,omitempty"`  // macro:UID, rule:ID, bulk:UID; empty: a person or what has happened
	Undoes string `json:"undoes,omitempty"` // the group that this one puts back

	Priority *int           `json:"priority,omitempty"`
	Tags     []string       `json:"tags,omitempty"` // all it has afterwards
	Added    []string       `json:"added,omitempty"`
	Removed  []string       `json:"removed,omitempty"`
	TeamID   *int64         `json:"team_id,omitempty"`
	Step     string         `json:"step,omitempty"`
	Status   string         `json:"status,omitempty"`
	Fields   map[string]any `json:"fields,omitempty"` // all it has afterwards
	Until    *time.Time     `json:"until,omitempty"`
	Reply    bool           `json:"reply,omitempty"` // until the shopper writes
	ParentID *int64         `json:"parent_id,omitempty"`
	SolvedAt *time.Time     `json:"solved_at,omitempty"` // of what an undo solves again
	Other    *Other         `json:"other,omitempty"`     // the second ticket of a merge or a split
	Spans    []Span         `json:"spans,omitempty"`     // what has moved
	Became   *Standing      `json:"became,omitempty"`
	Arranged *Arranged      `json:"arranged,omitempty"`
	Was      *Was           `json:"was,omitempty"` // what an undo puts back
}

// Other is another ticket.
type Other struct {
	ID     int64 `json:"id"`
	Number int64 `json:"number"`
}

// Span is a part of a conversation; an open one has no end.
type Span struct {
	ConversationID int64  `json:"conversation_id"`
	FromSeq        int64  `json:"from_seq"`
	ToSeq          *int64 `json:"to_seq,omitempty"`
	LastSeq        int64  `json:"last_seq,omitempty"`
}

// Standing is what the messages of a ticket make of it. A merge or a split gives it other messages.
type Standing struct {
	State          State      `json:"state"`
	ConversationID int64      `json:"conversation_id"`
	PreviewFrom    string     `json:"preview_from"`
	WaitingSince   *time.Time `json:"waiting_since,omitempty"`
	FirstReplyAt   *time.Time `json:"first_reply_at,omitempty"`
	LastMessageAt  time.Time  `json:"last_message_at"`
	SolvedAt       *time.Time `json:"solved_at,omitempty"`
}

// Was is what an event has replaced.
type Was struct {
	Subject  string         `json:"subject,omitempty"`
	Priority int            `json:"priority,omitempty"`
	Tags     []string       `json:"tags,omitempty"`
	TeamID   *int64         `json:"team_id,omitempty"`
	Type     string         `json:"type,omitempty"`
	Step     string         `json:"step,omitempty"`
	Status   string         `json:"status,omitempty"`
	Fields   map[string]any `json:"fields,omitempty"`
	Until    *time.Time     `json:"until,omitempty"`
	Reply    bool           `json:"reply,omitempty"`
	ParentID *int64         `json:"parent_id,omitempty"`
	Standing *Standing      `json:"standing,omitempty"`
	DueAt    *time.Time     `json:"due_at,omitempty"`
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
	Tags           []string
	TeamID         *int64
	Step           string // of its type
	Fields         map[string]any
	Status         string // a key of the shop's own states; empty: the state's own name
	SnoozedReply   bool   // put aside until the shopper writes
	Spam           bool
	MergedInto     *int64
	ParentID       *int64
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
		if e.Data.ConversationID != 0 { // and what they wrote has gone on in the member's chat
			r.ConversationID = e.Data.ConversationID
		}
	case kindSolved:
		// Nobody waits for a solved ticket; the event keeps since when, for an undo.
		r.moveTo(Solved)
		r.SolvedAt, r.WaitingSince = &e.At, nil
		if e.Data.SolvedAt != nil {
			r.SolvedAt = e.Data.SolvedAt
		}
		r.snooze(nil, false)
	case kindRated:
		r.Score = &e.Data.Score
	case kindReopened:
		r.moveTo(e.Data.State)
		r.SolvedAt, r.WaitingSince = nil, e.Data.WaitingSince
		r.snooze(e.Data.Until, e.Data.Reply)
		if e.Data.Status != "" {
			r.Status = e.Data.Status
		}
		if e.Data.DueAt != nil {
			r.DueAt = e.Data.DueAt
		}
	case kindTyped:
		r.Type, r.DueAt, r.Subject = e.Data.Type, e.Data.DueAt, e.Data.Subject
		if e.Data.OrderID != nil {
			r.OrderID = e.Data.OrderID
		}
		if e.Data.Step != "" {
			r.Step = e.Data.Step
		}
	case kindPromised:
		r.DueAt = e.Data.DueAt
	case kindClosed:
		r.moveTo(Closed)
		r.ClosedAt, r.WaitingSince = &e.At, nil
		r.snooze(nil, false)
	default:
		r.applyAct(e)
	}
}

// applyAct is what staff do to a ticket beyond its owner and its end.
func (r *Record) applyAct(e Event) {
	d := e.Data
	switch e.Kind {
	case kindRenamed:
		r.Subject = d.Subject
	case kindPrioritised:
		if d.Priority != nil {
			r.Priority = *d.Priority
		}
	case kindTagged:
		r.Tags = append([]string{}, d.Tags...)
	case kindTeamed:
		r.TeamID = d.TeamID
	case kindSorted:
		r.Type, r.Step, r.Fields = d.Type, d.Step, clone(d.Fields)
	case kindFilled:
		r.Fields = clone(d.Fields)
	case kindStepped:
		r.Step = d.Step
	case kindNamed:
		r.moveTo(d.State)
		r.Status = d.Status
	case kindSnoozed, kindWoken:
		r.snooze(d.Until, d.Reply)
	case kindSpam:
		r.Spam, r.WaitingSince = true, nil
		r.snooze(nil, false)
	case kindNoSpam:
		r.Spam, r.WaitingSince = false, d.WaitingSince
		r.snooze(d.Until, d.Reply)
	case kindLinked:
		r.ParentID = d.ParentID
	default:
		r.applyMove(e)
	}
}

// applyMove is what a merge or a split does to both tickets, and its undo.
func (r *Record) applyMove(e Event) {
	d := e.Data
	switch e.Kind {
	case kindMerged:
		r.moveTo(Closed)
		r.MergedInto, r.ClosedAt, r.WaitingSince = &d.Other.ID, &e.At, nil
		r.snooze(nil, false)
	case kindUnmerged:
		r.MergedInto, r.ClosedAt = nil, nil
		r.become(d.Became)
		r.Status = d.Status
		r.snooze(d.Until, d.Reply)
	case kindAbsorbed, kindParted, kindSplit, kindRejoined, kindWithdrawn, kindFollowed:
		r.become(d.Became)
		if e.Kind == kindAbsorbed && d.DueAt != nil || e.Kind == kindParted && d.Was != nil && d.Was.DueAt != nil {
			r.DueAt = d.DueAt // what the other one's shopper was promised, and no longer
		}
	}
}

// moveTo leaves the name of the shop's own for where it stood.
func (r *Record) moveTo(s State) {
	if r.State != s {
		r.State, r.Status = s, ""
	}
}

func (r *Record) snooze(until *time.Time, reply bool) { r.SnoozedUntil, r.SnoozedReply = until, reply }

func (r *Record) standing() *Standing {
	return &Standing{r.State, r.ConversationID, r.PreviewFrom, r.WaitingSince, r.FirstReplyAt, r.LastMessageAt, r.SolvedAt}
}

func (r *Record) become(s *Standing) {
	if s == nil {
		return
	}
	r.moveTo(s.State)
	r.ConversationID, r.PreviewFrom, r.WaitingSince = s.ConversationID, s.PreviewFrom, s.WaitingSince
	r.FirstReplyAt, r.LastMessageAt, r.SolvedAt = s.FirstReplyAt, s.LastMessageAt, s.SolvedAt
}

func clone(m map[string]any) map[string]any {
	out := make(map[string]any, len(m))
	maps.Copy(out, m)
	return out
}

func (r *Record) open(e Event) {
	r.Number, r.State, r.Channel, r.Subject = e.Data.Number, Fresh, e.Data.Channel, e.Data.Subject
	r.CustomerID, r.VisitorID, r.OrderID, r.ConversationID = e.Data.CustomerID, e.Data.VisitorID, e.Data.OrderID, e.Data.ConversationID
	r.OpenedAt, r.LastMessageAt, r.PreviewFrom = e.At, e.At, byShopper
	r.Type, r.Tags, r.Fields = Question, []string{}, map[string]any{}
	if e.Data.Type != "" {
		r.Type, r.Step, r.Fields = e.Data.Type, e.Data.Step, clone(e.Data.Fields)
	}
	if e.Data.Priority != nil {
		r.Priority = *e.Data.Priority
	}
	r.DueAt = e.Data.DueAt
}

func (r *Record) message(e Event) {
	// A message of another of its conversations may be heard of late: the newest one says where an answer goes.
	if e.Data.ConversationID == r.ConversationID || !e.At.Before(r.LastMessageAt) {
		r.ConversationID, r.LastMessageAt, r.PreviewFrom = e.Data.ConversationID, e.At, e.ActorKind
	}
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
			r.moveTo(Waiting)
		}
		return
	}
	if r.Spam { // nobody waits for an answer to spam
		return
	}
	r.snooze(nil, false)
	if r.State == Waiting {
		r.moveTo(Open)
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
