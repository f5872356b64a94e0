package returns

import "dari/internal/staff"

// Limits are the won up to which a person of a role approves a return alone. A role that is not named
// approves any amount.
type Limits map[string]int64

const admin = "admin"

// Alone says whether a person of the role may approve the amount without anybody else.
func (l Limits) Alone(role string, amount int64) bool {
	most, limited := l[role]
	return !limited || amount <= most
}

// MayApprove says whether the person may approve what another person or the shopper (askedBy 0) has asked
// for: never what they have asked for themselves. Beyond their own limit only an administrator may.
func (l Limits) MayApprove(who staff.Actor, askedBy, amount int64) bool {
	if who.Kind != staff.KindStaff || !who.Can("tickets:write") || who.ID == askedBy {
		return false
	}
	return l.Alone(who.Role, amount) || who.Role == admin
}
