package campaign

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"dari/internal/event"
	"dari/internal/fault"
	"dari/internal/postgres"

	"github.com/jackc/pgx/v5"
)

// row is a campaign without its counts.
type row struct {
	Key         int64
	ID          string
	Name        string
	Channel     string
	State       State
	Tags        []string
	Subject     string
	BodyText    string
	Lang        string
	ScheduledAt *time.Time
	StartedAt   *time.Time
	FinishedAt  *time.Time
	FreezeAfter int64
	Excluded    map[string]int64
	CreatedAt   time.Time
	UpdatedAt   time.Time
	Version     int
}

const (
	sqlList = `
SELECT id, uid::text, name, channel, state, tags, subject, body_text, lang, scheduled_at, started_at, finished_at,
       freeze_after, excluded, created_at, updated_at, version
FROM dari.campaigns WHERE ($1::text = '' OR state = $1) AND ($2::bigint = 0 OR id < $2)
ORDER BY id DESC LIMIT $3`
	sqlByUID = `
SELECT id, uid::text, name, channel, state, tags, subject, body_text, lang, scheduled_at, started_at, finished_at,
       freeze_after, excluded, created_at, updated_at, version
FROM dari.campaigns WHERE uid = $1`
	sqlLockByUID = `
SELECT id, uid::text, name, channel, state, tags, subject, body_text, lang, scheduled_at, started_at, finished_at,
       freeze_after, excluded, created_at, updated_at, version
FROM dari.campaigns WHERE uid = $1 FOR UPDATE`
	// Another program may be at it: then it is not this one's turn.
	sqlLockFreezing = `
SELECT id, uid::text, name, channel, state, tags, subject, body_text, lang, scheduled_at, started_at, finished_at,
       freeze_after, excluded, created_at, updated_at, version
FROM dari.campaigns WHERE id = $1 AND state = 'freezing' FOR UPDATE SKIP LOCKED`
)

func collect(rows pgx.Rows) ([]row, error) { return pgx.CollectRows(rows, pgx.RowToStructByPos[row]) }

func list(ctx context.Context, q postgres.Querier, state string, before int64, limit int) ([]row, error) {
	rows, _ := q.Query(ctx, sqlList, state, before, limit) // CollectRows reports this error
	found, err := collect(rows)
	if err != nil {
		return nil, fmt.Errorf("list campaigns: %w", err)
	}
	return found, nil
}

func one(rows pgx.Rows) (row, error) {
	r, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByPos[row])
	if errors.Is(err, pgx.ErrNoRows) {
		return r, fault.New(fault.NotFound, "campaign.not_found")
	}
	if err != nil {
		return r, fmt.Errorf("read a campaign: %w", err)
	}
	return r, nil
}

func byUID(ctx context.Context, q postgres.Querier, uid string) (row, error) {
	rows, _ := q.Query(ctx, sqlByUID, uid) // one reports this error
	return one(rows)
}

func lockByUID(ctx context.Context, tx pgx.Tx, uid string) (row, error) {
	rows, _ := tx.Query(ctx, sqlLockByUID, uid) // one reports this error
	return one(rows)
}

func lockFreezing(ctx context.Context, tx pgx.Tx, key int64) (row, bool, error) {
	rows, _ := tx.Query(ctx, sqlLockFreezing, key) // CollectRows reports this error
	found, err := collect(rows)
	if err != nil {
		return row{}, false, fmt.Errorf("lock campaign %d: %w", key, err)
	}
	if len(found) == 0 {
		return row{}, false, nil
	}
	return found[0], true, nil
}

const sqlInsert = `
INSERT INTO dari.campaigns (uid, name, channel, state, tags, subject, body_text, lang, created_by)
VALUES ($1, $2, $3, 'draft', $4, $5, $6, $7, nullif($8::bigint, 0))`

func insert(ctx context.Context, q postgres.Querier, uid string, d Text, createdBy int64) error {
	if _, err := q.Exec(ctx, sqlInsert, uid, d.Name, d.Channel, d.Tags, d.Subject, d.BodyText, d.Lang, createdBy); err != nil {
		return fmt.Errorf("insert a campaign: %w", err)
	}
	return nil
}

const sqlUpdateText = `
UPDATE dari.campaigns SET name = $2, channel = $3, tags = $4, subject = $5, body_text = $6, lang = $7,
       updated_at = dari.clock(), version = version + 1
WHERE id = $1`

func updateText(ctx context.Context, q postgres.Querier, key int64, d Text) error {
	if _, err := q.Exec(ctx, sqlUpdateText, key, d.Name, d.Channel, d.Tags, d.Subject, d.BodyText, d.Lang); err != nil {
		return fmt.Errorf("update campaign %d: %w", key, err)
	}
	return nil
}

const sqlMove = `
UPDATE dari.campaigns SET state = $2, scheduled_at = coalesce($3, scheduled_at),
       started_at = CASE WHEN $2 = 'freezing' THEN coalesce(started_at, dari.clock()) ELSE started_at END,
       finished_at = CASE WHEN $2 IN ('done', 'cancelled') THEN dari.clock() ELSE finished_at END,
       updated_at = dari.clock(), version = version + 1
WHERE id = $1 RETURNING version`

// move sets the state of a locked campaign and says so.
func move(ctx context.Context, tx pgx.Tx, c row, to State, at *time.Time) error {
	var version int
	if err := tx.QueryRow(ctx, sqlMove, c.Key, string(to), at).Scan(&version); err != nil {
		return fmt.Errorf("move campaign %d to %s: %w", c.Key, to, err)
	}
	return publish(ctx, tx, moved{c.Key, c.ID, to, version})
}

// moved is a campaign in a new state.
type moved struct {
	Key     int64
	ID      string
	State   State
	Version int
}

func publish(ctx context.Context, tx pgx.Tx, list ...moved) error {
	events := make([]event.New, len(list))
	for i, m := range list {
		events[i] = event.New{
			Kind: "campaign.changed", SubjectKind: "campaign", SubjectID: m.Key, Version: m.Version,
			Key: fmt.Sprintf("campaign:%d:%d", m.Key, m.Version), Payload: map[string]any{"id": m.ID, "state": m.State},
		}
	}
	return event.Publish(ctx, tx, events...)
}

// A start that was missed by too much is not made up for: the offer may be stale and the hour a wrong one.
const sqlStartDue = `
UPDATE dari.campaigns SET
  state = CASE WHEN scheduled_at < dari.clock() - $1::interval THEN 'held' ELSE 'freezing' END,
  started_at = CASE WHEN scheduled_at < dari.clock() - $1::interval THEN started_at ELSE dari.clock() END,
  updated_at = dari.clock(), version = version + 1
WHERE state = 'scheduled' AND scheduled_at <= dari.clock()
RETURNING id, uid::text, state, version`

func startDue(ctx context.Context, q postgres.Querier, lateAfter time.Duration) ([]moved, error) {
	rows, _ := q.Query(ctx, sqlStartDue, lateAfter) // collectMoved reports this error
	return collectMoved("start due campaigns", rows)
}

const sqlFinish = `
UPDATE dari.campaigns c SET state = 'done', finished_at = dari.clock(), updated_at = dari.clock(), version = version + 1
WHERE c.state = 'sending' AND NOT EXISTS (
  SELECT 1 FROM dari.deliveries d WHERE d.source_kind = 'campaign' AND d.source_id = c.id
    AND d.state IN ('planned', 'held', 'queued', 'leased', 'handed_off', 'deferred'))
RETURNING c.id, c.uid::text, c.state, c.version`

func finish(ctx context.Context, q postgres.Querier) ([]moved, error) {
	rows, _ := q.Query(ctx, sqlFinish) // collectMoved reports this error
	return collectMoved("end campaigns", rows)
}

func collectMoved(what string, rows pgx.Rows) ([]moved, error) {
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[moved])
	if err != nil {
		return nil, fmt.Errorf("%s: %w", what, err)
	}
	return list, nil
}

const sqlFrozen = `UPDATE dari.campaigns SET freeze_after = $2, excluded = $3 WHERE id = $1`

func frozen(ctx context.Context, q postgres.Querier, key, after int64, excluded map[string]int64) error {
	text, err := json.Marshal(excluded)
	if err != nil {
		return fmt.Errorf("encode the excluded of campaign %d: %w", key, err)
	}
	if _, err := q.Exec(ctx, sqlFrozen, key, after, text); err != nil {
		return fmt.Errorf("keep the freeze of campaign %d: %w", key, err)
	}
	return nil
}

// Cancelled campaigns are looked after for a day: a message in the hands of a worker may come back.
// A freeze can take long and comes last.
const sqlRunning = `
SELECT id, uid::text, state, version FROM dari.campaigns
WHERE state IN ('freezing', 'sending', 'paused')
   OR (state = 'cancelled' AND started_at IS NOT NULL AND finished_at > dari.clock() - interval '1 day')
ORDER BY state = 'freezing', id`

func running(ctx context.Context, q postgres.Querier) ([]moved, error) {
	rows, _ := q.Query(ctx, sqlRunning) // collectMoved reports this error
	return collectMoved("list running campaigns", rows)
}

// Read by the index on (source_id, state) alone.
const sqlCounts = `
SELECT source_id,
  count(*) FILTER (WHERE state IN ('planned', 'held', 'queued', 'leased', 'handed_off', 'deferred')),
  count(*) FILTER (WHERE state IN ('sent', 'delivered')),
  count(*) FILTER (WHERE state IN ('failed', 'bounced')),
  count(*) FILTER (WHERE state IN ('suppressed', 'expired', 'cancelled')),
  count(*) FILTER (WHERE state = 'unknown'),
  count(*)
FROM dari.deliveries WHERE source_kind = 'campaign' AND source_id = ANY($1) GROUP BY source_id`

func countsOf(ctx context.Context, q postgres.Querier, keys []int64) (map[int64]Counts, error) {
	type line struct {
		Key int64
		Counts
	}
	rows, _ := q.Query(ctx, sqlCounts, keys) // CollectRows reports this error
	lines, err := pgx.CollectRows(rows, func(r pgx.CollectableRow) (line, error) {
		var l line
		err := r.Scan(&l.Key, &l.Planned, &l.Sent, &l.Failed, &l.Skipped, &l.Unknown, &l.Total)
		return l, err
	})
	if err != nil {
		return nil, fmt.Errorf("count the messages of campaigns: %w", err)
	}
	out := make(map[int64]Counts, len(lines))
	for _, l := range lines {
		out[l.Key] = l.Counts
	}
	return out, nil
}

// candidate is a customer of the audience, and what decides whether anything is sent.
type candidate struct {
	ID        int64
	Address   string
	Lang      string
	Consented bool
}

const sqlCandidates = `
SELECT c.id, CASE WHEN $1 = 'email' THEN c.email ELSE c.phone END, c.lang,
  coalesce((SELECT e.granted FROM dari.consent_events e
            WHERE e.customer_id = c.id AND e.channel = $1 AND e.purpose = 'marketing'
            ORDER BY e.id DESC LIMIT 1), false)
FROM dari.customers c
WHERE c.id > $2 AND c.merged_into IS NULL AND (cardinality($3::text[]) = 0 OR c.tags && $3::text[])
ORDER BY c.id LIMIT $4`

func candidates(ctx context.Context, q postgres.Querier, a Audience, after int64, limit int) ([]candidate, error) {
	rows, _ := q.Query(ctx, sqlCandidates, a.Channel, after, a.Tags, limit) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[candidate])
	if err != nil {
		return nil, fmt.Errorf("read an audience: %w", err)
	}
	return list, nil
}

const sqlNight = `
SELECT dari.clock(), coalesce((SELECT value FROM dari.legal_rules
  WHERE country = 'KR' AND rule = 'ad_night' AND valid_from <= dari.clock() ORDER BY valid_from DESC LIMIT 1), '{}')`

func clockAndNight(ctx context.Context, q postgres.Querier) (time.Time, Night, error) {
	var now time.Time
	var n Night
	if err := q.QueryRow(ctx, sqlNight).Scan(&now, &n); err != nil {
		return now, n, fmt.Errorf("read the night rule: %w", err)
	}
	return now, n, nil
}
