package files

import (
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// What one address may announce: a quarter of a gigabyte at once, then a quarter of a megabyte a
// second. Each uploader has a quota of their own; this is for who makes many of themselves.
const (
	budgetBurst  = 256 << 20
	budgetRate   = 256 << 10
	mostPayers   = 20_000
	leastExpense = 64 << 10 // a small file costs work too
)

// budget holds a limiter for each address. When there are too many all are forgotten, which gives
// each one burst: the memory stays bounded.
type budget struct {
	mu   sync.Mutex
	keys map[string]*rate.Limiter
}

func (b *budget) allow(address string, bytes int64) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	l := b.keys[address]
	if l == nil {
		if b.keys == nil || len(b.keys) >= mostPayers {
			b.keys = map[string]*rate.Limiter{}
		}
		l = rate.NewLimiter(budgetRate, budgetBurst)
		b.keys[address] = l
	}
	return l.AllowN(time.Now(), int(max(bytes, leastExpense)))
}
