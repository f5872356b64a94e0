package mail

import (
	"bytes"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	utf "golang.org/x/text/encoding/unicode"
)

// Korean programs call one charset by many names. They are all read as euc-kr, whose decoder takes the
// whole of CP949.
var koreanLabel = regexp.MustCompile(`^(?:x-)?(?:(?:cp|ms|windows|ibm)-?_?949|uhc|ks_?c?_?-?5601(?:[-_]?19(?:87|89|92))?|euc[-_]?kr|korean|iso-ir-149|iso-2022-kr|ksc)$`)

var (
	escapedKorean = []byte("\x1b$)C")
	wordMark      = []byte("\ufeff")
)

// decoded is a text as its writer saw it. What a mail calls its charset is one witness, the bytes are
// the other, and the bytes go first: many programs write one charset and name another.
func decoded(raw []byte, label string) string {
	label = strings.Trim(strings.ToLower(strings.TrimSpace(label)), `"'`)
	label, _, _ = strings.Cut(label, "*") // =?utf-8*ko?B?…?=
	switch {
	case bytes.HasPrefix(raw, wordMark):
		return string(raw[len(wordMark):])
	case bytes.HasPrefix(raw, []byte{0xfe, 0xff}), bytes.HasPrefix(raw, []byte{0xff, 0xfe}):
		return by(utf.UTF16(utf.BigEndian, utf.UseBOM), raw)
	case bytes.Contains(raw, escapedKorean):
		return by(korean.EUCKR, unescape(raw))
	}
	named := encodingOf(label)
	plain, long := lettersOf(raw)
	switch {
	case plain:
		if named == nil || strings.HasPrefix(label, "iso-8859") || strings.HasPrefix(label, "windows-") {
			return string(raw)
		}
		return by(named, raw) // of seven bits: ISO-2022-JP, HZ
	case utf8.Valid(raw) && (long || named == nil || isLatin(label)):
		return string(raw)
	case named != nil && !isLatin(label):
		if text := by(named, raw); damaged(text)*20 <= utf8.RuneCountInString(text) {
			return text
		}
	}
	if text, ok := guessed(raw); ok {
		return text
	}
	switch {
	case named != nil && !isLatin(label), isLatin(label) && !utf8.Valid(raw):
		return by(orWestern(named), raw)
	case broken(raw)*4 <= len(raw): // mostly UTF-8: cut off, or with a few bytes lost
		return string(raw)
	}
	return by(orWestern(named), raw)
}

func orWestern(e encoding.Encoding) encoding.Encoding {
	if e == nil {
		e, _ = charset.Lookup("windows-1252")
	}
	return e
}

// by decodes; what cannot be decoded is marked by the sign for that.
func by(e encoding.Encoding, raw []byte) string {
	out, err := e.NewDecoder().Bytes(raw)
	if err != nil && len(out) == 0 {
		return string(raw)
	}
	return string(out)
}

// encodingOf is what a label names; nil for UTF-8, for ASCII and for what nobody knows: there the bytes
// alone tell.
func encodingOf(label string) encoding.Encoding {
	if koreanLabel.MatchString(label) {
		return korean.EUCKR
	}
	switch label {
	case "", "utf-8", "utf8", "us-ascii", "ascii", "ansi_x3.4-1968", "utf-7", "unicode-1-1-utf-7", "x-user-defined", "replacement":
		return nil
	case "utf-16":
		return utf.UTF16(utf.BigEndian, utf.UseBOM)
	}
	e, name := charset.Lookup(label)
	if name == "utf-8" || name == "replacement" {
		return nil
	}
	return e
}

// isLatin tells of the charsets that programs name when they know none.
func isLatin(label string) bool {
	_, name := charset.Lookup(label)
	return name == "windows-1252"
}

// lettersOf tells whether a text is plain ASCII, and whether letters of three bytes stand in it, as all
// Korean ones are in UTF-8: those that are well formed do not come about by chance.
func lettersOf(raw []byte) (plain, long bool) {
	plain = true
	for _, c := range raw {
		if c >= 0x80 {
			plain = false
		}
		if c >= 0xe0 {
			return false, true
		}
	}
	return plain, false
}

// guessed is the text of bytes that nothing reliable is said of, when they are Korean or Japanese from
// end to end.
func guessed(raw []byte) (string, bool) {
	if text := by(korean.EUCKR, raw); damaged(text) == 0 && mostly(text, unicode.Hangul) {
		return text, true
	}
	for _, e := range []encoding.Encoding{japanese.ShiftJIS, japanese.EUCJP} {
		if text := by(e, raw); damaged(text) == 0 && mostly(text, unicode.Hiragana, unicode.Katakana, unicode.Han) &&
			strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Hiragana, r) }) {
			return text, true
		}
	}
	// A long one with a byte lost somewhere.
	if text := by(korean.EUCKR, raw); damaged(text)*50 <= utf8.RuneCountInString(text) && mostly(text, unicode.Hangul) && broken(raw)*4 > len(raw) {
		return text, true
	}
	return "", false
}

// mostly tells whether more than half of the letters that are not ASCII are of these scripts.
func mostly(text string, scripts ...*unicode.RangeTable) bool {
	of, all := 0, 0
	for _, r := range text {
		if r < 0x80 {
			continue
		}
		all++
		if unicode.IsOneOf(scripts, r) {
			of++
		}
	}
	return all > 0 && of*2 > all
}

func damaged(text string) int { return strings.Count(text, string(utf8.RuneError)) }

// broken is how many bytes are no UTF-8.
func broken(raw []byte) (n int) {
	for len(raw) > 0 {
		r, size := utf8.DecodeRune(raw)
		if r == utf8.RuneError && size == 1 {
			n++
		}
		raw = raw[size:]
	}
	return n
}

// unescape turns the seven-bit form ISO-2022-KR into EUC-KR: what lies between SO and SI gets its high bit.
func unescape(raw []byte) []byte {
	out := make([]byte, 0, len(raw))
	shifted := false
	for i := 0; i < len(raw); i++ {
		switch b := raw[i]; {
		case bytes.HasPrefix(raw[i:], escapedKorean):
			i += len(escapedKorean) - 1
		case b == 0x0e:
			shifted = true
		case b == 0x0f:
			shifted = false
		case b == '\n':
			shifted = false
			out = append(out, b)
		case shifted && b > 0x20 && b < 0x7f:
			out = append(out, b|0x80)
		default:
			out = append(out, b)
		}
	}
	return out
}

// clean makes of a decoded text one that Postgres and a browser can hold.
func clean(text string) string {
	text = strings.ToValidUTF8(text, "\uFFFD")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r < 0x20 || r == 0x7f || r == 0xfeff:
			return -1
		case r == 0xa0:
			return ' '
		}
		return r
	}, strings.ReplaceAll(text, "\r\n", "\n"))
}
