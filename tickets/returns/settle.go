package returns

import (
	"context"
	"strings"

	"dari/internal/event"
	"dari/internal/fault"
	"dari/internal/korean"
	"dari/internal/postgres"
	"dari/internal/staff"
	"dari/tickets"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// What the shop may say.
const (
	accepted = "accepted"
	refused  = "refused"
)

// Result is what the shop says of a return: at once, as the answer of the call, or later.
type Result struct {
	Result       string `json:"result" enum:"accepted,received,done,refused" doc:"accepted: it will be done; received: the goods are back; done; refused."`
	RefundAmount *int64 `json:"refund_amount,omitempty" minimum:"0" maximum:"1000000000000" doc:"Of what is done: won that were given back; left out: what was approved."`
	Reference    string `json:"reference,omitempty" maxLength:"200" doc:"The shop's own number."`
	Message      string `json:"message,omitempty" maxLength:"2000" doc:"For staff."`
}

// Tell takes a result that comes later than the answer of the call. The same one again changes nothing.
func (s *Service) Tell(ctx context.Context, actor staff.Actor, uid uuid.UUID, result Result) (View, error) {
	return s.change(ctx, actor, uid, func(ctx context.Context, tx pgx.Tx, r row) error {
		switch r.State {
		case Requested, Rejected, Withdrawn:
			return fault.New(fault.Conflict, "returns.not_approved")
		case Done:
			if result.Result == refused {
				return fault.New(fault.Conflict, "returns.is_done")
			}
		}
		if err := r.bounds(result.RefundAmount); err != nil {
			return err
		}
		return s.settle(ctx, tx, actor, r, result)
	})
}

// bounds refuses an amount that is more than the order ever came to.
func (r row) bounds(refund *int64) error {
	if most := max(r.OrderTotal, r.OrderNow, r.Amount); refund != nil && *refund > most {
		return fault.Field("returns.amount_left", "refund_amount", fault.Arg("amount", korean.Number(most)))
	}
	return nil
}

// settle moves a return to where the result says, writes it into the ticket's history and tells the customer.
// What was said before is not said again.
func (s *Service) settle(ctx context.Context, tx pgx.Tx, actor staff.Actor, r row, result Result) error {
	m := move{to: r.State, reference: clip(result.Reference, 200), message: clip(result.Message, 2000)}
	said := ""
	switch {
	case r.State == Done:
		return nil
	case result.Result == Done:
		m.to, said = Done, Done
		if m.refund = result.RefundAmount; m.refund == nil && hasAmount(r.Kind) {
			amount := r.Amount
			m.refund = &amount
		}
	case result.Result == refused:
		m.to = Failed
	case result.Result == received && r.ReceivedAt == nil && (r.Kind == Return || r.Kind == Exchange):
		m.to, m.received, said = Sent, true, received
	case r.State == Approved || r.State == Failed:
		m.to, said = Sent, Sent
	}
	if m.to == r.State && said == "" {
		return nil
	}
	before := r.State
	if err := m.store(ctx, tx, &r); err != nil {
		return err
	}
	state := m.to
	if said == received {
		state = received
	}
	if err := s.record(ctx, tx, actor, r, state); err != nil {
		return err
	}
	if m.to == Failed {
		return s.callBack(ctx, tx, r)
	}
	if said == Sent && before == Failed {
		return nil // the customer was not told that it had failed
	}
	return s.tell(ctx, tx, r, said, personOf(actor))
}

// personOf is 0 for a program.
func personOf(a staff.Actor) int64 {
	if a.Kind == staff.KindStaff {
		return a.ID
	}
	return 0
}

// clip keeps what fits of what another program has said.
func clip(text string, most int) string {
	text = strings.TrimSpace(strings.ToValidUTF8(strings.ReplaceAll(text, "\x00", ""), ""))
	if r := []rune(text); len(r) > most {
		return string(r[:most])
	}
	return text
}

// callBack tells who asked for it and who approved it that the shop did not do it. The customer hears of
// it from them.
func (s *Service) callBack(ctx context.Context, tx pgx.Tx, r row) error {
	return s.alertThose(ctx, tx, r, "failed", func(p colleague) bool { return p.ID == r.AskedBy || p.ID == r.DecidedBy })
}

// cancelled ends the cancellations of orders that the shop has cancelled, whoever did it there.
func (s *Service) cancelled(ctx context.Context, tx pgx.Tx, events []event.Event) error {
	ids := make([]int64, len(events))
	for i, e := range events {
		ids[i] = e.SubjectID
	}
	open, err := someRows(ctx, tx, sqlOfOrderIDs, ids)
	if err != nil {
		return err
	}
	for _, o := range open {
		r, err := s.hold(ctx, tx, o.UID)
		if err != nil {
			return err
		}
		if !CanMove(r.State, Done) {
			continue
		}
		if err := s.settle(ctx, tx, staff.Actor{Kind: staff.KindSystem}, r, Result{Result: Done}); err != nil {
			return err
		}
	}
	return nil
}

// Withdraw ends the return of a shopper's request that they take back, in the caller's transaction. Once it is
// approved it is too late.
func (s *Service) Withdraw(ctx context.Context, tx pgx.Tx, request uuid.UUID) error {
	found, err := oneRow(ctx, tx, sqlByRequest, request)
	if fault.Is(err, fault.NotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	if err := tickets.Lock(ctx, tx, found.ConversationID); err != nil {
		return err
	}
	r, err := oneRow(ctx, tx, sqlLock, found.UID)
	switch {
	case err != nil:
		return err
	case r.State == Withdrawn:
		return nil
	case r.State != Requested:
		return fault.New(fault.Conflict, "orders.decided")
	}
	if err := (move{to: Withdrawn}).store(ctx, tx, &r); err != nil {
		return err
	}
	return s.record(ctx, tx, staff.Actor{Kind: staff.KindSystem}, r, Withdrawn)
}

// Wanted is what a shopper has asked for, with the ticket that it has become.
type Wanted struct {
	Request  uuid.UUID
	TicketID int64
	Number   int64
	OrderID  int64
	Asking   Asking
}

// Take makes the return of a shopper's request, in the caller's transaction. The shopper's own room has checked it.
func (s *Service) Take(ctx context.Context, tx pgx.Tx, w Wanted) error {
	made, err := insert(ctx, tx, w.TicketID, w.OrderID, uuid.Must(uuid.NewV7()), &w.Request, w.Asking, 0)
	if err != nil || !made {
		return err
	}
	r, err := oneRow(ctx, tx, sqlByRequest, w.Request)
	if err != nil {
		return err
	}
	system := staff.Actor{Kind: staff.KindSystem}
	if err := s.dress(ctx, tx, system, r); err != nil {
		return err
	}
	return s.record(ctx, tx, system, r, Requested)
}

// Carries says whether a shopper's request is carried out by a return.
func Carries(ctx context.Context, q postgres.Querier, request uuid.UUID) (bool, error) {
	_, err := oneRow(ctx, q, sqlByRequest, request)
	if fault.Is(err, fault.NotFound) {
		return false, nil
	}
	return err == nil, err
}
