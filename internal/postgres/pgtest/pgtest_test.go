package pgtest_test

import (
	"context"
	"testing"
	"time"

	"dari/internal/postgres"
	"dari/internal/postgres/pgtest"
)

func TestAFreshDatabaseIsReadyAndItsClockCanBeMoved(t *testing.T) {
	ctx := context.Background()
	db := pgtest.New(t)
	if err := postgres.Ready(ctx, db); err != nil {
		t.Fatal(err)
	}
	pgtest.SetClock(t, db, "2026-11-23T14:05:00+09:00")
	var at time.Time
	if err := db.QueryRow(ctx, "SELECT dari.clock()").Scan(&at); err != nil {
		t.Fatal(err)
	}
	if want := time.Date(2026, 11, 23, 5, 5, 0, 0, time.UTC); !at.Equal(want) {
		t.Errorf("clock = %v, want %v", at, want)
	}
	pgtest.SetClock(t, db, "+3 days")
	var ahead float64
	if err := db.QueryRow(ctx, "SELECT extract(epoch FROM dari.clock() - now())").Scan(&ahead); err != nil {
		t.Fatal(err)
	}
	if ahead != 3*86400 {
		t.Errorf("clock is %v s ahead, want 3 days", ahead)
	}
	if _, err := pgtest.Tx(t).Exec(ctx, "INSERT INTO dari.settings (key, value) VALUES ('a', '1')"); err != nil {
		t.Fatal(err)
	}
}
