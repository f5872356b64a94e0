package main

import (
	"context"

	"dari/chat/orders"
	"dari/internal/webhook"
	"dari/tickets"
	"dari/tickets/returns"

	"github.com/jackc/pgx/v5"
)

// wireReturns connects what is done with orders: the shopper's requests, which become returns, the people who
// approve them, and the shop, which is called. Only `dari dev` calls this machine itself.
func (a *app) wireReturns(local bool) {
	a.returns = returns.New(returns.Options{
		DB: a.db, Log: a.log, Tickets: a.tickets, Client: webhook.NewClient(webhook.Options{Local: local}), PublicURL: a.cfg.PublicURL,
		Publish: a.toConsoles, Mail: a.letters.Tell, MoveRequest: a.cards.Move, Nudge: func() { a.relay.Nudge() },
		Alert: func(ctx context.Context, tx pgx.Tx, ticketID int64, staffIDs []int64, key, text string) error {
			return a.alerts.Alert(ctx, tx, ticketID, staffIDs, key, text)
		},
	})
}

// whyOf says a shopper's reason in the words of returns.
var whyOf = map[string]string{"broken": "damaged", "wrong": "moved", "different": "wrong"}

// takeRequest makes a shopper's request to cancel, to send back, or for another address, a return, which is approved
// and carried out as one that staff ask for. Other changes are words, which a person reads.
func (a *app) takeRequest(ctx context.Context, tx pgx.Tx, t orders.Ticket, id, number int64) error {
	if t.Type == tickets.Reorder {
		return nil
	}
	asked := returns.Asking{ClientID: t.Request, Kind: t.Type, Reason: t.Reason, Text: t.Text, Amount: t.Refund, Photos: t.Files}
	if other, known := whyOf[t.Reason]; known {
		asked.Reason = other
	}
	if t.Type != returns.Address {
		for _, it := range t.Items {
			asked.Items = append(asked.Items, returns.Item{Line: it.ID, Quantity: it.Quantity, Title: it.Title, Option: it.Option})
		}
	}
	if t.Address != nil {
		asked.Address = &returns.Place{Name: t.Address.Name, Phone: t.Address.Phone, Zip: t.Address.Zip, Line1: t.Address.Line1, Line2: t.Address.Line2}
	}
	return a.returns.Take(ctx, tx, returns.Wanted{Request: t.Request, TicketID: id, Number: number, OrderID: t.OrderID, Asking: asked})
}
