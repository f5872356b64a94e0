package shop

import (
	"context"

	"dari/internal/postgres"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// Options of New.
type Options struct {
	DB       *pgxpool.Pool
	Consents ConsentFunc // writes the consents that PUT /customers carries, in its transaction
	Nudge    func()      // called after a commit that may have published: the relay looks at once
	Done     DoneFunc    // writes down what staff do about people; nil: nothing is written
	// MergeRooms are all who keep rows of people; MergeConsents says what would hold after a merge.
	// Arrive says when what is made on a day arrives; Foretell what the buyer would be told of it.
	Arrive        func(ctx context.Context, q postgres.Querier, made string) (eta string, err error)
	Foretell      func(ctx context.Context, q postgres.Querier, o Order, eta, reason string) ([]ArrivalNotice, error)
	MergeRooms    []MergeRoom
	MergeConsents func(ctx context.Context, q postgres.Querier, from, into int64) ([]MergeConsent, error)
}

// Service is the shop as the JSON API sees it.
type Service struct {
	db       *pgxpool.Pool
	consents ConsentFunc
	nudge    func()
	done     DoneFunc
	arrive   func(ctx context.Context, q postgres.Querier, made string) (eta string, err error)
	foretell func(ctx context.Context, q postgres.Querier, o Order, eta, reason string) ([]ArrivalNotice, error)

	mergeRooms    []MergeRoom
	mergeConsents func(ctx context.Context, q postgres.Querier, from, into int64) ([]MergeConsent, error)
}

// New starts nothing.
func New(o Options) *Service {
	if o.Nudge == nil {
		o.Nudge = func() {}
	}
	if o.Done == nil {
		o.Done = func(context.Context, pgx.Tx, Act) (*int64, error) { return nil, nil }
	}
	return &Service{db: o.DB, consents: o.Consents, nudge: o.Nudge, done: o.Done, arrive: o.Arrive, foretell: o.Foretell, mergeRooms: o.MergeRooms, mergeConsents: o.MergeConsents}
}

// PutOrder applies one change in a transaction of its own and answers the order as it is then.
func (s *Service) PutOrder(ctx context.Context, change OrderChange) (Order, error) {
	var order Order
	err := postgres.InTx(ctx, s.db, func(tx pgx.Tx) error {
		applied, err := ApplyOrders(ctx, tx, []OrderChange{change}, Apply{})
		if err != nil {
			return err
		}
		order, err = OrderByNumber(ctx, tx, applied[0].Number)
		return err
	})
	if err == nil {
		s.nudge()
	}
	return order, err
}

// PutCustomer applies one change in a transaction of its own and answers the customer as they are then.
func (s *Service) PutCustomer(ctx context.Context, change CustomerChange) (Customer, error) {
	var customer Customer
	err := postgres.InTx(ctx, s.db, func(tx pgx.Tx) error {
		applied, err := ApplyCustomers(ctx, tx, []CustomerChange{change}, Apply{Consents: s.consents})
		if err != nil {
			return err
		}
		customer, err = CustomerByID(ctx, tx, applied[0].ID)
		return err
	})
	if err == nil {
		s.nudge()
	}
	return customer, err
}
