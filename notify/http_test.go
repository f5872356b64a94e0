package notify_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"dari/internal/api"
	"dari/internal/staff"
	"dari/notify"

	"github.com/gin-gonic/gin"
)

func TestTheOperationsOfTheLedger(t *testing.T) {
	w := newWorld(t, noon, func(o *notify.Options) { o.MassGuard = 1 })
	gin.SetMode(gin.ReleaseMode)
	e := gin.New()
	var asked []string
	r := api.NewRouter(api.Options{Engine: e, Authorize: func(r *http.Request, permission string) (context.Context, error) {
		asked = append(asked, permission)
		return staff.WithActor(r.Context(), staff.Actor{Kind: staff.KindAPIKey, ID: 1}), nil
	}})
	w.s.Routes(r)
	if _, err := r.OpenAPI(); err != nil {
		t.Fatal(err)
	}
	call := func(method, path, body string) (int, string) {
		req := httptest.NewRequest(method, "/api/v1/deliveries"+path, strings.NewReader(body))
		req.Header.Set("Content-Type", "application/json")
		rec := httptest.NewRecorder()
		e.ServeHTTP(rec, req)
		return rec.Code, rec.Body.String()
	}
	for i := range 3 {
		w.order(order(fmt.Sprint(i), "paid"))
	}
	tests := []struct {
		method, path, body string
		status             int
		says               string
	}{
		{"GET", "?order=1", "", 200, `"to":"s•••@example.com"`},
		{"GET", "?limit=1", "", 422, "query.order"},
		{"GET", "?order=1&cursor=-", "", 422, "query.cursor"},
		{"GET", "/held", "", 200, `"count":2`},
		{"GET", "/export", "", 200, `"state":"held"`},
		{"GET", "/export?since=2030-01-01T00:00:00Z", "", 200, ""},
		{"GET", "/export?since=yesterday", "", 422, "query.since"},
		{"POST", "/held", `{"kind":"order.paid","action":"burn"}`, 422, "body.action"},
		{"POST", "/held", `{"kind":"order.paid","action":"send"}`, 200, `"count":2`},
	}
	for _, tt := range tests {
		status, text := call(tt.method, tt.path, tt.body)
		if status != tt.status || !strings.Contains(text, tt.says) {
			t.Errorf("%s %s: %d %s", tt.method, tt.path, status, text)
		}
	}
	if _, text := call("GET", "/export", ""); strings.Count(text, "\n") != 3 {
		t.Errorf("three lines: %s", text)
	}
	if n := w.value(`SELECT count(*) FROM dari.audit_log WHERE action = 'notices.held.send'`); n != int64(1) {
		t.Errorf("%v audit lines", n)
	}
	if slices.Contains(asked, "") || !slices.Contains(asked, "settings:write") {
		t.Errorf("%q", asked)
	}
	if !slices.Equal(w.ledger(), []string{"order.paid email planned", "order.paid email planned", "order.paid email planned"}) {
		t.Errorf("%q", w.ledger())
	}
}
