// Command drill breaks a running Dari on purpose and counts what became of every message. It builds
// the real program, starts it beside a private Postgres and Redis, lets a shop with plain SQL and a
// campaign give it work, does harm (kills, wiped stores, a mail server that misbehaves), and compares
// the ledger with what the mail server and the SMS gateway have written down.
//
//	go run ./cmd/drill                  all drills at small size
//	go run ./cmd/drill --full F1 F10    5,000 deliveries each, three seeds
//
// Each drill prints one JSON line; the exit code is 1 when one fails.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"dari/cmd/lab"
)

// drill is one entry of the list.
type drill struct {
	id  string
	run func(ctx context.Context, w *world) (Result, error)
}

// drills are all of them, in the order in which they run.
func drills() []drill {
	list := []drill{}
	for _, s := range scenarios() {
		list = append(list, drill{s.id, s.run})
	}
	return append(list, []drill{
		{"F17", concurrentUpdates},
		{"C-1", idempotentSends},
		{"C-2", oneOrder},
		{"C-3", killedNodes},
		{"C-4", lostRedis},
		{"C-5", lostPublish},
		{"C-6", restartedPostgres},
		{"C-7", slowConsumers},
		{"C-8", stormedNode},
		{"C-9", rollingRestart},
		{"C-10", fullDisk},
		{"C-11", stoppedNode},
		{"M-1", repeatedMail},
		{"M-2", killedMail},
		{"M-5", talkingRobot},
		{"M-7", hostileMail},
	}...)
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// options are the command line.
type options struct {
	lab  lab.Options
	full bool
	seed uint64
	ids  []string
}

func parse(args []string, stderr io.Writer) (options, error) {
	o := options{lab: lab.Options{Name: "drill"}}
	flags := flag.NewFlagSet("drill", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.BoolVar(&o.full, "full", false, "5,000 deliveries each and three seeds")
	flags.Uint64Var(&o.seed, "seed", 1, "chooses the moments and the messages that go wrong")
	o.lab.Flags(flags)
	if err := flags.Parse(args); err != nil {
		return o, err
	}
	var known []string
	for _, d := range drills() {
		known = append(known, d.id)
	}
	var err error
	o.ids, err = lab.Chosen("drill", known, flags.Args())
	return o, err
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	o, err := parse(args, stderr)
	if err != nil {
		fmt.Fprintln(stderr, "drill:", err)
		return 2
	}
	stdout, stderr = &lines{to: stdout}, &lines{to: stderr}
	var running sync.WaitGroup
	var failed atomic.Bool
	for _, lane := range o.lanes() {
		running.Go(func() {
			if !o.drive(ctx, lane, stdout, stderr) {
				failed.Store(true)
			}
		})
	}
	running.Wait()
	if failed.Load() || ctx.Err() != nil {
		return 1
	}
	return 0
}

// slow are the small drills that wait most: for what is cut off, and for time to go by.
var slow = []string{"C-4", "C-5", "C-7", "C-10", "C-11"}

// lanes are the chosen drills, in lists that go side by side. At full size each has the machine alone.
func (o options) lanes() [][]drill {
	var one, two []drill
	for _, d := range drills() {
		switch {
		case len(o.ids) > 0 && !slices.Contains(o.ids, d.id):
		case !o.full && slices.Contains(slow, d.id):
			two = append(two, d)
		default:
			one = append(one, d)
		}
	}
	return slices.DeleteFunc([][]drill{one, two}, func(lane []drill) bool { return len(lane) == 0 })
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

// drive runs the drills of a lane one after the other, in a lab of their own, and says whether all passed.
func (o options) drive(ctx context.Context, lane []drill, stdout, stderr io.Writer) bool {
	l, err := lab.Open(ctx, o.lab)
	if err != nil {
		fmt.Fprintln(stderr, "drill:", err)
		return false
	}
	defer l.Close()
	seeds := []uint64{o.seed}
	if o.full {
		seeds = append(seeds, o.seed+1, o.seed+2)
	}
	passed := true
	for _, d := range lane {
		seeds := seeds
		if !strings.HasPrefix(d.id, "F") && d.id != "M-2" {
			seeds = seeds[:1] // these leave nothing to chance but what the network does
		}
		for _, seed := range seeds {
			if ctx.Err() != nil {
				return false
			}
			passed = d.passes(ctx, l, seed, o.full, stdout, stderr) && passed
		}
	}
	return passed
}

// passes runs it, prints its line and says whether it passed.
func (d drill) passes(ctx context.Context, l *lab.Lab, seed uint64, full bool, stdout, stderr io.Writer) bool {
	began := time.Now()
	result := Result{}
	w, err := openWorld(ctx, l, d.id, seed, full)
	if err == nil {
		result, err = d.run(ctx, w)
		w.close()
	}
	result.Drill, result.Seed = d.id, seed
	if err != nil {
		result.Pass = false
		result.note("%v", err)
	}
	line, _ := json.Marshal(result) // numbers and words always have a JSON form
	fmt.Fprintln(stdout, string(line))
	if !result.Pass {
		l.Keep = true
		fmt.Fprintf(stderr, "%s did not pass; logs and journals are in %s\n", d.id, l.Dir)
	}
	for _, n := range result.notes {
		fmt.Fprintf(stderr, "%s: %s\n", d.id, n)
	}
	fmt.Fprintf(stderr, "%s took %s\n", d.id, time.Since(began).Round(100*time.Millisecond))
	return result.Pass
}
