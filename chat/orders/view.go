package orders

import (
	"time"

	"github.com/google/uuid"
)

// RequestView is a request as shoppers and staff see it.
type RequestView struct {
	ID           uuid.UUID `json:"id"`
	Kind         string    `json:"kind" enum:"cancel,change,address,return,exchange"`
	KindLabel    string    `json:"kind_label"`
	State        string    `json:"state" enum:"asked,approved,refused,done,withdrawn"`
	Label        string    `json:"label"`
	OrderNumber  string    `json:"order_number"`
	TicketNumber *int64    `json:"ticket_number" doc:"Null when it was done at once."`
	Refund       *int64    `json:"refund,omitempty"`
	RefundText   string    `json:"refund_text,omitempty"`
	Reason       string    `json:"reason"`
	ReasonLabel  string    `json:"reason_label"`
	Items        []Asked   `json:"items"`
	Answer       string    `json:"answer,omitempty" doc:"What staff said to it."`
	At           time.Time `json:"at"`
	AtText       string    `json:"at_text"`
	CanWithdraw  bool      `json:"can_withdraw"`
}

func (v RequestView) open() bool { return v.State == asked || v.State == approved }

func (r reader) request(m request) RequestView {
	v := RequestView{
		ID: m.UID, Kind: m.Kind, KindLabel: r.t("orders.kind." + m.Kind), State: m.State, Label: r.label(m), OrderNumber: m.OrderNumber,
		Refund: m.Refund, Reason: m.Reason, ReasonLabel: r.t("orders.reason." + m.Reason), Items: m.Items, Answer: m.Answer,
		At: m.CreatedAt, AtText: r.format.DateTime(m.CreatedAt), CanWithdraw: m.State == asked,
	}
	if m.TicketNumber != 0 {
		v.TicketNumber = &m.TicketNumber
	}
	if m.Refund != nil {
		v.RefundText = r.format.Won(*m.Refund)
	}
	if v.Items == nil {
		v.Items = []Asked{}
	}
	return v
}

// label says how the request stands and, while it waits, by when it is answered.
func (r reader) label(m request) string {
	if m.State == done {
		return r.t("orders.state.done_" + m.Kind)
	}
	if m.State != asked || m.DueAt == nil {
		return r.t("orders.state." + m.State)
	}
	due, today := m.DueAt.In(r.zone), r.format.Now.In(r.zone)
	if due.Format(time.DateOnly) == today.Format(time.DateOnly) {
		return r.t("orders.state.asked_today")
	}
	return r.t("orders.state.asked_by", "when", r.format.DateTime(due))
}
