package tickets

import (
	"context"
	"fmt"
	"time"

	"dari/internal/postgres"
	"dari/internal/thread"

	"github.com/jackc/pgx/v5"
)

const (
	sqlLockCarried = `
SELECT id FROM dari.tickets
WHERE id IN (SELECT ticket_id FROM dari.ticket_conversations WHERE conversation_id = $1) OR conversation_id = $1
ORDER BY id FOR NO KEY UPDATE`
	// The last piece of work on the visitor's chat goes on; what was open on the member's ends where it stands.
	sqlEndOpenSpan = `
UPDATE dari.ticket_conversations SET to_seq = last_seq
WHERE conversation_id = $2 AND to_seq IS NULL
  AND EXISTS (SELECT FROM dari.ticket_conversations WHERE conversation_id = $1 AND to_seq IS NULL)`
	sqlCarrySpans = `
UPDATE dari.ticket_conversations SET conversation_id = $2, from_seq = from_seq + $3, to_seq = to_seq + $3, last_seq = last_seq + $3
WHERE conversation_id = $1`
	sqlCustomerOf = `SELECT customer_id FROM dari.conversations WHERE id = $1`
)

// Carry brings a visitor's chat to the end of the member's with the tickets it has: their spans cover
// the same messages, and they are answered there. Consoles hear of it with the events of those tickets.
func (s *Service) Carry(ctx context.Context, tx pgx.Tx, from, into int64) error {
	// What was said up to now is followed first: afterwards its numbers are others.
	if _, err := follow(ctx, tx, []int64{from, into}); err != nil {
		return err
	}
	ids, err := lockCarried(ctx, tx, from)
	if err != nil {
		return err
	}
	base, err := thread.Merge(ctx, tx, from, into)
	if err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, sqlEndOpenSpan, from, into); err != nil {
		return fmt.Errorf("end the span of conversation %d: %w", into, err)
	}
	if _, err := tx.Exec(ctx, sqlCarrySpans, from, into, base); err != nil {
		return fmt.Errorf("carry the spans of conversation %d: %w", from, err)
	}
	return carried(ctx, tx, ids, from, into)
}

func lockCarried(ctx context.Context, tx pgx.Tx, from int64) ([]int64, error) {
	rows, _ := tx.Query(ctx, sqlLockCarried, from) // CollectRows reports this error
	ids, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	if err != nil {
		return nil, fmt.Errorf("lock the tickets of conversation %d: %w", from, err)
	}
	return ids, nil
}

// carried says in each ticket whose it is, and where it goes on.
func carried(ctx context.Context, tx pgx.Tx, ids []int64, from, into int64) error {
	if len(ids) == 0 {
		return nil
	}
	customer, now, err := customerOf(ctx, tx, into)
	if err != nil {
		return err
	}
	rows, _ := tx.Query(ctx, sqlLockTickets, ids) // CollectRows reports this error
	records, err := pgx.CollectRows(rows, pgx.RowToAddrOfStructByPos[Record])
	if err != nil {
		return fmt.Errorf("read %d tickets: %w", len(ids), err)
	}
	works := make([]*work, len(records))
	for i, r := range records {
		works[i] = &work{record: r}
		data := Data{CustomerID: customer}
		if r.ConversationID == from {
			data.ConversationID = into
		}
		r.happening(&works[i].events, Event{Kind: kindIdentified, ActorKind: bySystem, Data: data, At: now})
	}
	_, err = store(ctx, tx, works)
	return err
}

func customerOf(ctx context.Context, q postgres.Querier, conversationID int64) (id *int64, now time.Time, err error) {
	if err := q.QueryRow(ctx, sqlCustomerOf, conversationID).Scan(&id); err != nil {
		return nil, now, fmt.Errorf("read whose conversation %d is: %w", conversationID, err)
	}
	now, err = clock(ctx, q)
	return id, now, err
}
