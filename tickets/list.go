package tickets

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"time"

	"dari/internal/fault"
	"dari/internal/postgres"

	"github.com/jackc/pgx/v5"
)

// Filter chooses tickets. A zero field chooses all.
type Filter struct {
	States  []State
	OwnerID int64
	Unowned bool
	Channel string
}

// Sort of a list.
type Sort string

// The sorts: who waits longest first and then the rest by their last message, or all by that.
const (
	ByWaiting Sort = "waiting"
	ByRecent  Sort = "recent"
)

// cursor is the last ticket of a page: what follows comes after it in the order.
type cursor struct {
	Sort  Sort       `json:"s"`
	Since *time.Time `json:"w,omitempty"` // waiting_since, in the first part of the order
	At    time.Time  `json:"a"`
	ID    int64      `json:"i"`
}

func (c cursor) String() string {
	text, err := json.Marshal(c)
	if err != nil {
		panic(err) // times and numbers can be encoded
	}
	return base64.RawURLEncoding.EncodeToString(text)
}

func parseCursor(s string, sort Sort) (*cursor, error) {
	if s == "" {
		return nil, nil //nolint:nilnil // no cursor is the first page
	}
	var c cursor
	text, err := base64.RawURLEncoding.DecodeString(s)
	if err == nil {
		err = json.Unmarshal(text, &c)
	}
	if err != nil || c.Sort != sort || c.ID <= 0 || c.At.IsZero() {
		return nil, fault.Field("tickets.cursor_malformed", "query.cursor")
	}
	return &c, nil
}

// The list is chosen from the narrow ticket rows first and gets its names after the limit, so that a
// page costs the same however long the queue is. In the order of waiting each half is bounded by the
// limit and walks its own index.
const (
	sqlListWaiting = `
WITH page AS (
  (SELECT t.id, t.waiting_since, t.last_message_at FROM dari.tickets t
   WHERE t.waiting_since IS NOT NULL AND t.state = ANY($1) AND ($2 = 0 OR t.owner_id = $2) AND (NOT $3 OR t.owner_id IS NULL) AND ($4 = '' OR t.channel = $4)
     AND $5 AND (t.waiting_since, t.id) > ($6, $7)
   ORDER BY t.waiting_since, t.id LIMIT $9)
  UNION ALL
  (SELECT t.id, t.waiting_since, t.last_message_at FROM dari.tickets t
   WHERE t.waiting_since IS NULL AND t.state = ANY($1) AND ($2 = 0 OR t.owner_id = $2) AND (NOT $3 OR t.owner_id IS NULL) AND ($4 = '' OR t.channel = $4)
     AND ($5 OR (t.last_message_at, t.id) < ($8, $7))
   ORDER BY t.last_message_at DESC, t.id DESC LIMIT $9)
)
SELECT ` + ticketColumns + `
FROM (SELECT p.id FROM page p ORDER BY p.waiting_since NULLS LAST, CASE WHEN p.waiting_since IS NULL THEN p.last_message_at END DESC,
      CASE WHEN p.waiting_since IS NULL THEN -p.id ELSE p.id END LIMIT $9) k
JOIN dari.tickets t ON t.id = k.id
` + ticketJoins + `
ORDER BY t.waiting_since NULLS LAST, CASE WHEN t.waiting_since IS NULL THEN t.last_message_at END DESC, CASE WHEN t.waiting_since IS NULL THEN -t.id ELSE t.id END`
	sqlListRecent = `
WITH page AS (
  SELECT t.id FROM dari.tickets t
  WHERE t.state = ANY($1) AND ($2 = 0 OR t.owner_id = $2) AND (NOT $3 OR t.owner_id IS NULL) AND ($4 = '' OR t.channel = $4)
    AND ($5 OR (t.last_message_at, t.id) < ($6, $7))
  ORDER BY t.last_message_at DESC, t.id DESC LIMIT $8
)
SELECT ` + ticketColumns + `
FROM page k
JOIN dari.tickets t ON t.id = k.id
` + ticketJoins + `
ORDER BY t.last_message_at DESC, t.id DESC`
)

// planned makes Postgres plan for the values at hand: a filter that is not set must cost nothing.
const planned = pgx.QueryExecModeCacheDescribe

var allStates = []State{Fresh, Open, Waiting, Solved, Closed}

// List reads a page of tickets and the cursor of the next one, which is empty at the end.
func List(ctx context.Context, q postgres.Querier, f Filter, sort Sort, after string, limit int) ([]Ticket, string, error) {
	c, err := parseCursor(after, sort)
	if err != nil {
		return nil, "", err
	}
	states := f.States
	if len(states) == 0 {
		states = allStates
	}
	args := []any{planned, states, f.OwnerID, f.Unowned, f.Channel}
	sql := sqlListRecent
	if sort == ByWaiting {
		sql = sqlListWaiting
		// Before the first ticket nobody waited; the second part follows the whole of the first.
		first, since, id, at := true, time.Unix(0, 0), int64(0), time.Unix(0, 0)
		if c != nil {
			id, at = c.ID, c.At
			if first = c.Since != nil; first {
				since = *c.Since
			}
		}
		args = append(args, first, since, id, at, limit+1)
	} else {
		first, id, at := true, int64(0), time.Unix(0, 0)
		if c != nil {
			first, id, at = false, c.ID, c.At
		}
		args = append(args, first, at, id, limit+1)
	}
	rows, _ := q.Query(ctx, sql, args...) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, scanTicket)
	if err != nil {
		return nil, "", fmt.Errorf("list tickets: %w", err)
	}
	if len(list) <= limit {
		return list, "", nil
	}
	list = list[:limit]
	last := list[limit-1]
	return list, cursor{Sort: sort, Since: last.WaitingSince, At: last.LastMessageAt, ID: last.ID}.String(), nil
}

// Counts of the views. None is counted beyond 1,000: the console writes 99+.
type Counts struct {
	Inbox      int `json:"inbox" doc:"state=new,open"`
	Mine       int `json:"mine" doc:"state=new,open,waiting and owner=me"`
	Unassigned int `json:"unassigned" doc:"state=new,open and owner=none"`
	Waiting    int `json:"waiting" doc:"state=waiting"`
	Solved     int `json:"solved" doc:"state=solved,closed"`
}

const sqlCounts = `
SELECT (SELECT count(*) FROM (SELECT FROM dari.tickets WHERE state IN ('new', 'open') LIMIT 1000) a),
       (SELECT count(*) FROM (SELECT FROM dari.tickets WHERE state IN ('new', 'open', 'waiting') AND owner_id = $1 LIMIT 1000) b),
       (SELECT count(*) FROM (SELECT FROM dari.tickets WHERE state IN ('new', 'open') AND owner_id IS NULL LIMIT 1000) c),
       (SELECT count(*) FROM (SELECT FROM dari.tickets WHERE state = 'waiting' LIMIT 1000) d),
       (SELECT count(*) FROM (SELECT FROM dari.tickets WHERE state IN ('solved', 'closed') LIMIT 1000) e)`

// CountFor counts the views of a person.
func CountFor(ctx context.Context, q postgres.Querier, staffID int64) (c Counts, err error) {
	if err := q.QueryRow(ctx, sqlCounts, staffID).Scan(&c.Inbox, &c.Mine, &c.Unassigned, &c.Waiting, &c.Solved); err != nil {
		return c, fmt.Errorf("count tickets: %w", err)
	}
	return c, nil
}
