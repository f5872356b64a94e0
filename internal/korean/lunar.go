package korean

import "time"

// LunarToSolar gives the day, at midnight UTC, of a date in the Korean lunar calendar, from 1900 to
// the end of 2050. It answers false for a date that does not exist: the 30th of a short month, or a
// leap month in a year that has none there.
func LunarToSolar(year, month, day int, leap bool) (time.Time, bool) {
	y, ok := lunarYear(year)
	if !ok || month < 1 || month > 12 || day < 1 {
		return time.Time{}, false
	}
	if leap && y.leap != month {
		return time.Time{}, false
	}
	slot := y.slot(month, leap)
	if day > y.days(slot) {
		return time.Time{}, false
	}
	solar := y.start
	for i := range slot {
		solar = solar.AddDate(0, 0, y.days(i))
	}
	solar = solar.AddDate(0, 0, day-1)
	if solar.Year() < 1900 || solar.Year() > 2050 {
		return time.Time{}, false
	}
	return solar, true
}

// SolarToLunar gives the lunar date of a day from 1900 to 2050.
func SolarToLunar(day time.Time) (year, month, dayOfMonth int, leap, ok bool) {
	if day.Year() < 1900 || day.Year() > 2050 {
		return 0, 0, 0, false, false
	}
	day = time.Date(day.Year(), day.Month(), day.Day(), 0, 0, 0, 0, time.UTC)
	y, _ := lunarYear(day.Year())
	if day.Before(y.start) {
		y, _ = lunarYear(day.Year() - 1)
	}
	left := int(day.Sub(y.start).Hours() / 24)
	slot := 0
	for left >= y.days(slot) {
		left -= y.days(slot)
		slot++
	}
	month, leap = slot+1, false
	if y.leap > 0 && slot >= y.leap {
		month, leap = slot, slot == y.leap
	}
	return y.number, month, left + 1, leap, true
}

// LunarBirthday is the day on which somebody born on the lunar date keeps the birthday of a lunar
// year: the 30th becomes the 29th in a short month, and a leap month becomes the plain month in a
// year without it. The lunar year runs from Seollal to Seollal, so the birthday may lie in January
// or February of the solar year after.
func LunarBirthday(year, month, day int, leap bool) (time.Time, bool) {
	y, ok := lunarYear(year)
	if !ok || month < 1 || month > 12 || day < 1 || day > 30 {
		return time.Time{}, false
	}
	leap = leap && y.leap == month
	return LunarToSolar(year, month, min(day, y.days(y.slot(month, leap))), leap)
}

type lunarYearData struct {
	number int
	start  time.Time
	leap   int // the month followed by its leap month, or 0
	big    uint32
}

func lunarYear(year int) (lunarYearData, bool) {
	i := year - lunarFirst
	if i < 0 || i >= len(lunarYears) {
		return lunarYearData{}, false
	}
	word := lunarYears[i]
	return lunarYearData{
		number: year,
		start:  time.Date(year, time.January, 1+int(word>>17), 0, 0, 0, 0, time.UTC),
		leap:   int(word >> 13 & 15),
		big:    word & 0x1fff,
	}, true
}

// slot is the place of a month among the twelve or thirteen of the year.
func (y lunarYearData) slot(month int, leap bool) int {
	slot := month - 1
	if leap || (y.leap > 0 && month > y.leap) {
		slot++
	}
	return slot
}

func (y lunarYearData) days(slot int) int { return 29 + int(y.big>>slot&1) }
