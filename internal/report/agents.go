package report

import (
	"context"
	"fmt"
	"maps"
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
	Solve      Times   `json:"solve" doc:"From its beginning to its last settling, without what it waited for the shopper or was put aside."`
	Solved     int     `json:"solved" doc:"How often tickets were settled; one that was reopened counts again."`
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
	Day        string   `json:"day"`
	First      int      `json:"first" doc:"First answers."`
	Median     *float64 `json:"median" doc:"Business seconds to the first answer."`
	MedianWall *float64 `json:"median_wall" doc:"Seconds on the wall to the first answer."`
	Solved     int      `json:"solved"`
}

const (
	sqlNames  = `SELECT id, name FROM dari.staff WHERE id = ANY($1) ORDER BY name, id`
	sqlTeamOf = `SELECT staff_id FROM dari.team_members WHERE team_id = $1`
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

// chosen are the people and channels that a report is about.
type chosen struct {
	channel string         // empty: all
	team    map[int64]bool // nil: everybody
	only    int64          // 0: everybody
}

func (c chosen) has(g group) bool {
	return (c.channel == "" || g.channel == c.channel) && (c.team == nil || c.team[g.staff]) && (c.only == 0 || g.staff == c.only)
}

func agents(ctx context.Context, q postgres.Querier, from, to time.Time, channel string, team, only int64) (AgentsReport, error) {
	out := AgentsReport{From: from.Format(time.DateOnly), To: to.AddDate(0, 0, -1).Format(time.DateOnly), Agents: []Figures{}}
	who := chosen{channel: channel, only: only}
	var err error
	if team != 0 {
		if who.team, err = teamOf(ctx, q, team); err != nil {
			return out, err
		}
	}
	days, err := factDays(ctx, q, from, to)
	if err != nil {
		return out, fmt.Errorf("add up the figures of the staff: %w", err)
	}
	sums, all, list := addUp(days, who)
	out.Total, out.Days = figuresOf(all), list
	people, err := named(ctx, q, sums)
	if err != nil {
		return out, err
	}
	for _, p := range people {
		f := figuresOf(sums[p.ID])
		f.Staff = &p
		out.Agents = append(out.Agents, f)
	}
	return out, nil
}

func teamOf(ctx context.Context, q postgres.Querier, team int64) (map[int64]bool, error) {
	rows, _ := q.Query(ctx, sqlTeamOf, team) // ForEachRow reports this error
	people := map[int64]bool{}
	var id int64
	if _, err := pgx.ForEachRow(rows, []any{&id}, func() error { people[id] = true; return nil }); err != nil {
		return nil, fmt.Errorf("read who is in team %d: %w", team, err)
	}
	return people, nil
}

// named are the people among those who did something, by name.
func named(ctx context.Context, q postgres.Querier, sums map[int64]*group) ([]Person, error) {
	rows, _ := q.Query(ctx, sqlNames, slices.Collect(maps.Keys(sums))) // CollectRows reports this error
	people, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Person])
	if err != nil {
		return nil, fmt.Errorf("read who they are: %w", err)
	}
	return people, nil
}
