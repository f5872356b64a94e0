package bulk

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"dari/internal/fault"
	"dari/internal/jobs"
	"dari/internal/postgres"
	"dari/internal/staff"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// batch is how many tickets are changed in one transaction: few enough that a colleague who works on
// one of them hardly waits.
const batch = 25

const (
	// A job is carried on by one program at a time: its row is locked as long as a batch lasts.
	sqlClaim = `
SELECT j.id, j.uid, j.state, j.macro_uid, j.actions, j.total, s.id, s.uid, s.name, s.role, s.active
FROM dari.bulk_jobs j JOIN dari.staff s ON s.id = j.staff_id
WHERE j.state IN ('queued', 'running', 'undoing') ORDER BY j.id LIMIT 1 FOR UPDATE OF j SKIP LOCKED`
	sqlStop    = `UPDATE dari.bulk_jobs SET state = 'cancelled', ended_at = dari.clock() WHERE id = $1 RETURNING state, done, failed, total, undone`
	sqlWaiting = `SELECT ticket_id, number, event_group FROM dari.bulk_items WHERE job_id = $1 AND state = $2 ORDER BY ticket_id LIMIT $3`
	sqlSettle  = `
UPDATE dari.bulk_items i SET state = k.state, event_group = coalesce(k.event_group, i.event_group), code = k.code, args = k.args
FROM unnest($2::bigint[], $3::text[], $4::uuid[], $5::text[], $6::jsonb[]) AS k (ticket_id, state, event_group, code, args)
WHERE i.job_id = $1 AND i.ticket_id = k.ticket_id`
	sqlCount = `
UPDATE dari.bulk_jobs
SET done = done + $2, skipped = skipped + $3, failed = failed + $4, undone = undone + $5,
    state = CASE WHEN $6 THEN CASE state WHEN 'undoing' THEN 'undone' ELSE 'done' END WHEN state = 'queued' THEN 'running' ELSE state END,
    ended_at = CASE WHEN $6 THEN dari.clock() ELSE ended_at END
WHERE id = $1 RETURNING state, done, failed, total, undone`
)

// claimed is a job that is being carried on.
type claimed struct {
	id    int64
	uid   uuid.UUID
	state string
	macro *uuid.UUID
	job   Job
	actor staff.Actor
	gone  bool // its person works here no more, or may no longer change tickets
}

// Run carries jobs out until the context ends.
func (s *Service) Run(ctx context.Context) error {
	return jobs.Loop{Every: 2 * time.Second, Bell: s.bell, Log: s.log, Trouble: "work over many tickets waits"}.Run(ctx, s.Drain)
}

// Drain carries out all jobs that there are.
func (s *Service) Drain(ctx context.Context) error {
	return jobs.Drain(ctx, s.step)
}

// step does one batch of one job.
func (s *Service) step(ctx context.Context) (more bool, err error) {
	var told frame
	err = postgres.InTx(ctx, s.db, func(tx pgx.Tx) error {
		c, found, err := claim(ctx, tx)
		if err != nil || !found {
			return err
		}
		more = true
		if c.gone && c.state != Undoing {
			told, err = stop(ctx, tx, c)
			return err
		}
		told, err = s.advance(ctx, tx, c)
		return err
	})
	if err == nil && more {
		s.tell(ctx, told)
	}
	return more, err
}

func claim(ctx context.Context, tx pgx.Tx) (c claimed, found bool, err error) {
	var actions []byte
	var id int64
	var person uuid.UUID
	var name, role string
	var active bool
	err = tx.QueryRow(ctx, sqlClaim).Scan(&c.id, &c.uid, &c.state, &c.macro, &actions, &c.job.Total, &id, &person, &name, &role, &active)
	if errors.Is(err, pgx.ErrNoRows) {
		return c, false, nil
	}
	if err != nil {
		return c, false, fmt.Errorf("claim a job: %w", err)
	}
	c.actor = staff.ActorOf(id, name, role)
	c.actor.UID, c.gone = person, !active || !c.actor.Can("tickets:write")
	return c, true, json.Unmarshal(actions, &c.job.actions)
}

// stop ends a job whose person has gone. What is done stays done.
func stop(ctx context.Context, tx pgx.Tx, c claimed) (frame, error) {
	f := frame{Type: "bulk", ID: c.uid}
	if err := tx.QueryRow(ctx, sqlStop, c.id).Scan(&f.State, &f.Done, &f.Failed, &f.Total, &f.Undone); err != nil {
		return f, fmt.Errorf("stop job %d: %w", c.id, err)
	}
	return f, nil
}

// waiting is a ticket that the job has not come to.
type waiting struct {
	TicketID int64
	Number   int64
	Group    *uuid.UUID
}

// result is what became of one ticket.
type result struct {
	state string
	group *uuid.UUID
	code  string
	args  []any
}

func (s *Service) advance(ctx context.Context, tx pgx.Tx, c claimed) (frame, error) {
	state, do := "waiting", s.change
	if c.state == Undoing {
		state, do = "done", s.undo
	}
	rows, _ := tx.Query(ctx, sqlWaiting, c.id, state, batch) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[waiting])
	if err != nil {
		return frame{}, fmt.Errorf("read the next tickets of job %d: %w", c.id, err)
	}
	results := make([]result, len(list))
	for i, w := range list {
		if results[i], err = s.one(ctx, tx, c, w, do); err != nil {
			return frame{}, err
		}
	}
	if err := settle(ctx, tx, c.id, list, results); err != nil {
		return frame{}, err
	}
	return count(ctx, tx, c, results, len(list) < batch)
}

// one does it to one ticket. A refusal is its result and leaves the ticket as it was; what may pass by
// itself fails the batch, which is tried again.
func (s *Service) one(ctx context.Context, tx pgx.Tx, c claimed, w waiting, do func(context.Context, pgx.Tx, claimed, waiting) (result, error)) (result, error) {
	var r result
	err := postgres.InTx(ctx, tx, func(sub pgx.Tx) (err error) {
		r, err = do(ctx, sub, c, w)
		return err
	})
	var refused *fault.Fault
	var broken *pgconn.PgError
	switch {
	case err == nil:
		return r, nil
	case c.state == Undoing && errors.As(err, &refused) && refused.Kind != fault.Unavailable:
		return result{state: "kept"}, nil // what cannot be put back stays as it is
	case errors.As(err, &refused) && refused.Kind != fault.Unavailable:
		return result{state: "failed", code: refused.Code, args: refused.Args}, nil
	case errors.As(err, &broken) && broken.Code[:2] != "40" && broken.Code[:2] != "57" && broken.Code[:2] != "53" && broken.Code[:2] != "55":
		// One ticket that the database refuses must not hold up the other 499.
		s.log.ErrorContext(ctx, "a ticket of a job failed", "job_id", c.id, "ticket_id", w.TicketID, "error", err)
		return result{state: "failed", code: "internal"}, nil
	}
	return r, err
}

func (s *Service) change(ctx context.Context, tx pgx.Tx, c claimed, w waiting) (result, error) {
	if w.Number == 0 {
		return result{state: "failed", code: "bulk.gone"}, nil
	}
	if c.macro != nil {
		group, err := s.macro(ctx, tx, c.actor, *c.macro, w.Number, uuid.NewSHA1(c.uid, fmt.Appendf(nil, "%d", w.TicketID)), "bulk:"+c.uid.String())
		return result{state: "done", group: group}, err
	}
	group, changed, err := s.desk.Do(ctx, tx, c.actor, w.Number, c.job.actions, "bulk:"+c.uid.String())
	if err != nil || !changed {
		return result{state: "same"}, err
	}
	return result{state: "done", group: &group}, nil
}

func (s *Service) undo(ctx context.Context, tx pgx.Tx, c claimed, w waiting) (result, error) {
	if w.Group == nil {
		return result{state: "kept"}, nil // a macro that only wrote
	}
	changed, err := s.desk.Undo(ctx, tx, c.actor, w.Number, *w.Group)
	if err != nil {
		return result{}, err
	}
	if !changed {
		return result{state: "kept"}, nil
	}
	return result{state: "undone"}, nil
}

func settle(ctx context.Context, tx pgx.Tx, job int64, list []waiting, results []result) error {
	n := len(list)
	ids, states, groups, codes, args := make([]int64, n), make([]string, n), make([]*uuid.UUID, n), make([]string, n), make([][]byte, n)
	for i, r := range results {
		body, err := json.Marshal(append([]any{}, r.args...))
		if err != nil {
			return fmt.Errorf("encode what became of a ticket: %w", err)
		}
		ids[i], states[i], groups[i], codes[i], args[i] = list[i].TicketID, r.state, r.group, r.code, body
	}
	if _, err := tx.Exec(ctx, sqlSettle, job, ids, states, groups, codes, args); err != nil {
		return fmt.Errorf("keep what became of %d tickets of job %d: %w", n, job, err)
	}
	return nil
}

func count(ctx context.Context, tx pgx.Tx, c claimed, results []result, last bool) (frame, error) {
	var done, same, failed, undone int
	for _, r := range results {
		switch r.state {
		case "done":
			done++
		case "same":
			done++
			same++
		case "failed":
			failed++
		case "undone":
			undone++
		}
	}
	f := frame{Type: "bulk", ID: c.uid}
	err := tx.QueryRow(ctx, sqlCount, c.id, done, same, failed, undone, last).Scan(&f.State, &f.Done, &f.Failed, &f.Total, &f.Undone)
	if err != nil {
		return f, fmt.Errorf("count what job %d has done: %w", c.id, err)
	}
	return f, nil
}

// frame tells consoles how far a job is.
type frame struct {
	Type   string    `json:"t"`
	ID     uuid.UUID `json:"id"`
	State  string    `json:"state"`
	Done   int       `json:"done"`
	Failed int       `json:"failed"`
	Total  int       `json:"total"`
	Undone int       `json:"undone"`
}

func (s *Service) tell(ctx context.Context, f frame) {
	payload, err := json.Marshal(f)
	if err != nil {
		s.log.ErrorContext(ctx, "a hint could not be encoded", "error", err)
		return
	}
	s.publish(ctx, "console", payload)
}
