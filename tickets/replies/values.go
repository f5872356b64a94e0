package replies

import (
	"context"
	"errors"
	"fmt"
	"time"

	"dari/internal/fault"
	"dari/internal/i18n"
	"dari/internal/korean"
	"dari/internal/postgres"
	"dari/internal/shop"
	"dari/internal/staff"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// scene is all that a text about a ticket may name.
type scene struct {
	ticketID       int64
	number         int64
	subject        string
	channel        string
	lang           string // of the shopper
	customerID     *int64
	orderID        *int64
	conversationID int64
	conversation   uuid.UUID

	now      time.Time
	shop     staff.ShopSettings
	customer *shop.Customer
	orders   []shop.Order // of the customer, or the one that the ticket is about
	carriers map[string]shop.Carrier
}

const sqlScene = `
SELECT t.id, t.number, t.subject, t.channel, v.lang, t.customer_id, t.order_id, t.conversation_id, v.uid, dari.clock()
FROM dari.tickets t JOIN dari.conversations v ON v.id = t.conversation_id
WHERE t.number = $1`

// sceneOf reads what is known about a ticket's shopper and order.
func sceneOf(ctx context.Context, q postgres.Querier, number int64) (*scene, error) {
	s := &scene{}
	err := q.QueryRow(ctx, sqlScene, number).Scan(&s.ticketID, &s.number, &s.subject, &s.channel, &s.lang, &s.customerID, &s.orderID, &s.conversationID, &s.conversation, &s.now)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, fault.New(fault.NotFound, "tickets.not_found")
	}
	if err != nil {
		return nil, fmt.Errorf("read what ticket %d is about: %w", number, err)
	}
	if s.shop, err = staff.Shop(ctx, q); err != nil {
		return nil, err
	}
	if s.customerID != nil {
		c, err := shop.CustomerByID(ctx, q, *s.customerID)
		if err != nil {
			return nil, err
		}
		s.customer = &c
		if s.orders, err = shop.OrdersOf(ctx, q, *s.customerID); err != nil {
			return nil, err
		}
	}
	if err := s.linked(ctx, q); err != nil {
		return nil, err
	}
	var codes []string
	for _, o := range s.orders {
		if o.Shipment != nil {
			codes = append(codes, o.Shipment.Carrier)
		}
	}
	s.carriers, err = shop.Carriers(ctx, q, codes)
	return s, err
}

// linked adds the order that the ticket is about, when it is not among the customer's newest.
func (s *scene) linked(ctx context.Context, q postgres.Querier) error {
	if s.orderID == nil {
		return nil
	}
	for _, o := range s.orders {
		if o.ID == *s.orderID {
			return nil
		}
	}
	found, err := shop.OrdersByID(ctx, q, []int64{*s.orderID})
	if err != nil {
		return err
	}
	if o, ok := found[*s.orderID]; ok {
		s.orders = append(s.orders, o)
	}
	return nil
}

// order is the one that the ticket is about. Without one it is the customer's only order that is on
// its way: which of two is meant, nobody can tell.
func (s *scene) order() *shop.Order {
	var only *shop.Order
	for i, o := range s.orders {
		if s.orderID != nil {
			if o.ID == *s.orderID {
				return &s.orders[i]
			}
			continue
		}
		if o.Status == shop.Delivered || o.Status == shop.Cancelled {
			continue
		}
		if only != nil {
			return nil
		}
		only = &s.orders[i]
	}
	return only
}

func (s *scene) format(lang string) i18n.Format {
	return i18n.Format{Lang: lang, Zone: s.shop.Location(), Now: s.now}
}

// values are what the variables stand for in a language. What is not known is not there.
func (s *scene) values(lang, agent string) map[string]string {
	f := s.format(lang)
	v := map[string]string{
		"문의.번호": fmt.Sprint(s.number), "문의.제목": s.subject, "상담원": agent, "오늘": f.Date(s.now),
		"가게": s.shop.Name, "가게.전화": s.shop.Phone, "가게.메일": s.shop.SenderEmail,
	}
	if lang == i18n.English && s.shop.NameEn != "" {
		v["가게"] = s.shop.NameEn
	}
	if c := s.customer; c != nil {
		v["고객"], v["고객.전화"], v["고객.메일"] = c.Name, korean.FormatPhone(c.Phone), c.Email
	}
	if o := s.order(); o != nil {
		s.orderValues(v, o, f)
	}
	return v
}

func (s *scene) orderValues(v map[string]string, o *shop.Order, f i18n.Format) {
	v["주문.번호"], v["주문.상태"], v["주문.날짜"] = o.Number, i18n.T(f.Lang, "replies.status."+o.Status), f.Date(o.PlacedAt)
	v["주문.상품"] = items(o.Items, f.Lang)
	if o.Currency == "" || o.Currency == "KRW" {
		v["주문.금액"] = f.Won(o.Total)
	}
	v["주문.예상일"] = eta(o, f)
	if p := o.Shipment; p != nil {
		carrier := s.carriers[p.Carrier]
		v["배송.송장"], v["배송.택배사"], v["배송.조회"] = p.TrackingNo, carrier.Name(f.Lang), carrier.Track(p.TrackingNo)
	}
}

// items is the first title, and how many more there are.
func items(list []shop.Item, lang string) string {
	if len(list) == 0 {
		return ""
	}
	if len(list) == 1 {
		return list[0].Title
	}
	return i18n.T(lang, "replies.items", "title", list[0].Title, "n", len(list)-1)
}

// eta is the day, or the days, on which the order is to arrive.
func eta(o *shop.Order, f i18n.Format) string {
	day := func(s string) (string, bool) {
		t, err := time.ParseInLocation(time.DateOnly, s, f.Zone)
		return f.Date(t), err == nil
	}
	to, ok := day(o.ETATo)
	from, early := day(o.ETAFrom)
	switch {
	case ok && early && o.ETAFrom != o.ETATo:
		return i18n.T(f.Lang, "replies.between", "from", from, "to", to)
	case ok:
		return to
	case early:
		return from
	}
	return ""
}
