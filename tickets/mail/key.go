package mail

import (
	"bufio"
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
	to := bufio.NewWriterSize(sum, atOnce)
	for line := range bytes.Lines(h.body) {
		_, _ = to.Write(bytes.TrimRight(line, " \t\r\n"))
		_ = to.WriteByte('\n')
	}
	_ = to.Flush() // a hash takes everything
	return h.keyOf(sum)
}

// digest takes in what a mail says, each piece by itself: nothing that stands in one can be taken for
// the end of another.
type digest struct {
	sum   hash.Hash
	parts int // how many more are looked for; the rest counts as it stands
}

func (d *digest) say(text string) { fmt.Fprintf(d.sum, "%d:%s", len(text), text) }

const (
	// deepest is how far parts are looked for within parts. Each level goes through what lies in it again.
	deepest = 8
	// atOnce is how much is hashed in one go: a mail may have millions of lines.
	atOnce = 32 << 10
)

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
	from, open := 0, false
	for at := 0; at < len(body) && len(parts) < most; {
		line := body[at:]
		if end := bytes.IndexByte(line, '\n'); end >= 0 {
			line = line[:end+1]
		}
		if isMark(line, marks) {
			if open {
				parts = append(parts, body[from:at])
			} else {
				around = append(around, body[from:at]...)
			}
			from, open = at+len(line), !bytes.HasPrefix(line, []byte("--"+mark+"--"))
		}
		next := bytes.Index(body[at:], []byte("\n--"+mark))
		if next < 0 {
			break
		}
		at += next + 1
	}
	switch {
	case open && from < len(body): // its end was cut off, or there are more than are looked for
		return append(parts, body[from:]), around
	case len(parts) == 0:
		return nil, nil
	}
	return parts, append(around, body[from:]...)
}

// topOf divides a part, which may have no head at all; one that does not end soon is none.
func topOf(part []byte) (top, body []byte) {
	if rest := bytes.TrimLeft(part, "\r"); bytes.HasPrefix(rest, []byte("\n")) {
		return nil, rest[1:]
	}
	begin := part[:min(len(part), mostRaw)]
	top, _ = divide(begin)
	switch {
	case len(top) < len(begin):
		return top, part[len(top):]
	case len(begin) < len(part):
		return nil, part
	}
	return top, nil
}

// contentOf is a hash of what a part holds once that is taken off what it was wrapped in for its way.
func contentOf(kind, encoding string, body []byte) []byte {
	sum := sha256.New()
	encoding, _, _ = strings.Cut(strings.ToLower(encoding), ";")
	encoding = strings.Trim(strings.TrimSpace(encoding), `"'`)
	to := &smooth{to: bufio.NewWriterSize(sum, atOnce), text: strings.HasPrefix(kind, "text/") || encoding != "base64"}
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
	_ = to.to.Flush() // a hash takes everything
	return sum.Sum(nil)
}

// smooth takes in a text without what relays do to it: what stands at the ends of its lines and around
// it all. What is no text is taken in as it is.
type smooth struct {
	to    *bufio.Writer
	text  bool
	begun bool
	ends  int    // of lines, which count when something follows
	blank []byte // behind the last of them, likewise
}

func (s *smooth) write(text []byte) {
	if !s.text {
		_, _ = s.to.Write(text)
		return
	}
	for len(text) > 0 {
		line, rest, ended := bytes.Cut(text, []byte("\n"))
		said := bytes.TrimRight(line, " \t\r")
		if len(said) > 0 {
			s.release()
			_, _ = s.to.Write(said)
		}
		s.blank = append(s.blank, line[len(said):]...)
		if ended {
			s.ends, s.blank = s.ends+1, s.blank[:0]
		}
		text = rest
	}
}

// release takes in what was held, unless nothing stands before it.
func (s *smooth) release() {
	for ; s.ends > 0; s.ends-- {
		if s.begun {
			_ = s.to.WriteByte('\n')
		}
	}
	_, _ = s.to.Write(s.blank)
	s.blank, s.begun = s.blank[:0], true
}
