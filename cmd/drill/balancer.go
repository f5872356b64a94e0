package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"sync"
	"sync/atomic"
	"time"
)

// balancer is a plain TCP proxy before several programs, in turn, that passes over those that do not
// answer. It keeps the address of whoever comes, as a load balancer in transparent mode does.
type balancer struct {
	listener net.Listener
	backends []string
	next     atomic.Uint64
	open     sync.WaitGroup
	mu       sync.Mutex
	conns    map[net.Conn]struct{}
}

func startBalancer(backends ...string) (*balancer, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("start the balancer: %w", err)
	}
	b := &balancer{listener: l, backends: backends, conns: map[net.Conn]struct{}{}}
	b.open.Go(b.accept)
	return b, nil
}

func (b *balancer) addr() string { return b.listener.Addr().String() }

func (b *balancer) accept() {
	for {
		c, err := b.listener.Accept()
		if err != nil {
			return
		}
		b.open.Go(func() { b.forward(c) })
	}
}

func (b *balancer) forward(from net.Conn) {
	to := b.dial(from.RemoteAddr())
	if to == nil {
		_ = from.Close()
		return
	}
	b.keep(from, to)
	defer b.forget(from, to)
	done := make(chan struct{})
	go func() { pour(to, from); close(done) }()
	pour(from, to)
	<-done
}

func (b *balancer) dial(remote net.Addr) net.Conn {
	local := &net.TCPAddr{IP: remote.(*net.TCPAddr).IP}
	dialer := net.Dialer{LocalAddr: local, Timeout: time.Second}
	for range b.backends {
		at := b.backends[b.next.Add(1)%uint64(len(b.backends))]
		if c, err := dialer.DialContext(context.Background(), "tcp", at); err == nil {
			return c
		}
	}
	return nil
}

// pour copies one direction; its end is passed on, and a broken side breaks the other.
func pour(to, from net.Conn) {
	_, err := io.Copy(struct{ io.Writer }{to}, from)
	if half, ok := to.(*net.TCPConn); ok && err == nil {
		_ = half.CloseWrite()
		return
	}
	_, _ = to.Close(), from.Close()
}

func (b *balancer) keep(conns ...net.Conn) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, c := range conns {
		b.conns[c] = struct{}{}
	}
}

// forget closes them.
func (b *balancer) forget(conns ...net.Conn) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, c := range conns {
		_ = c.Close()
		delete(b.conns, c)
	}
}

func (b *balancer) close() {
	_ = b.listener.Close()
	b.mu.Lock()
	for c := range b.conns {
		_ = c.Close()
	}
	b.mu.Unlock()
	b.open.Wait()
}
