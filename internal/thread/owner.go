package thread

import (
	"context"
	"errors"
	"fmt"

	"dari/internal/event"
	"dari/internal/fault"
	"dari/internal/postgres"

	"github.com/jackc/pgx/v5"
)

const (
	sqlChatOfCustomer = `
SELECT id, uid, kind, customer_id, visitor_id, title, lang, last_seq, last_note_seq
FROM dari.conversations WHERE kind = 'chat' AND customer_id = $1`
	sqlChatOfVisitor = `
SELECT id, uid, kind, customer_id, visitor_id, title, lang, last_seq, last_note_seq
FROM dari.conversations WHERE kind = 'chat' AND visitor_id = $1 AND customer_id IS NULL`
)

// ChatOf is the one chat conversation of a shopper; found is false when there is none yet.
func ChatOf(ctx context.Context, q postgres.Querier, o Owner) (c Conversation, found bool, err error) {
	if o.CustomerID != 0 {
		c, err = conversation(ctx, q, sqlChatOfCustomer, o.CustomerID)
	} else {
		c, err = conversation(ctx, q, sqlChatOfVisitor, o.VisitorID)
	}
	if fault.Is(err, fault.NotFound) {
		return Conversation{}, false, nil
	}
	return c, err == nil, err
}

const (
	sqlMakeCustomerChat = `
INSERT INTO dari.conversations (uid, kind, customer_id, lang) VALUES ($1, 'chat', $2, $3)
ON CONFLICT (customer_id) WHERE kind = 'chat' AND customer_id IS NOT NULL DO NOTHING`
	sqlMakeVisitorChat = `
INSERT INTO dari.conversations (uid, kind, visitor_id, lang) VALUES ($1, 'chat', $2, $3)
ON CONFLICT (visitor_id) WHERE kind = 'chat' AND customer_id IS NULL DO NOTHING`
)

// EnsureChat is ChatOf, and makes the conversation when there is none. Any number of callers at once
// make one.
func EnsureChat(ctx context.Context, q postgres.Querier, o Owner, lang string) (Conversation, error) {
	c, found, err := ChatOf(ctx, q, o)
	if err != nil || found {
		return c, err
	}
	if o.CustomerID != 0 {
		_, err = q.Exec(ctx, sqlMakeCustomerChat, newUID(), o.CustomerID, lang)
	} else {
		_, err = q.Exec(ctx, sqlMakeVisitorChat, newUID(), o.VisitorID, lang)
	}
	if err != nil {
		return Conversation{}, fmt.Errorf("make a chat conversation: %w", err)
	}
	c, found, err = ChatOf(ctx, q, o) // a new statement sees what another caller has committed
	if err == nil && !found {
		err = errors.New("a chat conversation that was just made is not there")
	}
	return c, err
}

const sqlSpeak = `UPDATE dari.conversations SET lang = $2 WHERE id = $1 AND lang <> $2`

// Speak notes in which language the shopper of a conversation reads now: what is written to them by itself,
// in the chat or by mail and SMS, follows.
func Speak(ctx context.Context, q postgres.Querier, conversationID int64, lang string) error {
	if _, err := q.Exec(ctx, sqlSpeak, conversationID, lang); err != nil {
		return fmt.Errorf("note the language of conversation %d: %w", conversationID, err)
	}
	return nil
}

const sqlMakeMail = `
INSERT INTO dari.conversations (uid, kind, customer_id, title, lang) VALUES ($1, 'mail', nullif($2, 0), $3, $4)
RETURNING id, uid, kind, customer_id, visitor_id, title, lang, last_seq, last_note_seq`

// NewMail begins a conversation for a thread of mails; customerID is 0 when nobody knows the sender.
func NewMail(ctx context.Context, q postgres.Querier, customerID int64, title, lang string) (Conversation, error) {
	return conversation(ctx, q, sqlMakeMail, newUID(), customerID, title, lang)
}

const sqlAttach = `
UPDATE dari.conversations c SET customer_id = $2
WHERE c.kind = 'chat' AND c.visitor_id = $1 AND c.customer_id IS NULL
  AND NOT EXISTS (SELECT FROM dari.conversations o WHERE o.kind = 'chat' AND o.customer_id = $2)
RETURNING c.id`

// Attach gives a visitor's chat to a customer who has none: only for a browser that proves to be both.
// For a customer who has one there is Merge. What was attached is told by the event conversation.attached.
func Attach(ctx context.Context, tx pgx.Tx, visitorID, customerID int64) (attached bool, err error) {
	var id int64
	err = tx.QueryRow(ctx, sqlAttach, visitorID, customerID).Scan(&id)
	if errors.Is(err, pgx.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("attach the chat of visitor %d to customer %d: %w", visitorID, customerID, err)
	}
	return true, event.Publish(ctx, tx, event.New{
		Kind: "conversation.attached", SubjectKind: "conversation", SubjectID: id,
		Key: fmt.Sprintf("conversation.attached:%d", id), Payload: map[string]int64{"conversation_id": id, "customer_id": customerID},
	})
}
