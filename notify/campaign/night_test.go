package campaign

import (
	"testing"
	"time"

	"dari/internal/corpora"
)

var korea = Night{From: "21:00", To: "08:00", Zone: "Asia/Seoul"}

func TestTheNightBeginsAtNineAndEndsAtEight(t *testing.T) {
	tests := map[string]struct {
		night    Night
		at, want string
	}{
		"the last moment of the day":     {korea, "2026-11-23T20:59:59.999+09:00", "2026-11-23T20:59:59.999+09:00"},
		"the first of the night":         {korea, "2026-11-23T21:00:00+09:00", "2026-11-24T08:00:00+09:00"},
		"the last of the year":           {korea, "2026-12-31T23:59:59+09:00", "2027-01-01T08:00:00+09:00"},
		"after midnight":                 {korea, "2026-11-24T00:00:00+09:00", "2026-11-24T08:00:00+09:00"},
		"the last moment of the night":   {korea, "2026-11-24T07:59:59+09:00", "2026-11-24T08:00:00+09:00"},
		"the first of the day":           {korea, "2026-11-24T08:00:00+09:00", "2026-11-24T08:00:00+09:00"},
		"told in another zone":           {korea, "2026-11-23T12:30:00Z", "2026-11-23T23:00:00Z"},
		"no rule":                        {Night{}, "2026-11-23T23:00:00+09:00", "2026-11-23T23:00:00+09:00"},
		"a rest within one date":         {Night{From: "12:00", To: "14:00", Zone: "Asia/Seoul"}, "2026-11-23T13:00:00+09:00", "2026-11-23T14:00:00+09:00"},
		"outside a rest within one date": {Night{From: "12:00", To: "14:00", Zone: "Asia/Seoul"}, "2026-11-23T23:00:00+09:00", "2026-11-23T23:00:00+09:00"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			at, _ := time.Parse(time.RFC3339, tt.at)
			want, _ := time.Parse(time.RFC3339, tt.want)
			if got, err := tt.night.Next(at); err != nil || !got.Equal(want) {
				t.Errorf("Next = %v, %v; want %v", got, err, want)
			}
		})
	}
	if _, err := (Night{From: "21:00", To: "08:00", Zone: "Mars/Olympus"}).Next(time.Now()); err == nil {
		t.Error("a zone that does not exist is taken")
	}
}

func TestTheNightOfTheOracle(t *testing.T) {
	var vectors []struct {
		UTC   time.Time `json:"utc"`
		Night bool      `json:"night"`
		Next  time.Time `json:"next_allowed_utc"`
	}
	corpora.Load(t, &vectors, "schedule-oracle", "kr_night_gate.json")
	for _, v := range vectors {
		if got, err := korea.Next(v.UTC); err != nil || got.Equal(v.UTC) == v.Night || (v.Night && !got.Equal(v.Next)) {
			t.Errorf("%v: %v, %v; want %v", v.UTC, got, err, v.Next)
		}
	}
}
