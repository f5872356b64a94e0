package main

import (
	"slices"
	"sync"
	"time"
)

// samples are spans of time, each with the moment it belongs to.
type samples struct {
	mu   sync.Mutex
	list []sample
}

type sample struct {
	at   time.Time
	span time.Duration
}

func (s *samples) add(at time.Time, span time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.list = append(s.list, sample{at, span})
}

func (s *samples) clear() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.list = nil
}

// quantile is that of all spans; 0 when there are none.
func (s *samples) quantile(q float64) time.Duration {
	return s.between(time.Time{}, time.Time{}, q)
}

// between is the quantile of the spans that belong to a window; a zero end means without end.
func (s *samples) between(from, to time.Time, q float64) time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	var spans []time.Duration
	for _, one := range s.list {
		if !one.at.Before(from) && (to.IsZero() || one.at.Before(to)) {
			spans = append(spans, one.span)
		}
	}
	if len(spans) == 0 {
		return 0
	}
	slices.Sort(spans)
	return spans[min(len(spans)-1, int(q*float64(len(spans))))]
}
