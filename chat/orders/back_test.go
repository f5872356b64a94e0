package orders_test

import (
	"bytes"
	"image"
	"image/png"
	"mime/multipart"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"dari/chat/orders"
	"dari/internal/shop"

	"github.com/google/uuid"
)

// sends a form with photos.
func (w *world) sends(path string, form url.Values, photos int) (answer, page) {
	w.t.Helper()
	var body bytes.Buffer
	m := multipart.NewWriter(&body)
	for name, values := range form {
		for _, v := range values {
			if err := m.WriteField(name, v); err != nil {
				w.t.Fatal(err)
			}
		}
	}
	for range photos {
		f, err := m.CreateFormFile("files", "깨짐.png")
		if err == nil {
			err = png.Encode(f, image.NewGray(image.Rect(0, 0, 40, 40)))
		}
		if err != nil {
			w.t.Fatal(err)
		}
	}
	m.Close()
	req := httptest.NewRequest("POST", path, &body)
	req.RemoteAddr = "192.0.2.7:1"
	req.Header.Set("Content-Type", m.FormDataContentType())
	req.Header.Set("Accept-Language", "ko")
	rec := httptest.NewRecorder()
	w.engine.ServeHTTP(rec, req)
	a := answer{w.t, rec.Code, rec.Body.Bytes(), rec.Result().Header}
	var p page
	a.into(&p)
	return a, p
}

// with is a form with other values.
func with(form url.Values, pairs ...string) url.Values {
	other := url.Values{}
	for k, v := range form {
		other[k] = v
	}
	for i := 0; i < len(pairs); i += 2 {
		other.Set(pairs[i], pairs[i+1])
	}
	return other
}

func TestWhatHasArrivedIsSentBackByItsPageOnce(t *testing.T) { // R72, W-16
	w := newWorld(t)
	w.order("A-1", "m1", shop.Delivered)
	path := w.pageOf("m1", "A-1")
	_, p := w.visits(path, nil)
	if p.Back == nil || len(p.Back.Lines) != 2 || p.Back.Until == "" || p.Quote != nil {
		t.Fatalf("%+v", p)
	}
	form := url.Values{"do": {"back"}, "client_id": {p.ClientID}, "kind": {"return"}, "reason": {"mind"}, "line_1": {"1"}, "line_2": {"0"}}
	refusals := map[string]struct {
		form url.Values
		late bool
		code int
	}{
		"nothing chosen":                    {with(form, "line_1", "0"), false, 422},
		"more than there is":                {with(form, "line_1", "3"), false, 422},
		"neither kind":                      {with(form, "kind", "cancel"), false, 422},
		"no reason":                         {with(form, "reason", ""), false, 422},
		"a reason of something else":        {with(form, "reason", "late"), false, 422},
		"faulty without a photo":            {with(form, "reason", "broken"), false, 422},
		"an exchange for nobody knows what": {with(form, "kind", "exchange"), false, 422},
		"a change of mind after the week":   {form, true, 422},
	}
	for name, tt := range refusals {
		w.late = tt.late
		if a, p := w.visits(path, tt.form); a.code != tt.code || p.Notice == "" || p.Back == nil || p.Back.Confirm != nil {
			t.Errorf("%s: %d %s", name, a.code, a.raw)
		}
	}
	w.late = true
	a, p := w.sends(path, with(form, "reason", "broken"), 2)
	if a.code != 200 || p.Back.Confirm == nil || p.Back.Confirm.Photos != 2 || p.Back.Confirm.Refund != "50000" || !strings.Contains(p.Back.Confirm.Quote.Button, "50,000원") {
		t.Fatalf("%d %s", a.code, a.raw)
	}
	if n := w.count(`SELECT count(*) FROM dari.order_requests`); n != 0 {
		t.Errorf("looking made %d requests", n)
	}
	c := p.Back.Confirm
	sure := url.Values{"do": {c.Kind}, "client_id": {p.ClientID}, "items": {c.Items}, "reason": {c.Reason}, "text": {c.Text}, "files": {c.Files}, "refund": {"1"}}
	if a, _ := w.visits(path, sure); a.code != 409 {
		t.Errorf("another amount: %d", a.code)
	}
	sure.Set("refund", c.Refund)
	for range 2 {
		if a, _ := w.visits(path, sure); a.code != 303 {
			t.Fatalf("%d %s", a.code, a.raw)
		}
	}
	n := w.count(`SELECT count(*) FROM dari.order_requests r JOIN dari.tickets t ON t.id = r.ticket_id
		WHERE r.kind = 'return' AND t.type = 'return' AND r.refund = 50000 AND cardinality(r.files) = 2 AND r.items->0->>'title' = '백자 반상기'`)
	if n != 1 || w.count(`SELECT count(*) FROM dari.order_requests`) != 1 {
		t.Errorf("%d of the requests are right", n)
	}
	if _, p := w.visits(path, nil); p.Back != nil || p.Card.Request == nil || p.Card.Request.KindLabel != "반품 요청" || len(p.Ticket) < 4 {
		t.Errorf("%+v", p.Card.Request)
	}
}

func TestAllThatWasSentBackIsNotOfferedAgain(t *testing.T) {
	w := newWorld(t)
	w.order("A-1", "m1", shop.Delivered)
	w.back = map[int]int{1: 0, 2: 0}
	if _, p := w.visits(w.pageOf("m1", "A-1"), nil); p.Back != nil {
		t.Errorf("%+v", p.Back)
	}
}

func TestAnotherAddressIsAskedForByThePage(t *testing.T) {
	w := newWorld(t)
	w.order("A-1", "m1", shop.Paid)
	path := w.pageOf("m1", "A-1")
	form := url.Values{"do": {"address"}, "client_id": {uuid.NewString()}, "reason": {"moved"}, "name": {"김서연"}, "phone": {"010-2345-5678"}, "line1": {"서울시 종로구 1"}}
	for name, bad := range map[string]url.Values{"no street": with(form, "line1", " "), "no number": with(form, "phone", "1")} {
		if a, p := w.visits(path, bad); a.code != 422 || p.Notice == "" || p.Open != "address" {
			t.Errorf("%s: %d %s", name, a.code, a.raw)
		}
	}
	if a, _ := w.visits(path, form); a.code != 303 {
		t.Fatalf("%d %s", a.code, a.raw)
	}
	if n := w.count(`SELECT count(*) FROM dari.order_requests WHERE kind = 'address' AND address->>'line1' = '서울시 종로구 1'`); n != 1 {
		t.Error("it was not asked for")
	}
}

func TestAnOpenPageAsksWhetherItStillHolds(t *testing.T) {
	w := newWorld(t)
	w.order("A-1", "m1", shop.Paid)
	path := w.pageOf("m1", "A-1")
	tag := func() string { a, _ := w.visits(path, nil); return a.head.Get("ETag") }
	first := tag()
	req := httptest.NewRequest("GET", path, nil)
	req.Header.Set("If-None-Match", first)
	req.Header.Set("Accept-Language", "ko")
	rec := httptest.NewRecorder()
	w.engine.ServeHTTP(rec, req)
	if first == "" || rec.Code != 304 || rec.Body.Len() != 0 || tag() != first {
		t.Errorf("%q: %d %s", first, rec.Code, rec.Body)
	}
	w.moves("A-1", shop.Shipped)
	if tag() == first {
		t.Error("an order that was sent looks the same")
	}
}

func TestAShortLinkLeadsToThePageForAWeek(t *testing.T) {
	w := newWorld(t)
	w.order("A-1", "m1", shop.Paid)
	path := w.pageOf("m1", "A-1")
	of := []orders.LinkFor{{MessageID: 7, OrderID: w.count(`SELECT id FROM dari.orders`)}}
	first, err := w.cards.ShortURLs(t.Context(), of)
	if err != nil {
		t.Fatal(err)
	}
	again, err := w.cards.ShortURLs(t.Context(), of)
	if err != nil || again[7] != first[7] || len(first[7]) != len("https://help.ondam.example/o/")+10 {
		t.Fatalf("%v, %v, %v", first, again, err)
	}
	short := strings.TrimPrefix(first[7], "https://help.ondam.example")
	if a, _ := w.visits(short, nil); a.code != 303 || a.head.Get("Location") != path {
		t.Errorf("%d %s", a.code, a.head.Get("Location"))
	}
	if n := w.count(`SELECT count(*) FROM dari.order_links WHERE position(convert_to($1, 'UTF8') IN token_hash) > 0`, short[3:]); n != 0 {
		t.Error("the link stands in the table")
	}
	w.setClock("2026-11-30T14:05:01+09:00")
	if a, p := w.visits(short, nil); a.code != 404 || !p.Missing {
		t.Errorf("after a week: %d", a.code)
	}
	if a, p := w.visits("/o/AAAAAAAAAA", nil); a.code != 404 || !p.Missing {
		t.Errorf("a guess: %d", a.code)
	}
}
