package postgres

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"syscall"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
)

// Querier is what a statement needs: a pool, a connection or a transaction.
type Querier interface {
	Exec(ctx context.Context, sql string, args ...any) (pgconn.CommandTag, error)
	Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error)
	QueryRow(ctx context.Context, sql string, args ...any) pgx.Row
	SendBatch(ctx context.Context, b *pgx.Batch) pgx.BatchResults
}

// Beginner starts a transaction: a pool, a connection, or a transaction (a savepoint).
type Beginner interface {
	Begin(ctx context.Context) (pgx.Tx, error)
}

// Options of Open.
type Options struct {
	URL      string // a postgres:// address
	Clock    string // the session setting dari.clock: '', '+3 days' or an absolute timestamp; for tests and demonstrations
	MaxConns int32  // 0 means 16
	Name     string // application_name, seen in pg_stat_activity
}

// Open makes a pool of connections. It does not wait for the database: the first query does.
func Open(ctx context.Context, o Options) (*pgxpool.Pool, error) {
	cfg, err := pgxpool.ParseConfig(o.URL)
	if err != nil {
		// The parser's message may hold the password.
		return nil, fmt.Errorf("read the database address: it is not a valid postgres:// URL")
	}
	cfg.MaxConns = 16
	if o.MaxConns > 0 {
		cfg.MaxConns = o.MaxConns
	}
	params := cfg.ConnConfig.RuntimeParams
	params["timezone"] = "UTC"
	// Our statements are short: compiling one takes longer than running it.
	params["jit"] = "off"
	if o.Name != "" {
		params["application_name"] = o.Name
	}
	if o.Clock != "" {
		params["dari.clock"] = o.Clock
	}
	pool, err := pgxpool.NewWithConfig(ctx, cfg)
	if err != nil {
		return nil, fmt.Errorf("open the database: %w", err)
	}
	return pool, nil
}

// InTx runs fn in one transaction. It commits when fn returns nil and rolls back otherwise,
// also on a panic; fn's error comes back as it is.
func InTx(ctx context.Context, db Beginner, fn func(tx pgx.Tx) error) error {
	tx, err := db.Begin(ctx)
	if err != nil {
		return fmt.Errorf("begin a transaction: %w", err)
	}
	// The roll-back must reach the server also when the caller's context has ended.
	defer func() { _ = tx.Rollback(context.WithoutCancel(ctx)) }()
	if err := fn(tx); err != nil {
		return err
	}
	if err := tx.Commit(ctx); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	return nil
}

// Ready answers nil when the database answers and holds every step this program knows.
func Ready(ctx context.Context, db Querier) error {
	var version int64
	if err := db.QueryRow(ctx, sqlNewestStep).Scan(&version); err != nil {
		return fmt.Errorf("ask the database for its newest step: %w", err)
	}
	if newest := newestStep(); version < newest {
		return fmt.Errorf("the database is at step %d, the program needs %d: run dari migrate", version, newest)
	}
	return nil
}

const sqlNewestStep = `SELECT coalesce(max(version), 0) FROM dari.schema_steps`

// IsUnique reports whether err is a violation of the named unique constraint or index.
func IsUnique(err error, name string) bool {
	var pg *pgconn.PgError
	return asPg(err, &pg) && pg.Code == "23505" && strings.EqualFold(pg.ConstraintName, name)
}

// Away reports that the database cannot serve just now, for a reason that passes: it restarts, has no
// space or no connection left, or somebody holds a lock. after is in how many seconds to come again.
func Away(err error) (after int, away bool) {
	var connect *pgconn.ConnectError
	var pg *pgconn.PgError
	switch {
	case asPg(err, &pg) && pg.Code == "53100": // disk_full
		return 5, true
	case asPg(err, &pg):
		return 1, strings.HasPrefix(pg.Code, "53") || strings.HasPrefix(pg.Code, "57") || pg.Code == "55P03"
	case errors.As(err, &connect), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE):
		return 1, true
	}
	return 0, false
}

// Refused reports whether the server answered and said no for a reason that waiting does not mend:
// a wrong password, an unknown user or database.
func Refused(err error) bool {
	var pg *pgconn.PgError
	if !asPg(err, &pg) {
		return false
	}
	switch pg.Code {
	case "28P01", "28000", "3D000", "42501":
		return true
	}
	return false
}
