package shop

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"dari/internal/fault"
	"dari/internal/postgres"

	"github.com/jackc/pgx/v5"
)

// person is a customer under a lock.
type person struct {
	Customer
	MergedInto *int64
}

const sqlLockPeople = customerColumns + `WHERE c.id = ANY($1) ORDER BY c.id FOR NO KEY UPDATE`

const sqlMergedInto = `SELECT id, merged_into FROM dari.customers WHERE id = ANY($1) AND merged_into IS NOT NULL`

func lockPeople(ctx context.Context, tx pgx.Tx, ids ...int64) (map[int64]*person, error) {
	rows, _ := tx.Query(ctx, sqlLockPeople, ids) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, pgx.RowToStructByName[storedCustomer])
	if err != nil {
		return nil, fmt.Errorf("lock %d people: %w", len(ids), err)
	}
	people := make(map[int64]*person, len(list))
	for i := range list {
		people[list[i].ID] = &person{Customer: list[i].whole()}
	}
	merged, err := Survivors(ctx, tx, ids)
	if err != nil {
		return nil, err
	}
	for id, into := range merged {
		if p := people[id]; p != nil {
			p.MergedInto = &into
		}
	}
	return people, nil
}

// Survivors says in whom those of the customers who were merged go on; the others are not named.
func Survivors(ctx context.Context, q postgres.Querier, ids []int64) (map[int64]int64, error) {
	rows, _ := q.Query(ctx, sqlMergedInto, ids) // ForEachRow reports this error
	merged := map[int64]int64{}
	var id, into int64
	if _, err := pgx.ForEachRow(rows, []any{&id, &into}, func() error { merged[id] = into; return nil }); err != nil {
		return nil, fmt.Errorf("read in whom %d customers go on: %w", len(ids), err)
	}
	return merged, nil
}

// Survivor is in whom a customer goes on: themself, when nobody has merged them.
func Survivor(ctx context.Context, q postgres.Querier, id int64) (int64, error) {
	merged, err := Survivors(ctx, q, []int64{id})
	if err != nil {
		return 0, err
	}
	if into, ok := merged[id]; ok {
		return into, nil
	}
	return id, nil
}

// SamePerson says whether the owner of something is the customer, or who they go on in.
func SamePerson(ctx context.Context, q postgres.Querier, owner *int64, customerID int64) (bool, error) {
	if owner == nil || customerID == 0 {
		return false, nil
	}
	if *owner == customerID {
		return true, nil
	}
	into, err := Survivor(ctx, q, customerID)
	return into == *owner, err
}

const sqlPutPerson = `
UPDATE dari.customers SET name = $2, email = $3, phone = $4, tags = $5, birth_kind = $6, birth_year = $7, birth_month = $8, birth_day = $9,
  birth_leap = $10, version = $11, updated_at = dari.clock()
WHERE id = $1`

func putPerson(ctx context.Context, tx pgx.Tx, c *Customer) error {
	r := customerRowOf(c, &CustomerChange{})
	if _, err := tx.Exec(ctx, sqlPutPerson, r.ID, r.Name, r.Email, r.Phone, r.Tags, r.BirthKind, r.BirthYear, r.BirthMonth, r.BirthDay, r.BirthLeap, r.Version); err != nil {
		return fmt.Errorf("write customer %d: %w", c.ID, err)
	}
	return nil
}

const sqlInsertMerge = `
INSERT INTO dari.customer_merges (from_id, into_id, fields, tags, merged_by, undo_until)
VALUES ($1, $2, $3, $4, $5, dari.clock() + $6::interval) RETURNING id`

func insertMerge(ctx context.Context, tx pgx.Tx, m *Merge, staffID *int64) error {
	if err := tx.QueryRow(ctx, sqlInsertMerge, m.FromID, m.IntoID, m.fields, m.tags, staffID, UndoMerge).Scan(&m.ID); err != nil {
		return fmt.Errorf("write down a merge of people: %w", err)
	}
	return nil
}

const sqlKeepPart = `INSERT INTO dari.customer_merge_parts (merge_id, room, kept) VALUES ($1, $2, $3)`

func keepPart(ctx context.Context, tx pgx.Tx, id int64, room string, kept any) error {
	text, err := json.Marshal(kept)
	if err != nil {
		return fmt.Errorf("encode what %s has moved: %w", room, err)
	}
	if _, err := tx.Exec(ctx, sqlKeepPart, id, room, text); err != nil {
		return fmt.Errorf("keep what %s has moved: %w", room, err)
	}
	return nil
}

const sqlKeptPart = `SELECT kept FROM dari.customer_merge_parts WHERE merge_id = $1 AND room = $2`

func keptPart(ctx context.Context, tx pgx.Tx, id int64, room string) (kept json.RawMessage, found bool, err error) {
	err = tx.QueryRow(ctx, sqlKeptPart, id, room).Scan(&kept)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, fmt.Errorf("read what %s has moved: %w", room, err)
	}
	return kept, true, nil
}

// Whoever went on in the one goes on in the other.
const sqlLeadOn = `
UPDATE dari.customers SET merged_into = $2, updated_at = dari.clock() WHERE id = $1 OR merged_into = $1`

func leadOn(ctx context.Context, tx pgx.Tx, from, into int64) error {
	if _, err := tx.Exec(ctx, sqlLeadOn, from, into); err != nil {
		return fmt.Errorf("lead customer %d on to %d: %w", from, into, err)
	}
	return nil
}

const (
	sqlEndMerge = `UPDATE dari.customer_merges SET undone_at = dari.clock(), undone_by = $2 WHERE id = $1`
	// Those who came with the one who goes leave with them.
	sqlStandAlone = `
WITH RECURSIVE kin AS (
  SELECT $1::bigint AS id
  UNION
  SELECT m.from_id FROM kin JOIN dari.customer_merges m ON m.into_id = kin.id AND m.undone_at IS NULL)
UPDATE dari.customers c SET merged_into = nullif($1, c.id), updated_at = dari.clock()
FROM kin WHERE c.id = kin.id`
)

func endMerge(ctx context.Context, tx pgx.Tx, m *Merge, _ int64, staffID *int64) error {
	if _, err := tx.Exec(ctx, sqlEndMerge, m.ID, staffID); err != nil {
		return fmt.Errorf("end merge %d: %w", m.ID, err)
	}
	if _, err := tx.Exec(ctx, sqlStandAlone, m.FromID); err != nil {
		return fmt.Errorf("let customer %d stand alone: %w", m.FromID, err)
	}
	return nil
}

const mergeColumns = `
SELECT m.id, m.from_id, m.into_id, c.name, coalesce(c.ref, ''), coalesce(s.name, ''), m.merged_at, m.undo_until,
  m.undone_at IS NULL AND m.undo_until > dari.clock(), m.undone_at, m.fields, m.tags
FROM dari.customer_merges m JOIN dari.customers c ON c.id = m.from_id LEFT JOIN dari.staff s ON s.id = m.merged_by `

const (
	sqlMergeByID = mergeColumns + `WHERE m.id = $1`
	// All that stand, also those of people who came along in a chain.
	sqlMergesOf = `
WITH RECURSIVE kin AS (
  SELECT $1::bigint AS id
  UNION
  SELECT m.from_id FROM kin JOIN dari.customer_merges m ON m.into_id = kin.id AND m.undone_at IS NULL)
` + mergeColumns + `WHERE m.undone_at IS NULL AND m.into_id IN (SELECT id FROM kin) ORDER BY m.merged_at DESC, m.id DESC LIMIT 50`
)

func scanMerge(row pgx.CollectableRow) (m Merge, err error) {
	err = row.Scan(&m.ID, &m.FromID, &m.IntoID, &m.Name, &m.Ref, &m.By, &m.MergedAt, &m.UndoUntil, &m.CanUndo, &m.UndoneAt, &m.fields, &m.tags)
	return m, err
}

func mergeByID(ctx context.Context, q postgres.Querier, id int64) (Merge, error) {
	rows, _ := q.Query(ctx, sqlMergeByID, id) // CollectExactlyOneRow reports this error
	m, err := pgx.CollectExactlyOneRow(rows, scanMerge)
	if errors.Is(err, pgx.ErrNoRows) {
		return m, fault.New(fault.NotFound, "shop.merge_not_found")
	}
	if err != nil {
		return m, fmt.Errorf("read merge %d: %w", id, err)
	}
	return m, nil
}

// MergesOf are the merges that a person has come out of and that stand, newest first.
func MergesOf(ctx context.Context, q postgres.Querier, id int64) ([]Merge, error) {
	rows, _ := q.Query(ctx, sqlMergesOf, id) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, scanMerge)
	if err != nil {
		return nil, fmt.Errorf("read the merges of customer %d: %w", id, err)
	}
	return list, nil
}
