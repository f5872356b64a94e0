package chat

import (
	"fmt"
	"strings"
	"time"

	"dari/internal/i18n"
	"dari/internal/shop/hours"
)

// Pace is how fast shoppers were answered at this hour of the last days.
type Pace struct {
	Minutes int // the median
	Samples int
}

// Crowd is who is there and who waits, at a moment.
type Crowd struct {
	Online  int // of the staff, ready to take chats
	Free    int // chats they can still take
	Waiting int // chats nobody has taken yet
}

// The states of a shop that the calendar alone does not know.
const (
	stateBusy  = "busy"  // more wait than can be taken
	stateLeave = "leave" // open, and nobody is there
)

// paceSteps are what a shopper is promised: the median, rounded up to a step.
var paceSteps = []int{1, 3, 5, 10, 30}

const (
	enoughSamples = 10 // fewer say nothing about the next shopper
	longestWait   = 60 // minutes; a longer guess is none
)

// Status is how the shop stands for a shopper who looks at a moment.
type Status struct {
	State     string // open, busy, lunch, closed, holiday or leave
	Line      string // the sentence under the shop's name
	OpensAt   *time.Time
	PromiseAt *time.Time // by when somebody who writes now is answered
	Promise   string     // the same in words: 내일(화) 오전 11시
	Form      bool       // nobody will read what is written soon: ask where the answer goes
}

// sight is what a status is told from and to.
type sight struct {
	lang   string
	moment hours.Moment
	zone   *time.Location // of the shop
	viewer *time.Location // of who looks; nil: nobody knows
}

// StatusOf tells how the shop stands. Calendar and clock decide first: staff who are still there after
// closing may answer, but nobody is told that they will.
func StatusOf(lang string, c *hours.Calendar, now time.Time, crowd Crowd, pace Pace, viewer *time.Location) Status {
	v := sight{lang: lang, moment: c.At(now), zone: c.Zone(), viewer: viewer}
	s := Status{State: string(v.moment.State)}
	if !v.moment.Opens.IsZero() {
		s.OpensAt = &v.moment.Opens
	}
	if !v.moment.Promise.IsZero() {
		s.PromiseAt, s.Promise = &v.moment.Promise, v.inZone(v.when("chat.promise", v.moment.Promise), v.moment.Promise)
	}
	switch v.moment.State {
	case hours.Open:
		s.State, s.Line = v.open(crowd, pace)
		s.Form = s.State == stateLeave
	case hours.Lunch:
		s.Line = v.inZone(i18n.T(lang, "chat.status.lunch", "time", hour(lang, v.moment.Opens)), v.moment.Opens)
	default:
		s.Line = v.closed()
		s.Form = crowd.Online == 0
	}
	return s
}

func (v sight) open(crowd Crowd, pace Pace) (state, line string) {
	switch {
	case crowd.Online == 0:
		return stateLeave, i18n.T(v.lang, "chat.status.leave")
	case crowd.Waiting > crowd.Free:
		return stateBusy, v.busy(crowd, pace)
	case pace.Samples >= enoughSamples:
		for _, step := range paceSteps {
			if pace.Minutes <= step {
				return string(hours.Open), i18n.T(v.lang, "chat.status.open_median", "minutes", step)
			}
		}
	}
	return string(hours.Open), i18n.T(v.lang, "chat.status.open")
}

// busy guesses the wait from those in front and from how long an answer takes at this hour.
func (v sight) busy(crowd Crowd, pace Pace) string {
	wait := ((crowd.Waiting+1)*max(1, pace.Minutes) + crowd.Online - 1) / crowd.Online
	if pace.Samples < enoughSamples || wait > longestWait {
		return i18n.T(v.lang, "chat.status.busy")
	}
	return i18n.T(v.lang, "chat.status.busy_minutes", "minutes", wait)
}

func (v sight) closed() string {
	opens := v.moment.Opens
	if opens.IsZero() {
		return i18n.T(v.lang, "chat.status.leave")
	}
	if name := v.moment.Name.In(v.lang); v.moment.State == hours.Holiday && name != "" {
		return v.inZone(i18n.T(v.lang, "chat.status.holiday", "holiday", name, "date", date(v.lang, opens), "time", hour(v.lang, opens)), opens)
	}
	return v.inZone(v.when("chat.status.back", opens), opens)
}

// when says a moment by how far away its day is.
func (v sight) when(key string, t time.Time) string {
	switch hours.DateOf(t, v.zone) - hours.DateOf(v.moment.At, v.zone) {
	case 0:
		return i18n.T(v.lang, key+"_today", "time", hour(v.lang, t))
	case 1:
		return i18n.T(v.lang, key+"_tomorrow", "weekday", weekday(v.lang, t), "time", hour(v.lang, t))
	default:
		return i18n.T(v.lang, key+"_later", "date", date(v.lang, t), "time", hour(v.lang, t))
	}
}

// inZone says whose clocks are meant to somebody whose own show another time at that moment.
func (v sight) inZone(said string, t time.Time) string {
	if v.viewer == nil {
		return said
	}
	_, here := t.In(v.zone).Zone()
	_, there := t.In(v.viewer).Zone()
	if here == there {
		return said
	}
	key := "chat.status.zone_other"
	if name := v.zone.String(); name == "Asia/Seoul" || name == "KST" {
		key = "chat.status.zone"
	}
	return said + " " + i18n.T(v.lang, key)
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

// weekLine says the opening hours of the week: runs of equal days together.
func weekLine(lang string, p hours.Plan) string {
	order := []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday, time.Saturday, time.Sunday}
	said := make([]string, len(order))
	for i, day := range order {
		said[i] = dayLine(lang, p.Week[day])
	}
	var parts []string
	for i := 0; i < len(order); {
		j := i
		for j+1 < len(order) && said[j+1] == said[i] {
			j++
		}
		if said[i] != "" {
			parts = append(parts, i18n.T(lang, "chat.hours", "days", daysSaid(lang, order[i], order[j]), "hours", said[i]))
		}
		i = j + 1
	}
	return strings.Join(parts, " · ")
}

func daysSaid(lang string, from, to time.Weekday) string {
	// The first of February 2026 is a Sunday: its days are named by their weekday.
	name := func(w time.Weekday) string {
		return weekday(lang, time.Date(2026, time.February, 1+int(w), 0, 0, 0, 0, time.UTC))
	}
	if from == to {
		return name(from)
	}
	return name(from) + "–" + name(to)
}

func dayLine(lang string, d hours.Weekday) string {
	open, lunch := spansSaid(d.Open), spansSaid(d.Lunch)
	if open != "" && lunch != "" {
		return open + " (" + i18n.T(lang, "chat.hours.lunch", "hours", lunch) + ")"
	}
	return open
}

func spansSaid(spans []hours.Span) string {
	said := make([]string, len(spans))
	for i, s := range spans {
		said[i] = s.From.String() + "–" + s.To.String()
	}
	return strings.Join(said, ", ")
}
