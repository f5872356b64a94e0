package action

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"dari/internal/fault"
)

// Who a ticket goes to, beside a number of a person.
const (
	Me     = "me"
	Nobody = "none"
)

// Actions is what is done to a ticket. What is left out stays as it is.
type Actions struct {
	Solve       bool       `json:"solve,omitempty"`
	Quiet       bool       `json:"quiet,omitempty" doc:"Of solving: do not ask how it went."`
	Reopen      bool       `json:"reopen,omitempty"`
	Snooze      string     `json:"snooze,omitempty" enum:"hour,today_16,tomorrow_10,next_business_10,monday_10,reply"`
	SnoozeUntil *time.Time `json:"snooze_until,omitempty" doc:"A moment of its own instead of a choice."`
	Priority    *int       `json:"priority,omitempty" minimum:"0" maximum:"3"`
	AddTags     []string   `json:"add_tags,omitempty" maxItems:"20"`
	RemoveTags  []string   `json:"remove_tags,omitempty" maxItems:"20"`
	TeamID      *int64     `json:"team_id,omitempty" minimum:"0" doc:"0: no team."`
	Owner       string     `json:"owner,omitempty" pattern:"^(me|none|[1-9][0-9]{0,17})?$" doc:"me, none or the id of a person."`
	Type        string     `json:"type,omitempty" maxLength:"40"`
	Spam        *bool      `json:"spam,omitempty"`
}

// maxTag is how long a tag may be, in characters.
const maxTag = 40

// Empty says that nothing would be done.
func (a Actions) Empty() bool {
	return !a.Solve && !a.Reopen && a.Snooze == "" && a.SnoozeUntil == nil && a.Priority == nil && len(a.AddTags) == 0 &&
		len(a.RemoveTags) == 0 && a.TeamID == nil && a.Owner == "" && a.Type == "" && a.Spam == nil
}

// Check refuses what contradicts itself and brings tags into their form. field is where the actions lie
// in the request.
func (a *Actions) Check(field string) error {
	a.AddTags, a.RemoveTags = tidy(a.AddTags), tidy(a.RemoveTags)
	for _, tag := range slices.Concat(a.AddTags, a.RemoveTags) {
		if len([]rune(tag)) > maxTag {
			return fault.Field("action.tag_too_long", field+".add_tags", fault.Arg("limit", maxTag))
		}
	}
	for _, tag := range a.AddTags {
		if slices.Contains(a.RemoveTags, tag) {
			return fault.Field("action.tag_twice", field+".remove_tags", fault.Arg("tag", tag))
		}
	}
	switch {
	case a.Solve && a.Reopen:
		return fault.Field("action.solve_and_reopen", field+".reopen")
	case a.Solve && (a.Snooze != "" || a.SnoozeUntil != nil):
		return fault.Field("action.solve_and_snooze", field+".snooze")
	case a.Snooze != "" && a.SnoozeUntil != nil:
		return fault.Field("action.snooze_twice", field+".snooze_until")
	}
	return nil
}

// tidy takes out empty tags and those that are there twice.
func tidy(tags []string) []string {
	var out []string
	for _, tag := range tags {
		tag = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(tag), "#"))
		if tag != "" && !slices.Contains(out, tag) {
			out = append(out, tag)
		}
	}
	return out
}

// OwnerID is who the ticket goes to; set is false when the owner stays. me is who acts, 0 for nobody.
func (a Actions) OwnerID(me int64) (id *int64, set bool) {
	switch a.Owner {
	case "":
		return nil, false
	case Nobody:
		return nil, true
	case Me:
		if me == 0 {
			return nil, false
		}
		return &me, true
	}
	n, err := strconv.ParseInt(a.Owner, 10, 64)
	if err != nil || n <= 0 {
		return nil, false
	}
	return &n, true
}
