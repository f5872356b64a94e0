package mail

import (
	"encoding/base64"
	"encoding/hex"
	"net/url"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"
)

// encodedWord is =?charset?B?…?= as programs write it, also with spaces in it and folded in the middle.
var encodedWord = regexp.MustCompile(`=\?([^?\s=]{1,60})\?([bBqQ])\?([^?]*)\?=`)

// decodeWords reads a value of a head. Words that follow one another are put together before they are
// decoded: many programs cut them in the middle of a letter.
func decodeWords(value string) string {
	return decodeEach(value, func(text string) string { return text })
}

// decodeNames reads a value that holds people: a comma in an encoded name divides nobody.
func decodeNames(value string) string {
	return decodeEach(value, func(text string) string {
		if strings.Contains(text, "@") {
			return text // some programs encode the address too
		}
		return strings.Join(strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(",;:<>()\"\\ ", r) }), " ")
	})
}

func decodeEach(value string, made func(string) string) string {
	if !strings.Contains(value, "=?") {
		return decoded([]byte(value), "")
	}
	var out strings.Builder
	var held []byte // of words of one charset
	label, last := "", 0
	flush := func() {
		out.WriteString(made(decoded(held, label)))
		held = nil
	}
	for _, m := range encodedWord.FindAllStringSubmatchIndex(value, -1) {
		between := value[last:m[0]]
		charset, content := strings.ToLower(value[m[2]:m[3]]), value[m[6]:m[7]]
		if strings.TrimSpace(between) != "" || charset != label {
			flush()
		}
		if last == 0 || strings.TrimSpace(between) != "" {
			out.WriteString(decoded([]byte(between), ""))
		}
		if value[m[4]] == 'b' || value[m[4]] == 'B' {
			held = append(held, looseBase64(content)...)
		} else {
			held = append(held, looseQuoted(content)...)
		}
		label, last = charset, m[1]
	}
	flush()
	out.WriteString(decoded([]byte(value[last:]), ""))
	return out.String()
}

// looseBase64 decodes without asking for padding, and leaves out what does not belong there.
func looseBase64(text string) (out []byte) {
	kept := strings.Map(func(r rune) rune {
		switch {
		case r >= 'A' && r <= 'Z', r >= 'a' && r <= 'z', r >= '0' && r <= '9', r == '+', r == '/', r == '=':
			return r
		}
		return -1
	}, text)
	for piece := range strings.SplitSeq(kept, "=") { // two words in one
		if len(piece)%4 == 1 {
			piece = piece[:len(piece)-1]
		}
		b, _ := base64.RawStdEncoding.DecodeString(piece) // only letters of it are left
		out = append(out, b...)
	}
	return out
}

func looseQuoted(text string) (out []byte) {
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '_':
			out = append(out, ' ')
		case c == '\r', c == '\n':
		case c == '=' && i+2 < len(text):
			if b, err := hex.DecodeString(text[i+1 : i+3]); err == nil {
				out = append(out, b[0])
				i += 2
				continue
			}
			out = append(out, c)
		default:
			out = append(out, c)
		}
	}
	return out
}

// param is a name of a file in a head: filename="…", filename*=euc-kr”…, filename*0*=…; filename*1=….
var param = regexp.MustCompile(`(?i)(?:^|[;\s])(?:file)?name(\*\d{1,3})?(\*)?\s*=\s*("(?:[^"\\]|\\.)*"|[^;\r\n]*)`)

// namedFile is the name that a head gives a file; empty when it gives none. Of several the one that says
// its charset goes first.
func namedFile(header string) string {
	type piece struct {
		n       int
		escaped bool
		text    string
	}
	var pieces []piece
	plain := ""
	for _, m := range param.FindAllStringSubmatch(limit(header, 20_000), 200) {
		value := strings.TrimSpace(m[3])
		if strings.HasPrefix(value, `"`) && len(value) > 1 {
			value = value[1 : len(value)-1]
			if !strings.Contains(value, `:\`) {
				value = strings.NewReplacer(`\"`, `"`, `\\`, `\`).Replace(value)
			}
		}
		switch {
		case m[1] != "" || m[2] != "":
			n, _ := strconv.Atoi(strings.TrimPrefix(m[1], "*")) // 0 without one
			pieces = append(pieces, piece{n, m[2] != "", value})
		case plain == "":
			plain = value
		}
	}
	sort.SliceStable(pieces, func(a, b int) bool { return pieces[a].n < pieces[b].n })
	label, whole := "", ""
	for i, p := range pieces {
		if p.escaped && i == 0 {
			if parts := strings.SplitN(p.text, "'", 3); len(parts) == 3 {
				label, p.text = parts[0], parts[2]
			}
		}
		if text, err := url.PathUnescape(p.text); p.escaped && err == nil {
			p.text = text
		}
		whole += p.text
	}
	if whole != "" {
		if strings.Contains(whole, "=?") {
			return decodeWords(whole)
		}
		return decoded([]byte(whole), label)
	}
	if strings.Contains(plain, "=?") {
		return decodeWords(plain)
	}
	if text, err := url.PathUnescape(plain); err == nil && strings.Contains(plain, "%") && utf8.ValidString(text) && !isASCII(text) && isASCII(plain) {
		return text // some programs escape what nothing says is escaped
	}
	return decoded([]byte(plain), "")
}

func isASCII(text string) bool {
	for i := range len(text) {
		if text[i] >= 0x80 {
			return false
		}
	}
	return true
}
