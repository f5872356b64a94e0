package notify_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"dari/internal/shop"
	"dari/notify"

	"github.com/jhillyerd/enmime/v2"
)

func TestAShippedOrderIsToldByMailAndSMS(t *testing.T) {
	w := newWorld(t, "", nil)
	w.run()
	change := order("2024001", "paid")
	change.Items = &[]shop.Item{{Title: "백자 <반상기>", Option: "4인", Quantity: 2, Price: 64000}}
	w.order(change)
	w.wait("the payment's mail", func() bool { return len(w.mail.got()) == 1 })
	w.exec(`UPDATE dari.deliveries SET created_at = created_at - interval '1 hour', not_before = not_before - interval '1 hour'`)
	w.order(shop.OrderChange{Number: "2024001", Source: "api", SourceKey: "2024001", Status: ptr("shipped"), Carrier: ptr("cjlogistics"), TrackingNo: ptr("688900001111")})
	w.wait("mail and SMS", func() bool { return len(w.mail.got()) == 2 && len(w.phone.got()) == 1 })
	w.wait("the ledger", func() bool {
		return slices.Equal(w.ledger(), []string{"order.paid email sent", "order.shipped email sent", "order.shipped sms sent"})
	})
	mail := w.mail.got()[1]
	e, err := enmime.ReadEnvelope(strings.NewReader(mail.data))
	w.must(err)
	if mail.to != "TO:<seoyeon@example.com>" || e.GetHeader("Subject") != "[온담] 상품을 보냈어요: 2024001" {
		t.Errorf("%s, %s", mail.to, e.GetHeader("Subject"))
	}
	for _, part := range []string{e.Text, e.HTML} {
		for _, want := range []string{"김서연님", "CJ대한통운", "688900001111", "02-1234-5678"} {
			if !strings.Contains(part, want) {
				t.Errorf("no %q in\n%s", want, part)
			}
		}
	}
	if !strings.Contains(e.HTML, "백자 &lt;반상기&gt; (4인) 2개, 128,000원") || !strings.Contains(e.HTML, `lang="ko"`) {
		t.Errorf("%s", e.HTML)
	}
	if e.GetHeader("List-Unsubscribe") != "" || strings.Contains(e.Text, "(광고)") || e.GetHeader("Auto-Submitted") != "auto-generated" {
		t.Errorf("a notice is no advertising: %v", e.GetHeaderKeys())
	}
	id := w.value(`SELECT uid::text FROM dari.deliveries WHERE channel = 'email' AND kind = 'order.shipped'`)
	if e.GetHeader("X-Delivery-ID") != id || e.GetHeader("Message-ID") != "<"+id.(string)+"@ondam.example>" {
		t.Errorf("%s %s", e.GetHeader("X-Delivery-ID"), e.GetHeader("Message-ID"))
	}
	got := w.phone.got()[0]
	if want := "[온담] 주문 2024001 상품을 보냈습니다.\nCJ대한통운 688900001111\n조회 https://trace.cjlogistics.com/next/tracking.html?wblNo=688900001111"; got.Text != want || got.Type != "LMS" || got.To != "+821023456789" {
		t.Errorf("%+v", got)
	}
}

func TestADelayIsToldWithBothDatesTheReasonAndThreeChoices(t *testing.T) {
	w := newWorld(t, noon, nil)
	w.run()
	first := order("1", "paid")
	first.IsPreorder, first.ETATo = ptr(true), ptr("2026-12-13")
	first.Items = &[]shop.Item{{Title: "반상기", Quantity: 1, Price: 1000}}
	w.order(first)
	w.order(shop.OrderChange{Number: "1", Source: "api", SourceKey: "1", ETATo: ptr("2026-12-23"), ReasonText: "가마를 다시 지폈습니다."})
	w.wait("mail and SMS", func() bool { return len(w.mail.got()) == 2 && len(w.phone.got()) == 1 })
	mails := w.mail.got()
	i := slices.IndexFunc(mails, func(r received) bool { return strings.Contains(subjectOf(t, r), "늦어졌습니다") })
	e, err := enmime.ReadEnvelope(strings.NewReader(mails[i].data))
	w.must(err)
	for _, want := range []string{"죄송합니다", "12월 13일", "12월 23일", "가마를 다시 지폈습니다.", "기다리기", "변경 문의", "취소·환불"} {
		if !strings.Contains(e.Text, want) || !strings.Contains(e.HTML, want) {
			t.Errorf("no %q in\n%s", want, e.Text)
		}
	}
	w.wait("the promise is noted", func() bool {
		return w.value(`SELECT count(*) FROM dari.promises WHERE version = 2 AND notified_at IS NOT NULL`) == int64(1)
	})
	if text := w.phone.got()[0].Text; !strings.Contains(text, "반상기 받으실 날이 12월 13일") {
		t.Errorf("%s", text)
	}
}

func TestWhoeverHasNoAddressIsListed(t *testing.T) {
	tests := map[string]struct {
		mail, phone string
		want        []string
	}{
		"neither":                          {"", "", []string{"order.placed email suppressed(no_address)"}},
		"a mobile only":                    {"", "01023456789", []string{"order.placed email suppressed(no_address)", "order.placed sms planned"}},
		"a landline":                       {"", "02-1234-5678", []string{"order.placed email suppressed(no_address)"}},
		"both":                             {"a@example.com", "01099998888", []string{"order.placed email planned"}},
		"a mail address with a line break": {"a@example.com\r\nBcc: x@y.example", "", []string{"order.placed email suppressed(no_address)"}},
		"a mail address with a command":    {`"a@x> RCPT TO:<e"@y.example`, "", []string{"order.placed email suppressed(no_address)"}},
	}
	w := newWorld(t, noon, nil)
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			w.t = t
			w.exec(`DELETE FROM dari.deliveries`)
			o := order(name, "placed")
			o.BuyerEmail, o.BuyerPhone = &tt.mail, &tt.phone
			w.order(o)
			if got := w.ledger(); !slices.Equal(got, tt.want) {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
}

func TestTheLedgerIsWrittenAsJSONLines(t *testing.T) {
	w := newWorld(t, noon, nil)
	w.run()
	w.order(order("1", "paid"))
	w.wait("the mail is sent", func() bool { return slices.Equal(w.ledger(), []string{"order.paid email sent"}) })
	var out bytes.Buffer
	w.must(notify.Export(t.Context(), w.db, &out, time.Time{}))
	var line notify.Line
	w.must(json.Unmarshal(out.Bytes(), &line))
	if line.State != "sent" || len(line.Attempts) != 1 || line.Attempts[0].Outcome != "sent" || *line.OrderNumber != "1" || line.Event == nil || line.RecipientKey != "seoyeon@example.com" {
		t.Errorf("%s", out.String())
	}
}

func subjectOf(t *testing.T, r received) string {
	t.Helper()
	e, err := enmime.ReadEnvelope(strings.NewReader(r.data))
	if err != nil {
		t.Fatal(err)
	}
	return e.GetHeader("Subject")
}
