package coupon_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"dari/internal/event"
	"dari/internal/fault"
	"dari/internal/postgres/pgtest"
	"dari/internal/staff"
	"dari/notify/coupon"

	"github.com/jackc/pgx/v5/pgxpool"
)

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

func programme(t *testing.T, s *coupon.Service) coupon.Programme {
	t.Helper()
	p, err := s.Create(context.Background(), coupon.Setup{Name: "생일 쿠폰", Occasion: "birthday", Active: true, CodePrefix: "BDAY", Discount: "10%", DaysBefore: 7, ValidDays: 30})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// customer adds somebody with a birthday who agreed to the channels.
func customer(t *testing.T, db *pgxpool.Pool, kind string, month, day int, leap bool, channels ...string) int64 {
	t.Helper()
	var id int64
	err := db.QueryRow(context.Background(), `INSERT INTO dari.customers (uid, ref, name, birth_kind, birth_month, birth_day, birth_leap)
		VALUES (gen_random_uuid(), gen_random_uuid()::text, '손님', $1, $2, $3, $4) RETURNING id`, kind, month, day, leap).Scan(&id)
	if err != nil {
		t.Fatal(err)
	}
	pgtest.Exec(t, db, `UPDATE dari.customers SET email = 'c' || id || '@example.com', phone = '010' || lpad(id::text, 8, '2') WHERE id = $1`, id)
	for _, channel := range channels {
		pgtest.Exec(t, db, `INSERT INTO dari.consent_events (customer_id, channel, purpose, granted, source) VALUES ($1, $2, 'marketing', true, 'api')`, id, channel)
	}
	return id
}

func run(t *testing.T, s *coupon.Service) int {
	t.Helper()
	r, err := s.RunNow(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return r.Issued
}

func TestWhoGetsABirthdayCoupon(t *testing.T) {
	tests := map[string]struct {
		clock      string
		kind       string
		month, day int
		leap       bool
		channels   []string
		want       int
		channel    string
	}{
		"seven days before":                       {"2026-11-23T10:00:00+09:00", "solar", 11, 30, false, []string{"email"}, 1, "email"},
		"eight days before":                       {"2026-11-22T10:00:00+09:00", "solar", 11, 30, false, []string{"email"}, 0, ""},
		"three days late":                         {"2026-11-26T10:00:00+09:00", "solar", 11, 30, false, []string{"email"}, 1, "email"},
		"four days late":                          {"2026-11-27T10:00:00+09:00", "solar", 11, 30, false, []string{"email"}, 0, ""},
		"without consent":                         {"2026-11-23T10:00:00+09:00", "solar", 11, 30, false, nil, 0, ""},
		"by SMS alone":                            {"2026-11-23T10:00:00+09:00", "solar", 11, 30, false, []string{"sms"}, 1, "sms"},
		"one message when both are agreed to":     {"2026-11-23T10:00:00+09:00", "solar", 11, 30, false, []string{"sms", "email"}, 1, "email"},
		"29 February in a common year":            {"2027-02-21T10:00:00+09:00", "solar", 2, 29, false, []string{"email"}, 1, "email"},
		"29 February in a leap year":              {"2028-02-22T10:00:00+09:00", "solar", 2, 29, false, []string{"email"}, 1, "email"},
		"over New Year's Eve":                     {"2026-12-27T10:00:00+09:00", "solar", 1, 3, false, []string{"email"}, 1, "email"},
		"just after midnight in Seoul":            {"2026-11-22T15:00:01Z", "solar", 11, 30, false, []string{"email"}, 1, "email"},
		"just before midnight in Seoul":           {"2026-11-22T14:59:59Z", "solar", 11, 30, false, []string{"email"}, 0, ""},
		"Seollal 2027 by the Korean calendar":     {"2027-01-31T10:00:00+09:00", "lunar", 1, 1, false, []string{"email"}, 1, "email"},
		"not by the Chinese one":                  {"2027-01-30T10:00:00+09:00", "lunar", 1, 1, false, []string{"email"}, 0, ""},
		"a solar birthday with a stray leap mark": {"2026-11-23T10:00:00+09:00", "solar", 11, 30, true, []string{"email"}, 1, "email"},
		"a leap month in a year without it":       {"2026-07-07T10:00:00+09:00", "lunar", 6, 1, true, []string{"email"}, 1, "email"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			db := newDB(t, tt.clock)
			s := coupon.New(coupon.Options{DB: db})
			programme(t, s)
			customer(t, db, tt.kind, tt.month, tt.day, tt.leap, tt.channels...)
			if n := run(t, s); n != tt.want {
				t.Fatalf("%d coupons, want %d", n, tt.want)
			}
			if n := pgtest.Count(t, db, `SELECT count(*) FROM dari.deliveries WHERE class = 'marketing' AND source_kind = 'coupon' AND state = 'planned'`); n != tt.want {
				t.Errorf("%d messages, want %d", n, tt.want)
			}
			if n := pgtest.Count(t, db, `SELECT count(*) FROM dari.deliveries WHERE channel = $1`, tt.channel); n != tt.want {
				t.Errorf("%d messages by %s, want %d", n, tt.channel, tt.want)
			}
			if n := pgtest.Count(t, db, `SELECT count(*) FROM dari.outbox WHERE kind = 'coupon.issued'`); n != tt.want {
				t.Errorf("%d events, want %d", n, tt.want)
			}
		})
	}
}

func TestNobodyIsGivenACodeThatNothingCanBring(t *testing.T) {
	db := newDB(t, "2026-11-23T10:00:00+09:00")
	s := coupon.New(coupon.Options{DB: db})
	programme(t, s)
	id := customer(t, db, "solar", 11, 30, false, "email")
	pgtest.Exec(t, db, `INSERT INTO dari.suppressions (channel, address_norm, scope, reason) SELECT 'email', email, 'all', 'bounced' FROM dari.customers WHERE id = $1`, id)
	if n := run(t, s); n != 0 {
		t.Errorf("%d coupons to a dead address", n)
	}
	pgtest.Exec(t, db, `INSERT INTO dari.consent_events (customer_id, channel, purpose, granted, source) VALUES ($1, 'sms', 'marketing', true, 'api')`, id)
	if n := run(t, s); n != 1 {
		t.Errorf("%d coupons by the other way", n)
	}
}

func TestRunsAtTheSameTimeGiveOneCouponAYear(t *testing.T) {
	db := newDB(t, "2025-01-01T00:00:00Z")
	ctx := context.Background()
	s := coupon.New(coupon.Options{DB: db})
	programme(t, s)
	for i := range 30 {
		customer(t, db, "solar", 2, 20+i%10, false, "email", "sms")
	}
	for i := range 30 {
		customer(t, db, "lunar", 1, 1+i, i%2 == 0, "sms")
	}
	for year := 2025; year <= 2028; year++ {
		for day := time.Date(year, 1, 1, 1, 0, 0, 0, time.UTC); day.Month() < time.April; day = day.AddDate(0, 0, 4) {
			pgtest.SetClock(t, db, day.Format(time.RFC3339))
			var wg sync.WaitGroup
			for i := range 5 {
				wg.Go(func() {
					some, stop := context.WithCancel(ctx)
					defer stop()
					if i == 0 {
						stop() // one of them dies
					}
					if _, err := s.RunNow(some); err != nil && i != 0 {
						t.Errorf("run: %v", err)
					}
				})
			}
			wg.Wait()
		}
		// Born again: a changed birthday earns no second coupon in the year.
		pgtest.Exec(t, db, `UPDATE dari.customers SET birth_kind = 'solar', birth_month = 3, birth_day = 30 WHERE id = 1`)
		pgtest.SetClock(t, db, fmt.Sprintf("%d-03-23T10:00:00+09:00", year))
		run(t, s)
	}
	if n := pgtest.Count(t, db, `SELECT count(*) FROM (SELECT 1 FROM dari.coupon_issues GROUP BY customer_id, period HAVING count(*) > 1) x`); n != 0 {
		t.Errorf("%d customers have two coupons of a year", n)
	}
	if n := pgtest.Count(t, db, `SELECT count(*) FROM dari.coupon_issues i WHERE (SELECT count(*) FROM dari.deliveries d WHERE d.source_kind = 'coupon' AND d.source_id = i.id) <> 1`); n != 0 {
		t.Errorf("%d coupons without exactly one message", n)
	}
	for year := 2025; year <= 2028; year++ {
		if n := pgtest.Count(t, db, `SELECT count(*) FROM dari.coupon_issues i JOIN dari.customers c ON c.id = i.customer_id WHERE c.birth_kind = 'solar' AND period = $1`, fmt.Sprint(year)); n != 30 {
			t.Errorf("%d solar birthdays got a coupon in %d, want 30", n, year)
		}
	}
}

func TestACodeGoesWithOneOrder(t *testing.T) {
	db := newDB(t, "2026-11-23T10:00:00+09:00")
	ctx := context.Background()
	s := coupon.New(coupon.Options{DB: db})
	programme(t, s)
	customer(t, db, "solar", 11, 30, false, "email")
	run(t, s)
	var code string
	if err := db.QueryRow(ctx, `SELECT code FROM dari.coupon_issues`).Scan(&code); err != nil {
		t.Fatal(err)
	}
	if c, err := s.ByCode(ctx, " "+code+" "); err != nil || c.State != "valid" || c.ValidUntil != "2026-12-23" {
		t.Fatalf("%+v, %v", c, err)
	}
	pgtest.SetClock(t, db, "2026-12-24T00:00:01+09:00")
	if _, err := s.Redeem(ctx, code, "A-1"); !fault.Is(err, fault.Gone) {
		t.Errorf("after its last day: %v", err)
	}
	pgtest.SetClock(t, db, "2026-12-23T23:59:59+09:00")
	var wg sync.WaitGroup
	for i := range 4 {
		wg.Go(func() {
			if _, err := s.Redeem(ctx, code, fmt.Sprintf("A-%d", i%2)); err != nil && !fault.Is(err, fault.Conflict) {
				t.Errorf("redeem: %v", err)
			}
		})
	}
	wg.Wait()
	used, err := s.ByCode(ctx, code)
	if err != nil || used.State != "redeemed" {
		t.Fatalf("%+v, %v", used, err)
	}
	if again, err := s.Redeem(ctx, code, used.OrderNumber); err != nil || !again.RedeemedAt.Equal(*used.RedeemedAt) {
		t.Errorf("the same order again: %+v, %v", again, err)
	}
	if _, err := s.Redeem(ctx, code, "B-9"); !fault.Is(err, fault.Conflict) {
		t.Errorf("another order: %v", err)
	}
	if _, err := s.Redeem(ctx, "BDAY-2222-2222-2222", "B-9"); !fault.Is(err, fault.NotFound) {
		t.Errorf("a code that is none: %v", err)
	}
}

func TestAProgrammeIsChangedByWhoSawItLast(t *testing.T) {
	db := newDB(t, "2026-11-23T10:00:00+09:00")
	s, ctx := coupon.New(coupon.Options{DB: db}), context.Background()
	p := programme(t, s)
	off := coupon.Setup{Name: p.Name, Occasion: "birthday", CodePrefix: "BDAY", Discount: "5,000원", DaysBefore: 0, ValidDays: 14}
	if got, err := s.Update(ctx, p.ID, p.Version, off); err != nil || got.Active || got.Version != p.Version+1 {
		t.Fatalf("%+v, %v", got, err)
	}
	if _, err := s.Update(ctx, p.ID, p.Version, off); !fault.Is(err, fault.Conflict) {
		t.Errorf("an old version: %v", err)
	}
	if _, err := s.Update(ctx, 99, 1, off); !fault.Is(err, fault.NotFound) {
		t.Errorf("no programme: %v", err)
	}
	customer(t, db, "solar", 11, 23, false, "email")
	if n := run(t, s); n != 0 {
		t.Errorf("a programme that is off gave %d coupons", n)
	}
}

func TestTheDemoIsSeededOnce(t *testing.T) {
	db := newDB(t, "2026-11-23T10:00:00+09:00")
	s := coupon.New(coupon.Options{DB: db})
	for range 2 {
		if err := coupon.Seed(context.Background(), db); err != nil {
			t.Fatal(err)
		}
	}
	if list, err := s.List(context.Background()); err != nil || len(list) != 1 || !list[0].Active {
		t.Errorf("%+v, %v", list, err)
	}
}

func TestACodeThatComesWithAnOrderIsTaken(t *testing.T) {
	db := newDB(t, "2026-11-23T10:00:00+09:00")
	ctx := context.Background()
	s := coupon.New(coupon.Options{DB: db})
	programme(t, s)
	customer(t, db, "solar", 11, 30, false, "email")
	run(t, s)
	order := func(number, placed string) {
		t.Helper()
		pgtest.Exec(t, db, `INSERT INTO dari.orders (source, source_key, number, status, coupon_code, placed_at)
			SELECT 'api', $1, $1, 'placed', lower(code), $2::timestamptz FROM dari.coupon_issues`, number, placed)
		pgtest.Exec(t, db, `WITH told AS (INSERT INTO dari.outbox (kind, subject_kind, subject_id, key) SELECT 'order.placed', 'order', id, number FROM dari.orders WHERE number = $1 RETURNING id)
			INSERT INTO dari.outbox_pending (event_id) SELECT id FROM told`, number)
		relay := event.NewRelay(event.RelayOptions{DB: db, Handlers: s.Handlers()})
		if err := relay.Drain(ctx); err != nil {
			t.Fatal(err)
		}
	}
	taken := func() string {
		t.Helper()
		var number string
		if err := db.QueryRow(ctx, `SELECT order_number FROM dari.coupon_issues WHERE redeemed_at IS NOT NULL OR order_number = ''`).Scan(&number); err != nil {
			t.Fatal(err)
		}
		return number
	}
	order("LATE", "2026-12-24T00:00:00+09:00")
	if got := taken(); got != "" {
		t.Errorf("a code past its last day went with %s", got)
	}
	order("A-1", "2026-12-23T23:59:00+09:00")
	order("A-2", "2026-12-01T10:00:00+09:00")
	if got := taken(); got != "A-1" {
		t.Errorf("the code went with %q, want A-1", got)
	}
}
