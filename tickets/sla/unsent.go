package sla

import (
	"slices"
	"time"

	"dari/tickets"
)

// An answer that was taken back before it left has reached nobody: the clocks that it stopped go on as though
// they had never stopped. What has happened is then entered anew without it. A span that began and ended at
// the same moments as before keeps its seconds, whatever the calendar says now.

// undoes says that an event has taken an answer back which nobody got.
func undoes(e tickets.Event) bool { return e.Kind == "withdrawn" && e.Data.Became != nil }

// answerOf finds the answer that an event has taken back; -1: it is not among them.
func answerOf(events []tickets.Event, e tickets.Event) int {
	return slices.IndexFunc(events, func(m tickets.Event) bool {
		return m.Kind == "message" && m.ActorKind == "agent" && m.Data.ConversationID == e.Data.ConversationID && m.Data.Seq == e.Data.Seq
	})
}

// without leaves out of a history the answers that were taken back, and that the ticket was solved after one
// when that was taken back with it.
func without(events []tickets.Event) []tickets.Event {
	gone := make(map[int]bool)
	for i, e := range events {
		if !undoes(e) {
			continue
		}
		at := answerOf(events[:i], e)
		if at < 0 {
			continue
		}
		gone[at] = true
		if tickets.Rebuild(events[:i]).State != tickets.Solved || e.Data.Became.State == tickets.Solved {
			continue
		}
		for j := i - 1; j > at; j-- {
			if events[j].Kind == "solved" {
				gone[j] = true
				break
			}
		}
	}
	kept := make([]tickets.Event, 0, len(events))
	for i, e := range events {
		if !gone[i] {
			kept = append(kept, e)
		}
	}
	return kept
}

// again enters a history anew whose last event has taken an answer back.
func (a *account) again(events []tickets.Event) {
	e := events[len(events)-1]
	kept, at, now := without(events), e.At.Truncate(time.Second), tickets.Rebuild(events)
	b := book{ticket: a.ticket, terms: a.terms, cal: a.cal, lead: a.lead, former: a.clocks, measured: append(slices.Clone(a.measured), a.spans...)}
	for i := range kept {
		before, after := tickets.Rebuild(kept[:i]), tickets.Rebuild(kept[:i+1])
		b.follow(&before, &after, kept[i])
	}
	b.turn(&now, at, asleep(&now, at))
	b.recall()
	b.agree(a.terms, at)
	a.clocks, a.spans, a.redone = b.clocks, b.spans, true
	if i := answerOf(events, e); i >= 0 {
		a.unkeep(kept, events[i], &now, at)
	}
}

// like is the clock of the same kind and number in another book.
func (c *Clock) like(list []*Clock) *Clock {
	i := slices.IndexFunc(list, func(o *Clock) bool { return o.Kind == c.Kind && o.N == c.N })
	if i < 0 {
		return nil
	}
	return list[i]
}

// recall remembers what was told of the clocks, so that it is not told again.
func (b *book) recall() {
	for _, c := range b.clocks {
		if o := c.like(b.former); o != nil {
			c.WarnedAt, c.SoonedAt = o.WarnedAt, o.SoonedAt
			if o.BreachedAt != nil && c.BreachedAt == nil && c.Running != nil {
				c.BreachedAt = c.DueAt // earlier than it was noted, if it is past at all
			}
		}
	}
}

// asMeasured gives a span that has ended the seconds it had when it ended first.
func (b *book) asMeasured(c *Clock, s Span) Span {
	for _, o := range b.measured {
		if o.Kind == s.Kind && o.Clock == s.Clock && o.StoppedAt != nil && o.StartedAt.Equal(s.StartedAt) && o.StoppedAt.Equal(*s.StoppedAt) {
			c.Spent += o.Seconds - s.Seconds
			s.Seconds = o.Seconds
		}
	}
	return s
}

// unkeep opens the promises again that the answer had kept, unless another one has kept them since.
func (a *account) unkeep(kept []tickets.Event, answer tickets.Event, now *tickets.Record, at time.Time) {
	was := answer.At.Truncate(time.Second)
	var next *time.Time
	for _, e := range kept {
		if e.Kind == "message" && e.ActorKind == "agent" && e.Seq > answer.Seq {
			t := e.At.Truncate(time.Second)
			next = &t
			break
		}
	}
	for _, v := range a.vows {
		if v.KeptAt == nil || !v.KeptAt.Equal(was) {
			continue
		}
		v.KeptAt = nil
		switch {
		case next != nil:
			v.keep(*next)
		case settled(now):
			v.missed(at)
			v.EndedAt = &at
		}
	}
}
