package notify

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"dari/internal/postgres"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// A claim takes due rows of one lane and channel, in one statement. Of the news about one order to one
// person the older goes first: while it is on its way the younger waits.
const sqlClaim = `
WITH due AS (
  SELECT d.id FROM dari.deliveries d
  WHERE d.lane = $1 AND d.channel = $2 AND d.state IN ('planned', 'queued', 'deferred')
    AND d.not_before <= dari.clock() AND d.expires_at > dari.clock()
    AND (d.family = '' OR NOT EXISTS (
      SELECT 1 FROM dari.deliveries p WHERE p.order_id = d.order_id AND p.id < d.id AND p.family = d.family
        AND p.channel = d.channel AND p.recipient_key = d.recipient_key
        AND p.state IN ('planned', 'queued', 'leased', 'handed_off', 'deferred')))
  ORDER BY d.not_before, d.id LIMIT $3 FOR UPDATE OF d SKIP LOCKED)
UPDATE dari.deliveries d SET state = 'leased', lease_token = $4, lease_until = dari.ticking_clock() + $5::interval,
  attempt = d.attempt + 1, updated_at = dari.clock()
FROM due WHERE d.id = due.id
RETURNING d.id, d.uid::text, d.class, d.source_kind, d.source_id, d.kind, d.version, d.channel, d.recipient_key,
  coalesce(d.customer_id, 0), coalesce(d.order_id, 0), d.lang, d.fields, d.attempt, d.message_id, dari.clock()`

func claim(ctx context.Context, q postgres.Querier, lane string, channel Channel, limit int, token uuid.UUID, lease time.Duration) ([]*row, error) {
	rows, _ := q.Query(ctx, sqlClaim, lane, string(channel), limit, token, lease) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, func(r pgx.CollectableRow) (*row, error) {
		var d row
		var fields []byte
		err := r.Scan(&d.ID, &d.UID, &d.Class, &d.SourceKind, &d.SourceID, &d.Kind, &d.Version, &d.Channel, &d.RecipientKey,
			&d.CustomerID, &d.OrderID, &d.Lang, &fields, &d.Attempt, &d.MessageID, &d.ClaimedAt)
		if err != nil {
			return nil, err
		}
		// Fields are an object of texts; a value of another kind is left out and then missing.
		values := map[string]any{}
		if err := json.Unmarshal(fields, &values); err != nil {
			return nil, err
		}
		d.Fields = make(map[string]string, len(values))
		for k, v := range values {
			if text, ok := v.(string); ok {
				d.Fields[k] = text
			}
		}
		return &d, nil
	})
	if err != nil {
		return nil, fmt.Errorf("claim due deliveries: %w", err)
	}
	return list, nil
}

// The next moment at which a row of the lane becomes due: the pump sleeps until then.
const sqlNextDue = `
SELECT extract(epoch FROM min(not_before) - dari.clock())::float8 FROM dari.deliveries
WHERE lane = $1 AND channel = $2 AND state IN ('planned', 'queued', 'deferred') AND not_before > dari.clock()`

func nextDue(ctx context.Context, q postgres.Querier, lane string, channel Channel) (time.Duration, bool, error) {
	var seconds *float64
	if err := q.QueryRow(ctx, sqlNextDue, lane, string(channel)).Scan(&seconds); err != nil {
		return 0, false, fmt.Errorf("look for the next due delivery: %w", err)
	}
	if seconds == nil {
		return 0, false, nil
	}
	return time.Duration(min(*seconds, 3600) * float64(time.Second)), true, nil
}

// Rows go back without a dialogue, and the attempt does not count.
const sqlGiveBack = `
UPDATE dari.deliveries SET state = CASE WHEN $3::interval > interval '0' THEN 'deferred' ELSE 'queued' END, reason = $4,
  attempt = attempt - 1, not_before = CASE WHEN $3::interval > interval '0' THEN dari.ticking_clock() + $3::interval ELSE not_before END,
  lease_token = NULL, lease_until = NULL, updated_at = dari.clock()
WHERE id = ANY($1) AND lease_token = $2 AND state = 'leased'`

func giveBack(ctx context.Context, q postgres.Querier, ids []int64, token uuid.UUID, after time.Duration, reason string) error {
	if _, err := q.Exec(ctx, sqlGiveBack, ids, token, after, reason); err != nil {
		return fmt.Errorf("give back %d deliveries: %w", len(ids), err)
	}
	return nil
}
