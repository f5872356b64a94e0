package notify

import (
	"context"
	"fmt"
	"time"

	"dari/internal/postgres"

	"github.com/jackc/pgx/v5"
)

// The mass guard: a mistake in the shop's own software (or one careless UPDATE) must not write to
// every customer. More than the setting, and more than three times the busiest five minutes of the
// last 28 days, of one kind, is held until a person says go on.

const (
	guardBucket = 5 * time.Minute
	guardTimes  = 3
	// What is still going on does not count as usual.
	guardRecent = time.Hour
)

const sqlGuardCount = `
WITH added AS (
  INSERT INTO dari.notice_rates AS r (kind, bucket, n) SELECT u.kind, $3, u.n FROM unnest($1::text[], $2::int[]) AS u(kind, n)
  ON CONFLICT (kind, bucket) DO UPDATE SET n = r.n + excluded.n RETURNING kind, n)
SELECT a.kind, a.n + coalesce((SELECT sum(r.n) FROM dari.notice_rates r WHERE r.kind = a.kind AND r.bucket = $3::timestamptz - $4::interval), 0)::int,
  coalesce((SELECT max(r.n) FROM dari.notice_rates r WHERE r.kind = a.kind AND r.bucket > $3::timestamptz - interval '28 days'
    AND r.bucket < $3::timestamptz - $5::interval), 0)::int
FROM added a`

// guard holds what is too much of the batch. It counts events, not the channels each is told on.
func (s *Service) guard(ctx context.Context, q postgres.Querier, list []NewDelivery, now time.Time) error {
	counts := map[string]int{}
	seen := map[int64]bool{}
	for _, d := range list {
		if d.State == "" && !seen[d.SourceID] {
			seen[d.SourceID] = true
			counts[d.Kind]++
		}
	}
	if len(counts) == 0 || s.massGuard < 0 {
		return nil
	}
	allowed, err := s.allowed(ctx, q, counts, now)
	if err != nil {
		return err
	}
	let := map[int64]bool{}
	held := map[string]int{}
	for i := range list {
		d := &list[i]
		if d.State != "" {
			continue
		}
		if !let[d.SourceID] && allowed[d.Kind] > 0 {
			let[d.SourceID] = true
			allowed[d.Kind]--
		}
		if !let[d.SourceID] {
			d.State, d.Reason = Held, "mass_guard"
			held[d.Kind]++
		}
	}
	for kind, n := range held {
		s.log.ErrorContext(ctx, "unusually many notices of a kind are held: release or drop them", "kind", kind, "count", n)
	}
	return nil
}

// allowed is how many more events of each kind may be told in this batch.
func (s *Service) allowed(ctx context.Context, q postgres.Querier, counts map[string]int, now time.Time) (map[string]int, error) {
	kinds, numbers := make([]string, 0, len(counts)), make([]int32, 0, len(counts))
	for kind, n := range counts {
		kinds, numbers = append(kinds, kind), append(numbers, int32(n))
	}
	rows, _ := q.Query(ctx, sqlGuardCount, kinds, numbers, now.Truncate(guardBucket), guardBucket, guardRecent) // ForEachRow reports this error
	allowed := map[string]int{}
	var kind string
	var total, busiest int
	_, err := pgx.ForEachRow(rows, []any{&kind, &total, &busiest}, func() error {
		before := total - counts[kind]
		allowed[kind] = max(0, max(s.massGuard, guardTimes*busiest)-before)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("count notices for the mass guard: %w", err)
	}
	return allowed, nil
}

const sqlHeldKinds = `SELECT kind, count(*)::int AS count, min(created_at) AS since FROM dari.deliveries WHERE state = 'held' AND reason = 'mass_guard' GROUP BY kind ORDER BY kind`

// HeldKind is a question to a person: may these go?
type HeldKind struct {
	Kind  string    `json:"kind"`
	Count int       `json:"count"`
	Since time.Time `json:"since"`
}

func heldKinds(ctx context.Context, q postgres.Querier) ([]HeldKind, error) {
	rows, _ := q.Query(ctx, sqlHeldKinds) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, pgx.RowToStructByName[HeldKind])
	if err != nil {
		return nil, fmt.Errorf("read held notices: %w", err)
	}
	return list, nil
}

const sqlSettleHeld = `
UPDATE dari.deliveries SET state = CASE WHEN $2 THEN 'planned' ELSE 'cancelled' END, reason = CASE WHEN $2 THEN '' ELSE 'not_wanted' END,
  not_before = CASE WHEN $2 THEN dari.clock() ELSE not_before END, updated_at = dari.clock()
WHERE state = 'held' AND reason = 'mass_guard' AND kind = $1`

func settleHeld(ctx context.Context, q postgres.Querier, kind string, send bool) (int, error) {
	tag, err := q.Exec(ctx, sqlSettleHeld, kind, send)
	if err != nil {
		return 0, fmt.Errorf("settle held notices of %s: %w", kind, err)
	}
	return int(tag.RowsAffected()), nil
}
