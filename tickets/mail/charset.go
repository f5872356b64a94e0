package mail

import (
	"bytes"
	"io"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/korean"
)

// Korean programs call one charset by many names, and the parser knows few of them: with another name
// it hands on bytes that are no text. They are all read as euc-kr, whose decoder takes the whole of CP949.
var koreanLabel = regexp.MustCompile(`(?i)(charset\s*=\s*["']?|=\?)(cp-?949|ms-?949|x-windows-949|windows-949|x-uhc|uhc|ks_?c_?5601(?:-?1987|-?1989)?|ks_c_5601_1987|euc_kr|euckr|x-euc-kr|korean|iso-ir-149|iso-2022-kr)(["']|\?|;|\s|>)`)

var escapedKorean = []byte("\x1b$)C")

// repair rewrites the labels in the raw bytes of a mail, before it is parsed.
func repair(raw []byte) []byte {
	if bytes.Contains(raw, escapedKorean) {
		raw = unescape(raw)
	}
	raw = declare(raw)
	if !koreanLabel.Match(raw) {
		return raw // most mails: no copy of them
	}
	return koreanLabel.ReplaceAll(raw, []byte("${1}euc-kr${3}"))
}

// declare turns the head lines that are written in bare CP949, which no standard allows and many systems
// do, into UTF-8. What is not CP949 from end to end is left as it is.
func declare(raw []byte) []byte {
	if utf8.Valid(raw) {
		return raw
	}
	out := make([]byte, 0, len(raw)+len(raw)/8)
	head := true
	for line := range bytes.Lines(raw) {
		switch {
		case len(bytes.TrimRight(line, "\r\n")) == 0:
			head = false
		case bytes.HasPrefix(line, []byte("--")):
			head = true // of a part
		case head && !utf8.Valid(line):
			if text, err := korean.EUCKR.NewDecoder().Bytes(line); err == nil && !bytes.ContainsRune(text, utf8.RuneError) {
				line = text
			}
		}
		out = append(out, line...)
	}
	return out
}

// charsetReader decodes words of a head that no parser has read.
func charsetReader(label string, input io.Reader) (io.Reader, error) {
	return charset.NewReaderLabel(label, input)
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
