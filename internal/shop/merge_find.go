package shop

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"dari/internal/korean"
	"dari/internal/postgres"

	"github.com/jackc/pgx/v5"
)

// Duplicate is somebody who might be the same person, and why.
type Duplicate struct {
	ID          int64      `json:"id"`
	Ref         string     `json:"ref" doc:"The shop's own key of the member; empty for a guest."`
	Name        string     `json:"name"`
	PhoneMasked string     `json:"phone_masked"`
	Email       string     `json:"email"`
	Why         []string   `json:"why" doc:"phone, email or member: what both are known by."`
	Orders      int        `json:"orders"`
	LastOrderAt *time.Time `json:"last_order_at"`
	Since       time.Time  `json:"since" doc:"When they were first seen."`
	Version     int        `json:"version"`
}

// maxDuplicates is how many are offered at once.
const maxDuplicates = 10

const (
	// Known by the same number, address or key, whatever way it was written: found by the ends of their
	// numbers and by identities, and compared in one form afterwards.
	sqlAlike = `
SELECT c.id, c.uid, coalesce(c.ref, '') AS ref, c.name, c.email, c.phone, c.lang, c.tags, c.version, c.created_at, c.updated_at,
  c.birth_kind, c.birth_year, c.birth_month, c.birth_day, c.birth_leap, c.source_values AS seen
FROM dari.customers c
WHERE c.merged_into IS NULL AND c.id <> $1 AND c.id IN (
  SELECT p.id FROM dari.customers p WHERE $2 <> '' AND dari.customer_grams(p.name, p.phone, p.email) @> ARRAY['#' || right($2, 8)]
  UNION
  SELECT i.customer_id FROM dari.identities i WHERE i.kind = 'phone' AND i.value_norm = ANY($3) OR i.kind = 'email' AND i.value_norm = ANY($4)
  UNION
  SELECT e.id FROM dari.customers e WHERE e.email <> '' AND lower(e.email) = ANY($4)
  UNION
  SELECT r.id FROM dari.customers r WHERE r.ref IS NOT NULL AND $5 <> '' AND lower(btrim(r.ref)) = $5)
ORDER BY c.id LIMIT 100`
	sqlReachedAt = `
SELECT customer_id, kind, value_norm, verified_at IS NOT NULL FROM dari.identities WHERE customer_id = ANY($1) AND kind IN ('phone', 'email')`
	sqlOrdersCount = `
SELECT k.id, (SELECT count(*) FROM dari.orders o WHERE o.customer_id = k.id)::integer,
  (SELECT max(o.placed_at) FROM dari.orders o WHERE o.customer_id = k.id)
FROM unnest($1::bigint[]) AS k (id)`
)

// known is what somebody is known by, in one form.
type known struct{ phones, emails, proven map[string]bool }

// DuplicatesOf finds who might be the same person as the customer: by the number, by the shop's key, or
// by an address that is proven or comes from the shop. The likeliest come first.
func DuplicatesOf(ctx context.Context, q postgres.Querier, id int64) ([]Duplicate, error) {
	me, err := CustomerByID(ctx, q, id)
	if err != nil {
		return nil, err
	}
	mine, err := knownBy(ctx, q, []Customer{me})
	if err != nil {
		return nil, err
	}
	own := mine[id]
	rows, _ := q.Query(ctx, sqlAlike, id, digitsOf(phoneKey(me.Phone)), keysOf(own.phones), keysOf(own.emails), foldRef(me.Ref)) // CollectRows reports this error
	found, err := pgx.CollectRows(rows, pgx.RowToStructByName[storedCustomer])
	if err != nil {
		return nil, fmt.Errorf("look for the likes of customer %d: %w", id, err)
	}
	others := make([]Customer, len(found))
	for i := range found {
		others[i] = found[i].whole()
	}
	theirs, err := knownBy(ctx, q, others)
	if err != nil {
		return nil, err
	}
	list := []Duplicate{}
	for _, c := range others {
		if why := alike(&me, own, &c, theirs[c.ID]); len(why) > 0 {
			list = append(list, Duplicate{
				ID: c.ID, Ref: c.Ref, Name: c.Name, PhoneMasked: korean.MaskPhone(c.Phone), Email: c.Email, Why: why, Since: c.CreatedAt, Version: c.Version,
			})
		}
	}
	slices.SortStableFunc(list, func(a, b Duplicate) int { return cmp.Compare(len(b.Why), len(a.Why)) })
	list = list[:min(len(list), maxDuplicates)]
	return list, countOrders(ctx, q, list)
}

// alike names what two people share. An address that somebody only typed proves nothing.
func alike(a *Customer, ka known, b *Customer, kb known) []string {
	why := []string{}
	if shares(ka.phones, kb.phones) {
		why = append(why, ByPhone)
	}
	for mail := range ka.emails {
		if kb.emails[mail] && (ka.proven[mail] || kb.proven[mail] || a.Ref != "" || b.Ref != "") {
			why = append(why, ByEmail)
			break
		}
	}
	if a.Ref != "" && foldRef(a.Ref) == foldRef(b.Ref) {
		why = append(why, ByMember)
	}
	return why
}

func shares(a, b map[string]bool) bool {
	for key := range a {
		if b[key] {
			return true
		}
	}
	return false
}

func foldRef(ref string) string { return strings.ToLower(strings.TrimSpace(ref)) }

// knownBy reads what people are known by, and adds what stands in their rows.
func knownBy(ctx context.Context, q postgres.Querier, people []Customer) (map[int64]known, error) {
	ids, out := make([]int64, len(people)), make(map[int64]known, len(people))
	for i, c := range people {
		k := known{map[string]bool{}, map[string]bool{}, map[string]bool{}}
		if key := phoneKey(c.Phone); key != "" {
			k.phones[key] = true
		}
		if key := emailKey(c.Email); key != "" {
			k.emails[key] = true
		}
		ids[i], out[c.ID] = c.ID, k
	}
	rows, _ := q.Query(ctx, sqlReachedAt, ids) // ForEachRow reports this error
	var id int64
	var kind, value string
	var proven bool
	_, err := pgx.ForEachRow(rows, []any{&id, &kind, &value, &proven}, func() error {
		k := out[id]
		if kind == ByPhone {
			k.phones[value] = true
		} else {
			k.emails[value] = true
		}
		if proven {
			k.proven[value] = true
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read what %d people are known by: %w", len(people), err)
	}
	return out, nil
}

func countOrders(ctx context.Context, q postgres.Querier, list []Duplicate) error {
	ids, at := make([]int64, len(list)), map[int64]*Duplicate{}
	for i := range list {
		ids[i], at[list[i].ID] = list[i].ID, &list[i]
	}
	rows, _ := q.Query(ctx, sqlOrdersCount, ids) // ForEachRow reports this error
	var id int64
	var n int
	var last *time.Time
	if _, err := pgx.ForEachRow(rows, []any{&id, &n, &last}, func() error {
		at[id].Orders, at[id].LastOrderAt = n, last
		return nil
	}); err != nil {
		return fmt.Errorf("count the orders of %d people: %w", len(list), err)
	}
	return nil
}

func keysOf(set map[string]bool) []string {
	keys := make([]string, 0, len(set))
	for key := range set {
		keys = append(keys, key)
	}
	return keys
}

// digitsOf are the digits a number ends with, for the key of the search; none are of no use.
func digitsOf(phone string) string {
	if len(phone) < 9 {
		return ""
	}
	return strings.TrimPrefix(phone, "+")
}
