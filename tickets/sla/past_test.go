package sla

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"dari/internal/shop/hours"
	"dari/tickets"
)

// step is what happens in a minute of a trial, as the oracle is told of it.
type step struct {
	at   int
	what string // asks, answers, solves, reopens, snoozes, wakes, comes under, applies again, works otherwise; stands: as the ticket does

	until  int // of a snooze
	owed   bool
	turn   string // whose it is: staff, shopper, nobody
	gone   bool   // it is spam, or part of another ticket
	said   bool   // staff have answered
	waited int    // since when the shopper waits
	terms  Terms
	work   map[int64]worktime
}

// trial is a ticket with a history as the queue would have written it, and its account.
type trial struct {
	name string
	line
	r     *rand.Rand
	works [3]worktime
	first Terms

	a       *account
	offered *offer
	now     map[int64]worktime
	list    []tickets.Event
	is      tickets.Record
	steps   []step
	wide    bool              // policies and hours change, and tickets are merged, split and called spam
	entered int               // how many events the account has heard of
	made    map[int64]int     // the step of an event, by its number
	undone  map[int64]bool    // answers that were taken back
	before  *tickets.Standing // of a ticket that was merged
	aside   *time.Time        // and until when it was put aside
}

var (
	always = []string{"asks", "asks", "answers", "answers", "snoozes", "wakes", "solves", "reopens", "prioritises"}
	seldom = []string{"sorts", "sorts", "applies again", "applies again", "works otherwise", "spams", "spares", "merges", "unmerges", "absorbs", "splits", "names", "closes"}
)

// randomTerms owe something at least.
func (c *trial) randomTerms(p *Policy) {
	some := func(most int) *int {
		n := 1 + c.r.IntN(most)
		if c.wide && c.r.IntN(6) == 0 {
			return nil
		}
		return &n
	}
	for p.First, p.Next, p.Solve = nil, nil, nil; p.First == nil && p.Next == nil && p.Solve == nil; {
		p.First, p.Next, p.Solve = some(300), some(300), some(900)
	}
	p.Version++
	p.Warn = 75
	if c.wide {
		p.Calendar = int64(c.r.IntN(2))
	}
}

// play lets a ticket live for two weeks.
func (c *trial) play() {
	c.wide = c.r.IntN(2) == 0
	c.made, c.undone = map[int64]int{}, map[int64]bool{}
	c.now = map[int64]worktime{0: c.works[0], 1: c.works[1]}
	c.offered = &offer{list: []Policy{{ID: 2, Applies: Applies{Types: []string{"return"}}}, {ID: 1}}}
	for i := range c.offered.list {
		c.randomTerms(&c.offered.list[i])
	}
	c.first = c.offered.list[1].terms()
	c.a = &account{book: book{ticket: 1, cal: func(id int64) *hours.Calendar { return c.now[id].cal }}}
	verbs := append(append([]string{}, always...), "unsends", "unsends")
	if c.wide {
		verbs = append(append([]string{}, always...), seldom...)
	}
	at := c.r.IntN(oracleMinutes / 2)
	c.add(at, "opened", "shopper", tickets.Data{Channel: "chat", ConversationID: 1})
	c.does(at, "asks")
	for range c.r.IntN(18) {
		if at += 1 + c.r.IntN(1200); at >= oracleMinutes || c.is.State == tickets.Closed && c.before == nil {
			break
		}
		c.wakesAt(at)
		c.does(at, verbs[c.r.IntN(len(verbs))])
	}
	c.hear(true)
	if until := c.is.SnoozedUntil; until != nil && until.Before(c.minute(oracleMinutes)) {
		// The queue wakes it by the clock.
		c.add(c.at(*until), "woken", "system", tickets.Data{})
		c.hear(true)
	}
}

// wakesAt wakes what was put aside until then. Without it the ticket wakes by itself, as far as its clocks go.
func (c *trial) wakesAt(at int) {
	if until := c.is.SnoozedUntil; c.wide && until != nil && c.at(*until) <= at {
		m := c.at(*until)
		c.moments(m)
		c.add(m, "woken", "system", tickets.Data{})
		c.hear(true)
		c.steps = append(c.steps, step{at: m, what: "wakes"})
	}
}

func (c *trial) does(at int, verb string) {
	if c.wide {
		c.moments(at)
	}
	if s, told := c.happens(at, verb); told {
		s.at = at
		c.steps = append(c.steps, s)
		c.made[int64(len(c.list))] = len(c.steps) - 1
	}
	c.hear(c.wide)
}

// hear enters what has happened: at once where it is measured otherwise later, or in two parts.
func (c *trial) hear(all bool) {
	if all || c.entered == 0 && len(c.list) > 2 && c.r.IntN(4) == 0 {
		c.a.enter(c.list, c.offered)
		c.entered = len(c.list)
	}
}

// moments notes what has been due until now, as the program does every few seconds.
func (c *trial) moments(at int) {
	for _, k := range c.a.clocks {
		if k.Running != nil && k.BreachedAt == nil && k.DueAt != nil && k.DueAt.Before(c.minute(at)) {
			k.BreachedAt = k.DueAt
		}
	}
}

func (c *trial) add(at int, kind, actor string, d tickets.Data) {
	c.list = append(c.list, tickets.Event{Seq: int64(len(c.list) + 1), Kind: kind, ActorKind: actor, Data: d, At: c.minute(at).Add(300 * time.Millisecond)})
	c.is = tickets.Rebuild(c.list)
}

// said is a message; its number is that of its event.
func (c *trial) said(at int, actor string) {
	c.add(at, "message", actor, tickets.Data{Channel: "chat", ConversationID: 1, Seq: int64(len(c.list) + 1)})
}

// happens writes what a verb comes to; false when it comes to nothing that a clock cares for.
func (c *trial) happens(at int, verb string) (step, bool) {
	solved, spam := c.is.State == tickets.Solved, c.is.Spam
	if c.before != nil { // it is part of another one
		if verb == "unmerges" || c.r.IntN(2) == 0 {
			until := c.aside
			if until != nil && c.at(*until) <= at {
				until = nil
			}
			c.add(at, "unmerged", "agent", tickets.Data{Became: c.before, Until: until, Other: &tickets.Other{ID: 2, Number: 2}})
			c.before = nil
			return c.stands(), true
		}
		return step{}, false
	}
	switch verb {
	case "asks":
		if solved {
			c.add(at, "reopened", "shopper", tickets.Data{State: tickets.Open, Reason: "message"})
		}
		if c.said(at, "shopper"); spam {
			return c.stands(), true
		}
	case "answers":
		c.said(at, "agent")
	case "unsends":
		return c.unsend(at)
	case "solves":
		if solved {
			return step{}, false
		}
		c.add(at, "solved", "agent", tickets.Data{State: c.is.State, WaitingSince: c.is.WaitingSince})
	case "reopens":
		if !solved {
			return step{}, false
		}
		c.add(at, "reopened", "agent", tickets.Data{State: tickets.Open})
	case "snoozes":
		if solved || spam {
			return step{}, false
		}
		until := c.minute(at + 1 + c.r.IntN(1500))
		c.add(at, "snoozed", "agent", tickets.Data{Until: &until})
		return step{what: verb, until: c.at(until)}, true
	case "wakes":
		c.add(at, "woken", "system", tickets.Data{})
	case "prioritises":
		urgent := c.r.IntN(4)
		c.add(at, "prioritised", "agent", tickets.Data{Priority: &urgent})
		return step{}, false
	default:
		return c.happensSeldom(at, verb)
	}
	return step{what: verb}, true
}

// happensSeldom is what changes the terms, the hours or the ticket itself.
func (c *trial) happensSeldom(at int, verb string) (step, bool) {
	solved, spam := c.is.State == tickets.Solved, c.is.Spam
	switch verb {
	case "sorts":
		to := map[string]string{"question": "return", "return": "question"}[c.is.Type]
		c.add(at, "sorted", "agent", tickets.Data{Type: to})
		terms, _ := c.offered.choose(traitsOf(&c.is, nil))
		return step{what: "comes under", terms: terms}, true
	case "applies again":
		for i := range c.offered.list {
			if p := &c.offered.list[i]; p.ID == c.a.terms.Policy && !solved {
				c.randomTerms(p)
				c.a.agree(p.terms(), c.minute(at))
				c.a.catchUp(&c.is, c.minute(at))
				return step{what: verb, terms: p.terms()}, true
			}
		}
		return step{}, false
	case "works otherwise":
		c.now = map[int64]worktime{0: c.works[2], 1: c.works[1]}
		c.a.plan(c.minute(at))
		return step{what: verb, work: c.now}, true
	case "spams":
		if spam {
			return step{}, false
		}
		c.add(at, "spam", "agent", tickets.Data{WaitingSince: c.is.WaitingSince})
	case "spares":
		if !spam {
			return step{}, false
		}
		d := tickets.Data{}
		if c.is.PreviewFrom == "shopper" && !solved {
			since := c.is.LastMessageAt
			d.WaitingSince = &since
		}
		c.add(at, "nospam", "agent", d)
	case "names":
		if solved {
			return step{}, false
		}
		c.add(at, "named", "agent", tickets.Data{State: []tickets.State{tickets.Waiting, tickets.Open}[c.r.IntN(2)], Status: "workshop"})
	case "closes":
		if !solved {
			return step{}, false
		}
		c.add(at, "closed", "system", tickets.Data{Reason: "time"})
	case "merges", "absorbs", "splits":
		c.moves(at, verb)
	default:
		return step{}, false
	}
	return c.stands(), true
}

// moves gives the ticket other messages, or its messages to another one.
func (c *trial) moves(at int, verb string) {
	r := c.is
	s := &tickets.Standing{
		State: r.State, ConversationID: 1, PreviewFrom: r.PreviewFrom, WaitingSince: r.WaitingSince, FirstReplyAt: r.FirstReplyAt, LastMessageAt: r.LastMessageAt, SolvedAt: r.SolvedAt,
	}
	d := tickets.Data{Other: &tickets.Other{ID: 2, Number: 2}, Became: s}
	switch verb {
	case "merges":
		c.before, c.aside = s, r.SnoozedUntil
		c.add(at, "merged", "agent", tickets.Data{Other: d.Other})
	case "absorbs": // what the other one's shopper asked, and what they were told
		since := c.minute(max(0, at-c.r.IntN(600)))
		if waits := c.r.IntN(2) == 0; waits && !r.Spam {
			if s.WaitingSince == nil || since.Before(*s.WaitingSince) {
				s.WaitingSince = &since
			}
			s.State, s.SolvedAt = tickets.Open, nil
		}
		if c.r.IntN(3) == 0 && s.FirstReplyAt == nil {
			s.FirstReplyAt = &r.OpenedAt
		}
		c.add(at, "absorbed", "agent", d)
	case "splits": // what the shopper waits for an answer to was moved away
		if c.r.IntN(2) == 0 {
			s.WaitingSince = nil
			if s.State == tickets.Open && s.FirstReplyAt != nil {
				s.State = tickets.Waiting
			}
		}
		c.add(at, "split", "agent", d)
	}
}

// stands tells the oracle how the ticket stands.
func (c *trial) stands() step {
	r := c.is
	s := step{what: "stands", owed: r.WaitingSince != nil, gone: r.Spam || r.MergedInto != nil, said: r.FirstReplyAt != nil, turn: "staff"}
	switch r.State {
	case tickets.Solved, tickets.Closed:
		s.turn = "nobody"
	case tickets.Waiting:
		s.turn = "shopper"
	}
	if r.SnoozedUntil != nil {
		s.until = c.at(*r.SnoozedUntil)
	}
	if r.WaitingSince != nil {
		s.waited = c.at(*r.WaitingSince)
	}
	return s
}

// unsend takes the last answer back that is left, as the queue does.
func (c *trial) unsend(at int) (step, bool) {
	var answer *tickets.Event
	for i, e := range c.list {
		if e.Kind == "message" && e.ActorKind == "agent" && !c.undone[e.Seq] {
			answer = &c.list[i]
		}
	}
	if answer == nil {
		return step{}, false
	}
	c.undone[answer.Seq] = true
	was, became := c.is, c.standsWithout(answer)
	c.forget(answer.Seq)
	if was.State == tickets.Solved && became.State != tickets.Solved {
		for i := len(c.list) - 1; ; i-- {
			if c.list[i].Kind == "solved" {
				c.forget(c.list[i].Seq)
				break
			}
		}
	}
	c.add(at, "withdrawn", "agent", tickets.Data{ConversationID: 1, Seq: answer.Seq, Became: became})
	return c.stands(), true
}

// forget takes out of the oracle's steps what an event was made by.
func (c *trial) forget(seq int64) {
	if i, there := c.made[seq]; there {
		c.steps[i].what = "notes"
	}
}

func (c *trial) standsWithout(answer *tickets.Event) *tickets.Standing {
	r := &c.is
	s := &tickets.Standing{State: r.State, ConversationID: 1, PreviewFrom: r.PreviewFrom, WaitingSince: r.WaitingSince, LastMessageAt: r.LastMessageAt, SolvedAt: r.SolvedAt}
	waits, since := false, r.WaitingSince
	for _, e := range c.list {
		if e.Kind != "message" || c.undone[e.Seq] {
			continue
		}
		if e.ActorKind == "agent" {
			waits = false
			if s.FirstReplyAt == nil {
				s.FirstReplyAt = &e.At
			}
		} else if !waits {
			waits, since = true, &e.At
		}
		s.PreviewFrom, s.LastMessageAt = e.ActorKind, e.At
	}
	if waits && (r.State != tickets.Solved || !r.SolvedAt.Before(answer.At)) {
		s.State, s.SolvedAt, s.WaitingSince = tickets.Open, nil, since
	}
	return s
}

// String tells the whole trial, for who has to find out what went wrong.
func (c *trial) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "wide %v, terms %+v, %s from %s\n", c.wide, c.first, c.start.Location(), c.start)
	for _, s := range c.steps {
		fmt.Fprintf(&b, "%d %s until %d owed %v turn %q gone %v terms %+v\n", s.at, s.what, s.until, s.owed, s.turn, s.gone, s.terms)
	}
	for _, s := range c.a.spans {
		fmt.Fprintf(&b, "%s %d.%d %s %v %d s, %s\n", s.Kind, s.Clock, s.N, s.StartedAt.Format(time.DateTime), s.StoppedAt, s.Seconds, s.Reason)
	}
	return b.String()
}
