// Package hours is when the shop's staff answer: the week with its lunches, public holidays, single
// days that differ and closing by hand, and the arithmetic of business time that follows from them.
// Widget, service levels and sends all ask this one engine. It owns calendars, calendar_rules,
// calendar_exceptions, calendar_closures and holiday_rules.
//
// A Plan is what staff edit and the tables hold; New makes a Calendar of it, which never changes and
// may be used by many at once. Start with arithmetic.go; day.go says which ranges a date is open in,
// holiday.go which dates are public holidays.
package hours
