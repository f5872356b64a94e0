package postgres

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	_ "github.com/jackc/pgx/v5/stdlib" // goose speaks database/sql
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

//go:embed migrations/*.sql
var migrations embed.FS

// A step is expand when an older program may still run on the schema after it, contract when not.
const (
	expand   = "expand"
	contract = "contract"
)

type step struct {
	version int64
	name    string
	class   string
}

// Migrate brings the database to the newest schema. Several programs may call it at once: one
// works, the others wait. A database that holds a contract step unknown to this program is refused.
func Migrate(ctx context.Context, url string) (err error) {
	db, err := sql.Open("pgx", url)
	if err != nil {
		return fmt.Errorf("open the database: %w", err)
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if _, err := db.ExecContext(ctx, sqlCreateSchema); err != nil {
		var pg *pgconn.PgError
		// Two programs may create the schema in the same moment: the second finds it made.
		if !asPg(err, &pg) || pg.Code != "23505" {
			return fmt.Errorf("create the schema dari: %w", err)
		}
	}
	if err := refuseUnknown(ctx, db); err != nil {
		return err
	}
	locker, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(1, 60))
	if err != nil {
		return fmt.Errorf("prepare the migration lock: %w", err)
	}
	steps, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return fmt.Errorf("read the migrations: %w", err)
	}
	provider, err := goose.NewProvider(goose.DialectPostgres, db, steps,
		goose.WithSessionLocker(locker), goose.WithTableName("dari.goose_db_version"))
	if err != nil {
		return fmt.Errorf("read the migrations: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, 10*time.Minute)
	defer cancel()
	if _, err := provider.Up(ctx); err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	return recordSteps(ctx, db)
}

const (
	sqlCreateSchema = `CREATE SCHEMA IF NOT EXISTS dari`
	sqlHasSteps     = `SELECT to_regclass('dari.schema_steps') IS NOT NULL`
	sqlContractStep = `SELECT version, name FROM dari.schema_steps WHERE class = 'contract' AND version > $1 ORDER BY version LIMIT 1`
	sqlRecordStep   = `INSERT INTO dari.schema_steps (version, name, class) VALUES ($1, $2, $3) ON CONFLICT (version) DO NOTHING`
)

func refuseUnknown(ctx context.Context, db *sql.DB) error {
	var has bool
	if err := db.QueryRowContext(ctx, sqlHasSteps).Scan(&has); err != nil {
		return fmt.Errorf("look for earlier steps: %w", err)
	}
	if !has {
		return nil
	}
	var version int64
	var name string
	err := db.QueryRowContext(ctx, sqlContractStep, newestStep()).Scan(&version, &name)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("look for unknown steps: %w", err)
	}
	return fmt.Errorf("the database holds step %d (%s), which this program does not know and cannot run on: use a newer dari", version, name)
}

func recordSteps(ctx context.Context, db *sql.DB) error {
	for _, s := range knownSteps() {
		if _, err := db.ExecContext(ctx, sqlRecordStep, s.version, s.name, s.class); err != nil {
			return fmt.Errorf("record step %d: %w", s.version, err)
		}
	}
	return nil
}

func newestStep() int64 {
	steps := knownSteps()
	return steps[len(steps)-1].version
}

// knownSteps reads name and class of every embedded migration; the first line marks the class.
func knownSteps() []step {
	names, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		panic("the pattern of the migrations is malformed: " + err.Error())
	}
	steps := make([]step, 0, len(names))
	for _, name := range names {
		text, err := migrations.ReadFile(name)
		if err != nil {
			panic("an embedded migration cannot be read: " + err.Error())
		}
		base := strings.TrimSuffix(path.Base(name), ".sql")
		number, title, _ := strings.Cut(base, "_")
		version, err := strconv.ParseInt(number, 10, 64)
		if err != nil {
			panic("a migration's name has no number: " + name)
		}
		first, _, _ := strings.Cut(string(text), "\n")
		class := strings.TrimPrefix(strings.TrimSpace(first), "-- dari:")
		if class != expand && class != contract {
			panic("a migration's first line must be '-- dari:expand' or '-- dari:contract': " + name)
		}
		steps = append(steps, step{version: version, name: title, class: class})
	}
	return steps
}

func asPg(err error, target **pgconn.PgError) bool { return errors.As(err, target) }
