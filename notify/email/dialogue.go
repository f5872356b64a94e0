package email

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/textproto"
	"regexp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"dari/notify/outcome"
)

// Envelope is one message on its way to one recipient.
type Envelope struct {
	// From and To are plain addresses, checked by the caller: no line breaks, no angle brackets. Without From
	// nobody is told that the mail could not be delivered: so leaves an answer to a mail that a program makes.
	From, To string
	Data     []byte    // the message, CRLF lines
	NotAfter time.Time // zero: no limit; a message whose body would begin later goes back as deferred(night)
}

// Send speaks one dialogue. Everything up to the server's go-ahead for the body leaves the message
// with us; from the first byte of the body on only the server's reply tells, and without one the
// outcome is unknown.
func (c *Conn) Send(ctx context.Context, e Envelope) outcome.Outcome {
	ctx, cancel := context.WithTimeout(ctx, c.client.dialogue)
	defer cancel()
	if e.From != "" && !plainAddress(e.From) || !plainAddress(e.To) {
		return outcome.Outcome{Kind: outcome.Failed, Reason: "address"}
	}
	out, retry := c.attempt(ctx, e)
	if retry {
		// The server had closed a kept connection: it has seen nothing of this message.
		c.hangUp()
		if err := c.dial(ctx); err != nil {
			c.broken = true
			return connectOutcome(err)
		}
		out, _ = c.attempt(ctx, e)
	}
	return out
}

func (c *Conn) attempt(ctx context.Context, e Envelope) (out outcome.Outcome, retry bool) {
	if c.smtp == nil {
		return outcome.Outcome{Kind: outcome.Deferred, Reason: "connect"}, true
	}
	if !c.wide && (!isASCII(e.From) || !isASCII(e.To)) {
		return outcome.Outcome{Kind: outcome.Failed, Reason: "address", Text: "the mail server offers no SMTPUTF8"}, false
	}
	stop := context.AfterFunc(ctx, func() { _ = c.net.SetDeadline(time.Now()) })
	defer stop()
	phase, err := c.open(ctx, e)
	if err != nil {
		return c.refused(phase, err)
	}
	if !e.NotAfter.IsZero() && !time.Now().Before(e.NotAfter) {
		c.broken = true // the server waits for a body; hanging up is the way out of DATA
		return outcome.Outcome{Kind: outcome.Deferred, Reason: "night", Unburned: true}, false
	}
	deadline, _ := ctx.Deadline()
	_ = c.net.SetDeadline(deadline)
	code, text, err := c.body(e.Data)
	return c.answered(code, text, err), false
}

// open brings the dialogue to the server's 354.
func (c *Conn) open(ctx context.Context, e Envelope) (phase string, err error) {
	limit := time.Now().Add(commandLimit)
	if deadline, ok := ctx.Deadline(); ok && deadline.Before(limit) {
		limit = deadline
	}
	_ = c.net.SetDeadline(limit)
	mail := "MAIL FROM:<" + e.From + ">"
	if c.eight {
		mail += " BODY=8BITMIME"
	}
	if c.wide && (!isASCII(e.From) || !isASCII(e.To) || hasWideHead(e.Data)) {
		mail += " SMTPUTF8"
	}
	steps := []step{{"mail", mail, 2}, {"rcpt", "RCPT TO:<" + e.To + ">", 2}, {"data", "DATA", 354}}
	if c.dirty {
		steps = append([]step{{"rset", "RSET", 2}}, steps...)
	}
	if c.pipe {
		return c.pipelined(steps)
	}
	return c.inTurn(steps)
}

type step struct {
	phase, line string
	want        int
}

func (c *Conn) inTurn(steps []step) (string, error) {
	for _, s := range steps {
		if err := c.write(s.line + "\r\n"); err != nil {
			return s.phase, err
		}
		if err := c.read(s); err != nil {
			return s.phase, err
		}
	}
	return "", nil
}

// pipelined writes all commands at once and reads their replies in turn.
func (c *Conn) pipelined(steps []step) (string, error) {
	var lines strings.Builder
	for _, s := range steps {
		lines.WriteString(s.line)
		lines.WriteString("\r\n")
	}
	if err := c.write(lines.String()); err != nil {
		return steps[0].phase, err
	}
	var phase string
	var refusal error
	for _, s := range steps {
		err := c.read(s)
		var reply *textproto.Error
		if err != nil && !errors.As(err, &reply) {
			if refusal != nil {
				c.broken = true
				return phase, refusal // the refusal came before the connection broke
			}
			return s.phase, err
		}
		if err != nil && refusal == nil {
			phase, refusal = s.phase, err
		}
		if err == nil && s.phase == "data" && refusal != nil {
			c.broken = true // it waits for a body that has no recipient
		}
	}
	return phase, refusal
}

func (c *Conn) write(text string) error {
	w := c.smtp.Text.W
	if _, err := w.WriteString(text); err != nil {
		return err
	}
	return w.Flush()
}

func (c *Conn) read(s step) error {
	_, _, err := c.smtp.Text.ReadResponse(s.want)
	if err == nil && s.phase == "mail" {
		c.dirty = true
	}
	if err == nil && s.phase == "rset" {
		c.dirty = false
	}
	return err
}

// body writes the message and the dot, and waits for the word that counts.
func (c *Conn) body(data []byte) (int, string, error) {
	w := c.smtp.Text.W
	if _, err := w.Write(stuffed(data)); err != nil {
		return 0, "", err
	}
	end := ".\r\n"
	if !bytes.HasSuffix(data, []byte("\r\n")) {
		end = "\r\n.\r\n"
	}
	if err := c.write(end); err != nil {
		return 0, "", err
	}
	return c.smtp.Text.ReadResponse(250)
}

// stuffed doubles the dot at the beginning of a line; most messages have none.
func stuffed(data []byte) []byte {
	if !bytes.HasPrefix(data, []byte(".")) && !bytes.Contains(data, []byte("\n.")) {
		return data
	}
	out := bytes.ReplaceAll(data, []byte("\n."), []byte("\n.."))
	if bytes.HasPrefix(out, []byte(".")) {
		out = append([]byte("."), out...)
	}
	return out
}

// refused classifies what happened before the body.
func (c *Conn) refused(phase string, err error) (out outcome.Outcome, retry bool) {
	var reply *textproto.Error
	if !errors.As(err, &reply) {
		c.broken = true
		gone := errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || isReset(err)
		if c.reused && gone && (phase == "mail" || phase == "rset") {
			return outcome.Outcome{}, true
		}
		return outcome.Outcome{Kind: outcome.Deferred, Reason: "dropped", Text: outcome.Limit(err.Error())}, false
	}
	out = outcome.Outcome{Code: reply.Code, Enhanced: enhanced(reply.Msg), Text: outcome.Limit(reply.Msg)}
	switch {
	case reply.Code == 421:
		c.broken = true
		out.Kind, out.Reason, out.PauseHost = outcome.Deferred, "refused_for_now", true
	case reply.Code >= 400 && reply.Code < 500:
		out.Kind, out.Reason = outcome.Deferred, "refused_for_now"
	case phase == "rcpt" && reply.Code == 550 && strings.HasPrefix(out.Enhanced, "5.1."):
		out.Kind, out.Reason, out.Suppress = outcome.Failed, "no_such_address", true
	case reply.Code >= 500 && reply.Code < 600:
		out.Kind, out.Reason = outcome.Failed, "refused"
	default:
		c.broken = true // a reply that makes no sense here
		out.Kind, out.Reason = outcome.Deferred, "dropped"
	}
	return out, false
}

// answered classifies what followed the dot. A reply is believed before anything that happens to
// the connection afterwards.
func (c *Conn) answered(code int, text string, err error) outcome.Outcome {
	c.dirty = false
	if err == nil {
		return outcome.Outcome{Kind: outcome.Sent, Code: code, Enhanced: enhanced(text), Text: outcome.Limit(text)}
	}
	var reply *textproto.Error
	if !errors.As(err, &reply) {
		c.broken = true
		return outcome.Outcome{Kind: outcome.Unknown, Reason: "no_answer", Text: outcome.Limit(err.Error())}
	}
	out := outcome.Outcome{Code: reply.Code, Enhanced: enhanced(reply.Msg), Text: outcome.Limit(reply.Msg)}
	switch {
	case reply.Code == 421:
		c.broken = true
		out.Kind, out.Reason, out.PauseHost = outcome.Deferred, "refused_for_now", true
	case reply.Code >= 400 && reply.Code < 500:
		out.Kind, out.Reason = outcome.Deferred, "refused_for_now"
	case reply.Code >= 500 && reply.Code < 600:
		out.Kind, out.Reason = outcome.Failed, "content_refused"
	case reply.Code >= 200 && reply.Code < 300:
		out.Kind = outcome.Sent
	default:
		c.broken = true
		out.Kind, out.Reason = outcome.Unknown, "no_answer"
	}
	return out
}

var enhancedCode = regexp.MustCompile(`^\s*([245]\.\d{1,3}\.\d{1,3})\b`)

func enhanced(text string) string {
	if m := enhancedCode.FindStringSubmatch(text); m != nil {
		return m[1]
	}
	return ""
}

func isReset(err error) bool {
	var timeout interface{ Timeout() bool }
	if errors.As(err, &timeout) && timeout.Timeout() {
		return false
	}
	text := err.Error()
	return strings.Contains(text, "connection reset") || strings.Contains(text, "broken pipe") || strings.Contains(text, "closed")
}

// plainAddress keeps everything out of a command line that could end it.
func plainAddress(s string) bool {
	return s != "" && len(s) <= 320 && utf8.ValidString(s) && !strings.ContainsFunc(s, func(r rune) bool {
		if r >= utf8.RuneSelf {
			return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r)
		}
		return r <= ' ' || r == '<' || r == '>' || r == '"' || r == '\\' || r == 0x7f
	})
}

func isASCII(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r >= utf8.RuneSelf })
}

// hasWideHead tells that a mail names somebody by an address of other letters.
func hasWideHead(data []byte) bool {
	top, _, _ := bytes.Cut(data, []byte("\r\n\r\n"))
	for _, c := range top {
		if c >= utf8.RuneSelf {
			return true
		}
	}
	return false
}
