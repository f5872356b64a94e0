package demo

import (
	"context"
	"fmt"

	"dari/internal/postgres"

	"github.com/jackc/pgx/v5"
)

// Member is somebody one can sign in as at the demo shop.
type Member struct {
	Ref       string `json:"member"`
	Name      string `json:"name"`
	Orders    int    `json:"orders"`
	Preorders int    `json:"preorders"`
}

// Those who have the most to show: something being made, something on its way. They are read where the
// link has brought them, so nobody is shown before they are known.
const sqlMembers = `
SELECT c.ref, c.name, count(*)::int, count(*) FILTER (WHERE o.is_preorder AND o.status IN ('paid', 'preparing'))::int
FROM dari.customers c JOIN dari.orders o ON o.customer_id = c.id
WHERE c.source = 'demo_members' AND c.ref IS NOT NULL AND o.source = 'demo_orders'
GROUP BY c.id, c.ref, c.name
ORDER BY bool_or(o.is_preorder AND o.status IN ('paid', 'preparing')) DESC, bool_or(o.status = 'shipped') DESC,
  bool_or(o.status IN ('placed', 'paid', 'preparing') AND NOT o.is_preorder) DESC, count(*) DESC, c.ref
LIMIT $1`

// Members are some of the shop's, those with the most to show first.
func Members(ctx context.Context, q postgres.Querier, most int) ([]Member, error) {
	rows, _ := q.Query(ctx, sqlMembers, most) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Member])
	if err != nil {
		return nil, fmt.Errorf("read members of the demo shop: %w", err)
	}
	return list, nil
}
