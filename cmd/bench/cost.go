package main

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"
)

// costTimes is how often each read is asked for, by costClients at a time; costTick is in what steps
// Linux tells how long a process had a core.
const (
	costTimes   = 400
	costClients = 8
	costTick    = 10 * time.Millisecond
	costIdle    = 5 * time.Second
)

// costs tells how much of a core each read takes Postgres and the program, without what they take when
// nobody asks. Unlike a time on the wall it says nearly the same on a busy machine.
func (r *reader) costs(ctx context.Context) ([]Number, error) {
	reads, err := r.reads(ctx)
	if err != nil {
		return nil, err
	}
	if err := r.packed(ctx); err != nil {
		return nil, err
	}
	rest := r.spent()
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-time.After(costIdle):
	}
	rest = r.spent().less(rest)
	for _, read := range reads {
		if err := r.ask(ctx, read.times/4, read.path); err != nil {
			return nil, err
		}
		began, before := time.Now(), r.spent()
		if err := r.ask(ctx, read.times, read.path); err != nil {
			return nil, err
		}
		cost, idle := r.spent().less(before), time.Since(began).Seconds()/costIdle.Seconds()
		each := func(d, rest time.Duration) float64 {
			return max(0, d.Seconds()-rest.Seconds()*idle) * 1000 / float64(read.times)
		}
		r.progress("%-14s %6.2f ms of Postgres, %6.2f ms of the program (CPU, mean of %d)",
			read.id, each(cost.postgres, rest.postgres), each(cost.program, rest.program), read.times)
	}
	return nil, nil
}

// spent is how long Postgres and the program have had a core.
type spent struct{ postgres, program time.Duration }

func (r *reader) spent() spent { return spent{cpu(r.pg.Pid()), cpu(r.node.Pid())} }

func (s spent) less(o spent) spent { return spent{s.postgres - o.postgres, s.program - o.program} }

// ask asks n times, from several connections.
func (r *reader) ask(ctx context.Context, n int, path string) error {
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(costClients)
	for range n {
		group.Go(func() error {
			_, _, err := r.get(ctx, path)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return fmt.Errorf("ask %d times: %w", n, err)
	}
	return nil
}

// read is one thing the console asks for.
type read struct {
	id, path string
	times    int
}

func (r *reader) reads(ctx context.Context) ([]read, error) {
	deep, err := r.walk(ctx, min(readDepth, readCount()/readPage*3/4)*readPage)
	if err != nil {
		return nil, err
	}
	customer, err := r.somebody(ctx)
	if err != nil {
		return nil, err
	}
	all := []read{{"session", "/session", costTimes}, {"page", firstPage, costTimes}, {"deep", deep, costTimes}, {"filter", ownPage, costTimes}}
	for _, w := range searchWords {
		all = append(all, read{strings.TrimPrefix(w.id, "P4 "), w.path, costTimes})
	}
	return append(all, read{"timeline", timelineOf(customer), costTimes}, read{"report", quarter(), 40}), nil
}

// cpu is how long a process and its children have had a core.
func cpu(pid int) (total time.Duration) {
	entries, _ := os.ReadDir("/proc") // without it there is nothing to tell
	for _, e := range entries {
		if n, err := strconv.Atoi(e.Name()); err == nil {
			parent, own := stat(n)
			if n == pid || parent == pid {
				total += own
			}
		}
	}
	return total
}

// stat reads who started a process, and how long it and those of its children that have ended had a core.
func stat(pid int) (parent int, own time.Duration) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0, 0
	}
	_, rest, _ := strings.Cut(string(text), ") ") // a name may hold spaces
	fields := strings.Fields(rest)
	if len(fields) < 15 {
		return 0, 0
	}
	parent, _ = strconv.Atoi(fields[1])
	for _, f := range fields[11:15] {
		ticks, _ := strconv.Atoi(f)
		own += time.Duration(ticks) * costTick
	}
	return parent, own
}
