package campaign_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"strings"
	"sync"
	"testing"
	"time"

	"dari/internal/fault"
	"dari/internal/postgres"
	"dari/internal/postgres/pgtest"
	"dari/internal/staff"
	"dari/notify/campaign"
	"dari/notify/consent"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// noon is a Monday in Seoul on which the tests take place.
const noon = "2026-11-23T12:00:00+09:00"

var me = campaign.By{Lang: "ko"}

func at(t *testing.T, text string) time.Time {
	t.Helper()
	v, err := time.Parse(time.RFC3339, text)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func newDB(t *testing.T, clock string) *pgxpool.Pool {
	t.Helper()
	db := pgtest.New(t)
	pgtest.SetClock(t, db, clock)
	shop := staff.ShopSettings{Name: "온담", SenderEmail: "help@ondam.example", SMSFrom: "0212345678", OptOut080: "080-123-4567", Zone: "Asia/Seoul"}
	if err := staff.PutShop(context.Background(), db, shop); err != nil {
		t.Fatal(err)
	}
	return db
}

// fill adds customers: of each ten, one has no e-mail consent, one withdrew it, one has no address,
// one is suppressed, one shares its address with another, five get mail.
func fill(t *testing.T, db *pgxpool.Pool, n int) {
	t.Helper()
	pgtest.Exec(t, db, `INSERT INTO dari.customers (uid, ref, name, email, phone, tags)
		SELECT gen_random_uuid(), 'm' || i, '손님' || i,
		  CASE i % 10 WHEN 2 THEN '' WHEN 4 THEN 'c' || (i + 1) || '@example.com' ELSE 'c' || i || '@example.com' END,
		  '010' || lpad(i::text, 8, '2'), CASE WHEN i % 2 = 0 THEN ARRAY['vip'] ELSE ARRAY['new'] END
		FROM generate_series(0, $1 - 1) i`, n)
	pgtest.Exec(t, db, `INSERT INTO dari.consent_events (customer_id, channel, purpose, granted, source)
		SELECT id, 'email', 'marketing', true, 'api' FROM dari.customers WHERE substr(ref, 2)::int % 10 <> 0 ORDER BY id`)
	pgtest.Exec(t, db, `INSERT INTO dari.consent_events (customer_id, channel, purpose, granted, source)
		SELECT id, 'email', 'marketing', false, 'one_click' FROM dari.customers WHERE substr(ref, 2)::int % 10 = 1 ORDER BY id`)
	pgtest.Exec(t, db, `INSERT INTO dari.suppressions (channel, address_norm, scope, reason)
		SELECT 'email', email, CASE WHEN id % 20 < 10 THEN 'all' ELSE 'marketing' END, 'bounced' FROM dari.customers WHERE substr(ref, 2)::int % 10 = 3`)
}

func draft(t *testing.T, s *campaign.Service, change func(*campaign.Text)) campaign.Campaign {
	t.Helper()
	text := campaign.Text{Name: "겨울 예약전", Channel: "email", Subject: "겨울 예약전이 열렸어요", BodyText: "새 그릇을 먼저 만나 보세요."}
	if change != nil {
		change(&text)
	}
	c, err := s.Create(context.Background(), text, me)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func turn(t *testing.T, s *campaign.Service) {
	t.Helper()
	if err := s.Turn(context.Background()); err != nil {
		t.Fatal(err)
	}
}

func state(t *testing.T, s *campaign.Service, id string, want campaign.State) campaign.Campaign {
	t.Helper()
	c, err := s.Get(context.Background(), id)
	if err != nil {
		t.Fatal(err)
	}
	if c.State != want {
		t.Fatalf("the campaign is %s, want %s", c.State, want)
	}
	return c
}

func code(err error) string {
	var f *fault.Fault
	if errors.As(err, &f) {
		return f.Code
	}
	return fmt.Sprint(err)
}

func TestPreviewAndStartFindTheSamePeople(t *testing.T) {
	db := newDB(t, noon)
	fill(t, db, 100)
	s := campaign.New(campaign.Options{DB: db, Chunk: 7})
	ctx := context.Background()
	for name, tags := range map[string][]string{"everybody": nil, "by tag": {"vip", "nobody"}} {
		t.Run(name, func(t *testing.T) {
			p, err := campaign.PreviewOf(ctx, db, campaign.Audience{Channel: "email", Tags: tags})
			if err != nil {
				t.Fatal(err)
			}
			sum := p.Sendable
			for _, n := range p.Excluded {
				sum += n
			}
			if sum != p.Selected || p.Sendable == 0 {
				t.Fatalf("%+v: selected is not sendable and excluded", p)
			}
			c := draft(t, s, func(x *campaign.Text) { x.Tags = tags })
			if _, err := s.Schedule(ctx, c.ID, nil, c.Version, me); err != nil {
				t.Fatal(err)
			}
			turn(t, s)
			c = state(t, s, c.ID, campaign.Sending)
			if c.Counts.Total != p.Sendable || c.Counts.Planned != p.Sendable || !maps.Equal(c.Excluded, p.Excluded) {
				t.Errorf("frozen %+v %v, previewed %+v", c.Counts, c.Excluded, p)
			}
		})
	}
	p, _ := campaign.PreviewOf(ctx, db, campaign.Audience{Channel: "email"})
	want := map[string]int64{"no_consent": 20, "no_address": 10, "suppressed": 10, "duplicate": 10}
	if p.Selected != 100 || p.Sendable != 50 || !maps.Equal(p.Excluded, want) {
		t.Errorf("preview %+v, want 50 of 100 and %v", p, want)
	}
}

func TestADoubleClickStartsOneRun(t *testing.T) {
	db := newDB(t, noon)
	fill(t, db, 200)
	ctx := context.Background()
	one, two := campaign.New(campaign.Options{DB: db, Chunk: 10}), campaign.New(campaign.Options{DB: db, Chunk: 10})
	c := draft(t, one, nil)
	var wg sync.WaitGroup
	for _, s := range []*campaign.Service{one, two, one, two} {
		wg.Go(func() {
			start := at(t, noon)
			if _, err := s.Schedule(ctx, c.ID, &start, 0, me); err != nil && code(err) != "campaign.cannot_schedule" {
				t.Errorf("schedule: %v", err)
			}
			for range 3 {
				if err := s.Turn(ctx); err != nil {
					t.Errorf("turn: %v", err)
				}
			}
		})
	}
	wg.Wait()
	turn(t, one)
	c = state(t, one, c.ID, campaign.Sending)
	if c.Counts.Total != 100 {
		t.Errorf("%d messages, want 100", c.Counts.Total)
	}
	if n := pgtest.Count(t, db, `SELECT count(*) FROM dari.outbox WHERE kind = 'campaign.changed' AND payload->>'state' = 'freezing'`); n != 1 {
		t.Errorf("it was started %d times", n)
	}
}

func TestAStaleVersionIsRefused(t *testing.T) {
	db := newDB(t, noon)
	s, ctx := campaign.New(campaign.Options{DB: db}), context.Background()
	c := draft(t, s, nil)
	text := campaign.Text{Name: "다른 이름", Channel: "email", Subject: "제목", BodyText: "글"}
	now, err := s.Update(ctx, c.ID, text, c.Version, me)
	if err != nil || now.Name != "다른 이름" {
		t.Fatalf("update: %+v, %v", now, err)
	}
	if _, err := s.Update(ctx, c.ID, text, c.Version, me); code(err) != "campaign.changed" || !fault.Is(err, fault.Conflict) {
		t.Errorf("update of an old version: %v", err)
	}
	if _, err := s.Schedule(ctx, c.ID, nil, c.Version, me); code(err) != "campaign.changed" {
		t.Errorf("schedule of an old version: %v", err)
	}
}

func TestAStartMissedByMoreThanHalfAnHourIsAskedAbout(t *testing.T) {
	for minutes, want := range map[int]campaign.State{29: campaign.Sending, 31: campaign.Held} {
		db := newDB(t, noon)
		fill(t, db, 20)
		s, ctx := campaign.New(campaign.Options{DB: db}), context.Background()
		c := draft(t, s, nil)
		start := at(t, noon).Add(time.Hour)
		if _, err := s.Schedule(ctx, c.ID, &start, 0, me); err != nil {
			t.Fatal(err)
		}
		turn(t, s)
		state(t, s, c.ID, campaign.Scheduled)
		pgtest.SetClock(t, db, start.Add(time.Duration(minutes)*time.Minute).Format(time.RFC3339))
		turn(t, s)
		got := state(t, s, c.ID, want)
		if want != campaign.Held {
			continue
		}
		if got.Counts.Total != 0 {
			t.Errorf("%d messages were planned before anybody was asked", got.Counts.Total)
		}
		if _, err := s.Act(ctx, c.ID, campaign.Resume, got.Version, me); err != nil {
			t.Fatal(err)
		}
		turn(t, s)
		if got := state(t, s, c.ID, campaign.Sending); got.Counts.Total != 10 {
			t.Errorf("%d messages after resuming, want 10", got.Counts.Total)
		}
	}
}

func TestAFreezeThatWasKilledGoesOnWhereItWas(t *testing.T) {
	db := newDB(t, noon)
	fill(t, db, 300)
	ctx := context.Background()
	s := campaign.New(campaign.Options{DB: db, Chunk: 10})
	c := draft(t, s, nil)
	if _, err := s.Schedule(ctx, c.ID, nil, 0, me); err != nil {
		t.Fatal(err)
	}
	// Each hint comes after a chunk: the program dies at one of them.
	for killAt := 2; killAt < 8; killAt++ {
		dying, kill := context.WithCancel(ctx)
		hints := 0
		d := campaign.New(campaign.Options{DB: db, Chunk: 10, Hint: func(context.Context, string) {
			if hints++; hints == killAt {
				kill()
			}
		}})
		if err := d.Turn(dying); err == nil {
			t.Fatal("the freeze was not cut")
		}
		kill()
		state(t, s, c.ID, campaign.Freezing)
	}
	turn(t, s)
	got := state(t, s, c.ID, campaign.Sending)
	want := map[string]int64{"no_consent": 60, "no_address": 30, "suppressed": 30, "duplicate": 30}
	if got.Counts.Total != 150 || !maps.Equal(got.Excluded, want) {
		t.Errorf("%d messages, %v; want 150, %v", got.Counts.Total, got.Excluded, want)
	}
	turn(t, s)
	if got := state(t, s, c.ID, campaign.Sending); got.Counts.Total != 150 {
		t.Errorf("it was frozen twice: %d", got.Counts.Total)
	}
}

func TestPauseHoldsResumeReleasesAndCancelEndsWhatHasNotLeft(t *testing.T) {
	db := newDB(t, noon)
	fill(t, db, 100)
	s, ctx := campaign.New(campaign.Options{DB: db}), context.Background()
	c := draft(t, s, nil)
	act := func(a campaign.Action) {
		t.Helper()
		for range 2 { // the second click changes nothing
			if _, err := s.Act(ctx, c.ID, a, 0, me); err != nil {
				t.Fatal(err)
			}
		}
		turn(t, s)
	}
	if _, err := s.Schedule(ctx, c.ID, nil, 0, me); err != nil {
		t.Fatal(err)
	}
	turn(t, s)
	pgtest.Exec(t, db, `UPDATE dari.deliveries SET state = 'sent' WHERE id IN (SELECT id FROM dari.deliveries ORDER BY id LIMIT 20)`)
	pgtest.Exec(t, db, `UPDATE dari.deliveries SET state = 'held', reason = 'other' WHERE id IN (SELECT id FROM dari.deliveries WHERE state = 'planned' ORDER BY id LIMIT 1)`)
	act(campaign.Pause)
	state(t, s, c.ID, campaign.Paused)
	if n := pgtest.Count(t, db, `SELECT count(*) FROM dari.deliveries WHERE state = 'held' AND reason = 'campaign_paused'`); n != 29 {
		t.Errorf("%d messages are held by the pause, want 29", n)
	}
	paused := state(t, s, c.ID, campaign.Paused)
	text := campaign.Text{Name: "고친 이름", Channel: "sms", Subject: "고친 제목", BodyText: "고친 글", Tags: []string{"vip"}}
	if got, err := s.Update(ctx, c.ID, text, paused.Version, me); err != nil || got.Channel != "email" || len(got.Tags) != 0 || got.Subject != "고친 제목" {
		t.Errorf("the text put right in a pause: %+v, %v", got, err)
	}
	if n := pgtest.Count(t, db, `SELECT count(*) FROM dari.templates t JOIN dari.template_versions v ON v.template_id = t.id AND v.version = t.live_version
		WHERE t.kind = 'campaign:' || $1::text AND v.subject = '고친 제목' AND v.version = 2`, c.ID); n != 1 {
		t.Error("the rest would get the old text")
	}
	act(campaign.Resume)
	state(t, s, c.ID, campaign.Sending)
	if n := pgtest.Count(t, db, `SELECT count(*) FROM dari.deliveries WHERE state = 'planned'`); n != 29 {
		t.Errorf("%d messages go on, want 29; the one held for another reason stays", n)
	}
	act(campaign.Cancel)
	got := state(t, s, c.ID, campaign.Cancelled)
	if got.Counts.Sent != 20 || got.Counts.Skipped != 30 || got.Counts.Planned != 0 {
		t.Errorf("counts %+v, want 20 sent and 30 skipped", got.Counts)
	}
	if _, err := s.Act(ctx, c.ID, campaign.Resume, 0, me); !fault.Is(err, fault.Conflict) {
		t.Errorf("a cancelled campaign was resumed: %v", err)
	}
}

func TestACampaignIsDoneWhenNoMessageIsOpen(t *testing.T) {
	db := newDB(t, noon)
	fill(t, db, 20)
	s := campaign.New(campaign.Options{DB: db})
	c := draft(t, s, nil)
	if _, err := s.Schedule(context.Background(), c.ID, nil, 0, me); err != nil {
		t.Fatal(err)
	}
	turn(t, s)
	for _, open := range []string{"deferred", "leased", "handed_off"} {
		pgtest.Exec(t, db, `UPDATE dari.deliveries SET state = 'sent'`)
		pgtest.Exec(t, db, `UPDATE dari.deliveries SET state = $1 WHERE id = (SELECT min(id) FROM dari.deliveries)`, open)
		turn(t, s)
		state(t, s, c.ID, campaign.Sending)
	}
	pgtest.Exec(t, db, `UPDATE dari.deliveries SET state = 'unknown' WHERE state = 'handed_off'`)
	turn(t, s)
	got := state(t, s, c.ID, campaign.Done)
	if got.Counts.Unknown != 1 || got.Counts.Sent != 9 || got.FinishedAt == nil {
		t.Errorf("%+v", got)
	}
	if n := pgtest.Count(t, db, `SELECT count(*) FROM dari.outbox WHERE kind = 'campaign.changed'`); n != 4 {
		t.Errorf("%d events, want scheduled, freezing, sending, done", n)
	}
}

func TestWhatIsMissingBeforeACampaignMayStart(t *testing.T) {
	sms := func(x *campaign.Text) { x.Channel, x.Subject = "sms", "" }
	tests := map[string]struct {
		change func(*campaign.Text)
		shop   func(*staff.ShopSettings)
		at     string
		want   string
	}{
		"a mail with all it needs":             {want: "<nil>"},
		"a mail without a subject":             {change: func(x *campaign.Text) { x.Subject = "" }, want: "campaign.subject_missing"},
		"a mail without a text":                {change: func(x *campaign.Text) { x.BodyText = " \n" }, want: "campaign.body_missing"},
		"a mail in the night waits for 08:00":  {at: "2026-11-23T21:30:00+09:00", want: "<nil>"},
		"a field with words for nobody's name": {change: func(x *campaign.Text) { x.BodyText = "{{customer.name|고객}}님, {{shop.name}}이에요." }, want: "<nil>"},
		"a field without them":                 {change: func(x *campaign.Text) { x.BodyText = "{{customer.name}}님" }, want: "campaign.no_fallback"},
		"a field in the subject":               {change: func(x *campaign.Text) { x.Subject = "{{이름}}님" }, want: "campaign.no_fallback"},
		"a brace left open":                    {change: func(x *campaign.Text) { x.BodyText = "{{customer.name" }, want: "campaign.template"},
		"a time that has passed":               {at: "2026-11-23T11:00:00+09:00", want: "campaign.time_passed"},
		"an SMS by day":                        {change: sms, want: "<nil>"},
		"an SMS without an 080 number":         {change: sms, shop: func(s *staff.ShopSettings) { s.OptOut080 = "" }, want: "campaign.no_080"},
		"an SMS without a sender":              {change: sms, shop: func(s *staff.ShopSettings) { s.SMSFrom = "" }, want: "campaign.no_sender_phone"},
		"an SMS with an emoji":                 {change: func(x *campaign.Text) { sms(x); x.BodyText = "반값😊" }, want: "campaign.sms_letters"},
		"an SMS one second before the night":   {change: sms, at: "2026-11-23T20:59:59+09:00", want: "<nil>"},
		"an SMS as the night begins":           {change: sms, at: "2026-11-23T21:00:00+09:00", want: "campaign.night"},
		"an SMS one second before the day":     {change: sms, at: "2026-11-24T07:59:59+09:00", want: "campaign.night"},
		"an SMS as the day begins":             {change: sms, at: "2026-11-24T08:00:00+09:00", want: "<nil>"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			db := newDB(t, noon)
			ctx := context.Background()
			if tt.shop != nil {
				shop, err := staff.Shop(ctx, db)
				if err != nil {
					t.Fatal(err)
				}
				tt.shop(&shop)
				if err := staff.PutShop(ctx, db, shop); err != nil {
					t.Fatal(err)
				}
			}
			s := campaign.New(campaign.Options{DB: db})
			c := draft(t, s, tt.change)
			var start *time.Time
			if tt.at != "" {
				v := at(t, tt.at)
				start = &v
			}
			c, err := s.Schedule(ctx, c.ID, start, 0, me)
			if (c.LeavesAt != nil) != strings.Contains(name, "waits") {
				t.Errorf("the first message may leave at %v", c.LeavesAt)
			}
			if code(err) != tt.want {
				t.Errorf("%v, want %s", err, tt.want)
			}
			var f *fault.Fault
			if tt.want == "campaign.night" && errors.As(err, &f) && fmt.Sprint(f.Args) != "[next 11월 24일 (화) 오전 8:00]" {
				t.Errorf("the sentence names %v", f.Args)
			}
		})
	}
}

func TestTextThatMayNotBeStored(t *testing.T) {
	db := newDB(t, noon)
	s := campaign.New(campaign.Options{DB: db})
	tests := map[string]struct {
		text campaign.Text
		want string
	}{
		"(광고) in the subject":     {campaign.Text{Name: "a", Channel: "email", Subject: "(광고) 세일"}, "campaign.ad_mark"},
		"[광 고] in the text":       {campaign.Text{Name: "a", Channel: "email", BodyText: "안녕하세요 [광 고]"}, "campaign.ad_mark"},
		"a header in the subject": {campaign.Text{Name: "a", Channel: "email", Subject: "x\r\nBcc: e@x"}, "campaign.one_line"},
		"a name of spaces":        {campaign.Text{Name: "  ", Channel: "email"}, "campaign.name_missing"},
	}
	for name, tt := range tests {
		if _, err := s.Create(context.Background(), tt.text, me); code(err) != tt.want {
			t.Errorf("%s: %v, want %s", name, err, tt.want)
		}
	}
}

func TestTheDemoIsSeededOnce(t *testing.T) {
	db := newDB(t, noon)
	for range 2 {
		if err := campaign.Seed(context.Background(), db); err != nil {
			t.Fatal(err)
		}
	}
	s := campaign.New(campaign.Options{DB: db})
	turn(t, s)
	if list, err := s.List(context.Background(), "", 0, 10); err != nil || len(list) != 2 || list[0].State != campaign.Draft || list[1].State != campaign.Cancelled {
		t.Errorf("%+v, %v", list, err)
	}
	if _, err := s.Schedule(context.Background(), mustList(t, s)[0].ID, nil, 0, me); err != nil {
		t.Errorf("the demo's draft cannot start: %v", err)
	}
}

func mustList(t *testing.T, s *campaign.Service) []campaign.Campaign {
	t.Helper()
	list, err := s.List(context.Background(), "", 0, 10)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestARefusalHoldsForEveryAccountOfTheAddress(t *testing.T) {
	db := newDB(t, noon)
	ctx := context.Background()
	pgtest.Exec(t, db, `INSERT INTO dari.customers (uid, ref, email) VALUES (gen_random_uuid(), 'a', 'x@example.com'), (gen_random_uuid(), 'b', 'x@Example.com')`)
	say := func(id int64, granted bool) {
		t.Helper()
		err := postgres.InTx(ctx, db, func(tx pgx.Tx) error {
			_, err := consent.Record(ctx, tx, consent.Change{CustomerID: id, Channel: "email", Granted: granted, Source: consent.SourcePage})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	sendable := func() int64 {
		t.Helper()
		p, err := campaign.PreviewOf(ctx, db, campaign.Audience{Channel: "email"})
		if err != nil {
			t.Fatal(err)
		}
		return p.Sendable
	}
	say(1, true)
	say(2, true)
	if n := sendable(); n != 1 {
		t.Errorf("two accounts under one address: %d messages, want 1", n)
	}
	say(1, false)
	if n := sendable(); n != 0 {
		t.Errorf("one of them refused: %d messages, want none", n)
	}
	say(1, true)
	if n := sendable(); n != 1 {
		t.Errorf("and agreed again: %d messages, want 1", n)
	}
}
