package notify

import "time"

// Class says what a message is to its reader and to the law.
type Class string

// The classes of a delivery.
const (
	Notice    Class = "notice"    // caused by an order
	Reply     Class = "reply"     // an answer of the shop's staff
	Code      Class = "code"      // a one-time code
	Statutory Class = "statutory" // what the law makes the shop say
	Marketing Class = "marketing" // advertising
	Staff     Class = "staff"     // to the shop's own people
)

// The lanes: independent queues, so that a campaign never stands before a code.
const (
	LaneDirect    = "direct"    // codes and replies: somebody waits
	LaneNotice    = "notice"    // notices, statutory messages, messages to staff
	LaneMarketing = "marketing" // advertising, which the gate may hold
)

var lanes = []string{LaneDirect, LaneNotice, LaneMarketing}

// LaneOf is the lane a class travels in.
func LaneOf(c Class) string {
	switch c {
	case Code, Reply:
		return LaneDirect
	case Marketing:
		return LaneMarketing
	default:
		return LaneNotice
	}
}

// Channel is the way a message takes.
type Channel string

// The channels.
const (
	Email Channel = "email"
	SMS   Channel = "sms"
)

// State is where a delivery stands. Reports call suppressed, expired and cancelled "skipped".
type State string

// The states of a delivery.
const (
	Planned    State = "planned"    // to leave at not_before
	Held       State = "held"       // a person, or a campaign that goes on, must release it
	Queued     State = "queued"     // back in its lane
	Leased     State = "leased"     // a worker has it; nothing has left
	HandedOff  State = "handed_off" // committed before the dialogue: it may have left
	Deferred   State = "deferred"   // refused for now, tried again at not_before
	Sent       State = "sent"       // accepted by the mail server or the gateway
	Delivered  State = "delivered"  // the gateway reported its arrival
	Bounced    State = "bounced"    // refused after it was accepted
	Failed     State = "failed"     // refused for good
	Unknown    State = "unknown"    // it may or may not have been accepted
	Suppressed State = "suppressed" // may not go to this address
	Expired    State = "expired"    // nobody wants it any more
	Cancelled  State = "cancelled"  // no longer to be told
)

// Sources of deliveries: what source_id points at.
const (
	SourceEvent    = "event"    // dari.outbox
	SourceCampaign = "campaign" // dari.campaigns
	SourceCoupon   = "coupon"   // dari.coupon_issues
	SourceConsent  = "consent"  // dari.consent_events
	SourceFollow   = "follow"   // dari.follow_ups
)

// Until when a delivery is worth sending, unless it says otherwise.
const (
	defaultLife = 72 * time.Hour
	delayLife   = 14 * 24 * time.Hour
)

// NewDelivery is one message to plan. (SourceKind, SourceID, Channel, normalised Address) is unique:
// planning it again is harmless.
type NewDelivery struct {
	Class      Class
	SourceKind string // SourceEvent, SourceCampaign …
	SourceID   int64
	Kind       string // of the template: order.shipped, coupon.birthday, campaign:<uid>
	Channel    Channel
	Address    string // as known; empty or unusable makes a row suppressed(no_address)
	CustomerID int64  // 0: not a known customer
	OrderID    int64  // 0: not about an order
	Lang       string // ko or en; empty means ko

	// Fields fill the template, beside shop.*, and order.*, shipment.* and customer.* where OrderID or
	// CustomerID is set. Keys as in the template: "coupon.code".
	Fields map[string]string

	NotBefore time.Time // zero: at once
	ExpiresAt time.Time // zero: 72 hours after NotBefore
	State     State     // empty: Planned; Held waits for Release
	Reason    string

	MessageID string // of a mail, with its angle brackets; empty: one is made

	Version int    // of the event's subject
	Family  string // status or eta: see fold.go
	Told    string // the value told: a status, a date
}
