package returns

import (
	"time"

	"dari/internal/shop/hours"
)

// What the law of electronic commerce gives the customer (articles 17 and 18): seven days from the
// arrival to change their mind, and the money back within three business days.
const (
	withdrawalDays = 7
	refundDays     = 3
)

// refundDue is the last day on which the money has to be back: business days count from the day after the goods
// came back or, where there are none to come back, after the request. Empty while the goods are out.
func (r row) refundDue(cal *hours.Calendar) string {
	from := r.CreatedAt
	switch {
	case !hasAmount(r.Kind) || r.Amount == 0 || r.State == Rejected || r.State == Withdrawn:
		return ""
	case r.Kind == Return && r.ReceivedAt == nil:
		return ""
	case r.ReceivedAt != nil:
		from = *r.ReceivedAt
	}
	day := hours.DateOf(from, cal.Zone())
	for n := 0; n < refundDays; {
		day++
		if isBusinessDay(cal, day) {
			n++
		}
	}
	return day.String()
}

// isBusinessDay is the law's: neither Saturday, Sunday nor a public holiday, whether the shop is open or not.
func isBusinessDay(cal *hours.Calendar, d hours.Date) bool {
	_, holiday := cal.Holiday(d)
	return !holiday && d.Weekday() != time.Saturday && d.Weekday() != time.Sunday
}

// withdrawUntil is the last day on which the customer may change their mind about what has arrived; empty when
// it is not known to have.
func withdrawUntil(delivered *time.Time, cal *hours.Calendar) string {
	if delivered == nil {
		return ""
	}
	return (hours.DateOf(*delivered, cal.Zone()) + withdrawalDays).String()
}
