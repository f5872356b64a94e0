package thread

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"dari/internal/event"
	"dari/internal/fault"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// Written is what decides whether a message may still be taken back.
type Written struct {
	From        string
	SenderID    int64
	Channel     string
	Kind        string
	At          time.Time
	Now         time.Time // on the clock of the database
	WithdrawnAt *time.Time
}

const (
	sqlLockMessage = `
SELECT sender_kind, sender_id, channel, kind, created_at, dari.clock(), withdrawn_at
FROM dari.messages WHERE conversation_id = $1 AND seq = $2 FOR UPDATE`
	// The text stays in the row as evidence; no reader is given it, and no search finds it.
	sqlWithdraw = `UPDATE dari.messages SET withdrawn_at = dari.clock() WHERE conversation_id = $1 AND seq = $2`
)

// Withdraw takes a message back, by a member of staff, when may agrees: from then on its readers get it without its text.
// They hear of it by the event message.withdrawn. done is false when it was taken back before.
func Withdraw(ctx context.Context, tx pgx.Tx, conversationID, seq, staffID int64, may func(Written) error) (done bool, err error) {
	var w Written
	err = tx.QueryRow(ctx, sqlLockMessage, conversationID, seq).Scan(&w.From, &w.SenderID, &w.Channel, &w.Kind, &w.At, &w.Now, &w.WithdrawnAt)
	if errors.Is(err, pgx.ErrNoRows) {
		return false, fault.New(fault.NotFound, "thread.no_message")
	}
	if err != nil {
		return false, fmt.Errorf("lock message %d of conversation %d: %w", seq, conversationID, err)
	}
	if err := may(w); err != nil || w.WithdrawnAt != nil {
		return false, err
	}
	if _, err := tx.Exec(ctx, sqlWithdraw, conversationID, seq); err != nil {
		return false, fmt.Errorf("withdraw message %d of conversation %d: %w", seq, conversationID, err)
	}
	return true, event.Publish(ctx, tx, event.New{
		Kind: "message.withdrawn", SubjectKind: "conversation", SubjectID: conversationID, Version: int(seq),
		Key: fmt.Sprintf("withdrawn:%d:%d", conversationID, seq), Payload: withdrawnEvent{conversationID, seq, staffID},
	})
}

// withdrawnEvent is the payload of message.withdrawn.
type withdrawnEvent struct {
	ConversationID int64 `json:"conversation_id"`
	Seq            int64 `json:"seq"`
	StaffID        int64 `json:"staff_id"`
}

const sqlPutCard = `
UPDATE dari.messages SET data = $3 WHERE uid = $1 AND conversation_id = $2 AND kind = 'card'`

// PutCard writes what a card shows anew, as that it was answered: who opens the conversation later sees
// it so. It is not told to those who have it on the screen.
func PutCard(ctx context.Context, tx pgx.Tx, conversationID int64, message uuid.UUID, data json.RawMessage) error {
	if _, err := tx.Exec(ctx, sqlPutCard, message, conversationID, data); err != nil {
		return fmt.Errorf("write a card of conversation %d: %w", conversationID, err)
	}
	return nil
}
