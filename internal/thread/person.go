package thread

import (
	"context"
	"fmt"

	"dari/internal/postgres"

	"github.com/jackc/pgx/v5"
)

// A chat belongs to one account or browser, and what is in it is shown there: it stays when people are
// merged. Mails are shown to staff alone.
const (
	sqlMoveMails   = `UPDATE dari.conversations SET customer_id = $2 WHERE customer_id = $1 AND kind = 'mail' RETURNING id`
	sqlReturnMails = `UPDATE dari.conversations SET customer_id = $1 WHERE customer_id = $2 AND kind = 'mail' AND id = ANY($3)`
	sqlCountTalks  = `SELECT count(*)::integer FROM dari.conversations WHERE customer_id = $1 AND merged_into IS NULL AND last_seq > 0`
)

// MoveMails gives a customer's threads of mail to another one and answers which.
func MoveMails(ctx context.Context, tx pgx.Tx, from, into int64) ([]int64, error) {
	rows, _ := tx.Query(ctx, sqlMoveMails, from, into) // CollectRows reports this error
	ids, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	if err != nil {
		return nil, fmt.Errorf("move the mails of customer %d: %w", from, err)
	}
	return ids, nil
}

// ReturnMails takes MoveMails back.
func ReturnMails(ctx context.Context, tx pgx.Tx, from, into int64, ids []int64) error {
	if _, err := tx.Exec(ctx, sqlReturnMails, from, into, ids); err != nil {
		return fmt.Errorf("return the mails of customer %d: %w", from, err)
	}
	return nil
}

// CountTalks is how many conversations a customer has.
func CountTalks(ctx context.Context, q postgres.Querier, customerID, _ int64) (map[string]int, error) {
	var n int
	if err := q.QueryRow(ctx, sqlCountTalks, customerID).Scan(&n); err != nil {
		return nil, fmt.Errorf("count the conversations of customer %d: %w", customerID, err)
	}
	return map[string]int{"conversations": n}, nil
}
