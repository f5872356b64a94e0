// Command bench measures the product beside a yardstick in the same run: the machine is shared and
// drifts, so a figure counts only as a ratio, taken in turn (A B A B …) and told as a median.
//
//	go run ./cmd/bench            all numbers
//	go run ./cmd/bench P1 P3      some of them
//	go run ./cmd/bench P4-SEARCH  a part of one
//
// P4 is measured on a large shop, which is filled once and kept in a folder (-shop) for later runs.
//
// Each number prints one JSON line, and docs/benchmarks.md keeps them. The exit code is 1 when a
// number misses its goal.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"dari/cmd/lab"
)

// benchmark is one entry of the list.
type benchmark struct {
	id    string
	large bool // on the large shop
	run   func(ctx context.Context, s *stand) ([]Number, error)
}

// named says whether ids name it: itself, or the number that it is a part of; none name all.
func (b benchmark) named(ids []string) bool {
	whole, _, _ := strings.Cut(b.id, "-")
	return len(ids) == 0 || slices.Contains(ids, b.id) || slices.Contains(ids, whole)
}

func benchmarks() []benchmark {
	return append([]benchmark{{id: "P1", run: chatCapacity}, {id: "P2", run: chatLatency}, {id: "P3", run: idleSockets}}, consoleReads...)
}

// options are those of the command line that only the bench has.
type options struct {
	pairs int
	doc   string
	keep  string
}

func main() {
	if len(os.Args) > 1 && os.Args[1] == yardstickCommand {
		os.Exit(yardstick(os.Args[2:]))
	}
	o := options{}
	command := lab.Command{Name: "bench", What: "number", Flags: o.flags, Run: o.run}
	for _, b := range benchmarks() {
		if whole, _, part := strings.Cut(b.id, "-"); part && !slices.Contains(command.Known, whole) {
			command.Known = append(command.Known, whole)
		}
		command.Known = append(command.Known, b.id)
	}
	os.Exit(command.Main(os.Args[1:], os.Stdout, os.Stderr))
}

func (o *options) flags(flags *flag.FlagSet) {
	flags.IntVar(&o.pairs, "pairs", 5, "how often the product and the yardstick take turns")
	flags.StringVar(&o.doc, "doc", "docs/benchmarks.md", "the page that keeps the numbers; empty: none")
	flags.StringVar(&o.keep, "shop", defaultShelf(), "the folder that keeps the large shop of P4 for later runs; empty: none")
}

func (o *options) run(ctx context.Context, chosen lab.Options, stdout, stderr io.Writer) bool {
	l, err := lab.Open(ctx, chosen)
	if err != nil {
		fmt.Fprintln(stderr, "bench:", err)
		return false
	}
	defer l.Close()
	kept := &shelf{lab: l, folder: o.keep}
	defer kept.close()
	passed := true
	var all []Number
	for _, b := range benchmarks() {
		if !b.named(chosen.IDs) {
			continue
		}
		began := time.Now()
		numbers, err := measure(ctx, l, b, o, kept, stderr)
		if err != nil {
			fmt.Fprintf(stderr, "%s: %v\n", b.id, err)
			passed = false
		}
		for _, n := range numbers {
			lab.PrintLine(stdout, n)
			passed = passed && n.Pass
		}
		all = append(all, numbers...)
		fmt.Fprintf(stderr, "%s took %s\n", b.id, time.Since(began).Round(time.Second))
	}
	if o.doc != "" && len(all) > 0 {
		if err := keepNumbers(o.doc, all); err != nil {
			fmt.Fprintln(stderr, "bench:", err)
			passed = false
		}
	}
	return passed
}

func measure(ctx context.Context, l *lab.Lab, b benchmark, o *options, kept *shelf, stderr io.Writer) ([]Number, error) {
	s, err := openStand(ctx, l, b, o, kept, func(format string, args ...any) { fmt.Fprintf(stderr, b.id+": "+format+"\n", args...) })
	if err != nil {
		return nil, err
	}
	defer s.close()
	return b.run(ctx, s)
}
