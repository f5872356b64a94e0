package coupon

import (
	"context"
	"strconv"

	"dari/internal/api"
	"dari/internal/fault"
	"dari/internal/postgres"
	"dari/internal/staff"

	"github.com/jackc/pgx/v5"
)

// List reads the programmes.
func (s *Service) List(ctx context.Context) ([]Programme, error) { return programmes(ctx, s.db, 0) }

// Create sets up a programme.
func (s *Service) Create(ctx context.Context, p Setup) (Programme, error) {
	if err := p.check(); err != nil {
		return Programme{}, err
	}
	var id int64
	err := postgres.InTx(ctx, s.db, func(tx pgx.Tx) error {
		var err error
		if id, err = insertProgramme(ctx, tx, p); err != nil {
			return err
		}
		return log(ctx, tx, "coupon.create", id)
	})
	if err != nil {
		return Programme{}, err
	}
	return s.programme(ctx, id)
}

// Update changes a programme that is still as the caller saw it.
func (s *Service) Update(ctx context.Context, id int64, version int, p Setup) (Programme, error) {
	if err := p.check(); err != nil {
		return Programme{}, err
	}
	var ok bool
	err := postgres.InTx(ctx, s.db, func(tx pgx.Tx) error {
		var err error
		if ok, err = updateProgramme(ctx, tx, id, version, p); err != nil || !ok {
			return err
		}
		return log(ctx, tx, "coupon.edit", id)
	})
	if err != nil {
		return Programme{}, err
	}
	now, err := s.programme(ctx, id)
	if err == nil && !ok {
		return Programme{}, fault.New(fault.Conflict, "coupon.changed")
	}
	return now, err
}

// log writes a line of the audit log; without somebody in the context it was the system.
func log(ctx context.Context, q postgres.Querier, action string, id int64) error {
	entry := staff.By(staff.From(ctx), action, "coupon", strconv.FormatInt(id, 10))
	if entry.IP = api.IPFrom(ctx); entry.ActorKind == "" {
		entry.ActorKind = staff.KindSystem
	}
	return staff.Append(ctx, q, entry)
}

func (s *Service) programme(ctx context.Context, id int64) (Programme, error) {
	list, err := programmes(ctx, s.db, id)
	if err != nil {
		return Programme{}, err
	}
	if len(list) == 0 {
		return Programme{}, fault.New(fault.NotFound, "coupon.no_programme")
	}
	return list[0], nil
}

// ByCode reads a code.
func (s *Service) ByCode(ctx context.Context, code string) (Issue, error) {
	today, err := s.today(ctx)
	if err != nil {
		return Issue{}, err
	}
	return byCode(ctx, s.db, tidyCode(code), today)
}

// Redeem uses a code for an order. One code goes with one order: again with the same order changes
// nothing, with another it is refused.
func (s *Service) Redeem(ctx context.Context, code, order string) (Issue, error) {
	today, err := s.today(ctx)
	if err != nil {
		return Issue{}, err
	}
	if err := redeem(ctx, s.db, tidyCode(code), order, today); err != nil {
		return Issue{}, err
	}
	now, err := byCode(ctx, s.db, tidyCode(code), today)
	switch {
	case err != nil:
		return Issue{}, err
	case now.State == "expired":
		return Issue{}, fault.New(fault.Gone, "coupon.expired")
	case now.OrderNumber != order:
		return Issue{}, fault.New(fault.Conflict, "coupon.used")
	}
	return now, nil
}

// OfCustomer reads the codes a customer was given, the newest first.
func (s *Service) OfCustomer(ctx context.Context, q postgres.Querier, customerID int64) ([]Issue, error) {
	today, err := s.today(ctx)
	if err != nil {
		return nil, err
	}
	return ofCustomer(ctx, q, customerID, today)
}
