package email

import (
	"io"
	"net"
	"net/mail"
	"strings"
	"testing"
	"time"

	"dari/notify/outcome"

	"github.com/emersion/go-smtp"
)

// listening is a mail server that writes down what it is given.
type listening struct {
	to   string
	wide bool
	data string
}

func (l *listening) Reset()        {}
func (l *listening) Logout() error { return nil }
func (l *listening) Mail(_ string, o *smtp.MailOptions) error {
	l.wide = o.UTF8
	return nil
}

func (l *listening) Rcpt(to string, _ *smtp.RcptOptions) error {
	l.to = to
	return nil
}

func (l *listening) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	l.data = string(raw)
	return err
}

func listen(t *testing.T, wide bool) (*listening, *Client) {
	t.Helper()
	got := &listening{}
	server := smtp.NewServer(smtp.BackendFunc(func(*smtp.Conn) (smtp.Session, error) { return got, nil }))
	server.EnableSMTPUTF8 = wide
	socket, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = server.Serve(socket) }()
	t.Cleanup(func() { _ = server.Close() })
	c, err := New(Options{URL: "smtp://" + socket.Addr().String()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return got, c
}

func TestAnAddressOfOtherLettersIsWrittenToWhereItCanBe(t *testing.T) {
	for name, test := range map[string]struct {
		to, cc string
		offers bool
		kind   outcome.Kind
		wide   bool
	}{
		"to it":                            {"김하늘@example.com", "", true, outcome.Sent, true},
		"to it, where it cannot be":        {"김하늘@example.com", "", false, outcome.Failed, false},
		"to another who reads that it was": {"b@example.com", "김하늘@example.com", true, outcome.Sent, true},
		"to another, where it cannot be":   {"b@example.com", "김하늘@example.com", false, outcome.Sent, false},
		"to others only":                   {"b@example.com", "", true, outcome.Sent, false},
	} {
		t.Run(name, func(t *testing.T) {
			got, c := listen(t, test.offers)
			m := Message{
				From: mail.Address{Name: "온담", Address: "a@shop.example"}, To: mail.Address{Name: "김하늘", Address: test.to}, Subject: "답", Text: "네", HTML: "<p>네</p>",
				MessageID: "<1@shop.example>", DeliveryID: "1", Date: time.Now(),
			}
			if test.cc != "" {
				m.Cc = []mail.Address{{Address: test.cc}}
			}
			data, err := c.Compose(m)
			if err != nil {
				t.Fatal(err)
			}
			conn, out := c.Get(t.Context(), ShareAll)
			if conn == nil {
				t.Fatal(out)
			}
			defer c.Put(conn)
			if out = conn.Send(t.Context(), Envelope{From: "a@shop.example", To: test.to, Data: data}); out.Kind != test.kind {
				t.Fatalf("%+v", out)
			}
			if test.kind != outcome.Sent {
				if out.Reason != "address" || conn.broken {
					t.Errorf("%+v", out)
				}
				return
			}
			if got.to != test.to || got.wide != test.wide {
				t.Errorf("it was given %q, wide %v", got.to, got.wide)
			}
			head, _, _ := strings.Cut(got.data, "\r\n\r\n")
			if test.cc != "" && !strings.Contains(head, "Cc: <"+test.cc+">") || !strings.Contains(head, "<"+test.to+">") {
				t.Errorf("the head: %s", head)
			}
		})
	}
}
