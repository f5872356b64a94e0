package orders

import (
	"cmp"
	"context"
	"slices"

	"dari/chat"
	"dari/internal/api"
	"dari/internal/fault"
	"dari/internal/i18n"
	"dari/internal/postgres"
	"dari/internal/shop"
	"dari/internal/thread"
)

type ordersView struct {
	Orders   []OrderCard         `json:"orders"`
	SignedIn bool                `json:"signed_in"`
	Reasons  map[string][]Reason `json:"reasons" doc:"What a shopper can give as the reason, by kind of request."`
}

// Reason is what a shopper can choose as the reason of a request.
type Reason struct {
	ID    string `json:"id"`
	Label string `json:"label"`
	Photo bool   `json:"photo" doc:"Whether a photo is needed."`
}

func (s *Service) handleOrders(ctx context.Context, in *chat.WidgetIdentity) (*api.OK[ordersView], error) {
	who, err := s.chat.ShopperOf(ctx, *in)
	if err != nil {
		return nil, err
	}
	orders, err := s.orders(ctx, s.db, who)
	if err != nil {
		return nil, err
	}
	cards, err := s.cards(ctx, s.db, s.reader(who), orders)
	if err != nil {
		return nil, err
	}
	s.link(orders, cards)
	return api.Reply(ordersView{cards, who.Verified, s.reader(who).reasons()}), nil
}

func (s *Service) reader(who chat.Shopper) reader {
	zone := who.Shop.Location()
	return reader{who.Lang, i18n.Format{Lang: who.Lang, Zone: zone, Now: s.now()}, zone}
}

// link gives cards the addresses of their pages. Only who has proved an order to be theirs gets one: a card
// that stands in a thread, which others may come to read, has none.
func (s *Service) link(orders []shop.Order, cards []OrderCard) {
	for i, o := range orders {
		cards[i].PageURL = s.PageURL(o.ID)
	}
}

// CardByNumber is one of the shopper's orders, or a NotFound fault.
func (s *Service) CardByNumber(ctx context.Context, who chat.Shopper, number string) (OrderCard, error) {
	o, err := s.orderOf(ctx, s.db, who, number)
	if err != nil {
		return OrderCard{}, err
	}
	cards, err := s.cards(ctx, s.db, s.reader(who), []shop.Order{o})
	if err != nil {
		return OrderCard{}, err
	}
	return cards[0], nil
}

// orders are the shopper's, newest first: a member's own, and those that a code has unlocked.
func (s *Service) orders(ctx context.Context, q postgres.Querier, who chat.Shopper) ([]shop.Order, error) {
	if who.Owner == (thread.Owner{}) {
		return nil, nil
	}
	var orders []shop.Order
	var err error
	if who.Verified && who.Owner.CustomerID != 0 {
		if orders, err = shop.OrdersOf(ctx, q, who.Owner.CustomerID); err != nil {
			return nil, err
		}
	}
	ids, err := opened(ctx, q, who)
	if err != nil {
		return nil, err
	}
	ids = slices.DeleteFunc(ids, func(id int64) bool {
		return slices.ContainsFunc(orders, func(o shop.Order) bool { return o.ID == id })
	})
	if len(ids) == 0 {
		return orders, nil
	}
	more, err := shop.OrdersByID(ctx, q, ids)
	if err != nil {
		return nil, err
	}
	for _, o := range more {
		orders = append(orders, o)
	}
	slices.SortFunc(orders, func(a, b shop.Order) int {
		return cmp.Or(b.PlacedAt.Compare(a.PlacedAt), cmp.Compare(b.ID, a.ID))
	})
	return orders, nil
}

// opened are the orders a code has unlocked. Who holds a link to somebody's thread shares the thread
// with them and not what they have unlocked.
func opened(ctx context.Context, q postgres.Querier, who chat.Shopper) ([]int64, error) {
	if who.Linked {
		return nil, nil
	}
	return unlocked(ctx, q, who.Owner)
}

// orderOf is an order that the shopper has proved to be theirs. What is not theirs is not there.
func (s *Service) orderOf(ctx context.Context, q postgres.Querier, who chat.Shopper, number string) (shop.Order, error) {
	missing := fault.New(fault.NotFound, "orders.not_found")
	if who.Owner == (thread.Owner{}) {
		return shop.Order{}, missing
	}
	o, err := shop.OrderByNumber(ctx, q, number)
	if fault.Is(err, fault.NotFound) {
		return o, missing
	}
	if err != nil {
		return o, err
	}
	if who.Verified {
		if own, err := shop.SamePerson(ctx, q, o.CustomerID, who.Owner.CustomerID); err != nil || own {
			return o, err
		}
	}
	ids, err := opened(ctx, q, who)
	if err == nil && !slices.Contains(ids, o.ID) {
		err = missing
	}
	return o, err
}

// cards draws orders, with one question for each thing that is beside them.
func (s *Service) cards(ctx context.Context, q postgres.Querier, r reader, orders []shop.Order) ([]OrderCard, error) {
	cards := make([]OrderCard, len(orders))
	if len(orders) == 0 {
		return cards, nil
	}
	ids := make([]int64, len(orders))
	var codes []string
	var parcels []int64
	for i, o := range orders {
		ids[i] = o.ID
		if o.Shipment != nil {
			codes, parcels = append(codes, o.Shipment.Carrier), append(parcels, o.ID)
		}
	}
	var b beside
	var err error
	if b.lines, err = shop.LinesOf(ctx, q, ids); err != nil {
		return nil, err
	}
	if b.carriers, err = shop.Carriers(ctx, q, codes); err != nil {
		return nil, err
	}
	if b.scans, err = shop.ScansOf(ctx, q, parcels); err != nil {
		return nil, err
	}
	requests, err := newestRequests(ctx, q, ids)
	if err != nil {
		return nil, err
	}
	for i, o := range orders {
		var view *RequestView
		if made, ok := requests[o.ID]; ok {
			v := r.request(made)
			view = &v
		}
		cards[i] = r.card(o, b, view)
	}
	return cards, nil
}
