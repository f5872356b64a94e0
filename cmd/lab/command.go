package lab

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os/signal"
	"slices"
	"strings"
	"syscall"
)

// Command is a program of runs that have names, of which its command line may choose some.
type Command struct {
	Name  string              // of the program
	What  string              // what one of its runs is called
	Known []string            // the names of all
	Flags func(*flag.FlagSet) // its own options, beside those of the lab
	// Run says whether all went well.
	Run func(ctx context.Context, o Options, stdout, stderr io.Writer) bool
}

// Main runs it until it is through or told to end, and answers the exit code.
func (c Command) Main(args []string, stdout, stderr io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	o, err := c.parse(args, stderr)
	if err != nil {
		fmt.Fprintf(stderr, "%s: %v\n", c.Name, err)
		return 2
	}
	if !c.Run(ctx, o, stdout, stderr) || ctx.Err() != nil {
		return 1
	}
	return 0
}

func (c Command) parse(args []string, stderr io.Writer) (Options, error) {
	o := Options{Name: c.Name}
	flags := flag.NewFlagSet(c.Name, flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.StringVar(&o.Binary, "binary", "", "a dari that is built already")
	flags.BoolVar(&o.Keep, "keep", false, "keep the folder with the logs")
	c.Flags(flags)
	if err := flags.Parse(args); err != nil {
		return o, fmt.Errorf("read the command line: %w", err)
	}
	for _, id := range flags.Args() {
		id = strings.ToUpper(id)
		if !slices.Contains(c.Known, id) {
			return o, fmt.Errorf("there is no %s %s; there are %s", c.What, id, strings.Join(c.Known, ", "))
		}
		o.IDs = append(o.IDs, id)
	}
	return o, nil
}

// Chosen says whether a run is to be made: all are when none is named.
func (o Options) Chosen(id string) bool { return len(o.IDs) == 0 || slices.Contains(o.IDs, id) }

// PrintLine writes what came of a run as one line of JSON.
func PrintLine(w io.Writer, result any) {
	line, err := json.Marshal(result)
	if err != nil {
		line = fmt.Appendf(nil, `{"error":%q}`, err.Error())
	}
	fmt.Fprintln(w, string(line))
}
