package orders_test

import (
	"strconv"
	"strings"
	"sync"
	"testing"

	"dari/chat/orders"
	"dari/internal/shop"
	"dari/internal/staff"

	"github.com/google/uuid"
)

func TestAMemberSeesTheirOrdersAtOnceAndNobodyElses(t *testing.T) { // R16
	w := newWorld(t)
	w.order("A-1", "m1", "paid")
	w.order("A-2", "m1", "shipped", func(c *shop.OrderChange) {
		carrier, no := "cjlogistics", "6412"
		c.Carrier, c.TrackingNo = &carrier, &no
	})
	w.order("B-1", "m2", "paid")
	w.order("C-1", "", "paid")
	l := w.signedIn("m1").orders()
	if len(l.Orders) != 2 || !l.SignedIn {
		t.Fatalf("the member sees %+v", l)
	}
	for _, o := range l.Orders {
		if o.Number == "A-2" && (o.Shipment == nil || o.Shipment.CarrierName != "CJ대한통운" || !strings.HasSuffix(o.Shipment.TrackingURL, "=6412") || o.WhyNot == "") {
			t.Errorf("the parcel is %+v, why not: %s", o.Shipment, o.WhyNot)
		}
	}
	if l := w.signedIn("m3").orders(); len(l.Orders) != 0 || !l.SignedIn {
		t.Errorf("a member the shop has told nothing of sees %+v", l)
	}
	p := w.signedIn("m2")
	p.get("/widget/orders/A-1/quote").want(404)
	p.post("/widget/orders/A-1/requests", cancelling(uuid.New())).want(404)
	w.guest("192.0.2.1").get("/widget/orders/A-1/quote").want(404)
}

type view = orders.RequestView

func TestARequestIsOneRowOneTicketAndOneReceipt(t *testing.T) { // R17
	w := newWorld(t)
	w.order("A-1", "m1", "paid")
	p := w.signedIn("m1")
	var q struct {
		Refund      int64  `json:"refund"`
		Button      string `json:"button"`
		SelfService bool   `json:"self_service"`
	}
	p.get("/widget/orders/A-1/quote?items=1:1").want(200).into(&q)
	if q.Refund != 50000 || q.Button != "취소 요청하기 · 50,000원 환불" || q.SelfService {
		t.Errorf("a part: %+v", q)
	}
	p.get("/widget/orders/A-1/quote").want(200).into(&q)
	if q.Refund != 124500 || q.Button != "취소 요청하기 · 124,500원 환불" {
		t.Errorf("the whole: %+v", q)
	}
	ask := cancelling(uuid.New())
	ask["refund"] = 1
	if a := p.post("/widget/orders/A-1/requests", ask).want(409); a.problem() != "orders.amount_changed" {
		t.Errorf("with another amount: %s", a.raw)
	}
	ask["refund"] = q.Refund
	var first, again view
	p.post("/widget/orders/A-1/requests", ask).want(200).into(&first)
	if first.State != "asked" || first.TicketNumber == nil || first.Refund == nil || *first.Refund != 124500 || !first.CanWithdraw || first.Label != "요청함 · 오늘 안에 답해요" {
		t.Errorf("the request is %+v", first)
	}
	p.post("/widget/orders/A-1/requests", ask).want(200).into(&again)
	if again.ID != first.ID {
		t.Error("the same again made another")
	}
	p.post("/widget/orders/A-1/requests", cancelling(uuid.New())).want(200).into(&again)
	if again.ID != first.ID {
		t.Error("another click made another")
	}
	other := fields{"client_id": uuid.NewString(), "kind": "change", "reason": "other", "text": "4인으로 바꿔 주세요"}
	if a := p.post("/widget/orders/A-1/requests", other).want(409); a.problem() != "orders.request_open" {
		t.Errorf("another kind: %s", a.raw)
	}
	for sql, want := range map[string]int64{
		`SELECT count(*) FROM dari.order_requests`:                                                                                                                    1,
		`SELECT count(*) FROM dari.tickets WHERE type = 'cancel' AND due_at = dari.clock() + interval '4 hours'`:                                                      1,
		`SELECT count(*) FROM dari.messages WHERE sender_kind = 'shopper' AND kind = 'card' AND body LIKE '주문 A-1을 취소하고 싶어요.%'`:                                       1,
		`SELECT count(*) FROM dari.messages WHERE kind = 'card' AND sender_kind = 'system' AND data->>'card' = 'receipt' AND data->'request'->>'ticket_number' <> ''`: 1,
		`SELECT count(*) FROM dari.messages`: 2,
	} {
		if got := w.count(sql); got != want {
			t.Errorf("%s: %d, want %d", sql, got, want)
		}
	}
	if o := p.orders().Orders[0]; o.Request == nil || o.Request.ID != first.ID || o.Can != (orders.Can{}) {
		t.Errorf("the card shows %+v", o)
	}
}

func TestManyClicksAtOnceMakeOne(t *testing.T) { // R17
	w := newWorld(t)
	w.order("A-1", "m1", "paid")
	p := w.signedIn("m1")
	w.guest("192.0.2.7") // the member is known from here on
	const clicks = 12
	seen := make([]view, clicks)
	var group sync.WaitGroup
	one := uuid.New()
	for i := range clicks {
		group.Go(func() {
			id := one
			if i%2 == 1 {
				id = uuid.New()
			}
			a := p.post("/widget/orders/A-1/requests", cancelling(id))
			if a.code != 200 {
				t.Errorf("answered %d %s", a.code, a.raw)
				return
			}
			a.into(&seen[i])
		})
	}
	group.Wait()
	for _, v := range seen {
		if v.ID != seen[0].ID {
			t.Errorf("two requests: %s and %s", v.ID, seen[0].ID)
		}
	}
	if r, k, m := w.count(`SELECT count(*) FROM dari.order_requests`), w.count(`SELECT count(*) FROM dari.tickets`), w.count(`SELECT count(*) FROM dari.messages`); r != 1 || k != 1 || m != 2 {
		t.Errorf("%d requests, %d tickets, %d messages", r, k, m)
	}
}

func TestARequestIsRefusedWhenTheOrderHasGoneOn(t *testing.T) {
	w := newWorld(t)
	w.order("A-1", "m1", "paid")
	p := w.signedIn("m1")
	change := fields{"client_id": uuid.NewString(), "kind": "change", "reason": "other", "text": "색을 바꿔 주세요"}
	address := fields{"client_id": uuid.NewString(), "kind": "address", "reason": "moved", "address": fields{"name": "김서연", "phone": "01023455678", "zip": "03045", "line1": "서울 종로구 온담길 12"}}
	w.moves("A-1", "preparing")
	if a := p.post("/widget/orders/A-1/requests", change).want(409); a.problem() != "orders.not_now" {
		t.Errorf("a change: %s", a.raw)
	}
	var v view
	p.post("/widget/orders/A-1/requests", address).want(200).into(&v)
	w.moves("A-1", "shipped")
	// What was asked in time is still answered; nothing new can be asked.
	p.post("/widget/orders/A-1/requests/"+v.ID.String()+"/withdraw", nil).want(200)
	p.post("/widget/orders/A-1/requests", cancelling(uuid.New())).want(409)
	p.get("/widget/orders/A-1/quote").want(409)
	tests := map[string]fields{
		"thread.client_id_missing": {"client_id": "00000000-0000-0000-0000-00000000000g", "kind": "cancel", "reason": "mind"},
		"orders.text_missing":      {"client_id": uuid.NewString(), "kind": "change", "reason": "other"},
		"orders.address_missing":   {"client_id": uuid.NewString(), "kind": "address", "reason": "other"},
	}
	for code, body := range tests {
		if a := p.post("/widget/orders/A-1/requests", body).want(422); code != "thread.client_id_missing" && a.problem() != code {
			t.Errorf("%s: %s", code, a.raw)
		}
	}
}

func TestARequestIsTakenBackOrDecided(t *testing.T) {
	w := newWorld(t)
	agent := w.agent()
	p := w.signedIn("m1")
	ask := func(number string) view {
		w.order(number, "m1", "paid")
		var v view
		p.post("/widget/orders/"+number+"/requests", cancelling(uuid.New())).want(200).into(&v)
		return v
	}
	state := func(number string) string {
		for _, o := range p.orders().Orders {
			if o.Number == number && o.Request != nil {
				return o.Request.State
			}
		}
		return ""
	}
	back := ask("A-1")
	path := "/widget/orders/A-1/requests/" + back.ID.String() + "/withdraw"
	p.post(path, nil).want(200)
	p.post(path, nil).want(200) // a second click
	if state("A-1") != "withdrawn" {
		t.Errorf("taken back, it is %s", state("A-1"))
	}
	agent.post("/order-requests/"+back.ID.String()+"/approve", fields{}).want(409)
	p.post("/widget/orders/A-1/requests", cancelling(uuid.New())).want(200) // and asked anew

	kept := ask("A-2")
	decide := "/order-requests/" + kept.ID.String()
	agent.post(decide+"/approve", fields{"text": "취소해 드릴게요."}).want(200)
	p.post("/widget/orders/A-2/requests/"+kept.ID.String()+"/withdraw", nil).want(409)
	p.post("/widget/orders/A-1/requests/"+kept.ID.String()+"/withdraw", nil).want(404)
	w.moves("A-2", "cancelled")
	w.drain()
	if state("A-2") != "done" {
		t.Errorf("cancelled by the shop, it is %s", state("A-2"))
	}
	refused := ask("A-3")
	agent.post("/order-requests/"+refused.ID.String()+"/refuse", fields{}).want(422)
	agent.post("/order-requests/"+refused.ID.String()+"/refuse", fields{"text": "이미 가마에 들어갔습니다."}).want(200)
	if state("A-3") != "refused" {
		t.Errorf("refused, it is %s", state("A-3"))
	}
	w.guest("192.0.2.1").post(decide+"/done", fields{}).want(401)
	var list struct {
		Items []orders.StaffView `json:"items"`
	}
	agent.get("/order-requests?ticket=" + strconv.FormatInt(*refused.TicketNumber, 10)).want(200).into(&list)
	if len(list.Items) != 1 || list.Items[0].Answer != "이미 가마에 들어갔습니다." {
		t.Errorf("staff see %+v", list)
	}
	if n := w.count(`SELECT count(*) FROM dari.messages WHERE sender_kind = 'agent'`); n != 2 {
		t.Errorf("%d answers in the thread, want 2", n)
	}
}

func TestWhereTheShopAllowsItAnUnpreparedOrderIsCancelledAtOnce(t *testing.T) {
	tests := map[string]struct {
		allowed bool
		status  string
		ask     func(fields)
		now     bool
	}{
		"allowed":                           {true, "paid", func(fields) {}, true},
		"not allowed, which is the default": {false, "paid", func(fields) {}, false},
		"already being prepared":            {true, "preparing", func(fields) {}, false},
		"only a part of it":                 {true, "paid", func(f fields) { f["items"] = []fields{{"id": 1, "quantity": 1}} }, false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.settings(func(s *staff.ShopSettings) { s.SelfCancel = tt.allowed })
			w.order("A-1", "m1", tt.status)
			ask := cancelling(uuid.New())
			tt.ask(ask)
			var v view
			w.signedIn("m1").post("/widget/orders/A-1/requests", ask).want(200).into(&v)
			w.drain()
			cancelled := w.count(`SELECT count(*) FROM dari.orders WHERE status = 'cancelled'`) == 1
			if cancelled != tt.now || (v.State == "done") != tt.now || (v.TicketNumber == nil) != tt.now {
				t.Errorf("cancelled: %v, the request is %+v", cancelled, v)
			}
			if n := w.count(`SELECT count(*) FROM dari.messages`); n != 2 {
				t.Errorf("%d messages", n)
			}
		})
	}
}

func TestAGuestAsksWithTheirCode(t *testing.T) {
	w := newWorld(t)
	w.order("A-1", "", "paid")
	p := w.guest("192.0.2.1")
	l := p.asks("A-1", "010-2345-5678")
	p.post("/widget/orders/A-1/requests", cancelling(uuid.New())).want(404)
	p.post("/widget/orders/verify", fields{"lookup": l.Lookup, "code": w.code()}).want(200)
	p.post("/widget/orders/A-1/requests", cancelling(uuid.New())).want(200)
	if n := w.count(`SELECT count(*) FROM dari.messages m JOIN dari.conversations c ON c.id = m.conversation_id WHERE c.visitor_id IS NOT NULL`); n != 2 {
		t.Errorf("%d messages in the visitor's thread", n)
	}
}

func TestALinkToTheThreadOpensNoOrder(t *testing.T) {
	w := newWorld(t)
	w.order("A-1", "m1", "paid")
	w.order("G-1", "", "paid")
	member := w.signedIn("m1")
	l := member.asks("G-1", "010-2345-5678")
	member.post("/widget/orders/verify", fields{"lookup": l.Lookup, "code": w.code()}).want(200)
	if got := member.orders(); len(got.Orders) != 2 {
		t.Fatalf("the member sees %+v", got)
	}
	holder := &person{w, map[string]string{"X-Dari-Visitor": "link_m1"}, "192.0.2.5"}
	if got := holder.orders(); len(got.Orders) != 0 || got.SignedIn {
		t.Errorf("who holds a link sees %+v", got)
	}
	for _, number := range []string{"A-1", "G-1"} {
		holder.get("/widget/orders/" + number + "/quote").want(404)
		holder.post("/widget/orders/"+number+"/requests", cancelling(uuid.New())).want(404)
	}
	guest := w.guest("192.0.2.6")
	l = guest.asks("G-1", "010-2345-5678")
	guest.post("/widget/orders/verify", fields{"lookup": l.Lookup, "code": w.code()}).want(200)
	holder = &person{w, map[string]string{"X-Dari-Visitor": "link_visitor"}, "192.0.2.5"}
	if got := holder.orders(); len(guest.orders().Orders) != 1 || len(got.Orders) != 0 {
		t.Errorf("who holds a link to a guest's thread sees %+v", got)
	}
}
