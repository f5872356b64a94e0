package coupon

import (
	"context"
	"fmt"

	"dari/internal/postgres"
)

const sqlSeed = `
INSERT INTO dari.coupons (name, occasion, active, code_prefix, discount, days_before, valid_days)
SELECT '생일 쿠폰', 'birthday', true, 'ONDAM', '10%', 7, 30 WHERE NOT EXISTS (SELECT 1 FROM dari.coupons)`

// Seed gives the demo shop its birthday coupon, switched on; doing it again changes nothing.
func Seed(ctx context.Context, q postgres.Querier) error {
	if _, err := q.Exec(ctx, sqlSeed); err != nil {
		return fmt.Errorf("seed the birthday coupon: %w", err)
	}
	return nil
}
