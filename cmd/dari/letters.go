package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"dari/internal/fault"
	"dari/internal/postgres"
	"dari/internal/thread"
	"dari/notify"
	"dari/notify/email"
	"dari/tickets/letters"

	"dari/chat"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// wireLetters connects what staff write by mail to the ledger that sends it.
func (a *app) wireLetters() {
	a.letters = letters.New(letters.Options{
		DB: a.db, Log: a.log, Mail: a.mail, Plan: planLetters, Standing: standingOf, Received: planReceived, News: planNews,
		TakeBack: func(ctx context.Context, tx pgx.Tx, id int64) (bool, error) {
			return notify.TakeBack(ctx, tx, notify.SourceMessage, id, "unsent")
		},
		Again: func(ctx context.Context, tx pgx.Tx, id int64, maybe bool) (int, error) {
			return notify.SendAgain(ctx, tx, notify.SourceMessage, id, maybe)
		},
		Wake: func() { a.notify.Wake(notify.LaneDirect) }, Host: notify.MessageHost, Unreachable: notify.Unreachable,
		Publish: a.toConsoles, Withdrawn: chat.Withdrawn(a.hub), Authorize: a.staff.Authorize, TicketURL: a.ticketURL,
	})
}

func planLetters(ctx context.Context, tx pgx.Tx, list []letters.Letter) error {
	var planned []notify.NewDelivery
	for _, l := range list {
		m := notify.Letter{
			Subject: l.Subject, Body: l.Body, QuoteHead: l.QuoteHead, Quote: l.Quote, ReplyTo: l.ReplyTo,
			InReplyTo: l.InReplyTo, References: l.References, Files: l.Files,
		}
		for _, r := range l.To {
			m.To = append(m.To, notify.Person{Name: r.Name, Address: r.Address})
		}
		for _, r := range l.Cc {
			m.Cc = append(m.Cc, notify.Person{Name: r.Name, Address: r.Address})
		}
		fields := m.Fields()
		for i, address := range l.Recipients {
			d := notify.NewDelivery{
				Class: notify.Reply, SourceKind: notify.SourceMessage, SourceID: l.ID, Kind: notify.KindReply, Channel: notify.Email,
				Address: address, Lang: l.Lang, Fields: fields, NotBefore: l.NotBefore, MessageID: l.MessageID,
			}
			if i == 0 {
				d.CustomerID = l.CustomerID
			}
			planned = append(planned, d)
		}
	}
	_, err := notify.Plan(ctx, tx, planned)
	return err
}

func standingOf(ctx context.Context, q postgres.Querier, ids []int64) ([]letters.Standing, error) {
	list, err := notify.StandingOf(ctx, q, notify.SourceMessage, ids)
	out := make([]letters.Standing, len(list))
	for i, s := range list {
		out[i] = letters.Standing{LetterID: s.SourceID, Address: s.Address, State: string(s.State), Reason: s.Reason}
	}
	return out, err
}

func planReceived(ctx context.Context, tx pgx.Tx, r letters.Received) error {
	_, err := notify.PlanReceived(ctx, tx, notify.Received{
		TicketID: r.TicketID, Number: r.Number, Address: r.Address, CustomerID: r.CustomerID, Lang: r.Lang, Due: r.Due, URL: r.URL,
		Subject: r.Subject, ReplyTo: r.ReplyTo, InReplyTo: r.InReplyTo, References: r.References, Auto: true,
	})
	return err
}

func planNews(ctx context.Context, tx pgx.Tx, n letters.News) (string, error) {
	return notify.PlanNews(ctx, tx, notify.News{
		ID: n.ID, Address: n.Address, CustomerID: n.CustomerID, Lang: n.Lang, Text: n.Text, URL: n.URL, Subject: n.Subject,
		ReplyTo: n.ReplyTo, InReplyTo: n.InReplyTo, References: n.References,
	})
}

// filesOf reads what goes with a mail. What is not there any more fails the mail; a storage that does not
// answer lets it wait.
func (a *app) filesOf(ctx context.Context, ids []uuid.UUID) ([]email.File, error) {
	out := make([]email.File, 0, len(ids))
	total := int64(0)
	for _, id := range ids {
		stored, err := a.uploads.Signed(ctx, id)
		if fault.Is(err, fault.NotFound) {
			return nil, notify.ErrNoFile
		}
		if err != nil {
			return nil, err
		}
		if total += stored.Size; total > letters.MaxBytes {
			return nil, fmt.Errorf("%w: they are too large together", notify.ErrNoFile)
		}
		f, err := a.fileOf(ctx, stored)
		if err != nil {
			return nil, err
		}
		out = append(out, f)
	}
	return out, nil
}

func (a *app) fileOf(ctx context.Context, stored thread.Stored) (f email.File, err error) {
	r, err := a.uploads.Read(ctx, stored, false)
	if err != nil {
		return f, err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	content, err := io.ReadAll(io.LimitReader(r, letters.MaxBytes+1))
	if err != nil {
		return f, fmt.Errorf("read a file for a mail: %w", err)
	}
	return email.File{Name: stored.Name, Type: stored.Type, Content: content}, nil
}

// returnTo is where a mail comes back to when it cannot be delivered: to us, if we take mail in.
func (a *app) returnTo(delivery uuid.UUID, host string) string {
	if len(a.cfg.IMAPURLs) == 0 && a.cfg.MailListen == "" {
		return ""
	}
	return a.mail.BounceAddress(delivery, host)
}

// dkim is the key that mails are signed with, if there is one.
func (a *app) dkim() (*email.DKIM, error) {
	if a.cfg.DKIMKey == "" {
		return nil, nil //nolint:nilnil // mails are not signed here
	}
	key, err := email.ReadKey(a.cfg.DKIMKey)
	if err != nil {
		return nil, err
	}
	return &email.DKIM{Domain: a.cfg.DKIMDomain, Selector: a.cfg.DKIMSelector, Key: key}, nil
}
