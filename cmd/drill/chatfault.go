package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"syscall"
	"time"

	"dari/cmd/lab"
	"dari/internal/thread"

	"github.com/Shopify/toxiproxy/v2"
	"github.com/google/uuid"
	"github.com/rs/zerolog"
	"golang.org/x/sync/errgroup"
)

// lostPublish is C-5: what one program says through Redis does not arrive, and neither does what it
// should hear, while the connection looks alive.
func lostPublish(ctx context.Context, w *world) (Result, error) {
	quiet := zerolog.Nop()
	proxy := toxiproxy.NewProxy(toxiproxy.NewServer(toxiproxy.NewMetricsContainer(nil), quiet), "redis", "127.0.0.1:0", w.redis.Addr())
	if err := proxy.Start(); err != nil {
		return Result{}, fmt.Errorf("start the proxy before Redis: %w", err)
	}
	w.closers = append(w.closers, proxy.Stop)
	if _, err := w.startNode(ctx); err != nil {
		return Result{}, err
	}
	if _, err := w.startNode(ctx, "DARI_REDIS_URL=redis://"+proxy.Listen+"/0"); err != nil {
		return Result{}, err
	}
	f, _, err := w.balanced(ctx)
	if err != nil {
		return Result{}, err
	}
	if err := f.start(size(w, 40, 500), 2); err != nil {
		return Result{}, err
	}
	r := Result{}
	var from, to time.Time
	err = f.survive(ctx, &r, size(w, 300*time.Millisecond, time.Second), size(w, time.Second, 2*time.Second), func(ctx context.Context) error {
		pause(ctx, time.Second)
		from = time.Now()
		for _, stream := range []string{"upstream", "downstream"} {
			toxic := fmt.Sprintf(`{"name":%q,"type":"timeout","stream":%q,"attributes":{"timeout":10000}}`, stream, stream)
			if _, err := proxy.Toxics.AddToxicJson(strings.NewReader(toxic)); err != nil {
				return fmt.Errorf("poison the connection: %w", err)
			}
		}
		pause(ctx, size(w, 6*time.Second, 10*time.Second)) // longer than a program waits before it looks for itself
		to = time.Now()
		proxy.Toxics.ResetToxics(ctx)
		return nil
	})
	if err != nil {
		return r, err
	}
	w.atMost(&r, "poisoned_p99", f.delivery.between(from, to, 0.99), 7*time.Second)
	r.zeros()
	return r, nil
}

// restartedPostgres is C-6: the database ends without a checkpoint and is started again, under load.
func restartedPostgres(ctx context.Context, w *world) (Result, error) {
	f, err := w.pairs(ctx, size(w, 40, 200))
	if err != nil {
		return Result{}, err
	}
	r := Result{}
	askers := w.askers()
	slowest := time.Duration(0)
	err = f.survive(ctx, &r, size(w, 250*time.Millisecond, 500*time.Millisecond), size(w, time.Second, 5*time.Second), func(ctx context.Context) error {
		for range size(w, 1, 3) {
			pause(ctx, size(w, time.Second, 5*time.Second))
			if err := w.lab.RestartPostgres(ctx); err != nil {
				return err
			}
			took, err := askers.served(ctx)
			if err != nil {
				return err
			}
			slowest = max(slowest, took)
		}
		return nil
	})
	if err != nil {
		return r, err
	}
	w.atMost(&r, "recovered", slowest, 10*time.Second)
	return r, askers.report(ctx, &r)
}

// askers write to each program by HTTP.
type askers []*prober

func (w *world) askers() (list askers) {
	for _, n := range w.nodes {
		list = append(list, newProber(w, n.Addr))
	}
	return list
}

// served is how long it takes from now until every program has stored a message.
func (a askers) served(ctx context.Context) (time.Duration, error) {
	began := time.Now()
	limited, stop := context.WithTimeout(ctx, 90*time.Second)
	defer stop()
	group := errgroup.Group{}
	for i, p := range a {
		group.Go(func() error {
			before := len(p.acked)
			p.write(limited, began)
			if len(p.acked) == before {
				return fmt.Errorf("program %d has stored nothing for %s", i+1, time.Since(began).Round(time.Second))
			}
			return nil
		})
	}
	err := group.Wait()
	return time.Since(began), err
}

// report counts what they have written with the rest, and judges it all.
func (a askers) report(ctx context.Context, r *Result) error {
	for _, p := range a {
		if err := p.report(ctx, r); err != nil {
			return err
		}
	}
	r.zeros()
	return nil
}

// stormedNode is C-8: the program that holds all sockets is killed and started again, and all come back
// at once, to what was written in the meantime.
func stormedNode(ctx context.Context, w *world) (Result, error) {
	if _, err := w.startNode(ctx); err != nil {
		return Result{}, err
	}
	n := w.nodes[0]
	f := w.newFleet(ctx, func(int) string { return n.Addr })
	w.closers = append(w.closers, f.end)
	if err := f.start(size(w, 300, 5000), 1); err != nil {
		return Result{}, err
	}
	r := Result{}
	asking := newProber(w, n.Addr)
	n.Kill()
	killed := time.Now()
	group := errgroup.Group{}
	group.Go(func() error { return w.writeToAll(ctx, f) })
	if err := n.Start(ctx); err != nil {
		return r, err
	}
	served := time.Now()
	probing, stop := context.WithCancel(ctx)
	group.Go(func() error { asking.run(probing, 60*time.Millisecond); return nil })
	most, err := w.recover(ctx, f)
	stop()
	if err := errors.Join(err, group.Wait()); err != nil {
		return r, err
	}
	r.count("sockets", int64(len(f.all)))
	r.count("since_kill_ms", time.Since(killed).Milliseconds())
	w.atMost(&r, "recovered", time.Since(served), 30*time.Second)
	r.count("postgres_connections", int64(most))
	if most > poolSize {
		r.mismatch("the program held %d connections to Postgres, its pool has %d", most, poolSize)
	}
	w.atMost(&r, "post", asking.spans.quantile(0.99), time.Second)
	if err := asking.report(ctx, &r); err != nil {
		return r, err
	}
	if err := f.reconcile(ctx, &r); err != nil {
		return r, err
	}
	r.zeros()
	return r, nil
}

// poolSize is the default of DARI_DATABASE_CONNS.
const poolSize = 16

// writeToAll appends an answer to each conversation, as another program does.
func (w *world) writeToAll(ctx context.Context, f *fleet) error {
	store := thread.New(thread.Options{DB: w.db})
	group, within := errgroup.WithContext(ctx)
	group.SetLimit(64)
	for _, d := range f.writers {
		uid, err := uuid.Parse(d.conversation())
		if err != nil {
			return fmt.Errorf("read the id of a conversation: %w", err)
		}
		group.Go(func() error {
			conv, err := thread.ByUID(within, w.db, uid)
			if err != nil {
				return err
			}
			_, err = store.Append(within, thread.Append{ConversationID: conv.ID, SenderKind: thread.System, ClientID: uuid.New(), Body: "곧 답을 드릴게요"})
			return err
		})
	}
	return group.Wait()
}

const sqlConnections = `SELECT count(*) FROM pg_stat_activity WHERE application_name = 'dari' AND datname = current_database()`

// recover waits until every device is back and shows the two messages, and counts the program's
// connections meanwhile.
func (w *world) recover(ctx context.Context, f *fleet) (most int, err error) {
	done := make(chan bool, 1)
	go func() {
		done <- lab.Await(ctx, time.Minute, "all are back", func() bool {
			for _, d := range f.all {
				if !d.back() || d.at() < 2 {
					return false
				}
			}
			return true
		}, nil) == nil
	}()
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case ok := <-done:
			if !ok {
				err = fmt.Errorf("some devices did not come back within a minute")
			}
			return most, err
		case <-tick.C:
			var n int
			if err := w.db.QueryRow(ctx, sqlConnections).Scan(&n); err != nil {
				return most, fmt.Errorf("count connections: %w", err)
			}
			most = max(most, n)
		}
	}
}

// stoppedNode is C-11: a program stands still for a while, with all its sockets open, and goes on.
func stoppedNode(ctx context.Context, w *world) (Result, error) {
	f, _, err := w.twoNodes(ctx)
	if err != nil {
		return Result{}, err
	}
	f.silence, f.handshake = size(w, 2*time.Second, 8*time.Second), size(w, time.Second, 3*time.Second)
	if err := f.start(size(w, 40, 300), 2); err != nil {
		return Result{}, err
	}
	r := Result{}
	probing, stop := context.WithCancel(ctx)
	defer stop()
	go f.probe(probing, f.silence/4)
	err = f.survive(ctx, &r, size(w, 300*time.Millisecond, time.Second), size(w, time.Second, 3*time.Second), func(ctx context.Context) error {
		n := w.nodes[0]
		if err := n.Signal(syscall.SIGSTOP); err != nil {
			return fmt.Errorf("stop a program: %w", err)
		}
		pause(ctx, size(w, 3*time.Second, 20*time.Second))
		// About half of the devices were at the program that hangs; each notices it by the pings.
		left := func() bool { return f.cuts.Load() >= int64(len(f.all))/4 }
		if lab.Await(ctx, 30*time.Second, "devices leave", left, nil) != nil {
			r.mismatch("only %d of %d devices have left a program that hangs", f.cuts.Load(), len(f.all))
		}
		if err := n.Signal(syscall.SIGCONT); err != nil {
			return fmt.Errorf("let a program go on: %w", err)
		}
		return nil
	})
	if err != nil {
		return r, err
	}
	r.zeros()
	return r, nil
}

// probe asks for a sign of life on every device, so often.
func (f *fleet) probe(ctx context.Context, every time.Duration) {
	for ctx.Err() == nil {
		for _, d := range f.all {
			d.probe()
		}
		pause(ctx, every)
	}
}
