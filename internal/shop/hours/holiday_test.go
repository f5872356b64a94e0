package hours_test

import (
	"strings"
	"testing"

	"dari/internal/shop/hours"
)

// rules are those of the law from 2023 on, as the migration has them; a test with the tables compares.
func rules() []hours.Rule {
	solar := func(month, day int, ko, en, substitute string, clash bool) hours.Rule {
		return hours.Rule{Kind: hours.RuleSolar, Month: month, Day: day, Name: hours.Name{Ko: ko, En: en}, First: 2023, Substitute: substitute, Clash: clash}
	}
	lunar := func(month, day, around int, ko, en, substitute string, clash bool) hours.Rule {
		r := solar(month, day, ko, en, substitute, clash)
		r.Kind, r.Around = hours.RuleLunar, around
		return r
	}
	list := []hours.Rule{
		solar(1, 1, "새해 첫날", "New Year’s Day", "none", false),
		lunar(1, 1, 1, "설 연휴", "Seollal", "sunday", true),
		solar(3, 1, "삼일절", "March 1st Day", "weekend", true),
		solar(5, 5, "어린이날", "Children’s Day", "weekend", true),
		lunar(4, 8, 0, "부처님 오신 날", "Buddha’s Birthday", "weekend", false),
		solar(6, 6, "현충일", "Memorial Day", "none", false),
		solar(7, 17, "제헌절", "Constitution Day", "weekend", true),
		solar(8, 15, "광복절", "Liberation Day", "weekend", true),
		lunar(8, 15, 1, "추석 연휴", "Chuseok", "sunday", true),
		solar(10, 3, "개천절", "National Foundation Day", "weekend", true),
		solar(10, 9, "한글날", "Hangeul Day", "weekend", true),
		solar(12, 25, "성탄절", "Christmas", "weekend", false),
	}
	list[6].First = 2026
	return list
}

// The dates of the years, as they were or are to be kept.
var years = map[int]string{
	2023: "01-01 01-21 01-22 01-23 01-24 03-01 05-05 05-27 05-29 06-06 08-15 09-28 09-29 09-30 10-03 10-09 12-25",
	2024: "01-01 02-09 02-10 02-11 02-12 03-01 05-05 05-06 05-15 06-06 08-15 09-16 09-17 09-18 10-03 10-09 12-25",
	2025: "01-01 01-28 01-29 01-30 03-01 03-03 05-05 05-06 06-06 08-15 10-03 10-05 10-06 10-07 10-08 10-09 12-25",
	2026: "01-01 02-16 02-17 02-18 03-01 03-02 05-05 05-24 05-25 06-06 07-17 08-15 08-17 09-24 09-25 09-26 10-03 10-05 10-09 12-25",
	2027: "01-01 02-06 02-07 02-08 02-09 03-01 05-05 05-13 06-06 07-17 07-19 08-15 08-16 09-14 09-15 09-16 10-03 10-04 10-09 10-11 12-25 12-27",
	2028: "01-01 01-26 01-27 01-28 03-01 05-02 05-05 06-06 07-17 08-15 10-02 10-03 10-04 10-05 10-09 12-25",
	2036: "01-01 01-27 01-28 01-29 01-30 03-01 03-03 05-03 05-05 05-06 06-06 07-17 08-15 10-03 10-04 10-05 10-06 10-07 10-09 12-25",
}

func TestPublicHolidaysFollowTheLawOfTheirYear(t *testing.T) {
	for year, want := range years {
		var got []string
		for _, h := range hours.HolidaysOf(rules(), year) {
			got = append(got, h.Date.String()[5:])
		}
		if dates := strings.Join(got, " "); dates != want {
			t.Errorf("%d\n got %s\nwant %s", year, dates, want)
		}
	}
}

func TestSeollal2027ReopensOnWednesday(t *testing.T) {
	plan := hours.Weekdays()
	plan.Rules = rules()
	c := hours.New(plan)
	friday := hours.Wall(hours.Day(2027, 2, 5), hours.At(18, 1), c.Zone())
	if got, _ := c.NextOpening(friday); got.Format("01-02 15:04 Mon") != "02-10 10:00 Wed" {
		t.Errorf("the shop opens at %v", got)
	}
	tuesday := c.At(hours.Wall(hours.Day(2027, 2, 9), hours.At(15, 0), c.Zone()))
	if tuesday.State != hours.Holiday || tuesday.Name.Ko != "설 연휴" {
		t.Errorf("the substitute is %v %q", tuesday.State, tuesday.Name.Ko)
	}
}

func TestATemporaryHolidayIsOneOfItsYearOnly(t *testing.T) {
	list := append(rules(), hours.Rule{Kind: hours.RuleOnce, Month: 10, Day: 2, Name: hours.Name{Ko: "임시 공휴일"}, First: 2026, Last: 2026})
	on := func(year int) bool {
		for _, h := range hours.HolidaysOf(list, year) {
			if h.Date == hours.Day(year, 10, 2) {
				return true
			}
		}
		return false
	}
	if !on(2026) || on(2027) {
		t.Errorf("2026: %v, 2027: %v", on(2026), on(2027))
	}
}

func TestTheNextFeastsAreOneEntryEach(t *testing.T) {
	var got []string
	for _, f := range hours.NextHolidays(rules(), hours.Day(2026, 11, 23), 6) {
		got = append(got, f.Name.Ko+" "+f.From.String()+"…"+f.To.String())
	}
	want := "성탄절 2026-12-25…2026-12-25, 새해 첫날 2027-01-01…2027-01-01, 설 연휴 2027-02-06…2027-02-09, " +
		"삼일절 2027-03-01…2027-03-01, 어린이날 2027-05-05…2027-05-05, 부처님 오신 날 2027-05-13…2027-05-13"
	if s := strings.Join(got, ", "); s != want {
		t.Errorf("got  %s\nwant %s", s, want)
	}
}
