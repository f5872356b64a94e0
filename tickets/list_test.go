package tickets

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"dari/internal/fault"
	"dari/internal/postgres/pgtest"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// sqlMany fills the queue: most of it solved or closed, a few thousand at work, with all that a filter
// can ask for. Everybody's number is drawn anew from the same beginning.
const (
	sqlManySeed  = `SELECT setseed(0.42)`
	sqlManyStaff = `INSERT INTO dari.staff (uid, email, name, password_hash, role) SELECT gen_random_uuid(), 's' || i || '@shop.example', '상담원 ' || i, 'x', 'agent' FROM generate_series(1, 10) i`
	sqlManyTeams = `INSERT INTO dari.teams (name) SELECT '팀 ' || i FROM generate_series(1, 3) i`
	sqlManyJoin  = `INSERT INTO dari.team_members (team_id, staff_id) SELECT t.id, s.id FROM dari.teams t, dari.staff s WHERE s.id % 3 = t.id % 3`
	sqlManyBuy   = `
INSERT INTO dari.customers (uid, ref, name, phone, tags)
SELECT gen_random_uuid(), 'c' || i, '손님 ' || i, '010-0000-' || lpad((i % 10000)::text, 4, '0'), CASE WHEN i % 20 = 0 THEN ARRAY['vip', '도자기'] WHEN i % 7 = 0 THEN ARRAY['Gold'] ELSE '{}' END
FROM generate_series(1, greatest(1, $1 / 4)) i`
	sqlManyOrders = `
INSERT INTO dari.orders (source, source_key, number, customer_id, status, is_preorder, eta_to, placed_at)
SELECT 'api', 'o' || c.id, 'OD-2026-' || lpad(c.id::text, 6, '0'), c.id, (ARRAY['placed', 'paid', 'preparing', 'shipped', 'delivered', 'cancelled'])[1 + floor(random() * 6)],
       random() < 0.2, CASE WHEN random() < 0.5 THEN (dari.clock() - floor(random() * 20) * interval '1 day')::date END, dari.clock() - interval '30 days'
FROM dari.customers c`
	sqlManyTalks = `INSERT INTO dari.conversations (uid, kind, customer_id) SELECT gen_random_uuid(), 'mail', id FROM dari.customers, generate_series(1, 4)`
	sqlMany      = `
WITH drawn AS (
  SELECT id, customer_id, random() AS p, random() AS q, random() AS r, random() AS s, interval '1 minute' * floor(random() * 500000) AS ago FROM dari.conversations
)
INSERT INTO dari.tickets (state, channel, subject, owner_id, team_id, customer_id, order_id, conversation_id, waiting_since, last_message_at, due_at, next_due_at,
  priority, type, tags, spam, score, snoozed_until, snoozed_reply)
SELECT CASE WHEN p < 0.02 THEN 'new' WHEN p < 0.05 THEN 'open' WHEN p < 0.08 THEN 'waiting' WHEN p < 0.2 THEN 'solved' ELSE 'closed' END,
       (ARRAY['chat', 'chat', 'mail', 'form', 'phone'])[1 + floor(q * 5)], '문의 ' || id, CASE WHEN p > 0.01 THEN 1 + floor(q * 10) END, CASE WHEN s < 0.5 THEN 1 + floor(s * 6) END,
       customer_id, CASE WHEN r < 0.6 THEN (SELECT o.id FROM dari.orders o WHERE o.customer_id = drawn.customer_id) END, id,
       CASE WHEN p < 0.045 THEN dari.clock() - ago END, dari.clock() - ago, CASE WHEN p < 0.035 AND r < 0.5 THEN dari.clock() - ago + interval '1 hour' END,
       CASE WHEN p < 0.045 AND s < 0.5 THEN dari.clock() - ago + interval '2 hours' END,
       CASE WHEN s < 0.1 THEN 3 WHEN s < 0.2 THEN 2 WHEN s < 0.4 THEN 1 ELSE 0 END, CASE WHEN q < 0.6 THEN 'question' WHEN q < 0.8 THEN 'cancel' ELSE 'return' END,
       CASE WHEN r < 0.1 THEN ARRAY['파손'] WHEN r < 0.2 THEN ARRAY['파손', '재발송'] WHEN r < 0.3 THEN ARRAY['선물'] ELSE '{}' END, s > 0.95, CASE WHEN p > 0.1 AND q < 0.3 THEN 1 + floor(r * 5) END,
       CASE WHEN q > 0.8 AND p < 0.08 THEN dari.clock() + (r - 0.4) * interval '1 day' END, q < 0.05 AND p < 0.08
FROM drawn`
	sqlManyCalls = `
INSERT INTO dari.ticket_events (ticket_id, seq, kind, actor_kind, data, at)
SELECT t.id, n, 'called', 'agent', jsonb_build_object('outcome', (ARRAY['reached', 'no_answer', 'call_back'])[1 + floor(random() * 3)]), dari.clock()
FROM dari.tickets t, generate_series(101, 103) n WHERE t.id % 5 = 0 AND random() < 0.6`
	sqlManyMerged = `UPDATE dari.tickets SET merged_into = 1, state = 'closed' WHERE id % 41 = 0`
)

func many(t *testing.T, n int) *pgxpool.Pool {
	t.Helper()
	db := pgtest.New(t)
	pgtest.SetClock(t, db, start)
	conn, err := db.Acquire(context.Background()) // setseed is a matter of the session
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Release()
	for _, step := range []struct {
		sql  string
		args []any
	}{{sqlManySeed, nil}, {sqlManyStaff, nil}, {sqlManyTeams, nil}, {sqlManyJoin, nil}, {sqlManyBuy, []any{n}}, {sqlManyOrders, nil}, {sqlManyTalks, nil}, {sqlMany, nil}, {sqlManyCalls, nil}, {sqlManyMerged, nil}} {
		if _, err := conn.Exec(context.Background(), step.sql, step.args...); err != nil {
			t.Fatalf("%s: %v", step.sql, err)
		}
	}
	return db
}

// asked is a ticket with all that a filter can ask for, as the test reads it by itself.
type asked struct {
	ID, Number                              int64
	State                                   State
	Owner, Team                             int64
	Channel, Type, OrderStatus, OrderNumber string
	Tags, Grades                            []string
	Priority, Score, Waited, LateDays       int
	Snoozed, Spam, Merged, MyTeam           bool
	QueueKey, WaitKey                       int64
	Waiting, Due, NextDue                   *time.Time
	Last                                    time.Time
	Call                                    string
}

const sqlAsked = `
SELECT t.id, t.number, t.state, coalesce(t.owner_id, 0), coalesce(t.team_id, 0), t.channel, t.type, coalesce(o.status, ''), coalesce(o.number, ''), t.tags,
  ARRAY(SELECT lower(g) FROM unnest(c.tags) g), t.priority, coalesce(t.score, 0), coalesce(floor(extract(epoch FROM dari.clock() - t.waiting_since) / 60), -1)::int,
  coalesce(CASE WHEN o.status IN ('placed', 'paid', 'preparing') THEN (dari.clock() AT TIME ZONE 'Asia/Seoul')::date - o.eta_to END, -999),
  t.snoozed_reply OR coalesce(t.snoozed_until > dari.clock(), false), t.spam, t.merged_into IS NOT NULL,
  EXISTS (SELECT FROM dari.team_members m WHERE m.team_id = t.team_id AND m.staff_id = $1), t.queue_key, t.wait_key, t.waiting_since, t.due_at, t.next_due_at, t.last_message_at,
  coalesce((SELECT e.data ->> 'outcome' FROM dari.ticket_events e WHERE e.ticket_id = t.id AND e.kind = 'called' ORDER BY e.seq DESC LIMIT 1), '')
FROM dari.tickets t LEFT JOIN dari.orders o ON o.id = t.order_id LEFT JOIN dari.customers c ON c.id = t.customer_id`

func readAsked(t *testing.T, db *pgxpool.Pool, me int64) []asked {
	t.Helper()
	rows, _ := db.Query(context.Background(), sqlAsked, me)
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[asked])
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// chosenBy says, without SQL, whether a filter chooses a ticket.
func chosenBy(f Filter, a asked, me int64) bool {
	working := a.State != Solved && a.State != Closed
	all := append([]Filter{f}, f.and...)
	aside, spam := "", false
	for _, f := range all {
		if aside == "" {
			aside = f.Snoozed
		}
		spam = spam || f.Spam
	}
	switch {
	case a.Merged, a.Spam != spam:
		return false
	case aside == "only" && (!a.Snoozed || !working), aside == "" && a.Snoozed && working:
		return false
	}
	for _, f := range all {
		if !meets(f, a, me) {
			return false
		}
	}
	return true
}

func meets(f Filter, a asked, me int64) bool {
	var conds []bool
	add := func(set, holds bool) {
		if set {
			conds = append(conds, holds)
		}
	}
	has := func(values []string, id int64, mine bool) bool {
		return slices.ContainsFunc(values, func(v string) bool {
			return v == ownMe && id == me || v == teamMine && mine || v == ownNone && id == 0 || id != 0 && v == fmt.Sprint(id)
		})
	}
	add(len(f.States) > 0, slices.Contains(f.States, a.State))
	add(len(f.Owners) > 0, has(f.Owners, a.Owner, false))
	add(len(f.Teams) > 0, has(f.Teams, a.Team, a.MyTeam))
	add(len(f.Channels) > 0, slices.Contains(f.Channels, a.Channel))
	add(len(f.Types) > 0, slices.Contains(f.Types, a.Type))
	add(len(f.Tags) > 0, slices.ContainsFunc(f.Tags, func(s string) bool { return slices.Contains(a.Tags, s) }))
	add(len(f.Priorities) > 0, slices.Contains(f.Priorities, a.Priority))
	add(len(f.Calls) > 0, slices.Contains(f.Calls, a.Call))
	add(len(f.Scores) > 0, slices.Contains(f.Scores, a.Score))
	add(len(f.OrderStates) > 0, slices.Contains(f.OrderStates, a.OrderStatus))
	add(len(f.Grades) > 0, slices.ContainsFunc(f.Grades, func(s string) bool { return slices.Contains(a.Grades, strings.ToLower(s)) }))
	add(f.Order != "", a.OrderNumber != "" && strings.HasSuffix(a.OrderNumber, f.Order))
	add(f.LateDays > 0, a.LateDays >= f.LateDays)
	add(f.Waited > 0, a.Waited >= f.Waited)
	if len(conds) == 0 {
		return true
	}
	if f.Any {
		return slices.Contains(conds, true)
	}
	return !slices.Contains(conds, false)
}

// randomFilter draws conditions, each with a small chance.
func randomFilter(r *rand.Rand) Filter {
	pick := func(values ...string) []string {
		if r.IntN(4) > 0 {
			return nil
		}
		r.Shuffle(len(values), func(i, j int) { values[i], values[j] = values[j], values[i] })
		return values[:1+r.IntN(min(3, len(values)))]
	}
	numbers := func(most int) []int {
		if r.IntN(6) > 0 {
			return nil
		}
		return []int{r.IntN(most) + 1, r.IntN(most) + 1}
	}
	f := Filter{
		Owners: pick("me", "none", "3", "9", "777"), Teams: pick("mine", "none", "1", "2"), Channels: pick("chat", "mail", "form"), Tags: pick("파손", "선물", "없는 것"),
		Types: pick("question", "return"), OrderStates: pick("paid", "preparing", "shipped"), Grades: pick("VIP", "gold"), Calls: pick("reached", "call_back", "wrong_number"), Priorities: numbers(3), Scores: numbers(5),
		Any: r.IntN(3) == 0, Spam: r.IntN(8) == 0,
	}
	for _, s := range pick("new", "open", "waiting", "solved", "closed") {
		f.States = append(f.States, State(s))
	}
	if r.IntN(6) == 0 {
		f.LateDays = 1 + r.IntN(5)
	}
	if r.IntN(6) == 0 {
		f.Waited = 1 + r.IntN(400_000)
	}
	f.Snoozed = []string{"", "", "", "only", "with"}[r.IntN(5)]
	if r.IntN(3) == 0 {
		f = f.And(Filter{Channels: []string{"chat", "phone"}, Any: r.IntN(2) == 0})
	}
	return f
}

var sorts = []Sort{ByDeadline, ByWaiting, ByRecent, ByPriority}

func allPages(t *testing.T, db *pgxpool.Pool, me int64, f Filter, sort Sort, limit int) (all []Ticket) {
	t.Helper()
	for next := ""; ; {
		page, after, err := List(context.Background(), db, me, f, sort, next, limit)
		if err != nil {
			t.Fatalf("%+v by %s: %v", f, sort, err)
		}
		if all = append(all, page...); after == "" {
			return all
		}
		next = after
	}
}

func TestAListItsCountAndItsIDsNeverDiffer(t *testing.T) {
	const me = 3
	db := many(t, 1600)
	rows := readAsked(t, db, me)
	r := rand.New(rand.NewPCG(7, 11))
	some := 0
	for i := range 120 {
		f := randomFilter(r)
		sort := sorts[i%len(sorts)]
		var want []int64
		for _, a := range rows {
			if chosenBy(f, a, me) {
				want = append(want, a.ID)
			}
		}
		if len(want) > 0 {
			some++
		}
		var got []int64
		for _, ticket := range allPages(t, db, me, f, sort, 7+r.IntN(90)) {
			got = append(got, ticket.ID)
		}
		counts, err := Count(context.Background(), db, me, f, Filter{})
		if err != nil {
			t.Fatal(err)
		}
		ids, more, err := IDs(context.Background(), db, me, f, IDsMost)
		if err != nil || more {
			t.Fatal(more, err)
		}
		if counts[0] != min(len(want), countMost) {
			t.Errorf("%+v: %d counted, want %d", f, counts[0], len(want))
		}
		slices.Sort(got)
		slices.Sort(ids)
		slices.Sort(want)
		if !slices.Equal(got, want) || !slices.Equal(ids, want) {
			t.Errorf("%+v by %s: %d listed, %d named, want %d", f, sort, len(got), len(ids), len(want))
		}
	}
	if some < 60 {
		t.Errorf("only %d of the filters chose anything", some)
	}
}

func TestEachSortHasItsOrder(t *testing.T) {
	db := many(t, 1200)
	at := map[int64]asked{}
	for _, a := range readAsked(t, db, 0) {
		at[a.ID] = a
	}
	late := func(a, b time.Time) int { return b.Compare(a) }
	// What comes next: the deadline, then who waits without one, then the last message.
	part := func(a asked) (int, time.Time) {
		switch {
		case a.State == Solved || a.State == Closed:
			return 2, a.Last
		case a.NextDue != nil:
			return 0, *a.NextDue
		case a.Waiting != nil && a.Due != nil:
			return 0, *a.Due
		case a.Waiting != nil:
			return 1, *a.Waiting
		}
		return 2, a.Last
	}
	queue := func(a, b asked) int {
		pa, ta := part(a)
		pb, tb := part(b)
		if pa != pb {
			return cmp.Compare(pa, pb)
		}
		if pa == 2 {
			return late(ta, tb)
		}
		return ta.Compare(tb)
	}
	tests := map[Sort]func(a, b asked) int{
		ByDeadline: queue,
		ByRecent:   func(a, b asked) int { return late(a.Last, b.Last) },
		ByPriority: func(a, b asked) int { return cmp.Or(cmp.Compare(b.Priority, a.Priority), queue(a, b)) },
		ByWaiting: func(a, b asked) int {
			switch {
			case a.Waiting != nil && b.Waiting != nil:
				return a.Waiting.Compare(*b.Waiting)
			case a.Waiting != nil:
				return -1
			case b.Waiting != nil:
				return 1
			}
			return late(a.Last, b.Last)
		},
	}
	for sort, order := range tests {
		for name, f := range map[string]Filter{"all": {}, "at work": {States: []State{Fresh, Open, Waiting}}, "inbox": {States: []State{Fresh, Open}}} {
			list := allPages(t, db, 0, f, sort, 41)
			if !slices.IsSortedFunc(list, func(a, b Ticket) int { return order(at[a.ID], at[b.ID]) }) {
				t.Errorf("%s by %s is not in order", name, sort)
			}
			if len(list) < 20 {
				t.Errorf("%s by %s: only %d", name, sort, len(list))
			}
		}
	}
	done := allPages(t, db, 0, Filter{States: []State{Solved, Closed}}, ByDeadline, 41)
	if !slices.IsSortedFunc(done, func(a, b Ticket) int { return late(a.LastMessageAt, b.LastMessageAt) }) {
		t.Error("what is done is not in the order of last messages")
	}
}

func TestTheFirstRowOfTheQueueIsTheNextToBreach(t *testing.T) {
	db := many(t, 800)
	var want int64
	err := db.QueryRow(context.Background(), `SELECT id FROM dari.tickets WHERE state IN ('new', 'open', 'waiting') AND merged_into IS NULL AND NOT spam AND NOT snoozed_reply
  AND (snoozed_until IS NULL OR snoozed_until <= dari.clock())
  AND (next_due_at IS NOT NULL OR waiting_since IS NOT NULL AND due_at IS NOT NULL) ORDER BY coalesce(next_due_at, due_at), id LIMIT 1`).Scan(&want)
	if err != nil {
		t.Fatal(err)
	}
	list, _, err := List(context.Background(), db, 0, Filter{}, ByDeadline, "", 1)
	if err != nil || len(list) != 1 || list[0].ID != want {
		t.Errorf("%v %v, want ticket %d first", list, err, want)
	}
}

// A page is turned while tickets come, change their place, are solved and put aside: those that stay are
// there once each, and nothing twice but what has moved.
func TestPagesHaveNoHoleAndNoDoubleWhileTicketsChange(t *testing.T) {
	ctx := context.Background()
	db := many(t, 1200)
	moves := []string{
		`UPDATE dari.tickets SET last_message_at = dari.clock(), waiting_since = NULL, state = 'waiting', next_due_at = NULL WHERE id % 5 = 0 AND id % $1 = 0 AND state IN ('new', 'open')`,
		`UPDATE dari.tickets SET next_due_at = dari.clock() - interval '99 days' WHERE id % 5 = 0 AND id % $1 = 1 AND state IN ('new', 'open')`,
		`UPDATE dari.tickets SET state = 'solved', waiting_since = NULL WHERE id % 5 = 0 AND id % $1 = 2 AND state IN ('new', 'open')`,
		`UPDATE dari.tickets SET snoozed_until = dari.clock() + interval '1 day' WHERE id % 5 = 0 AND id % $1 = 3 AND state IN ('new', 'open')`,
		`INSERT INTO dari.tickets (state, channel, conversation_id, waiting_since, last_message_at, next_due_at) SELECT 'new', 'chat', 1, dari.clock(), dari.clock(), CASE WHEN i % 2 = 0 THEN dari.clock() - i * interval '1 day' END FROM generate_series(1, $1) i`,
		`UPDATE dari.tickets SET merged_into = 1 WHERE id % 5 = 0 AND id % $1 = 4 AND state IN ('new', 'open') AND id <> 1`,
	}
	for _, sort := range sorts {
		for name, f := range map[string]Filter{"inbox": {States: []State{Fresh, Open}}, "all": {Snoozed: "with"}} {
			var stay []int64
			for _, a := range readAsked(t, db, 0) {
				if a.ID%5 != 0 && chosenBy(f, a, 0) {
					stay = append(stay, a.ID)
				}
			}
			seen := map[int64]int{}
			for next, turn := "", 0; ; turn++ {
				page, after, err := List(ctx, db, 0, f, sort, next, 23)
				if err != nil {
					t.Fatal(err)
				}
				for _, ticket := range page {
					seen[ticket.ID]++
				}
				if next = after; next == "" {
					break
				}
				if _, err := db.Exec(ctx, moves[turn%len(moves)], 7+turn%3); err != nil {
					t.Fatal(err)
				}
			}
			for _, id := range stay {
				if seen[id] != 1 {
					t.Errorf("%s by %s: ticket %d was there %d times", name, sort, id, seen[id])
				}
			}
		}
	}
}

func TestACursorIsForItsSortAlone(t *testing.T) {
	db := many(t, 400)
	_, next, err := List(context.Background(), db, 0, Filter{}, ByDeadline, "", 5)
	if err != nil || next == "" {
		t.Fatal(next, err)
	}
	for name, c := range map[string]struct {
		sort  Sort
		after string
	}{
		"of another sort":  {ByRecent, next},
		"no cursor at all": {ByDeadline, "x"},
		"not of ours":      {ByDeadline, "e30"},
		"a time too far":   {ByRecent, cursor{Sort: ByRecent, Key: 1 << 59, ID: 1}.String()},
	} {
		if _, _, err := List(context.Background(), db, 0, Filter{}, c.sort, c.after, 5); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestStandingCountsAreThoseOfTheirLists(t *testing.T) {
	const me = 4
	db := many(t, 1000)
	c, err := CountFor(context.Background(), db, me)
	if err != nil {
		t.Fatal(err)
	}
	for i, n := range []int{c.Inbox, c.Mine, c.Unassigned, c.Waiting, c.Solved, c.Snoozed, c.Spam} {
		if got := len(allPages(t, db, me, standing[i], ByRecent, 100)); min(got, countMost) != n || n == 0 {
			t.Errorf("standing view %d: %d listed, %d counted", i, got, n)
		}
	}
}

func TestAFilterWithAWordThatMeansNothingIsRefused(t *testing.T) {
	for name, f := range map[string]Filter{
		"a state": {States: []State{"gone"}}, "an owner": {Owners: []string{"-3"}}, "an owner with a plus": {Owners: []string{"+3"}}, "a channel": {Channels: []string{"fax"}},
		"a team": {Teams: []string{"me"}}, "a type": {Types: []string{"Nicht!"}}, "an order's state": {OrderStates: []string{"lost"}}, "a priority": {Priorities: []int{4}},
		"a score": {Scores: []int{0}}, "a NUL in a tag": {Tags: []string{"a\x00"}}, "a NUL in words": {Text: "a\x00"}, "aside": {Snoozed: "no"}, "days": {LateDays: -1},
		"a long number": {Order: strings.Repeat("1", 61)},
	} {
		if err := f.Check("query"); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	ok := Filter{States: []State{"", Open}, Owners: []string{"", "me", "12"}, Teams: []string{"mine"}, Tags: []string{"파손"}, Types: []string{"return"}, Snoozed: "only"}
	if err := ok.Check("query"); err != nil {
		t.Errorf("a good filter: %v", err)
	}
}

// TestPlans prints what Postgres does for the queue on 100,000 tickets: go test -run TestPlans -v with DARI_PLANS=1.
func TestPlans(t *testing.T) {
	if os.Getenv("DARI_PLANS") == "" {
		t.Skip("DARI_PLANS is not set: plans are printed on request")
	}
	db := many(t, 100_000)
	ctx := context.Background()
	if _, err := db.Exec(ctx, `VACUUM ANALYZE`); err != nil {
		t.Fatal(err)
	}
	active := []State{Fresh, Open}
	for name, f := range map[string]Filter{
		"all": {}, "inbox": {States: active}, "mine": {States: []State{Fresh, Open, Waiting}, Owners: []string{"me"}}, "unassigned": {States: active, Owners: []string{"none"}},
		"waiting": {States: []State{Waiting}}, "solved": {States: []State{Solved, Closed}}, "a tag": {Tags: []string{"선물"}, States: active}, "late": {LateDays: 3, States: active},
		"one of two": {Tags: []string{"선물"}, Priorities: []int{3}, Any: true},
	} {
		for _, sort := range sorts {
			q := &query{me: 3}
			sql := q.page(f, f.order(sort), nil, 51)
			begin := time.Now()
			for range 50 {
				if _, _, err := List(ctx, db, 3, f, sort, "", 50); err != nil {
					t.Fatal(err)
				}
			}
			t.Logf("== %s by %s: %v a page\n%s", name, sort, time.Since(begin)/50, explain(t, db, sql, q.args...))
		}
	}
	q := &query{me: 3}
	t.Logf("== counts\n%s", explain(t, db, q.count(standing), q.args...))
}

func explain(t *testing.T, db *pgxpool.Pool, sql string, args ...any) string {
	t.Helper()
	rows, err := db.Query(context.Background(), "EXPLAIN (ANALYZE, BUFFERS, COSTS OFF) "+sql, args...)
	if err != nil {
		t.Fatal(err)
	}
	lines, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintln(strings.Join(lines, "\n"))
}
