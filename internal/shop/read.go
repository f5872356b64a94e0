package shop

import (
	"context"
	"errors"
	"fmt"

	"dari/internal/fault"
	"dari/internal/korean"
	"dari/internal/postgres"

	"github.com/jackc/pgx/v5"
)

// Others read orders in these columns.
const orderColumns = `
SELECT o.id, o.source, o.source_key, o.number, o.customer_id, o.status, o.buyer_name, o.buyer_phone, o.buyer_email, o.lang,
  o.total, o.currency, o.is_preorder, coalesce(to_char(o.eta_from, 'YYYY-MM-DD'), '') AS eta_from,
  coalesce(to_char(o.eta_to, 'YYYY-MM-DD'), '') AS eta_to, o.coupon_code, o.placed_at, o.version, o.updated_at
FROM dari.orders o `

const (
	sqlOrderByNumber  = orderColumns + `WHERE o.number = $1`
	sqlOrdersByID     = orderColumns + `WHERE o.id = ANY($1) ORDER BY o.id`
	sqlOrdersOf       = orderColumns + `WHERE o.customer_id = (SELECT coalesce(p.merged_into, p.id) FROM dari.customers p WHERE p.id = $1) ORDER BY o.placed_at DESC, o.id DESC LIMIT $2`
	sqlCustomerRefsOf = `SELECT id, ref FROM dari.customers WHERE id = ANY($1) AND ref IS NOT NULL`
)

// OrderByNumber is the order with its items, its parcel and what was promised, or a NotFound fault.
func OrderByNumber(ctx context.Context, q postgres.Querier, number string) (Order, error) {
	rows, _ := q.Query(ctx, sqlOrderByNumber, number) // CollectExactlyOneRow reports this error
	o, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByName[Order])
	if errors.Is(err, pgx.ErrNoRows) {
		return Order{}, fault.New(fault.NotFound, "shop.order_not_found")
	}
	if err != nil {
		return Order{}, fmt.Errorf("read an order by its number: %w", err)
	}
	list := []Order{o}
	if err := fill(ctx, q, list); err != nil {
		return Order{}, err
	}
	return list[0], nil
}

// OrdersByID are the orders with these ids, with items, parcels and promises, by id. Unknown ids are left out.
func OrdersByID(ctx context.Context, q postgres.Querier, ids []int64) (map[int64]Order, error) {
	rows, _ := q.Query(ctx, sqlOrdersByID, ids) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, pgx.RowToStructByName[Order])
	if err != nil {
		return nil, fmt.Errorf("read %d orders: %w", len(ids), err)
	}
	if err := fill(ctx, q, list); err != nil {
		return nil, err
	}
	found := make(map[int64]Order, len(list))
	for _, o := range list {
		found[o.ID] = o
	}
	return found, nil
}

// RecentOrders is how many orders stand beside a customer.
const RecentOrders = 20

// OrdersOf are the customer's newest orders with items, parcels and promises, newest first.
func OrdersOf(ctx context.Context, q postgres.Querier, customerID int64) ([]Order, error) {
	rows, _ := q.Query(ctx, sqlOrdersOf, customerID, RecentOrders) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, pgx.RowToStructByName[Order])
	if err != nil {
		return nil, fmt.Errorf("read the orders of customer %d: %w", customerID, err)
	}
	return list, fill(ctx, q, list)
}

// fill adds what lies in other tables.
func fill(ctx context.Context, q postgres.Querier, orders []Order) error {
	plain := make([]*Order, len(orders))
	var customers []int64
	for i := range orders {
		plain[i] = &orders[i]
		orders[i].Items = []Item{}
		orders[i].Promises = []Promise{}
		if id := orders[i].CustomerID; id != nil {
			customers = append(customers, *id)
		}
	}
	if err := loadItems(ctx, q, plain); err != nil {
		return err
	}
	if err := loadShipments(ctx, q, plain); err != nil {
		return err
	}
	if err := loadPromises(ctx, q, plain); err != nil {
		return err
	}
	return loadRefs(ctx, q, plain, customers)
}

func loadRefs(ctx context.Context, q postgres.Querier, orders []*Order, customers []int64) error {
	if len(customers) == 0 {
		return nil
	}
	refs := map[int64]string{}
	rows, _ := q.Query(ctx, sqlCustomerRefsOf, customers) // ForEachRow reports this error
	var id int64
	var ref string
	if _, err := pgx.ForEachRow(rows, []any{&id, &ref}, func() error {
		refs[id] = ref
		return nil
	}); err != nil {
		return fmt.Errorf("read the keys of %d customers: %w", len(customers), err)
	}
	for _, o := range orders {
		if o.CustomerID != nil {
			o.CustomerRef = refs[*o.CustomerID]
		}
	}
	return nil
}

// Others read customers in these columns.
const customerColumns = `
SELECT c.id, c.uid, coalesce(c.ref, '') AS ref, c.name, c.email, c.phone, c.lang, c.tags, c.version, c.created_at, c.updated_at,
  c.birth_kind, c.birth_year, c.birth_month, c.birth_day, c.birth_leap, c.source_values AS seen
FROM dari.customers c `

const (
	sqlCustomerByID       = customerColumns + `WHERE c.id = $1`
	sqlCustomerByRef      = customerColumns + `WHERE c.ref = $1`
	sqlCustomersByID      = customerColumns + `WHERE c.id = ANY($1) ORDER BY c.id`
	sqlCustomerByIdentity = customerColumns + `JOIN dari.identities i ON i.customer_id = c.id WHERE i.kind = $1 AND i.value_norm = $2`
)

// CustomerByID is the customer, or a NotFound fault.
func CustomerByID(ctx context.Context, q postgres.Querier, id int64) (Customer, error) {
	rows, err := q.Query(ctx, sqlCustomerByID, id)
	return oneCustomer(rows, err)
}

// CustomerByRef is the member whom the shop calls so, or a NotFound fault.
func CustomerByRef(ctx context.Context, q postgres.Querier, ref string) (Customer, error) {
	rows, err := q.Query(ctx, sqlCustomerByRef, ref)
	return oneCustomer(rows, err)
}

// CustomersByID are the customers with these ids. Unknown ids are left out.
func CustomersByID(ctx context.Context, q postgres.Querier, ids []int64) (map[int64]Customer, error) {
	rows, _ := q.Query(ctx, sqlCustomersByID, ids) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, pgx.RowToStructByName[storedCustomer])
	if err != nil {
		return nil, fmt.Errorf("read %d customers: %w", len(ids), err)
	}
	found := make(map[int64]Customer, len(list))
	for i := range list {
		found[list[i].ID] = list[i].whole()
	}
	return found, nil
}

// FindByIdentity is the customer who is known by the number, address or key as someone wrote it; kind
// is ByPhone, ByEmail, ByMember or ByVisitor. Nobody is a NotFound fault. Whoever only wrote a number
// or an address has not proven that it is theirs.
func FindByIdentity(ctx context.Context, q postgres.Querier, kind, value string) (Customer, error) {
	var err error
	switch kind {
	case ByPhone:
		value, err = korean.NormalizePhone(value)
	case ByEmail:
		value, err = korean.NormalizeSender(value)
	}
	if err != nil {
		return Customer{}, fault.New(fault.NotFound, "shop.customer_not_found")
	}
	rows, err := q.Query(ctx, sqlCustomerByIdentity, kind, value)
	return oneCustomer(rows, err)
}

func oneCustomer(rows pgx.Rows, err error) (Customer, error) {
	if err != nil {
		return Customer{}, fmt.Errorf("find a customer: %w", err)
	}
	c, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByName[storedCustomer])
	if errors.Is(err, pgx.ErrNoRows) {
		return Customer{}, fault.New(fault.NotFound, "shop.customer_not_found")
	}
	if err != nil {
		return Customer{}, fmt.Errorf("read a customer: %w", err)
	}
	return c.whole(), nil
}
