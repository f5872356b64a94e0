package main

import (
	"testing"
	"time"
)

func TestTheHeapGrowsFurtherOnlyWhileCollectionsFollowEachOther(t *testing.T) {
	start := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	tests := map[string]struct {
		now   int // percent
		after time.Duration
		live  uint64
		want  int
	}{
		"an idle program":                     {calmPercent, time.Minute, 20 << 20, calmPercent},
		"collections follow each other":       {calmPercent, 300 * time.Millisecond, 16 << 20, busyPercent},
		"and still do, with more room":        {busyPercent, 2 * time.Second, 16 << 20, busyPercent},
		"and do no more":                      {busyPercent, 5 * time.Second, 16 << 20, calmPercent},
		"much lives: 64 MB and no more":       {calmPercent, 300 * time.Millisecond, 128 << 20, 150},
		"a second apart is not yet busy":      {calmPercent, 1500 * time.Millisecond, 16 << 20, calmPercent},
		"nothing is known of what lives here": {busyPercent, time.Millisecond, 0, calmPercent},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			p := &pacer{last: start, percent: tt.now}
			if got := p.next(start.Add(tt.after), tt.live); got != tt.want {
				t.Errorf("%d percent, want %d", got, tt.want)
			}
		})
	}
}
