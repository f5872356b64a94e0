package notify

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"time"

	"dari/internal/event"
	"dari/internal/shop"

	"github.com/jackc/pgx/v5"
)

// The families of news about an order: what belongs to one is folded together.
const (
	familyStatus = "status"
	familyETA    = "eta"
)

// subject says how an event becomes news. preparing is nobody's news.
type subject struct {
	family string
	told   string    // a status; of an ETA the new date is told
	routes []Channel // each gets its own message; without an e-mail address the mobile number takes its place
	life   time.Duration
}

var both, mailOnly = []Channel{Email, SMS}, []Channel{Email}

var subjects = map[string]subject{
	"order.placed":       {familyStatus, "placed", mailOnly, defaultLife},
	"order.paid":         {familyStatus, "paid", mailOnly, defaultLife},
	"order.shipped":      {familyStatus, "shipped", both, defaultLife},
	"order.delivered":    {familyStatus, "delivered", mailOnly, defaultLife},
	"order.cancelled":    {familyStatus, "cancelled", mailOnly, defaultLife},
	shop.PreorderDelayed: {familyETA, "", both, delayLife},
}

// What is older is no news: an event that waited for a day, or an order that comes with a past.
const (
	staleAfter    = 24 * time.Hour
	newOrderStale = 3 * 24 * time.Hour
)

// Handlers are the events this room hears.
func (s *Service) Handlers() []event.Handler {
	kinds := make([]string, 0, len(subjects))
	for kind := range subjects {
		kinds = append(kinds, kind)
	}
	slices.Sort(kinds)
	return []event.Handler{{Name: "notify", Kinds: kinds, Handle: s.plan, After: func(context.Context) { s.Wake(LaneNotice) }}}
}

const sqlNow = `SELECT dari.clock()`

// plan makes the deliveries of a batch of events, in a fixed number of statements.
func (s *Service) plan(ctx context.Context, tx pgx.Tx, events []event.Event) error {
	var now time.Time
	if err := tx.QueryRow(ctx, sqlNow).Scan(&now); err != nil {
		return fmt.Errorf("ask for the time: %w", err)
	}
	ids := make([]int64, len(events))
	for i, e := range events {
		ids[i] = e.SubjectID
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	orders, err := shop.OrdersByID(ctx, tx, ids)
	if err != nil {
		return err
	}
	people, err := customersOf(ctx, tx, orders)
	if err != nil {
		return err
	}
	recent, err := recentNews(ctx, tx, ids)
	if err != nil {
		return err
	}
	f := folding{now: now, window: s.fold, news: recent}
	for _, e := range events {
		if order, ok := orders[e.SubjectID]; ok {
			f.add(planned(e, order, people, now)...)
		}
	}
	if err := s.guard(ctx, tx, f.planned, now); err != nil {
		return err
	}
	if err := dropFolded(ctx, tx, f.folded, "folded"); err != nil {
		return err
	}
	if err := dropFolded(ctx, tx, f.dropped, "order_cancelled"); err != nil {
		return err
	}
	_, err = Plan(ctx, tx, f.planned)
	return err
}

func customersOf(ctx context.Context, tx pgx.Tx, orders map[int64]shop.Order) (map[int64]shop.Customer, error) {
	var ids []int64
	for _, o := range orders {
		if o.CustomerID != nil && (o.BuyerEmail == "" || o.BuyerPhone == "") {
			ids = append(ids, *o.CustomerID)
		}
	}
	if len(ids) == 0 {
		return nil, nil //nolint:nilnil // nobody to look up
	}
	return shop.CustomersByID(ctx, tx, ids)
}

// planned are the deliveries of one event, before folding.
func planned(e event.Event, o shop.Order, people map[int64]shop.Customer, now time.Time) []NewDelivery {
	about := subjects[e.Kind]
	base := NewDelivery{
		Class: Notice, SourceKind: SourceEvent, SourceID: e.ID, Kind: e.Kind, OrderID: o.ID, Lang: o.Lang,
		Version: e.Version, Family: about.family, Told: about.told, ExpiresAt: now.Add(about.life),
	}
	mailTo, phone := o.BuyerEmail, o.BuyerPhone
	if o.CustomerID != nil {
		base.CustomerID = *o.CustomerID
		c := people[base.CustomerID]
		mailTo, phone = first(mailTo, c.Email), first(phone, c.Phone)
	}
	if about.family == familyETA && !readDelay(&base, e) || isStale(e, o, now) {
		base.State, base.Reason = Expired, "stale"
	}
	routes := about.routes
	if _, ok := emailKey(mailTo); !ok && len(routes) == 1 {
		if _, mobile := mobileKey(phone); mobile {
			routes = both // the row without an address stays, and says so
		}
	}
	list := make([]NewDelivery, len(routes))
	for i, channel := range routes {
		d := base
		d.Channel, d.Address = channel, mailTo
		if channel == SMS {
			d.Address = phone
		}
		list[i] = d
	}
	return list
}

func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// readDelay keeps what the event says about the promise: the order may have a later one by the time it leaves.
func readDelay(d *NewDelivery, e event.Event) bool {
	var p shop.PromiseEvent
	if err := json.Unmarshal(e.Payload, &p); err != nil || p.NewETA == "" {
		return false
	}
	d.Told, d.Version = p.NewETA, p.PromiseVersion
	d.Fields = map[string]string{"delay.old": p.OldETA, "delay.new": p.NewETA, "delay.days": strconv.Itoa(p.Days)}
	if p.ReasonText != "" {
		d.Fields["delay.reason"] = p.ReasonText
	}
	return true
}

func isStale(e event.Event, o shop.Order, now time.Time) bool {
	if now.Sub(e.CreatedAt) > staleAfter {
		return true
	}
	if e.Kind != "order.placed" && e.Kind != "order.paid" {
		return false
	}
	var p shop.OrderEvent
	isNew := json.Unmarshal(e.Payload, &p) == nil && p.PreviousStatus == ""
	return isNew && now.Sub(o.PlacedAt) > newOrderStale
}
