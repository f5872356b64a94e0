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

// Those who have the most to show: something being made, something on its way.
const membersSQL = `
SELECT m.member_id, m.name, count(*)::int, count(*) FILTER (WHERE o.is_preorder AND o.status IN ('paid', 'preparing'))::int
FROM demo_shop.members m JOIN demo_shop.orders o ON o.member_id = m.member_id
GROUP BY m.member_id, m.name
ORDER BY bool_or(o.is_preorder AND o.status IN ('paid', 'preparing')) DESC, bool_or(o.status = 'shipped') DESC,
  bool_or(o.status IN ('placed', 'paid', 'preparing') AND NOT o.is_preorder) DESC, count(*) DESC, m.member_id
LIMIT $1`

// Members are some of the shop's, those with the most to show first.
func Members(ctx context.Context, q postgres.Querier, most int) ([]Member, error) {
	rows, _ := q.Query(ctx, membersSQL, most) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Member])
	if err != nil {
		return nil, fmt.Errorf("read members of the demo shop: %w", err)
	}
	return list, nil
}
