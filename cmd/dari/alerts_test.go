package main

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"

	"dari/internal/config"
	"dari/internal/live"
	"dari/internal/postgres"
	"dari/internal/shop/hours"
	"dari/notify/sms"
	"dari/tickets/sla"

	"github.com/jackc/pgx/v5"
)

// gateway takes text messages and keeps them.
type gateway struct {
	*httptest.Server
	mu   sync.Mutex
	took []sms.Message
}

func newGateway(t *testing.T) *gateway {
	t.Helper()
	g := &gateway{}
	g.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var m sms.Message
		if err := json.NewDecoder(r.Body).Decode(&m); err != nil {
			t.Errorf("a text message that cannot be read: %v", err)
		}
		g.mu.Lock()
		defer g.mu.Unlock()
		g.took = append(g.took, m)
		_ = json.NewEncoder(w).Encode(map[string]string{"provider_id": "p-" + m.ID}) // the caller may be gone
	}))
	t.Cleanup(g.Close)
	return g
}

func (g *gateway) all() []sms.Message {
	g.mu.Lock()
	defer g.mu.Unlock()
	return append([]sms.Message{}, g.took...)
}

// screen is what consoles of a person are sent.
type screen struct {
	mu     sync.Mutex
	frames []string
}

func (o *office) screenOf(topic string) *screen {
	s := &screen{}
	var sub *live.Sub
	sub = live.NewSub(func() {
		for f, more := sub.Next(); more; f, more = sub.Next() {
			s.mu.Lock()
			s.frames = append(s.frames, string(f.Payload))
			s.mu.Unlock()
		}
	}, nil)
	o.a.hub.Subscribe(sub, topic)
	return s
}

func (s *screen) shows(word string) (n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range s.frames {
		if strings.Contains(f, word) {
			n++
		}
	}
	return n
}

// An answer is overdue: its owner has it on the screen, by mail and by text message, once and without a word of
// what the customer wrote.
func TestWhoIsLateIsToldByScreenMailAndTextMessage(t *testing.T) { // R44
	g := newGateway(t)
	o := newOffice(t, func(c *config.Config) { c.SMSURL = g.URL })
	ctx, db := t.Context(), o.a.db
	always := hours.Weekdays()
	always.Public = false
	for day := range always.Week {
		always.Week[day] = hours.Weekday{Open: []hours.Span{{From: 0, To: hours.At(24, 0)}}}
	}
	o.must(postgres.InTx(ctx, db, func(tx pgx.Tx) error { return hours.Seed(ctx, tx, always) }))
	minute := 1
	_, err := o.a.sla.Save(ctx, o.haeun, sla.Policy{Name: "바로", First: &minute, Warn: 75})
	o.must(err)
	owner := o.agent("sori", "agent")
	for _, sql := range []string{
		`INSERT INTO dari.duties (staff_id, state, off_since) VALUES ($1, 'online', NULL)`,
		`INSERT INTO dari.alert_preferences (staff_id, phone, matrix) VALUES ($1, '+821012345678', jsonb_build_object('late', '{"screen":true,"sound":true,"desktop":true,"mail":true,"sms":true}'::jsonb))`,
	} {
		_, err := db.Exec(ctx, sql, owner.ID)
		o.must(err)
	}
	mine, others := o.screenOf("staff:"+strconv.FormatInt(owner.ID, 10)), o.screenOf("staff:"+strconv.FormatInt(o.haeun.ID, 10))
	ticket := o.receive(letterOfSeoyeon)
	_, err = o.a.tickets.Assign(ctx, o.haeun, ticket.Number, &owner.ID, 0)
	o.must(err)
	o.drain()
	for range 2 { // what is overdue once is not overdue again
		_, err = db.Exec(ctx, `UPDATE dari.sla_clocks SET due_at = dari.clock() - interval '1 second', warned_at = dari.clock(), sooned_at = dari.clock(), breached_at = NULL WHERE kind = 'first'`)
		o.must(err)
		o.must(o.a.sla.Moments(ctx))
		o.drain()
	}
	o.wait("it is on the screen", func() bool { return mine.shows(`"row":"late"`) > 0 })
	o.wait("a mail arrives", func() bool { return len(o.post.to("sori@ondam.example")) > 0 })
	o.wait("a text message arrives", func() bool { return len(g.all()) > 0 })
	o.wait("the ledger says so", func() bool {
		var open int
		o.must(db.QueryRow(ctx, `SELECT count(*) FROM dari.deliveries WHERE kind = 'staff.alert' AND state <> 'sent'`).Scan(&open))
		return open == 0
	})
	mails, texts := o.post.to("sori@ondam.example"), g.all()
	if len(mails) != 1 || len(texts) != 1 || mine.shows(`"row":"late"`) != 1 || others.shows(`"row":"late"`) != 0 {
		t.Errorf("%d mails, %d text messages, %d and %d times on the screen", len(mails), len(texts), mine.shows(`"row":"late"`), others.shows(`"row":"late"`))
	}
	e := mails[0].envelope(t)
	for what, text := range map[string]string{"the mail": e.GetHeader("Subject") + e.Text, "the text message": texts[0].Text + texts[0].Title} {
		if number := "#" + strconv.FormatInt(ticket.Number, 10); !strings.Contains(text, number) || strings.Contains(text, "배송지") || strings.Contains(text, "서연") {
			t.Errorf("%s of %s says %q", what, number, text)
		}
	}
	if link := "http://127.0.0.1:8080/app/inbox/" + strconv.FormatInt(ticket.Number, 10); !strings.Contains(e.Text, link) || texts[0].To != "+821012345678" {
		t.Errorf("the mail leads to %q, the text message went to %q", e.Text, texts[0].To)
	}
}
