package link

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"dari/internal/fault"
	"dari/internal/postgres"

	"github.com/jackc/pgx/v5"
)

// table is a table of the shop as the catalogue describes it.
type table struct {
	schema, name string
	types        map[string]string // column -> its type, domains resolved
	rows         bool              // only row triggers see all its changes
}

const (
	// A partition and a child of another table can be written through their parent, and a partitioned
	// table through its partitions: a statement trigger would miss that.
	sqlTable = `
SELECT c.relkind IN ('r', 'p') AS plain,
  c.relkind = 'p' OR EXISTS (SELECT FROM pg_inherits i WHERE i.inhrelid = c.oid) AS by_row
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = $1 AND c.relname = $2`

	sqlColumns = `
SELECT a.attname, format_type(CASE WHEN t.typtype = 'd' THEN t.typbasetype ELSE a.atttypid END, NULL)
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_type t ON t.oid = a.atttypid
WHERE n.nspname = $1 AND c.relname = $2 AND a.attnum > 0 AND NOT a.attisdropped`

	sqlKeyIsUnique = `
SELECT EXISTS (
  SELECT FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
  WHERE n.nspname = $1 AND c.relname = $2 AND a.attname = $3 AND i.indisunique AND i.indnkeyatts = 1 AND i.indpred IS NULL)`
)

func tableOf(spec Spec) *table {
	t := &table{types: map[string]string{}}
	t.schema, t.name, _ = strings.Cut(spec.Table, ".")
	return t
}

// inspect reads what the link needs to know of its table and refuses what cannot be linked.
func inspect(ctx context.Context, q postgres.Querier, spec Spec) (*table, error) {
	t := tableOf(spec)
	missing := fault.New(fault.Invalid, "shop.link_no_table", fault.Arg("table", spec.Table))
	if t.schema == "dari" {
		return nil, missing
	}
	var plain bool
	if err := q.QueryRow(ctx, sqlTable, t.schema, t.name).Scan(&plain, &t.rows); err != nil {
		return nil, missing.Because(err)
	}
	if !plain {
		return nil, fault.New(fault.Invalid, "shop.link_not_a_table", fault.Arg("table", spec.Table))
	}
	rows, _ := q.Query(ctx, sqlColumns, t.schema, t.name) // ForEachRow reports this error
	var column, kind string
	if _, err := pgx.ForEachRow(rows, []any{&column, &kind}, func() error {
		t.types[column] = kind
		return nil
	}); err != nil {
		return nil, fmt.Errorf("read the columns of the table: %w", err)
	}
	for _, column := range append(t.mapped(spec), spec.Key) {
		if t.types[column] == "" {
			return nil, fault.New(fault.Invalid, "shop.link_no_column", fault.Arg("column", column), fault.Arg("table", spec.Table))
		}
	}
	var unique bool
	if err := q.QueryRow(ctx, sqlKeyIsUnique, t.schema, t.name, spec.Key).Scan(&unique); err != nil {
		return nil, fmt.Errorf("look for the index of the key: %w", err)
	}
	if !unique && !t.rows {
		return nil, fault.New(fault.Invalid, "shop.link_key_not_unique", fault.Arg("column", spec.Key))
	}
	return t, nil
}

// trigger says by which kind of trigger the table is watched.
func (t *table) trigger() string {
	if t.rows {
		return "row"
	}
	return "statement"
}

func (t *table) quoted() string { return pgx.Identifier{t.schema, t.name}.Sanitize() }

// mapped are the shop's columns that are read, each once, in a fixed order.
func (t *table) mapped(spec Spec) []string {
	return slices.Compact(slices.Sorted(maps.Values(spec.Map)))
}

func quote(column string) string { return pgx.Identifier{column}.Sanitize() }

func literal(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

// selectRows is the statement that reads rows as the mirror wants them: the key as text, and one JSON
// object of our column names. JSON writes dates alike whatever the database's settings; a moment
// becomes the day it is in the shop.
func (t *table) selectRows(spec Spec, zone, where string) string {
	parts := make([]string, 0, len(spec.Map))
	for _, ours := range slices.Sorted(maps.Keys(spec.Map)) {
		parts = append(parts, literal(ours)+", "+t.expression(ours, spec.Map[ours], zone))
	}
	return "SELECT " + quote(spec.Key) + "::text, jsonb_build_object(" + strings.Join(parts, ", ") + ")::text FROM " + t.quoted() + " " + where
}

func (t *table) expression(ours, theirs, zone string) string {
	column, kind := quote(theirs), t.types[theirs]
	switch ours {
	case "eta_from", "eta_to", "birthday":
		if kind == "timestamp with time zone" {
			return "(" + column + " AT TIME ZONE " + literal(zone) + ")::date"
		}
	case "placed_at":
		switch kind {
		case "timestamp without time zone", "date":
			return "(" + column + "::timestamp AT TIME ZONE " + literal(zone) + ")"
		}
	}
	return column
}

// byKeys is the condition for rows of given keys, in the key's own type so that its index serves.
func (t *table) byKeys(spec Spec) string {
	return "WHERE " + quote(spec.Key) + " = ANY($1::text[]::" + t.types[spec.Key] + "[])"
}
