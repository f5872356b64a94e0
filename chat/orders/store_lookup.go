package orders

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

// lookup is what a guest asks for.
type lookup struct {
	ID        int64
	UID       uuid.UUID
	Number    string
	Phone     string
	Channel   string
	Lang      string
	Sends     int
	ExpiresAt time.Time
}

const sqlInsertLookup = `
INSERT INTO dari.order_lookups (uid, visitor_id, customer_id, number, phone, channel, lang, resend_at, expires_at)
VALUES ($1, nullif($2::bigint, 0), nullif($3::bigint, 0), $4, $5, $6, $7, dari.clock() + $8::interval, dari.clock() + $9::interval)
RETURNING id, sends, expires_at`

func insertLookup(ctx context.Context, q postgres.Querier, l *lookup, o thread.Owner) error {
	visitor, customer := ids(o)
	err := q.QueryRow(ctx, sqlInsertLookup, l.UID, visitor, customer, l.Number, l.Phone, l.Channel, l.Lang, resendAfter, codeLife).Scan(&l.ID, &l.Sends, &l.ExpiresAt)
	if err != nil {
		return fmt.Errorf("write down a look-up: %w", err)
	}
	return nil
}

// ids are those of the owner as they are stored: a member is no visitor.
func ids(o thread.Owner) (visitor, customer int64) {
	if o.CustomerID != 0 {
		return 0, o.CustomerID
	}
	return o.VisitorID, 0
}

const (
	sqlResend = `
UPDATE dari.order_lookups SET sends = sends + 1, resend_at = dari.clock() + $5::interval, expires_at = dari.clock() + $6::interval, code_hash = NULL
WHERE uid = $1 AND (visitor_id = nullif($2::bigint, 0) OR customer_id = nullif($3::bigint, 0)) AND verified_at IS NULL
  AND resend_at <= dari.clock() AND sends < $4 AND tries < $7 AND created_at > dari.clock() - interval '1 hour'
RETURNING id, uid, number, phone, channel, lang, sends, expires_at`
	sqlResendWait = `
SELECT ceil(extract(epoch FROM resend_at - dari.clock()))::int FROM dari.order_lookups
WHERE uid = $1 AND (visitor_id = nullif($2::bigint, 0) OR customer_id = nullif($3::bigint, 0)) AND verified_at IS NULL
  AND resend_at > dari.clock() AND sends < $4 AND tries < $5`
)

// resend begins another code, or answers for how many seconds it is too early. What is over is Gone.
func resend(ctx context.Context, q postgres.Querier, uid uuid.UUID, o thread.Owner) (l lookup, wait int, err error) {
	visitor, customer := ids(o)
	rows, _ := q.Query(ctx, sqlResend, uid, visitor, customer, codeSends, resendAfter, codeLife, codeTries) // CollectExactlyOneRow reports this error
	l, err = pgx.CollectExactlyOneRow(rows, pgx.RowToStructByPos[lookup])
	if err == nil {
		return l, 0, nil
	}
	if !errors.Is(err, pgx.ErrNoRows) {
		return l, 0, fmt.Errorf("begin another code: %w", err)
	}
	err = q.QueryRow(ctx, sqlResendWait, uid, visitor, customer, codeSends, codeTries).Scan(&wait)
	if errors.Is(err, pgx.ErrNoRows) {
		return l, 0, fault.New(fault.Gone, "orders.code_over")
	}
	if err != nil {
		return l, 0, fmt.Errorf("look when another code may be sent: %w", err)
	}
	return l, max(wait, 1), nil
}

const sqlLookupsByID = `
SELECT id, uid, number, phone, channel, lang, sends, expires_at FROM dari.order_lookups WHERE id = ANY($1) AND verified_at IS NULL`

func lookupsByID(ctx context.Context, q postgres.Querier, ids []int64) (map[int64]lookup, error) {
	rows, _ := q.Query(ctx, sqlLookupsByID, ids) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[lookup])
	if err != nil {
		return nil, fmt.Errorf("read %d look-ups: %w", len(ids), err)
	}
	found := make(map[int64]lookup, len(list))
	for _, l := range list {
		found[l.ID] = l
	}
	return found, nil
}

// codeColumns are the hashes of codes that were made, one array for each column.
type codeColumns struct {
	ids, orders []int64
	hashes      [][]byte
}

func (c *codeColumns) add(id, order int64, hash []byte) {
	c.ids, c.orders, c.hashes = append(c.ids, id), append(c.orders, order), append(c.hashes, hash)
}

const sqlSetCodes = `
UPDATE dari.order_lookups l SET order_id = u.order_id, code_hash = u.hash
FROM unnest($1::bigint[], $2::bigint[], $3::bytea[]) AS u(id, order_id, hash) WHERE l.id = u.id`

func (c *codeColumns) store(ctx context.Context, q postgres.Querier) error {
	if _, err := q.Exec(ctx, sqlSetCodes, c.ids, c.orders, c.hashes); err != nil {
		return fmt.Errorf("store %d codes: %w", len(c.ids), err)
	}
	return nil
}

// tried is a lookup of which a code is being tried.
type tried struct {
	ID      int64
	OrderID *int64
	Hash    []byte
}

// The try is counted in the same statement, so that tries at once are as many as tries in a row.
const sqlTry = `
UPDATE dari.order_lookups SET tries = tries + 1
WHERE uid = $1 AND (visitor_id = nullif($2::bigint, 0) OR customer_id = nullif($3::bigint, 0)) AND verified_at IS NULL
  AND tries < $4 AND expires_at > dari.clock()
RETURNING id, order_id, code_hash`

func try(ctx context.Context, q postgres.Querier, uid uuid.UUID, o thread.Owner) (t tried, err error) {
	visitor, customer := ids(o)
	err = q.QueryRow(ctx, sqlTry, uid, visitor, customer, codeTries).Scan(&t.ID, &t.OrderID, &t.Hash)
	if errors.Is(err, pgx.ErrNoRows) {
		return t, fault.New(fault.Gone, "orders.code_over")
	}
	if err != nil {
		return t, fmt.Errorf("try a code: %w", err)
	}
	return t, nil
}

const sqlUnlock = `
UPDATE dari.order_lookups SET verified_at = dari.clock(), unlocked_until = dari.clock() + $2::interval, code_hash = NULL WHERE id = $1`

func unlock(ctx context.Context, q postgres.Querier, id int64) error {
	if _, err := q.Exec(ctx, sqlUnlock, id, unlockLife); err != nil {
		return fmt.Errorf("unlock look-up %d: %w", id, err)
	}
	return nil
}

const (
	sqlUnlockedByVisitor = `
SELECT order_id FROM dari.order_lookups WHERE visitor_id = $1 AND unlocked_until > dari.clock() AND order_id IS NOT NULL`
	sqlUnlockedByCustomer = `
SELECT order_id FROM dari.order_lookups WHERE customer_id = $1 AND unlocked_until > dari.clock() AND order_id IS NOT NULL`
)

// unlocked are the orders that the shopper may see for having given a code.
func unlocked(ctx context.Context, q postgres.Querier, o thread.Owner) ([]int64, error) {
	sql, id := sqlUnlockedByVisitor, o.VisitorID
	if o.CustomerID != 0 {
		sql, id = sqlUnlockedByCustomer, o.CustomerID
	}
	rows, _ := q.Query(ctx, sql, id) // CollectRows reports this error
	orders, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	if err != nil {
		return nil, fmt.Errorf("read which orders are unlocked: %w", err)
	}
	return orders, nil
}

const (
	sqlForgetLookups = `DELETE FROM dari.order_lookups WHERE created_at < dari.clock() - interval '1 day'`
	sqlForgetTries   = `DELETE FROM dari.order_tries WHERE ends_at < dari.clock()`
)

func forget(ctx context.Context, q postgres.Querier) error {
	if _, err := q.Exec(ctx, sqlForgetLookups); err != nil {
		return fmt.Errorf("forget old look-ups: %w", err)
	}
	if _, err := q.Exec(ctx, sqlForgetTries); err != nil {
		return fmt.Errorf("forget old tries: %w", err)
	}
	if _, err := q.Exec(ctx, sqlForgetLinks); err != nil {
		return fmt.Errorf("forget old links: %w", err)
	}
	return nil
}
