package smtpfault

import (
	"errors"
	"fmt"
	"io"
	"net"
	"net/smtp"
	"net/textproto"
	"testing"
)

func mail(t *testing.T, s *Server, id, to string) error {
	t.Helper()
	text := fmt.Sprintf("Message-ID: <%s@x.example>\r\nX-Delivery-ID: %s\r\n\r\nX-Delivery-ID: not-this\r\n.dot\r\n", id, id)
	return smtp.SendMail(s.Addr(), nil, "shop@x.example", []string{to}, []byte(text))
}

func TestEachPhaseAndAction(t *testing.T) {
	tests := map[string]struct {
		rule  Rule
		code  int // 0: the connection ends
		lines []Line
	}{
		"421 banner":      {Rule{Phase: Banner, Action: Reply(421, "4.3.2 later")}, 421, nil},
		"450 recipient":   {Rule{Phase: Rcpt, Action: Reply(450, "4.2.1 grey")}, 450, nil},
		"451 after dot":   {Rule{Phase: Dot, Action: Reply(451, "4.3.0 later")}, 451, []Line{{DeliveryID: "a", Outcome: "reply:451 4.3.0 later"}}},
		"drop at mail":    {Rule{Phase: Mail, Action: Drop}, 0, nil},
		"drop after dot":  {Rule{Phase: Dot, Action: Drop}, 0, []Line{{DeliveryID: "a", Outcome: Drop}}},
		"250 then drop":   {Rule{Phase: Dot, Action: Reply250Drop}, -1, []Line{{DeliveryID: "a", Acked: true, Outcome: "250drop"}}},
		"a rule used up":  {Rule{Phase: Dot, Action: Drop, Probability: 1e-12}, -1, []Line{{DeliveryID: "a", Acked: true, Outcome: "sent"}}},
		"another phase":   {Rule{Phase: Rset, Action: Drop}, -1, []Line{{DeliveryID: "a", Acked: true, Outcome: "sent"}}},
		"data is refused": {Rule{Phase: Data, Action: Reply(554, "5.6.0 no")}, 554, nil},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s, err := Start(Options{Seed: 1, Rules: []Rule{test.rule}})
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			err = mail(t, s, "a", "kim@x.example")
			var reply *textproto.Error
			switch {
			case test.code > 0 && (!errors.As(err, &reply) || reply.Code != test.code):
				t.Errorf("answered %v, want %d", err, test.code)
			case test.code == 0 && err == nil:
				t.Error("the connection did not end")
			}
			lines := s.Journal.Lines()
			if len(lines) != len(test.lines) {
				t.Fatalf("journal %+v", lines)
			}
			for i, want := range test.lines {
				got := lines[i]
				if got.DeliveryID != want.DeliveryID || got.Acked != want.Acked || got.Outcome != want.Outcome || got.Rcpt != "kim@x.example" || got.MessageID != "<a@x.example>" {
					t.Errorf("line %+v, want %+v", got, want)
				}
			}
		})
	}
}

func TestGreylistingRefusesTheFirstTryOnly(t *testing.T) {
	s, err := Start(Options{Seed: 7, Rules: []Rule{{Phase: Rcpt, Action: Reply(450, "4.2.1 grey"), FirstTry: true, Probability: 0.5}}})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	refused := 0
	for i := range 40 {
		to := fmt.Sprintf("a%d@x.example", i)
		if mail(t, s, "x", to) != nil {
			refused++
			if err := mail(t, s, "x", to); err != nil {
				t.Errorf("the second try for %s: %v", to, err)
			}
		}
	}
	if refused < 8 || refused > 32 || s.Stats()["rcpt/450"] != refused {
		t.Errorf("%d of 40 were refused, counted %v", refused, s.Stats())
	}
}

func TestASenderThatGoesAwayIsCut(t *testing.T) {
	s, err := Start(Options{})
	if err != nil {
		t.Fatal(err)
	}
	conn, err := net.Dial("tcp", s.Addr())
	if err != nil {
		t.Fatal(err)
	}
	_, _ = io.WriteString(conn, "EHLO x\r\nMAIL FROM:<a@x>\r\nRCPT TO:<b@x>\r\nDATA\r\nX-Delivery-ID: z\r\n\r\nhalf")
	_ = conn.(*net.TCPConn).CloseWrite()
	_, _ = io.Copy(io.Discard, conn)
	_ = conn.Close()
	s.Close()
	if lines := s.Journal.Lines(); len(lines) != 1 || lines[0].Outcome != "cut" || lines[0].Acked || lines[0].DeliveryID != "z" {
		t.Errorf("journal %+v", lines)
	}
}
