package replies

import (
	"context"
	"fmt"

	"dari/tickets"
	"dari/tickets/action"

	"github.com/jackc/pgx/v5"
)

const (
	sqlTagging = `
SELECT id, actions FROM dari.macros WHERE deleted_at IS NULL AND (actions ? 'add_tags' OR actions ? 'remove_tags') ORDER BY id FOR UPDATE`
	sqlPutTagging = `UPDATE dari.macros SET actions = $2, version = version + 1, updated_at = dari.clock() WHERE id = $1`
)

// callTags calls the tags of a macro that is being written by their present names.
func (d *MacroDraft) callTags(ctx context.Context, tx pgx.Tx) error {
	return tickets.CallTags(ctx, tx, &d.Actions.AddTags, &d.Actions.RemoveTags)
}

// Retag gives macros the new name of a tag they put on or take off.
func Retag(ctx context.Context, tx pgx.Tx, from, to string) error {
	err := action.Rewrite(ctx, tx, sqlTagging, sqlPutTagging, func(a *action.Actions) bool { return a.Retag(from, to) })
	if err != nil {
		return fmt.Errorf("rename a tag in macros: %w", err)
	}
	return nil
}
