package sla

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"dari/internal/i18n"
	"dari/internal/postgres"
	"dari/internal/shop/hours"
	"dari/internal/staff"
	"dari/internal/thread"
	"dari/tickets"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// Slip is a promised time that will not be kept, and the one that takes its place.
type Slip struct {
	PromiseID      int64
	TicketID       int64
	Number         int64
	ConversationID int64
	CustomerID     *int64
	Lang           string
	Was            time.Time
	Due            time.Time
	WasText        string // as the shopper reads it, in the shop's time
	DueText        string
	Seq            int64 // of the message in the conversation
}

const (
	// The ticket's clocks are held first, as everybody does who writes them.
	sqlSlipping = `
SELECT p.ticket_id FROM dari.sla_promises p
WHERE p.look_at <= dari.clock() AND p.told_at IS NULL AND p.slip_at <= dari.clock() AND p.kept_at IS NULL AND p.ended_at IS NULL
ORDER BY p.look_at LIMIT 1`
	sqlSlip = `
SELECT p.id, p.ticket_id, t.number, p.conversation_id, t.customer_id, v.lang, p.due_at
FROM dari.sla_promises p JOIN dari.tickets t ON t.id = p.ticket_id JOIN dari.conversations v ON v.id = p.conversation_id
WHERE p.ticket_id = $1 AND p.told_at IS NULL AND p.slip_at <= dari.clock() AND p.kept_at IS NULL AND p.ended_at IS NULL
  AND NOT EXISTS (SELECT FROM dari.messages m WHERE m.conversation_id = p.conversation_id AND m.sender_kind = 'agent' AND m.kind <> 'event' AND m.created_at >= p.made_at
    AND coalesce(m.data -> 'out' ->> 'state', '') <> 'unsent') -- what was taken back before it left has kept nothing
ORDER BY p.id LIMIT 1 FOR NO KEY UPDATE OF p`
	sqlPutOff = `
UPDATE dari.sla_promises SET slip_at = dari.clock() + interval '1 minute'
WHERE ticket_id = $1 AND told_at IS NULL AND kept_at IS NULL AND ended_at IS NULL`
	sqlTold = `
UPDATE dari.sla_promises SET told_at = dari.clock(), due_at = $2, soon_at = $3, sooned_at = NULL, breached_at = NULL WHERE id = $1`
)

// slips makes the client ids of the messages: the same promise is told about once, whatever happens between.
var slips = uuid.MustParse("6f0d2c1e-58a7-5d8e-9a53-0f4c8f1f7d10")

// Slips tells shoppers, each once for a promise, that an answer comes later than they were told, and
// when it will come instead.
func (s *Service) Slips(ctx context.Context) error {
	told := false
	for {
		var ticket int64
		moved, err := s.inTx(ctx, func(tx pgx.Tx) (moved []tickets.NextDeadline, err error) {
			ticket, moved, err = s.slipOne(ctx, tx)
			return moved, err
		})
		if err != nil {
			return errors.Join(fmt.Errorf("tell that an answer comes later: %w", err), putOff(ctx, s.db, ticket))
		}
		if ticket == 0 {
			if told {
				s.wake()
			}
			return nil
		}
		told = true
		s.tell(ctx, moved)
	}
}

// putOff lets others go first that can be told.
func putOff(ctx context.Context, q postgres.Querier, ticket int64) error {
	if _, err := q.Exec(ctx, sqlPutOff, ticket); err != nil {
		return fmt.Errorf("put off the promise of ticket %d: %w", ticket, err)
	}
	return nil
}

// slipOne answers the ticket it was about; 0 when nothing slips.
func (s *Service) slipOne(ctx context.Context, tx pgx.Tx) (ticket int64, moved []tickets.NextDeadline, err error) {
	err = tx.QueryRow(ctx, sqlSlipping).Scan(&ticket)
	if errors.Is(err, pgx.ErrNoRows) {
		return 0, nil, nil
	}
	if err != nil {
		return 0, nil, fmt.Errorf("look for promises that slip: %w", err)
	}
	// What has happened until now is entered first. An answer keeps the promise also when the queue has
	// not heard of it yet.
	if _, err := s.follow(ctx, tx, []int64{ticket}, false); err != nil {
		return ticket, nil, err
	}
	var sl Slip
	err = tx.QueryRow(ctx, sqlSlip, ticket).Scan(&sl.PromiseID, &sl.TicketID, &sl.Number, &sl.ConversationID, &sl.CustomerID, &sl.Lang, &sl.Was)
	if errors.Is(err, pgx.ErrNoRows) { // somebody has answered, or another program was faster: it is looked at again, after the others
		return ticket, nil, putOff(ctx, tx, ticket)
	}
	if err != nil {
		return ticket, nil, fmt.Errorf("lock a promise that slips: %w", err)
	}
	if err := s.fill(ctx, tx, &sl); err != nil {
		return ticket, nil, err
	}
	if err := say(ctx, tx, &sl); err != nil {
		return ticket, nil, err
	}
	if _, err := tx.Exec(ctx, sqlTold, sl.PromiseID, sl.Due, sl.Due.Add(-soon)); err != nil {
		return ticket, nil, fmt.Errorf("note that promise %d has slipped: %w", sl.PromiseID, err)
	}
	if err := tickets.Promised(ctx, tx, sl.TicketID, sl.Due, tickets.ReasonSlip); err != nil {
		return ticket, nil, err
	}
	if err := s.slipped(ctx, tx, sl); err != nil {
		return ticket, nil, err
	}
	moved, err = s.follow(ctx, tx, []int64{ticket}, false)
	return ticket, moved, err
}

// fill finds the new time: what the shop promises to who asks now.
func (s *Service) fill(ctx context.Context, q postgres.Querier, sl *Slip) error {
	cal, err := s.calendars.of(ctx, q)
	if err != nil {
		return err
	}
	now, err := clockNow(ctx, q)
	if err != nil {
		return err
	}
	sl.Due = instead(cal(0), now, sl.Was)
	shop, err := staff.Shop(ctx, q)
	if err != nil {
		return err
	}
	f := i18n.Format{Lang: sl.Lang, Zone: shop.Location(), Now: now}
	sl.WasText, sl.DueText = f.DateTime(sl.Was), f.DateTime(sl.Due)
	return nil
}

// instead is a time later than the one that was told; without opening hours it is a day later.
func instead(cal *hours.Calendar, now, was time.Time) time.Time {
	if due, found := cal.Promise(now); found && due.After(was) {
		return due
	}
	if due, found := cal.Promise(later(was, now)); found && due.After(was) {
		return due
	}
	return later(was, now).Add(24 * time.Hour)
}

// say writes it into the conversation.
func say(ctx context.Context, tx pgx.Tx, sl *Slip) error {
	data, err := json.Marshal(map[string]any{"event": "promise_moved", "promise_at": sl.Due, "was": sl.Was})
	if err != nil {
		return fmt.Errorf("encode the new time of promise %d: %w", sl.PromiseID, err)
	}
	m, err := thread.AppendTx(ctx, tx, thread.Append{
		ConversationID: sl.ConversationID, SenderKind: thread.System, ClientID: uuid.NewSHA1(slips, fmt.Append(nil, sl.PromiseID)),
		Kind: thread.KindText, Body: i18n.T(sl.Lang, "sla.slip", "was", sl.WasText, "due", sl.DueText), Data: data,
	})
	sl.Seq = m.Seq
	return err
}
