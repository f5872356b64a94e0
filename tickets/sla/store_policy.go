package sla

import (
	"context"
	"fmt"

	"dari/internal/postgres"

	"github.com/jackc/pgx/v5"
)

const (
	sqlPolicies = `
SELECT p.id, p.version, p.position, v.name, coalesce(v.calendar_id, 0), v.applies, v.first_minutes, v.next_minutes, v.solve_minutes, v.warn_percent, 0
FROM dari.sla_policies p JOIN dari.sla_policy_versions v ON v.policy_id = p.id AND v.version = p.version
WHERE p.retired_at IS NULL ORDER BY p.position, p.id`
	sqlOpenUnder = `
SELECT s.policy_id, count(*) FROM dari.tickets t JOIN dari.sla_tickets s ON s.ticket_id = t.id
WHERE t.state IN ('new', 'open', 'waiting') AND s.policy_id IS NOT NULL GROUP BY s.policy_id`
	sqlLockPolicies = `SELECT id FROM dari.sla_policies WHERE retired_at IS NULL ORDER BY position, id FOR UPDATE`
	sqlInsertPolicy = `INSERT INTO dari.sla_policies (position) VALUES (1000) RETURNING id`
	sqlNextVersion  = `UPDATE dari.sla_policies SET version = version + 1 WHERE id = $1 AND version = $2 AND retired_at IS NULL`
	sqlInsertTerms  = `
INSERT INTO dari.sla_policy_versions (policy_id, version, name, calendar_id, applies, first_minutes, next_minutes, solve_minutes, warn_percent, staff_id)
VALUES ($1, $2, $3, nullif($4, 0), $5, $6, $7, $8, $9, $10)`
	sqlSetPositions   = `UPDATE dari.sla_policies p SET position = o.n FROM unnest($1::bigint[]) WITH ORDINALITY AS o (id, n) WHERE p.id = o.id AND p.position <> o.n`
	sqlRetirePolicy   = `UPDATE dari.sla_policies SET retired_at = dari.clock() WHERE id = $1 AND retired_at IS NULL`
	sqlCalendarExists = `SELECT EXISTS (SELECT FROM dari.calendars WHERE id = $1)`
	sqlCalendars      = `SELECT id, code FROM dari.calendars WHERE code <> 'shop' AND code NOT LIKE 'staff:%' ORDER BY id LIMIT 100`
	sqlTypePolicies   = `SELECT key, sla_policy FROM dari.ticket_types WHERE sla_policy IS NOT NULL AND retired_at IS NULL`
	sqlAnyPolicy      = `SELECT EXISTS (SELECT FROM dari.sla_policies)`
)

func policies(ctx context.Context, q postgres.Querier) ([]Policy, error) {
	rows, _ := q.Query(ctx, sqlPolicies) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Policy])
	if err != nil {
		return nil, fmt.Errorf("read the policies: %w", err)
	}
	return list, nil
}

func typePolicies(ctx context.Context, q postgres.Querier) (map[string]int64, error) {
	rows, _ := q.Query(ctx, sqlTypePolicies) // ForEachRow reports this error
	byType := map[string]int64{}
	var key string
	var id int64
	if _, err := pgx.ForEachRow(rows, []any{&key, &id}, func() error { byType[key] = id; return nil }); err != nil {
		return nil, fmt.Errorf("read the policies that types name: %w", err)
	}
	return byType, nil
}

func openUnder(ctx context.Context, q postgres.Querier) (map[int64]int, error) {
	rows, _ := q.Query(ctx, sqlOpenUnder) // ForEachRow reports this error
	counts := map[int64]int{}
	var id int64
	var n int
	if _, err := pgx.ForEachRow(rows, []any{&id, &n}, func() error { counts[id] = n; return nil }); err != nil {
		return nil, fmt.Errorf("count tickets by policy: %w", err)
	}
	return counts, nil
}

func lockPolicies(ctx context.Context, tx pgx.Tx) ([]int64, error) {
	rows, _ := tx.Query(ctx, sqlLockPolicies) // CollectRows reports this error
	ids, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	if err != nil {
		return nil, fmt.Errorf("lock the policies: %w", err)
	}
	return ids, nil
}

func insertPolicy(ctx context.Context, tx pgx.Tx) (id int64, err error) {
	if err := tx.QueryRow(ctx, sqlInsertPolicy).Scan(&id); err != nil {
		return 0, fmt.Errorf("add a policy: %w", err)
	}
	return id, nil
}

func nextVersion(ctx context.Context, tx pgx.Tx, id int64, version int) (bool, error) {
	tag, err := tx.Exec(ctx, sqlNextVersion, id, version)
	if err != nil {
		return false, fmt.Errorf("make a new version of policy %d: %w", id, err)
	}
	return tag.RowsAffected() == 1, nil
}

func insertVersion(ctx context.Context, tx pgx.Tx, p *Policy, by *int64) error {
	if _, err := tx.Exec(ctx, sqlInsertTerms, p.ID, p.Version, p.Name, p.Calendar, p.Applies, p.First, p.Next, p.Solve, p.Warn, by); err != nil {
		return fmt.Errorf("write version %d of policy %d: %w", p.Version, p.ID, err)
	}
	return nil
}

func setPositions(ctx context.Context, tx pgx.Tx, ids []int64) error {
	if _, err := tx.Exec(ctx, sqlSetPositions, ids); err != nil {
		return fmt.Errorf("order the policies: %w", err)
	}
	return nil
}

func retirePolicy(ctx context.Context, tx pgx.Tx, id int64) (bool, error) {
	tag, err := tx.Exec(ctx, sqlRetirePolicy, id)
	if err != nil {
		return false, fmt.Errorf("retire policy %d: %w", id, err)
	}
	return tag.RowsAffected() == 1, nil
}

func calendarExists(ctx context.Context, q postgres.Querier, id int64) (known bool, err error) {
	if err := q.QueryRow(ctx, sqlCalendarExists, id).Scan(&known); err != nil {
		return false, fmt.Errorf("look for calendar %d: %w", id, err)
	}
	return known, nil
}

// CalendarName is a calendar that is not the shop's.
type CalendarName struct {
	ID   int64  `json:"id"`
	Code string `json:"code"`
}

func calendarNames(ctx context.Context, q postgres.Querier) ([]CalendarName, error) {
	rows, _ := q.Query(ctx, sqlCalendars) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[CalendarName])
	if err != nil {
		return nil, fmt.Errorf("read the calendars: %w", err)
	}
	return list, nil
}

func anyPolicy(ctx context.Context, q postgres.Querier) (found bool, err error) {
	if err := q.QueryRow(ctx, sqlAnyPolicy).Scan(&found); err != nil {
		return false, fmt.Errorf("look for policies: %w", err)
	}
	return found, nil
}
