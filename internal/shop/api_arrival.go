package shop

import (
	"context"
	"strconv"

	"dari/internal/api"
	"dari/internal/fault"
	"dari/internal/postgres"

	"github.com/jackc/pgx/v5"
)

// ArrivalNotice is what the buyer would be told of another arrival.
type ArrivalNotice struct {
	Channel string `json:"channel" enum:"email,sms"`
	To      string `json:"to" doc:"The number masked."`
	Subject string `json:"subject"`
	Text    string `json:"text"`
}

// Arrival is what another day of production comes to.
type Arrival struct {
	Number  string          `json:"number"`
	Made    string          `json:"made" format:"date" doc:"The day on which production ends."`
	OldETA  string          `json:"old_eta"`
	NewETA  string          `json:"new_eta" format:"date" doc:"The day on which it arrives then, by the shop's calendar."`
	Days    int             `json:"days" doc:"How many days later it arrives; below zero: earlier."`
	Version int             `json:"version" doc:"Of the order."`
	Notices []ArrivalNotice `json:"notices" doc:"What leaves to the buyer; none when it does not become later."`
}

type arrivalInput struct {
	Number string `path:"number" minLength:"1" maxLength:"100"`
	Made   string `query:"made" required:"true" maxLength:"10" doc:"YYYY-MM-DD"`
	Reason string `query:"reason" maxLength:"200"`
}

func (s *Service) handleArrival(ctx context.Context, in *arrivalInput) (*api.OK[Arrival], error) {
	o, err := OrderByNumber(ctx, s.db, in.Number)
	if err != nil {
		return nil, err
	}
	a, err := s.arrival(ctx, s.db, o, in.Made, in.Reason, "query.made")
	return api.Reply(a), err
}

// arrival computes what another day of production comes to, and refuses what no pre-order can have.
func (s *Service) arrival(ctx context.Context, q postgres.Querier, o Order, made, reason, field string) (Arrival, error) {
	a := Arrival{Number: o.Number, Made: made, OldETA: o.ETATo, Version: o.Version, Notices: []ArrivalNotice{}}
	switch {
	case !isDate(made):
		return a, fault.Field("shop.date_form", field)
	case !o.IsPreorder || o.ETATo == "" || s.arrive == nil:
		return a, fault.New(fault.Conflict, "shop.arrival_none")
	case o.Status != Placed && o.Status != Paid && o.Status != Preparing:
		return a, fault.New(fault.Conflict, "shop.arrival_left")
	}
	var err error
	if a.NewETA, err = s.arrive(ctx, q, made); err != nil {
		return a, err
	}
	a.Days = daysBetween(a.OldETA, a.NewETA)
	if s.foretell != nil {
		notices, err := s.foretell(ctx, q, o, a.NewETA, reason)
		if err != nil {
			return a, err
		}
		a.Notices = append(a.Notices, notices...)
	}
	return a, nil
}

type putArrivalInput struct {
	Number string `path:"number" minLength:"1" maxLength:"100"`
	Body   struct {
		Made    string `json:"made" maxLength:"10" doc:"YYYY-MM-DD: the day on which production ends."`
		Reason  string `json:"reason,omitempty" maxLength:"200" doc:"Why, as the buyer may read it."`
		Version int    `json:"version" minimum:"1" doc:"Of the order, as the preview showed it."`
		Ticket  int64  `json:"ticket,omitempty" minimum:"1"`
	}
}

func (s *Service) handlePutArrival(ctx context.Context, in *putArrivalInput) (*api.OK[Order], error) {
	var order Order
	err := postgres.InTx(ctx, s.db, func(tx pgx.Tx) error {
		o, err := OrderByNumber(ctx, tx, in.Number)
		if err != nil {
			return err
		}
		if o.Version != in.Body.Version {
			return fault.New(fault.Conflict, "shop.order_changed")
		}
		a, err := s.arrival(ctx, tx, o, in.Body.Made, in.Body.Reason, "body.made")
		if err != nil {
			return err
		}
		staffID, err := s.done(ctx, tx, Act{
			Name: "order.arrival", ID: o.ID, Order: true, Ticket: in.Body.Ticket, Say: "arrival", Subject: a.NewETA, Days: a.Days,
			Detail: map[string]any{"was": a.OldETA, "is": a.NewETA, "days": a.Days},
		})
		if err != nil {
			return err
		}
		change := OrderChange{Source: o.Source, SourceKey: o.SourceKey, Number: o.Number, ETATo: &a.NewETA, ReasonText: in.Body.Reason}
		if o.ETAFrom != "" {
			change.ETAFrom = &a.NewETA
		}
		if staffID != nil {
			change.DecidedBy = "staff:" + strconv.FormatInt(*staffID, 10)
		}
		if _, err := ApplyOrders(ctx, tx, []OrderChange{change}, Apply{}); err != nil {
			return err
		}
		order, err = OrderByNumber(ctx, tx, o.Number)
		return err
	})
	if err == nil {
		s.nudge()
	}
	return api.Reply(order), err
}
