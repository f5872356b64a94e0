package coupon

import (
	"context"

	"dari/internal/event"
	"dari/internal/staff"

	"github.com/jackc/pgx/v5"
)

// Handlers take a code that comes with an order, as orders of linked tables bring it: no program of
// the shop has to redeem it.
func (s *Service) Handlers() []event.Handler {
	return []event.Handler{{Name: "coupon", Kinds: []string{"order.placed", "order.paid"}, Handle: s.takeFromOrders}}
}

func (s *Service) takeFromOrders(ctx context.Context, tx pgx.Tx, events []event.Event) error {
	ids := make([]int64, len(events))
	for i, e := range events {
		ids[i] = e.SubjectID
	}
	shop, err := staff.Shop(ctx, tx)
	if err != nil {
		return err
	}
	return redeemByOrders(ctx, tx, ids, shop.Location().String())
}
