package tickets

import (
	"context"
	"errors"
	"fmt"

	"dari/internal/fault"
	"dari/internal/postgres"

	"github.com/jackc/pgx/v5"
)

const sqlStateNamed = `SELECT state FROM dari.ticket_states WHERE key = $1 AND retired_at IS NULL`

// stateNamed is which of the five states a name of the shop's own stands for.
func stateNamed(ctx context.Context, q postgres.Querier, key string) (state State, found bool, err error) {
	err = q.QueryRow(ctx, sqlStateNamed, key).Scan(&state)
	if errors.Is(err, pgx.ErrNoRows) {
		return "", false, nil
	}
	if err != nil {
		return "", false, fmt.Errorf("read the state %s: %w", key, err)
	}
	return state, true, nil
}

// status puts the ticket where a name of the shop's own says. A name for solved solves it; closed is
// nothing that anybody chooses.
func (a *acting) status(ctx context.Context, c Change) error {
	if c.Status == nil || *c.Status == a.r.Status {
		return nil
	}
	if *c.Status == "" {
		a.add(kindNamed, Data{State: a.r.State, Was: &Was{Status: a.r.Status, Standing: a.r.standing()}})
		return nil
	}
	to, found, err := stateNamed(ctx, a.tx, *c.Status)
	if err != nil || !found || to == Closed {
		return orField(err, "tickets.status_unknown", "status")
	}
	switch {
	case to == Solved:
		if err := a.solve(ctx, Change{Solve: true, Quiet: c.Quiet}); err != nil {
			return err
		}
	case a.r.State == Solved:
		if err := a.reopen(ctx, Change{Reopen: true}); err != nil {
			return err
		}
	}
	a.add(kindNamed, Data{State: to, Status: *c.Status, Was: &Was{Status: a.r.Status, Standing: a.r.standing()}})
	return nil
}

const (
	sqlNumberOfID  = `SELECT number FROM dari.tickets WHERE id = dari.ticket_home($1)`
	sqlFamilyOf    = `SELECT id, parent_id, merged_into FROM dari.tickets WHERE number = $1`
	sqlHasChildren = `SELECT EXISTS (SELECT FROM dari.tickets WHERE parent_id = $1)`
)

// numberOf is the number of a ticket, or of the one that it goes on in.
func numberOf(ctx context.Context, q postgres.Querier, id int64) (number int64, err error) {
	if err := q.QueryRow(ctx, sqlNumberOfID, id).Scan(&number); err != nil {
		return 0, fmt.Errorf("read the number of ticket %d: %w", id, err)
	}
	return number, nil
}

// parent makes the ticket part of an incident, which is a ticket that is part of none.
func (a *acting) parent(ctx context.Context, c Change) error {
	if c.Parent == nil {
		return nil
	}
	if *c.Parent == nil {
		if a.r.ParentID != nil {
			a.add(kindLinked, Data{Was: &Was{ParentID: a.r.ParentID}})
		}
		return nil
	}
	var id int64
	var above, merged *int64
	err := a.tx.QueryRow(ctx, sqlFamilyOf, **c.Parent).Scan(&id, &above, &merged)
	if errors.Is(err, pgx.ErrNoRows) {
		return fault.Field("tickets.parent_unknown", "number")
	}
	if err != nil {
		return fmt.Errorf("read ticket %d: %w", **c.Parent, err)
	}
	if id == a.r.ID || above != nil || merged != nil {
		return fault.Field("tickets.parent_unfit", "number")
	}
	var has bool
	if err := a.tx.QueryRow(ctx, sqlHasChildren, a.r.ID).Scan(&has); err != nil {
		return fmt.Errorf("look whether ticket %d is an incident: %w", a.r.Number, err)
	}
	if has {
		return fault.Field("tickets.parent_unfit", "number")
	}
	if !same(a.r.ParentID, &id) {
		a.add(kindLinked, Data{ParentID: &id, Other: &Other{id, **c.Parent}, Was: &Was{ParentID: a.r.ParentID}})
	}
	return nil
}
