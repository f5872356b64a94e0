package main

import (
	"fmt"

	"dari/cmd/drill/smtpfault"
	"dari/internal/event"
	"dari/notify"
)

// Result is the line of a drill. Unknown counts dialogues whose outcome the ledger calls unknown.
type Result struct {
	Drill    string `json:"drill"`
	Seed     uint64 `json:"seed"`
	Planned  int    `json:"planned"`
	Sent     int    `json:"sent"`
	Lost     int    `json:"lost"`
	Dup      int    `json:"dup"`
	Unknown  int    `json:"unknown"`
	Mismatch int    `json:"mismatch"`
	Pass     bool   `json:"pass"`
	// Counts are what a drill has to count beside these.
	Counts map[string]int64 `json:"counts,omitempty"`

	notes []string
}

// count adds to a count of the drill's own.
func (r *Result) count(what string, n int64) {
	if r.Counts == nil {
		r.Counts = map[string]int64{}
	}
	r.Counts[what] += n
}

func (r *Result) note(format string, args ...any) {
	if len(r.notes) < 20 {
		r.notes = append(r.notes, fmt.Sprintf(format, args...))
	}
}

// mismatch counts a state that the journal does not bear out.
func (r *Result) mismatch(format string, args ...any) {
	r.Mismatch++
	r.note(format, args...)
}

// evidence is both sides, and what there ought to be.
type evidence struct {
	ledger  []notify.Line
	journal []smtpfault.Line
	events  []event.Event
	ads     int  // messages the campaign has to have
	killed  bool // programs were killed: one may have died between the server's yes and its note of it
}

// told are the channels on which each event must have a row.
var told = map[string][]string{
	"order.placed": {"email"}, "order.paid": {"email"}, "order.shipped": {"email", "sms"}, "order.delivered": {"email"},
	"order.cancelled": {"email"}, "preorder.delayed": {"email", "sms"},
}

// reconcile compares the ledger with the journal, row by row.
func reconcile(e evidence) Result {
	r := Result{Planned: len(e.ledger)}
	lines := map[string][]smtpfault.Line{}
	for _, l := range e.journal {
		lines[l.DeliveryID] = append(lines[l.DeliveryID], l)
	}
	rows, ads := map[eventChannel]int{}, 0
	for _, d := range e.ledger {
		r.row(d, lines[d.ID], e.killed)
		delete(lines, d.ID)
		if d.Event != nil {
			rows[eventChannel{*d.Event, d.Channel}]++
		}
		if d.Class == string(notify.Marketing) {
			ads++
		}
	}
	for id, list := range lines {
		if id == "" && list[0].Outcome == "cut" {
			continue // cut before the headers
		}
		r.mismatch("the journal has %q, the ledger has not", id)
	}
	for _, ev := range e.events {
		for _, channel := range told[ev.Kind] {
			if rows[eventChannel{ev.ID, channel}] == 0 {
				r.Lost++
				r.note("event %d (%s) has no row on %s", ev.ID, ev.Kind, channel)
			}
		}
	}
	if ads != e.ads {
		r.mismatch("the campaign has %d messages, not %d", ads, e.ads)
	}
	r.Pass = r.Lost == 0 && r.Dup == 0 && r.Mismatch == 0
	return r
}

type eventChannel struct {
	event   int64
	channel string
}

// row judges one delivery by what the other side has written down about it.
func (r *Result) row(d notify.Line, lines []smtpfault.Line, killed bool) {
	var acked, silent, unknown int
	for _, l := range lines {
		if l.Acked {
			acked++
		}
		if l.Silent() {
			silent++
		}
		if d.Channel == "email" && l.MessageID != d.MessageID && l.Outcome != "cut" {
			r.mismatch("delivery %s left as %s, not as %s", d.ID, l.MessageID, d.MessageID)
		}
		if d.Channel == "email" && l.Rcpt != d.RecipientKey {
			r.mismatch("delivery %s went to somebody else", d.ID)
		}
	}
	for _, a := range d.Attempts {
		if a.Outcome == "unknown" {
			unknown++
		}
	}
	r.Unknown += unknown
	allowed := 1
	if d.Class != string(notify.Marketing) && unknown > 0 {
		allowed = 2
	}
	if acked > allowed {
		r.Dup += acked - allowed
		r.note("delivery %s (%s) was accepted %d times", d.ID, d.Class, acked)
	}
	r.judge(d, acked, silent, unknown, killed)
}

func (r *Result) judge(d notify.Line, acked, silent, unknown int, killed bool) {
	switch notify.State(d.State) {
	case notify.Sent, notify.Delivered, notify.Bounced:
		r.Sent++
		if acked == 0 {
			r.mismatch("delivery %s is %s, and nobody accepted it", d.ID, d.State)
		}
		if silent > unknown {
			r.mismatch("delivery %s: %d dialogues without an answer, %d of them known", d.ID, silent, unknown)
		}
	case notify.Unknown:
		// A program that was killed took its knowledge along; one that lives has to have noted the yes.
		excused := killed && d.Reason == "no_outcome"
		if acked > 0 && !excused || silent > unknown || unknown == 0 {
			r.mismatch("delivery %s is unknown (%s): accepted %d, unanswered %d, noted %d", d.ID, d.Reason, acked, silent, unknown)
		}
	case notify.Failed, notify.Suppressed, notify.Expired, notify.Cancelled:
		if acked > 0 || silent > 0 {
			r.mismatch("delivery %s is %s(%s): accepted %d, unanswered %d", d.ID, d.State, d.Reason, acked, silent)
		}
	default:
		r.Lost++
		r.note("delivery %s (%s, %s) is still %s(%s) after %d attempts", d.ID, d.Class, d.Channel, d.State, d.Reason, len(d.Attempts))
	}
}
