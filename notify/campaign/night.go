package campaign

import (
	"fmt"
	"time"
)

// Night is the part of the day in which advertising needs a consent of its own, as the table of
// legal rules has it.
type Night struct {
	From     string   `json:"from"`
	To       string   `json:"to"`
	Zone     string   `json:"zone"`
	Channels []string `json:"channels"`
}

// Next is the first moment not before t at which it is not night: t itself by day. The night's
// beginning belongs to it, its end does not.
func (n Night) Next(t time.Time) (time.Time, error) {
	if n.From == "" || n.To == "" {
		return t, nil
	}
	zone, err := time.LoadLocation(n.Zone)
	if err != nil {
		return t, fmt.Errorf("read the zone of the night rule: %w", err)
	}
	from, err := time.Parse("15:04", n.From)
	if err != nil {
		return t, fmt.Errorf("read the start of the night: %w", err)
	}
	to, err := time.Parse("15:04", n.To)
	if err != nil {
		return t, fmt.Errorf("read the end of the night: %w", err)
	}
	local := t.In(zone)
	y, m, d := local.Date()
	start := time.Date(y, m, d, from.Hour(), from.Minute(), 0, 0, zone)
	end := time.Date(y, m, d, to.Hour(), to.Minute(), 0, 0, zone)
	switch {
	case start.Before(end) && !local.Before(start) && local.Before(end): // a night within one date
		return end, nil
	case start.Before(end):
		return t, nil
	case local.Before(end):
		return end, nil
	case !local.Before(start):
		return time.Date(y, m, d+1, to.Hour(), to.Minute(), 0, 0, zone), nil
	default:
		return t, nil
	}
}
