package notify_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"dari/internal/corpora"
	"dari/internal/postgres"
	"dari/internal/postgres/pgtest"
	"dari/notify"

	"github.com/jackc/pgx/v5"
	"github.com/jhillyerd/enmime/v2"
)

// someone is a person with an address of their own on both channels, who agreed to advertising there.
func (w *world) someone(n int) (id int64, mail, phone string) {
	mail, phone = fmt.Sprintf("p%d@example.com", n), fmt.Sprintf("+8210230000%02d", n)
	id = w.value(`INSERT INTO dari.customers (uid, name, email, phone) VALUES (gen_random_uuid(), '김서연', $1, $2) RETURNING id`, mail, phone).(int64)
	w.exec(`INSERT INTO dari.consent_events (customer_id, channel, recipient_key, purpose, granted, source)
	  VALUES ($1, 'email', $2, 'marketing', true, 'test'), ($1, 'sms', $3, 'marketing', true, 'test')`, id, mail, phone)
	return id, mail, phone
}

func ad(id int64, channel notify.Channel, address string) notify.NewDelivery {
	return notify.NewDelivery{Class: notify.Marketing, SourceKind: notify.SourceCoupon, SourceID: id, Kind: "ad", Channel: channel, Address: address, CustomerID: id}
}

func (w *world) plan(list ...notify.NewDelivery) {
	w.t.Helper()
	w.must(postgres.InTx(w.t.Context(), w.db, func(tx pgx.Tx) error {
		_, err := notify.Plan(w.t.Context(), tx, list)
		return err
	}))
	w.s.Wake()
}

func (w *world) campaign(state string) int64 {
	return w.value(`INSERT INTO dari.campaigns (uid, name, channel, state, body_text) VALUES (gen_random_uuid(), 'c', 'email', $1, '') RETURNING id`, state).(int64)
}

// settled waits until no row moves any more and answers the ledger.
func (w *world) settled() []string {
	w.t.Helper()
	w.wait("an end", func() bool {
		return w.value(`SELECT count(*) FROM dari.deliveries WHERE state IN ('queued', 'leased', 'handed_off') OR state = 'planned' AND not_before <= dari.clock()`) == int64(0)
	})
	return w.ledger()
}

func TestTheGateDecidesAtTheMomentOfHandingOver(t *testing.T) {
	sent := []string{"ad email sent", "ad sms sent"}
	night := []string{"ad email deferred(night)", "ad sms deferred(night)"}
	tests := map[string]struct {
		at     string
		change string // a statement about the customer $1, the address $2 and the number $3
		want   []string
	}{
		"before the night":             {"2026-11-23T20:59:59+09:00", "", sent},
		"the night begins":             {"2026-11-23T21:00:00+09:00", "", night},
		"after midnight":               {"2026-11-24T03:00:00+09:00", "", night},
		"the last second of the night": {"2026-11-24T07:59:59+09:00", "", night},
		"the night ends":               {"2026-11-24T08:00:00+09:00", "", sent},
		"at night with its own consent": {
			"2026-11-23T23:00:00+09:00",
			`INSERT INTO dari.consent_events (customer_id, channel, purpose, granted, source) SELECT $1::bigint, 'sms', 'marketing_night', true, 't' WHERE $2 <> $3`,
			[]string{"ad email deferred(night)", "ad sms sent"},
		},
		"a consent taken back on one channel": {
			noon,
			`INSERT INTO dari.consent_events (customer_id, channel, purpose, granted, source) SELECT $1::bigint, 'sms', 'marketing', false, 't' WHERE $2 <> $3`,
			[]string{"ad email sent", "ad sms suppressed(no_consent)"},
		},
		"a refusal by another account of the mailbox": {
			noon,
			`INSERT INTO dari.consent_events (channel, recipient_key, purpose, granted, source) SELECT 'email', $2, 'marketing', false, 't' WHERE $1 > 0 AND $3 <> ''`,
			[]string{"ad email suppressed(no_consent)", "ad sms sent"},
		},
		"an address that is blocked for advertising": {
			noon,
			`INSERT INTO dari.suppressions (channel, address_norm, scope, reason) SELECT 'email', $2, 'marketing', 't' WHERE $1 > 0 AND $3 <> ''`,
			[]string{"ad email suppressed(suppressed)", "ad sms sent"},
		},
		"nobody agreed": {
			noon, `INSERT INTO dari.consent_events (customer_id, channel, purpose, granted, source)
			SELECT $1::bigint, c, 'marketing', false, 't' FROM unnest(ARRAY['email', 'sms']) c WHERE $2 <> $3`,
			[]string{"ad email suppressed(no_consent)", "ad sms suppressed(no_consent)"},
		},
	}
	w := newWorld(t, noon, nil)
	for _, channel := range []notify.Channel{notify.Email, notify.SMS} {
		w.must(notify.SaveTemplate(t.Context(), w.db, notify.TemplateText{Kind: "ad", Channel: channel, Lang: "ko", Marketing: true, Subject: "새 소식", BodyText: "{{이름|고객}}님, 새 그릇이 나왔어요."}))
	}
	w.run()
	n := 0
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			w.t = t
			pgtest.SetClock(t, w.db, tt.at)
			w.exec(`DELETE FROM dari.delivery_attempts`)
			w.exec(`DELETE FROM dari.deliveries`)
			n++
			id, mail, phone := w.someone(n)
			if tt.change != "" {
				w.exec(tt.change, id, mail, phone)
			}
			w.plan(ad(id, notify.Email, mail), ad(id, notify.SMS, phone))
			if got := w.settled(); !slices.Equal(got, tt.want) {
				t.Errorf("%q, want %q", got, tt.want)
			}
			if slices.Contains(tt.want, "ad sms deferred(night)") {
				at, _ := time.Parse(time.RFC3339, tt.at)
				if next := w.value(`SELECT max(not_before) FROM dari.deliveries WHERE attempt = 0`).(time.Time); next.Sub(at) > 12*time.Hour || next.Before(at) || next.UTC().Hour() != 23 || next.Minute() != 0 {
					t.Errorf("goes on at %v", next)
				}
			}
		})
	}
}

func TestTheNightGateAgreesWithTheOutsideTable(t *testing.T) {
	var cases []struct {
		UTC     string `json:"utc"`
		Without string `json:"sms_without_night_consent"`
		Next    string `json:"next_allowed_utc"`
	}
	corpora.Load(t, &cases, "schedule-oracle", "kr_night_gate.json")
	w := newWorld(t, noon, nil)
	w.must(notify.SaveTemplate(t.Context(), w.db, notify.TemplateText{Kind: "ad", Channel: notify.SMS, Lang: "ko", Marketing: true, BodyText: "소식"}))
	id, _, phone := w.someone(1)
	w.run()
	for _, c := range cases {
		pgtest.SetClock(t, w.db, c.UTC)
		w.exec(`DELETE FROM dari.delivery_attempts`)
		w.exec(`DELETE FROM dari.deliveries`)
		w.plan(ad(id, notify.SMS, phone))
		want := "ad sms sent"
		if c.Without == "defer" {
			want = "ad sms deferred(night)"
		}
		if got := w.settled(); got[0] != want {
			t.Errorf("%s: %s, want %s", c.UTC, got[0], want)
		}
		if next, err := time.Parse(time.RFC3339, c.Next); err == nil && c.Without == "defer" {
			if got := w.value(`SELECT not_before FROM dari.deliveries`).(time.Time); !got.Equal(next) {
				t.Errorf("%s: next %v, want %v", c.UTC, got, next)
			}
		}
	}
}

func TestACampaignsMessagesFollowItsState(t *testing.T) {
	w := newWorld(t, noon, nil)
	w.must(notify.SaveTemplate(t.Context(), w.db, notify.TemplateText{Kind: "ad", Channel: notify.Email, Lang: "ko", Marketing: true, Subject: "소식", BodyText: "소식"}))
	id, mail, _ := w.someone(1)
	for state, want := range map[string]string{
		"sending": "ad email sent", "freezing": "ad email sent", "paused": "ad email held(campaign_paused)",
		"cancelled": "ad email cancelled(campaign_cancelled)", "done": "ad email cancelled(campaign_cancelled)", "draft": "ad email cancelled(campaign_cancelled)",
	} {
		w.plan(notify.NewDelivery{Class: notify.Marketing, SourceKind: notify.SourceCampaign, SourceID: w.campaign(state), Kind: "ad", Channel: notify.Email, Address: mail, CustomerID: id, Told: want})
	}
	w.run()
	w.settled()
	if n := w.value(`SELECT count(*) FROM dari.deliveries WHERE told <> kind || ' ' || channel || ' ' || state || CASE WHEN reason = '' THEN '' ELSE '(' || reason || ')' END`); n != int64(0) {
		t.Errorf("%q", w.ledger())
	}
}

func TestAdvertisingIsMarkedAndCanBeStopped(t *testing.T) {
	w := newWorld(t, noon, nil)
	for _, channel := range []notify.Channel{notify.Email, notify.SMS} {
		w.must(notify.SaveTemplate(t.Context(), w.db, notify.TemplateText{Kind: "ad", Channel: channel, Lang: "ko", Marketing: true, Subject: "소식", BodyText: "{{이름}}님, 새 그릇"}))
	}
	id, mail, phone := w.someone(1)
	w.exec(`UPDATE dari.customers SET name = '{{shop.phone}}<b>' WHERE id = $1`, id)
	w.plan(ad(id, notify.Email, mail), ad(id, notify.SMS, phone))
	w.run()
	w.settled()
	e, err := enmime.ReadEnvelope(strings.NewReader(w.mail.got()[0].data))
	w.must(err)
	if e.GetHeader("Subject") != "(광고) 소식" || e.GetHeader("List-Unsubscribe") != "<https://help.ondam.example/u/token>" || e.GetHeader("List-Unsubscribe-Post") != "List-Unsubscribe=One-Click" {
		t.Errorf("%q %q", e.GetHeader("Subject"), e.GetHeader("List-Unsubscribe"))
	}
	for _, want := range []string{"온담 · 서울시 종로구 1 · 문의 02-1234-5678", "수신거부", "If you don", "https://help.ondam.example/u/token", "{{shop.phone}}<b>"} {
		if !strings.Contains(e.Text, want) {
			t.Errorf("no %q in\n%s", want, e.Text)
		}
	}
	if !strings.Contains(e.HTML, "{{shop.phone}}&lt;b&gt;") || !strings.Contains(e.HTML, "https://help.ondam.example/u/token") {
		t.Errorf("%s", e.HTML)
	}
	if text := w.phone.got()[0].Text; !strings.HasPrefix(text, "(광고)온담\n") || !strings.HasSuffix(text, "무료수신거부 080-123-4567") {
		t.Errorf("%s", text)
	}
}
