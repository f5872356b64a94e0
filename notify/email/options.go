package email

import (
	"crypto"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"time"
)

// Options of New.
type Options struct {
	// URL names the mail server: smtp://user:password@host:port?tls=starttls|none, or smtps://.
	// Without tls= a connection is encrypted when the server offers it, and always before signing in.
	URL         string
	Connections int           // at most so many at once; 0 means 10
	Dialogue    time.Duration // limit for one message, whole; 0 means 90 s
	LocalName   string        // what EHLO says; empty means the system's host name
	TLS         *tls.Config   // nil: the system's authorities
	DKIM        *DKIM         // nil: mails are not signed here
}

// DKIM is the key the shop signs its mail with.
type DKIM struct {
	Domain   string // empty: the sender's domain
	Selector string
	Key      crypto.Signer
}

// ReadKey reads an RSA or Ed25519 key in PEM from a file.
func ReadKey(path string) (crypto.Signer, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read the DKIM key: %w", err)
	}
	block, _ := pem.Decode(text)
	if block == nil {
		return nil, fmt.Errorf("the DKIM key in %s is not PEM", path)
	}
	if key, err := x509.ParsePKCS1PrivateKey(block.Bytes); err == nil {
		return key, nil
	}
	key, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return nil, fmt.Errorf("the DKIM key in %s is neither PKCS #1 nor PKCS #8", path)
	}
	signer, ok := key.(crypto.Signer)
	if !ok {
		return nil, fmt.Errorf("the DKIM key in %s cannot sign", path)
	}
	return signer, nil
}

// server is where to connect and how.
type server struct {
	host, port     string
	user, password string
	implicit       bool   // TLS from the first byte
	tls            string // "", starttls, none
	loopback       bool
}

func (s server) addr() string { return net.JoinHostPort(s.host, s.port) }

// errors of parse name no part of the address: it may hold the password.
func parse(address string) (server, error) {
	u, err := url.Parse(address)
	if err != nil {
		return server{}, errors.New("the mail server's address is not a URL such as smtp://user:password@host:587")
	}
	s := server{host: u.Hostname(), port: u.Port(), user: u.User.Username(), tls: u.Query().Get("tls")}
	s.password, _ = u.User.Password()
	switch u.Scheme {
	case "smtp":
		if s.port == "" {
			s.port = "587"
		}
	case "smtps":
		s.implicit = true
		if s.port == "" {
			s.port = "465"
		}
	default:
		return server{}, errors.New("the mail server's address must begin with smtp:// or smtps://")
	}
	if s.host == "" {
		return server{}, errors.New("the mail server's address has no host")
	}
	if s.tls != "" && s.tls != "starttls" && s.tls != "none" {
		return server{}, errors.New("the mail server's address allows tls=starttls or tls=none")
	}
	ip := net.ParseIP(s.host)
	s.loopback = s.host == "localhost" || ip != nil && ip.IsLoopback()
	return s, nil
}
