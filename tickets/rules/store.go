package rules

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"dari/internal/fault"
	"dari/internal/postgres"

	"github.com/jackc/pgx/v5"
)

const (
	sqlRules = `
SELECT r.id, r.version, r.name, r.active, r.position, r.body, r.active_since, coalesce(n.fired, 0), coalesce(n.capped, 0), n.last
FROM dari.ticket_rules r
LEFT JOIN LATERAL (
  SELECT count(*) FILTER (WHERE u.outcome = 'done') AS fired, count(*) FILTER (WHERE u.outcome = 'capped') AS capped, max(u.at) FILTER (WHERE u.outcome = 'done') AS last
  FROM dari.ticket_rule_runs u WHERE u.rule_id = r.id) n ON true
WHERE r.deleted_at IS NULL
ORDER BY r.position, r.id`
	sqlActiveRules = `
SELECT id, version, name, active, position, body, active_since, 0::bigint, 0::bigint, NULL::timestamptz
FROM dari.ticket_rules WHERE deleted_at IS NULL AND active ORDER BY position, id`
	sqlRuleByID = `
SELECT id, version, name, active, position, body, active_since, 0::bigint, 0::bigint, NULL::timestamptz
FROM dari.ticket_rules WHERE id = $1 AND deleted_at IS NULL`
	sqlActiveEvents = `SELECT DISTINCT event FROM dari.ticket_rules WHERE deleted_at IS NULL AND active`
	sqlInsertRule   = `
INSERT INTO dari.ticket_rules (seed, name, active, active_since, position, event, body, updated_by)
VALUES (nullif($1, ''), $2, $3, CASE WHEN $3 THEN dari.clock() END, $4, $5, $6, $7)
ON CONFLICT (seed) DO NOTHING
RETURNING id`
	// A rule that is switched on begins now, and one that is rewritten begins anew.
	sqlUpdateRule = `
UPDATE dari.ticket_rules
SET name = $3, active = $4, active_since = CASE WHEN $4 THEN CASE WHEN active AND body = $7 THEN active_since ELSE dari.clock() END END,
    position = $5, event = $6, body = $7, updated_by = $8, version = version + 1, updated_at = dari.clock()
WHERE id = $1 AND version = $2 AND deleted_at IS NULL`
	sqlDeleteRule = `UPDATE dari.ticket_rules SET deleted_at = dari.clock(), active = false, updated_by = $2, version = version + 1 WHERE id = $1 AND deleted_at IS NULL`
	sqlMoveRules  = `
UPDATE dari.ticket_rules r SET position = k.n * 10, version = version + 1
FROM unnest($1::bigint[]) WITH ORDINALITY AS k (id, n) WHERE r.id = k.id AND r.deleted_at IS NULL AND r.position <> k.n * 10`
	sqlAuthor = `
SELECT s.id FROM dari.staff s LEFT JOIN dari.ticket_rules r ON r.updated_by = s.id AND r.id = $1
WHERE s.active ORDER BY (r.id IS NULL), (s.role <> 'admin'), s.id LIMIT 1`
)

func scanRule(row pgx.CollectableRow) (Rule, error) {
	var r Rule
	var body []byte
	var name string
	var active bool
	var position int
	if err := row.Scan(&r.ID, &r.Version, &name, &active, &position, &body, &r.activeSince, &r.Fired, &r.Capped, &r.LastFiredAt); err != nil {
		return r, err
	}
	if err := json.Unmarshal(body, &r.Draft); err != nil {
		return r, fmt.Errorf("decode rule %d: %w", r.ID, err)
	}
	r.Name, r.Active, r.Position = name, active, position
	return r, nil
}

// bodyOf is what of a rule lies in no column.
func bodyOf(d Draft) ([]byte, error) {
	d.Name, d.Active, d.Position = "", false, 0
	body, err := json.Marshal(d)
	if err != nil {
		return nil, fmt.Errorf("encode a rule: %w", err)
	}
	return body, nil
}

func rulesBy(ctx context.Context, q postgres.Querier, sql string) ([]Rule, error) {
	rows, _ := q.Query(ctx, sql) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, scanRule)
	if err != nil {
		return nil, fmt.Errorf("read the rules of tickets: %w", err)
	}
	return append([]Rule{}, list...), nil
}

func ruleByID(ctx context.Context, q postgres.Querier, id int64) (Rule, error) {
	rows, _ := q.Query(ctx, sqlRuleByID, id) // CollectExactlyOneRow reports this error
	r, err := pgx.CollectExactlyOneRow(rows, scanRule)
	if errors.Is(err, pgx.ErrNoRows) {
		return Rule{}, fault.New(fault.NotFound, "rules.not_found")
	}
	if err != nil {
		return Rule{}, fmt.Errorf("read rule %d: %w", id, err)
	}
	return r, nil
}

// insertRule answers 0 for a default that is, or was, there.
func insertRule(ctx context.Context, q postgres.Querier, d Draft, seed string, by *int64) (id int64, err error) {
	body, err := bodyOf(d)
	if err != nil {
		return 0, err
	}
	err = q.QueryRow(ctx, sqlInsertRule, seed, d.Name, d.Active, d.Position, d.Event.Kind, body, by).Scan(&id)
	if errors.Is(err, pgx.ErrNoRows) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("add a rule: %w", err)
	}
	return id, nil
}

func updateRule(ctx context.Context, q postgres.Querier, id int64, version int, d Draft, by *int64) (bool, error) {
	body, err := bodyOf(d)
	if err != nil {
		return false, err
	}
	tag, err := q.Exec(ctx, sqlUpdateRule, id, version, d.Name, d.Active, d.Position, d.Event.Kind, body, by)
	if err != nil {
		return false, fmt.Errorf("change rule %d: %w", id, err)
	}
	return tag.RowsAffected() > 0, nil
}

func deleteRule(ctx context.Context, q postgres.Querier, id int64, by *int64) error {
	tag, err := q.Exec(ctx, sqlDeleteRule, id, by)
	if err != nil {
		return fmt.Errorf("take rule %d out: %w", id, err)
	}
	if tag.RowsAffected() == 0 {
		return fault.New(fault.NotFound, "rules.not_found")
	}
	return nil
}

func moveRules(ctx context.Context, q postgres.Querier, ids []int64) error {
	if _, err := q.Exec(ctx, sqlMoveRules, ids); err != nil {
		return fmt.Errorf("put %d rules in order: %w", len(ids), err)
	}
	return nil
}

// activeEvents are the kinds of events that some rule waits for.
func activeEvents(ctx context.Context, q postgres.Querier) (map[string]bool, error) {
	rows, _ := q.Query(ctx, sqlActiveEvents) // CollectRows reports this error
	kinds, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return nil, fmt.Errorf("read what rules wait for: %w", err)
	}
	set := make(map[string]bool, len(kinds))
	for _, k := range kinds {
		set[k] = true
	}
	return set, nil
}

// authorOf is in whose name a rule writes to colleagues: who wrote the rule, or an administrator.
func authorOf(ctx context.Context, q postgres.Querier, ruleID int64) (id int64, err error) {
	err = q.QueryRow(ctx, sqlAuthor, ruleID).Scan(&id)
	if errors.Is(err, pgx.ErrNoRows) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("find who wrote rule %d: %w", ruleID, err)
	}
	return id, nil
}
