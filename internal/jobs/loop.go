package jobs

import (
	"context"
	"log/slog"
	"time"
)

// Loop looks for work again and again: at once, whenever its bell rings, and every so often should the
// bell have rung in another program. The rows say what there is to do; any number of programs may look.
type Loop struct {
	Every time.Duration
	Bell  Bell          // nil: only every so often
	Rest  time.Duration // between two turns at least: a turn then finds much to do at once
	Log   *slog.Logger
	// Trouble is the sentence that is logged when a turn fails: once, until one succeeds again.
	Trouble string
}

// Run takes turns until the context ends.
func (l Loop) Run(ctx context.Context, turn func(context.Context) error) error {
	tick := time.NewTicker(l.Every)
	defer tick.Stop()
	failing := false
	for {
		err := turn(ctx)
		if ctx.Err() != nil {
			return nil
		}
		if err != nil && !failing {
			l.Log.ErrorContext(ctx, l.Trouble, "error", err)
		}
		failing = err != nil
		sleep(ctx, l.Rest)
		select {
		case <-ctx.Done():
			return nil
		case <-l.Bell:
		case <-tick.C:
		}
	}
}

// Drain takes one step after another until there is nothing more to do, a step fails or the context ends.
func Drain(ctx context.Context, step func(context.Context) (more bool, err error)) error {
	for ctx.Err() == nil {
		more, err := step(ctx)
		if err != nil || !more {
			return err
		}
	}
	return ctx.Err()
}

// longestRest is how long Gently rests at most.
const longestRest = 30 * time.Millisecond

// Gently lets four times as much time pass after each step as it took, so that work for which nobody
// waits takes a fifth of a core from that for which somebody does.
func Gently(step func(context.Context) (more bool, err error)) func(context.Context) (more bool, err error) {
	return func(ctx context.Context) (more bool, err error) {
		began := time.Now()
		if more, err = step(ctx); more && err == nil {
			sleep(ctx, min(4*time.Since(began), longestRest))
		}
		return more, err
	}
}

// Bell makes a loop of this program look now instead of at its next turn.
type Bell chan struct{}

// NewBell makes a bell that remembers one ring for a loop that is busy.
func NewBell() Bell { return make(Bell, 1) }

// Ring never waits.
func (b Bell) Ring() {
	select {
	case b <- struct{}{}:
	default:
	}
}
