package follow

import (
	"context"
	"errors"
	"fmt"
	"time"

	"dari/internal/shop"
	"dari/internal/staff"

	"github.com/jackc/pgx/v5"
)

// Reach is where a shopper is told something who may not be in the chat.
type Reach struct {
	Channel    string // Email or SMS
	Address    string
	Lang       string
	CustomerID int64     // 0: a visitor
	NotBefore  time.Time // the end of the night, for an SMS; zero: at once
}

const sqlReach = `
SELECT c.id, c.uid, c.lang, coalesce(c.customer_id, 0) AS customer_id, coalesce(c.visitor_id, 0) AS visitor_id, 0::bigint AS after,
  (SELECT m.created_at FROM dari.messages m WHERE m.conversation_id = c.id AND m.sender_kind = 'shopper' ORDER BY m.seq DESC LIMIT 1) AS wrote_at,
  NULL::timestamptz AS sms_at, '' AS root, '' AS last,
  coalesce(k.reply_by, '') AS reply_by, coalesce(k.phone, '') AS phone, coalesce(k.email, '') AS email, false AS no_email, false AS no_sms, dari.clock() AS now
FROM dari.conversations c
LEFT JOIN LATERAL (SELECT reply_by, phone, email FROM dari.contacts WHERE conversation_id = c.id ORDER BY id DESC LIMIT 1) k ON true
WHERE c.id = $1`

// Reach finds the way by which answers of a conversation would be sent on. False: there is none, or
// the shopper wishes none.
func (s *Service) Reach(ctx context.Context, tx pgx.Tx, conversationID int64) (Reach, bool, error) {
	rows, _ := tx.Query(ctx, sqlReach, conversationID) // CollectExactlyOneRow reports this error
	w, err := pgx.CollectExactlyOneRow(rows, pgx.RowToAddrOfStructByName[waiting])
	if errors.Is(err, pgx.ErrNoRows) || err == nil && w.ReplyBy == "none" {
		return Reach{}, false, nil
	}
	if err != nil {
		return Reach{}, false, fmt.Errorf("find how the shopper of conversation %d is reached: %w", conversationID, err)
	}
	if w.CustomerID != 0 {
		known, err := shop.CustomersByID(ctx, tx, []int64{w.CustomerID})
		if err != nil {
			return Reach{}, false, err
		}
		w.customer = known[w.CustomerID]
	}
	if err := s.closed(ctx, tx, []*waiting{w}); err != nil {
		return Reach{}, false, err
	}
	r := Reach{Channel: Email, Lang: w.Lang, CustomerID: w.CustomerID}
	email, phone := w.contacts()
	switch {
	case email != "" && (w.ReplyBy != SMS || phone == ""):
		r.Address = email
		return r, true, nil
	case phone == "":
		return Reach{}, false, nil
	}
	set, err := staff.Shop(ctx, tx)
	if err != nil {
		return Reach{}, false, err
	}
	r.Channel, r.Address, r.NotBefore = SMS, phone, night(w.Now, set.Location())
	return r, true, nil
}
