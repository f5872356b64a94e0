package chat

import (
	"fmt"
	"testing"
)

func TestACallerIsCountedByTheirAddressAndByItsNetwork(t *testing.T) { // R22
	tests := map[string]struct{ address, host, network string }{
		"an address":              {"203.0.113.7", "203.0.113.7", "203.0.113.0/24"},
		"one of a whole /64":      {"2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64", "2001:db8:1::/48"},
		"the old kind in the new": {"::ffff:203.0.113.7", "::ffff:203.0.113.7", "203.0.113.0/24"},
		"with the card it is at":  {"fe80::1%eth0", "fe80::/64", "fe80::/48"},
		"this machine's own":      {"127.0.5.1", "127.0.5.1", ""},
		"none":                    {"", "", ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if host, network := hostOf(tt.address), networkOf(tt.address); host != tt.host || network != tt.network {
				t.Errorf("counted as %q in %q", host, network)
			}
		})
	}
	few := newPlaces(0.001, 2)
	passed := 0
	for i := range 40 {
		for range 3 {
			if few.allow(fmt.Sprintf("203.0.113.%d", i)) {
				passed++
			}
		}
	}
	if passed != 2*networkShare {
		t.Errorf("%d of a network's 120 requests passed, want %d", passed, 2*networkShare)
	}
	if !few.allow("203.0.114.1") {
		t.Error("another network waits as well")
	}
}
