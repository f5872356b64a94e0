package sla

import (
	"context"
	"errors"
	"fmt"
	"time"

	"dari/internal/fault"

	"github.com/jackc/pgx/v5"
)

// ClockView is a clock of a ticket with the stretches in which it ran.
type ClockView struct {
	Kind       Kind       `json:"kind" enum:"first,next,solve"`
	N          int        `json:"n" doc:"Which further question it is of."`
	Policy     string     `json:"policy"`
	State      string     `json:"state" enum:"running,paused,met,over" doc:"Over: nothing is owed any more, though it was not met."`
	Target     int64      `json:"target_seconds" doc:"Of business time."`
	Spent      int64      `json:"spent_seconds" doc:"The sum of the spans."`
	DueAt      *time.Time `json:"due_at"`
	WarnAt     *time.Time `json:"warn_at"`
	WarnedAt   *time.Time `json:"warned_at"`
	BreachedAt *time.Time `json:"breached_at"`
	MetAt      *time.Time `json:"met_at"`
	Spans      []SpanView `json:"spans"`
}

// SpanView is a stretch of time in which a clock ran.
type SpanView struct {
	StartedAt time.Time  `json:"started_at"`
	StoppedAt *time.Time `json:"stopped_at" doc:"Null while it runs."`
	Seconds   int64      `json:"seconds" doc:"Of business time; of a span that runs, until now."`
	Reason    string     `json:"reason" enum:"answered,asked,snoozed,solved,over,policy," doc:"Why it stopped."`
}

const (
	sqlTicketID    = `SELECT id FROM dari.tickets WHERE number = $1`
	sqlNamesByTerm = `
SELECT DISTINCT v.policy_id, v.version, v.name FROM dari.sla_clocks c
JOIN dari.sla_policy_versions v ON v.policy_id = c.policy_id AND v.version = c.policy_version WHERE c.ticket_id = $1`
)

// Clocks are those of a ticket, in the order in which they began.
func (s *Service) Clocks(ctx context.Context, number int64) ([]ClockView, error) {
	var id int64
	err := s.db.QueryRow(ctx, sqlTicketID, number).Scan(&id)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, fault.New(fault.NotFound, "tickets.not_found")
	}
	if err != nil {
		return nil, fmt.Errorf("find ticket %d: %w", number, err)
	}
	clocks, err := clocksOf(ctx, s.db, []int64{id})
	if err != nil {
		return nil, err
	}
	spans, err := spansOf(ctx, s.db, id)
	if err != nil {
		return nil, err
	}
	names, err := s.namesOf(ctx, id)
	if err != nil {
		return nil, err
	}
	now, err := clockNow(ctx, s.db)
	if err != nil {
		return nil, err
	}
	var ids []int64
	for _, c := range clocks {
		ids = append(ids, c.Calendar)
	}
	cal, err := s.calendars.of(ctx, s.db, ids...)
	if err != nil {
		return nil, err
	}
	views := make([]ClockView, len(clocks))
	for i, c := range clocks {
		views[i] = c.view(names[terms{c.Policy, c.Version}])
		for _, sp := range spans {
			if sp.Kind != c.Kind || sp.Clock != c.N {
				continue
			}
			if sp.StoppedAt == nil {
				sp.Seconds = int64(cal(c.Calendar).Between(sp.StartedAt, now) / time.Second)
				views[i].Spent += sp.Seconds
			}
			views[i].Spans = append(views[i].Spans, SpanView{sp.StartedAt, sp.StoppedAt, sp.Seconds, sp.Reason})
		}
	}
	return views, nil
}

func (c *Clock) view(policy string) ClockView {
	v := ClockView{
		Kind: c.Kind, N: c.N, Policy: policy, Target: c.Target, Spent: c.Spent, DueAt: c.DueAt, WarnAt: c.WarnAt,
		WarnedAt: c.WarnedAt, BreachedAt: c.BreachedAt, MetAt: c.MetAt, Spans: []SpanView{}, State: "paused",
	}
	switch {
	case c.MetAt != nil:
		v.State = "met"
	case c.EndedAt != nil:
		v.State = "over"
	case c.Running != nil:
		v.State = "running"
	}
	return v
}

type terms struct {
	policy  int64
	version int
}

func (s *Service) namesOf(ctx context.Context, ticketID int64) (map[terms]string, error) {
	rows, _ := s.db.Query(ctx, sqlNamesByTerm, ticketID) // ForEachRow reports this error
	names := map[terms]string{}
	var t terms
	var name string
	if _, err := pgx.ForEachRow(rows, []any{&t.policy, &t.version, &name}, func() error { names[t] = name; return nil }); err != nil {
		return nil, fmt.Errorf("read the policies of ticket %d: %w", ticketID, err)
	}
	return names, nil
}
