package email

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"mime"
	"net/mail"
	"strings"
	"time"

	"github.com/emersion/go-msgauth/dkim"
	gomail "github.com/wneessen/go-mail"
)

// Message is what one recipient gets.
type Message struct {
	From, To    mail.Address // To.Address is normalised and plain
	ReplyTo     mail.Address // optional
	Subject     string
	Text, HTML  string
	MessageID   string // with its angle brackets
	DeliveryID  string
	Date        time.Time
	Auto        bool   // written by a program, not by a person: RFC 3834
	Unsubscribe string // https address for one click; advertising only
	InReplyTo   string
	References  string
}

// skeleton is the part of a mail that is the same in all of ours, made once by go-mail: the MIME
// headers and the structure around the two bodies.
type skeleton struct{ headers, beforeText, beforeHTML, after []byte }

const (
	textMarker = "dari-text-part"
	htmlMarker = "dari-html-part"
)

func newSkeleton() (skeleton, error) {
	msg := gomail.NewMsg(gomail.WithEncoding(gomail.EncodingB64), gomail.WithNoDefaultUserAgent())
	if err := errors.Join(msg.From("a@example.com"), msg.To("b@example.com")); err != nil {
		return skeleton{}, err
	}
	msg.SetBodyString(gomail.TypeTextPlain, textMarker)
	msg.AddAlternativeString(gomail.TypeTextHTML, htmlMarker)
	var out bytes.Buffer
	if _, err := msg.WriteTo(&out); err != nil {
		return skeleton{}, err
	}
	return cut(out.Bytes())
}

// cut divides a built mail at its two bodies and keeps the MIME headers only.
func cut(built []byte) (skeleton, error) {
	head, body, found := bytes.Cut(built, []byte("\r\n\r\n"))
	if !found {
		return skeleton{}, errors.New("a built mail has no body")
	}
	var s skeleton
	keep := false
	for line := range bytes.SplitSeq(head, []byte("\r\n")) {
		if len(line) > 0 && line[0] != ' ' && line[0] != '\t' {
			name, _, _ := bytes.Cut(line, []byte(":"))
			keep = bytes.EqualFold(name, []byte("MIME-Version")) || bytes.EqualFold(name, []byte("Content-Type"))
		}
		if keep {
			s.headers = append(append(s.headers, line...), "\r\n"...)
		}
	}
	var rest []byte
	var okText, okHTML bool
	s.beforeText, rest, okText = bytes.Cut(body, []byte(base64.StdEncoding.EncodeToString([]byte(textMarker))))
	s.beforeHTML, s.after, okHTML = bytes.Cut(rest, []byte(base64.StdEncoding.EncodeToString([]byte(htmlMarker))))
	if !okText || !okHTML || len(s.headers) == 0 {
		return skeleton{}, errors.New("a built mail is not made of a text and an HTML part")
	}
	return s, nil
}

// Compose fills the skeleton. Headers are encoded and hold no control characters, whatever they were given.
func (c *Client) Compose(m Message) ([]byte, error) {
	var b bytes.Buffer
	b.Grow(2048 + (len(m.Text)+len(m.HTML))*3/2)
	header(&b, "Date", m.Date.Format("Mon, 02 Jan 2006 15:04:05 -0700"))
	header(&b, "Message-ID", m.MessageID)
	header(&b, "From", address(m.From))
	header(&b, "To", address(m.To))
	if m.ReplyTo.Address != "" {
		header(&b, "Reply-To", address(m.ReplyTo))
	}
	header(&b, "Subject", word(m.Subject))
	header(&b, "X-Delivery-ID", m.DeliveryID)
	if m.InReplyTo != "" {
		header(&b, "In-Reply-To", m.InReplyTo)
	}
	if m.References != "" {
		header(&b, "References", strings.Join(strings.Fields(m.References), "\r\n "))
	}
	if m.Auto {
		header(&b, "Auto-Submitted", "auto-generated")
	}
	if m.Unsubscribe != "" {
		header(&b, "List-Unsubscribe", "<"+m.Unsubscribe+">")
		header(&b, "List-Unsubscribe-Post", "List-Unsubscribe=One-Click")
	}
	b.Write(c.skeleton.headers)
	b.WriteString("\r\n")
	b.Write(c.skeleton.beforeText)
	writeBase64(&b, m.Text)
	b.Write(c.skeleton.beforeHTML)
	writeBase64(&b, m.HTML)
	b.Write(c.skeleton.after)
	if c.dkim == nil {
		return b.Bytes(), nil
	}
	return c.sign(b.Bytes(), m)
}

// signedHeaders are covered also where a mail lacks them, so that nobody can add a second one.
var signedHeaders = []string{
	"From", "To", "Reply-To", "Subject", "Date", "Message-ID", "In-Reply-To", "References",
	"MIME-Version", "Content-Type", "List-Unsubscribe", "List-Unsubscribe-Post", "X-Delivery-ID",
}

func (c *Client) sign(raw []byte, m Message) ([]byte, error) {
	domain := c.dkim.Domain
	if domain == "" {
		domain = m.From.Address[strings.LastIndexByte(m.From.Address, '@')+1:]
	}
	var out bytes.Buffer
	out.Grow(len(raw) + 600)
	err := dkim.Sign(&out, bytes.NewReader(raw), &dkim.SignOptions{
		Domain: domain, Selector: c.dkim.Selector, Signer: c.dkim.Key,
		HeaderCanonicalization: dkim.CanonicalizationRelaxed, BodyCanonicalization: dkim.CanonicalizationRelaxed, HeaderKeys: signedHeaders,
	})
	if err != nil {
		return nil, fmt.Errorf("sign a mail: %w", err)
	}
	return out.Bytes(), nil
}

// header writes one line; the only line breaks in a value are the folds made here.
func header(b *bytes.Buffer, name, value string) {
	b.WriteString(name)
	b.WriteString(": ")
	for i := range len(value) {
		c := value[i]
		fold := c == '\r' && i+2 < len(value) && value[i+1] == '\n' && value[i+2] == ' ' ||
			c == '\n' && i > 0 && value[i-1] == '\r' && i+1 < len(value) && value[i+1] == ' '
		if c >= 0x20 && c < 0x7f || fold {
			b.WriteByte(c)
		}
	}
	b.WriteString("\r\n")
}

// Clean takes control characters and line breaks out of what becomes a header.
func Clean(s string) string {
	s = strings.ToValidUTF8(s, "")
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool {
		return r < 0x20 || r == 0x7f || r >= 0x80 && r < 0xa0 || r == 0x2028 || r == 0x2029
	}), " ")
}

// word encodes a text for a header, folded between the encoded words.
func word(s string) string {
	s = Clean(s)
	if r := []rune(s); len(r) > 300 {
		s = string(r[:300])
	}
	return strings.ReplaceAll(mime.BEncoding.Encode("utf-8", s), "?= =?", "?=\r\n =?")
}

// address is written again from its parts, never passed through.
func address(a mail.Address) string {
	name := Clean(a.Name)
	if name == "" {
		return "<" + a.Address + ">"
	}
	if encoded := word(name); encoded != name {
		return encoded + "\r\n <" + a.Address + ">"
	}
	return (&mail.Address{Name: name, Address: a.Address}).String()
}

const base64Line = 57 // bytes that make 76 letters

func writeBase64(b *bytes.Buffer, text string) {
	var line [78]byte
	for i := 0; i < len(text); i += base64Line {
		chunk := text[i:min(i+base64Line, len(text))]
		n := base64.StdEncoding.EncodedLen(len(chunk))
		base64.StdEncoding.Encode(line[:n], []byte(chunk))
		b.Write(line[:n])
		if i+base64Line < len(text) {
			b.WriteString("\r\n")
		}
	}
}
