package demo

import (
	"context"
	"fmt"
	"time"

	"dari/internal/postgres"
	"dari/internal/shop"

	"github.com/jackc/pgx/v5"
)

// sentParcel is one that left before anybody looked.
type sentParcel struct {
	OrderID    int64
	TrackingNo string
	Delivered  bool
	PlacedAt   time.Time
	Now        time.Time
}

// way is what a carrier says of a parcel, and how long after the first scan.
var way = []struct {
	after time.Duration
	text  string
}{
	{0, "이천 집하 · 보내는 곳에서 물건을 받았습니다"},
	{5 * time.Hour, "곤지암 허브 · 도착"},
	{9 * time.Hour, "곤지암 허브 · 출발"},
	{17 * time.Hour, "받는 곳 대리점 · 도착"},
	{20 * time.Hour, "배달 출발"},
	{25 * time.Hour, "배달 완료"},
}

// Once: what the shop sends afterwards is scanned by nobody.
const sqlParcels = `
SELECT o.id, s.tracking_no, o.status = 'delivered', o.placed_at, dari.clock()
FROM dari.orders o JOIN dari.shipments s ON s.order_id = o.id
WHERE o.source = 'demo_orders' AND o.status IN ('shipped', 'delivered') AND s.tracking_no <> ''
  AND NOT EXISTS (SELECT FROM dari.shipment_events e JOIN dari.orders x ON x.id = e.order_id WHERE x.source = 'demo_orders')
ORDER BY o.id`

// Send gives the parcels that were on their way before the shop was linked the dates and the scans that a carrier
// would have told of.
func Send(ctx context.Context, q postgres.Querier) error {
	rows, _ := q.Query(ctx, sqlParcels) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[sentParcel])
	if err != nil {
		return fmt.Errorf("read the parcels of the demo shop: %w", err)
	}
	parcels := make([]shop.Parcel, len(list))
	for i, p := range list {
		parcels[i] = p.known()
	}
	return shop.KeepParcels(ctx, q, parcels)
}

// known is what its carrier has told of a parcel so far.
func (p sentParcel) known() shop.Parcel {
	left, arrived := p.times()
	parcel := shop.Parcel{OrderID: p.OrderID, TrackingNo: p.TrackingNo, ShippedAt: left, DeliveredAt: arrived}
	for i, step := range way {
		at := left.Add(step.after)
		if at.After(p.Now) || i == len(way)-1 && !p.Delivered {
			break
		}
		parcel.Scans = append(parcel.Scans, shop.Scan{At: at, Text: step.text})
	}
	return parcel
}

// times are when a parcel left and, if it has, arrived: some two days after the order, and a day later.
func (p sentParcel) times() (left time.Time, arrived *time.Time) {
	whole := way[len(way)-1].after
	left = p.PlacedAt.Add(40*time.Hour + time.Duration(p.OrderID*13%17)*time.Hour).Truncate(time.Minute)
	latest := p.Now.Add(-2 * time.Hour)
	if p.Delivered {
		latest = p.Now.Add(-whole - time.Hour)
	}
	if left.After(latest) {
		left = latest
	}
	if p.Delivered {
		at := left.Add(whole)
		arrived = &at
	}
	return left, arrived
}
