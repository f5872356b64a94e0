package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/textproto"
	"strings"
	"sync"
	"testing"
	"time"

	"dari/internal/config"
	"dari/internal/event"
	"dari/internal/fault"
	"dari/internal/jobs/redistest"
	"dari/internal/postgres"
	"dari/internal/postgres/pgtest"
	"dari/internal/staff"
	"dari/internal/thread"
	"dari/notify"
	"dari/tickets"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jhillyerd/enmime/v2"
)

// post is a mail server that keeps what it is given. A rule may say something else than yes.
type post struct {
	listener net.Listener
	mu       sync.Mutex
	rule     func(phase, arg string) string // drop hangs up
	mails    []posted
}

type posted struct{ from, to, data string }

func newPost(t *testing.T) *post {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &post{listener: l}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go p.serve(c)
		}
	}()
	return p
}

func (p *post) serve(conn net.Conn) {
	c := textproto.NewConn(conn)
	defer c.Close()
	refused := false
	say := func(phase, arg, yes string) bool {
		p.mu.Lock()
		defer p.mu.Unlock()
		refused = false
		if p.rule != nil {
			if other := p.rule(phase, arg); other == "drop" {
				return false
			} else if other != "" {
				yes, refused = other, true
			}
		}
		return c.PrintfLine("%s", yes) == nil
	}
	ok := c.PrintfLine("220 test") == nil
	var m posted
	for ok {
		line, err := c.ReadLine()
		if err != nil {
			return
		}
		verb, arg, _ := strings.Cut(line, " ")
		switch verb {
		case "EHLO":
			ok = c.PrintfLine("250-test\r\n250-PIPELINING\r\n250 8BITMIME") == nil
		case "MAIL":
			m = posted{from: arg}
			ok = say("mail", arg, "250 ok")
		case "RCPT":
			m.to = strings.Trim(strings.TrimPrefix(arg, "TO:"), "<>")
			ok = say("rcpt", m.to, "250 ok")
		case "DATA":
			if ok = say("data", m.to, "354 go"); !ok {
				return
			}
			lines, err := c.ReadDotLines()
			if err != nil {
				return
			}
			m.data = strings.Join(lines, "\r\n")
			if ok = say("dot", m.to, "250 kept"); ok && !refused {
				p.mu.Lock()
				p.mails = append(p.mails, m)
				p.mu.Unlock()
			}
		case "QUIT":
			_ = c.PrintfLine("221 bye")
			return
		default:
			ok = c.PrintfLine("250 ok") == nil
		}
	}
}

func (p *post) set(rule func(phase, arg string) string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.rule = rule
}

// to are the mails that one address got.
func (p *post) to(address string) (list []posted) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, m := range p.mails {
		if m.to == address {
			list = append(list, m)
		}
	}
	return list
}

func (p *post) count() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.mails)
}

func (m posted) envelope(t *testing.T) *enmime.Envelope {
	t.Helper()
	e, err := enmime.ReadEnvelope(strings.NewReader(m.data))
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// office is a shop that gets and answers mails, as it is wired for everybody.
type office struct {
	t     *testing.T
	a     *app
	post  *post
	haeun staff.Actor
}

func newOffice(t *testing.T, settings ...func(*config.Config)) *office {
	t.Helper()
	ctx := t.Context()
	o := &office{t: t, post: newPost(t)}
	db := pgtest.New(t)
	o.must(staff.PutShop(ctx, db, staff.ShopSettings{
		Name: "온담", NameEn: "Ondam", Phone: "02-1234-5678", SenderEmail: "help@ondam.example", SenderName: "온담", SMSFrom: "02-1234-5678", Zone: "Asia/Seoul",
	}))
	p := program{log: slog.New(slog.NewTextHandler(io.Discard, nil)), cfg: config.Config{
		Secret: strings.Repeat("walk", 10), PublicURL: "http://127.0.0.1:8080", StorageURL: "file://" + t.TempDir(), MailTo: []string{"help@ondam.example"},
		SMTPURL: "smtp://" + o.post.listener.Addr().String() + "?tls=none", SMTPConnections: 4, MailListen: "lmtp://127.0.0.1:1",
		Retry: []time.Duration{100 * time.Millisecond}, Lease: 2 * time.Second, UnknownAfter: 2 * time.Second, Dialogue: time.Second,
	}}
	for _, set := range settings {
		set(&p.cfg)
	}
	a, err := wire(ctx, p, db, redistest.Client(t))
	o.must(err)
	o.must(notify.Seed(ctx, db))
	o.a = a
	o.haeun = o.agent("하은", "agent")
	running, cancel := context.WithCancel(context.WithoutCancel(ctx))
	var done sync.WaitGroup
	done.Go(func() { _ = a.notify.Run(running) })
	t.Cleanup(func() { cancel(); done.Wait() })
	return o
}

func (o *office) must(err error) {
	o.t.Helper()
	if err != nil {
		o.t.Fatal(err)
	}
}

// A plain row: hashing a password takes longer than the test.
func (o *office) agent(name, role string) staff.Actor {
	var id int64
	o.must(o.a.db.QueryRow(o.t.Context(), `INSERT INTO dari.staff (uid, email, name, password_hash, role) VALUES ($1, $2, $3, 'x', $4) RETURNING id`,
		uuid.New(), name+"@ondam.example", name, role).Scan(&id))
	return staff.Actor{Kind: staff.KindStaff, ID: id, Name: name, Role: role}
}

func (o *office) hold(a staff.Actor, seconds int) {
	_, err := o.a.db.Exec(o.t.Context(), `INSERT INTO dari.staff_preferences (staff_id, mail_hold) VALUES ($1, $2)`, a.ID, seconds)
	o.must(err)
}

func (o *office) drain() {
	o.t.Helper()
	o.must(o.a.relay.Drain(o.t.Context()))
	var text *string
	_ = o.a.db.QueryRow(o.t.Context(), `SELECT error FROM dari.outbox_pending WHERE error IS NOT NULL LIMIT 1`).Scan(&text)
	if text != nil {
		o.t.Fatalf("an event could not be handled: %s", *text)
	}
}

// receive takes a mail in and answers the ticket it belongs to.
func (o *office) receive(mail string) tickets.Ticket {
	o.t.Helper()
	got, err := o.a.mail.Receive(o.t.Context(), "", []byte(strings.ReplaceAll(mail, "\n", "\r\n")))
	o.must(err)
	if got.State != "done" {
		o.t.Fatalf("the mail is %+v", got)
	}
	o.drain()
	var number int64
	o.must(o.a.db.QueryRow(o.t.Context(), `SELECT t.number FROM dari.tickets t JOIN dari.ticket_conversations s ON s.ticket_id = t.id
		JOIN dari.inbound_mail m ON m.conversation_id = s.conversation_id WHERE m.uid = $1 ORDER BY s.from_seq DESC LIMIT 1`, got.ID).Scan(&number))
	return o.ticket(number)
}

func (o *office) ticket(number int64) tickets.Ticket {
	o.t.Helper()
	t, err := tickets.ByNumber(o.t.Context(), o.a.db, number)
	o.must(err)
	return t
}

const letterOfSeoyeon = `From: =?utf-8?b?6rmA7ISc7Jew?= <seoyeon@mail.example>
To: <help@ondam.example>, Mom <mom@mail.example>
Subject: =?utf-8?b?67Cw7Iah7KeAIOuzgOqyvQ==?=
Message-ID: <first-1@mail.example>
Content-Type: text/plain; charset=utf-8

배송지를 바꿀 수 있나요?
`

func (o *office) answer(number int64, text string, m *tickets.Letter, files ...uuid.UUID) int64 {
	o.t.Helper()
	_, err := o.a.tickets.Answer(o.t.Context(), o.haeun, number, tickets.Reply{ClientID: uuid.New(), Text: text, Mail: m, Files: files})
	o.must(err)
	var seq int64
	o.must(o.a.db.QueryRow(o.t.Context(), `SELECT max(m.seq) FROM dari.messages m JOIN dari.tickets t ON t.conversation_id = m.conversation_id WHERE t.number = $1 AND m.sender_kind = 'agent'`, number).Scan(&seq))
	return seq
}

// state is what the message of an answer says of its way: "failed(no_such_address)".
func (o *office) state(number, seq int64) (s string) {
	o.t.Helper()
	o.drain()
	o.must(o.a.db.QueryRow(o.t.Context(), `SELECT (m.data -> 'out' ->> 'state') || coalesce('(' || (m.data -> 'out' ->> 'reason') || ')', '')
		FROM dari.messages m JOIN dari.tickets t ON t.conversation_id = m.conversation_id WHERE t.number = $1 AND m.seq = $2`, number, seq).Scan(&s))
	return s
}

func (o *office) wait(what string, ok func() bool) {
	o.t.Helper()
	deadline := time.Now().Add(20 * time.Second)
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for !ok() {
		if time.Now().After(deadline) {
			var ledger []string
			rows, _ := o.a.db.Query(context.Background(), `SELECT kind || ' ' || address || ' ' || state || ' ' || reason || ' ' || last_text FROM dari.deliveries ORDER BY id`)
			ledger, _ = pgx.CollectRows(rows, pgx.RowTo[string])
			o.t.Fatalf("%s did not come about; ledger:\n%s", what, strings.Join(ledger, "\n"))
		}
		<-tick.C
	}
}

func (o *office) conversationOf(number int64) (id int64, uid uuid.UUID) {
	o.t.Helper()
	o.must(o.a.db.QueryRow(o.t.Context(), `SELECT c.id, c.uid FROM dari.tickets t JOIN dari.conversations c ON c.id = t.conversation_id WHERE t.number = $1`, number).Scan(&id, &uid))
	return id, uid
}

func (o *office) upload(conversationID int64, name string, content []byte) uuid.UUID {
	o.t.Helper()
	by := thread.StaffUploader(o.haeun.ID)
	up, err := o.a.uploads.Begin(o.t.Context(), thread.NewFile{Uploader: by, ConversationID: conversationID, ClientID: uuid.New(), Name: name, Size: int64(len(content))})
	o.must(err)
	up, err = o.a.uploads.Chunk(o.t.Context(), by, up.ID, 0, content)
	o.must(err)
	return up.ID
}

func TestAMailIsAnsweredByMail(t *testing.T) {
	o := newOffice(t)
	o.hold(o.haeun, 0)
	ticket := o.receive(letterOfSeoyeon)
	o.wait("the number is told", func() bool { return len(o.post.to("seoyeon@mail.example")) == 1 })
	notice := o.post.to("seoyeon@mail.example")[0]
	e := notice.envelope(t)
	if notice.from != "FROM:<> BODY=8BITMIME" || e.GetHeader("Auto-Submitted") != "auto-replied" || e.GetHeader("X-Auto-Response-Suppress") != "All" ||
		e.GetHeader("In-Reply-To") != "<first-1@mail.example>" || !strings.Contains(e.Text, fmt.Sprintf("#%d", ticket.Number)) || e.GetHeader("Precedence") != "" {
		t.Errorf("the notice: %s\n%s", notice.from, notice.data)
	}

	seq := o.answer(ticket.Number, "네, 바꿔 드릴게요.\n<b>새</b> 주소를 알려 주세요.", nil)
	o.drain()
	o.wait("both have the answer", func() bool {
		return len(o.post.to("seoyeon@mail.example")) == 2 && len(o.post.to("mom@mail.example")) == 1
	})
	o.wait("the message says so", func() bool { return o.state(ticket.Number, seq) == "sent" })
	m := o.post.to("seoyeon@mail.example")[1]
	e = m.envelope(t)
	if e.GetHeader("Subject") != "Re: 배송지 변경" || e.GetHeader("In-Reply-To") != "<first-1@mail.example>" || e.GetHeader("References") != "<first-1@mail.example>" ||
		e.GetHeader("Auto-Submitted") != "" || !strings.HasPrefix(e.GetHeader("Reply-To"), "<reply+c") || !strings.HasPrefix(m.from, "FROM:<bounce+d") ||
		!strings.Contains(e.GetHeader("Cc"), "mom@mail.example") || strings.Contains(e.GetHeader("To"), "mom@") {
		t.Errorf("%s\n%s", m.from, m.data)
	}
	if !strings.HasPrefix(e.Text, "네, 바꿔 드릴게요.\r\n<b>새</b>") && !strings.HasPrefix(e.Text, "네, 바꿔 드릴게요.\n<b>새</b>") || !strings.Contains(e.Text, "김서연 님이 작성:") || !strings.Contains(e.Text, "> 배송지를 바꿀 수 있나요?") {
		t.Errorf("the text: %q", e.Text)
	}
	if !strings.Contains(e.HTML, "&lt;b&gt;새&lt;/b&gt;") || !strings.Contains(e.HTML, "<blockquote") {
		t.Errorf("the HTML: %s", e.HTML)
	}
	other := o.post.to("mom@mail.example")[0].envelope(t)
	if other.GetHeader("Message-ID") != e.GetHeader("Message-ID") || other.GetHeader("X-Delivery-ID") == e.GetHeader("X-Delivery-ID") {
		t.Errorf("the copies are %q %q, deliveries %q %q", e.GetHeader("Message-ID"), other.GetHeader("Message-ID"), e.GetHeader("X-Delivery-ID"), other.GetHeader("X-Delivery-ID"))
	}

	// What comes back to the answer is the same ticket, and a new answer goes on in the same thread.
	again := o.receive("From: seoyeon@mail.example\nTo: help@ondam.example\nSubject: Re: x\nMessage-ID: <second@mail.example>\nIn-Reply-To: " + e.GetHeader("Message-ID") + "\n\n서울시 종로구로요.\n")
	if again.Number != ticket.Number || again.State != tickets.Open {
		t.Errorf("the reply is ticket %d, %s", again.Number, again.State)
	}
	conversation, _ := o.conversationOf(ticket.Number)
	paper := o.upload(conversation, "교환 안내 \"1\".pdf", []byte("%PDF-1.4\nhello\n"))
	o.answer(ticket.Number, "안내문을 붙였어요.", &tickets.Letter{
		To: []tickets.Recipient{{Name: "김, 서연", Address: "Seoyeon@MAIL.example"}}, Cc: []tickets.Recipient{}, Bcc: []tickets.Recipient{{Address: "boss@else.example"}}, Subject: "주소",
	}, paper)
	o.drain()
	o.wait("the boss has a copy", func() bool { return len(o.post.to("boss@else.example")) == 1 })
	e = o.post.to("boss@else.example")[0].envelope(t)
	if strings.Contains(o.post.to("boss@else.example")[0].data, "boss@") || e.GetHeader("Subject") != "주소" || len(o.post.to("mom@mail.example")) != 1 || strings.Contains(e.Text, "종로구로요") {
		t.Errorf("the blind copy: %s", o.post.to("boss@else.example")[0].data)
	}
	if len(e.Attachments) != 1 || e.Attachments[0].FileName != "교환 안내 _1_.pdf" && e.Attachments[0].FileName != `교환 안내 "1".pdf` || string(e.Attachments[0].Content) != "%PDF-1.4\nhello\n" || len(e.Errors) != 0 {
		t.Errorf("%d attachments, %v", len(e.Attachments), e.Errors)
	}
}

func TestAnAnswerIsTakenBackBeforeItLeaves(t *testing.T) {
	for name, heard := range map[string]bool{"planned": true, "not heard of by the relay": false} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t)
			o.hold(o.haeun, 10)
			ticket := o.receive(letterOfSeoyeon)
			conversation, uid := o.conversationOf(ticket.Number)
			paper := o.upload(conversation, "a.pdf", []byte("%PDF-1.4\nhello\n"))
			seq := o.answer(ticket.Number, "잘못 쓴 답", nil, paper)
			if heard {
				if got := o.state(ticket.Number, seq); got != "held" {
					t.Fatalf("it is %s", got)
				}
			}
			if _, err := o.a.letters.Unsend(t.Context(), o.agent("민호", "agent"), conversation, seq); !fault.Is(err, fault.Conflict) {
				t.Errorf("a colleague: %v", err)
			}
			u, err := o.a.letters.Unsend(t.Context(), o.haeun, conversation, seq)
			o.must(err)
			if u.Text != "잘못 쓴 답" || len(u.Files) != 1 || u.Files[0].ID != paper || len(u.Mail.To) != 1 || len(u.Mail.Cc) != 1 {
				t.Errorf("its writer gets %+v", u)
			}
			o.drain()
			o.drain()
			if left := pgtest.Count(t, o.a.db, `SELECT count(*) FROM dari.deliveries WHERE source_kind = 'message' AND state <> 'cancelled'`); left != 0 {
				t.Errorf("%d copies are still to leave", left)
			}
			after := o.ticket(ticket.Number)
			if after.State != tickets.Open || after.WaitingSince == nil || after.Preview == "" {
				t.Errorf("the ticket is %s, waiting since %v, %q", after.State, after.WaitingSince, after.Preview)
			}
			list, err := thread.After(t.Context(), o.a.db, conversation, seq-1, 1)
			o.must(err)
			if !list[0].Withdrawn || list[0].Body != "" {
				t.Errorf("the message is %+v", list[0])
			}
			if _, err := o.a.letters.Unsend(t.Context(), o.haeun, conversation, seq); err != nil {
				t.Errorf("a second time: %v", err)
			}
			if _, err := o.a.uploads.OfStaff(t.Context(), o.haeun.ID, uid, paper); err != nil {
				t.Errorf("the file: %v", err)
			}
			seq = o.answer(ticket.Number, "바른 답", nil, paper)
			if o.post.to("mom@mail.example") != nil || o.state(ticket.Number, seq) != "held" {
				t.Error("something has left")
			}
		})
	}
	t.Run("one that has left stays", func(t *testing.T) {
		o := newOffice(t)
		o.hold(o.haeun, 0)
		ticket := o.receive(letterOfSeoyeon)
		seq := o.answer(ticket.Number, "답", nil)
		o.wait("it is sent", func() bool { return o.state(ticket.Number, seq) == "sent" })
		conversation, _ := o.conversationOf(ticket.Number)
		if _, err := o.a.letters.Unsend(t.Context(), o.haeun, conversation, seq); !fault.Is(err, fault.Conflict) {
			t.Errorf("%v", err)
		}
		if got := o.state(ticket.Number, seq); got != "sent" {
			t.Errorf("it is %s", got)
		}
	})
}

func TestAMessageSaysWhatBecameOfItsMail(t *testing.T) {
	once := func(answer string, phase string) func() func(string, string) string {
		return func() func(string, string) string {
			told := false
			return func(p, to string) string {
				if p != phase || told || strings.Contains(to, "mom@") {
					return ""
				}
				told = true
				return answer
			}
		}
	}
	always := func(phase, part, answer string) func() func(string, string) string {
		return func() func(string, string) string {
			return func(p, to string) string {
				if p == phase && strings.Contains(to, part) {
					return answer
				}
				return ""
			}
		}
	}
	tests := map[string]struct {
		rule   func() func(phase, arg string) string
		state  string
		mails  int // to both
		reopen bool
	}{
		"no such address":            {always("rcpt", "@", "550 5.1.1 unknown"), "failed(no_such_address)", 0, true},
		"one of them is refused":     {always("rcpt", "mom@", "550 5.7.1 no"), "partly(refused)", 1, true},
		"refused for now":            {once("451 later", "rcpt"), "sent", 2, false},
		"refused after the text":     {always("dot", "@", "554 spam"), "failed(content_refused)", 0, true},
		"no answer to the text":      {once("drop", "dot"), "sent", 2, false}, // asked once more, under the same Message-ID
		"nobody answers for a while": {once("421 busy", "rcpt"), "sent", 2, false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t)
			o.hold(o.haeun, 0)
			ticket := o.receive(letterOfSeoyeon)
			o.wait("the number is told", func() bool { return o.post.count() == 1 })
			o.post.set(tt.rule())
			seq := o.answer(ticket.Number, "답", nil)
			o.wait("it is "+tt.state, func() bool { return o.state(ticket.Number, seq) == tt.state })
			if n := o.post.count() - 1; n != tt.mails {
				t.Errorf("%d mails were taken", n)
			}
			if now := o.ticket(ticket.Number); (now.State == tickets.Open) != tt.reopen {
				t.Errorf("the ticket is %s", now.State)
			}
			o.sendsAgain(ticket.Number, seq, tt.state, tt.mails)
		})
	}
}

// sendsAgain lets an answer leave once more, the mail server taking everything now: each has it once in the end,
// and an address that takes nothing any more stays as it is.
func (o *office) sendsAgain(number, seq int64, was string, had int) {
	o.t.Helper()
	o.post.set(nil)
	conversation, _ := o.conversationOf(number)
	err := o.a.letters.Resend(o.t.Context(), o.haeun, conversation, seq, false)
	if was == "sent" {
		var f *fault.Fault
		if !errors.As(err, &f) || f.Code != "letters.nothing_lost" {
			o.t.Errorf("what has arrived is sent again: %v", err)
		}
		return
	}
	o.must(err)
	o.must(o.a.letters.Resend(o.t.Context(), o.haeun, conversation, seq, false)) // a second click
	if was == "failed(no_such_address)" {
		o.wait("nobody gets it", func() bool { return strings.HasPrefix(o.state(number, seq), "failed") })
		return
	}
	o.wait("it is sent", func() bool { return o.state(number, seq) == "sent" })
	if now := o.ticket(number); now.State != tickets.Waiting || now.WaitingSince != nil {
		o.t.Errorf("the answer has reached everybody, and the ticket is %s since %v", now.State, now.WaitingSince)
	}
	if n := o.post.count() - 1; n != 2 {
		o.t.Errorf("%d mails, %d of them at first", n, had)
	}
}

func TestAReportAndASuppressionAreShownOnTheMessage(t *testing.T) {
	o := newOffice(t)
	o.hold(o.haeun, 0)
	ticket := o.receive(letterOfSeoyeon)
	only := &tickets.Letter{To: []tickets.Recipient{{Address: "seoyeon@mail.example"}}, Cc: []tickets.Recipient{}}
	seq := o.answer(ticket.Number, "답", only)
	o.wait("it is sent", func() bool { return o.state(ticket.Number, seq) == "sent" })
	mails := o.post.to("seoyeon@mail.example")
	id := mails[len(mails)-1].envelope(t).GetHeader("Message-ID")
	report := "From: MAILER-DAEMON@mail.example\nTo: help@ondam.example\nSubject: Undelivered Mail Returned to Sender\nMessage-ID: <dsn@mail.example>\nMIME-Version: 1.0\n" +
		"Content-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\nAuto-Submitted: auto-replied\n\n--b\nContent-Type: text/plain\n\nIt failed.\n--b\nContent-Type: message/delivery-status\n\n" +
		"Reporting-MTA: dns; mail.example\n\nFinal-Recipient: rfc822; seoyeon@mail.example\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 unknown user\n\n" +
		"--b\nContent-Type: message/rfc822\n\nMessage-ID: " + id + "\nSubject: x\n\nx\n--b--\n"
	if _, err := o.a.mail.Receive(t.Context(), "", []byte(strings.ReplaceAll(report, "\n", "\r\n"))); err != nil {
		t.Fatal(err)
	}
	o.wait("it is bounced", func() bool { return strings.HasPrefix(o.state(ticket.Number, seq), "bounced") })
	if now := o.ticket(ticket.Number); now.State != tickets.Open {
		t.Errorf("the ticket is %s", now.State)
	}
	_, err := o.a.tickets.Answer(t.Context(), o.haeun, ticket.Number, tickets.Reply{ClientID: uuid.New(), Text: "다시", Mail: only})
	if !fault.Is(err, fault.Invalid) {
		t.Errorf("another answer to that address: %v", err)
	}
	o.hold(o.agent("민호", "agent"), 0)
	to := &tickets.Letter{To: []tickets.Recipient{{Address: "new@mail.example"}}, Cc: []tickets.Recipient{}}
	o.post.set(func(phase, _ string) string {
		if phase == "rcpt" {
			return "451 later"
		}
		return ""
	})
	seq = o.answer(ticket.Number, "새 주소로", to)
	o.drain()
	_, err = o.a.db.Exec(t.Context(), `INSERT INTO dari.suppressions (channel, address_norm, scope, reason) VALUES ('email', 'new@mail.example', 'all', 'test')`)
	o.must(err)
	o.wait("the gate stops it", func() bool { return o.state(ticket.Number, seq) == "failed(suppressed)" })
}

func TestACommittedAnswerMakesOneMailWhateverHappens(t *testing.T) {
	o := newOffice(t)
	o.hold(o.haeun, 0)
	ticket := o.receive(letterOfSeoyeon)
	reply := tickets.Reply{ClientID: uuid.New(), Text: "답"}
	for range 3 { // the writer's browser tries again
		_, err := o.a.tickets.Answer(t.Context(), o.haeun, ticket.Number, reply)
		o.must(err)
	}
	// A relay that dies before its commit, and one that hears everything twice.
	var conversation, seq int64
	conversation, _ = o.conversationOf(ticket.Number)
	o.must(o.a.db.QueryRow(t.Context(), `SELECT last_seq FROM dari.conversations WHERE id = $1`, conversation).Scan(&seq))
	appended := fmt.Appendf(nil, `{"conversation_id":%d,"seq":%d,"from":"agent","channel":"mail"}`, conversation, seq)
	again := func(fail error) {
		err := postgres.InTx(t.Context(), o.a.db, func(tx pgx.Tx) error {
			h := o.a.letters.Handlers()[0]
			err := h.Handle(t.Context(), tx, []event.Event{{Payload: appended}})
			return errors.Join(err, fail)
		})
		if !errors.Is(err, fail) {
			t.Fatal(err)
		}
	}
	dead := errors.New("the power is out")
	again(dead)
	o.drain()
	again(nil)
	again(nil)
	o.wait("it is sent", func() bool { return o.state(ticket.Number, seq) == "sent" })
	for _, address := range []string{"mom@mail.example"} {
		if n := len(o.post.to(address)); n != 1 {
			t.Errorf("%s has %d mails", address, n)
		}
	}
	if n := pgtest.Count(t, o.a.db, `SELECT count(*) FROM dari.deliveries WHERE source_kind = 'message'`); n != 2 {
		t.Errorf("%d deliveries", n)
	}
}

func TestARobotIsAnsweredThreeTimesAndNoMore(t *testing.T) { // M-5
	for name, head := range map[string]func(m *enmime.Envelope) string{
		"it answers": func(m *enmime.Envelope) string {
			return "To: " + m.GetHeader("Reply-To") + "\nIn-Reply-To: " + m.GetHeader("Message-ID")
		},
		"it writes a new mail": func(*enmime.Envelope) string { return "To: help@ondam.example" },
	} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t)
			o.receive("From: robot@mail.example\nTo: help@ondam.example\nSubject: hello\nMessage-ID: <r0@mail.example>\n\nhello\n")
			answered := 0
			for i := 1; i <= 20; i++ {
				o.drain()
				if n := pgtest.Count(t, o.a.db, `SELECT count(*) FROM dari.deliveries WHERE address = 'robot@mail.example'`); n > answered {
					o.wait("it left", func() bool { return len(o.post.to("robot@mail.example")) == n })
					answered = n
				}
				ours := o.post.to("robot@mail.example")
				_, err := o.a.mail.Receive(t.Context(), "", []byte(strings.ReplaceAll(fmt.Sprintf("From: robot@mail.example\n%s\nSubject: hello\nMessage-ID: <r%d@mail.example>\n\nhello again %d\n",
					head(ours[len(ours)-1].envelope(t)), i, i), "\n", "\r\n")))
				o.must(err)
			}
			o.drain()
			if n := pgtest.Count(t, o.a.db, `SELECT count(*) FROM dari.deliveries WHERE address = 'robot@mail.example'`); n > 3 || n == 0 {
				t.Errorf("%d automatic replies", n)
			}
		})
	}
}

func TestBothRequestersHearOfAMerge(t *testing.T) {
	o := newOffice(t)
	one := o.receive(letterOfSeoyeon)
	two := o.receive("From: minjun@mail.example\nTo: help@ondam.example\nSubject: 선물\nMessage-ID: <m@mail.example>\n\n같은 주문이에요.\n")
	_, err := o.a.tickets.Merge(t.Context(), o.haeun, one.Number, two.Number, 0)
	o.must(err)
	o.drain()
	o.wait("both are told", func() bool {
		return len(o.post.to("seoyeon@mail.example")) == 2 && len(o.post.to("minjun@mail.example")) == 2
	})
	for address, ref := range map[string]string{"seoyeon@mail.example": "<first-1@mail.example>", "minjun@mail.example": "<m@mail.example>"} {
		e := o.post.to(address)[1].envelope(t)
		if e.GetHeader("In-Reply-To") != ref || !strings.Contains(e.Text, fmt.Sprint(two.Number)) || !strings.HasPrefix(e.GetHeader("Reply-To"), "<reply+c") {
			t.Errorf("%s reads %s", address, e.Text)
		}
	}
}

func TestWhomAnAnswerCannotGoTo(t *testing.T) { // S9
	o := newOffice(t)
	ticket := o.receive(letterOfSeoyeon)
	yes := true
	conversation, _ := o.conversationOf(ticket.Number)
	to := func(list ...tickets.Recipient) *tickets.Letter {
		return &tickets.Letter{To: list, Cc: []tickets.Recipient{}}
	}
	many := make([]tickets.Recipient, 21)
	for i := range many {
		many[i].Address = fmt.Sprintf("p%d@mail.example", i)
	}
	tests := map[string]struct {
		mail  *tickets.Letter
		field string
	}{
		"a second recipient in the address": {to(tickets.Recipient{Address: "\"a@x> RCPT TO:<e\"@y.example"}), "mail.to[0].address"},
		"a line break in the address":       {to(tickets.Recipient{Address: "a@x.example\r\nBcc: e@x.example"}), "mail.to[0].address"},
		"no address":                        {to(tickets.Recipient{Address: "nobody"}), "mail.to[0].address"},
		"a line break in the name":          {to(tickets.Recipient{Name: "x\r\nBcc: e@x.example", Address: "a@x.example"}), "mail.to[0].name"},
		"a line break in the subject":       {&tickets.Letter{Subject: "x\r\nBcc: e@x.example"}, "mail.subject"},
		"a NUL in the subject":              {&tickets.Letter{Subject: "x\x00"}, "mail.subject"},
		"the shop itself":                   {to(tickets.Recipient{Address: "HELP@ondam.example"}), "mail.to[0].address"},
		"a signed address of ours":          {to(tickets.Recipient{Address: o.a.mail.ReplyTo(conversation, "ondam.example")}), "mail.to[0].address"},
		"21 people":                         {to(many...), "mail"},
		"a quote for a stranger":            {&tickets.Letter{To: []tickets.Recipient{{Address: "stranger@mail.example"}}, Cc: []tickets.Recipient{}, Quote: &yes}, "mail.quote"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := o.a.tickets.Answer(t.Context(), o.haeun, ticket.Number, tickets.Reply{ClientID: uuid.New(), Text: "답", Mail: tt.mail})
			var f *fault.Fault
			if !errors.As(err, &f) || f.Kind != fault.Invalid || f.Field != "body."+tt.field {
				t.Errorf("%+v", err)
			}
		})
	}
	if n := pgtest.Count(t, o.a.db, `SELECT count(*) FROM dari.messages WHERE sender_kind = 'agent'`); n != 0 {
		t.Errorf("%d answers were written", n)
	}
}

func TestAnAnswerInTheHandsOfAKilledProgramLeavesAllTheSame(t *testing.T) {
	tests := map[string]struct {
		left  string // as the program has left it
		mails int    // the copy that may have been sent is sent once more, under the same Message-ID
	}{
		"before it was handed off": {`state = 'leased', lease_token = gen_random_uuid(), lease_until = dari.clock() - interval '1 second', attempt = 1, not_before = dari.clock()`, 1},
		"in the dialogue":          {`state = 'handed_off', lease_token = gen_random_uuid(), handoff_at = dari.clock() - interval '1 minute', attempt = 1, not_before = dari.clock()`, 1},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t)
			o.hold(o.haeun, 10)
			ticket := o.receive(letterOfSeoyeon)
			seq := o.answer(ticket.Number, "답", &tickets.Letter{To: []tickets.Recipient{{Address: "mom@mail.example"}}, Cc: []tickets.Recipient{}})
			o.drain()
			done, err := o.a.db.Exec(t.Context(), `UPDATE dari.deliveries SET `+tt.left+` WHERE source_kind = 'message'`)
			o.must(err)
			if done.RowsAffected() != 1 {
				t.Fatalf("%d copies", done.RowsAffected())
			}
			o.wait("it is sent", func() bool { return o.state(ticket.Number, seq) == "sent" })
			mails := o.post.to("mom@mail.example")
			if len(mails) != tt.mails {
				t.Errorf("%d mails", len(mails))
			}
			var id string
			o.must(o.a.db.QueryRow(t.Context(), `SELECT message_id FROM dari.letters`).Scan(&id))
			if got := mails[0].envelope(t).GetHeader("Message-ID"); got != id {
				t.Errorf("it is called %s, the letter %s", got, id)
			}
		})
	}
}
