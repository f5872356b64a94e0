package notify

import (
	"context"
	"fmt"
	"time"

	"dari/internal/postgres"

	"github.com/jackc/pgx/v5"
)

// sweepMax bounds one statement; the rest is for the next round.
const sweepMax = 1000

// sweep runs on every node, all at the same time if they like. It alone brings all work back after a
// crash or without Redis.
func (s *Service) sweep(ctx context.Context) {
	tick := time.NewTicker(s.sweepEvery)
	defer tick.Stop()
	for {
		if err := s.Sweep(ctx); err != nil && ctx.Err() == nil {
			s.log.ErrorContext(ctx, "the sweep failed", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

const (
	// Nothing was handed off, so nothing can have left.
	sqlLapsed = `
UPDATE dari.deliveries SET state = 'queued', lease_token = NULL, lease_until = NULL, updated_at = dari.clock()
WHERE id IN (SELECT id FROM dari.deliveries WHERE state = 'leased' AND lease_until < dari.clock() LIMIT $1 FOR UPDATE SKIP LOCKED)`

	// The token stays: an outcome that comes late still settles the row.
	sqlLost = `
WITH lost AS (
  UPDATE dari.deliveries SET state = 'unknown', reason = 'no_outcome', updated_at = dari.clock()
  WHERE id IN (SELECT id FROM dari.deliveries WHERE state = 'handed_off' AND handoff_at < dari.clock() - $2::interval LIMIT $1 FOR UPDATE SKIP LOCKED)
  RETURNING id, attempt, handoff_at)
INSERT INTO dari.delivery_attempts (delivery_id, n, started_at, handoff_at, ended_at, outcome)
SELECT id, attempt, handoff_at, handoff_at, dari.clock(), 'unknown' FROM lost
ON CONFLICT (delivery_id, n) DO UPDATE SET outcome = 'unknown', ended_at = excluded.ended_at`

	// Once, and never advertising: a person decides about that.
	sqlAskAgain = `
UPDATE dari.deliveries SET state = 'queued', unknown_retries = unknown_retries + 1, not_before = dari.clock(),
  lease_token = NULL, lease_until = NULL, updated_at = dari.clock()
WHERE id IN (SELECT id FROM dari.deliveries WHERE state = 'unknown' AND class <> 'marketing' AND unknown_retries = 0
  AND expires_at > dari.clock() LIMIT $1 FOR UPDATE SKIP LOCKED)`

	sqlExpire = `
UPDATE dari.deliveries SET state = 'expired', reason = 'expired', updated_at = dari.clock()
WHERE id IN (SELECT id FROM dari.deliveries WHERE state IN ('planned', 'held', 'queued', 'deferred') AND expires_at <= dari.clock()
  LIMIT $1 FOR UPDATE SKIP LOCKED)`

	sqlDueLanes = `
SELECT l.lane FROM unnest($1::text[]) AS l(lane) WHERE EXISTS (
  SELECT 1 FROM dari.deliveries d WHERE d.lane = l.lane AND d.channel IN ('email', 'sms')
    AND d.state IN ('planned', 'queued', 'deferred') AND d.not_before <= dari.clock())`
)

// Sweep does one round.
func (s *Service) Sweep(ctx context.Context) error {
	steps := []struct {
		sql  string
		args []any
	}{{sqlLapsed, []any{sweepMax}}, {sqlLost, []any{sweepMax, s.unknownAfter}}, {sqlAskAgain, []any{sweepMax}}, {sqlExpire, []any{sweepMax}}, {sqlForget, []any{sweepMax}}}
	for i, step := range steps {
		tag, err := s.db.Exec(ctx, step.sql, step.args...)
		if err != nil {
			return fmt.Errorf("sweep, step %d: %w", i+1, err)
		}
		if n := tag.RowsAffected(); n > 0 && i < 2 {
			s.log.InfoContext(ctx, []string{"lapsed leases were taken back", "hand-offs without an outcome became unknown"}[i], "count", n)
		}
	}
	due, err := dueLanes(ctx, s.db)
	for _, lane := range due {
		s.signal(lane)
	}
	return err
}

func dueLanes(ctx context.Context, q postgres.Querier) ([]string, error) {
	rows, _ := q.Query(ctx, sqlDueLanes, lanes) // CollectRows reports this error
	due, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return nil, fmt.Errorf("look for lanes with work: %w", err)
	}
	return due, nil
}
