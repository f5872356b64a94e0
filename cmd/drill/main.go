// Command drill breaks a running Dari on purpose and counts what became of every message. It builds
// the real program, starts it beside a private Postgres and Redis, lets a shop with plain SQL and a
// campaign give it work, does harm (kills, wiped stores, a mail server that misbehaves), and compares
// the ledger with what the mail server and the SMS gateway have written down.
//
//	go run ./cmd/drill                  all drills at small size, three at a time
//	go run ./cmd/drill --full F1 F10    at full size, one after the other
//
// Each drill prints one JSON line; the exit code is 1 when one fails. docs/drills.md tells what each
// proves, its sizes and how it went.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"time"

	"dari/cmd/lab"

	"golang.org/x/sync/errgroup"
)

// drill is one entry of the list.
type drill struct {
	id    string
	run   func(ctx context.Context, w *world) (Result, error)
	alone bool // it harms the Postgres that others share: it gets one of its own
}

// drills are all of them, those first that take longest: what is left at the end is short.
func drills() []drill {
	list := []drill{
		{id: "M-7", run: hostileMail},
		{id: "C-5", run: lostPublish},
		{id: "F17", run: concurrentUpdates},
		{id: "C-10", run: fullDisk},
		{id: "C-4", run: lostRedis},
		{id: "C-11", run: stoppedNode},
		{id: "M-2", run: killedMail},
		{id: "C-7", run: slowConsumers},
		{id: "C-6", run: restartedPostgres, alone: true},
		{id: "C-8", run: stormedNode},
		{id: "C-9", run: rollingRestart},
		{id: "C-3", run: killedNodes},
		{id: "C-1", run: idempotentSends},
	}
	for _, s := range scenarios() {
		list = append(list, drill{id: s.id, run: s.run})
	}
	return append(list, []drill{
		{id: "M-5", run: talkingRobot},
		{id: "M-1", run: repeatedMail},
		{id: "C-2", run: oneOrder},
	}...)
}

func main() {
	o := options{}
	command := lab.Command{Name: "drill", What: "drill", Flags: o.flags, Run: o.run}
	for _, d := range drills() {
		command.Known = append(command.Known, d.id)
	}
	os.Exit(command.Main(os.Args[1:], os.Stdout, os.Stderr))
}

// options are those of the command line that only drills have.
type options struct {
	full bool
	seed uint64
}

func (o *options) flags(flags *flag.FlagSet) {
	flags.BoolVar(&o.full, "full", false, "at full size, with three seeds where chance has a part, held to the promised spans of time")
	flags.Uint64Var(&o.seed, "seed", 1, "chooses the moments and the messages that go wrong")
}

// lanes are how many small drills go side by side: most of them wait most of the time. At full size
// each has the machine alone.
const lanes = 3

// What hangs is ended: no drill takes half of these.
const (
	smallLimit = 5 * time.Minute
	fullLimit  = 30 * time.Minute
)

func (o *options) run(ctx context.Context, chosen lab.Options, stdout, stderr io.Writer) bool {
	stdout, stderr = &lines{to: stdout}, &lines{to: stderr}
	l, err := lab.Open(ctx, chosen)
	if err != nil {
		fmt.Fprintln(stderr, "drill:", err)
		return false
	}
	defer l.Close()
	var failed failures
	var running errgroup.Group
	running.SetLimit(lanes)
	if o.full {
		running.SetLimit(1)
	}
	for _, d := range drills() {
		if !chosen.Chosen(d.id) {
			continue
		}
		running.Go(func() error {
			for _, seed := range o.seeds(d) {
				if ctx.Err() != nil {
					failed.add(d.id, seed, "was not run")
				} else if r := o.one(ctx, d, l, chosen, seed, stdout, stderr); !r.Pass {
					failed.add(d.id, seed, strings.Join(r.notes, "; "))
				}
			}
			return nil
		})
	}
	_ = running.Wait() // what fails is written down
	for _, f := range failed.lines {
		fmt.Fprintln(stderr, "drill:", f)
	}
	return len(failed.lines) == 0
}

// failures are told once more at the end, where they are seen.
type failures struct {
	mu    sync.Mutex
	lines []string
}

func (f *failures) add(id string, seed uint64, why string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.lines = append(f.lines, fmt.Sprintf("%s (seed %d) did not pass: %s", id, seed, why))
}

// seeds are those of a drill: at full size three, where chance has a part in it.
func (o *options) seeds(d drill) []uint64 {
	if o.full && (strings.HasPrefix(d.id, "F") || d.id == "M-2") {
		return []uint64{o.seed, o.seed + 1, o.seed + 2}
	}
	return []uint64{o.seed}
}

// lines lets several write whole lines to one place.
type lines struct {
	mu sync.Mutex
	to io.Writer
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.to.Write(p)
}

// one runs a drill and prints its line.
func (o *options) one(ctx context.Context, d drill, l *lab.Lab, chosen lab.Options, seed uint64, stdout, stderr io.Writer) Result {
	began := time.Now()
	limit := smallLimit
	if o.full {
		limit = fullLimit
	}
	within, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	result, err := o.outcome(within, d, l, chosen, seed)
	result.Drill, result.Seed = d.id, seed
	if err != nil {
		result.note("%v", err)
	}
	if within.Err() != nil {
		result.Pass = false
		result.note("it was ended after %s", time.Since(began).Round(time.Second))
	}
	lab.PrintLine(stdout, result)
	for _, n := range result.notes {
		fmt.Fprintf(stderr, "%s: %s\n", d.id, n)
	}
	fmt.Fprintf(stderr, "%s took %s\n", d.id, time.Since(began).Round(100*time.Millisecond))
	return result
}

// outcome runs a drill in a world of its own. The logs of one that did not pass are kept.
func (o *options) outcome(ctx context.Context, d drill, l *lab.Lab, chosen lab.Options, seed uint64) (Result, error) {
	if d.alone && !o.full {
		own, err := lab.Open(ctx, chosen)
		if err != nil {
			return Result{}, err
		}
		defer own.Close()
		l = own
	}
	w, err := openWorld(ctx, l, d.id, seed, o.full)
	if err != nil {
		return Result{}, err
	}
	defer w.close()
	result, err := d.run(ctx, w)
	if result.Pass = result.Pass && err == nil; !result.Pass {
		l.Keep.Store(true)
		result.note("logs and journals are in %s", l.Dir)
	}
	return result, err
}
