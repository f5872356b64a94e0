package thread

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"dari/internal/event"

	"github.com/jackc/pgx/v5"
)

const (
	sqlLockPair = `
SELECT id, last_seq, last_note_seq, visitor_id, last_message_at
FROM dari.conversations WHERE id IN ($1, $2) ORDER BY id FOR NO KEY UPDATE`
	// One statement: a file refers to its message, and both move.
	sqlMoveMessages = `
WITH messages AS (
  UPDATE dari.messages SET conversation_id = $2, seq = seq + $3 WHERE conversation_id = $1)
UPDATE dari.attachments SET conversation_id = $2, message_seq = message_seq + $3 WHERE conversation_id = $1`
	sqlMoveNotes = `
UPDATE dari.notes SET conversation_id = $2, seq = seq + $4, after_seq = after_seq + $3 WHERE conversation_id = $1`
	sqlMoveDrafts = `
UPDATE dari.drafts d SET conversation_id = $2
WHERE d.conversation_id = $1 AND NOT EXISTS (SELECT FROM dari.drafts o WHERE o.conversation_id = $2 AND o.staff_id = d.staff_id AND o.kind = d.kind)`
	sqlLengthen = `
UPDATE dari.conversations SET last_seq = $2, last_note_seq = $3, visitor_id = $4, last_message_at = $5 WHERE id = $1`
	sqlLeadOn = `
UPDATE dari.conversations SET last_seq = 0, last_note_seq = 0, visitor_id = NULL, merged_into = $2 WHERE id = $1`
)

// Merge moves the messages, files and notes of a visitor's chat to the end of a member's, for a browser
// that proves to be both, and answers by how much their numbers have grown. The member's chat is the
// visitor's too from then on: what the browser sends once more is known by its client id. The event
// conversation.merged tells it.
func Merge(ctx context.Context, tx pgx.Tx, from, into int64) (base int64, err error) {
	pair, err := lockPair(ctx, tx, from, into)
	if err != nil {
		return 0, err
	}
	source, target := pair[from], pair[into]
	if source == nil || target == nil || from == into {
		return 0, fmt.Errorf("merge conversation %d into %d: one of them is not there", from, into)
	}
	base = target.lastSeq
	if err := move(ctx, tx, from, into, source, target); err != nil {
		return 0, fmt.Errorf("merge conversation %d into %d: %w", from, into, err)
	}
	return base, event.Publish(ctx, tx, event.New{
		Kind: KindMerged, SubjectKind: "conversation", SubjectID: into, Key: fmt.Sprintf("conversation.merged:%d", from),
		Payload: Merged{From: from, Into: into, Base: base},
	})
}

func move(ctx context.Context, tx pgx.Tx, from, into int64, source, target *ends) error {
	base := target.lastSeq
	if _, err := tx.Exec(ctx, sqlMoveMessages, from, into, base); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, sqlMoveNotes, from, into, base, target.lastNote); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, sqlMoveDrafts, from, into); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, sqlLengthen, into, base+source.lastSeq, target.lastNote+source.lastNote, source.visitorID, later(target.lastAt, source.lastAt)); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, sqlLeadOn, from, into)
	return err
}

// KindMerged is the kind of the event that tells of a Merge: who keeps rows of the visitor's chat by its
// number brings them along.
const KindMerged = "conversation.merged"

// Merged is its payload: message n of one is message Base + n of the other now.
type Merged struct {
	From int64 `json:"from"`
	Into int64 `json:"into"`
	Base int64 `json:"base"`
}

// OnMerged makes the handler of a room that brings its rows along.
func OnMerged(room string, bring func(ctx context.Context, tx pgx.Tx, m Merged) error) event.Handler {
	return event.Handler{Name: room + ".merged", Kinds: []string{KindMerged}, Handle: func(ctx context.Context, tx pgx.Tx, events []event.Event) error {
		for _, e := range events {
			var m Merged
			if err := json.Unmarshal(e.Payload, &m); err != nil {
				return fmt.Errorf("decode %s: %w", e.Kind, err)
			}
			if err := bring(ctx, tx, m); err != nil {
				return fmt.Errorf("bring the rows of conversation %d to %d: %w", m.From, m.Into, err)
			}
		}
		return nil
	}}
}

// ends is where a conversation stands.
type ends struct {
	lastSeq, lastNote int64
	visitorID         *int64
	lastAt            *time.Time
}

func lockPair(ctx context.Context, tx pgx.Tx, from, into int64) (map[int64]*ends, error) {
	rows, _ := tx.Query(ctx, sqlLockPair, from, into) // ForEachRow reports this error
	pair := make(map[int64]*ends, 2)
	var id int64
	var e ends
	_, err := pgx.ForEachRow(rows, []any{&id, &e.lastSeq, &e.lastNote, &e.visitorID, &e.lastAt}, func() error {
		one := e
		pair[id] = &one
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("lock conversations %d and %d: %w", from, into, err)
	}
	return pair, nil
}

func later(a, b *time.Time) *time.Time {
	if a == nil || b != nil && b.After(*a) {
		return b
	}
	return a
}
