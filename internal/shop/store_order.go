package shop

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"dari/internal/postgres"

	"github.com/jackc/pgx/v5"
)

// storedOrder is an order as it is compared with.
type storedOrder struct {
	Order
	Seen        json.RawMessage
	Gone        bool
	CustomerRef string
}

// newlySeen reports whether the linked row is to be remembered anew although the order stays.
func (o *storedOrder) newlySeen(c *OrderChange) bool {
	if c.Gone || c.Seen != nil {
		return o.Gone != c.Gone || (c.Seen != nil && string(o.Seen) != string(c.Seen))
	}
	return false
}

// Rows are locked in the order of their ids, here and everywhere, and so that others may still refer to them.
const sqlLockOrders = `
SELECT o.id, o.source, o.source_key, o.number, o.customer_id, o.status, o.buyer_name, o.buyer_phone, o.buyer_email, o.lang,
  o.total, o.currency, o.is_preorder, coalesce(to_char(o.eta_from, 'YYYY-MM-DD'), '') AS eta_from,
  coalesce(to_char(o.eta_to, 'YYYY-MM-DD'), '') AS eta_to, o.coupon_code, o.placed_at, o.version, o.updated_at,
  o.source_values AS seen, o.gone_at IS NOT NULL AS gone, coalesce(c.ref, '') AS customer_ref
FROM dari.orders o LEFT JOIN dari.customers c ON c.id = o.customer_id
WHERE o.number = ANY($2) OR (o.source = $1 AND o.source_key = ANY($3))
ORDER BY o.id FOR NO KEY UPDATE OF o`

func lockOrders(ctx context.Context, tx pgx.Tx, source string, keys, numbers []string) ([]storedOrder, error) {
	rows, _ := tx.Query(ctx, sqlLockOrders, source, numbers, keys) // CollectRows reports this error
	orders, err := pgx.CollectRows(rows, pgx.RowToStructByName[storedOrder])
	if err != nil {
		return nil, fmt.Errorf("lock %d orders of %s: %w", len(keys), source, err)
	}
	return orders, nil
}

// loadParts adds items and shipments, with which changes are compared.
func loadParts(ctx context.Context, q postgres.Querier, orders []storedOrder) error {
	plain := make([]*Order, len(orders))
	for i := range orders {
		plain[i] = &orders[i].Order
	}
	if err := loadItems(ctx, q, plain); err != nil {
		return err
	}
	return loadShipments(ctx, q, plain)
}

// orderRow is an order on its way into a statement, as JSON.
type orderRow struct {
	N          int             `json:"n"`
	ID         int64           `json:"id"`
	Source     string          `json:"source"`
	SourceKey  string          `json:"source_key"`
	Seen       json.RawMessage `json:"seen,omitempty"`
	Gone       *bool           `json:"gone"` // nil: as it was
	Number     string          `json:"number"`
	CustomerID *int64          `json:"customer_id"`
	Status     string          `json:"status"`
	BuyerName  string          `json:"buyer_name"`
	BuyerPhone string          `json:"buyer_phone"`
	BuyerEmail string          `json:"buyer_email"`
	Lang       string          `json:"lang"`
	Total      int64           `json:"total"`
	Currency   string          `json:"currency"`
	IsPreorder bool            `json:"is_preorder"`
	ETAFrom    string          `json:"eta_from"`
	ETATo      string          `json:"eta_to"`
	CouponCode string          `json:"coupon_code"`
	PlacedAt   *time.Time      `json:"placed_at"`
	Version    int             `json:"version"`
}

func rowOf(n int, o *Order, c *OrderChange) orderRow {
	row := orderRow{
		N: n, ID: o.ID, Source: o.Source, SourceKey: o.SourceKey, Seen: c.Seen, Number: o.Number, CustomerID: o.CustomerID,
		Status: o.Status, BuyerName: o.BuyerName, BuyerPhone: o.BuyerPhone, BuyerEmail: o.BuyerEmail, Lang: o.Lang,
		Total: o.Total, Currency: o.Currency, IsPreorder: o.IsPreorder, ETAFrom: o.ETAFrom, ETATo: o.ETATo,
		CouponCode: o.CouponCode, Version: o.Version,
	}
	if !o.PlacedAt.IsZero() {
		row.PlacedAt = &o.PlacedAt
	}
	if c.Gone || c.Seen != nil {
		row.Gone = &c.Gone
	}
	return row
}

const sqlInsertOrders = `
WITH given AS (
  SELECT * FROM jsonb_to_recordset($1::jsonb) AS g(n integer, source text, source_key text, seen jsonb, number text, customer_id bigint,
    status text, buyer_name text, buyer_phone text, buyer_email text, lang text, total bigint, currency text, is_preorder boolean,
    eta_from text, eta_to text, coupon_code text, placed_at timestamptz)
), made AS (
  INSERT INTO dari.orders (source, source_key, source_values, number, customer_id, status, buyer_name, buyer_phone, buyer_email,
    lang, total, currency, is_preorder, eta_from, eta_to, coupon_code, placed_at)
  SELECT source, source_key, seen, number, customer_id, status, buyer_name, buyer_phone, buyer_email, lang, total, currency, is_preorder,
    nullif(eta_from, '')::date, nullif(eta_to, '')::date, coupon_code, coalesce(placed_at, dari.clock())
  FROM given ORDER BY number
  ON CONFLICT DO NOTHING
  RETURNING id, number, source_key, placed_at
)
SELECT given.n, made.id, made.placed_at FROM made JOIN given USING (number, source_key)`

type insertedOrder struct {
	N        int
	ID       int64
	PlacedAt time.Time
}

func insertOrders(ctx context.Context, tx pgx.Tx, orders []orderRow) ([]insertedOrder, error) {
	given, err := json.Marshal(orders)
	if err != nil {
		return nil, fmt.Errorf("encode %d orders: %w", len(orders), err)
	}
	rows, _ := tx.Query(ctx, sqlInsertOrders, given) // CollectRows reports this error
	inserted, err := pgx.CollectRows(rows, pgx.RowToStructByPos[insertedOrder])
	if err != nil {
		return nil, fmt.Errorf("insert %d orders: %w", len(orders), err)
	}
	return inserted, nil
}

const sqlUpdateOrders = `
UPDATE dari.orders o
SET source_values = coalesce(g.seen, o.source_values), customer_id = g.customer_id, status = g.status, buyer_name = g.buyer_name,
  gone_at = CASE WHEN g.gone IS NULL THEN o.gone_at WHEN g.gone THEN coalesce(o.gone_at, dari.clock()) END,
  buyer_phone = g.buyer_phone, buyer_email = g.buyer_email, lang = g.lang, total = g.total, currency = g.currency,
  is_preorder = g.is_preorder, eta_from = nullif(g.eta_from, '')::date, eta_to = nullif(g.eta_to, '')::date,
  coupon_code = g.coupon_code, placed_at = g.placed_at, version = g.version,
  updated_at = CASE WHEN g.version = o.version THEN o.updated_at ELSE dari.clock() END
FROM jsonb_to_recordset($1::jsonb) AS g(id bigint, seen jsonb, gone boolean, customer_id bigint, status text, buyer_name text,
  buyer_phone text, buyer_email text, lang text, total bigint, currency text, is_preorder boolean, eta_from text, eta_to text,
  coupon_code text, placed_at timestamptz, version integer)
WHERE o.id = g.id`

func updateOrders(ctx context.Context, tx pgx.Tx, orders []orderRow) error {
	if len(orders) == 0 {
		return nil
	}
	given, err := json.Marshal(orders)
	if err != nil {
		return fmt.Errorf("encode %d orders: %w", len(orders), err)
	}
	if _, err := tx.Exec(ctx, sqlUpdateOrders, given); err != nil {
		return fmt.Errorf("update %d orders: %w", len(orders), err)
	}
	return nil
}

type promiseRow struct {
	OrderID    int64  `json:"order_id"`
	Version    int    `json:"version"`
	ETAFrom    string `json:"eta_from"`
	ETATo      string `json:"eta_to"`
	ReasonText string `json:"reason_text"`
	DecidedBy  string `json:"decided_by"`
	n          int    // of the change
}

const sqlLastPromises = `
SELECT DISTINCT ON (order_id) order_id, version, coalesce(to_char(eta_from, 'YYYY-MM-DD'), ''), to_char(eta_to, 'YYYY-MM-DD')
FROM dari.promises WHERE order_id = ANY($1) AND order_item_id IS NULL
ORDER BY order_id, version DESC`

func lastPromises(ctx context.Context, tx pgx.Tx, rows []promiseRow) (map[int64]Promise, error) {
	ids := make([]int64, len(rows))
	for i, r := range rows {
		ids[i] = r.OrderID
	}
	found, _ := tx.Query(ctx, sqlLastPromises, ids) // ForEachRow reports this error
	last := make(map[int64]Promise, len(rows))
	var id int64
	var p Promise
	if _, err := pgx.ForEachRow(found, []any{&id, &p.Version, &p.ETAFrom, &p.ETATo}, func() error {
		last[id] = p
		return nil
	}); err != nil {
		return nil, fmt.Errorf("read the last promises of %d orders: %w", len(ids), err)
	}
	return last, nil
}

const sqlInsertPromises = `
INSERT INTO dari.promises (order_id, version, eta_from, eta_to, reason_text, decided_by)
SELECT order_id, version, nullif(eta_from, '')::date, eta_to::date, reason_text, decided_by
FROM jsonb_to_recordset($1::jsonb) AS g(order_id bigint, version integer, eta_from text, eta_to text, reason_text text, decided_by text)`

func insertPromises(ctx context.Context, tx pgx.Tx, promises []promiseRow) error {
	if len(promises) == 0 {
		return nil
	}
	given, err := json.Marshal(promises)
	if err != nil {
		return fmt.Errorf("encode %d promises: %w", len(promises), err)
	}
	if _, err := tx.Exec(ctx, sqlInsertPromises, given); err != nil {
		return fmt.Errorf("insert %d promises: %w", len(promises), err)
	}
	return nil
}

const sqlPromiseTold = `
UPDATE dari.promises SET notified_at = dari.clock()
WHERE order_id = $1 AND order_item_id IS NULL AND version = $2 AND notified_at IS NULL`

// PromiseTold notes that the buyer has been told of a promise; the first time counts.
func PromiseTold(ctx context.Context, q postgres.Querier, orderID int64, version int) error {
	if _, err := q.Exec(ctx, sqlPromiseTold, orderID, version); err != nil {
		return fmt.Errorf("note that promise %d of order %d was told: %w", version, orderID, err)
	}
	return nil
}
