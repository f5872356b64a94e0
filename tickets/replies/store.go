package replies

import (
	"context"
	"errors"
	"fmt"

	"dari/internal/fault"
	"dari/internal/postgres"
	"dari/internal/staff"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

const (
	sqlReplies = `
SELECT id, uid, version, name, shortcut, category, text_ko, text_en, owner_id, used, used_at, updated_at
FROM dari.saved_replies
WHERE deleted_at IS NULL AND (owner_id IS NULL OR owner_id = $1)
ORDER BY category, name, id`
	sqlReplyByUID = `
SELECT id, uid, version, name, shortcut, category, text_ko, text_en, owner_id, used, used_at, updated_at
FROM dari.saved_replies
WHERE uid = $1 AND deleted_at IS NULL AND (owner_id IS NULL OR owner_id = $2)`
	sqlLockReply   = `SELECT version, owner_id FROM dari.saved_replies WHERE uid = $1 AND deleted_at IS NULL FOR UPDATE`
	sqlInsertReply = `
INSERT INTO dari.saved_replies (uid, seed, name, shortcut, category, text_ko, text_en, owner_id, updated_by)
VALUES ($1, nullif($2, ''), $3, $4, $5, $6, $7, $8, $9)
ON CONFLICT (seed) DO NOTHING
RETURNING id`
	sqlUpdateReply = `
UPDATE dari.saved_replies
SET name = $2, shortcut = $3, category = $4, text_ko = $5, text_en = $6, owner_id = $7, updated_by = $8, version = version + 1, updated_at = dari.clock()
WHERE uid = $1`
	sqlDeleteReply = `UPDATE dari.saved_replies SET deleted_at = dari.clock(), updated_by = $2, version = version + 1 WHERE uid = $1`
	sqlCountReply  = `UPDATE dari.saved_replies SET used = used + 1, used_at = dari.clock() WHERE uid = $1 AND deleted_at IS NULL`
	sqlReplyBySeed = `SELECT id FROM dari.saved_replies WHERE seed = $1`
	sqlMacroWith   = `
SELECT m.name FROM dari.macros m JOIN dari.saved_replies r ON r.id = m.reply_id
WHERE r.uid = $1 AND m.deleted_at IS NULL ORDER BY m.id LIMIT 1`
)

func scanReply(actor staff.Actor) func(pgx.CollectableRow) (Reply, error) {
	return func(row pgx.CollectableRow) (Reply, error) {
		var r Reply
		var owner *int64
		err := row.Scan(&r.id, &r.ID, &r.Version, &r.Name, &r.Shortcut, &r.Category, &r.Text.Ko, &r.Text.En, &owner, &r.Used, &r.UsedAt, &r.UpdatedAt)
		r.Shared, r.Mine = owner == nil, owner != nil
		r.Variables = []string{}
		for _, text := range []string{r.Text.Ko, r.Text.En} {
			for _, name := range Unfilled(text) {
				r.Variables = appendNew(r.Variables, name)
			}
		}
		r.Choseong = search(r.Name, r.Shortcut)
		return r, err
	}
}

func appendNew(list []string, name string) []string {
	for _, one := range list {
		if one == name {
			return list
		}
	}
	return append(list, name)
}

// replies are everybody's and the actor's own.
func replies(ctx context.Context, q postgres.Querier, actor staff.Actor) ([]Reply, error) {
	rows, _ := q.Query(ctx, sqlReplies, ownOf(actor)) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, scanReply(actor))
	if err != nil {
		return nil, fmt.Errorf("read saved replies: %w", err)
	}
	return append([]Reply{}, list...), nil
}

// ownOf is whose own ones are seen beside everybody's; a program has none.
func ownOf(a staff.Actor) int64 {
	if a.Kind != staff.KindStaff {
		return 0
	}
	return a.ID
}

func replyByUID(ctx context.Context, q postgres.Querier, actor staff.Actor, uid uuid.UUID) (Reply, error) {
	rows, _ := q.Query(ctx, sqlReplyByUID, uid, ownOf(actor)) // CollectExactlyOneRow reports this error
	r, err := pgx.CollectExactlyOneRow(rows, scanReply(actor))
	if errors.Is(err, pgx.ErrNoRows) {
		return Reply{}, fault.New(fault.NotFound, "replies.not_found")
	}
	if err != nil {
		return Reply{}, fmt.Errorf("read saved reply %s: %w", uid, err)
	}
	return r, nil
}

// lockReply answers whose it is. A version of 0 means that the caller does not care.
func lockReply(ctx context.Context, tx pgx.Tx, uid uuid.UUID, version int) (owner *int64, err error) {
	return lockVersion(ctx, tx, sqlLockReply, uid, version, "replies.not_found")
}

func lockVersion(ctx context.Context, tx pgx.Tx, sql string, uid uuid.UUID, version int, missing string) (owner *int64, err error) {
	var is int
	err = tx.QueryRow(ctx, sql, uid).Scan(&is, &owner)
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		return nil, fault.New(fault.NotFound, missing)
	case err != nil:
		return nil, fmt.Errorf("lock %s: %w", uid, err)
	case version != 0 && version != is:
		return nil, fault.New(fault.Conflict, "replies.changed")
	}
	return owner, nil
}

// insertReply answers 0 for a default that is, or was, there.
func insertReply(ctx context.Context, q postgres.Querier, uid uuid.UUID, seed string, d Draft, owner, by *int64) (id int64, err error) {
	err = q.QueryRow(ctx, sqlInsertReply, uid, seed, d.Name, d.Shortcut, d.Category, d.Text.Ko, d.Text.En, owner, by).Scan(&id)
	if errors.Is(err, pgx.ErrNoRows) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("save a reply: %w", err)
	}
	return id, nil
}

func updateReply(ctx context.Context, q postgres.Querier, uid uuid.UUID, d Draft, owner, by *int64) error {
	if _, err := q.Exec(ctx, sqlUpdateReply, uid, d.Name, d.Shortcut, d.Category, d.Text.Ko, d.Text.En, owner, by); err != nil {
		return fmt.Errorf("change saved reply %s: %w", uid, err)
	}
	return nil
}

func deleteReply(ctx context.Context, q postgres.Querier, uid uuid.UUID, by *int64) error {
	if _, err := q.Exec(ctx, sqlDeleteReply, uid, by); err != nil {
		return fmt.Errorf("take saved reply %s out: %w", uid, err)
	}
	return nil
}

func countReply(ctx context.Context, q postgres.Querier, uid uuid.UUID) error {
	tag, err := q.Exec(ctx, sqlCountReply, uid)
	if err != nil {
		return fmt.Errorf("count a use of saved reply %s: %w", uid, err)
	}
	if tag.RowsAffected() == 0 {
		return fault.New(fault.NotFound, "replies.not_found")
	}
	return nil
}

// macroWith names a macro that uses the reply, if there is one.
func macroWith(ctx context.Context, q postgres.Querier, uid uuid.UUID) (name string, err error) {
	err = q.QueryRow(ctx, sqlMacroWith, uid).Scan(&name)
	if err != nil && !errors.Is(err, pgx.ErrNoRows) {
		return "", fmt.Errorf("look for macros with saved reply %s: %w", uid, err)
	}
	return name, nil
}
