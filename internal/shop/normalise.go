package shop

import (
	"strings"
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
	if key := mobileKey(number); key != "" {
		return key
	}
	key, err := korean.NormalizePhone(number)
	if err != nil {
		return ""
	}
	return key
}

// mobileKey knows the one form most numbers have, 010-2345-6789 with or without its dashes: a batch of
// thousands of orders is mostly of these, and the library takes 20 microseconds for each.
func mobileKey(number string) string {
	digits := strings.ReplaceAll(number, "-", "")
	if len(digits) != 11 || !strings.HasPrefix(digits, "010") || digits[3] < '2' || len(number) > 13 {
		return ""
	}
	for _, c := range digits {
		if c < '0' || c > '9' {
			return ""
		}
	}
	return "+82" + digits[1:]
}

// emailKey is the form an address is known by, or empty for what is no address.
func emailKey(address string) string {
	key, err := korean.NormalizeEmail(address)
	if err != nil {
		return ""
	}
	return key
}

// senderKey is emailKey of who has written by mail.
func senderKey(address string) string {
	key, err := korean.NormalizeSender(address)
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
