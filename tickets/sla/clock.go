package sla

import (
	"time"

	"dari/internal/shop/hours"
)

// Kind of a deadline.
type Kind string

// The kinds: the first answer, the answer to a further question, the solution, and what a shopper was told.
const (
	First   Kind = "first"
	Next    Kind = "next"
	Solve   Kind = "solve"
	Promise Kind = "promise"
)

// Why a clock stopped.
const (
	stopAnswered = "answered"
	stopAsked    = "asked"   // it is the shopper's turn
	stopSnoozed  = "snoozed" // put aside until later
	stopSolved   = "solved"
	stopOver     = "over"   // there is nothing to answer any more
	stopPolicy   = "policy" // another policy measures from here
)

// soon is how long before a deadline its owner is told, on the clock of the wall.
const soon = 5 * time.Minute

// Terms are what a version of a policy owes, in seconds of business time; 0: nothing of the kind.
type Terms struct {
	Policy   int64
	Version  int
	Name     string
	Calendar int64 // 0: the shop's
	First    int64
	Next     int64
	Solve    int64
	Warn     int // percent
}

func (t Terms) of(k Kind) int64 {
	switch k {
	case First:
		return t.First
	case Next:
		return t.Next
	default:
		return t.Solve
	}
}

// Clock measures one thing that is owed on a ticket. Its times are whole seconds.
type Clock struct {
	TicketID   int64
	Kind       Kind
	N          int
	Policy     int64
	Version    int
	Calendar   int64
	Target     int64 // seconds of business time
	Warn       int64
	Spent      int64 // of the spans that have stopped
	Spans      int
	StartedAt  time.Time
	Running    *time.Time // the start of the span that runs
	WarnAt     *time.Time
	SoonAt     *time.Time
	DueAt      *time.Time
	WarnedAt   *time.Time
	SoonedAt   *time.Time
	BreachedAt *time.Time
	MetAt      *time.Time
	EndedAt    *time.Time
}

// Span is a stretch of time in which a clock runs.
type Span struct {
	TicketID  int64
	Kind      Kind
	Clock     int
	N         int
	StartedAt time.Time
	StoppedAt *time.Time
	Seconds   int64
	Reason    string
}

// open says that it still measures, though it may stand still just now.
func (c *Clock) open() bool { return c.MetAt == nil && c.EndedAt == nil }

// left is the business time until the target, in seconds, while the clock stands still.
func (c *Clock) left() int64 { return max(0, c.Target-c.Spent) }

func (c *Clock) agree(t Terms) {
	c.Policy, c.Version, c.Calendar = t.Policy, t.Version, t.Calendar
	c.Target = t.of(c.Kind)
	c.Warn = c.Target * int64(t.Warn) / 100
	if c.Running == nil && c.Spent < c.Target {
		c.BreachedAt = nil // there is time again
	}
}

// start makes the clock go and answers its new span.
func (c *Clock) start(at time.Time, cal *hours.Calendar) Span {
	c.Running = &at
	s := Span{TicketID: c.TicketID, Kind: c.Kind, Clock: c.N, N: c.Spans, StartedAt: at}
	c.Spans++
	c.plan(at, cal)
	return s
}

// stop makes it stand still and answers the span that has ended.
func (c *Clock) stop(at time.Time, reason string, cal *hours.Calendar) Span {
	from := *c.Running
	if at.Before(from) {
		at = from // an event that was written later than it happened takes no time back
	}
	s := Span{TicketID: c.TicketID, Kind: c.Kind, Clock: c.N, N: c.Spans - 1, StartedAt: from, StoppedAt: &at, Reason: reason}
	s.Seconds = int64(cal.Between(from, at) / time.Second)
	c.Spent += s.Seconds
	if c.BreachedAt == nil && c.DueAt != nil && at.After(*c.DueAt) {
		c.BreachedAt = c.DueAt
	}
	c.Running = nil
	return s
}

// plan says when a running clock will warn and when it will be due, by the calendar as it is at a moment.
func (c *Clock) plan(now time.Time, cal *hours.Calendar) {
	c.WarnAt, c.SoonAt, c.DueAt = nil, nil, nil
	if c.Running == nil {
		return
	}
	c.DueAt = c.reach(c.Target, cal)
	if c.BreachedAt != nil {
		if c.Spent < c.Target && (c.DueAt == nil || c.DueAt.After(now)) {
			c.BreachedAt = nil // there is time again: another policy, or another calendar
		} else {
			c.DueAt = c.BreachedAt
		}
	}
	if c.DueAt == nil {
		return
	}
	at := later(c.DueAt.Add(-soon), *c.Running)
	c.SoonAt = &at
	c.WarnAt = c.reach(c.Warn, cal)
	if c.WarnedAt != nil && c.WarnAt != nil && c.WarnAt.After(now) {
		c.WarnedAt = nil
	}
	if c.SoonedAt != nil && c.SoonAt.After(now) {
		c.SoonedAt = nil
	}
}

// reach is when as much has been spent in all; nil when the calendar never opens again.
func (c *Clock) reach(seconds int64, cal *hours.Calendar) *time.Time {
	at, found := cal.Add(*c.Running, time.Duration(seconds-c.Spent)*time.Second)
	if !found {
		return nil
	}
	return &at
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}
