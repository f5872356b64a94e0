package report

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"dari/internal/event"
	"dari/internal/jobs"
	"dari/internal/postgres"
	"dari/internal/shop/hours"
	"dari/internal/staff"
	"dari/internal/thread"

	"github.com/jackc/pgx/v5"
)

// collectBatch is how many tickets' facts are worked out in one transaction.
const collectBatch = 200

// Handlers note of which tickets the facts have changed. A shopper's message changes none until it is
// answered, so a busy chat costs nothing here.
func (s *Service) Handlers() []event.Handler {
	return []event.Handler{{Name: "report", Kinds: []string{"message.appended", "ticket.changed", "survey.answered"}, Handle: hear}}
}

func hear(ctx context.Context, tx pgx.Tx, events []event.Event) error {
	var conversations, tickets []int64
	for _, e := range events {
		if e.Kind == "message.appended" {
			m, err := event.As[thread.AppendedEvent](e)
			if err != nil {
				return err
			}
			if m.From == thread.Agent {
				conversations = append(conversations, m.ConversationID)
			}
			continue
		}
		var p struct {
			TicketID int64 `json:"ticket_id"`
		}
		if err := json.Unmarshal(e.Payload, &p); err != nil {
			return fmt.Errorf("decode %s: %w", e.Kind, err)
		}
		if p.TicketID != 0 {
			tickets = append(tickets, p.TicketID)
		}
	}
	if len(conversations)+len(tickets) == 0 {
		return nil
	}
	slices.Sort(tickets)
	if _, err := tx.Exec(ctx, sqlWait, slices.Compact(tickets), conversations); err != nil {
		return fmt.Errorf("note whose facts have changed: %w", err)
	}
	return nil
}

const (
	sqlWait = `
INSERT INTO dari.fact_waits (ticket_id)
SELECT k.id FROM (
  SELECT unnest($1::bigint[]) AS id
  UNION SELECT c.ticket_id FROM dari.ticket_conversations c WHERE c.conversation_id = ANY($2) AND c.to_seq IS NULL) k
ORDER BY k.id
ON CONFLICT (ticket_id) DO NOTHING`
	sqlTakeWaits = `
DELETE FROM dari.fact_waits WHERE ticket_id IN (SELECT ticket_id FROM dari.fact_waits ORDER BY ticket_id LIMIT $1 FOR UPDATE SKIP LOCKED)
RETURNING ticket_id`
	sqlSteps = `
SELECT e.ticket_id, e.seq, e.kind, e.actor_kind, e.actor_id, coalesce((e.data ->> 'owner_id')::bigint, 0), coalesce((e.data ->> 'score')::int, 0),
       e.data ? 'undoes' OR coalesce(e.data ->> 'reason', '') = 'undo', e.at
FROM dari.ticket_events e
WHERE e.ticket_id = ANY($1)
  AND e.kind IN ('opened', 'assigned', 'routed', 'released', 'returned', 'message', 'snoozed', 'woken', 'solved', 'reopened', 'closed', 'rated')
ORDER BY e.ticket_id, e.seq`
	sqlDropReplies  = `DELETE FROM dari.reply_facts WHERE ticket_id = ANY($1)`
	sqlDropSolvings = `DELETE FROM dari.solve_facts WHERE ticket_id = ANY($1)`
	sqlDropScores   = `DELETE FROM dari.score_facts WHERE ticket_id = ANY($1)`
	sqlAddReplies   = `
INSERT INTO dari.reply_facts (ticket_id, seq, staff_id, channel, first, asked_at, replied_at, wall_seconds, business_seconds)
SELECT k.ticket_id, k.seq, k.staff_id, t.channel, k.first, k.asked_at, k.replied_at, k.wall, k.business
FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bool[], $5::timestamptz[], $6::timestamptz[], $7::bigint[], $8::bigint[])
     AS k (ticket_id, seq, staff_id, first, asked_at, replied_at, wall, business)
JOIN dari.tickets t ON t.id = k.ticket_id`
	sqlAddSolvings = `
INSERT INTO dari.solve_facts (ticket_id, seq, staff_id, channel, solved_at, wall_seconds, business_seconds, replies, reopened_at)
SELECT k.ticket_id, k.seq, k.staff_id, t.channel, k.solved_at, k.wall, k.business, k.replies, k.reopened_at
FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::timestamptz[], $5::bigint[], $6::bigint[], $7::int[], $8::timestamptz[])
     AS k (ticket_id, seq, staff_id, solved_at, wall, business, replies, reopened_at)
JOIN dari.tickets t ON t.id = k.ticket_id`
	sqlAddScores = `
INSERT INTO dari.score_facts (ticket_id, seq, staff_id, channel, score, scored_at)
SELECT k.ticket_id, k.seq, k.staff_id, t.channel, k.score, k.at
FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::int[], $5::timestamptz[]) AS k (ticket_id, seq, staff_id, score, at)
JOIN dari.tickets t ON t.id = k.ticket_id`
)

// Crons work out what has changed, and pack what is over.
func (s *Service) Crons() []jobs.Cron {
	return []jobs.Cron{{Name: "report:facts", Every: 2 * time.Second, Run: s.Collect}, {Name: "report:days", Every: time.Minute, Run: s.Pack}}
}

// Collect works out the facts of every ticket that waits for it.
func (s *Service) Collect(ctx context.Context) error {
	for {
		var n int
		err := postgres.InTx(ctx, s.DB, func(tx pgx.Tx) (err error) {
			n, err = collect(ctx, tx)
			return err
		})
		if err != nil {
			return fmt.Errorf("work out facts: %w", err)
		}
		if n < collectBatch {
			return nil
		}
	}
}

func collect(ctx context.Context, tx pgx.Tx) (int, error) {
	rows, _ := tx.Query(ctx, sqlTakeWaits, collectBatch) // CollectRows reports this error
	ids, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	if err != nil || len(ids) == 0 {
		return 0, err
	}
	calendar, err := shopHours(ctx, tx)
	if err != nil {
		return 0, err
	}
	rows, _ = tx.Query(ctx, sqlSteps, ids) // CollectRows reports this error
	steps, err := pgx.CollectRows(rows, pgx.RowToStructByPos[step])
	if err != nil {
		return 0, fmt.Errorf("read the events of %d tickets: %w", len(ids), err)
	}
	var all facts
	for from := 0; from < len(steps); {
		to := from + 1
		for to < len(steps) && steps[to].TicketID == steps[from].TicketID {
			to++
		}
		one := factsOf(steps[from:to], calendar)
		all.replies = append(all.replies, one.replies...)
		all.solvings = append(all.solvings, one.solvings...)
		all.scores = append(all.scores, one.scores...)
		from = to
	}
	return len(ids), all.replace(ctx, tx, ids)
}

// replace puts the facts of these tickets in the place of those that are there.
func (f facts) replace(ctx context.Context, tx pgx.Tx, ids []int64) error {
	b := &pgx.Batch{}
	b.Queue(sqlDropReplies, ids)
	b.Queue(sqlDropSolvings, ids)
	b.Queue(sqlDropScores, ids)
	f.queueReplies(b)
	f.queueSolvings(b)
	f.queueScores(b)
	if err := tx.SendBatch(ctx, b).Close(); err != nil {
		return fmt.Errorf("store the facts of %d tickets: %w", len(ids), err)
	}
	return nil
}

func (f facts) queueReplies(b *pgx.Batch) {
	n := len(f.replies)
	if n == 0 {
		return
	}
	tickets, seqs, people, wall, business := make([]int64, n), make([]int64, n), make([]int64, n), make([]int64, n), make([]int64, n)
	firsts, asked, at := make([]bool, n), make([]time.Time, n), make([]time.Time, n)
	for i, r := range f.replies {
		tickets[i], seqs[i], people[i], firsts[i], asked[i], at[i] = r.ticketID, r.seq, r.staffID, r.first, r.askedAt, r.at
		wall[i], business[i] = seconds(r.at.Sub(r.askedAt)), seconds(r.business)
	}
	b.Queue(sqlAddReplies, tickets, seqs, people, firsts, asked, at, wall, business)
}

func (f facts) queueSolvings(b *pgx.Batch) {
	n := len(f.solvings)
	if n == 0 {
		return
	}
	tickets, seqs, people, wall, business := make([]int64, n), make([]int64, n), make([]int64, n), make([]int64, n), make([]int64, n)
	at, replies, again := make([]time.Time, n), make([]int32, n), make([]*time.Time, n)
	for i, s := range f.solvings {
		tickets[i], seqs[i], people[i], at[i], replies[i], again[i] = s.ticketID, s.seq, s.staffID, s.at, int32(s.replies), s.reopenedAt
		wall[i], business[i] = seconds(s.wall), seconds(s.business)
	}
	b.Queue(sqlAddSolvings, tickets, seqs, people, at, wall, business, replies, again)
}

func (f facts) queueScores(b *pgx.Batch) {
	n := len(f.scores)
	if n == 0 {
		return
	}
	tickets, seqs, people := make([]int64, n), make([]int64, n), make([]int64, n)
	scores, at := make([]int32, n), make([]time.Time, n)
	for i, s := range f.scores {
		tickets[i], seqs[i], people[i], scores[i], at[i] = s.ticketID, s.seq, s.staffID, int32(s.score), s.at
	}
	b.Queue(sqlAddScores, tickets, seqs, people, scores, at)
}

func seconds(d time.Duration) int64 { return int64(d / time.Second) }

func shopHours(ctx context.Context, q postgres.Querier) (*hours.Calendar, error) {
	shop, err := staff.Shop(ctx, q)
	if err != nil {
		return nil, err
	}
	stored, err := hours.Load(ctx, q, shop.Location())
	if err != nil {
		return nil, err
	}
	return hours.New(stored.Plan), nil
}
