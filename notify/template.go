package notify

import (
	"errors"
	"fmt"
	"html"
	"regexp"
	"strings"
)

// The language of templates is small on purpose: {{order.number}} and, with words for a missing value,
// {{customer.name|고객}}. There are no functions, loops or conditions; what is filled in is never read
// again, so a value that holds {{…}} stays as it is. Every text is rendered in one pass over its
// tokens, so the time is bounded by its length.
//
// A body is made of blocks, divided by empty lines: text, "# heading", "- list", rows "| name | value |"
// buttons "[label](address)" alone on their lines, and messages "{{chat.talk}}" alone on theirs. A line that begins with "? " is left out when a
// value in it is missing.

// Limits of a template and of what it may become.
const (
	maxTemplate = 64 << 10
	maxRendered = 512 << 10
)

// ErrTemplate is the answer to a template that cannot be read or filled.
var ErrTemplate = errors.New("template")

// Values finds the value of a field; a missing one is false.
type Values func(field string) (string, bool)

type token struct {
	text        string // a literal, when field is empty
	html        string // the literal, escaped, with its addresses linked
	field       string
	fallback    string
	hasFallback bool
}

type line struct {
	tokens   []token
	value    []token // of a row
	optional bool
}

type blockKind int

const (
	blockText blockKind = iota
	blockHeading
	blockList
	blockRows
	blockButton
	blockTalk
)

type block struct {
	kind  blockKind
	lines []line
}

// Text is a template that has been read.
type Text struct {
	subject []token
	blocks  []block
}

// ParseText reads a template. An error names what is wrong with it.
func ParseText(subject, body string) (*Text, error) {
	if len(subject)+len(body) > maxTemplate {
		return nil, fmt.Errorf("%w: longer than 64 KiB", ErrTemplate)
	}
	t := &Text{}
	var err error
	if t.subject, err = parseTokens(strings.TrimSpace(subject)); err != nil {
		return nil, err
	}
	for part := range strings.SplitSeq(emptyLines.ReplaceAllString(strings.ReplaceAll(body, "\r\n", "\n"), "\n\n"), "\n\n") {
		if part = strings.Trim(part, "\n"); strings.TrimSpace(part) == "" {
			continue
		}
		if err := t.addParagraph(part); err != nil {
			return nil, err
		}
	}
	return t, nil
}

var emptyLines = regexp.MustCompile(`\n[ \t]*\n`)

// addParagraph divides a paragraph into blocks: neighbouring lines of one kind are one block.
func (t *Text) addParagraph(part string) error {
	for i, raw := range strings.Split(part, "\n") {
		kind, l, err := parseLine(raw)
		if err != nil {
			return err
		}
		if last := len(t.blocks) - 1; i > 0 && t.blocks[last].kind == kind && kind != blockTalk {
			t.blocks[last].lines = append(t.blocks[last].lines, l)
			continue
		}
		t.blocks = append(t.blocks, block{kind, []line{l}})
	}
	return nil
}

var button = regexp.MustCompile(`^\[([^\[\]]+)\]\(([^()\s]+)\)$`)

func parseLine(raw string) (blockKind, line, error) {
	var l line
	s := strings.TrimRight(raw, " \t")
	if rest, ok := strings.CutPrefix(s, "? "); ok {
		l.optional, s = true, rest
	}
	kind, text, value := blockText, s, ""
	if talkField.MatchString(s) {
		kind = blockTalk
	} else if m := button.FindStringSubmatch(s); m != nil {
		kind, text, value = blockButton, m[1], m[2]
	} else if rest, ok := strings.CutPrefix(s, "# "); ok {
		kind, text = blockHeading, rest
	} else if rest, ok := strings.CutPrefix(s, "- "); ok {
		kind, text = blockList, rest
	} else if name, rest, ok := cutRow(s); ok {
		kind, text, value = blockRows, name, rest
	}
	var err error
	if l.tokens, err = parseTokens(text); err != nil {
		return 0, l, err
	}
	l.value, err = parseTokens(value)
	return kind, l, err
}

// cutRow takes "| name | value |" apart; a "|" inside {{…}} belongs to the field.
func cutRow(s string) (name, value string, ok bool) {
	if len(s) < 5 || s[0] != '|' || s[len(s)-1] != '|' {
		return "", "", false
	}
	name, value, ok = strings.Cut(s[1:len(s)-1], "|")
	return strings.TrimSpace(name), strings.TrimSpace(value), ok && !strings.Contains(name, "{{")
}

var fieldName = regexp.MustCompile(`^[\p{L}_][\p{L}\p{N}_]*(\.[\p{L}\p{N}_]+)*$`)

// aliases are the short Korean names of the fields marketers use most.
var aliases = map[string]string{"이름": "customer.name", "상호": "shop.name", "쿠폰": "coupon.code"}

func parseTokens(s string) ([]token, error) {
	var out []token
	for s != "" {
		before, rest, found := strings.Cut(s, "{{")
		if before != "" {
			out = append(out, token{text: before, html: linked(before)})
		}
		if !found {
			break
		}
		inside, after, closed := strings.Cut(rest, "}}")
		if !closed {
			return nil, fmt.Errorf("%w: a {{ without its }}", ErrTemplate)
		}
		name, fallback, has := strings.Cut(inside, "|")
		name = strings.TrimSpace(name)
		if !fieldName.MatchString(name) || strings.Contains(fallback, "{{") {
			return nil, fmt.Errorf("%w: %q is not the name of a field", ErrTemplate, name)
		}
		if full, ok := aliases[name]; ok {
			name = full
		}
		out = append(out, token{field: name, fallback: strings.TrimSpace(fallback), hasFallback: has})
		s = after
	}
	return out, nil
}

// Fields are the names of all fields of the template.
func (t *Text) Fields() []string {
	var names []string
	add := func(tokens []token) {
		for _, k := range tokens {
			if k.field != "" {
				names = append(names, k.field)
			}
		}
	}
	add(t.subject)
	for _, b := range t.blocks {
		for _, l := range b.lines {
			add(l.tokens)
			add(l.value)
		}
	}
	return names
}

// fill puts values into tokens. An empty value is a missing one.
func fill(b *strings.Builder, tokens []token, v Values, asHTML bool) error {
	for _, k := range tokens {
		if k.field == "" {
			if asHTML {
				b.WriteString(k.html)
			} else {
				b.WriteString(k.text)
			}
			continue
		}
		value, ok := v(k.field)
		if !ok || value == "" {
			if !k.hasFallback {
				return fmt.Errorf("%w: no value for %s", ErrTemplate, k.field)
			}
			value = k.fallback
		}
		if asHTML {
			value = htmlValue(k.field, value)
		}
		b.WriteString(value)
	}
	if b.Len() > maxRendered {
		return fmt.Errorf("%w: longer than 512 KiB when filled", ErrTemplate)
	}
	return nil
}

// Subject fills the subject.
func (t *Text) Subject(v Values) (string, error) {
	var b strings.Builder
	err := fill(&b, t.subject, v, false)
	return strings.ReplaceAll(b.String(), "\n", " "), err
}

var address = regexp.MustCompile(`https?://[^\s<>"']+[^\s<>"'.,;:!?)\]}]`)

// linked escapes a literal and makes links of the addresses in it.
func linked(s string) string {
	return address.ReplaceAllStringFunc(html.EscapeString(s), func(a string) string { return `<a href="` + a + `">` + a + `</a>` })
}

// htmlValue escapes a value; a field named as an address becomes a link when it is one.
func htmlValue(field, value string) string {
	escaped := strings.ReplaceAll(html.EscapeString(value), "\n", "<br>")
	if isAddressField(field) && isWebAddress(value) {
		return `<a href="` + escaped + `">` + escaped + `</a>`
	}
	return escaped
}

func isAddressField(field string) bool { return field == "url" || strings.HasSuffix(field, ".url") }

func isWebAddress(s string) bool {
	return (strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "http://")) && !strings.ContainsAny(s, " \n\"<>")
}
