package main

import (
	"bytes"
	"context"
	"errors"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"dari/cmd/lab"
	"dari/internal/thread/view"

	"github.com/google/uuid"
	"github.com/gorilla/websocket"
	"golang.org/x/sync/errgroup"
)

// slowness is C-7: sockets that stop reading, beside as many that do not.
type slowness struct {
	w      *world
	r      Result
	n      *node
	cookie string
	conv   string

	slow, normal []*agent
	deaf         atomic.Bool // the slow ones do not read
	spans        samples
	seen         atomic.Int64 // how many heard 4008 themselves
	ended        atomic.Int64 // how many slow ones have noticed their end
	missed       atomic.Int64 // messages that were made good after the end
	mu           sync.Mutex   // of the result
	reading      sync.WaitGroup
}

func slowConsumers(ctx context.Context, w *world) (Result, error) {
	n, err := w.startNode(ctx)
	if err != nil {
		return Result{}, err
	}
	s := &slowness{w: w, n: n}
	err = s.run(ctx)
	s.deaf.Store(false)
	for _, a := range append(s.slow, s.normal...) {
		if a != nil {
			_ = a.ws.Close()
		}
	}
	s.reading.Wait()
	return s.r, err
}

func (s *slowness) run(ctx context.Context) error {
	if err := s.open(ctx, size(s.w, 25, 500)); err != nil {
		return err
	}
	for _, a := range s.normal {
		s.reading.Go(func() { s.listen(ctx, a, nil) })
	}
	for _, a := range s.slow {
		s.reading.Go(func() { s.listen(ctx, a, &s.deaf); s.ended.Add(1) })
	}
	// Below a writer's limit, and in a full run below what the machine can hand to a thousand sockets.
	writers, perSecond := size(s.w, 8, 2), size(s.w, 8, 4)
	before, err := s.phase(ctx, writers, perSecond, size(s.w, 2*time.Second, 10*time.Second), nil)
	if err != nil {
		return err
	}
	memory, err := s.n.metric(ctx, "process_resident_memory_bytes")
	if err != nil {
		return err
	}
	s.deaf.Store(true)
	stopped := time.Now()
	peak := memory
	after, err := s.phase(ctx, writers, perSecond, size(s.w, 90*time.Second, 35*time.Second), func() bool {
		now, err := s.n.metric(ctx, "process_resident_memory_bytes")
		if err == nil {
			peak = max(peak, now)
		}
		closed, _ := s.n.metric(ctx, `dari_sockets_closed_total{code="4008"}`)
		return int(closed) >= len(s.slow)
	})
	if err != nil {
		return err
	}
	s.w.atMost(&s.r, "all_cut_off", time.Since(stopped), 30*time.Second)
	s.r.count("normal_p99_before_ms", before.Milliseconds())
	s.w.atMost(&s.r, "normal_p99", after, before*6/5)
	s.r.count("memory_growth_kb", int64(peak-memory)/1024)
	// A busy program lets its heap grow further before it collects, which is more than 25 sockets hold.
	if limit := float64(len(s.slow)+size(s.w, 125, 0)) * 1.5 * (1 << 20); peak-memory > limit {
		s.r.mismatch("memory grew by %.0f MiB", (peak-memory)/(1<<20))
	}
	return s.comeBack(ctx)
}

// open makes the conversation and opens it on all sockets.
func (s *slowness) open(ctx context.Context, each int) error {
	var err error
	if s.cookie, err = s.w.signIn(ctx, s.n); err != nil {
		return err
	}
	shopper, err := s.w.visit(ctx, s.n, "")
	if err != nil {
		return err
	}
	defer shopper.ws.Close()
	ack, err := shopper.say(uuid.New(), "시작")
	if err != nil {
		return err
	}
	s.conv = ack.text("conversation")
	s.slow, s.normal = make([]*agent, each), make([]*agent, each)
	group := errgroup.Group{}
	group.SetLimit(20)
	for i := range 2 * each {
		group.Go(func() error {
			a, err := s.w.watch(ctx, s.n, s.cookie, s.conv, i, i < each, view.Thread{})
			if i < each {
				s.slow[i] = a
			} else {
				s.normal[i-each] = a
			}
			return err
		})
	}
	return group.Wait()
}

// listen reads frames, but stops while deaf says so; what comes is measured and not kept.
func (s *slowness) listen(ctx context.Context, a *agent, deaf *atomic.Bool) {
	for {
		for deaf != nil && deaf.Load() && ctx.Err() == nil {
			pause(ctx, 20*time.Millisecond)
		}
		_ = a.ws.SetReadDeadline(time.Now().Add(time.Minute))
		_, data, err := a.ws.ReadMessage()
		if err != nil {
			if end := (&websocket.CloseError{}); errors.As(err, &end) && end.Code == 4008 {
				s.seen.Add(1)
			}
			return
		}
		if bytes.Contains(data, []byte(`"t":"ping"`)) {
			_ = a.ws.WriteJSON(frame{"t": "pong"})
		}
		if at, ok := sentAt(data); ok {
			if deaf == nil {
				s.spans.add(at, time.Since(at))
			}
			a.thread.Cursor++ // live frames come without a hole: the socket would be closed otherwise
		}
	}
}

// sentAt finds the moment of writing in a frame, without taking it apart.
func sentAt(data []byte) (time.Time, bool) {
	_, rest, ok := bytes.Cut(data, []byte(`"text":"`))
	nanos, _, ok2 := bytes.Cut(rest, []byte{' '})
	n, err := strconv.ParseInt(string(nanos), 10, 64)
	return time.Unix(0, n), ok && ok2 && err == nil
}

// phase lets the writers write until enough says so or the time is over, and answers the p99 of those
// who read.
func (s *slowness) phase(ctx context.Context, writers, perSecond int, limit time.Duration, enough func() bool) (time.Duration, error) {
	began := time.Now()
	writing, stop := context.WithTimeout(ctx, limit)
	defer stop()
	group := errgroup.Group{}
	for i := range writers {
		group.Go(func() error {
			a, err := s.w.watch(ctx, s.n, s.cookie, s.conv, i, false, view.Thread{})
			if err != nil {
				return err
			}
			defer a.ws.Close()
			for writing.Err() == nil {
				next := time.Now().Add(time.Second / time.Duration(perSecond))
				if _, err := a.say(uuid.New(), textAt(time.Now(), 0)+strings.Repeat("x", 3900)); err != nil {
					return err
				}
				pause(writing, time.Until(next))
			}
			return nil
		})
	}
	for enough != nil && writing.Err() == nil && !enough() {
		pause(writing, 100*time.Millisecond)
	}
	if enough != nil {
		stop()
	}
	err := group.Wait()
	return s.spans.between(began, time.Time{}, 0.99), err
}

// comeBack lets the slow ones read again: each finds its socket closed, and what it has missed.
func (s *slowness) comeBack(ctx context.Context) error {
	closed, err := s.n.metric(ctx, `dari_sockets_closed_total{code="4008"}`)
	if err != nil {
		return err
	}
	s.r.Planned, s.r.Sent = len(s.slow), int(closed)
	if int(closed) != len(s.slow) {
		s.r.mismatch("%d of %d slow sockets were closed with 4008", int(closed), len(s.slow))
	}
	s.deaf.Store(false)
	if err := lab.Await(ctx, size(s.w, 20*time.Second, time.Minute), "the slow ones notice their end", func() bool { return int(s.ended.Load()) == len(s.slow) }, nil); err != nil {
		s.r.mismatch("%v", err)
		return nil
	}
	stored, err := s.w.stored(ctx)
	if err != nil {
		return err
	}
	head := int64(len(stored[s.conv]))
	group, within := errgroup.WithContext(ctx)
	group.SetLimit(20)
	for i := range s.slow {
		group.Go(func() error { return s.catchUp(within, i, head) })
	}
	if err := group.Wait(); err != nil {
		return err
	}
	s.r.count("heard_4008", s.seen.Load())
	s.r.count("made_good", s.missed.Load())
	s.r.zeros()
	return nil
}

// catchUp reads on from the last message that a slow socket had read itself.
func (s *slowness) catchUp(ctx context.Context, i int, head int64) error {
	known := view.Thread{Epoch: s.slow[i].thread.Epoch, Cursor: s.slow[i].thread.Cursor}
	again, err := s.w.watch(ctx, s.n, s.cookie, s.conv, i, false, known)
	if err != nil {
		return err
	}
	defer again.ws.Close()
	for again.thread.Cursor < head {
		f, err := again.next()
		if err != nil {
			return err
		}
		if f.T == "messages" && f.Reset {
			s.mismatches("socket %d begins anew after message %d of %d", i, known.Cursor, head)
			return nil
		}
	}
	for n, m := range again.thread.Shown {
		if m.Seq != known.Cursor+int64(n)+1 {
			s.mismatches("socket %d shows message %d in place %d", i, m.Seq, known.Cursor+int64(n)+1)
		}
	}
	s.missed.Add(head - known.Cursor)
	return nil
}

// mismatches are counted by many at once.
func (s *slowness) mismatches(format string, args ...any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.r.mismatch(format, args...)
}
