package tickets

import (
	"context"
	"fmt"
	"reflect"
	"slices"

	"dari/internal/fault"
	"dari/internal/postgres"
	"dari/internal/staff"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// An undo puts back what the events of a group have changed, by events of its own: history only grows.
// What somebody has changed since stays as they made it, and the answer names it.

const (
	sqlGroupEvents = `
SELECT e.seq, e.kind, e.actor_kind, e.actor_id, e.data, e.at FROM dari.ticket_events e
WHERE e.ticket_id = (SELECT id FROM dari.tickets WHERE number = $1) AND e.data ->> 'group' = $2::text ORDER BY e.seq`
	sqlIsUndone = `
SELECT EXISTS (SELECT FROM dari.ticket_events WHERE ticket_id = $1 AND data ->> 'undoes' = $2::text)`
)

// Undo puts back what a group of events has changed, where nobody has changed it since; the ticket's
// Left names what was left. Doing it twice is doing it once.
func (s *Service) Undo(ctx context.Context, actor staff.Actor, number int64, group uuid.UUID) (Ticket, error) {
	var made uuid.UUID
	var left []string
	err := postgres.InTx(ctx, s.db, func(tx pgx.Tx) (err error) {
		made, left, err = s.undo(ctx, tx, actor, number, group)
		return err
	})
	if err != nil {
		return Ticket{}, err
	}
	t, err := s.answer(ctx, number, made, made != uuid.Nil)
	t.Left = left
	return t, err
}

// UndoTx is Undo in the caller's transaction.
func (s *Service) UndoTx(ctx context.Context, tx pgx.Tx, actor staff.Actor, number int64, group uuid.UUID) (changed bool, err error) {
	made, _, err := s.undo(ctx, tx, actor, number, group)
	return made != uuid.Nil, err
}

func (s *Service) undo(ctx context.Context, tx pgx.Tx, actor staff.Actor, number int64, group uuid.UUID) (made uuid.UUID, left []string, err error) {
	events, err := readEvents(ctx, tx, sqlGroupEvents, number, group)
	if err != nil {
		return uuid.Nil, nil, err
	}
	if len(events) == 0 {
		return uuid.Nil, nil, fault.New(fault.NotFound, "tickets.nothing_to_undo")
	}
	if i := slices.IndexFunc(events, func(e Event) bool { return e.Data.Other != nil && e.Kind != kindLinked }); i >= 0 {
		return s.undoMove(ctx, tx, actor, number, events[i])
	}
	r, now, err := lockTicket(ctx, tx, number)
	if err != nil {
		return uuid.Nil, nil, err
	}
	if undone, err := isUndone(ctx, tx, r.ID, group); err != nil || undone {
		return uuid.Nil, nil, err
	}
	u := &undoing{acting: newActing(tx, actor, r, now, "")}
	u.undoes = group.String()
	if err := u.acting.open(ctx); err != nil {
		return uuid.Nil, nil, err
	}
	for _, e := range slices.Backward(events) {
		if err := u.back(ctx, e); err != nil {
			return uuid.Nil, nil, err
		}
	}
	if len(u.work.events) == 0 {
		return uuid.Nil, nil, fault.New(fault.Conflict, "tickets.undo_overtaken")
	}
	_, err = store(ctx, tx, []*work{u.work})
	slices.Sort(u.left)
	return u.group, slices.Compact(u.left), err
}

func isUndone(ctx context.Context, q postgres.Querier, ticketID int64, group uuid.UUID) (undone bool, err error) {
	if err := q.QueryRow(ctx, sqlIsUndone, ticketID, group).Scan(&undone); err != nil {
		return false, fmt.Errorf("look whether a change of ticket %d was undone: %w", ticketID, err)
	}
	return undone, nil
}

// undoing takes events of a group back, the last one first.
type undoing struct {
	*acting
	undoes string
	left   []string
}

// put lets the opposite of an event happen when nobody has changed since what the event made.
func (u *undoing) put(untouched bool, name, kind string, d Data) {
	if !untouched {
		u.left = append(u.left, name)
		return
	}
	d.Reason, d.Undoes = "undo", u.undoes
	u.add(kind, d)
}

func (u *undoing) back(ctx context.Context, e Event) error {
	r, d, was := u.r, e.Data, e.Data.Was
	if was == nil {
		was = &Was{}
	}
	switch e.Kind {
	case kindRenamed:
		u.put(r.Subject == d.Subject, "title", kindRenamed, Data{Subject: was.Subject, Was: &Was{Subject: r.Subject}})
	case kindPrioritised:
		u.put(d.Priority != nil && r.Priority == *d.Priority, "priority", kindPrioritised, Data{Priority: &was.Priority, Was: &Was{Priority: r.Priority}})
	case kindTagged:
		u.untag(d, was)
	case kindTeamed:
		u.put(same(r.TeamID, d.TeamID), "team", kindTeamed, Data{TeamID: was.TeamID, Was: &Was{TeamID: r.TeamID}})
	case kindSorted:
		u.put(r.Type == d.Type && r.Step == d.Step && equal(r.Fields, d.Fields), "type", kindSorted,
			Data{Type: was.Type, Step: was.Step, Fields: was.Fields, Was: &Was{Type: r.Type, Step: r.Step, Fields: r.Fields}})
	case kindFilled:
		u.unfill(d, was)
	case kindStepped:
		u.put(r.Step == d.Step, "step", kindStepped, Data{Step: was.Step, Was: &Was{Step: r.Step}})
	case kindLinked:
		u.put(same(r.ParentID, d.ParentID), "parent", kindLinked, Data{ParentID: was.ParentID, Was: &Was{ParentID: r.ParentID}})
	case kindSpam, kindNoSpam:
		u.unspam(e, was)
	case kindAssigned, kindReleased:
		return u.unassign(ctx, d)
	default:
		u.unstate(e, was)
	}
	return nil
}

// untag puts the tags back as they were; when others were put on or taken off since, those stay.
func (u *undoing) untag(d Data, was *Was) {
	before := u.r.Tags
	after := was.Tags
	if !slices.Equal(before, d.Tags) {
		after = without(before, d.Added)
		after = append(after, without(d.Removed, after)...)
	}
	if slices.Equal(before, after) {
		u.left = append(u.left, "tags")
		return
	}
	u.put(true, "tags", kindTagged, Data{Tags: after, Added: without(after, before), Removed: without(before, after), Was: &Was{Tags: before}})
}

// unfill puts back each field that is still as it was filled in.
func (u *undoing) unfill(d Data, was *Was) {
	after := clone(u.r.Fields)
	touched := false
	for _, id := range changedFields(was.Fields, d.Fields) {
		if !reflect.DeepEqual(u.r.Fields[id], d.Fields[id]) {
			u.left = append(u.left, "fields")
			continue
		}
		touched = true
		if v, had := was.Fields[id]; had {
			after[id] = v
		} else {
			delete(after, id)
		}
	}
	if touched {
		u.put(true, "fields", kindFilled, Data{Fields: after, Was: &Was{Fields: u.r.Fields}})
	}
}

func changedFields(a, b map[string]any) (ids []string) {
	for id, v := range a {
		if !reflect.DeepEqual(v, b[id]) {
			ids = append(ids, id)
		}
	}
	for id := range b {
		if _, there := a[id]; !there {
			ids = append(ids, id)
		}
	}
	return ids
}

func (u *undoing) unspam(e Event, was *Was) {
	if e.Kind == kindNoSpam {
		u.put(!u.r.Spam, "spam", kindSpam, Data{WaitingSince: u.r.WaitingSince, Was: u.aside()})
		return
	}
	since := u.r.LastMessageAt
	if e.Data.WaitingSince != nil {
		since = *e.Data.WaitingSince
	}
	u.put(u.r.Spam, "spam", kindNoSpam, Data{WaitingSince: u.stillWaits(since), Until: was.Until, Reply: was.Reply})
}

// unassign gives the ticket back to who had it, as long as that person still works here.
func (u *undoing) unassign(ctx context.Context, d Data) error {
	if d.FormerOwnerID == nil {
		u.put(same(u.r.OwnerID, d.OwnerID) && u.r.OwnerID != nil, "owner", kindReleased, Data{FormerOwnerID: u.r.OwnerID})
		return nil
	}
	holders, err := staff.Holders(ctx, u.tx, []int64{*d.FormerOwnerID}, "tickets:write")
	if err != nil {
		return err
	}
	u.put(same(u.r.OwnerID, d.OwnerID) && holders[*d.FormerOwnerID], "owner", kindAssigned, Data{OwnerID: d.FormerOwnerID, FormerOwnerID: u.r.OwnerID})
	return nil
}

// unstate is for where the ticket stands and whether it is put aside.
func (u *undoing) unstate(e Event, was *Was) {
	r, d := u.r, e.Data
	switch e.Kind {
	case kindSolved:
		back := Data{State: d.State, Until: was.Until, Reply: was.Reply, Status: was.Status, Was: &Was{Standing: r.standing()}}
		if r.PreviewFrom == byShopper {
			back.WaitingSince = d.WaitingSince
		}
		u.put(r.State == Solved && r.SolvedAt != nil && r.SolvedAt.Equal(e.At), "state", kindReopened, back)
	case kindReopened:
		if was.Standing == nil {
			u.left = append(u.left, "state")
			return
		}
		untouched := r.State == d.State && sameTime(r.WaitingSince, d.WaitingSince) && r.LastMessageAt.Equal(was.Standing.LastMessageAt)
		u.put(untouched, "state", kindSolved, Data{State: r.State, WaitingSince: r.WaitingSince, SolvedAt: was.Standing.SolvedAt, Quiet: true, Was: u.aside()})
	case kindNamed:
		if was.Standing != nil {
			u.put(r.Status == d.Status && r.State == d.State, "status", kindNamed,
				Data{State: was.Standing.State, Status: was.Status, Was: &Was{Status: r.Status, Standing: r.standing()}})
		}
	case kindSnoozed, kindWoken:
		kind := kindSnoozed
		if was.Until == nil && !was.Reply || was.Until != nil && !was.Until.After(u.now) {
			kind, was = kindWoken, &Was{}
		}
		u.put(sameTime(r.SnoozedUntil, d.Until) && r.SnoozedReply == d.Reply && r.State != Solved && r.State != Closed, "snooze", kind,
			Data{Until: was.Until, Reply: was.Reply, Was: &Was{Until: r.SnoozedUntil, Reply: r.SnoozedReply}})
	}
}
