package sla

import (
	"context"
	"errors"
	"fmt"
	"time"

	"dari/internal/postgres"
	"dari/tickets"

	"github.com/jackc/pgx/v5"
)

const (
	replanBatch     = 300
	sqlCalendarsRun = `
SELECT 0::bigint UNION SELECT v.calendar_id FROM dari.sla_policies p
JOIN dari.sla_policy_versions v ON v.policy_id = p.id AND v.version = p.version WHERE v.calendar_id IS NOT NULL
UNION SELECT k.calendar_id FROM dari.sla_calendars k`
	// A calendar that is seen for the first time has nothing planned by another.
	sqlMark = `
INSERT INTO dari.sla_calendars AS k (calendar_id, mark) SELECT * FROM unnest($1::bigint[], $2::text[])
ON CONFLICT (calendar_id) DO UPDATE SET mark = excluded.mark, planned = false, after_ticket = 0 WHERE k.mark <> excluded.mark`
	sqlUnplanned = `SELECT calendar_id, after_ticket FROM dari.sla_calendars WHERE NOT planned ORDER BY calendar_id LIMIT 1 FOR UPDATE SKIP LOCKED`
	sqlRunningBy = `
SELECT DISTINCT c.ticket_id FROM dari.sla_clocks c WHERE c.calendar_id = $1 AND c.running_since IS NOT NULL AND c.ticket_id > $2
ORDER BY c.ticket_id LIMIT $3`
	sqlPlanned = `UPDATE dari.sla_calendars SET after_ticket = $2, planned = $3 WHERE calendar_id = $1`
)

// Replan plans running clocks anew when the hours they run by have changed: edited, closed by hand or
// opened again. What has stopped before stays as it was measured.
func (s *Service) Replan(ctx context.Context) error {
	if err := s.markCalendars(ctx); err != nil {
		return err
	}
	for more := true; more; {
		moved, err := s.inTx(ctx, func(tx pgx.Tx) (moved []tickets.NextDeadline, err error) {
			more, moved, err = s.replanSome(ctx, tx)
			return moved, err
		})
		if err != nil {
			return fmt.Errorf("plan clocks by new hours: %w", err)
		}
		s.tell(ctx, moved)
	}
	return nil
}

func (s *Service) markCalendars(ctx context.Context) error {
	return postgres.InTx(ctx, s.db, func(tx pgx.Tx) error {
		rows, _ := tx.Query(ctx, sqlCalendarsRun) // CollectRows reports this error
		ids, err := pgx.CollectRows(rows, pgx.RowTo[int64])
		if err != nil {
			return fmt.Errorf("look for the calendars of policies: %w", err)
		}
		found, err := marks(ctx, tx, ids)
		if err != nil {
			return err
		}
		texts := make([]string, len(ids))
		for i, id := range ids {
			texts[i] = found[id]
		}
		if _, err := tx.Exec(ctx, sqlMark, ids, texts); err != nil {
			return fmt.Errorf("mark %d calendars: %w", len(ids), err)
		}
		return nil
	})
}

func (s *Service) replanSome(ctx context.Context, tx pgx.Tx) (bool, []tickets.NextDeadline, error) {
	var calendar, after int64
	err := tx.QueryRow(ctx, sqlUnplanned).Scan(&calendar, &after)
	if errors.Is(err, pgx.ErrNoRows) {
		return false, nil, nil
	}
	if err != nil {
		return false, nil, fmt.Errorf("look for hours that have changed: %w", err)
	}
	rows, _ := tx.Query(ctx, sqlRunningBy, calendar, after, replanBatch) // CollectRows reports this error
	ids, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	if err != nil {
		return false, nil, fmt.Errorf("look for the clocks of calendar %d: %w", calendar, err)
	}
	var moved []tickets.NextDeadline
	if len(ids) > 0 {
		if moved, err = s.planAgain(ctx, tx, ids); err != nil {
			return false, nil, err
		}
		after = ids[len(ids)-1]
	}
	if _, err := tx.Exec(ctx, sqlPlanned, calendar, after, len(ids) < replanBatch); err != nil {
		return false, nil, fmt.Errorf("note how far calendar %d is planned: %w", calendar, err)
	}
	return true, moved, nil
}

func (s *Service) planAgain(ctx context.Context, tx pgx.Tx, ids []int64) ([]tickets.NextDeadline, error) {
	list, err := lockBooks(ctx, tx, ids)
	if err != nil {
		return nil, err
	}
	if err := s.lend(ctx, tx, list, &offer{}); err != nil {
		return nil, err
	}
	now, err := clockNow(ctx, tx)
	if err != nil {
		return nil, err
	}
	for _, a := range list {
		a.plan(now)
	}
	return save(ctx, tx, list)
}

func (b *book) plan(now time.Time) {
	for _, c := range b.clocks {
		if c.Running != nil {
			c.plan(now, b.cal(c.Calendar))
		}
	}
}
