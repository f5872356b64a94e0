package sla

import (
	"slices"
	"time"

	"dari/internal/shop/hours"
	"dari/tickets"
)

// Vow is by when a shopper was told that an answer comes.
type Vow struct {
	ID             int64
	TicketID       int64
	Seq            int64 // of the event it was made by
	ConversationID int64
	MadeAt         time.Time
	FirstDueAt     time.Time
	DueAt          time.Time
	SoonAt         time.Time
	SoonedAt       *time.Time
	BreachedAt     *time.Time
	SlipAt         time.Time
	ToldAt         *time.Time
	KeptAt         *time.Time
	EndedAt        *time.Time
}

func (v *Vow) open() bool { return v.KeptAt == nil && v.EndedAt == nil }

// book holds the clocks of one ticket. What changes in it is written afterwards.
type book struct {
	ticket int64
	terms  Terms
	cal    func(id int64) *hours.Calendar
	clocks []*Clock
	spans  []Span // that began or ended
	vows   []*Vow
	lead   time.Duration // how long before a promise is broken the shopper is told

	// Of a book that is written anew: its clocks and all their spans as they were.
	former   []*Clock
	measured []Span
}

// follow does to the clocks what an event does to the ticket.
func (b *book) follow(before, after *tickets.Record, e tickets.Event) {
	at := e.At.Truncate(time.Second)
	if before.SnoozedUntil != nil && before.SnoozedUntil.Before(at) {
		b.turn(before, before.SnoozedUntil.Truncate(time.Second), false) // it woke by itself
	}
	if e.Kind == "message" && e.ActorKind == "agent" {
		b.answered(at)
	}
	b.promised(before, after, e)
	b.turn(after, at, asleep(after, at))
}

// asleep says that nobody is to work on the ticket at a moment.
func asleep(r *tickets.Record, at time.Time) bool {
	return r.SnoozedReply || r.SnoozedUntil != nil && r.SnoozedUntil.After(at)
}

// gone says that the ticket is no work of its own: spam, or part of another one.
func gone(r *tickets.Record) bool { return r.Spam || r.MergedInto != nil }

func settled(r *tickets.Record) bool {
	return r.State == tickets.Solved || r.State == tickets.Closed || gone(r)
}

// turn lets clocks go and stop as the ticket stands.
func (b *book) turn(r *tickets.Record, at time.Time, asleep bool) {
	b.answers(r, at, asleep)
	b.solution(r, at, asleep)
}

func (b *book) answers(r *tickets.Record, at time.Time, asleep bool) {
	owed := r.WaitingSince != nil && !settled(r)
	c := b.answer(r, at, owed)
	if c == nil {
		return
	}
	reason := stopOver
	switch {
	case settled(r) && !gone(r):
		reason = stopSolved
	case owed && asleep:
		reason = stopSnoozed
	}
	b.run(c, at, owed && !asleep, reason)
	if !owed {
		c.EndedAt = &at
	}
}

func (b *book) solution(r *tickets.Record, at time.Time, asleep bool) {
	c := b.last(Solve)
	if c == nil {
		if settled(r) || b.terms.Solve == 0 {
			return
		}
		c = b.begin(Solve, 0, at)
	}
	switch {
	case gone(r):
		b.run(c, at, false, stopOver)
		if c.open() {
			c.EndedAt = &at
		}
	case settled(r):
		if c.open() {
			b.run(c, at, false, stopSolved)
			c.MetAt = &at
		}
	case b.terms.Solve > 0:
		b.resume(c)
		reason := stopAsked
		if asleep {
			reason = stopSnoozed
		}
		b.run(c, at, r.State != tickets.Waiting && !asleep, reason)
	}
}

// lastAnswer is the newest clock of an answer.
func (b *book) lastAnswer() (last *Clock) {
	for _, c := range b.clocks {
		if c.Kind != Solve && (last == nil || c.N > last.N) {
			last = c
		}
	}
	return last
}

// answer is the clock of the answer that is owed: the open one, the one that ended when the ticket was
// settled unanswered, or a new one. Nil: there is none.
func (b *book) answer(r *tickets.Record, at time.Time, owed bool) *Clock {
	last := b.lastAnswer()
	switch {
	case last != nil && last.open():
		return last
	case !owed:
		return nil
	case last != nil && last.MetAt == nil && b.terms.of(last.Kind) > 0:
		b.resume(last) // it was settled unanswered, and is not settled after all
		return last
	}
	kind, n := Next, 0
	if r.FirstReplyAt == nil {
		kind = First
	}
	if last != nil {
		n = last.N + 1
	}
	if b.terms.of(kind) == 0 {
		return nil
	}
	return b.begin(kind, n, at)
}

func (b *book) begin(kind Kind, n int, at time.Time) *Clock {
	c := &Clock{TicketID: b.ticket, Kind: kind, N: n, StartedAt: at}
	c.agree(b.terms)
	if o := c.like(b.former); o != nil {
		c.Policy, c.Version, c.Calendar, c.Target, c.Warn = o.Policy, o.Version, o.Calendar, o.Target, o.Warn
	}
	b.clocks = append(b.clocks, c)
	return c
}

// resume lets a clock that was over measure again, by the terms that the ticket has come under meanwhile.
func (b *book) resume(c *Clock) {
	if !c.open() && b.former == nil {
		c.agree(b.terms)
	}
	c.MetAt, c.EndedAt = nil, nil
}

func (b *book) last(kind Kind) *Clock {
	for _, c := range slices.Backward(b.clocks) {
		if c.Kind == kind {
			return c
		}
	}
	return nil
}

func (b *book) run(c *Clock, at time.Time, goes bool, reason string) {
	switch {
	case goes && c.Running == nil:
		b.put(c.start(at, b.cal(c.Calendar)))
	case !goes && c.Running != nil:
		b.put(b.asMeasured(c, c.stop(at, reason, b.cal(c.Calendar))))
		if c.open() && reason != stopSolved && reason != stopAnswered {
			c.plan(at, b.cal(c.Calendar)) // nothing is due while it stands still
		}
	}
}

func (b *book) put(s Span) {
	for i := range b.spans {
		if o := &b.spans[i]; o.Kind == s.Kind && o.Clock == s.Clock && o.N == s.N {
			*o = s
			return
		}
	}
	b.spans = append(b.spans, s)
}

// answered meets what an answer of staff meets.
func (b *book) answered(at time.Time) {
	for _, c := range b.clocks {
		if c.Kind == Solve || c.MetAt != nil {
			continue
		}
		b.run(c, at, false, stopAnswered)
		c.MetAt = &at // also of a ticket that was settled before: nothing is left to answer
	}
	for _, v := range b.vows {
		if v.open() {
			v.keep(at)
		}
	}
}

func (v *Vow) keep(at time.Time) {
	v.KeptAt = &at
	v.missed(at)
}

// missed notes that the time had passed by then.
func (v *Vow) missed(at time.Time) {
	if v.BreachedAt == nil && at.After(v.DueAt) {
		v.BreachedAt = &v.DueAt
	}
}

// promised keeps what the shopper was told beside the ticket.
func (b *book) promised(before, after *tickets.Record, e tickets.Event) {
	at := e.At.Truncate(time.Second)
	if settled(after) {
		for _, v := range b.vows {
			if v.open() {
				v.missed(at)
				v.EndedAt = &at
			}
		}
		return
	}
	switch e.Kind {
	case "absorbed":
		b.vow(after, e, at, e.Data.ConversationID)
		return
	case "parted":
		b.release(e, at)
		return
	case "unmerged":
		e.Data.DueAt = after.DueAt
		if after.WaitingSince != nil {
			b.vow(after, e, at, after.ConversationID)
		}
		return
	}
	due := after.DueAt
	told := due != nil && e.Data.DueAt != nil && e.Data.DueAt.Equal(*due) && (before.DueAt == nil || !before.DueAt.Equal(*due))
	if !told || e.Data.Reason == tickets.ReasonSlip || !due.After(at) {
		return
	}
	for _, v := range b.vows {
		if v.open() {
			v.EndedAt = &at // another time was agreed
		}
	}
	b.vow(after, e, at, after.ConversationID)
}

// vow keeps what was promised in a conversation, beside what was promised in others.
func (b *book) vow(after *tickets.Record, e tickets.Event, at time.Time, conversation int64) {
	if due := e.Data.DueAt; due != nil && due.After(at) && after.DueAt != nil && after.DueAt.Equal(*due) {
		b.vows = append(b.vows, newVow(b.ticket, e.Seq, conversation, at, *due, b.lead))
	}
}

// release ends what was promised to the shopper of a ticket that goes on by itself again.
func (b *book) release(e tickets.Event, at time.Time) {
	for _, v := range b.vows {
		if v.open() && slices.ContainsFunc(e.Data.Spans, func(s tickets.Span) bool { return s.ConversationID == v.ConversationID }) {
			v.missed(at)
			v.EndedAt = &at
		}
	}
}

func newVow(ticket, seq, conversation int64, at, due time.Time, lead time.Duration) *Vow {
	return &Vow{
		TicketID: ticket, Seq: seq, ConversationID: conversation, MadeAt: at, FirstDueAt: due, DueAt: due,
		SoonAt: later(due.Add(-soon), at), SlipAt: later(due.Add(-lead), at),
	}
}

// agree measures by other terms from a moment on. What is over stays as it was.
func (b *book) agree(t Terms, at time.Time) {
	b.terms = t
	for _, c := range b.clocks {
		if !c.open() {
			continue
		}
		going := c.Running != nil
		if going && (c.Calendar != t.Calendar || t.of(c.Kind) == 0) {
			b.run(c, at, false, stopPolicy)
		}
		if t.of(c.Kind) == 0 {
			c.EndedAt = &at
			continue
		}
		c.agree(t)
		if going && c.Running == nil {
			b.run(c, at, true, "")
		}
		c.plan(at, b.cal(c.Calendar))
	}
}

// next is the deadline that comes next: of the clocks that run and of what was promised; when all
// stand still, that of which the least is left, and it is due at no time.
func (b *book) next() *tickets.Deadline {
	var next *tickets.Deadline
	sooner := func(d tickets.Deadline) {
		if next == nil || d.DueAt.Before(*next.DueAt) {
			next = &d
		}
	}
	for _, v := range b.vows {
		if v.open() {
			sooner(tickets.Deadline{Kind: string(Promise), DueAt: &v.DueAt, WarnAt: &v.SoonAt})
		}
	}
	for _, c := range b.clocks {
		if c.open() && c.Running != nil && c.DueAt != nil {
			sooner(tickets.Deadline{Kind: string(c.Kind), DueAt: c.DueAt, WarnAt: c.WarnAt, Policy: b.terms.Name, Left: c.left()})
		}
	}
	if next != nil {
		return next
	}
	for _, c := range b.clocks { // of a settled ticket none is open
		if c.open() && c.Running == nil && (next == nil || c.left() < next.Left) {
			next = &tickets.Deadline{Kind: string(c.Kind), Paused: true, Policy: b.terms.Name, Left: c.left()}
		}
	}
	return next
}
