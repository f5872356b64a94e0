package action

import (
	"strconv"
	"strings"
	"time"

	"dari/internal/i18n"
)

// Effect is one thing that actions do, in words.
type Effect struct {
	Kind string `json:"kind" enum:"reply,note,solve,reopen,snooze,priority,tag,untag,team,owner,type,spam,alert,macro"`
	Text string `json:"text"`
	// Same says that it is so already.
	Same bool `json:"same,omitempty" doc:"It is so already."`
}

// Names are what actions name by number or key, in words.
type Names struct {
	Team  string
	Owner string
	Type  string
	Until time.Time // when what is put aside comes back
}

// Effects tells what the actions do, in the order in which it is done.
func (a Actions) Effects(f i18n.Format, n Names) []Effect {
	var out []Effect
	add := func(kind, key string, args ...any) {
		out = append(out, Effect{Kind: kind, Text: i18n.T(f.Lang, "action."+key, args...)})
	}
	if a.Type != "" {
		add("type", "type", "name", n.Type)
	}
	if a.Priority != nil {
		add("priority", "priority."+strconv.Itoa(*a.Priority))
	}
	if len(a.AddTags) > 0 {
		add("tag", "tag", "tags", hashed(a.AddTags))
	}
	if len(a.RemoveTags) > 0 {
		add("untag", "untag", "tags", hashed(a.RemoveTags))
	}
	if a.TeamID != nil {
		if *a.TeamID == 0 {
			add("team", "no_team")
		} else {
			add("team", "team", "name", n.Team)
		}
	}
	switch a.Owner {
	case "":
	case Nobody:
		add("owner", "no_owner")
	case Me:
		add("owner", "owner_me")
	default:
		add("owner", "owner", "name", n.Owner)
	}
	if a.Spam != nil {
		if *a.Spam {
			add("spam", "spam")
		} else {
			add("spam", "no_spam")
		}
	}
	switch {
	case a.Snooze == "reply":
		add("snooze", "snooze_reply")
	case a.Snooze != "" && n.Until.IsZero():
		add("snooze", "snooze_"+a.Snooze)
	case a.Snooze != "" || a.SnoozeUntil != nil:
		add("snooze", "snooze", "at", f.DateTime(n.Until))
	}
	if a.Reopen {
		add("reopen", "reopen")
	}
	switch {
	case a.Solve && a.Quiet:
		add("solve", "solve_quietly")
	case a.Solve:
		add("solve", "solve")
	}
	return out
}

func hashed(tags []string) string { return "#" + strings.Join(tags, " #") }
