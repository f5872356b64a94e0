package notify

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"dari/internal/event"
	"dari/notify/outcome"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// Bounce is what a report says of a mail that was accepted and did not arrive.
type Bounce struct {
	Delivery   *uuid.UUID // its X-Delivery-ID; nil: the Message-IDs alone say which
	MessageIDs []string
	Hard       bool // the address does not exist
	Reason     string
	Code       int
	Text       string
}

// Reported is the delivery that a report is about.
type Reported struct {
	ID           int64
	UID          uuid.UUID
	Class        Class
	SourceKind   string
	SourceID     int64
	CustomerID   int64
	RecipientKey string
	State        State
}

const (
	sqlReported = `
SELECT d.id, d.uid, d.class, d.source_kind, d.source_id, coalesce(d.customer_id, 0), d.recipient_key, d.state
FROM (
  SELECT e.id, x.n FROM unnest($1::uuid[]) WITH ORDINALITY AS x(uid, n) JOIN dari.deliveries e ON e.uid = x.uid
  UNION ALL
  -- A letter's Message-ID is that of all its copies: it says which only where there is one.
  SELECT min(e.id), 1000 FROM unnest($2::text[]) AS x(message_id)
  JOIN dari.deliveries e ON e.message_id = x.message_id AND e.class = 'reply' AND e.channel = 'email'
  GROUP BY x.message_id HAVING count(*) = 1
) found JOIN dari.deliveries d ON d.id = found.id
WHERE d.channel = 'email' AND d.handoff_at IS NOT NULL ORDER BY found.n LIMIT 1 FOR NO KEY UPDATE OF d`
	sqlBounced = `
UPDATE dari.deliveries SET state = 'bounced', reason = $2, last_code = $3, last_text = $4, lease_token = NULL, lease_until = NULL, updated_at = dari.ticking_clock()
WHERE id = $1 AND state IN ('handed_off', 'sent', 'delivered', 'unknown')`
	sqlSuppressOne = `
INSERT INTO dari.suppressions (channel, address_norm, scope, reason) VALUES ('email', $1, $2, $3)
ON CONFLICT (channel, address_norm, scope) DO NOTHING`
)

// ReportedDelivery finds the mail of ours that a report is about, and locks it. A report that names none
// which has left says nothing: anybody can write one.
func ReportedDelivery(ctx context.Context, tx pgx.Tx, delivery *uuid.UUID, messageIDs []string) (r Reported, found bool, err error) {
	var uids []uuid.UUID
	if delivery != nil {
		uids = append(uids, *delivery)
	}
	ids := make([]string, len(messageIDs))
	for i, id := range messageIDs {
		id = strings.Trim(id, "<>")
		ids[i] = "<" + id + ">"
		local, _, _ := strings.Cut(id, "@")
		if uid, err := uuid.Parse(local); err == nil {
			uids = append(uids, uid)
		}
	}
	if len(uids)+len(ids) == 0 {
		return r, false, nil
	}
	err = tx.QueryRow(ctx, sqlReported, uids, ids).Scan(&r.ID, &r.UID, &r.Class, &r.SourceKind, &r.SourceID, &r.CustomerID, &r.RecipientKey, &r.State)
	if errors.Is(err, pgx.ErrNoRows) {
		return r, false, nil
	}
	if err != nil {
		return r, false, fmt.Errorf("find the delivery of a report: %w", err)
	}
	return r, true, nil
}

// NoteBounce notes that a mail did not arrive. An address that does not exist gets nothing any more: the one
// we have written to, whatever the report calls it.
func NoteBounce(ctx context.Context, tx pgx.Tx, b Bounce) (known bool, err error) {
	r, known, err := ReportedDelivery(ctx, tx, b.Delivery, b.MessageIDs)
	if err != nil || !known {
		return false, err
	}
	done, err := tx.Exec(ctx, sqlBounced, r.ID, b.Reason, b.Code, outcome.Limit(b.Text))
	if err != nil {
		return true, fmt.Errorf("note that delivery %d bounced: %w", r.ID, err)
	}
	if b.Hard {
		if err := suppressOne(ctx, tx, r.RecipientKey, "all", b.Reason); err != nil {
			return true, err
		}
	}
	if done.RowsAffected() == 0 || r.Class != Reply {
		return true, nil
	}
	var now time.Time
	if err := tx.QueryRow(ctx, sqlNow).Scan(&now); err != nil {
		return true, fmt.Errorf("read the clock: %w", err)
	}
	return true, event.Publish(ctx, tx, event.New{
		Kind: "delivery.settled", SubjectKind: "delivery", SubjectID: r.ID, Key: fmt.Sprintf("delivery.settled:%d:%s", r.ID, Bounced),
		// Whoever has sent it hears that it failed after all.
		Payload: Settlement{r.SourceKind, r.SourceID, Email, Failed, b.Reason, now},
	})
}

// NoteComplaint stops advertising to an address whose owner called a mail of ours spam, and answers whose it
// is: the caller records that they take back their consent.
func NoteComplaint(ctx context.Context, tx pgx.Tx, delivery *uuid.UUID, messageIDs []string) (r Reported, known bool, err error) {
	r, known, err = ReportedDelivery(ctx, tx, delivery, messageIDs)
	if err != nil || !known {
		return r, false, err
	}
	return r, true, suppressOne(ctx, tx, r.RecipientKey, "marketing", "complaint")
}

func suppressOne(ctx context.Context, tx pgx.Tx, address, scope, reason string) error {
	if _, err := tx.Exec(ctx, sqlSuppressOne, address, scope, reason); err != nil {
		return fmt.Errorf("suppress an address: %w", err)
	}
	return nil
}
