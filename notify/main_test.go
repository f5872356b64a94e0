package notify_test

import (
	"context"
	"net"
	"net/textproto"
	"strings"
	"sync"
	"testing"
	"time"

	"dari/internal/event"
	"dari/internal/postgres"
	"dari/internal/postgres/pgtest"
	"dari/internal/shop"
	"dari/internal/staff"
	"dari/notify"
	"dari/notify/email"
	"dari/notify/sms"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// noon is a Monday in Seoul on which advertising may leave.
const noon = "2026-11-23T12:00:00+09:00"

// mailbox is a mail server that keeps what it gets. What a rule answers for a phase is said instead
// of 250; "drop" hangs up.
type mailbox struct {
	listener net.Listener
	mu       sync.Mutex
	mails    []received
	rule     func(phase, arg string) string
	open     []net.Conn
}

type received struct{ from, to, data string }

func newMailbox(t *testing.T) *mailbox {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	m := &mailbox{listener: l, rule: func(string, string) string { return "" }}
	t.Cleanup(func() {
		l.Close()
		m.mu.Lock()
		defer m.mu.Unlock()
		for _, c := range m.open {
			c.Close()
		}
	})
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			m.mu.Lock()
			m.open = append(m.open, c)
			m.mu.Unlock()
			go m.serve(c)
		}
	}()
	return m
}

func (m *mailbox) say(c *textproto.Conn, phase, arg, otherwise string) bool {
	m.mu.Lock()
	answer := m.rule(phase, arg)
	m.mu.Unlock()
	if answer == "drop" {
		return false
	}
	if answer == "" {
		answer = otherwise
	}
	return c.PrintfLine("%s", answer) == nil
}

func (m *mailbox) serve(conn net.Conn) {
	c := textproto.NewConn(conn)
	defer c.Close()
	if !m.say(c, "banner", "", "220 test") {
		return
	}
	var r received
	for {
		line, err := c.ReadLine()
		if err != nil {
			return
		}
		verb, arg, _ := strings.Cut(line, " ")
		ok := true
		switch strings.ToUpper(verb) {
		case "EHLO":
			ok = c.PrintfLine("250-test\r\n250-PIPELINING\r\n250 8BITMIME") == nil
		case "MAIL":
			r = received{from: arg}
			ok = m.say(c, "mail", arg, "250 ok")
		case "RCPT":
			r.to = arg
			ok = m.say(c, "rcpt", arg, "250 ok")
		case "DATA":
			if ok = m.say(c, "data", r.to, "354 go"); !ok {
				break
			}
			lines, err := c.ReadDotLines()
			if err != nil {
				return
			}
			r.data = strings.Join(lines, "\r\n")
			if ok = m.say(c, "dot", r.to, "250 kept"); ok {
				m.mu.Lock()
				m.mails = append(m.mails, r)
				m.mu.Unlock()
			}
		case "QUIT":
			_ = c.PrintfLine("221 bye")
			return
		default:
			ok = c.PrintfLine("250 ok") == nil
		}
		if !ok {
			return
		}
	}
}

func (m *mailbox) got() []received {
	m.mu.Lock()
	defer m.mu.Unlock()
	return append([]received(nil), m.mails...)
}

func (m *mailbox) set(rule func(phase, arg string) string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.rule = rule
}

// phones is an SMS gateway that keeps what it gets.
type phones struct {
	mu   sync.Mutex
	list []sms.Message
}

func (p *phones) take(_ context.Context, m sms.Message) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.list = append(p.list, m)
	return nil
}

func (p *phones) got() []sms.Message {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]sms.Message(nil), p.list...)
}

// world is a shop with its notices, a mail server and a gateway.
type world struct {
	t     *testing.T
	db    *pgxpool.Pool
	mail  *mailbox
	phone *phones
	s     *notify.Service
	relay *event.Relay
}

func newWorld(t *testing.T, at string, change func(*notify.Options)) *world {
	t.Helper()
	db := pgtest.New(t)
	if at != "" {
		pgtest.SetClock(t, db, at)
	}
	w := &world{t: t, db: db, mail: newMailbox(t), phone: &phones{}}
	w.must(notify.Seed(t.Context(), db))
	w.must(staff.PutShop(t.Context(), db, staff.ShopSettings{
		Name: "온담", NameEn: "Ondam", Phone: "02-1234-5678", Address: "서울시 종로구 1",
		SenderEmail: "hello@ondam.example", SenderName: "온담", SMSFrom: "0212345678", OptOut080: "080-123-4567", PublicURL: "https://help.ondam.example", Zone: "Asia/Seoul",
	}))
	mail, err := email.New(email.Options{URL: "smtp://" + w.mail.listener.Addr().String() + "?tls=none", Dialogue: 2 * time.Second})
	w.must(err)
	o := notify.Options{
		DB: db, Email: mail, SMS: sms.Func(w.phone.take), Lease: 3 * time.Second, UnknownAfter: 3 * time.Second,
		Retry: []time.Duration{200 * time.Millisecond}, Unsubscribe: func(int64, notify.Channel, string, int64) string { return "https://help.ondam.example/u/token" },
	}
	if change != nil {
		change(&o)
	}
	w.s = notify.New(o)
	w.relay = event.NewRelay(event.RelayOptions{DB: db, Handlers: w.s.Handlers()})
	return w
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// run sends until the test, or the func it answers, ends it.
func (w *world) run() (stop func()) {
	ctx, cancel := context.WithCancel(w.t.Context())
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = w.s.Run(ctx)
	}()
	stop = sync.OnceFunc(func() {
		cancel()
		<-done
	})
	w.t.Cleanup(stop)
	return stop
}

func (w *world) order(change shop.OrderChange) {
	w.t.Helper()
	if change.Source == "" {
		change.Source, change.SourceKey = "api", change.Number
	}
	w.must(postgres.InTx(w.t.Context(), w.db, func(tx pgx.Tx) error {
		_, err := shop.ApplyOrders(w.t.Context(), tx, []shop.OrderChange{change}, shop.Apply{})
		return err
	}))
	w.must(w.relay.Drain(w.t.Context()))
}

// wait until the condition holds.
func (w *world) wait(what string, ok func() bool) {
	w.t.Helper()
	deadline := time.Now().Add(20 * time.Second)
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for !ok() {
		if time.Now().After(deadline) {
			w.t.Fatalf("%s did not come about; ledger:\n%s", what, strings.Join(w.ledger(), "\n"))
		}
		<-tick.C
	}
}

// ledger is "kind channel state(reason)" of every row, in order.
func (w *world) ledger() []string {
	w.t.Helper()
	rows, _ := w.db.Query(w.t.Context(), `SELECT kind || ' ' || channel || ' ' || state || CASE WHEN reason = '' THEN '' ELSE '(' || reason || ')' END FROM dari.deliveries ORDER BY id`)
	list, err := pgx.CollectRows(rows, pgx.RowTo[string])
	w.must(err)
	return list
}

func (w *world) value(sql string, args ...any) (v any) {
	w.t.Helper()
	w.must(w.db.QueryRow(w.t.Context(), sql, args...).Scan(&v))
	return v
}

func (w *world) exec(sql string, args ...any) {
	w.t.Helper()
	_, err := w.db.Exec(w.t.Context(), sql, args...)
	w.must(err)
}

func ptr[T any](v T) *T { return &v }

func order(number, status string) shop.OrderChange {
	return shop.OrderChange{Number: number, Status: ptr(status), BuyerName: ptr("김서연"), BuyerEmail: ptr("seoyeon@example.com"), BuyerPhone: ptr("010-2345-6789"), Total: ptr(int64(128000))}
}

func mailer(t *testing.T, w *world) *email.Client {
	t.Helper()
	c, err := email.New(email.Options{URL: "smtp://" + w.mail.listener.Addr().String() + "?tls=none", Dialogue: 2 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	return c
}
