package tickets

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"dari/internal/korean"
	"dari/internal/shop"
	"dari/internal/staff"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// Detail is a ticket with all that belongs beside it.
type Detail struct {
	Ticket
	Customer *Customer     `json:"customer" doc:"Null for a visitor, and for who may not read customers."`
	Order    *shop.Order   `json:"order" doc:"The order the ticket is about."`
	Steps    []Shown       `json:"steps" doc:"The way of its type as the customer sees it."`
	Next     []string      `json:"next" doc:"The steps that may follow."`
	Spans    []Covered     `json:"spans" doc:"What it covers: parts of conversations, in the order of time."`
	Events   []HistoryLine `json:"events" doc:"The history without messages, newest 500, oldest first."`
}

// Customer is the shopper as the panel shows them.
type Customer struct {
	ID          int64          `json:"id"`
	Ref         string         `json:"ref"`
	Name        string         `json:"name"`
	PhoneMasked string         `json:"phone_masked"`
	Email       string         `json:"email"`
	Birthday    *shop.Birthday `json:"birthday"`
	Tags        []string       `json:"tags"`
	Consents    []Consent      `json:"consents"`
	Orders      []shop.Order   `json:"orders"`
	Coupons     []Coupon       `json:"coupons"`
}

// HistoryLine is one event as the console shows it.
type HistoryLine struct {
	Seq   int64          `json:"seq"`
	Kind  string         `json:"kind" enum:"opened,assigned,released,routed,returned,identified,noted,solved,reopened,closed,typed,withdrawn,rated,followed,promised,called"`
	Actor Doer           `json:"actor"`
	Data  map[string]any `json:"data"`
	At    time.Time      `json:"at"`
}

// Doer is who did it.
type Doer struct {
	Kind string `json:"kind" enum:"shopper,agent,system"`
	Name string `json:"name"`
}

// Read is the ticket with its panel, as far as the actor may see it.
func (s *Service) Read(ctx context.Context, actor staff.Actor, number int64) (Detail, error) {
	ticket, err := ticketByNumber(ctx, s.db, number)
	if err != nil {
		return Detail{}, err
	}
	d := Detail{Ticket: ticket}
	if d.Events, err = s.history(ctx, ticket.ID); err != nil {
		return Detail{}, err
	}
	if err := s.readWay(ctx, &d); err != nil {
		return Detail{}, err
	}
	orders := actor.Can("orders:read")
	if orders && ticket.OrderNumber != "" {
		order, err := shop.OrderByNumber(ctx, s.db, ticket.OrderNumber)
		if err != nil {
			return Detail{}, err
		}
		mask(&order)
		d.Order = &order
	}
	if ticket.CustomerID != nil && actor.Can("customers:read") {
		if d.Customer, err = s.customer(ctx, *ticket.CustomerID, orders); err != nil {
			return Detail{}, err
		}
	}
	return d, nil
}

// Covered is a part of a conversation that a ticket covers.
type Covered struct {
	Conversation uuid.UUID `json:"conversation"`
	Kind         string    `json:"kind" enum:"chat,mail"`
	Title        string    `json:"title"`
	FromSeq      int64     `json:"from_seq"`
	ToSeq        *int64    `json:"to_seq" doc:"Null: what the shopper writes next belongs to it."`
	LastSeq      int64     `json:"last_seq"`
}

const sqlCovered = `
SELECT v.uid, v.kind, v.title, s.from_seq, s.to_seq, s.last_seq
FROM dari.ticket_conversations s
JOIN dari.conversations v ON v.id = s.conversation_id
LEFT JOIN dari.messages m ON m.conversation_id = s.conversation_id AND m.seq = s.from_seq
WHERE s.ticket_id = $1 ORDER BY m.created_at, s.conversation_id, s.from_seq`

// readWay reads how far the ticket has come, and what it covers.
func (s *Service) readWay(ctx context.Context, d *Detail) error {
	form, err := typeOf(ctx, s.db, d.Type, true)
	if err != nil {
		return err
	}
	d.Steps, d.Next = form.Bar(d.Step, d.State), form.after(d.Step)
	rows, _ := s.db.Query(ctx, sqlCovered, d.ID) // CollectRows reports this error
	if d.Spans, err = pgx.CollectRows(rows, pgx.RowToStructByPos[Covered]); err != nil {
		return fmt.Errorf("read what ticket %d covers: %w", d.Number, err)
	}
	return nil
}

func (s *Service) customer(ctx context.Context, id int64, withOrders bool) (*Customer, error) {
	c, err := shop.CustomerByID(ctx, s.db, id)
	if err != nil {
		return nil, err
	}
	out := &Customer{
		ID: c.ID, Ref: c.Ref, Name: c.Name, PhoneMasked: korean.MaskPhone(c.Phone), Email: c.Email, Birthday: c.Birthday, Tags: c.Tags,
		Consents: []Consent{}, Orders: []shop.Order{}, Coupons: []Coupon{},
	}
	if withOrders {
		if out.Orders, err = shop.OrdersOf(ctx, s.db, id); err != nil {
			return nil, err
		}
		for i := range out.Orders {
			mask(&out.Orders[i])
		}
	}
	if s.consents != nil {
		if out.Consents, err = s.consents(ctx, s.db, id); err != nil {
			return nil, fmt.Errorf("read the consents of customer %d: %w", id, err)
		}
	}
	if s.coupons != nil {
		if out.Coupons, err = s.coupons(ctx, s.db, id); err != nil {
			return nil, fmt.Errorf("read the coupons of customer %d: %w", id, err)
		}
	}
	return out, nil
}

// mask hides the buyer's number: the panel shows none in the clear.
func mask(o *shop.Order) { o.BuyerPhone = korean.MaskPhone(o.BuyerPhone) }

const sqlHistory = `
SELECT h.seq, h.kind, h.actor_kind, h.data, h.at, coalesce(a.name, ''), coalesce(w.name, '')
FROM (SELECT e.seq, e.kind, e.actor_kind, e.actor_id, e.data, e.at FROM dari.ticket_events e
      WHERE e.ticket_id = $1 AND e.kind <> 'message' ORDER BY e.seq DESC LIMIT 500) h
LEFT JOIN dari.staff a ON h.actor_kind = 'agent' AND a.id = h.actor_id
LEFT JOIN dari.staff w ON w.id = (h.data->>'owner_id')::bigint
ORDER BY h.seq`

func (s *Service) history(ctx context.Context, ticketID int64) ([]HistoryLine, error) {
	rows, _ := s.db.Query(ctx, sqlHistory, ticketID) // CollectRows reports this error
	lines, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (HistoryLine, error) {
		var l HistoryLine
		var data []byte
		var owner string
		if err := row.Scan(&l.Seq, &l.Kind, &l.Actor.Kind, &data, &l.At, &l.Actor.Name, &owner); err != nil {
			return l, err
		}
		if err := json.Unmarshal(data, &l.Data); err != nil {
			return l, fmt.Errorf("decode event %d: %w", l.Seq, err)
		}
		if owner != "" {
			l.Data["owner_name"] = owner
		}
		return l, nil
	})
	if err != nil {
		return nil, fmt.Errorf("read the history of ticket %d: %w", ticketID, err)
	}
	return slices.Clip(lines), nil
}
