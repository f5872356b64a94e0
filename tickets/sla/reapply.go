package sla

import (
	"context"
	"errors"
	"fmt"
	"time"

	"dari/internal/fault"
	"dari/internal/postgres"
	"dari/internal/staff"
	"dari/tickets"

	"github.com/jackc/pgx/v5"
)

// Job is the work of applying policies again to the tickets that are open.
type Job struct {
	ID         int64      `json:"id"`
	PolicyID   int64      `json:"policy_id"`
	Total      int        `json:"total"`
	Done       int        `json:"done"`
	Failed     int        `json:"failed"`
	CreatedAt  time.Time  `json:"created_at"`
	FinishedAt *time.Time `json:"finished_at" doc:"Null while it goes on."`
}

const (
	jobBatch = 100
	// Tickets that have the policy, and those to which it may apply now: of each it is decided anew.
	sqlCountOpen = `
SELECT count(*), coalesce(max(t.id), 0) FROM dari.tickets t JOIN dari.sla_tickets s ON s.ticket_id = t.id WHERE t.state IN ('new', 'open', 'waiting')`
	sqlInsertJob = `
INSERT INTO dari.sla_jobs (policy_id, staff_id, total, up_to) VALUES ($1, $2, $3, $4)
RETURNING id, policy_id, total, done, failed, created_at, finished_at`
	sqlJob     = `SELECT id, policy_id, total, done, failed, created_at, finished_at FROM dari.sla_jobs WHERE id = $1`
	sqlNextJob = `SELECT id, policy_id, up_to, after_ticket FROM dari.sla_jobs WHERE finished_at IS NULL ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED`
	sqlOpenIDs = `
SELECT t.id FROM dari.tickets t JOIN dari.sla_tickets s ON s.ticket_id = t.id
WHERE t.state IN ('new', 'open', 'waiting') AND t.id > $1 AND t.id <= $2 ORDER BY t.id LIMIT $3`
	sqlJobStep = `
UPDATE dari.sla_jobs SET after_ticket = $2, done = least(total, done + $3), finished_at = CASE WHEN $4 THEN dari.clock() END WHERE id = $1`
	sqlPolicyThere = `SELECT EXISTS (SELECT FROM dari.sla_policies WHERE id = $1)`
)

// Reapply begins to measure open tickets by a policy as it is now. It is done in steps by RunJobs.
func (s *Service) Reapply(ctx context.Context, actor staff.Actor, policyID int64) (j Job, err error) {
	err = postgres.InTx(ctx, s.db, func(tx pgx.Tx) error {
		var there bool
		if err := tx.QueryRow(ctx, sqlPolicyThere, policyID).Scan(&there); err != nil {
			return fmt.Errorf("look for policy %d: %w", policyID, err)
		}
		if !there {
			return fault.New(fault.NotFound, "sla.not_found")
		}
		var total int
		var last int64
		if err := tx.QueryRow(ctx, sqlCountOpen).Scan(&total, &last); err != nil {
			return fmt.Errorf("count open tickets: %w", err)
		}
		rows, _ := tx.Query(ctx, sqlInsertJob, policyID, actor.StaffID(), total, last) // CollectExactlyOneRow reports this error
		if j, err = pgx.CollectExactlyOneRow(rows, pgx.RowToStructByPos[Job]); err != nil {
			return fmt.Errorf("begin to apply policy %d again: %w", policyID, err)
		}
		return staff.Append(ctx, tx, staff.By(actor, "sla.reapplied", "sla_policy", fmt.Sprint(policyID)))
	})
	return j, err
}

// JobOf reads how far a job is.
func JobOf(ctx context.Context, q postgres.Querier, id int64) (Job, error) {
	rows, _ := q.Query(ctx, sqlJob, id) // CollectExactlyOneRow reports this error
	j, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByPos[Job])
	if errors.Is(err, pgx.ErrNoRows) {
		return j, fault.New(fault.NotFound, "sla.not_found")
	}
	if err != nil {
		return j, fmt.Errorf("read job %d: %w", id, err)
	}
	return j, nil
}

// RunJobs goes on with the jobs, a step in each transaction: whoever ends between is gone on with.
func (s *Service) RunJobs(ctx context.Context) error {
	for more := true; more; {
		moved, err := s.inTx(ctx, func(tx pgx.Tx) (moved []tickets.NextDeadline, err error) {
			more, moved, err = s.jobStep(ctx, tx)
			return moved, err
		})
		if err != nil {
			return fmt.Errorf("apply a policy again: %w", err)
		}
		s.tell(ctx, moved)
	}
	return nil
}

func (s *Service) jobStep(ctx context.Context, tx pgx.Tx) (bool, []tickets.NextDeadline, error) {
	var job, policy, upTo, after int64
	err := tx.QueryRow(ctx, sqlNextJob).Scan(&job, &policy, &upTo, &after)
	if errors.Is(err, pgx.ErrNoRows) {
		return false, nil, nil
	}
	if err != nil {
		return false, nil, fmt.Errorf("look for a job: %w", err)
	}
	rows, _ := tx.Query(ctx, sqlOpenIDs, after, upTo, jobBatch) // CollectRows reports this error
	ids, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	if err != nil {
		return false, nil, fmt.Errorf("read the tickets of job %d: %w", job, err)
	}
	var moved []tickets.NextDeadline
	if len(ids) > 0 {
		if moved, err = s.reapply(ctx, tx, policy, ids); err != nil {
			return false, nil, err
		}
		after = ids[len(ids)-1]
	}
	if _, err := tx.Exec(ctx, sqlJobStep, job, after, len(ids), len(ids) < jobBatch); err != nil {
		return false, nil, fmt.Errorf("note how far job %d is: %w", job, err)
	}
	return true, moved, nil
}

func (s *Service) reapply(ctx context.Context, tx pgx.Tx, policy int64, ids []int64) ([]tickets.NextDeadline, error) {
	if _, err := s.follow(ctx, tx, ids, false); err != nil { // what has happened until now counts by the old terms
		return nil, err
	}
	list, err := lockBooks(ctx, tx, ids)
	if err != nil {
		return nil, err
	}
	all, err := histories(ctx, tx, ids)
	if err != nil {
		return nil, err
	}
	offered, err := readOffer(ctx, tx)
	if err != nil {
		return nil, err
	}
	if err := s.lend(ctx, tx, list, offered); err != nil {
		return nil, err
	}
	now, err := clockNow(ctx, tx)
	if err != nil {
		return nil, err
	}
	var changed []*account
	for _, a := range list {
		r := tickets.Rebuild(all[a.ticket])
		terms, found := offered.choose(traitsOf(&r, a.grades))
		// Only what this policy gains, keeps or loses is touched: another one is applied again by its own job.
		if !found || terms.Policy != policy && a.terms.Policy != policy || terms == a.terms {
			continue
		}
		a.agree(terms, now)
		a.catchUp(&r, now)
		changed = append(changed, a)
	}
	return save(ctx, tx, changed)
}

// catchUp begins the clocks that the former terms did not have, where what they measure began. One that was there
// goes on from now: what it has measured is not measured twice.
func (b *book) catchUp(r *tickets.Record, now time.Time) {
	if settled(r) || asleep(r, now) {
		return
	}
	since := now
	if r.WaitingSince != nil {
		since = earlier(now, r.WaitingSince.Truncate(time.Second))
	}
	answer, solution := now, now
	if last := b.lastAnswer(); last == nil || last.MetAt != nil {
		answer = since
	}
	if b.last(Solve) == nil {
		solution = since
	}
	b.answers(r, answer, false)
	b.solution(r, solution, false)
}
