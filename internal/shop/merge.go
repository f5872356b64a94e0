package shop

import (
	"slices"
	"time"
)

// assign puts what the change says into the order.
func assign(o *Order, c *OrderChange) {
	set(&o.Status, c.Status)
	set(&o.BuyerName, c.BuyerName)
	set(&o.BuyerPhone, c.BuyerPhone)
	set(&o.BuyerEmail, c.BuyerEmail)
	set(&o.Lang, c.Lang)
	set(&o.Total, c.Total)
	set(&o.Currency, c.Currency)
	set(&o.IsPreorder, c.IsPreorder)
	set(&o.ETAFrom, c.ETAFrom)
	set(&o.ETATo, c.ETATo)
	set(&o.CouponCode, c.CouponCode)
	set(&o.PlacedAt, c.PlacedAt)
	o.PlacedAt = o.PlacedAt.Truncate(time.Microsecond) // as Postgres keeps it
	set(&o.Items, c.Items)
	if c.Carrier == nil && c.TrackingNo == nil {
		return
	}
	parcel := Shipment{}
	if o.Shipment != nil {
		parcel = *o.Shipment
	}
	set(&parcel.Carrier, c.Carrier)
	set(&parcel.TrackingNo, c.TrackingNo)
	o.Shipment = &parcel
	if parcel.Carrier == "" && parcel.TrackingNo == "" {
		o.Shipment = nil
	}
}

func set[T any](field *T, value *T) {
	if value != nil {
		*field = *value
	}
}

// sameOrder reports whether nothing of the order has really changed. Whose it is taken to be is our
// finding, not a change of the order.
func sameOrder(a, b *Order) bool {
	return a.Number == b.Number && a.Status == b.Status &&
		a.BuyerName == b.BuyerName && a.BuyerPhone == b.BuyerPhone && a.BuyerEmail == b.BuyerEmail &&
		a.Lang == b.Lang && a.Total == b.Total && a.Currency == b.Currency &&
		a.IsPreorder == b.IsPreorder && a.ETAFrom == b.ETAFrom && a.ETATo == b.ETATo &&
		a.CouponCode == b.CouponCode && a.PlacedAt.Equal(b.PlacedAt) &&
		sameItems(a.Items, b.Items) && sameShipment(a.Shipment, b.Shipment)
}

func sameID(a, b *int64) bool { return a == b || (a != nil && b != nil && *a == *b) }

func sameItems(a, b []Item) bool { return slices.Equal(a, b) }

func sameShipment(a, b *Shipment) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Carrier == b.Carrier && a.TrackingNo == b.TrackingNo
}
