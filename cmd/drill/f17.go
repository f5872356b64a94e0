package main

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"os/exec"
	"slices"
	"strings"
	"time"

	"dari/cmd/drill/smtpfault"
	"dari/cmd/lab"
	"dari/internal/event"
	"dari/internal/postgres"
	"dari/internal/shop"

	"golang.org/x/sync/errgroup"
)

// updates is F17: what a shop may do to its orders, by the API and by plain SQL, and the events that
// must come of it, no more and no fewer.
type updates struct {
	w    *world
	want []string // "number kind version"
}

// concurrency is how many programs say the same thing at the same moment.
const concurrency = 10

// The cases with orders of the linked table.
const linkedCases = 4

func concurrentUpdates(ctx context.Context, w *world) (Result, error) {
	rounds := 3
	if w.full {
		rounds = 50
	}
	if err := w.startMail(smtpfault.Options{}); err != nil {
		return Result{}, err
	}
	if err := w.linkOrders(ctx, rounds*linkedCases); err != nil {
		return Result{}, err
	}
	if err := w.startNodes(ctx, 2); err != nil {
		return Result{}, err
	}
	u := &updates{w: w}
	for round := range rounds {
		if err := u.round(ctx, round); err != nil {
			return Result{}, err
		}
	}
	w.settle(ctx, time.Minute)
	e, err := w.evidence(ctx, 0, false)
	if err != nil {
		return Result{}, err
	}
	r := reconcile(e)
	err = u.compare(ctx, &r)
	return r, err
}

func (u *updates) round(ctx context.Context, round int) error {
	linked := func(i int) string { return fmt.Sprintf("L-%d", round*linkedCases+i+1) }
	same, back := fmt.Sprintf("A-%d", 2*round+1), fmt.Sprintf("A-%d", 2*round+2)
	for _, step := range []func() error{
		func() error { return u.together(ctx, same, shop.Paid, 1, u.put) },
		func() error { return u.together(ctx, same, shop.Shipped, 2, u.put) },
		func() error { return u.together(ctx, linked(0), shop.Shipped, 2, u.update) },
		func() error { return u.rolledBack(ctx, linked(1)) },
		func() error { return u.together(ctx, linked(2), shop.Shipped, 2, u.psql) },
		func() error { return u.thereAndBack(ctx, back, 1, u.put, shop.Paid, shop.Shipped, shop.Paid) },
		func() error { return u.thereAndBack(ctx, linked(3), 2, u.update, shop.Shipped, shop.Paid) },
	} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// write says that an order stands so; i is who of the many says it.
type write func(ctx context.Context, number, status string, i int) error

// together says the same thing ten times at once: one version, one event.
func (u *updates) together(ctx context.Context, number, status string, version int, tell write) error {
	u.expect(number, status, version)
	group, within := errgroup.WithContext(ctx)
	for i := range concurrency {
		group.Go(func() error { return tell(within, number, status, i) })
	}
	return group.Wait()
}

// thereAndBack goes through states; each is seen before the next is said.
func (u *updates) thereAndBack(ctx context.Context, number string, version int, tell write, states ...string) error {
	for i, status := range states {
		u.expect(number, status, version+i)
		if err := tell(ctx, number, status, i); err != nil {
			return err
		}
		err := lab.Await(ctx, 10*time.Second, "the change of "+number+" is known", func() bool {
			o, err := shop.OrderByNumber(ctx, u.w.db, number)
			return err == nil && o.Status == status && o.Version == version+i
		}, nil)
		if err != nil {
			return err
		}
	}
	return nil
}

func (u *updates) expect(number, status string, version int) {
	u.want = append(u.want, fmt.Sprintf("%s order.%s %d", number, status, version))
}

// put says it by the API of either program.
func (u *updates) put(ctx context.Context, number, status string, i int) error {
	body := map[string]any{
		"status": status, "buyer_name": "구매자", "buyer_email": strings.ToLower(number) + "@mail.example",
		"buyer_phone": "010-3000-0001", "total": 12000,
	}
	return u.w.call(ctx, u.w.nodes[i%len(u.w.nodes)], http.MethodPut, "/orders/"+url.PathEscape(number), body, nil)
}

// update says it in the shop's own table.
func (u *updates) update(ctx context.Context, number, status string, _ int) error {
	return say(ctx, u.w.db, number, status)
}

// psql says it as a person at a prompt does.
func (u *updates) psql(ctx context.Context, number, status string, i int) error {
	path, err := exec.LookPath("psql")
	if err != nil {
		return u.update(ctx, number, status, i)
	}
	sql := fmt.Sprintf(`UPDATE store.orders SET state = '%s' WHERE no = '%s'`, shopStates[status], number)
	if out, err := exec.CommandContext(ctx, path, "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", u.w.url, "-c", sql).CombinedOutput(); err != nil {
		return fmt.Errorf("psql: %w: %s", err, out)
	}
	return nil
}

// rolledBack changes an order and thinks better of it, which nobody may ever hear of.
func (u *updates) rolledBack(ctx context.Context, number string) error {
	tx, err := u.w.db.Begin(ctx)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	if err := say(ctx, tx, number, shop.Shipped); err != nil {
		_ = tx.Rollback(ctx)
		return err
	}
	return tx.Rollback(ctx)
}

// compare holds the events against what was said.
func (u *updates) compare(ctx context.Context, r *Result) error {
	var got []string
	if err := eventsOf(ctx, u.w.db, func(number string, e event.Event) {
		got = append(got, fmt.Sprintf("%s %s %d", number, e.Kind, e.Version))
	}); err != nil {
		return err
	}
	left := slices.Clone(u.want)
	for _, line := range got {
		if i := slices.Index(left, line); i >= 0 {
			left = slices.Delete(left, i, i+1)
			continue
		}
		r.Dup++
		r.note("an event that nothing committed has made: %s", line)
	}
	for _, line := range left {
		r.Lost++
		r.note("an event is missing: %s", line)
	}
	r.note("%d distinct changes were committed, %d events were published", len(u.want), len(got))
	r.Pass = r.Pass && r.Lost == 0 && r.Dup == 0
	return nil
}

// eventsOf gives the events about orders, with the order's number.
func eventsOf(ctx context.Context, q postgres.Querier, each func(number string, e event.Event)) error {
	events, err := event.Export(ctx, q, 0, 1_000_000)
	if err != nil {
		return err
	}
	var ids []int64
	for _, e := range events {
		if e.SubjectKind == "order" {
			ids = append(ids, e.SubjectID)
		}
	}
	orders, err := shop.OrdersByID(ctx, q, ids)
	if err != nil {
		return err
	}
	for _, e := range events {
		if e.SubjectKind == "order" {
			each(orders[e.SubjectID].Number, e)
		}
	}
	return nil
}
