package notify

import (
	"strings"

	"dari/internal/korean"
)

// RecipientKey is the normalised form of an address, under which one person with two spellings is
// one: an e-mail address with its domain in lower case and ASCII, a mobile number as E.164. It
// answers false for what cannot be written to.
func RecipientKey(channel Channel, address string) (string, bool) {
	if channel == SMS {
		return mobileKey(address)
	}
	return emailKey(address)
}

// keyOf is RecipientKey; an answer goes to whatever address a mail has come from.
func keyOf(class Class, channel Channel, address string) (string, bool) {
	if class == Reply && channel == Email {
		return senderKey(address)
	}
	return RecipientKey(channel, address)
}

func senderKey(address string) (string, bool) {
	key, err := korean.NormalizeSender(address)
	return key, err == nil
}

func emailKey(address string) (string, bool) {
	key, err := korean.NormalizeEmail(address)
	return key, err == nil
}

func mobileKey(number string) (string, bool) {
	key, err := korean.NormalizePhone(number)
	return key, err == nil && korean.IsMobile(key)
}

// cleanAddress is what is stored as the address: the key where there is one, otherwise what was given,
// shortened and without control characters, so that staff can see what is wrong with it.
func cleanAddress(_ Channel, given, key string) string {
	if key != "" {
		return key
	}
	given = strings.ToValidUTF8(strings.Map(func(r rune) rune {
		if isControl(r) {
			return -1
		}
		return r
	}, given), "")
	if r := []rune(given); len(r) > 254 {
		given = string(r[:254])
	}
	return given
}

func isControl(r rune) bool {
	return r < 0x20 || r == 0x7f || (r >= 0x80 && r < 0xa0) || r == 0x2028 || r == 0x2029
}

// domainOf is the part of an e-mail address behind the @.
func domainOf(address string) string { return address[strings.LastIndexByte(address, '@')+1:] }
