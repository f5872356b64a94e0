package hours_test

import (
	"testing"
	"time"

	"dari/internal/fault"
	"dari/internal/i18n"
	"dari/internal/postgres/pgtest"
	"dari/internal/shop/hours"
)

func TestAPersonWorksAsTheShopDoesButForTheirOwnDays(t *testing.T) {
	tx := pgtest.Tx(t)
	ctx := t.Context()
	plan := hours.Weekdays()
	plan.Exceptions = []hours.Exception{{From: hours.Day(2026, 12, 24), To: hours.Day(2026, 12, 24), Name: hours.Name{Ko: "이사"}}}
	plan.Rules = []hours.Rule{{Kind: hours.RuleOnce, Month: 12, Day: 28, Name: hours.Name{Ko: "임시 공휴일"}, First: 2026, ByHand: true}}
	if err := hours.Seed(ctx, tx, plan); err != nil {
		t.Fatal(err)
	}
	own, err := hours.LoadOwn(ctx, tx, i18n.Seoul(), 7)
	if err != nil || !own.Follows || own.Version != 0 || len(own.Exceptions) != 0 || len(own.Week[1].Open) == 0 {
		t.Fatalf("who has nothing of their own has %+v %v", own, err)
	}
	own.Exceptions = []hours.Exception{
		{From: hours.Day(2026, 12, 2), To: hours.Day(2026, 12, 3), Name: hours.Name{Ko: "연차"}},
		{From: hours.Day(2026, 12, 24), To: hours.Day(2026, 12, 24), Hours: []hours.Span{{From: hours.At(10, 0), To: hours.At(12, 0)}}},
	}
	id, err := hours.SaveOwn(ctx, tx, 7, own, 0)
	if err != nil {
		t.Fatal(err)
	}
	state := func(at string, want hours.State) {
		t.Helper()
		s, err := hours.LoadOf(ctx, tx, i18n.Seoul(), id)
		if err != nil {
			t.Fatal(err)
		}
		when, _ := time.ParseInLocation("2006-01-02 15:04", at, i18n.Seoul())
		if got := hours.New(s.Plan).At(when).State; got != want {
			t.Errorf("%s is %s, want %s", at, got, want)
		}
	}
	state("2026-12-01 11:00", hours.Open)
	state("2026-12-02 11:00", hours.Holiday)
	state("2026-12-24 11:00", hours.Open) // their own day comes before the shop's
	state("2026-12-28 11:00", hours.Holiday)
	if shops, err := hours.Load(ctx, tx, i18n.Seoul()); err != nil || len(shops.Exceptions) != 1 || shops.Version != 1 {
		t.Errorf("the shop's became %+v %v", shops, err)
	}
	if _, err := hours.SaveOwn(ctx, tx, 7, own, 0); !fault.Is(err, fault.Conflict) {
		t.Errorf("an old version was saved: %v", err)
	}

	own.Follows, own.Public = false, false
	own.Week = [7]hours.Weekday{time.Saturday: {Open: []hours.Span{{From: hours.At(9, 0), To: hours.At(13, 0)}}}}
	if _, err = hours.SaveOwn(ctx, tx, 7, own, 1); err != nil {
		t.Fatal(err)
	}
	state("2026-12-05 11:00", hours.Open)
	state("2026-12-01 11:00", hours.Closed)
	if own, err = hours.LoadOwn(ctx, tx, i18n.Seoul(), 7); err != nil || own.Follows || own.Version != 2 || len(own.Exceptions) != 2 || len(own.Week[time.Saturday].Open) != 1 {
		t.Errorf("read as %+v %v", own, err)
	}
}
