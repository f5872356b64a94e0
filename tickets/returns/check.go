package returns

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"dari/internal/fault"
	"dari/internal/korean"
	"dari/internal/shop"

	"github.com/google/uuid"
)

// Reasons are what may be said to be the cause.
var Reasons = []string{"mind", "size", "damaged", "wrong", "late", "mistake", "moved", "other"}

// Asking is a return to be made.
type Asking struct {
	ClientID    uuid.UUID   `json:"client_id" format:"uuid" doc:"Made by the writer: the same one twice is one."`
	Kind        string      `json:"kind" enum:"cancel,return,exchange,refund,address"`
	OrderNumber string      `json:"order_number" minLength:"1" maxLength:"64"`
	Unrelated   bool        `json:"unrelated,omitempty" doc:"Of a ticket whose customer nobody knows: whoever asks has made sure that the order is theirs. Without it an order that nothing ties to the ticket is refused."`
	Items       []Item      `json:"items,omitempty" maxItems:"100" doc:"Of a cancellation, a return or an exchange."`
	Reason      string      `json:"reason" enum:"mind,size,damaged,wrong,late,mistake,moved,other"`
	Text        string      `json:"text,omitempty" maxLength:"2000" doc:"For colleagues and the shop; an exchange says what for."`
	Amount      int64       `json:"amount,omitempty" minimum:"0" maximum:"1000000000000" doc:"Won that the customer gets back."`
	Photos      []uuid.UUID `json:"photos,omitempty" maxItems:"20" format:"uuid" doc:"Files of the ticket's conversation."`
	Address     *Place      `json:"address,omitempty" doc:"Of another address."`
}

// taken is what other returns have taken of an order.
type taken struct {
	Quantity map[int]int // by line
	Amount   int64
}

// room is an order with what is left of it.
type room struct {
	order     shop.Order
	lines     []shop.Line
	taken     taken
	unrelated bool // nothing ties it to the ticket, whose customer nobody knows
}

// allowed says which states of an order a kind is for.
var allowed = map[string][]string{
	Cancel:   {shop.Placed, shop.Paid, shop.Preparing},
	Address:  {shop.Placed, shop.Paid, shop.Preparing},
	Return:   {shop.Shipped, shop.Delivered},
	Exchange: {shop.Shipped, shop.Delivered},
	Refund:   {shop.Paid, shop.Preparing, shop.Shipped, shop.Delivered},
}

func (r room) allows(kind string) bool { return slices.Contains(allowed[kind], r.order.Status) }

// left is how many pieces of a line nobody has taken.
func (r room) left(l shop.Line) int { return max(0, l.Quantity-r.taken.Quantity[l.No]) }

// most is what can be given back at all. What was not paid is not.
func (r room) most() int64 {
	if r.order.Status == shop.Placed {
		return 0
	}
	return max(0, r.order.Total-r.taken.Amount)
}

// worth is what the chosen pieces would give back: their share of what the order came to, a discount in
// the customer's favour. The charge for the parcel comes back with a cancellation of all that is left.
func (r room) worth(kind string, items []Item) int64 {
	var all, goods int64
	want := map[int]int{}
	for _, it := range items {
		want[it.Line] += it.Quantity
	}
	whole := true
	for _, l := range r.lines {
		all += l.Price * int64(l.Quantity)
		goods += l.Price * int64(min(want[l.No], l.Quantity))
		whole = whole && want[l.No] == r.left(l)
	}
	switch rest := r.order.Total - all; {
	case len(items) == 0:
		return 0
	case whole && kind == Cancel:
		return r.most()
	case rest < 0 && all > 0:
		goods += rest * goods / all // towards nought: the smaller deduction
	}
	return max(0, min(goods, r.most()))
}

// check reads what was asked for against the order, and names what cannot be.
func (n *Asking) check(r room) error {
	n.Text = strings.TrimSpace(n.Text)
	switch {
	case !utf8.ValidString(n.Text) || strings.ContainsRune(n.Text, 0):
		return fault.Field("returns.text", "text")
	case !slices.Contains(Reasons, n.Reason):
		return fault.Field("returns.reason", "reason")
	case !r.allows(n.Kind):
		return fault.Field("returns.not_now_"+n.Kind, "kind")
	case n.Kind == Exchange && n.Text == "":
		return fault.Field("returns.exchange_for", "text")
	}
	for _, part := range []func(room) error{n.checkItems, n.checkAmount, n.checkAddress} {
		if err := part(r); err != nil {
			return err
		}
	}
	return nil
}

// checkItems fills in what the items are called, and refuses what is not left.
func (n *Asking) checkItems(r room) error {
	if !hasItems(n.Kind) {
		n.Items = []Item{}
		return nil
	}
	if len(n.Items) == 0 {
		return fault.Field("returns.items_missing", "items")
	}
	for i, it := range n.Items {
		at := slices.IndexFunc(r.lines, func(l shop.Line) bool { return l.No == it.Line })
		field := fmt.Sprintf("items[%d]", i)
		if at < 0 || slices.ContainsFunc(n.Items[:i], func(o Item) bool { return o.Line == it.Line }) {
			return fault.Field("returns.item_unknown", field+".line")
		}
		l := r.lines[at]
		if it.Quantity > r.left(l) || it.Quantity < 1 {
			return fault.Field("returns.item_left", field+".quantity", fault.Arg("n", r.left(l)))
		}
		n.Items[i] = Item{Line: l.No, Quantity: it.Quantity, SKU: l.SKU, Title: l.Title, Option: l.Option, Price: l.Price, Of: l.Quantity}
	}
	return nil
}

func (n *Asking) checkAmount(r room) error {
	switch {
	case !hasAmount(n.Kind) && n.Amount != 0:
		return fault.Field("returns.no_amount", "amount")
	case n.Kind == Refund && n.Amount < 1:
		return fault.Field("returns.amount_missing", "amount")
	case n.Amount < 0 || n.Amount > r.most():
		return fault.Field("returns.amount_left", "amount", fault.Arg("amount", korean.Number(r.most())))
	}
	return nil
}

func (n *Asking) checkAddress(room) (err error) {
	if n.Kind != Address {
		n.Address = nil
		return nil
	}
	if n.Address == nil || strings.TrimSpace(n.Address.Line1) == "" {
		return fault.Field("returns.address_missing", "address.line1")
	}
	if strings.TrimSpace(n.Address.Name) == "" {
		return fault.Field("returns.address_missing", "address.name")
	}
	if n.Address.Phone, err = korean.NormalizePhone(n.Address.Phone); err != nil {
		return fault.Field("shop.phone_form", "address.phone")
	}
	return nil
}
