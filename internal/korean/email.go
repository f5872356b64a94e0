package korean

import (
	"errors"
	"net/mail"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/idna"
	"golang.org/x/text/unicode/norm"
)

// ErrEmail is the answer to what is not one plain mail address.
var ErrEmail = errors.New("not a mail address")

// NormalizeEmail brings an address into the one form it is stored in and sent to: the bare address
// in lower case, the domain in ASCII. It takes one plain address only: no display name, no comment,
// no quoted local part, no bracketed host, no line break. So what it gives can stand in an SMTP
// dialogue and in a header as it is.
func NormalizeEmail(s string) (string, error) { return normalizeEmail(s, false) }

// NormalizeSender is NormalizeEmail for the address of who has written to us by mail. There letters of any
// script may stand before the @ (RFC 6531). In an address that somebody has typed they only tell of a
// keyboard that was left in Hangul, so nothing else takes them.
func NormalizeSender(s string) (string, error) { return normalizeEmail(s, true) }

func normalizeEmail(s string, wide bool) (string, error) {
	s = strings.Trim(s, " ") // a line break is not trimmed: it is refused
	if len(s) > 320 || strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r == 0x7f }) || strings.ContainsAny(s, `"()<>[]:;,\`) {
		return "", ErrEmail
	}
	parsed, err := mail.ParseAddress(s)
	if err != nil || parsed.Name != "" {
		return "", ErrEmail
	}
	at := strings.LastIndexByte(parsed.Address, '@')
	if at < 1 {
		return "", ErrEmail
	}
	local := norm.NFC.String(strings.ToLower(parsed.Address[:at]))
	domain, err := idna.Lookup.ToASCII(parsed.Address[at+1:])
	if err != nil || !isLocal(local, wide) || !isDomain(domain) || len(local)+1+len(domain) > 254 {
		return "", ErrEmail
	}
	return local + "@" + strings.ToLower(domain), nil
}

// isLocal takes a dot-atom: of ASCII, since other letters need SMTPUTF8, which few servers offer; wide of
// letters and digits of any script.
func isLocal(s string, wide bool) bool {
	if s == "" || len(s) > 64 || s[0] == '.' || s[len(s)-1] == '.' || strings.Contains(s, "..") {
		return false
	}
	for _, r := range s {
		if wide && r >= utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r)) {
			continue
		}
		if (r < 'a' || r > 'z') && (r < '0' || r > '9') && !strings.ContainsRune("!#$%&'*+-/=?^_`{|}~.", r) {
			return false
		}
	}
	return true
}

func isDomain(s string) bool {
	labels := strings.Split(s, ".")
	if len(s) > 253 || len(labels) < 2 {
		return false
	}
	for _, label := range labels {
		if label == "" || len(label) > 63 || label[0] == '-' || label[len(label)-1] == '-' {
			return false
		}
		for _, r := range label {
			if (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '-' {
				return false
			}
		}
	}
	return strings.ContainsFunc(labels[len(labels)-1], func(r rune) bool { return r < '0' || r > '9' }) // not an IP address
}
