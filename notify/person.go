package notify

import (
	"context"
	"encoding/json"
	"fmt"

	"dari/internal/postgres"

	"github.com/jackc/pgx/v5"
)

// movedLetters is what MovePerson keeps: which messages were another one's, and which advertising no
// longer goes, by the state it was in.
type movedLetters struct {
	IDs     []int64          `json:"ids"`
	Stopped map[int64]string `json:"stopped"`
}

const (
	// One person gets a campaign once: what has left to one of the two stops the other's, and of two
	// that wait the survivor's goes. A locked row is on its way and is not waited for.
	sqlStopDoubles = `
WITH pairs AS (
  SELECT f.id AS from_id, i.id AS into_id,
    f.state IN ('planned', 'held', 'queued', 'deferred') AS from_waits, i.state IN ('planned', 'held', 'queued', 'deferred') AS into_waits,
    f.state IN ('suppressed', 'expired', 'cancelled', 'failed') AS from_never, i.state IN ('suppressed', 'expired', 'cancelled', 'failed') AS into_never
  FROM dari.deliveries f JOIN dari.deliveries i ON i.customer_id = $2 AND i.source_kind = f.source_kind AND i.source_id = f.source_id AND i.channel = f.channel
  WHERE f.customer_id = $1 AND f.class = 'marketing'),
doubles AS (
  SELECT from_id AS id FROM pairs WHERE from_waits AND NOT into_never
  UNION
  SELECT into_id FROM pairs WHERE into_waits AND NOT from_waits AND NOT from_never),
held AS (SELECT d.id, d.state FROM dari.deliveries d JOIN doubles USING (id) WHERE d.state IN ('planned', 'held', 'queued', 'deferred') FOR UPDATE OF d)
UPDATE dari.deliveries d SET state = 'suppressed', reason = 'merged', updated_at = dari.clock()
FROM held WHERE d.id = held.id RETURNING d.id, held.state`
	sqlMoveLetters = `UPDATE dari.deliveries SET customer_id = $2 WHERE customer_id = $1 RETURNING id`
	// What nobody wants any more by now stays stopped.
	sqlFreeDoubles = `
UPDATE dari.deliveries d SET state = k.state, reason = '', updated_at = dari.clock()
FROM unnest($1::bigint[], $2::text[]) AS k (id, state)
WHERE d.id = k.id AND d.state = 'suppressed' AND d.reason = 'merged' AND d.expires_at > dari.clock()`
	sqlReturnLetters = `UPDATE dari.deliveries SET customer_id = $1 WHERE customer_id = $2 AND id = ANY($3)`
	sqlCountLetters  = `SELECT count(*)::integer FROM dari.deliveries WHERE customer_id = $1`
)

// MovePerson gives a customer's messages to the one they turned out to be. Advertising that both would
// get goes once.
func MovePerson(ctx context.Context, tx pgx.Tx, from, into int64) (any, error) {
	kept := movedLetters{Stopped: map[int64]string{}}
	rows, _ := tx.Query(ctx, sqlStopDoubles, from, into) // ForEachRow reports this error
	var id int64
	var state string
	if _, err := pgx.ForEachRow(rows, []any{&id, &state}, func() error { kept.Stopped[id] = state; return nil }); err != nil {
		return nil, fmt.Errorf("stop what customers %d and %d would both get: %w", from, into, err)
	}
	moved, _ := tx.Query(ctx, sqlMoveLetters, from, into) // CollectRows reports this error
	ids, err := pgx.CollectRows(moved, pgx.RowTo[int64])
	if err != nil {
		return nil, fmt.Errorf("move the messages of customer %d: %w", from, err)
	}
	kept.IDs = append([]int64{}, ids...)
	return kept, nil
}

// ReturnPerson takes MovePerson back. Advertising that was stopped goes on where its time has not passed.
func ReturnPerson(ctx context.Context, tx pgx.Tx, from, into int64, text json.RawMessage) error {
	var kept movedLetters
	if err := json.Unmarshal(text, &kept); err != nil {
		return fmt.Errorf("decode which messages were moved: %w", err)
	}
	var ids []int64
	var states []string
	for id, state := range kept.Stopped {
		ids, states = append(ids, id), append(states, state)
	}
	if _, err := tx.Exec(ctx, sqlFreeDoubles, ids, states); err != nil {
		return fmt.Errorf("free what was stopped for customer %d: %w", from, err)
	}
	if _, err := tx.Exec(ctx, sqlReturnLetters, from, into, kept.IDs); err != nil {
		return fmt.Errorf("return the messages of customer %d: %w", from, err)
	}
	return nil
}

// CountPerson is how many messages there are to a customer.
func CountPerson(ctx context.Context, q postgres.Querier, customerID, _ int64) (map[string]int, error) {
	var n int
	if err := q.QueryRow(ctx, sqlCountLetters, customerID).Scan(&n); err != nil {
		return nil, fmt.Errorf("count the messages to customer %d: %w", customerID, err)
	}
	return map[string]int{"notices": n}, nil
}
