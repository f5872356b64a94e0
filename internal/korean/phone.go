package korean

import (
	"errors"
	"strings"

	"github.com/nyaruka/phonenumbers"
)

// ErrPhone is the answer to what is not a phone number.
var ErrPhone = errors.New("not a phone number")

// NormalizePhone brings a number as people write it into the one form it is stored in, E.164
// (+821023456789). A number without a country is Korean.
func NormalizePhone(s string) (string, error) {
	n, err := parsePhone(s)
	if err != nil {
		return "", err
	}
	return phonenumbers.Format(n, phonenumbers.E164), nil
}

func parsePhone(s string) (*phonenumbers.PhoneNumber, error) {
	if len(s) > 40 || strings.ContainsAny(s, "\x00\r\n;,@") {
		return nil, ErrPhone // extensions and lists are not one number
	}
	n, err := phonenumbers.Parse(s, "KR")
	if err != nil || n.GetExtension() != "" || !phonenumbers.IsValidNumber(n) {
		return nil, ErrPhone
	}
	return n, nil
}

// IsMobile reports whether the number can receive SMS.
func IsMobile(s string) bool {
	n, err := parsePhone(s)
	if err != nil {
		return false
	}
	switch phonenumbers.GetNumberType(n) {
	case phonenumbers.MOBILE, phonenumbers.FIXED_LINE_OR_MOBILE:
		return true
	default:
		return false
	}
}

// FormatPhone writes a number as it is read: 010-2345-5678, 02-1234-5678, 1588-1234, 0507-1234-5678.
// Numbers of other countries and what is no number stay as they are.
func FormatPhone(s string) string {
	return strings.Join(groups(s), "-")
}

// MaskPhone hides the middle of a number: 010-••••-5678. Of what is no number nothing but its last
// digits is shown.
func MaskPhone(s string) string {
	g := groups(s)
	switch {
	case len(g) == 3:
		g[1] = dots(g[1])
	case len(g) == 2:
		g[1] = dots(g[1])
	case len(g[0]) > 8:
		g[0] = g[0][:3] + dots(g[0][3:len(g[0])-4]) + g[0][len(g[0])-4:]
	default:
		g[0] = dots(g[0])
	}
	return strings.Join(g, "-")
}

func dots(s string) string { return strings.Repeat("•", len([]rune(s))) }

// groups splits a Korean number; anything else is one group. Written by hand since the library joins
// 050 numbers wrongly, and since the browser's twin of it must give the same.
func groups(s string) []string {
	digits := national(s)
	switch n := len(digits); {
	case digits == "":
		return []string{s}
	case strings.HasPrefix(digits, "050") && n == 12:
		return []string{digits[:4], digits[4:8], digits[8:]}
	case strings.HasPrefix(digits, "050") && n == 11:
		return []string{digits[:4], digits[4:7], digits[7:]}
	case strings.HasPrefix(digits, "02") && (n == 9 || n == 10):
		return []string{digits[:2], digits[2 : n-4], digits[n-4:]}
	case digits[0] == '1' && n == 8:
		return []string{digits[:4], digits[4:]}
	case digits[0] == '0' && (n == 10 || n == 11):
		return []string{digits[:3], digits[3 : n-4], digits[n-4:]}
	default:
		return []string{s}
	}
}

// national gives the digits as dialled inside Korea, or "" for what is not a Korean number.
func national(s string) string {
	digits := strings.Map(func(r rune) rune {
		switch {
		case r >= '0' && r <= '9', r == '+':
			return r
		case strings.ContainsRune(" -.()", r):
			return -1
		default:
			return 'x'
		}
	}, s)
	if rest, ok := strings.CutPrefix(digits, "+82"); ok {
		digits = rest
		if digits != "" && digits[0] != '0' && (digits[0] != '1' || len(digits) != 8) {
			digits = "0" + digits
		}
	}
	if digits == "" || strings.ContainsAny(digits, "+x") {
		return ""
	}
	return digits
}
