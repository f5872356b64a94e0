package tickets

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"dari/internal/fault"
	"dari/internal/postgres"
	"dari/internal/staff"

	"github.com/jackc/pgx/v5"
)

// What a row shows beside the ticket itself: about its order and customer, and for the person who asks,
// whose id is the first parameter of each statement that has these. They stand on ticketJoins.
const (
	dressColumns = `coalesce(o.status, ''), coalesce(o.is_preorder, false), coalesce(o.status IN ('placed', 'paid', 'preparing') AND o.eta_to < ` + today + `, false), coalesce(c.tags, '{}'),
       CASE WHEN t.state IN ('new', 'open', 'waiting') AND t.preview_from = 'shopper' AND $1::bigint <> 0
         THEN coalesce((SELECT n.seen_at < t.last_message_at FROM dari.ticket_seen n WHERE n.staff_id = $1 AND n.ticket_id = t.id), true) ELSE false END,
       coalesce((SELECT left(d.body, 80) FROM dari.drafts d WHERE d.conversation_id = t.conversation_id AND d.staff_id = $1 AND d.body <> '' ORDER BY d.updated_at DESC LIMIT 1), '')`
	sqlDress = `
SELECT t.id, ` + dressColumns + `
FROM dari.tickets t
LEFT JOIN dari.orders o ON o.id = t.order_id
LEFT JOIN dari.customers c ON c.id = t.customer_id
WHERE t.id = ANY($2)`
)

// dressing is what those columns say.
type dressing struct {
	status, draft          string
	preorder, late, unread bool
	tags                   []string
}

func (d *dressing) into() []any {
	return []any{&d.status, &d.preorder, &d.late, &d.tags, &d.unread, &d.draft}
}

func (d *dressing) on(t *Ticket) {
	t.OrderStatus, t.Grade, t.Unread, t.Draft, t.Flags = d.status, gradeOf(d.tags), d.unread, strings.Join(strings.Fields(d.draft), " "), []string{}
	for _, flag := range []struct {
		name string
		on   bool
	}{{"vip", t.Grade == "VIP" || t.Grade == "VVIP"}, {"preorder", d.preorder}, {"late", d.late}} {
		if flag.on {
			t.Flags = append(t.Flags, flag.name)
		}
	}
}

// Grades are the tags of a customer that say how dear they are, the dearest first.
var Grades = []string{"VVIP", "VIP", "PLATINUM", "GOLD", "SILVER", "FAMILY"}

// dress fills in what rows show beside the tickets themselves.
func dress(ctx context.Context, q postgres.Querier, me int64, list []Ticket) error {
	if len(list) == 0 {
		return nil
	}
	ids, at := make([]int64, len(list)), make(map[int64]*Ticket, len(list))
	for i := range list {
		ids[i], at[list[i].ID] = list[i].ID, &list[i]
	}
	b := postgres.Planned()
	b.Queue(sqlDress, me, ids).Query(func(rows pgx.Rows) error {
		var id int64
		var d dressing
		_, err := pgx.ForEachRow(rows, append([]any{&id}, d.into()...), func() error { d.on(at[id]); return nil })
		return err
	})
	if err := q.SendBatch(ctx, b).Close(); err != nil {
		return fmt.Errorf("read what stands beside %d tickets: %w", len(list), err)
	}
	return nil
}

func gradeOf(tags []string) string {
	for _, grade := range Grades {
		if slices.ContainsFunc(tags, func(tag string) bool { return strings.EqualFold(tag, grade) }) {
			return grade
		}
	}
	return ""
}

const (
	// A message that was seen counts by its time: a ticket may go over several conversations.
	sqlSeen = `
INSERT INTO dari.ticket_seen AS n (staff_id, ticket_id, seen_at)
SELECT $1, t.id, CASE WHEN $3::bigint = 0 THEN t.last_message_at ELSE m.created_at END
FROM dari.tickets t
LEFT JOIN dari.messages m ON m.conversation_id = t.conversation_id AND m.seq = $3
WHERE t.number = $2 AND ($3 = 0 OR m.seq IS NOT NULL)
ON CONFLICT (staff_id, ticket_id) DO UPDATE SET seen_at = excluded.seen_at WHERE n.seen_at < excluded.seen_at`
	sqlUnseen     = `DELETE FROM dari.ticket_seen n USING dari.tickets t WHERE t.number = $2 AND n.staff_id = $1 AND n.ticket_id = t.id`
	sqlHasTicket  = `SELECT EXISTS (SELECT FROM dari.tickets WHERE number = $1)`
	sqlForgetSeen = `
DELETE FROM dari.ticket_seen n USING dari.tickets t
WHERE t.id = n.ticket_id AND t.state = 'closed' AND t.closed_at < dari.clock() - interval '1 day'`
)

// Seen notes that somebody has read a ticket up to a message of its conversation; 0 means all of it.
func (s *Service) Seen(ctx context.Context, actor staff.Actor, number, seq int64) error {
	return s.look(ctx, actor, number, sqlSeen, seq)
}

// Unread forgets that somebody has read a ticket.
func (s *Service) Unread(ctx context.Context, actor staff.Actor, number int64) error {
	return s.look(ctx, actor, number, sqlUnseen)
}

func (s *Service) look(ctx context.Context, actor staff.Actor, number int64, sql string, more ...any) error {
	me := mine(actor)
	if me == 0 {
		return fault.New(fault.Forbidden, "tickets.needs_person")
	}
	done, err := s.db.Exec(ctx, sql, append([]any{me, number}, more...)...)
	if err != nil {
		return fmt.Errorf("note who has seen ticket %d: %w", number, err)
	}
	if done.RowsAffected() > 0 {
		return nil
	}
	var found bool
	if err := s.db.QueryRow(ctx, sqlHasTicket, number).Scan(&found); err != nil {
		return fmt.Errorf("look for ticket %d: %w", number, err)
	}
	if !found {
		return fault.New(fault.NotFound, "tickets.not_found")
	}
	return nil
}

// forgetSeen takes out what nobody asks for: tickets that are closed are never unread.
func (s *Service) forgetSeen(ctx context.Context) error {
	if _, err := s.db.Exec(ctx, sqlForgetSeen); err != nil {
		return fmt.Errorf("forget who has seen closed tickets: %w", err)
	}
	return nil
}
