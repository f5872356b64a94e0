package letters

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"dari/internal/fault"
	"dari/internal/postgres"
	"dari/internal/thread"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

const (
	sqlClock          = `SELECT dari.clock()`
	sqlConversationOf = `SELECT conversation_id FROM dari.tickets WHERE number = $1`
	sqlLastMessageID  = `SELECT message_id FROM dari.letters WHERE conversation_id = $1 AND state <> 'unsent' ORDER BY seq DESC LIMIT 1`
	sqlWritten        = `
SELECT m.conversation_id, m.seq, m.body, m.data -> 'out', coalesce(m.data -> 'files', '[]'), c.lang, coalesce(c.customer_id, 0), coalesce(s.ticket_id, 0)
FROM unnest($1::bigint[], $2::bigint[]) AS k (conversation_id, seq)
JOIN dari.messages m ON m.conversation_id = k.conversation_id AND m.seq = k.seq
JOIN dari.conversations c ON c.id = m.conversation_id
LEFT JOIN dari.ticket_conversations s ON s.conversation_id = m.conversation_id AND s.from_seq <= m.seq AND (s.to_seq IS NULL OR s.to_seq >= m.seq)
WHERE m.sender_kind = 'agent' AND m.withdrawn_at IS NULL AND m.data ? 'out'
ORDER BY m.conversation_id, m.seq`
	sqlInsertLetter = `
INSERT INTO dari.letters (conversation_id, seq, state, message_id, leaves_at) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (conversation_id, seq) DO NOTHING RETURNING id`
	sqlQuotedText = `SELECT left(body, $3) FROM dari.messages WHERE conversation_id = $1 AND seq = $2 AND withdrawn_at IS NULL`
	sqlQuotedOf   = `
SELECT l.sender_name, l.received_at FROM dari.inbound_mail l WHERE l.conversation_id = $1 AND l.message_seq = $2 ORDER BY l.id DESC LIMIT 1`
	sqlLockLetters = `
SELECT l.id, l.conversation_id, c.uid, l.seq, l.state, m.data -> 'out'
FROM dari.letters l
JOIN dari.messages m ON m.conversation_id = l.conversation_id AND m.seq = l.seq
JOIN dari.conversations c ON c.id = l.conversation_id
WHERE l.id = ANY($1) AND l.state <> 'unsent' ORDER BY l.id FOR NO KEY UPDATE OF l`
	sqlPutState = `UPDATE dari.letters SET state = $2, looked_at = dari.clock() WHERE id = $1`
	sqlLooked   = `UPDATE dari.letters SET looked_at = dari.clock() WHERE id = ANY($1)`
	// The relay tells of nearly all; these are left over.
	sqlOpenLetters = `
SELECT id FROM dari.letters WHERE state IN ('held', 'waiting', 'unknown')
  AND looked_at < dari.clock() - interval '45 seconds' AND leaves_at < dari.clock() - interval '30 seconds' ORDER BY looked_at LIMIT $1`
	sqlLetterAt  = `SELECT id, state FROM dari.letters WHERE conversation_id = $1 AND seq = $2 FOR NO KEY UPDATE`
	sqlMessageOf = `
SELECT m.sender_kind, m.sender_id, m.body, m.data -> 'out', c.uid FROM dari.messages m JOIN dari.conversations c ON c.id = m.conversation_id
WHERE m.conversation_id = $1 AND m.seq = $2`
	sqlCovering = `
SELECT s.conversation_id FROM dari.tickets t JOIN dari.ticket_conversations s ON s.ticket_id = t.id
JOIN dari.conversations c ON c.id = s.conversation_id
WHERE t.number = $1 AND s.from_seq <= $2 AND (s.to_seq IS NULL OR s.to_seq >= $2) AND ($3::uuid IS NULL OR c.uid = $3)
ORDER BY s.conversation_id = t.conversation_id DESC LIMIT 1`
	sqlNextNotice = `SELECT nextval('dari.letter_notice')`
)

func clock(ctx context.Context, q postgres.Querier) (now time.Time, err error) {
	if err := q.QueryRow(ctx, sqlClock).Scan(&now); err != nil {
		return now, fmt.Errorf("read the clock: %w", err)
	}
	return now, nil
}

// one reads a row into the pointers; found is false when there is none.
func one(ctx context.Context, q postgres.Querier, what, sql string, args, into []any) (found bool, err error) {
	err = q.QueryRow(ctx, sql, args...).Scan(into...)
	if errors.Is(err, pgx.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("%s: %w", what, err)
	}
	return true, nil
}

func conversationOf(ctx context.Context, q postgres.Querier, number int64) (id int64, err error) {
	found, err := one(ctx, q, "find the conversation of a ticket", sqlConversationOf, []any{number}, []any{&id})
	if err == nil && !found {
		err = fault.New(fault.NotFound, "tickets.not_found")
	}
	return id, err
}

func lastMessageID(ctx context.Context, q postgres.Querier, conversationID int64) (id string, err error) {
	_, err = one(ctx, q, "find the last letter", sqlLastMessageID, []any{conversationID}, []any{&id})
	return id, err
}

// written is an answer that is to leave by mail.
type written struct {
	ConversationID int64
	Seq            int64
	Body           string
	Out            []byte
	Files          []byte
	Lang           string
	CustomerID     int64
	TicketID       int64
}

func writtenOf(ctx context.Context, q postgres.Querier, conversations, seqs []int64) ([]written, error) {
	rows, _ := q.Query(ctx, sqlWritten, conversations, seqs) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[written])
	if err != nil {
		return nil, fmt.Errorf("read %d answers that are to leave by mail: %w", len(seqs), err)
	}
	return list, nil
}

// insertLetter makes the row of a letter; made is false when there is one.
func insertLetter(ctx context.Context, q postgres.Querier, conversationID, seq int64, state, messageID string, leavesAt time.Time) (id int64, made bool, err error) {
	made, err = one(ctx, q, "make a letter", sqlInsertLetter, []any{conversationID, seq, state, messageID, leavesAt}, []any{&id})
	return id, made, err
}

// open is a letter of which something may have become.
type open struct {
	ID             int64
	ConversationID int64
	Conversation   uuid.UUID
	Seq            int64
	State          string
	Out            []byte
}

func (o open) out() (out Out, err error) {
	if err := json.Unmarshal(o.Out, &out); err != nil {
		return out, fmt.Errorf("read the way of letter %d: %w", o.ID, err)
	}
	return out, nil
}

func lockLetters(ctx context.Context, tx pgx.Tx, ids []int64) ([]open, error) {
	rows, _ := tx.Query(ctx, sqlLockLetters, ids) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[open])
	if err != nil {
		return nil, fmt.Errorf("lock %d letters: %w", len(ids), err)
	}
	return list, nil
}

func putState(ctx context.Context, tx pgx.Tx, l open, state string, out Out) error {
	if _, err := tx.Exec(ctx, sqlPutState, l.ID, state); err != nil {
		return fmt.Errorf("write the state of letter %d: %w", l.ID, err)
	}
	data, err := out.json()
	if err != nil {
		return err
	}
	return thread.PutData(ctx, tx, l.ConversationID, l.Seq, "out", data)
}

func noteLooked(ctx context.Context, q postgres.Querier, ids []int64) error {
	if _, err := q.Exec(ctx, sqlLooked, ids); err != nil {
		return fmt.Errorf("note that %d letters were looked after: %w", len(ids), err)
	}
	return nil
}

func openLetters(ctx context.Context, q postgres.Querier, limit int) ([]int64, error) {
	rows, _ := q.Query(ctx, sqlOpenLetters, limit) // CollectRows reports this error
	ids, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	if err != nil {
		return nil, fmt.Errorf("look for open letters: %w", err)
	}
	return ids, nil
}
