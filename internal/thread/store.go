package thread

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"dari/internal/fault"
	"dari/internal/postgres"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

const sqlMessagesAfter = `
SELECT m.conversation_id, c.uid AS conversation, m.seq, m.uid, m.client_id, m.sender_kind, m.sender_id, m.sender_name,
       m.channel, m.kind, CASE WHEN m.withdrawn_at IS NULL THEN m.body ELSE '' END AS body,
       CASE WHEN m.withdrawn_at IS NULL THEN m.data END AS data, m.created_at, m.withdrawn_at IS NOT NULL AS withdrawn
FROM dari.messages m JOIN dari.conversations c ON c.id = m.conversation_id
WHERE m.conversation_id = $1 AND m.seq > $2 ORDER BY m.seq LIMIT $3`

// After reads messages that follow a number, oldest first.
func After(ctx context.Context, q postgres.Querier, conversationID, seq int64, limit int) ([]Message, error) {
	rows, _ := q.Query(ctx, sqlMessagesAfter, conversationID, seq, limit) // CollectRows reports this error
	messages, err := pgx.CollectRows(rows, pgx.RowToStructByName[Message])
	if err != nil {
		return nil, fmt.Errorf("read messages of conversation %d after %d: %w", conversationID, seq, err)
	}
	return messages, nil
}

const sqlMessagesBefore = `
SELECT m.conversation_id, c.uid AS conversation, m.seq, m.uid, m.client_id, m.sender_kind, m.sender_id, m.sender_name,
       m.channel, m.kind, CASE WHEN m.withdrawn_at IS NULL THEN m.body ELSE '' END AS body,
       CASE WHEN m.withdrawn_at IS NULL THEN m.data END AS data, m.created_at, m.withdrawn_at IS NOT NULL AS withdrawn
FROM dari.messages m JOIN dari.conversations c ON c.id = m.conversation_id
WHERE m.conversation_id = $1 AND ($2 <= 0 OR m.seq < $2) ORDER BY m.seq DESC LIMIT $3`

// Before reads the messages just before a number, or the newest ones when it is 0; oldest first.
func Before(ctx context.Context, q postgres.Querier, conversationID, seq int64, limit int) ([]Message, error) {
	rows, _ := q.Query(ctx, sqlMessagesBefore, conversationID, seq, limit) // CollectRows reports this error
	messages, err := pgx.CollectRows(rows, pgx.RowToStructByName[Message])
	if err != nil {
		return nil, fmt.Errorf("read messages of conversation %d before %d: %w", conversationID, seq, err)
	}
	slices.Reverse(messages)
	return messages, nil
}

const sqlHeads = `SELECT id, last_seq FROM dari.conversations WHERE id = ANY($1)`

// Heads is the newest number of each conversation.
func Heads(ctx context.Context, q postgres.Querier, ids []int64) (map[int64]int64, error) {
	rows, _ := q.Query(ctx, sqlHeads, ids) // ForEachRow reports this error
	heads := make(map[int64]int64, len(ids))
	var id, seq int64
	if _, err := pgx.ForEachRow(rows, []any{&id, &seq}, func() error { heads[id] = seq; return nil }); err != nil {
		return nil, fmt.Errorf("read the heads of %d conversations: %w", len(ids), err)
	}
	return heads, nil
}

// The withdrawn ones are few: a partial index holds them alone.
const sqlResume = `
SELECT c.last_seq, ARRAY(SELECT m.seq FROM dari.messages m
  WHERE m.conversation_id = c.id AND m.withdrawn_at IS NOT NULL AND m.seq <= $2 ORDER BY m.seq DESC LIMIT 100)
FROM dari.conversations c WHERE c.id = $1`

// Resume is what a reader who has come to a number must know before reading on: the newest number, and
// which of the messages it may show were withdrawn since.
func Resume(ctx context.Context, q postgres.Querier, conversationID, seq int64) (head int64, withdrawn []int64, err error) {
	if err := q.QueryRow(ctx, sqlResume, conversationID, seq).Scan(&head, &withdrawn); err != nil {
		return 0, nil, fmt.Errorf("read where conversation %d stands: %w", conversationID, err)
	}
	return head, withdrawn, nil
}

// Withdrawal says that the text of a message was taken back.
type Withdrawal struct {
	ConversationID int64     `db:"conversation_id"`
	Conversation   uuid.UUID `db:"conversation"`
	Seq            int64     `db:"seq"`
}

const sqlWithdrawnSince = `
SELECT m.conversation_id, c.uid AS conversation, m.seq
FROM dari.messages m JOIN dari.conversations c ON c.id = m.conversation_id
WHERE m.conversation_id = ANY($1) AND m.withdrawn_at > dari.clock() - $2::interval`

// WithdrawnSince are the messages of these conversations that were withdrawn within the last while.
func WithdrawnSince(ctx context.Context, q postgres.Querier, ids []int64, ago time.Duration) ([]Withdrawal, error) {
	rows, _ := q.Query(ctx, sqlWithdrawnSince, ids, ago) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, pgx.RowToStructByName[Withdrawal])
	if err != nil {
		return nil, fmt.Errorf("read what was withdrawn: %w", err)
	}
	return list, nil
}

const sqlEpoch = `SELECT epoch::text FROM dari.server_epoch`

// Epoch changes after a restore from a backup: what clients hold from before is then read anew.
func (s *Store) Epoch(ctx context.Context) (string, error) {
	s.epoch.mu.Lock()
	defer s.epoch.mu.Unlock()
	if time.Now().Before(s.epoch.until) {
		return s.epoch.value, nil
	}
	return s.readEpoch(ctx)
}

// ReadEpoch is Epoch as it stands in the database now.
func (s *Store) ReadEpoch(ctx context.Context) (string, error) {
	s.epoch.mu.Lock()
	defer s.epoch.mu.Unlock()
	return s.readEpoch(ctx)
}

func (s *Store) readEpoch(ctx context.Context) (string, error) {
	if err := s.db.QueryRow(ctx, sqlEpoch).Scan(&s.epoch.value); err != nil {
		return "", fmt.Errorf("read the epoch: %w", err)
	}
	s.epoch.until = time.Now().Add(10 * time.Second)
	return s.epoch.value, nil
}

const sqlConversationByUID = `
SELECT id, uid, kind, customer_id, visitor_id, title, lang, last_seq, last_note_seq
FROM dari.conversations WHERE id = (SELECT coalesce(merged_into, id) FROM dari.conversations WHERE uid = $1)`

// ByUID finds a conversation for staff, who may see all of them. One that has gone on in another is that.
func ByUID(ctx context.Context, q postgres.Querier, uid uuid.UUID) (Conversation, error) {
	return conversation(ctx, q, sqlConversationByUID, uid)
}

const sqlConversationByID = `
SELECT id, uid, kind, customer_id, visitor_id, title, lang, last_seq, last_note_seq
FROM dari.conversations WHERE id = (SELECT coalesce(merged_into, id) FROM dari.conversations WHERE id = $1)`

// ByID finds a conversation by its row. One that has gone on in another is that.
func ByID(ctx context.Context, q postgres.Querier, id int64) (Conversation, error) {
	return conversation(ctx, q, sqlConversationByID, id)
}

const sqlConversationOwned = `
SELECT id, uid, kind, customer_id, visitor_id, title, lang, last_seq, last_note_seq
FROM dari.conversations
WHERE uid = $1 AND (customer_id = nullif($2, 0) OR customer_id IS NULL AND visitor_id = nullif($3, 0))`

// Owned finds a conversation if it is the owner's; a foreign one is not found.
func Owned(ctx context.Context, q postgres.Querier, uid uuid.UUID, o Owner) (Conversation, error) {
	return conversation(ctx, q, sqlConversationOwned, uid, o.CustomerID, o.VisitorID)
}

func conversation(ctx context.Context, q postgres.Querier, sql string, args ...any) (Conversation, error) {
	rows, _ := q.Query(ctx, sql, args...) // CollectExactlyOneRow reports this error
	c, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByName[Conversation])
	if errors.Is(err, pgx.ErrNoRows) {
		return Conversation{}, fault.New(fault.NotFound, "thread.not_found")
	}
	if err != nil {
		return Conversation{}, fmt.Errorf("read a conversation: %w", err)
	}
	return c, nil
}
