package orders

import (
	"context"
	"slices"
	"strings"
	"time"

	"dari/chat"
	"dari/internal/api"
	"dari/internal/event"
	"dari/internal/fault"
	"dari/internal/i18n"
	"dari/internal/postgres"
	"dari/internal/shop"
	"dari/internal/staff"
	"dari/internal/thread"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

type withdrawInput struct {
	chat.WidgetIdentity
	Number string `path:"number" minLength:"1" maxLength:"64"`
	ID     string `path:"id" format:"uuid"`
}

func (s *Service) handleWithdraw(ctx context.Context, in *withdrawInput) (*api.OK[RequestView], error) {
	who, err := s.chat.ShopperOf(ctx, in.WidgetIdentity)
	if err != nil {
		return nil, err
	}
	order, err := s.orderOf(ctx, s.db, who, in.Number)
	if err != nil {
		return nil, err
	}
	made, err := s.withdraw(ctx, who, order, in.ID)
	if err != nil {
		return nil, err
	}
	return api.Reply(s.reader(who).request(made)), nil
}

// withdraw takes a request of an order back that nobody has decided.
func (s *Service) withdraw(ctx context.Context, who chat.Shopper, order shop.Order, id string) (made request, err error) {
	uid, err := uuid.Parse(id)
	if err != nil {
		return made, fault.New(fault.NotFound, "orders.request_not_found")
	}
	r := s.reader(who)
	err = postgres.InTx(ctx, s.db, func(tx pgx.Tx) error {
		if err := s.free(ctx, tx, uid, order.ID); err != nil {
			return err
		}
		if made, err = lockRequest(ctx, tx, uid); err != nil {
			return err
		}
		switch {
		case made.State == withdrawn:
			return nil // a second click
		case made.State != asked:
			return fault.New(fault.Conflict, "orders.decided")
		}
		if err := moveRequest(ctx, tx, &made, withdrawn, "", 0); err != nil {
			return err
		}
		if err := s.sayWithdrawn(ctx, tx, who, r, made); err != nil {
			return err
		}
		return s.receipt(ctx, tx, r, made)
	})
	if err == nil {
		s.nudge()
	}
	return made, err
}

// free refuses a request of another order, and one that whoever carries it out will not give up. They
// hold what they need before the request is locked, as they do when they decide.
func (s *Service) free(ctx context.Context, tx pgx.Tx, uid uuid.UUID, orderID int64) error {
	made, err := oneRequest(ctx, tx, sqlRequestByUID, uid)
	if err == nil && made.OrderID != orderID {
		err = fault.New(fault.NotFound, "orders.request_not_found")
	}
	if err != nil {
		return err
	}
	return s.withdrawn(ctx, tx, uid)
}

// sayWithdrawn lets staff read in the thread, and so in the ticket, that nothing is to be done. Who
// withdraws may be somebody else than who asked, with a code for the same order, and a thread of their own.
func (s *Service) sayWithdrawn(ctx context.Context, tx pgx.Tx, who chat.Shopper, r reader, made request) error {
	sender := made.CustomerID
	if sender == 0 {
		sender = made.VisitorID
	}
	_, err := thread.AppendTx(ctx, tx, thread.Append{
		ConversationID: made.ConversationID, SenderKind: thread.Shopper, SenderID: sender, ClientID: uuid.New(),
		Kind: thread.KindCard, Data: made.mark(), Body: r.t("orders.words.withdrawn", "what", r.t("orders.kind."+made.Kind), "number", made.OrderNumber),
	})
	return err
}

type requestsInput struct {
	Ticket int64 `query:"ticket" required:"true" minimum:"1" doc:"The ticket's number."`
}

func (s *Service) handleRequests(ctx context.Context, in *requestsInput) (*api.OK[api.Page[StaffView]], error) {
	list, err := someRequests(ctx, s.db, sqlRequestsOfTicket, in.Ticket)
	if err != nil {
		return nil, err
	}
	r, err := s.staffReader(ctx)
	if err != nil {
		return nil, err
	}
	page := api.Page[StaffView]{Items: make([]StaffView, len(list))}
	for i, m := range list {
		page.Items[i] = r.staff(m)
	}
	return api.Reply(page), nil
}

// StaffView is a request with what only staff need.
type StaffView struct {
	RequestView
	Text    string     `json:"text"`
	Address *Address   `json:"address"`
	DueAt   *time.Time `json:"due_at"`
	Version int        `json:"version"`
}

func (r reader) staff(m request) StaffView {
	v := StaffView{r.request(m), m.Body, nil, m.DueAt, m.Version}
	if m.Address != nil {
		a := *m.Address
		a.Phone = r.format.Phone(a.Phone)
		v.Address = &a
	}
	return v
}

func (s *Service) staffReader(ctx context.Context) (reader, error) {
	settings, err := staff.Shop(ctx, s.db)
	return s.reader(chat.Shopper{Shop: settings, Lang: api.LangFrom(ctx)}), err
}

type decideInput struct {
	ID   string `path:"id" format:"uuid"`
	Body struct {
		Text string `json:"text,omitempty" maxLength:"4000" doc:"What the shopper is told; it is an answer in the thread."`
	}
}

func (s *Service) handleApprove(ctx context.Context, in *decideInput) (*api.OK[StaffView], error) {
	return s.decide(ctx, in, approved, asked)
}

func (s *Service) handleRefuse(ctx context.Context, in *decideInput) (*api.OK[StaffView], error) {
	if strings.TrimSpace(in.Body.Text) == "" {
		return nil, fault.Field("orders.text_missing", "text")
	}
	return s.decide(ctx, in, refused, asked, approved)
}

func (s *Service) handleDone(ctx context.Context, in *decideInput) (*api.OK[StaffView], error) {
	return s.decide(ctx, in, done, asked, approved)
}

// decide moves a request on, answers the shopper in the thread and puts the new receipt there.
func (s *Service) decide(ctx context.Context, in *decideInput, to string, from ...string) (*api.OK[StaffView], error) {
	uid, err := uuid.Parse(in.ID)
	if err != nil {
		return nil, fault.New(fault.NotFound, "orders.request_not_found")
	}
	r, err := s.staffReader(ctx)
	if err != nil {
		return nil, err
	}
	who, text := staff.From(ctx), strings.TrimSpace(in.Body.Text)
	var made request
	err = postgres.InTx(ctx, s.db, func(tx pgx.Tx) error {
		if made, err = lockRequest(ctx, tx, uid); err != nil || made.State == to {
			return err
		}
		if !slices.Contains(from, made.State) {
			return fault.New(fault.Conflict, "orders.decided")
		}
		if carried, err := s.carried(ctx, tx, uid); err != nil || carried {
			return orConflict(err, "orders.carried")
		}
		if err := moveRequest(ctx, tx, &made, to, text, staffID(who)); err != nil {
			return err
		}
		if text != "" && staffID(who) != 0 {
			if _, err := thread.AppendTx(ctx, tx, thread.Append{
				ConversationID: made.ConversationID, SenderKind: thread.Agent, SenderID: who.ID, SenderName: who.Name, ClientID: uuid.New(), Body: text,
			}); err != nil {
				return err
			}
		}
		return s.tellShopper(ctx, tx, made)
	})
	if err != nil {
		return nil, err
	}
	s.nudge()
	return api.Reply(r.staff(made)), nil
}

// orConflict is the error, or the conflict that is meant.
func orConflict(err error, code string) error {
	if err != nil {
		return err
	}
	return fault.New(fault.Conflict, code)
}

// Move moves a request for whoever carries it out, in their transaction, and tells the shopper by its
// receipt. One that is there already, or beyond, stays as it is.
func (s *Service) Move(ctx context.Context, tx pgx.Tx, uid uuid.UUID, to, text string, staffID int64) error {
	made, err := lockRequest(ctx, tx, uid)
	if err != nil || made.State == to || made.State == done || made.State == refused || made.State == withdrawn {
		return err
	}
	if err := moveRequest(ctx, tx, &made, to, text, staffID); err != nil {
		return err
	}
	return s.tellShopper(ctx, tx, made)
}

// staffID is 0 for an API key, which is nobody.
func staffID(a staff.Actor) int64 {
	if a.Kind == staff.KindStaff {
		return a.ID
	}
	return 0
}

// tellShopper puts the receipt into the thread in the thread's own language.
func (s *Service) tellShopper(ctx context.Context, tx pgx.Tx, made request) error {
	conv, err := thread.ByID(ctx, tx, made.ConversationID)
	if err != nil {
		return err
	}
	settings, err := staff.Shop(ctx, tx)
	if err != nil {
		return err
	}
	return s.receipt(ctx, tx, s.reader(chat.Shopper{Shop: settings, Lang: i18n.Known(conv.Lang, i18n.Korean)}), made)
}

// fulfil ends the requests of orders that the shop has cancelled, whoever did it.
func (s *Service) fulfil(ctx context.Context, tx pgx.Tx, events []event.Event) error {
	ids := make([]int64, len(events))
	for i, e := range events {
		ids[i] = e.SubjectID
	}
	open, err := someRequests(ctx, tx, sqlLockOpen, ids)
	if err != nil {
		return err
	}
	for i := range open {
		if err := moveRequest(ctx, tx, &open[i], done, "", 0); err != nil {
			return err
		}
		if err := s.tellShopper(ctx, tx, open[i]); err != nil {
			return err
		}
	}
	return nil
}
