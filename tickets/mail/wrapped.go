package mail

import (
	"bytes"
	"encoding/hex"
	"strings"
)

// unwrapped takes off what a part was encoded with for its way, in place. What does not belong there is
// left out and never counted: a mail may consist of it.
func unwrapped(content []byte, encoding string) []byte {
	encoding, _, _ = strings.Cut(strings.ToLower(encoding), ";")
	switch strings.Trim(strings.TrimSpace(encoding), `"'`) {
	case "base64":
		return unBase64(content)
	case "quoted-printable":
		return unQuoted(content)
	}
	return content
}

// sixBits are what the letters of base64 stand for, each one more; 0 stands for nothing.
var sixBits = func() (table [256]byte) {
	for i, c := range []byte("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/") {
		table[c] = byte(i + 1) //nolint:gosec // 64 of them
	}
	return table
}()

// unBase64 also reads several pieces that each have their own end.
func unBase64(content []byte) []byte {
	var r sixBitReader
	return r.read(content[:0], content)
}

// sixBitReader reads base64 piece by piece.
type sixBitReader struct {
	bits uint32
	have int
}

// read appends what a piece stands for; out may be the beginning of the piece itself.
func (r *sixBitReader) read(out, piece []byte) []byte {
	for _, c := range piece {
		six := sixBits[c]
		switch {
		case six != 0:
			r.bits = r.bits<<6 | uint32(six-1)
			if r.have += 6; r.have >= 8 {
				r.have -= 8
				out = append(out, byte(r.bits>>r.have)) //nolint:gosec // the upper bits were written before
			}
		case c == '=' && r.have != 6: // after one letter nothing can end
			r.have = 0
		}
	}
	return out
}

// unQuoted reads quoted-printable; an equals sign that means nothing is one.
func unQuoted(content []byte) []byte {
	out := content[:0]
	for line := range bytes.Lines(content) {
		out = unQuotedLine(out, line)
	}
	return out
}

// unQuotedLine appends what a line stands for; out may be the beginning of what the line stands in.
func unQuotedLine(out, line []byte) []byte {
	text := bytes.TrimRight(line, " \t\r\n")
	end := []byte("\n")
	switch {
	case len(line) == 0 || line[len(line)-1] != '\n':
		end = nil
	case bytes.HasSuffix(line, []byte("\r\n")):
		end = []byte("\r\n")
	}
	if soft, ok := bytes.CutSuffix(text, []byte("=")); ok {
		text, end = soft, nil
	}
	for i := 0; i < len(text); i++ {
		if text[i] == '=' && i+2 < len(text) {
			var b [1]byte
			if _, err := hex.Decode(b[:], text[i+1:i+3]); err == nil {
				out = append(out, b[0])
				i += 2
				continue
			}
		}
		out = append(out, text[i])
	}
	return append(out, end...)
}
