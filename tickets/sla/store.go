package sla

import (
	"context"
	"fmt"
	"time"

	"dari/internal/postgres"
	"dari/internal/thread"
	"dari/tickets"

	"github.com/jackc/pgx/v5"
)

const (
	sqlPutTickets = `
INSERT INTO dari.sla_tickets (ticket_id) SELECT t.id FROM dari.tickets t WHERE t.id = ANY($1) ORDER BY t.id ON CONFLICT (ticket_id) DO NOTHING`
	// Whoever writes clocks of a ticket holds its row, and before that the ticket's: the queue, which may
	// hold that one already, then waits for nobody who waits for it.
	sqlLockTickets = `
SELECT s.ticket_id, s.seq, coalesce(s.policy_id, 0), coalesce(s.policy_version, 0), coalesce(v.name, ''), coalesce(v.calendar_id, 0),
       coalesce(v.first_minutes, 0), coalesce(v.next_minutes, 0), coalesce(v.solve_minutes, 0), coalesce(v.warn_percent, 75), coalesce(c.tags, '{}')
FROM dari.tickets t
JOIN dari.sla_tickets s ON s.ticket_id = t.id
LEFT JOIN dari.customers c ON c.id = t.customer_id
LEFT JOIN dari.sla_policy_versions v ON v.policy_id = s.policy_id AND v.version = s.policy_version
WHERE t.id = ANY($1) ORDER BY t.id FOR NO KEY UPDATE OF t FOR UPDATE OF s`
	sqlHistories = `
SELECT e.ticket_id, e.seq, e.kind, e.actor_kind, e.actor_id, e.data, e.at FROM dari.ticket_events e
WHERE e.ticket_id = ANY($1) ORDER BY e.ticket_id, e.seq`
	sqlClocksOf = `
SELECT ticket_id, kind, n, policy_id, policy_version, calendar_id, target_seconds, warn_seconds, spent_seconds, spans, started_at, running_since,
       warn_at, soon_at, due_at, warned_at, sooned_at, breached_at, met_at, ended_at
FROM dari.sla_clocks WHERE ticket_id = ANY($1) ORDER BY ticket_id, kind, n`
	sqlVowsOf = `
SELECT id, ticket_id, seq, conversation_id, made_at, first_due_at, due_at, soon_at, sooned_at, breached_at, slip_at, told_at, kept_at, ended_at
FROM dari.sla_promises WHERE ticket_id = ANY($1) ORDER BY ticket_id, seq`
	sqlFollowed = `
UPDATE dari.sla_tickets s SET seq = u.seq, policy_id = nullif(u.policy, 0), policy_version = nullif(u.version, 0)
FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::integer[]) AS u (id, seq, policy, version) WHERE s.ticket_id = u.id`
	sqlPutClock = `
INSERT INTO dari.sla_clocks (ticket_id, kind, n, policy_id, policy_version, calendar_id, target_seconds, warn_seconds, spent_seconds, spans, started_at,
       running_since, warn_at, soon_at, due_at, warned_at, sooned_at, breached_at, met_at, ended_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
ON CONFLICT (ticket_id, kind, n) DO UPDATE SET policy_id = excluded.policy_id, policy_version = excluded.policy_version, calendar_id = excluded.calendar_id,
  target_seconds = excluded.target_seconds, warn_seconds = excluded.warn_seconds, spent_seconds = excluded.spent_seconds, spans = excluded.spans,
  running_since = excluded.running_since, warn_at = excluded.warn_at, soon_at = excluded.soon_at, due_at = excluded.due_at,
  warned_at = excluded.warned_at, sooned_at = excluded.sooned_at, breached_at = excluded.breached_at, met_at = excluded.met_at, ended_at = excluded.ended_at`
	sqlPutSpan = `
INSERT INTO dari.sla_spans (ticket_id, kind, clock_n, n, started_at, stopped_at, seconds, reason) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (ticket_id, kind, clock_n, n) DO UPDATE SET stopped_at = excluded.stopped_at, seconds = excluded.seconds, reason = excluded.reason`
	sqlPutVow = `
INSERT INTO dari.sla_promises (ticket_id, seq, conversation_id, made_at, first_due_at, due_at, soon_at, sooned_at, breached_at, slip_at, told_at, kept_at, ended_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
ON CONFLICT (ticket_id, seq) DO UPDATE SET due_at = excluded.due_at, soon_at = excluded.soon_at, sooned_at = excluded.sooned_at,
  breached_at = excluded.breached_at, told_at = excluded.told_at, kept_at = excluded.kept_at, ended_at = excluded.ended_at`
	sqlSpansOf = `
SELECT ticket_id, kind, clock_n, n, started_at, stopped_at, seconds, reason FROM dari.sla_spans
WHERE ticket_id = $1 ORDER BY kind, clock_n, n`
	sqlDropSpans  = `DELETE FROM dari.sla_spans WHERE ticket_id = $1`
	sqlDropClocks = `
DELETE FROM dari.sla_clocks c WHERE c.ticket_id = $1
  AND NOT EXISTS (SELECT FROM unnest($2::text[], $3::integer[]) AS k (kind, n) WHERE k.kind = c.kind AND k.n = c.n)`
	sqlLockPromised = `
SELECT t.id FROM dari.tickets t WHERE t.id IN (SELECT ticket_id FROM dari.sla_promises WHERE conversation_id = $1) ORDER BY t.id FOR NO KEY UPDATE`
	sqlBringPromises = `UPDATE dari.sla_promises SET conversation_id = $2 WHERE conversation_id = $1`
	sqlNow           = `SELECT dari.clock()`
)

func clockNow(ctx context.Context, q postgres.Querier) (now time.Time, err error) {
	if err := q.QueryRow(ctx, sqlNow).Scan(&now); err != nil {
		return now, fmt.Errorf("read the clock: %w", err)
	}
	return now.Truncate(time.Second), nil
}

// lockBooks reads what is known of tickets and holds it to the end of the transaction.
func lockBooks(ctx context.Context, tx pgx.Tx, ids []int64) ([]*account, error) {
	rows, _ := tx.Query(ctx, sqlLockTickets, ids) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (*account, error) {
		a := &account{}
		t := &a.terms
		err := row.Scan(&a.ticket, &a.seq, &t.Policy, &t.Version, &t.Name, &t.Calendar, &t.First, &t.Next, &t.Solve, &t.Warn, &a.grades)
		t.First, t.Next, t.Solve = t.First*60, t.Next*60, t.Solve*60
		return a, err
	})
	if err != nil {
		return nil, fmt.Errorf("lock the clocks of %d tickets: %w", len(ids), err)
	}
	byID := make(map[int64]*account, len(list))
	for _, a := range list {
		byID[a.ticket] = a
	}
	clocks, err := clocksOf(ctx, tx, ids)
	if err != nil {
		return nil, err
	}
	for _, c := range clocks {
		if a := byID[c.TicketID]; a != nil {
			a.clocks = append(a.clocks, c)
		}
	}
	rows, _ = tx.Query(ctx, sqlVowsOf, ids) // CollectRows reports this error
	vows, err := pgx.CollectRows(rows, pgx.RowToAddrOfStructByPos[Vow])
	if err != nil {
		return nil, fmt.Errorf("read what was promised on %d tickets: %w", len(ids), err)
	}
	for _, v := range vows {
		if a := byID[v.TicketID]; a != nil {
			a.vows = append(a.vows, v)
		}
	}
	return list, nil
}

func putTickets(ctx context.Context, tx pgx.Tx, ids []int64) error {
	if _, err := tx.Exec(ctx, sqlPutTickets, ids); err != nil {
		return fmt.Errorf("begin to follow %d tickets: %w", len(ids), err)
	}
	return nil
}

func clocksOf(ctx context.Context, q postgres.Querier, ids []int64) ([]*Clock, error) {
	rows, _ := q.Query(ctx, sqlClocksOf, ids) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, pgx.RowToAddrOfStructByPos[Clock])
	if err != nil {
		return nil, fmt.Errorf("read the clocks of %d tickets: %w", len(ids), err)
	}
	return list, nil
}

func spansOf(ctx context.Context, q postgres.Querier, id int64) ([]Span, error) {
	rows, _ := q.Query(ctx, sqlSpansOf, id) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Span])
	if err != nil {
		return nil, fmt.Errorf("read when the clocks of ticket %d ran: %w", id, err)
	}
	return list, nil
}

func histories(ctx context.Context, q postgres.Querier, ids []int64) (map[int64][]tickets.Event, error) {
	rows, _ := q.Query(ctx, sqlHistories, ids) // ForEachRow reports this error
	all := make(map[int64][]tickets.Event, len(ids))
	var id int64
	var e tickets.Event
	_, err := pgx.ForEachRow(rows, []any{&id, &e.Seq, &e.Kind, &e.ActorKind, &e.ActorID, &e.Data, &e.At}, func() error {
		all[id] = append(all[id], e)
		e.Data = tickets.Data{} // the next row's pointers must be its own
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read the histories of %d tickets: %w", len(ids), err)
	}
	return all, nil
}

// save writes accounts in one exchange and answers the tickets whose next deadline is another one.
func save(ctx context.Context, tx pgx.Tx, list []*account) ([]tickets.NextDeadline, error) {
	if len(list) == 0 {
		return nil, nil
	}
	b := &pgx.Batch{}
	var ids, seqs, policy []int64
	var version []int32
	next := make([]tickets.NextDeadline, len(list))
	for i, a := range list {
		ids, seqs, policy, version = append(ids, a.ticket), append(seqs, a.seq), append(policy, a.terms.Policy), append(version, int32(a.terms.Version))
		a.queue(b)
		next[i] = tickets.NextDeadline{TicketID: a.ticket, Deadline: a.next()}
	}
	b.Queue(sqlFollowed, ids, seqs, policy, version)
	if err := tx.SendBatch(ctx, b).Close(); err != nil {
		return nil, fmt.Errorf("write the clocks of %d tickets: %w", len(list), err)
	}
	changed, err := tickets.SetDeadlines(ctx, tx, next)
	if err != nil {
		return nil, err
	}
	return only(next, changed), nil
}

func only(list []tickets.NextDeadline, ids []int64) []tickets.NextDeadline {
	is := make(map[int64]bool, len(ids))
	for _, id := range ids {
		is[id] = true
	}
	var out []tickets.NextDeadline
	for _, n := range list {
		if is[n.TicketID] {
			out = append(out, n)
		}
	}
	return out
}

func (a *account) queue(to *pgx.Batch) {
	if a.redone {
		kinds, ns := make([]string, len(a.clocks)), make([]int32, len(a.clocks))
		for i, c := range a.clocks {
			kinds[i], ns[i] = string(c.Kind), int32(c.N)
		}
		to.Queue(sqlDropSpans, a.ticket)
		to.Queue(sqlDropClocks, a.ticket, kinds, ns)
	}
	a.book.queue(to)
}

// bring lets promises go on that were made in a visitor's chat which has become part of the member's.
func bring(ctx context.Context, tx pgx.Tx, m thread.Merged) error {
	if _, err := tx.Exec(ctx, sqlLockPromised, m.From); err != nil { // before its clocks, as everybody
		return fmt.Errorf("lock the tickets of a chat with promises: %w", err)
	}
	if _, err := tx.Exec(ctx, sqlBringPromises, m.From, m.Into); err != nil {
		return fmt.Errorf("bring the promises of a chat: %w", err)
	}
	return nil
}

func (b *book) queue(to *pgx.Batch) {
	for _, c := range b.clocks {
		to.Queue(sqlPutClock, c.TicketID, c.Kind, c.N, c.Policy, c.Version, c.Calendar, c.Target, c.Warn, c.Spent, c.Spans, c.StartedAt,
			c.Running, c.WarnAt, c.SoonAt, c.DueAt, c.WarnedAt, c.SoonedAt, c.BreachedAt, c.MetAt, c.EndedAt)
	}
	for _, s := range b.spans {
		to.Queue(sqlPutSpan, s.TicketID, s.Kind, s.Clock, s.N, s.StartedAt, s.StoppedAt, s.Seconds, s.Reason)
	}
	for _, v := range b.vows {
		to.Queue(sqlPutVow, v.TicketID, v.Seq, v.ConversationID, v.MadeAt, v.FirstDueAt, v.DueAt, v.SoonAt, v.SoonedAt, v.BreachedAt, v.SlipAt, v.ToldAt, v.KeptAt, v.EndedAt)
	}
}
