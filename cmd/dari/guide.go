package main

import (
	"context"
	"time"

	"dari/chat"
	"dari/chat/guide"
	"dari/internal/i18n"
	"dari/internal/postgres"
	"dari/internal/shop"
	"dari/internal/shop/hours"
	"dari/internal/staff"
	"dari/internal/thread"
	"dari/notify/survey"
	"dari/tickets"

	"github.com/google/uuid"
)

// wireGuide connects what the chat does without a person to the rooms that know the answers.
func (a *app) wireGuide() {
	a.surveys = survey.New(survey.Options{DB: a.db, Log: a.log, Settled: tickets.Settled, Due: a.lookAgain})
	a.guide = guide.New(guide.Options{
		DB: a.db, Log: a.log, Chat: a.chat,
		Articles: a.articles, Questions: questions, AnswerSurvey: a.answerSurvey, Withdrawn: chat.Withdrawn(a.hub),
		OrderCard: a.orderCard,
		Deflected: func(ctx context.Context, lang, query, slug string) error { return a.faq.Solved(ctx, lang, query, slug) },
	})
}

// lowScoreWithin is how much business time may pass until somebody looks at a low score.
const lowScoreWithin = 4 * time.Hour

func (a *app) lookAgain(ctx context.Context, now time.Time) (time.Time, error) {
	return a.dueBy(ctx, now, func(c *hours.Calendar) (time.Time, bool) { return c.Add(now, lowScoreWithin) })
}

func (a *app) articles(ctx context.Context, lang, query string, limit int) (list []guide.Article, sure bool, err error) {
	found, err := a.faq.Search(ctx, lang, query, limit)
	for _, r := range found.Results {
		list = append(list, guide.Article{Slug: r.Slug, Title: r.Title, Lead: r.Lead, URL: r.URL})
	}
	return list, !found.Near, err
}

// orderCard is a member's own order as the widget draws it.
func (a *app) orderCard(ctx context.Context, q postgres.Querier, o shop.Order, lang string) (any, error) {
	settings, err := staff.Shop(ctx, q)
	if err != nil {
		return nil, err
	}
	return a.cards.CardByNumber(ctx, chat.Shopper{Owner: thread.Owner{CustomerID: *o.CustomerID}, Shop: settings, Verified: true, Lang: lang}, o.Number)
}

func questions(ctx context.Context, q postgres.Querier, conversationIDs []int64) (map[int64]guide.Question, error) {
	current, err := tickets.CurrentOf(ctx, q, conversationIDs)
	out := make(map[int64]guide.Question, len(current))
	for id, c := range current {
		out[id] = guide.Question{FromSeq: c.FromSeq, Open: c.State != tickets.Solved && c.State != tickets.Closed}
	}
	return out, err
}

func (a *app) answerSurvey(ctx context.Context, o thread.Owner, id uuid.UUID, in guide.SurveyAnswer, lang string) (guide.SurveyView, error) {
	s, err := a.surveys.Answer(ctx, o, id, survey.Answer{Score: in.Score, Reasons: in.Reasons, Text: in.Text, ContactOK: in.ContactOK})
	if err != nil {
		return guide.SurveyView{}, err
	}
	text := "survey.thanks"
	switch {
	case s.Low() && s.ContactOK:
		text = "survey.low_contact"
	case s.Low():
		text = "survey.low"
	}
	return guide.SurveyView{State: "answered", Score: s.Score, Reasons: s.Reasons, Low: s.Low(), Text: i18n.T(lang, text)}, nil
}
