package shop

import (
	"context"
	"fmt"
	"time"

	"dari/internal/postgres"
)

// Parcel is what is known of one that left before its order came here.
type Parcel struct {
	OrderID     int64
	TrackingNo  string
	ShippedAt   time.Time
	DeliveredAt *time.Time
	Scans       []Scan
}

const (
	sqlDateParcels = `
UPDATE dari.shipments s SET shipped_at = g.shipped_at, delivered_at = g.delivered_at
FROM unnest($1::bigint[], $2::text[], $3::timestamptz[], $4::timestamptz[]) AS g(order_id, tracking_no, shipped_at, delivered_at)
WHERE s.order_id = g.order_id AND s.tracking_no = g.tracking_no`
	sqlScanParcels = `
INSERT INTO dari.shipment_events (order_id, tracking_no, at, text)
SELECT order_id, tracking_no, at, text FROM unnest($1::bigint[], $2::text[], $3::timestamptz[], $4::text[]) AS g(order_id, tracking_no, at, text)
ON CONFLICT (order_id, tracking_no, at, text) DO NOTHING`
)

// KeepParcels writes down when parcels left and arrived, and what their carriers have said.
func KeepParcels(ctx context.Context, q postgres.Querier, list []Parcel) error {
	var ids, scanned []int64
	var numbers, scannedNumbers, texts []string
	var shipped, at []time.Time
	var delivered []*time.Time
	for _, p := range list {
		ids, numbers, shipped, delivered = append(ids, p.OrderID), append(numbers, p.TrackingNo), append(shipped, p.ShippedAt), append(delivered, p.DeliveredAt)
		for _, s := range p.Scans {
			scanned, scannedNumbers, at, texts = append(scanned, p.OrderID), append(scannedNumbers, p.TrackingNo), append(at, s.At), append(texts, s.Text)
		}
	}
	if _, err := q.Exec(ctx, sqlDateParcels, ids, numbers, shipped, delivered); err != nil {
		return fmt.Errorf("date %d parcels: %w", len(list), err)
	}
	if _, err := q.Exec(ctx, sqlScanParcels, scanned, scannedNumbers, at, texts); err != nil {
		return fmt.Errorf("keep the scans of %d parcels: %w", len(list), err)
	}
	return nil
}
