package event_test

import (
	"context"
	"slices"
	"testing"

	"dari/internal/event"
	"dari/internal/postgres/pgtest"

	"github.com/jackc/pgx/v5"
)

func TestManyPatientEventsAreHeardInPiecesOfWholeSubjectsAfterTheOthers(t *testing.T) {
	const subjects, each, orders = 40, 20, 10
	for name, c := range map[string]struct {
		patient []string
		also    string // a kind of event that one subject has besides
		pieces  int
	}{
		"patient":         {[]string{"said"}, "", 1 + 14}, // of three subjects each
		"none is patient": {nil, "", 1},
		"another kind on the same kind of subjects": {[]string{"said"}, "ended", 1},
	} {
		t.Run(name, func(t *testing.T) {
			ctx := context.Background()
			db := pgtest.New(t)
			var all []event.New
			for n := range each {
				for id := range subjects {
					all = append(all, event.New{Kind: "said", SubjectKind: "talk", SubjectID: int64(id + 1), Version: n + 1})
				}
				if n < orders {
					all = append(all, event.New{Kind: "paid", SubjectKind: "order", SubjectID: int64(n + 1)})
				}
			}
			if c.also != "" {
				all = append(all, event.New{Kind: c.also, SubjectKind: "talk", SubjectID: 1, Version: each + 1})
			}
			if err := event.Publish(ctx, db, all...); err != nil {
				t.Fatal(err)
			}
			var heard [][]event.Event
			relay := event.NewRelay(event.RelayOptions{DB: db, Patient: c.patient, Handlers: []event.Handler{{
				Name: "test", Kinds: []string{"said", "paid", "ended"},
				Handle: func(_ context.Context, _ pgx.Tx, events []event.Event) error {
					heard = append(heard, slices.Clone(events))
					return nil
				},
			}}})
			if err := relay.Drain(ctx); err != nil {
				t.Fatal(err)
			}
			if len(heard) != c.pieces {
				t.Fatalf("heard in %d pieces, want %d", len(heard), c.pieces)
			}
			count, last, home := 0, map[string]int{}, map[int64]int{}
			for i, piece := range heard {
				for _, e := range piece {
					count++
					if e.SubjectKind == "order" && i > 0 {
						t.Errorf("order %d is heard in piece %d, after what can wait", e.SubjectID, i)
					}
					if e.SubjectKind != "talk" {
						continue
					}
					if at, ok := home[e.SubjectID]; ok && at != i {
						t.Errorf("talk %d is in pieces %d and %d", e.SubjectID, at, i)
					}
					home[e.SubjectID] = i
					if key := e.Key; last[key] != 0 {
						t.Errorf("%s is heard twice", key)
					}
					last[e.Key]++
				}
				if !slices.IsSortedFunc(piece, func(a, b event.Event) int { return int(a.ID - b.ID) }) {
					t.Errorf("piece %d is not in the order of its events", i)
				}
			}
			if count != len(all) {
				t.Errorf("%d events are heard, want %d", count, len(all))
			}
		})
	}
}
