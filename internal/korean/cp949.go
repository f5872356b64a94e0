package korean

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	xkorean "golang.org/x/text/encoding/korean"
)

// UnencodableError names the letters that a carrier's CP949 has no bytes for.
type UnencodableError struct {
	Runes []rune // each once, in order of appearance
}

// Error lists the letters.
func (e *UnencodableError) Error() string {
	return fmt.Sprintf("no CP949 bytes for %q", string(e.Runes))
}

// CP949 encodes a text as the carriers send it. Letters it has no bytes for give an *UnencodableError.
func CP949(s string) ([]byte, error) {
	out := make([]byte, 0, len(s))
	encoder := xkorean.EUCKR.NewEncoder() // despite its name it is CP949
	var missing []rune
	for _, r := range s {
		if r < utf8.RuneSelf {
			out = append(out, byte(r))
			continue
		}
		b, ok := encodeRune(encoder, r)
		if !ok && !strings.ContainsRune(string(missing), r) {
			missing = append(missing, r)
		}
		out = append(out, b...)
	}
	if len(missing) > 0 {
		return out, &UnencodableError{Runes: missing}
	}
	return out, nil
}

// CP949Len is how many bytes the carriers count: 1 for ASCII, 2 for Hangul. Letters without bytes
// are not counted and come back in an *UnencodableError.
func CP949Len(s string) (int, error) {
	b, err := CP949(s)
	return len(b), err
}

func encodeRune(e *encoding.Encoder, r rune) ([]byte, bool) {
	if r == utf8.RuneError {
		return nil, false
	}
	b, err := e.Bytes([]byte(string(r)))
	if err != nil || len(b) != 2 {
		return nil, false
	}
	return b, true
}

// Extended lists the letters of a text that CP949 has but KS X 1001 does not, such as 똠 and 펲. Some
// gateways refuse them, so they are worth a warning.
func Extended(s string) []rune {
	encoder := xkorean.EUCKR.NewEncoder()
	var out []rune
	for _, r := range s {
		if r < utf8.RuneSelf {
			continue
		}
		b, ok := encodeRune(encoder, r)
		if ok && (b[0] < 0xA1 || b[1] < 0xA1) && !strings.ContainsRune(string(out), r) {
			out = append(out, r)
		}
	}
	return out
}

// forCarriers are the letters without CP949 bytes that have a plain equal.
var forCarriers = strings.NewReplacer(
	"—", "-", "–", "-", "₩", "원", "\u00a0", " ", "\u202f", " ", "\u200b", "", "\ufeff", "", "•", "·", "−", "-", "\r\n", "\n",
)

// ForCarrier puts plain letters where the carriers have none: a hyphen for a dash, 원 for ₩, a space
// for a no-break space. What then is left without bytes must be changed by a person.
func ForCarrier(s string) string { return forCarriers.Replace(s) }
