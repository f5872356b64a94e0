package consent_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"dari/internal/corpora"
	"dari/internal/postgres/pgtest"
	"dari/notify"
	"dari/notify/consent"

	"github.com/jackc/pgx/v5/pgxpool"
)

func remind(t *testing.T, s *consent.Service) int {
	t.Helper()
	n, err := s.Remind(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func consentedOn(t *testing.T, db *pgxpool.Pool, s *consent.Service, day string) int64 {
	t.Helper()
	id := addCustomer(t, db, "m"+day, "c"+day+"@example.com", "")
	at, err := time.Parse(time.RFC3339, day+"T10:00:00+09:00")
	if err != nil {
		t.Fatal(err)
	}
	set(t, s, consent.Change{CustomerID: id, Channel: notify.Email, Granted: true, Source: consent.SourceAPI, At: at, Told: true})
	return id
}

func TestAConsentIsToldOfEveryTwoYears(t *testing.T) {
	db := pgtest.New(t)
	setShop(t, db)
	pgtest.SetClock(t, db, "2024-11-30T10:00:00+09:00")
	s := newService(t, db)
	id := consentedOn(t, db, s, "2024-11-30")
	steps := []struct {
		clock string
		want  int
	}{
		{"2025-11-30T10:00:00+09:00", 0}, // a year
		{"2026-11-15T10:00:00+09:00", 0}, // fifteen days before
		{"2026-11-16T10:00:00+09:00", 1}, // fourteen days before
		{"2026-11-17T10:00:00+09:00", 0}, // told already
		{"2028-11-16T10:00:00+09:00", 1}, // four years
		{"2032-01-01T10:00:00+09:00", 1}, // six years, missed and made up for once
	}
	for _, step := range steps {
		pgtest.SetClock(t, db, step.clock)
		if n := remind(t, s); n != step.want {
			t.Errorf("at %s: %d notices, want %d", step.clock, n, step.want)
		}
	}
	if n := pgtest.Count(t, db, `SELECT count(*) FROM dari.deliveries WHERE class = 'statutory' AND kind = 'consent.reminder' AND fields->>'consent.url' LIKE 'https://help.example.kr/u/%'`); n != 3 {
		t.Errorf("%d deliveries, want 3", n)
	}
	set(t, s, consent.Change{CustomerID: id, Channel: notify.Email, Source: consent.SourceOneClick})
	pgtest.SetClock(t, db, "2034-11-29T10:00:00+09:00")
	if n := remind(t, s); n != 0 {
		t.Errorf("a consent that was taken back: %d notices", n)
	}
}

func TestRemindersOfTwoProgramsAreOne(t *testing.T) {
	db := pgtest.New(t)
	setShop(t, db)
	pgtest.SetClock(t, db, "2026-11-30T10:00:00+09:00")
	s := newService(t, db)
	consentedOn(t, db, s, "2024-11-30")
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			if _, err := s.Remind(context.Background()); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if n := pgtest.Count(t, db, `SELECT count(*) FROM dari.deliveries WHERE kind = 'consent.reminder'`); n != 1 {
		t.Errorf("%d notices, want 1", n)
	}
}

func TestDueDatesOfTheOracle(t *testing.T) {
	var vectors []struct {
		Consented string `json:"consented"`
		Due       string `json:"confirm_no_later_than_day_before"`
	}
	corpora.Load(t, &vectors, "schedule-oracle", "reconfirm_two_years.json")
	for _, v := range vectors {
		db := pgtest.New(t)
		setShop(t, db)
		s := newService(t, db)
		consentedOn(t, db, s, v.Consented)
		due, err := time.Parse(time.RFC3339, v.Due+"T09:00:00+09:00")
		if err != nil {
			t.Fatal(err)
		}
		pgtest.SetClock(t, db, due.AddDate(0, 0, -1).Format(time.RFC3339))
		if n := remind(t, s); n != 1 {
			t.Errorf("consented %s: %d notices the day before %s, want 1", v.Consented, n, v.Due)
		}
		if n := pgtest.Count(t, db, `SELECT count(*) FROM dari.consent_reminders WHERE due = $1::text::date`, v.Due); n != 1 {
			t.Errorf("consented %s: not due on %s", v.Consented, v.Due)
		}
	}
}
