package survey

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"dari/internal/event"
	"dari/internal/i18n"
	"dari/internal/postgres"
	"dari/internal/thread"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// solved is the payload of ticket.solved, as far as it matters here.
type solved struct {
	TicketID       int64  `json:"ticket_id"`
	ConversationID int64  `json:"conversation_id"`
	Channel        string `json:"channel"`
	Survey         bool   `json:"survey"`
}

// hear plans a survey; the card waits a little, for who undoes the settling.
func (s *Service) hear(ctx context.Context, tx pgx.Tx, events []event.Event) error {
	for _, e := range events {
		var t solved
		if err := json.Unmarshal(e.Payload, &t); err != nil {
			return fmt.Errorf("read event %d: %w", e.ID, err)
		}
		if !t.Survey || t.Channel != thread.Chat {
			continue
		}
		uid, err := uuid.NewV7()
		if err != nil {
			return fmt.Errorf("name a survey: %w", err)
		}
		if _, err := tx.Exec(ctx, sqlPlan, uid, t.TicketID, t.ConversationID, s.Hold); err != nil {
			return fmt.Errorf("plan a survey on ticket %d: %w", t.TicketID, err)
		}
	}
	return nil
}

// Card is what stands in the data of the card.
type Card struct {
	Card   string    `json:"card"`
	Survey uuid.UUID `json:"survey"`
	State  string    `json:"state"` // open or answered
	Score  int       `json:"score,omitempty"`
}

// AskDue puts the cards that are due into their conversations.
func (s *Service) AskDue(ctx context.Context) error {
	for ctx.Err() == nil {
		more := false
		err := postgres.InTx(ctx, s.DB, func(tx pgx.Tx) (err error) {
			more, err = s.askNext(ctx, tx)
			return err
		})
		if err != nil {
			return fmt.Errorf("ask how it went: %w", err)
		}
		if !more {
			break
		}
	}
	return nil
}

type due struct {
	id           int64
	uid          uuid.UUID
	ticket       int64
	conversation int64
}

func (s *Service) askNext(ctx context.Context, tx pgx.Tx) (bool, error) {
	var d due
	err := tx.QueryRow(ctx, sqlNextDue).Scan(&d.id, &d.uid, &d.ticket, &d.conversation)
	if errors.Is(err, pgx.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("look for surveys that are due: %w", err)
	}
	var lang string
	var recent bool
	// The lock of the conversation lets two of one person wait for each other.
	if err := tx.QueryRow(ctx, sqlLockPerson, d.conversation).Scan(&lang); err != nil {
		return false, fmt.Errorf("lock conversation %d: %w", d.conversation, err)
	}
	if err := tx.QueryRow(ctx, sqlAskedRecently, d.conversation, Apart).Scan(&recent); err != nil {
		return false, fmt.Errorf("look when conversation %d was asked: %w", d.conversation, err)
	}
	settled, err := s.Settled(ctx, tx, d.ticket)
	if err != nil {
		return false, err
	}
	if recent || !settled {
		_, err := tx.Exec(ctx, sqlDrop, d.id)
		return true, err
	}
	data, err := json.Marshal(Card{Card: "csat", Survey: d.uid, State: "open"})
	if err != nil {
		return false, fmt.Errorf("encode a card: %w", err)
	}
	m, err := thread.AppendTx(ctx, tx, thread.Append{
		ConversationID: d.conversation, SenderKind: thread.System, Kind: thread.KindCard, ClientID: d.uid, Body: i18n.T(lang, "survey.card"), Data: data,
	})
	if err != nil {
		return false, err
	}
	if _, err := tx.Exec(ctx, sqlAsked, d.id, m.ID); err != nil {
		return false, fmt.Errorf("note that survey %d was asked: %w", d.id, err)
	}
	return true, nil
}

const (
	sqlPlan = `
INSERT INTO dari.surveys (uid, kind, ticket_id, conversation_id, due_at) VALUES ($1, 'csat', $2, $3, dari.clock() + $4::interval)
ON CONFLICT (ticket_id) WHERE asked_at IS NULL AND dropped_at IS NULL DO UPDATE SET due_at = excluded.due_at`
	sqlNextDue = `
SELECT id, uid, ticket_id, conversation_id FROM dari.surveys
WHERE asked_at IS NULL AND dropped_at IS NULL AND due_at <= dari.clock()
ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED`
	sqlLockPerson = `SELECT lang FROM dari.conversations WHERE id = $1 FOR NO KEY UPDATE`
	// A person has one chat; a visitor who has become a customer since may have had another.
	sqlAskedRecently = `
SELECT EXISTS (SELECT FROM dari.surveys s
               WHERE s.asked_at > dari.clock() - $2::interval AND s.conversation_id IN (
                 SELECT v.id FROM dari.conversations v WHERE v.id = $1
                 UNION
                 SELECT c.id FROM dari.conversations v JOIN dari.conversations c ON c.customer_id = v.customer_id AND c.kind = 'chat' WHERE v.id = $1))`
	sqlDrop  = `UPDATE dari.surveys SET dropped_at = dari.clock() WHERE id = $1`
	sqlAsked = `UPDATE dari.surveys SET asked_at = dari.clock(), message_uid = $2 WHERE id = $1`
)
