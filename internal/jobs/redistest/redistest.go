// Package redistest gives tests a real Redis: one private redis-server per test binary, and a
// database number of its own for each test. Without redis-server the test is skipped, saying so.
package redistest

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"dari/internal/postgres/cluster"

	"github.com/redis/go-redis/v9"
)

var (
	once    sync.Once
	addr    string
	errDown error
	number  atomic.Int64
)

// URL is the address of a Redis database of the test's own.
func URL(t testing.TB) string {
	t.Helper()
	path, err := exec.LookPath("redis-server")
	if err != nil {
		t.Skip("no redis-server is installed (Debian: apt-get install redis-server)")
	}
	once.Do(func() { start(path) })
	if errDown != nil {
		t.Fatalf("redistest: %v", errDown)
	}
	return fmt.Sprintf("redis://%s/%d", addr, number.Add(1)%1024)
}

// Client is a connection to a Redis database of the test's own.
func Client(t testing.TB) redis.UniversalClient {
	t.Helper()
	o, err := redis.ParseURL(URL(t))
	if err != nil {
		t.Fatalf("redistest: %v", err)
	}
	c := redis.NewClient(o)
	t.Cleanup(func() { _ = c.Close() })
	return c
}

func start(path string) {
	var port int
	if port, errDown = cluster.FreePort(); errDown != nil {
		return
	}
	addr = "127.0.0.1:" + strconv.Itoa(port)
	cmd := exec.Command(path, "--port", strconv.Itoa(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no",
		"--databases", "1024", "--dir", os.TempDir())
	if errDown = cluster.StartWithParent(cmd); errDown != nil {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	c := redis.NewClient(&redis.Options{Addr: addr})
	defer c.Close()
	for {
		if errDown = c.Ping(ctx).Err(); errDown == nil || ctx.Err() != nil {
			return
		}
	}
}
