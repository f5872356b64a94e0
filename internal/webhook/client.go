package webhook

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"syscall"
	"time"
)

// The bounds of a call: a server that needs longer or says more is cut off.
const (
	Timeout   = 5 * time.Second
	MaxAnswer = 1 << 20
)

// ErrPlace is an address that must not be called.
var ErrPlace = errors.New("the address may not be called")

// Options of NewClient.
type Options struct {
	// Local lets calls reach this machine and any port of it, without TLS as well: for development and tests.
	Local bool
	// Resolver finds the addresses of names; nil: the system's.
	Resolver *net.Resolver
	Timeout  time.Duration
}

// Client calls other people's servers.
type Client struct {
	http  *http.Client
	local bool
}

// NewClient makes a client whose every connection is checked when it is dialled: what a name means may
// change between a look and a call.
func NewClient(o Options) *Client {
	if o.Timeout == 0 {
		o.Timeout = Timeout
	}
	dialer := &net.Dialer{Timeout: o.Timeout, Resolver: o.Resolver}
	if !o.Local {
		dialer.Control = refusePrivate
	}
	transport := &http.Transport{
		DialContext: dialer.DialContext, TLSHandshakeTimeout: o.Timeout, ResponseHeaderTimeout: o.Timeout,
		MaxIdleConnsPerHost: 2, IdleConnTimeout: 30 * time.Second, ForceAttemptHTTP2: true,
	}
	return &Client{local: o.Local, http: &http.Client{
		Transport: transport, Timeout: o.Timeout,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// CheckURL refuses an address that could not be called: another scheme than https, names and passwords in
// it, ports of other services. What a call says of a customer is read by nobody on the way.
func (c *Client) CheckURL(address string) error {
	u, err := url.Parse(address)
	switch {
	case err != nil, u.Host == "", u.User != nil, u.Fragment != "":
		return ErrPlace
	case c.local && (u.Scheme == "http" || u.Scheme == "https"):
		return nil
	case u.Scheme != "https":
		return ErrPlace
	}
	if port := u.Port(); port != "" && port != "443" && port != "80" {
		return ErrPlace
	}
	host := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	if host == "localhost" || strings.HasSuffix(host, ".localhost") {
		return ErrPlace
	}
	if ip, err := netip.ParseAddr(host); err == nil && !public(ip) {
		return ErrPlace
	}
	return nil
}

// refusePrivate looks at the address that a connection really goes to.
func refusePrivate(_, address string, _ syscall.RawConn) error {
	at, err := netip.ParseAddrPort(address)
	if err != nil || !public(at.Addr()) || at.Port() != 443 && at.Port() != 80 {
		return ErrPlace
	}
	return nil
}

// closed are the networks that are nobody's on the Internet, or lead back inside by another way.
var closed = prefixes(
	"0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
	"192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
	"::/128", "::1/128", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
)

func prefixes(list ...string) []netip.Prefix {
	out := make([]netip.Prefix, len(list))
	for i, p := range list {
		out[i] = netip.MustParsePrefix(p)
	}
	return out
}

func public(ip netip.Addr) bool {
	if ip.Zone() != "" {
		return false
	}
	ip = ip.Unmap()
	for _, p := range closed {
		if p.Contains(ip) {
			return false
		}
	}
	return ip.IsValid()
}

// Answer is what a server said.
type Answer struct {
	Status int
	Body   []byte
}

// Post calls an address with a signed body. An error means that there was no answer.
func (c *Client) Post(ctx context.Context, address string, secrets []string, id string, at time.Time, body []byte) (Answer, error) {
	if err := c.CheckURL(address); err != nil {
		return Answer{}, err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		return Answer{}, ErrPlace
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("User-Agent", "Dari-Webhook/1")
	if err := Sign(r.Header, secrets, id, at, body); err != nil {
		return Answer{}, err
	}
	answer, err := c.http.Do(r)
	if err != nil {
		return Answer{}, fmt.Errorf("call a webhook: %w", unnamed(err))
	}
	defer answer.Body.Close()
	said, err := io.ReadAll(io.LimitReader(answer.Body, MaxAnswer))
	if err != nil {
		return Answer{}, fmt.Errorf("read what a webhook answered: %w", unnamed(err))
	}
	return Answer{answer.StatusCode, said}, nil
}

// unnamed leaves the address out: it may hold a secret of the receiver's.
func unnamed(err error) error {
	var named *url.Error
	if errors.As(err, &named) {
		return named.Err
	}
	return err
}
