package i18n

import (
	"fmt"
	"math"
	"strconv"
	"time"

	"dari/internal/korean"
)

// Format writes dates, times, amounts and numbers for one reader. It never asks the locale of the
// machine: the same forms come from the browser's twin of it, and fmt.json holds both to them.
type Format struct {
	Lang string
	Zone *time.Location // of the shop; Seoul without it
	Now  time.Time      // decides "this year" and "yesterday"
}

var seoul = time.FixedZone("Asia/Seoul", 9*60*60) // no summer time since 1988

// Seoul is the zone of a shop that names no other.
func Seoul() *time.Location { return seoul }

var (
	weekdaysKo = [...]string{"일", "월", "화", "수", "목", "금", "토"}
	weekdaysEn = [...]string{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"}
	monthsEn   = [...]string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"}
)

func (f Format) english() bool { return f.Lang == English }

func (f Format) in(t time.Time) time.Time {
	if f.Zone == nil {
		return t.In(seoul)
	}
	return t.In(f.Zone)
}

func (f Format) thisYear(t time.Time) bool { return t.Year() == f.in(f.Now).Year() }

// Time is 오후 2:05 or 2:05 PM; noon is 오후 12:00 and midnight 오전 12:00.
func (f Format) Time(t time.Time) string {
	t = f.in(t)
	hour := t.Hour() % 12
	if hour == 0 {
		hour = 12
	}
	clock := fmt.Sprintf("%d:%02d", hour, t.Minute())
	switch {
	case f.english() && t.Hour() < 12:
		return clock + " AM"
	case f.english():
		return clock + " PM"
	case t.Hour() < 12:
		return "오전 " + clock
	default:
		return "오후 " + clock
	}
}

// Day is 11월 23일 or Nov 23, with the year when it is another one.
func (f Format) Day(t time.Time) string {
	t = f.in(t)
	switch same := f.thisYear(t); {
	case f.english() && same:
		return fmt.Sprintf("%s %d", monthsEn[t.Month()-1], t.Day())
	case f.english():
		return fmt.Sprintf("%s %d, %d", monthsEn[t.Month()-1], t.Day(), t.Year())
	case same:
		return fmt.Sprintf("%d월 %d일", t.Month(), t.Day())
	default:
		return fmt.Sprintf("%d년 %d월 %d일", t.Year(), t.Month(), t.Day())
	}
}

// Date is Day with the day of the week: 11월 23일 (월), 2027년 1월 18일 (월), Mon, Nov 23; in English
// the day of the week stays away from dates of other years.
func (f Format) Date(t time.Time) string {
	day, local := f.Day(t), f.in(t)
	switch {
	case !f.english():
		return day + " (" + weekdaysKo[local.Weekday()] + ")"
	case f.thisYear(local):
		return weekdaysEn[local.Weekday()] + ", " + day
	default:
		return day
	}
}

// DateTime is Date and Time.
func (f Format) DateTime(t time.Time) string {
	if f.english() {
		return f.Date(t) + ", " + f.Time(t)
	}
	return f.Date(t) + " " + f.Time(t)
}

// Table is the form for columns, all of one width: 2026.11.23 14:05.
func (f Format) Table(t time.Time) string {
	if f.english() {
		return f.in(t).Format("2006-01-02 15:04")
	}
	return f.in(t).Format("2006.01.02 15:04")
}

// Relative says how long ago it was: 방금, 3분, 2시간, 어제, 3일 전, and from a week on the day.
func (f Format) Relative(t time.Time) string {
	ago := f.Now.Sub(t)
	switch days := f.daysAgo(t); {
	case ago <= -time.Minute || days >= 7:
		return f.Day(t)
	case ago < time.Minute:
		return f.choose("방금", "now")
	case ago < time.Hour:
		return f.unit(int64(ago/time.Minute), "분", "m")
	case days == 0:
		return f.unit(int64(ago/time.Hour), "시간", "h")
	case days == 1:
		return f.choose("어제", "yesterday")
	default:
		return f.unit(int64(days), "일 전", "d")
	}
}

// daysAgo counts midnights between the two.
func (f Format) daysAgo(t time.Time) int {
	midnight := func(t time.Time) time.Time {
		t = f.in(t)
		return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
	}
	return int(midnight(f.Now).Sub(midnight(t)).Hours() / 24)
}

// Duration is 48초, 1분 48초, 2시간 5분, 2일 3시간: the two greatest units that are not nought.
func (f Format) Duration(d time.Duration) string {
	seconds := int64(d.Round(time.Second) / time.Second)
	units := [...]struct {
		size   int64
		ko, en string
	}{{86400, "일", "d"}, {3600, "시간", "h"}, {60, "분", "m"}, {1, "초", "s"}}
	for i, u := range units {
		if seconds < u.size && u.size > 1 {
			continue
		}
		text := f.unit(seconds/u.size, u.ko, u.en)
		if i+1 < len(units) {
			if rest := seconds % u.size / units[i+1].size; rest > 0 {
				text += " " + f.unit(rest, units[i+1].ko, units[i+1].en)
			}
		}
		return text
	}
	return ""
}

// Count is 12,214.
func (f Format) Count(n int64) string { return korean.Number(n) }

// Won is 128,000원 or ₩128,000.
func (f Format) Won(n int64) string {
	switch {
	case !f.english():
		return korean.Won(n)
	case n < 0:
		return "-₩" + korean.Number(-n)
	default:
		return "₩" + korean.Number(n)
	}
}

// WonShort is for axes: 3,821만, ₩38.2M; amounts below 10,000 in full.
func (f Format) WonShort(n int64) string {
	switch abs := math.Abs(float64(n)); {
	case abs < 10_000:
		return f.Won(n)
	case !f.english():
		return korean.Number(int64(math.Round(float64(n)/10_000))) + "만"
	case abs < 1_000_000:
		return "₩" + korean.Number(int64(math.Round(float64(n)/1_000))) + "K"
	default:
		return "₩" + strconv.FormatFloat(float64(n)/1_000_000, 'f', 1, 64) + "M"
	}
}

// Percent is 15.8%.
func (f Format) Percent(v float64) string { return strconv.FormatFloat(v, 'f', 1, 64) + "%" }

// Points is a change of a percentage: +3.1%p or +3.1 pts.
func (f Format) Points(v float64) string {
	return fmt.Sprintf("%+.1f", v) + f.choose("%p", " pts")
}

// Phone is 010-2345-5678.
func (f Format) Phone(s string) string { return korean.FormatPhone(s) }

// MaskPhone is 010-••••-5678.
func (f Format) MaskPhone(s string) string { return korean.MaskPhone(s) }

func (f Format) unit(n int64, ko, en string) string {
	return korean.Number(n) + f.choose(ko, en)
}

func (f Format) choose(ko, en string) string {
	if f.english() {
		return en
	}
	return ko
}
