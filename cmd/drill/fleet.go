package main

import (
	"context"
	"fmt"
	"net"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"dari/cmd/lab"
	"dari/internal/thread/view"

	"golang.org/x/sync/errgroup"
)

// fleet is the devices of a drill: in each conversation one that writes and some that only show it.
type fleet struct {
	w         *world
	address   func(n int) string // where the n-th device finds a program
	silence   time.Duration      // after which a device takes its server for dead
	handshake time.Duration
	padding   int // bytes more in each text
	writers   []*device
	all       []*device

	delivery, gaps                 samples
	cuts, nacks, refused, reopened atomic.Int64
	full                           atomic.Int64 // texts that were refused for want of space

	ctx  context.Context
	stop context.CancelFunc
	live sync.WaitGroup
}

// perAddress is how many devices share an address of 127.0.0.0/8, as a program allows.
const perAddress = 150

func (w *world) newFleet(ctx context.Context, address func(n int) string) *fleet {
	f := &fleet{w: w, address: address, silence: 50 * time.Second, handshake: 5 * time.Second}
	f.ctx, f.stop = context.WithCancel(ctx)
	return f
}

func (f *fleet) device(pair *device) *device {
	n := len(f.all)
	group := n / perAddress
	d := &device{fleet: f, n: n, ip: net.IPv4(127, 1, byte(group/200), byte(1+group%200)), pair: pair, acked: map[string]int64{}}
	f.all = append(f.all, d)
	return d
}

// start opens so many conversations, each on so many devices, and waits until all have caught up.
func (f *fleet) start(conversations, devices int) error {
	for range conversations {
		first := f.device(nil)
		f.writers = append(f.writers, first)
		for range devices - 1 {
			f.device(first)
		}
	}
	group := errgroup.Group{}
	group.SetLimit(40)
	for _, d := range f.writers {
		group.Go(func() error {
			f.live.Go(func() { d.run(f.ctx) })
			d.compose()
			return lab.Await(f.ctx, 60*time.Second, "a conversation is open", func() bool { return d.idle() && d.at() >= 1 }, nil)
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	for _, d := range f.all {
		if d.pair != nil {
			f.live.Go(func() { d.run(f.ctx) })
		}
	}
	err := lab.Await(f.ctx, 60*time.Second, "all devices show their conversation", func() bool {
		return !slices.ContainsFunc(f.all, func(d *device) bool { return d.at() < 1 })
	}, nil)
	f.delivery.clear()
	f.gaps.clear()
	f.cuts.Store(0)
	return err
}

// connected waits until all devices are back and have caught up.
func (f *fleet) connected(ctx context.Context, limit time.Duration) bool {
	return lab.Await(ctx, limit, "all devices are back", func() bool {
		return !slices.ContainsFunc(f.all, func(d *device) bool { return !d.back() })
	}, nil) == nil
}

func (d *device) back() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.welcomed && d.opened.IsZero()
}

func (d *device) idle() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.thread.Waiting() == 0
}

func (d *device) at() int64 {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.thread.Cursor
}

// load lets every writer write so often, until the context ends.
func (f *fleet) load(ctx context.Context, every time.Duration) {
	var writing sync.WaitGroup
	for i, d := range f.writers {
		writing.Go(func() {
			pause(ctx, every*time.Duration(i)/time.Duration(len(f.writers))) // not all at the same moment
			tick := time.NewTicker(every)
			defer tick.Stop()
			for ctx.Err() == nil {
				d.compose()
				select {
				case <-ctx.Done():
				case <-tick.C:
				}
			}
		})
	}
	writing.Wait()
}

// during runs harm under load, and the load a little longer.
func (f *fleet) during(ctx context.Context, every, after time.Duration, harm func(ctx context.Context) error) error {
	loading, stop := context.WithCancel(ctx)
	var load sync.WaitGroup
	load.Go(func() { f.load(loading, every) })
	err := harm(ctx)
	if err == nil {
		pause(ctx, after)
	}
	stop()
	load.Wait()
	return err
}

// survive runs harm under load, and compares what came of it.
func (f *fleet) survive(ctx context.Context, r *Result, every, after time.Duration, harm func(ctx context.Context) error) error {
	if err := f.during(ctx, every, after, harm); err != nil {
		return err
	}
	return f.reconcile(ctx, r)
}

const sqlStored = `
SELECT c.uid::text, m.seq, m.uid::text, m.client_id::text, m.sender_kind, m.body
FROM dari.messages m JOIN dari.conversations c ON c.id = m.conversation_id ORDER BY c.id, m.seq`

// stored is what the database holds, by conversation.
func (w *world) stored(ctx context.Context) (map[string][]view.Message, error) {
	rows, err := w.db.Query(ctx, sqlStored)
	if err != nil {
		return nil, fmt.Errorf("read the messages: %w", err)
	}
	defer rows.Close()
	all := map[string][]view.Message{}
	for rows.Next() {
		var conv string
		var m view.Message
		if err := rows.Scan(&conv, &m.Seq, &m.ID, &m.ClientID, &m.From, &m.Text); err != nil {
			return nil, fmt.Errorf("read the messages: %w", err)
		}
		all[conv] = append(all[conv], m)
	}
	return all, rows.Err()
}

// settle waits until nothing waits to be sent and everybody shows everything, or the time is over:
// what is missing then is counted.
func (f *fleet) settle(ctx context.Context, limit time.Duration) (map[string][]view.Message, error) {
	began := time.Now()
	_ = lab.Await(ctx, limit, "all is sent", func() bool {
		return !slices.ContainsFunc(f.writers, func(d *device) bool { return !d.idle() })
	}, nil)
	stored, err := f.w.stored(ctx)
	if err != nil {
		return nil, err
	}
	_ = lab.Await(ctx, max(time.Second, limit-time.Since(began)), "all is shown", func() bool {
		return !slices.ContainsFunc(f.all, func(d *device) bool { return d.at() < int64(len(stored[d.conversation()])) })
	}, nil)
	return stored, nil
}

func (d *device) conversation() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.conv == "" && d.pair != nil {
		return d.pair.conversation()
	}
	return d.conv
}

// end disconnects all devices.
func (f *fleet) end() {
	f.stop()
	f.live.Wait()
}

// reconcile settles, ends the fleet, and holds what each device shows against what is stored.
func (f *fleet) reconcile(ctx context.Context, r *Result) error {
	stored, err := f.settle(ctx, 90*time.Second)
	if err != nil {
		return err
	}
	f.end()
	for conv, messages := range stored {
		f.checkStored(conv, messages, r)
	}
	for _, d := range f.all {
		d.check(stored[d.conv], r)
	}
	r.count("cuts", f.cuts.Load())
	r.count("nacks", f.nacks.Load())
	r.count("gap_p99_ms", f.gaps.quantile(0.99).Milliseconds())
	r.count("delivery_p50_ms", f.delivery.quantile(0.5).Milliseconds())
	r.count("delivery_p99_ms", f.delivery.quantile(0.99).Milliseconds())
	return nil
}

// checkStored: numbers without holes, each text once.
func (f *fleet) checkStored(conv string, messages []view.Message, r *Result) {
	seen := map[string]bool{}
	for i, m := range messages {
		if m.Seq != int64(i)+1 {
			r.count("holes", 1)
			r.mismatch("conversation %s: message %d is number %d", conv, m.Seq, i+1)
		}
		if key := m.From + m.ClientID; seen[key] {
			r.Dup++
			r.note("conversation %s holds message %d twice", conv, m.Seq)
		} else {
			seen[key] = true
		}
	}
}

// check holds one device against the store: what was acknowledged is there, what is shown is what is
// stored and all of it, and its own texts are stored once, in the order in which they were written.
func (d *device) check(stored []view.Message, r *Result) {
	at := map[string]int64{}
	for _, m := range stored {
		if m.From == "shopper" {
			at[m.ClientID] = m.Seq
		}
	}
	for id, seq := range d.acked {
		if at[id] != seq {
			r.Lost++
			r.note("device %d: a message acknowledged as %d is stored as %d", d.n, seq, at[id])
		}
	}
	r.Planned += len(d.composed)
	last := int64(0)
	for i, id := range d.composed {
		seq, ok := at[id]
		switch {
		case !ok:
			r.Lost++
			r.note("device %d: its text %d is not stored", d.n, i+1)
			continue
		case seq < last:
			r.mismatch("device %d: its text %d is stored before an earlier one", d.n, i+1)
		}
		r.Sent++
		last = seq
	}
	if missing := int64(len(stored)) - d.thread.Cursor; missing != 0 {
		r.count("holes", missing)
		r.mismatch("device %d shows messages up to %d of %d", d.n, d.thread.Cursor, len(stored))
	}
	for i, m := range d.thread.Shown {
		first := d.thread.Shown[0].Seq
		if m.Seq != first+int64(i) || first > 1 && d.resets == 0 {
			r.count("order_violations", 1)
			r.mismatch("device %d shows message %d in place %d", d.n, m.Seq, i)
		} else if m.Seq > int64(len(stored)) || m.ID != stored[m.Seq-1].ID {
			r.count("shown_twice", 1)
			r.mismatch("device %d shows something else as message %d", d.n, m.Seq)
		}
	}
}
