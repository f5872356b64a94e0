package campaign_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"dari/internal/postgres/pgtest"

	"dari/internal/api"
	"dari/internal/staff"
	"dari/notify/campaign"

	"github.com/gin-gonic/gin"
)

// server answers as it does for a marketer.
func server(s *campaign.Service) *gin.Engine {
	gin.SetMode(gin.ReleaseMode)
	e := gin.New()
	s.Routes(api.NewRouter(api.Options{Engine: e, Authorize: func(r *http.Request, _ string) (context.Context, error) {
		return staff.WithActor(r.Context(), staff.Actor{Kind: staff.KindAPIKey, ID: 1}), nil
	}}))
	return e
}

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

func TestTheOperationsOfAMarketer(t *testing.T) {
	db := newDB(t, noon)
	fill(t, db, 40)
	s := campaign.New(campaign.Options{DB: db})
	e := server(s)
	var c campaign.Campaign
	ok := func(method, path, body string, into any) {
		t.Helper()
		if status, text := call(t, e, method, path, body, into); status != http.StatusOK {
			t.Fatalf("%s %s: %d %s", method, path, status, text)
		}
	}
	var p campaign.Preview
	ok("POST", "/campaigns/audience", `{"channel":"email"}`, &p)
	ok("POST", "/campaigns", `{"name":"겨울","channel":"email","subject":"제목","body_text":"글","tags":["vip"]}`, &c)
	ok("PUT", "/campaigns/"+c.ID, `{"name":"겨울 예약전","channel":"email","subject":"제목","body_text":"글","version":1}`, &c)
	if c.Name != "겨울 예약전" || c.Version != 2 || len(c.Tags) != 0 {
		t.Fatalf("%+v", c)
	}
	ok("POST", "/campaigns/"+c.ID+"/schedule", `{"at":"2026-11-23T12:00:00+09:00","version":2}`, &c)
	ok("POST", "/campaigns/"+c.ID+"/schedule", `{"at":"2026-11-23T12:00:00+09:00","version":2}`, &c) // the second click
	turn(t, s)
	ok("POST", "/campaigns/"+c.ID+"/pause", ``, &c)
	ok("POST", "/campaigns/"+c.ID+"/resume", `{}`, &c)
	turn(t, s)
	ok("GET", "/campaigns/"+c.ID, ``, &c)
	if c.State != campaign.Sending || c.Counts.Planned != p.Sendable {
		t.Errorf("%+v, previewed %+v", c, p)
	}
	ok("POST", "/campaigns/"+c.ID+"/cancel", `{"version":`+jsonOf(c.Version)+`}`, &c)
	ok("POST", "/campaigns", `{"name":"둘째","channel":"sms"}`, nil)
	var page api.Page[campaign.Campaign]
	ok("GET", "/campaigns?limit=1", ``, &page)
	if len(page.Items) != 1 || page.Items[0].Name != "둘째" || page.Next == "" {
		t.Fatalf("%+v", page)
	}
	ok("GET", "/campaigns?limit=1&cursor="+page.Next, ``, &page)
	if len(page.Items) != 1 || page.Items[0].ID != c.ID {
		t.Fatalf("%+v", page)
	}
	ok("GET", "/campaigns?state=cancelled", ``, &page)
	if len(page.Items) != 1 {
		t.Fatalf("%+v", page)
	}
	if n := pgtest.Count(t, db, `SELECT count(*) FROM dari.audit_log WHERE actor_kind = 'api_key' AND action LIKE 'campaign.%'`); n != 7 {
		t.Errorf("%d audit lines, want one for each of 7 changes", n)
	}
}

func jsonOf(v any) string {
	text, _ := json.Marshal(v)
	return string(text)
}

func TestBadInputIsRefusedWithTheFieldNamed(t *testing.T) {
	db := newDB(t, noon)
	e := server(campaign.New(campaign.Options{DB: db}))
	const missing = "/campaigns/0197f000-0000-7000-8000-000000000000"
	tests := map[string]struct {
		method, path, body string
		status             int
		names              string
	}{
		"no such campaign":     {"GET", missing, "", 404, "campaign.not_found"},
		"an id that is none":   {"GET", "/campaigns/7", "", 422, "path.id"},
		"an unknown field":     {"POST", "/campaigns", `{"name":"a","channel":"email","state":"done"}`, 422, "body.state"},
		"an unknown channel":   {"POST", "/campaigns", `{"name":"a","channel":"fax"}`, 422, "body.channel"},
		"an over-long name":    {"POST", "/campaigns", `{"name":"` + strings.Repeat("가", 81) + `","channel":"sms"}`, 422, "body.name"},
		"the advertising mark": {"POST", "/campaigns", `{"name":"a","channel":"sms","body_text":"( 광고 ) 세일"}`, 422, "body.body_text"},
		"a bad cursor":         {"GET", "/campaigns?cursor=-", "", 422, "query.cursor"},
		"no version":           {"PUT", missing, `{"name":"a","channel":"sms"}`, 422, "body.version"},
		"a time that is none":  {"POST", missing + "/schedule", `{"at":"tomorrow"}`, 422, "body.at"},
		"broken JSON":          {"POST", "/campaigns", `{"name":`, 400, ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			status, text := call(t, e, tt.method, tt.path, tt.body, nil)
			if status != tt.status || !strings.Contains(text, tt.names) {
				t.Errorf("%d %s; want %d naming %s", status, text, tt.status, tt.names)
			}
		})
	}
	if n := pgtest.Count(t, db, `SELECT count(*) FROM dari.campaigns`); n != 0 {
		t.Errorf("%d campaigns were stored", n)
	}
}
