package chat

import (
	"context"
	"maps"
	"sync"
	"sync/atomic"
	"time"
)

// registry knows the open sockets, and how many there are of each address and of each shopper.
type registry struct {
	mu        sync.Mutex
	open      map[*conn]struct{}
	addresses map[string]int
	shoppers  map[string]int
	closes    map[int]int // how many were closed, by code
	stopped   bool
	stopping  chan struct{} // closed when stopped
	empty     chan struct{} // closed when stopped and none is left
	ids       atomic.Int64
	opened    atomic.Int64 // sockets that there have been
	holds     atomic.Int64 // questions that wait for news
}

func (r *registry) init() {
	r.open, r.addresses, r.shoppers, r.closes = map[*conn]struct{}{}, map[string]int{}, map[string]int{}, map[int]int{}
	r.empty, r.stopping = make(chan struct{}), make(chan struct{})
}

// nextID tells this program's sockets apart, and from those of other programs that started at another time.
func (r *registry) nextID() int64 {
	r.ids.CompareAndSwap(0, time.Now().UnixNano())
	return r.ids.Add(1)
}

// enter counts a socket of an address; false when it has as many as it may.
func (r *registry) enter(address string, most int) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.stopped || r.addresses[address] >= most {
		return false
	}
	r.addresses[address]++
	return true
}

func (r *registry) leave(address string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	decrease(r.addresses, address)
}

func (r *registry) enterShopper(key string, most int) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.shoppers[key] >= most {
		return false
	}
	r.shoppers[key]++
	return true
}

func (r *registry) leaveShopper(key string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	decrease(r.shoppers, key)
}

func decrease(counts map[string]int, key string) {
	if counts[key]--; counts[key] <= 0 {
		delete(counts, key)
	}
}

func (r *registry) add(c *conn) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.stopped {
		return false
	}
	r.open[c] = struct{}{}
	r.opened.Add(1)
	return true
}

func (r *registry) remove(c *conn) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.open, c)
	decrease(r.addresses, c.address)
	if r.stopped && len(r.open) == 0 {
		r.closeEmpty()
	}
}

func (r *registry) all() []*conn {
	r.mu.Lock()
	defer r.mu.Unlock()
	list := make([]*conn, 0, len(r.open))
	for c := range r.open {
		list = append(list, c)
	}
	return list
}

func (r *registry) stop() {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.stopped {
		close(r.stopping)
	}
	r.stopped = true
	if len(r.open) == 0 {
		r.closeEmpty()
	}
}

// count notes that we close a socket with a code.
func (r *registry) count(code int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.closes[code]++
}

// closed is how many were, by code.
func (r *registry) closed() map[int]int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return maps.Clone(r.closes)
}

func (r *registry) closeEmpty() {
	select {
	case <-r.empty:
	default:
		close(r.empty)
	}
}

func (r *registry) wait(ctx context.Context) error {
	select {
	case <-r.empty:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
