package returns

import (
	"context"
	"slices"

	"dari/internal/fault"
	"dari/internal/postgres"
	"dari/internal/staff"
	"dari/tickets"

	"github.com/jackc/pgx/v5"
)

// stepsOf are the steps of a ticket's type that say how far a return of the kind has come; the first one
// that the type has is taken. A shop may have made its types' steps anew: those stay as they are then.
var stepsOf = map[string]map[string][]string{
	Cancel:   {Approved: {"checking"}, Sent: {"refunding"}, Done: {"done"}},
	Return:   {Approved: {"approved"}, Sent: {"pickup"}, received: {"inspecting"}, Done: {"done"}},
	Exchange: {Approved: {"asked"}, Sent: {"pickup"}, received: {"inspecting"}, Done: {"done"}},
	Refund:   {Approved: {"checking"}, Sent: {"refunding"}, Done: {"done"}},
	Address:  {Approved: {"checking"}, Done: {"done"}},
}

// received is a step between sent and done: the goods are back.
const received = "received"

// record writes a step into the ticket's history and moves its step bar.
func (s *Service) record(ctx context.Context, tx pgx.Tx, actor staff.Actor, r row, state string) error {
	amount := r.Amount
	if r.RefundAmount != nil {
		amount = *r.RefundAmount
	}
	if err := tickets.Arrange(ctx, tx, actor, r.Number, tickets.Arranged{ID: r.UID, Kind: r.Kind, State: state, Order: r.OrderNumber, Amount: amount}); err != nil {
		return err
	}
	return s.advance(ctx, tx, actor, r, state)
}

// advance moves the ticket along the way of its type to where the return is, by the steps that may follow
// one another. A ticket about something else stays where it is.
func (s *Service) advance(ctx context.Context, tx pgx.Tx, actor staff.Actor, r row, state string) error {
	wanted := stepsOf[r.Kind][state]
	if len(wanted) == 0 {
		return nil
	}
	t, err := tickets.ByNumber(ctx, tx, r.Number)
	if err != nil || t.Type != r.Kind {
		return err
	}
	form, err := formOf(ctx, tx, t.Type)
	if err != nil {
		return err
	}
	for _, step := range way(form, t.Step, wanted) {
		if _, _, err := s.tickets.ApplyTx(ctx, tx, actor, r.Number, tickets.Change{Step: &step}); err != nil {
			return passing(err)
		}
	}
	return nil
}

// passing leaves out that a ticket cannot be changed as a return would like to: that is not why it fails.
func passing(err error) error {
	if fault.Is(err, fault.Invalid) || fault.Is(err, fault.Conflict) {
		return nil
	}
	return err
}

func formOf(ctx context.Context, q postgres.Querier, key string) (tickets.Type, error) {
	types, err := tickets.Types(ctx, q)
	if err != nil {
		return tickets.Type{}, err
	}
	if i := slices.IndexFunc(types, func(t tickets.Type) bool { return t.Key == key }); i >= 0 {
		return types[i], nil
	}
	return tickets.Type{}, nil
}

// way is the shortest way of a type from a step to one of those that are wanted; empty when there is none,
// or when the ticket is there or beyond.
func way(form tickets.Type, from string, wanted []string) []string {
	type path []string
	seen := map[string]bool{from: true}
	queue := []path{{}}
	for len(queue) > 0 {
		p := queue[0]
		queue = queue[1:]
		at := from
		if len(p) > 0 {
			at = p[len(p)-1]
		}
		if slices.Contains(wanted, at) {
			return p
		}
		for _, next := range after(form, at) {
			if !seen[next] {
				seen[next] = true
				queue = append(queue, append(slices.Clone(p), next))
			}
		}
	}
	return nil
}

// after are the steps that may follow one; where the type says nothing of it, the next one.
func after(form tickets.Type, step string) []string {
	if next, named := form.Next[step]; named {
		return next
	}
	if i := slices.IndexFunc(form.Steps, func(s tickets.Step) bool { return s.ID == step }); i >= 0 && i+1 < len(form.Steps) {
		return []string{form.Steps[i+1].ID}
	}
	return nil
}

// dress makes a ticket that was a mere question one of the return's type, and fills its form as far as the
// shop's types have such fields.
func (s *Service) dress(ctx context.Context, tx pgx.Tx, actor staff.Actor, r row) error {
	t, err := tickets.ByNumber(ctx, tx, r.Number)
	if err != nil {
		return err
	}
	form, err := formOf(ctx, tx, r.Kind)
	if err != nil || form.Key == "" || t.Type != tickets.Question && t.Type != r.Kind {
		return err
	}
	kind := r.Kind
	_, _, err = s.tickets.ApplyTx(ctx, tx, actor, r.Number, tickets.Change{Type: &kind, Fields: fields(form, r)})
	return passing(err)
}

// fields are the values of a return that the form asks for.
func fields(form tickets.Type, r row) map[string]any {
	values := map[string]any{}
	for _, f := range form.Fields {
		switch {
		case f.Kind == "order":
			values[f.ID] = r.OrderNumber
		case f.Kind == "items" && len(r.Items) > 0:
			list := make([]any, len(r.Items))
			for i, it := range r.Items {
				list[i] = map[string]any{"line": float64(it.Line), "quantity": float64(it.Quantity)}
			}
			values[f.ID] = list
		case f.Kind == "photo" && len(r.Photos) > 0:
			list := make([]any, len(r.Photos))
			for i, id := range r.Photos {
				list[i] = id.String()
			}
			values[f.ID] = list
		case f.ID == "amount" && f.Kind == "number" && r.Amount > 0:
			values[f.ID] = float64(r.Amount)
		case f.ID == "reason" && f.Kind == "choice" && slices.ContainsFunc(f.Choices, func(c tickets.Choice) bool { return c.ID == r.Reason }):
			values[f.ID] = r.Reason
		case (f.ID == "reason" || f.ID == "wish") && f.Kind == "text" && r.Text != "":
			values[f.ID] = r.Text
		}
	}
	return values
}
