package mail

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"strings"
)

// keys are what a mail is known by. Every copy of a mail has the same first one, however relays have
// wrapped it on its way; the second is the one that rows bear which were stored when copies had to be
// alike byte by byte. A mail that breaks its reader is known by its bytes.
func (h head) keys() (key, before string) {
	before = h.keyBefore()
	key = before
	defer func() { _ = recover() }()
	return h.dedupeKey(), before
}

// dedupeKey is the same for every copy of a mail. Two mails that bear one Message-ID and say other
// things are two: some programs use ids again. What relays put before the head, how they fold it, how
// they encode it and the parts, what they call the marks between the parts and what they do to the ends
// of lines does not count. Everything a reader could be shown does.
func (h head) dedupeKey() string {
	d := digest{sum: sha256.New(), parts: mostParts}
	for _, value := range []string{decodeNames(h.from), h.date, decodeWords(h.subject)} {
		d.say(strings.Join(strings.Fields(value), " "))
	}
	d.entity(h.contentType, h.encoding, h.disposition, h.body, 0)
	return h.keyOf(d.sum)
}

func (h head) keyOf(sum hash.Hash) string {
	return strings.ToLower(limit(strings.TrimSpace(clean(h.messageID)), 900)) + "#" + hex.EncodeToString(sum.Sum(nil)[:8])
}

func (h head) keyBefore() string {
	if h.broken != nil {
		h = head{body: h.broken}
	}
	sum := sha256.New()
	for _, part := range []string{h.from, h.date, h.subject} {
		fmt.Fprintf(sum, "%d:%s", len(part), part)
	}
	for line := range bytes.Lines(h.body) {
		sum.Write(bytes.TrimRight(line, " \t\r\n"))
		sum.Write([]byte{'\n'})
	}
	return h.keyOf(sum)
}

// digest takes in what a mail says, each piece by itself: nothing that stands in one can be taken for
// the end of another.
type digest struct {
	sum   hash.Hash
	parts int // how many more are looked for; the rest counts as it stands
}

func (d *digest) say(text string) { fmt.Fprintf(d.sum, "%d:%s", len(text), text) }

// deepest is how far parts are looked for within parts. Each level goes through what lies in it again.
const deepest = 15

// entity takes in a mail or a part of one.
func (d *digest) entity(contentType, encoding, disposition string, body []byte, depth int) {
	kind, _, _ := strings.Cut(strings.ToLower(contentType), ";")
	if kind = strings.TrimSpace(kind); kind == "" || kind == "text" {
		kind = "text/plain"
	}
	if m := boundaryParam.FindStringSubmatch(limit(contentType, longestOfParam)); m != nil && strings.HasPrefix(kind, "multipart/") && depth < deepest {
		if parts, around := divided(body, strings.TrimSpace(m[1]+m[2]), d.parts); len(parts) > 0 {
			d.parts -= len(parts)
			d.say(kind)
			d.say(strings.Join(strings.Fields(string(around)), " "))
			for _, part := range parts {
				top, rest := topOf(part)
				fields := looseHead(top)
				get := func(name string) string { return strings.Join(fields[name], " ") }
				d.entity(get("Content-Type"), get("Content-Transfer-Encoding"), get("Content-Disposition"), rest, depth+1)
			}
			d.say("end")
			return
		}
	}
	name := namedFile(disposition)
	if name == "" {
		name = namedFile(contentType)
	}
	d.say(kind + "\n" + strings.Join(strings.Fields(name), " "))
	d.sum.Write(contentOf(kind, encoding, body))
}

// divided cuts the body of a multipart at its marks. What stands before the first and after the last one
// belongs to no part.
func divided(body []byte, mark string, most int) (parts [][]byte, around []byte) {
	marks := map[string]bool{"--" + mark: true}
	from, at, open := 0, 0, false
	for line := range bytes.Lines(body) {
		start := at
		at += len(line)
		if !isMark(line, marks) || len(parts) >= most {
			continue
		}
		if open {
			parts = append(parts, body[from:start])
		} else {
			around = append(around, body[from:start]...)
		}
		from, open = at, !bytes.HasPrefix(line, []byte("--"+mark+"--"))
	}
	switch {
	case open && from < len(body): // its end was cut off
		return append(parts, body[from:]), around
	case len(parts) == 0:
		return nil, nil
	}
	return parts, append(around, body[from:]...)
}

// topOf divides a part, which may have no head at all.
func topOf(part []byte) (top, body []byte) {
	if rest := bytes.TrimLeft(part, "\r"); bytes.HasPrefix(rest, []byte("\n")) {
		return nil, rest[1:]
	}
	top, body = divide(part)
	return top[:min(len(top), mostRaw)], body
}

// contentOf is a hash of what a part holds once that is taken off what it was wrapped in for its way.
func contentOf(kind, encoding string, body []byte) []byte {
	sum := sha256.New()
	encoding, _, _ = strings.Cut(strings.ToLower(encoding), ";")
	encoding = strings.Trim(strings.TrimSpace(encoding), `"'`)
	to := &smooth{to: sum, as: strings.HasPrefix(kind, "text/") || encoding != "base64"}
	var six sixBitReader
	var piece []byte
	for line := range bytes.Lines(body) {
		switch encoding {
		case "base64":
			piece = six.read(piece[:0], line)
		case "quoted-printable":
			piece = unQuotedLine(piece[:0], line)
		default:
			piece = line
		}
		to.write(piece)
	}
	return sum.Sum(nil)
}

// smooth takes in a text without what relays do to it: what stands at the ends of its lines and below
// the last of them. What is no text is taken in as it is.
type smooth struct {
	to   hash.Hash
	as   bool   // it is a text
	held []byte // blanks and line ends that count when something follows
}

func (s *smooth) write(text []byte) {
	if !s.as {
		s.to.Write(text)
		return
	}
	const blank = " \t\r\n"
	for len(text) > 0 {
		n := len(text) - len(bytes.TrimLeft(text, blank))
		s.held, text = append(s.held, text[:n]...), text[n:]
		if len(text) == 0 {
			return
		}
		s.release()
		end := bytes.IndexAny(text, blank)
		if end < 0 {
			end = len(text)
		}
		s.to.Write(text[:end])
		text = text[end:]
	}
}

// release takes in the line ends that were held, and the blanks behind the last of them.
func (s *smooth) release() {
	for range bytes.Count(s.held, []byte("\n")) {
		s.to.Write([]byte("\n"))
	}
	s.to.Write(s.held[bytes.LastIndexByte(s.held, '\n')+1:])
	s.held = s.held[:0]
}
