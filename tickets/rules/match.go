package rules

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"dari/internal/korean"
	"dari/internal/shop/hours"
)

// Facts are what rules can ask about a ticket at a moment.
type Facts struct {
	State        string
	Channel      string
	Type         string
	Priority     int
	OwnerID      *int64
	TeamID       *int64
	Tags         []string
	Subject      string
	Text         string // of the message that is told of
	HasOrder     bool
	OrderStatus  string
	CustomerTags []string
	Score        *int
	WaitingSince *time.Time
	OpenedAt     time.Time
	LastAt       time.Time // of the last message
	Snoozed      bool
	Now          time.Time // in the shop's zone
}

// Happened is one thing that rules may hear of.
type Happened struct {
	Kind  string
	State string   // of OnState
	Tags  []string // of OnTagged: those that were added
}

// hears says whether a rule looks at a ticket when this happens.
func (e Event) hears(h Happened) bool {
	if e.Kind != h.Kind {
		return false
	}
	switch e.Kind {
	case OnState:
		return e.State == "" || e.State == h.State
	case OnTagged:
		return e.Tag == "" || slices.Contains(h.Tags, e.Tag)
	}
	return true
}

// fires says whether a rule does its part: what happened is its event, and all it asks for is so.
func (d Draft) fires(h Happened, f Facts) bool {
	if !d.Event.hears(h) {
		return false
	}
	for _, c := range d.All {
		if !c.holds(f) {
			return false
		}
	}
	return len(d.Any) == 0 || slices.ContainsFunc(d.Any, func(c Cond) bool { return c.holds(f) })
}

// holds says whether a condition is so.
func (c Cond) holds(f Facts) bool {
	switch c.Op {
	case "not", "lacks":
		return !slices.ContainsFunc(c.Value, func(v string) bool { return c.one(f, v) })
	}
	return slices.ContainsFunc(c.Value, func(v string) bool { return c.one(f, v) })
}

// one compares with one value.
func (c Cond) one(f Facts, v string) bool {
	switch c.Field {
	case "state":
		return f.State == v
	case "channel":
		return f.Channel == v
	case "type":
		return f.Type == v
	case "order_status":
		return f.OrderStatus == v
	case "owner":
		return isPerson(f.OwnerID, v)
	case "team":
		return isPerson(f.TeamID, v)
	case "tag":
		return slices.Contains(f.Tags, v)
	case "customer_tag":
		return slices.Contains(f.CustomerTags, v)
	case "subject":
		return contains(f.Subject, v)
	case "text":
		return contains(f.Text, v)
	case "order":
		return f.HasOrder == (v == "yes")
	case "snoozed":
		return f.Snoozed == (v == "yes")
	}
	return c.number(f, v)
}

// number compares numbers. What is not there is neither over nor under anything.
func (c Cond) number(f Facts, v string) bool {
	want, err := strconv.Atoi(v)
	if err != nil {
		return false
	}
	var is int
	switch c.Field {
	case "priority":
		is = f.Priority
	case "score":
		if f.Score == nil {
			return false
		}
		is = *f.Score
	case "waiting":
		if f.WaitingSince == nil {
			return false
		}
		is = int(f.Now.Sub(*f.WaitingSince) / time.Minute)
	case "hour":
		is = f.Now.Hour()
	case "weekday":
		is = int(f.Now.Weekday())
	default:
		return false
	}
	switch c.Op {
	case "over":
		return is > want
	case "under":
		return is < want
	}
	return is == want
}

// isPerson compares an owner or a team: by number, none, or any.
func isPerson(id *int64, v string) bool {
	switch v {
	case "none":
		return id == nil
	case "any":
		return id != nil
	}
	return id != nil && strconv.FormatInt(*id, 10) == v
}

// contains finds words as people mean them: spacing and signs make no difference.
func contains(text, words string) bool {
	needle := korean.Squeeze(words)
	return needle != "" && strings.Contains(korean.Squeeze(text), needle)
}

// due is when time alone makes a rule look at a ticket, by the shop's hours if the rule counts those; false
// when its time does not run.
func (e Event) due(f Facts, cal *hours.Calendar) (at, since time.Time, runs bool) {
	if e.Kind != OnTime || f.State == "closed" {
		return time.Time{}, time.Time{}, false
	}
	switch e.Since {
	case SinceSilence:
		since = f.LastAt
	case SinceOpened:
		since = f.OpenedAt
	default:
		if f.WaitingSince == nil {
			return time.Time{}, time.Time{}, false
		}
		since = *f.WaitingSince
	}
	at, runs = e.after(since, cal)
	return at, since, runs
}

// after is when the rule's time is over that began at a moment; false when the shop never opens again.
func (e Event) after(since time.Time, cal *hours.Calendar) (time.Time, bool) {
	if e.Clock == ClockBusiness && cal != nil {
		return cal.Add(since, time.Duration(e.Minutes)*time.Minute)
	}
	return since.Add(time.Duration(e.Minutes) * time.Minute), true
}

// inChain says whether a rule stands in the chain of causes, as rule:3,rule:7: what a rule has brought
// about, directly or by way of another one, never makes it fire again.
func inChain(cause string, id int64) bool {
	return slices.Contains(strings.Split(cause, ","), causeOf(id))
}

func causeOf(id int64) string { return "rule:" + strconv.FormatInt(id, 10) }

// maxChain is how many rules may follow from one another.
const maxChain = 5

// chained adds a rule to the chain; false when it is too long already.
func chained(cause string, id int64) (string, bool) {
	if !strings.HasPrefix(cause, "rule:") {
		return causeOf(id), true
	}
	return cause + "," + causeOf(id), strings.Count(cause, ",")+2 <= maxChain
}
