package shop

import (
	"context"
	"fmt"
	"time"

	"dari/internal/api"
	"dari/internal/fault"
	"dari/internal/postgres"

	"github.com/jackc/pgx/v5"
)

// Scan is what the carrier says of a parcel on its way.
type Scan struct {
	At   time.Time `json:"at" doc:"By the carrier's clock."`
	Text string    `json:"text" minLength:"1" maxLength:"300" doc:"As the carrier words it: where the parcel is, and what became of it."`
}

type scansInput struct {
	Number string `path:"number" minLength:"1" maxLength:"64"`
	Body   struct {
		Scans []Scan `json:"scans" minItems:"1" maxItems:"100"`
	}
}

type scansView struct {
	Scans []Scan `json:"scans" doc:"All of the parcel, newest first."`
}

func (s *Service) handleScans(ctx context.Context, in *scansInput) (*api.OK[scansView], error) {
	o, err := OrderByNumber(ctx, s.db, in.Number)
	if err != nil {
		return nil, err
	}
	if o.Shipment == nil || o.Shipment.TrackingNo == "" {
		return nil, fault.New(fault.Conflict, "shop.no_parcel")
	}
	if err := addScans(ctx, s.db, o, in.Body.Scans); err != nil {
		return nil, err
	}
	all, err := ScansOf(ctx, s.db, []int64{o.ID})
	return api.Reply(scansView{all[o.ID]}), err
}

const (
	sqlAddScans = `
INSERT INTO dari.shipment_events (order_id, tracking_no, at, text)
SELECT $1, $2, at, text FROM unnest($3::timestamptz[], $4::text[]) AS g(at, text)
ON CONFLICT (order_id, tracking_no, at, text) DO NOTHING`
	// Of the parcel that is shown: an order's newest.
	sqlScansOf = `
SELECT e.order_id, e.at, e.text
FROM dari.shipment_events e
JOIN (SELECT DISTINCT ON (order_id) order_id, tracking_no FROM dari.shipments WHERE order_id = ANY($1) ORDER BY order_id, id DESC) s
  ON s.order_id = e.order_id AND s.tracking_no = e.tracking_no
ORDER BY e.order_id, e.at DESC, e.id DESC`
)

// addScans keeps what is new of them: a poller may say all it knows each time.
func addScans(ctx context.Context, q postgres.Querier, o Order, scans []Scan) error {
	at, texts := make([]time.Time, len(scans)), make([]string, len(scans))
	for i, s := range scans {
		at[i], texts[i] = s.At, s.Text
	}
	if _, err := q.Exec(ctx, sqlAddScans, o.ID, o.Shipment.TrackingNo, at, texts); err != nil {
		return fmt.Errorf("keep %d scans of order %d: %w", len(scans), o.ID, err)
	}
	return nil
}

// ScansOf are what carriers have said of the orders' parcels, newest first, by the order's id.
func ScansOf(ctx context.Context, q postgres.Querier, orderIDs []int64) (map[int64][]Scan, error) {
	all := map[int64][]Scan{}
	if len(orderIDs) == 0 {
		return all, nil
	}
	rows, _ := q.Query(ctx, sqlScansOf, orderIDs) // ForEachRow reports this error
	var id int64
	var s Scan
	if _, err := pgx.ForEachRow(rows, []any{&id, &s.At, &s.Text}, func() error { all[id] = append(all[id], s); return nil }); err != nil {
		return nil, fmt.Errorf("read the scans of %d orders: %w", len(orderIDs), err)
	}
	return all, nil
}
