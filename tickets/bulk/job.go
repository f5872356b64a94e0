package bulk

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"dari/internal/fault"
	"dari/internal/postgres"
	"dari/internal/staff"
	"dari/tickets/action"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// The states of a job.
const (
	Queued    = "queued"
	Running   = "running"
	Done      = "done"
	Cancelled = "cancelled"
	Undoing   = "undoing"
	Undone    = "undone"
)

// MaxTickets is how many tickets one job may hold.
const MaxTickets = 5000

// undoFor is how long a job can be taken back, from its end.
const undoFor = 10 * time.Minute

// Job is a piece of work over many tickets.
type Job struct {
	ID        uuid.UUID  `json:"id"`
	State     string     `json:"state" enum:"queued,running,done,cancelled,undoing,undone"`
	What      []string   `json:"what" doc:"What is done, in words."`
	Total     int        `json:"total"`
	Done      int        `json:"done" doc:"Tickets that are as they should be now."`
	Skipped   int        `json:"skipped" doc:"Of those: so already."`
	Failed    int        `json:"failed"`
	Undone    int        `json:"undone" doc:"Of those: put back as they were."`
	Kept      int        `json:"kept" doc:"Not put back: somebody has changed them since."`
	StartedAt time.Time  `json:"started_at"`
	EndedAt   *time.Time `json:"ended_at"`
	UndoUntil *time.Time `json:"undo_until" doc:"Until when it can be taken back; null when it cannot."`
	Failures  []Failure  `json:"failures" doc:"The first 200; the rest by its items."`

	id      int64
	staffID int64
	macro   *uuid.UUID
	actions action.Actions
}

// Failure is a ticket to which it could not be done.
type Failure struct {
	ID     int64  `json:"id"`
	Number int64  `json:"number" doc:"0: there is no such ticket."`
	Text   string `json:"text"`
}

// Item is one ticket of a job.
type Item struct {
	ID     int64  `json:"id"`
	Number int64  `json:"number"`
	State  string `json:"state" enum:"waiting,done,same,failed,undone,kept"`
	Text   string `json:"text" doc:"Of a failure: why."`
}

const (
	sqlInsertJob = `
INSERT INTO dari.bulk_jobs (uid, client_id, staff_id, actions, macro_uid, total) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (staff_id, client_id) DO NOTHING RETURNING id`
	sqlInsertItems = `
INSERT INTO dari.bulk_items (job_id, ticket_id, number)
SELECT $1, k.id, coalesce(t.number, 0) FROM unnest($2::bigint[]) AS k (id) LEFT JOIN dari.tickets t ON t.id = k.id`
	sqlJob = `
SELECT j.id, j.uid, j.state, j.total, j.done, j.skipped, j.failed, j.undone, j.created_at, j.ended_at, j.staff_id, j.macro_uid, j.actions,
       (SELECT count(*) FROM dari.bulk_items i WHERE i.job_id = j.id AND i.state = 'kept'), dari.clock()
FROM dari.bulk_jobs j WHERE j.staff_id = $1 AND j.uid = $2`
	sqlJobByClient = `SELECT uid FROM dari.bulk_jobs WHERE staff_id = $1 AND client_id = $2`
	sqlJobsOf      = `
SELECT j.id, j.uid, j.state, j.total, j.done, j.skipped, j.failed, j.undone, j.created_at, j.ended_at, j.staff_id, j.macro_uid, j.actions,
       (SELECT count(*) FROM dari.bulk_items i WHERE i.job_id = j.id AND i.state = 'kept'), dari.clock()
FROM dari.bulk_jobs j WHERE j.staff_id = $1 AND (j.created_at > dari.clock() - interval '24 hours' OR j.state IN ('queued', 'running', 'undoing'))
ORDER BY j.id DESC LIMIT 20`
	sqlItems = `
SELECT ticket_id, number, state, code, args FROM dari.bulk_items
WHERE job_id = $1 AND ($2 = '' OR state = $2) AND ticket_id > $3 ORDER BY ticket_id LIMIT $4`
	sqlCancel = `
UPDATE dari.bulk_jobs SET state = 'cancelled', ended_at = dari.clock() WHERE staff_id = $1 AND uid = $2 AND state IN ('queued', 'running')`
	sqlUndo = `
UPDATE dari.bulk_jobs SET state = 'undoing' WHERE staff_id = $1 AND uid = $2 AND state IN ('done', 'cancelled') AND ended_at > dari.clock() - interval '10 minutes'`
)

func scanJob(row pgx.CollectableRow) (Job, error) {
	var j Job
	var actions []byte
	var now time.Time
	if err := row.Scan(&j.id, &j.ID, &j.State, &j.Total, &j.Done, &j.Skipped, &j.Failed, &j.Undone, &j.StartedAt, &j.EndedAt, &j.staffID, &j.macro, &actions, &j.Kept, &now); err != nil {
		return j, err
	}
	j.What, j.Failures = []string{}, []Failure{}
	if j.EndedAt != nil && (j.State == Done || j.State == Cancelled) {
		if until := j.EndedAt.Add(undoFor); until.After(now) && j.Done > j.Skipped {
			j.UndoUntil = &until
		}
	}
	return j, json.Unmarshal(actions, &j.actions)
}

// begin writes a job down with its rows; the same client id is one job.
func begin(ctx context.Context, db postgres.Beginner, actor staff.Actor, clientID uuid.UUID, ids []int64, a action.Actions, macro *uuid.UUID) (uuid.UUID, error) {
	actions, err := json.Marshal(a)
	if err != nil {
		return uuid.Nil, fmt.Errorf("encode the actions of a job: %w", err)
	}
	ids = slices.Clone(ids)
	slices.Sort(ids)
	ids = slices.Compact(ids)
	uid := uuid.Must(uuid.NewV7())
	err = postgres.InTx(ctx, db, func(tx pgx.Tx) error {
		var id int64
		err := tx.QueryRow(ctx, sqlInsertJob, uid, clientID, actor.ID, actions, macro, len(ids)).Scan(&id)
		if errors.Is(err, pgx.ErrNoRows) {
			return tx.QueryRow(ctx, sqlJobByClient, actor.ID, clientID).Scan(&uid)
		}
		if err != nil {
			return fmt.Errorf("begin a job: %w", err)
		}
		if _, err := tx.Exec(ctx, sqlInsertItems, id, ids); err != nil {
			return fmt.Errorf("write down the %d tickets of a job: %w", len(ids), err)
		}
		return nil
	})
	return uid, err
}

func jobOf(ctx context.Context, q postgres.Querier, staffID int64, uid uuid.UUID) (Job, error) {
	rows, _ := q.Query(ctx, sqlJob, staffID, uid) // CollectExactlyOneRow reports this error
	j, err := pgx.CollectExactlyOneRow(rows, scanJob)
	if errors.Is(err, pgx.ErrNoRows) {
		return Job{}, fault.New(fault.NotFound, "bulk.not_found")
	}
	if err != nil {
		return Job{}, fmt.Errorf("read job %s: %w", uid, err)
	}
	return j, nil
}

// row is one ticket of a job as it is stored.
type row struct {
	ID     int64
	Number int64
	State  string
	Code   string
	Args   []byte
}

func items(ctx context.Context, q postgres.Querier, jobID int64, state string, after int64, limit int) ([]row, error) {
	rows, _ := q.Query(ctx, sqlItems, jobID, state, after, limit) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[row])
	if err != nil {
		return nil, fmt.Errorf("read the tickets of job %d: %w", jobID, err)
	}
	return list, nil
}
