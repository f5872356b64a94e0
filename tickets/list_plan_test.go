package tickets

import "testing"

func TestOnlyWhatLiesTogetherInAnIndexIsPlannedOnce(t *testing.T) {
	for name, tt := range map[string]struct {
		f    Filter
		want bool
	}{
		"all":                     {Filter{}, true},
		"those in some states":    {Filter{States: []State{Open, Solved}}, true},
		"one person's at work":    {Filter{States: []State{Open, Waiting}, Owners: []string{ownMe}}, true},
		"nobody's at work":        {Filter{States: []State{Fresh}, Owners: []string{ownNone}}, true},
		"those aside too":         {Filter{Snoozed: "with"}, true},
		"one person's of all":     {Filter{Owners: []string{"5"}}, false},
		"one person's settled":    {Filter{States: []State{Solved}, Owners: []string{"5"}}, false},
		"two people's":            {Filter{States: []State{Open}, Owners: []string{"5", "6"}}, false},
		"those put aside":         {Filter{Snoozed: "only"}, false},
		"a tag":                   {Filter{Tags: []string{"파손"}}, false},
		"a channel":               {Filter{States: []State{Open}, Channels: []string{"mail"}}, false},
		"words":                   {Filter{Text: "배송"}, false},
		"one of two":              {Filter{States: []State{Open}, Any: true}, false},
		"a view narrowed":         {Filter{}.And(Filter{States: []State{Open}}), false},
		"a chip that names none":  {Filter{never: true}, false},
		"a field that is cleared": {Filter{Owners: []string{""}}, true},
	} {
		if got := tt.f.walked(); got != tt.want {
			t.Errorf("%s: %v, want %v", name, got, tt.want)
		}
	}
}
