package main

import (
	"context"
	"fmt"
	"time"

	"dari/cmd/lab"

	"github.com/jackc/pgx/v5"
	"golang.org/x/sync/errgroup"
)

// node is one `dari serve`.
type node struct{ *lab.Node }

// startNode starts one with the drill's settings, and with some that it alone has.
func (w *world) startNode(ctx context.Context, own ...string) (*node, error) {
	started, err := w.lab.StartNode(ctx, w.path(fmt.Sprintf("node%d.log", len(w.nodes)+1)), append(w.settings(), own...))
	if err != nil {
		return nil, err
	}
	n := &node{started}
	w.nodes = append(w.nodes, n)
	return n, nil
}

// startNodes starts so many, side by side.
func (w *world) startNodes(ctx context.Context, count int) error {
	started := make([]*node, count)
	group, within := errgroup.WithContext(ctx)
	for i := range started {
		group.Go(func() error {
			n, err := w.lab.StartNode(within, w.path(fmt.Sprintf("node%d.log", i+1)), w.settings())
			started[i] = &node{n}
			return err
		})
	}
	err := group.Wait()
	for _, n := range started {
		if n != nil && n.Node != nil && n.Process != nil {
			w.nodes = append(w.nodes, n)
		}
	}
	return err
}

var seoul = time.FixedZone("KST", 9*60*60)

// database makes the drill's own. Its clock stands at eleven in the morning in Seoul and goes on from
// there, so that advertising may leave at whatever hour the drill is run.
func (w *world) database(ctx context.Context, name string) (string, error) {
	url, err := w.lab.Database(ctx, name)
	if err != nil {
		return "", err
	}
	morning := time.Now().In(seoul)
	morning = time.Date(morning.Year(), morning.Month(), morning.Day(), 11, 0, 0, 0, seoul)
	clock := fmt.Sprintf("ALTER DATABASE %s SET dari.clock = '%+d milliseconds'", pgx.Identifier{name}.Sanitize(), time.Until(morning).Milliseconds())
	if _, err := w.lab.Admin.Exec(ctx, clock); err != nil {
		return "", fmt.Errorf("set the clock of the database %s: %w", name, err)
	}
	return url, nil
}
