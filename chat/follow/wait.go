package follow

import (
	"context"
	"fmt"
	"time"

	"dari/internal/event"
	"dari/internal/postgres"
	"dari/internal/thread"

	"github.com/jackc/pgx/v5"
)

// watchEvery is how often each program notes which readers are there. Somebody who is, is so for that
// long and a little more.
const watchEvery = 3 * time.Second

// hear lets answers wait to be read. What a shopper writes by mail or SMS shows that they have read
// what was sent to them.
func (s *Service) hear(ctx context.Context, tx pgx.Tx, events []event.Event) error {
	var ids, seqs []int64
	for _, e := range events {
		m, err := event.As[thread.AppendedEvent](e)
		if err != nil {
			return err
		}
		switch {
		case m.From == thread.Agent, m.From == thread.System:
			ids, seqs = append(ids, m.ConversationID), append(seqs, m.Seq)
		case m.From == thread.Shopper && (m.Channel == thread.Mail || m.Channel == thread.SMS):
			if err := s.answered(ctx, tx, m); err != nil {
				return err
			}
		}
	}
	return startWaits(ctx, tx, ids, seqs, s.After)
}

func (s *Service) answered(ctx context.Context, tx pgx.Tx, m thread.AppendedEvent) error {
	seq, err := followedTo(ctx, tx, m.ConversationID)
	if err != nil || seq == 0 {
		return err
	}
	_, _, err = thread.Mark(ctx, tx, m.ConversationID, thread.Shopper, m.SenderID, thread.Receipt{ReadSeq: seq})
	return err
}

const (
	// A wait that is there is waited for, should the scan have it in its hands: it may be about to end it
	// without having seen this answer.
	sqlStartWaits = `
INSERT INTO dari.follow_waits AS w (conversation_id, last_seq, due_at)
SELECT m.conversation_id, max(m.seq), min(m.created_at) + $3::interval
FROM unnest($1::bigint[], $2::bigint[]) AS e(conversation_id, seq)
JOIN dari.messages m ON m.conversation_id = e.conversation_id AND m.seq = e.seq
JOIN dari.conversations c ON c.id = m.conversation_id AND c.kind = 'chat'
WHERE ` + telling + `
GROUP BY m.conversation_id ORDER BY m.conversation_id
ON CONFLICT (conversation_id) DO UPDATE SET last_seq = greatest(w.last_seq, excluded.last_seq)`
	sqlFollowedTo = `
SELECT coalesce(max(up_to_seq), 0) FROM dari.follow_ups WHERE conversation_id = $1 AND dropped_at IS NULL AND sent_at IS NOT NULL`
	sqlNotePresent = `
UPDATE dari.follow_waits w SET due_at = dari.clock() + $3::interval
FROM dari.conversations c
WHERE c.id = w.conversation_id AND (c.customer_id = ANY($1) OR c.customer_id IS NULL AND c.visitor_id = ANY($2))
  AND w.due_at < dari.clock() + $3::interval - $4::interval`
)

func startWaits(ctx context.Context, tx pgx.Tx, ids, seqs []int64, after time.Duration) error {
	if len(ids) == 0 {
		return nil
	}
	if _, err := tx.Exec(ctx, sqlStartWaits, ids, seqs, after); err != nil {
		return fmt.Errorf("let %d answers wait: %w", len(ids), err)
	}
	return nil
}

func followedTo(ctx context.Context, q postgres.Querier, conversationID int64) (seq int64, err error) {
	if err := q.QueryRow(ctx, sqlFollowedTo, conversationID).Scan(&seq); err != nil {
		return 0, fmt.Errorf("read what of conversation %d was sent on: %w", conversationID, err)
	}
	return seq, nil
}

// NotePresent puts off what waits for those who have a socket open in this program.
func (s *Service) NotePresent(ctx context.Context) error {
	var customers, visitors []int64
	for _, o := range s.Chat.Present() {
		if o.CustomerID != 0 {
			customers = append(customers, o.CustomerID)
		} else {
			visitors = append(visitors, o.VisitorID)
		}
	}
	if len(customers)+len(visitors) == 0 {
		return nil
	}
	// The time moves on only when it has fallen behind by a whole round: most rounds write nothing twice.
	if _, err := s.DB.Exec(ctx, sqlNotePresent, customers, visitors, s.After+watchEvery, watchEvery/2); err != nil {
		return fmt.Errorf("note who is there: %w", err)
	}
	return nil
}
