package views

import (
	"context"
	"fmt"

	"dari/tickets"
	"dari/tickets/action"

	"github.com/jackc/pgx/v5"
)

const (
	sqlTagged   = `SELECT id, filter FROM dari.views WHERE filter ? 'tag' ORDER BY id FOR UPDATE`
	sqlPutNamed = `UPDATE dari.views SET filter = $2, version = version + 1, updated_at = dari.clock() WHERE id = $1`
)

// Retag gives views the new name of a tag they ask for.
func Retag(ctx context.Context, tx pgx.Tx, from, to string) error {
	err := action.Rewrite(ctx, tx, sqlTagged, sqlPutNamed, func(f *tickets.Filter) bool { return action.Retag(&f.Tags, from, to) })
	if err != nil {
		return fmt.Errorf("rename a tag in views: %w", err)
	}
	return nil
}
