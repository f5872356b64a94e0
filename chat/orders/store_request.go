package orders

import (
	"context"
	"errors"
	"fmt"
	"time"

	"dari/internal/fault"
	"dari/internal/postgres"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// request is a row of order_requests with the numbers of its order and ticket.
type request struct {
	ID             int64
	UID            uuid.UUID
	OrderID        int64
	OrderNumber    string
	ConversationID int64
	TicketID       int64
	TicketNumber   int64
	CustomerID     int64
	VisitorID      int64
	Kind           string
	State          string
	Items          []Asked
	Reason         string
	Body           string
	Address        *Address
	Files          []uuid.UUID
	Refund         *int64
	DueAt          *time.Time
	Answer         string
	Version        int
	CreatedAt      time.Time
}

const requestColumns = `
SELECT r.id, r.uid, r.order_id, o.number, r.conversation_id, coalesce(r.ticket_id, 0), coalesce(t.number, 0), coalesce(r.customer_id, 0),
  coalesce(r.visitor_id, 0), r.kind, r.state, r.items, r.reason, r.body, r.address, r.files, r.refund, r.due_at, r.answer, r.version, r.created_at
FROM dari.order_requests r JOIN dari.orders o ON o.id = r.order_id LEFT JOIN dari.tickets t ON t.id = r.ticket_id `

const (
	sqlRequestOf = requestColumns + `
WHERE r.order_id = $1 AND (r.client_id = $2 OR r.state IN ('asked', 'approved')) ORDER BY r.client_id = $2 DESC, r.id DESC LIMIT 1`
	sqlNewestRequests = requestColumns + `
WHERE r.id IN (SELECT max(n.id) FROM dari.order_requests n WHERE n.order_id = ANY($1) GROUP BY n.order_id)`
	sqlRequestsOfTicket = requestColumns + `
WHERE r.ticket_id = (SELECT k.id FROM dari.tickets k WHERE k.number = $1) ORDER BY r.id DESC LIMIT 50`
	sqlRequestByUID = requestColumns + `WHERE r.uid = $1`
	sqlLockRequest  = requestColumns + `WHERE r.uid = $1 FOR UPDATE OF r`
	sqlLockOpen     = requestColumns + `
WHERE r.order_id = ANY($1) AND r.kind = 'cancel' AND r.state IN ('asked', 'approved') ORDER BY r.id FOR UPDATE OF r`
)

// requestOf is the order's request with this client id, or else the one that is open.
func requestOf(ctx context.Context, q postgres.Querier, orderID int64, clientID uuid.UUID) (request, bool, error) {
	r, err := oneRequest(ctx, q, sqlRequestOf, orderID, clientID)
	if fault.Is(err, fault.NotFound) {
		return r, false, nil
	}
	return r, err == nil, err
}

// lockRequest holds a request to the end of the transaction.
func lockRequest(ctx context.Context, tx pgx.Tx, uid uuid.UUID) (request, error) {
	return oneRequest(ctx, tx, sqlLockRequest, uid)
}

func oneRequest(ctx context.Context, q postgres.Querier, sql string, args ...any) (request, error) {
	rows, _ := q.Query(ctx, sql, args...) // CollectExactlyOneRow reports this error
	r, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByPos[request])
	if errors.Is(err, pgx.ErrNoRows) {
		return r, fault.New(fault.NotFound, "orders.request_not_found")
	}
	if err != nil {
		return r, fmt.Errorf("read a request: %w", err)
	}
	return r, nil
}

func someRequests(ctx context.Context, q postgres.Querier, sql string, arg any) ([]request, error) {
	rows, _ := q.Query(ctx, sql, arg) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[request])
	if err != nil {
		return nil, fmt.Errorf("read requests: %w", err)
	}
	return list, nil
}

// newestRequests are the newest request of each order, by the order's id.
func newestRequests(ctx context.Context, q postgres.Querier, orderIDs []int64) (map[int64]request, error) {
	list, err := someRequests(ctx, q, sqlNewestRequests, orderIDs)
	if err != nil {
		return nil, err
	}
	found := make(map[int64]request, len(list))
	for _, r := range list {
		found[r.OrderID] = r
	}
	return found, nil
}

const sqlInsertRequest = `
INSERT INTO dari.order_requests (uid, order_id, conversation_id, customer_id, visitor_id, client_id, kind, state, items, reason, body, address, files, refund, due_at)
VALUES ($1, $2, $3, nullif($4::bigint, 0), nullif($5::bigint, 0), $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
ON CONFLICT DO NOTHING
RETURNING id, version, created_at`

// insertRequest answers false when the order has an open request, or this very one.
func insertRequest(ctx context.Context, tx pgx.Tx, r *request, clientID uuid.UUID) (bool, error) {
	files, items := r.Files, r.Items
	if files == nil {
		files = []uuid.UUID{}
	}
	if items == nil {
		items = []Asked{}
	}
	err := tx.QueryRow(ctx, sqlInsertRequest, r.UID, r.OrderID, r.ConversationID, r.CustomerID, r.VisitorID, clientID, r.Kind, r.State, items,
		r.Reason, r.Body, r.Address, files, r.Refund, r.DueAt).Scan(&r.ID, &r.Version, &r.CreatedAt)
	if errors.Is(err, pgx.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("write down a request: %w", err)
	}
	return true, nil
}

const sqlSetTicket = `UPDATE dari.order_requests SET ticket_id = $2, updated_at = dari.clock() WHERE id = $1`

func setTicket(ctx context.Context, tx pgx.Tx, id, ticketID int64) error {
	if _, err := tx.Exec(ctx, sqlSetTicket, id, ticketID); err != nil {
		return fmt.Errorf("name the ticket of request %d: %w", id, err)
	}
	return nil
}

const sqlMoveRequest = `
UPDATE dari.order_requests
SET state = $2, answer = CASE WHEN $3 = '' THEN answer ELSE $3 END, decided_by = coalesce(nullif($4::bigint, 0), decided_by),
  decided_at = dari.clock(), version = version + 1, updated_at = dari.clock()
WHERE id = $1`

func moveRequest(ctx context.Context, tx pgx.Tx, r *request, state, answer string, staffID int64) error {
	if _, err := tx.Exec(ctx, sqlMoveRequest, r.ID, state, answer, staffID); err != nil {
		return fmt.Errorf("move request %d to %s: %w", r.ID, state, err)
	}
	r.State = state
	if answer != "" {
		r.Answer = answer
	}
	return nil
}
