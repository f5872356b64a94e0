package main

import (
	"context"
	"strconv"

	"dari/internal/api"
	"dari/internal/postgres"
	"dari/internal/shop"
	"dari/internal/staff"
	"dari/internal/thread"
	"dari/notify"
	"dari/notify/consent"
	"dari/notify/coupon"
	"dari/tickets"

	"github.com/jackc/pgx/v5"
)

// mergeRooms are all who keep rows of people, in the order in which they bring them over: tickets stand
// on conversations, and what may be sent on consents.
func mergeRooms() []shop.MergeRoom {
	return append(
		shop.MergeRooms(),
		shop.RowsRoom("thread.mails", thread.MoveMails, thread.ReturnMails, thread.CountTalks),
		shop.RowsRoom("tickets", tickets.MovePerson, tickets.ReturnPerson, tickets.CountPerson),
		shop.MergeRoom{Name: "consent", Move: consent.MovePerson, Back: consent.ReturnPerson},
		shop.MergeRoom{Name: "coupon", Move: coupon.MovePerson, Back: coupon.ReturnPerson, Count: coupon.CountPerson},
		shop.MergeRoom{Name: "notify", Move: notify.MovePerson, Back: notify.ReturnPerson, Count: notify.CountPerson},
	)
}

// mergeConsents says what would hold for two people who are one.
func mergeConsents(ctx context.Context, q postgres.Querier, from, into int64) ([]shop.MergeConsent, error) {
	list, err := consent.PreviewMerge(ctx, q, from, into)
	if err != nil {
		return nil, err
	}
	out := make([]shop.MergeConsent, len(list))
	for i, m := range list {
		out[i] = shop.MergeConsent{Channel: string(m.Channel), Purpose: string(m.Purpose), From: m.From, Into: m.Into, Granted: m.Granted}
	}
	return out, nil
}

// personDone writes what staff did about a person into the audit log, and as a line into the history of
// the ticket it was done beside.
func personDone(ctx context.Context, tx pgx.Tx, act shop.Act) (*int64, error) {
	actor := staff.From(ctx)
	kind := "customer"
	if act.Order {
		kind = "order"
	}
	entry := staff.By(actor, act.Name, kind, strconv.FormatInt(act.ID, 10))
	entry.IP, entry.Detail = api.IPFrom(ctx), act.Detail
	if act.Ticket != 0 {
		if entry.Detail == nil {
			entry.Detail = map[string]any{}
		}
		entry.Detail["ticket"] = act.Ticket
		if err := tickets.Serve(ctx, tx, actor, act.Ticket, act.Say, act.Subject); err != nil {
			return nil, err
		}
	}
	if err := staff.Append(ctx, tx, entry); err != nil || actor.Kind != staff.KindStaff {
		return nil, err
	}
	return &actor.ID, nil
}
