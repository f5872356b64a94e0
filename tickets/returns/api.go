package returns

import (
	"context"
	"net/http"
	"strconv"
	"strings"

	"dari/internal/api"
	"dari/internal/fault"
	"dari/internal/i18n"
	"dari/internal/korean"
	"dari/internal/postgres"
	"dari/internal/shop/hours"
	"dari/internal/staff"
	"dari/internal/thread"

	"github.com/google/uuid"
)

// Routes registers what the console and the shop's programs ask.
func (s *Service) Routes(r *api.Router) {
	read, write := staff.Can("tickets:read"), staff.Can("tickets:write")
	api.Get(r, "/tickets/{number}/returns", s.handleOfTicket, read, api.Summary("Returns and other things that are done with an order, of a ticket"))
	api.Get(r, "/tickets/{number}/returns/quote", s.handleQuote, read, api.Summary("What is left of an order, and what the chosen pieces would give back"))
	api.Post(r, "/tickets/{number}/returns", s.handleMake, write, api.Status(http.StatusCreated), api.Summary("Ask for a return, an exchange, a refund, a cancellation or another address"))
	api.Get(r, "/returns", s.handleList, read, api.Summary("Returns of an order, or those that wait for the reader's approval"))
	api.Get(r, "/returns/{id}", s.handleOne, read, api.Summary("A return"))
	api.Post(r, "/returns/{id}/approve", s.handleApprove, write, api.Summary("Approve a return, so that the shop carries it out"))
	api.Post(r, "/returns/{id}/reject", s.handleReject, write, api.Summary("Reject a return, and say why"))
	api.Post(r, "/returns/{id}/again", s.handleAgain, write, api.Summary("Call the shop once more"))
	api.Post(r, "/returns/{id}/received", s.handleReceived, write, api.Summary("Say that the goods have come back"))
	api.Post(r, "/returns/{id}/done", s.handleDone, write, api.Summary("Say that a return was carried out by hand"))
	api.Post(r, "/returns/{id}/result", s.handleResult, staff.Can("orders:write"), api.Summary("The shop's result of a return, when it comes later than its answer"))
	s.settingsRoutes(r)
}

type numberInput struct {
	Number int64 `path:"number" minimum:"1"`
}

func (s *Service) handleOfTicket(ctx context.Context, in *numberInput) (*api.OK[api.Page[View]], error) {
	return s.page(ctx, staff.From(ctx), sqlOfTicket, in.Number)
}

type listInput struct {
	Order string `query:"order" maxLength:"64" doc:"The number of an order; left out: those that wait for the reader's approval."`
}

func (s *Service) handleList(ctx context.Context, in *listInput) (*api.OK[api.Page[View]], error) {
	actor := staff.From(ctx)
	if in.Order != "" {
		return s.page(ctx, actor, sqlOfOrder, in.Order)
	}
	all, err := s.page(ctx, actor, sqlRequested)
	if err != nil {
		return nil, err
	}
	mine := []View{}
	for _, v := range all.Body.Items {
		if v.May.Approve {
			mine = append(mine, v)
		}
	}
	all.Body.Items = mine
	return all, nil
}

type idInput struct {
	ID uuid.UUID `path:"id" format:"uuid"`
}

func (s *Service) handleOne(ctx context.Context, in *idInput) (*api.OK[View], error) {
	v, err := s.View(ctx, staff.From(ctx), in.ID)
	return api.Reply(v), err
}

type makeInput struct {
	Number int64 `path:"number" minimum:"1"`
	Body   Asking
}

func (s *Service) handleMake(ctx context.Context, in *makeInput) (*api.OK[View], error) {
	v, err := s.Make(ctx, staff.From(ctx), in.Number, in.Body)
	return api.Reply(v), err
}

func (s *Service) handleApprove(ctx context.Context, in *idInput) (*api.OK[View], error) {
	v, err := s.Approve(ctx, staff.From(ctx), in.ID)
	return api.Reply(v), err
}

type rejectInput struct {
	ID   uuid.UUID `path:"id" format:"uuid"`
	Body struct {
		Text string `json:"text" minLength:"1" maxLength:"1000" doc:"What the customer is told."`
	}
}

func (s *Service) handleReject(ctx context.Context, in *rejectInput) (*api.OK[View], error) {
	v, err := s.Reject(ctx, staff.From(ctx), in.ID, in.Body.Text)
	return api.Reply(v), err
}

func (s *Service) handleAgain(ctx context.Context, in *idInput) (*api.OK[View], error) {
	v, err := s.Again(ctx, staff.From(ctx), in.ID)
	return api.Reply(v), err
}

func (s *Service) handleReceived(ctx context.Context, in *idInput) (*api.OK[View], error) {
	v, err := s.Received(ctx, staff.From(ctx), in.ID)
	return api.Reply(v), err
}

type doneInput struct {
	ID   uuid.UUID `path:"id" format:"uuid"`
	Body ByHand
}

func (s *Service) handleDone(ctx context.Context, in *doneInput) (*api.OK[View], error) {
	v, err := s.DoneByHand(ctx, staff.From(ctx), in.ID, in.Body)
	return api.Reply(v), err
}

type resultInput struct {
	ID   uuid.UUID `path:"id" format:"uuid"`
	Body Result
}

func (s *Service) handleResult(ctx context.Context, in *resultInput) (*api.OK[View], error) {
	v, err := s.Tell(ctx, staff.From(ctx), in.ID, in.Body)
	return api.Reply(v), err
}

// View is a return as the actor sees it.
func (s *Service) View(ctx context.Context, actor staff.Actor, uid uuid.UUID) (View, error) {
	r, err := oneRow(ctx, s.db, sqlByUID, uid)
	if err != nil {
		return View{}, err
	}
	list, err := s.views(ctx, actor, []row{r})
	if err != nil {
		return View{}, err
	}
	return list[0], nil
}

func (s *Service) page(ctx context.Context, actor staff.Actor, sql string, args ...any) (*api.OK[api.Page[View]], error) {
	rows, err := someRows(ctx, s.db, sql, args...)
	if err != nil {
		return nil, err
	}
	list, err := s.views(ctx, actor, rows)
	return api.Reply(api.Page[View]{Items: list}), err
}

func (s *Service) views(ctx context.Context, actor staff.Actor, rows []row) ([]View, error) {
	var ids []uuid.UUID
	for _, r := range rows {
		ids = append(ids, r.Photos...)
	}
	photos, err := photosOf(ctx, s.db, ids)
	if err != nil {
		return nil, err
	}
	settings, err := ReadSettings(ctx, s.db)
	if err != nil {
		return nil, err
	}
	cal, err := calendar(ctx, s.db)
	if err != nil {
		return nil, err
	}
	out := make([]View, len(rows))
	for i, r := range rows {
		out[i] = r.view(photos)
		out[i].RefundDue, out[i].ByHand, out[i].May = r.refundDue(cal), !settings.calls(), r.may(actor, settings)
	}
	return out, nil
}

func (r row) view(photos map[uuid.UUID]thread.File) View {
	v := View{
		ID: r.UID, Ticket: r.Number, Subject: r.Subject, Conversation: r.ConversationUID, OrderNumber: r.OrderNumber, Request: r.RequestUID,
		Kind: r.Kind, State: r.State, Items: r.Items, Reason: r.Reason, Text: r.Text, Photos: []thread.File{}, Amount: r.Amount,
		DecidedAt: r.DecidedAt, Answer: r.Answer, Calls: r.Calls, NextCallAt: r.NextCallAt, CallProblem: r.CallProblem,
		RefundAmount: r.RefundAmount, Reference: r.Reference, Message: r.Message, ReceivedAt: r.ReceivedAt, EndedAt: r.EndedAt,
		CreatedAt: r.CreatedAt, Version: r.Version,
	}
	if r.Address != nil {
		a := *r.Address
		a.Phone = korean.FormatPhone(a.Phone)
		v.Address = &a
	}
	if r.AskedBy != 0 {
		v.AskedBy = &Person{r.AskedBy, r.AskedName}
	}
	if r.DecidedBy != 0 {
		v.DecidedBy = &Person{r.DecidedBy, r.DecidedName}
	}
	for _, id := range r.Photos {
		if f, there := photos[id]; there {
			v.Photos = append(v.Photos, f)
		}
	}
	return v
}

// may is what the actor can do with it now.
func (r row) may(actor staff.Actor, settings Settings) May {
	if actor.Kind != staff.KindStaff || !actor.Can("tickets:write") {
		return May{}
	}
	back := r.Kind == Return || r.Kind == Exchange
	under := r.State == Approved || r.State == Sent
	return May{
		Approve:  r.State == Requested && settings.Limits.MayApprove(actor, r.AskedBy, r.Amount),
		Reject:   r.State == Requested,
		Again:    (r.State == Failed || r.State == Approved && r.CallProblem != "") && settings.calls(),
		Received: back && under && r.ReceivedAt == nil,
		Done:     under && (!settings.calls() || r.State == Sent || r.CallProblem != "") || r.State == Failed,
	}
}

func calendar(ctx context.Context, q postgres.Querier) (*hours.Calendar, error) {
	shop, err := staff.Shop(ctx, q)
	if err != nil {
		return nil, err
	}
	stored, err := hours.Load(ctx, q, shop.Location())
	if err != nil {
		return nil, err
	}
	return hours.New(stored.Plan), nil
}

type quoteInput struct {
	Number int64  `path:"number" minimum:"1"`
	Order  string `query:"order" maxLength:"64" doc:"The number of the order; left out: the ticket's."`
	Kind   string `query:"kind" enum:"cancel,return,exchange,refund,address" default:"return"`
	Items  string `query:"items" maxLength:"2000" doc:"LINE:QUANTITY,… of the order's lines."`
}

// Quote is an order before something is done with it.
type Quote struct {
	OrderNumber   string      `json:"order_number"`
	Unrelated     bool        `json:"unrelated" doc:"Nothing ties the order to the ticket, whose customer nobody knows: whoever goes on has to say that it is theirs."`
	Allowed       bool        `json:"allowed" doc:"Whether the state of the order allows the kind."`
	WhyNot        string      `json:"why_not"`
	Lines         []QuoteLine `json:"lines"`
	Amount        int64       `json:"amount" doc:"What the chosen pieces would give back."`
	Most          int64       `json:"most" doc:"The most that can be given back."`
	Limit         *int64      `json:"limit" doc:"What the reader still approves alone, of this order; null: any amount."`
	WithdrawUntil string      `json:"withdraw_until" doc:"YYYY-MM-DD: until then the customer may change their mind by law; empty when nothing has arrived."`
	Late          bool        `json:"late" doc:"That day has passed."`
}

// QuoteLine is a line of the order with what is left of it.
type QuoteLine struct {
	Line     int    `json:"line"`
	Title    string `json:"title"`
	Option   string `json:"option"`
	Price    int64  `json:"price"`
	Quantity int    `json:"quantity"`
	Left     int    `json:"left" doc:"What no other return has taken."`
}

func (s *Service) handleQuote(ctx context.Context, in *quoteInput) (*api.OK[Quote], error) {
	actor := staff.From(ctx)
	items, err := readItems(in.Items)
	if err != nil {
		return nil, err
	}
	about, err := subjectOf(ctx, s.db, in.Number)
	if err != nil {
		return nil, err
	}
	if in.Order == "" {
		in.Order = about.OrderNumber
	}
	r, err := s.roomOf(ctx, s.db, about, in.Order, "query.order")
	if err != nil {
		return nil, err
	}
	settings, err := ReadSettings(ctx, s.db)
	if err != nil {
		return nil, err
	}
	cal, err := calendar(ctx, s.db)
	if err != nil {
		return nil, err
	}
	now, err := clock(ctx, s.db)
	if err != nil {
		return nil, err
	}
	q := r.quote(in.Kind, items)
	if !q.Allowed {
		q.WhyNot = i18n.T(api.LangFrom(ctx), "fault.returns.not_now_"+in.Kind)
	}
	if most, limited := settings.Limits[actor.Role]; limited {
		alone, err := aloneOf(ctx, s.db, r.order.ID, actor.ID)
		if err != nil {
			return nil, err
		}
		most = max(0, most-alone)
		q.Limit = &most
	}
	if p := r.order.Shipment; p != nil {
		q.WithdrawUntil = withdrawUntil(p.DeliveredAt, cal)
		q.Late = q.WithdrawUntil != "" && hours.DateOf(now, cal.Zone()).String() > q.WithdrawUntil
	}
	return api.Reply(q), nil
}

func (r room) quote(kind string, items []Item) Quote {
	q := Quote{OrderNumber: r.order.Number, Unrelated: r.unrelated, Allowed: r.allows(kind), Lines: make([]QuoteLine, len(r.lines)), Most: r.most()}
	for i, l := range r.lines {
		q.Lines[i] = QuoteLine{l.No, l.Title, l.Option, l.Price, l.Quantity, r.left(l)}
	}
	if kind == Cancel || kind == Return {
		q.Amount = r.worth(kind, items)
	}
	return q
}

func readItems(list string) ([]Item, error) {
	var items []Item
	for part := range strings.SplitSeq(list, ",") {
		if part == "" {
			continue
		}
		id, n, _ := strings.Cut(part, ":")
		line, err := strconv.Atoi(id)
		quantity, err2 := strconv.Atoi(n)
		if err != nil || err2 != nil || line < 1 || quantity < 0 || quantity > 1_000_000 {
			return nil, fault.Field("returns.item_unknown", "query.items")
		}
		if quantity > 0 {
			items = append(items, Item{Line: line, Quantity: quantity})
		}
	}
	return items, nil
}
