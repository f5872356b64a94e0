package orders

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"dari/internal/korean"
	"dari/internal/shop"
	"dari/internal/thread"

	"github.com/google/uuid"
)

// pageView is what order.html shows. Missing and Locked leave out all the rest.
type pageView struct {
	Missing, Locked bool
	Tag             string // changes when anything that is shown does
	Card            OrderCard
	Headline, Sub   string
	Late            bool   // it comes later than was said last, and can still be cancelled
	Waits           bool   // the buyer has said that they wait
	Phone           string // the buyer's, its middle hidden
	Ticket          string // the number of the request's
	Reasons         map[string][]Reason
	Quote           *quoteView // of a cancellation
	Back            *backView
	ClientID        string
	Hours, Status   string // when somebody answers
	Said            string // what has just been done
	Notice          string // why it was not
	Open            string // the form that was sent, so that it is not closed again
}

// backView is the form in which something is sent back.
type backView struct {
	Lines   []backLine
	Reasons []Reason // of both kinds; after the week only those that are the shop's fault
	Until   string   // the last day to change one's mind
	Late    bool
	Attach  bool
	Typed   backForm
	Confirm *confirmView // nil: it is being filled in
}

// backLine is a line of the order that something is left of.
type backLine struct {
	No, Left, Chosen     int
	Title, Option, Image string
}

// confirmView is what will be asked for, before it is.
type confirmView struct {
	Kind, KindLabel, Items, Reason, Text, Files, Refund string
	List                                                []Asked
	Photos                                              int
	Quote                                               quoteView
}

// view is the page of an order as it stands.
func (s *Service) view(ctx context.Context, v visit) (pageView, error) {
	cards, err := s.cards(ctx, s.db, v.r, []shop.Order{v.order})
	if err != nil {
		return pageView{}, err
	}
	card := cards[0]
	view := pageView{Card: card, Headline: v.r.headline(v.order, card), Sub: v.r.sub(card), Reasons: v.r.reasons()}
	if key, err := korean.NormalizePhone(v.order.BuyerPhone); err == nil {
		view.Phone = korean.MaskPhone(key)
	}
	if card.Request != nil && card.Request.TicketNumber != nil {
		view.Ticket = strconv.FormatInt(*card.Request.TicketNumber, 10)
	}
	if card.Can.Cancel {
		err = s.offerCancel(ctx, v, &view)
	} else if card.Can.Return {
		err = s.offerReturn(ctx, v, &view)
	}
	if err != nil {
		return view, err
	}
	if view.Tag, err = tagOf(view, v.r.lang); err != nil {
		return view, err
	}
	view.ClientID = uuid.NewString()
	view.Status, view.Hours, err = s.chat.Answering(ctx, v.who.Shop, v.r.lang)
	return view, err
}

// tagOf is the same as long as the page shows the same.
func tagOf(view pageView, lang string) (string, error) {
	all, err := json.Marshal(view)
	if err != nil {
		return "", fmt.Errorf("encode a page: %w", err)
	}
	sum := sha256.Sum256(append(all, lang...))
	return `"` + base64.RawURLEncoding.EncodeToString(sum[:12]) + `"`, nil
}

func (s *Service) offerCancel(ctx context.Context, v visit, view *pageView) (err error) {
	view.Late = view.Card.Moved != nil && !view.Card.Moved.Earlier
	if view.Late {
		if view.Waits, err = waits(ctx, s.db, v.order); err != nil {
			return err
		}
	}
	if v.who.Owner == (thread.Owner{}) {
		return nil // nobody's thread: what they ask goes by the form
	}
	lines, err := shop.LinesOf(ctx, s.db, []int64{v.order.ID})
	if err != nil {
		return err
	}
	q, err := wish{kind: kindCancel}.check(v.order, lines[v.order.ID])
	if err != nil {
		return err
	}
	quote := v.r.quote(kindCancel, q)
	if selfService(v.who, v.order, kindCancel, q) {
		quote.Button = v.r.button("orders.button.now", q)
	}
	view.Quote = &quote
	return nil
}

func (s *Service) offerReturn(ctx context.Context, v visit, view *pageView) error {
	if v.who.Owner == (thread.Owner{}) {
		return nil
	}
	back, err := s.returns(ctx, s.db, v.order, kindReturn, nil)
	if err != nil || !back.any() {
		return err
	}
	form := backView{Until: v.r.day(back.Until), Late: back.Late, Attach: s.files != nil, Typed: backForm{Kind: kindReturn}}
	for _, it := range view.Card.Items {
		if left := back.Left[it.ID]; left > 0 {
			form.Lines = append(form.Lines, backLine{No: it.ID, Left: left, Title: it.Title, Option: it.Option, Image: it.ImageURL})
		}
	}
	if len(form.Lines) == 1 {
		form.Lines[0].Chosen = form.Lines[0].Left // there is nothing to choose
	}
	for _, reason := range view.Reasons[kindReturn] {
		if !back.Late || !changed(reason.ID) {
			form.Reasons = append(form.Reasons, reason)
		}
	}
	view.Back = &form
	return nil
}

// headline is the answer to what the page is opened for.
func (r reader) headline(o shop.Order, card OrderCard) string {
	asked := card.Request
	switch {
	case o.Status == shop.Delivered && card.Shipment != nil && card.Shipment.DeliveredAt != nil:
		return r.t("orders.page.delivered_on", "date", r.format.Date(*card.Shipment.DeliveredAt))
	case card.ETAText != "":
		return r.t("orders.page.arrives", "date", card.ETAText)
	case o.Status == shop.Cancelled && asked != nil && asked.Kind == kindCancel && asked.State == done && asked.Refund != nil && *asked.Refund > 0:
		return r.t("orders.page.cancelled_refund", "amount", asked.RefundText)
	default:
		return r.t("orders.page.is_" + o.Status)
	}
}

func (r reader) sub(card OrderCard) string {
	for i, step := range card.Steps {
		if step.State == "now" {
			return r.t("orders.page.step", "now", card.StatusLabel, "n", len(card.Steps), "k", i+1)
		}
	}
	return card.StatusLabel
}

// daySaid is a day that was told, or nothing.
func (r reader) daySaid(at *time.Time) string {
	if at == nil {
		return ""
	}
	return r.format.Day(*at)
}
