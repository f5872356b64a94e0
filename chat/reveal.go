package chat

import (
	"context"
	"strconv"

	"dari/internal/api"
	"dari/internal/fault"
	"dari/internal/korean"
	"dari/internal/postgres"
	"dari/internal/shop"
	"dari/internal/staff"

	"github.com/jackc/pgx/v5"
)

type revealInput struct {
	ID   int64 `path:"id" minimum:"1"`
	Body struct {
		Field  string `json:"field" enum:"phone"`
		Ticket int64  `json:"ticket" minimum:"1" doc:"The number of the customer's ticket it is needed for; it stands in the audit log."`
	}
}

type revealView struct {
	Value string `json:"value" doc:"As people of the country write it; empty when there is none."`
}

// handleReveal shows what is masked everywhere else, to who works on a ticket of that customer. Who asked,
// when and for which ticket is written down in the same transaction: nothing is seen without a line in the log.
func (s *Service) handleReveal(ctx context.Context, in *revealInput) (*api.OK[revealView], error) {
	who := staff.From(ctx)
	if who.Kind != staff.KindStaff {
		return nil, fault.New(fault.Forbidden, "tickets.needs_person")
	}
	var view revealView
	err := postgres.InTx(ctx, s.db, func(tx pgx.Tx) error {
		if err := s.isTheirs(ctx, tx, who, in.Body.Ticket, in.ID); err != nil {
			return err
		}
		c, err := shop.CustomerByID(ctx, tx, in.ID)
		if err != nil {
			return err
		}
		view.Value = korean.FormatPhone(c.Phone)
		entry := staff.By(who, "phone.reveal", "customer", strconv.FormatInt(in.ID, 10))
		entry.Detail = map[string]any{"ticket": in.Body.Ticket}
		entry.IP = api.IPFrom(ctx)
		return staff.Append(ctx, tx, entry)
	})
	if err != nil {
		return nil, err
	}
	return api.Reply(view), nil
}

// isTheirs refuses a ticket that is not the customer's, or that the person may not read: for both there is no
// such ticket.
func (s *Service) isTheirs(ctx context.Context, tx pgx.Tx, who staff.Actor, number, customerID int64) error {
	is := false
	if s.ticketIs != nil && who.Can("tickets:read") {
		var err error
		if is, err = s.ticketIs(ctx, tx, number, customerID); err != nil {
			return err
		}
	}
	if !is {
		return fault.New(fault.NotFound, "tickets.not_found")
	}
	return nil
}
