package coupon_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"dari/internal/api"
	"dari/internal/staff"
	"dari/notify/coupon"

	"github.com/gin-gonic/gin"
)

func call(t *testing.T, e *gin.Engine, method, path, body string, into any) (int, string) {
	t.Helper()
	r := httptest.NewRequest(method, "/api/v1"+path, strings.NewReader(body))
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	w := httptest.NewRecorder()
	e.ServeHTTP(w, r)
	if into != nil && w.Code == http.StatusOK {
		if err := json.Unmarshal(w.Body.Bytes(), into); err != nil {
			t.Fatal(err)
		}
	}
	return w.Code, w.Body.String()
}

func TestTheOperationsOfCoupons(t *testing.T) {
	db := newDB(t, "2026-11-23T14:00:00+09:00")
	gin.SetMode(gin.ReleaseMode)
	e := gin.New()
	coupon.New(coupon.Options{DB: db}).Routes(api.NewRouter(api.Options{Engine: e, Authorize: func(r *http.Request, _ string) (context.Context, error) {
		return staff.WithActor(r.Context(), staff.Actor{Kind: staff.KindAPIKey, ID: 1}), nil
	}}))
	ok := func(method, path, body string, into any) {
		t.Helper()
		if status, text := call(t, e, method, path, body, into); status != http.StatusOK {
			t.Fatalf("%s %s: %d %s", method, path, status, text)
		}
	}
	var p coupon.Programme
	ok("POST", "/coupons", `{"name":"생일","occasion":"birthday","active":false,"code_prefix":"BDAY","discount":"10%","days_before":7,"valid_days":30}`, &p)
	ok("PUT", fmt.Sprintf("/coupons/%d", p.ID), `{"name":"생일","occasion":"birthday","active":true,"code_prefix":"BDAY","discount":"15%","days_before":7,"valid_days":30,"version":1}`, &p)
	customer(t, db, "solar", 11, 30, false, "email")
	var r coupon.Run
	ok("POST", "/coupons/run", ``, &r)
	if r.Issued != 1 || r.Date != "2026-11-23" {
		t.Errorf("the first run: %+v", r)
	}
	ok("POST", "/coupons/run", ``, &r)
	if r.Issued != 0 {
		t.Errorf("the second run: %+v", r)
	}
	var page api.Page[coupon.Programme]
	ok("GET", "/coupons", ``, &page)
	if len(page.Items) != 1 || page.Items[0].Issued != 1 || page.Items[0].Discount != "15%" {
		t.Errorf("%+v", page)
	}
	var code string
	if err := db.QueryRow(context.Background(), `SELECT code FROM dari.coupon_issues`).Scan(&code); err != nil {
		t.Fatal(err)
	}
	var issue coupon.Issue
	ok("GET", "/coupons/"+strings.ToLower(code), ``, &issue)
	ok("POST", "/coupons/"+code+"/redeem", `{"order_number":"A-1"}`, &issue)
	if issue.State != "redeemed" || issue.OrderNumber != "A-1" {
		t.Errorf("%+v", issue)
	}
	for path, want := range map[string]int{"/coupons/BDAY-2222-2222-2222": 404, "/coupons/" + strings.Repeat("A", 61): 422, "/coupons/a%00b": 422} {
		if status, text := call(t, e, "GET", path, "", nil); status != want {
			t.Errorf("GET %s: %d %s, want %d", path, status, text, want)
		}
	}
	if status, text := call(t, e, "POST", "/coupons/"+code+"/redeem", `{"order_number":"B-2"}`, nil); status != 409 {
		t.Errorf("another order: %d %s", status, text)
	}
	if status, text := call(t, e, "PUT", "/coupons/"+code, `{}`, nil); status != 422 {
		t.Errorf("PUT of a code: %d %s", status, text)
	}
}
