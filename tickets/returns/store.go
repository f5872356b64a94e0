package returns

import (
	"context"
	"errors"
	"fmt"
	"time"

	"dari/internal/fault"
	"dari/internal/postgres"
	"dari/internal/shop"
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
	OrderTotal      int64 // when it was asked for
	OrderNow        int64
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
SELECT r.id, r.uid, r.ticket_id, coalesce(m.number, t.number), t.subject, v.id, v.uid, t.customer_id, t.channel, v.lang, r.order_id, o.number, r.order_total, o.total, r.request_uid,
  r.kind, r.state, r.items, r.reason, r.body, r.photos, r.address, r.amount, coalesce(r.asked_by, 0), coalesce(a.name, ''),
  coalesce(r.decided_by, 0), coalesce(d.name, ''), r.decided_at, r.answer, r.calls, r.next_call_at, r.call_problem, r.refund_amount, r.reference, r.message,
  r.received_at, r.ended_at, r.created_at, r.version
FROM dari.returns r
JOIN dari.tickets t ON t.id = r.ticket_id
LEFT JOIN dari.tickets m ON t.merged_into IS NOT NULL AND m.id = dari.ticket_home(t.id)
JOIN dari.conversations v ON v.id = coalesce(m.conversation_id, t.conversation_id)
JOIN dari.orders o ON o.id = r.order_id
LEFT JOIN dari.staff a ON a.id = r.asked_by
LEFT JOIN dari.staff d ON d.id = r.decided_by `

const (
	sqlByUID      = rowColumns + `WHERE r.uid = $1`
	sqlLock       = rowColumns + `WHERE r.uid = $1 FOR NO KEY UPDATE OF r`
	sqlByClient   = rowColumns + `WHERE t.number = $1 AND r.client_id = $2`
	sqlByRequest  = rowColumns + `WHERE r.request_uid = $1`
	sqlOfTicket   = rowColumns + `WHERE r.ticket_id = ANY(dari.ticket_parts((SELECT k.id FROM dari.tickets k WHERE k.number = $1))) ORDER BY r.id DESC LIMIT 50`
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
INSERT INTO dari.returns (uid, client_id, ticket_id, order_id, request_uid, kind, state, items, reason, body, photos, address, amount, asked_by, order_total)
SELECT $1, $2, $3, o.id, $5, $6, $7, $8, $9, $10, $11, $12, $13, nullif($14::bigint, 0), o.total FROM dari.orders o WHERE o.id = $4
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
SELECT coalesce(sum(coalesce(r.refund_amount, r.amount)) FILTER (WHERE r.kind IN ('return', 'refund')), 0)::bigint,
  coalesce(sum(coalesce(r.refund_amount, r.amount)) FILTER (WHERE r.kind = 'cancel'), 0)::bigint, coalesce(max(r.order_total) FILTER (WHERE r.kind = 'cancel'), 0)
FROM dari.returns r WHERE r.order_id = $1 AND r.uid <> $2 AND r.state IN ('requested', 'approved', 'sent', 'done')`
	sqlTakenItems = `
SELECT (i ->> 'line')::integer, coalesce(sum((i ->> 'quantity')::integer) FILTER (WHERE r.kind <> 'cancel'), 0)::integer,
  coalesce(sum((i ->> 'quantity')::integer) FILTER (WHERE r.kind = 'cancel'), 0)::integer, coalesce(max((i ->> 'of')::integer) FILTER (WHERE r.kind = 'cancel'), 0)
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

// takenOf is what returns other than this one have taken of an order. A cancellation that the shop has taken out
// of the order itself is not counted again: the order has become so much smaller since.
func takenOf(ctx context.Context, q postgres.Querier, o shop.Order, lines []shop.Line, but uuid.UUID) (taken, error) {
	t := taken{Quantity: map[int]int{}}
	var cancelled, was int64
	if err := q.QueryRow(ctx, sqlTaken, o.ID, but).Scan(&t.Amount, &cancelled, &was); err != nil {
		return t, fmt.Errorf("add up the returns of order %d: %w", o.ID, err)
	}
	t.Amount += max(0, cancelled-max(0, was-o.Total))
	now := map[int]int{}
	for _, l := range lines {
		now[l.No] = l.Quantity
	}
	rows, _ := q.Query(ctx, sqlTakenItems, o.ID, but) // ForEachRow reports this error
	var line, back, off, of int
	if _, err := pgx.ForEachRow(rows, []any{&line, &back, &off, &of}, func() error {
		t.Quantity[line] = back + max(0, off-max(0, of-now[line]))
		return nil
	}); err != nil {
		return t, fmt.Errorf("count what returns have taken of order %d: %w", o.ID, err)
	}
	return t, nil
}

// sqlAlone leaves out what did not come about.
const sqlAlone = `
SELECT coalesce(sum(coalesce(r.refund_amount, r.amount)), 0)::bigint FROM dari.returns r
WHERE r.order_id = $1 AND r.asked_by = $2 AND r.decided_by = $2 AND r.state IN ('approved', 'sent', 'done')`

// aloneOf is what a person has given back of an order without anybody else: two halves are as much as the whole.
func aloneOf(ctx context.Context, q postgres.Querier, orderID, staffID int64) (sum int64, err error) {
	if err := q.QueryRow(ctx, sqlAlone, orderID, staffID).Scan(&sum); err != nil {
		return 0, fmt.Errorf("add up what one person gave back of order %d: %w", orderID, err)
	}
	return sum, nil
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
WHERE f.uid = ANY($2) AND f.state = 'ready' AND (f.message_seq IS NOT NULL OR f.kept_at IS NOT NULL OR f.uploader_kind = 'agent' AND f.uploader_id = $3)
  AND f.conversation_id IN (SELECT s.conversation_id FROM dari.ticket_conversations s WHERE s.ticket_id = $1)`
	sqlPhotos = `SELECT uid, name, type, size, width, height FROM dari.attachments WHERE uid = ANY($1) ORDER BY id`
)

// hasPhotos says whether all files are in the ticket's conversations, or were put there by the person just now.
func hasPhotos(ctx context.Context, q postgres.Querier, ticketID int64, photos []uuid.UUID, staffID int64) (bool, error) {
	if len(photos) == 0 {
		return true, nil
	}
	var n int
	if err := q.QueryRow(ctx, sqlHasPhotos, ticketID, photos, staffID).Scan(&n); err != nil {
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
