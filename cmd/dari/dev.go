package main

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"dari/cmd/dari/sink"
	"dari/internal/config"
	"dari/internal/postgres"
	"dari/internal/postgres/cluster"

	"github.com/jackc/pgx/v5"
)

type devCommand struct {
	Dir string `help:"Where the data of this machine is kept." default:".dari" type:"path"`
}

// devWorld is the world around `dari dev`: what it started, and what it wrote to dev.json.
type devWorld struct {
	dir      string
	sink     *sink.Sink
	postgres *cluster.Server
	redis    *redisServer
	file     devFile
}

// devFile is .dari/dev.json: how people and programs reach this machine's Dari.
type devFile struct {
	PublicURL    string     `json:"public_url"`
	DatabaseURL  string     `json:"database_url"`
	RedisURL     string     `json:"redis_url"`
	SMTPAddr     string     `json:"smtp_addr"`
	WidgetKey    string     `json:"widget_key"`
	WidgetSecret string     `json:"widget_secret"`
	APIKey       string     `json:"api_key"`
	Staff        []devStaff `json:"staff"`
	Secret       string     `json:"secret"`
	DataDir      string     `json:"data_dir,omitempty"`
}

type devStaff struct {
	Email    string `json:"email"`
	Password string `json:"password"`
	Role     string `json:"role"`
	name     string
}

// demoStaff are the people of the demo shop, which is fiction. The passwords hold on this machine's
// loopback only: `dari serve` knows none of them.
var demoStaff = []devStaff{
	{Email: "haeun@ondam.example", Password: "ondam-haeun-1", Role: "agent", name: "이하은"},
	{Email: "minho@ondam.example", Password: "ondam-minho-1", Role: "agent", name: "정민호"},
	{Email: "sora@ondam.example", Password: "ondam-sora-1", Role: "marketer", name: "윤소라"},
	{Email: "admin@ondam.example", Password: "ondam-admin-1", Role: "admin", name: "한지원"},
}

// Run keeps a whole shop on this machine.
func (d devCommand) Run(e env) error {
	cfg, err := config.Load(config.Dev, e.getenv)
	if err != nil {
		return err
	}
	log := newLogger(e.stderr, cfg.LogLevel)
	listener, err := listen(cfg.Listen)
	if err != nil {
		return err
	}
	defer listener.Close()
	if host, _, err := net.SplitHostPort(listener.Addr().String()); err != nil || !net.ParseIP(host).IsLoopback() {
		return config.Error{Name: "DARI_LISTEN", Problem: "must be an address of loopback for dari dev, as 127.0.0.1:8080: the demo's passwords are known to all"}
	}
	if cfg.PublicURL == "" {
		cfg.PublicURL = "http://" + listener.Addr().String()
	}
	w, err := openWorld(e.ctx, d.Dir, &cfg)
	if err != nil {
		return err
	}
	defer w.close()
	return serve(e.ctx, program{
		cfg: cfg, log: log, listener: listener, roles: []string{"web", "worker"}, dev: w,
		prepare: func(ctx context.Context, a *app) error { return w.prepare(ctx, a) },
		ready:   func(ctx context.Context, _ *app) error { return w.announce(e) },
	})
}

// openWorld starts what the settings do not name: Postgres, Redis, and the sink for mail and SMS.
func openWorld(ctx context.Context, dir string, cfg *config.Config) (*devWorld, error) {
	w := &devWorld{dir: dir}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("make the folder for this machine's data: %w", err)
	}
	if err := w.readFile(); err != nil {
		return nil, err
	}
	if err := w.start(ctx, cfg); err != nil {
		w.close()
		return nil, err
	}
	w.file.PublicURL, w.file.DatabaseURL, w.file.RedisURL = cfg.PublicURL, cfg.DatabaseURL, cfg.RedisURL
	w.file.Staff = demoStaff
	if cfg.Secret == "" {
		if w.file.Secret == "" {
			w.file.Secret = randomHex(32)
		}
		cfg.Secret = w.file.Secret
	}
	return w, nil
}

func (w *devWorld) start(ctx context.Context, cfg *config.Config) error {
	var err error
	if w.sink, err = sink.Open(filepath.Join(w.dir, "outbox.jsonl")); err != nil {
		return err
	}
	w.file.SMTPAddr = w.sink.SMTPAddr()
	if cfg.SMTPURL == "" {
		cfg.SMTPURL = "smtp://" + w.sink.SMTPAddr() + "?tls=none"
	}
	if cfg.SMSURL == "" {
		cfg.SMSURL = strings.TrimSuffix(cfg.PublicURL, "/") + "/dev/sms"
	}
	if cfg.StorageURL == "" {
		cfg.StorageURL = (&url.URL{Scheme: "file", Path: filepath.Join(w.dir, "files")}).String()
	}
	if cfg.RedisURL == "" {
		if w.redis, err = startRedis(ctx, filepath.Join(w.dir, "redis")); err != nil {
			return err
		}
		cfg.RedisURL = w.redis.url
	}
	if cfg.DatabaseURL == "" {
		if err := w.startPostgres(ctx); err != nil {
			return err
		}
		cfg.DatabaseURL = w.postgres.URL("shop")
	}
	if err := postgres.Migrate(ctx, cfg.DatabaseURL); err != nil {
		return err
	}
	return nil
}

func (w *devWorld) startPostgres(ctx context.Context) error {
	data := filepath.Join(w.dir, "postgres")
	if os.Geteuid() == 0 {
		// The server's user must reach the folder, which it may not below a home of root.
		sum := sha256.Sum256([]byte(w.dir))
		data = "/var/tmp/dari-" + hex.EncodeToString(sum[:6])
		if err := os.MkdirAll(data, 0o755); err != nil {
			return fmt.Errorf("make the data directory: %w", err)
		}
	}
	w.file.DataDir = data
	var err error
	w.postgres, err = cluster.Start(ctx, cluster.Options{Dir: filepath.Join(data, "pg"), Log: filepath.Join(w.dir, "postgres.log")})
	if errors.Is(err, cluster.ErrMissing) {
		return fmt.Errorf("%w, or set DARI_DATABASE_URL to a database that is there", err)
	}
	if err != nil {
		return err
	}
	return ensureDatabase(ctx, w.postgres.URL("postgres"), "shop")
}

const sqlHasDatabase = `SELECT EXISTS (SELECT 1 FROM pg_database WHERE datname = $1)`

func ensureDatabase(ctx context.Context, admin, name string) error {
	conn, err := pgx.Connect(ctx, admin)
	if err != nil {
		return fmt.Errorf("connect to the private Postgres: %w", err)
	}
	defer conn.Close(ctx)
	var has bool
	if err := conn.QueryRow(ctx, sqlHasDatabase, name).Scan(&has); err != nil {
		return fmt.Errorf("look for the database %s: %w", name, err)
	}
	if has {
		return nil
	}
	if _, err := conn.Exec(ctx, "CREATE DATABASE "+pgx.Identifier{name}.Sanitize()); err != nil {
		return fmt.Errorf("create the database %s: %w", name, err)
	}
	return nil
}

func (w *devWorld) readFile() error {
	text, err := os.ReadFile(filepath.Join(w.dir, "dev.json"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read dev.json: %w", err)
	}
	if err := json.Unmarshal(text, &w.file); err != nil {
		w.file = devFile{} // a cut file is written anew
	}
	return nil
}

// announce writes dev.json and tells a person where to go.
func (w *devWorld) announce(e env) error {
	text, err := json.MarshalIndent(w.file, "", "  ")
	if err != nil {
		return fmt.Errorf("encode dev.json: %w", err)
	}
	path := filepath.Join(w.dir, "dev.json")
	if err := os.WriteFile(path+".new", append(text, '\n'), 0o600); err != nil {
		return fmt.Errorf("write dev.json: %w", err)
	}
	if err := os.Rename(path+".new", path); err != nil {
		return fmt.Errorf("write dev.json: %w", err)
	}
	u := w.file.PublicURL
	fmt.Fprintf(e.stdout, "\nDari is running with the demo shop 온담 (fiction).\n\n"+
		"  shop page with the widget   %s/demo\n  agents' console             %s/app\n  help centre                 %s/help\n"+
		"  captured mail and SMS       %s/app/outbox\n  API description             %s/api/openapi.json\n  database                    psql '%s'\n\n  sign-ins:\n", u, u, u, u, u, w.file.DatabaseURL)
	for _, s := range w.file.Staff {
		fmt.Fprintf(e.stdout, "    %-9s %-22s %s\n", s.Role, s.Email, s.Password)
	}
	fmt.Fprintf(e.stdout, "\n  everything else is in %s\n", path)
	return nil
}

func (w *devWorld) close() {
	if w.sink != nil {
		_ = w.sink.Close()
	}
	if w.redis != nil {
		w.redis.stop()
	}
	if w.postgres != nil {
		w.postgres.Stop()
	}
}

func randomHex(n int) string {
	b := make([]byte, n)
	_, _ = rand.Read(b) // never fails (Go 1.24)
	return hex.EncodeToString(b)
}
