package main

import (
	"context"
	"os"
	"time"

	"dari/cmd/drill/smtpfault"
	"dari/cmd/lab"
	"dari/notify"

	"golang.org/x/sync/errgroup"
)

// scenario is a drill in which notices and a campaign leave while something goes wrong.
type scenario struct {
	id     string
	mail   smtpfault.Options
	nodes  int  // 0 means 1
	killed bool // harm kills programs that send
	harm   func(ctx context.Context, w *world, total int) error
	check  func(w *world, e evidence, r *Result)
}

// kills is how often F1 kills the worker.
func (w *world) kills() int {
	if w.full {
		return 20
	}
	return 5
}

func scenarios() []scenario {
	slow := smtpfault.Options{Latency: 40 * time.Millisecond}
	dot := func(action string) smtpfault.Options {
		return smtpfault.Options{Rules: []smtpfault.Rule{{Phase: smtpfault.Dot, Action: action, Probability: 0.04}}}
	}
	// Connections are kept, so a server that hangs up now and then is what makes banners.
	refusing := smtpfault.Options{PerConnection: 10, Rules: []smtpfault.Rule{
		{Phase: smtpfault.Banner, Action: smtpfault.Reply(421, "4.3.2 too busy"), Probability: 0.3},
		{Phase: smtpfault.Rcpt, Action: smtpfault.Reply(450, "4.2.0 greylisted"), Probability: 0.3, FirstTry: true},
		{Phase: smtpfault.Dot, Action: smtpfault.Reply(451, "4.3.0 try again"), Probability: 0.1},
	}}
	return []scenario{
		{id: "F1", mail: slow, killed: true, harm: killWorker, check: fewUnknown},
		{id: "F3", mail: slow, nodes: 2, harm: wipeRedis, check: allSent()},
		{id: "F7", mail: refusing, check: allSent("banner/421", "rcpt/450", "dot/451")},
		{id: "F10", mail: dot(smtpfault.Drop), check: unansweredAreUnknown},
		{id: "F11", mail: dot(smtpfault.Reply250Drop), check: allSent("dot/reply250drop")},
	}
}

// sizes are how many orders are shipped (each is told by mail and by text message) and how many
// members get the campaign.
func (w *world) sizes() (orders, members int) {
	if w.full {
		return 1250, 2500
	}
	return 100, 160
}

func (s scenario) run(ctx context.Context, w *world) (Result, error) {
	orders, members := w.sizes()
	if err := w.startMail(s.mail); err != nil {
		return Result{}, err
	}
	if err := w.linkOrders(ctx, orders); err != nil {
		return Result{}, err
	}
	if err := w.members(ctx, members); err != nil {
		return Result{}, err
	}
	if err := w.startNodes(ctx, max(1, s.nodes)); err != nil {
		return Result{}, err
	}
	if err := w.campaign(ctx, w.nodes[0]); err != nil {
		return Result{}, err
	}
	total := 2*orders + members
	group, within := errgroup.WithContext(ctx)
	group.Go(func() error { return w.shipAll(within, orders, total) })
	if s.harm != nil {
		group.Go(func() error { return s.harm(within, w, total) })
	}
	if err := group.Wait(); err != nil {
		return Result{}, err
	}
	limit := time.Minute
	if w.full {
		limit = 5 * time.Minute
	}
	w.settle(ctx, limit)
	e, err := w.evidence(ctx, members, s.killed)
	if err != nil {
		return Result{}, err
	}
	r := reconcile(e)
	if r.Planned != total {
		r.mismatch("%d deliveries were planned, not %d", r.Planned, total)
	}
	s.check(w, e, &r)
	r.Pass = r.Pass && r.Mismatch == 0
	r.note("what went wrong at the mail server: %v", w.mail.Stats())
	return r, nil
}

// shipAll ships the orders in ten statements, spread over the time the campaign takes.
func (w *world) shipAll(ctx context.Context, orders, total int) error {
	const parts = 10
	for i := range parts {
		if err := w.ship(ctx, i*orders/parts+1, (i+1)*orders/parts); err != nil {
			return err
		}
		// Go on when a part of everything has arrived, or after a second if nothing moves.
		_ = lab.Await(ctx, time.Second, "more has arrived", func() bool { return w.journal.Len() >= (i+1)*total/(2*parts) }, nil)
	}
	return ctx.Err()
}

// killWorker kills the program at random moments, each at some progress since it was started.
func killWorker(ctx context.Context, w *world, total int) error {
	n := w.nodes[0]
	for range w.kills() {
		target := w.journal.Len() + 1 + w.rand.IntN(total/(w.kills()+1))
		_ = lab.Await(ctx, 10*time.Second, "some messages have arrived", func() bool { return w.journal.Len() >= target }, nil)
		pause(ctx, time.Duration(w.rand.IntN(60))*time.Millisecond)
		n.Kill()
		if err := n.Start(ctx); err != nil {
			return err
		}
	}
	return nil
}

// wipeRedis empties Redis in the middle of the run, and later kills it and deletes its files.
func wipeRedis(ctx context.Context, w *world, total int) error {
	reached := func(part float64) {
		_ = lab.Await(ctx, 10*time.Second, "some messages have arrived", func() bool { return w.journal.Len() >= int(part*float64(total)) }, nil)
	}
	reached(0.2)
	c := w.redis.Client()
	err := c.FlushAll(ctx).Err()
	_ = c.Close()
	if err != nil {
		return err
	}
	reached(0.45)
	w.redis.Kill()
	if err := os.RemoveAll(w.redis.Dir); err != nil {
		return err
	}
	reached(0.6) // it goes on without
	return w.redis.Start(ctx)
}

func pause(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}

// window is how many messages a program may have in flight.
const window = 20

// fewUnknown: a kill leaves at most the messages in flight unknown.
func fewUnknown(w *world, _ evidence, r *Result) {
	if r.Unknown > w.kills()*window {
		r.mismatch("%d outcomes are unknown after %d kills with %d messages in flight each", r.Unknown, w.kills(), window)
	}
}

// unansweredAreUnknown: exactly those dialogues are unknown that got no answer. A notice is then sent
// once more, advertising never.
func unansweredAreUnknown(_ *world, e evidence, r *Result) {
	silent, dialogues := map[string]int{}, map[string]int{}
	unanswered, second := 0, 0
	for _, l := range e.journal {
		dialogues[l.DeliveryID]++
		if l.Silent() {
			silent[l.DeliveryID]++
			unanswered++
		}
	}
	for _, d := range e.ledger {
		want := 1
		if d.Class != string(notify.Marketing) && silent[d.ID] > 0 {
			want, second = 2, second+1
		}
		if got := dialogues[d.ID]; got != want {
			r.mismatch("delivery %s (%s) was sent %d times, not %d", d.ID, d.Class, got, want)
		}
	}
	if unanswered == 0 || r.Unknown != unanswered {
		r.mismatch("%d dialogues got no answer, %d are unknown in the ledger", unanswered, r.Unknown)
	}
	r.note("%d dialogues got no answer, %d notices were sent a second time", unanswered, second)
}

// allSent: whatever went wrong, every message has left once and its outcome is known. The names are of
// faults that must have happened, so that the drill has drilled something.
func allSent(faults ...string) func(w *world, _ evidence, r *Result) {
	return func(w *world, _ evidence, r *Result) {
		if r.Unknown > 0 || r.Sent != r.Planned {
			r.mismatch("%d unknown, %d of %d sent", r.Unknown, r.Sent, r.Planned)
		}
		for _, name := range faults {
			if w.mail.Stats()[name] == 0 {
				r.mismatch("the mail server never did %s", name)
			}
		}
	}
}
