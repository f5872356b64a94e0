package main

import (
	"context"
	"fmt"

	"dari/notify"
	"dari/tickets/alerts"
	"dari/tickets/mentions"
	"dari/tickets/sla"

	"github.com/jackc/pgx/v5"
)

// wireSLA connects the clocks of tickets: consoles are shown deadlines that move, and a shopper who
// is not in the chat is told by mail or SMS of a promise that slips.
func (a *app) wireSLA() {
	a.sla = sla.New(sla.Options{
		DB: a.db, Log: a.log, Publish: a.toConsoles, Slipped: a.tellSlip, Wake: func() { a.notify.Wake(notify.LaneDirect) },
	})
}

// toConsoles sends a frame of JSON to sockets of staff; the letter says that it is one.
func (a *app) toConsoles(ctx context.Context, topic string, frame []byte) {
	a.hub.Publish(ctx, topic, append([]byte{'j'}, frame...))
}

func (a *app) tellSlip(ctx context.Context, tx pgx.Tx, s sla.Slip) error {
	to, found, err := a.follow.Reach(ctx, tx, s.ConversationID)
	if err != nil || !found {
		return err
	}
	_, err = notify.Plan(ctx, tx, []notify.NewDelivery{{
		Class: notify.Reply, Channel: notify.Channel(to.Channel), SourceKind: "promise", SourceID: s.PromiseID, Kind: "promise.slip",
		Address: to.Address, CustomerID: to.CustomerID, Lang: to.Lang, NotBefore: to.NotBefore, ExpiresAt: s.Due,
		Fields: map[string]string{"promise.was": s.WasText, "promise.due": s.DueText, "ticket.number": fmt.Sprint(s.Number)},
	}})
	return err
}

// wireAlerts connects what tells staff: frames on their screens, and mail and text messages of the
// class for the shop's own people.
func (a *app) wireAlerts() {
	a.alerts = alerts.New(alerts.Options{
		DB: a.db, Log: a.log, PublicURL: a.cfg.PublicURL, Publish: a.toConsoles,
		Send: planAlerts, Wake: func() { a.notify.Wake(notify.LaneNotice) },
	})
	a.mentions = mentions.New(mentions.Options{DB: a.db, Publish: a.toConsoles})
}

func planAlerts(ctx context.Context, tx pgx.Tx, list []alerts.Letter) error {
	planned := make([]notify.NewDelivery, len(list))
	for i, l := range list {
		planned[i] = notify.NewDelivery{
			Class: notify.Staff, Channel: notify.Channel(l.Channel), SourceKind: "alert", SourceID: l.AlertID, Kind: "staff.alert",
			Address: l.Address, Lang: l.Lang, Fields: map[string]string{"alert.title": l.Title, "alert.text": l.Text, "alert.url": l.URL},
		}
	}
	_, err := notify.Plan(ctx, tx, planned)
	return err
}
