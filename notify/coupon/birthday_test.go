package coupon

import (
	"slices"
	"testing"
	"time"

	"dari/internal/corpora"
)

func TestWhoseBirthdayADayIs(t *testing.T) {
	solar := func(m, d int) Birth { return Birth{Kind: "solar", Month: m, Day: d} }
	lunar := func(m, d int, leap bool) Birth { return Birth{Kind: "lunar", Month: m, Day: d, Leap: leap} }
	tests := map[string]struct {
		date string
		has  []Birth
		not  []Birth
	}{
		"29 February in a leap year":                        {"2028-02-29", []Birth{solar(2, 29)}, []Birth{solar(2, 28)}},
		"28 February in a leap year":                        {"2028-02-28", []Birth{solar(2, 28)}, []Birth{solar(2, 29)}},
		"28 February in a common year":                      {"2027-02-28", []Birth{solar(2, 28), solar(2, 29)}, nil},
		"28 February 2100, no leap year":                    {"2100-02-28", []Birth{solar(2, 29)}, nil},
		"Seollal 2027 in Korea, a day after China's":        {"2027-02-07", []Birth{lunar(1, 1, false)}, []Birth{lunar(1, 2, false)}},
		"the day before Seollal 2027":                       {"2027-02-06", []Birth{lunar(12, 30, false)}, []Birth{lunar(1, 1, false)}},
		"Chuseok 2026":                                      {"2026-09-25", []Birth{lunar(8, 15, false)}, nil},
		"Chuseok 2027":                                      {"2027-09-15", []Birth{lunar(8, 15, false)}, nil},
		"the first of the leap sixth month 2025":            {"2025-07-25", []Birth{lunar(6, 1, true)}, []Birth{lunar(6, 1, false)}},
		"the plain sixth month 2026 is also the leap one's": {"2026-07-14", []Birth{lunar(6, 1, true), lunar(6, 1, false)}, nil},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			date, err := time.Parse(time.DateOnly, tt.date)
			if err != nil {
				t.Fatal(err)
			}
			got := BirthsOn(date)
			for _, b := range tt.has {
				if !slices.Contains(got, b) {
					t.Errorf("%+v is not kept on %s: %+v", b, tt.date, got)
				}
			}
			for _, b := range tt.not {
				if slices.Contains(got, b) {
					t.Errorf("%+v is kept on %s", b, tt.date)
				}
			}
		})
	}
}

// A year has one day for each solar birthday, whatever the year. A lunar birthday can miss a solar
// year, since the lunar year is shorter or longer, but never has a lunar year without one.
func TestEveryBirthdayComesOnceAYear(t *testing.T) {
	for year := 2023; year <= 2032; year++ {
		seen := map[Birth]int{}
		for d := time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC); d.Year() == year; d = d.AddDate(0, 0, 1) {
			for _, b := range BirthsOn(d) {
				seen[b]++
			}
		}
		for m := 1; m <= 12; m++ {
			for day := 1; day <= 28; day++ {
				if n := seen[Birth{Kind: "solar", Month: m, Day: day}]; n != 1 {
					t.Errorf("%d-%02d-%02d is kept %d times", year, m, day, n)
				}
			}
		}
		if n := seen[Birth{Kind: "solar", Month: 2, Day: 29}]; n != 1 {
			t.Errorf("29 February is kept %d times in %d", n, year)
		}
		if n := seen[Birth{Kind: "lunar", Month: 5, Day: 30}]; n != 1 {
			t.Errorf("the lunar 30th of the fifth month is kept %d times in %d", n, year)
		}
	}
}

func TestBirthdaysOfTheOracle(t *testing.T) {
	var vectors []struct {
		Birthday string `json:"birthday"`
		Coupon   string `json:"coupon_date"`
		SendUTC  string `json:"send_utc_seoul_1000"`
	}
	corpora.Load(t, &vectors, "schedule-oracle", "birthdays.json")
	seoul := time.FixedZone("KST", 9*60*60)
	for _, v := range vectors {
		born, _ := time.Parse(time.DateOnly, v.Birthday)
		kept, _ := time.Parse(time.DateOnly, v.Coupon)
		want := Birth{Kind: "solar", Month: int(born.Month()), Day: born.Day()}
		if !slices.Contains(BirthsOn(kept), want) {
			t.Errorf("born %s: not kept on %s", v.Birthday, v.Coupon)
		}
		if got := time.Date(kept.Year(), kept.Month(), kept.Day(), 10, 0, 0, 0, seoul).UTC().Format(time.RFC3339); got != v.SendUTC {
			t.Errorf("10:00 in Seoul on %s is %s, want %s", v.Coupon, got, v.SendUTC)
		}
	}
}

func TestCodesCannotBeGuessedNorMisread(t *testing.T) {
	seen := map[string]bool{}
	for range 2000 {
		code, err := newCode("BDAY")
		if err != nil {
			t.Fatal(err)
		}
		if len(code) != len("BDAY-XXXX-XXXX-XXXX") || seen[code] {
			t.Fatalf("code %q", code)
		}
		for _, r := range code[4:] {
			if slices.Contains([]rune("01OILUV"), r) {
				t.Fatalf("%q can be misread", code)
			}
		}
		seen[code] = true
	}
}
