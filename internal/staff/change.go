package staff

import (
	"context"
	"strconv"

	"dari/internal/api"
	"dari/internal/postgres"

	"github.com/jackc/pgx/v5"
)

// Change does something in a transaction and writes who asked for it into the audit log. do answers the id of
// what it was done to.
func Change(ctx context.Context, db postgres.Beginner, action, kind string, do func(tx pgx.Tx) (id int64, err error)) error {
	return postgres.InTx(ctx, db, func(tx pgx.Tx) error {
		id, err := do(tx)
		if err != nil {
			return err
		}
		e := By(From(ctx), action, kind, strconv.FormatInt(id, 10))
		e.IP = api.IPFrom(ctx)
		return Append(ctx, tx, e)
	})
}
