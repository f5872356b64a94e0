package staff

import (
	"context"
	"fmt"
	"slices"
	"time"

	"dari/internal/postgres"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// person is a row of staff.
type person struct {
	ID           int64     `db:"id"`
	UID          uuid.UUID `db:"uid"`
	Email        string    `db:"email"`
	Name         string    `db:"name"`
	PasswordHash string    `db:"password_hash"`
	Role         string    `db:"role"`
	Lang         string    `db:"lang"`
	Active       bool      `db:"active"`
}

func (p person) actor() Actor {
	return Actor{Kind: KindStaff, ID: p.ID, UID: p.UID, Name: p.Name, Email: p.Email, Role: p.Role, Lang: p.Lang, may: PermissionsOf(p.Role)}
}

func (p person) me() Me { return p.actor().me() }

const (
	sqlByEmail    = `SELECT id, uid, email, name, password_hash, role, lang, active FROM dari.staff WHERE email = $1`
	sqlColleagues = `SELECT id, name, role FROM dari.staff WHERE active ORDER BY name, id`
)

func byEmail(ctx context.Context, q postgres.Querier, email string) (person, error) {
	rows, _ := q.Query(ctx, sqlByEmail, email) // CollectOneRow reports this error
	p, err := pgx.CollectOneRow(rows, pgx.RowToStructByName[person])
	if err != nil {
		return person{}, fmt.Errorf("find an account: %w", err)
	}
	return p, nil
}

func colleagues(ctx context.Context, q postgres.Querier) ([]Colleague, error) {
	rows, _ := q.Query(ctx, sqlColleagues) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, pgx.RowToStructByName[Colleague])
	if err != nil {
		return nil, fmt.Errorf("list the staff: %w", err)
	}
	return list, nil
}

const sqlHolders = `SELECT id FROM dari.staff WHERE id = ANY($1) AND active AND role = ANY($2)`

// Holders tells which of the people are active and hold the permission.
func Holders(ctx context.Context, q postgres.Querier, ids []int64, permission string) (map[int64]bool, error) {
	var in []string
	for role, may := range roles {
		if slices.Contains(may, permission) {
			in = append(in, role)
		}
	}
	rows, _ := q.Query(ctx, sqlHolders, ids, in) // ForEachRow reports this error
	holders := make(map[int64]bool, len(ids))
	var id int64
	if _, err := pgx.ForEachRow(rows, []any{&id}, func() error { holders[id] = true; return nil }); err != nil {
		return nil, fmt.Errorf("look who holds %s: %w", permission, err)
	}
	return holders, nil
}

const (
	sqlInsertStaff    = `INSERT INTO dari.staff (uid, email, name, password_hash, role, lang) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id`
	sqlUpdatePassword = `UPDATE dari.staff SET password_hash = $2, version = version + 1 WHERE id = $1`
	sqlUpdateActive   = `UPDATE dari.staff SET active = $2, version = version + 1 WHERE id = $1`
	sqlUpdateRole     = `UPDATE dari.staff SET role = $2, version = version + 1 WHERE id = $1`
)

func insertStaff(ctx context.Context, q postgres.Querier, uid uuid.UUID, n NewStaff, hash string) (id int64, err error) {
	if err := q.QueryRow(ctx, sqlInsertStaff, uid, n.Email, n.Name, hash, n.Role, n.Lang).Scan(&id); err != nil {
		return 0, fmt.Errorf("add an account: %w", err)
	}
	return id, nil
}

func updatePassword(ctx context.Context, q postgres.Querier, id int64, hash string) error {
	if _, err := q.Exec(ctx, sqlUpdatePassword, id, hash); err != nil {
		return fmt.Errorf("change the password of staff %d: %w", id, err)
	}
	return nil
}

func updateActive(ctx context.Context, q postgres.Querier, id int64, active bool) error {
	if _, err := q.Exec(ctx, sqlUpdateActive, id, active); err != nil {
		return fmt.Errorf("change whether staff %d is active: %w", id, err)
	}
	return nil
}

func updateRole(ctx context.Context, q postgres.Querier, id int64, role string) error {
	if _, err := q.Exec(ctx, sqlUpdateRole, id, role); err != nil {
		return fmt.Errorf("change the role of staff %d: %w", id, err)
	}
	return nil
}

// key is a row of api_keys.
type key struct {
	ID         int64      `db:"id"`
	Name       string     `db:"name"`
	Scopes     []string   `db:"scopes"`
	LastUsedAt *time.Time `db:"last_used_at"`
	Now        time.Time  `db:"clock"`
}

const (
	sqlInsertKey = `
INSERT INTO dari.api_keys (name, key_hash, scopes) VALUES ($1, $2, $3)
ON CONFLICT (key_hash) DO NOTHING RETURNING id`
	sqlKeyByHash = `SELECT id, name, scopes, last_used_at, dari.clock() FROM dari.api_keys WHERE key_hash = $1 AND revoked_at IS NULL`
	sqlTouchKey  = `
UPDATE dari.api_keys SET last_used_at = dari.clock()
WHERE id = $1 AND (last_used_at IS NULL OR last_used_at < dari.clock() - interval '1 minute')`
	sqlRevokeKey = `UPDATE dari.api_keys SET revoked_at = dari.clock() WHERE id = $1 AND revoked_at IS NULL`
)

func insertKey(ctx context.Context, q postgres.Querier, name string, hash []byte, scopes []string) (id int64, err error) {
	if err := q.QueryRow(ctx, sqlInsertKey, name, hash, scopes).Scan(&id); err != nil {
		return 0, fmt.Errorf("add a key: %w", err)
	}
	return id, nil
}

func keyByHash(ctx context.Context, q postgres.Querier, hash []byte) (key, error) {
	rows, _ := q.Query(ctx, sqlKeyByHash, hash) // CollectOneRow reports this error
	k, err := pgx.CollectOneRow(rows, pgx.RowToStructByName[key])
	if err != nil {
		return key{}, fmt.Errorf("find a key: %w", err)
	}
	return k, nil
}

func touchKey(ctx context.Context, q postgres.Querier, id int64) error {
	if _, err := q.Exec(ctx, sqlTouchKey, id); err != nil {
		return fmt.Errorf("note the use of key %d: %w", id, err)
	}
	return nil
}

func revokeKey(ctx context.Context, q postgres.Querier, id int64) (int64, error) {
	tag, err := q.Exec(ctx, sqlRevokeKey, id)
	if err != nil {
		return 0, fmt.Errorf("revoke key %d: %w", id, err)
	}
	return tag.RowsAffected(), nil
}
