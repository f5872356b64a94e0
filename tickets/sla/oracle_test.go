package sla

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"
	_ "time/tzdata" // a bare machine has no zones of its own

	"dari/internal/shop/hours"
)

// The oracle knows nothing of spans and due times: it goes through every minute, asks whether staff
// work then and whether the clock is to run, and counts.

const (
	oracleDays      = 14
	oracleMinutes   = oracleDays * 1440
	oracleCalendars = 100
	oracleCases     = 100 // for each calendar: 10,000 in all
)

// zones of shops, and a midnight from which the two weeks go through 추석 or through a change of the clocks: by
// an hour back, an hour on, half an hour on.
var zones = []struct {
	name       string
	month, day int
}{{"Asia/Seoul", 9, 18}, {"America/New_York", 10, 25}, {"Europe/London", 10, 18}, {"Australia/Sydney", 9, 27}, {"Australia/Lord_Howe", 9, 27}}

// line is the two weeks of a case, from a midnight on.
type line struct{ start time.Time }

func (l line) minute(m int) time.Time { return l.start.Add(time.Duration(m) * time.Minute) }

func (l line) at(t time.Time) int { return int(t.Sub(l.start) / time.Minute) }

func randomSpans(r *rand.Rand, most int) []hours.Span {
	var spans []hours.Span
	for range r.IntN(most + 1) {
		from := r.IntN(1439)
		spans = append(spans, hours.Span{From: hours.Clock(from), To: hours.Clock(from + 1 + r.IntN(1440-from-1))})
	}
	return spans
}

// randomPlan has any number of ranges a day, lunches, days that differ, closings by hand and 추석.
func randomPlan(r *rand.Rand, l line) hours.Plan {
	p := hours.Plan{Zone: l.start.Location(), Public: r.IntN(3) > 0, Rules: []hours.Rule{
		{Kind: hours.RuleLunar, Month: 8, Day: 15, Around: 1, First: 2023, Substitute: hours.SubstituteSunday, Clash: true},
		{Kind: hours.RuleSolar, Month: 10, Day: 3, First: 2023, Substitute: hours.SubstituteWeekend, Clash: true},
		{Kind: hours.RuleSolar, Month: 10, Day: 26, First: 2023, Substitute: hours.SubstituteWeekend, Clash: true},
	}}
	for day := range p.Week {
		p.Week[day] = hours.Weekday{Open: randomSpans(r, 3), Lunch: randomSpans(r, 2)}
	}
	first := hours.DateOf(l.start, p.Zone)
	for range r.IntN(3) {
		from := first + hours.Date(r.IntN(oracleDays))
		p.Exceptions = append(p.Exceptions, hours.Exception{From: from, To: from + hours.Date(r.IntN(2)), Hours: randomSpans(r, 2)})
	}
	for range r.IntN(3) {
		from := r.IntN(oracleMinutes)
		p.Closures = append(p.Closures, hours.Closure{From: l.minute(from), To: l.minute(from + r.IntN(2000))})
	}
	return p
}

// worked asks of every minute whether staff work, by the clocks on the wall.
func worked(p hours.Plan, l line) []bool {
	off := map[string]bool{}
	for _, d := range hours.HolidaysOf(p.Rules, 2026) {
		off[d.Date.String()] = p.Public
	}
	holds := func(spans []hours.Span, c hours.Clock) bool {
		return slices.ContainsFunc(spans, func(s hours.Span) bool { return c >= s.From && c < s.To })
	}
	open := make([]bool, oracleMinutes)
next:
	for m := range open {
		local := l.minute(m).In(p.Zone)
		clock, date := hours.Clock(local.Hour()*60+local.Minute()), local.Format(time.DateOnly)
		for _, c := range p.Closures {
			if !l.minute(m).Before(c.From) && l.minute(m).Before(c.To) {
				continue next
			}
		}
		for i := len(p.Exceptions) - 1; i >= 0; i-- {
			if e := p.Exceptions[i]; date >= e.From.String() && date <= e.To.String() {
				open[m] = holds(e.Hours, clock)
				continue next
			}
		}
		day := p.Week[local.Weekday()]
		open[m] = !off[date] && holds(day.Open, clock) && !holds(day.Lunch, clock)
	}
	return open
}

// worktime is a calendar as the clocks have it, and minute by minute.
type worktime struct {
	cal  *hours.Calendar
	open []bool
}

func randomWorktime(r *rand.Rand, l line) worktime {
	p := randomPlan(r, l)
	return worktime{hours.New(p), worked(p, l)}
}

// between counts the minutes in which staff work.
func (w worktime) between(from, to int) (n int) {
	for _, open := range w.open[from:to] {
		if open {
			n++
		}
	}
	return n
}

// count is what the oracle knows of a clock.
type count struct {
	kind     Kind
	target   int64
	calendar int64
	minutes  int
	base     int // the minutes of before it ran last
	from     int // since when it runs; -1: it stands still
	breached int // the minute; -1: not
	met      bool
	over     bool // nothing of the kind is owed, though it was not met
}

type oracle struct {
	terms  Terms
	work   map[int64]worktime
	clocks []*count
	solve  *count
	answer *count
	owed   bool   // the shopper waits
	turn   string // whose it is: staff, shopper, nobody
	gone   bool   // it is spam, or part of another ticket
	said   bool   // staff have answered once
	until  int    // snoozed until
	waited int    // since when the shopper waits
}

func (o *oracle) owes() bool { return o.owed && !o.gone && o.turn != "nobody" }

func (o *oracle) asleep(m int) bool { return m < o.until }

func (o *oracle) happens(s step) {
	switch s.what {
	case "applies again":
		o.change(s)
		return
	case "works otherwise":
		o.work = s.work
		for _, c := range o.clocks {
			o.reckon(c, s.at)
		}
		return
	case "comes under":
		o.change(s)
	case "asks":
		if !o.owed {
			o.waited = s.at
		}
		o.owed, o.turn, o.until = true, "staff", 0
	case "answers":
		if o.answer != nil {
			o.answer.met, o.answer.from = true, -1
		}
		o.owed, o.said = false, true
		if o.turn == "staff" {
			o.turn = "shopper"
		}
	case "solves":
		o.owed, o.turn, o.until = false, "nobody", 0
	case "reopens":
		o.turn, o.until = "staff", 0
	case "snoozes":
		o.until = s.until
	case "wakes":
		o.until = 0
	case "stands":
		o.owed, o.turn, o.gone, o.said, o.until, o.waited = s.owed, s.turn, s.gone, s.said, s.until, s.waited
	}
	o.ensure(s.at, s.at)
	o.resume(s.at)
}

// ensure begins what is owed and has no clock, as if it had begun at a minute.
func (o *oracle) ensure(m, since int) {
	if o.solve == nil && o.turn != "nobody" && !o.gone && o.terms.Solve > 0 {
		from := m
		if o.turn == "staff" {
			from = since
		}
		o.solve = o.begin(Solve, m, from)
	}
	if a := o.answer; a != nil && !a.met && !o.owes() {
		a.over, a.from = true, -1
	}
	if !o.owes() {
		return
	}
	if a := o.answer; a != nil && !a.met && (!a.over || o.terms.of(a.kind) > 0) {
		if a.over {
			a.over = false
			o.agree(a, m)
		}
		return
	}
	kind := First
	if o.said {
		kind = Next
	}
	if o.answer != nil && !o.answer.met {
		since = m
	}
	if o.terms.of(kind) > 0 {
		o.answer = o.begin(kind, m, since)
	}
}

func (o *oracle) begin(kind Kind, m, since int) *count {
	c := &count{kind: kind, target: o.terms.of(kind), calendar: o.terms.Calendar, from: -1, breached: -1}
	o.clocks = append(o.clocks, c)
	if since < m {
		c.from = since
		o.reckon(c, m)
	}
	return c
}

// agree measures a clock by the present terms from a minute on.
func (o *oracle) agree(c *count, m int) {
	if c.from >= 0 && c.calendar != o.terms.Calendar {
		c.base, c.from = c.minutes, m
	}
	c.target, c.calendar = o.terms.of(c.kind), o.terms.Calendar
	o.reckon(c, m)
}

// reckon counts the stretch anew in which a clock runs, and looks when its time was over.
func (o *oracle) reckon(c *count, m int) {
	if c.from >= 0 {
		c.minutes = c.base + o.work[c.calendar].between(c.from, m)
	}
	if c.breached >= 0 && int64(c.minutes)*60 < c.target {
		c.breached = -1
	}
	if c.breached >= 0 || c.from < 0 {
		return
	}
	n := c.base
	for k := c.from; k < m; k++ {
		if int64(n)*60 >= c.target {
			c.breached = k
			return
		}
		if o.work[c.calendar].open[k] {
			n++
		}
	}
}

// change puts the ticket under other terms.
func (o *oracle) change(s step) {
	o.terms = s.terms
	for _, c := range o.clocks {
		switch settled := o.turn == "nobody" || o.gone; {
		case c == o.solve && settled, c != o.solve && (c.met || c.over):
		case o.terms.of(c.kind) == 0:
			c.over, c.from = true, -1
		case !c.over:
			o.agree(c, s.at)
		}
	}
	if s.what != "applies again" || o.turn == "nobody" || o.gone || o.asleep(s.at) {
		return
	}
	since := s.at
	if o.owed {
		since = min(since, o.waited)
	}
	o.ensure(s.at, since)
	o.resume(s.at)
}

func (o *oracle) passes(m int) {
	o.tick(o.answer, m, o.owes() && !o.asleep(m))
	o.tick(o.solve, m, o.turn == "staff" && !o.gone && !o.asleep(m) && o.terms.Solve > 0)
}

func (o *oracle) tick(c *count, m int, runs bool) {
	switch {
	case c == nil:
		return
	case !runs || c.met || c == o.answer && c.over:
		c.from = -1
		return
	case c.from < 0:
		c.from, c.base = m, c.minutes
	}
	if int64(c.minutes)*60 >= c.target && c.breached < 0 {
		c.breached = m
	}
	if o.work[c.calendar].open[m] {
		c.minutes++
	}
}

// resume lets the clock of the solution go on by the terms of today.
func (o *oracle) resume(m int) {
	if c := o.solve; c != nil && o.turn != "nobody" && !o.gone && o.terms.Solve > 0 && (c.over || c.target != o.terms.Solve || c.calendar != o.terms.Calendar) {
		c.over = false
		o.agree(c, m)
	}
}

func (o *oracle) run(steps []step, end int) {
	for m := steps[0].at; m < end; m++ {
		for len(steps) > 0 && steps[0].at == m {
			o.happens(steps[0])
			steps = steps[1:]
		}
		if m == o.until {
			o.ensure(m, m)
			o.resume(m)
		}
		o.passes(m)
	}
}

func TestEveryClockShowsWhatCountingMinutesGives(t *testing.T) { // R51, R53, R54
	for c := range uint64(oracleCalendars) {
		t.Run(fmt.Sprint(c), func(t *testing.T) {
			t.Parallel()
			r := rand.New(rand.NewPCG(c, 51))
			z := zones[c%uint64(len(zones))]
			zone, err := time.LoadLocation(z.name)
			if err != nil {
				t.Fatal(err)
			}
			l := line{time.Date(2026, time.Month(z.month), z.day, 0, 0, 0, 0, zone)}
			// The shop's hours, those of a policy, and what the shop's become.
			works := [3]worktime{randomWorktime(r, l), randomWorktime(r, l), randomWorktime(r, l)}
			for n := range oracleCases {
				check(t, &trial{name: fmt.Sprintf("calendar %d case %d", c, n), line: l, r: r, works: works})
			}
		})
	}
}

func check(t *testing.T, c *trial) {
	t.Helper()
	c.play()
	o := &oracle{terms: c.first, turn: "staff", work: map[int64]worktime{0: c.works[0], 1: c.works[1]}}
	o.run(c.steps, oracleMinutes)
	want := slices.Clone(o.clocks)
	slices.SortStableFunc(want, byKind(func(k *count) Kind { return k.kind }))
	got := slices.Clone(c.a.clocks)
	slices.SortStableFunc(got, byKind(func(k *Clock) Kind { return k.Kind }))
	if len(got) != len(want) {
		t.Fatalf("%s: %d clocks, want %d\n%s", c.name, len(got), len(want), c)
	}
	for i, k := range got {
		c.compare(t, k, want[i])
	}
}

// byKind has the solution first.
func byKind[T any](kind func(T) Kind) func(a, b T) int {
	rank := func(x T) int {
		if kind(x) == Solve {
			return 0
		}
		return 1
	}
	return func(a, b T) int { return rank(a) - rank(b) }
}

func (c *trial) compare(t *testing.T, k *Clock, want *count) {
	t.Helper()
	end := c.minute(oracleMinutes)
	var rows, going int64
	for _, s := range c.a.spans {
		if s.Kind == k.Kind && s.Clock == k.N {
			rows += s.Seconds
		}
	}
	breached := k.BreachedAt
	if k.Running != nil {
		going = int64(c.a.cal(k.Calendar).Between(*k.Running, end) / time.Second)
		if breached == nil && k.DueAt != nil && k.DueAt.Before(end) {
			breached = k.DueAt
		}
	}
	if k.Kind != want.kind || rows != k.Spent || rows+going != int64(want.minutes)*60 {
		t.Fatalf("%s: %s %d has %d s in rows, %d s in sum and %d s going, want %s with %d\n%s", c.name, k.Kind, k.N, rows, k.Spent, going, want.kind, want.minutes*60, c)
	}
	at := -1
	if breached != nil {
		at = c.at(*breached)
	}
	if at != want.breached {
		t.Fatalf("%s: %s %d of %d s is breached in minute %d, want %d\n%s", c.name, k.Kind, k.N, k.Target, at, want.breached, c)
	}
}
