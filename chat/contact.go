package chat

import (
	"context"
	"errors"
	"fmt"
	"time"

	"dari/internal/api"
	"dari/internal/fault"
	"dari/internal/korean"
	"dari/internal/postgres"
	"dari/internal/thread"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// Contact is how a shopper asked to be answered, as they typed it: nothing of it is proved. A phone
// number or an address here never joins anybody to a customer and never shows an order.
type Contact struct {
	ReplyBy      string     `json:"reply_by" enum:"sms,email,none"`
	Phone        string     `json:"-"` // +821023456789
	Email        string     `json:"email"`
	Topic        string     `json:"topic"`
	OrderNumber  string     `json:"order_number"`
	OrderExists  bool       `json:"order_exists" doc:"There is an order of that number."`
	OrderMatches bool       `json:"order_matches" doc:"And it is the writer's: their own, or the number typed is the buyer's."`
	PromiseAt    *time.Time `json:"promise_at" doc:"By when an answer was promised."`
	Consent      string     `json:"-"`
	At           time.Time  `json:"at"`
}

const (
	sqlInsertContact = `
INSERT INTO dari.contacts (conversation_id, client_id, message_seq, reply_by, phone, email, topic, order_number, order_exists, order_matches, promise_at, consent_text)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT (conversation_id, client_id) DO NOTHING`
	sqlContactOfMessage = `
SELECT reply_by, phone, email, topic, order_number, order_exists, order_matches, promise_at, consent_text, created_at
FROM dari.contacts WHERE conversation_id = $1 AND client_id = $2`
	sqlLastContact = `
SELECT reply_by, phone, email, topic, order_number, order_exists, order_matches, promise_at, consent_text, created_at
FROM dari.contacts WHERE conversation_id = $1 ORDER BY id DESC LIMIT 1`
	// Records of questions are kept for three years, as the line above the form says.
	sqlForgetContacts = `
DELETE FROM dari.contacts WHERE id = ANY (ARRAY(SELECT id FROM dari.contacts WHERE created_at < dari.clock() - interval '3 years' ORDER BY created_at LIMIT $1))`
	sqlBringContacts = `UPDATE dari.contacts SET conversation_id = $2, message_seq = message_seq + $3 WHERE conversation_id = $1`
)

func bringContacts(ctx context.Context, tx pgx.Tx, m thread.Merged) error {
	_, err := tx.Exec(ctx, sqlBringContacts, m.From, m.Into, m.Base)
	return err
}

func insertContact(ctx context.Context, q postgres.Querier, conversationID int64, clientID uuid.UUID, seq int64, c Contact) error {
	_, err := q.Exec(ctx, sqlInsertContact, conversationID, clientID, seq, c.ReplyBy, c.Phone, c.Email, c.Topic, c.OrderNumber, c.OrderExists, c.OrderMatches, c.PromiseAt, c.Consent)
	if err != nil {
		return fmt.Errorf("keep how conversation %d is to be answered: %w", conversationID, err)
	}
	return nil
}

// ContactOf is the last thing the shopper of a conversation said about where an answer should go;
// found is false when they never left a message by the form.
func ContactOf(ctx context.Context, q postgres.Querier, conversationID int64) (c Contact, found bool, err error) {
	return contactBy(ctx, q, sqlLastContact, conversationID)
}

func contactBy(ctx context.Context, q postgres.Querier, sql string, args ...any) (Contact, bool, error) {
	rows, _ := q.Query(ctx, sql, args...) // CollectOneRow reports this error
	c, err := pgx.CollectOneRow(rows, pgx.RowToStructByPos[Contact])
	if errors.Is(err, pgx.ErrNoRows) {
		return Contact{}, false, nil
	}
	if err != nil {
		return Contact{}, false, fmt.Errorf("read how conversation %v is to be answered: %w", args[0], err)
	}
	return c, true, nil
}

type contactInput struct {
	UID string `path:"uid" format:"uuid"`
}

type contactView struct {
	Contact *contactShown `json:"contact" doc:"Null when the shopper left none."`
}

type contactShown struct {
	Contact
	PhoneMasked string `json:"phone_masked"`
	Verified    bool   `json:"verified" doc:"Always false: it was typed, not proved. The person may not be whose number it is."`
}

func (s *Service) handleContact(ctx context.Context, in *contactInput) (*api.OK[contactView], error) {
	uid, err := uuid.Parse(in.UID)
	if err != nil {
		return nil, fault.New(fault.NotFound, "thread.not_found")
	}
	conv, err := thread.ByUID(ctx, s.db, uid)
	if err != nil {
		return nil, err
	}
	c, found, err := ContactOf(ctx, s.db, conv.ID)
	if err != nil || !found {
		return api.Reply(contactView{}), err
	}
	return api.Reply(contactView{&contactShown{Contact: c, PhoneMasked: korean.MaskPhone(c.Phone)}}), nil
}

// forgetBatch is how many rows are thrown away in one statement.
const forgetBatch = 1000

func (s *Service) forgetContacts(ctx context.Context) error {
	for {
		tag, err := s.db.Exec(ctx, sqlForgetContacts, forgetBatch)
		if err != nil {
			return fmt.Errorf("forget how old shoppers are reached: %w", err)
		}
		if tag.RowsAffected() < forgetBatch {
			return nil
		}
	}
}
