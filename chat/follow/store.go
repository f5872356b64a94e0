package follow

import (
	"context"
	"errors"
	"fmt"
	"time"

	"dari/internal/postgres"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// What is due, with all that decides about it. A conversation that another program has in its hands is
// passed over.
const sqlDueWaits = `
WITH due AS (
  SELECT w.conversation_id AS id FROM dari.follow_waits w WHERE w.due_at <= dari.clock() ORDER BY w.due_at LIMIT $1 FOR UPDATE SKIP LOCKED)
SELECT c.id, c.uid, c.lang, coalesce(c.customer_id, 0) AS customer_id, coalesce(c.visitor_id, 0) AS visitor_id,
  greatest(coalesce(r.seq, 0), coalesce(f.seq, 0)) AS after, wrote.at AS wrote_at, texted.at AS sms_at,
  coalesce(mails.root, '') AS root, coalesce(mails.last, '') AS last,
  coalesce(k.reply_by, '') AS reply_by, coalesce(k.phone, '') AS phone, coalesce(k.email, '') AS email, false AS no_email, false AS no_sms, dari.clock() AS now
FROM due JOIN dari.conversations c ON c.id = due.id
LEFT JOIN LATERAL (SELECT max(read_seq) AS seq FROM dari.receipts WHERE conversation_id = c.id AND reader_kind = 'shopper') r ON true
LEFT JOIN LATERAL (SELECT max(up_to_seq) AS seq FROM dari.follow_ups WHERE conversation_id = c.id AND dropped_at IS NULL) f ON true
LEFT JOIN LATERAL (SELECT created_at AS at FROM dari.messages WHERE conversation_id = c.id AND sender_kind = 'shopper' ORDER BY seq DESC LIMIT 1) wrote ON true
LEFT JOIN LATERAL (SELECT max(created_at) AS at FROM dari.follow_ups WHERE conversation_id = c.id AND channel = 'sms' AND dropped_at IS NULL) texted ON true
LEFT JOIN LATERAL (
  SELECT (array_agg(message_id ORDER BY id))[1] AS root, (array_agg(message_id ORDER BY id DESC))[1] AS last
  FROM dari.follow_ups WHERE conversation_id = c.id AND channel = 'email' AND dropped_at IS NULL) mails ON true
LEFT JOIN LATERAL (SELECT reply_by, phone, email FROM dari.contacts WHERE conversation_id = c.id ORDER BY id DESC LIMIT 1) k ON true
ORDER BY c.id`

func dueWaits(ctx context.Context, tx pgx.Tx, limit int) ([]*waiting, error) {
	rows, _ := tx.Query(ctx, sqlDueWaits, limit) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, pgx.RowToAddrOfStructByName[waiting])
	if err != nil {
		return nil, fmt.Errorf("read what is due to be sent on: %w", err)
	}
	return list, nil
}

// telling is what somebody waits for: the answers of people, and of what the shop says by itself how a return or
// a request stands. Cards that only help (articles, how it went) wait for whoever comes by.
const telling = `(m.withdrawn_at IS NULL AND (m.sender_kind = 'agent' AND m.kind <> 'event'
  OR m.sender_kind = 'system' AND (m.data->>'event' = 'return'
    OR m.data->>'card' = 'receipt' AND m.data->'request'->>'state' IN ('approved', 'refused', 'done'))))`

const sqlUnreadAnswers = `
SELECT m.conversation_id, m.seq, m.sender_name AS name, m.body, m.data, m.created_at AS at
FROM unnest($1::bigint[], $2::bigint[]) AS w(id, after)
JOIN LATERAL (
  SELECT m.conversation_id, m.seq, m.sender_name, m.body, m.data, m.created_at FROM dari.messages m
  WHERE m.conversation_id = w.id AND m.seq > w.after AND ` + telling + `
  ORDER BY m.seq LIMIT 100) m ON true
ORDER BY m.conversation_id, m.seq`

func unreadAnswers(ctx context.Context, tx pgx.Tx, ids, after []int64) ([]answer, error) {
	rows, _ := tx.Query(ctx, sqlUnreadAnswers, ids, after) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, pgx.RowToStructByName[answer])
	if err != nil {
		return nil, fmt.Errorf("read unread answers: %w", err)
	}
	return list, nil
}

// Addresses that answers do not go to: a number that said 그만, a mailbox that refused the last ones.
const sqlClosed = `
SELECT a.channel, a.key FROM unnest($1::text[], $2::text[]) AS a(channel, key)
WHERE EXISTS (SELECT FROM dari.follow_stops s WHERE s.channel = a.channel AND s.recipient_key = a.key)
  OR (SELECT f.reason FROM dari.follow_ups f WHERE f.channel = a.channel AND f.recipient_key = a.key
      AND f.created_at > dari.clock() - interval '7 days' ORDER BY f.id DESC LIMIT 1) LIKE 'failed%'`

func (s *Service) closed(ctx context.Context, tx pgx.Tx, list []*waiting) error {
	var channels, keys []string
	for _, w := range list {
		email, phone := w.contacts()
		if email != "" {
			channels, keys = append(channels, Email), append(keys, email)
		}
		if phone != "" {
			channels, keys = append(channels, SMS), append(keys, phone)
		}
	}
	rows, _ := tx.Query(ctx, sqlClosed, channels, keys) // ForEachRow reports this error
	closed := map[[2]string]bool{}
	var channel, key string
	if _, err := pgx.ForEachRow(rows, []any{&channel, &key}, func() error { closed[[2]string{channel, key}] = true; return nil }); err != nil {
		return fmt.Errorf("look for numbers that said stop: %w", err)
	}
	if s.Suppressed != nil {
		dead, err := s.Suppressed(ctx, tx, channels, keys)
		if err != nil {
			return err
		}
		for i := range dead {
			closed[[2]string{channels[i], keys[i]}] = true
		}
	}
	for _, w := range list {
		email, phone := w.contacts()
		w.NoEmail, w.NoSMS = closed[[2]string{Email, email}], closed[[2]string{SMS, phone}]
	}
	return nil
}

const (
	sqlPostpone       = `UPDATE dari.follow_waits SET due_at = $2 WHERE conversation_id = $1`
	sqlEndWaits       = `DELETE FROM dari.follow_waits WHERE conversation_id = ANY($1)`
	sqlInsertFollowUp = `
INSERT INTO dari.follow_ups (uid, conversation_id, from_seq, up_to_seq, channel, recipient_key, message_id)
VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id`
	sqlNoteSent = `
UPDATE dari.follow_ups SET sent_at = CASE WHEN $2 = 'failed' THEN sent_at ELSE coalesce(sent_at, $3) END
WHERE id = $1 AND ($2 = 'failed' OR sent_at IS NULL) RETURNING id, conversation_id, up_to_seq, channel`
	sqlUnwanted = `
SELECT f.id, CASE
  WHEN f.dropped_at IS NOT NULL THEN 'dropped'
  WHEN EXISTS (SELECT FROM dari.follow_stops s WHERE s.channel = f.channel AND s.recipient_key = f.recipient_key) THEN 'stopped'
  WHEN (SELECT max(r.read_seq) FROM dari.receipts r WHERE r.conversation_id = f.conversation_id AND r.reader_kind = 'shopper') >= f.up_to_seq THEN 'read'
  WHEN EXISTS (SELECT FROM dari.messages m WHERE m.conversation_id = f.conversation_id AND m.seq BETWEEN f.from_seq AND f.up_to_seq
    AND m.sender_kind = 'agent' AND m.withdrawn_at > f.created_at) THEN 'withdrawn'
  WHEN $2 AND f.channel = 'sms' AND coalesce((SELECT m.created_at FROM dari.messages m WHERE m.conversation_id = f.conversation_id
    AND m.sender_kind = 'shopper' ORDER BY m.seq DESC LIMIT 1) <= dari.clock() - $3::interval, true) THEN 'night'
  ELSE '' END AS reason
FROM dari.follow_ups f WHERE f.id = ANY($1)`
	// What was taken back in part, what a mailbox has refused, and what the night has overtaken on its way, is
	// looked at anew.
	sqlDropFollowUps = `
WITH gone AS (
  UPDATE dari.follow_ups f SET dropped_at = dari.clock(), reason = u.reason
  FROM unnest($1::bigint[], $2::text[]) AS u(id, reason) WHERE f.id = u.id AND f.dropped_at IS NULL
  RETURNING f.conversation_id, f.up_to_seq, u.reason)
INSERT INTO dari.follow_waits AS w (conversation_id, last_seq, due_at)
SELECT conversation_id, max(up_to_seq), dari.clock() FROM gone WHERE reason IN ('withdrawn', 'night') OR reason LIKE 'failed%'
GROUP BY conversation_id ORDER BY conversation_id
ON CONFLICT (conversation_id) DO UPDATE SET due_at = least(w.due_at, excluded.due_at)`
)

func postpone(ctx context.Context, tx pgx.Tx, conversationID int64, until time.Time) error {
	if _, err := tx.Exec(ctx, sqlPostpone, conversationID, until); err != nil {
		return fmt.Errorf("put off the answers of conversation %d: %w", conversationID, err)
	}
	return nil
}

func endWaits(ctx context.Context, tx pgx.Tx, ids []int64) error {
	if len(ids) == 0 {
		return nil
	}
	if _, err := tx.Exec(ctx, sqlEndWaits, ids); err != nil {
		return fmt.Errorf("end %d waits: %w", len(ids), err)
	}
	return nil
}

// followUp is what leaves about some answers.
type followUp struct {
	ID             int64
	UID            uuid.UUID
	ConversationID int64
	FromSeq        int64
	UpToSeq        int64
	Channel        string
	RecipientKey   string
	MessageID      string
}

func insertFollowUp(ctx context.Context, tx pgx.Tx, f *followUp) error {
	err := tx.QueryRow(ctx, sqlInsertFollowUp, f.UID, f.ConversationID, f.FromSeq, f.UpToSeq, f.Channel, f.RecipientKey, f.MessageID).Scan(&f.ID)
	if err != nil {
		return fmt.Errorf("send on the answers of conversation %d: %w", f.ConversationID, err)
	}
	return nil
}

// noteSent notes that a message has left, or may have; fresh is false when that was known.
func noteSent(ctx context.Context, tx pgx.Tx, id int64, state string, at time.Time) (f followUp, fresh bool, err error) {
	err = tx.QueryRow(ctx, sqlNoteSent, id, state, at).Scan(&f.ID, &f.ConversationID, &f.UpToSeq, &f.Channel)
	if errors.Is(err, pgx.ErrNoRows) {
		return f, false, nil
	}
	if err != nil {
		return f, false, fmt.Errorf("note that follow-up %d has left: %w", id, err)
	}
	return f, true, nil
}

func unwantedOf(ctx context.Context, q postgres.Querier, ids []int64, byNight bool) (map[int64]string, error) {
	rows, _ := q.Query(ctx, sqlUnwanted, ids, byNight, awake) // ForEachRow reports this error
	out := map[int64]string{}
	var id int64
	var reason string
	if _, err := pgx.ForEachRow(rows, []any{&id, &reason}, func() error {
		if reason != "" {
			out[id] = reason
		}
		return nil
	}); err != nil {
		return nil, fmt.Errorf("look whether %d follow-ups are still wanted: %w", len(ids), err)
	}
	return out, nil
}

func dropFollowUps(ctx context.Context, tx pgx.Tx, ids []int64, reasons []string) error {
	if _, err := tx.Exec(ctx, sqlDropFollowUps, ids, reasons); err != nil {
		return fmt.Errorf("drop %d follow-ups: %w", len(ids), err)
	}
	return nil
}

const (
	// A link that is over is kept for a month: its page offers a new one.
	sqlForgetLinks       = `DELETE FROM dari.follow_links l WHERE l.expires_at < dari.clock() - interval '30 days' AND NOT EXISTS (SELECT FROM dari.follow_links n WHERE n.renewed_from = l.id)`
	sqlForgetTranscripts = `DELETE FROM dari.transcripts WHERE created_at < dari.clock() - interval '30 days'`
)

func (s *Service) forget(ctx context.Context) error {
	if _, err := s.DB.Exec(ctx, sqlForgetLinks); err != nil {
		return fmt.Errorf("forget old links: %w", err)
	}
	if _, err := s.DB.Exec(ctx, sqlForgetTranscripts); err != nil {
		return fmt.Errorf("forget old transcripts: %w", err)
	}
	return nil
}

func newUID() uuid.UUID {
	id, err := uuid.NewV7()
	if err != nil {
		panic("follow: no random numbers: " + err.Error()) // the kernel's generator never fails
	}
	return id
}
