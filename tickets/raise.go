package tickets

import (
	"context"
	"errors"
	"slices"
	"time"

	"dari/internal/fault"

	"github.com/jackc/pgx/v5"
)

// NewTicket is one that a room opens: for a mail, a form, a call, a return.
type NewTicket struct {
	ConversationID int64
	FromSeq        int64  // the message it begins with; what follows belongs to it
	Channel        string // empty: that message's
	Subject        string // empty: the conversation's title, or the beginning of the first message
	Type           string // empty: Question
	Fields         map[string]any
	Tags           []string
	Priority       int
	CustomerID     *int64 // nil: the conversation's
	OrderID        *int64
	OwnerID        *int64
	TeamID         *int64
	DueAt          *time.Time // until when an answer was promised
	StaffID        int64      // who has opened it; 0: the shopper
	Cause          string

	general *Type // what a plain question is about
}

// Raise makes a ticket of a message and of what follows in its conversation, in the caller's transaction,
// and answers its number. Messages before belong to the ticket that the conversation was about until
// now. A ticket that has been made of that message already becomes what is asked for.
func Raise(ctx context.Context, tx pgx.Tx, n NewTicket) (number int64, err error) {
	if n.Type == "" {
		n.Type = Question
	}
	form, err := typeOf(ctx, tx, n.Type, false)
	if err != nil || form == nil {
		return 0, orField(err, "tickets.type_unknown", "type")
	}
	if n.Fields, err = form.fill(ctx, tx, nil, n.Fields); err != nil {
		return 0, err
	}
	if n.Tags, err = tidyTags(n.Tags, "tags"); err != nil {
		return 0, err
	}
	if n.Tags, err = renamed(ctx, tx, n.Tags); err != nil {
		return 0, err
	}
	if err := rememberTags(ctx, tx, n.Tags); err != nil {
		return 0, err
	}
	ids := []int64{n.ConversationID}
	if err := lockConversations(ctx, tx, ids); err != nil {
		return 0, err
	}
	f, heads, entries, err := gather(ctx, tx, ids)
	if err != nil {
		return 0, err
	}
	if len(heads) == 0 {
		return 0, fault.New(fault.NotFound, "tickets.not_found")
	}
	if f.now, err = clock(ctx, tx); err != nil {
		return 0, err
	}
	if n.general, err = typeOf(ctx, tx, Question, true); err != nil {
		return 0, err
	}
	r, err := f.begin(heads[0], entries[n.ConversationID], n, form)
	if err != nil {
		return 0, err
	}
	if err := errors.Join(f.orders(ctx, tx), f.share(ctx, tx)); err != nil {
		return 0, err
	}
	if _, err := store(ctx, tx, f.order); err != nil {
		return 0, err
	}
	return r.Number, nil
}

// gather reads where conversations stand, what has been written since, and locks their tickets.
func gather(ctx context.Context, tx pgx.Tx, ids []int64) (*follower, []*head, map[int64][]entry, error) {
	heads, err := readHeads(ctx, tx, ids)
	if err != nil {
		return nil, nil, nil, err
	}
	records, err := lockOf(ctx, tx, heads)
	if err != nil {
		return nil, nil, nil, err
	}
	entries, err := readEntries(ctx, tx, heads)
	if err != nil {
		return nil, nil, nil, err
	}
	owners, err := mayOwn(ctx, tx, entries)
	if err != nil {
		return nil, nil, nil, err
	}
	return &follower{records: records, owners: owners, works: map[*Record]*work{}, naming: map[*work]naming{}}, heads, entries, nil
}

// begin folds the messages before the one that is meant into their ticket, and opens another with it.
func (f *follower) begin(h *head, entries []entry, n NewTicket, form *Type) (*Record, error) {
	i := slices.IndexFunc(entries, func(m entry) bool { return m.Seq >= n.FromSeq })
	if i < 0 {
		i = len(entries)
	}
	if h.span != nil && h.span.LastSeq >= n.FromSeq {
		return f.adopt(h, entries, n, form)
	}
	f.conversation(h, entries[:i])
	if h.span != nil && h.span.ToSeq == nil {
		f.end(h, f.current(h))
	}
	r := &Record{}
	w := f.work(r)
	e := Event{Kind: kindOpened, ActorKind: byShopper, Data: Data{
		ConversationID: n.ConversationID, Channel: n.Channel, Subject: shorten(n.Subject, maxTitle), CustomerID: h.customerID, VisitorID: h.visitorID,
		OrderID: n.OrderID, DueAt: n.DueAt, Type: n.Type, Step: form.first(), Fields: n.Fields, Cause: n.Cause,
	}}
	if n.Priority != 0 {
		e.Data.Priority = &n.Priority
	}
	if n.CustomerID != nil {
		e.Data.CustomerID = n.CustomerID
	}
	if i < len(entries) {
		first := entries[i]
		e.At, e.ActorID = first.At, first.SenderID
		if e.Data.Channel == "" {
			e.Data.Channel = first.Channel
		}
		if e.Data.Subject == "" {
			e.Data.Subject = subjectOf(h.title, first.Body)
		}
		if n.OrderID == nil {
			f.naming[w] = naming{first.Body, 0}
		}
	}
	if e.At.IsZero() {
		e.At = f.now
	}
	if n.StaffID != 0 {
		e.ActorKind, e.ActorID = byAgent, n.StaffID
	}
	r.happening(&w.events, e)
	h.span = &span{ConversationID: n.ConversationID, FromSeq: n.FromSeq, LastSeq: n.FromSeq, isNew: true}
	w.put(*h.span)
	current := r
	for _, m := range entries[i:] {
		current = f.message(h, current, m)
	}
	f.dress(w, r, e, n, form)
	return r, nil
}

// dress gives a new ticket what its opening does not hold.
func (f *follower) dress(w *work, r *Record, opened Event, n NewTicket, form *Type) {
	add := func(kind string, d Data) {
		d.Cause = n.Cause
		r.happening(&w.events, Event{Kind: kind, ActorKind: opened.ActorKind, ActorID: opened.ActorID, Data: d, At: opened.At})
	}
	if len(n.Tags) > 0 && !slices.Equal(n.Tags, r.Tags) {
		add(kindTagged, Data{Tags: n.Tags, Added: n.Tags, Was: &Was{Tags: r.Tags}})
	}
	if n.TeamID == nil {
		n.TeamID = form.team(r, n.general)
	}
	if n.TeamID != nil && !same(n.TeamID, r.TeamID) {
		add(kindTeamed, Data{TeamID: n.TeamID, Was: &Was{TeamID: r.TeamID}})
	}
	if n.OwnerID != nil && !same(n.OwnerID, r.OwnerID) {
		add(kindAssigned, Data{OwnerID: n.OwnerID, FormerOwnerID: r.OwnerID})
	}
}

// adopt makes the ticket that was opened with the message what is asked for.
func (f *follower) adopt(h *head, entries []entry, n NewTicket, form *Type) (*Record, error) {
	if h.span.FromSeq != n.FromSeq || f.records[h.span.TicketID] == nil {
		return nil, fault.New(fault.Conflict, "tickets.open_late")
	}
	f.conversation(h, entries)
	r := f.current(h)
	w := f.work(r)
	subject := r.Subject
	if n.Subject != "" {
		subject = shorten(n.Subject, maxTitle)
	}
	due := r.DueAt
	if n.DueAt != nil {
		due = n.DueAt
	}
	e := Event{ActorKind: byShopper, At: r.LastMessageAt}
	if n.StaffID != 0 {
		e.ActorKind, e.ActorID = byAgent, n.StaffID
	}
	typed := e
	typed.Kind, typed.Data = kindTyped, Data{Type: n.Type, Step: form.first(), DueAt: due, OrderID: n.OrderID, Subject: subject, Cause: n.Cause}
	r.happening(&w.events, typed)
	if len(n.Fields) > 0 {
		filled := e
		filled.Kind, filled.Data = kindFilled, Data{Fields: n.Fields, Was: &Was{Fields: r.Fields}, Cause: n.Cause}
		r.happening(&w.events, filled)
	}
	f.dress(w, r, e, n, form)
	return r, nil
}
