package notify

import (
	"context"
	"fmt"

	"dari/internal/postgres"
)

// What a campaign does to all its messages that have not left. Each works on at most limit rows, so
// that no worker waits for it, and passes over those in a worker's hands: the gate stops these.

const sqlHoldSource = `
UPDATE dari.deliveries SET state = 'held', reason = $3, expires_at = dari.clock() + interval '30 days', updated_at = dari.clock()
WHERE id IN (SELECT id FROM dari.deliveries WHERE source_kind = $1 AND source_id = $2
  AND state IN ('planned', 'queued', 'deferred') LIMIT $4 FOR UPDATE SKIP LOCKED)`

// HoldSource puts the waiting messages of a source aside under a reason.
func HoldSource(ctx context.Context, q postgres.Querier, sourceKind string, sourceID int64, reason string, limit int) (int, error) {
	tag, err := q.Exec(ctx, sqlHoldSource, sourceKind, sourceID, reason, limit)
	if err != nil {
		return 0, fmt.Errorf("hold the messages of %s %d: %w", sourceKind, sourceID, err)
	}
	return int(tag.RowsAffected()), nil
}

const sqlReleaseSource = `
UPDATE dari.deliveries SET state = 'planned', reason = '', expires_at = dari.clock() + interval '72 hours', updated_at = dari.clock()
WHERE id IN (SELECT id FROM dari.deliveries WHERE source_kind = $1 AND source_id = $2
  AND state = 'held' AND reason = $3 LIMIT $4 FOR UPDATE SKIP LOCKED)`

// ReleaseSource lets the messages go that were held for the reason.
func ReleaseSource(ctx context.Context, q postgres.Querier, sourceKind string, sourceID int64, reason string, limit int) (int, error) {
	tag, err := q.Exec(ctx, sqlReleaseSource, sourceKind, sourceID, reason, limit)
	if err != nil {
		return 0, fmt.Errorf("release the messages of %s %d: %w", sourceKind, sourceID, err)
	}
	return int(tag.RowsAffected()), nil
}

const sqlCancelSource = `
UPDATE dari.deliveries SET state = 'cancelled', reason = $3, updated_at = dari.clock()
WHERE id IN (SELECT id FROM dari.deliveries WHERE source_kind = $1 AND source_id = $2
  AND state IN ('planned', 'held', 'queued', 'deferred') LIMIT $4 FOR UPDATE SKIP LOCKED)`

// CancelSource ends the messages of a source that have not left.
func CancelSource(ctx context.Context, q postgres.Querier, sourceKind string, sourceID int64, reason string, limit int) (int, error) {
	tag, err := q.Exec(ctx, sqlCancelSource, sourceKind, sourceID, reason, limit)
	if err != nil {
		return 0, fmt.Errorf("cancel the messages of %s %d: %w", sourceKind, sourceID, err)
	}
	return int(tag.RowsAffected()), nil
}
