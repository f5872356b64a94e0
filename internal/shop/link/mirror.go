package link

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"dari/internal/shop"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// Mirror is a source of events: it takes a batch of what the triggers noted, reads those rows as they
// are now and applies them, with their events, in the relay's transaction. It answers how many notes
// it took.
func (l *Links) Mirror(ctx context.Context, tx pgx.Tx) (int, error) {
	changes, taken, err := take(ctx, tx, l.batch)
	if err != nil || taken == 0 {
		return 0, err
	}
	return taken, l.applyChanges(ctx, tx, changes, map[int64]bool{}, false)
}

// applyChanges goes by kind: members before their orders, orders before their lines.
func (l *Links) applyChanges(ctx context.Context, tx pgx.Tx, changes []change, newborn map[int64]bool, quiet bool) error {
	byLink := map[int64][]change{}
	var ids []int64
	for _, c := range changes {
		if byLink[c.LinkID] == nil {
			ids = append(ids, c.LinkID)
		}
		byLink[c.LinkID] = append(byLink[c.LinkID], c)
	}
	links, err := linksByID(ctx, tx, ids)
	if err != nil {
		return err
	}
	var born []string
	for _, kind := range Kinds {
		for i := range links {
			if links[i].Kind != kind {
				continue
			}
			done, err := l.applyLink(ctx, tx, &links[i], byLink[links[i].ID], newborn, quiet)
			if err != nil {
				return err
			}
			born = append(born, done.born...)
			for _, id := range done.bornIDs {
				newborn[id] = true
			}
		}
	}
	if len(born) == 0 {
		return nil
	}
	// Lines that were written before their orders could be mirrored.
	lines, err := waitingFor(ctx, tx, born)
	if err != nil || len(lines) == 0 {
		return err
	}
	return l.applyChanges(ctx, tx, lines, newborn, quiet)
}

// job is a part of a link's rows to be applied.
type job struct {
	link    *Link
	rows    []*row
	gone    []string // keys whose rows are not there any more
	at      map[string]time.Time
	newborn map[int64]bool
	quiet   bool
}

// outcome is what a job brought: the orders that are new.
type outcome struct {
	born    []string
	bornIDs []int64
}

// applyLink reads the rows of the changes and applies them. A table that cannot be read (it was
// dropped, renamed, or may not be read any more) does not stop the other links: its keys are parked.
func (l *Links) applyLink(ctx context.Context, tx pgx.Tx, link *Link, changes []change, newborn map[int64]bool, quiet bool) (outcome, error) {
	keys := make([]string, len(changes))
	at := make(map[string]time.Time, len(changes))
	for i, c := range changes {
		keys[i], at[c.Key] = c.Key, c.At
	}
	var rows []*row
	err := inSavepoint(ctx, tx, func(tx pgx.Tx) error {
		t, err := inspect(ctx, tx, link.Spec)
		if err != nil {
			return err
		}
		rows, err = l.collect(ctx, tx, t.selectRows(link.Spec, l.zone, t.byKeys(link.Spec)), keys)
		return err
	})
	if err != nil {
		if !ofTheRows(err) {
			return outcome{}, err
		}
		l.log.ErrorContext(ctx, "a linked table cannot be read", "link_id", link.ID, "rows", len(keys), "error", err)
		return outcome{}, l.park(ctx, tx, link, parkAll(keys, "table"))
	}
	there := make(map[string]bool, len(rows))
	for _, r := range rows {
		there[r.key] = true
	}
	gone := slices.DeleteFunc(keys, func(key string) bool { return there[key] })
	return l.apply(ctx, tx, &job{link: link, rows: rows, gone: gone, at: at, newborn: newborn, quiet: quiet})
}

func parkAll(keys []string, reason string) []parking {
	list := make([]parking, len(keys))
	for i, key := range keys {
		list[i] = parking{Key: key, Reason: reason}
	}
	return list
}

// apply mirrors a batch. If the database refuses it, the rows go one by one, and the one it refuses is
// parked.
func (l *Links) apply(ctx context.Context, tx pgx.Tx, j *job) (outcome, error) {
	keys := slices.Clone(j.gone)
	for _, r := range j.rows {
		keys = append(keys, r.key)
	}
	if err := unpark(ctx, tx, j.link.ID, keys); err != nil {
		return outcome{}, err
	}
	var all outcome
	err := inSavepoint(ctx, tx, func(tx pgx.Tx) error {
		var err error
		all, err = l.applyRows(ctx, tx, j)
		return err
	})
	if err == nil || !ofTheRows(err) {
		return all, err
	}
	all = outcome{}
	for _, one := range j.single() {
		var done outcome
		err := inSavepoint(ctx, tx, func(tx pgx.Tx) error {
			var err error
			done, err = l.applyRows(ctx, tx, one)
			return err
		})
		if err != nil {
			if !ofTheRows(err) {
				return all, err
			}
			l.log.ErrorContext(ctx, "a linked row was refused by the database", "link_id", j.link.ID, "error", err)
			if err := l.park(ctx, tx, j.link, parkAll(append(one.gone, keysOf(one.rows)...), "database")); err != nil {
				return all, err
			}
			continue
		}
		all.born, all.bornIDs = append(all.born, done.born...), append(all.bornIDs, done.bornIDs...)
	}
	return all, nil
}

func keysOf(rows []*row) []string {
	keys := make([]string, len(rows))
	for i, r := range rows {
		keys[i] = r.key
	}
	return keys
}

// single are jobs of one row each.
func (j *job) single() []*job {
	var list []*job
	for _, r := range j.rows {
		list = append(list, &job{link: j.link, rows: []*row{r}, at: j.at, newborn: j.newborn, quiet: j.quiet})
	}
	for _, key := range j.gone {
		list = append(list, &job{link: j.link, gone: []string{key}, at: j.at, newborn: j.newborn, quiet: j.quiet})
	}
	return list
}

func (l *Links) applyRows(ctx context.Context, tx pgx.Tx, j *job) (outcome, error) {
	how := shop.Apply{Quiet: j.quiet, Consents: l.consents}
	switch j.link.Kind {
	case Members:
		return outcome{}, l.applyMembers(ctx, tx, j, how)
	case OrderLines:
		return outcome{}, l.applyLines(ctx, tx, j, how)
	default:
		return l.applyOrders(ctx, tx, j, how)
	}
}

func (l *Links) applyOrders(ctx context.Context, tx pgx.Tx, j *job, how shop.Apply) (outcome, error) {
	var bad []parking
	var changes []shop.OrderChange
	for _, r := range j.rows {
		c := r.order(j.link, j.at[r.key])
		if r.bad.Reason != "" {
			bad = append(bad, r.bad)
			continue
		}
		changes = append(changes, c)
	}
	for _, key := range j.gone {
		changes = append(changes, shop.OrderChange{Source: j.link.Name, SourceKey: key, Gone: true})
	}
	applied, err := shop.ApplyOrders(ctx, tx, changes, how)
	if err != nil {
		return outcome{}, err
	}
	var done outcome
	for i, a := range applied {
		if a.Refused != "" {
			bad = append(bad, parking{Key: changes[i].SourceKey, Reason: a.Refused, Column: "number"})
		}
		if a.New {
			done.born, done.bornIDs = append(done.born, a.Number), append(done.bornIDs, a.ID)
		}
	}
	return done, l.park(ctx, tx, j.link, bad)
}

func (l *Links) applyLines(ctx context.Context, tx pgx.Tx, j *job, how shop.Apply) error {
	var bad []parking
	var changes []shop.LineChange
	for _, r := range j.rows {
		c := r.line()
		if r.bad.Reason != "" {
			bad = append(bad, r.bad)
			continue
		}
		changes = append(changes, c)
	}
	for _, key := range j.gone {
		changes = append(changes, shop.LineChange{SourceKey: key, Gone: true})
	}
	unknown, err := shop.ApplyLines(ctx, tx, j.link.Name, changes, j.newborn, how)
	if err != nil {
		return err
	}
	for key, number := range unknown {
		bad = append(bad, parking{Key: key, Reason: "order_unknown", Column: "number", WaitsFor: number})
	}
	return l.park(ctx, tx, j.link, bad)
}

func (l *Links) applyMembers(ctx context.Context, tx pgx.Tx, j *job, how shop.Apply) error {
	var bad []parking
	var changes []shop.CustomerChange
	seen := map[string]bool{}
	for _, r := range j.rows {
		c := r.member(j.link)
		if seen[c.Ref] {
			r.refuse("number_taken", "ref")
		}
		if r.bad.Reason != "" {
			bad = append(bad, r.bad)
			continue
		}
		seen[c.Ref] = true
		changes = append(changes, c)
	}
	if _, err := shop.ApplyCustomers(ctx, tx, changes, how); err != nil {
		return err
	}
	if err := l.membersGone(ctx, tx, j); err != nil {
		return err
	}
	return l.park(ctx, tx, j.link, bad)
}

// membersGone withdraws the consents of members whose rows were deleted: whoever left the shop wants
// no more advertising.
func (l *Links) membersGone(ctx context.Context, tx pgx.Tx, j *job) error {
	if len(j.gone) == 0 || l.consents == nil {
		return nil
	}
	ids, err := shop.CustomersOfKeys(ctx, tx, j.link.Name, j.gone)
	if err != nil || len(ids) == 0 {
		return err
	}
	var withdrawn []shop.Consent
	for _, channel := range []string{"sms", "email"} {
		if j.link.Map[channel+"_ok"] == "" {
			continue
		}
		for _, id := range ids {
			withdrawn = append(withdrawn, shop.Consent{CustomerID: id, Channel: channel, Source: fromLink})
		}
	}
	if len(withdrawn) == 0 {
		return nil
	}
	return l.consents(ctx, tx, withdrawn)
}

func (l *Links) park(ctx context.Context, tx pgx.Tx, link *Link, rows []parking) error {
	ids, err := park(ctx, tx, link.ID, rows)
	if err != nil {
		return err
	}
	for i, id := range ids {
		if rows[i].Reason == "order_unknown" {
			continue // its order will most likely come
		}
		l.log.WarnContext(ctx, "a linked row cannot be mirrored", "link_id", link.ID, "parked_id", id, "reason", rows[i].Reason, "column", rows[i].Column)
	}
	return nil
}

func inSavepoint(ctx context.Context, tx pgx.Tx, fn func(tx pgx.Tx) error) error {
	inner, err := tx.Begin(ctx)
	if err != nil {
		return fmt.Errorf("set a savepoint: %w", err)
	}
	if err := fn(inner); err != nil {
		_ = inner.Rollback(context.WithoutCancel(ctx))
		return err
	}
	if err := inner.Commit(ctx); err != nil {
		return fmt.Errorf("release the savepoint: %w", err)
	}
	return nil
}

// ofTheRows reports whether the error lies in the rows or their table, so that another try would end
// in the same way: data and constraints, names and rights, or a fault of ours about the table.
func ofTheRows(err error) bool {
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		return strings.HasPrefix(pg.Code, "22") || strings.HasPrefix(pg.Code, "23") || strings.HasPrefix(pg.Code, "42")
	}
	return isFault(err)
}
