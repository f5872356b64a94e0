package guide

import (
	"context"
	"errors"
	"fmt"

	"dari/internal/fault"
	"dari/internal/postgres"

	"github.com/jackc/pgx/v5"
)

func scanRule(row pgx.CollectableRow) (Rule, error) {
	var r Rule
	err := row.Scan(&r.ID, &r.Version, &r.Kind, &r.Name, &r.Active, &r.Position, &r.Keywords, &r.Action, &r.Query, &r.TextKo, &r.TextEn,
		&r.Path, &r.Seconds, &r.CartOver, &r.Used)
	return r, err
}

const sqlRules = `
SELECT r.id, r.version, r.kind, r.name, r.active, r.position, r.keywords, r.action, r.query, r.text_ko, r.text_en, r.path, r.seconds, r.cart_over,
       CASE r.kind WHEN 'answer' THEN (SELECT count(*) FROM dari.chat_answers a WHERE a.rule_id = r.id)
                   ELSE (SELECT count(*) FROM dari.chat_prompts_shown p WHERE p.rule_id = r.id) END
FROM dari.chat_rules r
WHERE r.deleted_at IS NULL AND ($1 = '' OR r.kind = $1)
ORDER BY r.kind, r.position, r.id`

const sqlActiveRules = `
SELECT r.id, r.version, r.kind, r.name, r.active, r.position, r.keywords, r.action, r.query, r.text_ko, r.text_en, r.path, r.seconds, r.cart_over, 0::bigint
FROM dari.chat_rules r
WHERE r.deleted_at IS NULL AND r.active AND ($1 = '' OR r.kind = $1)
ORDER BY r.kind, r.position, r.id`

// rules reads those of a kind, or all, in the order in which they are tried.
func rules(ctx context.Context, q postgres.Querier, kind string, active bool) ([]Rule, error) {
	sql := sqlRules
	if active {
		sql = sqlActiveRules
	}
	rows, _ := q.Query(ctx, sql, kind) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, scanRule)
	if err != nil {
		return nil, fmt.Errorf("read the rules of the chat: %w", err)
	}
	if list == nil {
		list = []Rule{}
	}
	return list, nil
}

const sqlRuleByID = `
SELECT r.id, r.version, r.kind, r.name, r.active, r.position, r.keywords, r.action, r.query, r.text_ko, r.text_en, r.path, r.seconds, r.cart_over, 0::bigint
FROM dari.chat_rules r WHERE r.id = $1 AND r.deleted_at IS NULL`

func ruleByID(ctx context.Context, q postgres.Querier, id int64) (Rule, error) {
	rows, _ := q.Query(ctx, sqlRuleByID, id) // CollectExactlyOneRow reports this error
	r, err := pgx.CollectExactlyOneRow(rows, scanRule)
	if errors.Is(err, pgx.ErrNoRows) {
		return Rule{}, fault.New(fault.NotFound, "guide.no_rule")
	}
	if err != nil {
		return Rule{}, fmt.Errorf("read rule %d: %w", id, err)
	}
	return r, nil
}

const sqlInsertRule = `
INSERT INTO dari.chat_rules (seed, kind, name, active, position, keywords, action, query, text_ko, text_en, path, seconds, cart_over, updated_by)
VALUES (nullif($1, ''), $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
ON CONFLICT (seed) DO NOTHING
RETURNING id`

// insertRule answers 0 for a default that is, or was, there.
func insertRule(ctx context.Context, q postgres.Querier, d Draft, seed string, by *int64) (id int64, err error) {
	err = q.QueryRow(ctx, sqlInsertRule, seed, d.Kind, d.Name, d.Active, d.Position, d.Keywords, d.Action, d.Query, d.TextKo, d.TextEn, d.Path, d.Seconds, d.CartOver, by).Scan(&id)
	if errors.Is(err, pgx.ErrNoRows) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("add a rule: %w", err)
	}
	return id, nil
}

const sqlUpdateRule = `
UPDATE dari.chat_rules
SET kind = $3, name = $4, active = $5, position = $6, keywords = $7, action = $8, query = $9, text_ko = $10, text_en = $11, path = $12,
    seconds = $13, cart_over = $14, updated_by = $15, version = version + 1, updated_at = dari.clock()
WHERE id = $1 AND version = $2 AND deleted_at IS NULL`

func updateRule(ctx context.Context, q postgres.Querier, id int64, version int, d Draft, by *int64) (bool, error) {
	tag, err := q.Exec(ctx, sqlUpdateRule, id, version, d.Kind, d.Name, d.Active, d.Position, d.Keywords, d.Action, d.Query, d.TextKo, d.TextEn, d.Path, d.Seconds, d.CartOver, by)
	if err != nil {
		return false, fmt.Errorf("change rule %d: %w", id, err)
	}
	return tag.RowsAffected() > 0, nil
}

const sqlDeleteRule = `
UPDATE dari.chat_rules SET deleted_at = dari.clock(), active = false, updated_by = $2, version = version + 1 WHERE id = $1 AND deleted_at IS NULL`

func deleteRule(ctx context.Context, q postgres.Querier, id int64, by *int64) error {
	tag, err := q.Exec(ctx, sqlDeleteRule, id, by)
	if err != nil {
		return fmt.Errorf("take rule %d out: %w", id, err)
	}
	if tag.RowsAffected() == 0 {
		return fault.New(fault.NotFound, "guide.no_rule")
	}
	return nil
}
