package tickets

import (
	"context"
	"fmt"
	"time"

	"dari/internal/postgres"

	"github.com/jackc/pgx/v5"
)

// An answer by mail that was taken back before it left has reached nobody: the ticket stands as if it had
// not been written.

const (
	sqlIsUnsent = `
SELECT coalesce(data -> 'out' ->> 'state', '') = 'unsent' FROM dari.messages WHERE conversation_id = $1 AND seq = $2`
	sqlUnsentOf = `
SELECT m.conversation_id, m.seq, m.created_at FROM dari.ticket_conversations s
JOIN dari.messages m ON m.conversation_id = s.conversation_id AND m.seq >= s.from_seq AND m.seq <= s.last_seq
WHERE s.ticket_id = $1 AND m.sender_kind = 'agent' AND m.data -> 'out' ->> 'state' = 'unsent'`
)

// messageAt is the place of a message.
type messageAt struct {
	ConversationID int64
	Seq            int64
}

// unsentOf are the answers of a ticket that nobody got, with when they were written.
func unsentOf(ctx context.Context, q postgres.Querier, ticketID int64) (map[messageAt]time.Time, error) {
	rows, _ := q.Query(ctx, sqlUnsentOf, ticketID) // ForEachRow reports this error
	var m messageAt
	var at time.Time
	all := map[messageAt]time.Time{}
	if _, err := pgx.ForEachRow(rows, []any{&m.ConversationID, &m.Seq, &at}, func() error { all[m] = at; return nil }); err != nil {
		return nil, fmt.Errorf("read what was taken back of ticket %d: %w", ticketID, err)
	}
	return all, nil
}

func isUnsent(ctx context.Context, q postgres.Querier, conversationID, seq int64) (is bool, err error) {
	if err := q.QueryRow(ctx, sqlIsUnsent, conversationID, seq).Scan(&is); err != nil {
		return false, fmt.Errorf("look whether message %d of conversation %d has left: %w", seq, conversationID, err)
	}
	return is, nil
}

// without is where the ticket stands without an answer that has not left, nil when it stands no other way;
// and its preview then, nil when the answer has left.
func (r *Record) without(ctx context.Context, tx pgx.Tx, conversationID, seq int64) (*Standing, *string, error) {
	unsent, err := isUnsent(ctx, tx, conversationID, seq)
	if err != nil || !unsent {
		return nil, nil, err
	}
	talk, err := talkOf(ctx, tx, r.ID)
	if err != nil {
		return nil, nil, err
	}
	gone, err := unsentOf(ctx, tx, r.ID)
	if err != nil {
		return nil, nil, err
	}
	s := r.standing()
	for _, at := range gone {
		if s.FirstReplyAt != nil && at.Equal(*s.FirstReplyAt) {
			s.FirstReplyAt = nil
		}
	}
	taken, waits, answered := gone[messageAt{conversationID, seq}], false, false
	before := r.State == Solved && r.SolvedAt != nil && r.SolvedAt.Before(taken)
	var preview string
	for _, m := range talk {
		if r.State == Closed && m.ConversationID != r.ConversationID {
			continue // it stands where it stood
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
		return nil, &preview, nil
	}
	if !waits || r.Spam || before { // it was solved without that answer
		s.WaitingSince = r.WaitingSince
		return s, &preview, nil
	}
	s.State, s.SolvedAt = Open, nil
	return s, &preview, nil
}

// delivered is where a ticket stands whose answer has reached the shopper after all: it is their turn, unless
// something else has happened since. Nil: it stands where it is.
func (r *Record) delivered() *Standing {
	if r.State != Open || r.PreviewFrom != byAgent || r.WaitingSince == nil || !r.WaitingSince.Equal(r.LastMessageAt) {
		return nil
	}
	s := r.standing()
	s.State, s.WaitingSince = Waiting, nil
	return s
}

// undelivered takes a ticket up again whose answer has not reached the shopper: they still wait.
func (r *Record) undelivered(add func(Event)) {
	if r.State != Waiting && r.State != Solved || r.Spam {
		return
	}
	since := r.LastMessageAt
	add(Event{Kind: kindReopened, ActorKind: bySystem, Data: Data{State: Open, Reason: "undelivered", WaitingSince: &since}})
}
