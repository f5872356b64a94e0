package chat

import (
	"bufio"
	"net"
	"net/http"
	"sync"
	"time"
)

// cork is a socket's connection that gathers what its writer has for it: a message and its
// acknowledgement, or what a busy moment holds for one console, leave by one call of the system.
// What others write meanwhile, a close frame, goes behind what is there and waits for nobody.
type cork struct {
	net.Conn
	mu       sync.Mutex
	out      *[]byte // what is not written yet; nil: nothing
	deadline time.Time
	err      error // of an earlier write
	gather   bool
	flushing bool
}

// corkSize is how much is gathered at most before it is written.
const corkSize = 16 << 10

var corkBuffers = sync.Pool{New: func() any { b := make([]byte, 0, 2<<10); return &b }}

// corked makes the connection that a socket is upgraded to a cork.
type corked struct{ http.ResponseWriter }

// Hijack takes the connection over.
func (w corked) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	c, rw, err := http.NewResponseController(w.ResponseWriter).Hijack()
	if err != nil {
		return nil, nil, err
	}
	return &cork{Conn: c}, rw, nil
}

// SetWriteDeadline is for the bytes that are written next.
func (k *cork) SetWriteDeadline(t time.Time) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.deadline = t
	return nil
}

// Write keeps the bytes for whoever writes just now, or else writes them.
func (k *cork) Write(b []byte) (int, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.err != nil {
		return 0, k.err
	}
	if k.out == nil {
		k.out = corkBuffers.Get().(*[]byte)
	}
	*k.out = append(*k.out, b...)
	if k.flushing || k.gather && len(*k.out) < corkSize {
		return len(b), nil
	}
	return len(b), k.flush()
}

// hold gathers from now on.
func (k *cork) hold() {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.gather = true
}

// pass writes what has gathered.
func (k *cork) pass() error {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.gather = false
	if k.flushing {
		return nil // who writes just now takes it along
	}
	return k.flush()
}

// flush writes until there is nothing; the lock is free while the network takes its time.
func (k *cork) flush() error {
	k.flushing = true
	defer func() { k.flushing = false }()
	for k.out != nil && k.err == nil {
		out, deadline := k.out, k.deadline
		k.out = nil
		k.mu.Unlock()
		_ = k.Conn.SetWriteDeadline(deadline) // one that is closed says so below
		_, err := k.Conn.Write(*out)
		if cap(*out) <= 4*corkSize {
			*out = (*out)[:0]
			corkBuffers.Put(out)
		}
		k.mu.Lock()
		k.err = err
	}
	return k.err
}
