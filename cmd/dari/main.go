// Command dari is the whole product: the server, its workers and the tools around them.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // a bare container has no zones

	"dari/internal/config"

	"github.com/alecthomas/kong"
)

// version is set by the build.
var version = "dev"

type cli struct {
	Dev     devCommand     `cmd:"" help:"Run everything on this machine with a demo shop: a private Postgres, Redis and a sink for mail and SMS."`
	Serve   serveCommand   `cmd:"" help:"Run the server and its workers. Settings come from DARI_* (see .env.example)."`
	Migrate migrateCommand `cmd:"" help:"Bring the database's schema up to date."`
	Link    linkCommand    `cmd:"" help:"Link the shop's own tables, so that a change of an order by any program makes its notice."`
	Staff   staffCommand   `cmd:"" help:"Add staff, or give somebody a new password."`
	Key     keyCommand     `cmd:"" help:"Make API keys."`
	Widget  widgetCommand  `cmd:"" help:"Print the tag that puts the widget on the shop's pages."`
	Health  healthCommand  `cmd:"" help:"Ask the program on this machine whether it lives; for containers."`
	Openapi openapiCommand `cmd:"" help:"Print the OpenAPI document of the JSON API."`
	Version versionCommand `cmd:"" help:"Print the version."`
}

// env is what a command may touch of the outside; tests hand in their own.
type env struct {
	ctx    context.Context
	stdout io.Writer
	stderr io.Writer
	getenv func(string) string
}

// Exit codes: 0 done, 1 failed, 2 called or set up wrongly.
const (
	exitFailed = 1
	exitUsage  = 2
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	code := run(env{ctx: ctx, stdout: os.Stdout, stderr: os.Stderr, getenv: os.Getenv}, os.Args[1:])
	stop()
	os.Exit(code)
}

func run(e env, args []string) (code int) {
	var c cli
	exited := false
	parser, err := kong.New(&c, kong.Name("dari"), kong.Description("Customer support and notices of an online shop, beside its own Postgres."),
		kong.UsageOnError(), kong.Writers(e.stdout, e.stderr), kong.Exit(func(n int) { exited, code = true, n }))
	if err != nil {
		fmt.Fprintln(e.stderr, "dari:", err)
		return exitFailed
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	k, err := parser.Parse(args)
	if exited {
		return code
	}
	if err != nil {
		fmt.Fprintln(e.stderr, "dari:", err)
		return exitUsage
	}
	if err := k.Run(e); err != nil {
		return explain(e, err)
	}
	return 0
}

// explain prints what went wrong, a line for each thing, and chooses the exit code.
func explain(e env, err error) int {
	fmt.Fprintln(e.stderr, "dari:", err)
	var setting config.Error
	var usage usageError
	if errors.As(err, &setting) || errors.As(err, &usage) {
		return exitUsage
	}
	return exitFailed
}

// usageError is a command called wrongly in a way that the parser cannot see.
type usageError struct{ error }

type versionCommand struct{}

// Run prints the version.
func (versionCommand) Run(e env) error {
	_, err := fmt.Fprintln(e.stdout, "dari", version)
	return err
}
