package sla

import (
	"context"
	"fmt"

	"dari/tickets/action"

	"github.com/jackc/pgx/v5"
)

const (
	sqlApplies = `
SELECT p.id, v.applies FROM dari.sla_policies p JOIN dari.sla_policy_versions v ON v.policy_id = p.id AND v.version = p.version
WHERE p.retired_at IS NULL ORDER BY p.id FOR UPDATE OF p`
	// It applies to the same tickets as before, so it is no new version.
	sqlPutApplies = `
UPDATE dari.sla_policy_versions v SET applies = $2 FROM dari.sla_policies p WHERE p.id = $1 AND v.policy_id = p.id AND v.version = p.version`
)

// Retag gives policies the new name of a tag they apply to.
func Retag(ctx context.Context, tx pgx.Tx, from, to string) error {
	err := action.Rewrite(ctx, tx, sqlApplies, sqlPutApplies, func(a *Applies) bool { return action.Retag(&a.Tags, from, to) })
	if err != nil {
		return fmt.Errorf("rename a tag in answer times: %w", err)
	}
	return nil
}
