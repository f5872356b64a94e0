package orders

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"dari/chat"
	"dari/internal/api"
	"dari/internal/fault"
	"dari/internal/korean"
	"dari/internal/postgres"
	"dari/internal/shop"
	"dari/internal/thread"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// What a shopper asks for.
const (
	kindCancel  = "cancel"
	kindChange  = "change"
	kindAddress = "address"

	kindReturn   = "return"
	kindExchange = "exchange"
)

// sendsBack says that a kind is about goods that have arrived.
func sendsBack(kind string) bool { return kind == kindReturn || kind == kindExchange }

// Where a request stands.
const (
	asked     = "asked"
	approved  = "approved"
	refused   = "refused"
	done      = "done"
	withdrawn = "withdrawn"
)

// reasons a shopper may give, by kind. Every one of them is accepted with every kind but what is sent back.
var reasons = map[string][]string{
	kindCancel:  {"mind", "mistake", "late", "other"},
	kindChange:  {"mind", "mistake", "other"},
	kindAddress: {"wrong", "moved", "other"},

	kindReturn:   {"mind", "size", broken, "different", "other"},
	kindExchange: {"size", broken, "different", "mind", "other"},
}

// broken is the reason of which a photo is wanted.
const broken = "broken"

func (r reader) reasons() map[string][]Reason {
	all := map[string][]Reason{}
	for kind, ids := range reasons {
		for _, id := range ids {
			all[kind] = append(all[kind], Reason{id, r.t("orders.reason." + id), sendsBack(kind) && id == broken})
		}
	}
	return all
}

// Asked is an item of a request.
type Asked struct {
	ID       int    `json:"id" minimum:"1"`
	Quantity int    `json:"quantity" minimum:"1" maximum:"1000000"`
	Title    string `json:"title,omitempty" readOnly:"true"`
	Option   string `json:"option,omitempty" readOnly:"true"`
}

// Address is where a parcel shall go.
type Address struct {
	Name  string `json:"name" minLength:"1" maxLength:"60"`
	Phone string `json:"phone" minLength:"1" maxLength:"40"`
	Zip   string `json:"zip" maxLength:"10"`
	Line1 string `json:"line1" minLength:"1" maxLength:"200"`
	Line2 string `json:"line2,omitempty" maxLength:"200"`
}

func (a Address) text() string {
	return strings.Join(slices.DeleteFunc([]string{a.Name, korean.FormatPhone(a.Phone), a.Zip, a.Line1, a.Line2}, func(s string) bool { return s == "" }), " ")
}

type requestInput struct {
	chat.WidgetIdentity
	Number string `path:"number" minLength:"1" maxLength:"64"`
	Body   struct {
		ClientID string   `json:"client_id" format:"uuid" doc:"Made by the writer: the same request twice is one."`
		Kind     string   `json:"kind" enum:"cancel,change,address,return,exchange"`
		Items    []Asked  `json:"items,omitempty" maxItems:"100" doc:"Left out: the whole order. Of what is sent back they are named."`
		Reason   string   `json:"reason" enum:"mind,mistake,late,broken,wrong,moved,size,different,other"`
		Text     string   `json:"text,omitempty" maxLength:"4000" doc:"Needed for a change or an exchange: what it shall be."`
		Refund   *int64   `json:"refund,omitempty" doc:"The amount the shopper was shown; another one by now is a conflict."`
		Address  *Address `json:"address,omitempty" doc:"Needed for an address."`
		Files    []string `json:"files,omitempty" maxItems:"5" doc:"Ids of uploaded photos."`
	}
}

// wish is a request as it was read and checked.
type wish struct {
	clientID uuid.UUID
	kind     string
	items    []Asked
	reason   string
	text     string
	refund   *int64
	address  *Address
	files    []uuid.UUID
}

func (in *requestInput) read() (w wish, err error) {
	b := in.Body
	w = wish{kind: b.Kind, items: b.Items, reason: b.Reason, text: strings.TrimSpace(b.Text), refund: b.Refund}
	if w.clientID, err = uuid.Parse(b.ClientID); err != nil {
		return w, fault.Field("thread.client_id_missing", "client_id")
	}
	for _, f := range b.Files {
		id, err := uuid.Parse(f)
		if err != nil {
			return w, fault.Field("orders.file_unknown", "files")
		}
		w.files = append(w.files, id)
	}
	switch {
	case (w.kind == kindChange || w.kind == kindExchange) && w.text == "":
		return w, fault.Field("orders.text_missing", "text")
	case sendsBack(w.kind) && !slices.Contains(reasons[w.kind], w.reason):
		return w, fault.Field("orders.reason_missing", "reason")
	case sendsBack(w.kind) && w.reason == broken && len(w.files) == 0:
		return w, fault.Field("orders.photo_missing", "files")
	case w.kind == kindAddress && b.Address == nil:
		return w, fault.Field("orders.address_missing", "address")
	case w.kind == kindAddress:
		if b.Address.Phone, err = korean.NormalizePhone(b.Address.Phone); err != nil {
			return w, fault.Field("shop.phone_form", "address.phone")
		}
		w.address = b.Address
	}
	if utf8.RuneCountInString(w.text) > 2000 {
		return w, fault.Field("thread.text_too_long", "text", fault.Arg("limit", 2000))
	}
	return w, nil
}

func (s *Service) handleRequest(ctx context.Context, in *requestInput) (*api.OK[RequestView], error) {
	w, err := in.read()
	if err != nil {
		return nil, err
	}
	who, err := s.chat.ShopperOf(ctx, in.WidgetIdentity)
	if err != nil {
		return nil, err
	}
	if err := s.chat.MayWrite(ctx, who.Owner); err != nil {
		return nil, err
	}
	view, err := s.Ask(ctx, who, in.Number, w)
	return api.Reply(view), err
}

// Ask makes a request of what a shopper wishes, with its ticket and its receipt, or gives the one that
// is there: the same again, or a second click. What the order's state no longer allows is a conflict.
func (s *Service) Ask(ctx context.Context, who chat.Shopper, number string, w wish) (RequestView, error) {
	order, err := s.orderOf(ctx, s.db, who, number)
	if err != nil {
		return RequestView{}, err
	}
	made, err := s.create(ctx, who, order, w)
	if err != nil {
		return RequestView{}, err
	}
	return s.reader(who).request(made), nil
}

// askFor is Ask by the page of an order. Where the buyer is nobody we know there is no thread to ask in.
func (s *Service) askFor(ctx context.Context, v visit, w wish) (request, error) {
	if v.who.Owner == (thread.Owner{}) {
		return request{}, fault.New(fault.Conflict, "orders.not_now")
	}
	if !slices.Contains(reasons[w.kind], w.reason) {
		return request{}, fault.Field("orders.reason_missing", "reason")
	}
	if err := s.chat.MayWrite(ctx, v.who.Owner); err != nil {
		return request{}, err
	}
	return s.create(ctx, v.who, v.order, w)
}

func (s *Service) create(ctx context.Context, who chat.Shopper, order shop.Order, w wish) (made request, err error) {
	promise, err := s.promise(ctx, s.now())
	if err != nil {
		return made, fmt.Errorf("promise an answer: %w", err)
	}
	var conv thread.Conversation
	err = postgres.InTx(ctx, s.db, func(tx pgx.Tx) error {
		made, conv, err = s.ask(ctx, tx, who, order.Number, w, promise)
		return err
	})
	if err == nil && conv.ID != 0 {
		s.chat.Arrived(ctx, who.Owner, conv.ID)
		s.nudge()
	}
	return made, err
}

// ask is Ask in its transaction. Two at once meet at the unique index of open requests: the second
// waits there, and finds the first. The conversation is empty when nothing new was made.
func (s *Service) ask(ctx context.Context, tx pgx.Tx, who chat.Shopper, number string, w wish, promise time.Time) (made request, conv thread.Conversation, err error) {
	order, err := shop.OrderByNumber(ctx, tx, number)
	if err != nil {
		return made, conv, err
	}
	if made, found, err := existing(ctx, tx, order.ID, w); err != nil || found {
		return made, conv, err
	}
	lines, err := shop.LinesOf(ctx, tx, []int64{order.ID})
	if err != nil {
		return made, conv, err
	}
	q, err := s.check(ctx, tx, w, order, lines[order.ID])
	if err != nil {
		return made, conv, err
	}
	if conv, err = thread.EnsureChat(ctx, tx, who.Owner, who.Lang); err != nil {
		return made, conv, err
	}
	if err := s.lockQueue(ctx, tx, conv.ID); err != nil {
		return made, conv, err
	}
	now := selfService(who, order, w.kind, q)
	made = w.request(order, conv.ID, who.Owner, q, promise)
	if now {
		made.State, made.DueAt = done, nil
	}
	inserted, err := insertRequest(ctx, tx, &made, w.clientID)
	if err != nil {
		return made, conv, err
	}
	if !inserted {
		made, found, err := existing(ctx, tx, order.ID, w)
		if err == nil && !found {
			err = fault.New(fault.Conflict, "orders.not_now") // it was ended just now
		}
		return made, thread.Conversation{}, err
	}
	return made, conv, s.carry(ctx, tx, who, order, w, &made)
}

// existing is the request that this one repeats: the same client id, or one of the kind that is open.
// One of another kind is a conflict.
func existing(ctx context.Context, tx pgx.Tx, orderID int64, w wish) (request, bool, error) {
	made, found, err := requestOf(ctx, tx, orderID, w.clientID)
	if err == nil && found && made.Kind != w.kind {
		err = fault.New(fault.Conflict, "orders.request_open")
	}
	return made, found, err
}

// check refuses what the order's state does not allow and amounts that are no longer so.
func (w wish) check(o shop.Order, lines []shop.Line) (quote, error) {
	if !allowed(o.Status).kind(w.kind) {
		return quote{}, fault.New(fault.Conflict, "orders.not_now")
	}
	q, err := quoteOf(o, lines, w.items)
	if err != nil {
		return q, err
	}
	if w.kind == kindCancel && w.refund != nil && *w.refund != q.refund {
		return q, fault.New(fault.Conflict, "orders.amount_changed")
	}
	return q, nil
}

func (w wish) request(o shop.Order, conversationID int64, owner thread.Owner, q quote, due time.Time) request {
	r := request{
		UID: uuid.Must(uuid.NewV7()), OrderID: o.ID, OrderNumber: o.Number, ConversationID: conversationID, CustomerID: owner.CustomerID,
		Kind: w.kind, State: asked, Items: q.items, Reason: w.reason, Body: w.text, Address: w.address, Files: w.files, DueAt: &due,
	}
	if owner.CustomerID == 0 {
		r.VisitorID = owner.VisitorID
	}
	if w.kind == kindCancel || w.kind == kindReturn {
		r.Refund = &q.refund
	}
	return r
}

// selfService tells whether a shopper may cancel by themselves: where the shop says so, the whole order,
// before anybody has begun, and only orders that the shop keeps here. One in a linked table would go on
// in the shop's own books.
func selfService(who chat.Shopper, o shop.Order, kind string, q quote) bool {
	return who.Shop.SelfCancel && kind == kindCancel && q.whole && o.Source == shop.FromAPI && (o.Status == shop.Placed || o.Status == shop.Paid)
}

// carry writes what follows from a new request: the shopper's words in the thread, the ticket or the
// cancellation, and the receipt.
func (s *Service) carry(ctx context.Context, tx pgx.Tx, who chat.Shopper, o shop.Order, w wish, made *request) error {
	r := s.reader(who)
	sender := who.Owner.CustomerID
	if sender == 0 {
		sender = who.Owner.VisitorID
	}
	_, err := thread.AppendTx(ctx, tx, thread.Append{
		ConversationID: made.ConversationID, SenderKind: thread.Shopper, SenderID: sender, ClientID: w.clientID,
		Kind: thread.KindCard, Data: made.mark(), Body: r.words(*made), Files: w.files, Owner: &who.Owner,
	})
	if err != nil {
		return err
	}
	if made.State == done {
		status := shop.Cancelled
		change := shop.OrderChange{Source: o.Source, SourceKey: o.SourceKey, Number: o.Number, Status: &status}
		if _, err := shop.ApplyOrders(ctx, tx, []shop.OrderChange{change}, shop.Apply{}); err != nil {
			return err
		}
		return s.receipt(ctx, tx, r, *made)
	}
	ticket := Ticket{
		ConversationID: made.ConversationID, Type: made.Kind, OrderID: o.ID, DueAt: *made.DueAt,
		Subject: r.t("orders.subject."+made.Kind, "number", o.Number), Request: made.UID,
		Items: made.Items, Reason: made.Reason, Text: made.Body, Address: made.Address, Files: made.Files,
	}
	if made.Refund != nil {
		ticket.Refund = *made.Refund
	}
	made.TicketID, made.TicketNumber, err = s.openTicket(ctx, tx, ticket)
	if err != nil {
		return err
	}
	if err := setTicket(ctx, tx, made.ID, made.TicketID); err != nil {
		return err
	}
	return s.receipt(ctx, tx, r, *made)
}

// mark tells programs that a message of the shopper belongs to a request: it is no question, and wants
// no answer but the request's own.
func (m request) mark() json.RawMessage {
	data, _ := json.Marshal(map[string]string{"request_id": m.UID.String(), "request_kind": m.Kind}) // a map of strings always has a JSON form
	return data
}

type receiptData struct {
	Card    string      `json:"card"`
	Request RequestView `json:"request"`
}

// receipt puts into the thread how the request stands.
func (s *Service) receipt(ctx context.Context, tx pgx.Tx, r reader, made request) error {
	view := r.request(made)
	data, err := json.Marshal(receiptData{"receipt", view})
	if err != nil {
		return fmt.Errorf("encode a receipt: %w", err)
	}
	_, err = thread.AppendTx(ctx, tx, thread.Append{
		ConversationID: made.ConversationID, SenderKind: thread.System, ClientID: uuid.New(), Kind: thread.KindCard,
		Body: r.t("orders.receipt", "what", view.KindLabel, "number", made.OrderNumber, "state", view.Label), Data: data,
	})
	return err
}

// words are the request as its shopper would have written it.
func (r reader) words(made request) string {
	lines := []string{r.t("orders.words."+made.Kind, "number", made.OrderNumber)}
	for _, it := range made.Items {
		lines = append(lines, strings.TrimSpace("- "+it.Title+" "+it.Option)+r.t("orders.times", "n", it.Quantity))
	}
	lines = append(lines, r.t("orders.words.reason", "reason", r.t("orders.reason."+made.Reason)))
	if made.Address != nil {
		lines = append(lines, made.Address.text())
	}
	if made.Body != "" {
		lines = append(lines, made.Body)
	}
	return strings.Join(lines, "\n")
}
