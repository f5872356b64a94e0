package returns

import (
	"context"

	"dari/internal/postgres"
	"dari/internal/shop"
	"dari/internal/shop/hours"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// QuoteOf says what of an order can be returned and what the chosen pieces would give back, for a room where shoppers
// ask by themselves. In a transaction nobody else takes of the order to its end.
func QuoteOf(ctx context.Context, q postgres.Querier, o shop.Order, kind string, items []Item) (Quote, error) {
	if tx, ok := q.(pgx.Tx); ok {
		if err := lockOrder(ctx, tx, o.ID); err != nil {
			return Quote{}, err
		}
	}
	r, err := fill(ctx, q, o, uuid.Nil)
	if err != nil {
		return Quote{}, err
	}
	quote := r.quote(kind, items)
	return quote, quote.until(ctx, q, o)
}

// until fills in how long the customer may change their mind about what has arrived.
func (quote *Quote) until(ctx context.Context, q postgres.Querier, o shop.Order) error {
	if o.Shipment == nil {
		return nil
	}
	cal, err := calendar(ctx, q)
	if err != nil {
		return err
	}
	now, err := clock(ctx, q)
	if err != nil {
		return err
	}
	quote.WithdrawUntil = withdrawUntil(o.Shipment.DeliveredAt, cal)
	quote.Late = quote.WithdrawUntil != "" && hours.DateOf(now, cal.Zone()).String() > quote.WithdrawUntil
	return nil
}
