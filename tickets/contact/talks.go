package contact

import (
	"context"
	"errors"
	"fmt"

	"dari/internal/postgres"

	"github.com/jackc/pgx/v5"
)

// sqlTalks finds the ticket that a ticket goes on in, and which of that one's conversations are with the
// person who began the first: those of two people may be merged, and neither reads the other. A person is
// a customer, with all who were found to be the same, or a visitor; what they began is theirs in any case.
const sqlTalks = `
WITH RECURSIVE way AS (
  SELECT t.id, t.merged_into FROM dari.tickets t WHERE t.id = $1
  UNION SELECT t.id, t.merged_into FROM way w JOIN dari.tickets t ON t.id = w.merged_into),
begun AS (
  SELECT c.id, coalesce(p.merged_into, c.customer_id) AS person, c.visitor_id
  FROM dari.ticket_events e
  JOIN dari.conversations b ON b.id = (e.data ->> 'conversation_id')::bigint
  JOIN dari.conversations c ON c.id = coalesce(b.merged_into, b.id)
  LEFT JOIN dari.customers p ON p.id = c.customer_id
  WHERE e.ticket_id = $1 AND e.kind = 'opened' ORDER BY e.seq LIMIT 1)
SELECT w.id, ARRAY(
  SELECT DISTINCT v.id FROM begun b
  JOIN dari.ticket_conversations s ON s.ticket_id = w.id
  JOIN dari.conversations v ON v.id = s.conversation_id
  LEFT JOIN dari.customers o ON o.id = v.customer_id
  WHERE v.id = b.id OR coalesce(o.merged_into, v.customer_id) = b.person OR v.customer_id IS NULL AND v.visitor_id = b.visitor_id)
FROM way w WHERE w.merged_into IS NULL`

func talksOf(ctx context.Context, q postgres.Querier, ticketID int64) (main int64, talks []int64, err error) {
	err = q.QueryRow(ctx, sqlTalks, ticketID).Scan(&main, &talks)
	if errors.Is(err, pgx.ErrNoRows) {
		return ticketID, nil, nil
	}
	if err != nil {
		return 0, nil, fmt.Errorf("find what of ticket %d its requester may see: %w", ticketID, err)
	}
	return main, talks, nil
}

// followed is a ticket as its requester follows it: it stands where the one stands that it goes on in.
func followed(ctx context.Context, q postgres.Querier, t ticket) (ticket, error) {
	var err error
	if t.Main, t.Talks, err = talksOf(ctx, q, t.ID); err != nil || t.Main == t.ID {
		return t, err
	}
	main, found, err := ticketRow(ctx, q, t.Main)
	if err != nil || !found {
		return t, err
	}
	t.Into, t.State, t.Type, t.Step, t.DueAt, t.Owed = main.Number, main.State, main.Type, main.Step, main.DueAt, main.Owed
	return t, nil
}
