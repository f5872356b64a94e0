package campaign

import "testing"

func TestWhatACampaignMayBecome(t *testing.T) {
	states := []State{Draft, Scheduled, Held, Freezing, Sending, Paused, Done, Cancelled}
	tests := map[Action][]State{ // in the order of states; empty: refused
		Edit:     {Draft, Scheduled, Held, "", "", Paused, "", ""},
		Schedule: {Scheduled, Scheduled, Scheduled, "", "", "", "", ""},
		Pause:    {"", "", "", Paused, Paused, "", "", ""},
		Resume:   {"", "", Freezing, "", "", Freezing, "", ""},
		Cancel:   {Cancelled, Cancelled, Cancelled, Cancelled, Cancelled, Cancelled, "", ""},
	}
	for action, want := range tests {
		for i, from := range states {
			t.Run(string(action)+" a campaign that is "+string(from), func(t *testing.T) {
				to, ok := Next(from, action)
				if to != want[i] || ok != (want[i] != "") {
					t.Errorf("Next = %q, %v; want %q", to, ok, want[i])
				}
			})
		}
	}
}
