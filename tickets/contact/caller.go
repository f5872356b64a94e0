package contact

import (
	"context"
	"fmt"
	"time"

	"dari/internal/api"
	"dari/internal/fault"
	"dari/internal/korean"
	"dari/internal/postgres"
	"dari/internal/shop"
	"dari/internal/staff"

	"github.com/jackc/pgx/v5"
)

type callerInput struct {
	Phone string `query:"phone" required:"true" minLength:"1" maxLength:"40" doc:"As the telephone shows it."`
}

// Caller is who calls from a number, as far as the shop knows.
type Caller struct {
	PhoneMasked string         `json:"phone_masked"`
	Customer    *CallerPerson  `json:"customer" doc:"Null: nobody is known by that number."`
	Tickets     []CallerTicket `json:"tickets" doc:"Those that are not settled, the newest first."`
	Orders      []CallerOrder  `json:"orders" doc:"The last five, for who may read orders."`
}

// CallerPerson is the customer.
type CallerPerson struct {
	ID   int64    `json:"id"`
	Ref  string   `json:"ref"`
	Name string   `json:"name"`
	Tags []string `json:"tags"`
}

// CallerTicket is one of their tickets.
type CallerTicket struct {
	Number        int64     `json:"number"`
	Subject       string    `json:"subject"`
	State         string    `json:"state" enum:"new,open,waiting"`
	Channel       string    `json:"channel"`
	LastMessageAt time.Time `json:"last_message_at"`
}

// CallerOrder is one of their orders.
type CallerOrder struct {
	Number   string    `json:"number"`
	Status   string    `json:"status"`
	Name     string    `json:"name" doc:"Of its buyer."`
	PlacedAt time.Time `json:"placed_at"`
}

const (
	sqlCallerTickets = `
SELECT number, subject, state, channel, last_message_at FROM dari.tickets
WHERE customer_id = $1 AND state IN ('new', 'open', 'waiting') AND NOT spam AND merged_into IS NULL ORDER BY last_message_at DESC LIMIT 20`
	lastOrders = 5
)

func (s *Service) handleCaller(ctx context.Context, in *callerInput) (*api.OK[Caller], error) {
	actor := staff.From(ctx)
	if !actor.Can("customers:read") {
		return nil, fault.New(fault.Forbidden, "forbidden")
	}
	phone, err := korean.NormalizePhone(in.Phone)
	if err != nil {
		return nil, fault.Field("contact.phone_form", "query.phone")
	}
	out := Caller{PhoneMasked: korean.MaskPhone(phone), Tickets: []CallerTicket{}, Orders: []CallerOrder{}}
	c, err := shop.FindByIdentity(ctx, s.DB, shop.ByPhone, phone)
	if fault.Is(err, fault.NotFound) {
		return api.Reply(out), nil
	}
	if err != nil {
		return nil, err
	}
	out.Customer = &CallerPerson{ID: c.ID, Ref: c.Ref, Name: c.Name, Tags: append([]string{}, c.Tags...)}
	if out.Tickets, err = callerTickets(ctx, s.DB, c.ID); err != nil || !actor.Can("orders:read") {
		return api.Reply(out), err
	}
	orders, err := shop.OrdersOf(ctx, s.DB, c.ID)
	for _, o := range orders[:min(len(orders), lastOrders)] {
		out.Orders = append(out.Orders, CallerOrder{o.Number, o.Status, o.BuyerName, o.PlacedAt})
	}
	return api.Reply(out), err
}

func callerTickets(ctx context.Context, q postgres.Querier, customerID int64) ([]CallerTicket, error) {
	rows, _ := q.Query(ctx, sqlCallerTickets, customerID) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[CallerTicket])
	if err != nil {
		return nil, fmt.Errorf("read the open tickets of customer %d: %w", customerID, err)
	}
	if list == nil {
		list = []CallerTicket{}
	}
	return list, nil
}
