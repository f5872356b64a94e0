package action

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"
)

// Retag puts a tag's new name in the place of the old one, and says whether that one was there.
func (a *Actions) Retag(from, to string) bool {
	added, removed := Retag(&a.AddTags, from, to), Retag(&a.RemoveTags, from, to)
	return added || removed
}

// Retag puts a tag's new name in the place of the old one, and says whether that one was there. With both
// names in the list one is left.
func Retag(tags *[]string, from, to string) bool {
	i := slices.Index(*tags, from)
	switch {
	case i < 0:
		return false
	case slices.Contains(*tags, to):
		*tags = slices.Delete(slices.Clone(*tags), i, i+1)
	default:
		*tags = slices.Clone(*tags)
		(*tags)[i] = to
	}
	return true
}

// Rewrite changes what rooms have stored as JSON. read answers the id and the JSON of rows, and locks them;
// write takes both back, for the rows that change says yes to.
func Rewrite[T any](ctx context.Context, tx pgx.Tx, read, write string, change func(*T) bool) error {
	rows, _ := tx.Query(ctx, read) // ForEachRow reports this error
	b := &pgx.Batch{}
	var id int64
	var body []byte
	_, err := pgx.ForEachRow(rows, []any{&id, &body}, func() error {
		var v T
		if err := json.Unmarshal(body, &v); err != nil || !change(&v) {
			return err
		}
		again, err := json.Marshal(v)
		b.Queue(write, id, again)
		return err
	})
	if err != nil {
		return fmt.Errorf("read what is to be rewritten: %w", err)
	}
	if err := tx.SendBatch(ctx, b).Close(); err != nil {
		return fmt.Errorf("rewrite %d rows: %w", b.Len(), err)
	}
	return nil
}
