package event_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"dari/internal/event"
	"dari/internal/postgres"
	"dari/internal/postgres/pgtest"

	"github.com/jackc/pgx/v5"
)

func TestACommittedEventIsHeardOnceAndARolledBackOneNever(t *testing.T) {
	ctx := context.Background()
	db := pgtest.New(t)
	publish := func(key string, fail error) {
		err := postgres.InTx(ctx, db, func(tx pgx.Tx) error {
			if err := event.Publish(ctx, tx, event.New{Kind: "order.paid", SubjectKind: "order", SubjectID: 1, Key: key}); err != nil {
				return err
			}
			return fail
		})
		if !errors.Is(err, fail) {
			t.Fatal(err)
		}
	}
	publish("a", nil)
	publish("a", nil) // the same thing
	publish("b", errors.New("changed my mind"))
	publish("c", nil)
	var heard []string
	relay := event.NewRelay(event.RelayOptions{DB: db, Handlers: []event.Handler{{
		Name: "test", Kinds: []string{"order.paid"},
		Handle: func(_ context.Context, _ pgx.Tx, events []event.Event) error {
			for _, e := range events {
				heard = append(heard, e.Key)
			}
			return nil
		},
	}}})
	for range 2 {
		if err := relay.Drain(ctx); err != nil {
			t.Fatal(err)
		}
	}
	if want := []string{"a", "c"}; !slices.Equal(heard, want) {
		t.Errorf("heard %v, want %v", heard, want)
	}
}

func TestAnEventThatCannotBeHandledDoesNotStopTheOthers(t *testing.T) {
	ctx := context.Background()
	db := pgtest.New(t)
	for _, key := range []string{"a", "bad", "c"} {
		if err := event.Publish(ctx, db, event.New{Kind: "k", SubjectKind: "s", Key: key}); err != nil {
			t.Fatal(err)
		}
	}
	heard := map[string]int{}
	relay := event.NewRelay(event.RelayOptions{DB: db, Handlers: []event.Handler{{
		Name: "test", Kinds: []string{"k"},
		Handle: func(_ context.Context, _ pgx.Tx, events []event.Event) error {
			for _, e := range events {
				if e.Key == "bad" {
					return errors.New("no")
				}
			}
			heard[events[0].Key]++
			return nil
		},
	}}})
	if err := relay.Drain(ctx); err != nil {
		t.Fatal(err)
	}
	if heard["a"] != 1 || heard["c"] != 1 {
		t.Errorf("heard %v", heard)
	}
	waiting, _, err := event.Lag(ctx, db)
	if err != nil || waiting != 1 {
		t.Errorf("waiting = %d, %v; want the bad one only", waiting, err)
	}
}

func TestOneOccurrenceOfAScheduleRunsOnce(t *testing.T) {
	ctx := context.Background()
	tx := pgtest.Tx(t)
	for i, want := range []bool{true, false} {
		got, err := event.BeginRun(ctx, tx, "birthday", "2026-11-23")
		if err != nil || got != want {
			t.Errorf("claim %d = %v, %v; want %v", i, got, err, want)
		}
	}
}
