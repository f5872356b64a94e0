package shop

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"dari/internal/fault"
	"dari/internal/postgres"

	"github.com/jackc/pgx/v5"
)

// Memo is what staff have noted about a person, for themselves.
type Memo struct {
	Body      string     `json:"body"`
	Version   int        `json:"version" doc:"0: nothing was written yet."`
	By        string     `json:"by"`
	UpdatedAt *time.Time `json:"updated_at"`
	Earlier   []string   `json:"earlier" doc:"What was noted about rows that have gone on in this person."`
}

const (
	sqlMemo = `
SELECT m.body, m.version, coalesce(s.name, ''), m.updated_at
FROM dari.customer_memos m LEFT JOIN dari.staff s ON s.id = m.updated_by WHERE m.customer_id = $1`
	sqlEarlierMemos = `
SELECT m.body FROM dari.customer_memos m JOIN dari.customers c ON c.id = m.customer_id
WHERE c.merged_into = $1 AND m.body <> '' ORDER BY m.updated_at DESC, m.customer_id LIMIT 20`
	// A first memo has version 0 before: of two at once the second is told so.
	sqlPutMemo = `
INSERT INTO dari.customer_memos AS m (customer_id, body, updated_by)
SELECT $1, $2, $4 WHERE $3 = 0 OR EXISTS (SELECT FROM dari.customer_memos k WHERE k.customer_id = $1)
ON CONFLICT (customer_id) DO UPDATE SET body = excluded.body, version = m.version + 1, updated_by = excluded.updated_by, updated_at = dari.clock()
WHERE m.version = $3`
)

// MemoOf reads the memo about a person.
func MemoOf(ctx context.Context, q postgres.Querier, id int64) (Memo, error) {
	m := Memo{Earlier: []string{}}
	err := q.QueryRow(ctx, sqlMemo, id).Scan(&m.Body, &m.Version, &m.By, &m.UpdatedAt)
	if err != nil && !errors.Is(err, pgx.ErrNoRows) {
		return m, fmt.Errorf("read the memo about customer %d: %w", id, err)
	}
	rows, _ := q.Query(ctx, sqlEarlierMemos, id) // CollectRows reports this error
	earlier, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return m, fmt.Errorf("read the earlier memos about customer %d: %w", id, err)
	}
	m.Earlier = append(m.Earlier, earlier...)
	return m, nil
}

// PutMemo writes the memo about a person that is still as the writer saw it.
func PutMemo(ctx context.Context, tx pgx.Tx, id int64, version int, body string, staffID *int64) error {
	tag, err := tx.Exec(ctx, sqlPutMemo, id, strings.TrimSpace(body), version, staffID)
	if err != nil {
		return fmt.Errorf("write the memo about customer %d: %w", id, err)
	}
	if tag.RowsAffected() == 0 {
		return fault.New(fault.Conflict, "shop.memo_changed")
	}
	return nil
}

// PutTags sets the tags of a person who is still as the writer saw them. It answers what was added and
// what was taken off.
func PutTags(ctx context.Context, tx pgx.Tx, id int64, version int, tags []string) (added, removed []string, err error) {
	people, err := lockPeople(ctx, tx, id)
	if err != nil {
		return nil, nil, err
	}
	p := people[id]
	if p == nil {
		return nil, nil, fault.New(fault.NotFound, "shop.customer_not_found")
	}
	if p.Version != version {
		return nil, nil, fault.New(fault.Conflict, "shop.customer_changed")
	}
	next, err := tidyTags(tags)
	if err != nil {
		return nil, nil, err
	}
	for _, tag := range next {
		if !slices.Contains(p.Tags, tag) {
			added = append(added, tag)
		}
	}
	for _, tag := range p.Tags {
		if !slices.Contains(next, tag) {
			removed = append(removed, tag)
		}
	}
	if len(added)+len(removed) == 0 {
		return nil, nil, nil
	}
	p.Tags, p.Customer.Version = next, p.Version+1
	return added, removed, putPerson(ctx, tx, &p.Customer)
}

func tidyTags(tags []string) ([]string, error) {
	out := make([]string, 0, len(tags))
	for i, tag := range tags {
		tag = strings.Join(strings.Fields(tag), " ")
		if n := len([]rune(tag)); n == 0 || n > maxTag {
			return nil, fault.Field("shop.tag_length", fmt.Sprintf("body.tags[%d]", i), fault.Arg("limit", maxTag))
		}
		if !slices.Contains(out, tag) {
			out = append(out, tag)
		}
	}
	return out, nil
}
