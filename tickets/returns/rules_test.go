package returns

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"dari/internal/fault"
	"dari/internal/shop"
	"dari/internal/shop/hours"
	"dari/internal/staff"
	"dari/internal/webhook"
	"dari/tickets"
)

func TestWhoApprovesWhichAmount(t *testing.T) {
	limits := Limits{"agent": 100_000, "lead": 500_000}
	strict := Limits{"agent": 0, "lead": 500_000, "admin": 1_000_000}
	tests := map[string]struct {
		limits  Limits
		role    string
		askedBy int64 // who decides is 1
		amount  int64
		want    bool
	}{
		"an agent up to their limit":                        {limits, "agent", 2, 100_000, true},
		"an agent, what they have asked for":                {limits, "agent", 1, 100_000, false},
		"an agent one won beyond":                           {limits, "agent", 0, 100_001, false},
		"an agent beyond, asked by a colleague":             {limits, "agent", 2, 100_001, false},
		"a lead for an agent":                               {limits, "lead", 2, 500_000, true},
		"a lead beyond":                                     {limits, "lead", 2, 500_001, false},
		"an administrator without a limit":                  {limits, "admin", 2, 9_000_000, true},
		"an administrator with a limit, their own":          {strict, "admin", 1, 1_000_001, false},
		"an administrator with a limit, a colleague's":      {strict, "admin", 2, 1_000_001, true},
		"an administrator with a limit, a shopper's":        {strict, "admin", 0, 1_000_001, true},
		"an agent who may approve nothing, another address": {strict, "agent", 2, 0, true},
		"an agent who may approve nothing, a won":           {strict, "agent", 2, 1, false},
		"whoever does not work with tickets":                {limits, "marketer", 2, 0, false},
	}
	for name, tt := range tests {
		if got := tt.limits.MayApprove(staff.ActorOf(1, "", tt.role), tt.askedBy, tt.amount); got != tt.want {
			t.Errorf("%s: %v", name, got)
		}
	}
	if limits.MayApprove(staff.Actor{Kind: staff.KindAPIKey, ID: 1}, 2, 0) {
		t.Error("a key approves")
	}
}

func room35(status string, total int64) room {
	return room{
		order: shop.Order{Number: "A", Status: status, Total: total},
		lines: []shop.Line{
			{No: 1, Item: shop.Item{Title: "접시", Quantity: 3, Price: 10_000}},
			{No: 2, Item: shop.Item{Title: "잔", Quantity: 1, Price: 5_000}},
		},
		taken: taken{Quantity: map[int]int{}},
	}
}

func TestWhatPiecesGiveBack(t *testing.T) {
	all := []Item{{Line: 1, Quantity: 3}, {Line: 2, Quantity: 1}}
	tests := map[string]struct {
		kind   string
		total  int64
		status string
		items  []Item
		taken  taken
		want   int64
	}{
		"all of it":                             {Cancel, 35_000, shop.Paid, all, taken{}, 35_000},
		"all of it, with the parcel's charge":   {Cancel, 38_000, shop.Paid, all, taken{}, 38_000},
		"all returned: the parcel was brought":  {Return, 38_000, shop.Delivered, all, taken{}, 35_000},
		"one piece":                             {Return, 38_000, shop.Delivered, []Item{{Line: 1, Quantity: 1}}, taken{}, 10_000},
		"one piece of a discounted order":       {Return, 31_500, shop.Delivered, []Item{{Line: 1, Quantity: 1}}, taken{}, 9_000},
		"a share that does not come out even":   {Return, 34_999, shop.Delivered, []Item{{Line: 1, Quantity: 1}}, taken{}, 10_000},
		"the rest, after some went back before": {Cancel, 38_000, shop.Paid, []Item{{Line: 1, Quantity: 2}, {Line: 2, Quantity: 1}}, taken{map[int]int{1: 1}, 10_000}, 28_000},
		"never more than what is left":          {Return, 35_000, shop.Delivered, all, taken{nil, 34_000}, 1_000},
		"nothing of what was not paid":          {Cancel, 35_000, shop.Placed, all, taken{}, 0},
		"nothing chosen":                        {Return, 35_000, shop.Delivered, nil, taken{}, 0},
	}
	for name, tt := range tests {
		r := room35(tt.status, tt.total)
		r.taken = tt.taken
		if got := r.worth(tt.kind, tt.items); got != tt.want {
			t.Errorf("%s: %d, want %d", name, got, tt.want)
		}
	}
}

func TestWhatCannotBeIsNamed(t *testing.T) {
	one := []Item{{Line: 1, Quantity: 1}}
	home := &Place{Name: "김서연", Phone: "010-2345-5678", Line1: "서울시 종로구 1"}
	tests := map[string]struct {
		status string
		n      Asking
		code   string // empty: it can be
		field  string
	}{
		"a cancellation":                       {shop.Paid, Asking{Kind: Cancel, Items: one, Reason: "mind", Amount: 10_000}, "", ""},
		"a cancellation of what has left":      {shop.Shipped, Asking{Kind: Cancel, Items: one, Reason: "mind"}, "returns.not_now_cancel", "body.kind"},
		"a return of what has not left":        {shop.Paid, Asking{Kind: Return, Items: one, Reason: "mind"}, "returns.not_now_return", "body.kind"},
		"a return":                             {shop.Delivered, Asking{Kind: Return, Items: one, Reason: "damaged", Amount: 10_000}, "", ""},
		"without items":                        {shop.Delivered, Asking{Kind: Return, Reason: "mind"}, "returns.items_missing", "body.items"},
		"of an item that is not there":         {shop.Delivered, Asking{Kind: Return, Reason: "mind", Items: []Item{{Line: 9, Quantity: 1}}}, "returns.item_unknown", "body.items[0].line"},
		"of the same line twice":               {shop.Delivered, Asking{Kind: Return, Reason: "mind", Items: []Item{one[0], one[0]}}, "returns.item_unknown", "body.items[1].line"},
		"of more than was ordered":             {shop.Delivered, Asking{Kind: Return, Reason: "mind", Items: []Item{{Line: 2, Quantity: 1}, {Line: 1, Quantity: 4}}}, "returns.item_left", "body.items[1].quantity"},
		"of more than is left":                 {shop.Delivered, Asking{Kind: Return, Reason: "mind", Items: []Item{{Line: 1, Quantity: 2}}}, "returns.item_left", "body.items[0].quantity"},
		"more money than is left":              {shop.Delivered, Asking{Kind: Return, Reason: "mind", Items: one, Amount: 15_001}, "returns.amount_left", "body.amount"},
		"less than nothing":                    {shop.Delivered, Asking{Kind: Return, Reason: "mind", Items: one, Amount: -1}, "returns.amount_left", "body.amount"},
		"an exchange for nothing that is said": {shop.Delivered, Asking{Kind: Exchange, Reason: "size", Items: one}, "returns.exchange_for", "body.text"},
		"an exchange":                          {shop.Delivered, Asking{Kind: Exchange, Reason: "size", Items: one, Text: "큰 것으로"}, "", ""},
		"an exchange with money":               {shop.Delivered, Asking{Kind: Exchange, Reason: "size", Items: one, Text: "큰 것으로", Amount: 1}, "returns.no_amount", "body.amount"},
		"a partial refund":                     {shop.Delivered, Asking{Kind: Refund, Reason: "damaged", Amount: 15_000}, "", ""},
		"a refund of nothing":                  {shop.Delivered, Asking{Kind: Refund, Reason: "damaged"}, "returns.amount_missing", "body.amount"},
		"a refund of what is not paid":         {shop.Placed, Asking{Kind: Refund, Reason: "damaged", Amount: 1}, "returns.not_now_refund", "body.kind"},
		"another address":                      {shop.Preparing, Asking{Kind: Address, Reason: "moved", Address: home}, "", ""},
		"another address, too late":            {shop.Shipped, Asking{Kind: Address, Reason: "moved", Address: home}, "returns.not_now_address", "body.kind"},
		"no address":                           {shop.Paid, Asking{Kind: Address, Reason: "moved"}, "returns.address_missing", "body.address.line1"},
		"an address without a number":          {shop.Paid, Asking{Kind: Address, Reason: "moved", Address: &Place{Name: "a", Phone: "12", Line1: "b"}}, "shop.phone_form", "body.address.phone"},
		"for a reason that is none":            {shop.Delivered, Asking{Kind: Refund, Reason: "because", Amount: 1}, "returns.reason", "body.reason"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			r := room35(tt.status, 35_000)
			r.taken = taken{map[int]int{1: 2}, 20_000}
			err := tt.n.check(r)
			var f *fault.Fault
			switch {
			case tt.code == "":
				if err != nil {
					t.Errorf("refused: %v", err)
				}
			case !errors.As(err, &f) || f.Code != tt.code || f.Field != tt.field:
				t.Errorf("%+v, want %s at %s", f, tt.code, tt.field)
			}
		})
	}
}

func TestTheMoneyIsBackWithinThreeBusinessDays(t *testing.T) { // K13
	seoul := time.FixedZone("KST", 9*60*60)
	day := func(s string) time.Time {
		d, _ := time.ParseInLocation(time.DateOnly, s, seoul)
		return d.Add(15 * time.Hour)
	}
	cal := hours.New(hours.Plan{Zone: seoul, Public: true, Rules: []hours.Rule{}})
	back := day("2026-11-26")
	tests := map[string]struct {
		r    row
		want string
	}{
		"a cancellation on a Monday":      {row{Kind: Cancel, Amount: 1, CreatedAt: day("2026-11-23")}, "2026-11-26"},
		"a cancellation before a weekend": {row{Kind: Cancel, Amount: 1, CreatedAt: day("2026-11-27")}, "2026-12-02"},
		"a refund on a Sunday":            {row{Kind: Refund, Amount: 1, CreatedAt: day("2026-11-29")}, "2026-12-02"},
		"a return that is still out":      {row{Kind: Return, Amount: 1, CreatedAt: day("2026-11-23")}, ""},
		"a return from when it came back": {row{Kind: Return, Amount: 1, CreatedAt: day("2026-11-02"), ReceivedAt: &back}, "2026-12-01"},
		"an exchange gives nothing back":  {row{Kind: Exchange, CreatedAt: day("2026-11-23")}, ""},
		"what was rejected gives none":    {row{Kind: Refund, Amount: 1, State: Rejected, CreatedAt: day("2026-11-23")}, ""},
	}
	for name, tt := range tests {
		if got := tt.r.refundDue(cal); got != tt.want {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
	if got := withdrawUntil(&back, cal); got != "2026-12-03" {
		t.Errorf("they may change their mind until %s", got)
	}
}

func TestATicketGoesTheShortestWayOfItsType(t *testing.T) {
	form := tickets.Type{
		Steps: []tickets.Step{{ID: "asked"}, {ID: "approved"}, {ID: "pickup"}, {ID: "inspecting"}, {ID: "done"}},
		Next:  map[string][]string{"asked": {"approved"}, "approved": {"pickup", "inspecting"}, "inspecting": {"done"}, "done": {}},
	}
	tests := map[string]struct {
		from, to, want string
	}{
		"one step":                       {"asked", "approved", "approved"},
		"by those in between":            {"asked", "done", "approved inspecting done"},
		"the next where nothing is said": {"pickup", "inspecting", "inspecting"},
		"there already":                  {"done", "done", ""},
		"never back":                     {"done", "pickup", ""},
		"no such step":                   {"asked", "moon", ""},
	}
	for name, tt := range tests {
		if got := strings.Join(way(form, tt.from, []string{tt.to}), " "); got != tt.want {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
}

func TestWhatAnAnswerMeans(t *testing.T) {
	tests := map[string]struct {
		status  int
		body    string
		result  string
		problem string
	}{
		"done":                           {200, `{"result":"done","refund_amount":100}`, Done, ""},
		"done, with what we do not know": {200, `{"result":"done","more":{}}`, Done, ""},
		"taken on":                       {202, ``, accepted, ""},
		"taken on, in words":             {200, `<p>ok</p>`, accepted, ""},
		"something we do not know":       {200, `{"result":"perhaps"}`, accepted, ""},
		"refused":                        {200, `{"result":"refused","message":"이미 보냈어요"}`, refused, ""},
		"refused with a conflict":        {409, `{"result":"refused"}`, refused, ""},
		"a conflict of another kind":     {409, `{}`, "", "status:409"},
		"the server fails":               {500, `{"result":"done"}`, "", "status:500"},
		"the server is elsewhere":        {302, ``, "", "status:302"},
		"nobody is let in":               {401, `{"result":"refused"}`, "", "status:401"},
	}
	for name, tt := range tests {
		got, problem := read(webhook.Answer{Status: tt.status, Body: []byte(tt.body)})
		if got.Result != tt.result || problem != tt.problem {
			t.Errorf("%s: %q %q", name, got.Result, problem)
		}
	}
	if said, _ := read(webhook.Answer{Status: 200, Body: []byte(`{"result":"done","refund_amount":-5}`)}); said.RefundAmount != nil {
		t.Error("less than nothing was given back")
	}
}

func TestWhatIsOverStaysOver(t *testing.T) {
	for _, over := range []string{Done, Rejected, Withdrawn} {
		for _, to := range []string{Requested, Approved, Sent, Done, Failed, Rejected, Withdrawn} {
			if CanMove(over, to) {
				t.Errorf("%s became %s", over, to)
			}
		}
	}
	if !slices.Contains(moves[Failed], Approved) || holds(Failed) || !holds(Requested) {
		t.Error("what failed can be tried again, and holds nothing until then")
	}
}
