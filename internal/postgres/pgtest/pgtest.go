// Package pgtest gives tests a real, migrated database. One private cluster per test binary is
// started on first use, unless DARI_TEST_DATABASE_URL names a server; one template is migrated,
// and each test works on a clone of it or in a transaction that is rolled back.
package pgtest

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"dari/internal/postgres"
	"dari/internal/postgres/cluster"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

var (
	once     sync.Once
	base     string // address of the maintenance database
	template string
	startErr error
	counter  atomic.Int64

	sharedOnce sync.Once
	shared     *pgxpool.Pool
	sharedErr  error
)

// New is a pool on a migrated database of the test's own.
func New(t testing.TB) *pgxpool.Pool {
	t.Helper()
	return open(t, URL(t))
}

// URL is the address of a migrated database of the test's own, for programs under test.
func URL(t testing.TB) string {
	t.Helper()
	once.Do(start)
	if startErr != nil {
		t.Fatalf("pgtest: %v", startErr)
	}
	ctx := context.Background()
	name := fmt.Sprintf("dari_test_%d_%d", os.Getpid(), counter.Add(1))
	if err := admin(ctx, fmt.Sprintf("CREATE DATABASE %s TEMPLATE %s STRATEGY FILE_COPY", name, template)); err != nil {
		t.Fatalf("pgtest: %v", err)
	}
	t.Cleanup(func() {
		if err := admin(context.Background(), fmt.Sprintf("DROP DATABASE IF EXISTS %s WITH (FORCE)", name)); err != nil {
			t.Logf("pgtest: %v", err)
		}
	})
	return withDatabase(base, name)
}

// Tx is a transaction on a migrated database that all tests of the binary share; it is rolled back.
func Tx(t testing.TB) pgx.Tx {
	t.Helper()
	once.Do(start)
	if startErr != nil {
		t.Fatalf("pgtest: %v", startErr)
	}
	sharedOnce.Do(func() {
		name := template + "_shared"
		if sharedErr = admin(context.Background(), fmt.Sprintf("CREATE DATABASE %s TEMPLATE %s STRATEGY FILE_COPY", name, template)); sharedErr == nil {
			shared, sharedErr = postgres.Open(context.Background(), postgres.Options{URL: withDatabase(base, name)})
		}
	})
	if sharedErr != nil {
		t.Fatalf("pgtest: %v", sharedErr)
	}
	tx, err := shared.Begin(context.Background())
	if err != nil {
		t.Fatalf("pgtest: %v", err)
	}
	t.Cleanup(func() { _ = tx.Rollback(context.Background()) })
	return tx
}

// SetClock moves dari.clock() of the test's database, for every connection from now on:
// an absolute timestamp stops it, '+1 hour' shifts it, ” gives real time back.
func SetClock(t testing.TB, db *pgxpool.Pool, at string) {
	t.Helper()
	var name string
	if err := db.QueryRow(context.Background(), "SELECT current_database()").Scan(&name); err != nil {
		t.Fatalf("pgtest: %v", err)
	}
	sql := fmt.Sprintf("ALTER DATABASE %s SET dari.clock = '%s'", name, strings.ReplaceAll(at, "'", "''"))
	if _, err := db.Exec(context.Background(), sql); err != nil {
		t.Fatalf("pgtest: set the clock: %v", err)
	}
	db.Reset()
}

func open(t testing.TB, address string) *pgxpool.Pool {
	t.Helper()
	db, err := postgres.Open(context.Background(), postgres.Options{URL: address})
	if err != nil {
		t.Fatalf("pgtest: %v", err)
	}
	t.Cleanup(db.Close)
	return db
}

func start() {
	ctx := context.Background()
	base = os.Getenv("DARI_TEST_DATABASE_URL")
	if base == "" {
		dir, err := os.MkdirTemp("", "dari-pgtest-")
		if err != nil {
			startErr = err
			return
		}
		// The server's user must be able to reach its folder; the cluster is left to the system's
		// cleaning of temporary files if the binary is killed, the server itself dies with it.
		if startErr = os.Chmod(dir, 0o755); startErr != nil {
			return
		}
		server, err := cluster.Start(ctx, cluster.Options{
			Dir: filepath.Join(dir, "data"), Volatile: true,
			Params: map[string]string{"shared_buffers": "64MB", "autovacuum": "off"},
		})
		if err != nil {
			startErr = err
			return
		}
		base = server.URL("postgres")
	}
	template = fmt.Sprintf("dari_template_%d", os.Getpid())
	if startErr = admin(ctx, "CREATE DATABASE "+template); startErr != nil {
		return
	}
	startErr = postgres.Migrate(ctx, withDatabase(base, template))
}

var adminMu sync.Mutex // a template cannot be cloned twice at once while someone is connected

func admin(ctx context.Context, sql string) error {
	adminMu.Lock()
	defer adminMu.Unlock()
	conn, err := pgx.Connect(ctx, base)
	if err != nil {
		return fmt.Errorf("connect to the test server: %w", err)
	}
	defer conn.Close(ctx)
	if _, err := conn.Exec(ctx, sql); err != nil {
		return fmt.Errorf("%s: %w", strings.SplitN(sql, " ", 3)[:2], err)
	}
	return nil
}

func withDatabase(address, name string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	u.Path = "/" + name
	return u.String()
}
