package link

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"dari/internal/postgres"

	"github.com/jackc/pgx/v5"
)

const sqlLinks = `
SELECT l.id, l.name, l.kind, l.table_schema || '.' || l.table_name AS tab, l.key_column, l.mapping, l.status_map, l.trigger_kind, l.filled_at,
  (SELECT count(*) FROM dari.link_changes c WHERE c.link_id = l.id) AS waiting,
  (SELECT count(*) FROM dari.link_parked p WHERE p.link_id = l.id) AS parked
FROM dari.links l ORDER BY l.id`

func list(ctx context.Context, q postgres.Querier) ([]Link, error) {
	rows, _ := q.Query(ctx, sqlLinks) // CollectRows reports this error
	links, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (Link, error) {
		var l Link
		err := row.Scan(&l.ID, &l.Name, &l.Kind, &l.Table, &l.Key, &l.Map, &l.StatusMap, &l.Trigger, &l.FilledAt, &l.Waiting, &l.Parked)
		return l, err
	})
	if err != nil {
		return nil, fmt.Errorf("read the links: %w", err)
	}
	return links, nil
}

const sqlLinksByID = `
SELECT id, name, kind, table_schema || '.' || table_name, key_column, mapping, status_map, trigger_kind, filled_at
FROM dari.links WHERE id = ANY($1)`

func linksByID(ctx context.Context, q postgres.Querier, ids []int64) ([]Link, error) {
	rows, _ := q.Query(ctx, sqlLinksByID, ids) // CollectRows reports this error
	links, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (Link, error) {
		var l Link
		err := row.Scan(&l.ID, &l.Name, &l.Kind, &l.Table, &l.Key, &l.Map, &l.StatusMap, &l.Trigger, &l.FilledAt)
		return l, err
	})
	if err != nil {
		return nil, fmt.Errorf("read %d links: %w", len(ids), err)
	}
	return links, nil
}

const sqlInsertLink = `
INSERT INTO dari.links (name, kind, table_schema, table_name, key_column, mapping, status_map, trigger_kind)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id`

func insertLink(ctx context.Context, tx pgx.Tx, spec Spec, t *table) (int64, error) {
	if spec.StatusMap == nil {
		spec.StatusMap = map[string]string{}
	}
	var id int64
	err := tx.QueryRow(ctx, sqlInsertLink, spec.Name, spec.Kind, t.schema, t.name, spec.Key, spec.Map, spec.StatusMap, t.trigger()).Scan(&id)
	if err != nil {
		return 0, fmt.Errorf("insert the link: %w", err)
	}
	return id, nil
}

const sqlFilled = `UPDATE dari.links SET filled_at = dari.clock() WHERE id = $1`

func markFilled(ctx context.Context, q postgres.Querier, id int64) error {
	if _, err := q.Exec(ctx, sqlFilled, id); err != nil {
		return fmt.Errorf("mark link %d filled: %w", id, err)
	}
	return nil
}

const (
	sqlDeleteChanges  = `DELETE FROM dari.link_changes WHERE link_id = $1`
	sqlDeleteParkedOf = `DELETE FROM dari.link_parked WHERE link_id = $1`
	sqlDeleteLink     = `DELETE FROM dari.links WHERE id = $1`
)

func deleteLink(ctx context.Context, tx pgx.Tx, id int64) error {
	if _, err := tx.Exec(ctx, sqlDeleteChanges, id); err != nil {
		return fmt.Errorf("delete the changes of link %d: %w", id, err)
	}
	if _, err := tx.Exec(ctx, sqlDeleteParkedOf, id); err != nil {
		return fmt.Errorf("delete the parked rows of link %d: %w", id, err)
	}
	if _, err := tx.Exec(ctx, sqlDeleteLink, id); err != nil {
		return fmt.Errorf("delete link %d: %w", id, err)
	}
	return nil
}

// change is what the triggers noted about a row, the latest moment of several.
type change struct {
	LinkID int64
	Key    string
	At     time.Time
}

// The changes of a link that is being filled wait for the end of the fill: before, an order that was
// there all along would look new.
const sqlTake = `
WITH taken AS (
  DELETE FROM dari.link_changes WHERE ctid = ANY(ARRAY(
    SELECT c.ctid FROM dari.link_changes c
    WHERE EXISTS (SELECT FROM dari.links l WHERE l.id = c.link_id AND l.filled_at IS NOT NULL) LIMIT $1))
  RETURNING link_id, source_key, changed_at
)
SELECT link_id, source_key, max(changed_at), count(*) FROM taken GROUP BY link_id, source_key`

func take(ctx context.Context, tx pgx.Tx, limit int) (changes []change, taken int, err error) {
	rows, _ := tx.Query(ctx, sqlTake, limit) // ForEachRow reports this error
	var c change
	var n int
	if _, err := pgx.ForEachRow(rows, []any{&c.LinkID, &c.Key, &c.At, &n}, func() error {
		changes = append(changes, c)
		taken += n
		return nil
	}); err != nil {
		return nil, 0, fmt.Errorf("take changes of linked tables: %w", err)
	}
	return changes, taken, nil
}

// parking is a row that cannot be mirrored.
type parking struct {
	Key      string `json:"key"`
	Reason   string `json:"reason"`
	Column   string `json:"column_name"`
	WaitsFor string `json:"waits_for"`
}

const sqlPark = `
INSERT INTO dari.link_parked (link_id, source_key, reason, column_name, waits_for)
SELECT $1, key, reason, column_name, waits_for FROM jsonb_to_recordset($2::jsonb) AS g(key text, reason text, column_name text, waits_for text)
ON CONFLICT (link_id, source_key) DO UPDATE
SET reason = excluded.reason, column_name = excluded.column_name, waits_for = excluded.waits_for, parked_at = dari.clock()
RETURNING id`

func park(ctx context.Context, tx pgx.Tx, linkID int64, rows []parking) ([]int64, error) {
	if len(rows) == 0 {
		return nil, nil
	}
	given, err := json.Marshal(rows)
	if err != nil {
		return nil, fmt.Errorf("encode %d parked rows: %w", len(rows), err)
	}
	parked, _ := tx.Query(ctx, sqlPark, linkID, given) // CollectRows reports this error
	ids, err := pgx.CollectRows(parked, pgx.RowTo[int64])
	if err != nil {
		return nil, fmt.Errorf("park %d rows of link %d: %w", len(rows), linkID, err)
	}
	return ids, nil
}

const sqlUnpark = `DELETE FROM dari.link_parked WHERE link_id = $1 AND source_key = ANY($2)`

// unpark forgets that rows were bad: they are looked at again.
func unpark(ctx context.Context, tx pgx.Tx, linkID int64, keys []string) error {
	if _, err := tx.Exec(ctx, sqlUnpark, linkID, keys); err != nil {
		return fmt.Errorf("take up %d rows of link %d again: %w", len(keys), linkID, err)
	}
	return nil
}

const sqlWaitingFor = `SELECT link_id, source_key, parked_at FROM dari.link_parked WHERE waits_for <> '' AND waits_for = ANY($1)`

// waitingFor are parked lines whose orders have come.
func waitingFor(ctx context.Context, tx pgx.Tx, numbers []string) ([]change, error) {
	rows, _ := tx.Query(ctx, sqlWaitingFor, numbers) // CollectRows reports this error
	changes, err := pgx.CollectRows(rows, pgx.RowToStructByPos[change])
	if err != nil {
		return nil, fmt.Errorf("find lines of %d orders: %w", len(numbers), err)
	}
	return changes, nil
}

// Parked is a row that could not be mirrored, and why.
type Parked struct {
	ID       int64     `json:"id"`
	Key      string    `json:"key"`
	Reason   string    `json:"reason"`
	Column   string    `json:"column"`
	ParkedAt time.Time `json:"parked_at"`
}

const sqlParked = `
SELECT id, source_key, reason, column_name, parked_at FROM dari.link_parked WHERE link_id = $1 ORDER BY id LIMIT $2`

// ParkedRows are the rows of a link that could not be mirrored, oldest first.
func (l *Links) ParkedRows(ctx context.Context, linkID int64, limit int) ([]Parked, error) {
	rows, _ := l.db.Query(ctx, sqlParked, linkID, limit) // CollectRows reports this error
	parked, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Parked])
	if err != nil {
		return nil, fmt.Errorf("read the parked rows of link %d: %w", linkID, err)
	}
	return parked, nil
}

const sqlRetry = `INSERT INTO dari.link_changes (link_id, source_key) SELECT link_id, source_key FROM dari.link_parked WHERE link_id = $1`

// Retry has the mirror look at all parked rows of a link again, as after the table was mended.
func (l *Links) Retry(ctx context.Context, linkID int64) (int64, error) {
	tag, err := l.db.Exec(ctx, sqlRetry, linkID)
	if err != nil {
		return 0, fmt.Errorf("retry the parked rows of link %d: %w", linkID, err)
	}
	return tag.RowsAffected(), nil
}
