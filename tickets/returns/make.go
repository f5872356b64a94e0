package returns

import (
	"context"
	"strconv"

	"dari/internal/api"
	"dari/internal/fault"
	"dari/internal/postgres"
	"dari/internal/shop"
	"dari/internal/staff"
	"dari/internal/thread"
	"dari/tickets"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// Make asks for something to be done with an order of a ticket's customer. What the asker may approve alone
// is approved at once; the rest waits for somebody who may.
func (s *Service) Make(ctx context.Context, actor staff.Actor, number int64, n Asking) (View, error) {
	if actor.Kind != staff.KindStaff {
		return View{}, fault.New(fault.Forbidden, "tickets.needs_person")
	}
	var uid uuid.UUID
	err := postgres.InTx(ctx, s.db, func(tx pgx.Tx) (err error) {
		uid, err = s.make(ctx, tx, actor, number, n)
		return err
	})
	if err != nil {
		return View{}, err
	}
	s.wake()
	return s.View(ctx, actor, uid)
}

func (s *Service) make(ctx context.Context, tx pgx.Tx, actor staff.Actor, number int64, n Asking) (uuid.UUID, error) {
	about, err := subjectOf(ctx, tx, number)
	switch {
	case err != nil:
		return uuid.Nil, err
	case about.Merged:
		return uuid.Nil, fault.New(fault.Conflict, "returns.merged")
	}
	if err := tickets.Lock(ctx, tx, about.ConversationID); err != nil {
		return uuid.Nil, err
	}
	if made, err := oneRow(ctx, tx, sqlByClient, number, n.ClientID); err == nil || !fault.Is(err, fault.NotFound) {
		return made.UID, err
	}
	r, err := s.roomOf(ctx, tx, about, n.OrderNumber, "order_number")
	if err != nil {
		return uuid.Nil, err
	}
	if r.unrelated {
		if !n.Unrelated {
			return uuid.Nil, fault.Field("returns.order_unproven", "order_number")
		}
		if err := vouch(ctx, tx, actor, number, r.order.Number); err != nil {
			return uuid.Nil, err
		}
	}
	if err := n.check(r); err != nil {
		return uuid.Nil, err
	}
	if has, err := hasPhotos(ctx, tx, about.ID, n.Photos, actor.ID); err != nil || !has {
		return uuid.Nil, orField(err, "returns.photo", "photos")
	}
	if err := thread.KeepFiles(ctx, tx, n.Photos); err != nil {
		return uuid.Nil, err
	}
	uid := uuid.Must(uuid.NewV7())
	if _, err := insert(ctx, tx, about.ID, r.order.ID, uid, nil, n, actor.ID); err != nil {
		return uuid.Nil, err
	}
	made, err := oneRow(ctx, tx, sqlLock, uid)
	if err != nil {
		return uuid.Nil, err
	}
	if err := s.dress(ctx, tx, actor, made); err != nil {
		return uuid.Nil, err
	}
	return uid, s.begin(ctx, tx, actor, made)
}

// vouch writes into the audit log who has said that an order is that of a ticket's unknown customer.
func vouch(ctx context.Context, tx pgx.Tx, actor staff.Actor, ticket int64, order string) error {
	e := staff.By(actor, "return.unrelated", "ticket", strconv.FormatInt(ticket, 10))
	e.Detail, e.IP = map[string]any{"order": order}, api.IPFrom(ctx)
	return staff.Append(ctx, tx, e)
}

// begin approves what the asker may, and calls for somebody else otherwise.
func (s *Service) begin(ctx context.Context, tx pgx.Tx, actor staff.Actor, r row) error {
	settings, err := ReadSettings(ctx, tx)
	if err != nil {
		return err
	}
	alone, err := aloneOf(ctx, tx, r.OrderID, actor.ID)
	if err != nil {
		return err
	}
	if settings.Limits.Alone(actor.Role, r.Amount) && (r.Amount == 0 || settings.Limits.Alone(actor.Role, alone+r.Amount)) {
		return s.approve(ctx, tx, actor, r, settings)
	}
	if err := s.record(ctx, tx, actor, r, Requested); err != nil {
		return err
	}
	return s.callApprovers(ctx, tx, actor, r, settings)
}

// callApprovers tells those who may approve it that somebody waits for them.
func (s *Service) callApprovers(ctx context.Context, tx pgx.Tx, actor staff.Actor, r row, settings Settings) error {
	may := func(p colleague) bool {
		return p.ID != actor.ID && settings.Limits.MayApprove(staff.ActorOf(p.ID, "", p.Role), r.AskedBy, r.Amount)
	}
	return s.alertThose(ctx, tx, r, "asked", may, "name", actor.Name)
}

// roomOf is the order with what is left of it. It is the ticket's, or another one of the same customer; of a ticket
// whose customer nobody knows it may be any, and says so. field is where its number was given. In a transaction
// nobody else takes of it to the end.
func (s *Service) roomOf(ctx context.Context, q postgres.Querier, about subject, number, field string) (room, error) {
	o, err := shop.OrderByNumber(ctx, q, number)
	if fault.Is(err, fault.NotFound) {
		return room{}, fault.Field("returns.order_unknown", field)
	}
	if err != nil {
		return room{}, err
	}
	own := about.OrderID != nil && *about.OrderID == o.ID
	if !own && about.CustomerID != nil && (o.CustomerID == nil || *o.CustomerID != *about.CustomerID) {
		return room{}, fault.Field("returns.order_other", field)
	}
	if tx, ok := q.(pgx.Tx); ok {
		if err := lockOrder(ctx, tx, o.ID); err != nil {
			return room{}, err
		}
	}
	r, err := fill(ctx, q, o, uuid.Nil)
	r.unrelated = !own && about.CustomerID == nil
	return r, err
}

// fill reads the lines of an order and what returns but this one have taken of it.
func fill(ctx context.Context, q postgres.Querier, o shop.Order, but uuid.UUID) (room, error) {
	lines, err := shop.LinesOf(ctx, q, []int64{o.ID})
	if err != nil {
		return room{}, err
	}
	t, err := takenOf(ctx, q, o, lines[o.ID], but)
	return room{order: o, lines: lines[o.ID], taken: t}, err
}

// orField is the error, or the fault of a field when there is none.
func orField(err error, code, field string) error {
	if err != nil {
		return err
	}
	return fault.Field(code, field)
}
