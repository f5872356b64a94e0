package tickets

import (
	"context"
	"slices"
	"time"

	"dari/internal/staff"

	"github.com/jackc/pgx/v5"
)

// work is what becomes of one ticket in a transaction.
type work struct {
	record     *Record
	before     posture
	isNew      bool
	events     []Event
	preview    *string
	spans      []span
	closeSpans bool // all that are open end where the ticket knows the conversation to
}

// span is the part of a conversation that a ticket covers.
type span struct {
	TicketID       int64
	ConversationID int64
	FromSeq        int64
	ToSeq          *int64
	LastSeq        int64
	isNew          bool
}

// posture is what others must hear of when it changes.
type posture struct {
	state          State
	owner          int64
	waits, snoozed bool
}

func (r *Record) posture() posture {
	p := posture{state: r.State, waits: r.WaitingSince != nil, snoozed: r.SnoozedUntil != nil || r.SnoozedReply}
	if r.OwnerID != nil {
		p.owner = *r.OwnerID
	}
	return p
}

// begin is the work on a ticket as it is now.
func begin(r *Record) *work { return &work{record: r, before: r.posture(), isNew: r.ID == 0} }

// onlyTalk says that there is nothing but messages, which changed nothing else.
func (w *work) onlyTalk() bool {
	for _, e := range w.events {
		if e.Kind != kindMessage {
			return false
		}
	}
	return !w.isNew && w.before == w.record.posture()
}

func (w *work) changed() changedEvent {
	r := w.record
	c := changedEvent{TicketID: r.ID, Number: r.Number, Version: r.Version, FromSeq: r.Version + 1, State: r.State, OwnerID: r.OwnerID, Kinds: []string{}}
	for _, e := range w.events {
		c.FromSeq = min(c.FromSeq, e.Seq)
		if !slices.Contains(c.Kinds, e.Kind) {
			c.Kinds = append(c.Kinds, e.Kind)
		}
		if e.Data.Cause != "" {
			c.Cause = e.Data.Cause
		}
		if e.Data.Group != "" {
			c.Group = e.Data.Group
		}
	}
	return c
}

// head is where the queue stands in a conversation.
type head struct {
	conversationID int64
	customerID     *int64
	visitorID      *int64
	title          string
	span           *span // the last one, if any
}

// entry is a message as far as the queue cares: of a shopper or an agent, not what the system says.
type entry struct {
	ConversationID int64
	Seq            int64
	From           string
	SenderID       int64
	Channel        string
	Body           string // its beginning; of files alone the first one's name
	At             time.Time
	Order          string     // the number that was typed into the form for when nobody is there
	PromiseAt      *time.Time // by when an answer was promised there
}

// needsPerson says that somebody has to look: a shopper has written or sent something.
func (m entry) needsPerson() bool { return m.From == byShopper }

// follow brings the tickets of conversations up to their last message. What was followed before is
// left alone, so it may be called twice, late, and for one conversation by several programs at once.
func follow(ctx context.Context, tx pgx.Tx, conversationIDs []int64) ([]hint, error) {
	ids := slices.Clone(conversationIDs)
	slices.Sort(ids)
	ids = slices.Compact(ids)
	if err := lockConversations(ctx, tx, ids); err != nil {
		return nil, err
	}
	f, heads, entries, err := gather(ctx, tx, ids)
	if err != nil {
		return nil, err
	}
	for _, h := range heads {
		f.conversation(h, entries[h.conversationID])
	}
	if err := f.orders(ctx, tx); err != nil {
		return nil, err
	}
	if err := f.share(ctx, tx); err != nil {
		return nil, err
	}
	return store(ctx, tx, f.order)
}

// mayOwn tells which of the agents who have written are given a ticket that nobody has: all who may hold one,
// unless the shop does not want it.
func mayOwn(ctx context.Context, tx pgx.Tx, entries map[int64][]entry) (map[int64]bool, error) {
	var ids []int64
	for _, list := range entries {
		for _, m := range list {
			if m.From == byAgent {
				ids = append(ids, m.SenderID)
			}
		}
	}
	if len(ids) == 0 {
		return map[int64]bool{}, nil
	}
	set, err := staff.Shop(ctx, tx)
	if err != nil || set.AnswersStayFree {
		return map[int64]bool{}, err
	}
	return staff.Holders(ctx, tx, ids, "tickets:write")
}

// follower folds messages into tickets.
type follower struct {
	now     time.Time // of what has no message
	records map[int64]*Record
	owners  map[int64]bool
	works   map[*Record]*work
	order   []*work
	naming  map[*work]naming
}

// naming is what may name the order that a ticket is about, and the event of the ticket that tells it.
type naming struct {
	text  string
	event int
}

func (f *follower) work(r *Record) *work {
	w := f.works[r]
	if w == nil {
		w = begin(r)
		f.works[r] = w
		f.order = append(f.order, w)
	}
	return w
}

func (f *follower) conversation(h *head, entries []entry) {
	var current *Record
	if h.span != nil {
		current = f.records[h.span.TicketID]
	}
	if current != nil && current.CustomerID == nil && h.customerID != nil {
		current.happening(&f.work(current).events, Event{Kind: kindIdentified, ActorKind: bySystem, Data: Data{CustomerID: h.customerID}, At: lastAt(current, entries)})
	}
	for _, m := range entries {
		current = f.message(h, current, m)
	}
}

// lastAt is a moment for what has none of its own, out of what is there: the events alone decide.
func lastAt(r *Record, entries []entry) time.Time {
	if len(entries) > 0 {
		return entries[0].At
	}
	return r.LastMessageAt
}

// message adds a message to the ticket it belongs to, which it may open, and answers which that is.
func (f *follower) message(h *head, current *Record, m entry) *Record {
	if current != nil && current.State == Solved && m.needsPerson() {
		if m.At.Before(current.SolvedAt.Add(reopenWithin)) {
			current.happening(&f.work(current).events, Event{
				Kind: kindReopened, ActorKind: byShopper, ActorID: m.SenderID,
				Data: Data{Reason: "message", State: Open}, At: m.At,
			})
		} else {
			current.happening(&f.work(current).events, Event{Kind: kindClosed, ActorKind: bySystem, Data: Data{Reason: "time"}, At: m.At})
		}
	}
	if current == nil || current.State == Closed {
		if !m.needsPerson() {
			return current
		}
		f.end(h, current)
		current = f.open(h, m)
	}
	w := f.work(current)
	current.happening(&w.events, Event{Kind: kindMessage, ActorKind: m.From, ActorID: m.SenderID, Data: Data{ConversationID: m.ConversationID, Seq: m.Seq, Channel: m.Channel, DueAt: m.PromiseAt}, At: m.At})
	if _, asked := f.naming[w]; m.Order != "" && !asked && current.OrderID == nil {
		f.naming[w] = naming{m.Order, len(w.events) - 1}
	}
	if m.From == byAgent && current.OwnerID == nil && f.owners[m.SenderID] {
		current.happening(&w.events, Event{Kind: kindAssigned, ActorKind: byAgent, ActorID: m.SenderID, Data: Data{OwnerID: &m.SenderID, Reason: "reply"}, At: m.At})
	}
	if current.ConversationID == m.ConversationID {
		preview := previewOf(m.Body)
		w.preview = &preview
	}
	h.span.LastSeq = m.Seq
	w.put(*h.span)
	return current
}

// end closes the span of a ticket that is closed, at the last message it knows of.
func (f *follower) end(h *head, current *Record) {
	if current == nil || h.span.ToSeq != nil {
		return
	}
	last := h.span.LastSeq
	h.span.ToSeq = &last
	f.work(current).put(*h.span)
}

func (f *follower) open(h *head, m entry) *Record {
	r := &Record{}
	w := f.work(r)
	r.happening(&w.events, Event{Kind: kindOpened, ActorKind: byShopper, ActorID: m.SenderID, At: m.At, Data: Data{
		Channel: m.Channel, Subject: subjectOf(h.title, m.Body), ConversationID: m.ConversationID, CustomerID: h.customerID, VisitorID: h.visitorID,
	}})
	if m.Order == "" { // the form's word goes before what the text names
		f.naming[w] = naming{m.Body, 0}
	}
	h.span = &span{ConversationID: m.ConversationID, FromSeq: m.Seq, LastSeq: m.Seq, isNew: true}
	return r
}

// orders connects tickets with the order of the customer that their first message or a form names.
func (f *follower) orders(ctx context.Context, tx pgx.Tx) error {
	var asked []*work
	var customers []int64
	var texts []string
	for _, w := range f.order {
		if n, ok := f.naming[w]; ok && w.record.CustomerID != nil {
			asked, customers, texts = append(asked, w), append(customers, *w.record.CustomerID), append(texts, n.text)
		}
	}
	if len(asked) == 0 {
		return nil
	}
	named, err := ordersNamed(ctx, tx, customers, texts)
	if err != nil {
		return err
	}
	for i, w := range asked {
		if id, ok := named[i]; ok {
			w.events[f.naming[w].event].Data.OrderID, w.record.OrderID = &id, &id
		}
	}
	return nil
}

func (w *work) put(s span) {
	for i := range w.spans {
		if w.spans[i].ConversationID == s.ConversationID && w.spans[i].FromSeq == s.FromSeq {
			w.spans[i] = s
			return
		}
	}
	w.spans = append(w.spans, s)
}
