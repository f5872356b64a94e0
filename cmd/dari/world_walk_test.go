package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"dari/faq"
	"dari/internal/config"
	"dari/internal/jobs/redistest"
	"dari/internal/postgres/pgtest"
	"dari/internal/staff"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5/pgxpool"
)

// walk is the whole product on databases of the test's own, with one of everything in it, so that a
// test can walk every operation.
type walk struct {
	a       *app
	db      *pgxpool.Pool
	doc     document
	cookies map[string]string // by role
	agentID int64
	widget  string // the token of the visitor who has a conversation
	newest  string // of the visitor who wrote last, while strings are tried
	from    string // the caller's address, when it is not always the same

	tried, stored int    // strings, by one operation
	refusal       string // the last one
	present       any    // the version of what it changes, while that is known

	file, staffFile string // uploaded by the visitor and by the admin, and not sent

	rule, survey, seq         string
	order, request, refusable string // unlocked by the visitor, and asked to be cancelled

	ticket, programme, article, campaign, conversation, coupon, slug string

	queued
}

const walkPassword = "a-long-walk-through-the-house"

func newWalk(t *testing.T) *walk {
	t.Helper()
	ctx := context.Background()
	db := pgtest.New(t)
	p := program{
		log: slog.New(slog.NewTextHandler(io.Discard, nil)),
		cfg: config.Config{Secret: strings.Repeat("walk", 10), PublicURL: "http://127.0.0.1:8080", StorageURL: "file://" + t.TempDir(), SocketsPer: 10_000, FramesPer: 1_000}, // a walk is swifter than people
	}
	shop := demoShop()
	shop.WidgetKey, shop.WidgetSecret, shop.PublicURL = "walk", strings.Repeat("secret", 8), p.cfg.PublicURL
	if err := staff.PutShop(ctx, db, shop); err != nil {
		t.Fatal(err)
	}
	a, err := wire(ctx, p, db, redistest.Client(t))
	if err != nil {
		t.Fatal(err)
	}
	w := &walk{a: a, db: db, cookies: map[string]string{}}
	w.readDocument(t)
	w.hire(t)
	w.fill(t)
	return w
}

// readDocument takes the description as any program gets it.
func (w *walk) readDocument(t *testing.T) {
	t.Helper()
	answer := w.send(http.MethodGet, "/api/openapi.json", nil, nil)
	if answer.Code != http.StatusOK {
		t.Fatalf("the description of the API answers %d", answer.Code)
	}
	if err := json.Unmarshal(answer.Body.Bytes(), &w.doc); err != nil {
		t.Fatal(err)
	}
}

func (w *walk) hire(t *testing.T) {
	t.Helper()
	for _, role := range []string{"agent", "lead", "marketer", "admin"} {
		id, err := staff.Add(context.Background(), w.db, staff.NewStaff{Email: role + "@walk.example", Name: role, Role: role, Password: walkPassword})
		if err != nil {
			t.Fatal(err)
		}
		w.agentID = id
		body, _ := json.Marshal(map[string]string{"email": role + "@walk.example", "password": walkPassword})
		answer := w.send(http.MethodPost, "/api/v1/session", body, nil)
		cookie, _, _ := strings.Cut(answer.Header().Get("Set-Cookie"), ";")
		if answer.Code != http.StatusOK || cookie == "" {
			t.Fatalf("sign in as %s: %d", role, answer.Code)
		}
		w.cookies[role] = cookie
	}
}

// fill puts one of everything into the shop, through the doors that others use.
func (w *walk) fill(t *testing.T) {
	t.Helper()
	ctx := context.Background()
	day := time.Now().In(time.FixedZone("KST", 9*60*60)).AddDate(0, 0, 7)
	if err := faq.Seed(ctx, w.db); err != nil {
		t.Fatal(err)
	}
	w.must(t, "PUT", "/api/v1/customers/walk-1", map[string]any{
		"name": "서연", "email": "walk@example.com", "phone": "010-2345-6789",
		"birthday": map[string]any{"kind": "solar", "month": day.Month(), "day": day.Day()},
		"consents": []any{map[string]any{"channel": "email", "granted": true}},
	})
	w.must(t, "PUT", "/api/v1/orders/W-1", map[string]any{"buyer_name": "서연", "customer_ref": "walk-1", "items": []any{map[string]any{"title": "찻잔"}}})
	article := w.must(t, "POST", "/api/v1/faq/articles", map[string]any{"slug": "walk", "lang": "ko", "category": "shipping", "title": "배송", "body": "내일 와요."})
	w.article, w.slug = article["id"].(string), "walk"
	w.must(t, "POST", "/api/v1/faq/articles/"+w.article+"/publish", nil)
	w.campaign = w.must(t, "POST", "/api/v1/campaigns", map[string]any{"name": "겨울", "channel": "email", "subject": "겨울 찻잔", "body_text": "새로 나왔어요."})["id"].(string)
	programme := w.must(t, "POST", "/api/v1/coupons", map[string]any{
		"name": "생일", "occasion": "birthday", "active": true, "code_prefix": "WALK",
		"discount": "10%", "days_before": 7, "valid_days": 30,
	})
	w.programme = strconv.FormatFloat(programme["id"].(float64), 'f', 0, 64)
	w.must(t, "POST", "/api/v1/coupons/run", nil)
	if err := w.db.QueryRow(ctx, `SELECT code FROM dari.coupon_issues LIMIT 1`).Scan(&w.coupon); err != nil {
		t.Fatalf("no birthday coupon was given: %v", err)
	}
	sent := w.must(t, "POST", "/api/v1/widget/messages?key=walk", map[string]any{"client_id": uuid.NewString(), "text": "언제 오나요?", "lang": "ko"})
	w.conversation, w.widget = sent["conversation"].(string), sent["visitor_token"].(string)
	if err := w.a.relay.Drain(ctx); err != nil {
		t.Fatal(err)
	}
	var number int64
	if err := w.db.QueryRow(ctx, `SELECT number FROM dari.tickets LIMIT 1`).Scan(&number); err != nil {
		t.Fatalf("the message made no ticket: %v", err)
	}
	w.ticket = strconv.FormatInt(number, 10)
	w.guided(t)
	w.ordered(t)
	w.file = w.upload(t, "/api/v1/widget/files", "?key=walk")
	w.staffFile = w.upload(t, "/api/v1/conversations/"+w.conversation+"/files", "")
	w.queue(t)
}

// upload sends a small paper.
func (w *walk) upload(t *testing.T, target, query string) string {
	t.Helper()
	paper := []byte("%PDF-1.4\n")
	begun := w.must(t, "POST", target+query, map[string]any{"client_id": uuid.NewString(), "name": "walk.pdf", "size": len(paper)})
	id := begun["id"].(string)
	and := map[bool]string{true: "?", false: "&"}[query == ""]
	answer := w.send("PUT", target+"/"+id+query+and+"offset=0", paper, w.as("admin", "en"))
	if answer.Code != http.StatusOK {
		t.Fatalf("upload: %d %s", answer.Code, answer.Body)
	}
	return id
}

// place fills the path of an operation with things that are there, and what must stand in its query.
func (w *walk) place(o operation) string {
	ids := map[string]string{"ref": "walk-1", "code": w.coupon, "uid": w.conversation, "slug": w.slug, "number": w.ticket, "id": w.article, "seq": w.seq}
	switch {
	case strings.HasPrefix(o.path, "/api/v1/campaigns/"):
		ids["id"] = w.campaign
	case strings.HasPrefix(o.path, "/api/v1/widget/files/"):
		ids["id"] = w.file
	case strings.HasPrefix(o.path, "/api/v1/conversations/{uid}/files/"):
		ids["id"] = w.staffFile
	case strings.HasPrefix(o.path, "/api/v1/chat/rules/"), strings.HasPrefix(o.path, "/api/v1/widget/rules/"):
		ids["id"] = w.rule
	case strings.HasPrefix(o.path, "/api/v1/widget/survey/"):
		ids["uid"] = w.survey
	case strings.HasPrefix(o.path, "/api/v1/widget/orders/"):
		ids["number"], ids["id"], ids["lookup"] = w.order, w.request, uuid.NewString()
	case strings.HasSuffix(o.path, "/refuse"):
		ids["id"] = w.refusable
	case strings.HasPrefix(o.path, "/api/v1/order-requests/"):
		ids["id"] = w.request
	case strings.HasPrefix(o.path, "/api/v1/presence/"):
		ids["id"] = fmt.Sprint(w.agentID)
	case strings.HasPrefix(o.path, "/api/v1/orders/"):
		ids["number"] = "W-1"
	case o.name() == "PUT /api/v1/coupons/{code}":
		ids["code"] = w.programme
	}
	w.desk(o.path, ids)
	path := o.path
	for name, id := range ids {
		path = strings.ReplaceAll(path, "{"+name+"}", url.PathEscape(id))
	}
	query := url.Values{}
	for _, p := range o.Parameters {
		if p.In == "query" && p.Required {
			query.Set(p.Name, "walk")
		}
	}
	if o.name() == "GET /api/v1/order-requests" {
		query.Set("ticket", w.ticket)
	}
	if o.name() == "GET /api/v1/deliveries" {
		query.Set("order", "W-1") // of one order or one customer, never of all
	}
	if o.name() == "GET /api/v1/orders/{number}/arrival" {
		query.Set("made", time.Now().AddDate(0, 0, 30).Format(time.DateOnly))
	}
	if o.name() == "GET /api/v1/people/{id}/merge" {
		query.Set("from", fmt.Sprintf("%.0f", w.twin))
	}
	if o.name() == "GET /api/v1/tickets/{number}/returns/quote" {
		query.Set("order", "W-1")
	}
	if o.name() == "GET /api/v1/callers" {
		query.Set("phone", "010-2345-6789")
	}
	if o.name() == "GET /api/v1/replies/menu" {
		query.Set("ticket", w.ticket)
	}
	if len(query) > 0 {
		path += "?" + query.Encode()
	}
	return path
}

// send hands a request to the product as a browser on the same site would.
func (w *walk) send(method, target string, body []byte, header http.Header) *httptest.ResponseRecorder {
	request := httptest.NewRequest(method, "http://127.0.0.1:8080/", bytes.NewReader(body))
	if u, err := url.Parse(target); err == nil {
		request.URL.Path, request.URL.RawPath, request.URL.RawQuery, request.RequestURI = u.Path, u.RawPath, u.RawQuery, target
	}
	if w.from != "" {
		request.RemoteAddr = w.from
	}
	for name, values := range header {
		request.Header[name] = values
	}
	if body != nil && header.Get("Content-Type") == "" {
		request.Header.Set("Content-Type", "application/json")
	}
	answer := httptest.NewRecorder()
	w.a.handler.ServeHTTP(answer, request)
	return answer
}

// as is the header of a signed-in person who reads the language.
func (w *walk) as(role, lang string) http.Header {
	h := http.Header{"Accept-Language": {lang}, "X-Dari-Visitor": {w.widget}}
	if role != "" {
		h.Set("Cookie", w.cookies[role])
	}
	return h
}

func (w *walk) must(t *testing.T, method, target string, body any) map[string]any {
	t.Helper()
	var raw []byte
	if body != nil {
		raw, _ = json.Marshal(body)
	}
	answer := w.send(method, target, raw, w.as("admin", "en"))
	if answer.Code/100 != 2 {
		t.Fatalf("%s %s: %d %s", method, target, answer.Code, answer.Body)
	}
	var out map[string]any
	_ = json.Unmarshal(answer.Body.Bytes(), &out) // some answers are empty
	return out
}

// noted are tables in which a request that changes nothing may leave its trace.
const noted = `'staff_sessions', 'audit_log', 'goose_db_version', 'schema_steps'`

// fingerprint is the content of every table, to see that nothing was stored.
func (w *walk) fingerprint(t *testing.T) map[string]string {
	t.Helper()
	ctx := context.Background()
	var query string
	err := w.db.QueryRow(ctx, `SELECT string_agg(format('SELECT %L, count(*) || '' '' || coalesce(md5(string_agg(md5(t::text), '''' ORDER BY md5(t::text))), '''') FROM dari.%I t',
		relname, relname), ' UNION ALL ') FROM pg_class WHERE relnamespace = 'dari'::regnamespace AND relkind = 'r' AND relname NOT IN (`+noted+`)`).Scan(&query)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := w.db.Query(ctx, query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	content := map[string]string{}
	for rows.Next() {
		var table, sum string
		if err := rows.Scan(&table, &sum); err != nil {
			t.Fatal(err)
		}
		content[table] = sum
	}
	return content
}

// unchanged says which tables are not as they were.
func (w *walk) unchanged(t *testing.T, what string, before map[string]string) map[string]string {
	t.Helper()
	after := w.fingerprint(t)
	for table, sum := range after {
		if before[table] != sum {
			t.Errorf("%s changed dari.%s (rows and sum %s, before %s)", what, table, sum, before[table])
		}
	}
	return after
}

func short(b []byte) string {
	if len(b) > 300 {
		return fmt.Sprintf("%s… (%d bytes)", b[:300], len(b))
	}
	return string(b)
}
