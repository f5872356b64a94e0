package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"time"

	"dari/cmd/lab"

	"golang.org/x/sync/errgroup"
)

// size chooses between the small run and the full one.
func size[T any](w *world, small, full T) T {
	if w.full {
		return full
	}
	return small
}

// twoNodes starts two programs behind a balancer, and a fleet before it.
func (w *world) twoNodes(ctx context.Context) (*fleet, *balancer, error) {
	if err := w.startNodes(ctx, 2); err != nil {
		return nil, nil, err
	}
	return w.balanced(ctx)
}

// pairs starts two programs and, before them, a fleet with two devices in each of so many conversations.
func (w *world) pairs(ctx context.Context, conversations int) (*fleet, error) {
	f, _, err := w.twoNodes(ctx)
	if err != nil {
		return nil, err
	}
	return f, f.start(conversations, 2)
}

// balanced puts a balancer before the programs, and a fleet before it.
func (w *world) balanced(ctx context.Context) (*fleet, *balancer, error) {
	b, err := startBalancer(w.nodes[0].Addr, w.nodes[1].Addr)
	if err != nil {
		return nil, nil, err
	}
	w.closers = append(w.closers, b.close)
	f := w.newFleet(ctx, func(int) string { return b.addr() })
	w.closers = append(w.closers, f.end)
	return f, b, nil
}

// zeros is what every chat drill asks.
func (r *Result) zeros() { r.Pass = r.Lost == 0 && r.Dup == 0 && r.Mismatch == 0 && r.Planned > 0 }

// atMost fails a full run when a span is longer than promised. A small run shares the machine with
// other drills: its spans say more about them than about the program, and are only told.
func (w *world) atMost(r *Result, what string, got, limit time.Duration) {
	r.count(what+"_ms", 0)
	r.Counts[what+"_ms"] = got.Milliseconds()
	if got <= limit {
		return
	}
	tell := r.note
	if w.full {
		tell = r.mismatch
	}
	tell("%s was %s, promised are %s", what, got.Round(time.Millisecond), limit)
}

// killedNodes is C-3: kill -9 of one of two programs after the other, under load.
func killedNodes(ctx context.Context, w *world) (Result, error) {
	f, err := w.pairs(ctx, size(w, 40, 500))
	if err != nil {
		return Result{}, err
	}
	r := Result{}
	rounds, every := size(w, 3, 12), size(w, 1500*time.Millisecond, 5*time.Second)
	err = f.survive(ctx, &r, size(w, 300*time.Millisecond, time.Second), time.Second, func(ctx context.Context) error {
		for i := range rounds {
			began := time.Now()
			n := w.nodes[i%2]
			n.Kill()
			if err := n.Start(ctx); err != nil {
				return err
			}
			pause(ctx, every-time.Since(began))
		}
		return nil
	})
	if err != nil {
		return r, err
	}
	r.count("kills", int64(rounds))
	w.atMost(&r, "gap_p99", f.gaps.quantile(0.99), 2*time.Second)
	r.zeros()
	return r, nil
}

// lostRedis is C-4: Redis is killed, its data is deleted, and it stays away for a while. Before and
// after, the two programs share their conversations through it; in between they look for themselves.
func lostRedis(ctx context.Context, w *world) (Result, error) {
	f, err := w.pairs(ctx, size(w, 40, 500))
	if err != nil {
		return Result{}, err
	}
	r := Result{}
	var down, back time.Time
	began := time.Now()
	err = f.survive(ctx, &r, size(w, 300*time.Millisecond, time.Second), size(w, time.Second, 2*time.Second), func(ctx context.Context) error {
		pause(ctx, size(w, time.Second, 10*time.Second))
		w.redis.Kill()
		down = time.Now()
		if err := os.RemoveAll(w.redis.Dir); err != nil {
			return fmt.Errorf("delete the data of Redis: %w", err)
		}
		pause(ctx, size(w, 6*time.Second, 30*time.Second)) // longer than a program waits before it looks for itself
		for _, n := range w.nodes {
			if err := n.degraded(ctx, &r); err != nil {
				return err
			}
		}
		if err := w.redis.Start(ctx); err != nil {
			return err
		}
		back = time.Now()
		return nil
	})
	if err != nil {
		return r, err
	}
	w.atMost(&r, "with_redis_p99", f.delivery.between(began, down.Add(-200*time.Millisecond), 0.99), 2*time.Second)
	w.atMost(&r, "without_redis_p99", f.delivery.between(down.Add(-200*time.Millisecond), back, 0.99), 7*time.Second)
	if r.Counts["cuts"] > 0 {
		r.mismatch("%d sockets were cut, without any need", r.Counts["cuts"])
	}
	r.zeros()
	return r, nil
}

// degraded asks what a load balancer asks: the program serves, and says what it misses.
func (n *node) degraded(ctx context.Context, r *Result) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+n.Addr+"/readyz", nil)
	if err != nil {
		return fmt.Errorf("ask whether it is ready: %w", err)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return fmt.Errorf("ask whether it is ready: %w", err)
	}
	defer resp.Body.Close()
	var answer struct {
		Down map[string]string `json:"down"`
	}
	if err := json.NewDecoder(resp.Body).Decode(&answer); err != nil {
		return fmt.Errorf("read whether it is ready: %w", err)
	}
	if resp.StatusCode != http.StatusOK || answer.Down["redis"] == "" || len(answer.Down) != 1 {
		r.mismatch("without Redis /readyz answers %d, down: %v", resp.StatusCode, answer.Down)
	}
	return nil
}

// rollingRestart is C-9: each of two programs is ended and started twice, as a new version comes in.
func rollingRestart(ctx context.Context, w *world) (Result, error) {
	f, b, err := w.twoNodes(ctx)
	if err != nil {
		return Result{}, err
	}
	bases := []int{}
	for _, n := range w.nodes {
		base, err := n.metric(ctx, "go_goroutines")
		if err != nil {
			return Result{}, err
		}
		bases = append(bases, int(base))
	}
	if err := f.start(size(w, 40, 500), 2); err != nil {
		return Result{}, err
	}
	r := Result{}
	asking := newProber(w, b.addr())
	err = f.survive(ctx, &r, size(w, 300*time.Millisecond, time.Second), time.Second, func(ctx context.Context) error {
		probing, stop := context.WithCancel(ctx)
		group := errgroup.Group{}
		group.Go(func() error { asking.run(probing, 50*time.Millisecond); return nil })
		defer func() { stop(); _ = group.Wait() }()
		for i := range size(w, 2, 4) {
			if err := w.nodes[i%2].restart(ctx, &r); err != nil {
				return err
			}
			f.connected(ctx, 20*time.Second)
			pause(ctx, size(w, 300*time.Millisecond, 2*time.Second))
		}
		return nil
	})
	if err != nil {
		return r, err
	}
	if err := asking.report(ctx, &r); err != nil {
		return r, err
	}
	if n := f.refused.Load() + asking.failed.Load(); n > 0 {
		r.count("http_5xx", n)
		r.mismatch("%d requests were answered with 5xx", n)
	}
	for i, n := range w.nodes {
		if err := n.calms(ctx, bases[i], &r); err != nil {
			return r, err
		}
	}
	r.zeros()
	return r, nil
}

// restart ends a program politely and starts it again.
func (n *node) restart(ctx context.Context, r *Result) error {
	began := time.Now()
	n.Stop()
	took := time.Since(began)
	if code := n.ExitCode(); code != 0 {
		r.mismatch("a program that was told to end answered %d", code)
	}
	if took > 30*time.Second {
		r.mismatch("a program took %s to end", took)
	}
	r.count("slowest_end_ms", 0)
	r.Counts["slowest_end_ms"] = max(r.Counts["slowest_end_ms"], took.Milliseconds())
	return n.Start(ctx)
}

// slack is by how many goroutines a program may differ from what it was before: connections that are
// kept open, and what happens to run at that moment.
const slack = 25

// calms waits until a program without sockets has as few goroutines as when it was new.
func (n *node) calms(ctx context.Context, base int, r *Result) error {
	now := 0.0
	var err error
	_ = lab.Await(ctx, 15*time.Second, "goroutines are gone", func() bool {
		http.DefaultClient.CloseIdleConnections()
		now, err = n.metric(ctx, "go_goroutines")
		return err != nil || int(now) <= base+slack
	}, nil)
	if err != nil {
		return err
	}
	if int(now) > base+slack {
		r.mismatch("a program has %d goroutines, at first it had %d", int(now), base)
	}
	return nil
}
