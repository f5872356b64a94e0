package tickets

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

// Deadline is by when staff owe the shopper something: the one that comes next.
type Deadline struct {
	Kind   string     `json:"kind" enum:"first,next,solve,promise" doc:"The first answer, the next one, the solution, or what the shopper was told."`
	DueAt  *time.Time `json:"due_at" doc:"Null while it stands still."`
	WarnAt *time.Time `json:"warn_at"`
	Paused bool       `json:"paused" doc:"The shopper is asked, or the ticket is snoozed."`
	Policy string     `json:"policy" doc:"The name of the policy; empty for what the shopper was told."`
	Left   int64      `json:"left_seconds" doc:"Business seconds that were left when it last began to run or stopped."`
}

// NextDeadline is what a ticket's deadline has become.
type NextDeadline struct {
	TicketID int64
	Deadline *Deadline // nil: nothing is owed
}

// The rows are locked in order first: an update of many takes them as it finds them.
const sqlSetDeadlines = `
WITH mine AS (SELECT t.id FROM dari.tickets t WHERE t.id = ANY($1) ORDER BY t.id FOR NO KEY UPDATE)
UPDATE dari.tickets t SET deadline = d.deadline, next_due_at = (d.deadline ->> 'due_at')::timestamptz
FROM unnest($1::bigint[], $2::jsonb[]) AS d (id, deadline), mine m
WHERE t.id = d.id AND m.id = t.id AND t.deadline IS DISTINCT FROM d.deadline
RETURNING t.id`

// SetDeadlines writes which deadline of each ticket comes next and answers the tickets of which it is
// another one. It makes no new version: nothing has happened to the ticket.
func SetDeadlines(ctx context.Context, tx pgx.Tx, list []NextDeadline) ([]int64, error) {
	if len(list) == 0 {
		return nil, nil
	}
	ids, values := make([]int64, len(list)), make([][]byte, len(list))
	for i, n := range list {
		ids[i] = n.TicketID
		if n.Deadline == nil {
			continue
		}
		var err error
		if values[i], err = json.Marshal(n.Deadline); err != nil {
			return nil, fmt.Errorf("encode the deadline of ticket %d: %w", n.TicketID, err)
		}
	}
	rows, _ := tx.Query(ctx, sqlSetDeadlines, ids, values) // CollectRows reports this error
	changed, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	if err != nil {
		return nil, fmt.Errorf("set the deadlines of %d tickets: %w", len(list), err)
	}
	return changed, nil
}

// kindPromised is the event of a time that the shopper was told after the ticket was opened.
const kindPromised = "promised"

// ReasonSlip is the reason of a new time that replaces one that cannot be kept.
const ReasonSlip = "slip"

// Promised notes that the shopper was told by when an answer comes, because of a reason.
func Promised(ctx context.Context, tx pgx.Tx, ticketID int64, due time.Time, reason string) error {
	r, err := lockOwn(ctx, tx, ticketID)
	if err != nil {
		return err
	}
	now, err := clock(ctx, tx)
	if err != nil {
		return err
	}
	w := &work{record: r}
	r.happening(&w.events, Event{Kind: kindPromised, ActorKind: bySystem, Data: Data{DueAt: &due, Reason: reason}, At: now})
	_, err = store(ctx, tx, []*work{w})
	return err
}
