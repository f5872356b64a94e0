package main

import (
	"context"
	"encoding/json"
	"strings"

	"dari/chat"
	"dari/internal/fault"
	"dari/internal/postgres"
	"dari/internal/staff"
	"dari/tickets/action"
	"dari/tickets/bulk"
	"dari/tickets/later"
	"dari/tickets/replies"
	"dari/tickets/rules"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// automation is what spares agents the same work twice: replies and macros, rules, work over many
// tickets and answers that leave later.
type automation struct {
	replies *replies.Service
	rules   *rules.Service
	bulk    *bulk.Service
	later   *later.Service
}

// wireAutomation connects it to the queue, and to the rooms that know articles and coupons.
func (a *app) wireAutomation() {
	desk := &action.Desk{Tickets: a.tickets}
	publish := func(ctx context.Context, _ string, payload []byte) { a.chat.Hint(ctx, json.RawMessage(payload)) }
	a.automation.replies = replies.New(replies.Options{DB: a.db, Desk: desk, Articles: a.replyArticles, Coupons: a.replyCoupons, Unsend: a.unsendReply})
	a.automation.rules = rules.New(rules.Options{
		DB: a.db, Log: a.log, Desk: desk, Macro: a.ruleMacro, Noted: chat.FanoutNotes(a.hub),
		Alert: func(ctx context.Context, tx pgx.Tx, ticketID int64, staffIDs []int64, key, text string) error {
			return a.alerts.Alert(ctx, tx, ticketID, staffIDs, key, text)
		},
	})
	a.automation.bulk = bulk.New(bulk.Options{DB: a.db, Log: a.log, Desk: desk, Macro: a.bulkMacro, MacroName: a.automation.replies.Name, Publish: publish})
	a.automation.later = later.New(later.Options{DB: a.db, Log: a.log, Desk: desk, Check: replies.CheckAnswer, Publish: publish})
}

// run is what goes on beside the requests.
func (m automation) run(into map[string]func(context.Context) error) {
	into["rules"], into["bulk"], into["later"] = m.rules.Run, m.bulk.Run, m.later.Run
}

func (a *app) replyArticles(ctx context.Context, lang string) ([]replies.Article, error) {
	found, err := a.faq.Public(ctx, lang, 500)
	out := make([]replies.Article, len(found))
	for i, r := range found {
		out[i] = replies.Article{Slug: r.Slug, Title: r.Title, URL: strings.TrimSuffix(a.cfg.PublicURL, "/") + r.URL}
	}
	return out, err
}

// replyCoupons are the codes of a customer that are still good.
func (a *app) replyCoupons(ctx context.Context, q postgres.Querier, customerID int64) ([]replies.Coupon, error) {
	issues, err := a.coupons.OfCustomer(ctx, q, customerID)
	out := []replies.Coupon{}
	for _, c := range issues {
		if c.State == "valid" {
			out = append(out, replies.Coupon{Code: c.Code, Name: c.Programme, ValidUntil: c.ValidUntil})
		}
	}
	return out, err
}

// unsendReply takes back a mail that has not left. What was said in a chat has been read.
func (a *app) unsendReply(ctx context.Context, actor staff.Actor, conversationID, seq int64) (text string, unsent bool, err error) {
	u, err := a.letters.Unsend(ctx, actor, conversationID, seq)
	if fault.Is(err, fault.Conflict) {
		return "", false, nil
	}
	return u.Text, err == nil, err
}

func (a *app) ruleMacro(ctx context.Context, tx pgx.Tx, macro uuid.UUID, number int64, clientID uuid.UUID, cause string) (*uuid.UUID, error) {
	return a.bulkMacro(ctx, tx, staff.Actor{Kind: staff.KindSystem}, macro, number, clientID, cause)
}

func (a *app) bulkMacro(ctx context.Context, tx pgx.Tx, actor staff.Actor, macro uuid.UUID, number int64, clientID uuid.UUID, cause string) (*uuid.UUID, error) {
	done, err := a.automation.replies.RunTx(ctx, tx, actor, replies.Run{Macro: macro, Number: number, ClientID: clientID, Cause: cause})
	return done.Group, err
}
