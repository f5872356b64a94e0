package guide

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"dari/internal/fault"
	"dari/internal/i18n"
	"dari/internal/korean"
	"dari/internal/postgres"
	"dari/internal/shop"
	"dari/internal/staff"
)

// order answers with an order of the shopper's own, and never says whether another one exists. Whom
// the shop has not vouched for is shown where to look it up.
func (s *Service) order(ctx context.Context, a asked, rule Rule) (*Card, string, error) {
	if a.CustomerID == nil {
		return &Card{Card: cardLookup, Auto: true, Rule: rule.ID}, s.body(a, i18n.T(a.Lang, "guide.lookup")), nil
	}
	o, found, err := s.orderFor(ctx, *a.CustomerID, a.Body)
	if err != nil {
		return nil, "", err
	}
	if !found {
		return s.articles(ctx, a, Rule{ID: rule.ID}, orElse(rule.Query, a.Body)) // its text speaks of an order
	}
	settings, err := staff.Shop(ctx, s.DB)
	if err != nil {
		return nil, "", err
	}
	now, err := clock(ctx, s.DB)
	if err != nil {
		return nil, "", err
	}
	card := &Card{Card: cardOrder, Auto: true, Rule: rule.ID, Order: map[string]any{"number": o.Number, "status": o.Status}}
	if s.OrderCard != nil {
		if card.Order, err = s.OrderCard(ctx, s.DB, o, a.Lang); err != nil {
			return nil, "", err
		}
	}
	return card, s.body(a, strings.TrimSpace(rule.text(a.Lang)+"\n"+sentence(o, i18n.Format{Lang: a.Lang, Zone: settings.Location(), Now: now}))), nil
}

// numberLike are the words of a message that may be the number of an order.
var numberLike = regexp.MustCompile(`[0-9A-Za-z][0-9A-Za-z_-]{1,39}`)

// orderFor is the order that a message is about: the one it names, or else the newest that is on its
// way, or else the newest of all.
func (s *Service) orderFor(ctx context.Context, customerID int64, text string) (shop.Order, bool, error) {
	orders, err := shop.OrdersOf(ctx, s.DB, customerID)
	if err != nil || len(orders) == 0 {
		return shop.Order{}, false, err
	}
	words := numberLike.FindAllString(korean.Fold(text), 8)
	for _, o := range orders {
		if slices.Contains(words, korean.Fold(o.Number)) {
			return o, true, nil
		}
	}
	for _, word := range numberLike.FindAllString(text, 8) { // an older one
		o, err := shop.OrderByNumber(ctx, s.DB, word)
		own := false
		if err == nil {
			own, err = shop.SamePerson(ctx, s.DB, o.CustomerID, customerID)
		}
		if own {
			return o, true, nil
		}
		if err != nil && !fault.Is(err, fault.NotFound) {
			return shop.Order{}, false, err
		}
	}
	i := slices.IndexFunc(orders, func(o shop.Order) bool { return o.Status != shop.Delivered && o.Status != shop.Cancelled })
	return orders[max(i, 0)], true, nil
}

// sentence says how an order stands, for who cannot draw its card.
func sentence(o shop.Order, f i18n.Format) string {
	lines := []string{i18n.T(f.Lang, "guide.order."+o.Status, "number", o.Number)}
	from, to := day(o.ETAFrom, f.Zone), day(o.ETATo, f.Zone)
	switch {
	case o.Status == shop.Delivered || o.Status == shop.Cancelled || to.IsZero():
	case from.IsZero() || from.Equal(to):
		lines = append(lines, i18n.T(f.Lang, "guide.order.eta", "date", f.Date(to)))
	default:
		lines = append(lines, i18n.T(f.Lang, "guide.order.eta_range", "from", f.Date(from), "to", f.Date(to)))
	}
	if p := o.Shipment; p != nil && p.TrackingNo != "" && o.Status == shop.Shipped {
		lines = append(lines, i18n.T(f.Lang, "guide.order.tracking", "number", p.TrackingNo))
	}
	return strings.Join(lines, "\n")
}

func day(s string, zone *time.Location) time.Time {
	t, err := time.ParseInLocation(time.DateOnly, s, zone)
	if err != nil {
		return time.Time{}
	}
	return t
}

const sqlNow = `SELECT dari.clock()`

func clock(ctx context.Context, q postgres.Querier) (now time.Time, err error) {
	if err := q.QueryRow(ctx, sqlNow).Scan(&now); err != nil {
		return now, fmt.Errorf("read the clock: %w", err)
	}
	return now, nil
}
