package rules

import (
	"context"
	"fmt"

	"dari/internal/postgres"
	"dari/tickets"
	"dari/tickets/action"

	"github.com/jackc/pgx/v5"
)

const (
	sqlBodies = `SELECT id, body FROM dari.ticket_rules WHERE deleted_at IS NULL ORDER BY id FOR UPDATE`
	// The rule is what it was: its time does not begin anew.
	sqlPutBody = `UPDATE dari.ticket_rules SET body = $2, version = version + 1, updated_at = dari.clock() WHERE id = $1`
)

// Retag gives rules the new name of a tag they hear of, ask for or give.
func Retag(ctx context.Context, tx pgx.Tx, from, to string) error {
	err := action.Rewrite(ctx, tx, sqlBodies, sqlPutBody, func(d *Draft) bool { return d.retag(from, to) })
	if err != nil {
		return fmt.Errorf("rename a tag in rules: %w", err)
	}
	return nil
}

// callTags calls the tags of a rule that is being written by their present names.
func (d *Draft) callTags(ctx context.Context, q postgres.Querier) error {
	event := []string{}
	if d.Event.Tag != "" {
		event = append(event, d.Event.Tag)
	}
	lists := []*[]string{&event, &d.Actions.AddTags, &d.Actions.RemoveTags}
	for _, conds := range [][]Cond{d.All, d.Any} {
		for i := range conds {
			if conds[i].Field == "tag" {
				lists = append(lists, &conds[i].Value)
			}
		}
	}
	if err := tickets.CallTags(ctx, q, lists...); err != nil {
		return err
	}
	if len(event) > 0 {
		d.Event.Tag = event[0]
	}
	return nil
}

func (d *Draft) retag(from, to string) bool {
	changed := d.Actions.Retag(from, to)
	if d.Event.Tag == from {
		d.Event.Tag, changed = to, true
	}
	for _, list := range [][]Cond{d.All, d.Any} {
		for i := range list {
			if list[i].Field == "tag" && action.Retag(&list[i].Value, from, to) {
				changed = true
			}
		}
	}
	return changed
}
