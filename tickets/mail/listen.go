package mail

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/url"
	"os"
	"slices"
	"strings"
	"time"

	"dari/internal/fault"

	"github.com/emersion/go-smtp"
)

// Listener takes mails from a mail server, by LMTP or SMTP. It answers 250 when a mail is committed, and
// refuses what is not for the shop: it passes nothing on.
type Listener struct {
	mails  *Service
	accept []string // addresses, and domains as @example.kr
	server *smtp.Server
	socket net.Listener
	places chan struct{} // how many large mails may be read at once
}

// Bounds of one dialogue.
const (
	mostRecipients = 100
	longestLine    = 2 << 20 // some programs write the whole body on one line
	dialogue       = 2 * time.Minute
)

// NewListener listens at once, so that a wrong address is told at the start: lmtp://host:port,
// lmtp:///run/dari/lmtp.sock or smtp://host:port. accept are the addresses that mail is taken for, and
// domains as @example.kr; the shop's own sender and our signed addresses are always among them.
func (s *Service) NewListener(address string, accept []string) (*Listener, error) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "lmtp" && u.Scheme != "smtp" {
		return nil, errors.New("it is not an address as lmtp://127.0.0.1:2424")
	}
	network, at := "tcp", u.Host
	if u.Host == "" && u.Path != "" {
		network, at = "unix", u.Path
		if old, err := os.Lstat(at); err == nil && old.Mode()&os.ModeSocket != 0 {
			_ = os.Remove(at) // of a program that ended
		}
	}
	socket, err := net.Listen(network, at)
	if err != nil {
		return nil, fmt.Errorf("listen for mails: %w", err)
	}
	l := &Listener{mails: s, socket: socket, places: make(chan struct{}, 1)}
	for _, a := range accept {
		l.accept = append(l.accept, strings.ToLower(a))
	}
	l.server = smtp.NewServer(smtp.BackendFunc(l.session))
	l.server.LMTP = u.Scheme == "lmtp"
	l.server.Domain = "dari"
	l.server.MaxMessageBytes, l.server.MaxRecipients, l.server.MaxLineLength = MaxBytes, mostRecipients, longestLine
	l.server.ReadTimeout, l.server.WriteTimeout = dialogue, dialogue
	l.server.EnableSMTPUTF8 = true
	l.server.ErrorLog = slog.NewLogLogger(s.Log.Handler(), slog.LevelDebug)
	return l, nil
}

// Addr is where it listens.
func (l *Listener) Addr() net.Addr { return l.socket.Addr() }

// Run serves until the context ends; a dialogue that goes on is finished.
func (l *Listener) Run(ctx context.Context) error {
	done := make(chan error, 1)
	go func() { done <- l.server.Serve(l.socket) }()
	select {
	case err := <-done:
		return fmt.Errorf("take mails from mail servers: %w", err)
	case <-ctx.Done():
	}
	end, cancel := context.WithTimeout(context.WithoutCancel(ctx), 20*time.Second)
	defer cancel()
	if err := l.server.Shutdown(end); err != nil {
		_ = l.server.Close()
	}
	return nil
}

func (l *Listener) session(*smtp.Conn) (smtp.Session, error) { return &dialogueState{l: l}, nil }

// dialogueState is one mail on its way in.
type dialogueState struct {
	l    *Listener
	from string
	size int64
	to   []string
}

// Reset forgets the mail.
func (d *dialogueState) Reset() { d.from, d.size, d.to = "", 0, nil }

// Logout ends the dialogue.
func (d *dialogueState) Logout() error { return nil }

// Mail begins one.
func (d *dialogueState) Mail(from string, o *smtp.MailOptions) error {
	d.Reset()
	d.from = from
	if o != nil {
		d.size = o.Size
	}
	return nil
}

var (
	errUnknown  = &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "No such mailbox here"}
	errLater    = &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 3, 0}, Message: "Not stored, try again later"}
	errEmpty    = &smtp.SMTPError{Code: 554, EnhancedCode: smtp.EnhancedCode{5, 6, 0}, Message: "The mail is empty"}
	errTooLarge = &smtp.SMTPError{Code: 552, EnhancedCode: smtp.EnhancedCode{5, 3, 4}, Message: "The mail is too large"}
)

// Rcpt takes a recipient that is the shop's.
func (d *dialogueState) Rcpt(to string, _ *smtp.RcptOptions) error {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	ok, err := d.l.takes(ctx, to)
	if err != nil {
		d.l.mails.Log.ErrorContext(ctx, "a recipient of a mail cannot be checked", "error", err)
		return errLater
	}
	if !ok {
		return errUnknown
	}
	d.to = append(d.to, to)
	return nil
}

// takes tells whether mail to an address is for the shop.
func (l *Listener) takes(ctx context.Context, to string) (bool, error) {
	to = strings.ToLower(to)
	if l.mails.isSigned(to) {
		return true, nil
	}
	local, host, ok := strings.Cut(to, "@")
	if !ok {
		return false, nil
	}
	plain, _, _ := strings.Cut(local, "+")
	if slices.Contains(l.accept, to) || slices.Contains(l.accept, plain+"@"+host) || slices.Contains(l.accept, "@"+host) {
		return true, nil
	}
	own, err := l.mails.Own(ctx, l.mails.DB)
	if err != nil {
		return false, err
	}
	key := addressKey(plain + "@" + host)
	return slices.Contains(own.Addresses, key) || host == own.Host && (plain == "postmaster" || plain == "abuse"), nil
}

// Data commits the mail.
func (d *dialogueState) Data(r io.Reader) error {
	ctx, cancel := context.WithTimeout(context.Background(), dialogue)
	defer cancel()
	raw, free, err := d.read(ctx, r)
	defer free()
	if err != nil {
		return err
	}
	_, err = d.l.mails.Receive(ctx, "smtp", raw)
	switch {
	case err == nil:
		return nil
	case fault.Is(err, fault.Malformed):
		return errEmpty
	case fault.Is(err, fault.TooLarge):
		return errTooLarge
	}
	d.l.mails.Log.ErrorContext(ctx, "a mail could not be stored", "error", err)
	return errLater
}

// LMTPData answers for every recipient: the mail is one, and so is what became of it.
func (d *dialogueState) LMTPData(r io.Reader, status smtp.StatusCollector) error {
	err := d.Data(r)
	for _, to := range d.to {
		status.SetStatus(to, err)
	}
	return err
}

// read takes the mail over, with what the envelope says before it, as mail servers write it. One large
// mail is read at a time; small ones go past it.
func (d *dialogueState) read(ctx context.Context, r io.Reader) (raw []byte, free func(), err error) {
	free = func() {}
	buffer := bytes.Buffer{}
	fmt.Fprintf(&buffer, "Return-Path: <%s>\r\n", oneLine(d.from))
	for _, to := range d.to {
		fmt.Fprintf(&buffer, "Delivered-To: %s\r\n", oneLine(to))
	}
	_, err = io.CopyN(&buffer, r, large)
	if err == nil {
		select {
		case d.l.places <- struct{}{}:
			free = func() { <-d.l.places }
		case <-ctx.Done():
			return nil, free, errLater
		}
		if d.size <= large {
			d.size = MaxBytes // nothing is said: its place is made once
		}
		buffer.Grow(int(min(d.size, MaxBytes)) - large + 64<<10)
		_, err = buffer.ReadFrom(r)
	}
	if err != nil && !errors.Is(err, io.EOF) {
		var refused *smtp.SMTPError
		if errors.As(err, &refused) {
			return nil, free, refused // 552
		}
		return nil, free, errLater
	}
	return buffer.Bytes(), free, nil
}

func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r == '<' || r == '>' {
			return -1
		}
		return r
	}, limit(s, 320))
}
