package hours

import (
	"slices"
	"sync"
	"time"

	"dari/internal/i18n"
)

// Weekday is how a day of the week is worked: the ranges, and the lunches taken out of them. The
// zero Weekday is a closed one.
type Weekday struct {
	Open  []Span `json:"open" maxItems:"12" doc:"The ranges in which staff answer."`
	Lunch []Span `json:"lunch" maxItems:"4" doc:"Taken out of the ranges."`
}

// Name of a day off, in both languages; either may be empty.
type Name struct {
	Ko string `json:"ko" maxLength:"60"`
	En string `json:"en" maxLength:"60"`
}

// In is the name in a language, empty when it has none there.
func (n Name) In(lang string) string {
	if lang == i18n.English {
		return n.En
	}
	return n.Ko
}

// Exception is days that are not as the week says. It wins over public holidays.
type Exception struct {
	From  Date
	To    Date // included
	Name  Name
	Hours []Span // none: closed
}

// Closure is closing by hand.
type Closure struct {
	From time.Time
	To   time.Time // not included
}

// Plan is what a calendar is made of.
type Plan struct {
	Zone       *time.Location // nil: Seoul
	Week       [7]Weekday     // by time.Weekday
	Public     bool           // closed on public holidays
	Rules      []Rule         // which those are
	Exceptions []Exception
	Closures   []Closure
	// Reply is the business time within which a first answer is promised; 0 means an hour.
	Reply time.Duration
	// Capacity is how many chats one person holds at once; 0 means five.
	Capacity int
}

// Weekdays is the plan of a shop that has set none: Monday to Friday from 10 to 18 with an hour of lunch.
func Weekdays() Plan {
	p := Plan{Zone: i18n.Seoul(), Public: true, Reply: time.Hour, Capacity: 5}
	for day := time.Monday; day <= time.Friday; day++ {
		p.Week[day] = Weekday{Open: []Span{{At(10, 0), At(18, 0)}}, Lunch: []Span{{At(12, 30), At(13, 30)}}}
	}
	return p
}

// Calendar answers questions about business time. It does not change.
type Calendar struct {
	plan     Plan
	week     [7][]Span // without lunch
	lunch    [7][]Span // inside the opening hours
	closures []interval

	mu    sync.Mutex
	years map[int]map[Date]Name // public holidays
}

// New makes a calendar.
func New(p Plan) *Calendar {
	if p.Zone == nil {
		p.Zone = i18n.Seoul()
	}
	if p.Reply <= 0 {
		p.Reply = time.Hour
	}
	if p.Capacity <= 0 {
		p.Capacity = 5
	}
	c := &Calendar{plan: p, years: map[int]map[Date]Name{}}
	for i, day := range p.Week {
		open, lunch := join(day.Open), join(day.Lunch)
		c.week[i] = without(open, lunch)
		c.lunch[i] = without(open, c.week[i])
	}
	for _, off := range p.Closures {
		c.closures = append(c.closures, interval{off.From.UnixNano(), off.To.UnixNano()})
	}
	return c
}

// Plan is what the calendar was made of.
func (c *Calendar) Plan() Plan { return c.plan }

// Zone is that of the shop.
func (c *Calendar) Zone() *time.Location { return c.plan.Zone }

// Hours are the ranges of a date in which staff answer, lunch taken out.
func (c *Calendar) Hours(d Date) []Span {
	if e := c.exception(d); e != nil {
		return join(e.Hours)
	}
	if _, closed := c.Holiday(d); closed {
		return nil
	}
	return c.week[d.Weekday()]
}

// Holiday is the public holiday the shop keeps on a date, if there is one.
func (c *Calendar) Holiday(d Date) (Name, bool) {
	if !c.plan.Public {
		return Name{}, false
	}
	name, found := c.holidays(d.Year())[d]
	return name, found
}

// exception is the one that holds on the date: the last that was entered.
func (c *Calendar) exception(d Date) *Exception {
	for i := range slices.Backward(c.plan.Exceptions) {
		if e := &c.plan.Exceptions[i]; d >= e.From && d <= e.To {
			return e
		}
	}
	return nil
}

func (c *Calendar) holidays(year int) map[Date]Name {
	c.mu.Lock()
	defer c.mu.Unlock()
	days, known := c.years[year]
	if !known {
		days = map[Date]Name{}
		for _, h := range HolidaysOf(c.plan.Rules, year) {
			days[h.Date] = h.Name
		}
		c.years[year] = days
	}
	return days
}

// interval is a stretch of real time in nanoseconds since 1970.
type interval struct{ from, to int64 }

// intervals are the stretches of real time in which staff answer on a date, closing by hand taken out.
func (c *Calendar) intervals(d Date) []interval {
	spans := c.Hours(d)
	if len(spans) == 0 {
		return nil
	}
	var out []interval
	start := int64(d) * daySeconds
	if shift := offset(start-reach, c.plan.Zone); shift == offset(start+daySeconds+reach, c.plan.Zone) {
		for _, s := range spans {
			out = append(out, interval{(start - shift + int64(s.From)*60) * 1e9, (start - shift + int64(s.To)*60) * 1e9})
		}
	} else {
		out = c.shifted(start, spans)
	}
	for _, off := range c.closures {
		out = cutOut(out, off)
	}
	return out
}

// shifted are the intervals of a day near which the clocks change: between two changes the clocks run
// evenly, and each of these pieces is looked at alone.
func (c *Calendar) shifted(start int64, spans []Span) []interval {
	var out []interval
	for at := start - reach; at < start+daySeconds+reach; {
		t := time.Unix(at, 0).In(c.plan.Zone)
		_, shift := t.Zone()
		end := start + daySeconds + reach
		if _, next := t.ZoneBounds(); !next.IsZero() {
			end = min(end, next.Unix())
		}
		for _, s := range spans {
			from := max(at, start+int64(s.From)*60-int64(shift))
			to := min(end, start+int64(s.To)*60-int64(shift))
			if from < to {
				out = append(out, interval{from * 1e9, to * 1e9})
			}
		}
		at = end
	}
	return out
}

func cutOut(list []interval, off interval) []interval {
	touched := slices.ContainsFunc(list, func(i interval) bool { return off.from < i.to && off.to > i.from })
	if !touched {
		return list
	}
	var out []interval
	for _, i := range list {
		if left := (interval{i.from, min(i.to, off.from)}); left.from < left.to {
			out = append(out, left)
		}
		if right := (interval{max(i.from, off.to), i.to}); right.from < right.to {
			out = append(out, right)
		}
	}
	return out
}
