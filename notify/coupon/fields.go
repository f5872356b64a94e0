package coupon

import (
	"time"

	"dari/internal/i18n"
)

// fields fill the message that brings the code.
func (g gift) fields(lang, code string, validUntil time.Time) map[string]string {
	// Dates are midnights UTC here, whatever the shop's zone.
	f := i18n.Format{Lang: lang, Zone: time.UTC, Now: g.today}
	late := ""
	if g.birthday.Before(g.today) {
		late = i18n.T(lang, "coupon.late")
	}
	return map[string]string{
		"coupon.name": g.Name, "coupon.code": code, "coupon.discount": g.Discount, "coupon.late": late,
		"coupon.birthday": f.Day(g.birthday), "coupon.valid_until": f.Date(validUntil),
	}
}
