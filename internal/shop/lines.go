package shop

import (
	"context"
	"fmt"

	"dari/internal/postgres"

	"github.com/jackc/pgx/v5"
)

// LineChange is what a linked table says about one line of an order.
type LineChange struct {
	SourceKey string
	Number    string // of the order
	Item      Item
	Gone      bool // the row was deleted; Number and Item are empty
}

// ApplyLines brings lines of orders from a linked table into the tables. An order whose lines really
// changed has a new version, but for the orders named in newborn: those were made in this transaction.
// It answers the keys of lines whose order is not known, with the order's number.
func ApplyLines(ctx context.Context, tx pgx.Tx, source string, changes []LineChange, newborn map[int64]bool, how Apply) (map[string]string, error) {
	if len(changes) == 0 {
		return nil, nil
	}
	keys, numbers := make([]string, len(changes)), make([]string, len(changes))
	for i, c := range changes {
		keys[i], numbers[i] = c.SourceKey, c.Number
	}
	orders, err := lockOrdersOfLines(ctx, tx, source, keys, numbers)
	if err != nil {
		return nil, err
	}
	stored, err := storedLines(ctx, tx, source, keys)
	if err != nil {
		return nil, err
	}
	b := &lineBatch{source: source, orders: orders, stored: stored, touched: map[int64]bool{}, unknown: map[string]string{}}
	for i := range changes {
		b.compare(&changes[i])
	}
	if err := b.write(ctx, tx); err != nil {
		return nil, err
	}
	if how.Quiet {
		return b.unknown, nil
	}
	for id := range newborn {
		delete(b.touched, id)
	}
	return b.unknown, bumpOrders(ctx, tx, b.touched)
}

type lineBatch struct {
	source  string
	orders  map[string]int64
	stored  map[string]storedLine
	touched map[int64]bool
	unknown map[string]string

	gone []int64
	puts []itemRow
}

func (b *lineBatch) compare(c *LineChange) {
	old, known := b.stored[c.SourceKey]
	if c.Gone {
		if known {
			b.gone = append(b.gone, old.ID)
			b.touched[old.OrderID] = true
		}
		return
	}
	order := b.orders[c.Number]
	switch {
	case order == 0:
		b.unknown[c.SourceKey] = c.Number
	case known && old.OrderID == order && old.Item == c.Item:
	case known && old.OrderID == order:
		b.puts = append(b.puts, itemRow{OrderID: order, LineNo: old.LineNo, Source: b.source, SourceKey: &c.SourceKey, Item: c.Item})
		b.touched[order] = true
	default:
		if known { // it was moved to another order
			b.gone = append(b.gone, old.ID)
			b.touched[old.OrderID] = true
		}
		b.puts = append(b.puts, itemRow{OrderID: order, Source: b.source, SourceKey: &c.SourceKey, Item: c.Item})
		b.touched[order] = true
	}
}

func (b *lineBatch) write(ctx context.Context, tx pgx.Tx) error {
	if len(b.gone) > 0 {
		if _, err := tx.Exec(ctx, sqlDeleteLines, b.gone); err != nil {
			return fmt.Errorf("delete %d lines: %w", len(b.gone), err)
		}
	}
	if err := b.number(ctx, tx); err != nil {
		return err
	}
	return writeItems(ctx, tx, b.puts)
}

// number gives new lines the numbers after the last one of their order.
func (b *lineBatch) number(ctx context.Context, tx pgx.Tx) error {
	var ids []int64
	for _, p := range b.puts {
		if p.LineNo == 0 {
			ids = append(ids, p.OrderID)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	last := map[int64]int{}
	rows, _ := tx.Query(ctx, sqlLastLines, ids) // ForEachRow reports this error
	var id int64
	var line int
	if _, err := pgx.ForEachRow(rows, []any{&id, &line}, func() error {
		last[id] = line
		return nil
	}); err != nil {
		return fmt.Errorf("read the last lines of %d orders: %w", len(ids), err)
	}
	for i := range b.puts {
		if p := &b.puts[i]; p.LineNo == 0 {
			last[p.OrderID]++
			p.LineNo = last[p.OrderID]
		}
	}
	return nil
}

const (
	sqlDeleteLines = `DELETE FROM dari.order_items WHERE id = ANY($1)`
	sqlLastLines   = `SELECT order_id, max(line_no) FROM dari.order_items WHERE order_id = ANY($1) GROUP BY order_id`

	sqlLockOrdersOfLines = `
SELECT o.id, o.number FROM dari.orders o
WHERE o.number = ANY($3) OR o.id IN (SELECT order_id FROM dari.order_items WHERE source = $1 AND source_key = ANY($2))
ORDER BY o.id FOR NO KEY UPDATE`
)

func lockOrdersOfLines(ctx context.Context, tx pgx.Tx, source string, keys, numbers []string) (map[string]int64, error) {
	rows, _ := tx.Query(ctx, sqlLockOrdersOfLines, source, keys, numbers) // ForEachRow reports this error
	orders := map[string]int64{}
	var id int64
	var number string
	if _, err := pgx.ForEachRow(rows, []any{&id, &number}, func() error {
		orders[number] = id
		return nil
	}); err != nil {
		return nil, fmt.Errorf("lock the orders of %d lines: %w", len(keys), err)
	}
	return orders, nil
}

type storedLine struct {
	Item
	ID, OrderID int64
	LineNo      int
}

const sqlStoredLines = `
SELECT source_key, id, order_id, line_no, sku, title, option, quantity, price, image_url
FROM dari.order_items WHERE source = $1 AND source_key = ANY($2)`

func storedLines(ctx context.Context, q postgres.Querier, source string, keys []string) (map[string]storedLine, error) {
	rows, _ := q.Query(ctx, sqlStoredLines, source, keys) // ForEachRow reports this error
	lines := map[string]storedLine{}
	var key string
	var l storedLine
	into := []any{&key, &l.ID, &l.OrderID, &l.LineNo, &l.SKU, &l.Title, &l.Option, &l.Quantity, &l.Price, &l.ImageURL}
	if _, err := pgx.ForEachRow(rows, into, func() error {
		lines[key] = l
		return nil
	}); err != nil {
		return nil, fmt.Errorf("read %d lines of %s: %w", len(keys), source, err)
	}
	return lines, nil
}

const sqlBumpOrders = `UPDATE dari.orders SET version = version + 1, updated_at = dari.clock() WHERE id = ANY($1)`

func bumpOrders(ctx context.Context, tx pgx.Tx, orders map[int64]bool) error {
	if len(orders) == 0 {
		return nil
	}
	ids := make([]int64, 0, len(orders))
	for id := range orders {
		ids = append(ids, id)
	}
	if _, err := tx.Exec(ctx, sqlBumpOrders, ids); err != nil {
		return fmt.Errorf("count a version of %d orders: %w", len(ids), err)
	}
	return nil
}
