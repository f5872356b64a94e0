package email

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/textproto"
	"os"
	"strings"
	"sync"
	"time"

	"dari/notify/outcome"

	"github.com/wneessen/go-mail/smtp"
)

// Limits of the phases before the message itself: nothing is handed over in them, so giving up early costs nothing.
const (
	connectLimit = 10 * time.Second
	commandLimit = 20 * time.Second
	idleLimit    = 30 * time.Second // a connection kept longer than this without work is not trusted
)

// Client keeps connections to one mail server.
type Client struct {
	server   server
	tls      *tls.Config
	local    string
	dialogue time.Duration
	dkim     *DKIM
	skeleton skeleton
	slots    *slots

	mu   sync.Mutex
	idle []*Conn
	shut bool
}

// New reads the address and connects to nothing.
func New(o Options) (*Client, error) {
	s, err := parse(o.URL)
	if err != nil {
		return nil, err
	}
	if o.Connections <= 0 {
		o.Connections = 10
	}
	if o.Dialogue <= 0 {
		o.Dialogue = 90 * time.Second
	}
	if o.LocalName == "" {
		if o.LocalName, err = os.Hostname(); err != nil || !strings.Contains(o.LocalName, ".") {
			o.LocalName = "localhost.localdomain"
		}
	}
	sk, err := newSkeleton()
	if err != nil {
		return nil, fmt.Errorf("build the skeleton of a mail: %w", err)
	}
	return &Client{
		server: s, tls: tlsConfig(o.TLS, s.host), local: o.LocalName, dialogue: o.Dialogue, dkim: o.DKIM,
		skeleton: sk, slots: newSlots(o.Connections),
	}, nil
}

func tlsConfig(given *tls.Config, host string) *tls.Config {
	if given == nil {
		given = &tls.Config{MinVersion: tls.VersionTLS12}
	}
	c := given.Clone()
	if c.ServerName == "" {
		c.ServerName = host
	}
	return c
}

// Connections is how many connections of n can serve a lane of that weight: see Share.
func (c *Client) Connections() int { return c.slots.total }

// Conn is one kept connection. It serves one message at a time.
type Conn struct {
	client *Client
	share  Share
	smtp   *smtp.Client
	net    net.Conn
	dirty  bool // a transaction is open on it that must be reset first
	reused bool
	pipe   bool
	eight  bool
	wide   bool // it takes addresses of other letters than ASCII (RFC 6531)
	broken bool
	used   time.Time
}

// Get gives a kept connection or makes one. When it cannot, the outcome says so (always deferred:
// nothing has been handed over) and the connection is nil.
func (c *Client) Get(ctx context.Context, share Share) (*Conn, outcome.Outcome) {
	if err := c.slots.acquire(ctx, share); err != nil {
		return nil, outcome.Outcome{Kind: outcome.Deferred, Reason: "busy", Unburned: true}
	}
	if conn := c.takeIdle(share); conn != nil {
		return conn, outcome.Outcome{}
	}
	conn := &Conn{client: c, share: share}
	if err := conn.dial(ctx); err != nil {
		c.slots.release(share)
		return nil, connectOutcome(err)
	}
	return conn, outcome.Outcome{}
}

func (c *Client) takeIdle(share Share) *Conn {
	c.mu.Lock()
	defer c.mu.Unlock()
	for len(c.idle) > 0 {
		conn := c.idle[len(c.idle)-1]
		c.idle = c.idle[:len(c.idle)-1]
		if time.Since(conn.used) > idleLimit {
			conn.hangUp()
			continue
		}
		conn.reused, conn.share = true, share
		return conn
	}
	return nil
}

// Put gives a connection back; a broken one is closed.
func (c *Client) Put(conn *Conn) {
	share := conn.share
	c.mu.Lock()
	keep := !conn.broken && !c.shut && conn.smtp != nil
	if keep {
		conn.used = time.Now()
		c.idle = append(c.idle, conn)
	}
	c.mu.Unlock()
	if !keep {
		conn.hangUp()
	}
	c.slots.release(share)
}

// Probe says whether the server can be reached and greets.
func (c *Client) Probe(ctx context.Context) error {
	conn := &Conn{client: c}
	if err := conn.dial(ctx); err != nil {
		return err
	}
	conn.quit()
	return nil
}

// Close ends the kept connections politely.
func (c *Client) Close() {
	c.mu.Lock()
	idle := c.idle
	c.idle, c.shut = nil, true
	c.mu.Unlock()
	for _, conn := range idle {
		conn.quit()
	}
}

// Trim closes connections that nobody has used for a while.
func (c *Client) Trim() {
	c.mu.Lock()
	var old []*Conn
	kept := c.idle[:0]
	for _, conn := range c.idle {
		if time.Since(conn.used) > idleLimit {
			old = append(old, conn)
		} else {
			kept = append(kept, conn)
		}
	}
	c.idle = kept
	c.mu.Unlock()
	for _, conn := range old {
		conn.quit()
	}
}

func (c *Conn) dial(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, connectLimit)
	defer cancel()
	s := c.client.server
	conn, err := (&net.Dialer{KeepAlive: 15 * time.Second}).DialContext(ctx, "tcp", s.addr())
	if err != nil {
		return err
	}
	deadline, _ := ctx.Deadline()
	_ = conn.SetDeadline(deadline)
	stop := context.AfterFunc(ctx, func() { _ = conn.SetDeadline(time.Now()) })
	defer stop()
	if s.implicit {
		conn = tls.Client(conn, c.client.tls)
	}
	client, err := smtp.NewClient(conn, s.host)
	if err != nil {
		_ = conn.Close()
		return err
	}
	if err := c.greet(client); err != nil {
		_ = client.Close()
		return err
	}
	c.smtp, c.net, c.dirty, c.reused, c.broken = client, conn, false, false, false
	c.pipe, _ = client.Extension("PIPELINING")
	c.eight, _ = client.Extension("8BITMIME")
	c.wide, _ = client.Extension("SMTPUTF8")
	return nil
}

// greet says hello, encrypts and signs in, as the address asks.
func (c *Conn) greet(client *smtp.Client) error {
	s := c.client.server
	if err := client.Hello(c.client.local); err != nil {
		return err
	}
	encrypted := s.implicit
	if !s.implicit && s.tls != "none" {
		offered, _ := client.Extension("STARTTLS")
		if offered {
			if err := client.StartTLS(c.client.tls); err != nil {
				return fmt.Errorf("start TLS: %w", err)
			}
			encrypted = true
		} else if s.tls == "starttls" {
			return errors.New("the server offers no STARTTLS")
		}
	}
	if s.user == "" {
		return nil
	}
	if !encrypted && !s.loopback && s.tls != "none" {
		return errors.New("the server offers no encryption, so the password is not sent")
	}
	_, mechanisms := client.Extension("AUTH")
	auth := smtp.PlainAuth("", s.user, s.password, s.host, true)
	if !strings.Contains(mechanisms, "PLAIN") && strings.Contains(mechanisms, "LOGIN") {
		auth = smtp.LoginAuth(s.user, s.password, s.host, true)
	}
	return client.Auth(auth)
}

// hangUp closes without a word; quit says goodbye first, briefly.
func (c *Conn) hangUp() {
	if c.net != nil {
		_ = c.net.Close()
	}
	c.smtp = nil
}

func (c *Conn) quit() {
	if c.smtp != nil && !c.broken {
		_ = c.net.SetDeadline(time.Now().Add(2 * time.Second))
		_ = c.smtp.Quit()
	}
	c.hangUp()
}

// connectOutcome: a server that cannot be reached, greets with 421 or refuses our sign-in has been handed nothing.
func connectOutcome(err error) outcome.Outcome {
	o := outcome.Outcome{Kind: outcome.Deferred, Reason: "connect", Connect: true, Text: outcome.Limit(err.Error())}
	var reply *textproto.Error
	if errors.As(err, &reply) {
		o.Code, o.Enhanced, o.Text = reply.Code, enhanced(reply.Msg), outcome.Limit(reply.Msg)
		if reply.Code == 535 || reply.Code == 534 || reply.Code == 530 {
			o.Reason = "sign_in"
		}
	}
	return o
}
