package orders

import (
	"context"
	"strconv"
	"strings"

	"dari/chat"
	"dari/internal/api"
	"dari/internal/fault"
	"dari/internal/shop"
)

// quote is what a cancellation gives back.
type quote struct {
	refund int64
	whole  bool // all that was ordered
	items  []Asked
	goods  int64 // what the chosen items cost
	rest   int64 // of the order beyond its items: a parcel's charge, or below zero a discount
	unpaid bool
}

// quoteOf counts what is given back for items of an order; none chosen means all. A discount is taken
// back in the share of what is cancelled, to the shopper's favour; the charge for the parcel comes back
// with the whole order only, and what was not paid does not.
func quoteOf(o shop.Order, lines []shop.Line, chosen []Asked) (quote, error) {
	q := quote{unpaid: o.Status == shop.Placed, whole: true}
	var all int64
	want := map[int]int{}
	for _, it := range chosen {
		want[it.ID] += it.Quantity
	}
	for _, l := range lines {
		all += l.Price * int64(l.Quantity)
		n := l.Quantity
		if len(chosen) > 0 {
			n = want[l.No]
		}
		delete(want, l.No)
		if n > l.Quantity {
			return q, fault.Field("orders.too_many_items", "items")
		}
		if n < l.Quantity {
			q.whole = false
		}
		if n > 0 {
			q.items = append(q.items, Asked{l.No, n, l.Title, l.Option})
			q.goods += l.Price * int64(n)
		}
	}
	if len(want) > 0 {
		return q, fault.Field("orders.item_unknown", "items")
	}
	q.settle(o.Total, all)
	return q, nil
}

// settle makes the amount of what was chosen, what all items cost, and what the order came to.
func (q *quote) settle(total, all int64) {
	switch rest := total - all; {
	case q.whole:
		q.rest, q.refund = rest, total
	case rest < 0 && all > 0:
		q.rest = rest * q.goods / all // towards nought: the smaller deduction
		q.refund = q.goods + q.rest
	default:
		q.refund = q.goods
	}
	if q.unpaid {
		q.refund = 0
	}
	q.refund = max(q.refund, 0)
}

type quoteView struct {
	Refund      int64       `json:"refund"`
	RefundText  string      `json:"refund_text"`
	Fees        int64       `json:"fees"`
	Lines       []quoteLine `json:"lines"`
	Method      string      `json:"method"`
	DaysText    string      `json:"days_text"`
	SelfService bool        `json:"self_service" doc:"Whether it happens at once, without staff."`
	Button      string      `json:"button" doc:"What stands on the button that asks for it."`
}

type quoteLine struct {
	Label      string `json:"label"`
	Amount     int64  `json:"amount"`
	AmountText string `json:"amount_text"`
}

type quoteInput struct {
	chat.WidgetIdentity
	Number string `path:"number" minLength:"1" maxLength:"64"`
	Kind   string `query:"kind" enum:"cancel,return,exchange" default:"cancel"`
	Items  string `query:"items" maxLength:"2000" doc:"ID:QUANTITY,… of the order's items; left out: all of them."`
}

func (s *Service) handleQuote(ctx context.Context, in *quoteInput) (*api.OK[quoteView], error) {
	who, err := s.chat.ShopperOf(ctx, in.WidgetIdentity)
	if err != nil {
		return nil, err
	}
	items, err := readItems(in.Items)
	if err != nil {
		return nil, err
	}
	o, err := s.orderOf(ctx, s.db, who, in.Number)
	if err != nil {
		return nil, err
	}
	lines, err := shop.LinesOf(ctx, s.db, []int64{o.ID})
	if err != nil {
		return nil, err
	}
	q, err := s.check(ctx, s.db, wish{kind: in.Kind, items: items}, o, lines[o.ID])
	if err != nil {
		return nil, err
	}
	view := s.reader(who).quote(in.Kind, q)
	if view.SelfService = selfService(who, o, in.Kind, q); view.SelfService {
		view.Button = s.reader(who).button("orders.button.now", q)
	}
	return api.Reply(view), nil
}

func readItems(list string) ([]Asked, error) {
	var items []Asked
	for part := range strings.SplitSeq(list, ",") {
		if part == "" {
			continue
		}
		id, n, _ := strings.Cut(part, ":")
		no, err := strconv.Atoi(id)
		quantity, err2 := strconv.Atoi(n)
		if err != nil || err2 != nil || no < 1 || quantity < 0 || quantity > 1_000_000 {
			return nil, fault.Field("orders.item_unknown", "query.items")
		}
		if quantity > 0 {
			items = append(items, Asked{ID: no, Quantity: quantity})
		}
	}
	return items, nil
}

func (r reader) quote(kind string, q quote) quoteView {
	if sendsBack(kind) {
		return r.quoteBack(kind, q)
	}
	v := quoteView{Refund: q.refund, RefundText: r.format.Won(q.refund), Method: r.t("orders.method"), DaysText: r.t("orders.days")}
	if q.unpaid {
		v.Method, v.DaysText = r.t("orders.method_unpaid"), ""
	}
	v.Lines = append(v.Lines, quoteLine{r.t("orders.line.goods"), q.goods, r.format.Won(q.goods)})
	switch {
	case q.rest > 0:
		v.Lines = append(v.Lines, quoteLine{r.t("orders.line.parcel"), q.rest, r.format.Won(q.rest)})
	case q.rest < 0:
		v.Lines = append(v.Lines, quoteLine{r.t("orders.line.discount"), q.rest, r.format.Won(q.rest)})
	}
	if q.unpaid {
		paid := -(q.goods + q.rest)
		v.Lines = append(v.Lines, quoteLine{r.t("orders.line.unpaid"), paid, r.format.Won(paid)})
	}
	v.Button = r.button("orders.button.ask", q)
	return v
}

func (r reader) button(key string, q quote) string {
	if q.refund == 0 {
		return r.t(key + "_free")
	}
	return r.t(key, "amount", r.format.Won(q.refund))
}
