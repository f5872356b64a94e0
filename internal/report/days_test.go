package report

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"dari/internal/postgres"
	"dari/internal/postgres/pgtest"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// The figures straight from the facts, by Postgres alone: what the packed days must come to.
// Each statement has the same parameters: from, to, channel or "", team or 0, person or 0. All together
// are 0, and what a program did for nobody is -1.
const (
	sqlReplyFigures = `
SELECT CASE WHEN grouping(f.staff_id) = 1 THEN 0 ELSE coalesce(nullif(f.staff_id, 0), -1) END, count(*), count(*) FILTER (WHERE f.first),
  percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY f.business_seconds) FILTER (WHERE f.first),
  percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY f.wall_seconds) FILTER (WHERE f.first),
  percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY f.business_seconds) FILTER (WHERE NOT f.first),
  percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY f.wall_seconds) FILTER (WHERE NOT f.first)
FROM dari.reply_facts f
WHERE f.replied_at >= $1 AND f.replied_at < $2 AND ($3 = '' OR f.channel = $3)
  AND ($4 = 0 OR f.staff_id IN (SELECT staff_id FROM dari.team_members WHERE team_id = $4)) AND ($5 = 0 OR f.staff_id = $5)
GROUP BY GROUPING SETS ((f.staff_id), ())`
	sqlSolveFigures = `
SELECT CASE WHEN grouping(f.staff_id) = 1 THEN 0 ELSE coalesce(nullif(f.staff_id, 0), -1) END, count(*), count(*) FILTER (WHERE l.ticket_id IS NULL), count(f.reopened_at), count(*) FILTER (WHERE f.replies <= 1 AND f.reopened_at IS NULL),
  percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY f.business_seconds) FILTER (WHERE l.ticket_id IS NULL),
  percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY f.wall_seconds) FILTER (WHERE l.ticket_id IS NULL)
FROM dari.solve_facts f
LEFT JOIN LATERAL (SELECT s.ticket_id FROM dari.solve_facts s WHERE s.ticket_id = f.ticket_id AND s.seq > f.seq LIMIT 1) l ON true
WHERE f.solved_at >= $1 AND f.solved_at < $2 AND ($3 = '' OR f.channel = $3)
  AND ($4 = 0 OR f.staff_id IN (SELECT staff_id FROM dari.team_members WHERE team_id = $4)) AND ($5 = 0 OR f.staff_id = $5)
GROUP BY GROUPING SETS ((f.staff_id), ())`
	sqlScoreFigures = `
SELECT CASE WHEN grouping(f.staff_id) = 1 THEN 0 ELSE coalesce(nullif(f.staff_id, 0), -1) END, count(*), count(*) FILTER (WHERE f.score >= 4)
FROM dari.score_facts f
WHERE f.scored_at >= $1 AND f.scored_at < $2 AND ($3 = '' OR f.channel = $3)
  AND ($4 = 0 OR f.staff_id IN (SELECT staff_id FROM dari.team_members WHERE team_id = $4)) AND ($5 = 0 OR f.staff_id = $5)
GROUP BY GROUPING SETS ((f.staff_id), ())`
	sqlHandled = `
SELECT CASE WHEN grouping(h.staff_id) = 1 THEN 0 ELSE coalesce(nullif(h.staff_id, 0), -1) END, count(DISTINCT h.ticket_id)
FROM (SELECT f.staff_id, f.ticket_id FROM dari.reply_facts f
      WHERE f.replied_at >= $1 AND f.replied_at < $2 AND ($3 = '' OR f.channel = $3)
        AND ($4 = 0 OR f.staff_id IN (SELECT staff_id FROM dari.team_members WHERE team_id = $4)) AND ($5 = 0 OR f.staff_id = $5)
      UNION SELECT f.staff_id, f.ticket_id FROM dari.solve_facts f
      WHERE f.solved_at >= $1 AND f.solved_at < $2 AND ($3 = '' OR f.channel = $3)
        AND ($4 = 0 OR f.staff_id IN (SELECT staff_id FROM dari.team_members WHERE team_id = $4)) AND ($5 = 0 OR f.staff_id = $5)) h
GROUP BY GROUPING SETS ((h.staff_id), ())`
	sqlDays = `
SELECT to_char(d.day, 'YYYY-MM-DD'), coalesce(r.n, 0), r.median, r.wall, coalesce(s.n, 0)
FROM generate_series($1::timestamptz AT TIME ZONE $6, ($2::timestamptz AT TIME ZONE $6) - interval '1 day', interval '1 day') AS d (day)
LEFT JOIN (SELECT date_trunc('day', f.replied_at AT TIME ZONE $6) AS day, count(*) AS n, percentile_cont(0.5) WITHIN GROUP (ORDER BY f.business_seconds) AS median, percentile_cont(0.5) WITHIN GROUP (ORDER BY f.wall_seconds) AS wall
  FROM dari.reply_facts f
  WHERE f.first AND f.replied_at >= $1 AND f.replied_at < $2 AND ($3 = '' OR f.channel = $3)
    AND ($4 = 0 OR f.staff_id IN (SELECT staff_id FROM dari.team_members WHERE team_id = $4)) AND ($5 = 0 OR f.staff_id = $5)
  GROUP BY 1) r USING (day)
LEFT JOIN (SELECT date_trunc('day', f.solved_at AT TIME ZONE $6) AS day, count(*) AS n
  FROM dari.solve_facts f
  WHERE f.solved_at >= $1 AND f.solved_at < $2 AND ($3 = '' OR f.channel = $3)
    AND ($4 = 0 OR f.staff_id IN (SELECT staff_id FROM dari.team_members WHERE team_id = $4)) AND ($5 = 0 OR f.staff_id = $5)
  GROUP BY 1) s USING (day)
ORDER BY d.day`
)

type sheet map[int64]*Figures

func (s sheet) of(id int64) *Figures {
	if s[id] == nil {
		s[id] = &Figures{}
	}
	return s[id]
}

func (s sheet) read(ctx context.Context, q postgres.Querier, args []any) error {
	var id int64
	var n, m, k, last int
	var a, b, c, d []float64
	rows, _ := q.Query(ctx, sqlReplyFigures, args...) // ForEachRow reports this error
	_, err := pgx.ForEachRow(rows, []any{&id, &n, &m, &a, &b, &c, &d}, func() error {
		f := s.of(id)
		f.Replies, f.First, f.Next = n, timesOf(m, a, b), timesOf(n-m, c, d)
		a, b, c, d = nil, nil, nil, nil
		return nil
	})
	if err != nil {
		return err
	}
	rows, _ = q.Query(ctx, sqlSolveFigures, args...) // ForEachRow reports this error
	_, err = pgx.ForEachRow(rows, []any{&id, &n, &last, &m, &k, &a, &b}, func() error {
		f := s.of(id)
		f.Solve, f.Solved, f.Reopened, f.SolvedOnce = timesOf(last, a, b), n, m, k
		a, b = nil, nil
		return nil
	})
	if err != nil {
		return err
	}
	rows, _ = q.Query(ctx, sqlScoreFigures, args...) // ForEachRow reports this error
	_, err = pgx.ForEachRow(rows, []any{&id, &n, &m}, func() error {
		f := s.of(id)
		f.Scores = Scores{N: n, Good: m}
		if n >= few {
			share := float64(m) / float64(n)
			f.Scores.Share = &share
		}
		return nil
	})
	if err != nil {
		return err
	}
	rows, _ = q.Query(ctx, sqlHandled, args...) // ForEachRow reports this error
	_, err = pgx.ForEachRow(rows, []any{&id, &n}, func() error { s.of(id).Handled = n; return nil })
	return err
}

func timesOf(n int, business, wall []float64) Times {
	t := Times{N: n}
	if n > 0 && len(business) == 2 && len(wall) == 2 {
		t.Median, t.P90, t.MedianWall, t.P90Wall = &business[0], &business[1], &wall[0], &wall[1]
	}
	return t
}

func straight(ctx context.Context, t *testing.T, q postgres.Querier, from, to time.Time, channel string, team, only int64) AgentsReport {
	t.Helper()
	out := AgentsReport{From: from.Format(time.DateOnly), To: to.AddDate(0, 0, -1).Format(time.DateOnly), Agents: []Figures{}}
	sheet := sheet{}
	args := []any{from, to, channel, team, only}
	if err := sheet.read(ctx, q, args); err != nil {
		t.Fatal(err)
	}
	out.Total = *sheet.of(0)
	rows, _ := q.Query(ctx, sqlNames, []int64{7, 8, 9})
	people, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Person])
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range people {
		if f := sheet[p.ID]; f != nil {
			f.Staff = &p
			out.Agents = append(out.Agents, *f)
		}
	}
	rows, _ = q.Query(ctx, sqlDays, append(args, from.Location().String())...)
	if out.Days, err = pgx.CollectRows(rows, pgx.RowToStructByPos[Day]); err != nil {
		t.Fatal(err)
	}
	return out
}

// scatter writes facts of some weeks at random moments, near midnight too.
func scatter(t *testing.T, db *pgxpool.Pool) {
	t.Helper()
	r := rand.New(rand.NewPCG(1, 2))
	channels := []string{"chat", "mail", "form"}
	for id := range int64(40) {
		ticket(t, db, id+1)
	}
	pgtest.Exec(t, db, `DELETE FROM dari.fact_waits`)
	moment := func() time.Time {
		at := monday(0, 0).AddDate(0, 0, -r.IntN(20))
		if r.IntN(4) > 0 {
			at = at.Add(time.Duration(r.IntN(86400)) * time.Second)
		}
		return at
	}
	for seq := range int64(400) {
		who, channel := []int64{0, 7, 7, 8, 9}[r.IntN(5)], channels[r.IntN(3)]
		pgtest.Exec(t, db, `INSERT INTO dari.reply_facts (ticket_id, seq, staff_id, channel, first, asked_at, replied_at, wall_seconds, business_seconds) VALUES ($1, $2, $3, $4, $5, $6, $6, $7, $8)`,
			1+r.Int64N(40), seq, who, channel, r.IntN(2) == 0, moment(), r.IntN(90000), r.IntN(3000))
		if seq%3 > 0 {
			continue
		}
		var again *time.Time
		if r.IntN(3) == 0 {
			at := moment()
			again = &at
		}
		pgtest.Exec(t, db, `INSERT INTO dari.solve_facts (ticket_id, seq, staff_id, channel, solved_at, wall_seconds, business_seconds, replies, reopened_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
			1+r.Int64N(40), seq, who, channel, moment(), r.IntN(900000), r.IntN(30000), r.IntN(4), again)
		pgtest.Exec(t, db, `INSERT INTO dari.score_facts (ticket_id, seq, staff_id, channel, score, scored_at) VALUES ($1, $2, $3, $4, $5, $6)`, 1+r.Int64N(40), seq, who, channel, 1+r.IntN(5), moment())
	}
}

func TestPackedDaysComeToWhatTheFactsSay(t *testing.T) {
	db := shop(t)
	pgtest.SetClock(t, db, monday(12, 0).Format(time.RFC3339))
	pgtest.Exec(t, db, `INSERT INTO dari.staff (id, uid, email, name, password_hash, role) OVERRIDING SYSTEM VALUE VALUES (9, gen_random_uuid(), 'c@shop.example', '지우', 'x', 'agent')`)
	pgtest.Exec(t, db, `INSERT INTO dari.teams (id, name) OVERRIDING SYSTEM VALUE VALUES (3, '교환')`)
	pgtest.Exec(t, db, `INSERT INTO dari.team_members (team_id, staff_id) VALUES (3, 7), (3, 9)`)
	scatter(t, db)
	s := New(Options{DB: db})
	same := func(when string) {
		t.Helper()
		for _, tt := range []struct {
			days    int
			channel string
			team    int64
			only    int64
		}{{days: 20}, {days: 3}, {days: 12, channel: "mail"}, {days: 20, team: 3}, {days: 20, only: 8}, {days: 20, only: -1}, {days: 9, channel: "chat", team: 3, only: 7}} {
			from, to := monday(0, 0).AddDate(0, 0, 1-tt.days), monday(0, 0).AddDate(0, 0, 1)
			got, err := agents(t.Context(), db, from, to, tt.channel, tt.team, tt.only)
			if err != nil {
				t.Fatal(err)
			}
			have, _ := json.Marshal(got)
			want, _ := json.Marshal(straight(t.Context(), t, db, from, to, tt.channel, tt.team, tt.only))
			if string(have) != string(want) {
				t.Errorf("%s, %+v:\n%s, want\n%s", when, tt, have, want)
			}
		}
	}
	packed := func(want int) {
		t.Helper()
		if n := pgtest.Count(t, db, `SELECT count(*) FROM dari.fact_days`); n != want {
			t.Errorf("%d days are packed, want %d", n, want)
		}
	}
	same("before any is packed")
	if err := s.Pack(t.Context()); err != nil {
		t.Fatal(err)
	}
	packed(19) // all but today
	same("packed")

	pgtest.Exec(t, db, `DELETE FROM dari.reply_facts WHERE seq = 5`)
	pgtest.Exec(t, db, `INSERT INTO dari.score_facts (ticket_id, seq, staff_id, channel, score, scored_at) VALUES (1, 1000, 7, 'chat', 5, $1)`, monday(0, 0).AddDate(0, 0, -3))
	packed(17)
	same("after facts of two days have changed")
	if err := s.Pack(t.Context()); err != nil {
		t.Fatal(err)
	}
	packed(19)
	same("packed again")

	pgtest.Exec(t, db, `UPDATE dari.fact_days SET packed = '\x0100'`)
	same("with copies of another form")
	if err := s.Pack(t.Context()); err != nil {
		t.Fatal(err)
	}
	if n := pgtest.Count(t, db, `SELECT count(*) FROM dari.fact_days WHERE packed = '\x0100'`); n != 0 {
		t.Errorf("%d copies of another form are not made anew", n)
	}
	same("with copies made anew")
	pgtest.Exec(t, db, `UPDATE dari.settings SET value = jsonb_set(value, '{zone}', '"Europe/Berlin"') WHERE key = 'shop'`)
	if err := s.Pack(t.Context()); err != nil {
		t.Fatal(err)
	}
	if n := pgtest.Count(t, db, `SELECT count(*) FROM dari.fact_days WHERE extract(hour FROM from_at AT TIME ZONE 'Europe/Berlin') <> 0`); n != 0 {
		t.Errorf("%d days of the old zone are still packed", n)
	}
	same("in a zone that is not the one of the copies")
}

func TestAPackedDayIsReadBackAndNothingElseIs(t *testing.T) {
	day := []group{
		{staff: 7, channel: "chat", first: spans{[]int64{90, 3, 3}, []int64{-5, 1 << 40, 0}}, tickets: []int64{1, 900}, reopened: 2, scores: 3, goodScores: 1},
		{staff: 0, channel: "", solve: spans{[]int64{0}, []int64{7}}, settled: 2, once: 1},
	}
	data := pack(day)
	got, err := unpack(data)
	if err != nil {
		t.Fatal(err)
	}
	day[0].sort(&sorter{})
	for i := range day {
		for k, list := range day[i].lists() {
			if fmt.Sprint(*list) != fmt.Sprint(*got[i].lists()[k]) {
				t.Errorf("group %d, list %d = %v, want %v", i, k, *got[i].lists()[k], *list)
			}
		}
		if fmt.Sprint(day[i].staff, day[i].channel, day[i].settled, day[i].reopened, day[i].once, day[i].scores, day[i].goodScores) !=
			fmt.Sprint(got[i].staff, got[i].channel, got[i].settled, got[i].reopened, got[i].once, got[i].scores, got[i].goodScores) {
			t.Errorf("group %d = %+v, want %+v", i, got[i], day[i])
		}
	}
	for n := range data {
		if _, err := unpack(data[:n]); err == nil {
			t.Errorf("%d bytes of %d are read", n, len(data))
		}
	}
	if _, err := unpack(append(data, 0)); err == nil {
		t.Error("what is too long is read")
	}
}
