package returns

import (
	"slices"
	"time"

	"dari/internal/thread"

	"github.com/google/uuid"
)

// What is done with an order.
const (
	Cancel   = "cancel"
	Return   = "return"
	Exchange = "exchange"
	Refund   = "refund"
	Address  = "address"
)

// The states: requested (somebody has to approve it), approved (the shop is to be told), sent (the shop
// has taken it on), done, failed (the shop refused, or did not answer for a day), rejected (by staff)
// and withdrawn (by the shopper).
const (
	Requested = "requested"
	Approved  = "approved"
	Sent      = "sent"
	Done      = "done"
	Failed    = "failed"
	Rejected  = "rejected"
	Withdrawn = "withdrawn"
)

// moves are the states that may follow a state. A failed one may be tried again, or be done by hand.
var moves = map[string][]string{
	Requested: {Approved, Rejected, Withdrawn, Done},
	Approved:  {Sent, Done, Failed},
	Sent:      {Done, Failed},
	Failed:    {Approved, Done},
}

// CanMove says whether one state may follow another.
func CanMove(from, to string) bool { return slices.Contains(moves[from], to) }

// holds says that what a return takes of its order nobody else can take.
func holds(state string) bool {
	return state == Requested || state == Approved || state == Sent || state == Done
}

// hasItems says that a kind is about pieces of the order.
func hasItems(kind string) bool { return kind == Cancel || kind == Return || kind == Exchange }

// hasAmount says that a kind gives money back.
func hasAmount(kind string) bool { return kind == Cancel || kind == Return || kind == Refund }

// Item is some pieces of a line of the order.
type Item struct {
	Line     int    `json:"line" minimum:"1" maximum:"100000" doc:"Of the order, from 1."`
	Quantity int    `json:"quantity" minimum:"1" maximum:"1000000"`
	SKU      string `json:"sku,omitempty" readOnly:"true"`
	Title    string `json:"title,omitempty" readOnly:"true"`
	Option   string `json:"option,omitempty" readOnly:"true"`
	Price    int64  `json:"price,omitempty" readOnly:"true" doc:"Of one piece."`
	Of       int    `json:"of,omitempty" readOnly:"true" doc:"How many the line had when it was asked for."`
}

// Place is where a parcel shall go instead.
type Place struct {
	Name  string `json:"name" minLength:"1" maxLength:"60"`
	Phone string `json:"phone" minLength:"1" maxLength:"40"`
	Zip   string `json:"zip,omitempty" maxLength:"10"`
	Line1 string `json:"line1" minLength:"1" maxLength:"200"`
	Line2 string `json:"line2,omitempty" maxLength:"200"`
}

// Person is one of the staff.
type Person struct {
	ID   int64  `json:"id"`
	Name string `json:"name"`
}

// May is what the reader may do now.
type May struct {
	Approve  bool `json:"approve"`
	Reject   bool `json:"reject"`
	Again    bool `json:"again" doc:"Call the shop once more."`
	Received bool `json:"received" doc:"Say that the goods have come back."`
	Done     bool `json:"done" doc:"Say that it was done by hand."`
}

// View is a return as staff see it.
type View struct {
	ID           uuid.UUID     `json:"id"`
	Ticket       int64         `json:"ticket"`
	Subject      string        `json:"subject" doc:"Of the ticket."`
	Conversation uuid.UUID     `json:"conversation" doc:"In which the photos are."`
	OrderNumber  string        `json:"order_number"`
	Request      *uuid.UUID    `json:"request" doc:"The shopper's request that it carries out."`
	Kind         string        `json:"kind" enum:"cancel,return,exchange,refund,address"`
	State        string        `json:"state" enum:"requested,approved,sent,done,failed,rejected,withdrawn"`
	Items        []Item        `json:"items"`
	Reason       string        `json:"reason"`
	Text         string        `json:"text"`
	Photos       []thread.File `json:"photos"`
	Address      *Place        `json:"address"`
	Amount       int64         `json:"amount" doc:"What the customer gets back."`
	AskedBy      *Person       `json:"asked_by" doc:"Null: the shopper."`
	DecidedBy    *Person       `json:"decided_by"`
	DecidedAt    *time.Time    `json:"decided_at"`
	Answer       string        `json:"answer" doc:"Why it was rejected."`
	Calls        int           `json:"calls" doc:"How often the shop was called."`
	NextCallAt   *time.Time    `json:"next_call_at"`
	CallProblem  string        `json:"call_problem" doc:"status:500, timeout, unreachable, place; empty when the shop has answered."`
	ByHand       bool          `json:"by_hand" doc:"The shop has no address for calls: staff carry it out in its own program and say so."`
	RefundAmount *int64        `json:"refund_amount" doc:"What the shop gave back."`
	Reference    string        `json:"reference" doc:"The shop's own number for it."`
	Message      string        `json:"message" doc:"What the shop said."`
	ReceivedAt   *time.Time    `json:"received_at"`
	RefundDue    string        `json:"refund_due" doc:"YYYY-MM-DD: by law the money is back by then; empty until the goods are."`
	EndedAt      *time.Time    `json:"ended_at"`
	CreatedAt    time.Time     `json:"created_at"`
	Version      int           `json:"version"`
	May          May           `json:"may"`
}
