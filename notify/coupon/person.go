package coupon

import (
	"context"
	"encoding/json"
	"fmt"

	"dari/internal/postgres"

	"github.com/jackc/pgx/v5"
)

// movedIssues is what MovePerson keeps: the codes that were another one's, and those that count no more.
type movedIssues struct {
	IDs  []int64 `json:"ids"`
	Void []int64 `json:"void"`
}

const (
	// Of the same coupon of the same period one counts: the one that was used, else the survivor's.
	sqlVoidDoubles = `
UPDATE dari.coupon_issues v SET void_at = dari.clock()
FROM dari.coupon_issues f JOIN dari.coupon_issues i ON i.coupon_id = f.coupon_id AND i.period = f.period AND i.customer_id = $2
WHERE f.customer_id = $1 AND v.redeemed_at IS NULL AND v.void_at IS NULL AND f.void_at IS NULL AND i.void_at IS NULL
  AND v.id = CASE WHEN f.redeemed_at IS NULL THEN f.id ELSE i.id END
RETURNING v.id`
	// What the survivor has a row of already stays: there is room for one.
	sqlMoveIssues = `
UPDATE dari.coupon_issues f SET customer_id = $2
WHERE f.customer_id = $1 AND NOT EXISTS (SELECT FROM dari.coupon_issues i WHERE i.coupon_id = f.coupon_id AND i.period = f.period AND i.customer_id = $2)
RETURNING f.id`
	sqlUnvoid       = `UPDATE dari.coupon_issues SET void_at = NULL WHERE id = ANY($1)`
	sqlReturnIssues = `UPDATE dari.coupon_issues SET customer_id = $1 WHERE customer_id = $2 AND id = ANY($3)`
	sqlCountIssues  = `
SELECT count(*) FILTER (WHERE f.redeemed_at IS NULL)::integer,
  count(*) FILTER (WHERE i.id IS NOT NULL AND i.void_at IS NULL AND (f.redeemed_at IS NULL OR i.redeemed_at IS NULL))::integer
FROM dari.coupon_issues f LEFT JOIN dari.coupon_issues i ON i.coupon_id = f.coupon_id AND i.period = f.period AND i.customer_id = $2
WHERE f.customer_id = $1 AND f.void_at IS NULL`
)

// MovePerson gives a customer's codes to the one they turned out to be. A coupon that both have got
// counts once from then on.
func MovePerson(ctx context.Context, tx pgx.Tx, from, into int64) (any, error) {
	rows, _ := tx.Query(ctx, sqlVoidDoubles, from, into) // CollectRows reports this error
	void, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	if err != nil {
		return nil, fmt.Errorf("end the coupons that customers %d and %d both have: %w", from, into, err)
	}
	rows, _ = tx.Query(ctx, sqlMoveIssues, from, into) // CollectRows reports this error
	ids, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	if err != nil {
		return nil, fmt.Errorf("move the coupons of customer %d: %w", from, err)
	}
	return movedIssues{IDs: append([]int64{}, ids...), Void: append([]int64{}, void...)}, nil
}

// ReturnPerson takes MovePerson back.
func ReturnPerson(ctx context.Context, tx pgx.Tx, from, into int64, text json.RawMessage) error {
	var kept movedIssues
	if err := json.Unmarshal(text, &kept); err != nil {
		return fmt.Errorf("decode which coupons were moved: %w", err)
	}
	if _, err := tx.Exec(ctx, sqlReturnIssues, from, into, kept.IDs); err != nil {
		return fmt.Errorf("return the coupons of customer %d: %w", from, err)
	}
	if _, err := tx.Exec(ctx, sqlUnvoid, kept.Void); err != nil {
		return fmt.Errorf("let the coupons of customer %d count again: %w", from, err)
	}
	return nil
}

// CountPerson is how many codes a customer could still use, and how many of them the other one has too.
func CountPerson(ctx context.Context, q postgres.Querier, from, into int64) (map[string]int, error) {
	var coupons, doubled int
	if err := q.QueryRow(ctx, sqlCountIssues, from, into).Scan(&coupons, &doubled); err != nil {
		return nil, fmt.Errorf("count the coupons of customer %d: %w", from, err)
	}
	return map[string]int{"coupons": coupons, "coupons_doubled": doubled}, nil
}
