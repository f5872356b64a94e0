package action

import (
	"context"
	"fmt"
	"slices"

	"dari/internal/i18n"
	"dari/internal/postgres"
	"dari/internal/staff"
	"dari/internal/thread"
	"dari/tickets"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// Desk does to tickets what actions say.
type Desk struct {
	Tickets *tickets.Service
}

// Do carries out the actions on a ticket in the caller's transaction. All of its events share the group.
func (d *Desk) Do(ctx context.Context, tx pgx.Tx, actor staff.Actor, number int64, a Actions, cause string) (group uuid.UUID, changed bool, err error) {
	if a.Empty() {
		return uuid.Nil, false, nil
	}
	c, err := a.change(ctx, tx, actor)
	if err != nil {
		return uuid.Nil, false, err
	}
	c.Cause = cause
	return d.Tickets.ApplyTx(ctx, tx, actor, number, c)
}

// change is what the actions are to the queue.
func (a Actions) change(ctx context.Context, q postgres.Querier, actor staff.Actor) (tickets.Change, error) {
	c := tickets.Change{Priority: a.Priority, AddTags: a.AddTags, RemoveTags: a.RemoveTags, Spam: a.Spam, Solve: a.Solve, Quiet: a.Quiet, Reopen: a.Reopen}
	if a.Type != "" {
		c.Type = &a.Type
	}
	if a.TeamID != nil {
		team := a.TeamID
		if *team == 0 {
			team = nil
		}
		c.Team = &team
	}
	me := int64(0)
	if actor.Kind == staff.KindStaff {
		me = actor.ID
	}
	if owner, set := a.OwnerID(me); set {
		c.Owner = &owner
	}
	switch {
	case a.SnoozeUntil != nil:
		c.SnoozeUntil = &a.SnoozeUntil
	case a.Snooze != "":
		return c, tickets.SnoozeChange(ctx, q, a.Snooze, &c)
	}
	return c, nil
}

// Undo puts back what a group changed, where nobody has changed it since.
func (d *Desk) Undo(ctx context.Context, tx pgx.Tx, actor staff.Actor, number int64, group uuid.UUID) (changed bool, err error) {
	return d.Tickets.UndoTx(ctx, tx, actor, number, group)
}

// Answer writes to the shopper and brings the ticket up to that.
func (d *Desk) Answer(ctx context.Context, tx pgx.Tx, actor staff.Actor, number int64, r tickets.Reply) (conversationID, seq int64, err error) {
	return d.Tickets.AnswerTx(ctx, tx, actor, number, r)
}

// Note writes to colleagues.
func (d *Desk) Note(ctx context.Context, tx pgx.Tx, actor staff.Actor, number int64, r tickets.Reply) (thread.Note, error) {
	return d.Tickets.NoteTx(ctx, tx, actor, number, r)
}

// Ticket is a ticket as the console shows it.
func (d *Desk) Ticket(ctx context.Context, q postgres.Querier, number int64) (tickets.Ticket, error) {
	return tickets.ByNumber(ctx, q, number)
}

const (
	sqlNames = `
SELECT coalesce((SELECT name FROM dari.teams WHERE id = $1), ''), coalesce((SELECT name FROM dari.staff WHERE id = $2), ''),
       coalesce((SELECT CASE WHEN $4 = 'en' THEN label_en ELSE label_ko END FROM dari.ticket_types WHERE key = $3), $3)`
	sqlStanding = `SELECT state, priority, tags, team_id, owner_id, type, spam FROM dari.tickets WHERE number = $1`
)

// Effects tells in words what the actions would do to a ticket, and what of it is so already. With a
// number of 0 it is no certain ticket.
func (d *Desk) Effects(ctx context.Context, q postgres.Querier, actor staff.Actor, number int64, a Actions, f i18n.Format) ([]Effect, error) {
	n, err := a.names(ctx, q, f.Lang, number)
	if err != nil {
		return nil, err
	}
	effects := a.Effects(f, n)
	if number == 0 {
		return effects, nil
	}
	var is standing
	if err := q.QueryRow(ctx, sqlStanding, number).Scan(&is.state, &is.priority, &is.tags, &is.team, &is.owner, &is.kind, &is.spam); err != nil {
		return nil, fmt.Errorf("read how ticket %d stands: %w", number, err)
	}
	for i := range effects {
		effects[i].Same = a.same(effects[i].Kind, is, actor)
	}
	return effects, nil
}

// names reads what the actions call by number.
func (a Actions) names(ctx context.Context, q postgres.Querier, lang string, number int64) (n Names, err error) {
	var team, owner int64
	if a.TeamID != nil {
		team = *a.TeamID
	}
	if id, set := a.OwnerID(0); set && id != nil {
		owner = *id
	}
	if err := q.QueryRow(ctx, sqlNames, team, owner, a.Type, lang).Scan(&n.Team, &n.Owner, &n.Type); err != nil {
		return n, fmt.Errorf("read what actions name: %w", err)
	}
	if a.SnoozeUntil != nil {
		n.Until = *a.SnoozeUntil
	}
	// Of no certain ticket the choice is told as it was made; of one, the moment it comes to.
	if a.Snooze != "" && number != 0 {
		var c tickets.Change
		if e := tickets.SnoozeChange(ctx, q, a.Snooze, &c); e == nil && c.SnoozeUntil != nil && *c.SnoozeUntil != nil {
			n.Until = **c.SnoozeUntil
		}
	}
	return n, nil
}

// standing is how a ticket is now.
type standing struct {
	state    string
	priority int
	tags     []string
	team     *int64
	owner    *int64
	kind     string
	spam     bool
}

// same says whether an effect would change nothing.
func (a Actions) same(effect string, is standing, actor staff.Actor) bool {
	switch effect {
	case "type":
		return is.kind == a.Type
	case "priority":
		return is.priority == *a.Priority
	case "tag":
		return !slices.ContainsFunc(a.AddTags, func(t string) bool { return !slices.Contains(is.tags, t) })
	case "untag":
		return !slices.ContainsFunc(a.RemoveTags, func(t string) bool { return slices.Contains(is.tags, t) })
	case "team":
		return is.team == nil && *a.TeamID == 0 || is.team != nil && *is.team == *a.TeamID
	case "owner":
		id, set := a.OwnerID(actor.ID)
		return !set || id == nil && is.owner == nil || id != nil && is.owner != nil && *id == *is.owner
	case "spam":
		return is.spam == *a.Spam
	case "solve":
		return is.state == string(tickets.Solved) || is.state == string(tickets.Closed)
	case "reopen":
		return is.state != string(tickets.Solved)
	}
	return false
}
