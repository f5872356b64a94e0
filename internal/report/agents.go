package report

import (
	"context"
	"fmt"
	"slices"
	"time"

	"dari/internal/api"
	"dari/internal/postgres"
	"dari/internal/staff"

	"github.com/jackc/pgx/v5"
)

// few is below how many scores a share says nothing: it is not shown (R118).
const few = 20

// Times are how long something took, in seconds: the middle one and the one that nine of ten stay
// below, in business time and on the wall.
type Times struct {
	N          int      `json:"n"`
	Median     *float64 `json:"median" doc:"Business seconds; null when there is none."`
	P90        *float64 `json:"p90" doc:"Business seconds."`
	MedianWall *float64 `json:"median_wall" doc:"Seconds on the wall."`
	P90Wall    *float64 `json:"p90_wall"`
}

// Scores are what shoppers gave.
type Scores struct {
	N     int      `json:"n"`
	Good  int      `json:"good" doc:"Scores of 4 and 5."`
	Share *float64 `json:"share" doc:"Good ones of all, 0 to 1; null below 20 scores."`
}

// Figures are those of a person, or of all.
type Figures struct {
	Staff      *Person `json:"staff" doc:"Null: all together."`
	Handled    int     `json:"handled" doc:"Tickets answered or settled."`
	Replies    int     `json:"replies"`
	First      Times   `json:"first" doc:"From the shopper's first message to the first answer of a person."`
	Next       Times   `json:"next" doc:"From each later turn of the shopper to the next answer."`
	Solve      Times   `json:"solve" doc:"From its beginning to its settling, without what it waited for the shopper or was put aside."`
	Reopened   int     `json:"reopened" doc:"Settled, and the shopper wrote again within 7 days."`
	SolvedOnce int     `json:"solved_once" doc:"Settled with one answer at most and not reopened."`
	Scores     Scores  `json:"scores"`
}

// Person is a member of staff.
type Person struct {
	ID   int64  `json:"id"`
	Name string `json:"name"`
}

// AgentsReport is what came of a range of days.
type AgentsReport struct {
	From   string    `json:"from"`
	To     string    `json:"to"`
	Total  Figures   `json:"total"`
	Agents []Figures `json:"agents" doc:"By name: there is no ranking."`
	Days   []Day     `json:"days"`
}

// Day is one day of the range.
type Day struct {
	Day    string   `json:"day"`
	First  int      `json:"first" doc:"First answers."`
	Median *float64 `json:"median" doc:"Business seconds to the first answer."`
	Solved int      `json:"solved"`
}

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
SELECT CASE WHEN grouping(f.staff_id) = 1 THEN 0 ELSE coalesce(nullif(f.staff_id, 0), -1) END, count(*), count(f.reopened_at), count(*) FILTER (WHERE f.replies <= 1 AND f.reopened_at IS NULL),
  percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY f.business_seconds),
  percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY f.wall_seconds)
FROM dari.solve_facts f
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
SELECT to_char(d.day, 'YYYY-MM-DD'), coalesce(r.n, 0), r.median, coalesce(s.n, 0)
FROM generate_series($1::timestamptz AT TIME ZONE $6, ($2::timestamptz AT TIME ZONE $6) - interval '1 day', interval '1 day') AS d (day)
LEFT JOIN (SELECT date_trunc('day', f.replied_at AT TIME ZONE $6) AS day, count(*) AS n, percentile_cont(0.5) WITHIN GROUP (ORDER BY f.business_seconds) AS median
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
	sqlNames = `SELECT id, name FROM dari.staff WHERE id = ANY($1) ORDER BY name, id`
)

func (s *Service) handleAgents(ctx context.Context, in *rangeInput) (*api.OK[AgentsReport], error) {
	from, to, err := in.days(ctx, s.DB)
	if err != nil {
		return nil, err
	}
	only := int64(0)
	if who := staff.From(ctx); !who.Can("reports:read") {
		if only = -1; who.Kind == staff.KindStaff {
			only = who.ID // one's own figures
		}
	}
	report, err := agents(ctx, s.DB, from, to, in.Channel, in.Team, only)
	return api.Reply(report), err
}

// sheet collects the figures of everybody by id; 0 is all together.
type sheet map[int64]*Figures

func (s sheet) of(id int64) *Figures {
	if s[id] == nil {
		s[id] = &Figures{}
	}
	return s[id]
}

func agents(ctx context.Context, q postgres.Querier, from, to time.Time, channel string, team, only int64) (AgentsReport, error) {
	out := AgentsReport{From: from.Format(time.DateOnly), To: to.AddDate(0, 0, -1).Format(time.DateOnly), Agents: []Figures{}}
	sheet := sheet{}
	args := []any{from, to, channel, team, only}
	if err := sheet.read(ctx, q, args); err != nil {
		return out, fmt.Errorf("add up the figures of the staff: %w", err)
	}
	out.Total = *sheet.of(0)
	delete(sheet, 0)
	ids := make([]int64, 0, len(sheet))
	for id := range sheet {
		ids = append(ids, id)
	}
	rows, _ := q.Query(ctx, sqlNames, ids) // CollectRows reports this error
	people, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Person])
	if err != nil {
		return out, fmt.Errorf("read who they are: %w", err)
	}
	for _, p := range people {
		f := sheet.of(p.ID)
		f.Staff = &p
		out.Agents = append(out.Agents, *f)
	}
	rows, _ = q.Query(ctx, sqlDays, slices.Concat(args, []any{from.Location().String()})...) // CollectRows reports this error
	if out.Days, err = pgx.CollectRows(rows, pgx.RowToStructByPos[Day]); err != nil {
		return out, fmt.Errorf("add up the days: %w", err)
	}
	return out, nil
}

func (s sheet) read(ctx context.Context, q postgres.Querier, args []any) error {
	var id int64
	var n, m, k int
	var a, b, c, d []float64
	rows, _ := q.Query(ctx, sqlReplyFigures, args...) // ForEachRow reports this error
	_, err := pgx.ForEachRow(rows, []any{&id, &n, &m, &a, &b, &c, &d}, func() error {
		f := s.of(id)
		f.Replies, f.First, f.Next = n, times(m, a, b), times(n-m, c, d)
		a, b, c, d = nil, nil, nil, nil
		return nil
	})
	if err != nil {
		return err
	}
	rows, _ = q.Query(ctx, sqlSolveFigures, args...) // ForEachRow reports this error
	_, err = pgx.ForEachRow(rows, []any{&id, &n, &m, &k, &a, &b}, func() error {
		f := s.of(id)
		f.Solve, f.Reopened, f.SolvedOnce = times(n, a, b), m, k
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

// times are the middle and the ninth tenth, if there are any.
func times(n int, business, wall []float64) Times {
	t := Times{N: n}
	if n > 0 && len(business) == 2 && len(wall) == 2 {
		t.Median, t.P90, t.MedianWall, t.P90Wall = &business[0], &business[1], &wall[0], &wall[1]
	}
	return t
}
