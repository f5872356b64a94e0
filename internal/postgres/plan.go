package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"
)

const sqlPlanOnce = `SELECT set_config('plan_cache_mode', 'force_generic_plan', true)`

// QueryPlanned runs a statement whose plan does not depend on its values: each connection plans it once,
// and not the first five times anew. For one that finds its rows by an index whatever is asked; planning
// what joins several tables takes longer than to run it. Inside a transaction this holds to its end.
func QueryPlanned(ctx context.Context, q Querier, sql string, args []any, read func(rows pgx.Rows) error) error {
	b := &pgx.Batch{}
	b.Queue(sqlPlanOnce)
	b.Queue(sql, args...).Query(read)
	return q.SendBatch(ctx, b).Close()
}
