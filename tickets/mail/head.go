package mail

import (
	"bytes"
	netmail "net/mail"
	"net/textproto"
	"strings"
)

// head is what is read of a mail before it is stored. It never fails: a mail without a readable head
// has an empty one.
type head struct {
	messageID, from, date, subject     string
	contentType, encoding, disposition string // of the body
	body                               []byte
	broken                             []byte // the mail itself, when a line of its head is none
}

func readHead(raw []byte) head {
	top, body := divide(withoutEnvelope(raw))
	msg, err := netmail.ReadMessage(bytes.NewReader(append(bytes.Clone(top), "\r\n\r\n"...)))
	var broken []byte
	get := func(name string) string { return msg.Header.Get(name) }
	if err != nil {
		fields := looseHead(top[:min(len(top), mostRaw)])
		if len(fields["Message-Id"]) == 0 || len(fields["Date"]) == 0 {
			return head{body: raw, broken: raw}
		}
		broken, get = raw, func(name string) string { return strings.Join(fields[name], " ") }
	}
	return head{
		get("Message-Id"), get("From"), get("Date"), get("Subject"),
		get("Content-Type"), get("Content-Transfer-Encoding"), get("Content-Disposition"), body, broken,
	}
}

// divide cuts a mail where its head ends.
func divide(raw []byte) (top, body []byte) {
	for _, gap := range []string{"\r\n\r\n", "\n\n", "\n\r\n"} {
		if i := bytes.Index(raw, []byte(gap)); i >= 0 && (top == nil || i < len(top)) {
			top, body = raw[:i], raw[i+len(gap):]
		}
	}
	if top == nil {
		return raw, nil
	}
	return top, body
}

// withoutEnvelope takes off the line that mailboxes of the mbox form put before a mail.
func withoutEnvelope(raw []byte) []byte {
	raw = bytes.TrimLeft(raw, "\r\n")
	if bytes.HasPrefix(raw, []byte("From ")) || bytes.HasPrefix(raw, []byte(">From ")) {
		if i := bytes.IndexByte(raw, '\n'); i >= 0 {
			return raw[i+1:]
		}
	}
	return raw
}

// mostRaw is how much of a mail that nobody can read is shown.
const mostRaw = 64 << 10

// plain is a mail that no parser reads, as it stands: its head line by line, and the rest as text.
func plain(raw []byte) parsed {
	top, body := divide(withoutEnvelope(raw))
	if len(top) > mostRaw {
		top = top[:mostRaw]
	}
	fields := looseHead(top)
	values := func(name string) []string {
		var out []string
		for _, v := range fields[textproto.CanonicalMIMEHeaderKey(name)] {
			out = append(out, reading(name)(v))
		}
		return out
	}
	p := parsed{Raw: true, contentType: strings.ToLower(strings.Join(fields["Content-Type"], ""))}
	p.header = func(name string) string {
		if list := values(name); len(list) > 0 {
			return clean(list[0])
		}
		return ""
	}
	p.has = func(name string) bool { return len(fields[textproto.CanonicalMIMEHeaderKey(name)]) > 0 }
	p.envelope(values)
	if len(fields) == 0 || len(bytes.TrimSpace(body)) == 0 {
		body = raw
	}
	p.Text = strings.TrimSpace(clean(decoded(body[:min(len(body), mostRaw)], labelIn(p.contentType))))
	return p
}

// looseHead reads lines of the form "Name: value"; what is none of them is left out.
func looseHead(top []byte) map[string][]string {
	fields := map[string][]string{}
	last := ""
	for line := range bytes.Lines(top) {
		text := strings.TrimRight(string(line), "\r\n")
		if text != "" && (text[0] == ' ' || text[0] == '\t') {
			if n := len(fields[last]); n > 0 {
				fields[last][n-1] += " " + strings.TrimSpace(text)
			}
			continue
		}
		name, value, ok := strings.Cut(text, ":")
		if !ok || name == "" || len(name) > 60 || strings.ContainsAny(name, " \t") {
			last = ""
			continue
		}
		last = textproto.CanonicalMIMEHeaderKey(name)
		fields[last] = append(fields[last], strings.TrimSpace(value))
	}
	return fields
}
