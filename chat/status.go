package chat

import (
	"context"
	"fmt"
	"strings"
	"time"

	"dari/internal/i18n"
)

// Clock is a time of day in minutes since midnight.
type Clock int

// At is the time of day of an hour and a minute.
func At(hour, minute int) Clock { return Clock(hour*60 + minute) }

// Span is a part of a day, from included, to not.
type Span struct{ From, To Clock }

// Day is one weekday: when staff answer, and their lunch in between. The zero Day is a closed one.
type Day struct {
	Open  Span
	Lunch Span
}

// Holiday is a closed date; its name may be empty.
type Holiday struct {
	Date string // 2027-02-07
	Ko   string
	En   string
}

// Hours are when the shop's staff answer, on the shop's own clock.
type Hours struct {
	Zone     *time.Location
	Week     [7]Day // by time.Weekday
	Holidays []Holiday
}

// DefaultHours are weekdays from 10 to 18 with an hour of lunch, in Seoul: those of a shop that has set none.
func DefaultHours() Hours {
	h := Hours{Zone: i18n.Seoul()}
	for day := time.Monday; day <= time.Friday; day++ {
		h.Week[day] = Day{Open: Span{At(10, 0), At(18, 0)}, Lunch: Span{At(12, 30), At(13, 30)}}
	}
	return h
}

func (h Hours) zone() *time.Location {
	if h.Zone == nil {
		return i18n.Seoul()
	}
	return h.Zone
}

func (h Hours) holiday(t time.Time) (Holiday, bool) {
	date := t.Format("2006-01-02")
	for _, day := range h.Holidays {
		if day.Date == date {
			return day, true
		}
	}
	return Holiday{}, false
}

func (h Hours) day(t time.Time) Day {
	if _, closed := h.holiday(t); closed {
		return Day{}
	}
	return h.Week[t.Weekday()]
}

func (s Span) holds(c Clock) bool { return c >= s.From && c < s.To }

// next is when the shop opens after t, within a year; found is false when it never does.
func (h Hours) next(t time.Time) (at time.Time, found bool) {
	for i := range 366 {
		date := time.Date(t.Year(), t.Month(), t.Day()+i, 0, 0, 0, 0, t.Location())
		open := h.day(date).Open
		if open.To <= open.From {
			continue
		}
		at := time.Date(date.Year(), date.Month(), date.Day(), 0, int(open.From), 0, 0, t.Location())
		if at.After(t) {
			return at, true
		}
	}
	return time.Time{}, false
}

// Pace is how fast shoppers were answered at this hour of the last days.
type Pace struct {
	Minutes int // the median
	Samples int
}

// paceSteps are what a shopper is promised: the median, rounded up to a step.
var paceSteps = []int{1, 3, 5, 10, 30}

// StatusLine is the sentence under the shop's name: whether someone answers now, how fast, or when
// the shop opens again.
func StatusLine(lang string, h Hours, now time.Time, online int, pace Pace) string {
	t := now.In(h.zone())
	clock := Clock(t.Hour()*60 + t.Minute())
	day := h.day(t)
	switch {
	case online == 0 && day.Lunch.holds(clock):
		end := time.Date(t.Year(), t.Month(), t.Day(), 0, int(day.Lunch.To), 0, 0, t.Location())
		return i18n.T(lang, "chat.status.lunch", "time", hour(lang, end))
	case online == 0 && day.Open.holds(clock):
		return i18n.T(lang, "chat.status.leave")
	case online == 0:
		return h.closed(lang, t)
	}
	if pace.Samples >= 10 {
		for _, step := range paceSteps {
			if pace.Minutes <= step {
				return i18n.T(lang, "chat.status.open_median", "minutes", step)
			}
		}
	}
	return i18n.T(lang, "chat.status.open")
}

func (h Hours) closed(lang string, t time.Time) string {
	next, found := h.next(t)
	if !found {
		return i18n.T(lang, "chat.status.leave")
	}
	days := int(midnight(next).Sub(midnight(t)).Hours()/24 + 0.5)
	holiday, isHoliday := h.holiday(t)
	name := holiday.Ko
	if lang == i18n.English {
		name = holiday.En
	}
	switch {
	case isHoliday && name != "":
		return i18n.T(lang, "chat.status.holiday", "holiday", name, "date", date(lang, next), "time", hour(lang, next))
	case days == 0:
		return i18n.T(lang, "chat.status.back_today", "time", hour(lang, next))
	case days == 1:
		return i18n.T(lang, "chat.status.back_tomorrow", "weekday", weekday(lang, next), "time", hour(lang, next))
	default:
		return i18n.T(lang, "chat.status.back_later", "date", date(lang, next), "time", hour(lang, next))
	}
}

func midnight(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, t.Location())
}

// hour is a time of day as people say it: 오전 10시, 오후 1:30, 10 AM, 1:30 PM.
func hour(lang string, t time.Time) string {
	form := "3:04 PM"
	if t.Minute() == 0 {
		form = "3 PM"
	}
	said := t.Format(form)
	if lang == i18n.English {
		return said
	}
	number, half, _ := strings.Cut(said, " ")
	if t.Minute() == 0 {
		number += "시"
	}
	if half == "AM" {
		return "오전 " + number
	}
	return "오후 " + number
}

var weekdays = [...]string{"일", "월", "화", "수", "목", "금", "토"}

func weekday(lang string, t time.Time) string {
	if lang == i18n.English {
		return t.Format("Mon")
	}
	return weekdays[t.Weekday()]
}

func date(lang string, t time.Time) string {
	if lang == i18n.English {
		return t.Format("Mon Jan 2")
	}
	return fmt.Sprintf("%d월 %d일(%s)", t.Month(), t.Day(), weekday(lang, t))
}

// line says the opening hours of the week: runs of equal days together.
func (h Hours) line(lang string) string {
	var parts []string
	order := []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday, time.Saturday, time.Sunday}
	for i := 0; i < len(order); {
		j := i
		for j+1 < len(order) && h.Week[order[j+1]] == h.Week[order[i]] {
			j++
		}
		if day := h.Week[order[i]]; day.Open.To > day.Open.From {
			parts = append(parts, h.days(lang, order[i], order[j], day))
		}
		i = j + 1
	}
	return strings.Join(parts, " · ")
}

func (h Hours) days(lang string, from, to time.Weekday, day Day) string {
	// The first of February 2026 is a Sunday: its days are named by their weekday.
	name := func(w time.Weekday) string {
		return weekday(lang, time.Date(2026, time.February, 1+int(w), 0, 0, 0, 0, time.UTC))
	}
	said := name(from)
	if from != to {
		said += "–" + name(to)
	}
	line := i18n.T(lang, "chat.hours", "days", said, "from", clockText(day.Open.From), "to", clockText(day.Open.To))
	if day.Lunch.To > day.Lunch.From {
		line += " (" + i18n.T(lang, "chat.hours.lunch", "from", clockText(day.Lunch.From), "to", clockText(day.Lunch.To)) + ")"
	}
	return line
}

func clockText(c Clock) string { return fmt.Sprintf("%d:%02d", c/60, c%60) }

func (s *Service) statusLine(ctx context.Context, lang string, online int) (line, hours string, err error) {
	h, err := s.hours(ctx)
	if err != nil {
		return "", "", fmt.Errorf("read the opening hours: %w", err)
	}
	var pace Pace
	if s.pace != nil {
		if pace, err = s.pace(ctx); err != nil {
			s.log.WarnContext(ctx, "the pace of answers cannot be read", "error", err)
		}
	}
	return StatusLine(lang, h, s.now(), online, pace), h.line(lang), nil
}
