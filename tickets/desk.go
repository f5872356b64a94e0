package tickets

import (
	"context"
	"fmt"
	"math"
	"time"

	"dari/internal/postgres"

	"github.com/jackc/pgx/v5"
)

// What routing of chats asks of the queue: who is to have which chat is decided by the room of chats.

const (
	// What somebody put back by hand stays there: a person meant it.
	sqlUntaken = `
SELECT t.id FROM dari.tickets t
WHERE t.owner_id IS NULL AND t.waiting_since IS NOT NULL AND t.channel = 'chat' AND t.state IN ('new', 'open')
  AND (t.snoozed_until IS NULL OR t.snoozed_until <= dari.clock())
  AND NOT EXISTS (SELECT FROM dari.ticket_events e WHERE e.ticket_id = t.id AND e.kind = 'released')
ORDER BY t.waiting_since, t.id LIMIT $1 FOR NO KEY UPDATE SKIP LOCKED`
	sqlWaiting = `
SELECT count(*) FROM (
  SELECT FROM dari.tickets
  WHERE owner_id IS NULL AND channel = 'chat' AND state IN ('new', 'open') AND waiting_since IS NOT NULL LIMIT 1000) t`
	// A chat that the shopper has left open for half an hour takes nobody's time.
	sqlOpenChats = `
SELECT owner_id, count(*) FROM dari.tickets
WHERE owner_id = ANY($1) AND channel = 'chat' AND (state IN ('new', 'open') OR state = 'waiting' AND last_message_at > dari.clock() - interval '30 minutes')
  AND state IN ('new', 'open', 'waiting') AND (snoozed_until IS NULL OR snoozed_until <= dari.clock())
GROUP BY owner_id`
	sqlUnread = `
SELECT t.id FROM dari.tickets t
JOIN dari.ticket_conversations s ON s.ticket_id = t.id AND s.conversation_id = t.conversation_id AND s.to_seq IS NULL
WHERE t.owner_id = ANY($1) AND t.channel = 'chat' AND t.state IN ('new', 'open') AND t.waiting_since IS NOT NULL
  AND s.last_seq > coalesce((SELECT max(r.read_seq) FROM dari.receipts r
    WHERE r.conversation_id = t.conversation_id AND r.reader_kind = 'agent' AND r.reader_id = t.owner_id), 0)
ORDER BY t.id FOR NO KEY UPDATE OF t SKIP LOCKED`
	sqlFirstReplies = `
SELECT count(*), coalesce(percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM first_reply_at - opened_at)), 0)
FROM dari.tickets
WHERE channel = 'chat' AND first_reply_at IS NOT NULL AND opened_at > dari.clock() - interval '14 days' AND opened_at <= dari.clock()
  AND extract(hour FROM opened_at AT TIME ZONE 'UTC' + $1 * interval '1 second') = $2`
)

// Untaken locks the tickets of chats in which a shopper waits and that nobody has, who waits longest
// first. Those that another program is just giving to somebody are left out.
func (s *Service) Untaken(ctx context.Context, tx pgx.Tx, limit int) ([]int64, error) {
	return ticketIDs(ctx, tx, sqlUntaken, limit)
}

// Waiting is how many chats nobody has taken yet; it does not count beyond 1,000.
func (s *Service) Waiting(ctx context.Context, q postgres.Querier) (n int, err error) {
	if err := q.QueryRow(ctx, sqlWaiting).Scan(&n); err != nil {
		return 0, fmt.Errorf("count the chats nobody has: %w", err)
	}
	return n, nil
}

// OpenChats is how many chats the people hold that need them now.
func (s *Service) OpenChats(ctx context.Context, q postgres.Querier, staffIDs []int64) (map[int64]int, error) {
	rows, _ := q.Query(ctx, sqlOpenChats, staffIDs) // ForEachRow reports this error
	held := make(map[int64]int, len(staffIDs))
	var id int64
	var n int
	if _, err := pgx.ForEachRow(rows, []any{&id, &n}, func() error { held[id] = n; return nil }); err != nil {
		return nil, fmt.Errorf("count the chats of %d people: %w", len(staffIDs), err)
	}
	return held, nil
}

// Hand gives tickets that Untaken has locked to people, in the caller's transaction.
func (s *Service) Hand(ctx context.Context, tx pgx.Tx, to map[int64]int64) error {
	ids := make([]int64, 0, len(to))
	for id := range to {
		ids = append(ids, id)
	}
	return moveOwners(ctx, tx, ids, func(r *Record) Event {
		owner := to[r.ID]
		return Event{Kind: kindRouted, ActorKind: bySystem, Data: Data{OwnerID: &owner}}
	})
}

// TakeBack returns to the queue the chats of people who have gone, as far as they had not read them,
// and tells how many those were.
func (s *Service) TakeBack(ctx context.Context, tx pgx.Tx, staffIDs []int64) (int, error) {
	ids, err := ticketIDs(ctx, tx, sqlUnread, staffIDs)
	if err != nil || len(ids) == 0 {
		return 0, err
	}
	return len(ids), moveOwners(ctx, tx, ids, func(r *Record) Event {
		return Event{Kind: kindReturned, ActorKind: bySystem, Data: Data{FormerOwnerID: r.OwnerID}}
	})
}

func moveOwners(ctx context.Context, tx pgx.Tx, ids []int64, event func(*Record) Event) error {
	records, err := lockByID(ctx, tx, ids)
	if err != nil {
		return err
	}
	now, err := clock(ctx, tx)
	if err != nil {
		return err
	}
	works := make([]*work, len(records))
	for i, r := range records {
		e := event(r)
		e.At = now
		works[i] = begin(r)
		r.happening(&works[i].events, e)
	}
	_, err = store(ctx, tx, works)
	return err
}

func lockByID(ctx context.Context, tx pgx.Tx, ids []int64) ([]*Record, error) {
	rows, _ := tx.Query(ctx, sqlLockTickets, ids) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, pgx.RowToAddrOfStructByPos[Record])
	if err != nil {
		return nil, fmt.Errorf("lock %d tickets: %w", len(ids), err)
	}
	return list, nil
}

func ticketIDs(ctx context.Context, q postgres.Querier, sql string, arg any) ([]int64, error) {
	rows, _ := q.Query(ctx, sql, arg) // CollectRows reports this error
	ids, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	if err != nil {
		return nil, fmt.Errorf("look for chats to route: %w", err)
	}
	return ids, nil
}

// FirstReplies is the median time to the first answer, in minutes, of the chats that were opened in
// an hour of the day within the last 14 days, and how many those were.
func (s *Service) FirstReplies(ctx context.Context, zone *time.Location, hour int) (minutes, samples int, err error) {
	_, shift := time.Now().In(zone).Zone()
	var seconds float64
	if err := s.db.QueryRow(ctx, sqlFirstReplies, shift, hour).Scan(&samples, &seconds); err != nil {
		return 0, 0, fmt.Errorf("read the pace of first answers: %w", err)
	}
	return int(math.Ceil(seconds / 60)), samples, nil
}

const sqlNumberOf = `
SELECT t.number FROM dari.ticket_conversations s JOIN dari.tickets t ON t.id = s.ticket_id
WHERE s.conversation_id = $1 ORDER BY s.from_seq DESC LIMIT 1`

// Number brings the queue up to a conversation's last message and answers the number of its ticket:
// the shopper is told it at once, without waiting for the event.
func (s *Service) Number(ctx context.Context, conversationID int64) (number int64, err error) {
	if err := s.follow(ctx, conversationID); err != nil {
		return 0, err
	}
	if err := s.db.QueryRow(ctx, sqlNumberOf, conversationID).Scan(&number); err != nil {
		return 0, fmt.Errorf("find the ticket of conversation %d: %w", conversationID, err)
	}
	return number, nil
}
