package hours_test

import (
	"testing"
	"time"

	"dari/internal/corpora"
	"dari/internal/shop/hours"
)

func TestWallClocksAreReadAsAnotherProgramReadsThem(t *testing.T) {
	var rows []struct{ TZ, Local, UTC, Kind string }
	corpora.Load(t, &rows, "schedule-oracle", "local_to_utc.json")
	checked := 0
	for _, r := range rows {
		if r.TZ == "Africa/Casablanca" || r.TZ == "America/Sao_Paulo" || r.TZ == "Asia/Tehran" {
			continue // their law changed lately: two programs may hold two versions of it
		}
		zone, err := time.LoadLocation(r.TZ)
		if err != nil {
			continue
		}
		local, err := time.Parse("2006-01-02T15:04", r.Local)
		if err != nil {
			t.Fatal(err)
		}
		checked++
		got := hours.Wall(hours.Day(local.Date()), hours.At(local.Hour(), local.Minute()), zone)
		if s := got.UTC().Format(time.RFC3339); s != r.UTC {
			t.Errorf("%s %s (%s): %s, want %s", r.TZ, r.Local, r.Kind, s, r.UTC)
		}
	}
	if checked < 300 {
		t.Errorf("only %d rows were checked", checked)
	}
}

func TestADailyTimeComesOnceADayAcrossTheChangeOfClocks(t *testing.T) {
	var rows []struct {
		TZ, At, From string
		Runs         []string `json:"runs_utc"`
	}
	corpora.Load(t, &rows, "schedule-oracle", "daily_recurrence.json")
	for _, r := range rows {
		zone, err := time.LoadLocation(r.TZ)
		if err != nil {
			continue
		}
		first, err := hours.ParseDate(r.From)
		if err != nil {
			t.Fatal(err)
		}
		clock, err := time.Parse("15:04", r.At)
		if err != nil {
			t.Fatal(err)
		}
		for i, want := range r.Runs {
			got := hours.Wall(first+hours.Date(i), hours.At(clock.Hour(), clock.Minute()), zone)
			if s := got.UTC().Format(time.RFC3339); s != want {
				t.Errorf("%s %s, day %d: %s, want %s", r.TZ, r.At, i, s, want)
			}
		}
	}
}

func TestBusinessTimeByExample(t *testing.T) {
	plan := hours.Plan{Rules: rules(), Public: true}
	for day := time.Monday; day <= time.Friday; day++ {
		plan.Week[day] = hours.Weekday{Open: []hours.Span{{From: hours.At(9, 0), To: hours.At(17, 0)}}, Lunch: []hours.Span{{From: hours.At(12, 0), To: hours.At(13, 0)}}}
	}
	c := hours.New(plan)
	tests := map[string]struct {
		from string
		add  time.Duration
		want string
	}{
		"Friday evening goes on on Monday":      {"2026-11-27 16:30", time.Hour, "2026-11-30 09:30"},
		"what ends with the day ends that day":  {"2026-11-27 16:00", time.Hour, "2026-11-27 17:00"},
		"lunch is not counted":                  {"2026-11-23 11:30", time.Hour, "2026-11-23 13:30"},
		"Chuseok and the weekend are passed by": {"2026-09-23 16:30", time.Hour, "2026-09-28 09:30"},
		"nothing is at once":                    {"2026-11-28 03:00", 0, "2026-11-28 03:00"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			from, err := time.ParseInLocation("2006-01-02 15:04", tt.from, c.Zone())
			if err != nil {
				t.Fatal(err)
			}
			if got, found := c.Add(from, tt.add); !found || got.Format("2006-01-02 15:04") != tt.want {
				t.Errorf("%v, want %s", got, tt.want)
			}
		})
	}
	if _, found := hours.New(hours.Plan{}).Add(time.Now(), time.Minute); found {
		t.Error("a calendar that never opens gives business time")
	}
}

func BenchmarkBetweenAQuarterOfAYear(b *testing.B) {
	plan := hours.Weekdays()
	plan.Rules = rules()
	c := hours.New(plan)
	from := hours.Wall(hours.Day(2026, 9, 1), hours.At(11, 0), c.Zone())
	for b.Loop() {
		c.Between(from, from.AddDate(0, 0, 90))
	}
}
