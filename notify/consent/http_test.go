package consent_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"dari/internal/api"
	"dari/internal/postgres/pgtest"
	"dari/internal/staff"

	"github.com/gin-gonic/gin"
)

func TestAShopRecordsConsents(t *testing.T) {
	db := pgtest.New(t)
	setShop(t, db)
	id := addCustomer(t, db, "m-1", "a@example.com", "010-2345-6789")
	gin.SetMode(gin.ReleaseMode)
	e := gin.New()
	newService(t, db).Routes(api.NewRouter(api.Options{Engine: e, Authorize: func(r *http.Request, _ string) (context.Context, error) {
		return staff.WithActor(r.Context(), staff.Actor{Kind: staff.KindAPIKey, ID: 1}), nil
	}}))
	const path = "/api/v1/customers/m-1/consents"
	body := `{"consents":[{"channel":"email","granted":true,"text_shown":"광고 메일을 받을게요"},{"channel":"sms","purpose":"marketing_night","granted":false}]}`
	for i, want := range []string{`"changed":2`, `"changed":0`} {
		if w := request(e, "POST", path, body, "application/json"); w.Code != 200 || !strings.Contains(w.Body.String(), want) {
			t.Errorf("time %d: %d %s, want %s", i+1, w.Code, w.Body, want)
		}
	}
	if w := request(e, "GET", path, "", ""); w.Code != 200 || !strings.Contains(w.Body.String(), "광고 메일을 받을게요") {
		t.Errorf("the proof: %d %s", w.Code, w.Body)
	}
	if n := pgtest.Count(t, db, `SELECT count(*) FROM dari.audit_log WHERE action = 'consent.change' AND subject_id = ($1::bigint)::text`, id); n != 1 {
		t.Errorf("%d audit lines, want 1", n)
	}
	tests := map[string]struct {
		path, body string
		status     int
		names      string
	}{
		"no such customer":   {"/api/v1/customers/m-9/consents", body, 404, "consent.no_customer"},
		"no consents":        {path, `{"consents":[]}`, 422, "body.consents"},
		"an unknown channel": {path, `{"consents":[{"channel":"fax","granted":true}]}`, 422, "body.consents[0].channel"},
		"no answer":          {path, `{"consents":[{"channel":"sms"}]}`, 422, "granted"},
		"an unknown field":   {path, `{"consents":[{"channel":"sms","granted":true,"id":1}]}`, 422, "body.consents[0].id"},
	}
	for name, tt := range tests {
		if w := request(e, "POST", tt.path, tt.body, "application/json"); w.Code != tt.status || !strings.Contains(w.Body.String(), tt.names) {
			t.Errorf("%s: %d %s; want %d naming %s", name, w.Code, w.Body, tt.status, tt.names)
		}
	}
}
