package report

import (
	"context"
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"dari/internal/event"
	"dari/internal/fault"
	"dari/internal/postgres/pgtest"
	"dari/internal/staff"

	"github.com/jackc/pgx/v5/pgxpool"
)

// shop is a database with two people of the staff and a customer.
func shop(t *testing.T) *pgxpool.Pool {
	t.Helper()
	db := pgtest.New(t)
	if err := staff.PutShop(t.Context(), db, staff.ShopSettings{Name: "온담", Zone: "Asia/Seoul"}); err != nil {
		t.Fatal(err)
	}
	pgtest.Exec(t, db, `INSERT INTO dari.staff (id, uid, email, name, password_hash, role) OVERRIDING SYSTEM VALUE VALUES
		(7, gen_random_uuid(), 'a@shop.example', '하은', 'x', 'agent'), (8, gen_random_uuid(), 'b@shop.example', '민호', 'x', 'agent')`)
	pgtest.Exec(t, db, `INSERT INTO dari.customers (id, uid, name) OVERRIDING SYSTEM VALUE VALUES (1, gen_random_uuid(), '서연')`)
	return db
}

// ticket adds one with events at minutes after ten o'clock on Monday the 23rd.
func ticket(t *testing.T, db *pgxpool.Pool, id int64, events ...[3]any) {
	t.Helper()
	pgtest.Exec(t, db, `INSERT INTO dari.conversations (id, uid, kind, customer_id) OVERRIDING SYSTEM VALUE VALUES ($1, gen_random_uuid(), 'mail', 1)`, id)
	pgtest.Exec(t, db, `INSERT INTO dari.tickets (id, number, state, channel, conversation_id, customer_id, type, opened_at) OVERRIDING SYSTEM VALUE VALUES ($1, $1, 'open', 'mail', $1, 1, 'question', $2)`, id, monday(10, 0))
	for i, e := range events {
		kind, who, minute := e[0].(string), e[1].(int), e[2].(int)
		actor, data := "agent", map[string]any{}
		switch {
		case kind == "rated":
			actor, data["score"], who = "shopper", who, 1
		case who == 0:
			actor = "shopper"
		}
		text, _ := json.Marshal(data)
		pgtest.Exec(t, db, `INSERT INTO dari.ticket_events (ticket_id, seq, kind, actor_kind, actor_id, data, at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
			id, i+1, kind, actor, who, text, monday(10, minute))
	}
	pgtest.Exec(t, db, `INSERT INTO dari.fact_waits (ticket_id) VALUES ($1) ON CONFLICT DO NOTHING`, id)
}

func TestFiguresAreWhatAPersonWouldWorkOut(t *testing.T) { // I-01
	db := shop(t)
	for i, minutes := range []int{10, 20, 60} {
		ticket(t, db, int64(i+1), [3]any{"opened", 0, 0}, [3]any{"message", 0, 0}, [3]any{"message", 7, minutes}, [3]any{"solved", 7, minutes + 5}, [3]any{"rated", 5, minutes + 6})
	}
	ticket(t, db, 4, [3]any{"opened", 0, 0}, [3]any{"message", 0, 0}, [3]any{"message", 8, 30}, [3]any{"solved", 8, 31}, [3]any{"reopened", 0, 40}, [3]any{"message", 0, 40})
	s := New(Options{DB: db})
	for range 2 { // worked out twice, they are the same
		if err := s.Collect(t.Context()); err != nil {
			t.Fatal(err)
		}
		pgtest.Exec(t, db, `INSERT INTO dari.fact_waits SELECT id FROM dari.tickets`)
	}
	got, err := agents(t.Context(), db, monday(0, 0), monday(0, 0).AddDate(0, 0, 1), "", 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	check := func(name string, have any, want any) {
		t.Helper()
		if fmt.Sprint(have) != fmt.Sprint(want) {
			t.Errorf("%s = %v, want %v", name, have, want)
		}
	}
	if len(got.Agents) != 2 {
		t.Fatalf("%+v", got.Agents)
	}
	minho, haeun := got.Agents[0], got.Agents[1]
	check("by name", minho.Staff.Name+haeun.Staff.Name, "민호하은")
	check("handled", haeun.Handled, 3)
	check("the median of 10, 20 and 60 minutes", *haeun.First.Median, 20*60)
	check("nine of ten of them", *haeun.First.P90, 52*60) // 20 + 0.8 × 40
	check("all together", *got.Total.First.Median, 25*60) // 10, 20, 30, 60
	check("settled at once", haeun.SolvedOnce, 3)
	check("reopened", minho.Reopened, 1)
	check("not settled at once", minho.SolvedOnce, 0)
	check("three scores are too few for a share", haeun.Scores, Scores{N: 3, Good: 3})
	check("the day", got.Days[0].First, 4)
	check("nothing of another channel", func() int {
		r, _ := agents(t.Context(), db, monday(0, 0), monday(23, 0), "chat", 0, 0)
		return r.Total.Handled
	}(), 0)
	check("one's own", func() int {
		r, _ := agents(t.Context(), db, monday(0, 0), monday(23, 0), "", 0, 8)
		return len(r.Agents)
	}(), 1)
}

func TestAMessageOfAShopperCostsTheReportNothing(t *testing.T) {
	db := shop(t)
	ticket(t, db, 1, [3]any{"opened", 0, 0})
	pgtest.Exec(t, db, `DELETE FROM dari.fact_waits`)
	pgtest.Exec(t, db, `INSERT INTO dari.ticket_conversations (ticket_id, conversation_id, from_seq, last_seq) VALUES (1, 1, 1, 1)`)
	s := New(Options{DB: db})
	for _, tt := range []struct {
		kind, payload string
		want          int
	}{
		{"message.appended", `{"conversation_id":1,"seq":1,"from":"shopper"}`, 0},
		{"message.appended", `{"conversation_id":1,"seq":2,"from":"agent"}`, 1},
		{"ticket.changed", `{"ticket_id":1}`, 1},
	} {
		if err := event.Publish(t.Context(), db, event.New{Kind: tt.kind, SubjectKind: "x", Payload: json.RawMessage(tt.payload)}); err != nil {
			t.Fatal(err)
		}
		if err := event.NewRelay(event.RelayOptions{DB: db, Handlers: s.Handlers()}).Drain(t.Context()); err != nil {
			t.Fatal(err)
		}
		if n := pgtest.Count(t, db, `SELECT count(*) FROM dari.fact_waits`); n != tt.want {
			t.Errorf("after %s %s %d tickets wait, want %d", tt.kind, tt.payload, n, tt.want)
		}
	}
}

func TestATimelineHasEverythingOnceHoweverItIsPaged(t *testing.T) {
	db := shop(t)
	for i := range 7 {
		ticket(t, db, int64(i+1), [3]any{"opened", 0, 0}) // all opened at one moment
		pgtest.Exec(t, db, `INSERT INTO dari.orders (source, source_key, number, customer_id, status, placed_at) VALUES ('api', $1::text, $1::text, 1, 'paid', $2)`, fmt.Sprint(i), monday(9, i))
	}
	pgtest.Exec(t, db, `INSERT INTO dari.consent_events (customer_id, channel, purpose, granted, source) VALUES (1, 'email', 'marketing', true, 'api')`)
	lead := staff.ActorOf(7, "하은", "lead")
	seen := map[string]int{}
	last := time.Time{}
	cursor, pages := "", 0
	for {
		page, err := timeline(t.Context(), db, lead, 1, cursor, 3)
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range page.Items {
			seen[fmt.Sprint(l.Kind, l.id)]++
			if !last.IsZero() && l.At.After(last) {
				t.Errorf("%s %s comes after what is older", l.Kind, l.Ref)
			}
			last = l.At
		}
		pages++
		if cursor = page.Next; cursor == "" {
			break
		}
	}
	if len(seen) != 22 || pages != 8 { // 7 threads, 7 tickets, 7 orders, 1 consent
		t.Errorf("%d lines in %d pages: %v", len(seen), pages, seen)
	}
	for name, n := range seen {
		if n != 1 {
			t.Errorf("%s is there %d times", name, n)
		}
	}
	marketer, err := timeline(t.Context(), db, staff.ActorOf(8, "민호", "marketer"), 1, "", 100)
	if err != nil || len(marketer.Items) != 15 {
		t.Errorf("who may not read orders sees %d lines, %v", len(marketer.Items), err)
	}
	if _, err := timeline(t.Context(), db, lead, 99, "", 10); !fault.Is(err, fault.NotFound) {
		t.Errorf("nobody's timeline: %v", err)
	}
	if _, err := timeline(t.Context(), db, lead, 1, "nonsense", 10); !fault.Is(err, fault.Invalid) {
		t.Errorf("a wrong cursor: %v", err)
	}
}

func TestTheBoardCountsWhoWaits(t *testing.T) {
	db := shop(t)
	pgtest.Exec(t, db, fmt.Sprintf(`ALTER DATABASE %s SET dari.clock = '%d milliseconds'`, db.Config().ConnConfig.Database, time.Until(monday(14, 0)).Milliseconds()))
	db.Reset()
	for id := range int64(4) {
		ticket(t, db, id+1, [3]any{"opened", 0, 0})
	}
	pgtest.Exec(t, db, `UPDATE dari.tickets SET waiting_since = $1`, monday(12, 0))
	pgtest.Exec(t, db, `UPDATE dari.tickets SET waiting_since = $1, owner_id = 7 WHERE id = 2`, monday(11, 30))
	pgtest.Exec(t, db, `UPDATE dari.tickets SET spam = true WHERE id = 3`)
	pgtest.Exec(t, db, `UPDATE dari.tickets SET state = 'solved', waiting_since = NULL WHERE id = 4`)
	s := New(Options{DB: db, Duties: func(context.Context) (map[int64]staff.Duty, error) {
		return map[int64]staff.Duty{7: {State: "online", OpenChats: 3, Capacity: 5}, 8: {State: "away"}}, nil
	}})
	l, err := s.live(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if l.Waiting != 2 || l.Unassigned != 1 || l.Longest == nil || l.Longest.Number != 2 || l.Longest.BusinessSeconds/60 != 90 {
		t.Errorf("%+v, longest %+v", l, l.Longest)
	}
	if len(l.On) != 1 || l.On[0].Name != "하은" || l.On[0].Chats != 3 || l.Away != 1 {
		t.Errorf("on %+v, away %d", l.On, l.Away)
	}
}

func TestATicketSettledTwiceTookUntilTheLastTime(t *testing.T) {
	db := shop(t)
	ticket(t, db, 1, [3]any{"opened", 0, 0}, [3]any{"message", 0, 0}, [3]any{"message", 7, 10}, [3]any{"solved", 7, 15},
		[3]any{"reopened", 0, 20}, [3]any{"message", 0, 20}, [3]any{"message", 8, 50}, [3]any{"solved", 8, 50})
	s := New(Options{DB: db})
	if err := s.Collect(t.Context()); err != nil {
		t.Fatal(err)
	}
	got, err := agents(t.Context(), db, monday(0, 0), monday(0, 0).AddDate(0, 0, 1), "", 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	// Ten minutes until the first answer and thirty until the second; it was the shopper's turn between them.
	if total := got.Total; total.Solved != 2 || total.Reopened != 1 || total.Solve.N != 1 || *total.Solve.Median != 40*60 {
		t.Errorf("settled %d times, reopened %d, took %d times %v", total.Solved, total.Reopened, total.Solve.N, *total.Solve.Median)
	}
	for _, one := range got.Agents {
		if want := map[int64]int{7: 0, 8: 1}[one.Staff.ID]; one.Solve.N != want || one.Solved != 1 {
			t.Errorf("%s settled %d, of them %d for good", one.Staff.Name, one.Solved, one.Solve.N)
		}
	}
}

func TestADeadlineIsTriedOnTheAnswersOfTheLastWeeks(t *testing.T) {
	db := shop(t)
	pgtest.SetClock(t, db, monday(18, 0).Format(time.RFC3339))
	for i, minutes := range []int{10, 20, 60} {
		ticket(t, db, int64(i+1), [3]any{"opened", 0, 0}, [3]any{"message", 0, 0}, [3]any{"message", 7, minutes}, [3]any{"solved", 7, minutes})
	}
	pgtest.Exec(t, db, `UPDATE dari.tickets SET tags = '{급함}' WHERE id = 3`)
	if err := New(Options{DB: db}).Collect(t.Context()); err != nil {
		t.Fatal(err)
	}
	tests := map[string]struct {
		in   keptInput
		want Kept
	}{
		"first answers":        {keptInput{First: 20}, Kept{keptDays, 3, 2}},
		"and settlings":        {keptInput{First: 20, Solve: 60}, Kept{keptDays, 6, 5}},
		"of another channel":   {keptInput{First: 20, Channels: []string{"chat"}}, Kept{Days: keptDays}},
		"of a type and a tag":  {keptInput{First: 20, Types: []string{"question"}, Tags: []string{"급함", "vip"}}, Kept{keptDays, 1, 0}},
		"nothing that is owed": {keptInput{}, Kept{Days: keptDays}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got, err := kept(t.Context(), db, &tt.in); err != nil || got != tt.want {
				t.Errorf("%+v, %v, want %+v", got, err, tt.want)
			}
		})
	}
}
