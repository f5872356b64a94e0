package tickets

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"dari/internal/postgres"

	"github.com/jackc/pgx/v5"
)

// eventColumns are events of many tickets, column by column.
type eventColumns struct {
	ticket, seq, actor []int64
	kind, actorKind    []string
	data               [][]byte
	at                 []time.Time
}

func (c *eventColumns) add(w *work) error {
	for _, e := range w.events {
		data, err := json.Marshal(e.Data)
		if err != nil {
			return fmt.Errorf("encode the event %s: %w", e.Kind, err)
		}
		c.ticket, c.seq, c.actor = append(c.ticket, w.record.ID), append(c.seq, e.Seq), append(c.actor, e.ActorID)
		c.kind, c.actorKind, c.data, c.at = append(c.kind, e.Kind), append(c.actorKind, e.ActorKind), append(c.data, data), append(c.at, e.At)
	}
	return nil
}

const (
	sqlEventsAfter = `
SELECT seq, kind, actor_kind, actor_id, data, at FROM dari.ticket_events
WHERE ticket_id = $1 AND seq > $2 ORDER BY seq`
	sqlLastSolved = `
SELECT seq, kind, actor_kind, actor_id, data, at FROM dari.ticket_events
WHERE ticket_id = $1 AND kind = 'solved' ORDER BY seq DESC LIMIT 1`
	sqlHasNote = `
SELECT EXISTS (SELECT FROM dari.ticket_events WHERE ticket_id = $1 AND kind = 'noted' AND data->>'conversation_id' = $2::text AND data->>'seq' = $3::text)`
	sqlOpenTicketOf = `SELECT ticket_id FROM dari.ticket_conversations WHERE conversation_id = $1 AND to_seq IS NULL`
)

// History reads the events of a ticket that follow a version; Rebuild makes the ticket out of all of them.
func History(ctx context.Context, q postgres.Querier, ticketID, after int64) ([]Event, error) {
	return readEvents(ctx, q, sqlEventsAfter, ticketID, after)
}

func readEvents(ctx context.Context, q postgres.Querier, sql string, args ...any) ([]Event, error) {
	rows, _ := q.Query(ctx, sql, args...) // CollectRows reports this error
	events, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Event])
	if err != nil {
		return nil, fmt.Errorf("read the history of ticket %v: %w", args[0], err)
	}
	return events, nil
}

func hasNote(ctx context.Context, q postgres.Querier, ticketID, conversationID, seq int64) (has bool, err error) {
	if err := q.QueryRow(ctx, sqlHasNote, ticketID, fmt.Sprint(conversationID), fmt.Sprint(seq)).Scan(&has); err != nil {
		return false, fmt.Errorf("look for a note of ticket %d: %w", ticketID, err)
	}
	return has, nil
}

func openTicketOf(ctx context.Context, q postgres.Querier, conversationID int64) (id int64, found bool, err error) {
	err = q.QueryRow(ctx, sqlOpenTicketOf, conversationID).Scan(&id)
	if errors.Is(err, pgx.ErrNoRows) {
		return 0, false, nil
	}
	if err != nil {
		return 0, false, fmt.Errorf("find the ticket of conversation %d: %w", conversationID, err)
	}
	return id, true, nil
}
