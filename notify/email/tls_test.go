package email

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"io"
	"math/big"
	"net"
	"sync/atomic"
	"testing"
	"time"

	"dari/notify/outcome"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// certified is a certificate for 127.0.0.1 and the authority to trust it by.
func certified(t *testing.T) (server, client *tls.Config) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "mail"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	leaf, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(leaf)
	return &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}}, &tls.Config{RootCAs: pool}
}

// mailbox is a mail server that takes mail from those who signed in over an encrypted connection.
type mailbox struct{ taken atomic.Int64 }

type dialogue struct {
	box    *mailbox
	conn   *smtp.Conn
	signed bool
}

func (m *mailbox) NewSession(c *smtp.Conn) (smtp.Session, error) {
	return &dialogue{box: m, conn: c}, nil
}

func (d *dialogue) AuthMechanisms() []string { return []string{sasl.Plain} }

func (d *dialogue) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if user != "shop" || password != "open sesame" {
			return errors.New("who?")
		}
		d.signed = true
		return nil
	}), nil
}

func (d *dialogue) Mail(string, *smtp.MailOptions) error {
	if _, encrypted := d.conn.TLSConnectionState(); !encrypted || !d.signed {
		return &smtp.SMTPError{Code: 530, EnhancedCode: smtp.EnhancedCode{5, 7, 0}, Message: "sign in first"}
	}
	return nil
}

func (d *dialogue) Rcpt(string, *smtp.RcptOptions) error { return nil }
func (d *dialogue) Reset()                               {}
func (d *dialogue) Logout() error                        { return nil }

func (d *dialogue) Data(r io.Reader) error {
	_, err := io.Copy(io.Discard, r)
	d.box.taken.Add(1)
	return err
}

func TestMailGoesEncryptedAndSignedIn(t *testing.T) {
	serverTLS, clientTLS := certified(t)
	tests := map[string]struct {
		scheme, query, password string
		trusted                 bool
		sent                    bool
	}{
		"STARTTLS with the right password":             {"smtp", "?tls=starttls", "open%20sesame", true, true},
		"STARTTLS is used when it is merely offered":   {"smtp", "", "open%20sesame", true, true},
		"TLS from the first byte":                      {"smtps", "", "open%20sesame", true, true},
		"a wrong password leaves the mail with us":     {"smtp", "?tls=starttls", "guess", true, false},
		"an unknown authority leaves the mail with us": {"smtp", "?tls=starttls", "open%20sesame", false, false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			box := &mailbox{}
			server := smtp.NewServer(box)
			server.Domain, server.TLSConfig = "mail.example", serverTLS
			l, err := net.Listen("tcp", "127.0.0.1:0")
			if err != nil {
				t.Fatal(err)
			}
			address := l.Addr().String()
			if tt.scheme == "smtps" {
				l = tls.NewListener(l, serverTLS)
			}
			go func() { _ = server.Serve(l) }()
			t.Cleanup(func() { _ = server.Close() })
			options := Options{URL: tt.scheme + "://shop:" + tt.password + "@" + address + tt.query, TLS: clientTLS}
			if !tt.trusted {
				options.TLS = nil
			}
			c, err := New(options)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(c.Close)
			for range 2 { // the second on the kept connection
				conn, out := c.Get(t.Context(), ShareAll)
				if conn != nil {
					out = conn.Send(t.Context(), envelope(t, c))
					c.Put(conn)
				}
				if (out.Kind == outcome.Sent) != tt.sent || !tt.sent && out.Kind != outcome.Deferred {
					t.Fatalf("%s %+v", out.Kind, out)
				}
			}
			if want := map[bool]int64{true: 2, false: 0}[tt.sent]; box.taken.Load() != want {
				t.Errorf("the server took %d mails, want %d", box.taken.Load(), want)
			}
		})
	}
}
