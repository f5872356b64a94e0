package tickets

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"time"

	"dari/internal/fault"
	"dari/internal/postgres"
)

// cursor is the last ticket of a page: what follows comes after it in the order. It holds the place as
// it was, so that a ticket that has moved meanwhile takes none of the others with it.
type cursor struct {
	Sort   Sort  `json:"s"`
	Key    int64 `json:"k"`
	Second int64 `json:"n,omitempty"`
	ID     int64 `json:"i"`
}

func (c cursor) time() time.Time { return time.UnixMicro(c.Key) }

func (c cursor) String() string {
	text, err := json.Marshal(c)
	if err != nil {
		panic(err) // numbers and words can be encoded
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
	if err != nil || c.Sort != sort || c.ID <= 0 || c.Second < -10 || c.Second > 10 || c.Key < -1<<60 || c.Key > 1<<60 {
		return nil, fault.Field("tickets.cursor_malformed", "query.cursor")
	}
	// What Postgres can keep as a time.
	if sort == ByRecent && (c.time().Year() < 1 || c.time().Year() > 9999) {
		return nil, fault.Field("tickets.cursor_malformed", "query.cursor")
	}
	return &c, nil
}

// List reads a page of tickets for a person and the cursor of the next one, which is empty at the end.
// Chips in the filter's words must have been resolved.
func List(ctx context.Context, db postgres.Querier, me int64, f Filter, sort Sort, after string, limit int) ([]Ticket, string, error) {
	sort = f.order(sort)
	c, err := parseCursor(after, sort)
	if err != nil {
		return nil, "", err
	}
	q := &query{me: me}
	list, keys, err := runPage(ctx, db, q, q.page(f, sort, c, limit+1))
	if err != nil {
		return nil, "", err
	}
	next := ""
	if len(list) > limit {
		list = list[:limit]
		next = cursor{Sort: sort, Key: keys[limit-1][0], Second: keys[limit-1][1], ID: list[limit-1].ID}.String()
	}
	return list, next, nil
}
