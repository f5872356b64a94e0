package live_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"dari/internal/jobs/redistest"
	"dari/internal/live"

	"go.uber.org/goleak"
)

// listener collects what it is handed, in order.
type listener struct {
	*live.Sub
	mu     sync.Mutex
	got    []string
	over   chan struct{}
	change chan struct{}
}

func newListener() *listener {
	l := &listener{over: make(chan struct{}), change: make(chan struct{}, 10000)}
	l.Sub = live.NewSub(func() { go l.drain() }, func() { close(l.over) })
	return l
}

func (l *listener) drain() {
	for f, ok := l.Next(); ok; f, ok = l.Next() {
		l.mu.Lock()
		l.got = append(l.got, string(f.Payload))
		l.mu.Unlock()
		l.change <- struct{}{}
	}
}

func (l *listener) wait(t *testing.T, n int) []string {
	t.Helper()
	late := time.After(10 * time.Second)
	for {
		l.mu.Lock()
		got := append([]string(nil), l.got...)
		l.mu.Unlock()
		if len(got) >= n {
			return got
		}
		select {
		case <-l.change:
		case <-late:
			t.Fatalf("got %d frames, want %d", len(got), n)
		}
	}
}

func TestASubscriberHearsItsTopicsInOrderAndNothingElse(t *testing.T) {
	defer goleak.VerifyNone(t)
	h := live.New(live.Options{})
	l := newListener()
	h.Subscribe(l.Sub, "conv:1")
	h.Subscribe(l.Sub, "conv:1") // twice is once
	for i := range 100 {
		h.Publish(t.Context(), "conv:1", fmt.Append(nil, i))
		h.Publish(t.Context(), "conv:2", []byte("foreign"))
	}
	for i, got := range l.wait(t, 100) {
		if got != fmt.Sprint(i) {
			t.Fatalf("frame %d is %q", i, got)
		}
	}
	h.Unsubscribe(l.Sub, "conv:1")
	h.Publish(t.Context(), "conv:1", []byte("late"))
	h.Subscribe(l.Sub, "conv:3")
	h.Publish(t.Context(), "conv:3", []byte("end"))
	if got := l.wait(t, 101); got[100] != "end" {
		t.Errorf("after leaving the topic came %q", got[100])
	}
	h.Leave(l.Sub)
	if topics := h.Topics(""); len(topics) != 0 {
		t.Errorf("topics are left: %v", topics)
	}
}

func TestASlowSubscriberIsCutOffAndTheOthersHearAll(t *testing.T) {
	defer goleak.VerifyNone(t)
	tests := map[string]struct{ frames, size int }{
		"too many frames": {live.MaxFrames + 1, 1},
		"too many bytes":  {17, live.MaxBytes / 16},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			h := live.New(live.Options{})
			over := make(chan struct{})
			slow := live.NewSub(func() {}, func() { close(over) }) // never drained
			good := newListener()
			h.Subscribe(slow, "x")
			h.Subscribe(good.Sub, "x")
			for i := range tt.frames {
				h.Publish(t.Context(), "x", make([]byte, tt.size))
				good.wait(t, i+1)
			}
			<-over
			if slow.Push(live.Frame{}) {
				t.Error("a subscriber that was cut off still takes frames")
			}
			h.Leave(slow)
			h.Leave(good.Sub)
		})
	}
}

func TestTwoProgramsHearEachOtherAndNobodyHearsTwice(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent(), goleak.IgnoreTopFunction("dari/internal/postgres/cluster.startChild.func1"))
	client := redistest.Client(t)
	ctx, cancel := context.WithCancel(t.Context())
	var done sync.WaitGroup
	ready := make(chan struct{}, 4)
	var hubs [2]*live.Hub
	var ears [2]*listener
	for i := range hubs {
		hubs[i] = live.New(live.Options{Redis: client, Resumed: func() { ready <- struct{}{} }})
		ears[i] = newListener()
		hubs[i].Subscribe(ears[i].Sub, "conv:1")
		done.Go(func() { _ = hubs[i].Run(ctx) })
	}
	<-ready
	<-ready
	for i := range 200 {
		hubs[0].Publish(ctx, "conv:1", fmt.Append(nil, i))
		if i%50 == 49 { // stay within what a queue holds
			ears[1].wait(t, i+1)
		}
	}
	hubs[1].Publish(ctx, "conv:1", []byte("end"))
	for i := range ears {
		got := ears[i].wait(t, 201)
		if len(got) != 201 {
			t.Errorf("program %d heard %d frames, want 201", i, len(got))
		}
	}
	cancel()
	done.Wait()
	_ = client.Close()
}

func TestWithoutRedisTheHubStillWorksLocally(t *testing.T) {
	h := live.New(live.Options{})
	l := newListener()
	h.Subscribe(l.Sub, "x")
	h.Publish(t.Context(), "x", []byte("1"))
	l.wait(t, 1)
}
