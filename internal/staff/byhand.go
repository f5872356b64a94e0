package staff

import "dari/internal/fault"

// ByHand bounds what staff do for a customer by hand. Where a bound is for agents, whoever answers for them
// has the larger one, or none.
type ByHand struct {
	AgentCoupons int `json:"agent_coupons" minimum:"0" maximum:"100" doc:"Coupons that a person may be given by agents, within coupon_days."`
	LeadCoupons  int `json:"lead_coupons" minimum:"0" maximum:"100" doc:"The same, by whoever answers for agents."`
	CouponDays   int `json:"coupon_days" minimum:"1" maximum:"365"`
	ArrivalDays  int `json:"arrival_days" minimum:"0" maximum:"365" doc:"By how many days agents may move what was promised."`
}

// defaultByHand is what holds in a shop that has set nothing.
var defaultByHand = ByHand{AgentCoupons: 1, LeadCoupons: 5, CouponDays: 30, ArrivalDays: 14}

// Bounds are the bounds of what is done by hand.
func (s ShopSettings) Bounds() ByHand {
	if s.ByHand == nil {
		return defaultByHand
	}
	return *s.ByHand
}

func (b *ByHand) check() error {
	if b == nil {
		return nil
	}
	for _, one := range []struct {
		name        string
		n, low, top int
	}{
		{"agent_coupons", b.AgentCoupons, 0, 100},
		{"lead_coupons", b.LeadCoupons, b.AgentCoupons, 100},
		{"coupon_days", b.CouponDays, 1, 365},
		{"arrival_days", b.ArrivalDays, 0, 365},
	} {
		if one.n < one.low || one.n > one.top {
			return fault.Field("staff.by_hand", "by_hand."+one.name, fault.Arg("low", one.low), fault.Arg("top", one.top))
		}
	}
	return nil
}
