package follow

import (
	"context"

	"dari/internal/thread"

	"github.com/jackc/pgx/v5"
)

const (
	sqlBringWait = `
WITH left_behind AS (DELETE FROM dari.follow_waits WHERE conversation_id = $1 RETURNING last_seq, due_at)
INSERT INTO dari.follow_waits AS w (conversation_id, last_seq, due_at)
SELECT $2, last_seq + $3, due_at FROM left_behind
ON CONFLICT (conversation_id) DO UPDATE SET last_seq = greatest(w.last_seq, excluded.last_seq), due_at = least(w.due_at, excluded.due_at)`
	sqlBringFollowUps   = `UPDATE dari.follow_ups SET conversation_id = $2, from_seq = from_seq + $3, up_to_seq = up_to_seq + $3 WHERE conversation_id = $1`
	sqlBringLinks       = `UPDATE dari.follow_links SET conversation_id = $2 WHERE conversation_id = $1`
	sqlBringTranscripts = `UPDATE dari.transcripts SET conversation_id = $2 WHERE conversation_id = $1`
)

// bring takes along what a visitor's chat has waiting, and what was sent of it: an answer that nobody
// has read leaves from the member's chat, and a link that was sent opens that.
func bring(ctx context.Context, tx pgx.Tx, m thread.Merged) error {
	if _, err := tx.Exec(ctx, sqlBringWait, m.From, m.Into, m.Base); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, sqlBringFollowUps, m.From, m.Into, m.Base); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, sqlBringLinks, m.From, m.Into); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, sqlBringTranscripts, m.From, m.Into)
	return err
}
