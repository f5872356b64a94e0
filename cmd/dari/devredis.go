package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"syscall"
	"time"

	"dari/internal/postgres/cluster"

	"github.com/alicebob/miniredis/v2"
	"github.com/redis/go-redis/v9"
)

// redisServer is the Redis of `dari dev`: the installed redis-server, or one inside this program.
type redisServer struct {
	url  string
	stop func()
}

func startRedis(ctx context.Context, dir string) (*redisServer, error) {
	path, err := exec.LookPath("redis-server")
	if err != nil {
		return startEmbeddedRedis()
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("make the folder of Redis: %w", err)
	}
	port, err := cluster.FreePort()
	if err != nil {
		return nil, err
	}
	// A wake-up that is dropped for want of memory would be a lie: Redis refuses instead.
	cmd := exec.Command(path, "--port", strconv.Itoa(port), "--bind", "127.0.0.1", "--dir", dir, "--appendonly", "yes",
		"--maxmemory-policy", "noeviction", "--save", "", "--logfile", "redis.log")
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGTERM}
	if err := cluster.StartWithParent(cmd); err != nil {
		return nil, fmt.Errorf("start redis-server: %w", err)
	}
	done := make(chan struct{})
	go func() { _ = cmd.Wait(); close(done) }()
	s := &redisServer{url: fmt.Sprintf("redis://127.0.0.1:%d/0", port), stop: func() {
		_ = cmd.Process.Signal(syscall.SIGTERM)
		select {
		case <-done:
		case <-time.After(5 * time.Second):
			_ = cmd.Process.Kill()
			<-done
		}
	}}
	if err := awaitRedis(ctx, s.url); err != nil {
		s.stop()
		return nil, err
	}
	return s, nil
}

func awaitRedis(ctx context.Context, url string) error {
	o, err := redis.ParseURL(url)
	if err != nil {
		return fmt.Errorf("read the address of Redis: %w", err)
	}
	c := redis.NewClient(o)
	defer c.Close()
	ctx, cancel := context.WithTimeout(ctx, 15*time.Second)
	defer cancel()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for {
		if err = c.Ping(ctx).Err(); err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("redis-server does not answer: %w", err)
		case <-tick.C:
		}
	}
}

// startEmbeddedRedis keeps nothing over a restart, which Dari bears: the rows are in Postgres.
func startEmbeddedRedis() (*redisServer, error) {
	m, err := miniredis.Run()
	if err != nil {
		return nil, fmt.Errorf("start the embedded Redis: %w", err)
	}
	stop := make(chan struct{})
	go func() {
		tick := time.NewTicker(time.Second)
		defer tick.Stop()
		for {
			select {
			case <-stop:
				return
			case <-tick.C:
				m.FastForward(time.Second) // it does not count time by itself
			}
		}
	}()
	return &redisServer{url: "redis://" + m.Addr() + "/0", stop: func() { close(stop); m.Close() }}, nil
}
