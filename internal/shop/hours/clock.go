package hours

import (
	"fmt"
	"slices"
	"time"
)

// Clock is a time of day in minutes since midnight, up to 24:00.
type Clock int

// At is the time of day of an hour and a minute.
func At(hour, minute int) Clock { return Clock(hour*60 + minute) }

// String is 9:30 or 24:00.
func (c Clock) String() string { return fmt.Sprintf("%d:%02d", c/60, c%60) }

// Span is a part of a day, from included, to not.
type Span struct {
	From Clock `json:"from" minimum:"0" maximum:"1439" doc:"Minutes since midnight."`
	To   Clock `json:"to" minimum:"1" maximum:"1440" doc:"Minutes since midnight; 1440 is its end."`
}

// Holds says whether the time of day lies in the span.
func (s Span) Holds(c Clock) bool { return c >= s.From && c < s.To }

// Date is a day of the calendar, counted from 1970-01-01.
type Date int

// DateOf is the day a moment belongs to in a zone.
func DateOf(t time.Time, zone *time.Location) Date {
	y, m, d := t.In(zone).Date()
	return Day(y, m, d)
}

// Day is the date of a year, month and day.
func Day(year int, month time.Month, day int) Date {
	return Date(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix() / daySeconds)
}

// ParseDate reads YYYY-MM-DD.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return 0, fmt.Errorf("read the date %q: %w", s, err)
	}
	return Date(t.Unix() / daySeconds), nil
}

const daySeconds = 24 * 60 * 60

// Time is the day's midnight in UTC, for its parts and for formatting.
func (d Date) Time() time.Time { return time.Unix(int64(d)*daySeconds, 0).UTC() }

// Weekday is the day of the week.
func (d Date) Weekday() time.Weekday { return time.Weekday(((int(d)+4)%7 + 7) % 7) }

// Year is the year the day lies in.
func (d Date) Year() int { return d.Time().Year() }

// String is YYYY-MM-DD.
func (d Date) String() string { return d.Time().Format(time.DateOnly) }

// reach is further than any zone is from UTC.
const reach = 15 * 60 * 60

// Wall is the moment at which the clocks of a zone show a time of a day. Where they skip it, it is
// moved forward by as much as they skip; where they show it twice, it is the first.
func Wall(d Date, c Clock, zone *time.Location) time.Time {
	local := int64(d)*daySeconds + int64(c)*60
	before, after := offset(local-reach, zone), offset(local+reach, zone)
	t := local - before
	if before != after && offset(t, zone) != before && offset(local-after, zone) == after {
		t = local - after
	}
	return time.Unix(t, 0).In(zone)
}

func offset(unix int64, zone *time.Location) int64 {
	_, seconds := time.Unix(unix, 0).In(zone).Zone()
	return int64(seconds)
}

// join sorts spans and makes one of those that touch.
func join(spans []Span) []Span {
	sorted := slices.Clone(spans)
	slices.SortFunc(sorted, func(a, b Span) int { return int(a.From - b.From) })
	var out []Span
	for _, s := range sorted {
		switch n := len(out); {
		case s.To <= s.From:
		case n > 0 && s.From <= out[n-1].To:
			out[n-1].To = max(out[n-1].To, s.To)
		default:
			out = append(out, s)
		}
	}
	return out
}

// without takes the holes out of the spans; both are sorted and apart.
func without(spans, holes []Span) []Span {
	var out []Span
	for _, s := range spans {
		for _, h := range holes {
			if h.To <= s.From || h.From >= s.To {
				continue
			}
			if h.From > s.From {
				out = append(out, Span{s.From, h.From})
			}
			s.From = h.To
		}
		if s.From < s.To {
			out = append(out, s)
		}
	}
	return out
}
