package returns

import (
	"context"
	"strings"

	"dari/internal/fault"
	"dari/internal/postgres"
	"dari/internal/shop"
	"dari/internal/staff"
	"dari/tickets"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// change is one step of a return by staff or a program: under the conversation's lock and the row's.
func (s *Service) change(ctx context.Context, actor staff.Actor, uid uuid.UUID, do func(ctx context.Context, tx pgx.Tx, r row) error) (View, error) {
	err := postgres.InTx(ctx, s.db, func(tx pgx.Tx) error {
		r, err := s.hold(ctx, tx, uid)
		if err != nil {
			return err
		}
		return do(ctx, tx, r)
	})
	if err != nil {
		return View{}, err
	}
	s.wake()
	return s.View(ctx, actor, uid)
}

// hold locks a return. The queue's lock of the conversation comes first, as everywhere.
func (s *Service) hold(ctx context.Context, tx pgx.Tx, uid uuid.UUID) (row, error) {
	r, err := oneRow(ctx, tx, sqlByUID, uid)
	if err != nil {
		return r, err
	}
	if err := tickets.Lock(ctx, tx, r.ConversationID); err != nil {
		return r, err
	}
	return oneRow(ctx, tx, sqlLock, uid)
}

// Approve lets the shop be called. Who asked for more than they may approve cannot be the one.
func (s *Service) Approve(ctx context.Context, actor staff.Actor, uid uuid.UUID) (View, error) {
	return s.change(ctx, actor, uid, func(ctx context.Context, tx pgx.Tx, r row) error {
		settings, err := ReadSettings(ctx, tx)
		switch {
		case err != nil:
			return err
		case r.State == Approved || r.State == Sent || r.State == Done:
			return nil // a second click
		case r.State != Requested:
			return fault.New(fault.Conflict, "returns.decided")
		case r.AskedBy == actor.ID && actor.Kind == staff.KindStaff:
			return fault.New(fault.Forbidden, "returns.own")
		case !settings.Limits.MayApprove(actor, r.AskedBy, r.Amount):
			return fault.New(fault.Forbidden, "returns.over_limit")
		}
		return s.approve(ctx, tx, actor, r, settings)
	})
}

func (s *Service) approve(ctx context.Context, tx pgx.Tx, actor staff.Actor, r row, settings Settings) error {
	m := move{to: Approved, by: actor.ID, call: settings.calls()}
	if err := m.store(ctx, tx, &r); err != nil {
		return err
	}
	if err := s.record(ctx, tx, actor, r, Approved); err != nil {
		return err
	}
	// The shopper can take a request back until it is approved; without a call nothing else will tell them.
	if r.RequestUID != nil {
		return s.moveRequest(ctx, tx, *r.RequestUID, requestState[Approved], "", actor.ID)
	}
	if !m.call {
		return s.tell(ctx, tx, r, Sent, actor.ID)
	}
	return nil
}

// Reject ends it and tells the customer why.
func (s *Service) Reject(ctx context.Context, actor staff.Actor, uid uuid.UUID, why string) (View, error) {
	if why = strings.TrimSpace(why); why == "" {
		return View{}, fault.Field("returns.why", "text")
	}
	if actor.Kind != staff.KindStaff {
		return View{}, fault.New(fault.Forbidden, "tickets.needs_person")
	}
	return s.change(ctx, actor, uid, func(ctx context.Context, tx pgx.Tx, r row) error {
		if r.State == Rejected {
			return nil
		}
		if r.State != Requested {
			return fault.New(fault.Conflict, "returns.decided")
		}
		if err := (move{to: Rejected, by: actor.ID, answer: why}).store(ctx, tx, &r); err != nil {
			return err
		}
		if err := s.record(ctx, tx, actor, r, Rejected); err != nil {
			return err
		}
		return s.tell(ctx, tx, r, Rejected, actor.ID)
	})
}

// Again calls the shop once more: after it refused, did not answer, or has lost what it was told. What was
// given to others meanwhile is not given twice.
func (s *Service) Again(ctx context.Context, actor staff.Actor, uid uuid.UUID) (View, error) {
	return s.change(ctx, actor, uid, func(ctx context.Context, tx pgx.Tx, r row) error {
		settings, err := ReadSettings(ctx, tx)
		switch {
		case err != nil:
			return err
		case r.State != Approved && r.State != Failed:
			return fault.New(fault.Conflict, "returns.not_again")
		case !settings.calls():
			return fault.New(fault.Conflict, "returns.no_url")
		}
		if err := s.stillLeft(ctx, tx, r); err != nil {
			return err
		}
		if err := (move{to: Approved, call: true}).store(ctx, tx, &r); err != nil {
			return err
		}
		return s.record(ctx, tx, actor, r, Approved)
	})
}

// stillLeft refuses a failed return whose pieces or money have been given to another one since.
func (s *Service) stillLeft(ctx context.Context, tx pgx.Tx, r row) error {
	if r.State != Failed {
		return nil
	}
	if err := lockOrder(ctx, tx, r.OrderID); err != nil {
		return err
	}
	o, err := shop.OrderByNumber(ctx, tx, r.OrderNumber)
	if err != nil {
		return err
	}
	have, err := fill(ctx, tx, o, r.UID)
	if err != nil {
		return err
	}
	n := Asking{Kind: r.Kind, Items: r.Items, Amount: r.Amount}
	if n.checkItems(have) != nil || n.checkAmount(have) != nil {
		return fault.New(fault.Conflict, "returns.taken")
	}
	return nil
}

// ByHand is what somebody did in the shop's own program.
type ByHand struct {
	RefundAmount *int64 `json:"refund_amount,omitempty" minimum:"0" maximum:"1000000000000" doc:"Left out: what was approved."`
	Reference    string `json:"reference,omitempty" maxLength:"200"`
	Text         string `json:"text,omitempty" maxLength:"2000"`
}

// DoneByHand says that staff have carried it out in the shop's own program: where that cannot be called, or
// did not do it.
func (s *Service) DoneByHand(ctx context.Context, actor staff.Actor, uid uuid.UUID, h ByHand) (View, error) {
	return s.change(ctx, actor, uid, func(ctx context.Context, tx pgx.Tx, r row) error {
		if r.State == Requested || !CanMove(r.State, Done) && r.State != Done {
			return fault.New(fault.Conflict, "returns.not_done")
		}
		settings, err := ReadSettings(ctx, tx)
		if err != nil {
			return err
		}
		if n := h.RefundAmount; n != nil && *n > r.Amount && !settings.Limits.Alone(actor.Role, *n) && !settings.Limits.MayApprove(actor, r.AskedBy, *n) {
			return fault.New(fault.Forbidden, "returns.over_limit")
		}
		if err := r.bounds(h.RefundAmount); err != nil {
			return err
		}
		return s.settle(ctx, tx, actor, r, Result{Result: Done, RefundAmount: h.RefundAmount, Reference: h.Reference, Message: h.Text})
	})
}

// Received says that the goods have come back: the money is due from now on.
func (s *Service) Received(ctx context.Context, actor staff.Actor, uid uuid.UUID) (View, error) {
	return s.change(ctx, actor, uid, func(ctx context.Context, tx pgx.Tx, r row) error {
		if r.Kind != Return && r.Kind != Exchange || r.State != Approved && r.State != Sent {
			return fault.New(fault.Conflict, "returns.not_received")
		}
		return s.settle(ctx, tx, actor, r, Result{Result: received})
	})
}
