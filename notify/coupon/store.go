package coupon

import (
	"context"
	"errors"
	"fmt"
	"time"

	"dari/internal/fault"
	"dari/internal/postgres"

	"github.com/jackc/pgx/v5"
)

const sqlProgrammes = `
SELECT c.id, c.name, c.occasion, c.active, c.code_prefix, c.discount, c.days_before, c.valid_days, c.version,
  (SELECT count(*) FROM dari.coupon_issues i WHERE i.coupon_id = c.id),
  (SELECT count(*) FROM dari.coupon_issues i WHERE i.coupon_id = c.id AND i.redeemed_at IS NOT NULL)
FROM dari.coupons c WHERE $1::bigint = 0 OR c.id = $1 ORDER BY c.id`

func programmes(ctx context.Context, q postgres.Querier, id int64) ([]Programme, error) {
	rows, _ := q.Query(ctx, sqlProgrammes, id) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Programme])
	if err != nil {
		return nil, fmt.Errorf("read coupon programmes: %w", err)
	}
	return list, nil
}

const sqlActive = `
SELECT id, name, code_prefix, discount, days_before, valid_days FROM dari.coupons
WHERE active AND occasion = 'birthday' ORDER BY id`

// running is what issuing needs of a programme.
type running struct {
	ID         int64
	Name       string
	CodePrefix string
	Discount   string
	DaysBefore int
	ValidDays  int
}

func active(ctx context.Context, q postgres.Querier) ([]running, error) {
	rows, _ := q.Query(ctx, sqlActive) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[running])
	if err != nil {
		return nil, fmt.Errorf("read the active coupon programmes: %w", err)
	}
	return list, nil
}

const sqlInsertProgramme = `
INSERT INTO dari.coupons (name, occasion, active, code_prefix, discount, days_before, valid_days)
VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id`

func insertProgramme(ctx context.Context, q postgres.Querier, p Setup) (int64, error) {
	var id int64
	err := q.QueryRow(ctx, sqlInsertProgramme, p.Name, p.Occasion, p.Active, p.CodePrefix, p.Discount, p.DaysBefore, p.ValidDays).Scan(&id)
	if err != nil {
		return 0, fmt.Errorf("insert a coupon programme: %w", err)
	}
	return id, nil
}

const sqlUpdateProgramme = `
UPDATE dari.coupons SET name = $3, occasion = $4, active = $5, code_prefix = $6, discount = $7, days_before = $8, valid_days = $9,
       version = version + 1
WHERE id = $1 AND version = $2`

func updateProgramme(ctx context.Context, q postgres.Querier, id int64, version int, p Setup) (bool, error) {
	tag, err := q.Exec(ctx, sqlUpdateProgramme, id, version, p.Name, p.Occasion, p.Active, p.CodePrefix, p.Discount, p.DaysBefore, p.ValidDays)
	if err != nil {
		return false, fmt.Errorf("update coupon programme %d: %w", id, err)
	}
	return tag.RowsAffected() == 1, nil
}

// celebrant is a customer whose birthday is near, who has no coupon of the year yet and agreed to
// advertising on a channel.
type celebrant struct {
	ID      int64
	Lang    string
	Email   string
	Phone   string
	EmailOK bool
	SMSOK   bool
}

const sqlCelebrants = `
SELECT c.id, c.lang, c.email, c.phone, said.email_ok, said.sms_ok
FROM dari.customers c
CROSS JOIN LATERAL (SELECT
  coalesce((SELECT e.granted FROM dari.consent_events e WHERE e.customer_id = c.id AND e.channel = 'email'
            AND e.purpose = 'marketing' ORDER BY e.id DESC LIMIT 1), false) AS email_ok,
  coalesce((SELECT e.granted FROM dari.consent_events e WHERE e.customer_id = c.id AND e.channel = 'sms'
            AND e.purpose = 'marketing' ORDER BY e.id DESC LIMIT 1), false) AS sms_ok) said
WHERE (c.birth_kind, c.birth_month, c.birth_day, c.birth_kind = 'lunar' AND c.birth_leap)
      IN (SELECT b.kind, b.month, b.day, b.leap FROM unnest($1::text[], $2::int[], $3::int[], $4::boolean[]) AS b(kind, month, day, leap))
  AND c.birth_month = ANY($2::int[])
  AND c.id > $5 AND c.merged_into IS NULL
  AND (said.email_ok OR said.sms_ok)
  AND NOT EXISTS (SELECT 1 FROM dari.coupon_issues i WHERE i.coupon_id = $6 AND i.customer_id = c.id AND i.period = $7)
ORDER BY c.id LIMIT $8`

func celebrants(ctx context.Context, q postgres.Querier, births []Birth, after, couponID int64, period string, limit int) ([]celebrant, error) {
	n := len(births)
	kinds, months, days, leaps := make([]string, n), make([]int32, n), make([]int32, n), make([]bool, n)
	for i, b := range births {
		kinds[i], months[i], days[i], leaps[i] = b.Kind, int32(b.Month), int32(b.Day), b.Leap
	}
	rows, _ := q.Query(ctx, sqlCelebrants, kinds, months, days, leaps, after, couponID, period, limit) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[celebrant])
	if err != nil {
		return nil, fmt.Errorf("find birthdays: %w", err)
	}
	return list, nil
}

// issued is a code that this transaction has given.
type issued struct {
	ID         int64
	CustomerID int64
	Code       string
}

// Whoever has one of the year, from a run at the same time, gets none.
const sqlIssue = `
INSERT INTO dari.coupon_issues (coupon_id, customer_id, period, code, valid_until)
SELECT $1, w.customer_id, $2, w.code, $3 FROM unnest($4::bigint[], $5::text[]) AS w(customer_id, code)
ON CONFLICT DO NOTHING
RETURNING id, customer_id, code`

func issue(ctx context.Context, q postgres.Querier, couponID int64, period string, validUntil time.Time, customers []int64, codes []string) ([]issued, error) {
	rows, _ := q.Query(ctx, sqlIssue, couponID, period, validUntil, customers, codes) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[issued])
	if err != nil {
		return nil, fmt.Errorf("issue %d coupons: %w", len(codes), err)
	}
	return list, nil
}

const (
	sqlByCode = `
SELECT i.code, c.name, c.discount, i.period, coalesce(k.ref, ''),
  CASE WHEN i.redeemed_at IS NOT NULL THEN 'redeemed' WHEN i.void_at IS NOT NULL OR i.valid_until < $2::date THEN 'expired' ELSE 'valid' END,
  i.valid_until::text, i.issued_at, i.redeemed_at, i.order_number
FROM dari.coupon_issues i JOIN dari.coupons c ON c.id = i.coupon_id JOIN dari.customers k ON k.id = i.customer_id
WHERE i.code = $1`
	sqlOfCustomer = `
SELECT i.code, c.name, c.discount, i.period, coalesce(k.ref, ''),
  CASE WHEN i.redeemed_at IS NOT NULL THEN 'redeemed' WHEN i.void_at IS NOT NULL OR i.valid_until < $2::date THEN 'expired' ELSE 'valid' END,
  i.valid_until::text, i.issued_at, i.redeemed_at, i.order_number
FROM dari.coupon_issues i JOIN dari.coupons c ON c.id = i.coupon_id JOIN dari.customers k ON k.id = i.customer_id
WHERE i.customer_id = $1 AND i.void_at IS NULL ORDER BY i.id DESC`
)

func byCode(ctx context.Context, q postgres.Querier, code string, today time.Time) (Issue, error) {
	rows, _ := q.Query(ctx, sqlByCode, code, today) // CollectExactlyOneRow reports this error
	found, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByPos[Issue])
	if errors.Is(err, pgx.ErrNoRows) {
		return found, fault.New(fault.NotFound, "coupon.not_found")
	}
	if err != nil {
		return found, fmt.Errorf("read a coupon: %w", err)
	}
	return found, nil
}

func ofCustomer(ctx context.Context, q postgres.Querier, customerID int64, today time.Time) ([]Issue, error) {
	rows, _ := q.Query(ctx, sqlOfCustomer, customerID, today) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Issue])
	if err != nil {
		return nil, fmt.Errorf("read the coupons of customer %d: %w", customerID, err)
	}
	return list, nil
}

const sqlRedeem = `
UPDATE dari.coupon_issues SET redeemed_at = dari.clock(), order_number = $2
WHERE code = $1 AND redeemed_at IS NULL AND void_at IS NULL AND valid_until >= $3::date`

func redeem(ctx context.Context, q postgres.Querier, code, order string, today time.Time) error {
	if _, err := q.Exec(ctx, sqlRedeem, code, order, today); err != nil {
		return fmt.Errorf("redeem a coupon: %w", err)
	}
	return nil
}

// The first of several orders with the same code has it. A code past its last day is left alone: what
// the shop's checkout let through is the shop's to decide.
const sqlRedeemByOrders = `
UPDATE dari.coupon_issues i SET redeemed_at = dari.clock(), order_number = o.number
FROM (SELECT DISTINCT ON (upper(trim(coupon_code))) upper(trim(coupon_code)) AS code, number, placed_at
      FROM dari.orders WHERE id = ANY($1) AND coupon_code <> '' AND status <> 'cancelled'
      ORDER BY upper(trim(coupon_code)), placed_at, id) o
WHERE i.code = o.code AND i.redeemed_at IS NULL AND i.void_at IS NULL AND i.valid_until >= (o.placed_at AT TIME ZONE $2)::date`

func redeemByOrders(ctx context.Context, q postgres.Querier, orders []int64, zone string) error {
	if _, err := q.Exec(ctx, sqlRedeemByOrders, orders, zone); err != nil {
		return fmt.Errorf("redeem the coupons of %d orders: %w", len(orders), err)
	}
	return nil
}

const sqlNow = `SELECT dari.clock()`

func clock(ctx context.Context, q postgres.Querier) (time.Time, error) {
	var now time.Time
	if err := q.QueryRow(ctx, sqlNow).Scan(&now); err != nil {
		return now, fmt.Errorf("ask for the time: %w", err)
	}
	return now, nil
}
