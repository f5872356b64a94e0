package notify_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"dari/internal/postgres/pgtest"
	"dari/internal/shop"
	"dari/notify"

	"github.com/google/go-cmp/cmp"
)

func moved(number, status string) shop.OrderChange {
	return shop.OrderChange{Source: "api", SourceKey: number, Number: number, Status: &status}
}

// at stops the clock so many seconds after noon and lets what is due leave.
func (w *world) at(seconds int) {
	w.t.Helper()
	pgtest.SetClock(w.t, w.db, time.Date(2026, 11, 23, 3, 0, seconds, 0, time.UTC).Format(time.RFC3339))
	w.s.Wake()
}

func TestABurstOfChangesIsTwoMessagesAtMost(t *testing.T) {
	w := newWorld(t, noon, nil)
	stop := w.run()
	defer stop()
	w.order(order("1", "placed"))
	w.settled()
	for i, status := range []string{"paid", "preparing", "placed", "paid", "delivered"} {
		w.at(30 * (i + 1))
		w.order(moved("1", status))
		w.settled()
	}
	if n := len(w.mail.got()); n != 1 {
		t.Fatalf("%d mails in the window, want 1: %q", n, w.ledger())
	}
	w.at(600)
	w.wait("the last word", func() bool { return len(w.mail.got()) == 2 })
	want := []string{
		"order.placed email sent", "order.paid email cancelled(folded)", "order.placed email cancelled(folded)",
		"order.paid email cancelled(folded)", "order.delivered email sent",
	}
	if diff := cmp.Diff(want, w.settled()); diff != "" {
		t.Error(diff)
	}
}

func TestThereAndBackTellsNothingTwice(t *testing.T) {
	w := newWorld(t, noon, nil)
	w.run()
	w.order(order("1", "paid"))
	w.settled()
	w.at(10)
	w.order(moved("1", "delivered"))
	w.order(moved("1", "paid"))
	w.at(600)
	w.wait("the end", func() bool {
		return slices.Equal(w.settled(), []string{"order.paid email sent", "order.delivered email cancelled(folded)", "order.paid email cancelled(already_told)"})
	})
}

func TestAChangeOutsideTheWindowLeavesAtOnce(t *testing.T) {
	w := newWorld(t, noon, nil)
	w.run()
	w.order(order("1", "placed"))
	w.settled()
	w.at(90)
	w.order(moved("1", "paid"))
	w.wait("both", func() bool {
		return slices.Equal(w.settled(), []string{"order.placed email sent", "order.paid email sent"})
	})
}

func TestACancelledOrderDropsWhatHasNotLeft(t *testing.T) {
	w := newWorld(t, noon, nil)
	w.order(order("1", "placed"))
	w.order(moved("1", "paid"))
	w.order(moved("1", "cancelled"))
	want := []string{"order.placed email cancelled(order_cancelled)", "order.paid email cancelled(order_cancelled)", "order.cancelled email planned"}
	if diff := cmp.Diff(want, w.ledger()); diff != "" {
		t.Error(diff)
	}
	w.run()
	w.wait("the cancellation is told", func() bool { return len(w.mail.got()) == 1 })
}

func TestWhatIsNoLongerTrueIsDroppedWhenItWouldLeave(t *testing.T) {
	tests := map[string]struct {
		change string
		want   string
	}{
		"an order that was cancelled":       {`UPDATE dari.orders SET status = 'cancelled'`, "order.shipped email cancelled(order_cancelled)"},
		"an order that went back":           {`UPDATE dari.orders SET status = 'paid'`, "order.shipped email cancelled(no_longer_true)"},
		"an order that has gone on is told": {`UPDATE dari.orders SET status = 'delivered'`, "order.shipped email sent"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, noon, nil)
			o := order("1", "shipped")
			o.BuyerPhone = ptr("")
			w.order(o)
			w.exec(tt.change)
			w.run()
			w.settled()
			if got := w.ledger(); got[0] != tt.want {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
}

func TestOldNewsIsListedAndNotSent(t *testing.T) {
	w := newWorld(t, noon, nil)
	o := order("1", "placed")
	o.PlacedAt = ptr(time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC))
	w.order(o)
	if got := w.ledger(); !slices.Equal(got, []string{"order.placed email expired(stale)"}) {
		t.Errorf("%q", got)
	}
	w.exec(`DELETE FROM dari.deliveries`)
	w.exec(`UPDATE dari.outbox SET created_at = dari.clock() - interval '24 hours 1 second'`)
	w.exec(`INSERT INTO dari.outbox_pending (event_id) SELECT id FROM dari.outbox`)
	w.must(w.relay.Drain(t.Context()))
	if got := w.ledger(); !slices.Equal(got, []string{"order.placed email expired(stale)"}) {
		t.Errorf("%q", got)
	}
}

func TestOneEventHeardTwicePlansOnce(t *testing.T) {
	w := newWorld(t, noon, nil)
	w.order(order("1", "shipped"))
	before := w.ledger()
	w.exec(`INSERT INTO dari.outbox_pending (event_id) SELECT id FROM dari.outbox`)
	w.must(w.relay.Drain(t.Context()))
	if n := w.value(`SELECT count(*) FROM dari.deliveries`); n != int64(len(before)) {
		t.Errorf("%q", w.ledger())
	}
}

func TestUnusuallyManyNoticesWaitForAPerson(t *testing.T) {
	w := newWorld(t, noon, func(o *notify.Options) { o.MassGuard = 5 })
	for i := range 8 {
		o := order(fmt.Sprint(i), "paid")
		o.BuyerEmail, o.BuyerPhone = ptr(to(i)), ptr("")
		w.order(o)
	}
	if n := w.value(`SELECT count(*) FROM dari.deliveries WHERE state = 'held' AND reason = 'mass_guard'`); n != int64(3) {
		t.Errorf("%v are held, want 3 of 8: %q", n, w.ledger())
	}
	// A day as busy as this is usual from then on.
	w.exec(`UPDATE dari.notice_rates SET bucket = bucket - interval '1 day'`)
	for i := range 8 {
		o := order(fmt.Sprint(100+i), "paid")
		o.BuyerEmail, o.BuyerPhone = ptr(to(i)), ptr("")
		w.order(o)
	}
	if n := w.value(`SELECT count(*) FROM dari.deliveries WHERE state = 'held'`); n != int64(3) {
		t.Errorf("%v are held, want none of the second eight", n)
	}
}

func TestEveryBuiltInTemplateIsReadAndKeepsWithinTheLaw(t *testing.T) {
	all, err := notify.BuiltIn()
	if err != nil {
		t.Fatal(err)
	}
	have := map[string]bool{}
	for _, b := range all {
		have[b.Kind+" "+string(b.Channel)+" "+b.Lang] = true
		text, err := notify.ParseText(b.Subject, b.BodyText)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range text.Fields() {
			room, _, _ := strings.Cut(f, ".")
			if !slices.Contains([]string{"shop", "order", "shipment", "delay", "customer", "coupon", "consent", "mail", "chat", "code", "promise", "ticket", "alert"}, room) {
				t.Errorf("%s: nobody fills %s", b.Kind, f)
			}
			if !b.Marketing && room == "coupon" {
				t.Errorf("%s is no advertising and speaks of a coupon", b.Kind)
			}
		}
		for _, word := range []string{"할인", "쿠폰", "이벤트", "적립", "(광고)"} {
			if !b.Marketing && strings.Contains(b.Subject+b.BodyText, word) {
				t.Errorf("%s is no advertising and says %s", b.Kind, word)
			}
		}
	}
	for _, kind := range []string{"order.placed", "order.paid", "order.shipped", "order.delivered", "order.cancelled", "preorder.delayed", "coupon.birthday", "consent.result", "consent.reminder"} {
		for _, channel := range []string{"email", "sms"} {
			for _, lang := range []string{"ko", "en"} {
				if !have[kind+" "+channel+" "+lang] {
					t.Errorf("no template %s %s %s", kind, channel, lang)
				}
			}
		}
	}
}
