package main

import (
	"context"
	"net/http"
	"time"

	"dari/chat"
	"dari/internal/event"
	"dari/internal/postgres"
	"dari/internal/staff"
	"dari/notify/consent"
	"dari/tickets"
	"dari/tickets/views"
	"dari/web"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/prometheus/client_golang/prometheus"
)

// render and pageFailed stand in for the pages, which are built after the rooms that use them.
func (a *app) render(w http.ResponseWriter, r *http.Request, name string, data any) {
	a.pages.Render(w, r, name, data)
}

func (a *app) pageFailed(w http.ResponseWriter, r *http.Request, err error) {
	a.pages.Failed(w, r, err)
}

// consentsOf tells the agents' panel what a person agreed to; the night is no row of its own there.
func (a *app) consentsOf(ctx context.Context, q postgres.Querier, customerID int64) ([]tickets.Consent, error) {
	states, err := consent.Of(ctx, q, customerID)
	if err != nil {
		return nil, err
	}
	var out []tickets.Consent
	for _, s := range states {
		if s.Purpose == consent.Marketing {
			out = append(out, tickets.Consent{Channel: string(s.Channel), Granted: s.Granted, At: s.At})
		}
	}
	return out, nil
}

func (a *app) couponsOf(ctx context.Context, q postgres.Querier, customerID int64) ([]tickets.Coupon, error) {
	issues, err := a.coupons.OfCustomer(ctx, q, customerID)
	if err != nil {
		return nil, err
	}
	out := make([]tickets.Coupon, len(issues))
	for i, c := range issues {
		out[i] = tickets.Coupon{Code: c.Code, Name: c.Programme, Discount: c.Discount, ValidUntil: c.ValidUntil, RedeemedAt: c.RedeemedAt}
	}
	return out, nil
}

// articlesFor searches the help centre for the console.
func (a *app) articlesFor(ctx context.Context, lang, query string, limit int) ([]views.Article, error) {
	found, err := a.faq.Search(ctx, lang, query, limit)
	if err != nil {
		return nil, err
	}
	out := make([]views.Article, len(found.Results))
	for i, r := range found.Results {
		out[i] = views.Article{ID: r.Slug, Slug: r.Slug, Title: r.Title, URL: r.URL}
	}
	return out, nil
}

// pace tells the status line how fast the queue was answered at an hour of the day.
func (a *app) pace(ctx context.Context, zone *time.Location, hour int) (chat.Pace, error) {
	minutes, samples, err := a.tickets.FirstReplies(ctx, zone, hour)
	return chat.Pace{Minutes: minutes, Samples: samples}, err
}

func (a *app) pageShop(ctx context.Context) (web.PageShop, error) {
	s, err := staff.Shop(ctx, a.db)
	return web.PageShop{
		Name: s.Name, NameEn: s.NameEn, Owner: s.Owner, BusinessNo: s.BusinessNo, MailOrderNo: s.MailOrderNo, Address: s.Address,
		Phone: s.Phone, Email: s.SenderEmail, PrivacyOfficer: s.Owner, WidgetKey: s.WidgetKey, Zone: s.Location(),
	}, err
}

// outboxLag is the alarm for notices that do not leave: how many events wait, and how long the oldest has.
type outboxLag struct{ db *pgxpool.Pool }

var (
	waitingDesc = prometheus.NewDesc("dari_outbox_waiting", "Events not handed on yet.", nil, nil)
	lagDesc     = prometheus.NewDesc("dari_outbox_lag_seconds", "Age of the oldest event not handed on yet.", nil, nil)
)

// Describe names the metrics.
func (outboxLag) Describe(out chan<- *prometheus.Desc) { out <- waitingDesc; out <- lagDesc }

// Collect asks the database; while it is away the metrics are missing.
func (o outboxLag) Collect(out chan<- prometheus.Metric) {
	waiting, seconds, err := event.Lag(context.Background(), o.db)
	if err != nil {
		return
	}
	out <- prometheus.MustNewConstMetric(waitingDesc, prometheus.GaugeValue, float64(waiting))
	out <- prometheus.MustNewConstMetric(lagDesc, prometheus.GaugeValue, seconds)
}
