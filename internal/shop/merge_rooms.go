package shop

import (
	"context"
	"encoding/json"
	"fmt"

	"dari/internal/postgres"

	"github.com/jackc/pgx/v5"
)

// RowsRoom is a MergeRoom that moves rows: move answers the ids of those it has given to the survivor,
// and back returns those of them that are still there.
func RowsRoom(name string, move func(ctx context.Context, tx pgx.Tx, from, into int64) ([]int64, error),
	back func(ctx context.Context, tx pgx.Tx, from, into int64, ids []int64) error,
	count func(ctx context.Context, q postgres.Querier, from, into int64) (map[string]int, error),
) MergeRoom {
	type rows struct {
		IDs []int64 `json:"ids"`
	}
	return MergeRoom{
		Name: name, Count: count,
		Move: func(ctx context.Context, tx pgx.Tx, from, into int64) (any, error) {
			ids, err := move(ctx, tx, from, into)
			return rows{append([]int64{}, ids...)}, err
		},
		Back: func(ctx context.Context, tx pgx.Tx, from, into int64, kept json.RawMessage) error {
			var r rows
			if err := json.Unmarshal(kept, &r); err != nil {
				return fmt.Errorf("decode what was moved: %w", err)
			}
			return back(ctx, tx, from, into, r.IDs)
		},
	}
}

const (
	sqlMoveOrders    = `UPDATE dari.orders SET customer_id = $2 WHERE customer_id = $1 RETURNING id`
	sqlReturnOrders  = `UPDATE dari.orders SET customer_id = $1 WHERE customer_id = $2 AND id = ANY($3)`
	sqlMoveReached   = `UPDATE dari.identities SET customer_id = $2 WHERE customer_id = $1 RETURNING id`
	sqlReturnReached = `UPDATE dari.identities SET customer_id = $1 WHERE customer_id = $2 AND id = ANY($3)`
	sqlCountOwn      = `
SELECT (SELECT count(*) FROM dari.orders WHERE customer_id = $1)::integer,
       (SELECT count(*) FROM dari.identities WHERE customer_id = $1)::integer`
)

// MergeRooms are the rooms of this package: orders, and what a person is known by.
func MergeRooms() []MergeRoom {
	return []MergeRoom{
		RowsRoom("shop.orders", moveOrders, returnOrders, countOwn),
		RowsRoom("shop.identities", moveReached, returnReached, nil),
	}
}

func moveOrders(ctx context.Context, tx pgx.Tx, from, into int64) ([]int64, error) {
	rows, _ := tx.Query(ctx, sqlMoveOrders, from, into) // CollectRows reports this error
	return pgx.CollectRows(rows, pgx.RowTo[int64])
}

func returnOrders(ctx context.Context, tx pgx.Tx, from, into int64, ids []int64) error {
	_, err := tx.Exec(ctx, sqlReturnOrders, from, into, ids)
	return err
}

func moveReached(ctx context.Context, tx pgx.Tx, from, into int64) ([]int64, error) {
	rows, _ := tx.Query(ctx, sqlMoveReached, from, into) // CollectRows reports this error
	return pgx.CollectRows(rows, pgx.RowTo[int64])
}

func returnReached(ctx context.Context, tx pgx.Tx, from, into int64, ids []int64) error {
	_, err := tx.Exec(ctx, sqlReturnReached, from, into, ids)
	return err
}

func countOwn(ctx context.Context, q postgres.Querier, from, _ int64) (map[string]int, error) {
	var orders, known int
	if err := q.QueryRow(ctx, sqlCountOwn, from).Scan(&orders, &known); err != nil {
		return nil, fmt.Errorf("count the orders of customer %d: %w", from, err)
	}
	return map[string]int{"orders": orders, "identities": known}, nil
}
