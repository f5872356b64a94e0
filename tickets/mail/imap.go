package mail

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/url"
	"strings"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
)

// Fetcher takes mails out of one IMAP mailbox. Any number of them may work on one mailbox: a mail is
// marked as read, or moved away, only when it is committed, and the same mail twice is one.
type Fetcher struct {
	mails *Service
	log   *slog.Logger
	name  string // of the mailbox, as rows name it: no secret
	box   mailbox
	tls   *tls.Config // for tests; nil: the usual roots

	failed map[imap.UID]int  // how often the connection broke while a mail was fetched
	given  map[imap.UID]bool // up, until the next start
	told   bool              // that the mailbox cannot be reached
}

// mailbox is what an address as imaps://user:password@host/INBOX?move=Done says.
type mailbox struct {
	address, host, user, password, folder, move string

	implicit, plain bool // TLS from the first byte; none at all
	poll            time.Duration
}

// NewFetcher reads an address: imaps://user:password@host:993/INBOX, or imap:// with STARTTLS (tls=none
// never encrypts). move=Folder moves what is taken in instead of marking it as read; poll=60s is how
// often it is looked for mails where the server cannot say that there are some.
func (s *Service) NewFetcher(address string) (*Fetcher, error) {
	box, err := parseMailbox(address)
	if err != nil {
		return nil, err
	}
	name := limit("imap:"+box.user+"@"+box.host+"/"+box.folder, 250)
	return &Fetcher{mails: s, log: s.Log, name: name, box: box, failed: map[imap.UID]int{}, given: map[imap.UID]bool{}}, nil
}

// AddressOf is the address that a mailbox is known by, where its user is one; empty where it is not.
func AddressOf(mailbox string) string {
	b, err := parseMailbox(mailbox)
	if err != nil || !strings.Contains(b.user, "@") {
		return ""
	}
	return addressKey(b.user)
}

func parseMailbox(address string) (b mailbox, err error) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "imap" && u.Scheme != "imaps" {
		return b, errors.New("it is not an address as imaps://user:password@host/INBOX") // err would repeat the password
	}
	b = mailbox{host: u.Hostname(), folder: strings.Trim(u.Path, "/"), move: u.Query().Get("move"), implicit: u.Scheme == "imaps", poll: time.Minute}
	if b.folder == "" {
		b.folder = "INBOX"
	}
	if u.User == nil || u.User.Username() == "" {
		return b, errors.New("it names no user")
	}
	b.user = u.User.Username()
	b.password, _ = u.User.Password()
	port := u.Port()
	if port == "" {
		port = map[bool]string{true: "993", false: "143"}[b.implicit]
	}
	b.address = net.JoinHostPort(b.host, port)
	switch mode := u.Query().Get("tls"); mode {
	case "", "starttls":
	case "none":
		b.plain = true
	default:
		return b, errors.New("tls is neither starttls nor none")
	}
	if text := u.Query().Get("poll"); text != "" {
		if b.poll, err = time.ParseDuration(text); err != nil || b.poll <= 0 || b.poll > time.Hour {
			return b, errors.New("poll is not a time as 60s")
		}
	}
	if b.move == b.folder {
		return b, errors.New("move names the mailbox itself")
	}
	return b, nil
}

// Waits between attempts to reach a mailbox: half a second, doubled, never more than two minutes.
const (
	shortestWait = 500 * time.Millisecond
	longestWait  = 2 * time.Minute
)

// Run fetches until the context ends. A mailbox that cannot be reached is tried again and again.
func (f *Fetcher) Run(ctx context.Context) error {
	tries := 0
	for ctx.Err() == nil {
		worked, err := f.session(ctx)
		if ctx.Err() != nil {
			return nil //nolint:nilerr // it was told to stop
		}
		if worked {
			tries = 0
		}
		if err != nil && !f.told {
			f.log.ErrorContext(ctx, "a mailbox cannot be read", "error", err)
		}
		f.told = err != nil
		wait := min(longestWait, shortestWait<<min(tries, 10))
		tries++
		select {
		case <-ctx.Done():
		case <-time.After(wait/2 + rand.N(wait/2)):
		}
	}
	return nil
}

// session is one connection. It answers whether the mailbox was read through at least once.
func (f *Fetcher) session(ctx context.Context) (worked bool, err error) {
	arrived := make(chan struct{}, 1)
	client, err := f.dial(ctx, arrived)
	if err != nil {
		return false, err
	}
	defer func() { _ = client.Close() }()
	stop := context.AfterFunc(ctx, func() { _ = client.Close() })
	defer stop()
	if err := client.Login(f.box.user, f.box.password).Wait(); err != nil {
		return false, fmt.Errorf("sign in to a mailbox: %w", err)
	}
	selected, err := client.Select(f.box.folder, nil).Wait()
	if err != nil {
		return false, fmt.Errorf("open a mailbox: %w", err)
	}
	for ctx.Err() == nil {
		if err := f.pass(ctx, client, selected); err != nil {
			return worked, err
		}
		worked = true
		if f.told {
			f.log.InfoContext(ctx, "a mailbox can be read again")
			f.told = false
		}
		if err := f.wait(ctx, client, arrived); err != nil {
			return worked, err
		}
	}
	return worked, nil
}

func (f *Fetcher) dial(ctx context.Context, arrived chan<- struct{}) (*imapclient.Client, error) {
	config := f.tls
	if config == nil {
		config = &tls.Config{ServerName: f.box.host, MinVersion: tls.VersionTLS12}
	}
	options := &imapclient.Options{TLSConfig: config, UnilateralDataHandler: &imapclient.UnilateralDataHandler{
		Mailbox: func(data *imapclient.UnilateralDataMailbox) {
			if data.NumMessages != nil {
				select {
				case arrived <- struct{}{}:
				default:
				}
			}
		},
	}}
	conn, err := (&net.Dialer{Timeout: 30 * time.Second}).DialContext(ctx, "tcp", f.box.address)
	if err != nil {
		return nil, fmt.Errorf("reach a mailbox: %w", err)
	}
	switch {
	case f.box.implicit:
		return imapclient.New(tls.Client(conn, config), options), nil
	case f.box.plain:
		return imapclient.New(conn, options), nil
	}
	client, err := imapclient.NewStartTLS(conn, options)
	if err != nil {
		_ = conn.Close()
		return nil, fmt.Errorf("encrypt the connection to a mailbox: %w", err)
	}
	return client, nil
}

// stillness is how long an IDLE lasts: it is looked through now and then even where nothing is said.
const stillness = 5 * time.Minute

// wait returns when there may be something new.
func (f *Fetcher) wait(ctx context.Context, client *imapclient.Client, arrived <-chan struct{}) error {
	if !client.Caps().Has(imap.CapIdle) {
		select {
		case <-ctx.Done():
		case <-client.Closed():
			return errors.New("the connection to a mailbox ended")
		case <-time.After(f.box.poll):
		}
		return nil
	}
	idle, err := client.Idle()
	if err != nil {
		return fmt.Errorf("wait for mails: %w", err)
	}
	select {
	case <-ctx.Done():
	case <-arrived:
	case <-client.Closed():
		return errors.New("the connection to a mailbox ended")
	case <-time.After(min(stillness, 5*f.box.poll)):
	}
	if err := idle.Close(); err != nil {
		return fmt.Errorf("end the wait for mails: %w", err)
	}
	if err := idle.Wait(); err != nil {
		return fmt.Errorf("end the wait for mails: %w", err)
	}
	return nil
}
