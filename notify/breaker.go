package notify

import (
	"context"
	"sync"
	"sync/atomic"
	"time"
)

const (
	breakerAfter = 20               // connections that failed one after the other
	probeEvery   = 15 * time.Second // how often a closed way is tried
)

// breaker stops a channel that cannot be reached, so that a broken server costs no attempts.
type breaker struct {
	failures atomic.Int64
	shut     atomic.Bool
	since    atomic.Int64
}

func (b *breaker) open() bool { return b.shut.Load() }

func (b *breaker) down() {
	if b.failures.Add(1) >= breakerAfter {
		b.trip()
	}
}

func (b *breaker) trip() {
	if b.shut.CompareAndSwap(false, true) {
		b.since.Store(time.Now().UnixNano())
	}
}

func (b *breaker) up() {
	b.failures.Store(0)
	b.shut.Store(false)
}

// probe tries a stopped channel every 15 s: mail by a greeting, SMS by letting one turn through.
func (s *Service) probe(ctx context.Context) {
	tick := time.NewTicker(max(min(probeEvery, s.pauses.length), 100*time.Millisecond))
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if s.mail != nil {
			s.mail.Trim()
		}
		if s.mails.open() {
			if err := s.mail.Probe(ctx); err == nil {
				s.mails.up()
				s.log.InfoContext(ctx, "the mail server answers again")
				s.Wake()
			} else if ctx.Err() == nil {
				s.log.WarnContext(ctx, "the mail server cannot be reached", "error", err)
			}
		}
		if s.gateway.open() {
			s.gateway.shut.Store(false) // the next failure shuts it again: the count stays
			s.Wake()
		}
	}
}

// pauses are domains that asked for a rest (421).
type pauses struct {
	length time.Duration

	mu    sync.Mutex
	until map[string]time.Time
}

const pausesMax = 10000

func (p *pauses) begin(domain string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.until == nil || len(p.until) >= pausesMax {
		p.until = map[string]time.Time{}
	}
	p.until[domain] = time.Now().Add(p.length)
}

func (p *pauses) left(domain string) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	until, ok := p.until[domain]
	if !ok {
		return 0
	}
	left := time.Until(until)
	if left <= 0 {
		delete(p.until, domain)
	}
	return left
}
