// Command bench measures the product beside a yardstick in the same run: the machine is shared and
// drifts, so a figure counts only as a ratio, taken in turn (A B A B …) and told as a median.
//
//	go run ./cmd/bench            all numbers
//	go run ./cmd/bench P1 P3      some of them
//
// Each number prints one JSON line, and docs/benchmarks.md keeps them. The exit code is 1 when a
// number misses its goal.
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
	"syscall"
	"time"

	"dari/cmd/lab"
)

// benchmark is one entry of the list.
type benchmark struct {
	id  string
	run func(ctx context.Context, s *stand) ([]Number, error)
}

func benchmarks() []benchmark {
	return []benchmark{{"P1", chatCapacity}, {"P2", chatLatency}, {"P3", idleSockets}, {"P4", consoleReads}}
}

// options are the command line.
type options struct {
	lab   lab.Options
	pairs int
	doc   string
	ids   []string
}

func main() {
	if len(os.Args) > 1 && os.Args[1] == yardstickCommand {
		os.Exit(yardstick(os.Args[2:]))
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

func parse(args []string, stderr io.Writer) (options, error) {
	o := options{lab: lab.Options{Name: "bench"}}
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.IntVar(&o.pairs, "pairs", 5, "how often the product and the yardstick take turns")
	flags.StringVar(&o.doc, "doc", "docs/benchmarks.md", "the page that keeps the numbers; empty: none")
	o.lab.Flags(flags)
	if err := flags.Parse(args); err != nil {
		return o, err
	}
	var known []string
	for _, b := range benchmarks() {
		known = append(known, b.id)
	}
	var err error
	o.ids, err = lab.Chosen("number", known, flags.Args())
	return o, err
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	o, err := parse(args, stderr)
	if err != nil {
		fmt.Fprintln(stderr, "bench:", err)
		return 2
	}
	l, err := lab.Open(ctx, o.lab)
	if err != nil {
		fmt.Fprintln(stderr, "bench:", err)
		return 1
	}
	defer l.Close()
	code := 0
	var all []Number
	for _, b := range benchmarks() {
		if len(o.ids) > 0 && !slices.Contains(o.ids, b.id) {
			continue
		}
		began := time.Now()
		numbers, err := measure(ctx, l, b, o, stderr)
		if err != nil {
			fmt.Fprintf(stderr, "%s: %v\n", b.id, err)
			code = 1
		}
		for _, n := range numbers {
			line, _ := json.Marshal(n) // numbers and words always have a JSON form
			fmt.Fprintln(stdout, string(line))
			if !n.Pass {
				code = 1
			}
		}
		all = append(all, numbers...)
		fmt.Fprintf(stderr, "%s took %s\n", b.id, time.Since(began).Round(time.Second))
	}
	if o.doc != "" && len(all) > 0 {
		if err := keepNumbers(o.doc, all); err != nil {
			fmt.Fprintln(stderr, "bench:", err)
			code = 1
		}
	}
	return code
}

func measure(ctx context.Context, l *lab.Lab, b benchmark, o options, stderr io.Writer) ([]Number, error) {
	s, err := openStand(ctx, l, b.id, o.pairs, o.doc)
	if err != nil {
		return nil, err
	}
	defer s.close()
	s.progress = func(format string, args ...any) { fmt.Fprintf(stderr, b.id+": "+format+"\n", args...) }
	return b.run(ctx, s)
}
