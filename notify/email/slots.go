package email

import (
	"context"
	"sync"
)

// Share says how much of the connections a lane may take, so that a campaign never takes the last one.
type Share int

// The shares: advertising 60 %, notices all but one, codes and replies all.
const (
	ShareAll Share = iota
	ShareMost
	ShareBulk
)

// slots counts open dialogues by share.
type slots struct {
	total int

	mu      sync.Mutex
	used    int
	byShare [3]int
	waiting []waiter
}

type waiter struct {
	share Share
	ready chan struct{}
}

func newSlots(total int) *slots { return &slots{total: total} }

// Limit is how many of n connections a share may have.
func (s Share) Limit(n int) int {
	switch s {
	case ShareBulk:
		return max(1, n*6/10)
	case ShareMost:
		return max(1, n-1)
	default:
		return n
	}
}

func (s *slots) free(share Share) bool {
	return s.used < s.total && s.byShare[share] < share.Limit(s.total)
}

func (s *slots) acquire(ctx context.Context, share Share) error {
	s.mu.Lock()
	if s.free(share) {
		s.take(share)
		s.mu.Unlock()
		return nil
	}
	w := waiter{share: share, ready: make(chan struct{})}
	s.waiting = append(s.waiting, w)
	s.mu.Unlock()
	select {
	case <-w.ready:
		return nil
	case <-ctx.Done():
		s.mu.Lock()
		defer s.mu.Unlock()
		select {
		case <-w.ready: // it was given to us at the same moment
			s.give(share)
		default:
			for i := range s.waiting {
				if s.waiting[i].ready == w.ready {
					s.waiting = append(s.waiting[:i], s.waiting[i+1:]...)
					break
				}
			}
		}
		return ctx.Err()
	}
}

func (s *slots) release(share Share) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.give(share)
}

func (s *slots) take(share Share) {
	s.used++
	s.byShare[share]++
}

// give hands a freed slot to who waits, codes first, advertising last.
func (s *slots) give(share Share) {
	s.used--
	s.byShare[share]--
	for want := ShareAll; want <= ShareBulk; want++ {
		for i := range s.waiting {
			if s.waiting[i].share == want && s.free(want) {
				s.take(want)
				close(s.waiting[i].ready)
				s.waiting = append(s.waiting[:i], s.waiting[i+1:]...)
				return
			}
		}
	}
}
