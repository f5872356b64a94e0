package orders_test

import (
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"dari/chat/orders"
	"dari/internal/shop"
)

// page is what an order's page shows.
type page struct {
	Missing, Locked, Late, Waits          bool
	Card                                  orders.OrderCard
	Headline, Phone, Notice, Said         string
	Lookup, Token, Error, Field, ClientID string
	Open, Ticket                          string
	Quote                                 *struct {
		Refund int64 `json:"refund"`
	}
	Back *struct {
		Lines   []struct{ No, Left int }
		Until   string
		Confirm *struct {
			Kind, Items, Reason, Text, Files, Refund string
			Photos                                   int
			Quote                                    struct {
				Button string `json:"button"`
			}
		}
	}
}

// visits opens a page, or sends one of its forms.
func (w *world) visits(path string, form url.Values) (answer, page) {
	w.t.Helper()
	method := "GET"
	if form != nil {
		method = "POST"
	}
	req := httptest.NewRequest(method, path, strings.NewReader(form.Encode()))
	req.RemoteAddr = "192.0.2.7:1"
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Accept-Language", "ko")
	rec := httptest.NewRecorder()
	w.engine.ServeHTTP(rec, req)
	a := answer{w.t, rec.Code, rec.Body.Bytes(), rec.Result().Header}
	var p page
	if rec.Code != 303 {
		a.into(&p)
	}
	return a, p
}

// pageOf is the path of a member's order, as their widget is given it.
func (w *world) pageOf(ref, number string) string {
	w.t.Helper()
	for _, o := range w.signedIn(ref).orders().Orders {
		if o.Number == number {
			return strings.TrimPrefix(o.PageURL, "https://help.ondam.example")
		}
	}
	w.t.Fatalf("%s has no order %s", ref, number)
	return ""
}

func TestALinkShowsItsOrderAndChangesNothing(t *testing.T) {
	w := newWorld(t)
	w.order("A-1", "m1", shop.Paid)
	w.order("A-2", "m2", shop.Paid)
	path := w.pageOf("m1", "A-1")
	for range 3 {
		a, p := w.visits(path, nil)
		if a.code != 200 || p.Card.Number != "A-1" || p.Headline == "" || p.Phone != "010-••••-5678" || p.Quote == nil {
			t.Fatalf("%d %+v", a.code, p)
		}
		if a.head.Get("Cache-Control") != "private, no-store" || a.head.Get("Referrer-Policy") != "no-referrer" || a.head.Get("X-Robots-Tag") == "" {
			t.Errorf("%v", a.head)
		}
	}
	if n := w.count(`SELECT count(*) FROM dari.order_requests`) + w.count(`SELECT count(*) FROM dari.promise_choices`); n != 0 {
		t.Errorf("looking made %d rows", n)
	}
	other := w.pageOf("m2", "A-2")
	for name, wrong := range map[string]string{
		"nothing":       "/o/x",
		"cut off":       path[:len(path)-1],
		"altered":       path[:5] + "BBBB" + path[9:],
		"two halves":    path[:14] + other[14:],
		"one too many":  path + "A",
		"not the paper": "/o/" + strings.Repeat("A", 38),
	} {
		a, p := w.visits(wrong, nil)
		posted, _ := w.visits(wrong, url.Values{"do": {"cancel"}})
		if a.code != 404 || !p.Missing || p.Card.Number != "" || posted.code != 404 {
			t.Errorf("%s: %d, %d, %+v", name, a.code, posted.code, p)
		}
	}
}

func TestAnOrderIsCancelledByItsPageOnce(t *testing.T) {
	w := newWorld(t)
	w.order("A-1", "m1", shop.Preparing)
	path := w.pageOf("m1", "A-1")
	_, p := w.visits(path, nil)
	form := url.Values{"do": {"cancel"}, "client_id": {p.ClientID}, "reason": {"late"}, "refund": {"1"}}
	if a, p := w.visits(path, form); a.code != 409 || p.Notice == "" || p.Card.Number != "A-1" {
		t.Errorf("another amount: %d %+v", a.code, p)
	}
	form.Set("refund", "124500")
	form.Del("reason")
	if a, p := w.visits(path, form); a.code != 422 || p.Notice == "" {
		t.Errorf("no reason: %d %+v", a.code, p)
	}
	form.Set("reason", "late")
	for range 2 {
		if a, _ := w.visits(path, form); a.code != 303 || !strings.HasSuffix(a.head.Get("Location"), "said=asked#said") {
			t.Fatalf("%d %s", a.code, a.raw)
		}
	}
	if requests, tickets := w.count(`SELECT count(*) FROM dari.order_requests`), w.count(`SELECT count(*) FROM dari.tickets`); requests != 1 || tickets != 1 {
		t.Errorf("%d requests, %d tickets", requests, tickets)
	}
	_, p = w.visits(path+"?said=asked", nil)
	if p.Card.Request == nil || !p.Card.Request.CanWithdraw || p.Quote != nil || p.Said == "" {
		t.Fatalf("%+v", p)
	}
	if a, _ := w.visits(path, url.Values{"do": {"withdraw"}, "request": {p.Card.Request.ID.String()}}); a.code != 303 {
		t.Errorf("%d %s", a.code, a.raw)
	}
	if _, p = w.visits(path, nil); p.Card.Request.State != "withdrawn" || p.Quote == nil {
		t.Errorf("%+v", p.Card.Request)
	}
}

func TestWhoWaitsForALateOrderSaysSoOnce(t *testing.T) {
	w := newWorld(t)
	eta, preorder := "2026-12-16", true
	w.order("A-1", "m1", shop.Paid, func(c *shop.OrderChange) { c.ETATo, c.IsPreorder = &eta, &preorder })
	later := "2026-12-23"
	w.apply(shop.OrderChange{Source: shop.FromAPI, SourceKey: "A-1", Number: "A-1", ETATo: &later, ReasonText: "가마 보수"})
	path := w.pageOf("m1", "A-1")
	if _, p := w.visits(path, nil); !p.Late || p.Waits || len(p.Card.History) != 2 || !strings.Contains(p.Headline, "12월 23일") {
		t.Fatalf("%+v", p)
	}
	for range 2 {
		if a, _ := w.visits(path, url.Values{"do": {"wait"}}); a.code != 303 {
			t.Fatalf("%d %s", a.code, a.raw)
		}
	}
	if _, p := w.visits(path, nil); !p.Waits || w.count(`SELECT count(*) FROM dari.promise_choices`) != 1 {
		t.Errorf("%+v", p)
	}
}

func TestAnOldLinkAsksForTheEndOfTheNumber(t *testing.T) {
	w := newWorld(t)
	w.order("A-1", "m1", shop.Delivered)
	path := w.pageOf("m1", "A-1")
	if _, p := w.visits(path, nil); p.Locked {
		t.Fatal("a fresh one is locked")
	}
	w.setClock("2026-12-24T14:05:00+09:00")
	if _, p := w.visits(path, nil); !p.Locked || p.Card.Number != "" {
		t.Fatalf("%+v", p)
	}
	tries := func(digits string) int {
		a, p := w.visits(path, url.Values{"do": {"unlock"}, "digits": {digits}})
		if a.code == 200 && p.Card.Number != "A-1" || a.code != 200 && p.Card.Number != "" {
			t.Errorf("%s: %d %+v", digits, a.code, p)
		}
		return a.code
	}
	for i, tt := range []struct {
		digits string
		want   int
	}{{"0000", 422}, {"", 422}, {"45678", 422}, {"1234", 422}, {"5678", 200}, {"5678", 429}} {
		if got := tries(tt.digits); got != tt.want {
			t.Errorf("try %d, %q: %d, want %d", i+1, tt.digits, got, tt.want)
		}
	}
	w.setClock("2026-12-24T14:20:01+09:00")
	if got := tries("5678"); got != 200 {
		t.Errorf("a quarter of an hour later: %d", got)
	}
}

func TestAGuestFindsTheirOrderWithoutAScript(t *testing.T) {
	w := newWorld(t)
	w.order("A-1", "", shop.Paid)
	if a, p := w.visits("/o", url.Values{"number": {""}, "phone": {"010-2345-5678"}}); a.code != 422 || p.Field != "number" {
		t.Errorf("%d %+v", a.code, p)
	}
	if a, p := w.visits("/o", url.Values{"number": {"A-1"}, "phone": {"12"}}); a.code != 422 || p.Field != "phone" {
		t.Errorf("%d %+v", a.code, p)
	}
	_, unknown := w.visits("/o", url.Values{"number": {"A-9"}, "phone": {"010-2345-5678"}})
	_, p := w.visits("/o", url.Values{"number": {"A-1"}, "phone": {"010-2345-5678"}})
	w.drain()
	if p.Lookup == "" || p.Token == "" || unknown.Lookup == "" || w.sent() != 1 {
		t.Fatalf("%+v, %+v, %d codes", p, unknown, w.sent())
	}
	form := url.Values{"lookup": {p.Lookup}, "visitor": {p.Token}, "code": {"1"}}
	if a, again := w.visits("/o/code", form); a.code != 422 || again.Field != "code" || again.Lookup != p.Lookup {
		t.Errorf("%d %+v", a.code, again)
	}
	form.Set("code", w.code())
	a, _ := w.visits("/o/code", form)
	if a.code != 303 {
		t.Fatalf("%d %s", a.code, a.raw)
	}
	if a, p := w.visits(a.head.Get("Location"), nil); a.code != 200 || p.Card.Number != "A-1" {
		t.Errorf("%d %+v", a.code, p)
	}
}
