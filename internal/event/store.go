package event

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"dari/internal/postgres"

	"github.com/jackc/pgx/v5"
)

// Event is one thing that has happened.
type Event struct {
	ID          int64
	Kind        string // order.shipped, message.appended …
	SubjectKind string // order, conversation …
	SubjectID   int64
	Version     int
	Key         string // unique: the same thing is written once; made of the subject when it was published without
	Payload     json.RawMessage
	CreatedAt   time.Time

	read *any // the payload as a room has read it
}

// As is an event's payload. Rooms that read it into the same type share one reading.
func As[T any](e Event) (T, error) {
	if e.read != nil {
		if v, ok := (*e.read).(T); ok {
			return v, nil
		}
	}
	var v T
	if err := json.Unmarshal(e.Payload, &v); err != nil {
		return v, fmt.Errorf("read event %d, %s: %w", e.ID, e.Kind, err)
	}
	if e.read != nil {
		*e.read = v
	}
	return v, nil
}

// New is an event to be published. Without a Key its writer knows that it is told once: the row that
// it tells of was written in the same transaction, and cannot be written again.
type New struct {
	Kind        string
	SubjectKind string
	SubjectID   int64
	Version     int
	Key         string
	Payload     any
}

const sqlPublish = `
WITH told AS (
  INSERT INTO dari.outbox (kind, subject_kind, subject_id, version, key, payload)
  SELECT k.kind, k.subject_kind, k.subject_id, k.version, nullif(k.key, ''), k.payload
  FROM unnest($1::text[], $2::text[], $3::bigint[], $4::integer[], $5::text[], $6::jsonb[]) AS k (kind, subject_kind, subject_id, version, key, payload)
  ON CONFLICT (key) WHERE key IS NOT NULL DO NOTHING
  RETURNING id)
INSERT INTO dari.outbox_pending (event_id) SELECT id FROM told`

// Publish writes events in the caller's transaction. One whose key is there already is left out.
func Publish(ctx context.Context, q postgres.Querier, events ...New) error {
	if len(events) == 0 {
		return nil
	}
	n := len(events)
	kinds, subjects, keys := make([]string, n), make([]string, n), make([]string, n)
	ids, versions, payloads := make([]int64, n), make([]int32, n), make([][]byte, n)
	for i, e := range events {
		payload, err := json.Marshal(e.Payload)
		if err != nil {
			return fmt.Errorf("encode the payload of %s: %w", e.Kind, err)
		}
		if e.Payload == nil {
			payload = []byte("{}")
		}
		kinds[i], subjects[i], keys[i] = e.Kind, e.SubjectKind, e.Key
		ids[i], versions[i], payloads[i] = e.SubjectID, int32(e.Version), payload
	}
	if _, err := q.Exec(ctx, sqlPublish, kinds, subjects, ids, versions, keys, payloads); err != nil {
		return fmt.Errorf("publish %d events: %w", n, err)
	}
	return nil
}

const sqlPending = `
SELECT e.id, e.kind, e.subject_kind, e.subject_id, e.version, coalesce(e.key, e.subject_kind || ':' || e.subject_id || ':' || e.version), e.payload, e.created_at
FROM (SELECT event_id FROM dari.outbox_pending WHERE next_try_at IS NULL OR next_try_at <= dari.clock() ORDER BY event_id LIMIT $1) p
JOIN dari.outbox e ON e.id = p.event_id
ORDER BY e.id`

func pending(ctx context.Context, q postgres.Querier, limit int) ([]Event, error) {
	rows, _ := q.Query(ctx, sqlPending, limit) // CollectRows reports this error
	events, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Event])
	if err != nil {
		return nil, fmt.Errorf("read pending events: %w", err)
	}
	readings := make([]any, len(events))
	for i := range events {
		events[i].read = &readings[i]
	}
	return events, nil
}

const sqlDispatched = `DELETE FROM dari.outbox_pending WHERE event_id = ANY($1)`

func markDispatched(ctx context.Context, q postgres.Querier, ids []int64) error {
	if _, err := q.Exec(ctx, sqlDispatched, ids); err != nil {
		return fmt.Errorf("mark %d events dispatched: %w", len(ids), err)
	}
	return nil
}

// An event that cannot be handled waits longer each time, an hour at most, and never blocks the rest.
const sqlPostpone = `
UPDATE dari.outbox_pending
SET attempts = attempts + 1, error = $2,
    next_try_at = dari.clock() + least(interval '1 hour', interval '1 second' * power(2, least(attempts, 12)))
WHERE event_id = $1`

func postpone(ctx context.Context, q postgres.Querier, id int64, reason string) error {
	if _, err := q.Exec(ctx, sqlPostpone, id, reason); err != nil {
		return fmt.Errorf("postpone event %d: %w", id, err)
	}
	return nil
}

const sqlLag = `
SELECT (SELECT count(*) FROM dari.outbox_pending), coalesce(extract(epoch FROM dari.clock() - (
  SELECT e.created_at FROM dari.outbox_pending p JOIN dari.outbox e ON e.id = p.event_id ORDER BY p.event_id LIMIT 1)), 0)::float8`

// Lag is how many events wait and for how many seconds the oldest has.
func Lag(ctx context.Context, q postgres.Querier) (waiting int64, seconds float64, err error) {
	if err := q.QueryRow(ctx, sqlLag).Scan(&waiting, &seconds); err != nil {
		return 0, 0, fmt.Errorf("read the lag of the outbox: %w", err)
	}
	return waiting, seconds, nil
}

const sqlExport = `
SELECT id, kind, subject_kind, subject_id, version, coalesce(key, subject_kind || ':' || subject_id || ':' || version), payload, created_at
FROM dari.outbox WHERE id > $1 ORDER BY id LIMIT $2`

// Export reads events after an id, oldest first.
func Export(ctx context.Context, q postgres.Querier, after int64, limit int) ([]Event, error) {
	rows, _ := q.Query(ctx, sqlExport, after, limit) // CollectRows reports this error
	events, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Event])
	if err != nil {
		return nil, fmt.Errorf("export events: %w", err)
	}
	return events, nil
}

const sqlBeginRun = `
INSERT INTO dari.schedule_runs (schedule, occurrence) VALUES ($1, $2)
ON CONFLICT (schedule, occurrence) DO UPDATE SET started_at = dari.clock()
WHERE schedule_runs.finished_at IS NULL AND schedule_runs.started_at < dari.clock() - interval '10 minutes'`

// BeginRun claims one occurrence of a schedule. It answers false when another program has done it
// or is at it; an occurrence whose program died is free again after 10 minutes.
func BeginRun(ctx context.Context, q postgres.Querier, schedule, occurrence string) (bool, error) {
	tag, err := q.Exec(ctx, sqlBeginRun, schedule, occurrence)
	if err != nil {
		return false, fmt.Errorf("claim %s of %s: %w", occurrence, schedule, err)
	}
	return tag.RowsAffected() == 1, nil
}

const sqlFinishRun = `UPDATE dari.schedule_runs SET finished_at = dari.clock() WHERE schedule = $1 AND occurrence = $2`

// FinishRun says that the occurrence is done for ever.
func FinishRun(ctx context.Context, q postgres.Querier, schedule, occurrence string) error {
	if _, err := q.Exec(ctx, sqlFinishRun, schedule, occurrence); err != nil {
		return fmt.Errorf("finish %s of %s: %w", occurrence, schedule, err)
	}
	return nil
}
