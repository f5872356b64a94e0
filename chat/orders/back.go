package orders

import (
	"context"

	"dari/internal/fault"
	"dari/internal/postgres"
	"dari/internal/shop"
)

// Returnable is what of an order can be sent back, and what the chosen pieces would give.
type Returnable struct {
	Left   map[int]int // by the number of the line
	Amount int64
	Until  string // YYYY-MM-DD: until then its buyer may change their mind; empty: it is not known when it arrived
	Late   bool   // that day is over
}

// any says that something is left.
func (b Returnable) any() bool {
	for _, n := range b.Left {
		if n > 0 {
			return true
		}
	}
	return false
}

// changed are the reasons with which the law lets a buyer send back for seven days; the others are the shop's fault.
func changed(reason string) bool { return reason == "mind" || reason == "size" }

// check refuses what the order's state does not allow, what has been sent back already, and amounts that are no
// longer so.
func (s *Service) check(ctx context.Context, q postgres.Querier, w wish, o shop.Order, lines []shop.Line) (quote, error) {
	if !sendsBack(w.kind) {
		return w.check(o, lines)
	}
	if !allowed(o.Status).kind(w.kind) {
		return quote{}, fault.New(fault.Conflict, "orders.not_now")
	}
	if len(w.items) == 0 {
		return quote{}, fault.Field("orders.items_missing", "items")
	}
	back, err := s.returns(ctx, q, o, w.kind, w.items)
	if err != nil {
		return quote{}, err
	}
	if back.Late && changed(w.reason) {
		return quote{}, fault.Field("orders.return_late", "reason")
	}
	return w.checkBack(lines, back)
}

// checkBack names the chosen pieces, and refuses what is not there any more.
func (w wish) checkBack(lines []shop.Line, back Returnable) (quote, error) {
	q := quote{refund: back.Amount, goods: back.Amount}
	want := map[int]int{}
	for _, it := range w.items {
		want[it.ID] += it.Quantity
	}
	for _, l := range lines {
		n := want[l.No]
		delete(want, l.No)
		if n > back.Left[l.No] {
			return q, fault.Field("orders.too_many_items", "items")
		}
		if n > 0 {
			q.items = append(q.items, Asked{l.No, n, l.Title, l.Option})
		}
	}
	if len(want) > 0 {
		return q, fault.Field("orders.item_unknown", "items")
	}
	if w.kind == kindExchange {
		q.refund, q.goods = 0, 0
	}
	if w.kind == kindReturn && w.refund != nil && *w.refund != q.refund {
		return q, fault.New(fault.Conflict, "orders.amount_changed")
	}
	return q, nil
}

// quoteBack is what a return gives back. What its parcel costs is settled when the goods have been looked at.
func (r reader) quoteBack(kind string, q quote) quoteView {
	v := quoteView{Refund: q.refund, RefundText: r.format.Won(q.refund), Button: r.t("orders.button.ask_" + kind), Lines: []quoteLine{}}
	if kind == kindExchange {
		return v
	}
	v.Method, v.DaysText = r.t("orders.method"), r.t("orders.back_when")
	v.Lines = append(v.Lines, quoteLine{r.t("orders.line.goods"), q.goods, r.format.Won(q.goods)})
	if q.refund > 0 {
		v.Button = r.t("orders.button.ask_return_amount", "amount", r.format.Won(q.refund))
	}
	return v
}
