package coupon

import (
	"time"

	"dari/internal/korean"
)

// Birth is a birthday as customers tell it, without its year.
type Birth struct {
	Kind  string // solar or lunar
	Month int
	Day   int
	Leap  bool // born in a leap month of the lunar calendar
}

// BirthsOn are all birthdays that are kept on a date: the date itself, 29 February on the 28th of a
// common year, and the lunar dates that fall on it. A lunar 30th is kept on the 29th of a short
// month, and a birthday in a leap month in the plain one when the year has no such leap month.
func BirthsOn(date time.Time) []Birth {
	y, m, d := date.Date()
	births := []Birth{{Kind: "solar", Month: int(m), Day: d}}
	if m == time.February && d == 28 && !isLeapYear(y) {
		births = append(births, Birth{Kind: "solar", Month: 2, Day: 29})
	}
	day := time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	// The lunar year begins in January or February, so a date may belong to the one before.
	for _, year := range []int{y - 1, y} {
		for month := 1; month <= 12; month++ {
			for dom := 1; dom <= 30; dom++ {
				for _, leap := range []bool{false, true} {
					if kept, ok := korean.LunarBirthday(year, month, dom, leap); ok && kept.Equal(day) {
						births = append(births, Birth{Kind: "lunar", Month: month, Day: dom, Leap: leap})
					}
				}
			}
		}
	}
	return births
}

func isLeapYear(y int) bool { return y%4 == 0 && (y%100 != 0 || y%400 == 0) }
