package korean

import (
	"bufio"
	"fmt"
	"os"
	"testing"
	"time"
)

func TestLunarDatesFollowTheKoreanAlmanac(t *testing.T) {
	tests := []struct {
		year, month, day int
		leap             bool
		want             string // empty: there is no such day
	}{
		{2023, 1, 1, false, "2023-01-22"},
		{2024, 1, 1, false, "2024-02-10"},
		{2025, 1, 1, false, "2025-01-29"},
		{2026, 1, 1, false, "2026-02-17"},
		{2027, 1, 1, false, "2027-02-07"}, // the Chinese table has 6 February
		{2024, 8, 15, false, "2024-09-17"},
		{2025, 8, 15, false, "2025-10-06"},
		{2026, 8, 15, false, "2026-09-25"},
		{2027, 8, 15, false, "2027-09-15"},
		{2023, 2, 1, true, "2023-03-22"},
		{2025, 6, 1, true, "2025-07-25"},
		{2026, 6, 1, true, ""},
		{2026, 13, 1, false, ""},
		{2026, 1, 31, false, ""},
		{2026, 0, 1, false, ""},
		{1899, 11, 1, false, ""}, // before 1900
		{1899, 12, 1, false, "1900-01-01"},
		{2050, 11, 18, false, "2050-12-31"},
		{2050, 11, 19, false, ""},
		{2051, 1, 1, false, ""},
	}
	for _, tt := range tests {
		got, ok := LunarToSolar(tt.year, tt.month, tt.day, tt.leap)
		if ok != (tt.want != "") || (ok && got.Format(time.DateOnly) != tt.want) {
			t.Errorf("LunarToSolar(%d, %d, %d, %v) = %s, %v, want %q", tt.year, tt.month, tt.day, tt.leap, got.Format(time.DateOnly), ok, tt.want)
		}
	}
}

func TestEveryLunarMonthBeginsWhereTheAlmanacHasIt(t *testing.T) {
	f, err := os.Open("testdata/lunar_months.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	count := 0
	for lines := bufio.NewScanner(f); lines.Scan(); count++ {
		var year, month, leap, days int
		var want string
		if _, err := fmt.Sscanf(lines.Text(), "%d,%d,%d,%d,%s", &year, &month, &leap, &days, &want); err != nil {
			t.Fatalf("%s: %v", lines.Text(), err)
		}
		if want < "1900" {
			continue
		}
		if got, ok := LunarToSolar(year, month, 1, leap == 1); !ok || got.Format(time.DateOnly) != want {
			t.Errorf("%s: got %s, %v", lines.Text(), got.Format(time.DateOnly), ok)
		}
		if _, ok := LunarToSolar(year, month, days+1, leap == 1); ok {
			t.Errorf("%s: there is a day %d", lines.Text(), days+1)
		}
	}
	if count < 1850 {
		t.Errorf("only %d months were checked", count)
	}
}

func TestSolarAndLunarAgreeOnEveryDay(t *testing.T) {
	days := 0
	for day := time.Date(1900, 1, 1, 0, 0, 0, 0, time.UTC); day.Year() <= 2050; day = day.AddDate(0, 0, 1) {
		year, month, dayOfMonth, leap, ok := SolarToLunar(day)
		if !ok {
			t.Fatalf("%s has no lunar date", day.Format(time.DateOnly))
		}
		if back, ok := LunarToSolar(year, month, dayOfMonth, leap); !ok || !back.Equal(day) {
			t.Fatalf("%s is lunar %d-%d-%d (leap %v), which is %s", day.Format(time.DateOnly), year, month, dayOfMonth, leap, back.Format(time.DateOnly))
		}
		days++
	}
	if days != 55152 {
		t.Errorf("checked %d days", days)
	}
}

func TestLunarBirthdaysFallBackToADayThatExists(t *testing.T) {
	tests := map[string]struct {
		year, month, day int
		leap             bool
		want             string
	}{
		"born in a leap month, in a year that has it":     {2025, 6, 10, true, "2025-08-03"},
		"born in a leap month, in a year that has it not": {2026, 6, 10, true, "2026-07-23"},
		"the 30th of a long month":                        {2026, 1, 30, false, "2026-03-18"},
		"the last month lies in the next solar year":      {2026, 12, 10, false, "2027-01-17"},
	}
	for name, tt := range tests {
		got, ok := LunarBirthday(tt.year, tt.month, tt.day, tt.leap)
		if !ok || got.Format(time.DateOnly) != tt.want {
			t.Errorf("%s: got %s, %v, want %s", name, got.Format(time.DateOnly), ok, tt.want)
		}
	}
	for year := 1950; year < 2050; year++ {
		for month := 1; month <= 12; month++ {
			long, _ := LunarBirthday(year, month, 30, false)
			short, _ := LunarBirthday(year, month, 29, false)
			_, exists := LunarToSolar(year, month, 30, false)
			if exists == long.Equal(short) {
				t.Errorf("the 30th of lunar %d-%d is kept on %s", year, month, long.Format(time.DateOnly))
			}
		}
	}
}
