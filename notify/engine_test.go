package notify_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"dari/notify"
	"dari/notify/outcome"
	"dari/notify/sms"
)

func to(i int) string { return fmt.Sprintf("p%d@example.com", i) }

// results are "state reason attempts outcomes" of the rows, in order.
func (w *world) results() []string {
	w.t.Helper()
	var out []string
	rows, err := w.db.Query(w.t.Context(), `SELECT d.state || ' ' || d.reason || ' ' || coalesce((SELECT string_agg(a.outcome || ' ' || a.code, ', ' ORDER BY a.n) FROM dari.delivery_attempts a WHERE a.delivery_id = d.id), '') FROM dari.deliveries d ORDER BY d.id`)
	w.must(err)
	defer rows.Close()
	for rows.Next() {
		var s string
		w.must(rows.Scan(&s))
		out = append(out, s)
	}
	return out
}

func TestEveryOutcomeReachesTheLedger(t *testing.T) {
	w := newWorld(t, "", nil)
	var drops, greys atomic.Int64
	w.mail.set(func(phase, arg string) string {
		switch {
		case phase == "rcpt" && strings.Contains(arg, "gone@"):
			return "550 5.1.1 no such user"
		case phase == "rcpt" && strings.Contains(arg, "policy@"):
			return "550 5.7.1 no"
		case phase == "rcpt" && strings.Contains(arg, "grey@") && greys.Add(1) == 1:
			return "451 4.7.1 later"
		case phase == "dot" && strings.Contains(arg, "drop@") && drops.Add(1) == 1:
			return "drop"
		}
		return ""
	})
	w.run()
	for i, name := range []string{"good", "gone", "policy", "grey", "drop"} {
		o := order(fmt.Sprint(i+1), "paid")
		o.BuyerEmail, o.BuyerPhone = ptr(name+"@example.com"), ptr("")
		w.order(o)
	}
	want := []string{"sent  sent 250", "failed no_such_address failed 550", "failed refused failed 550", "sent  deferred 451, sent 250", "sent  unknown 0, sent 250"}
	w.wait("every end", func() bool { return slices.Equal(w.results(), want) })
	if got := w.value(`SELECT string_agg(address_norm || ' ' || scope, ',') FROM dari.suppressions`); got != "gone@example.com all" {
		t.Errorf("suppressed: %v", got)
	}
	ids := map[string]int{}
	for _, m := range w.mail.got() {
		for line := range strings.SplitSeq(m.data, "\r\n") {
			if strings.HasPrefix(line, "Message-ID:") {
				ids[line]++
			}
		}
	}
	if len(ids) != 3 {
		t.Errorf("a further attempt has the same Message-ID: %v", ids)
	}
	o := order("9", "paid")
	o.BuyerEmail, o.BuyerPhone = ptr("gone@example.com"), ptr("")
	w.order(o)
	w.wait("the dead address is left alone", func() bool { return slices.Contains(w.ledger(), "order.paid email suppressed(suppressed)") })
}

func TestAnUnknownAdvertisementIsNeverSentAgainByItself(t *testing.T) {
	w := newWorld(t, "", func(o *notify.Options) { o.Lease = time.Second })
	w.exec(`UPDATE dari.legal_rules SET value = jsonb_set(value, '{channels}', '[]') WHERE rule = 'ad_night'`)
	w.must(notify.SaveTemplate(t.Context(), w.db, notify.TemplateText{Kind: "ad", Channel: notify.Email, Lang: "ko", Marketing: true, Subject: "소식", BodyText: "소식"}))
	w.mail.set(func(phase, _ string) string {
		if phase == "dot" {
			return "drop"
		}
		return ""
	})
	id, mail, _ := w.someone(1)
	w.run()
	w.plan(ad(id, notify.Email, mail))
	w.wait("unknown", func() bool { return slices.Equal(w.ledger(), []string{"ad email unknown(no_answer)"}) })
	w.must(w.s.Sweep(t.Context()))
	w.must(w.s.Sweep(t.Context()))
	if got := w.results(); got[0] != "unknown no_answer unknown 0" {
		t.Errorf("%q", got)
	}
}

func TestTheSweeperBringsBackWhatAKilledWorkerLeft(t *testing.T) {
	w := newWorld(t, "", nil)
	for i := range 5 {
		w.order(order(fmt.Sprint(i+1), "paid"))
	}
	w.exec(`UPDATE dari.deliveries SET state = 'leased', attempt = 1, lease_token = gen_random_uuid(), lease_until = dari.clock() - interval '1 second' WHERE id = (SELECT min(id) FROM dari.deliveries)`)
	w.exec(`UPDATE dari.deliveries SET state = 'handed_off', attempt = 1, lease_token = gen_random_uuid(), lease_until = dari.clock(), handoff_at = dari.clock() - interval '1 hour' WHERE id = (SELECT min(id) + 1 FROM dari.deliveries)`)
	w.exec(`UPDATE dari.deliveries SET state = 'handed_off', class = 'marketing', attempt = 1, lease_token = gen_random_uuid(), lease_until = dari.clock(), handoff_at = dari.clock() - interval '1 hour' WHERE id = (SELECT min(id) + 2 FROM dari.deliveries)`)
	w.exec(`UPDATE dari.deliveries SET state = 'handed_off', attempt = 1, lease_token = gen_random_uuid(), lease_until = dari.clock(), handoff_at = dari.clock() WHERE id = (SELECT min(id) + 3 FROM dari.deliveries)`)
	w.exec(`UPDATE dari.deliveries SET expires_at = dari.clock() WHERE id = (SELECT min(id) + 4 FROM dari.deliveries)`)
	w.must(w.s.Sweep(t.Context()))
	want := []string{"queued  ", "queued no_outcome unknown 0", "unknown no_outcome unknown 0", "handed_off  ", "expired expired "}
	if got := w.results(); !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	w.exec(`UPDATE dari.deliveries SET state = 'unknown' WHERE id = (SELECT min(id) + 1 FROM dari.deliveries)`)
	w.must(w.s.Sweep(t.Context()))
	if got := w.results()[1]; got != "unknown no_outcome unknown 0" {
		t.Errorf("asked a second time: %s", got)
	}
}

func TestAnAttemptsOutcomeAfterItsTimeStillSettlesTheRow(t *testing.T) {
	arrived, go_on := make(chan struct{}), make(chan struct{})
	slow := sms.Func(func(context.Context, sms.Message) error {
		close(arrived)
		<-go_on
		return nil
	})
	w := newWorld(t, "", func(o *notify.Options) { o.SMS = slow })
	w.plan(notify.NewDelivery{Class: notify.Marketing, SourceKind: "test", SourceID: 1, Kind: "order.paid", Channel: notify.SMS, Address: "01023456789"})
	w.exec(`UPDATE dari.deliveries SET class = 'notice', lane = 'notice', kind = 'reply'`)
	w.must(notify.SaveTemplate(t.Context(), w.db, notify.TemplateText{Kind: "reply", Channel: notify.SMS, Lang: "ko", BodyText: "답"}))
	w.run()
	<-arrived
	w.exec(`UPDATE dari.deliveries SET state = 'unknown'`)
	close(go_on)
	w.wait("sent after all", func() bool { return slices.Equal(w.ledger(), []string{"reply sms sent"}) })
}

func TestAWorkerWhoseLeaseIsGoneHandsNothingOver(t *testing.T) {
	w := newWorld(t, "", nil)
	w.plan(notify.NewDelivery{Class: notify.Notice, SourceKind: "test", SourceID: 1, Kind: "slow", Channel: notify.Email, Address: to(1)})
	w.must(notify.SaveTemplate(t.Context(), w.db, notify.TemplateText{Kind: "slow", Channel: notify.Email, Lang: "ko", Subject: "s", BodyText: "b"}))
	// The first connection is answered only when another worker has taken the row.
	hold := make(chan struct{})
	var banners atomic.Int64
	w.mail.set(func(phase, _ string) string {
		if phase == "banner" && banners.Add(1) == 1 {
			w.mail.mu.Unlock()
			<-hold
			w.mail.mu.Lock()
		}
		return ""
	})
	w.run()
	w.wait("leased", func() bool { return w.value(`SELECT state FROM dari.deliveries`) == "leased" && banners.Load() == 1 })
	w.exec(`UPDATE dari.deliveries SET lease_token = gen_random_uuid(), lease_until = dari.clock() + interval '1 hour'`)
	close(hold)
	w.wait("the connection is back", func() bool { return w.value(`SELECT state FROM dari.deliveries`) == "leased" })
	w.exec(`INSERT INTO dari.settings (key, value) VALUES ('test', '1')`)
	w.plan(notify.NewDelivery{Class: notify.Notice, SourceKind: "test", SourceID: 2, Kind: "slow", Channel: notify.Email, Address: to(2)})
	w.wait("the next is sent", func() bool { return len(w.mail.got()) == 1 })
	if got := w.mail.got()[0].to; got != "TO:<p2@example.com>" || w.value(`SELECT state FROM dari.deliveries ORDER BY id LIMIT 1`) != "leased" {
		t.Errorf("%s was sent; %q", got, w.ledger())
	}
}

func TestManyAreSentOnceEachWhateverTheServerDoes(t *testing.T) {
	w := newWorld(t, "", func(o *notify.Options) { o.MassGuard = -1 })
	var n, banners atomic.Int64
	w.mail.set(func(phase, _ string) string {
		if phase == "dot" && n.Add(1)%7 == 0 {
			return "451 4.3.0 later"
		}
		if phase == "banner" && banners.Add(1)%3 == 1 {
			return "421 busy"
		}
		return ""
	})
	stop := w.run()
	list := make([]notify.NewDelivery, 300)
	w.must(notify.SaveTemplate(t.Context(), w.db, notify.TemplateText{Kind: "k", Channel: notify.Email, Lang: "ko", Subject: "s", BodyText: "b"}))
	for i := range list {
		list[i] = notify.NewDelivery{Class: notify.Notice, SourceKind: "test", SourceID: int64(i), Kind: "k", Channel: notify.Email, Address: to(i)}
	}
	w.plan(list...)
	w.plan(list...) // planning again is harmless
	w.wait("half of them", func() bool { return len(w.mail.got()) > 150 })
	stop()
	if n := w.value(`SELECT count(*) FROM dari.deliveries WHERE state IN ('leased', 'handed_off')`); n != int64(0) {
		t.Errorf("%v rows are left in hand at the end", n)
	}
	w.s = notify.New(notify.Options{DB: w.db, Email: mailer(t, w), Retry: []time.Duration{100 * time.Millisecond}, Lease: time.Second})
	w.run()
	w.wait("all of them", func() bool { return w.value(`SELECT count(*) FROM dari.deliveries WHERE state = 'sent'`) == int64(300) })
	seen := map[string]int{}
	for _, m := range w.mail.got() {
		seen[m.to]++
	}
	// The server keeps a mail it answered with 451 in this test, so count the answers instead.
	if len(seen) != 300 {
		t.Errorf("%d of 300 recipients", len(seen))
	}
	if n := w.value(`SELECT count(*) FROM dari.delivery_attempts WHERE outcome = 'sent'`); n != int64(300) {
		t.Errorf("%v acknowledgements for 300 messages", n)
	}
}

func TestAGatewaysBrakeCostsNoAttempt(t *testing.T) {
	var calls atomic.Int64
	w := newWorld(t, "", func(o *notify.Options) {
		o.SMS = channelFunc(func() outcome.Outcome {
			if calls.Add(1) == 1 {
				return outcome.Outcome{Kind: outcome.Deferred, Reason: "throttled", Code: 429, Unburned: true, RetryAfter: 50 * time.Millisecond}
			}
			return outcome.Outcome{Kind: outcome.Sent, Code: 200, Ref: "r1"}
		})
	})
	w.must(notify.SaveTemplate(t.Context(), w.db, notify.TemplateText{Kind: "reply", Channel: notify.SMS, Lang: "ko", BodyText: "답"}))
	w.run()
	w.plan(notify.NewDelivery{Class: notify.Reply, SourceKind: "test", SourceID: 1, Kind: "reply", Channel: notify.SMS, Address: "01023456789"})
	w.wait("sent", func() bool { return slices.Equal(w.results(), []string{"sent  sent 200"}) })
	if n := w.value(`SELECT attempt FROM dari.deliveries`); n != int32(1) {
		t.Errorf("%v attempts", n)
	}
}

func TestWhatCannotBeFilledFailsAndNothingIsPrintedBlank(t *testing.T) {
	w := newWorld(t, "", nil)
	for kind, body := range map[string]string{"missing": "{{coupon.code}}", "unknown": "{{env}}", "call": `{{printf "%1000000000d"}}`, "dot": "{{.}}", "open": "a {{b"} {
		w.must(notify.SaveTemplate(t.Context(), w.db, notify.TemplateText{Kind: kind, Channel: notify.Email, Lang: "ko", Subject: "s", BodyText: body}))
		w.plan(notify.NewDelivery{Class: notify.Notice, SourceKind: kind, SourceID: 1, Kind: kind, Channel: notify.Email, Address: to(1)})
	}
	w.plan(notify.NewDelivery{Class: notify.Notice, SourceKind: "none", SourceID: 1, Kind: "there is none", Channel: notify.Email, Address: to(1)})
	w.run()
	w.wait("failures", func() bool {
		return w.value(`SELECT count(*) FROM dari.deliveries WHERE state = 'failed' AND reason = 'template'`) == int64(6)
	})
	if len(w.mail.got()) != 0 {
		t.Errorf("%v", w.mail.got())
	}
}

type channelFunc func() outcome.Outcome

func (f channelFunc) Send(context.Context, sms.Message) outcome.Outcome { return f() }
