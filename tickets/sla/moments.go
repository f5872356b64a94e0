package sla

import (
	"context"
	"fmt"
	"time"

	"dari/internal/event"
	"dari/internal/postgres"

	"github.com/jackc/pgx/v5"
)

// The events that others hear when a clock comes to a point: a part of the time is spent, it is due
// in five minutes, it is overdue.
const (
	EventWarned   = "sla.warned"
	EventSoon     = "sla.soon"
	EventBreached = "sla.breached"
)

// Moment is the payload of these events.
type Moment struct {
	TicketID       int64     `json:"ticket_id"`
	Number         int64     `json:"number"`
	Clock          Kind      `json:"clock"`
	DueAt          time.Time `json:"due_at"`
	OwnerID        *int64    `json:"owner_id"`
	ConversationID int64     `json:"conversation_id"`
}

const (
	momentBatch = 200
	// What is due is found by index and marked in the statement that reads it: of several programs one
	// tells of it. What should have been told a day ago is marked and not told: it is no news.
	sqlMoments = `
WITH due AS (
  SELECT c.ticket_id, c.kind, c.n, c.warned_at, c.sooned_at, c.breached_at FROM dari.sla_clocks c
  WHERE c.look_at <= dari.clock() ORDER BY c.look_at LIMIT $1 FOR UPDATE SKIP LOCKED),
seen AS (
  UPDATE dari.sla_clocks c SET
    warned_at = CASE WHEN c.warned_at IS NULL AND c.warn_at <= dari.clock() THEN dari.clock() ELSE c.warned_at END,
    sooned_at = CASE WHEN c.sooned_at IS NULL AND c.soon_at <= dari.clock() THEN dari.clock() ELSE c.sooned_at END,
    breached_at = CASE WHEN c.breached_at IS NULL AND c.due_at <= dari.clock() THEN c.due_at ELSE c.breached_at END
  FROM due d WHERE c.ticket_id = d.ticket_id AND c.kind = d.kind AND c.n = d.n
  RETURNING c.ticket_id, c.kind, c.n::bigint AS n, c.due_at, c.due_at > dari.clock() - interval '1 day' AS news,
    d.warned_at IS NULL AND c.warned_at IS NOT NULL AS warned, d.sooned_at IS NULL AND c.sooned_at IS NOT NULL AS sooned,
    d.breached_at IS NULL AND c.breached_at IS NOT NULL AS breached)
SELECT t.id, t.number, s.kind, s.due_at, t.owner_id, t.conversation_id, s.n, s.news, s.warned, s.sooned, s.breached
FROM seen s JOIN dari.tickets t ON t.id = s.ticket_id ORDER BY s.due_at, t.id`
	// Of a promise the same; whether the shopper is told something is looked at by Slips.
	sqlPromiseMoments = `
WITH due AS (
  SELECT p.id, p.sooned_at, p.breached_at FROM dari.sla_promises p
  WHERE p.look_at <= dari.clock() AND (p.sooned_at IS NULL AND p.soon_at <= dari.clock() OR p.breached_at IS NULL AND p.due_at <= dari.clock())
  ORDER BY p.look_at LIMIT $1 FOR UPDATE SKIP LOCKED),
seen AS (
  UPDATE dari.sla_promises p SET
    sooned_at = CASE WHEN p.sooned_at IS NULL AND p.soon_at <= dari.clock() THEN dari.clock() ELSE p.sooned_at END,
    breached_at = CASE WHEN p.breached_at IS NULL AND p.due_at <= dari.clock() THEN p.due_at ELSE p.breached_at END
  FROM due d WHERE p.id = d.id
  RETURNING p.ticket_id, p.seq AS n, p.due_at, p.due_at > dari.clock() - interval '1 day' AS news,
    d.sooned_at IS NULL AND p.sooned_at IS NOT NULL AS sooned, d.breached_at IS NULL AND p.breached_at IS NOT NULL AS breached)
SELECT t.id, t.number, 'promise', s.due_at, t.owner_id, t.conversation_id, s.n, s.news, false, s.sooned, s.breached
FROM seen s JOIN dari.tickets t ON t.id = s.ticket_id ORDER BY s.due_at, t.id`
)

// passed is a clock that has come to one or more points.
type passed struct {
	Moment
	N        int64
	News     bool
	Warned   bool
	Sooned   bool
	Breached bool
}

func (p passed) events() []event.New {
	if !p.News {
		return nil
	}
	kind := ""
	switch { // the gravest says it all
	case p.Breached:
		kind = EventBreached
	case p.Sooned:
		kind = EventSoon
	case p.Warned:
		kind = EventWarned
	default:
		return nil
	}
	return []event.New{{
		Kind: kind, SubjectKind: "ticket", SubjectID: p.TicketID,
		Key: fmt.Sprintf("%s:%d:%s:%d:%d", kind, p.TicketID, p.Clock, p.N, p.DueAt.Unix()), Payload: p.Moment,
	}}
}

// Moments notes which clocks have come to a point, and tells others.
func (s *Service) Moments(ctx context.Context) error {
	err := s.eachBatch(ctx, func(tx pgx.Tx) (int, error) { return moments(ctx, tx, sqlMoments) })
	if err != nil {
		return fmt.Errorf("look for what is due: %w", err)
	}
	err = s.eachBatch(ctx, func(tx pgx.Tx) (int, error) { return moments(ctx, tx, sqlPromiseMoments) })
	if err != nil {
		return fmt.Errorf("look for promises that are due: %w", err)
	}
	return nil
}

// eachBatch goes on in a transaction of its own until one finds less than it could hold.
func (s *Service) eachBatch(ctx context.Context, do func(tx pgx.Tx) (int, error)) error {
	for n := momentBatch; n == momentBatch; {
		err := postgres.InTx(ctx, s.db, func(tx pgx.Tx) (err error) {
			n, err = do(tx)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func moments(ctx context.Context, tx pgx.Tx, sql string) (int, error) {
	rows, _ := tx.Query(ctx, sql, momentBatch) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (p passed, err error) {
		err = row.Scan(&p.TicketID, &p.Number, &p.Clock, &p.DueAt, &p.OwnerID, &p.ConversationID, &p.N, &p.News, &p.Warned, &p.Sooned, &p.Breached)
		return p, err
	})
	if err != nil {
		return 0, fmt.Errorf("mark what is due: %w", err)
	}
	var events []event.New
	for _, p := range list {
		events = append(events, p.events()...)
	}
	return len(list), event.Publish(ctx, tx, events...)
}
