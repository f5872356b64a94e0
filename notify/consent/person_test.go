package consent

import "testing"

func TestTheStricterSideHoldsForTwoPeopleWhoAreOne(t *testing.T) {
	granted, refused := Side{Said: true, Granted: true}, Side{Said: true}
	silent, apart := Side{}, Side{Apart: true}
	grantedApart, refusedApart := Side{Said: true, Granted: true, Apart: true}, Side{Said: true, Apart: true}
	tests := map[string]struct {
		a, b Side
		want bool
	}{
		"both agreed": {granted, granted, true},
		"both agreed, each at an address of their own": {grantedApart, grantedApart, true},
		"one refused":                    {granted, refused, false},
		"one refused at another address": {grantedApart, refusedApart, false},
		"both refused":                   {refused, refused, false},
		"one has said nothing and has another address":         {granted, apart, false},
		"one has said nothing and has no address of their own": {granted, silent, true},
		"one refused, the other said nothing":                  {refused, silent, false},
		"one refused, the other said nothing elsewhere":        {refused, apart, false},
		"nobody said anything":                                 {silent, silent, false},
		"nobody said anything, at two addresses":               {apart, apart, false},
		"nobody said anything, at one address":                 {silent, apart, false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := Stricter(tt.a, tt.b); got != tt.want {
				t.Errorf("Stricter = %v, want %v", got, tt.want)
			}
			if got := Stricter(tt.b, tt.a); got != tt.want {
				t.Errorf("the other way round it is %v, want %v", got, tt.want)
			}
		})
	}
}
