package tickets

import (
	"context"
	"fmt"

	"dari/internal/postgres"

	"github.com/jackc/pgx/v5"
)

// An answer by mail that was taken back before it left has reached nobody: the ticket stands as if it had
// not been written.

const sqlIsUnsent = `
SELECT coalesce(data -> 'out' ->> 'state', '') = 'unsent' FROM dari.messages WHERE conversation_id = $1 AND seq = $2`

func isUnsent(ctx context.Context, q postgres.Querier, conversationID, seq int64) (is bool, err error) {
	if err := q.QueryRow(ctx, sqlIsUnsent, conversationID, seq).Scan(&is); err != nil {
		return false, fmt.Errorf("look whether message %d of conversation %d has left: %w", seq, conversationID, err)
	}
	return is, nil
}

// without is where the ticket stands without an answer that has not left, and its preview then. Nil: it
// stands no other way.
func (r *Record) without(ctx context.Context, tx pgx.Tx, conversationID, seq int64) (*Standing, string, error) {
	unsent, err := isUnsent(ctx, tx, conversationID, seq)
	if err != nil || !unsent {
		return nil, "", err
	}
	talk, err := talkOf(ctx, tx, r.ID)
	if err != nil {
		return nil, "", err
	}
	s := r.standing()
	preview, waits, answered := "", false, false
	for _, m := range talk {
		if m.ConversationID == conversationID && m.Seq == seq {
			if s.FirstReplyAt != nil && m.At.Equal(*s.FirstReplyAt) {
				s.FirstReplyAt = nil
			}
			continue
		}
		if m.From == byAgent {
			waits, answered = false, true
			if s.FirstReplyAt == nil {
				s.FirstReplyAt = &m.At
			}
		} else if !waits {
			waits, s.WaitingSince = true, &m.At
		}
		s.ConversationID, s.PreviewFrom, s.LastMessageAt, preview = m.ConversationID, m.From, m.At, previewOf(m.Body)
	}
	if !answered && !waits || r.State == Closed {
		return nil, "", nil
	}
	if !waits || r.Spam {
		s.WaitingSince = r.WaitingSince
		return s, preview, nil
	}
	s.State, s.SolvedAt = Open, nil
	return s, preview, nil
}

// undelivered takes a ticket up again whose answer has not reached the shopper: they still wait.
func (r *Record) undelivered(add func(Event)) {
	if r.State != Waiting && r.State != Solved || r.Spam {
		return
	}
	since := r.LastMessageAt
	add(Event{Kind: kindReopened, ActorKind: bySystem, Data: Data{State: Open, Reason: "undelivered", WaitingSince: &since}})
}
