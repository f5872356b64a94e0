package notify

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"dari/internal/i18n"
	"dari/internal/postgres"
	"dari/internal/shop"
	"dari/internal/staff"
)

// facts are what the rows of one claim are about, read in as many statements as there are kinds of it.
type facts struct {
	shop      staff.ShopSettings
	now       time.Time
	orders    map[int64]shop.Order
	customers map[int64]shop.Customer
	carriers  map[string]shop.Carrier
	pages     map[int64]string // of orders, by the row's id
}

func (s *Service) facts(ctx context.Context, q postgres.Querier, set staff.ShopSettings, rows []*row) (*facts, error) {
	f, err := loadFacts(ctx, q, set, rows)
	if err != nil {
		return nil, err
	}
	f.pages, err = s.pagesOf(ctx, rows)
	return f, err
}

// pagesOf asks for the pages of the rows' orders. All rows of a claim go by one channel.
func (s *Service) pagesOf(ctx context.Context, rows []*row) (map[int64]string, error) {
	of := map[Channel][]PageOf{}
	for _, r := range rows {
		if r.OrderID != 0 && r.Class == Notice {
			of[r.Channel] = append(of[r.Channel], PageOf{r.ID, r.OrderID})
		}
	}
	pages := map[int64]string{}
	for channel, list := range of {
		some, err := s.orderPages(ctx, channel, list)
		if err != nil {
			return nil, fmt.Errorf("ask for the pages of %d orders: %w", len(list), err)
		}
		maps.Copy(pages, some)
	}
	return pages, nil
}

func loadFacts(ctx context.Context, q postgres.Querier, set staff.ShopSettings, rows []*row) (*facts, error) {
	f := &facts{shop: set, now: rows[0].ClaimedAt}
	var orders, customers []int64
	for _, r := range rows {
		if r.OrderID != 0 && !slices.Contains(orders, r.OrderID) {
			orders = append(orders, r.OrderID)
		}
		if r.CustomerID != 0 {
			customers = append(customers, r.CustomerID)
		}
	}
	var err error
	if len(orders) > 0 {
		if f.orders, err = shop.OrdersByID(ctx, q, orders); err != nil {
			return nil, err
		}
		if f.carriers, err = carriersOf(ctx, q, f.orders); err != nil {
			return nil, err
		}
	}
	if len(customers) > 0 {
		if f.customers, err = shop.CustomersByID(ctx, q, customers); err != nil {
			return nil, err
		}
	}
	return f, nil
}

// carriersOf are who brings the parcels of the orders.
func carriersOf(ctx context.Context, q postgres.Querier, orders map[int64]shop.Order) (map[string]shop.Carrier, error) {
	var codes []string
	for _, o := range orders {
		if o.Shipment != nil && !slices.Contains(codes, o.Shipment.Carrier) {
			codes = append(codes, o.Shipment.Carrier)
		}
	}
	return shop.Carriers(ctx, q, codes)
}

// values answers fields of one row: its own first, then the shop's, the order's and the customer's.
func (f *facts) values(r *row) Values {
	format := i18n.Format{Lang: r.Lang, Zone: f.shop.Location(), Now: f.now}
	return func(field string) (string, bool) {
		if v, ok := r.Fields[field]; ok {
			return tidy(v, true), true
		}
		room, name, _ := strings.Cut(field, ".")
		v, ok := "", false
		switch room {
		case "shop":
			v, ok = f.shopField(name, r.Lang)
		case "customer":
			v, ok = f.customerName(r), name == "name"
		case "order":
			v, ok = f.orderField(name, r, format)
		case "shipment":
			v, ok = f.shipmentField(name, r)
		case "delay":
			v, ok = f.delayField(name, r, format)
		}
		return v, ok
	}
}

// tidy takes control characters out of a value, and line breaks unless it may have some.
func tidy(s string, lines bool) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case r == '\n' && lines:
			return r
		case r == '\n' || r == '\t' || r == '\r':
			return ' '
		case isControl(r):
			return -1
		default:
			return r
		}
	}, strings.ToValidUTF8(s, "")))
}

func (f *facts) shopField(name, lang string) (string, bool) {
	switch name {
	case "name":
		return shopName(f.shop, lang), true
	case "sender":
		return senderName(f.shop, lang), true
	case "phone":
		return i18n.Format{Lang: lang}.Phone(f.shop.Phone), true
	case "address":
		return f.shop.Address, true
	case "url":
		return f.shop.PublicURL, true
	case "contact.url":
		if f.shop.PublicURL == "" {
			return "", true
		}
		return strings.TrimRight(f.shop.PublicURL, "/") + "/help", true
	default:
		return "", false
	}
}

func (f *facts) customerName(r *row) string {
	if o, ok := f.orders[r.OrderID]; ok && o.BuyerName != "" {
		return tidy(o.BuyerName, false)
	}
	return tidy(f.customers[r.CustomerID].Name, false)
}

func (f *facts) orderField(name string, r *row, format i18n.Format) (string, bool) {
	o, ok := f.orders[r.OrderID]
	if !ok {
		return "", false
	}
	switch name {
	case "url":
		return f.pages[r.ID], true
	case "cancel.url":
		return f.cancelPage(r), true
	case "number":
		return tidy(o.Number, false), true
	case "total":
		return format.Won(o.Total), true
	case "placed_at":
		return format.DateTime(o.PlacedAt), true
	case "title":
		return orderTitle(o, r.Lang), true
	case "items":
		return itemLines(o, format), true
	case "eta":
		from, to := dayText(o.ETAFrom, format), dayText(o.ETATo, format)
		if from == "" || from == to {
			return to, true
		}
		return i18n.T(r.Lang, "notify.order.eta_range", "from", from, "to", to), true
	default:
		return "", false
	}
}

// The places of an order's page where its buyer answers.
const (
	atCancel = "#cancel"
	atLate   = "#late"
	atHelp   = "#help"
)

// at is a place of the order's page, or nothing.
func (f *facts) at(r *row, place string) string {
	if page := f.pages[r.ID]; page != "" {
		return page + place
	}
	return ""
}

// cancelPage is where an order is cancelled, while it still can be.
func (f *facts) cancelPage(r *row) string {
	switch f.orders[r.OrderID].Status {
	case shop.Placed, shop.Paid, shop.Preparing:
		return f.at(r, atCancel)
	}
	return ""
}

func orderTitle(o shop.Order, lang string) string {
	if len(o.Items) == 0 {
		return tidy(o.Number, false)
	}
	title := tidy(o.Items[0].Title, false)
	if len(o.Items) == 1 {
		return title
	}
	return i18n.T(lang, "notify.order.more", "title", title, "n", len(o.Items)-1)
}

func itemLines(o shop.Order, format i18n.Format) string {
	lines := make([]string, len(o.Items))
	for i, item := range o.Items {
		key := "notify.order.item"
		if item.Option != "" {
			key = "notify.order.item_option"
		}
		lines[i] = i18n.T(format.Lang, key, "title", tidy(item.Title, false), "option", tidy(item.Option, false),
			"n", item.Quantity, "price", format.Won(item.Price*int64(item.Quantity)))
	}
	return strings.Join(lines, "\n")
}

func (f *facts) shipmentField(name string, r *row) (string, bool) {
	o, ok := f.orders[r.OrderID]
	if !ok || o.Shipment == nil {
		return "", false
	}
	number := tidy(o.Shipment.TrackingNo, false)
	carrier, known := f.carriers[o.Shipment.Carrier]
	switch name {
	case "carrier":
		if known {
			return carrier.Name(r.Lang), true
		}
		return tidy(o.Shipment.Carrier, false), true
	case "tracking_no":
		return number, true
	case "url":
		return carrier.Track(number), true
	default:
		return "", false
	}
}

// choicesFrom is how many days late a pre-order must be for the three choices to be offered.
const choicesFrom = 3

func (f *facts) delayField(name string, r *row, format i18n.Format) (string, bool) {
	days, err := strconv.Atoi(r.Fields["delay.days"])
	choose := err == nil && days >= choicesFrom
	switch name {
	case "old_date":
		return dayText(r.Fields["delay.old"], format), true
	case "new_date":
		return dayText(r.Fields["delay.new"], format), true
	case "choices":
		if !choose {
			return "", true
		}
		if r.Channel == SMS {
			return i18n.T(r.Lang, "notify.delay.choices_sms"), true
		}
		return i18n.T(r.Lang, "notify.delay.choices"), true
	case "wait.url", "change.url", "cancel.url":
		if !choose || f.cancelPage(r) == "" {
			return "", true
		}
		return f.at(r, map[string]string{"wait.url": atLate, "change.url": atHelp, "cancel.url": atCancel}[name]), true
	default:
		return "", false
	}
}

// dayText writes a stored date; what is no date is nothing.
func dayText(day string, format i18n.Format) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return ""
	}
	format.Zone = time.UTC
	return format.Date(t)
}
