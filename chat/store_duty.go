package chat

import (
	"context"
	"fmt"
	"time"

	"dari/internal/postgres"

	"github.com/jackc/pgx/v5"
)

const (
	// Who opens a console is there; what they chose the last time holds. Until they choose, chats go to
	// those whose work they are.
	sqlEnterDuty = `
INSERT INTO dari.duties AS d (staff_id, state, seen_at, off_since, returned)
SELECT s.id, k.state, dari.ticking_clock(), CASE WHEN k.state <> 'online' THEN dari.ticking_clock() END, k.state <> 'online'
FROM dari.staff s, LATERAL (SELECT CASE WHEN s.role IN ('agent', 'lead') THEN 'online' ELSE 'away' END AS state) k WHERE s.id = $1
ON CONFLICT (staff_id) DO UPDATE SET seen_at = dari.ticking_clock(),
  off_since = CASE WHEN d.state = 'online' THEN NULL ELSE coalesce(d.off_since, dari.ticking_clock()) END,
  returned = CASE WHEN d.state = 'online' THEN false ELSE d.returned END
RETURNING state`
	sqlLeaveDuty = `
UPDATE dari.duties SET seen_at = NULL, off_since = coalesce(off_since, dari.ticking_clock()) WHERE staff_id = $1`
	sqlSetDuty = `
INSERT INTO dari.duties AS d (staff_id, state, returned) VALUES ($1, $2, $2 <> 'online')
ON CONFLICT (staff_id) DO UPDATE SET state = excluded.state, version = d.version + 1,
  off_since = CASE WHEN excluded.state = 'online' AND d.seen_at IS NOT NULL THEN NULL ELSE coalesce(d.off_since, dari.ticking_clock()) END,
  returned = CASE WHEN excluded.state = 'online' THEN false ELSE d.returned END`
	sqlSetCapacity = `
INSERT INTO dari.duties AS d (staff_id, state, capacity)
SELECT id, CASE WHEN role IN ('agent', 'lead') THEN 'online' ELSE 'away' END, nullif($2::int, 0) FROM dari.staff WHERE id = $1
ON CONFLICT (staff_id) DO UPDATE SET capacity = excluded.capacity, version = d.version + 1`
	sqlBeatDuties = `
UPDATE dari.duties SET seen_at = dari.ticking_clock(),
  off_since = CASE WHEN state = 'online' THEN NULL ELSE coalesce(off_since, dari.ticking_clock()) END,
  returned = CASE WHEN state = 'online' THEN false ELSE returned END
WHERE staff_id = ANY($1) RETURNING staff_id, state`
	sqlPresent = `
SELECT staff_id, state FROM dari.duties WHERE seen_at > dari.ticking_clock() - $1::interval`
	sqlDuties = `
SELECT s.id, s.name, s.role, CASE WHEN d.seen_at > dari.ticking_clock() - $1::interval THEN d.state ELSE 'offline' END, coalesce(d.capacity, 0)
FROM dari.staff s LEFT JOIN dari.duties d ON d.staff_id = s.id
WHERE s.active ORDER BY s.name, s.id`
	// Held to the end of the transaction: two programs never count the same free place.
	sqlLockOnDuty = `
SELECT staff_id, coalesce(capacity, 0), calendar_id FROM dari.duties
WHERE state = 'online' AND seen_at > dari.ticking_clock() - $1::interval
ORDER BY given_at NULLS FIRST, staff_id FOR UPDATE`
	sqlGiven   = `UPDATE dari.duties SET given_at = dari.ticking_clock() WHERE staff_id = ANY($1)`
	sqlLockOff = `
SELECT staff_id FROM dari.duties
WHERE NOT returned AND (off_since <= dari.ticking_clock() - $1::interval OR seen_at <= dari.ticking_clock() - $2::interval)
ORDER BY staff_id FOR UPDATE SKIP LOCKED`
	sqlReturned = `UPDATE dari.duties SET returned = true, off_since = coalesce(off_since, seen_at) WHERE staff_id = ANY($1)`
)

func enterDuty(ctx context.Context, q postgres.Querier, staffID int64) (state string, err error) {
	if err := q.QueryRow(ctx, sqlEnterDuty, staffID).Scan(&state); err != nil {
		return "", fmt.Errorf("note that staff %d is there: %w", staffID, err)
	}
	return state, nil
}

func leaveDuty(ctx context.Context, q postgres.Querier, staffID int64) error {
	if _, err := q.Exec(ctx, sqlLeaveDuty, staffID); err != nil {
		return fmt.Errorf("note that staff %d has gone: %w", staffID, err)
	}
	return nil
}

func setDuty(ctx context.Context, q postgres.Querier, staffID int64, state string) error {
	if _, err := q.Exec(ctx, sqlSetDuty, staffID, state); err != nil {
		return fmt.Errorf("note that staff %d is %s: %w", staffID, state, err)
	}
	return nil
}

// setCapacity sets how many chats somebody takes at once; 0 means the shop's number.
func setCapacity(ctx context.Context, q postgres.Querier, staffID int64, capacity int) error {
	if _, err := q.Exec(ctx, sqlSetCapacity, staffID, capacity); err != nil {
		return fmt.Errorf("set the capacity of staff %d: %w", staffID, err)
	}
	return nil
}

// beatDuties says that the people are still there and answers what they have chosen, here or elsewhere.
func beatDuties(ctx context.Context, q postgres.Querier, staffIDs []int64) (map[int64]string, error) {
	return dutyStates(ctx, q, sqlBeatDuties, staffIDs)
}

func present(ctx context.Context, q postgres.Querier) (map[int64]string, error) {
	return dutyStates(ctx, q, sqlPresent, dutyLapse)
}

func dutyStates(ctx context.Context, q postgres.Querier, sql string, arg any) (map[int64]string, error) {
	rows, _ := q.Query(ctx, sql, arg) // ForEachRow reports this error
	states := map[int64]string{}
	var id int64
	var state string
	if _, err := pgx.ForEachRow(rows, []any{&id, &state}, func() error { states[id] = state; return nil }); err != nil {
		return nil, fmt.Errorf("read who is on duty: %w", err)
	}
	return states, nil
}

// Duty is somebody of the staff as routing sees them.
type Duty struct {
	ID        int64  `json:"id"`
	Name      string `json:"name"`
	Role      string `json:"role"`
	State     string `json:"state" enum:"online,away,offline"`
	Capacity  int    `json:"capacity" doc:"Chats at once."`
	OpenChats int    `json:"open_chats"`
}

func duties(ctx context.Context, q postgres.Querier) ([]Duty, error) {
	rows, _ := q.Query(ctx, sqlDuties, dutyLapse) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (Duty, error) {
		var d Duty
		err := row.Scan(&d.ID, &d.Name, &d.Role, &d.State, &d.Capacity)
		return d, err
	})
	if err != nil {
		return nil, fmt.Errorf("list who is on duty: %w", err)
	}
	return list, nil
}

// candidate is somebody who may be given a chat.
type candidate struct {
	ID         int64
	Capacity   int // 0: the shop's
	CalendarID *int64
	held       int
}

func (c *candidate) free() int { return max(0, c.Capacity-c.held) }

func lockOnDuty(ctx context.Context, tx pgx.Tx) ([]*candidate, error) {
	rows, _ := tx.Query(ctx, sqlLockOnDuty, dutyLapse) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (*candidate, error) {
		var c candidate
		err := row.Scan(&c.ID, &c.Capacity, &c.CalendarID)
		return &c, err
	})
	if err != nil {
		return nil, fmt.Errorf("lock who is on duty: %w", err)
	}
	return list, nil
}

func noteGiven(ctx context.Context, tx pgx.Tx, staffIDs []int64) error {
	if _, err := tx.Exec(ctx, sqlGiven, staffIDs); err != nil {
		return fmt.Errorf("note who was given a chat: %w", err)
	}
	return nil
}

// lockOff are people whose unread chats have to go back: off duty for the grace, or unseen for longer.
func lockOff(ctx context.Context, tx pgx.Tx, grace, unseen time.Duration) ([]int64, error) {
	rows, _ := tx.Query(ctx, sqlLockOff, grace, unseen) // CollectRows reports this error
	ids, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	if err != nil {
		return nil, fmt.Errorf("look who has gone: %w", err)
	}
	return ids, nil
}

func noteReturned(ctx context.Context, tx pgx.Tx, staffIDs []int64) error {
	if _, err := tx.Exec(ctx, sqlReturned, staffIDs); err != nil {
		return fmt.Errorf("note whose chats went back: %w", err)
	}
	return nil
}
