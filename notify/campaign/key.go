package campaign

import "dari/notify"

// keyOf is notify.RecipientKey with a short way for the form that nearly every Korean number has: of
// 100,000 customers the full reading takes seconds, and a marketer waits for the count.
func keyOf(channel, address string) (string, bool) {
	if channel == "sms" {
		if key, ok := plainMobile(address); ok {
			return key, true
		}
	}
	return notify.RecipientKey(notify.Channel(channel), address)
}

// plainMobile reads 010 and eight digits, with hyphens or without. Of the ranges that the full
// reading looks at more closely it leaves its hands.
func plainMobile(address string) (string, bool) {
	var digits [11]byte
	n := 0
	for i := range len(address) {
		c := address[i]
		if c == '-' && i > 0 {
			continue
		}
		if c < '0' || c > '9' || n == len(digits) {
			return "", false
		}
		digits[n] = c
		n++
	}
	if n != len(digits) || digits[0] != '0' || digits[1] != '1' || digits[2] != '0' || digits[3] < '2' || digits[3] == '5' {
		return "", false
	}
	return "+82" + string(digits[1:]), true
}
