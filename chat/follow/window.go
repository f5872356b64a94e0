package follow

import (
	"sync"
	"time"
)

// window counts what each address does in a span of time, in this program. When there are too many
// addresses all are forgotten, so the memory stays bounded.
type window struct {
	mu    sync.Mutex
	span  time.Duration
	most  int
	began time.Time
	seen  map[string]int
}

const mostAddresses = 20_000

func newWindow(span time.Duration, most int) *window {
	return &window{span: span, most: most, seen: map[string]int{}}
}

func (w *window) allow(address string) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if now := time.Now(); now.Sub(w.began) > w.span || len(w.seen) >= mostAddresses {
		w.began = now
		clear(w.seen)
	}
	w.seen[address]++
	return w.seen[address] <= w.most
}
