package report

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"dari/internal/api"
	"dari/internal/fault"
	"dari/internal/postgres"
	"dari/internal/staff"

	"github.com/jackc/pgx/v5"
)

// Line is one thing that happened with a person (R41).
type Line struct {
	At     time.Time `json:"at"`
	Kind   string    `json:"kind" enum:"chat,mail,ticket,order,promise,notice,coupon,redeemed,score,consent"`
	Ref    string    `json:"ref" doc:"What it is known by: a ticket's or an order's number, a coupon's code, the id of a conversation."`
	Title  string    `json:"title"`
	State  string    `json:"state"`
	Detail string    `json:"detail" doc:"What more there is to say: a channel, a day, an amount."`
	id     int64
}

type timelineInput struct {
	ID     int64  `path:"id" minimum:"1"`
	Cursor string `query:"cursor" maxLength:"200"`
	Limit  int    `query:"limit" minimum:"1" maximum:"100" default:"40"`
}

// mark is where a page ended.
type mark struct {
	At   time.Time `json:"a"`
	Kind string    `json:"k"`
	ID   int64     `json:"i"`
}

// Every part is bounded by the limit and stands on an index of its table by customer. What the asker
// may not see is left out by its part: $6 orders and what left for them, $7 deliveries.
const (
	sqlPerson   = `SELECT coalesce(merged_into, id) FROM dari.customers WHERE id = $1`
	sqlTimeline = `
SELECT l.at, l.kind, l.ref, l.title, l.state, l.detail, l.id FROM (
  (SELECT c.created_at AS at, c.kind, c.uid::text AS ref, c.title, '' AS state, '' AS detail, c.id
   FROM dari.conversations c WHERE c.customer_id = ANY(ARRAY(SELECT p.id FROM dari.customers p WHERE p.id = $1 OR p.merged_into = $1)) AND ($8 OR (c.created_at, c.kind, c.id) < ($2, $3, $4)) ORDER BY 1 DESC, 2 DESC, c.id DESC LIMIT $5)
  UNION ALL
  (SELECT t.opened_at, 'ticket', t.number::text, t.subject, t.state, t.channel, t.id
   FROM dari.tickets t WHERE t.customer_id = $1 AND ($8 OR (t.opened_at, 'ticket', t.id) < ($2, $3, $4)) ORDER BY 1 DESC, t.id DESC LIMIT $5)
  UNION ALL
  (SELECT o.placed_at, 'order', o.number, coalesce((SELECT i.title FROM dari.order_items i WHERE i.order_id = o.id ORDER BY i.line_no LIMIT 1), ''), o.status, o.total::text, o.id
   FROM dari.orders o WHERE $6 AND o.customer_id = $1 AND ($8 OR (o.placed_at, 'order', o.id) < ($2, $3, $4)) ORDER BY 1 DESC, o.id DESC LIMIT $5)
  UNION ALL
  (SELECT p.decided_at, 'promise', o.number, p.reason_text, p.reason_code, p.eta_to::text, p.id
   FROM dari.orders o JOIN dari.promises p ON p.order_id = o.id
   WHERE $6 AND o.customer_id = $1 AND ($8 OR (p.decided_at, 'promise', p.id) < ($2, $3, $4)) ORDER BY 1 DESC, p.id DESC LIMIT $5)
  UNION ALL
  (SELECT d.created_at, 'notice', d.uid::text, coalesce(d.composed ->> 'subject', ''), d.state, d.kind || ' ' || d.channel, d.id
   FROM dari.deliveries d WHERE $7 AND d.customer_id = $1 AND ($8 OR (d.created_at, 'notice', d.id) < ($2, $3, $4)) ORDER BY 1 DESC, d.id DESC LIMIT $5)
  UNION ALL
  (SELECT i.issued_at, 'coupon', i.code, c.name, '', i.valid_until::text, i.id
   FROM dari.coupon_issues i JOIN dari.coupons c ON c.id = i.coupon_id
   WHERE i.customer_id = $1 AND ($8 OR (i.issued_at, 'coupon', i.id) < ($2, $3, $4)) ORDER BY 1 DESC, i.id DESC LIMIT $5)
  UNION ALL
  (SELECT i.redeemed_at, 'redeemed', i.code, c.name, '', i.order_number, i.id
   FROM dari.coupon_issues i JOIN dari.coupons c ON c.id = i.coupon_id
   WHERE i.customer_id = $1 AND i.redeemed_at IS NOT NULL AND ($8 OR (i.redeemed_at, 'redeemed', i.id) < ($2, $3, $4)) ORDER BY 1 DESC, i.id DESC LIMIT $5)
  UNION ALL
  (SELECT a.at, 'score', t.number::text, a.body, a.score::text, '', s.id
   FROM dari.tickets t JOIN dari.surveys s ON s.ticket_id = t.id JOIN dari.survey_answers a ON a.survey_id = s.id
   WHERE t.customer_id = $1 AND ($8 OR (a.at, 'score', s.id) < ($2, $3, $4)) ORDER BY 1 DESC, s.id DESC LIMIT $5)
  UNION ALL
  (SELECT e.at, 'consent', e.channel, '', CASE WHEN e.granted THEN 'granted' ELSE 'refused' END, e.purpose, e.id
   FROM dari.consent_events e WHERE e.customer_id = ANY(ARRAY(SELECT p.id FROM dari.customers p WHERE p.id = $1 OR p.merged_into = $1)) AND ($8 OR (e.at, 'consent', e.id) < ($2, $3, $4)) ORDER BY 1 DESC, e.id DESC LIMIT $5)
) l ORDER BY l.at DESC, l.kind DESC, l.id DESC LIMIT $5`
)

func (s *Service) handleTimeline(ctx context.Context, in *timelineInput) (*api.OK[api.Page[Line]], error) {
	page, err := timeline(ctx, s.DB, staff.From(ctx), in.ID, in.Cursor, in.Limit)
	return api.Reply(page), err
}

func timeline(ctx context.Context, q postgres.Querier, who staff.Actor, id int64, cursor string, limit int) (api.Page[Line], error) {
	// An old id of somebody who was merged leads on.
	switch err := q.QueryRow(ctx, sqlPerson, id).Scan(&id); {
	case errors.Is(err, pgx.ErrNoRows):
		return api.Page[Line]{}, fault.New(fault.NotFound, "report.nobody")
	case err != nil:
		return api.Page[Line]{}, fmt.Errorf("look for a person: %w", err)
	}
	var after mark
	if cursor != "" {
		text, err := base64.RawURLEncoding.DecodeString(cursor)
		if err == nil {
			err = json.Unmarshal(text, &after)
		}
		if err != nil || after.At.IsZero() {
			return api.Page[Line]{}, fault.Field("report.cursor", "query.cursor")
		}
	}
	var list []Line
	b := postgres.Planned()
	args := []any{id, after.At, after.Kind, after.ID, limit + 1, who.Can("orders:read"), who.Can("orders:read") || who.Can("deliveries:read"), cursor == ""}
	b.Queue(sqlTimeline, args...).Query(func(rows pgx.Rows) (err error) {
		list, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (l Line, err error) {
			err = row.Scan(&l.At, &l.Kind, &l.Ref, &l.Title, &l.State, &l.Detail, &l.id)
			return l, err
		})
		return err
	})
	err := q.SendBatch(ctx, b).Close()
	if err != nil {
		return api.Page[Line]{}, fmt.Errorf("read the timeline of person %d: %w", id, err)
	}
	page := api.Page[Line]{Items: list}
	if len(list) > limit {
		page.Items = list[:limit]
		last := page.Items[limit-1]
		text, err := json.Marshal(mark{last.At, last.Kind, last.id})
		if err != nil {
			return page, fmt.Errorf("encode a cursor: %w", err)
		}
		page.Next = base64.RawURLEncoding.EncodeToString(text)
	}
	return page, nil
}
