package tickets

import (
	"context"
	"slices"

	"github.com/google/uuid"
)

// carry gives the ticket in which another one goes on what that one has and it lacks: its tags, and what was
// filled into its form. A plain question becomes what the other one is about.
func (a *acting) carry(ctx context.Context, from *Record) error {
	tags := append(slices.Clone(a.r.Tags), without(from.Tags, a.r.Tags)...)
	a.retag(tags[:min(len(tags), max(maxTags, len(a.r.Tags)))])
	if a.r.Type == Question && from.Type != Question && len(a.r.Fields) == 0 && len(from.Fields) > 0 {
		a.add(kindSorted, Data{Type: from.Type, Step: from.Step, Fields: clone(from.Fields), Was: &Was{Type: a.r.Type, Step: a.r.Step, Fields: a.r.Fields}})
		return nil
	}
	return a.carryForm(ctx, from)
}

// carryForm fills the empty fields of the form with what the other one's form says under the same name.
func (a *acting) carryForm(ctx context.Context, from *Record) error {
	if len(from.Fields) == 0 {
		return nil
	}
	form, err := a.typed(ctx)
	if err != nil {
		return err
	}
	after := clone(a.r.Fields)
	for _, f := range form.Fields {
		v, there := from.Fields[f.ID]
		if _, has := after[f.ID]; has || !there {
			continue
		}
		if v, err := f.value(ctx, a.tx, v); err == nil && v != nil { // of another type it may mean nothing here
			after[f.ID] = v
		}
	}
	if !equal(after, a.r.Fields) {
		a.add(kindFilled, Data{Fields: after, Was: &Was{Fields: a.r.Fields}})
	}
	return nil
}

// uncarry takes back what the ticket was given by a merge, as far as nobody has changed it since; it names
// what it left.
func (a *acting) uncarry(ctx context.Context, group string) ([]string, error) {
	id, err := uuid.Parse(group)
	if err != nil {
		return nil, err
	}
	events, err := readEvents(ctx, a.tx, sqlGroupEvents, a.r.Number, id)
	if err != nil {
		return nil, err
	}
	u := &undoing{acting: a, undoes: group}
	for _, e := range slices.Backward(events) {
		if e.Kind != kindTagged && e.Kind != kindFilled && e.Kind != kindSorted {
			continue
		}
		if err := u.back(ctx, e); err != nil {
			return nil, err
		}
	}
	slices.Sort(u.left)
	return slices.Compact(u.left), nil
}
