package rules

import (
	"context"
	"fmt"
	"time"

	"dari/internal/jobs"
	"dari/internal/postgres"
	"dari/internal/shop/hours"
	"dari/internal/thread"

	"github.com/jackc/pgx/v5"
)

// Crons look once a minute for what time alone has brought about, and forget old dry runs.
func (s *Service) Crons() []jobs.Cron {
	return []jobs.Cron{
		{Name: "rules:time", Every: time.Minute, Run: s.Tick},
		{Name: "rules:forget", At: "04:10", Run: s.forget},
	}
}

// Candidates are in the order of their ids, a page at a time. What became due before the rule was
// switched on is none: switching a rule on never sweeps through the past.
const (
	sqlWaitingLong = `
SELECT t.id, t.number, t.waiting_since FROM dari.tickets t
WHERE t.id > $1 AND t.waiting_since IS NOT NULL AND t.state <> 'closed' AND t.waiting_since <= dari.clock() - make_interval(mins => $2)
  AND t.waiting_since > $3::timestamptz - make_interval(mins => $2) - $5::interval
  AND NOT EXISTS (SELECT FROM dari.ticket_rule_runs u WHERE u.rule_id = $4 AND u.ticket_id = t.id AND u.key = 't:' || extract(epoch FROM t.waiting_since)::numeric(20, 6))
ORDER BY t.id LIMIT 200`
	sqlSilentLong = `
SELECT t.id, t.number, t.last_message_at FROM dari.tickets t
WHERE t.id > $1 AND t.state <> 'closed' AND t.last_message_at <= dari.clock() - make_interval(mins => $2)
  AND t.last_message_at > $3::timestamptz - make_interval(mins => $2) - $5::interval
  AND NOT EXISTS (SELECT FROM dari.ticket_rule_runs u WHERE u.rule_id = $4 AND u.ticket_id = t.id AND u.key = 't:' || extract(epoch FROM t.last_message_at)::numeric(20, 6))
ORDER BY t.id LIMIT 200`
	sqlOpenedLong = `
SELECT t.id, t.number, t.opened_at FROM dari.tickets t
WHERE t.id > $1 AND t.state <> 'closed' AND t.opened_at <= dari.clock() - make_interval(mins => $2)
  AND t.opened_at > $3::timestamptz - make_interval(mins => $2) - $5::interval
  AND NOT EXISTS (SELECT FROM dari.ticket_rule_runs u WHERE u.rule_id = $4 AND u.ticket_id = t.id AND u.key = 't:' || extract(epoch FROM t.opened_at)::numeric(20, 6))
ORDER BY t.id LIMIT 200`
)

// overdue is a ticket for which the time of a rule has come.
type overdue struct {
	ID     int64
	Number int64
	Since  time.Time
}

// key is what a rule of passing time fires for: a new wait is another one.
func (o overdue) key() string {
	return fmt.Sprintf("t:%d.%06d", o.Since.Unix(), o.Since.Nanosecond()/1000)
}

// Tick carries out the rules of passing time that are due.
func (s *Service) Tick(ctx context.Context) error {
	list, err := rulesBy(ctx, s.db, sqlActiveRules)
	if err != nil {
		return err
	}
	for _, r := range list {
		if r.Event.Kind != OnTime || r.activeSince == nil {
			continue
		}
		if err := s.tickRule(ctx, r); err != nil {
			return fmt.Errorf("rule %d: %w", r.ID, err)
		}
	}
	return nil
}

func (s *Service) tickRule(ctx context.Context, r Rule) error {
	open, now, err := s.openHours(ctx, s.db)
	if err != nil {
		return err
	}
	for after := int64(0); ; {
		page, err := s.overdue(ctx, r, after)
		if err != nil {
			return err
		}
		for _, o := range page {
			after = o.ID
			if at, ends := r.Event.after(o.Since, open); !ends || at.After(now) || !at.After(*r.activeSince) {
				continue // by the shop's hours it is not yet, or was before the rule
			}
			if err := s.tickTicket(ctx, r, o); err != nil {
				s.log.ErrorContext(ctx, "a rule of passing time failed", "rule_id", r.ID, "ticket_id", o.ID, "error", err)
			}
		}
		if len(page) < 200 {
			return nil
		}
	}
}

// A shop is closed two weeks at most between two days of an hour at least: what is looked at, not what is due.
const (
	longestClosed = 14 * 24 * time.Hour
	shortDay      = 60
)

const sqlNow = `SELECT dari.clock()`

// openHours are the shop's hours, and what time it is.
func (s *Service) openHours(ctx context.Context, q postgres.Querier) (open *hours.Calendar, now time.Time, err error) {
	zone, err := s.zone(ctx, q)
	if err != nil {
		return nil, now, err
	}
	stored, err := hours.Load(ctx, q, zone)
	if err != nil {
		return nil, now, err
	}
	if err := q.QueryRow(ctx, sqlNow).Scan(&now); err != nil {
		return nil, now, fmt.Errorf("read the clock: %w", err)
	}
	return hours.New(stored.Plan), now, nil
}

// overdue is the next page of tickets for which the rule's time has come.
func (s *Service) overdue(ctx context.Context, r Rule, after int64) ([]overdue, error) {
	sql := sqlWaitingLong
	switch r.Event.Since {
	case SinceSilence:
		sql = sqlSilentLong
	case SinceOpened:
		sql = sqlOpenedLong
	}
	var slack time.Duration
	if r.Event.Clock == ClockBusiness {
		slack = longestClosed * time.Duration(1+r.Event.Minutes/shortDay)
	}
	rows, _ := s.db.Query(ctx, sql, after, r.Event.Minutes, *r.activeSince, r.ID, slack) // CollectRows reports this error
	page, err := pgx.CollectRows(rows, pgx.RowToStructByPos[overdue])
	if err != nil {
		return nil, fmt.Errorf("look for tickets whose time has come: %w", err)
	}
	return page, nil
}

func (s *Service) tickTicket(ctx context.Context, r Rule, o overdue) error {
	var notes []thread.Note
	err := postgres.InTx(ctx, s.db, func(tx pgx.Tx) error {
		leads, err := lead(ctx, tx)
		if err != nil || !leads {
			return err
		}
		item := waitingItem{TicketID: o.ID, Number: o.Number, Key: o.key()}
		notes, err = s.each(ctx, tx, []Rule{r}, item, []keyed{{Happened{Kind: OnTime}, o.key()}}, message{})
		return err
	})
	if err == nil {
		s.show(ctx, notes)
	}
	return err
}

const sqlForget = `DELETE FROM dari.ticket_rule_trials WHERE created_at < dari.clock() - interval '7 days'`

func (s *Service) forget(ctx context.Context) error {
	if _, err := s.db.Exec(ctx, sqlForget); err != nil {
		return fmt.Errorf("forget dry runs: %w", err)
	}
	return nil
}
