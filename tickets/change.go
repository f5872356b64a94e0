package tickets

import (
	"context"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"dari/internal/fault"
	"dari/internal/postgres"
	"dari/internal/staff"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// Change is what is done to a ticket in one go; a zero field leaves it as it is.
type Change struct {
	Title       *string
	Priority    *int // 0 none to 3 urgent
	AddTags     []string
	RemoveTags  []string
	Team        **int64 // nil inside: none
	Owner       **int64 // nil inside: nobody
	Type        *string
	Fields      map[string]any // of the type's form; nil inside takes a value out
	Step        *string
	Status      *string     // a state of the shop's own; "" inside: the state's own name
	SnoozeUntil **time.Time // nil inside: wake it
	// SnoozeUntilReply puts it aside until the shopper writes.
	SnoozeUntilReply bool
	Spam             *bool
	Parent           **int64 // the number of the incident; nil inside: none
	Solve            bool
	Quiet            bool // of solving: do not ask how it went
	Reopen           bool
	// Cause stands in every event of the group: "macro:UID", "rule:ID", "bulk:UID"; empty: a person.
	Cause string
	// exactTags are meant as they are written, also those that were renamed since.
	exactTags bool
}

// Apply changes a ticket and answers it as it is now, with what takes the change back. With a version,
// the caller must have seen what matters for the change.
func (s *Service) Apply(ctx context.Context, actor staff.Actor, number, version int64, c Change) (Ticket, error) {
	var group uuid.UUID
	var changed bool
	err := postgres.InTx(ctx, s.db, func(tx pgx.Tx) (err error) {
		group, changed, err = s.apply(ctx, tx, actor, number, version, c)
		return err
	})
	if err != nil {
		return Ticket{}, err
	}
	return s.answer(ctx, number, group, changed)
}

// ApplyTx is Apply in the caller's transaction. All events of the call share the group, which Undo takes
// back; it is the zero UUID when nothing has changed.
func (s *Service) ApplyTx(ctx context.Context, tx pgx.Tx, actor staff.Actor, number int64, c Change) (group uuid.UUID, changed bool, err error) {
	return s.apply(ctx, tx, actor, number, 0, c)
}

// answer is the ticket after an act.
func (s *Service) answer(ctx context.Context, number int64, group uuid.UUID, changed bool) (Ticket, error) {
	t, err := ticketByNumber(ctx, s.db, number)
	if changed {
		t.Undo = &group
	}
	return t, err
}

func (s *Service) apply(ctx context.Context, tx pgx.Tx, actor staff.Actor, number, version int64, c Change) (uuid.UUID, bool, error) {
	r, now, err := lockTicket(ctx, tx, number)
	if err != nil {
		return uuid.Nil, false, err
	}
	a := newActing(tx, actor, r, now, c.Cause)
	if err := a.free(ctx, version, c); err != nil {
		return uuid.Nil, false, err
	}
	for _, part := range []func(context.Context, Change) error{
		a.title, a.priority, a.tags, a.team, a.sort, a.fill, a.step, a.spam, a.parent, a.owner, a.reopen, a.status, a.snooze, a.solve,
	} {
		if err := part(ctx, c); err != nil {
			return uuid.Nil, false, err
		}
	}
	if _, err := store(ctx, tx, []*work{a.work}); err != nil {
		return uuid.Nil, false, err
	}
	if len(a.work.events) == 0 {
		return uuid.Nil, false, nil
	}
	return a.group, true, nil
}

// acting is one call that changes a ticket which is locked.
type acting struct {
	tx    pgx.Tx
	actor staff.Actor
	r     *Record
	now   time.Time
	work  *work
	group uuid.UUID
	cause string
	form  *Type // of the ticket's type, once it was read
}

func newActing(tx pgx.Tx, actor staff.Actor, r *Record, now time.Time, cause string) *acting {
	return &acting{tx: tx, actor: actor, r: r, now: now, work: begin(r), group: uuid.Must(uuid.NewV7()), cause: cause}
}

// add lets an event of the group happen.
func (a *acting) add(kind string, d Data) {
	d.Group, d.Cause = a.group.String(), a.cause
	e := by(a.actor, kind, d)
	e.At = a.now
	a.r.happening(&a.work.events, e)
}

// free refuses what can no longer be done to the ticket, or was decided without seeing what matters.
func (a *acting) free(ctx context.Context, version int64, c Change) error {
	if err := a.open(ctx); err != nil {
		return err
	}
	if err := unseen(ctx, a.tx, a.r, version, c.minds()...); err != nil {
		return err
	}
	if a.r.State == Closed && (c.Owner != nil || c.Status != nil || c.SnoozeUntil != nil || c.SnoozeUntilReply || c.Solve || c.Reopen) {
		return fault.New(fault.Conflict, "tickets.is_closed")
	}
	return nil
}

// open refuses a ticket that goes on in another one.
func (a *acting) open(ctx context.Context) error {
	if a.r.MergedInto == nil {
		return nil
	}
	number, err := numberOf(ctx, a.tx, *a.r.MergedInto)
	if err != nil {
		return err
	}
	return fault.New(fault.Conflict, "tickets.is_merged", fault.Arg("number", number))
}

// minds are the kinds of events that whoever makes the change must have seen.
func (c Change) minds() []string {
	kinds := []string{kindMerged, kindUnmerged}
	for _, m := range []struct {
		set   bool
		kinds []string
	}{
		{c.Title != nil, []string{kindRenamed}},
		{c.Priority != nil, []string{kindPrioritised}},
		{c.Team != nil, []string{kindTeamed}},
		{c.Owner != nil, []string{kindAssigned, kindReleased, kindRouted, kindReturned, kindSolved, kindReopened, kindClosed}},
		{c.Type != nil, []string{kindSorted, kindTyped}},
		{len(c.Fields) > 0, []string{kindSorted, kindTyped, kindFilled}},
		{c.Step != nil, []string{kindSorted, kindTyped, kindStepped}},
		{c.Status != nil, []string{kindNamed, kindSolved, kindReopened, kindClosed}},
		{c.SnoozeUntil != nil || c.SnoozeUntilReply, []string{kindMessage, kindSnoozed, kindSolved, kindReopened, kindClosed}},
		{c.Spam != nil, []string{kindSpam, kindNoSpam}},
		{c.Parent != nil, []string{kindLinked}},
		{c.Solve, []string{kindMessage, kindSolved, kindReopened, kindClosed, kindSplit, kindAbsorbed}},
		{c.Reopen, []string{kindSolved, kindReopened, kindClosed}},
	} {
		if m.set {
			kinds = append(kinds, m.kinds...)
		}
	}
	return kinds
}

func (a *acting) title(_ context.Context, c Change) error {
	if c.Title == nil {
		return nil
	}
	title := oneLine(*c.Title)
	switch {
	case title == "" || !utf8.ValidString(title) || strings.ContainsRune(title, 0):
		return fault.Field("tickets.title_empty", "title")
	case utf8.RuneCountInString(title) > maxTitle:
		return fault.Field("tickets.title_too_long", "title", fault.Arg("limit", maxTitle))
	case title != a.r.Subject:
		a.add(kindRenamed, Data{Subject: title, Was: &Was{Subject: a.r.Subject}})
	}
	return nil
}

// maxTitle is how many characters a title may have.
const maxTitle = 200

func (a *acting) priority(_ context.Context, c Change) error {
	if c.Priority == nil || *c.Priority == a.r.Priority {
		return nil
	}
	if *c.Priority < 0 || *c.Priority > 3 {
		return fault.Field("tickets.priority_unknown", "priority")
	}
	p := *c.Priority
	a.add(kindPrioritised, Data{Priority: &p, Was: &Was{Priority: a.r.Priority}})
	return nil
}

func (a *acting) tags(ctx context.Context, c Change) error {
	add, err := tidyTags(c.AddTags, "add_tags")
	if err != nil {
		return err
	}
	remove, err := tidyTags(c.RemoveTags, "remove_tags")
	if err != nil {
		return err
	}
	if !c.exactTags {
		if add, err = renamed(ctx, a.tx, add); err != nil {
			return err
		}
		now, err := renamed(ctx, a.tx, remove)
		if err != nil {
			return err
		}
		remove = append(remove, now...)
	}
	after := slices.DeleteFunc(slices.Clone(a.r.Tags), func(t string) bool { return slices.Contains(remove, t) })
	for _, t := range add {
		if !slices.Contains(after, t) {
			after = append(after, t)
		}
	}
	if len(after) > maxTags {
		return fault.Field("tickets.tags_too_many", "add_tags", fault.Arg("limit", maxTags))
	}
	if err := rememberTags(ctx, a.tx, without(after, a.r.Tags)); err != nil {
		return err
	}
	a.retag(after)
	return nil
}

// retag gives the ticket these tags, in this order.
func (a *acting) retag(after []string) {
	if slices.Equal(after, a.r.Tags) {
		return
	}
	a.add(kindTagged, Data{Tags: after, Added: without(after, a.r.Tags), Removed: without(a.r.Tags, after), Was: &Was{Tags: a.r.Tags}})
}

// without is what is in the one list and not in the other.
func without(list, other []string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(t string) bool { return slices.Contains(other, t) })
}

func (a *acting) team(ctx context.Context, c Change) error {
	if c.Team == nil || same(*c.Team, a.r.TeamID) {
		return nil
	}
	if *c.Team != nil {
		if found, err := teamExists(ctx, a.tx, **c.Team); err != nil || !found {
			return orField(err, "tickets.team_unknown", "team_id")
		}
	}
	a.add(kindTeamed, Data{TeamID: *c.Team, Was: &Was{TeamID: a.r.TeamID}})
	return nil
}

// orField is the error, or the fault of a field when there is none.
func orField(err error, code, field string) error {
	if err != nil {
		return err
	}
	return fault.Field(code, field)
}

func (a *acting) spam(_ context.Context, c Change) error {
	if c.Spam == nil || *c.Spam == a.r.Spam {
		return nil
	}
	if *c.Spam {
		a.add(kindSpam, Data{WaitingSince: a.r.WaitingSince, Was: a.aside()})
		return nil
	}
	a.add(kindNoSpam, Data{WaitingSince: a.stillWaits(a.r.LastMessageAt)})
	return nil
}

// stillWaits is since when the shopper waits for an answer to the last message; nil when it was ours,
// or when nothing is left to do.
func (a *acting) stillWaits(since time.Time) *time.Time {
	if a.r.PreviewFrom != byShopper || a.r.State == Solved || a.r.State == Closed {
		return nil
	}
	return &since
}

// aside is how the ticket was put aside, which ends now.
func (a *acting) aside() *Was {
	return &Was{Until: a.r.SnoozedUntil, Reply: a.r.SnoozedReply, Status: a.r.Status}
}

func (a *acting) owner(ctx context.Context, c Change) error {
	if c.Owner == nil || same(*c.Owner, a.r.OwnerID) {
		return nil
	}
	owner := *c.Owner
	if owner == nil {
		a.add(kindReleased, Data{FormerOwnerID: a.r.OwnerID})
		return nil
	}
	holders, err := staff.Holders(ctx, a.tx, []int64{*owner}, "tickets:write")
	if err != nil || !holders[*owner] {
		return orField(err, "tickets.owner_unknown", "owner_id")
	}
	a.add(kindAssigned, Data{OwnerID: owner, FormerOwnerID: a.r.OwnerID})
	return nil
}

// reopen takes a solved ticket up again: it is staff's turn, and who waited when it was solved waits
// again, since then.
func (a *acting) reopen(ctx context.Context, c Change) error {
	if !c.Reopen || a.r.State != Solved {
		return nil
	}
	last, err := readEvents(ctx, a.tx, sqlLastSolved, a.r.ID)
	if err != nil {
		return err
	}
	d := Data{State: Open, Was: &Was{Standing: a.r.standing()}}
	// An answer that was given after solving leaves nobody waiting.
	if len(last) > 0 && a.r.PreviewFrom == byShopper {
		d.WaitingSince = last[0].Data.WaitingSince
	}
	a.add(kindReopened, d)
	return nil
}

func (a *acting) solve(ctx context.Context, c Change) error {
	if !c.Solve || a.r.State == Solved {
		return nil
	}
	if err := a.complete(ctx); err != nil {
		return err
	}
	a.add(kindSolved, Data{State: a.r.State, WaitingSince: a.r.WaitingSince, Quiet: c.Quiet || a.r.Spam, Was: a.aside()})
	return nil
}
