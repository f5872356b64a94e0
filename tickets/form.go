package tickets

import (
	"context"
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"dari/internal/api"
	"dari/internal/fault"
	"dari/internal/postgres"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// Type is what a ticket can be about, with its form and the way the customer sees it go.
type Type struct {
	Key       string              `json:"key"`
	Label     Label               `json:"label"`
	Steps     []Step              `json:"steps" doc:"What the customer sees of the way, in order."`
	Fields    []Field             `json:"fields" doc:"The form; what is required must be filled in before the ticket is solved."`
	Next      map[string][]string `json:"next" doc:"Which steps may follow a step; after one that is not named any may."`
	SLAPolicy *int64              `json:"sla_policy" doc:"The policy that is chosen for it."`
	TeamID    *int64              `json:"team_id" doc:"The team that gets what nobody else has been given."`
	Contact   bool                `json:"contact" doc:"Shoppers may choose it at /contact, where those of its fields are asked that are for them."`
	Hint      Hint                `json:"hint" doc:"What stands below its name there."`
	Position  int                 `json:"position"`
	Builtin   bool                `json:"builtin" doc:"It can be changed and not taken out."`
	Version   int64               `json:"version"`
}

// Step is one of a type's steps.
type Step struct {
	ID    string `json:"id" pattern:"^[a-z][a-z0-9_]{0,39}$"`
	Label Label  `json:"label"`
}

// Field is one of a type's form.
type Field struct {
	ID       string   `json:"id" pattern:"^[a-z][a-z0-9_]{0,39}$"`
	Label    Label    `json:"label"`
	Kind     string   `json:"kind" enum:"text,number,date,choice,order,items,photo"`
	Required bool     `json:"required"`
	Inside   bool     `json:"inside,omitempty" doc:"For staff alone: it is not asked at /contact."`
	Choices  []Choice `json:"choices,omitempty" maxItems:"50" doc:"Of a choice."`
}

// Choice is one of a field's.
type Choice struct {
	ID    string `json:"id" pattern:"^[a-z][a-z0-9_]{0,39}$"`
	Label Label  `json:"label"`
}

const typeColumns = `key, label_ko, label_en, steps, fields, next, sla_policy, position, builtin, version, team_id, contact, hint_ko, hint_en`

const (
	sqlTypes  = `SELECT ` + typeColumns + ` FROM dari.ticket_types WHERE retired_at IS NULL ORDER BY position, key`
	sqlTypeOf = `SELECT ` + typeColumns + ` FROM dari.ticket_types WHERE key = $1 AND ($2 OR retired_at IS NULL)`
)

func scanType(row pgx.CollectableRow) (t Type, err error) {
	err = row.Scan(&t.Key, &t.Label.Ko, &t.Label.En, &t.Steps, &t.Fields, &t.Next, &t.SLAPolicy, &t.Position, &t.Builtin, &t.Version,
		&t.TeamID, &t.Contact, &t.Hint.Ko, &t.Hint.En)
	return t, err
}

// Types are all that a ticket can be about now.
func Types(ctx context.Context, q postgres.Querier) ([]Type, error) {
	rows, _ := q.Query(ctx, sqlTypes) // CollectRows reports this error
	types, err := pgx.CollectRows(rows, scanType)
	if err != nil {
		return nil, fmt.Errorf("read the types of tickets: %w", err)
	}
	return types, nil
}

// typeOf is a type by its key, nil when there is none; retired ones only count for tickets that have them.
func typeOf(ctx context.Context, q postgres.Querier, key string, retired bool) (*Type, error) {
	rows, _ := q.Query(ctx, sqlTypeOf, key, retired) // CollectExactlyOneRow reports this error
	t, err := pgx.CollectExactlyOneRow(rows, scanType)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, nil //nolint:nilnil // no such type
	}
	if err != nil {
		return nil, fmt.Errorf("read the type %s: %w", key, err)
	}
	return &t, nil
}

// first is the step with which a ticket of the type begins; empty when it has none.
func (t *Type) first() string {
	if t == nil || len(t.Steps) == 0 {
		return ""
	}
	return t.Steps[0].ID
}

func (t *Type) has(step string) bool {
	return slices.ContainsFunc(t.Steps, func(s Step) bool { return s.ID == step })
}

// follows says whether the one step may come after the other.
func (t *Type) follows(from, to string) bool {
	next, named := t.Next[from]
	return !named || slices.Contains(next, to)
}

// after are the steps that may follow one.
func (t *Type) after(step string) []string {
	out := []string{}
	if t == nil {
		return out
	}
	for _, s := range t.Steps {
		if s.ID != step && t.follows(step, s.ID) {
			out = append(out, s.ID)
		}
	}
	return out
}

// Shown is a step as a customer sees it.
type Shown struct {
	ID    string `json:"id"`
	Label Label  `json:"label"`
	State string `json:"state" enum:"done,now,todo"`
}

// Bar are the steps of a ticket's type with how far it has come: at the last one, and when all is
// settled, the last is done as well.
func (t *Type) Bar(step string, state State) []Shown {
	if t == nil {
		return []Shown{}
	}
	at := slices.IndexFunc(t.Steps, func(s Step) bool { return s.ID == step })
	out := make([]Shown, len(t.Steps))
	for i, s := range t.Steps {
		out[i] = Shown{s.ID, s.Label, "todo"}
		switch {
		case i < at || i == at && (i == len(t.Steps)-1 || state == Solved || state == Closed):
			out[i].State = "done"
		case i == at:
			out[i].State = "now"
		}
	}
	return out
}

// typed reads the form of the ticket's type, once.
func (a *acting) typed(ctx context.Context) (*Type, error) {
	if a.form == nil || a.form.Key != a.r.Type {
		form, err := typeOf(ctx, a.tx, a.r.Type, true)
		if err != nil {
			return nil, err
		}
		if form == nil {
			form = &Type{Key: a.r.Type}
		}
		a.form = form
	}
	return a.form, nil
}

// sort makes the ticket one of another type: it begins that type's way, and keeps what both forms have.
func (a *acting) sort(ctx context.Context, c Change) error {
	if c.Type == nil || *c.Type == a.r.Type {
		return nil
	}
	to, err := typeOf(ctx, a.tx, *c.Type, false)
	if err != nil || to == nil {
		return orField(err, "tickets.type_unknown", "type")
	}
	kept := map[string]any{}
	for _, f := range to.Fields {
		if v, there := a.r.Fields[f.ID]; there {
			if v, err := f.value(ctx, a.tx, v); err == nil && v != nil {
				kept[f.ID] = v
			}
		}
	}
	former, err := typeOf(ctx, a.tx, a.r.Type, true)
	if err != nil {
		return err
	}
	a.add(kindSorted, Data{Type: to.Key, Step: to.first(), Fields: kept, Was: &Was{Type: a.r.Type, Step: a.r.Step, Fields: a.r.Fields}})
	a.form = to
	if team := to.team(a.r, former); team != nil && c.Team == nil {
		a.add(kindTeamed, Data{TeamID: team, Was: &Was{TeamID: a.r.TeamID}})
	}
	return nil
}

// team is the type's own, for a ticket that has none, or that of the type it was of; nil when it stays as it is.
func (t *Type) team(r *Record, former *Type) *int64 {
	if t == nil || same(t.TeamID, r.TeamID) || r.TeamID != nil && (former == nil || !same(r.TeamID, former.TeamID)) {
		return nil
	}
	return t.TeamID
}

// share gives tickets that were opened by a message to the team of what they are about.
func (f *follower) share(ctx context.Context, tx pgx.Tx) error {
	var form *Type
	for _, w := range f.order {
		if r := w.record; !w.isNew || r.TeamID != nil || r.Type != Question {
			continue
		}
		if form == nil {
			found, err := typeOf(ctx, tx, Question, true)
			if err != nil || found == nil {
				return err
			}
			form = found
		}
		f.give(w, form, nil)
	}
	return nil
}

// give is the team of a ticket's type, or of a type it was not of before.
func (f *follower) give(w *work, form, former *Type) {
	if team := form.team(w.record, former); team != nil {
		at := w.events[len(w.events)-1].At
		w.record.happening(&w.events, Event{Kind: kindTeamed, ActorKind: bySystem, Data: Data{TeamID: team, Was: &Was{TeamID: w.record.TeamID}}, At: at})
	}
}

// fill puts values into the form; nil takes one out.
func (a *acting) fill(ctx context.Context, c Change) error {
	if len(c.Fields) == 0 {
		return nil
	}
	form, err := a.typed(ctx)
	if err != nil {
		return err
	}
	after, err := form.fill(ctx, a.tx, a.r.Fields, c.Fields)
	if err != nil {
		return err
	}
	if !equal(after, a.r.Fields) {
		a.add(kindFilled, Data{Fields: after, Was: &Was{Fields: a.r.Fields}})
	}
	return nil
}

// equal compares what is filled in; an empty form is like none.
func equal(a, b map[string]any) bool {
	return len(a) == 0 && len(b) == 0 || reflect.DeepEqual(a, b)
}

// fill is the form's values with others put in, each checked.
func (t *Type) fill(ctx context.Context, q postgres.Querier, before, values map[string]any) (map[string]any, error) {
	after := clone(before)
	for id, v := range values {
		i := slices.IndexFunc(t.Fields, func(f Field) bool { return f.ID == id })
		if i < 0 {
			return nil, fault.Field("tickets.field_unknown", "fields."+shorten(id, 40))
		}
		v, err := t.Fields[i].value(ctx, q, v)
		if err != nil {
			return nil, err
		}
		if v == nil {
			delete(after, id)
		} else {
			after[id] = v
		}
	}
	return after, nil
}

// step moves the ticket along the way of its type.
func (a *acting) step(ctx context.Context, c Change) error {
	if c.Step == nil || *c.Step == a.r.Step {
		return nil
	}
	form, err := a.typed(ctx)
	if err != nil {
		return err
	}
	if !form.has(*c.Step) {
		return fault.Field("tickets.step_unknown", "step")
	}
	if !form.follows(a.r.Step, *c.Step) {
		return fault.Field("tickets.step_not_next", "step")
	}
	a.add(kindStepped, Data{Step: *c.Step, Was: &Was{Step: a.r.Step}})
	return nil
}

// complete refuses to solve a ticket whose form lacks what it must have; an order that the ticket is
// about answers a question for one.
func (a *acting) complete(ctx context.Context) error {
	form, err := a.typed(ctx)
	if err != nil {
		return err
	}
	for _, f := range form.Fields {
		if _, there := a.r.Fields[f.ID]; there || !f.Required || f.Kind == "order" && a.r.OrderID != nil {
			continue
		}
		return fault.Field("tickets.field_required", "fields."+f.ID, fault.Arg("field", f.Label.In(api.LangFrom(ctx))))
	}
	return nil
}

const maxFieldText = 2000

// value checks a value and brings it into the form in which it is kept; nil for one that is empty.
func (f Field) value(ctx context.Context, q postgres.Querier, v any) (any, error) {
	wrong := fault.Field("tickets.field_wrong", "fields."+f.ID, fault.Arg("field", f.Label.In(api.LangFrom(ctx))))
	if v == nil {
		return nil, nil //nolint:nilnil // an empty field
	}
	switch f.Kind {
	case "number":
		n, ok := v.(float64)
		if !ok || math.IsNaN(n) || math.IsInf(n, 0) {
			return nil, wrong
		}
		return n, nil
	case "items", "photo":
		list, ok := v.([]any)
		if !ok || len(list) > 100 {
			return nil, wrong
		}
		return f.list(list, wrong)
	}
	text, ok := v.(string)
	if !ok || !utf8.ValidString(text) || strings.ContainsRune(text, 0) || utf8.RuneCountInString(text) > maxFieldText {
		return nil, wrong
	}
	if text = strings.TrimSpace(text); text == "" {
		return nil, nil //nolint:nilnil // an empty field
	}
	switch f.Kind {
	case "date":
		if _, err := time.Parse(time.DateOnly, text); err != nil {
			return nil, wrong
		}
	case "choice":
		if !slices.ContainsFunc(f.Choices, func(c Choice) bool { return c.ID == text }) {
			return nil, wrong
		}
	case "order":
		found, err := orderExists(ctx, q, text)
		if err != nil {
			return nil, err
		}
		if !found {
			return nil, wrong
		}
	}
	return text, nil
}

// list checks the items of an order, {line, quantity}, or the ids of files.
func (f Field) list(list []any, wrong error) (any, error) {
	if len(list) == 0 {
		return nil, nil //nolint:nilnil // an empty field
	}
	for _, one := range list {
		switch f.Kind {
		case "photo":
			id, ok := one.(string)
			if _, err := uuid.Parse(id); !ok || err != nil {
				return nil, wrong
			}
		case "items":
			item, ok := one.(map[string]any)
			if !ok || !whole(item["line"]) || !whole(item["quantity"]) {
				return nil, wrong
			}
			for key := range item {
				if key != "line" && key != "quantity" {
					return nil, wrong
				}
			}
		}
	}
	return list, nil
}

// whole says whether a value is a number from 1 to 10,000 without a fraction.
func whole(v any) bool {
	n, ok := v.(float64)
	return ok && n >= 1 && n <= 10_000 && n == math.Trunc(n)
}

const sqlOrderExists = `SELECT EXISTS (SELECT FROM dari.orders WHERE number = $1)`

func orderExists(ctx context.Context, q postgres.Querier, number string) (found bool, err error) {
	if err := q.QueryRow(ctx, sqlOrderExists, number).Scan(&found); err != nil {
		return false, fmt.Errorf("look for the order of a form: %w", err)
	}
	return found, nil
}
