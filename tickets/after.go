package tickets

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"dari/internal/event"
	"dari/internal/postgres"
	"dari/internal/thread"

	"github.com/jackc/pgx/v5"
)

// solvedEvent is the payload of ticket.solved: a person has settled it, or the shopper is content.
type solvedEvent struct {
	TicketID       int64  `json:"ticket_id"`
	Number         int64  `json:"number"`
	ConversationID int64  `json:"conversation_id"`
	Channel        string `json:"channel"`
	Survey         bool   `json:"survey"` // ask how it went
}

// settled is what others hear of a ticket that was solved just now. Who never got an answer is not
// asked how it was.
func (w *work) settled() (event.New, bool) {
	r := w.record
	for _, e := range w.events {
		if e.Kind != kindSolved || r.State != Solved {
			continue
		}
		return event.New{
			Kind: "ticket.solved", SubjectKind: "ticket", SubjectID: r.ID, Version: int(r.Version), Key: fmt.Sprintf("solved:%d:%d", r.ID, e.Seq),
			Payload: solvedEvent{r.ID, r.Number, r.ConversationID, r.Channel, !e.Data.Quiet && e.ActorKind != bySystem && r.FirstReplyAt != nil},
		}, true
	}
	return event.New{}, false
}

// afterEvent is what message.withdrawn, survey.answered, conversation.ended and conversation.followed
// say between them.
type afterEvent struct {
	ConversationID int64 `json:"conversation_id"`
	Seq            int64 `json:"seq"`
	StaffID        int64 `json:"staff_id"`
	TicketID       int64 `json:"ticket_id"`
	Score          int   `json:"score"`
	Low            bool  `json:"low"`
	Rated          bool  `json:"rated"`   // the score is another one than before
	Contact        bool  `json:"contact"` // and now somebody may get in touch
	// DueAt is by when somebody looks at it again, of a low score.
	DueAt *time.Time `json:"due_at"`

	Channel string    `json:"channel"`
	What    string    `json:"what"` // sent, failed, opened or stopped; arrived: what had failed has been sent again
	At      time.Time `json:"at"`
}

// handleAfter writes into the history what happens around the messages of a ticket.
func (s *Service) handleAfter(ctx context.Context, tx pgx.Tx, events []event.Event) error {
	for _, e := range events {
		var a afterEvent
		if err := json.Unmarshal(e.Payload, &a); err != nil {
			return fmt.Errorf("read event %d: %w", e.ID, err)
		}
		hints, err := after(ctx, tx, e.Kind, a)
		if err != nil {
			return err
		}
		s.changedMu.Lock()
		s.changed = append(s.changed, hints...)
		s.changedMu.Unlock()
	}
	return nil
}

func after(ctx context.Context, tx pgx.Tx, kind string, a afterEvent) ([]hint, error) {
	id, last := a.TicketID, int64(0)
	if id == 0 {
		// The queue must have heard of the message before something can be said about it.
		if err := lockConversations(ctx, tx, []int64{a.ConversationID}); err != nil {
			return nil, err
		}
		var err error
		if id, last, err = ticketAt(ctx, tx, a.ConversationID, a.Seq); err != nil || id == 0 {
			return nil, err
		}
	}
	r, err := lockOwn(ctx, tx, id)
	if err != nil || r == nil {
		return nil, err
	}
	now, err := clock(ctx, tx)
	if err != nil {
		return nil, err
	}
	w := begin(r)
	add := func(e Event) {
		e.At = now
		r.happening(&w.events, e)
	}
	switch kind {
	case "message.withdrawn":
		became, preview, err := r.without(ctx, tx, a.ConversationID, a.Seq)
		if err != nil {
			return nil, err
		}
		add(Event{Kind: kindWithdrawn, ActorKind: byAgent, ActorID: a.StaffID, Data: Data{ConversationID: a.ConversationID, Seq: a.Seq, Became: became}})
		if preview != nil {
			w.preview = preview
		} else if none := ""; a.Seq == last && a.ConversationID == r.ConversationID {
			w.preview = &none
		}
	case "survey.answered":
		a.rate(r, add)
	case "conversation.followed":
		e := Event{Kind: kindFollowed, ActorKind: bySystem, Data: Data{ConversationID: a.ConversationID, Channel: a.Channel, Reason: a.What}}
		if a.What == "opened" || a.What == "stopped" {
			e.ActorKind = byShopper
		}
		if e.At = a.At; e.At.IsZero() || e.At.After(now) {
			e.At = now
		}
		if a.What == "arrived" {
			e.Data.Became = r.delivered()
		}
		r.happening(&w.events, e)
		if a.What == "failed" && a.Channel == thread.Mail {
			r.undelivered(add)
		}
	case "conversation.ended":
		// A question that waits for an answer stays one: the shopper may only have closed the window.
		if r.State == Waiting {
			add(Event{Kind: kindSolved, ActorKind: byShopper, Data: Data{State: r.State, Reason: "ended"}})
		}
	}
	return store(ctx, tx, []*work{w})
}

// rate notes the score. What went badly comes back to the queue, once: we have said that we look again.
func (a afterEvent) rate(r *Record, add func(Event)) {
	wasLow := r.Score != nil && *r.Score <= lowScore
	if a.Rated {
		add(Event{Kind: kindRated, ActorKind: byShopper, Data: Data{Score: a.Score, Reason: "rating"}})
	}
	if a.Contact {
		add(Event{Kind: kindRated, ActorKind: byShopper, Data: Data{Score: a.Score, Reason: "contact"}})
	}
	if !a.Low || wasLow && !a.Contact || r.State != Solved {
		return
	}
	reopened := Event{Kind: kindReopened, ActorKind: byShopper, Data: Data{State: Open, Reason: "rating", DueAt: a.DueAt}}
	last := r.LastMessageAt
	reopened.Data.WaitingSince = &last
	add(reopened)
}

// lowScore is the highest score with which somebody looks at a ticket again.
const lowScore = 2

// Current is a ticket as far as the conversation it comes from cares.
type Current struct {
	FromSeq int64 // the message it began with
	State   State
}

const (
	sqlCurrent = `
SELECT c.conversation_id, c.from_seq, t.state FROM dari.ticket_conversations c JOIN dari.tickets t ON t.id = c.ticket_id
WHERE c.conversation_id = ANY($1) AND c.to_seq IS NULL`
	sqlTicketAt = `
SELECT c.ticket_id, c.last_seq FROM dari.ticket_conversations c
WHERE c.conversation_id = $1 AND c.from_seq <= $2 AND (c.to_seq IS NULL OR c.to_seq >= $2)`
	sqlLockOwn = `
SELECT ` + recordColumns + ` FROM dari.tickets WHERE id = $1 FOR NO KEY UPDATE`
	sqlStateOf = `SELECT state FROM dari.tickets WHERE id = $1`
)

// CurrentOf are the tickets that conversations are about at present.
func CurrentOf(ctx context.Context, q postgres.Querier, conversationIDs []int64) (map[int64]Current, error) {
	rows, _ := q.Query(ctx, sqlCurrent, conversationIDs) // ForEachRow reports this error
	all := make(map[int64]Current, len(conversationIDs))
	var id int64
	var one Current
	if _, err := pgx.ForEachRow(rows, []any{&id, &one.FromSeq, &one.State}, func() error { all[id] = one; return nil }); err != nil {
		return nil, fmt.Errorf("read what %d conversations are about: %w", len(conversationIDs), err)
	}
	return all, nil
}

// Settled says whether nothing is left to do on a ticket.
func Settled(ctx context.Context, q postgres.Querier, id int64) (bool, error) {
	var state State
	if err := q.QueryRow(ctx, sqlStateOf, id).Scan(&state); err != nil {
		return false, fmt.Errorf("read the state of ticket %d: %w", id, err)
	}
	return state == Solved || state == Closed, nil
}

// ticketAt is the ticket that covers a message, and the last message it knows of; 0 when none does.
func ticketAt(ctx context.Context, q postgres.Querier, conversationID, seq int64) (id, last int64, err error) {
	err = q.QueryRow(ctx, sqlTicketAt, conversationID, seq).Scan(&id, &last)
	if errors.Is(err, pgx.ErrNoRows) {
		return 0, 0, nil
	}
	if err != nil {
		return 0, 0, fmt.Errorf("find the ticket of message %d of conversation %d: %w", seq, conversationID, err)
	}
	return id, last, nil
}

func lockOwn(ctx context.Context, tx pgx.Tx, id int64) (*Record, error) {
	rows, _ := tx.Query(ctx, sqlLockOwn, id) // CollectExactlyOneRow reports this error
	r, err := pgx.CollectExactlyOneRow(rows, pgx.RowToAddrOfStructByPos[Record])
	if err != nil {
		return nil, fmt.Errorf("lock ticket %d: %w", id, err)
	}
	return r, nil
}
