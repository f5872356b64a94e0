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

// MayApprove says whether the person may approve what was asked for by another person, by themselves, or by
// the shopper (askedBy 0). Beyond their own limit only an administrator may, and only what somebody
// else has asked for.
func (l Limits) MayApprove(who staff.Actor, askedBy, amount int64) bool {
	if who.Kind != staff.KindStaff || !who.Can("tickets:write") {
		return false
	}
	if l.Alone(who.Role, amount) {
		return true
	}
	return who.Role == admin && askedBy != who.ID
}
