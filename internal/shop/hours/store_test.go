package hours_test

import (
	"reflect"
	"testing"
	"time"

	"dari/internal/fault"
	"dari/internal/i18n"
	"dari/internal/postgres"
	"dari/internal/postgres/pgtest"
	"dari/internal/shop/hours"

	"github.com/jackc/pgx/v5"
)

func TestTheTablesHoldTheLawOfPublicHolidays(t *testing.T) {
	s, err := hours.Load(t.Context(), pgtest.Tx(t), i18n.Seoul())
	if err != nil {
		t.Fatal(err)
	}
	if s.Version != 0 || !reflect.DeepEqual(s.Week, hours.Weekdays().Week) {
		t.Errorf("a shop that has set nothing: version %d, %v", s.Version, s.Week)
	}
	once := map[int]string{2023: "10-02", 2024: "04-10 10-01", 2025: "01-27 06-03", 2026: "06-03"}
	for year := range years {
		want := map[string]bool{}
		for _, h := range hours.HolidaysOf(rules(), year) {
			want[h.Date.String()[5:]] = true
		}
		for _, h := range hours.HolidaysOf(s.Rules, year) {
			day := h.Date.String()[5:]
			if !want[day] && !contains(once[year], day) {
				t.Errorf("%d-%s is a holiday in the tables", year, day)
			}
			delete(want, day)
		}
		if len(want) > 0 {
			t.Errorf("%d: the tables lack %v", year, want)
		}
	}
}

func contains(list, day string) bool {
	for ; len(list) >= 5; list = list[min(6, len(list)):] {
		if list[:5] == day {
			return true
		}
	}
	return false
}

func TestAPlanIsReadAsItWasSaved(t *testing.T) {
	tx := pgtest.Tx(t)
	ctx := t.Context()
	before, err := hours.Load(ctx, tx, i18n.Seoul())
	if err != nil {
		t.Fatal(err)
	}
	plan := before.Plan
	plan.Week[time.Saturday] = hours.Weekday{Open: []hours.Span{{From: hours.At(9, 0), To: hours.At(11, 0)}, {From: hours.At(14, 0), To: 1440}}}
	plan.Exceptions = []hours.Exception{
		{From: hours.Day(2026, 12, 24), To: hours.Day(2026, 12, 26), Name: hours.Name{Ko: "겨울 휴무", En: "winter break"}},
		{From: hours.Day(2026, 12, 31), To: hours.Day(2026, 12, 31), Hours: []hours.Span{{From: hours.At(10, 0), To: hours.At(13, 0)}}},
	}
	plan.Reply = 90 * time.Minute
	plan.Rules = append(plan.Rules, hours.Rule{Kind: hours.RuleOnce, Month: 12, Day: 28, Name: hours.Name{Ko: "임시 공휴일"}, First: 2026, ByHand: true})
	for range 2 { // the second time over the first
		if err := hours.Save(ctx, tx, plan, before.Version); err != nil {
			t.Fatal(err)
		}
		if before, err = hours.Load(ctx, tx, i18n.Seoul()); err != nil {
			t.Fatal(err)
		}
	}
	if before.Version != 2 || !reflect.DeepEqual(before.Week, plan.Week) || before.Reply != plan.Reply || !before.Public || len(before.Rules) != len(plan.Rules) {
		t.Errorf("read %+v", before)
	}
	c := hours.New(before.Plan)
	for at, want := range map[string]hours.State{
		"2026-12-05 14:00": hours.Open, "2026-12-05 11:00": hours.Closed, "2026-12-24 11:00": hours.Holiday, "2026-12-28 11:00": hours.Holiday,
		"2026-12-31 12:45": hours.Open, "2026-12-31 13:00": hours.Closed, "2026-12-30 12:45": hours.Lunch,
	} {
		when, _ := time.ParseInLocation("2006-01-02 15:04", at, i18n.Seoul())
		if got := c.At(when).State; got != want {
			t.Errorf("%s is %s, want %s", at, got, want)
		}
	}
	if err := hours.Save(ctx, tx, plan, 1); !fault.Is(err, fault.Conflict) {
		t.Errorf("an old version was saved: %v", err)
	}
}

func TestAPlanThatCannotBeMeantIsRefused(t *testing.T) {
	tests := map[string]func(*hours.Plan){
		"an end before its start": func(p *hours.Plan) { p.Week[1].Open[0].To = 0 },
		"ranges that overlap":     func(p *hours.Plan) { p.Week[1].Open = append(p.Week[1].Open, hours.Span{From: 1000, To: 1200}) },
		"days that go backward":   func(p *hours.Plan) { p.Exceptions = []hours.Exception{{From: 20001, To: 20000}} },
		"no time for an answer":   func(p *hours.Plan) { p.Reply = 0 },
	}
	for name, spoil := range tests {
		t.Run(name, func(t *testing.T) {
			p := hours.Weekdays()
			spoil(&p)
			if err := p.Check(); !fault.Is(err, fault.Invalid) {
				t.Errorf("it was answered %v", err)
			}
		})
	}
}

func TestClosedByHandHoldsUntilItsEndOrIsTakenBack(t *testing.T) {
	db := pgtest.New(t)
	ctx := t.Context()
	pgtest.SetClock(t, db, "2026-11-23T14:00:00+09:00")
	do := func(f func(tx pgx.Tx, id int64) error) hours.Moment {
		t.Helper()
		var m hours.Moment
		err := postgres.InTx(ctx, db, func(tx pgx.Tx) error {
			if err := hours.Seed(ctx, tx, hours.Weekdays()); err != nil {
				return err
			}
			s, err := hours.Load(ctx, tx, i18n.Seoul())
			if err != nil {
				return err
			}
			if err := f(tx, s.ID); err != nil {
				return err
			}
			if s, err = hours.Load(ctx, tx, i18n.Seoul()); err != nil {
				return err
			}
			now, err := hours.Now(ctx, tx)
			m = hours.New(s.Plan).At(now)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	until, _ := time.Parse(time.RFC3339, "2026-11-23T16:00:00+09:00")
	m := do(func(tx pgx.Tx, id int64) error { return hours.CloseUntil(ctx, tx, id, until, 0) })
	if m.State != hours.Closed || !m.ByHand || !m.Opens.Equal(until) || m.Promise.Format("15:04") != "17:00" {
		t.Errorf("closed by hand: %+v", m)
	}
	if m = do(func(tx pgx.Tx, id int64) error { return hours.Reopen(ctx, tx, id) }); m.State != hours.Open || m.Promise.Format("15:04") != "15:00" {
		t.Errorf("taken back: %+v", m)
	}
}
