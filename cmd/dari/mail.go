package main

import (
	"context"
	"fmt"

	"dari/internal/config"
	"dari/internal/i18n"
	"dari/internal/korean"
	"dari/internal/postgres"
	"dari/internal/staff"
	"dari/notify"
	"dari/notify/consent"
	"dari/tickets"
	"dari/tickets/mail"

	"github.com/jackc/pgx/v5"
)

// wireMail connects what comes in by mail: answers go into conversations, reports to the ledger.
func (a *app) wireMail() {
	a.mail = mail.New(mail.Options{
		DB: a.db, Log: a.log, Secret: a.cfg.Secret, Files: a.uploads, Own: a.ownMail, Lease: 5 * a.cfg.Lease, Keep: a.cfg.MailKeepDays,
		Blocked: a.guide.Blocked, Bounced: noteBounce, Complained: noteComplaint, Flag: a.flagLoop,
	})
}

// mailDoors are the ways in that run beside the requests: mailboxes that are fetched from, and where mail
// servers hand mail in.
func (a *app) mailDoors() (map[string]func(context.Context) error, error) {
	run := map[string]func(context.Context) error{"mail": a.mail.Run}
	for i, address := range a.cfg.IMAPURLs {
		f, err := a.mail.NewFetcher(address)
		if err != nil {
			return nil, config.Error{Name: "DARI_IMAP_URL", Problem: fmt.Sprintf("cannot be used (the address at place %d): %v", i+1, err)}
		}
		run[fmt.Sprintf("mailbox %d", i+1)] = f.Run
	}
	if a.cfg.MailListen != "" {
		l, err := a.mail.NewListener(a.cfg.MailListen, a.cfg.MailTo)
		if err != nil {
			return nil, config.Error{Name: "DARI_MAIL_LISTEN", Problem: "cannot be used: " + err.Error()}
		}
		run["mail servers"] = l.Run
	}
	return run, nil
}

// ownMail tells which mails are the shop's own: the sender of its mails and what it takes mail in for.
func (a *app) ownMail(ctx context.Context, q postgres.Querier) (mail.Own, error) {
	set, err := staff.Shop(ctx, q)
	if err != nil {
		return mail.Own{}, err
	}
	host, err := notify.MessageHost(ctx, q)
	own := mail.Own{Host: host}
	given := append([]string{set.SenderEmail}, a.cfg.MailTo...)
	for _, box := range a.cfg.IMAPURLs { // what is fetched from it was written to it
		given = append(given, mail.AddressOf(box))
	}
	for _, address := range given {
		if key, bad := korean.NormalizeEmail(address); bad == nil {
			own.Addresses = append(own.Addresses, key)
		}
	}
	return own, err
}

// flagLoop marks a ticket whose sender seems to be a program that answers our automatic replies.
func (a *app) flagLoop(ctx context.Context, tx pgx.Tx, number int64) error {
	tag := i18n.T(i18n.Korean, "mail.loop_tag")
	_, _, err := a.tickets.ApplyTx(ctx, tx, staff.Actor{Kind: staff.KindSystem}, number, tickets.Change{AddTags: []string{tag}, Cause: "mail"})
	return err
}

func noteBounce(ctx context.Context, tx pgx.Tx, b mail.Bounce) (bool, error) {
	return notify.NoteBounce(ctx, tx, notify.Bounce{
		Delivery: b.Delivery, MessageIDs: b.MessageIDs, Hard: b.Hard, Reason: b.Reason, Code: b.Code, Text: b.Text,
	})
}

// noteComplaint takes a complaint for the withdrawal of consent that it is. Nothing more is sent about it
// to somebody who has just called our mail spam.
func noteComplaint(ctx context.Context, tx pgx.Tx, b mail.Bounce) (bool, error) {
	r, known, err := notify.NoteComplaint(ctx, tx, b.Delivery, b.MessageIDs)
	if err != nil || !known || r.CustomerID == 0 {
		return known, err
	}
	_, err = consent.Record(ctx, tx, consent.Change{
		CustomerID: r.CustomerID, Channel: notify.Email, Granted: false, Source: "complaint", Told: true,
	})
	return true, err
}
