package chat

import (
	"sync"

	"golang.org/x/time/rate"
)

// rates hold one limiter for each key, an address for instance. When there are too many keys all are
// forgotten: who is at their limit gains one burst by that, and the memory stays bounded.
type rates struct {
	mu    sync.Mutex
	limit rate.Limit
	burst int
	keys  map[string]*rate.Limiter
}

const mostRates = 20_000

func newRates(perSecond float64, burst int) *rates {
	return &rates{limit: rate.Limit(perSecond), burst: burst, keys: map[string]*rate.Limiter{}}
}

func (r *rates) allow(key string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	l := r.keys[key]
	if l == nil {
		if len(r.keys) >= mostRates {
			clear(r.keys)
		}
		l = rate.NewLimiter(r.limit, r.burst)
		r.keys[key] = l
	}
	return l.Allow()
}
