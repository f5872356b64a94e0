package jobs

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

func TestALoopLooksAtOnceByItsBellAndEverySoOften(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		bell := NewBell()
		var turns atomic.Int32
		done := make(chan error)
		go func() {
			done <- Loop{Every: time.Minute, Bell: bell, Log: slog.New(slog.DiscardHandler)}.Run(ctx, func(context.Context) error { turns.Add(1); return nil })
		}()
		for i, next := range []func(){func() {}, func() { bell.Ring() }, func() { time.Sleep(time.Minute) }} {
			next()
			synctest.Wait()
			if got := turns.Load(); int(got) != i+1 {
				t.Fatalf("%d turns were taken, not %d", got, i+1)
			}
		}
		cancel()
		if err := <-done; err != nil {
			t.Fatal(err)
		}
	})
}

func TestALoopLogsTroubleOnceUntilItIsOver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		var out bytes.Buffer
		answers := []error{errors.New("away"), errors.New("away"), nil, errors.New("away again")}
		err := Loop{Every: time.Second, Log: slog.New(slog.NewTextHandler(&out, nil)), Trouble: "work waits"}.Run(ctx, func(context.Context) error {
			if len(answers) == 0 {
				cancel()
				return errors.New("a turn that was cut short is no trouble")
			}
			err := answers[0]
			answers = answers[1:]
			return err
		})
		if err != nil || strings.Count(out.String(), "work waits") != 2 {
			t.Errorf("it ended with %v and logged:\n%s", err, out.String())
		}
	})
}

func TestDrainStepsUntilThereIsNoMore(t *testing.T) {
	broken := errors.New("broken")
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	tests := map[string]struct {
		ctx   context.Context
		at    int // the step that fails
		steps int
		want  error
	}{
		"all there is":                    {t.Context(), 0, 3, nil},
		"a step that fails ends it":       {t.Context(), 2, 2, broken},
		"an ended context begins no step": {gone, 0, 0, context.Canceled},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			steps := 0
			err := Drain(tt.ctx, func(context.Context) (bool, error) {
				if steps++; steps == tt.at {
					return true, broken
				}
				return steps < 3, nil
			})
			if steps != tt.steps || !errors.Is(err, tt.want) {
				t.Errorf("%d steps and %v, not %d and %v", steps, err, tt.steps, tt.want)
			}
		})
	}
}
