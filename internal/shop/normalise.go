package shop

import (
	"time"

	"dari/internal/korean"
)

// Kinds of identities.
const (
	ByMember  = "member"
	ByPhone   = "phone"
	ByEmail   = "email"
	ByVisitor = "visitor"
)

// phoneKey is the form a number is known by, or empty for what is no number.
func phoneKey(number string) string {
	key, err := korean.NormalizePhone(number)
	if err != nil {
		return ""
	}
	return key
}

// emailKey is the form an address is known by, or empty for what is no address.
func emailKey(address string) string {
	key, err := korean.NormalizeEmail(address)
	if err != nil {
		return ""
	}
	return key
}

// isDate reports whether s is a day of the calendar as YYYY-MM-DD.
func isDate(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}

// daysBetween counts the days from one date to another; both are valid.
func daysBetween(from, to string) int {
	a, _ := time.Parse(time.DateOnly, from)
	b, _ := time.Parse(time.DateOnly, to)
	return int(b.Sub(a).Hours() / 24)
}
