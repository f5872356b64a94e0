package live

import "sync"

// The bounds of a queue. Who falls further behind than this is cut off and reads anew.
const (
	MaxFrames = 256
	MaxBytes  = 1 << 20
)

// Frame is one thing for a subscriber: what was published on a topic, or something of its own to do
// in the same order.
type Frame struct {
	Topic   string
	Payload []byte
	Shared  *Shared // of a payload that goes to several subscribers here; nil otherwise
	Do      func()
}

// Shared holds what is made of a payload once, for all the subscribers of this program.
type Shared struct {
	once sync.Once
	made any
}

// Make answers what the first call has made.
func (s *Shared) Make(with func() any) any {
	s.once.Do(func() { s.made = with() })
	return s.made
}

// Sub is a subscriber: a bounded queue that one drainer empties. When frames arrive and no drainer is
// at work wake is called; it starts one, which calls Next until that answers false. An idle
// subscriber so costs neither a goroutine nor a buffer.
type Sub struct {
	wake     func()
	overflow func()

	mu       sync.Mutex
	queue    []Frame
	bytes    int
	draining bool
	closed   bool
	topicsMu sync.Mutex
	topics   []string
}

// NewSub makes a subscriber. wake must not block; overflow runs once, in a goroutine of its own, when
// the queue would grow past its bounds.
func NewSub(wake, overflow func()) *Sub { return &Sub{wake: wake, overflow: overflow} }

// Push adds a frame at the end of the queue. It answers false when the subscriber is closed or was
// cut off just now.
func (s *Sub) Push(f Frame) bool {
	s.mu.Lock()
	if s.closed {
		s.mu.Unlock()
		return false
	}
	if len(s.queue) >= MaxFrames || s.bytes+len(f.Payload) > MaxBytes {
		s.closed, s.queue = true, nil
		s.mu.Unlock()
		if s.overflow != nil {
			go s.overflow()
		}
		return false
	}
	s.queue = append(s.queue, f)
	s.bytes += len(f.Payload)
	start := !s.draining
	s.draining = true
	s.mu.Unlock()
	if start {
		s.wake()
	}
	return true
}

// Next takes the first frame. With false the drainer must end; the next frame wakes another.
func (s *Sub) Next() (Frame, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed || len(s.queue) == 0 {
		s.draining, s.queue = false, nil
		return Frame{}, false
	}
	f := s.queue[0]
	s.queue[0] = Frame{}
	s.queue = s.queue[1:]
	s.bytes -= len(f.Payload)
	return f, true
}

// Close drops what waits and takes no more.
func (s *Sub) Close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed, s.queue, s.bytes = true, nil, 0
}
