package hours_test

import (
	"math/rand/v2"
	"testing"
	"time"
	_ "time/tzdata" // a bare machine has no zones of its own

	"dari/internal/shop/hours"
)

// The oracle knows nothing of intervals: it asks of every single minute what the clocks of the zone
// show, and whether that day is worked at that time.

type oracle struct {
	plan hours.Plan
	off  map[string]bool // public holidays
}

func (o oracle) open(t time.Time) bool {
	for _, c := range o.plan.Closures {
		if !t.Before(c.From) && t.Before(c.To) {
			return false
		}
	}
	local := t.In(o.plan.Zone)
	clock := hours.Clock(local.Hour()*60 + local.Minute())
	date := local.Format(time.DateOnly)
	for i := len(o.plan.Exceptions) - 1; i >= 0; i-- {
		if e := o.plan.Exceptions[i]; date >= e.From.String() && date <= e.To.String() {
			return holds(e.Hours, clock)
		}
	}
	if o.plan.Public && o.off[date] {
		return false
	}
	day := o.plan.Week[local.Weekday()]
	return holds(day.Open, clock) && !holds(day.Lunch, clock)
}

func holds(spans []hours.Span, c hours.Clock) bool {
	for _, s := range spans {
		if c >= s.From && c < s.To {
			return true
		}
	}
	return false
}

// minutes is the oracle's timeline from a moment on.
func (o oracle) minutes(from time.Time, n int) []bool {
	line := make([]bool, n)
	for i := range line {
		line[i] = o.open(from.Add(time.Duration(i) * time.Minute))
	}
	return line
}

func randomSpans(r *rand.Rand, most int) []hours.Span {
	var spans []hours.Span
	for range r.IntN(most + 1) {
		from := r.IntN(1440)
		spans = append(spans, hours.Span{From: hours.Clock(from), To: hours.Clock(from + 1 + r.IntN(1440-from))})
	}
	return spans
}

// zones with summer time in both halves of the year, a half hour of it, a skipped midnight, and none.
var zones = []string{"Asia/Seoul", "America/Los_Angeles", "Europe/Berlin", "Australia/Lord_Howe", "America/Santiago", "Asia/Beirut"}

func randomPlan(t *testing.T, r *rand.Rand, start time.Time) hours.Plan {
	t.Helper()
	zone, err := time.LoadLocation(zones[r.IntN(len(zones))])
	if err != nil {
		t.Fatal(err)
	}
	p := hours.Plan{Zone: zone, Public: r.IntN(2) == 0, Rules: rules()}
	for i := range p.Week {
		p.Week[i] = hours.Weekday{Open: randomSpans(r, 3), Lunch: randomSpans(r, 1)}
	}
	first := hours.DateOf(start, zone)
	for range r.IntN(4) {
		from := first + hours.Date(r.IntN(20))
		p.Exceptions = append(p.Exceptions, hours.Exception{From: from, To: from + hours.Date(r.IntN(3)), Hours: randomSpans(r, 2)})
	}
	for range r.IntN(3) {
		from := start.Add(time.Duration(r.IntN(20*1440)) * time.Minute)
		p.Closures = append(p.Closures, hours.Closure{From: from, To: from.Add(time.Duration(r.IntN(3000)) * time.Minute)})
	}
	return p
}

// anchors are near changes of the clocks and near feasts, where things go wrong.
var anchors = []string{
	"2026-03-07T00:00:00Z", "2026-10-31T00:00:00Z", "2026-03-28T00:00:00Z", "2026-10-03T06:00:00Z", "2026-04-04T00:00:00Z",
	"2026-09-05T00:00:00Z", "2027-02-04T00:00:00Z", "2025-10-01T00:00:00Z", "2026-11-20T00:00:00Z", "2026-12-30T00:00:00Z",
}

func TestBusinessTimeIsWhatCountingMinutesGives(t *testing.T) {
	const days = 16
	for seed := range uint64(120) {
		r := rand.New(rand.NewPCG(seed, 13))
		start, err := time.Parse(time.RFC3339, anchors[r.IntN(len(anchors))])
		if err != nil {
			t.Fatal(err)
		}
		plan := randomPlan(t, r, start)
		c := hours.New(plan)
		o := oracle{plan, datesOff(start)}
		line := o.minutes(start, days*1440)
		at := func(i int) time.Time { return start.Add(time.Duration(i) * time.Minute) }
		sum := make([]int, len(line)+1) // business minutes before each
		for i, open := range line {
			sum[i+1] = sum[i]
			if open {
				sum[i+1]++
			}
		}
		for range 60 {
			i, j := r.IntN(len(line)), r.IntN(len(line)+1)
			if got := c.Open(at(i)); got != line[i] {
				t.Fatalf("seed %d: open at %v (%v): %v, want %v", seed, at(i), plan.Zone, got, line[i])
			}
			if got, want := c.Between(at(i), at(j)), time.Duration(max(0, sum[j]-sum[min(i, j)]))*time.Minute; got != want {
				t.Fatalf("seed %d: between %v and %v: %v, want %v", seed, at(i), at(j), got, want)
			}
			if left := sum[len(line)] - sum[i]; left > 0 {
				n := 1 + r.IntN(left)
				k := i
				for sum[k]-sum[i] < n {
					k++
				}
				if got, found := c.Add(at(i), time.Duration(n)*time.Minute); !found || !got.Equal(at(k)) {
					t.Fatalf("seed %d: %v and %d minutes: %v, want %v", seed, at(i), n, got, at(k))
				}
			}
			checkSwitches(t, c, line, i, at, seed)
		}
	}
}

// checkSwitches compares the next opening and closing after minute i, as far as the timeline reaches.
func checkSwitches(t *testing.T, c *hours.Calendar, line []bool, i int, at func(int) time.Time, seed uint64) {
	t.Helper()
	if k := i + 1; line[i] {
		for k < len(line) && line[k] {
			k++
		}
		if got, found := c.NextClosing(at(i)); k < len(line) && (!found || !got.Equal(at(k))) {
			t.Fatalf("seed %d: closing after %v: %v, want %v", seed, at(i), got, at(k))
		}
	}
	k := i + 1
	for k < len(line) && (line[k-1] || !line[k]) {
		k++
	}
	if got, found := c.NextOpening(at(i)); k < len(line) && (!found || !got.Equal(at(k))) {
		t.Fatalf("seed %d: opening after %v: %v, want %v", seed, at(i), got, at(k))
	}
}

func TestTheNextBusinessDayIsTheNextDateWithAnOpenMinute(t *testing.T) {
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 14))
		start, _ := time.Parse(time.RFC3339, anchors[r.IntN(len(anchors))])
		plan := randomPlan(t, r, start)
		c := hours.New(plan)
		o := oracle{plan, datesOff(start)}
		from := start.Add(time.Duration(r.IntN(5*1440)) * time.Minute)
		today, want := from.In(plan.Zone).Format(time.DateOnly), ""
		for i := range 12 * 1440 {
			m := from.Add(time.Duration(i) * time.Minute)
			if date := m.In(plan.Zone).Format(time.DateOnly); date > today && o.open(m) {
				want = date
				break
			}
		}
		got, found := c.NextBusinessDay(from, hours.At(10, 0))
		if want == "" {
			continue // further away than the oracle looks
		}
		if local := got.In(plan.Zone).Format("2006-01-02 15:04"); !found || local != want+" 10:00" {
			t.Fatalf("seed %d: after %v in %v: %s, want %s 10:00", seed, from, plan.Zone, local, want)
		}
	}
}

func datesOff(start time.Time) map[string]bool {
	off := map[string]bool{}
	for _, year := range []int{start.Year(), start.Year() + 1} {
		for _, h := range hours.HolidaysOf(rules(), year) {
			off[h.Date.String()] = true
		}
	}
	return off
}
