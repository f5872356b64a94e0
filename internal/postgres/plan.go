package postgres

import "github.com/jackc/pgx/v5"

const sqlPlanOnce = `SELECT set_config('plan_cache_mode', 'force_generic_plan', true)`

// Planned is a batch for statements whose plan does not depend on their values: each connection plans
// them once, and not the first five times anew. It is for those that find their rows by an index
// whatever is asked; to plan what joins several tables takes longer than to run it. Inside a
// transaction it holds to the transaction's end.
func Planned() *pgx.Batch {
	b := &pgx.Batch{}
	b.Queue(sqlPlanOnce)
	return b
}
