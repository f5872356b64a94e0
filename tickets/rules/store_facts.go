package rules

import (
	"context"
	"errors"
	"fmt"
	"time"

	"dari/internal/postgres"

	"github.com/jackc/pgx/v5"
)

const sqlFacts = `
SELECT t.state, t.channel, t.type, t.priority, t.owner_id, t.team_id, t.tags, t.subject, t.order_id IS NOT NULL, coalesce(o.status, ''),
       coalesce(c.tags, '{}'), t.score, t.waiting_since, t.opened_at, t.last_message_at,
       t.snoozed_reply OR coalesce(t.snoozed_until > dari.clock(), false), dari.clock(), t.conversation_id,
       coalesce((SELECT left(m.body, 4000) FROM dari.messages m
         WHERE m.conversation_id = t.conversation_id AND m.sender_kind = 'shopper' AND m.withdrawn_at IS NULL AND (NOT $2 OR m.conversation_id = $3 AND m.seq = $4)
         ORDER BY m.seq DESC LIMIT 1), '')
FROM dari.tickets t
LEFT JOIN dari.orders o ON o.id = t.order_id
LEFT JOIN dari.customers c ON c.id = t.customer_id
WHERE t.id = $1`

// message is one of a conversation; the zero one stands for the shopper's last.
type message struct {
	conversationID, seq int64
}

// factsOf reads what rules can ask about a ticket now.
func factsOf(ctx context.Context, q postgres.Querier, ticketID int64, m message, zone *time.Location) (f Facts, conversationID int64, err error) {
	err = q.QueryRow(ctx, sqlFacts, ticketID, m.seq > 0, m.conversationID, m.seq).Scan(&f.State, &f.Channel, &f.Type, &f.Priority, &f.OwnerID, &f.TeamID, &f.Tags, &f.Subject,
		&f.HasOrder, &f.OrderStatus, &f.CustomerTags, &f.Score, &f.WaitingSince, &f.OpenedAt, &f.LastAt, &f.Snoozed, &f.Now, &conversationID, &f.Text)
	if err != nil {
		return f, 0, fmt.Errorf("read what is so of ticket %d: %w", ticketID, err)
	}
	f.Now = f.Now.In(zone)
	return f, conversationID, nil
}

// waitingItem is something that has happened and that no rule has looked at yet.
type waitingItem struct {
	ID             int64
	TicketID       int64
	Number         int64
	Kind           string
	Key            string
	FromSeq        int64
	ToSeq          int64
	ConversationID int64
	Cause          string
	Tries          int
}

const (
	// One program carries rules out at a time, so that those of one ticket follow each other.
	sqlLead = `SELECT pg_try_advisory_xact_lock(hashtext('dari.ticket_rules'))`
	sqlNext = `
SELECT q.id, q.ticket_id, t.number, q.kind, q.key, q.from_seq, q.to_seq, q.conversation_id, q.cause, q.tries
FROM dari.ticket_rule_queue q JOIN dari.tickets t ON t.id = q.ticket_id
WHERE q.due_at <= dari.clock() ORDER BY q.id LIMIT 1`
	sqlDrop    = `DELETE FROM dari.ticket_rule_queue WHERE id = $1`
	sqlDelay   = `UPDATE dari.ticket_rule_queue SET tries = tries + 1, due_at = dari.clock() + interval '1 second' * power(2, least(tries, 10)) WHERE id = $1`
	sqlEnqueue = `
INSERT INTO dari.ticket_rule_queue (ticket_id, kind, key, from_seq, to_seq, conversation_id, cause)
SELECT ticket_id, kind, key, from_seq, to_seq, conversation_id, cause
FROM unnest($1::bigint[], $2::text[], $3::text[], $4::bigint[], $5::bigint[], $6::bigint[], $7::text[]) AS k (ticket_id, kind, key, from_seq, to_seq, conversation_id, cause)
ON CONFLICT (ticket_id, key) DO NOTHING`
	// A message belongs to the ticket whose span holds it.
	sqlTicketsOf = `
SELECT k.conversation_id, k.seq, s.ticket_id, m.sender_kind
FROM unnest($1::bigint[], $2::bigint[]) AS k (conversation_id, seq)
JOIN dari.messages m ON m.conversation_id = k.conversation_id AND m.seq = k.seq
JOIN dari.ticket_conversations s ON s.conversation_id = k.conversation_id AND s.from_seq <= k.seq AND (s.to_seq IS NULL OR s.to_seq >= k.seq)
WHERE m.sender_kind IN ('shopper', 'agent') AND m.kind <> 'event'`
)

func lead(ctx context.Context, tx pgx.Tx) (leads bool, err error) {
	if err := tx.QueryRow(ctx, sqlLead).Scan(&leads); err != nil {
		return false, fmt.Errorf("ask for the lock of rules: %w", err)
	}
	return leads, nil
}

func next(ctx context.Context, tx pgx.Tx) (item waitingItem, found bool, err error) {
	rows, _ := tx.Query(ctx, sqlNext) // CollectExactlyOneRow reports this error
	item, err = pgx.CollectExactlyOneRow(rows, pgx.RowToStructByPos[waitingItem])
	if errors.Is(err, pgx.ErrNoRows) {
		return item, false, nil
	}
	if err != nil {
		return item, false, fmt.Errorf("read what rules have not looked at: %w", err)
	}
	return item, true, nil
}

func drop(ctx context.Context, q postgres.Querier, id int64) error {
	if _, err := q.Exec(ctx, sqlDrop, id); err != nil {
		return fmt.Errorf("take entry %d off the queue of rules: %w", id, err)
	}
	return nil
}

func delay(ctx context.Context, q postgres.Querier, id int64) error {
	if _, err := q.Exec(ctx, sqlDelay, id); err != nil {
		return fmt.Errorf("put off entry %d of the queue of rules: %w", id, err)
	}
	return nil
}

// enqueue writes down what has happened.
func enqueue(ctx context.Context, q postgres.Querier, items []waitingItem) error {
	if len(items) == 0 {
		return nil
	}
	n := len(items)
	ids, from, to, conversations := make([]int64, n), make([]int64, n), make([]int64, n), make([]int64, n)
	kinds, keys, causes := make([]string, n), make([]string, n), make([]string, n)
	for i, one := range items {
		ids[i], kinds[i], keys[i], from[i], to[i], conversations[i], causes[i] = one.TicketID, one.Kind, one.Key, one.FromSeq, one.ToSeq, one.ConversationID, one.Cause
	}
	if _, err := q.Exec(ctx, sqlEnqueue, ids, kinds, keys, from, to, conversations, causes); err != nil {
		return fmt.Errorf("write down %d things for rules: %w", n, err)
	}
	return nil
}

// spoken is a message in a ticket.
type spoken struct {
	ConversationID int64
	Seq            int64
	TicketID       int64
	From           string
}

func ticketsOf(ctx context.Context, q postgres.Querier, conversations, seqs []int64) ([]spoken, error) {
	rows, _ := q.Query(ctx, sqlTicketsOf, conversations, seqs) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[spoken])
	if err != nil {
		return nil, fmt.Errorf("find the tickets of %d messages: %w", len(seqs), err)
	}
	return list, nil
}
