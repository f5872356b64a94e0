package shop

import (
	"context"
	"encoding/json"
	"fmt"

	"dari/internal/postgres"

	"github.com/jackc/pgx/v5"
)

// loadPart reads what belongs to the orders: the statement's first column is the order's id, the
// others go into fields, and add takes them to their order.
func loadPart(ctx context.Context, q postgres.Querier, orders []*Order, sql string, fields []any, add func(*Order)) error {
	if len(orders) == 0 {
		return nil
	}
	index, ids := make(map[int64]*Order, len(orders)), make([]int64, len(orders))
	for i, o := range orders {
		index[o.ID], ids[i] = o, o.ID
	}
	var id int64
	rows, _ := q.Query(ctx, sql, ids) // ForEachRow reports this error
	_, err := pgx.ForEachRow(rows, append([]any{&id}, fields...), func() error {
		add(index[id])
		return nil
	})
	return err
}

const sqlItems = `
SELECT order_id, sku, title, option, quantity, price, image_url FROM dari.order_items WHERE order_id = ANY($1) ORDER BY order_id, line_no`

func loadItems(ctx context.Context, q postgres.Querier, orders []*Order) error {
	var it Item
	fields := []any{&it.SKU, &it.Title, &it.Option, &it.Quantity, &it.Price, &it.ImageURL}
	if err := loadPart(ctx, q, orders, sqlItems, fields, func(o *Order) { o.Items = append(o.Items, it) }); err != nil {
		return fmt.Errorf("read the items of %d orders: %w", len(orders), err)
	}
	return nil
}

// An order may have had several parcels; the newest is the one that is shown and corrected.
const sqlShipments = `
SELECT DISTINCT ON (s.order_id) s.order_id, s.carrier, s.tracking_no, s.shipped_at, s.delivered_at, e.at, coalesce(e.text, '')
FROM dari.shipments s
LEFT JOIN LATERAL (SELECT x.at, x.text FROM dari.shipment_events x WHERE x.order_id = s.order_id AND x.tracking_no = s.tracking_no
  ORDER BY x.at DESC, x.id DESC LIMIT 1) e ON true
WHERE s.order_id = ANY($1) ORDER BY s.order_id, s.id DESC`

func loadShipments(ctx context.Context, q postgres.Querier, orders []*Order) error {
	var s Shipment
	fields := []any{&s.Carrier, &s.TrackingNo, &s.ShippedAt, &s.DeliveredAt, &s.LastScanAt, &s.LastScan}
	if err := loadPart(ctx, q, orders, sqlShipments, fields, func(o *Order) { parcel := s; o.Shipment = &parcel }); err != nil {
		return fmt.Errorf("read the shipments of %d orders: %w", len(orders), err)
	}
	return nil
}

const sqlPromises = `
SELECT order_id, version, coalesce(to_char(eta_from, 'YYYY-MM-DD'), ''), to_char(eta_to, 'YYYY-MM-DD'), reason_text, decided_by, decided_at, notified_at
FROM dari.promises WHERE order_id = ANY($1) AND order_item_id IS NULL ORDER BY order_id, version DESC`

func loadPromises(ctx context.Context, q postgres.Querier, orders []*Order) error {
	var p Promise
	fields := []any{&p.Version, &p.ETAFrom, &p.ETATo, &p.ReasonText, &p.DecidedBy, &p.DecidedAt, &p.NotifiedAt}
	if err := loadPart(ctx, q, orders, sqlPromises, fields, func(o *Order) { o.Promises = append(o.Promises, p) }); err != nil {
		return fmt.Errorf("read the promises of %d orders: %w", len(orders), err)
	}
	return nil
}

type itemRow struct {
	OrderID   int64   `json:"order_id"`
	LineNo    int     `json:"line_no"`
	Source    string  `json:"source"`
	SourceKey *string `json:"source_key"`
	Item
}

const (
	sqlTrimItems = `
DELETE FROM dari.order_items i USING unnest($1::bigint[], $2::bigint[]) AS g(order_id, lines)
WHERE i.order_id = g.order_id AND i.line_no > g.lines`
	sqlPutItems = `
INSERT INTO dari.order_items (order_id, line_no, source, source_key, sku, title, option, quantity, price, image_url)
SELECT order_id, line_no, source, source_key, sku, title, option, quantity, price, coalesce(image_url, '')
FROM jsonb_to_recordset($1::jsonb) AS g(order_id bigint, line_no integer, source text, source_key text, sku text, title text, option text,
  quantity integer, price bigint, image_url text)
ON CONFLICT (order_id, line_no) DO UPDATE
SET source = excluded.source, source_key = excluded.source_key, sku = excluded.sku, title = excluded.title, option = excluded.option,
  quantity = excluded.quantity, price = excluded.price, image_url = excluded.image_url`
)

// putItems makes the rows the only items of the orders; counts says how many each has.
func putItems(ctx context.Context, tx pgx.Tx, orders, counts []int64, items []itemRow) error {
	if len(orders) == 0 {
		return nil
	}
	if _, err := tx.Exec(ctx, sqlTrimItems, orders, counts); err != nil {
		return fmt.Errorf("trim the items of %d orders: %w", len(orders), err)
	}
	return writeItems(ctx, tx, items)
}

func writeItems(ctx context.Context, tx pgx.Tx, items []itemRow) error {
	if len(items) == 0 {
		return nil
	}
	given, err := json.Marshal(items)
	if err != nil {
		return fmt.Errorf("encode %d items: %w", len(items), err)
	}
	if _, err := tx.Exec(ctx, sqlPutItems, given); err != nil {
		return fmt.Errorf("write %d items: %w", len(items), err)
	}
	return nil
}

type shipmentRow struct {
	OrderID    int64  `json:"order_id"`
	Carrier    string `json:"carrier"`
	TrackingNo string `json:"tracking_no"`
	Status     string `json:"status"`
	Now        bool   `json:"now"` // it came to be so just now; of what was so before we looked nobody knows since when
}

// A wrong number is corrected in place, so an order's newest parcel is the one the shop means.
const (
	sqlDropShipments = `
DELETE FROM dari.shipments s USING jsonb_to_recordset($1::jsonb) AS g(order_id bigint, carrier text, tracking_no text)
WHERE s.order_id = g.order_id AND g.carrier = '' AND g.tracking_no = ''`
	sqlCorrectShipments = `
UPDATE dari.shipments s
SET carrier = g.carrier, tracking_no = g.tracking_no,
  shipped_at = CASE WHEN g.now AND g.status IN ('shipped', 'delivered') THEN coalesce(s.shipped_at, dari.clock()) ELSE s.shipped_at END,
  delivered_at = CASE WHEN g.now AND g.status = 'delivered' THEN coalesce(s.delivered_at, dari.clock()) ELSE s.delivered_at END
FROM jsonb_to_recordset($1::jsonb) AS g(order_id bigint, carrier text, tracking_no text, status text, now boolean)
WHERE s.order_id = g.order_id AND (g.carrier <> '' OR g.tracking_no <> '')
  AND s.id = (SELECT max(newest.id) FROM dari.shipments newest WHERE newest.order_id = g.order_id)`
	sqlInsertShipments = `
INSERT INTO dari.shipments (order_id, carrier, tracking_no, shipped_at, delivered_at)
SELECT order_id, carrier, tracking_no, CASE WHEN g.now AND status IN ('shipped', 'delivered') THEN dari.clock() END,
  CASE WHEN g.now AND status = 'delivered' THEN dari.clock() END
FROM jsonb_to_recordset($1::jsonb) AS g(order_id bigint, carrier text, tracking_no text, status text, now boolean)
WHERE (carrier <> '' OR tracking_no <> '') AND NOT EXISTS (SELECT FROM dari.shipments s WHERE s.order_id = g.order_id)`
)

func putShipments(ctx context.Context, tx pgx.Tx, shipments []shipmentRow) error {
	if len(shipments) == 0 {
		return nil
	}
	given, err := json.Marshal(shipments)
	if err != nil {
		return fmt.Errorf("encode %d shipments: %w", len(shipments), err)
	}
	for _, step := range []struct{ sql, does string }{
		{sqlDropShipments, "drop"}, {sqlCorrectShipments, "correct"}, {sqlInsertShipments, "insert"},
	} {
		if _, err := tx.Exec(ctx, step.sql, given); err != nil {
			return fmt.Errorf("%s shipments of %d orders: %w", step.does, len(shipments), err)
		}
	}
	return nil
}
