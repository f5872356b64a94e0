package returns

import (
	"context"
	"errors"
	"fmt"
	"time"

	"dari/internal/fault"
	"dari/internal/postgres"
	"dari/internal/thread"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// row is a return with what it is about.
type row struct {
	ID              int64
	UID             uuid.UUID
	TicketID        int64
	Number          int64 // of the ticket, or of the one that it goes on in
	Subject         string
	ConversationID  int64
	ConversationUID uuid.UUID
	CustomerID      *int64
	Channel         string
	Lang            string
	OrderID         int64
	OrderNumber     string
	RequestUID      *uuid.UUID
	Kind            string
	State           string
	Items           []Item
	Reason          string
	Text            string
	Photos          []uuid.UUID
	Address         *Place
	Amount          int64
	AskedBy         int64 // 0: the shopper
	AskedName       string
	DecidedBy       int64
	DecidedName     string
	DecidedAt       *time.Time
	Answer          string
	Calls           int
	NextCallAt      *time.Time
	CallProblem     string
	RefundAmount    *int64
	Reference       string
	Message         string
	ReceivedAt      *time.Time
	EndedAt         *time.Time
	CreatedAt       time.Time
	Version         int
}

// A return of a ticket that goes on in another one is that one's.
const rowColumns = `
SELECT r.id, r.uid, r.ticket_id, coalesce(m.number, t.number), t.subject, v.id, v.uid, t.customer_id, t.channel, v.lang, r.order_id, o.number, r.request_uid,
  r.kind, r.state, r.items, r.reason, r.body, r.photos, r.address, r.amount, coalesce(r.asked_by, 0), coalesce(a.name, ''),
  coalesce(r.decided_by, 0), coalesce(d.name, ''), r.decided_at, r.answer, r.calls, r.next_call_at, r.call_problem, r.refund_amount, r.reference, r.message,
  r.received_at, r.ended_at, r.created_at, r.version
FROM dari.returns r
JOIN dari.tickets t ON t.id = r.ticket_id
LEFT JOIN dari.tickets m ON m.id = t.merged_into
JOIN dari.conversations v ON v.id = coalesce(m.conversation_id, t.conversation_id)
JOIN dari.orders o ON o.id = r.order_id
LEFT JOIN dari.staff a ON a.id = r.asked_by
LEFT JOIN dari.staff d ON d.id = r.decided_by `

const (
	sqlByUID      = rowColumns + `WHERE r.uid = $1`
	sqlLock       = rowColumns + `WHERE r.uid = $1 FOR NO KEY UPDATE OF r`
	sqlByClient   = rowColumns + `WHERE t.number = $1 AND r.client_id = $2`
	sqlByRequest  = rowColumns + `WHERE r.request_uid = $1`
	sqlOfTicket   = rowColumns + `WHERE $1 IN (t.number, m.number) ORDER BY r.id DESC LIMIT 50`
	sqlOfOrder    = rowColumns + `WHERE o.number = $1 ORDER BY r.id DESC LIMIT 50`
	sqlRequested  = rowColumns + `WHERE r.state = 'requested' ORDER BY r.id LIMIT 200`
	sqlOfOrderIDs = rowColumns + `
WHERE r.order_id = ANY($1) AND r.kind = 'cancel' AND r.state IN ('requested', 'approved', 'sent', 'failed') ORDER BY r.id`
)

func oneRow(ctx context.Context, q postgres.Querier, sql string, args ...any) (row, error) {
	rows, _ := q.Query(ctx, sql, args...) // CollectExactlyOneRow reports this error
	r, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByPos[row])
	if errors.Is(err, pgx.ErrNoRows) {
		return r, fault.New(fault.NotFound, "returns.not_found")
	}
	if err != nil {
		return r, fmt.Errorf("read a return: %w", err)
	}
	return r, nil
}

func someRows(ctx context.Context, q postgres.Querier, sql string, args ...any) ([]row, error) {
	rows, _ := q.Query(ctx, sql, args...) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[row])
	if err != nil {
		return nil, fmt.Errorf("read returns: %w", err)
	}
	return list, nil
}

const sqlInsert = `
INSERT INTO dari.returns (uid, client_id, ticket_id, order_id, request_uid, kind, state, items, reason, body, photos, address, amount, asked_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, nullif($14::bigint, 0))
ON CONFLICT DO NOTHING`

// insert answers false when this very one is there.
func insert(ctx context.Context, tx pgx.Tx, ticketID, orderID int64, uid uuid.UUID, request *uuid.UUID, n Asking, askedBy int64) (bool, error) {
	if n.Items == nil {
		n.Items = []Item{}
	}
	if n.Photos == nil {
		n.Photos = []uuid.UUID{}
	}
	tag, err := tx.Exec(ctx, sqlInsert, uid, n.ClientID, ticketID, orderID, request, n.Kind, Requested, n.Items, n.Reason, n.Text, n.Photos, n.Address, n.Amount, askedBy)
	if err != nil {
		return false, fmt.Errorf("write down a return: %w", err)
	}
	return tag.RowsAffected() == 1, nil
}

// The state, who decided, what the shop said and when it is called next, in one go.
const sqlMove = `
UPDATE dari.returns
SET state = $2, decided_by = coalesce(nullif($3::bigint, 0), decided_by), decided_at = CASE WHEN $2 IN ('approved', 'rejected') AND decided_at IS NULL THEN dari.clock() ELSE decided_at END,
  answer = CASE WHEN $4 = '' THEN answer ELSE $4 END,
  next_call_at = CASE WHEN $5 THEN dari.clock() END, calls = CASE WHEN $5 THEN 0 ELSE calls END, call_problem = CASE WHEN $5 THEN '' ELSE $6 END,
  refund_amount = coalesce($7, refund_amount), reference = CASE WHEN $8 = '' THEN reference ELSE $8 END, message = CASE WHEN $9 = '' THEN message ELSE $9 END,
  received_at = CASE WHEN $10 THEN coalesce(received_at, dari.clock()) ELSE received_at END,
  ended_at = CASE WHEN $2 IN ('done', 'failed', 'rejected', 'withdrawn') THEN dari.clock() END,
  version = version + 1, updated_at = dari.clock()
WHERE id = $1`

// move is what changes of a return.
type move struct {
	to        string
	by        int64
	answer    string
	call      bool   // the shop is to be called, from the first time on
	problem   string // of the last call
	refund    *int64
	reference string
	message   string
	received  bool
}

func (m move) store(ctx context.Context, tx pgx.Tx, r *row) error {
	if _, err := tx.Exec(ctx, sqlMove, r.ID, m.to, m.by, m.answer, m.call, m.problem, m.refund, m.reference, m.message, m.received); err != nil {
		return fmt.Errorf("move return %d to %s: %w", r.ID, m.to, err)
	}
	again, err := oneRow(ctx, tx, sqlByUID, r.UID)
	*r = again
	return err
}

const (
	sqlLockOrder = `SELECT pg_advisory_xact_lock(hashtextextended('dari.returns', $1))`
	sqlTaken     = `
SELECT coalesce(sum(CASE WHEN r.kind IN ('cancel', 'return', 'refund') THEN coalesce(r.refund_amount, r.amount) END), 0)
FROM dari.returns r WHERE r.order_id = $1 AND r.uid <> $2 AND r.state IN ('requested', 'approved', 'sent', 'done')`
	sqlTakenItems = `
SELECT (i ->> 'line')::integer, sum((i ->> 'quantity')::integer)::integer
FROM dari.returns r CROSS JOIN jsonb_array_elements(r.items) i
WHERE r.order_id = $1 AND r.uid <> $2 AND r.state IN ('requested', 'approved', 'sent', 'done') GROUP BY 1`
)

// lockOrder lets nobody else take of an order to the end of the transaction.
func lockOrder(ctx context.Context, tx pgx.Tx, orderID int64) error {
	if _, err := tx.Exec(ctx, sqlLockOrder, orderID); err != nil {
		return fmt.Errorf("lock the returns of order %d: %w", orderID, err)
	}
	return nil
}

// takenOf is what returns other than this one have taken of an order.
func takenOf(ctx context.Context, q postgres.Querier, orderID int64, but uuid.UUID) (taken, error) {
	t := taken{Quantity: map[int]int{}}
	if err := q.QueryRow(ctx, sqlTaken, orderID, but).Scan(&t.Amount); err != nil {
		return t, fmt.Errorf("add up the returns of order %d: %w", orderID, err)
	}
	rows, _ := q.Query(ctx, sqlTakenItems, orderID, but) // ForEachRow reports this error
	var line, n int
	if _, err := pgx.ForEachRow(rows, []any{&line, &n}, func() error { t.Quantity[line] = n; return nil }); err != nil {
		return t, fmt.Errorf("count what returns have taken of order %d: %w", orderID, err)
	}
	return t, nil
}

// subject is the ticket that a return is made on.
type subject struct {
	ID             int64
	Number         int64
	Merged         bool
	ConversationID int64
	CustomerID     *int64
	OrderID        *int64
	OrderNumber    string
}

const sqlSubject = `
SELECT t.id, t.number, t.merged_into IS NOT NULL, t.conversation_id, t.customer_id, t.order_id, coalesce(o.number, '')
FROM dari.tickets t LEFT JOIN dari.orders o ON o.id = t.order_id WHERE t.number = $1`

func subjectOf(ctx context.Context, q postgres.Querier, number int64) (subject, error) {
	rows, _ := q.Query(ctx, sqlSubject, number) // CollectExactlyOneRow reports this error
	s, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByPos[subject])
	if errors.Is(err, pgx.ErrNoRows) {
		return s, fault.New(fault.NotFound, "tickets.not_found")
	}
	if err != nil {
		return s, fmt.Errorf("read ticket %d: %w", number, err)
	}
	return s, nil
}

const (
	sqlHasPhotos = `
SELECT count(*) FROM dari.attachments f
WHERE f.uid = ANY($2) AND f.state = 'ready' AND f.conversation_id IN (SELECT s.conversation_id FROM dari.ticket_conversations s WHERE s.ticket_id = $1)`
	sqlPhotos = `SELECT uid, name, type, size, width, height FROM dari.attachments WHERE uid = ANY($1) ORDER BY id`
)

// hasPhotos says whether all files are in the ticket's conversations.
func hasPhotos(ctx context.Context, q postgres.Querier, ticketID int64, photos []uuid.UUID) (bool, error) {
	if len(photos) == 0 {
		return true, nil
	}
	var n int
	if err := q.QueryRow(ctx, sqlHasPhotos, ticketID, photos).Scan(&n); err != nil {
		return false, fmt.Errorf("look for the photos of a return: %w", err)
	}
	return n == len(photos), nil
}

func photosOf(ctx context.Context, q postgres.Querier, ids []uuid.UUID) (map[uuid.UUID]thread.File, error) {
	found := map[uuid.UUID]thread.File{}
	if len(ids) == 0 {
		return found, nil
	}
	rows, _ := q.Query(ctx, sqlPhotos, ids) // CollectRows reports this error
	files, err := pgx.CollectRows(rows, pgx.RowToStructByPos[thread.File])
	if err != nil {
		return nil, fmt.Errorf("read the photos of returns: %w", err)
	}
	for _, f := range files {
		found[f.ID] = f
	}
	return found, nil
}

const sqlNow = `SELECT dari.clock()`

func clock(ctx context.Context, q postgres.Querier) (now time.Time, err error) {
	if err := q.QueryRow(ctx, sqlNow).Scan(&now); err != nil {
		return now, fmt.Errorf("read the clock: %w", err)
	}
	return now, nil
}
