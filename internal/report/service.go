package report

import (
	"context"
	"time"

	"dari/internal/api"
	"dari/internal/fault"
	"dari/internal/postgres"
	"dari/internal/staff"

	"github.com/jackc/pgx/v5/pgxpool"
)

// Options of New.
type Options struct {
	DB *pgxpool.Pool
	// Duties says who of the staff is there and how many chats they hold; nil: nobody is known to be.
	Duties func(ctx context.Context) (map[int64]staff.Duty, error)
}

// Service tells.
type Service struct{ Options }

// New starts nothing.
func New(o Options) *Service {
	if o.Duties == nil {
		o.Duties = func(context.Context) (map[int64]staff.Duty, error) { return map[int64]staff.Duty{}, nil }
	}
	return &Service{o}
}

// Routes registers the reports.
func (s *Service) Routes(r *api.Router) {
	read := staff.Can("tickets:read")
	api.Get(r, "/reports/agents", s.handleAgents, read, api.Summary("How fast people were answered and how it went; one's own figures without reports:read"))
	api.Get(r, "/reports/live", s.handleLive, read, api.Summary("How things stand this minute"))
	api.Get(r, "/reports/kept", s.handleKept, staff.Can("settings:read"), api.Summary("How the answers of the last four weeks would have kept deadlines"))
	api.Get(r, "/people/{id}/timeline", s.handleTimeline, staff.Can("customers:read"), api.Summary("All that happened with a person, newest first"))
}

type rangeInput struct {
	From    string `query:"from" pattern:"^(\\d{4}-\\d{2}-\\d{2})?$" doc:"The first day, in the shop's zone; without it 28 days before the last."`
	To      string `query:"to" pattern:"^(\\d{4}-\\d{2}-\\d{2})?$" doc:"The last day; today without it."`
	Channel string `query:"channel" enum:"chat,mail,form,phone,sms,"`
	Team    int64  `query:"team" minimum:"0" doc:"People of a team alone."`
}

// longestRange is how many days a report may span.
const longestRange = 400

// days reads the range: from the start of its first day up to the end of its last.
func (in *rangeInput) days(ctx context.Context, q postgres.Querier) (from, to time.Time, err error) {
	shop, err := staff.Shop(ctx, q)
	if err != nil {
		return from, to, err
	}
	now, err := clock(ctx, q)
	if err != nil {
		return from, to, err
	}
	zone := shop.Location()
	last := midnight(now.In(zone))
	if in.To != "" {
		if last, err = time.ParseInLocation(time.DateOnly, in.To, zone); err != nil {
			return from, to, fault.Field("report.day", "query.to")
		}
	}
	first := last.AddDate(0, 0, -27)
	if in.From != "" {
		if first, err = time.ParseInLocation(time.DateOnly, in.From, zone); err != nil {
			return from, to, fault.Field("report.day", "query.from")
		}
	}
	switch to = last.AddDate(0, 0, 1); {
	case !first.Before(to):
		return from, to, fault.Field("report.backwards", "query.from")
	case first.AddDate(0, 0, longestRange).Before(to):
		return from, to, fault.Field("report.too_long", "query.from", fault.Arg("days", longestRange))
	}
	return first, to, nil
}

func midnight(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, t.Location())
}

const sqlClock = `SELECT dari.clock()`

func clock(ctx context.Context, q postgres.Querier) (now time.Time, err error) {
	err = q.QueryRow(ctx, sqlClock).Scan(&now)
	return now, err
}
