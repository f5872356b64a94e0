package faq

import (
	"time"

	"github.com/maypok86/otter/v2"
	"golang.org/x/time/rate"
)

// limiter bounds what one address may tell of its searches.
type limiter struct {
	cache *otter.Cache[string, *rate.Limiter]
}

func newLimiter() *limiter {
	return &limiter{cache: otter.Must(&otter.Options[string, *rate.Limiter]{
		MaximumSize: 10_000, ExpiryCalculator: otter.ExpiryAccessing[string, *rate.Limiter](10 * time.Minute),
	})}
}

func (l *limiter) allow(ip string) bool {
	per, _ := l.cache.SetIfAbsent(ip, rate.NewLimiter(rate.Every(2*time.Second), 30))
	return per.Allow()
}
