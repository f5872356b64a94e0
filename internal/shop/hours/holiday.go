package hours

import (
	"slices"
	"time"

	"dari/internal/korean"
)

// Rule is a public holiday as the law has it in a range of years.
type Rule struct {
	ID     int64
	Kind   string // RuleSolar, RuleLunar or RuleOnce
	Month  int
	Day    int
	Around int // days before and after that belong to it
	Name   Name
	First  int // year
	Last   int // year; 0 means for ever
	// Substitute says on which days of the week the holiday is given back: SubstituteNone,
	// SubstituteSunday or SubstituteWeekend. Clash: also when it meets another one on a weekday.
	Substitute string
	Clash      bool
	ByHand     bool // a temporary one that the shop has entered
}

// The kinds of rules and of their substitutes.
const (
	RuleSolar = "solar"
	RuleLunar = "lunar"
	RuleOnce  = "once"

	SubstituteNone    = "none"
	SubstituteSunday  = "sunday"
	SubstituteWeekend = "weekend"
)

// DayOff is a date that is a public holiday.
type DayOff struct {
	Date Date
	Name Name
}

// HolidaysOf are the public holidays of a year in order, substitutes among them.
//
// A holiday is given back on the first day after it that is neither a holiday, a Saturday nor a
// Sunday; a date gives back one day, however many holidays it is, and of two dates that would take
// the same day the later one goes on to the next.
func HolidaysOf(rules []Rule, year int) []DayOff {
	days := map[Date]Name{}
	on := map[Date][]Rule{}
	for _, r := range rules {
		for _, d := range r.days(year) {
			on[d] = append(on[d], r)
		}
	}
	dates := make([]Date, 0, len(on))
	for d, list := range on {
		dates = append(dates, d)
		days[d] = list[0].Name
		for _, r := range list {
			if r.Around > 0 { // the feast of several days gives its name to the day
				days[d] = r.Name
			}
		}
	}
	slices.Sort(dates)
	for _, d := range dates {
		r, due := substituted(d, on[d])
		if !due {
			continue
		}
		at := d + 1
		for weekend(at) || taken(days, at) {
			at++
		}
		days[at] = r.substituteName()
	}
	out := make([]DayOff, 0, len(days))
	for d, name := range days {
		if d.Year() == year {
			out = append(out, DayOff{d, name})
		}
	}
	slices.SortFunc(out, func(a, b DayOff) int { return int(a.Date - b.Date) })
	return out
}

func taken(days map[Date]Name, d Date) bool { _, is := days[d]; return is }

func weekend(d Date) bool { return d.Weekday() == time.Saturday || d.Weekday() == time.Sunday }

// substituted says whether a date with these holidays is given back, and for which of them.
func substituted(d Date, list []Rule) (Rule, bool) {
	for _, r := range list {
		switch {
		case r.Substitute == SubstituteWeekend && weekend(d),
			r.Substitute == SubstituteSunday && d.Weekday() == time.Sunday,
			r.Clash && len(list) > 1 && !weekend(d):
			return r, true
		}
	}
	return Rule{}, false
}

func (r Rule) days(year int) []Date {
	if year < r.First || r.Last != 0 && year > r.Last {
		return nil
	}
	middle := Day(year, time.Month(r.Month), r.Day)
	if r.Kind == RuleLunar {
		t, known := korean.LunarToSolar(year, r.Month, r.Day, false)
		if !known {
			return nil
		}
		middle = Day(t.Date())
	}
	var days []Date
	for i := -r.Around; i <= r.Around; i++ {
		days = append(days, middle+Date(i))
	}
	return days
}

// substituteName is what the day given back is called: a feast of several days is a day longer.
func (r Rule) substituteName() Name {
	if r.Around > 0 {
		return r.Name
	}
	return Name{r.Name.Ko + " 대체 공휴일", r.Name.En + " (observed)"}
}

// NextHolidays are the next public holidays from a date on, whether or not the shop keeps them; the
// days of one feast are one entry.
func NextHolidays(rules []Rule, from Date, most int) []Feast {
	var out []Feast
	for year := from.Year(); year <= from.Year()+2 && len(out) <= most; year++ {
		for _, h := range HolidaysOf(rules, year) {
			n := len(out)
			switch {
			case n > 0 && out[n-1].Name == h.Name && h.Date-out[n-1].To <= 2:
				out[n-1].To = h.Date
			case h.Date >= from || n > 0:
				out = append(out, Feast{h.Name, h.Date, h.Date})
			}
		}
	}
	return out[:min(most, len(out))]
}

// Feast is a public holiday with all its days.
type Feast struct {
	Name Name
	From Date
	To   Date
}
