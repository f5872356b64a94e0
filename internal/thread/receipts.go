package thread

import (
	"context"
	"errors"
	"fmt"

	"dari/internal/postgres"

	"github.com/jackc/pgx/v5"
)

// Receipt is how far a reader has come.
type Receipt struct {
	DeliveredSeq int64
	ReadSeq      int64
}

// A mark never goes back, and never past the newest message.
const sqlMark = `
INSERT INTO dari.receipts AS r (conversation_id, reader_kind, reader_id, delivered_seq, read_seq)
SELECT c.id, $2, $3, least($4, c.last_seq), least($5, c.last_seq) FROM dari.conversations c WHERE c.id = $1
ON CONFLICT (conversation_id, reader_kind, reader_id) DO UPDATE
SET delivered_seq = greatest(r.delivered_seq, excluded.delivered_seq), read_seq = greatest(r.read_seq, excluded.read_seq), updated_at = dari.clock()
WHERE r.delivered_seq < excluded.delivered_seq OR r.read_seq < excluded.read_seq
RETURNING delivered_seq, read_seq`

// Mark records how far a reader (Shopper or Agent) has come. moved is false when that was known.
func Mark(ctx context.Context, q postgres.Querier, conversationID int64, kind string, readerID int64, to Receipt) (r Receipt, moved bool, err error) {
	err = q.QueryRow(ctx, sqlMark, conversationID, kind, readerID, max(to.DeliveredSeq, to.ReadSeq), to.ReadSeq).Scan(&r.DeliveredSeq, &r.ReadSeq)
	if errors.Is(err, pgx.ErrNoRows) {
		return Receipt{}, false, nil
	}
	if err != nil {
		return Receipt{}, false, fmt.Errorf("mark conversation %d as read: %w", conversationID, err)
	}
	return r, true, nil
}

const sqlReceiptOf = `
SELECT coalesce(max(delivered_seq), 0), coalesce(max(read_seq), 0) FROM dari.receipts WHERE conversation_id = $1 AND reader_kind = $2`

// ReceiptOf is how far the furthest reader of a side has come.
func ReceiptOf(ctx context.Context, q postgres.Querier, conversationID int64, kind string) (r Receipt, err error) {
	if err := q.QueryRow(ctx, sqlReceiptOf, conversationID, kind).Scan(&r.DeliveredSeq, &r.ReadSeq); err != nil {
		return Receipt{}, fmt.Errorf("read how far conversation %d is read: %w", conversationID, err)
	}
	return r, nil
}
