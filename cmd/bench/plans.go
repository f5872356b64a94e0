package main

import (
	"context"
	"fmt"
	"os"
	"regexp"
	"strings"
	"time"

	"dari/cmd/lab"

	"github.com/jackc/pgx/v5"
)

const (
	plansBegin = "<!-- plans: written by make bench -->\n"
	plansEnd   = "<!-- end of plans -->\n"
)

var planLine = regexp.MustCompile(`^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+ .*?LOG: +duration: ([0-9.]+) ms +plan:`)

// plans lets Postgres say how it does what was measured, as the product asks it, and keeps that on the page.
func (r *reader) plans(ctx context.Context) ([]Number, error) {
	if r.doc == "" {
		return nil, nil
	}
	database := pgx.Identifier{r.db.Config().ConnConfig.Database}.Sanitize()
	for _, set := range []string{
		"session_preload_libraries = 'auto_explain'", "auto_explain.log_min_duration = 0", "auto_explain.log_analyze = on", "auto_explain.log_buffers = on",
	} {
		if _, err := r.db.Exec(ctx, "ALTER DATABASE "+database+" SET "+set); err != nil {
			return nil, fmt.Errorf("let Postgres explain: %w", err)
		}
	}
	defer func() {
		_, _ = r.db.Exec(context.WithoutCancel(ctx), "ALTER DATABASE "+database+" RESET ALL")
	}()
	r.node.Stop()
	if err := r.node.Start(ctx); err != nil {
		return nil, err
	}
	var err error
	if r.cookie, err = r.node.SignIn(ctx, leadEmail, staffPassword); err != nil {
		return nil, err
	}
	var b strings.Builder
	for _, read := range []struct{ title, path, mark string }{
		{"First page of all tickets", firstPage, "FROM (SELECT t.* FROM dari.tickets t"},
		{"An agent's, open or waiting", ownPage, "FROM (SELECT t.* FROM dari.tickets t"},
		{"Two syllables in a fifth of all messages (배송)", searchFor("배송"), "m.seq, m.search FROM dari.message_search m WHERE m.id < $2"},
		{"Two syllables in one of sixty messages (파손)", searchFor("파손"), "generate_series(least($2::bigint - 1"},
		{"Two syllables that nobody wrote (낙타)", searchFor("낙타"), "generate_series(least($2::bigint - 1"},
		{"The last digits of a phone", "/search?kinds=customers&q=1234", "dari.customer_grams"},
	} {
		plan, err := r.plan(ctx, read.path, read.mark)
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(&b, "### %s\n\n`GET /api/v1%s`\n\n```\n%s```\n\n", read.title, read.path, plan)
	}
	return nil, keepPlans(r.doc, b.String())
}

// plan asks once, and finds what Postgres has written about the statement with the mark.
func (r *reader) plan(ctx context.Context, path, mark string) (string, error) {
	log := r.log
	for range 3 { // the first times fill the caches, of Postgres and of the connection
		if _, _, err := r.get(ctx, path); err != nil {
			return "", err
		}
	}
	before, err := os.Stat(log)
	if err != nil {
		return "", fmt.Errorf("look at the log of Postgres: %w", err)
	}
	if _, _, err := r.get(ctx, path); err != nil {
		return "", err
	}
	found := ""
	err = lab.Await(ctx, 10*time.Second, "Postgres has written the plan", func() bool {
		text, err := os.ReadFile(log)
		if err == nil && int64(len(text)) > before.Size() {
			found = planIn(string(text[before.Size():]), mark)
		}
		return found != ""
	}, nil)
	return found, err
}

// planIn is the last plan of a statement with the mark.
func planIn(log, mark string) (plan string) {
	var entry []string
	take := func() {
		if text := strings.Join(entry, "\n"); strings.Contains(text, mark) {
			_, nodes, _ := strings.Cut(text, "\n"+planRoot(entry))
			plan = planRoot(entry) + nodes + "\n"
		}
		entry = nil
	}
	for line := range strings.SplitSeq(log, "\n") {
		switch {
		case planLine.MatchString(line):
			take()
			entry = []string{line}
		case entry != nil && strings.HasPrefix(line, "\t"):
			entry = append(entry, strings.TrimPrefix(line, "\t"))
		default:
			take()
		}
	}
	take()
	return plan
}

// planRoot is the line at which the plan begins, after the statement.
func planRoot(entry []string) string {
	for _, line := range entry {
		if strings.Contains(line, "(cost=") {
			return line
		}
	}
	return ""
}

func keepPlans(page, plans string) error {
	text, err := os.ReadFile(page)
	if err != nil {
		return fmt.Errorf("read the page of the numbers: %w", err)
	}
	before, rest, found := strings.Cut(string(text), plansBegin)
	_, after, ended := strings.Cut(rest, plansEnd)
	if !found || !ended {
		return fmt.Errorf("%s has no place for plans", page)
	}
	if err := os.WriteFile(page, []byte(before+plansBegin+plans+plansEnd+after), 0o644); err != nil {
		return fmt.Errorf("write the page of the numbers: %w", err)
	}
	return nil
}
