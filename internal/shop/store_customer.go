package shop

import (
	"context"
	"encoding/json"
	"fmt"

	"dari/internal/postgres"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

func newUID() string {
	id, err := uuid.NewV7()
	if err != nil {
		panic("no random numbers: " + err.Error()) // the kernel's generator never fails
	}
	return id.String()
}

// Who makes a customer or gives away an identity holds this until the end of the transaction, so the
// same person is never written down twice. Nobody asks for it while holding an order.
const sqlLockCustomers = `SELECT pg_advisory_xact_lock(hashtext('dari.shop.customers'))`

func lockCustomers(ctx context.Context, tx pgx.Tx) error {
	if _, err := tx.Exec(ctx, sqlLockCustomers); err != nil {
		return fmt.Errorf("lock the making of customers: %w", err)
	}
	return nil
}

const sqlFindOwners = `
SELECT 'ref' AS kind, ref AS value, coalesce(merged_into, id) AS id, false AS guest, false AS verified FROM dari.customers WHERE ref = ANY($1)
UNION ALL
SELECT i.kind, i.value_norm, c.id, c.ref IS NULL, i.verified_at IS NOT NULL
FROM dari.identities i JOIN dari.customers c ON c.id = i.customer_id
WHERE (i.kind = 'phone' AND i.value_norm = ANY($2)) OR (i.kind = 'email' AND i.value_norm = ANY($3))`

func findOwners(ctx context.Context, tx pgx.Tx, wants []ownerWanted) (*knownOwners, error) {
	var refs, phones, emails []string
	for _, w := range wants {
		refs, phones, emails = append(refs, w.ref), append(phones, w.phone), append(emails, w.email)
	}
	known := &knownOwners{byRef: map[string]identityOwner{}, byPhone: map[string]identityOwner{}, byEmail: map[string]identityOwner{}}
	rows, _ := tx.Query(ctx, sqlFindOwners, refs, phones, emails) // ForEachRow reports this error
	var kind, value string
	var o identityOwner
	if _, err := pgx.ForEachRow(rows, []any{&kind, &value, &o.id, &o.guest, &o.verified}, func() error {
		map[string]map[string]identityOwner{"ref": known.byRef, ByPhone: known.byPhone, ByEmail: known.byEmail}[kind][value] = o
		return nil
	}); err != nil {
		return nil, fmt.Errorf("find whose %d orders are: %w", len(wants), err)
	}
	return known, nil
}

const sqlInsertPeople = `
INSERT INTO dari.customers (uid, ref, source, name, phone, email, lang)
SELECT uid, nullif(ref, ''), 'order', name, phone, email, lang
FROM jsonb_to_recordset($1::jsonb) AS g(uid uuid, ref text, name text, phone text, email text, lang text)
RETURNING id, uid::text`

// insertPeople writes down people seen on orders and what they are reached at; it answers their ids.
func insertPeople(ctx context.Context, tx pgx.Tx, people []newPerson) ([]int64, error) {
	if len(people) == 0 {
		return nil, nil
	}
	given, err := json.Marshal(people)
	if err != nil {
		return nil, fmt.Errorf("encode %d people: %w", len(people), err)
	}
	rows, _ := tx.Query(ctx, sqlInsertPeople, given) // ForEachRow reports this error
	byUID := make(map[string]int64, len(people))
	var id int64
	var uid string
	if _, err := pgx.ForEachRow(rows, []any{&id, &uid}, func() error {
		byUID[uid] = id
		return nil
	}); err != nil {
		return nil, fmt.Errorf("insert %d people: %w", len(people), err)
	}
	ids := make([]int64, len(people))
	var reached []identityRow
	for i, p := range people {
		ids[i] = byUID[p.UID]
		reached = append(reached, identityRow{ids[i], ByMember, p.Ref}, identityRow{ids[i], ByPhone, p.phoneNorm}, identityRow{ids[i], ByEmail, p.emailNorm})
	}
	return ids, attach(ctx, tx, reached)
}

type identityRow struct {
	CustomerID int64  `json:"customer_id"`
	Kind       string `json:"kind"`
	Value      string `json:"value"`
}

// A member takes a number or an address over from a guest; between members the first one keeps it.
const sqlAttach = `
INSERT INTO dari.identities (customer_id, kind, value_norm)
SELECT coalesce(c.merged_into, c.id), g.kind, g.value
FROM jsonb_to_recordset($1::jsonb) AS g(customer_id bigint, kind text, value text) JOIN dari.customers c ON c.id = g.customer_id
ORDER BY g.kind, g.value
ON CONFLICT (kind, value_norm) DO UPDATE SET customer_id = excluded.customer_id
WHERE identities.customer_id <> excluded.customer_id
  AND EXISTS (SELECT FROM dari.customers c WHERE c.id = identities.customer_id AND c.ref IS NULL)
  AND EXISTS (SELECT FROM dari.customers c WHERE c.id = excluded.customer_id AND c.ref IS NOT NULL)`

func attach(ctx context.Context, tx pgx.Tx, identities []identityRow) error {
	type key struct{ kind, value string }
	seen := map[key]bool{}
	var rows []identityRow
	for _, i := range identities {
		if k := (key{i.Kind, i.Value}); i.Value != "" && !seen[k] {
			seen[k] = true
			rows = append(rows, i)
		}
	}
	if len(rows) == 0 {
		return nil
	}
	given, err := json.Marshal(rows)
	if err != nil {
		return fmt.Errorf("encode %d identities: %w", len(rows), err)
	}
	if _, err := tx.Exec(ctx, sqlAttach, given); err != nil {
		return fmt.Errorf("attach %d identities: %w", len(rows), err)
	}
	return nil
}

const sqlDetach = `
DELETE FROM dari.identities i USING jsonb_to_recordset($1::jsonb) AS g(customer_id bigint, kind text, value text)
WHERE i.customer_id = g.customer_id AND i.kind = g.kind AND i.value_norm = g.value`

func detach(ctx context.Context, tx pgx.Tx, identities []identityRow) error {
	if len(identities) == 0 {
		return nil
	}
	given, err := json.Marshal(identities)
	if err != nil {
		return fmt.Errorf("encode %d identities: %w", len(identities), err)
	}
	if _, err := tx.Exec(ctx, sqlDetach, given); err != nil {
		return fmt.Errorf("detach %d identities: %w", len(identities), err)
	}
	return nil
}

// storedCustomer is a customer as it is read and compared with.
type storedCustomer struct {
	Customer
	BirthKind  *string
	BirthYear  *int
	BirthMonth *int
	BirthDay   *int
	BirthLeap  bool
	Seen       json.RawMessage
}

func (s *storedCustomer) whole() Customer {
	c := s.Customer
	if s.BirthKind != nil && s.BirthMonth != nil && s.BirthDay != nil {
		c.Birthday = &Birthday{Kind: *s.BirthKind, Year: s.BirthYear, Month: *s.BirthMonth, Day: *s.BirthDay, LeapMonth: s.BirthLeap}
	}
	return c
}

const sqlLockCustomersByRef = `
SELECT id, uid, coalesce(ref, '') AS ref, name, email, phone, lang, tags, version, created_at, updated_at,
  birth_kind, birth_year, birth_month, birth_day, birth_leap, source_values AS seen
FROM dari.customers WHERE ref = ANY($1) ORDER BY id FOR NO KEY UPDATE`

func lockCustomersByRef(ctx context.Context, tx pgx.Tx, refs []string) (map[string]storedCustomer, error) {
	rows, _ := tx.Query(ctx, sqlLockCustomersByRef, refs) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, pgx.RowToStructByName[storedCustomer])
	if err != nil {
		return nil, fmt.Errorf("lock %d customers: %w", len(refs), err)
	}
	stored := make(map[string]storedCustomer, len(list))
	for _, c := range list {
		stored[c.Ref] = c
	}
	return stored, nil
}

// customerRow is a customer on the way into a statement, as JSON.
type customerRow struct {
	ID         int64           `json:"id"`
	UID        string          `json:"uid"`
	Ref        string          `json:"ref"`
	Source     string          `json:"source"`
	SourceKey  *string         `json:"source_key"`
	Seen       json.RawMessage `json:"seen,omitempty"`
	Name       string          `json:"name"`
	Email      string          `json:"email"`
	Phone      string          `json:"phone"`
	Lang       string          `json:"lang"`
	BirthKind  *string         `json:"birth_kind"`
	BirthYear  *int            `json:"birth_year"`
	BirthMonth *int            `json:"birth_month"`
	BirthDay   *int            `json:"birth_day"`
	BirthLeap  bool            `json:"birth_leap"`
	Tags       []string        `json:"tags"`
	Version    int             `json:"version"`
}

func customerRowOf(cu *Customer, c *CustomerChange) customerRow {
	row := customerRow{
		ID: cu.ID, UID: cu.UID.String(), Ref: cu.Ref, Source: c.Source, Seen: c.Seen, Name: cu.Name, Email: cu.Email,
		Phone: cu.Phone, Lang: cu.Lang, Tags: cu.Tags, Version: cu.Version,
	}
	if c.SourceKey != "" {
		row.SourceKey = &c.SourceKey
	}
	if b := cu.Birthday; b != nil {
		row.BirthKind, row.BirthYear, row.BirthMonth, row.BirthDay, row.BirthLeap = &b.Kind, b.Year, &b.Month, &b.Day, b.LeapMonth
	}
	return row
}

const sqlInsertCustomers = `
INSERT INTO dari.customers (uid, ref, source, source_key, source_values, name, email, phone, lang, birth_kind, birth_year, birth_month,
  birth_day, birth_leap, tags)
SELECT uid, ref, source, source_key, seen, name, email, phone, lang, birth_kind, birth_year, birth_month, birth_day, birth_leap, tags
FROM jsonb_to_recordset($1::jsonb) AS g(uid uuid, ref text, source text, source_key text, seen jsonb, name text, email text, phone text,
  lang text, birth_kind text, birth_year integer, birth_month integer, birth_day integer, birth_leap boolean, tags text[])
RETURNING id, ref`

func insertCustomers(ctx context.Context, tx pgx.Tx, customers []customerRow) (map[string]int64, error) {
	ids := make(map[string]int64, len(customers))
	if len(customers) == 0 {
		return ids, nil
	}
	given, err := json.Marshal(customers)
	if err != nil {
		return nil, fmt.Errorf("encode %d customers: %w", len(customers), err)
	}
	rows, _ := tx.Query(ctx, sqlInsertCustomers, given) // ForEachRow reports this error
	var id int64
	var ref string
	if _, err := pgx.ForEachRow(rows, []any{&id, &ref}, func() error {
		ids[ref] = id
		return nil
	}); err != nil {
		return nil, fmt.Errorf("insert %d customers: %w", len(customers), err)
	}
	return ids, nil
}

// Whoever was seen on an order only belongs from now on to the source that describes them.
const sqlUpdateCustomers = `
UPDATE dari.customers c
SET source = CASE WHEN c.source = 'order' OR g.source_key IS NOT NULL THEN g.source ELSE c.source END,
  source_key = coalesce(g.source_key, c.source_key), source_values = coalesce(g.seen, c.source_values),
  name = g.name, email = g.email, phone = g.phone, lang = g.lang, birth_kind = g.birth_kind, birth_year = g.birth_year,
  birth_month = g.birth_month, birth_day = g.birth_day, birth_leap = g.birth_leap, tags = g.tags, version = g.version,
  updated_at = CASE WHEN g.version = c.version THEN c.updated_at ELSE dari.clock() END
FROM jsonb_to_recordset($1::jsonb) AS g(id bigint, source text, source_key text, seen jsonb, name text, email text, phone text,
  lang text, birth_kind text, birth_year integer, birth_month integer, birth_day integer, birth_leap boolean, tags text[], version integer)
WHERE c.id = g.id`

func updateCustomers(ctx context.Context, tx pgx.Tx, customers []customerRow) error {
	if len(customers) == 0 {
		return nil
	}
	given, err := json.Marshal(customers)
	if err != nil {
		return fmt.Errorf("encode %d customers: %w", len(customers), err)
	}
	if _, err := tx.Exec(ctx, sqlUpdateCustomers, given); err != nil {
		return fmt.Errorf("update %d customers: %w", len(customers), err)
	}
	return nil
}

const sqlCustomersOfKeys = `
SELECT id FROM dari.customers WHERE source = $1 AND source_key = ANY($2)`

// CustomersOfKeys are the customers that rows of a linked table became.
func CustomersOfKeys(ctx context.Context, q postgres.Querier, source string, keys []string) ([]int64, error) {
	rows, _ := q.Query(ctx, sqlCustomersOfKeys, source, keys) // CollectRows reports this error
	ids, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	if err != nil {
		return nil, fmt.Errorf("find customers of %d keys of %s: %w", len(keys), source, err)
	}
	return ids, nil
}
