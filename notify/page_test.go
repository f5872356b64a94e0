package notify_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"dari/internal/shop"
	"dari/notify"

	"github.com/jhillyerd/enmime/v2"
)

// pages are addresses as a shop's would be, by mail and, shorter, by SMS.
func pages(_ context.Context, channel notify.Channel, of []notify.PageOf) (map[int64]string, error) {
	urls := map[int64]string{}
	for _, p := range of {
		urls[p.DeliveryID] = fmt.Sprintf("https://help.ondam.example/o/tokenOfOrder%d", p.OrderID)
		if channel == notify.SMS {
			urls[p.DeliveryID] = fmt.Sprintf("https://help.ondam.kr/o/short%05d", p.OrderID)
		}
	}
	return urls, nil
}

func TestANoticeLeadsToThePageOfItsOrder(t *testing.T) {
	w := newWorld(t, noon, func(o *notify.Options) { o.OrderPages = pages })
	w.run()
	w.order(order("1", "paid"))
	w.wait("the mail", func() bool { return len(w.mail.got()) == 1 })
	e, err := enmime.ReadEnvelope(strings.NewReader(w.mail.got()[0].data))
	w.must(err)
	page := fmt.Sprintf("https://help.ondam.example/o/tokenOfOrder%d", w.value(`SELECT id FROM dari.orders`))
	if !strings.Contains(e.Text, "주문 보기: "+page) || !strings.Contains(e.HTML, `href="`+page+`"`) || !strings.Contains(e.HTML, `href="`+page+`#cancel"`) {
		t.Errorf("%s\n%s", e.Text, e.HTML)
	}
	w.wait("the ledger", func() bool { return slices.Equal(w.ledger(), []string{"order.paid email sent"}) })
	if kept := w.value(`SELECT composed::text FROM dari.deliveries`).(string); strings.Contains(kept, "tokenOf") || !strings.Contains(kept, "/o/…") {
		t.Errorf("the ledger opens the page: %s", kept)
	}
}

func TestATextMessageNamesThePageWhileItStaysShort(t *testing.T) {
	tests := map[string]struct {
		status, number  string
		change          func(*shop.OrderChange)
		has, kind, lack string
	}{
		"there is room":                           {"paid", "1", nil, "\nhelp.ondam.kr/o/short", "SMS", "https://"},
		"there is none, and it is left out":       {"delivered", "2026-1123-00042-00042", nil, "도착했습니다.", "SMS", "/o/"},
		"it is long already, and has it in whole": {"shipped", "2026-1123-0042", func(c *shop.OrderChange) { c.Carrier, c.TrackingNo = ptr("cjlogistics"), ptr("688900001111") }, "\n주문 보기 https://help.ondam.kr/o/short", "LMS", "tokenOf"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, noon, func(o *notify.Options) { o.OrderPages = pages })
			w.run()
			change := order(tt.number, tt.status)
			change.BuyerEmail = ptr("")
			if tt.change != nil {
				tt.change(&change)
			}
			w.order(change)
			w.wait("the message", func() bool { return len(w.phone.got()) == 1 })
			got := w.phone.got()[0]
			if !strings.Contains(got.Text, tt.has) || got.Type != tt.kind || strings.Contains(got.Text, tt.lack) {
				t.Errorf("%s %q", got.Type, got.Text)
			}
		})
	}
}

func TestALateOrderIsAnsweredByThreeButtons(t *testing.T) {
	for name, tt := range map[string]struct {
		eta     string
		buttons int
	}{"three days or more": {"2026-12-23", 3}, "two days": {"2026-12-15", 0}} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, noon, func(o *notify.Options) { o.OrderPages = pages })
			first := order("1", "paid")
			first.IsPreorder, first.ETATo = ptr(true), ptr("2026-12-13")
			w.order(first)
			w.exec(`DELETE FROM dari.deliveries`)
			w.run()
			w.order(shop.OrderChange{Number: "1", Source: "api", SourceKey: "1", ETATo: ptr(tt.eta)})
			w.wait("mail and SMS", func() bool { return len(w.mail.got()) == 1 && len(w.phone.got()) == 1 })
			e, err := enmime.ReadEnvelope(strings.NewReader(w.mail.got()[0].data))
			w.must(err)
			n := 0
			for _, at := range []string{"#late", "#help", "#cancel"} {
				n += strings.Count(e.HTML, at+`"`)
			}
			if n != tt.buttons || !strings.Contains(e.Text, "/o/tokenOf") || !strings.Contains(w.phone.got()[0].Text, "/o/short") {
				t.Errorf("%d buttons in %s", n, e.Text)
			}
		})
	}
}

func TestABuiltInTextIsRenewedAndAShopsOwnIsNot(t *testing.T) {
	w := newWorld(t, noon, nil)
	live := func(kind string) string {
		return w.value(`SELECT v.version || ' ' || v.subject FROM dari.templates t JOIN dari.template_versions v ON v.template_id = t.id AND v.version = t.live_version WHERE t.kind = $1 AND t.channel = 'email' AND t.lang = 'en'`, kind).(string)
	}
	w.exec(`UPDATE dari.template_versions SET subject = 'as it was' WHERE template_id IN (SELECT id FROM dari.templates WHERE kind = 'order.paid')`)
	w.must(notify.SaveTemplate(t.Context(), w.db, notify.TemplateText{Kind: "order.shipped", Channel: notify.Email, Lang: "en", Subject: "Ours", BodyText: "Sent."}))
	for range 2 {
		w.must(notify.Seed(t.Context(), w.db))
	}
	if got := live("order.paid"); !strings.HasPrefix(got, "2 [{{shop.name}}]") {
		t.Errorf("an older text of the product: %s", got)
	}
	if got := live("order.shipped"); got != "2 Ours" {
		t.Errorf("a shop's own: %s", got)
	}
	if got := live("order.placed"); !strings.HasPrefix(got, "1 ") {
		t.Errorf("one that is the same: %s", got)
	}
}

func TestACarrierIsCalledInANoticeAsOnTheOrdersPage(t *testing.T) {
	w := newWorld(t, noon, nil)
	w.run()
	change := order("1", "shipped")
	change.BuyerEmail, change.Carrier, change.TrackingNo = ptr(""), ptr("kdexp"), ptr("1234567890")
	w.order(change)
	w.wait("the message", func() bool { return len(w.phone.got()) == 1 })
	if got := w.phone.got()[0].Text; got != "[온담] 주문 1 상품을 보냈습니다.\n경동택배 1234567890" {
		t.Errorf("%q", got)
	}
}
