package main

import (
	"context"
	"strconv"

	"dari/notify"
	"dari/tickets/contact"

	"github.com/jackc/pgx/v5"
)

// wireContact connects the form for who has no account to the notices that answer it.
func (a *app) wireContact() {
	a.contact = contact.New(contact.Options{
		DB: a.db, Log: a.log, Secret: a.cfg.Secret, PublicURL: a.cfg.PublicURL, Files: a.uploads,
		Received: a.formReceived, SendCodes: sendTicketCodes, Sent: func() { a.notify.Wake(notify.LaneDirect) },
		MayWrite: a.guide.MayWrite, Nudge: func() { a.relay.Nudge() }, Render: a.render, Failed: a.pageFailed,
	})
}

// formReceived tells the writer of a form its number. Where we take mail in, they may answer the notice.
func (a *app) formReceived(ctx context.Context, tx pgx.Tx, r contact.Received) error {
	n := notify.Received{
		TicketID: r.TicketID, Number: r.Number, Address: r.Address, Phone: r.Phone,
		CustomerID: r.CustomerID, Lang: r.Lang, Due: r.Due, URL: r.URL, Subject: r.Subject,
	}
	if len(a.cfg.IMAPURLs) > 0 || a.cfg.MailListen != "" {
		host, err := notify.MessageHost(ctx, tx)
		if err != nil {
			return err
		}
		n.ReplyTo = a.mail.ReplyTo(r.ConversationID, host)
	}
	_, err := notify.PlanReceived(ctx, tx, n)
	return err
}

func sendTicketCodes(ctx context.Context, tx pgx.Tx, codes []contact.Code) error {
	list := make([]notify.NewDelivery, len(codes))
	for i, c := range codes {
		list[i] = notify.NewDelivery{
			Class: notify.Code, SourceKind: notify.SourceEvent, SourceID: c.EventID, Kind: "code", Channel: notify.SMS, Address: c.Phone,
			CustomerID: c.CustomerID, Lang: c.Lang, ExpiresAt: c.ExpiresAt,
			Fields: map[string]string{"code.value": c.Code, "code.minutes": strconv.Itoa(c.Minutes)},
		}
	}
	_, err := notify.Plan(ctx, tx, list)
	return err
}

// ticketURL is where a requester looks at their ticket.
func (a *app) ticketURL(_ context.Context, _ pgx.Tx, ticketID int64) (string, error) {
	return a.contact.URL(ticketID), nil
}
