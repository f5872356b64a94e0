package orders_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
)

func TestAGuestSeesAnOrderWithItsNumberThePhoneAndTheCode(t *testing.T) { // R16
	w := newWorld(t)
	w.order("2026-1103-0187", "", "paid")
	p := w.guest("192.0.2.1")
	if l := p.orders(); len(l.Orders) != 0 || l.SignedIn {
		t.Fatalf("nobody sees %+v", l)
	}
	l := p.asks(" 2026-1103-0187 ", "+82 10-2345-5678")
	if l.Channel != "sms" || l.SentTo != "010-••••-5678" || l.Token == "" || w.sent() != 1 || w.codes[0].Address != "+821023455678" || len(w.code()) != 6 {
		t.Fatalf("asked: %+v, sent %+v", l, w.codes)
	}
	if got := p.orders(); len(got.Orders) != 0 {
		t.Error("the order is shown before the code")
	}
	code := w.code()
	var list orderList
	p.post("/widget/orders/verify", fields{"lookup": l.Lookup, "code": code[:3] + " " + code[3:]}).want(200).into(&list)
	if len(list.Orders) != 1 || list.Orders[0].Number != "2026-1103-0187" {
		t.Fatalf("the code shows %+v", list)
	}
	if got := p.orders(); len(got.Orders) != 1 {
		t.Errorf("afterwards: %+v", got)
	}
	// A code is good once, and only in the browser that asked.
	p.post("/widget/orders/verify", fields{"lookup": l.Lookup, "code": code}).want(410)
	if n := w.count(`SELECT count(*) FROM dari.order_lookups WHERE code_hash IS NOT NULL`); n != 0 {
		t.Error("a used code is kept")
	}
	w.setClock("2026-11-23T15:04:00+09:00")
	if got := p.orders(); len(got.Orders) != 1 {
		t.Errorf("within the hour: %+v", got)
	}
	w.setClock("2026-11-23T15:06:00+09:00")
	if got := p.orders(); len(got.Orders) != 0 {
		t.Errorf("after an hour: %+v", got)
	}
}

func TestWrongAndUnknownAreAnsweredAlike(t *testing.T) { // R16, S20
	w := newWorld(t)
	w.order("A-1", "", "paid")
	w.order("A-2", "m1", "paid")
	tests := map[string]struct{ number, phone string }{
		"right":                       {"A-1", "010-2345-5678"},
		"another phone":               {"A-1", "010-2345-9999"},
		"no such order":               {"A-9", "010-2345-5678"},
		"neither":                     {"A-9", "010-2345-9999"},
		"a member's order":            {"A-2", "010-2345-5678"},
		"a landline, which gets mail": {"A-1", "02-1234-5678"},
	}
	shapes := map[string][]string{}
	for name, tt := range tests {
		p := w.guest("192.0.2.1")
		a := p.post("/widget/orders/lookup", fields{"number": tt.number, "phone": tt.phone}).want(200)
		var f map[string]any
		a.into(&f)
		f["lookup"], f["visitor_token"] = "", ""
		if tt.phone == "010-2345-5678" {
			raw, _ := json.Marshal(f)
			shapes[string(raw)] = append(shapes[string(raw)], name)
		}
		if keys := slices.Sorted(maps.Keys(f)); len(keys) != 6 {
			t.Errorf("%s: %v", name, keys)
		}
	}
	if len(shapes) != 1 {
		t.Errorf("the answers differ: %v", shapes)
	}
	w.drain()
	if w.sent() != 2 {
		t.Errorf("%d codes were sent, want 2", w.sent())
	}
	// A wrong code and a code for nothing are refused alike, as often, and then alike over.
	right, wrong := w.guest("192.0.2.2"), w.guest("192.0.2.3")
	a, b := right.asks("A-1", "010-2345-5678"), wrong.asks("A-9", "010-2345-5678")
	code := "000000"
	if w.code() == code {
		code = "000001"
	}
	for try := range 6 {
		one := right.post("/widget/orders/verify", fields{"lookup": a.Lookup, "code": code})
		two := wrong.post("/widget/orders/verify", fields{"lookup": b.Lookup, "code": code})
		if one.code != two.code || string(one.raw) != string(two.raw) {
			t.Errorf("try %d: %s and %s", try+1, one.raw, two.raw)
		}
		if want := map[bool]int{true: 410, false: 422}[try == 5]; one.code != want {
			t.Errorf("try %d: %d, want %d", try+1, one.code, want)
		}
	}
	right.post("/widget/orders/verify", fields{"lookup": a.Lookup, "code": w.code()}).want(410)
	// The work before the answer is the same: what there is of the order is only looked at later.
	if n := w.count(`SELECT count(*) FROM dari.order_lookups WHERE order_id IS NOT NULL AND verified_at IS NULL`); n != 3 {
		t.Errorf("%d look-ups found an order", n)
	}
}

func TestTheCodeIsOnlyForWhoAsked(t *testing.T) {
	w := newWorld(t)
	w.order("A-1", "", "paid")
	p, thief := w.guest("192.0.2.1"), w.guest("192.0.2.2")
	l := p.asks("A-1", "01023455678")
	code := w.code()
	thief.post("/widget/orders/verify", fields{"lookup": l.Lookup, "code": code}).want(410) // no token at all
	thief.asks("A-7", "010-9999-9999")
	thief.post("/widget/orders/verify", fields{"lookup": l.Lookup, "code": code}).want(410)
	p.post("/widget/orders/verify", fields{"lookup": l.Lookup, "code": code}).want(200)
	if got := thief.orders(); len(got.Orders) != 0 {
		t.Errorf("the other sees %+v", got)
	}
}

func TestACodeEndsAndAnotherIsSentAfterAWhile(t *testing.T) {
	w := newWorld(t)
	w.order("A-1", "", "paid")
	p := w.guest("192.0.2.1")
	l := p.asks("A-1", "01023455678")
	first := w.code()
	path := "/widget/orders/lookup/" + l.Lookup + "/resend"
	if a := p.post(path, nil).want(429); a.problem() != "orders.resend_later" || a.head.Get("Retry-After") != "30" {
		t.Errorf("too early: %s %v", a.raw, a.head)
	}
	w.setClock("2026-11-23T14:05:31+09:00")
	p.post(path, nil).want(200)
	w.drain()
	if w.sent() != 2 {
		t.Fatalf("%d codes were sent", w.sent())
	}
	if second := w.code(); second != first {
		p.post("/widget/orders/verify", fields{"lookup": l.Lookup, "code": first}).want(422)
	}
	w.setClock("2026-11-23T14:15:32+09:00")
	if a := p.post("/widget/orders/verify", fields{"lookup": l.Lookup, "code": w.code()}).want(410); a.problem() != "orders.code_over" {
		t.Errorf("after ten minutes: %s", a.raw)
	}
	for n := range 5 {
		w.setClock(fmt.Sprintf("2026-11-23T14:2%d:00+09:00", n))
		if want := map[bool]int{true: 200, false: 410}[n < 3]; p.post(path, nil).code != want {
			t.Errorf("resending for the %dth time is not answered %d", n+2, want)
		}
	}
}

func TestGuessingIsStopped(t *testing.T) { // S20
	w := newWorld(t)
	w.order("A-1", "", "paid")
	tests := map[string]struct {
		who     func(i int) *person
		what    func(i int) (number, phone string)
		allowed int
	}{
		"one browser": {
			func() func(int) *person {
				p := w.guest("198.51.100.1")
				p.asks("Z-0", "01000000000")
				return func(int) *person { return p }
			}(),
			func(i int) (string, string) { return fmt.Sprintf("B-%d", i), "010-2345-5678" }, 4,
		},
		"one address, always another browser": {
			func(int) *person { return w.guest("198.51.100.2") },
			func(i int) (string, string) { return fmt.Sprintf("C-%d", i), fmt.Sprintf("0102345%04d", i) }, 30,
		},
		"many addresses, one order and phone": {
			func(i int) *person { return w.guest(fmt.Sprintf("203.0.113.%d", i)) },
			func(int) (string, string) { return "A-1", "010-2345-5678" }, 5,
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			ok := 0
			for i := range 60 {
				number, phone := tt.what(i)
				a := tt.who(i).post("/widget/orders/lookup", fields{"number": number, "phone": phone})
				switch a.code {
				case 200:
					ok++
				case 429:
					if a.problem() != "orders.tries" || a.head.Get("Retry-After") == "" {
						t.Fatalf("refused with %s", a.raw)
					}
				default:
					t.Fatalf("answered %d %s", a.code, a.raw)
				}
			}
			if ok != tt.allowed {
				t.Errorf("%d of 60 were answered, want %d", ok, tt.allowed)
			}
		})
	}
	w.setClock("2026-11-23T14:20:01+09:00")
	w.guest("198.51.100.2").asks("A-1", "010-2345-5678")
}

func TestTriesAtOnceAreAsManyAsTriesInARow(t *testing.T) { // S20
	w := newWorld(t)
	w.order("A-1", "", "paid")
	p := w.guest("192.0.2.1")
	l := p.asks("A-1", "010-2345-5678")
	var group sync.WaitGroup
	var wrong, over atomic.Int64
	for i := range 40 {
		group.Go(func() {
			code := fmt.Sprintf("%06d", i)
			if code == w.code() {
				code = "999999"
			}
			switch a := p.post("/widget/orders/verify", fields{"lookup": l.Lookup, "code": code}); a.code {
			case 422:
				wrong.Add(1)
			case 410:
				over.Add(1)
			default:
				t.Errorf("answered %d %s", a.code, a.raw)
			}
		})
	}
	group.Wait()
	if wrong.Load() != 5 || over.Load() != 35 {
		t.Errorf("%d codes were compared, %d refused unseen", wrong.Load(), over.Load())
	}
	for range 30 {
		p.post("/widget/orders/verify", fields{"lookup": l.Lookup, "code": "000000"})
	}
	p.post("/widget/orders/verify", fields{"lookup": l.Lookup, "code": w.code()}).want(429)
}
