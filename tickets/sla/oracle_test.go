package sla

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"dari/internal/i18n"
	"dari/internal/shop/hours"
	"dari/tickets"
)

// The oracle knows nothing of spans and due times: it goes through every minute, asks whether staff
// work then and whether the clock is to run, and counts.

const (
	oracleDays      = 14
	oracleMinutes   = oracleDays * 1440
	oracleCalendars = 100
	oracleCases     = 100 // for each calendar: 10,000 in all
)

var oracleStart = time.Date(2026, 9, 17, 15, 0, 0, 0, time.UTC) // a week before 추석, at midnight in Seoul

func minute(m int) time.Time { return oracleStart.Add(time.Duration(m) * time.Minute) }

func randomSpans(r *rand.Rand, most int) []hours.Span {
	var spans []hours.Span
	for range r.IntN(most + 1) {
		from := r.IntN(1439)
		spans = append(spans, hours.Span{From: hours.Clock(from), To: hours.Clock(from + 1 + r.IntN(1440-from-1))})
	}
	return spans
}

// randomPlan has any number of ranges a day, lunches, days that differ, closings by hand and 추석.
func randomPlan(r *rand.Rand) hours.Plan {
	p := hours.Plan{Zone: i18n.Seoul(), Public: r.IntN(3) > 0, Rules: []hours.Rule{
		{Kind: hours.RuleLunar, Month: 8, Day: 15, Around: 1, First: 2023, Substitute: hours.SubstituteSunday, Clash: true},
		{Kind: hours.RuleSolar, Month: 10, Day: 3, First: 2023, Substitute: hours.SubstituteWeekend, Clash: true},
	}}
	for day := range p.Week {
		p.Week[day] = hours.Weekday{Open: randomSpans(r, 3), Lunch: randomSpans(r, 1)}
	}
	first := hours.DateOf(oracleStart, p.Zone)
	for range r.IntN(3) {
		from := first + hours.Date(r.IntN(oracleDays))
		p.Exceptions = append(p.Exceptions, hours.Exception{From: from, To: from + hours.Date(r.IntN(2)), Hours: randomSpans(r, 2)})
	}
	for range r.IntN(3) {
		from := r.IntN(oracleMinutes)
		p.Closures = append(p.Closures, hours.Closure{From: minute(from), To: minute(from + r.IntN(2000))})
	}
	return p
}

// worked asks of every minute whether staff work, by the clocks on the wall.
func worked(p hours.Plan) []bool {
	off := map[string]bool{}
	for _, d := range hours.HolidaysOf(p.Rules, 2026) {
		off[d.Date.String()] = p.Public
	}
	holds := func(spans []hours.Span, c hours.Clock) bool {
		for _, s := range spans {
			if c >= s.From && c < s.To {
				return true
			}
		}
		return false
	}
	line := make([]bool, oracleMinutes)
next:
	for m := range line {
		local := minute(m).In(p.Zone)
		clock, date := hours.Clock(local.Hour()*60+local.Minute()), local.Format(time.DateOnly)
		for _, c := range p.Closures {
			if !minute(m).Before(c.From) && minute(m).Before(c.To) {
				continue next
			}
		}
		for i := len(p.Exceptions) - 1; i >= 0; i-- {
			if e := p.Exceptions[i]; date >= e.From.String() && date <= e.To.String() {
				line[m] = holds(e.Hours, clock)
				continue next
			}
		}
		day := p.Week[local.Weekday()]
		line[m] = !off[date] && holds(day.Open, clock) && !holds(day.Lunch, clock)
	}
	return line
}

// step is what happens in a minute of a case.
type step struct {
	at    int
	what  string // asks, answers, unsends, solves, reopens, snoozes, wakes; stands: as the ticket does
	until int    // of a snooze
	owed  bool   // of how it stands: the shopper waits
	turn  string // and whose it is
}

func randomSteps(r *rand.Rand) []step {
	steps := []step{{at: r.IntN(oracleMinutes / 2), what: "asks"}}
	verbs := []string{"asks", "asks", "answers", "answers", "unsends", "snoozes", "wakes", "solves", "reopens", "notes"}
	for range r.IntN(14) {
		last := steps[len(steps)-1]
		at := last.at + 1 + r.IntN(1200)
		if at >= oracleMinutes {
			break
		}
		steps = append(steps, step{at: at, what: verbs[r.IntN(len(verbs))], until: at + 1 + r.IntN(1500)})
	}
	return steps
}

// past is a history as the queue would have written it, and what the oracle is to know of it: without the
// answers that were taken back, for they have stopped nothing.
type past struct {
	list  []tickets.Event
	r     tickets.Record
	steps []step
	made  map[int64]int // the step of an event, by its number
	gone  map[int64]bool
}

func (p *past) add(at int, kind, actor string, d tickets.Data) {
	p.list = append(p.list, tickets.Event{Seq: int64(len(p.list) + 1), Kind: kind, ActorKind: actor, Data: d, At: minute(at).Add(300 * time.Millisecond)})
	p.r = tickets.Rebuild(p.list)
}

// said is a message; its number is that of its event.
func (p *past) said(at int, actor string) {
	p.add(at, "message", actor, tickets.Data{Channel: "chat", ConversationID: 1, Seq: int64(len(p.list) + 1)})
}

func events(steps []step) *past {
	p := &past{made: map[int64]int{}, gone: map[int64]bool{}}
	p.add(steps[0].at, "opened", "shopper", tickets.Data{Channel: "chat", ConversationID: 1})
	for _, s := range steps {
		if p.happens(s) {
			p.steps = append(p.steps, s)
			p.made[int64(len(p.list))] = len(p.steps) - 1
		}
	}
	return p
}

// happens writes what a step comes to; false when it comes to nothing, or the oracle has been told otherwise.
func (p *past) happens(s step) bool {
	until := minute(s.until)
	solved := p.r.State == tickets.Solved
	switch s.what {
	case "asks":
		if solved {
			p.add(s.at, "reopened", "shopper", tickets.Data{State: tickets.Open, Reason: "message"})
		}
		p.said(s.at, "shopper")
	case "answers":
		p.said(s.at, "agent")
	case "unsends":
		p.unsend(s.at)
		return false
	case "solves":
		if solved {
			return false
		}
		p.add(s.at, "solved", "agent", tickets.Data{State: p.r.State, WaitingSince: p.r.WaitingSince})
	case "reopens":
		if !solved {
			return false
		}
		p.add(s.at, "reopened", "agent", tickets.Data{State: tickets.Open})
	case "snoozes":
		if solved {
			return false
		}
		p.add(s.at, "snoozed", "agent", tickets.Data{Until: &until})
	case "wakes":
		p.add(s.at, "woken", "system", tickets.Data{})
	case "notes":
		p.add(s.at, "noted", "agent", tickets.Data{})
	}
	return true
}

// unsend takes the last answer back that is left, as the queue does.
func (p *past) unsend(at int) {
	var answer *tickets.Event
	for i, e := range p.list {
		if e.Kind == "message" && e.ActorKind == "agent" && !p.gone[e.Seq] {
			answer = &p.list[i]
		}
	}
	if answer == nil {
		return
	}
	p.gone[answer.Seq] = true
	was, became := p.r, p.standsWithout(answer)
	p.forget(answer.Seq)
	if was.State == tickets.Solved && became.State != tickets.Solved {
		for i := len(p.list) - 1; ; i-- {
			if p.list[i].Kind == "solved" {
				p.forget(p.list[i].Seq)
				break
			}
		}
	}
	p.add(at, "withdrawn", "agent", tickets.Data{ConversationID: 1, Seq: answer.Seq, Became: became})
	turn, until := "staff", 0
	switch p.r.State {
	case tickets.Solved:
		turn = "nobody"
	case tickets.Waiting:
		turn = "shopper"
	}
	if p.r.SnoozedUntil != nil {
		until = int(p.r.SnoozedUntil.Sub(oracleStart) / time.Minute)
	}
	p.steps = append(p.steps, step{at: at, what: "stands", until: until, owed: p.r.WaitingSince != nil, turn: turn})
}

// forget takes out of the oracle's steps what an event was made by.
func (p *past) forget(seq int64) {
	if i, there := p.made[seq]; there {
		p.steps[i].what = "notes"
	}
}

func (p *past) standsWithout(answer *tickets.Event) *tickets.Standing {
	r := &p.r
	s := &tickets.Standing{State: r.State, ConversationID: 1, PreviewFrom: r.PreviewFrom, WaitingSince: r.WaitingSince, LastMessageAt: r.LastMessageAt, SolvedAt: r.SolvedAt}
	waits, since := false, r.WaitingSince
	for _, e := range p.list {
		if e.Kind != "message" || p.gone[e.Seq] {
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

// count is what the oracle knows of a clock.
type count struct {
	kind     Kind
	minutes  int
	breached int // the minute; -1: not
}

type oracle struct {
	terms  Terms
	clocks []*count
	owed   bool   // the shopper waits
	turn   string // whose it is: staff, shopper, nobody
	said   bool   // staff have answered once
	until  int    // snoozed until
	answer *count
	closed bool // the answer was given
	solve  *count
}

func (o *oracle) happens(s step) {
	switch s.what {
	case "asks":
		o.turn, o.until = "staff", 0
		if !o.owed {
			o.owed = true
			if o.answer == nil || o.closed {
				kind := Next
				if !o.said {
					kind = First
				}
				o.answer, o.closed = &count{kind: kind, breached: -1}, false
				o.clocks = append(o.clocks, o.answer)
			}
		}
	case "answers":
		if o.answer != nil {
			o.closed = true
		}
		o.owed, o.said = false, true
		if o.turn == "staff" {
			o.turn = "shopper"
		}
	case "solves":
		if o.turn != "nobody" {
			o.owed, o.turn, o.until = false, "nobody", 0
		}
	case "reopens":
		if o.turn == "nobody" {
			o.turn, o.until = "staff", 0
		}
	case "snoozes":
		if o.turn != "nobody" {
			o.until = s.until
		}
	case "wakes":
		o.until = 0
	case "stands":
		o.turn, o.until = s.turn, s.until
		if s.owed && !o.owed && (o.answer == nil || o.closed) {
			kind := Next
			if !o.said {
				kind = First
			}
			o.answer, o.closed = &count{kind: kind, breached: -1}, false
			o.clocks = append(o.clocks, o.answer)
		}
		o.owed = s.owed
	}
}

func (o *oracle) passes(m int, open bool) {
	tick := func(c *count, target int64) {
		if int64(c.minutes)*60 >= target && c.breached < 0 {
			c.breached = m
		}
		if open {
			c.minutes++
		}
	}
	if m < o.until {
		return
	}
	if o.owed {
		tick(o.answer, o.terms.of(o.answer.kind))
	}
	if o.turn == "staff" {
		tick(o.solve, o.terms.Solve)
	}
}

func (o *oracle) run(steps []step, open []bool, end int) {
	o.solve = &count{kind: Solve, breached: -1}
	o.clocks = append(o.clocks, o.solve)
	for m := steps[0].at; m < end; m++ {
		for len(steps) > 0 && steps[0].at == m {
			o.happens(steps[0])
			steps = steps[1:]
		}
		o.passes(m, open[m])
	}
}

func TestEveryClockShowsWhatCountingMinutesGives(t *testing.T) {
	for c := range uint64(oracleCalendars) {
		t.Run(fmt.Sprint(c), func(t *testing.T) {
			t.Parallel()
			r := rand.New(rand.NewPCG(c, 51))
			plan := randomPlan(r)
			cal, open := hours.New(plan), worked(plan)
			for n := range oracleCases {
				steps := randomSteps(r)
				terms := Terms{Policy: 1, Version: 1, First: int64(60 * (1 + r.IntN(300))), Next: int64(60 * (1 + r.IntN(300))), Solve: int64(60 * (1 + r.IntN(900))), Warn: 75}
				check(t, fmt.Sprintf("calendar %d case %d", c, n), terms, steps, cal, open)
			}
		})
	}
}

func check(t *testing.T, name string, terms Terms, steps []step, cal *hours.Calendar, open []bool) {
	t.Helper()
	const end = oracleMinutes
	a := &account{book: book{ticket: 1, terms: terms, cal: func(int64) *hours.Calendar { return cal }}}
	// The history is entered in two parts, as it would be heard of.
	told := events(steps)
	history := told.list
	all := &offer{}
	a.enter(history[:1+len(history)/2], all)
	a.enter(history, all)
	if last := tickets.Rebuild(history); last.SnoozedUntil != nil && last.SnoozedUntil.Before(minute(end)) {
		// The queue wakes it by the clock.
		history = append(history, tickets.Event{Seq: int64(len(history) + 1), Kind: "woken", ActorKind: "system", At: *last.SnoozedUntil})
		a.enter(history, all)
	}
	o := &oracle{terms: terms}
	o.run(told.steps, open, end)
	var clocks []*Clock
	for _, kind := range []bool{true, false} { // the solution first, as the oracle has it
		for _, c := range a.clocks {
			if (c.Kind == Solve) == kind {
				clocks = append(clocks, c)
			}
		}
	}
	if len(clocks) != len(o.clocks) {
		t.Fatalf("%s: %d clocks, want %d: %+v", name, len(clocks), len(o.clocks), steps)
	}
	for i, c := range clocks {
		compare(t, name, c, o.clocks[i], a.spans, cal, minute(end), steps)
	}
}

func compare(t *testing.T, name string, c *Clock, want *count, spans []Span, cal *hours.Calendar, end time.Time, steps []step) {
	t.Helper()
	var rows, going int64
	for _, s := range spans {
		if s.Kind == c.Kind && s.Clock == c.N {
			rows += s.Seconds
		}
	}
	breached := c.BreachedAt
	if c.Running != nil {
		going = int64(cal.Between(*c.Running, end) / time.Second)
		if breached == nil && c.DueAt != nil && c.DueAt.Before(end) {
			breached = c.DueAt
		}
	}
	if c.Kind != want.kind || rows != c.Spent || rows+going != int64(want.minutes)*60 {
		t.Fatalf("%s: %s %d has %d s in rows, %d s in sum and %d s going, want %s with %d: %+v", name, c.Kind, c.N, rows, c.Spent, going, want.kind, want.minutes*60, steps)
	}
	at := -1
	if breached != nil {
		at = int(breached.Sub(oracleStart) / time.Minute)
	}
	if at != want.breached {
		t.Fatalf("%s: %s %d of %d s is breached in minute %d, want %d: %+v", name, c.Kind, c.N, c.Target, at, want.breached, steps)
	}
}
