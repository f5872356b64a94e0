package report

import (
	"testing"
	"time"

	"dari/internal/shop/hours"
)

// monday is 23 November 2026 in Seoul; the hours are Monday to Friday 10:00–18:00 with lunch 12:30–13:30.
func monday(hour, minute int) time.Time {
	return time.Date(2026, 11, 23, hour, minute, 0, 0, time.FixedZone("KST", 9*60*60))
}

func calendar() *hours.Calendar {
	plan := hours.Weekdays()
	plan.Zone = time.FixedZone("KST", 9*60*60)
	return hours.New(plan)
}

func happened(kind, actor string, id int64, at time.Time) step {
	return step{TicketID: 1, Kind: kind, Actor: actor, ActorID: id, At: at}
}

// script numbers the events.
func script(events ...step) []step {
	for i := range events {
		events[i].Seq = int64(i + 1)
	}
	return events
}

func TestAFirstAnswerIsCountedFromTheFirstMessageInBusinessTime(t *testing.T) {
	f := factsOf(script(
		happened("opened", "shopper", 5, monday(12, 0)),
		happened("message", "shopper", 5, monday(12, 0)),
		happened("message", "shopper", 5, monday(12, 20)),
		happened("message", "system", 0, monday(12, 21)), // a rule's answer is nobody's
		happened("message", "agent", 7, monday(14, 0)),
		happened("message", "agent", 7, monday(14, 5)), // a second line answers nothing new
		happened("message", "shopper", 5, monday(15, 0)),
		happened("message", "agent", 8, monday(15, 10)),
	), calendar())
	want := []struct {
		staff          int64
		first          bool
		wall, business time.Duration
	}{
		{7, true, 2 * time.Hour, time.Hour}, // lunch is not counted
		{8, false, 10 * time.Minute, 10 * time.Minute},
	}
	if len(f.replies) != len(want) {
		t.Fatalf("%d answers, want %d", len(f.replies), len(want))
	}
	for i, w := range want {
		got := f.replies[i]
		if got.staffID != w.staff || got.first != w.first || got.at.Sub(got.askedAt) != w.wall || got.business != w.business {
			t.Errorf("answer %d = %+v, want %+v", i, got, w)
		}
	}
}

func TestATimeToSettleLeavesOutWhatItWaitedForTheShopper(t *testing.T) {
	steps := func(rest ...step) []step {
		return script(append([]step{
			happened("opened", "shopper", 5, monday(10, 0)),
			happened("message", "shopper", 5, monday(10, 0)),
			happened("message", "agent", 7, monday(10, 30)), // the shopper's turn
			happened("message", "shopper", 5, monday(14, 0)),
			happened("snoozed", "agent", 7, monday(14, 10)),
			happened("woken", "system", 0, monday(16, 0)),
			happened("solved", "agent", 7, monday(16, 20)),
		}, rest...)...)
	}
	undo := happened("reopened", "agent", 7, monday(16, 21))
	undo.Undoes = true
	tests := map[string]struct {
		rest     []step
		n        int
		reopened bool
	}{
		"settled":                             {nil, 1, false},
		"and the shopper wrote again":         {[]step{happened("reopened", "shopper", 5, monday(17, 0)), happened("message", "shopper", 5, monday(17, 0))}, 1, true},
		"the shopper wrote after eight days":  {[]step{happened("reopened", "shopper", 5, monday(17, 0).AddDate(0, 0, 8))}, 1, false},
		"staff took it up again":              {[]step{happened("reopened", "agent", 7, monday(17, 0))}, 1, false},
		"it was a slip, and taken back":       {[]step{undo}, 0, false},
		"it was settled twice":                {[]step{happened("reopened", "shopper", 5, monday(17, 0)), happened("solved", "agent", 7, monday(17, 30))}, 2, true},
		"it was closed after a week of peace": {[]step{happened("closed", "system", 0, monday(16, 20).AddDate(0, 0, 7))}, 1, false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			f := factsOf(steps(tt.rest...), calendar())
			if len(f.solvings) != tt.n {
				t.Fatalf("%d settlings, want %d", len(f.solvings), tt.n)
			}
			if tt.n == 0 {
				return
			}
			s := f.solvings[0]
			if want := time.Hour; s.wall != want || s.business != want { // 30 + 10 + 20 minutes
				t.Errorf("took %s and %s of business time, want %s", s.wall, s.business, want)
			}
			if s.staffID != 7 || s.replies != 1 || (s.reopenedAt != nil) != tt.reopened {
				t.Errorf("%+v", s)
			}
		})
	}
}

func TestAScoreIsPutDownToWhoAnsweredLast(t *testing.T) {
	rated := happened("rated", "shopper", 5, monday(11, 0))
	rated.Score = 2
	given := happened("assigned", "agent", 9, monday(10, 1))
	given.OwnerID = 8
	tests := map[string]struct {
		events []step
		want   int64
	}{
		"who answered last": {[]step{given, happened("message", "agent", 7, monday(10, 5)), happened("message", "agent", 6, monday(10, 6)), rated}, 6},
		"else who has it":   {[]step{given, rated}, 8},
		"else nobody":       {[]step{rated}, 0},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			f := factsOf(script(append([]step{happened("opened", "shopper", 5, monday(10, 0))}, tt.events...)...), calendar())
			if len(f.scores) != 1 || f.scores[0].staffID != tt.want || f.scores[0].score != 2 {
				t.Errorf("%+v, want staff %d", f.scores, tt.want)
			}
		})
	}
}
