package mail

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	netmail "net/mail"
	"regexp"
	"strings"

	"dari/internal/korean"

	"github.com/jhillyerd/enmime/v2"
)

// head is what is read of a mail before it is stored. It never fails: a mail without a readable head
// has an empty one.
type head struct {
	messageID, from, date, subject string
	body                           []byte
}

func readHead(raw []byte) head {
	msg, err := netmail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		return head{body: raw}
	}
	body, _ := io.ReadAll(msg.Body) // it lies in memory
	h := msg.Header
	return head{h.Get("Message-Id"), h.Get("From"), h.Get("Date"), h.Get("Subject"), body}
}

// dedupeKey is the same for every copy of a mail. Two mails that bear one Message-ID and say other
// things are two: some programs use ids again. What relays put before the head and what they do to the
// ends of lines does not count.
func (h head) dedupeKey() string {
	sum := sha256.New()
	for _, part := range []string{h.from, h.date, h.subject} {
		fmt.Fprintf(sum, "%d:%s", len(part), part)
	}
	for line := range bytes.Lines(h.body) {
		sum.Write(bytes.TrimRight(line, " \t\r\n"))
		sum.Write([]byte{'\n'})
	}
	return strings.ToLower(limit(strings.TrimSpace(clean(h.messageID)), 900)) + "#" + hex.EncodeToString(sum.Sum(nil)[:8])
}

// parsed is a mail as it was understood.
type parsed struct {
	From        string // normalised; empty when there is none
	Subject     string
	Text        string
	Files       []string // names of what was attached
	Recipients  []string // wherever they are named
	References  []string // the nearest first
	header      func(string) string
	contentType string
}

// A mail of a person has few parts. One of thousands, or of parts in parts in parts, is made to keep its
// reader busy.
const (
	mostNested = 60
	mostParts  = 3000
)

// parse reads a mail. What it cannot read of it is left out; a panic of the reader is an error.
func parse(raw []byte) (p parsed, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("the reader of mails failed: %v", r)
		}
	}()
	if bytes.Count(bytes.ToLower(raw), []byte("boundary=")) > mostNested || bytes.Count(raw, []byte("\n--")) > mostParts {
		return p, errors.New("the mail has too many parts")
	}
	parser := enmime.NewParser(enmime.SkipMalformedParts(true), enmime.MaxStoredPartErrors(20), enmime.DisableTextConversion(false))
	e, err := parser.ReadEnvelope(bytes.NewReader(repair(raw)))
	if err != nil {
		return p, fmt.Errorf("read a mail: %w", err)
	}
	p.header = func(name string) string { return clean(e.GetHeader(name)) }
	p.contentType = strings.ToLower(e.Root.Header.Get("Content-Type"))
	p.From = sender(p.header("From"))
	p.Subject = limit(strings.Join(strings.Fields(p.header("Subject")), " "), 300)
	p.Text = clean(e.Text)
	for _, part := range append(append([]*enmime.Part{}, e.Attachments...), e.Inlines...) {
		if name := limit(strings.Join(strings.Fields(clean(part.FileName)), " "), 200); name != "" {
			p.Files = append(p.Files, name)
		}
	}
	for _, name := range []string{"Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "X-Forwarded-To", "To", "Cc"} {
		for _, value := range e.GetHeaderValues(name) {
			p.Recipients = append(p.Recipients, bareAddress.FindAllString(clean(value), 100)...)
		}
	}
	p.References = append(p.References, messageID.FindAllString(p.header("In-Reply-To"), 20)...)
	older := messageID.FindAllString(p.header("References"), -1)
	for i := len(older) - 1; i >= max(0, len(older)-50); i-- {
		p.References = append(p.References, older[i])
	}
	return p, nil
}

var (
	messageID   = regexp.MustCompile(`<[^<>\s]{1,998}>`)
	bareAddress = regexp.MustCompile(`[A-Za-z0-9.!#$%&'*+/=?^_{|}~-]+@[A-Za-z0-9.-]+`)
)

// sender is the bare address of a From header; of one that cannot be read, the first that looks like one.
func sender(from string) string {
	address := ""
	if list, err := netmail.ParseAddressList(from); err == nil && len(list) > 0 {
		address = list[0].Address
	} else if found := bareAddress.FindAllString(from, 1); len(found) > 0 {
		address = found[0]
	}
	key, err := korean.NormalizeEmail(address)
	if err != nil {
		return ""
	}
	return key
}

func limit(text string, runes int) string {
	if r := []rune(text); len(r) > runes {
		return string(r[:runes])
	}
	return text
}
