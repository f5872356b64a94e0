package hours

import "time"

// horizon is how many days are looked at before a calendar counts as never open.
const horizon = 3 * 366

// Open says whether staff answer at a moment.
func (c *Calendar) Open(t time.Time) bool {
	at := t.UnixNano()
	for _, i := range c.intervals(c.dateOf(t)) {
		if at >= i.from && at < i.to {
			return true
		}
	}
	return false
}

// Between is how much business time lies between two moments; 0 when the second is not later.
func (c *Calendar) Between(from, to time.Time) time.Duration {
	a, b := from.UnixNano(), to.UnixNano()
	if a >= b {
		return 0
	}
	var sum int64
	for d, last := c.dateOf(from), c.dateOf(to); d <= last; d++ {
		for _, i := range c.intervals(d) {
			if start, end := max(a, i.from), min(b, i.to); start < end {
				sum += end - start
			}
		}
	}
	return time.Duration(sum)
}

// Add is the first moment by which as much business time has passed since t; t itself for none. It
// answers false for a calendar that does not open again in three years.
func (c *Calendar) Add(t time.Time, business time.Duration) (time.Time, bool) {
	if business <= 0 {
		return t, true
	}
	left, start, idle := int64(business), t.UnixNano(), 0
	for d := c.dateOf(t); idle < horizon; d++ {
		idle++
		for _, i := range c.intervals(d) {
			from := max(start, i.from)
			if from >= i.to {
				continue
			}
			if left <= i.to-from {
				return c.moment(from + left), true
			}
			left -= i.to - from
			idle = 0
		}
	}
	return time.Time{}, false
}

// NextOpening is the next moment after t at which the shop opens. While it is open that is the one
// after the next closing; ranges that touch, as those of a night, are one opening.
func (c *Calendar) NextOpening(t time.Time) (time.Time, bool) {
	at := t
	if c.Open(t) {
		end, found := c.NextClosing(t)
		if !found {
			return time.Time{}, false
		}
		at = end.Add(-1)
	}
	return c.opening(at)
}

// opening is the first start of an interval after t.
func (c *Calendar) opening(t time.Time) (time.Time, bool) {
	at := t.UnixNano()
	for d, last := c.dateOf(t), c.dateOf(t)+horizon; d <= last; d++ {
		for _, i := range c.intervals(d) {
			if i.from > at {
				return c.moment(i.from), true
			}
		}
	}
	return time.Time{}, false
}

// NextClosing is when the shop that is open at t closes; false when it is closed, or never closes.
func (c *Calendar) NextClosing(t time.Time) (time.Time, bool) {
	at := t.UnixNano()
	open := false
	for d, last := c.dateOf(t), c.dateOf(t)+horizon; d <= last; d++ {
		list := c.intervals(d)
		for _, i := range list {
			if at >= i.from && at < i.to {
				at, open = i.to, true
			}
		}
		if next := c.dateOf(time.Unix(0, at)); !open || next <= d {
			return c.moment(at), open
		}
	}
	return time.Time{}, false
}

// NextSwitch is when the schedule next changes from open to closed or back; opens says to which.
func (c *Calendar) NextSwitch(t time.Time) (at time.Time, opens, found bool) {
	if c.Open(t) {
		at, found = c.NextClosing(t)
		return at, false, found
	}
	at, found = c.NextOpening(t)
	return at, true, found
}

// NextBusinessDay is a time of day on the first later date on which the shop opens at all: "next
// business day, 10:00".
func (c *Calendar) NextBusinessDay(t time.Time, clock Clock) (time.Time, bool) {
	for d, last := c.dateOf(t)+1, c.dateOf(t)+horizon; d <= last; d++ {
		if len(c.intervals(d)) > 0 {
			return Wall(d, clock, c.plan.Zone), true
		}
	}
	return time.Time{}, false
}

// Promise is by when a first answer is promised to who writes at t: the business time the plan names,
// and then up to the next ten minutes.
func (c *Calendar) Promise(t time.Time) (time.Time, bool) {
	due, found := c.Add(t, c.plan.Reply)
	if !found {
		return time.Time{}, false
	}
	if rest := due.Sub(due.Truncate(10 * time.Minute)); rest > 0 {
		due = due.Add(10*time.Minute - rest)
	}
	return due, true
}

func (c *Calendar) dateOf(t time.Time) Date { return DateOf(t, c.plan.Zone) }

func (c *Calendar) moment(nano int64) time.Time { return time.Unix(0, nano).In(c.plan.Zone) }
