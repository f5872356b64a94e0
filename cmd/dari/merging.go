package main

import (
	"context"
	"strconv"

	"dari/internal/api"
	"dari/internal/fault"
	"dari/internal/postgres"
	"dari/internal/shop"
	"dari/internal/shop/hours"
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

// parcelDays are the working days from the end of production to the buyer: one to pack, one on the way.
const parcelDays = 2

// arrive is the day on which what is made on a day arrives, by the shop's calendar.
func arrive(ctx context.Context, q postgres.Querier, made string) (string, error) {
	set, err := staff.Shop(ctx, q)
	if err != nil {
		return "", err
	}
	calendar, err := hours.Load(ctx, q, set.Location())
	if err != nil {
		return "", err
	}
	day, err := hours.ParseDate(made)
	if err != nil {
		return "", fault.Field("shop.date_form", "made")
	}
	work := hours.New(calendar.Plan)
	for left, tried := parcelDays, 0; left > 0 && tried < 60; tried++ {
		if day++; len(work.Hours(day)) > 0 {
			left--
		}
	}
	return day.String(), nil
}

// foretell is what the buyer of a pre-order would be told.
func (a *app) foretell(ctx context.Context, q postgres.Querier, o shop.Order, eta, reason string) ([]shop.ArrivalNotice, error) {
	list, err := a.notify.Foretell(ctx, q, o, eta, reason)
	out := make([]shop.ArrivalNotice, len(list))
	for i, n := range list {
		out[i] = shop.ArrivalNotice{Channel: string(n.Channel), To: n.To, Subject: n.Subject, Text: n.Text}
	}
	return out, err
}

// couponGiven writes the line of a coupon into the ticket it was given beside.
func couponGiven(ctx context.Context, tx pgx.Tx, ticket, _ int64) error {
	return tickets.Serve(ctx, tx, staff.From(ctx), ticket, "coupon", "")
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
	if act.Name == "order.arrival" && actor.Kind == staff.KindStaff && !actor.Can("reports:read") {
		set, err := staff.Shop(ctx, tx)
		if err != nil {
			return nil, err
		}
		// Whoever answers for agents moves what was promised by any number of days.
		if days := set.Bounds().ArrivalDays; act.Days > days || act.Days < -days {
			return nil, fault.New(fault.Forbidden, "shop.arrival_role", fault.Arg("days", days))
		}
	}
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
