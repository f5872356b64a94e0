package main

import (
	"context"
	"maps"
	"strconv"
	"time"

	"dari/chat/orders"
	"dari/internal/postgres"
	"dari/internal/shop"
	"dari/internal/shop/hours"
	"dari/internal/staff"
	"dari/notify"
	"dari/tickets"
	"dari/tickets/returns"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// wireOrders connects the orders in the chat with the lanes that carry codes and with the queue.
func (a *app) wireOrders() {
	a.cards = orders.New(orders.Options{
		DB: a.db, Log: a.log, Chat: a.chat, Secret: a.cfg.Secret, Promise: a.promise,
		PublicURL: a.cfg.PublicURL, Render: a.render, Failed: a.pageFailed,
		SendCodes: sendCodes, Sent: func() { a.notify.Wake(notify.LaneDirect) }, Nudge: func() { a.relay.Nudge() },
		LockQueue: tickets.Lock, OpenTicket: a.openTicket, Carried: returns.Carries, Returns: returnable, Files: a.uploads,
		Withdrawn: func(ctx context.Context, tx pgx.Tx, request uuid.UUID) error {
			return a.returns.Withdraw(ctx, tx, request)
		},
	})
}

// orderPages are the addresses of orders' pages for notices: whole in a mail, short in an SMS. What is only looked at
// before it is sent shows where an address will stand.
func (a *app) orderPages(ctx context.Context, channel notify.Channel, of []notify.PageOf) (map[int64]string, error) {
	pages := make(map[int64]string, len(of))
	var short []orders.LinkFor
	for _, p := range of {
		switch {
		case p.DeliveryID <= 0:
			pages[p.DeliveryID] = a.cfg.PublicURL + "/o/…"
		case channel == notify.SMS:
			short = append(short, orders.LinkFor{MessageID: p.DeliveryID, OrderID: p.OrderID})
		default:
			pages[p.DeliveryID] = a.cards.PageURL(p.OrderID)
		}
	}
	if len(short) == 0 {
		return pages, nil
	}
	urls, err := a.cards.ShortURLs(ctx, short)
	maps.Copy(pages, urls)
	return pages, err
}

// returnable asks the room of returns what of an order can be sent back.
func returnable(ctx context.Context, q postgres.Querier, o shop.Order, kind string, items []orders.Asked) (orders.Returnable, error) {
	list := make([]returns.Item, len(items))
	for i, it := range items {
		list[i] = returns.Item{Line: it.ID, Quantity: it.Quantity}
	}
	quote, err := returns.QuoteOf(ctx, q, o, kind, list)
	back := orders.Returnable{Left: make(map[int]int, len(quote.Lines)), Amount: quote.Amount, Until: quote.WithdrawUntil, Late: quote.Late}
	for _, l := range quote.Lines {
		back.Left[l.Line] = l.Left
	}
	return back, err
}

func sendCodes(ctx context.Context, tx pgx.Tx, codes []orders.Code) error {
	list := make([]notify.NewDelivery, len(codes))
	for i, c := range codes {
		list[i] = notify.NewDelivery{
			Class: notify.Code, SourceKind: notify.SourceEvent, SourceID: c.EventID, Kind: "code", Channel: notify.Channel(c.Channel),
			Address: c.Address, CustomerID: c.CustomerID, OrderID: c.OrderID, Lang: c.Lang, ExpiresAt: c.ExpiresAt,
			Fields: map[string]string{"code.value": c.Code, "code.minutes": strconv.Itoa(c.Minutes)},
		}
	}
	_, err := notify.Plan(ctx, tx, list)
	return err
}

func (a *app) openTicket(ctx context.Context, tx pgx.Tx, t orders.Ticket) (id, number int64, err error) {
	opened, err := a.tickets.Request(ctx, tx, tickets.Request{
		ConversationID: t.ConversationID, Type: t.Type, OrderID: t.OrderID, Subject: t.Subject, DueAt: t.DueAt,
	})
	if err != nil {
		return 0, 0, err
	}
	return opened.ID, opened.Number, a.takeRequest(ctx, tx, t, opened.ID, opened.Number)
}

// promise is by when staff answer what is asked now, by the shop's calendar; a shop that never opens
// has a day.
func (a *app) promise(ctx context.Context, now time.Time) (time.Time, error) {
	return a.dueBy(ctx, now, func(c *hours.Calendar) (time.Time, bool) { return c.Promise(now) })
}

// dueBy counts a moment out by the shop's calendar; where that finds none, it is a day from now.
func (a *app) dueBy(ctx context.Context, now time.Time, count func(c *hours.Calendar) (time.Time, bool)) (time.Time, error) {
	settings, err := staff.Shop(ctx, a.db)
	if err != nil {
		return now, err
	}
	stored, err := hours.Load(ctx, a.db, settings.Location())
	if err != nil {
		return now, err
	}
	if due, found := count(hours.New(stored.Plan)); found {
		return due, nil
	}
	return now.Add(24 * time.Hour), nil
}
