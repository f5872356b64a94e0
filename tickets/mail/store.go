package mail

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"dari/internal/postgres"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

const (
	sqlReferred = `
SELECT r.conversation_id FROM unnest($1::text[]) WITH ORDINALITY AS x(message_id, n) JOIN dari.outbound_refs r USING (message_id) ORDER BY x.n LIMIT 1`
	sqlAlsoWritten = `
SELECT m.conversation_id FROM unnest($1::text[]) WITH ORDINALITY AS x(message_id, n)
JOIN dari.inbound_mail m ON m.message_id = x.message_id AND m.conversation_id IS NOT NULL
JOIN dari.mail_parties p ON p.conversation_id = m.conversation_id AND p.address_norm = $2
ORDER BY x.n LIMIT 1`
	sqlIsOurs  = `SELECT EXISTS (SELECT FROM dari.outbound_refs WHERE message_id = $1)`
	sqlIsParty = `
SELECT EXISTS (SELECT FROM dari.mail_parties WHERE conversation_id = $1 AND address_norm = $2)
    OR EXISTS (SELECT FROM dari.outbound_refs WHERE conversation_id = $1 AND recipient_key = $2)`
	sqlAddParty = `
INSERT INTO dari.mail_parties (conversation_id, address_norm) SELECT $1, a FROM unnest($2::text[]) AS u(a) WHERE a <> ''
ON CONFLICT (conversation_id, address_norm) DO NOTHING`
	sqlConversationOfTicket = `SELECT conversation_id FROM dari.tickets WHERE number = $1`
	sqlSubjectsOf           = `
(SELECT subject FROM dari.inbound_mail WHERE conversation_id = $1 AND state = 'done' ORDER BY id DESC LIMIT 100)
UNION (SELECT subject FROM dari.outbound_refs WHERE conversation_id = $1 AND subject <> '' ORDER BY sent_at DESC LIMIT 100)`
	// How much one person's address has written within an hour, as far as it became messages.
	sqlLately = `
SELECT count(*) FILTER (WHERE kind IN ('auto', 'list')), count(*) FROM dari.inbound_mail
WHERE contact_key = $1 AND received_at > dari.clock() - interval '1 hour' AND state = 'done'`
)

func referred(ctx context.Context, q postgres.Querier, ids []string) (int64, error) {
	if len(ids) == 0 {
		return 0, nil
	}
	return oneID(ctx, q, "find what a mail answers", sqlReferred, ids)
}

func alsoWritten(ctx context.Context, q postgres.Querier, ids []string, sender string) (int64, error) {
	if len(ids) == 0 || sender == "" {
		return 0, nil
	}
	return oneID(ctx, q, "find which mail of their own a sender names", sqlAlsoWritten, ids, sender)
}

func conversationOfTicket(ctx context.Context, q postgres.Querier, number int64) (int64, error) {
	return oneID(ctx, q, fmt.Sprintf("find the conversation of ticket %d", number), sqlConversationOfTicket, number)
}

// oneID is 0 when there is no row.
func oneID(ctx context.Context, q postgres.Querier, what, sql string, args ...any) (id int64, err error) {
	err = q.QueryRow(ctx, sql, args...).Scan(&id)
	if errors.Is(err, pgx.ErrNoRows) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("%s: %w", what, err)
	}
	return id, nil
}

func isOurs(ctx context.Context, q postgres.Querier, messageID string) (is bool, err error) {
	if err := q.QueryRow(ctx, sqlIsOurs, messageID).Scan(&is); err != nil {
		return false, fmt.Errorf("look whether a mail is ours: %w", err)
	}
	return is, nil
}

func isParty(ctx context.Context, q postgres.Querier, conversationID int64, address string) (is bool, err error) {
	if err := q.QueryRow(ctx, sqlIsParty, conversationID, address).Scan(&is); err != nil {
		return false, fmt.Errorf("look who takes part in conversation %d: %w", conversationID, err)
	}
	return is, nil
}

func addParty(ctx context.Context, q postgres.Querier, conversationID int64, list []string) error {
	if _, err := q.Exec(ctx, sqlAddParty, conversationID, list); err != nil {
		return fmt.Errorf("note who takes part in conversation %d: %w", conversationID, err)
	}
	return nil
}

func subjectsOf(ctx context.Context, q postgres.Querier, conversationID int64) ([]string, error) {
	rows, _ := q.Query(ctx, sqlSubjectsOf, conversationID) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return nil, fmt.Errorf("read the subjects of conversation %d: %w", conversationID, err)
	}
	return list, nil
}

func lately(ctx context.Context, q postgres.Querier, address string) (automatic, all int, err error) {
	if address == "" {
		return 0, 0, nil
	}
	if err := q.QueryRow(ctx, sqlLately, address).Scan(&automatic, &all); err != nil {
		return 0, 0, fmt.Errorf("count what an address has written lately: %w", err)
	}
	return automatic, all, nil
}

const (
	// Who sends on an answer knows the Message-ID before the mail has left.
	sqlRemember = `
INSERT INTO dari.outbound_refs (message_id, conversation_id, recipient_key, ticket_id, subject, delivery_uid)
VALUES ($1, $2, $3, nullif($4::bigint, 0), $5, $6) ON CONFLICT (message_id) DO NOTHING`
	sqlClaimMail = `
UPDATE dari.inbound_mail SET state = 'processing', attempts = attempts + 1, next_try_at = dari.clock() + $2::interval
WHERE id = (SELECT id FROM dari.inbound_mail WHERE state IN ('received', 'processing') AND next_try_at <= dari.clock() AND ($1 = 0 OR id = $1)
  ORDER BY next_try_at LIMIT 1 FOR UPDATE SKIP LOCKED)
RETURNING id, uid, mailbox, attempts, forced, whole, size`
	sqlRawOf     = `SELECT raw FROM dari.inbound_mail WHERE id = $1`
	sqlLockClaim = `SELECT true FROM dari.inbound_mail WHERE id = $1 AND state = 'processing' AND attempts = $2 FOR UPDATE`
	sqlFinish    = `
UPDATE dari.inbound_mail SET state = $2, kind = $3, reason = $4, error = $5, sender_key = $6, subject = $7,
  conversation_id = nullif($8::bigint, 0), message_seq = nullif($9::bigint, 0), contact_key = $10, sender_name = $11, to_list = $12, cc_list = $13,
  refs = $14, automatic = $15, report = $16, unverified = $17, processed_at = dari.clock()
WHERE id = $1`
	sqlNoteError = `UPDATE dari.inbound_mail SET error = $2 WHERE id = $1`
)

// Sent is a mail that is about to be sent about a conversation.
type Sent struct {
	MessageID      string // with its angle brackets
	ConversationID int64
	TicketID       int64 // 0: of no ticket
	Delivery       *uuid.UUID
	Subject        string
	Recipients     []string // normalised: To and Cc
}

// Remember keeps the Message-ID of a mail that is about to be sent about a conversation: answers that
// name it come back there, and its recipient takes part in it.
func Remember(ctx context.Context, tx pgx.Tx, messageID string, conversationID int64, recipient string) error {
	return RememberSent(ctx, tx, Sent{MessageID: messageID, ConversationID: conversationID, Recipients: []string{recipient}})
}

// RememberSent is Remember of a mail to several people, with its subject.
func RememberSent(ctx context.Context, tx pgx.Tx, m Sent) error {
	first := ""
	if len(m.Recipients) > 0 {
		first = m.Recipients[0]
	}
	if _, err := tx.Exec(ctx, sqlRemember, m.MessageID, m.ConversationID, first, m.TicketID, m.Subject, m.Delivery); err != nil {
		return fmt.Errorf("remember a mail about conversation %d: %w", m.ConversationID, err)
	}
	return addParty(ctx, tx, m.ConversationID, m.Recipients)
}

func claim(ctx context.Context, q postgres.Querier, id int64, lease time.Duration) (m stored, found bool, err error) {
	err = q.QueryRow(ctx, sqlClaimMail, id, lease).Scan(&m.ID, &m.UID, &m.Mailbox, &m.Attempts, &m.Forced, &m.Whole, &m.Size)
	if errors.Is(err, pgx.ErrNoRows) {
		return m, false, nil
	}
	if err != nil {
		return m, false, fmt.Errorf("take up a mail: %w", err)
	}
	return m, true, nil
}

func rawOf(ctx context.Context, q postgres.Querier, id int64) (raw []byte, err error) {
	if err := q.QueryRow(ctx, sqlRawOf, id).Scan(&raw); err != nil {
		return nil, fmt.Errorf("read mail %d: %w", id, err)
	}
	return raw, nil
}

// lockClaim makes sure that nobody else has taken the mail up meanwhile.
func lockClaim(ctx context.Context, tx pgx.Tx, m stored) (mine bool, err error) {
	err = tx.QueryRow(ctx, sqlLockClaim, m.ID, m.Attempts).Scan(&mine)
	if errors.Is(err, pgx.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("lock mail %d: %w", m.ID, err)
	}
	return mine, nil
}

func finish(ctx context.Context, q postgres.Querier, id int64, v verdict) error {
	report, err := v.reportJSON()
	if err != nil {
		return err
	}
	to, cc, err := v.people()
	if err != nil {
		return err
	}
	_, err = q.Exec(ctx, sqlFinish, id, v.State, v.Kind, v.Reason, limit(clean(v.Error), 500), v.Sender, v.Subject, v.ConversationID, v.Seq,
		v.Contact, v.Name, to, cc, v.Refs, v.Automatic, report, v.Unverified)
	if err != nil {
		return fmt.Errorf("finish mail %d: %w", id, err)
	}
	return nil
}

func (v verdict) people() (to, cc []byte, err error) {
	list := func(a []Address) []byte {
		if a == nil {
			return []byte("[]")
		}
		out, failed := json.Marshal(a)
		err = errors.Join(err, failed)
		return out
	}
	to, cc = list(v.To), list(v.Cc)
	if err != nil {
		return nil, nil, fmt.Errorf("encode whom a mail is to: %w", err)
	}
	return to, cc, nil
}

func noteError(ctx context.Context, q postgres.Querier, id int64, text string) error {
	if _, err := q.Exec(ctx, sqlNoteError, id, limit(clean(text), 500)); err != nil {
		return fmt.Errorf("note what went wrong with mail %d: %w", id, err)
	}
	return nil
}

// mostRefs bounds the References of an answer; servers refuse longer lines than 998 characters each, and
// the oldest and the newest ones are what programs thread by.
const mostRefs = 20

// refsOf is what an answer to a mail puts into References.
func refsOf(p parsed) string {
	var ids []string
	seen := map[string]bool{}
	for i := len(p.References) - 1; i >= 0; i-- { // they are the nearest first
		if id := p.References[i]; !seen[id] && len(id) < 250 && plainASCII(id) {
			seen[id] = true
			ids = append(ids, id)
		}
	}
	if len(ids) >= mostRefs {
		ids = append(ids[:1:1], ids[len(ids)-mostRefs+2:]...)
	}
	if p.MessageID != "" && !seen[p.MessageID] && len(p.MessageID) < 250 && plainASCII(p.MessageID) {
		ids = append(ids, p.MessageID)
	}
	return strings.Join(ids, " ")
}

func plainASCII(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r < 0x21 || r > 0x7e })
}
