package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"dari/cmd/lab"
	"dari/internal/postgres"
	"dari/internal/postgres/cluster"

	"github.com/jackc/pgx/v5/pgxpool"
)

const (
	widgetKey     = "bench-widget-key"
	secret        = "a-secret-that-only-this-bench-knows-0123456789"
	publicURL     = "https://help.ondam.example"
	staffEmail    = "agent@ondam.example"
	staffPassword = "an-agent-of-the-bench"
)

// stand is where one number is measured: a database, a Redis and the product, each its own process.
type stand struct {
	*lab.Lab
	dir      string
	pairs    int
	doc      string // the page that keeps the numbers
	url      string
	pg       *cluster.Server
	log      string // what that Postgres writes
	db       *pgxpool.Pool
	redis    *lab.Redis
	node     *lab.Node
	progress func(format string, args ...any)
}

func openStand(ctx context.Context, l *lab.Lab, b benchmark, o *options, kept *shelf, progress func(string, ...any)) (*stand, error) {
	s := &stand{Lab: l, dir: filepath.Join(l.Dir, b.id), pairs: o.pairs, doc: o.doc, pg: l.PG, log: filepath.Join(l.Dir, "postgres.log"), progress: progress}
	if err := s.open(ctx, b, kept); err != nil {
		s.close()
		return nil, err
	}
	return s, nil
}

func (s *stand) open(ctx context.Context, b benchmark, kept *shelf) error {
	if err := os.MkdirAll(s.dir, 0o755); err != nil {
		return fmt.Errorf("make the folder of a number: %w", err)
	}
	if err := s.shop(ctx, b, kept); err != nil {
		return err
	}
	var err error
	if s.db, err = postgres.Open(ctx, postgres.Options{URL: s.url, MaxConns: 4, Name: "bench"}); err != nil {
		return err
	}
	if s.redis, err = lab.StartRedis(ctx, filepath.Join(s.dir, "redis"), filepath.Join(s.dir, "redis.log")); err != nil {
		return err
	}
	s.node, err = s.StartNode(ctx, filepath.Join(s.dir, "dari.log"), []string{
		"DARI_DATABASE_URL=" + s.url, "DARI_REDIS_URL=" + s.redis.URL(), "DARI_PUBLIC_URL=" + publicURL, "DARI_SECRET=" + secret,
		"DARI_LOG_LEVEL=warn", "DARI_SOCKETS_PER_ADDRESS=100000", "DARI_FRAMES_PER_SECOND=1000",
	})
	return err
}

// shop finds the database that the number is measured on: a new one, or the large one.
func (s *stand) shop(ctx context.Context, b benchmark, kept *shelf) (err error) {
	if b.large {
		if s.url, err = kept.database(ctx, s.progress); err != nil {
			return err
		}
		s.pg, s.log = kept.pg, kept.log()
		return nil
	}
	if s.url, err = s.Database(ctx, "bench_"+strings.ToLower(b.id)); err != nil {
		return err
	}
	return furnish(ctx, s.url)
}

// startYardstick starts this program once more, as the bare server it is measured beside.
func (s *stand) startYardstick(ctx context.Context, kind string) (*lab.Process, string, error) {
	port, err := cluster.FreePort()
	if err != nil {
		return nil, "", err
	}
	self, err := os.Executable()
	if err != nil {
		return nil, "", fmt.Errorf("find this program: %w", err)
	}
	addr := fmt.Sprintf("127.0.0.1:%d", port)
	p, err := lab.StartProcess(exec.Command(self, yardstickCommand, kind, addr), filepath.Join(s.dir, kind+".log"))
	if err != nil {
		return nil, "", err
	}
	return p, addr, lab.Await(ctx, 10*time.Second, "the yardstick listens", func() bool { return listens(addr) }, nil)
}

func (s *stand) close() {
	if s.node != nil {
		s.node.Stop()
	}
	if s.redis != nil && s.redis.Process != nil {
		s.redis.Stop()
	}
	if s.db != nil {
		s.db.Close()
	}
}
