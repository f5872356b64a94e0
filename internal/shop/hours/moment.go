package hours

import "time"

// State is what the calendar says of a moment.
type State string

// The states of a moment.
const (
	Open    State = "open"
	Lunch   State = "lunch"
	Closed  State = "closed"
	Holiday State = "holiday" // a closed day with a name
)

// Moment is how the shop stands at a moment.
type Moment struct {
	At      time.Time // on the shop's clocks
	State   State
	Name    Name      // of the holiday
	Opens   time.Time // the next opening while it is not open; zero when there is none
	ByHand  bool      // closed by hand
	Ends    time.Time // when that closing ends
	Promise time.Time // by when an answer is promised to who writes now; zero when nothing can be
}

// At says how the shop stands at a moment.
func (c *Calendar) At(t time.Time) Moment {
	m := Moment{At: t.In(c.plan.Zone), State: Closed}
	m.Promise, _ = c.Promise(t)
	if c.Open(t) {
		m.State = Open
		return m
	}
	m.Opens, _ = c.NextOpening(t)
	if m.Ends, m.ByHand = c.closedByHand(t); m.ByHand {
		return m
	}
	d := c.dateOf(t)
	if e := c.exception(d); e != nil {
		if len(e.Hours) == 0 && e.Name != (Name{}) {
			m.State, m.Name = Holiday, e.Name
		}
		return m
	}
	if name, closed := c.Holiday(d); closed {
		m.State, m.Name = Holiday, name
		return m
	}
	clock := Clock(m.At.Hour()*60 + m.At.Minute())
	for _, s := range c.lunch[d.Weekday()] {
		if s.Holds(clock) {
			m.State = Lunch
		}
	}
	return m
}

func (c *Calendar) closedByHand(t time.Time) (until time.Time, closed bool) {
	for _, off := range c.plan.Closures {
		if !t.Before(off.From) && t.Before(off.To) && off.To.After(until) {
			until, closed = off.To.In(c.plan.Zone), true
		}
	}
	return until, closed
}
