package coupon

import (
	"crypto/rand"
	"fmt"
	"strings"
)

// letters leaves out those that are mistaken for each other when read from a screen: 0 O, 1 I L, U V.
const letters = "23456789ABCDEFGHJKMNPQRSTWXYZ"

const codeLetters = 12

// newCode is a code nobody can guess: 29^12 is more than 58 bits.
func newCode(prefix string) (string, error) {
	var b strings.Builder
	b.WriteString(prefix)
	raw := make([]byte, 1)
	for n := 0; n < codeLetters; {
		if _, err := rand.Read(raw); err != nil {
			return "", fmt.Errorf("make a coupon code: %w", err)
		}
		// Numbers that would favour the first letters are thrown again.
		if int(raw[0]) >= 256/len(letters)*len(letters) {
			continue
		}
		if n%4 == 0 {
			b.WriteByte('-')
		}
		b.WriteByte(letters[int(raw[0])%len(letters)])
		n++
	}
	return b.String(), nil
}

// tidyCode reads a code as a person may have typed it.
func tidyCode(code string) string { return strings.ToUpper(strings.TrimSpace(code)) }
