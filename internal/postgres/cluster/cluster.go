// Package cluster keeps a private PostgreSQL server from the installed binaries: for tests and for
// the development command. As root, which PostgreSQL refuses, the server runs as the user postgres.
package cluster

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"
)

// Options of Start.
type Options struct {
	Dir      string // the data directory; made when it does not exist
	Port     int    // 0 picks a free one on 127.0.0.1
	Volatile bool   // no fsync: for tests, whose data nobody misses
	Log      string // a file for the server's log; empty: none
	Params   map[string]string
}

// Server is a running PostgreSQL.
type Server struct {
	cmd  *exec.Cmd
	port int
	done chan struct{}
	err  error
}

// ErrMissing says that no PostgreSQL server is installed.
var ErrMissing = errors.New("no PostgreSQL server is installed (Debian: apt-get install postgresql)")

// Start makes the cluster where it is missing, starts its server on loopback and waits until it answers.
func Start(ctx context.Context, o Options) (*Server, error) {
	bin, err := binDir()
	if err != nil {
		return nil, err
	}
	cred, err := credential()
	if err != nil {
		return nil, err
	}
	if err := initialise(ctx, bin, o, cred); err != nil {
		return nil, err
	}
	port := o.Port
	if port == 0 {
		if port, err = FreePort(); err != nil {
			return nil, err
		}
	}
	args := []string{
		"-D", o.Dir, "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-p", strconv.Itoa(port),
		"-c", "max_connections=200", "-c", "max_prepared_transactions=10", "-c", "timezone=UTC",
	}
	if o.Volatile {
		args = append(args, "-c", "fsync=off", "-c", "full_page_writes=off", "-c", "synchronous_commit=off")
	}
	for k, v := range o.Params {
		args = append(args, "-c", k+"="+v)
	}
	s := &Server{cmd: exec.Command(filepath.Join(bin, "postgres"), args...), port: port, done: make(chan struct{})}
	// A killed program leaves no server behind: a test's ends at once, another's checkpoints first.
	s.cmd.SysProcAttr = &syscall.SysProcAttr{Credential: cred, Setpgid: true, Pdeathsig: syscall.SIGINT}
	if o.Volatile {
		s.cmd.SysProcAttr.Pdeathsig = syscall.SIGQUIT
	}
	s.cmd.Dir = o.Dir
	if o.Log != "" {
		f, err := os.OpenFile(o.Log, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
		if err != nil {
			return nil, fmt.Errorf("open the log of PostgreSQL: %w", err)
		}
		defer f.Close()
		s.cmd.Stdout, s.cmd.Stderr = f, f
	}
	if err := startChild(s.cmd); err != nil {
		return nil, fmt.Errorf("start PostgreSQL: %w", err)
	}
	go func() { s.err = s.cmd.Wait(); close(s.done) }()
	if err := s.await(ctx); err != nil {
		s.Stop()
		return nil, err
	}
	return s, nil
}

// URL is the address of a database in the cluster.
func (s *Server) URL(database string) string {
	return fmt.Sprintf("postgres://dari@127.0.0.1:%d/%s?sslmode=disable", s.port, database)
}

// Port is the TCP port on 127.0.0.1.
func (s *Server) Port() int { return s.port }

// Pid is the server's process id.
func (s *Server) Pid() int { return s.cmd.Process.Pid }

// Done is closed when the server has ended.
func (s *Server) Done() <-chan struct{} { return s.done }

// Stop ends the server with a fast shutdown and waits for it.
func (s *Server) Stop() {
	_ = s.cmd.Process.Signal(syscall.SIGINT)
	select {
	case <-s.done:
	case <-time.After(20 * time.Second):
		_ = s.cmd.Process.Signal(syscall.SIGQUIT)
		<-s.done
	}
}

func (s *Server) await(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 60*time.Second)
	defer cancel()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		conn, err := pgx.Connect(ctx, s.URL("postgres"))
		if err == nil {
			return conn.Close(ctx)
		}
		select {
		case <-s.done:
			return fmt.Errorf("PostgreSQL ended while starting: %w", errors.Join(s.err, err))
		case <-ctx.Done():
			return fmt.Errorf("PostgreSQL does not answer: %w", err)
		case <-tick.C:
		}
	}
}

func initialise(ctx context.Context, bin string, o Options, cred *syscall.Credential) error {
	if _, err := os.Stat(filepath.Join(o.Dir, "PG_VERSION")); err == nil {
		return nil
	}
	if err := os.MkdirAll(o.Dir, 0o700); err != nil {
		return fmt.Errorf("make the data directory: %w", err)
	}
	if cred != nil {
		if err := os.Chown(o.Dir, int(cred.Uid), int(cred.Gid)); err != nil {
			return fmt.Errorf("hand the data directory to postgres: %w", err)
		}
	}
	args := []string{"-D", o.Dir, "-U", "dari", "--auth=trust", "--locale=C.UTF-8", "--encoding=UTF8"}
	if o.Volatile {
		args = append(args, "--no-sync")
	}
	cmd := exec.CommandContext(ctx, filepath.Join(bin, "initdb"), args...)
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: cred}
	cmd.Dir = o.Dir
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("initdb: %w: %s", err, strings.TrimSpace(string(out)))
	}
	return nil
}

// binDir is the folder of the newest installed server.
func binDir() (string, error) {
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/postgres")
	if len(found) == 0 {
		path, err := exec.LookPath("postgres")
		if err != nil {
			return "", ErrMissing
		}
		if path, err = filepath.EvalSymlinks(path); err != nil {
			return "", fmt.Errorf("find PostgreSQL: %w", err)
		}
		return filepath.Dir(path), nil
	}
	major := func(p string) int {
		n, _ := strconv.Atoi(strings.Split(strings.TrimPrefix(p, "/usr/lib/postgresql/"), "/")[0])
		return n
	}
	sort.Slice(found, func(i, j int) bool { return major(found[i]) > major(found[j]) })
	return filepath.Dir(found[0]), nil
}

// credential is nil for an ordinary user; for root it is the user that Debian's package makes.
func credential() (*syscall.Credential, error) {
	if os.Geteuid() != 0 {
		return nil, nil
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		return nil, fmt.Errorf("PostgreSQL does not run as root and there is no user postgres: %w", err)
	}
	uid, err := strconv.ParseUint(u.Uid, 10, 32)
	if err != nil {
		return nil, fmt.Errorf("read the uid of postgres: %w", err)
	}
	gid, err := strconv.ParseUint(u.Gid, 10, 32)
	if err != nil {
		return nil, fmt.Errorf("read the gid of postgres: %w", err)
	}
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, nil
}

// The ports that FreePort chooses from lie below those that systems give to outgoing connections (32768 and
// more on Linux): none of these can take one before its program listens there, or while that starts again.
const (
	firstPort = 10_240
	portRange = 22_000
)

// given are the ports that this program has been given: none is given twice.
var given sync.Map

// FreePort finds a port of 127.0.0.1 that nobody listens on.
func FreePort() (int, error) {
	for range 1000 {
		port := firstPort + rand.IntN(portRange)
		l, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
		if err != nil {
			continue
		}
		if err := l.Close(); err != nil {
			return 0, fmt.Errorf("find a free port: %w", err)
		}
		if _, before := given.LoadOrStore(port, true); !before {
			return port, nil
		}
	}
	return 0, errors.New("find a free port: 1,000 of them are taken")
}
