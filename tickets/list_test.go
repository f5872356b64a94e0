package tickets

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"dari/internal/postgres/pgtest"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// many fills the queue: most of it solved or closed, a few thousand at work.
const sqlMany = `
WITH people AS (
  INSERT INTO dari.staff (uid, email, name, password_hash, role)
  SELECT gen_random_uuid(), 's' || i || '@shop.example', '상담원 ' || i, 'x', 'agent' FROM generate_series(1, 10) i RETURNING id
), shoppers AS (
  INSERT INTO dari.customers (uid, ref, name) SELECT gen_random_uuid(), 'c' || i, '손님 ' || i FROM generate_series(1, $1 / 4) i RETURNING id
), talks AS (
  INSERT INTO dari.conversations (uid, kind, customer_id) SELECT gen_random_uuid(), 'mail', id FROM shoppers, generate_series(1, 4) RETURNING id, customer_id
), drawn AS (
  SELECT id, customer_id, random() AS p, random() AS q, interval '1 minute' * floor(random() * 500000) AS ago FROM talks
)
INSERT INTO dari.tickets (state, channel, subject, owner_id, customer_id, conversation_id, waiting_since, last_message_at)
SELECT CASE WHEN p < 0.01 THEN 'new' WHEN p < 0.04 THEN 'open' WHEN p < 0.08 THEN 'waiting' WHEN p < 0.2 THEN 'solved' ELSE 'closed' END,
       CASE WHEN q < 0.7 THEN 'chat' ELSE 'mail' END, '문의', CASE WHEN p > 0.01 THEN 1 + floor(q * 10) END, customer_id, id,
       CASE WHEN p < 0.035 THEN dari.clock() - ago END, dari.clock() - ago
FROM drawn`

func TestPagesHoldEveryTicketOnceAndWhoWaitsLongestFirst(t *testing.T) {
	db := pgtest.New(t)
	ctx := context.Background()
	if _, err := db.Exec(ctx, sqlMany, 2000); err != nil {
		t.Fatal(err)
	}
	for name, f := range map[string]Filter{
		"all": {}, "inbox": {States: []State{Fresh, Open}}, "mine": {OwnerID: 3}, "unassigned": {Unowned: true}, "mail": {Channel: "mail", States: []State{Open, Solved}},
	} {
		for _, sort := range []Sort{ByWaiting, ByRecent} {
			var all []Ticket
			for next := ""; ; {
				page, after, err := List(ctx, db, f, sort, next, 37)
				if err != nil {
					t.Fatal(err)
				}
				all = append(all, page...)
				if next = after; next == "" {
					break
				}
			}
			var want int
			err := db.QueryRow(ctx, `SELECT count(*) FROM dari.tickets WHERE ($1::text[] IS NULL OR state = ANY($1)) AND ($2 = 0 OR owner_id = $2) AND (NOT $3 OR owner_id IS NULL) AND ($4 = '' OR channel = $4)`,
				f.States, f.OwnerID, f.Unowned, f.Channel).Scan(&want)
			if err != nil || len(all) != want {
				t.Errorf("%s by %s: %d tickets, want %d (%v)", name, sort, len(all), want, err)
			}
			if !slices.IsSortedFunc(all, order(sort)) {
				t.Errorf("%s by %s is not in order", name, sort)
			}
			ids := map[int64]bool{}
			for _, ticket := range all {
				ids[ticket.ID] = true
			}
			if len(ids) != len(all) {
				t.Errorf("%s by %s: %d tickets are there twice", name, sort, len(all)-len(ids))
			}
		}
	}
}

func order(sort Sort) func(a, b Ticket) int {
	return func(a, b Ticket) int {
		if sort == ByWaiting {
			switch {
			case a.WaitingSince != nil && b.WaitingSince != nil:
				return a.WaitingSince.Compare(*b.WaitingSince)
			case a.WaitingSince != nil:
				return -1
			case b.WaitingSince != nil:
				return 1
			}
		}
		return b.LastMessageAt.Compare(a.LastMessageAt)
	}
}

func TestCountsAndListsAgree(t *testing.T) {
	db := pgtest.New(t)
	ctx := context.Background()
	if _, err := db.Exec(ctx, sqlMany, 1000); err != nil {
		t.Fatal(err)
	}
	counts, err := CountFor(ctx, db, 4)
	if err != nil {
		t.Fatal(err)
	}
	for name, view := range map[string]struct {
		filter Filter
		count  int
	}{
		"inbox":      {Filter{States: []State{Fresh, Open}}, counts.Inbox},
		"mine":       {Filter{States: []State{Fresh, Open, Waiting}, OwnerID: 4}, counts.Mine},
		"unassigned": {Filter{States: []State{Fresh, Open}, Unowned: true}, counts.Unassigned},
		"waiting":    {Filter{States: []State{Waiting}}, counts.Waiting},
		"solved":     {Filter{States: []State{Solved, Closed}}, counts.Solved},
	} {
		list, _, err := List(ctx, db, view.filter, ByRecent, "", 1000)
		if err != nil || len(list) != view.count {
			t.Errorf("%s: %d listed, %d counted (%v)", name, len(list), view.count, err)
		}
	}
}

// TestPlans prints what Postgres does for the queue on 100,000 tickets: go test -run TestPlans -v with DARI_PLANS=1.
func TestPlans(t *testing.T) {
	if os.Getenv("DARI_PLANS") == "" {
		t.Skip("DARI_PLANS is not set: plans are printed on request")
	}
	db := pgtest.New(t)
	ctx := context.Background()
	if _, err := db.Exec(ctx, sqlMany, 100_000); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec(ctx, `ANALYZE`); err != nil {
		t.Fatal(err)
	}
	active, week := []State{Fresh, Open}, time.Unix(0, 0)
	for name, args := range map[string][]any{
		"inbox":      {active, int64(0), false, "", true, week, int64(0), week, 51},
		"all states": {allStates, int64(0), false, "", true, week, int64(0), week, 51},
		"mine":       {[]State{Fresh, Open, Waiting}, int64(3), false, "", true, week, int64(0), week, 51},
		"unassigned": {active, int64(0), true, "", true, week, int64(0), week, 51},
		"mail":       {active, int64(0), false, "mail", true, week, int64(0), week, 51},
		"waiting":    {[]State{Waiting}, int64(0), false, "", true, week, int64(0), week, 51},
	} {
		t.Logf("== by waiting: %s\n%s", name, explain(t, db, sqlListWaiting, args...))
	}
	for name, args := range map[string][]any{
		"inbox":         {active, int64(0), false, "", true, week, int64(0), 51},
		"solved":        {[]State{Solved, Closed}, int64(0), false, "", true, week, int64(0), 51},
		"solved of one": {[]State{Solved, Closed}, int64(3), false, "", true, week, int64(0), 51},
	} {
		t.Logf("== by recent: %s\n%s", name, explain(t, db, sqlListRecent, args...))
	}
	t.Logf("== counts\n%s", explain(t, db, sqlCounts, int64(3)))
	begin := time.Now()
	for range 200 {
		if _, _, err := List(ctx, db, Filter{States: active}, ByWaiting, "", 50); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("a page of the inbox: %v", time.Since(begin)/200)
}

func explain(t *testing.T, db *pgxpool.Pool, sql string, args ...any) string {
	t.Helper()
	rows, err := db.Query(context.Background(), "EXPLAIN (ANALYZE, BUFFERS, COSTS OFF) "+sql, append([]any{planned}, args...)...)
	if err != nil {
		t.Fatal(err)
	}
	lines, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintln(strings.Join(lines, "\n"))
}
