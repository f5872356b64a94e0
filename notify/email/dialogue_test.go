package email

import (
	"bufio"
	"net"
	"net/mail"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"dari/notify/outcome"
)

// serverDoing answers a phase with a line, hangs up ("drop"), says nothing more ("hang"), or answers
// and hangs up ("250 ok, then drop").
func serverDoing(t *testing.T, pipelining bool, does map[string]string) (address string, connections *atomic.Int64) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	end := make(chan struct{})
	t.Cleanup(func() { close(end); l.Close() })
	connections = &atomic.Int64{}
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			n := connections.Add(1)
			go func() {
				defer c.Close()
				act := does
				if n > 1 && does["first only"] != "" {
					act = nil
				}
				talk(c, pipelining, act, end)
			}()
		}
	}()
	return l.Addr().String(), connections
}

func talk(c net.Conn, pipelining bool, does map[string]string, end chan struct{}) {
	r := bufio.NewReader(c)
	say := func(phase, otherwise string) bool {
		line, ok := does[phase]
		if !ok {
			line = otherwise
		}
		after := ""
		if line == "drop" || line == "reset" || line == "hang" {
			line, after = "", line
		}
		if text, then, ok := strings.Cut(line, ", then "); ok {
			line, after = text, then
		}
		if line != "" {
			if _, err := c.Write([]byte(line + "\r\n")); err != nil {
				return false
			}
		}
		switch after {
		case "hang":
			<-end
			return false
		case "reset":
			_ = c.(*net.TCPConn).SetLinger(0)
			return false
		case "drop":
			return false
		}
		return true
	}
	if !say("banner", "220 hello") {
		return
	}
	for {
		line, err := r.ReadString('\n')
		if err != nil {
			return
		}
		switch verb := strings.ToLower(strings.TrimSpace(line[:4])); verb {
		case "ehlo":
			ext := "250-test\r\n250 8BITMIME"
			if pipelining {
				ext = "250-test\r\n250-PIPELINING\r\n250 8BITMIME"
			}
			if !say("ehlo", ext) {
				return
			}
		case "data":
			if !say("data", "354 go") {
				return
			}
			if strings.HasPrefix(does["data"], "4") || strings.HasPrefix(does["data"], "5") || does["rcpt"] != "" && does["data"] == "" && !strings.HasPrefix(does["rcpt"], "2") {
				continue
			}
			if does["body"] == "reset" {
				_, _ = r.Peek(100)
				_ = c.(*net.TCPConn).SetLinger(0)
				return
			}
			for line, err := r.ReadString('\n'); line != ".\r\n"; line, err = r.ReadString('\n') {
				if err != nil {
					return
				}
			}
			if !say("dot", "250 2.0.0 kept") {
				return
			}
		default:
			if !say(verb, "250 ok") {
				return
			}
		}
	}
}

func envelope(t *testing.T, c *Client) Envelope {
	t.Helper()
	data, err := c.Compose(Message{
		From: mail.Address{Address: "a@shop.example"}, To: mail.Address{Address: "b@example.com"}, Subject: "s",
		Text: strings.Repeat("본문 ", 4000), HTML: "<p>본문</p>", MessageID: "<1@shop.example>", DeliveryID: "1", Date: time.Now(),
	})
	if err != nil {
		t.Fatal(err)
	}
	return Envelope{From: "a@shop.example", To: "b@example.com", Data: data}
}

func TestWhatAServerDoesDecidesTheOutcome(t *testing.T) {
	sent, deferred, failed, unknown := outcome.Sent, outcome.Deferred, outcome.Failed, outcome.Unknown
	tests := map[string]struct {
		does     map[string]string
		want     outcome.Kind
		suppress bool
		connect  bool
		pause    bool
	}{
		"250":                           {nil, sent, false, false, false},
		"250, then it hangs up":         {map[string]string{"dot": "250 ok, then drop"}, sent, false, false, false},
		"250, then it hangs at RSET":    {map[string]string{"rset": "hang"}, sent, false, false, false},
		"hangs up after the dot":        {map[string]string{"dot": "drop"}, unknown, false, false, false},
		"resets after the dot":          {map[string]string{"dot": "reset"}, unknown, false, false, false},
		"hangs after the dot":           {map[string]string{"dot": "hang"}, unknown, false, false, false},
		"resets while it gets the body": {map[string]string{"body": "reset"}, unknown, false, false, false},
		"421 after the dot":             {map[string]string{"dot": "421 4.3.2 later"}, deferred, false, false, true},
		"451 after the dot":             {map[string]string{"dot": "451 4.3.0 later"}, deferred, false, false, false},
		"554 after the dot":             {map[string]string{"dot": "554 5.6.0 no"}, failed, false, false, false},
		"450 at RCPT":                   {map[string]string{"rcpt": "450 4.2.1 greylisted"}, deferred, false, false, false},
		"452 at RCPT":                   {map[string]string{"rcpt": "452 4.2.2 full"}, deferred, false, false, false},
		"550 5.1.1 at RCPT":             {map[string]string{"rcpt": "550 5.1.1 no such user"}, failed, true, false, false},
		"550 5.7.1 at RCPT":             {map[string]string{"rcpt": "550 5.7.1 policy"}, failed, false, false, false},
		"550 without more at RCPT":      {map[string]string{"rcpt": "550 no"}, failed, false, false, false},
		"552 at RCPT":                   {map[string]string{"rcpt": "552 5.2.2 full"}, failed, false, false, false},
		"554 5.7 at MAIL":               {map[string]string{"mail": "554 5.7.0 no"}, failed, false, false, false},
		"hangs up at RCPT":              {map[string]string{"rcpt": "drop"}, deferred, false, false, false},
		"hangs up at DATA":              {map[string]string{"data": "drop"}, deferred, false, false, false},
		"hangs at RCPT":                 {map[string]string{"rcpt": "hang"}, deferred, false, false, false},
		"421 at the banner":             {map[string]string{"banner": "421 busy"}, deferred, false, true, false},
		"hangs up at the banner":        {map[string]string{"banner": "drop"}, deferred, false, true, false},
		"hangs at the banner":           {map[string]string{"banner": "hang"}, deferred, false, true, false},
		"421 at MAIL":                   {map[string]string{"mail": "421 4.7.0 too many"}, deferred, false, false, true},
	}
	for name, tt := range tests {
		for _, pipelining := range []bool{false, true} {
			t.Run(map[bool]string{false: "in turn: ", true: "pipelined: "}[pipelining]+name, func(t *testing.T) {
				t.Parallel()
				addr, _ := serverDoing(t, pipelining, tt.does)
				c, err := New(Options{URL: "smtp://" + addr + "?tls=none", Dialogue: 400 * time.Millisecond})
				if err != nil {
					t.Fatal(err)
				}
				ctx := t.Context()
				if strings.HasPrefix(name, "hangs at the banner") {
					short, cancel := contextWithTimeout(t, 300*time.Millisecond)
					defer cancel()
					ctx = short
				}
				conn, out := c.Get(ctx, ShareAll)
				if conn != nil {
					out = conn.Send(t.Context(), envelope(t, c))
					c.Put(conn)
				}
				if out.Kind != tt.want || out.Suppress != tt.suppress || out.Connect != tt.connect || out.PauseHost != tt.pause {
					t.Errorf("%s %+v", out.Kind, out)
				}
			})
		}
	}
}

func TestNobodyListensIsDeferred(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
	c, err := New(Options{URL: "smtp://" + l.Addr().String()})
	if err != nil {
		t.Fatal(err)
	}
	if conn, out := c.Get(t.Context(), ShareAll); conn != nil || out.Kind != outcome.Deferred || !out.Connect {
		t.Errorf("%+v", out)
	}
}

func TestAKeptConnectionThatTheServerClosedIsReplacedAtOnce(t *testing.T) {
	for _, pipelining := range []bool{false, true} {
		addr, connections := serverDoing(t, pipelining, map[string]string{"dot": "250 ok, then drop", "first only": "yes"})
		c, err := New(Options{URL: "smtp://" + addr + "?tls=none"})
		if err != nil {
			t.Fatal(err)
		}
		for range 3 {
			conn, _ := c.Get(t.Context(), ShareAll)
			if out := conn.Send(t.Context(), envelope(t, c)); out.Kind != outcome.Sent {
				t.Fatalf("%+v", out)
			}
			c.Put(conn)
		}
		if n := connections.Load(); n != 2 {
			t.Errorf("%d connections for three mails, want 2", n)
		}
	}
}

func TestAMessageThatNightOvertakesStaysHere(t *testing.T) {
	addr, _ := serverDoing(t, true, nil)
	c, err := New(Options{URL: "smtp://" + addr + "?tls=none"})
	if err != nil {
		t.Fatal(err)
	}
	conn, _ := c.Get(t.Context(), ShareBulk)
	e := envelope(t, c)
	e.NotAfter = time.Now().Add(-time.Second)
	if out := conn.Send(t.Context(), e); out.Kind != outcome.Deferred || out.Reason != "night" || !out.Unburned {
		t.Errorf("%+v", out)
	}
	c.Put(conn)
}
