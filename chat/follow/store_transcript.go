package follow

import (
	"context"
	"errors"
	"fmt"
	"time"

	"dari/internal/fault"
	"dari/internal/postgres"
	"dari/internal/thread"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

const sqlNow = `SELECT dari.clock()`

func clock(ctx context.Context, q postgres.Querier) (now time.Time, err error) {
	if err := q.QueryRow(ctx, sqlNow).Scan(&now); err != nil {
		return now, fmt.Errorf("ask for the time: %w", err)
	}
	return now, nil
}

// transcript is one that was asked for.
type transcript struct {
	ID             int64
	UID            uuid.UUID
	ConversationID int64
	CustomerID     int64
	VisitorID      int64
	Email          string
	Lang           string
	CodeHash       []byte
	Tries          int
	Sends          int
	Wait           int // seconds until another code may be sent
	Over           bool
	Done           bool
}

const (
	// The askers of one conversation, address and place wait for each other, so that the counts hold.
	sqlLockAskers = `
SELECT pg_advisory_xact_lock(k) FROM (SELECT DISTINCT hashtextextended('dari.transcripts:' || x, 0) AS k
FROM unnest(ARRAY[$1, $2, $3]) AS x ORDER BY 1) AS keys`
	sqlAsked = `
SELECT (SELECT count(*) FROM dari.transcripts WHERE conversation_id = $1 AND created_at > dari.clock() - interval '1 hour'),
       (SELECT count(*) FROM dari.transcripts WHERE email = $2 AND created_at > dari.clock() - interval '1 hour'),
       (SELECT count(*) FROM dari.transcripts WHERE ip_hash = $3 AND created_at > dari.clock() - interval '1 hour')`
	sqlProvenBefore = `
SELECT EXISTS (SELECT FROM dari.transcripts WHERE email = $3 AND code_hash IS NOT NULL AND sent_at > dari.clock() - interval '1 day'
  AND (customer_id = nullif($1::bigint, 0) OR customer_id IS NULL AND visitor_id = nullif($2::bigint, 0)))`
	sqlInsertTranscript = `
INSERT INTO dari.transcripts (uid, conversation_id, customer_id, visitor_id, email, lang, ip_hash)
VALUES ($1, $2, nullif($3::bigint, 0), nullif($4::bigint, 0), $5, $6, $7) RETURNING id`
	sqlPutCode = `
UPDATE dari.transcripts SET code_hash = $2, tries = 0, sends = sends + 1, resend_at = dari.clock() + $3::interval, expires_at = dari.clock() + $4::interval
WHERE id = $1 RETURNING sends, expires_at`
	sqlLockTranscript = `
SELECT id, uid, conversation_id, coalesce(customer_id, 0) AS customer_id, coalesce(visitor_id, 0) AS visitor_id, email, lang, code_hash, tries, sends,
  greatest(0, ceil(extract(epoch FROM resend_at - dari.clock())))::int AS wait, expires_at <= dari.clock() AS over, sent_at IS NOT NULL AS done
FROM dari.transcripts WHERE uid = $1 AND code_hash IS NOT NULL
  AND (customer_id = nullif($2::bigint, 0) OR customer_id IS NULL AND visitor_id = nullif($3::bigint, 0)) FOR UPDATE`
	sqlCountTry       = `UPDATE dari.transcripts SET tries = tries + 1 WHERE id = $1`
	sqlNoteTranscript = `UPDATE dari.transcripts SET sent_at = dari.clock() WHERE id = $1`
)

func mayAsk(ctx context.Context, tx pgx.Tx, conversationID int64, email string, ip []byte) error {
	if _, err := tx.Exec(ctx, sqlLockAskers, fmt.Sprintf("c%d", conversationID), email, fmt.Sprintf("%x", ip)); err != nil {
		return fmt.Errorf("lock who asks for transcripts: %w", err)
	}
	var ofConversation, ofEmail, ofIP int
	if err := tx.QueryRow(ctx, sqlAsked, conversationID, email, ip).Scan(&ofConversation, &ofEmail, &ofIP); err != nil {
		return fmt.Errorf("count the transcripts that were asked for: %w", err)
	}
	if ofConversation >= perConversation || ofEmail >= perEmail || ofIP >= perIP {
		return fault.New(fault.TooMany, "follow.too_many").After(600)
	}
	return nil
}

// provenBefore tells whether the shopper has proved the address today: by a code, or by the link in a
// mail that went there.
func provenBefore(ctx context.Context, q postgres.Querier, o thread.Owner, email, token string) (is bool, err error) {
	if err := q.QueryRow(ctx, sqlProvenBefore, o.CustomerID, o.VisitorID, email).Scan(&is); err != nil {
		return false, fmt.Errorf("look whether an address is proved: %w", err)
	}
	if is {
		return true, nil
	}
	if err := q.QueryRow(ctx, sqlProven, hash(token), email).Scan(&is); err != nil {
		return false, fmt.Errorf("look whether a link proves an address: %w", err)
	}
	return is, nil
}

func insertTranscript(ctx context.Context, tx pgx.Tx, t *transcript, ip []byte) error {
	if err := tx.QueryRow(ctx, sqlInsertTranscript, t.UID, t.ConversationID, t.CustomerID, t.VisitorID, t.Email, t.Lang, ip).Scan(&t.ID); err != nil {
		return fmt.Errorf("keep that a transcript was asked for: %w", err)
	}
	return nil
}

func putCode(ctx context.Context, tx pgx.Tx, id int64, codeHash []byte) (sends int, until time.Time, err error) {
	if err := tx.QueryRow(ctx, sqlPutCode, id, codeHash, codeAgain, codeLife).Scan(&sends, &until); err != nil {
		return 0, until, fmt.Errorf("keep a code: %w", err)
	}
	return sends, until, nil
}

func lockTranscript(ctx context.Context, tx pgx.Tx, uid string, o thread.Owner) (transcript, error) {
	rows, _ := tx.Query(ctx, sqlLockTranscript, uid, o.CustomerID, o.VisitorID) // CollectExactlyOneRow reports this error
	t, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByName[transcript])
	if errors.Is(err, pgx.ErrNoRows) {
		return t, fault.New(fault.Gone, "follow.code_over") // nobody asked for it, or somebody else did: no one is told which
	}
	if err != nil {
		return t, fmt.Errorf("lock a transcript: %w", err)
	}
	return t, nil
}

func countTry(ctx context.Context, tx pgx.Tx, id int64) error {
	if _, err := tx.Exec(ctx, sqlCountTry, id); err != nil {
		return fmt.Errorf("count a wrong code: %w", err)
	}
	return nil
}

func noteTranscript(ctx context.Context, tx pgx.Tx, id int64) error {
	if _, err := tx.Exec(ctx, sqlNoteTranscript, id); err != nil {
		return fmt.Errorf("note that a transcript was sent: %w", err)
	}
	return nil
}
