package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"

	"dari/cmd/lab"

	"github.com/gorilla/websocket"
	"golang.org/x/sync/errgroup"
)

const idleCount = 8000

// idleSockets is P3: the memory of a signed-in widget's socket on which nothing happens.
func idleSockets(ctx context.Context, s *stand) ([]Number, error) {
	var p pairs
	for i := range s.pairs {
		ours, err := s.held(ctx, s.node.Process, s.node.Addr, "/ws/widget", func(ws *socket) error {
			if err := ws.say(frame{"t": "hello", "key": widgetKey, "lang": "ko"}); err != nil {
				return err
			}
			_, err := ws.await("welcome")
			return err
		})
		if err != nil {
			return nil, err
		}
		// A new process each time: what one run has taken is not given back at once.
		s.node.Stop()
		if err := s.node.Start(ctx); err != nil {
			return nil, err
		}
		process, addr, err := s.startYardstick(ctx, "echo")
		if err != nil {
			return nil, err
		}
		bare, err := s.held(ctx, process, addr, "/", func(ws *socket) error {
			if err := ws.send([]byte(`{"t":"echo"}`)); err != nil {
				return err
			}
			_, err := ws.await("echo")
			return err
		})
		process.Stop()
		if err != nil {
			return nil, err
		}
		p.add(ours, bare)
		s.progress("pair %d: ours %.1f KB, echo %.1f KB a socket", i+1, ours, bare)
	}
	return []Number{p.number("P3", "resident memory of an idle widget socket, 8,000 signed in, beside a bare gorilla echo", "KB", 0.55, false)}, nil
}

// held opens the sockets, lets them rest and tells how many KB each has added to the process.
func (s *stand) held(ctx context.Context, p *lab.Process, addr, path string, greet func(*socket) error) (float64, error) {
	before, err := resident(p.Pid())
	if err != nil {
		return 0, err
	}
	sockets := make([]*socket, idleCount)
	defer func() {
		for _, ws := range sockets {
			if ws != nil {
				_ = ws.Close()
			}
		}
	}()
	group, within := errgroup.WithContext(ctx)
	group.SetLimit(50)
	for i := range sockets {
		group.Go(func() error {
			if err := within.Err(); err != nil {
				return err
			}
			ws, err := dialFrom(i, addr, path)
			if err != nil {
				return err
			}
			sockets[i] = ws
			return greet(ws)
		})
	}
	if err := group.Wait(); err != nil {
		return 0, err
	}
	pause(ctx, 3*time.Second)
	after, err := resident(p.Pid())
	if err != nil {
		return 0, err
	}
	return (after - before) / idleCount, ctx.Err()
}

// dialFrom spreads the sockets over the addresses of loopback, each of which has its own ports.
func dialFrom(i int, addr, path string) (*socket, error) {
	from := net.Dialer{LocalAddr: &net.TCPAddr{IP: net.IPv4(127, 0, 1, byte(1+i%200))}}
	d := websocket.Dialer{NetDialContext: from.DialContext, ReadBufferSize: 256, WriteBufferSize: 256, HandshakeTimeout: 20 * time.Second}
	ws, resp, err := d.Dial("ws://"+addr+path, http.Header{"Origin": {publicURL}})
	if err != nil {
		return nil, fmt.Errorf("open socket %d: %w", i, err)
	}
	_ = resp.Body.Close()
	return &socket{Conn: ws}, nil
}

// resident is the memory of a process in KB, from /proc.
func resident(pid int) (float64, error) {
	status, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/status")
	if err != nil {
		return 0, fmt.Errorf("read the memory of a process: %w", err)
	}
	for line := range strings.SplitSeq(string(status), "\n") {
		if value, ok := strings.CutPrefix(line, "VmRSS:"); ok {
			return strconv.ParseFloat(strings.TrimSuffix(strings.TrimSpace(value), " kB"), 64)
		}
	}
	return 0, fmt.Errorf("process %d has no resident memory", pid)
}

func pause(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}
