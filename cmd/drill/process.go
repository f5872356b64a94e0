package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"time"

	"dari/internal/postgres/cluster"

	"github.com/redis/go-redis/v9"
)

// process is a program that a drill has started, and may kill.
type process struct {
	cmd  *exec.Cmd
	done chan struct{}
}

// startProcess writes what the program says at the end of a log file.
func startProcess(cmd *exec.Cmd, log string) (*process, error) {
	out, err := os.OpenFile(log, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open a log: %w", err)
	}
	defer out.Close()
	cmd.Stdout, cmd.Stderr = out, out
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
	if err := cluster.StartWithParent(cmd); err != nil {
		return nil, fmt.Errorf("start %s: %w", filepath.Base(cmd.Path), err)
	}
	p := &process{cmd: cmd, done: make(chan struct{})}
	go func() { _ = cmd.Wait(); close(p.done) }()
	return p, nil
}

// kill ends it as kill -9 does.
func (p *process) kill() {
	_ = p.cmd.Process.Kill()
	<-p.done
}

// stop asks it to end.
func (p *process) stop() {
	_ = p.cmd.Process.Signal(syscall.SIGTERM)
	select {
	case <-p.done:
	case <-time.After(20 * time.Second):
		p.kill()
	}
}

// node is one `dari serve`.
type node struct {
	*process
	w    *world
	addr string
	log  string
	env  []string // of this program alone
}

func (w *world) startNode(ctx context.Context, env ...string) (*node, error) {
	port, err := freePort()
	if err != nil {
		return nil, err
	}
	n := &node{w: w, addr: fmt.Sprintf("127.0.0.1:%d", port), log: w.path(fmt.Sprintf("node%d.log", len(w.nodes)+1)), env: env}
	if err := n.start(ctx); err != nil {
		return nil, err
	}
	w.nodes = append(w.nodes, n)
	return n, nil
}

// start starts it, at first or again, and waits until it serves.
func (n *node) start(ctx context.Context) error {
	cmd := exec.Command(n.w.bench.binary, "serve")
	cmd.Env = append(os.Environ(), n.w.settings()...)
	cmd.Env = append(append(cmd.Env, "DARI_LISTEN="+n.addr), n.env...)
	var err error
	if n.process, err = startProcess(cmd, n.log); err != nil {
		return err
	}
	return await(ctx, 20*time.Second, "dari serves", func() bool {
		select {
		case <-n.done:
			return true // found out below
		default:
		}
		resp, err := http.Get("http://" + n.addr + "/healthz")
		if err != nil {
			return false
		}
		_ = resp.Body.Close()
		return resp.StatusCode == http.StatusOK
	}, n.alive)
}

func (n *node) alive() error {
	select {
	case <-n.done:
		return fmt.Errorf("dari ended by itself: see %s", n.log)
	default:
		return nil
	}
}

// store is a redis-server that keeps its data, until a drill takes it away.
type store struct {
	*process
	dir  string
	port int
	log  string
}

func startRedis(ctx context.Context, w *world) (*store, error) {
	port, err := freePort()
	if err != nil {
		return nil, err
	}
	s := &store{dir: w.path("redis"), port: port, log: w.path("redis.log")}
	return s, s.start(ctx)
}

func (s *store) start(ctx context.Context) error {
	if err := os.MkdirAll(s.dir, 0o755); err != nil {
		return fmt.Errorf("make the folder of Redis: %w", err)
	}
	var err error
	s.process, err = startProcess(exec.Command("redis-server", "--port", strconv.Itoa(s.port), "--bind", "127.0.0.1", "--dir", s.dir,
		"--appendonly", "yes", "--save", "", "--maxmemory-policy", "noeviction"), s.log)
	if err != nil {
		return err
	}
	c := s.client()
	defer c.Close()
	return await(ctx, 10*time.Second, "Redis answers", func() bool { return c.Ping(ctx).Err() == nil }, nil)
}

func (s *store) client() *redis.Client {
	return redis.NewClient(&redis.Options{Addr: fmt.Sprintf("127.0.0.1:%d", s.port)})
}

// await looks every few milliseconds until something is so. Whatever check returns ends it too.
func await(ctx context.Context, limit time.Duration, what string, so func() bool, check func() error) error {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for !so() {
		select {
		case <-ctx.Done():
			return fmt.Errorf("waited %s until %s", limit, what)
		case <-tick.C:
		}
	}
	if check != nil {
		return check()
	}
	return nil
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, fmt.Errorf("find a free port: %w", err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}
