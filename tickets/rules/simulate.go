package rules

import (
	"slices"
	"time"

	"dari/internal/shop/hours"
	"dari/tickets"
	"dari/tickets/action"
)

// past is a ticket as a dry run looks at it: its history, and what is known of it today beside that.
type past struct {
	ID           int64
	Number       int64
	OrderStatus  string
	CustomerTags []string
	history      []tickets.Event
	texts        map[message]string
}

// hit is a moment at which the rule would have fired.
type hit struct {
	Number int64     `json:"n"`
	At     time.Time `json:"at"`
	Capped bool      `json:"capped,omitempty"` // the daily limit of the ticket would have held it back
	Same   bool      `json:"same,omitempty"`   // it was so already
}

// simulation goes through the history of one ticket.
type simulation struct {
	rule     Rule
	past     past
	from, to time.Time
	zone     *time.Location
	hours    *hours.Calendar

	record tickets.Record
	fired  []hit
	done   bool      // it has changed the ticket, in this simulation
	group  string    // the last group of events it fired for
	since  time.Time // the last wait it fired for
	days   []time.Time
	spoken string // the shopper's last words
}

// simulate tells when a rule would have fired on a ticket between two moments, had it been in force.
// Nothing but the rule itself is imagined: people would have acted as they did.
func simulate(r Rule, p past, from, to time.Time, zone *time.Location, open *hours.Calendar) []hit {
	s := &simulation{rule: r, past: p, from: from, to: to, zone: zone, hours: open}
	for i, e := range p.history {
		before := s.record.State
		s.record.Replay(e)
		if e.Kind == "message" && e.ActorKind == "shopper" {
			s.spoken = p.texts[message{e.Data.ConversationID, e.Data.Seq}]
		}
		if r.Event.Kind == OnTime {
			until := to
			if i+1 < len(p.history) {
				until = p.history[i+1].At
			}
			s.wait(until)
			continue
		}
		s.event(e, before)
	}
	return s.fired
}

func (s *simulation) event(e tickets.Event, before tickets.State) {
	if e.At.Before(s.from) || e.At.After(s.to) || s.rule.ID != 0 && inChain(e.Data.Cause, s.rule.ID) {
		return
	}
	if e.Data.Group != "" && e.Data.Group == s.group {
		return
	}
	facts := s.facts(e.At)
	if slices.ContainsFunc(heard(e, before, s.record.State), func(h Happened) bool { return s.rule.fires(h, facts) }) {
		s.group = e.Data.Group
		s.fire(e.At, facts)
	}
}

// wait looks whether the rule's time comes before the next event.
func (s *simulation) wait(until time.Time) {
	at, since, runs := s.rule.Event.due(s.facts(until), s.hours)
	if !runs || at.After(until) || at.Before(s.from) || at.After(s.to) || since.Equal(s.since) {
		return
	}
	facts := s.facts(at)
	if s.rule.fires(Happened{Kind: OnTime}, facts) {
		s.since = since
		s.fire(at, facts)
	}
}

func (s *simulation) fire(at time.Time, f Facts) {
	h := hit{Number: s.past.Number, At: at, Same: s.rule.Note == "" && s.rule.Alert == nil && s.rule.MacroID == nil && already(s.rule.Actions, f)}
	if !h.Same {
		s.days = slices.DeleteFunc(s.days, func(t time.Time) bool { return at.Sub(t) >= 24*time.Hour })
		if h.Capped = len(s.days) >= PerDay; !h.Capped {
			s.days = append(s.days, at)
			s.done = true
		}
	}
	s.fired = append(s.fired, h)
}

// facts are what was so of the ticket at a moment, with what the rule would have changed before.
func (s *simulation) facts(now time.Time) Facts {
	r := s.record
	f := Facts{
		State: string(r.State), Channel: r.Channel, Type: r.Type, Priority: r.Priority, OwnerID: r.OwnerID, TeamID: r.TeamID, Tags: slices.Clone(r.Tags),
		Subject: r.Subject, Text: s.spoken, HasOrder: r.OrderID != nil, OrderStatus: s.past.OrderStatus, CustomerTags: s.past.CustomerTags,
		Score: r.Score, WaitingSince: r.WaitingSince, OpenedAt: r.OpenedAt, LastAt: r.LastMessageAt,
		Snoozed: r.SnoozedReply || r.SnoozedUntil != nil && r.SnoozedUntil.After(now), Now: now.In(s.zone),
	}
	if s.done {
		overlay(&f, s.rule.Actions)
	}
	return f
}

// overlay is what the rule has made of a ticket that was as the facts say. Its state stays: what would
// have become of a ticket that was solved earlier, nobody knows.
func overlay(f *Facts, a action.Actions) {
	for _, tag := range a.AddTags {
		if !slices.Contains(f.Tags, tag) {
			f.Tags = append(f.Tags, tag)
		}
	}
	f.Tags = slices.DeleteFunc(f.Tags, func(t string) bool { return slices.Contains(a.RemoveTags, t) })
	if a.Priority != nil {
		f.Priority = *a.Priority
	}
	if a.Type != "" {
		f.Type = a.Type
	}
	if a.TeamID != nil {
		f.TeamID = zeroIsNil(*a.TeamID)
	}
	if id, set := a.OwnerID(0); set {
		f.OwnerID = id
	}
}

func zeroIsNil(id int64) *int64 {
	if id == 0 {
		return nil
	}
	return &id
}

// already says that the actions would change nothing.
func already(a action.Actions, f Facts) bool {
	g := f
	g.Tags = slices.Clone(f.Tags)
	overlay(&g, a)
	return slices.Equal(f.Tags, g.Tags) && f.Priority == g.Priority && f.Type == g.Type && sameID(f.TeamID, g.TeamID) && sameID(f.OwnerID, g.OwnerID) &&
		(!a.Solve || f.State == "solved" || f.State == "closed") && (!a.Reopen || f.State != "solved") && a.Snooze == "" && a.SnoozeUntil == nil && a.Spam == nil
}

func sameID(a, b *int64) bool {
	return (a == nil) == (b == nil) && (a == nil || *a == *b)
}
