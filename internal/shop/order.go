package shop

import (
	"encoding/json"
	"slices"
	"time"
)

// The states of an order.
const (
	Placed    = "placed"
	Paid      = "paid"
	Preparing = "preparing"
	Shipped   = "shipped"
	Delivered = "delivered"
	Cancelled = "cancelled"
)

// Statuses are all states of an order, in the order in which most orders pass through them.
var Statuses = []string{Placed, Paid, Preparing, Shipped, Delivered, Cancelled}

// IsStatus reports whether s is one of ours.
func IsStatus(s string) bool { return slices.Contains(Statuses, s) }

// FromAPI is the source of what came through the JSON API.
const FromAPI = "api"

// Order is an order as it is stored. Items, Shipment and Promises are filled by the functions that say so.
type Order struct {
	ID         int64     `json:"-"`
	Source     string    `json:"source" doc:"api, or the name of the link whose table holds the order."`
	SourceKey  string    `json:"-"`
	Number     string    `json:"number"`
	CustomerID *int64    `json:"-"`
	Status     string    `json:"status" enum:"placed,paid,preparing,shipped,delivered,cancelled"`
	BuyerName  string    `json:"buyer_name"`
	BuyerPhone string    `json:"buyer_phone"`
	BuyerEmail string    `json:"buyer_email"`
	Lang       string    `json:"lang" enum:"ko,en"`
	Total      int64     `json:"total" doc:"In the smallest unit of the currency; won have none smaller."`
	Currency   string    `json:"currency"`
	IsPreorder bool      `json:"is_preorder"`
	ETAFrom    string    `json:"eta_from" doc:"YYYY-MM-DD, or empty."`
	ETATo      string    `json:"eta_to" doc:"YYYY-MM-DD, or empty."`
	CouponCode string    `json:"coupon_code"`
	PlacedAt   time.Time `json:"placed_at"`
	Version    int       `json:"version" doc:"Grows by one with every real change."`
	UpdatedAt  time.Time `json:"updated_at"`

	CustomerRef string    `json:"customer_ref,omitempty" db:"-"`
	Items       []Item    `json:"items" db:"-"`
	Shipment    *Shipment `json:"shipment" db:"-"`
	Promises    []Promise `json:"promises" db:"-" doc:"What was said about the arrival, newest first."`
}

// Item is one line of an order.
type Item struct {
	SKU      string `json:"sku" required:"false" maxLength:"100"`
	Title    string `json:"title" minLength:"1" maxLength:"300"`
	Option   string `json:"option" required:"false" maxLength:"300"`
	Quantity int    `json:"quantity" required:"false" minimum:"1" maximum:"1000000" default:"1"`
	Price    int64  `json:"price" required:"false" minimum:"-1000000000000" maximum:"1000000000000" doc:"Of one piece."`
	ImageURL string `json:"image_url" required:"false" maxLength:"2000" doc:"https: a picture of it, for the order's card and page."`
}

// Shipment is the parcel of an order.
type Shipment struct {
	Carrier     string     `json:"carrier" maxLength:"40" doc:"A code as cjlogistics, hanjin, lotte, logen, epost."`
	TrackingNo  string     `json:"tracking_no" maxLength:"60"`
	ShippedAt   *time.Time `json:"shipped_at,omitempty" readOnly:"true"`
	DeliveredAt *time.Time `json:"delivered_at,omitempty" readOnly:"true"`
	LastScanAt  *time.Time `json:"last_scan_at,omitempty" readOnly:"true"`
	LastScan    string     `json:"last_scan,omitempty" readOnly:"true" doc:"What the carrier has last said of it."`
}

// Promise is one thing that was said about the arrival of a pre-order.
type Promise struct {
	Version    int        `json:"version"`
	ETAFrom    string     `json:"eta_from"`
	ETATo      string     `json:"eta_to"`
	ReasonText string     `json:"reason_text"`
	DecidedBy  string     `json:"decided_by" doc:"shop, or staff:<id>."`
	DecidedAt  time.Time  `json:"decided_at"`
	NotifiedAt *time.Time `json:"notified_at,omitempty"`
}

// OrderChange is what a source says about an order. A nil field says nothing: what is stored stays.
type OrderChange struct {
	Source    string
	SourceKey string // the key in the source; the number when the source is the API
	Number    string

	CustomerRef *string
	Status      *string
	BuyerName   *string
	BuyerPhone  *string
	BuyerEmail  *string
	Lang        *string
	Total       *int64
	Currency    *string
	IsPreorder  *bool
	ETAFrom     *string // YYYY-MM-DD; empty: none
	ETATo       *string
	CouponCode  *string
	PlacedAt    *time.Time
	Items       *[]Item   // all of them
	Carrier     *string   // the parcel; both empty: none
	TrackingNo  *string   //
	ReasonText  string    // why the arrival changed, as the shopper may read it
	DecidedBy   string    // of a changed arrival; empty means the shop
	ChangedAt   time.Time // when the source changed it; zero means now

	// Seen is what the linked row says now, by our column names. A column that says the same as the
	// last time is not applied: someone may have changed it here since. Nil when there is no linked row.
	Seen json.RawMessage
	// Gone: the linked row was deleted. The order stays, with its last state.
	Gone bool
}

// Applied is what became of a change.
type Applied struct {
	ID      int64
	Number  string
	Version int
	New     bool
	Changed bool
	Refused string // why it was not applied: number_taken
}

// Apply says how changes are applied.
type Apply struct {
	Quiet    bool        // publish nothing and mark consents as known: the first fill of a link
	Consents ConsentFunc // hears consents that a customer change carries; nil: they are dropped
}

// OrderEvent is the payload of order.placed, order.paid and so on.
type OrderEvent struct {
	Number         string     `json:"number"`
	Status         string     `json:"status"`
	PreviousStatus string     `json:"previous_status,omitempty"`
	Version        int        `json:"version"`
	Source         string     `json:"source"`
	IsPreorder     bool       `json:"is_preorder"`
	ETATo          string     `json:"eta_to,omitempty"`
	PlacedAt       time.Time  `json:"placed_at"`
	ChangedAt      *time.Time `json:"changed_at,omitempty"` // when the shop wrote it, if that is known
}

// PromiseEvent is the payload of preorder.delayed and preorder.moved_up.
type PromiseEvent struct {
	Number         string     `json:"number"`
	OldETA         string     `json:"old_eta"`
	NewETA         string     `json:"new_eta"`
	Days           int        `json:"days"` // how many days later; below zero: earlier
	PromiseVersion int        `json:"promise_version"`
	Version        int        `json:"version"` // of the order
	Source         string     `json:"source"`
	ReasonText     string     `json:"reason_text,omitempty"`
	ChangedAt      *time.Time `json:"changed_at,omitempty"`
}

// Kinds of events about an order: "order." and the status, and these two.
const (
	PreorderDelayed = "preorder.delayed"
	PreorderMovedUp = "preorder.moved_up"
)

// OrderEvents are the kinds of all events about orders.
func OrderEvents() []string {
	kinds := []string{PreorderDelayed, PreorderMovedUp}
	for _, s := range Statuses {
		kinds = append(kinds, "order."+s)
	}
	return kinds
}
