package lab

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"

	"dari/internal/postgres/cluster"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// Options of Open.
type Options struct {
	Name   string   // of the folder: dari-NAME-…
	Binary string   // a dari that is built already; empty: it is built here
	Keep   bool     // leave the folder with the logs
	IDs    []string // the runs that were named, in capitals; none: all
}

// Lab is what all runs share: the program, and a Postgres.
type Lab struct {
	Dir    string
	Binary string
	Keep   atomic.Bool // leave the folder
	PG     *cluster.Server
	Admin  *pgxpool.Pool
}

// template is the migrated database that each run gets a copy of.
const template = "lab_template"

// Open builds the program, starts Postgres (fsync on) and migrates a template.
func Open(ctx context.Context, o Options) (*Lab, error) {
	dir, err := os.MkdirTemp("", "dari-"+o.Name+"-")
	if err != nil {
		return nil, fmt.Errorf("make a folder: %w", err)
	}
	l := &Lab{Dir: dir, Binary: o.Binary}
	l.Keep.Store(o.Keep)
	if err := l.start(ctx); err != nil {
		l.Close()
		return nil, err
	}
	return l, nil
}

func (l *Lab) start(ctx context.Context) error {
	// Postgres may run as another user, who must reach its folder.
	if err := os.Chmod(l.Dir, 0o755); err != nil {
		return fmt.Errorf("open the folder: %w", err)
	}
	if _, err := exec.LookPath("redis-server"); err != nil {
		return errors.New("no redis-server is installed (Debian: apt-get install redis-server)")
	}
	if l.Binary == "" {
		if err := l.build(ctx); err != nil {
			return err
		}
	}
	var err error
	if l.PG, err = cluster.Start(ctx, l.postgres()); err != nil {
		return err
	}
	if _, err := l.Migrate(ctx, l.PG, template); err != nil {
		return err
	}
	return l.connect(ctx)
}

func (l *Lab) postgres() cluster.Options {
	return cluster.Options{Dir: filepath.Join(l.Dir, "pg"), Log: filepath.Join(l.Dir, "postgres.log")}
}

func (l *Lab) connect(ctx context.Context) error {
	var err error
	if l.Admin, err = pgxpool.New(ctx, l.PG.URL("postgres")); err != nil {
		return fmt.Errorf("connect to Postgres: %w", err)
	}
	return nil
}

// RestartPostgres is pg_ctl restart -m immediate: Postgres ends without a checkpoint and comes back at
// its old address.
func (l *Lab) RestartPostgres(ctx context.Context) error {
	l.Admin.Close()
	if err := syscall.Kill(l.PG.Pid(), syscall.SIGQUIT); err != nil {
		return fmt.Errorf("end Postgres at once: %w", err)
	}
	<-l.PG.Done()
	o := l.postgres()
	o.Port = l.PG.Port()
	var err error
	if l.PG, err = cluster.Start(ctx, o); err != nil {
		return err
	}
	return l.connect(ctx)
}

// Migrate makes a database on a Postgres, lets the program migrate it and gives its address.
func (l *Lab) Migrate(ctx context.Context, pg *cluster.Server, name string) (string, error) {
	admin, err := pgx.Connect(ctx, pg.URL("postgres"))
	if err != nil {
		return "", fmt.Errorf("connect to Postgres: %w", err)
	}
	_, err = admin.Exec(ctx, "CREATE DATABASE "+pgx.Identifier{name}.Sanitize())
	_ = admin.Close(ctx)
	if err != nil {
		return "", fmt.Errorf("make the database %s: %w", name, err)
	}
	return pg.URL(name), l.Update(ctx, pg.URL(name))
}

// Update lets the program migrate a database.
func (l *Lab) Update(ctx context.Context, url string) error {
	migrate := exec.CommandContext(ctx, l.Binary, "migrate")
	migrate.Env = append(os.Environ(), "DARI_DATABASE_URL="+url)
	if out, err := migrate.CombinedOutput(); err != nil {
		return fmt.Errorf("dari migrate: %w: %s", err, out)
	}
	return nil
}

func (l *Lab) build(ctx context.Context) error {
	root, err := exec.CommandContext(ctx, "go", "list", "-m", "-f", "{{.Dir}}").Output()
	if err != nil {
		return fmt.Errorf("find the module: %w", err)
	}
	l.Binary = filepath.Join(l.Dir, "dari")
	build := exec.CommandContext(ctx, "go", "build", "-o", l.Binary, "./cmd/dari")
	build.Dir = strings.TrimSpace(string(root))
	if out, err := build.CombinedOutput(); err != nil {
		return fmt.Errorf("build dari: %w: %s", err, out)
	}
	return nil
}

// Database copies the template under a name and gives its address.
func (l *Lab) Database(ctx context.Context, name string) (string, error) {
	if _, err := l.Admin.Exec(ctx, "CREATE DATABASE "+pgx.Identifier{name}.Sanitize()+" TEMPLATE "+template); err != nil {
		return "", fmt.Errorf("make the database %s: %w", name, err)
	}
	return l.PG.URL(name), nil
}

// Close ends Postgres and takes the folder away, unless it is to be kept.
func (l *Lab) Close() {
	if l.Admin != nil {
		l.Admin.Close()
	}
	if l.PG != nil {
		l.PG.Stop()
	}
	if !l.Keep.Load() {
		_ = os.RemoveAll(l.Dir)
	}
}
