package lab

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"

	"dari/internal/postgres/cluster"

	"github.com/redis/go-redis/v9"
)

// Node is one `dari serve`.
type Node struct {
	*Process
	Addr     string // host:port it listens on
	Log      string
	Settings []string // DARI_NAME=value
	binary   string
}

// StartNode starts the program with its settings on a free port of loopback and waits until it serves.
func (l *Lab) StartNode(ctx context.Context, log string, settings []string) (*Node, error) {
	port, err := cluster.FreePort()
	if err != nil {
		return nil, err
	}
	n := &Node{Addr: fmt.Sprintf("127.0.0.1:%d", port), Log: log, Settings: settings, binary: l.Binary}
	return n, n.Start(ctx)
}

// Start starts it, at first or again, and waits until it serves.
func (n *Node) Start(ctx context.Context) error {
	cmd := exec.Command(n.binary, "serve")
	cmd.Env = append(append(os.Environ(), n.Settings...), "DARI_LISTEN="+n.Addr)
	var err error
	if n.Process, err = StartProcess(cmd, n.Log); err != nil {
		return err
	}
	return Await(ctx, 20*time.Second, "dari serves", func() bool {
		select {
		case <-n.Done():
			return true // found out below
		default:
		}
		resp, err := http.Get("http://" + n.Addr + "/healthz")
		if err != nil {
			return false
		}
		_ = resp.Body.Close()
		return resp.StatusCode == http.StatusOK
	}, n.Alive)
}

// Alive says how to find out why the program has ended, when it has.
func (n *Node) Alive() error {
	select {
	case <-n.Done():
		return fmt.Errorf("dari ended by itself: see %s", n.Log)
	default:
		return nil
	}
}

// SignIn opens a session of staff and answers its cookie.
func (n *Node) SignIn(ctx context.Context, email, password string) (string, error) {
	body, err := json.Marshal(map[string]string{"email": email, "password": password})
	if err != nil {
		return "", fmt.Errorf("encode the sign-in: %w", err)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://"+n.Addr+"/api/v1/session", bytes.NewReader(body))
	if err != nil {
		return "", fmt.Errorf("make the sign-in: %w", err)
	}
	req.Header.Set("Content-Type", "application/json")
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return "", fmt.Errorf("sign in: %w", err)
	}
	defer resp.Body.Close()
	cookie, _, _ := strings.Cut(resp.Header.Get("Set-Cookie"), ";")
	if resp.StatusCode != http.StatusOK || cookie == "" {
		return "", fmt.Errorf("signing in was answered %d", resp.StatusCode)
	}
	return cookie, nil
}

// Redis is a redis-server that keeps its data until somebody takes it away.
type Redis struct {
	*Process
	Dir  string
	Port int
	Log  string
}

// StartRedis starts one on a free port of loopback.
func StartRedis(ctx context.Context, dir, log string) (*Redis, error) {
	port, err := cluster.FreePort()
	if err != nil {
		return nil, err
	}
	r := &Redis{Dir: dir, Port: port, Log: log}
	return r, r.Start(ctx)
}

// Start starts it, at first or again, and waits until it answers.
func (r *Redis) Start(ctx context.Context) error {
	if err := os.MkdirAll(r.Dir, 0o755); err != nil {
		return fmt.Errorf("make the folder of Redis: %w", err)
	}
	var err error
	r.Process, err = StartProcess(exec.Command("redis-server", "--port", strconv.Itoa(r.Port), "--bind", "127.0.0.1", "--dir", r.Dir,
		"--appendonly", "yes", "--save", "", "--maxmemory-policy", "noeviction"), r.Log)
	if err != nil {
		return err
	}
	c := r.Client()
	defer c.Close()
	return Await(ctx, 10*time.Second, "Redis answers", func() bool { return c.Ping(ctx).Err() == nil }, nil)
}

// Addr is host:port it listens on.
func (r *Redis) Addr() string { return fmt.Sprintf("127.0.0.1:%d", r.Port) }

// URL is its address as DARI_REDIS_URL has it.
func (r *Redis) URL() string { return "redis://" + r.Addr() + "/0" }

// Client connects to it.
func (r *Redis) Client() *redis.Client { return redis.NewClient(&redis.Options{Addr: r.Addr()}) }
