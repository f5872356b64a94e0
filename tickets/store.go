package tickets

import (
	"context"
	"errors"
	"fmt"
	"time"

	"dari/internal/fault"
	"dari/internal/postgres"

	"github.com/jackc/pgx/v5"
)

const (
	// Whoever follows a conversation holds this lock to the commit. It is not the row of the
	// conversation: writers of messages must not wait for the queue.
	sqlLockConversations = `
SELECT pg_advisory_xact_lock(hashtextextended('dari.tickets', k.id))
FROM (SELECT id FROM unnest($1::bigint[]) AS u (id) ORDER BY id) AS k`
	sqlReadHeads = `
SELECT v.id, coalesce(p.merged_into, v.customer_id), v.visitor_id, v.title, s.ticket_id, s.from_seq, s.to_seq, s.last_seq
FROM unnest($1::bigint[]) AS k (id)
JOIN dari.conversations v ON v.id = k.id
LEFT JOIN dari.customers p ON p.id = v.customer_id
LEFT JOIN LATERAL (
  SELECT c.ticket_id, c.from_seq, c.to_seq, c.last_seq FROM dari.ticket_conversations c
  WHERE c.conversation_id = v.id ORDER BY c.from_seq DESC LIMIT 1) s ON true
ORDER BY v.id`
	// By itself a join would read each conversation from its beginning, or all of them: OFFSET keeps it to
	// the end of each.
	sqlReadEntries = `
SELECT m.conversation_id, m.seq, m.sender_kind, m.sender_id, m.channel, CASE WHEN m.withdrawn_at IS NOT NULL THEN '' WHEN m.body = '' THEN coalesce(m.data #>> '{files,0,name}', '') ELSE left(m.body, 1000) END, m.created_at,
  CASE WHEN f.filled THEN coalesce(left(m.data ->> 'order_number', 64), '') ELSE '' END, CASE WHEN f.filled THEN (m.data ->> 'promise_at')::timestamptz END
FROM unnest($1::bigint[], $2::bigint[]) AS k (conversation_id, after_seq)
CROSS JOIN LATERAL (SELECT x.* FROM dari.messages x WHERE x.conversation_id = k.conversation_id AND x.seq > k.after_seq OFFSET 0) m
CROSS JOIN LATERAL (SELECT m.sender_kind = 'shopper' AND m.data ->> 'form' = 'true' AS filled) f
WHERE m.sender_kind <> 'system' AND m.kind <> 'event'
ORDER BY m.conversation_id, m.seq`
	// Only an order of the customer's own counts, however its number is written about.
	sqlOrdersNamed = `
SELECT DISTINCT ON (k.n) k.n, o.id
FROM unnest($1::bigint[], $2::text[]) WITH ORDINALITY AS k (customer_id, body, n)
JOIN dari.orders o ON o.customer_id = k.customer_id AND position(o.number in k.body) > 0
ORDER BY k.n, length(o.number) DESC, o.placed_at DESC`
)

func lockConversations(ctx context.Context, tx pgx.Tx, ids []int64) error {
	if _, err := tx.Exec(ctx, sqlLockConversations, ids); err != nil {
		return fmt.Errorf("lock the tickets of %d conversations: %w", len(ids), err)
	}
	return nil
}

func readHeads(ctx context.Context, q postgres.Querier, ids []int64) ([]*head, error) {
	rows, _ := q.Query(ctx, sqlReadHeads, ids) // CollectRows reports this error
	heads, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (*head, error) {
		var h head
		var ticket, from, to, last *int64
		if err := row.Scan(&h.conversationID, &h.customerID, &h.visitorID, &h.title, &ticket, &from, &to, &last); err != nil {
			return nil, err
		}
		if ticket != nil {
			h.span = &span{TicketID: *ticket, ConversationID: h.conversationID, FromSeq: *from, ToSeq: to, LastSeq: *last}
		}
		return &h, nil
	})
	if err != nil {
		return nil, fmt.Errorf("read where %d conversations stand: %w", len(ids), err)
	}
	return heads, nil
}

func readEntries(ctx context.Context, q postgres.Querier, heads []*head) (map[int64][]entry, error) {
	ids, after := make([]int64, len(heads)), make([]int64, len(heads))
	for i, h := range heads {
		ids[i] = h.conversationID
		if h.span != nil {
			after[i] = h.span.LastSeq
		}
	}
	rows, _ := q.Query(ctx, sqlReadEntries, ids, after) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[entry])
	if err != nil {
		return nil, fmt.Errorf("read new messages of %d conversations: %w", len(ids), err)
	}
	entries := make(map[int64][]entry, len(ids))
	for _, m := range list {
		entries[m.ConversationID] = append(entries[m.ConversationID], m)
	}
	return entries, nil
}

func ordersNamed(ctx context.Context, q postgres.Querier, customers []int64, bodies []string) (map[int]int64, error) {
	rows, _ := q.Query(ctx, sqlOrdersNamed, customers, bodies) // ForEachRow reports this error
	named := map[int]int64{}
	var n int
	var id int64
	if _, err := pgx.ForEachRow(rows, []any{&n, &id}, func() error { named[n-1] = id; return nil }); err != nil {
		return nil, fmt.Errorf("look for orders that are named: %w", err)
	}
	return named, nil
}

// recordColumns are a Record, in the order of its fields.
const recordColumns = `id, number, state, channel, subject, priority, owner_id, customer_id, visitor_id, order_id, conversation_id, preview_from,
       waiting_since, snoozed_until, first_reply_at, opened_at, solved_at, closed_at, last_message_at, version, type, due_at, score,
       tags, team_id, step, fields, status, snoozed_reply, spam, merged_into, parent_id`

const (
	sqlLockTickets = `
SELECT ` + recordColumns + ` FROM dari.tickets WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE`
	sqlLockTicket = `
SELECT ` + recordColumns + ` FROM dari.tickets WHERE number = $1 FOR NO KEY UPDATE`
	sqlLockDue = `
SELECT ` + recordColumns + ` FROM dari.tickets WHERE state = 'solved' AND solved_at <= dari.clock() - interval '7 days'
ORDER BY id LIMIT $1 FOR NO KEY UPDATE SKIP LOCKED`
	sqlNow = `SELECT dari.clock()`
)

// closeBatch is how many tickets are closed in one transaction.
const closeBatch = 500

func lockOf(ctx context.Context, tx pgx.Tx, heads []*head) (map[int64]*Record, error) {
	var ids []int64
	for _, h := range heads {
		if h.span != nil {
			ids = append(ids, h.span.TicketID)
		}
	}
	if len(ids) == 0 {
		return map[int64]*Record{}, nil
	}
	rows, _ := tx.Query(ctx, sqlLockTickets, ids) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, pgx.RowToAddrOfStructByPos[Record])
	if err != nil {
		return nil, fmt.Errorf("lock %d tickets: %w", len(ids), err)
	}
	records := make(map[int64]*Record, len(list))
	for _, r := range list {
		records[r.ID] = r
	}
	return records, nil
}

func lockTicket(ctx context.Context, tx pgx.Tx, number int64) (*Record, time.Time, error) {
	rows, _ := tx.Query(ctx, sqlLockTicket, number) // CollectExactlyOneRow reports this error
	r, err := pgx.CollectExactlyOneRow(rows, pgx.RowToAddrOfStructByPos[Record])
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, time.Time{}, fault.New(fault.NotFound, "tickets.not_found")
	}
	if err != nil {
		return nil, time.Time{}, fmt.Errorf("lock ticket %d: %w", number, err)
	}
	now, err := clock(ctx, tx)
	return r, now, err
}

func lockDue(ctx context.Context, tx pgx.Tx) ([]*Record, time.Time, error) {
	rows, _ := tx.Query(ctx, sqlLockDue, closeBatch) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, pgx.RowToAddrOfStructByPos[Record])
	if err != nil {
		return nil, time.Time{}, fmt.Errorf("lock tickets that are due: %w", err)
	}
	now, err := clock(ctx, tx)
	return list, now, err
}

func clock(ctx context.Context, q postgres.Querier) (now time.Time, err error) {
	if err := q.QueryRow(ctx, sqlNow).Scan(&now); err != nil {
		return now, fmt.Errorf("read the clock: %w", err)
	}
	return now, nil
}
