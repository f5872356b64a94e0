package mentions

import (
	"context"
	"fmt"
	"time"

	"dari/internal/postgres"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

const (
	// An event that is heard again finds its notes in the list already.
	sqlNotes = `
SELECT DISTINCT t.id, t.number, n.uid, n.staff_id, n.body, n.created_at
FROM dari.ticket_events e
JOIN dari.tickets t ON t.id = e.ticket_id
JOIN dari.notes n ON n.conversation_id = (e.data ->> 'conversation_id')::bigint AND n.seq = (e.data ->> 'seq')::bigint
WHERE e.ticket_id = ANY($1) AND e.kind = 'noted' AND e.at > dari.clock() - interval '1 hour' AND position('@' IN n.body) > 0
ORDER BY n.created_at, n.uid`
	sqlNames = `SELECT id, name FROM dari.staff WHERE active ORDER BY id`
	sqlPut   = `
INSERT INTO dari.mentions (staff_id, ticket_id, note, at)
SELECT k.staff_id, k.ticket_id, k.note, k.at FROM unnest($1::bigint[], $2::bigint[], $3::uuid[], $4::timestamptz[]) AS k (staff_id, ticket_id, note, at)
ON CONFLICT (note, staff_id) DO NOTHING RETURNING staff_id, ticket_id`
	sqlList = `
SELECT m.id, m.at, m.read_at IS NOT NULL, n.staff_id, n.staff_name, n.body, t.number, t.subject, t.state, t.channel, coalesce(c.name, '')
FROM dari.mentions m
JOIN dari.notes n ON n.uid = m.note
JOIN dari.tickets o ON o.id = m.ticket_id
JOIN dari.tickets t ON t.id = CASE WHEN o.merged_into IS NULL THEN o.id ELSE dari.ticket_home(o.id) END
LEFT JOIN dari.customers c ON c.id = t.customer_id
WHERE m.staff_id = $1 AND ($2 = 0 OR m.id < $2) AND (NOT $3 OR m.read_at IS NULL)
ORDER BY m.id DESC LIMIT $4`
	sqlUnread = `SELECT count(*) FROM (SELECT FROM dari.mentions WHERE staff_id = $1 AND read_at IS NULL LIMIT 100) m`
	sqlRead   = `
UPDATE dari.mentions m SET read_at = dari.clock() FROM dari.tickets t
WHERE t.id = m.ticket_id AND m.staff_id = $1 AND m.read_at IS NULL AND ($2 OR m.id = ANY($3) 
  OR t.id = ANY(dari.ticket_parts((SELECT k.id FROM dari.tickets k WHERE k.number = $4))))`
	sqlUnreadAgain = `UPDATE dari.mentions SET read_at = NULL WHERE staff_id = $1 AND id = ANY($2)`
)

type note struct {
	TicketID int64
	Number   int64
	UID      uuid.UUID
	WriterID int64
	Body     string
	At       time.Time
}

func notesOf(ctx context.Context, q postgres.Querier, ids []int64) ([]note, error) {
	rows, _ := q.Query(ctx, sqlNotes, ids) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[note])
	if err != nil {
		return nil, fmt.Errorf("read the new notes of %d tickets: %w", len(ids), err)
	}
	return list, nil
}

func names(ctx context.Context, q postgres.Querier) ([]Person, error) {
	rows, _ := q.Query(ctx, sqlNames) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Person])
	if err != nil {
		return nil, fmt.Errorf("read who can be named: %w", err)
	}
	return list, nil
}

type columns struct {
	staff, ticket []int64
	note          []uuid.UUID
	at            []time.Time
}

func (c *columns) add(staffID int64, n note) {
	c.staff, c.ticket = append(c.staff, staffID), append(c.ticket, n.TicketID)
	c.note, c.at = append(c.note, n.UID), append(c.at, n.At)
}

type stored struct {
	StaffID  int64
	TicketID int64
}

// put writes mentions down and answers those that are new.
func put(ctx context.Context, q postgres.Querier, c columns) ([]stored, error) {
	if len(c.staff) == 0 {
		return nil, nil
	}
	rows, _ := q.Query(ctx, sqlPut, c.staff, c.ticket, c.note, c.at) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[stored])
	if err != nil {
		return nil, fmt.Errorf("write %d mentions: %w", len(c.staff), err)
	}
	return list, nil
}

// Mention is a note that names somebody, with the ticket it is on.
type Mention struct {
	ID      int64     `json:"id"`
	At      time.Time `json:"at"`
	Read    bool      `json:"read"`
	ByID    int64     `json:"by_id"`
	By      string    `json:"by" doc:"Who wrote the note."`
	Text    string    `json:"text"`
	Ticket  int64     `json:"ticket" doc:"The number of the ticket, or of the one it goes on in."`
	Subject string    `json:"subject"`
	State   string    `json:"state" enum:"new,open,waiting,solved,closed"`
	Channel string    `json:"channel"`
	Shopper string    `json:"shopper" doc:"The customer's name; empty: a visitor."`
}

func list(ctx context.Context, q postgres.Querier, staffID, before int64, unread bool, limit int) ([]Mention, error) {
	rows, _ := q.Query(ctx, sqlList, staffID, before, unread, limit) // CollectRows reports this error
	out, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Mention])
	if err != nil {
		return nil, fmt.Errorf("read the mentions of staff %d: %w", staffID, err)
	}
	return out, nil
}

func unread(ctx context.Context, q postgres.Querier, staffID int64) (n int, err error) {
	if err := q.QueryRow(ctx, sqlUnread, staffID).Scan(&n); err != nil {
		return 0, fmt.Errorf("count the mentions of staff %d: %w", staffID, err)
	}
	return n, nil
}

func markRead(ctx context.Context, q postgres.Querier, staffID int64, all bool, ids []int64, ticket int64) error {
	if _, err := q.Exec(ctx, sqlRead, staffID, all, ids, ticket); err != nil {
		return fmt.Errorf("note what staff %d has read: %w", staffID, err)
	}
	return nil
}

func markUnread(ctx context.Context, q postgres.Querier, staffID int64, ids []int64) error {
	if _, err := q.Exec(ctx, sqlUnreadAgain, staffID, ids); err != nil {
		return fmt.Errorf("note what staff %d has not read: %w", staffID, err)
	}
	return nil
}
