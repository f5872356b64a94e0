package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"dari/internal/postgres/cluster"

	"github.com/jackc/pgx/v5"
)

// bench is what all drills share: the program, and a Postgres that keeps what it has committed.
type bench struct {
	dir    string
	binary string
	keep   bool
	pg     *cluster.Server
	admin  *pgx.Conn
}

// template is the migrated database that each drill gets a copy of.
const template = "drill_template"

func openBench(ctx context.Context, o options) (*bench, error) {
	dir, err := os.MkdirTemp("", "dari-drill-")
	if err != nil {
		return nil, fmt.Errorf("make a folder: %w", err)
	}
	b := &bench{dir: dir, binary: o.binary, keep: o.keep}
	if err := b.start(ctx); err != nil {
		b.close()
		return nil, err
	}
	return b, nil
}

func (b *bench) start(ctx context.Context) error {
	// Postgres may run as another user, who must reach its folder.
	if err := os.Chmod(b.dir, 0o755); err != nil {
		return fmt.Errorf("open the folder: %w", err)
	}
	if _, err := exec.LookPath("redis-server"); err != nil {
		return fmt.Errorf("no redis-server is installed (Debian: apt-get install redis-server)")
	}
	if b.binary == "" {
		if err := b.build(ctx); err != nil {
			return err
		}
	}
	var err error
	b.pg, err = cluster.Start(ctx, cluster.Options{Dir: b.pgDir(), Log: b.pgLog()})
	if err != nil {
		return err
	}
	if b.admin, err = pgx.Connect(ctx, b.pg.URL("postgres")); err != nil {
		return fmt.Errorf("connect to Postgres: %w", err)
	}
	if err := makeDatabase(ctx, b.admin, template); err != nil {
		return err
	}
	migrate := exec.CommandContext(ctx, b.binary, "migrate")
	migrate.Env = append(os.Environ(), "DARI_DATABASE_URL="+b.pg.URL(template))
	if out, err := migrate.CombinedOutput(); err != nil {
		return fmt.Errorf("dari migrate: %w: %s", err, out)
	}
	return nil
}

func makeDatabase(ctx context.Context, admin *pgx.Conn, name string) error {
	if _, err := admin.Exec(ctx, "CREATE DATABASE "+pgx.Identifier{name}.Sanitize()); err != nil {
		return fmt.Errorf("make the database %s: %w", name, err)
	}
	return nil
}

func (b *bench) pgDir() string { return filepath.Join(b.dir, "pg") }
func (b *bench) pgLog() string { return filepath.Join(b.dir, "postgres.log") }

func (b *bench) build(ctx context.Context) error {
	root, err := exec.CommandContext(ctx, "go", "list", "-m", "-f", "{{.Dir}}").Output()
	if err != nil {
		return fmt.Errorf("find the module: %w", err)
	}
	b.binary = filepath.Join(b.dir, "dari")
	build := exec.CommandContext(ctx, "go", "build", "-o", b.binary, "./cmd/dari")
	build.Dir = strings.TrimSpace(string(root))
	if out, err := build.CombinedOutput(); err != nil {
		return fmt.Errorf("build dari: %w: %s", err, out)
	}
	return nil
}

// database copies the template. Its clock stands at eleven in the morning in Seoul and goes on from
// there, so that advertising may leave at whatever hour the drill is run.
func (b *bench) database(ctx context.Context, name string) (string, error) {
	morning := time.Now().In(seoul)
	morning = time.Date(morning.Year(), morning.Month(), morning.Day(), 11, 0, 0, 0, seoul)
	id := pgx.Identifier{name}.Sanitize()
	for _, sql := range []string{
		"CREATE DATABASE " + id + " TEMPLATE " + template,
		fmt.Sprintf("ALTER DATABASE %s SET dari.clock = '%+d milliseconds'", id, time.Until(morning).Milliseconds()),
	} {
		if _, err := b.admin.Exec(ctx, sql); err != nil {
			return "", fmt.Errorf("make the database of a drill: %w", err)
		}
	}
	return b.pg.URL(name), nil
}

var seoul = time.FixedZone("KST", 9*60*60)

func (b *bench) close() {
	if b.admin != nil {
		_ = b.admin.Close(context.Background())
	}
	if b.pg != nil {
		b.pg.Stop()
	}
	if !b.keep {
		_ = os.RemoveAll(b.dir)
	}
}
