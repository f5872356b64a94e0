package main

import (
	"context"
	"fmt"
	"text/tabwriter"

	"dari/internal/config"
	"dari/internal/i18n"
	"dari/internal/postgres"
	"dari/internal/shop/link"
	"dari/notify/consent"
)

type linkCommand struct {
	Add    linkAdd    `cmd:"" help:"Link a table. Example: dari link add orders --table shop.orders --key id --map number=order_no,status=state --status-map paid=결제완료"`
	List   linkList   `cmd:"" help:"List the links, what waits and what could not be mirrored."`
	Test   linkTest   `cmd:"" help:"Show five rows as a link would read them; changes nothing."`
	Remove linkRemove `cmd:"" help:"Take a link's triggers away; the shop's schema is then as it was before."`
}

// linkSpec is shared by add and test.
type linkSpec struct {
	Kind      string            `arg:"" enum:"orders,order_lines,members" help:"What the table holds: orders, order_lines or members."`
	Table     string            `required:"" help:"The shop's table, as schema.table."`
	Key       string            `required:"" help:"The column that names a row."`
	Name      string            `help:"A name for the link; the table's name without it."`
	Map       map[string]string `mapsep:"," help:"Our column = the shop's column, as status=state,eta_to=promised_on. Columns of the same name need none."`
	StatusMap string            `help:"Our status = the shop's word, as paid=결제완료,shipped=발송."`
}

func (s linkSpec) spec() (link.Spec, error) {
	spec := link.Spec{Name: s.Name, Kind: link.Kind(s.Kind), Table: s.Table, Key: s.Key, Map: s.Map}
	if s.StatusMap != "" {
		statuses, err := link.ParseStatusMap(s.StatusMap)
		if err != nil {
			return spec, usageError{err}
		}
		spec.StatusMap = statuses
	}
	return spec, nil
}

// withLinks opens the database for one command.
func withLinks(e env, do func(ctx context.Context, links *link.Links) error) error {
	cfg, err := config.Load(config.Tool, e.getenv)
	if err != nil {
		return err
	}
	db, err := postgres.Open(e.ctx, postgres.Options{URL: cfg.DatabaseURL, MaxConns: 4, Name: "dari link"})
	if err != nil {
		return err
	}
	defer db.Close()
	if err := postgres.Ready(e.ctx, db); err != nil {
		return err
	}
	log := newLogger(e.stderr, cfg.LogLevel)
	return do(e.ctx, link.New(link.Options{DB: db, Log: log, Consents: consent.FromShop}))
}

type linkAdd struct{ linkSpec }

// Run adds the link and says what it filled.
func (c linkAdd) Run(e env) error {
	spec, err := c.spec()
	if err != nil {
		return err
	}
	return withLinks(e, func(ctx context.Context, links *link.Links) error {
		rows, err := links.Add(ctx, spec)
		if err != nil {
			return err
		}
		fmt.Fprintf(e.stdout, "Linked %s: %d rows mirrored, nothing sent. From now on a change makes its notice.\n", c.Table, rows)
		return nil
	})
}

type linkList struct{}

// Run lists.
func (linkList) Run(e env) error {
	return withLinks(e, func(ctx context.Context, links *link.Links) error {
		all, err := links.List(ctx)
		if err != nil {
			return err
		}
		t := tabwriter.NewWriter(e.stdout, 0, 4, 2, ' ', 0)
		fmt.Fprintln(t, "NAME\tKIND\tTABLE\tTRIGGER\tFILLED\tWAITING\tPARKED")
		for _, l := range all {
			filled := "no"
			if l.FilledAt != nil {
				filled = l.FilledAt.Format("2006-01-02 15:04")
			}
			fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\t%d\t%d\n", l.Name, l.Kind, l.Table, l.Trigger, filled, l.Waiting, l.Parked)
		}
		return t.Flush()
	})
}

type linkTest struct{ linkSpec }

// Run shows sample rows.
func (c linkTest) Run(e env) error {
	spec, err := c.spec()
	if err != nil {
		return err
	}
	return withLinks(e, func(ctx context.Context, links *link.Links) error {
		samples, err := links.Test(ctx, spec)
		if err != nil {
			return err
		}
		for _, s := range samples {
			fmt.Fprintf(e.stdout, "%s  %v\n", s.Key, s.Values)
			if s.Problem != "" {
				fmt.Fprintf(e.stdout, "  %s\n", i18n.T(i18n.English, "shop.link_problem."+s.Problem, "column", s.Column))
			}
		}
		return nil
	})
}

type linkRemove struct {
	Name string `arg:"" help:"The name of the link, as dari link list shows it."`
}

// Run removes the link.
func (c linkRemove) Run(e env) error {
	return withLinks(e, func(ctx context.Context, links *link.Links) error {
		if err := links.Remove(ctx, c.Name); err != nil {
			return err
		}
		fmt.Fprintf(e.stdout, "Removed the link %s. What was mirrored stays.\n", c.Name)
		return nil
	})
}
