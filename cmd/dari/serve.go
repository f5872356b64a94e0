package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"syscall"
	"time"

	"dari/chat/guide"
	"dari/internal/config"
	"dari/internal/i18n"
	"dari/internal/postgres"
	"dari/notify"
	"dari/tickets/replies"
	"dari/tickets/sla"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/redis/go-redis/v9"
	"golang.org/x/sync/errgroup"
)

type serveCommand struct {
	Roles []string `help:"What this program does: web, worker or both." enum:"web,worker" default:"web,worker"`
}

// Run serves until it is told to stop.
func (s serveCommand) Run(e env) error {
	cfg, err := config.Load(config.Serve, e.getenv)
	if err != nil {
		return err
	}
	log := newLogger(e.stderr, cfg.LogLevel)
	listener, err := listen(cfg.Listen)
	if err != nil {
		return err
	}
	defer listener.Close()
	return serve(e.ctx, program{cfg: cfg, log: log, listener: listener, roles: s.Roles})
}

// listen says in a sentence when the port is taken.
func listen(address string) (net.Listener, error) {
	l, err := net.Listen("tcp", address)
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, config.Error{Name: "DARI_LISTEN", Problem: fmt.Sprintf("is %s, and another program already listens there: stop it or choose another port, as DARI_LISTEN=127.0.0.1:8081", address)}
	}
	if err != nil {
		return nil, config.Error{Name: "DARI_LISTEN", Problem: fmt.Sprintf("is %s, where this program cannot listen: %v", address, errors.Unwrap(err))}
	}
	return l, nil
}

// program is what serve needs, for a shop or for development.
type program struct {
	cfg      config.Config
	log      *slog.Logger
	listener net.Listener
	roles    []string
	dev      *devWorld                               // nil in a shop's installation
	prepare  func(ctx context.Context, a *app) error // runs when the database answers, before anything starts
	ready    func(ctx context.Context, a *app) error // runs when it serves
}

// drain bounds how long the end may take: a mail dialogue has 60 s, everything else is quick.
const drain = 65 * time.Second

func serve(ctx context.Context, p program) error {
	paceCollections()
	db, err := postgres.Open(ctx, postgres.Options{URL: p.cfg.DatabaseURL, Clock: p.cfg.Clock, MaxConns: p.cfg.DatabaseConns, Name: "dari"})
	if err != nil {
		return config.Error{Name: "DARI_DATABASE_URL", Problem: "is not an address of Postgres"}
	}
	defer db.Close()
	redisOptions, err := redis.ParseURL(p.cfg.RedisURL)
	if err != nil {
		return config.Error{Name: "DARI_REDIS_URL", Problem: "is not an address of Redis, as redis://host:6379/0"}
	}
	rdb := redis.NewClient(redisOptions)
	defer rdb.Close()
	if err := waitForStores(ctx, p, db, rdb); err != nil || ctx.Err() != nil {
		return err
	}
	a, err := wire(ctx, p, db, rdb)
	if err != nil {
		return err
	}
	if err := errors.Join(notify.Seed(ctx, db), guide.Seed(ctx, db), replies.Seed(ctx, db), sla.Seed(ctx, db, i18n.Korean)); err != nil {
		return err
	}
	if p.prepare != nil {
		if err := p.prepare(ctx, a); err != nil {
			return err
		}
	}
	return a.run(ctx, p)
}

func waitForStores(ctx context.Context, p program, db *pgxpool.Pool, rdb redis.UniversalClient) error {
	err := waitFor(ctx, p.log, "Postgres", func(ctx context.Context) error { return db.Ping(ctx) })
	if err != nil {
		return err
	}
	if p.prepare == nil { // development migrates by itself
		if err := postgres.Ready(ctx, db); err != nil {
			return fmt.Errorf("the database is not ready for this program: %w", err)
		}
	}
	// Redis only carries wake-ups: after a while the program starts without it, slower but whole.
	short, cancel := context.WithTimeout(ctx, redisPatience)
	defer cancel()
	return waitFor(short, p.log, "Redis", func(ctx context.Context) error { return rdb.Ping(ctx).Err() })
}

const redisPatience = 5 * time.Second

// waitFor says every 5 seconds what it waits for. A wrong password is not waited out: it is an error.
func waitFor(ctx context.Context, log *slog.Logger, name string, ping func(context.Context) error) error {
	var said time.Time
	for ctx.Err() == nil {
		try, cancel := context.WithTimeout(ctx, 3*time.Second)
		err := ping(try)
		cancel()
		if err == nil {
			return nil
		}
		if postgres.Refused(err) {
			return fmt.Errorf("%s refuses the connection: %w", name, err)
		}
		if time.Since(said) >= 5*time.Second && ctx.Err() == nil {
			log.WarnContext(ctx, "waiting for "+name, "error", err)
			said = time.Now()
		}
		select {
		case <-ctx.Done():
		case <-time.After(250 * time.Millisecond):
		}
	}
	return nil
}

// run serves and works until ctx ends, then stops in order: no new requests, sockets closed with
// 1012, work in hand finished.
func (a *app) run(ctx context.Context, p program) error {
	work, stopWork := context.WithCancel(context.WithoutCancel(ctx))
	defer stopWork()
	group, work := errgroup.WithContext(work)
	run, err := a.jobs(p.roles)
	if err != nil {
		return err
	}
	for name, job := range run {
		group.Go(func() error {
			if err := job(work); err != nil && !errors.Is(err, context.Canceled) {
				return fmt.Errorf("%s: %w", name, err)
			}
			return nil
		})
	}
	server := &http.Server{
		Handler: a.handler, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 60 * time.Second,
		IdleTimeout: 60 * time.Second, MaxHeaderBytes: 64 << 10, ErrorLog: slog.NewLogLogger(p.log.Handler(), slog.LevelDebug),
	}
	group.Go(func() error {
		if err := server.Serve(p.listener); err != nil && !errors.Is(err, http.ErrServerClosed) {
			return fmt.Errorf("serve: %w", err)
		}
		return nil
	})
	p.log.InfoContext(ctx, "serving", "listen", p.listener.Addr().String(), "url", p.cfg.PublicURL)
	if p.ready != nil {
		if err := p.ready(ctx, a); err != nil {
			stopWork()
			_ = server.Close()
			return errors.Join(err, group.Wait())
		}
	}
	select {
	case <-ctx.Done():
	case <-work.Done(): // something ended that never should
	}
	p.log.InfoContext(ctx, "stopping")
	a.stopping.Store(true)
	end, cancel := context.WithTimeout(context.WithoutCancel(ctx), drain)
	defer cancel()
	a.closeSockets(end)
	requests, done := context.WithTimeout(end, 15*time.Second)
	if err := server.Shutdown(requests); err != nil {
		_ = server.Close()
	}
	done()
	stopWork()
	finished := make(chan error, 1)
	go func() { finished <- group.Wait() }()
	select {
	case err := <-finished:
		p.log.InfoContext(ctx, "stopped")
		return err
	case <-end.Done():
		return fmt.Errorf("work in hand did not end within %s", drain)
	}
}
