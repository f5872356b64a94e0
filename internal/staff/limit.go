package staff

import (
	"math"
	"net/netip"
	"slices"
	"sync"
	"time"

	"dari/internal/fault"

	"github.com/maypok86/otter/v2"
)

// limiter counts what went wrong for a key within a span of time, exactly: a bucket that refills
// would let twice as many through in the first span.
type limiter struct {
	mu    sync.Mutex
	most  int
	span  time.Duration
	now   func() time.Time
	fails *otter.Cache[string, []time.Time]
}

func newLimiter(most int, span time.Duration, now func() time.Time) *limiter {
	return &limiter{most: most, span: span, now: now, fails: otter.Must(&otter.Options[string, []time.Time]{
		MaximumSize: 50_000, ExpiryCalculator: otter.ExpiryWriting[string, []time.Time](span),
	})}
}

// allow is a TooMany fault when the key has used up its tries.
func (l *limiter) allow(key string) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	fails, _ := l.fails.GetIfPresent(key)
	now := l.now()
	recent := l.recent(fails, now)
	if len(recent) < l.most {
		return nil
	}
	wait := recent[len(recent)-l.most].Add(l.span).Sub(now)
	return fault.New(fault.TooMany, "staff.too_many_tries").After(max(1, int(math.Ceil(wait.Seconds()))))
}

// fail counts one.
func (l *limiter) fail(key string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	fails, _ := l.fails.GetIfPresent(key)
	now := l.now()
	l.fails.Set(key, append(slices.Clone(l.recent(fails, now)), now))
}

// forgive takes the last one back.
func (l *limiter) forgive(key string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if fails, ok := l.fails.GetIfPresent(key); ok && len(fails) > 0 {
		l.fails.Set(key, slices.Clone(fails[:len(fails)-1]))
	}
}

func (l *limiter) recent(fails []time.Time, now time.Time) []time.Time {
	for i, at := range fails {
		if now.Sub(at) < l.span {
			return fails[i:]
		}
	}
	return nil
}

// network is whom an address belongs to: who has one IPv6 address has 2^64 of them.
func network(ip string) string {
	addr, err := netip.ParseAddr(ip)
	if err != nil || addr.Unmap().Is4() {
		return ip
	}
	prefix, err := addr.Prefix(64)
	if err != nil {
		return ip
	}
	return prefix.String()
}
