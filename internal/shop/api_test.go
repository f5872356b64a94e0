package shop_test

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"dari/internal/api"
	"dari/internal/postgres/pgtest"
	"dari/internal/shop"

	"github.com/gin-gonic/gin"
	"github.com/jackc/pgx/v5"
)

type door struct {
	t    *testing.T
	h    http.Handler
	said []shop.Consent
}

func open(t *testing.T) *door {
	t.Helper()
	gin.SetMode(gin.TestMode)
	d := &door{t: t}
	engine := gin.New()
	router := api.NewRouter(api.Options{Engine: engine, Authorize: func(r *http.Request, _ string) (context.Context, error) { return r.Context(), nil }})
	shop.New(shop.Options{DB: pgtest.New(t), Consents: func(_ context.Context, _ pgx.Tx, consents []shop.Consent) error {
		d.said = append(d.said, consents...)
		return nil
	}}).Routes(router)
	d.h = engine
	return d
}

func (d *door) ask(method, path, body string) (int, map[string]any) {
	d.t.Helper()
	r := httptest.NewRequest(method, "/api/v1"+path, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	w := httptest.NewRecorder()
	d.h.ServeHTTP(w, r)
	var answer map[string]any
	if err := json.NewDecoder(bytes.NewReader(w.Body.Bytes())).Decode(&answer); err != nil {
		d.t.Fatalf("%s %s: %d %s", method, path, w.Code, w.Body)
	}
	return w.Code, answer
}

func field(answer map[string]any) string {
	list, _ := answer["errors"].([]any)
	if len(list) == 0 {
		return ""
	}
	first, _ := list[0].(map[string]any)
	location, _ := first["location"].(string)
	return location
}

func TestWhatIsPutIsReadBack(t *testing.T) {
	d := open(t)
	name := "김하늘 'Robert\"); DROP TABLE 🍵 ﷽"
	body, _ := json.Marshal(map[string]any{
		"status": "shipped", "customer_ref": "m-1 ü", "buyer_name": name, "buyer_phone": "010-2345-6789", "buyer_email": "a@example.com", "lang": "en",
		"total": 41000, "is_preorder": true, "eta_from": "2026-12-10", "eta_to": "2026-12-13", "coupon_code": "AUTUMN10", "placed_at": "2026-11-03T14:05:00.123456789+09:00",
		"items":    []any{map[string]any{"sku": "BJ", "title": name, "option": "4인", "quantity": 2, "price": 19000}, map[string]any{"title": "찻잔"}},
		"shipment": map[string]any{"carrier": "cjlogistics", "tracking_no": "440112345678"},
	})
	for version := range 2 { // the second changes nothing
		code, got := d.ask("PUT", "/orders/2026-1103-0187", string(body))
		if code != 200 || got["version"] != 1.0 || got["status"] != "shipped" || got["buyer_name"] != name || got["eta_to"] != "2026-12-13" || got["customer_ref"] != "m-1 ü" {
			t.Errorf("put %d: %d %v", version, code, got)
		}
		items, _ := got["items"].([]any)
		if len(items) != 2 || items[1].(map[string]any)["quantity"] != 1.0 {
			t.Errorf("items %v", items)
		}
	}
	if code, got := d.ask("PUT", "/orders/2026-1103-0187", `{"status": "delivered"}`); code != 200 || got["version"] != 2.0 || got["buyer_name"] != name {
		t.Errorf("what is left out stays: %d %v", code, got)
	}
	code, got := d.ask("GET", "/orders/2026-1103-0187", "")
	parcel, _ := got["shipment"].(map[string]any)
	if code != 200 || parcel["tracking_no"] != "440112345678" || parcel["delivered_at"] == nil || len(got["promises"].([]any)) != 1 {
		t.Errorf("get: %d %v", code, got)
	}
	if code, _ := d.ask("GET", "/orders/none", ""); code != 404 {
		t.Errorf("an unknown order: %d", code)
	}
	if code, got := d.ask("PUT", "/orders/2026-1103-0187", `{"eta_to": "", "eta_from": "", "items": [], "shipment": {"carrier": "", "tracking_no": ""}}`); code != 200 || got["shipment"] != nil || got["eta_to"] != "" || len(got["items"].([]any)) != 0 {
		t.Errorf("taken back: %d %v", code, got)
	}
}

func TestACustomerIsPutWithConsents(t *testing.T) {
	d := open(t)
	body := `{"name": "김하늘", "email": "Haneul@Example.com", "phone": "010-2345-6789", "birthday": {"kind": "lunar", "year": null, "month": 2, "day": 30, "leap_month": true},
		"tags": ["vip", "도자기"], "consents": [{"channel": "sms", "granted": true, "text_shown": "소식을 받을게요", "at": "2026-11-01T10:00:00+09:00"}, {"channel": "email", "granted": false}]}`
	for range 2 {
		code, got := d.ask("PUT", "/customers/m-1", body)
		birthday, _ := got["birthday"].(map[string]any)
		if code != 200 || got["version"] != 1.0 || got["email"] != "Haneul@Example.com" || birthday["day"] != 30.0 || birthday["year"] != nil {
			t.Errorf("put: %d %v", code, got)
		}
	}
	if len(d.said) != 4 || d.said[0].CustomerID == 0 || !d.said[0].Granted || d.said[0].TextShown == "" || d.said[0].At.IsZero() || d.said[1].Granted {
		t.Errorf("consents %+v", d.said)
	}
	if code, got := d.ask("GET", "/customers/m-1", ""); code != 200 || got["ref"] != "m-1" || len(got["tags"].([]any)) != 2 {
		t.Errorf("get: %d %v", code, got)
	}
	if code, got := d.ask("PUT", "/customers/m-1", `{"tags": []}`); code != 200 || got["version"] != 2.0 || got["name"] != "김하늘" {
		t.Errorf("put tags: %d %v", code, got)
	}
	if code, _ := d.ask("GET", "/customers/m-2", ""); code != 404 {
		t.Errorf("an unknown customer: %d", code)
	}
}

func TestBadInputNamesItsField(t *testing.T) {
	d := open(t)
	long := strings.Repeat("가", 501)
	tests := map[string]struct{ path, body, field string }{
		"an unknown field":         {"/orders/1", `{"colour": "red"}`, "body.colour"},
		"an unknown status":        {"/orders/1", `{"status": "flying"}`, "body.status"},
		"a wrong type":             {"/orders/1", `{"total": "much"}`, "body.total"},
		"a sum below zero":         {"/orders/1", `{"total": -1}`, "body.total"},
		"a name too long":          {"/orders/1", `{"buyer_name": "` + long + `"}`, "body.buyer_name"},
		"no phone number":          {"/orders/1", `{"buyer_phone": "call me"}`, "body.buyer_phone"},
		"no address":               {"/orders/1", `{"buyer_email": "a@b@c"}`, "body.buyer_email"},
		"no day of the calendar":   {"/orders/1", `{"eta_to": "2026-02-30"}`, "body.eta_to"},
		"an arrival turned round":  {"/orders/1", `{"eta_from": "2026-12-13", "eta_to": "2026-12-03"}`, "body.eta_from"},
		"an item without a title":  {"/orders/1", `{"items": [{"sku": "x"}]}`, "body.items[0].title"},
		"no pieces":                {"/orders/1", `{"items": [{"title": "x", "quantity": 0}]}`, "body.items[0].quantity"},
		"NUL":                      {"/orders/1", `{"buyer_name": "a\u0000b"}`, "body.buyer_name"},
		"a number too long":        {"/orders/" + strings.Repeat("1", 65), `{}`, "path.number"},
		"a moment before all time": {"/orders/1", `{"placed_at": "0001-01-01T00:00:00Z"}`, "body.placed_at"},
		"no month":                 {"/customers/1", `{"birthday": {"month": 13, "day": 1}}`, "body.birthday.month"},
		"no day of that month":     {"/customers/1", `{"birthday": {"month": 2, "day": 30}}`, "body.birthday.day"},
		"no phone of a customer":   {"/customers/1", `{"phone": "1"}`, "body.phone"},
		"no channel":               {"/customers/1", `{"consents": [{"channel": "pigeon", "granted": true}]}`, "body.consents[0].channel"},
		"an empty tag":             {"/customers/1", `{"tags": [""]}`, "body.tags[0]"},
		"a tag twice":              {"/customers/1", `{"tags": ["a", "a"]}`, "body.tags[1]"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			code, answer := d.ask("PUT", tt.path, tt.body)
			if code != 422 || field(answer) != tt.field {
				t.Errorf("%d at %q (%v), want 422 at %q", code, field(answer), answer["detail"], tt.field)
			}
		})
	}
	if code, _ := d.ask("PUT", "/orders/1", `{"status"`); code != 400 {
		t.Errorf("malformed JSON: %d", code)
	}
	if code, _ := d.ask("GET", "/orders/1", ""); code != 404 {
		t.Errorf("something was stored: %d", code)
	}
}
