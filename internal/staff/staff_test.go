package staff_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"dari/internal/api"
	"dari/internal/event"
	"dari/internal/postgres/pgtest"
	"dari/internal/staff"

	"github.com/gin-gonic/gin"
	"github.com/gorilla/websocket"
	"github.com/jackc/pgx/v5/pgxpool"
)

const (
	email    = "agent@shop.example"
	password = "따뜻한 차 한 잔 하세요"
)

// world is a program with the staff's routes and one that needs a permission.
type world struct {
	t      *testing.T
	db     *pgxpool.Pool
	staff  *staff.Service
	server *httptest.Server
	now    time.Time

	mu    sync.Mutex
	ended []int64
}

func newWorld(t *testing.T, publicURL string) *world {
	t.Helper()
	gin.SetMode(gin.TestMode)
	w := &world{t: t, db: pgtest.New(t), now: time.Now()}
	w.staff = staff.New(staff.Options{DB: w.db, PublicURL: publicURL, Now: func() time.Time { return w.now }, OnSessionEnd: func(id int64) {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.ended = append(w.ended, id)
	}})
	engine := gin.New()
	if err := engine.SetTrustedProxies(nil); err != nil {
		t.Fatal(err)
	}
	r := api.NewRouter(api.Options{Engine: engine, Authorize: w.staff.Authorize})
	w.staff.Routes(r)
	api.Get(r, "/probe", func(ctx context.Context, _ *api.None) (*api.OK[string], error) {
		return api.Reply(staff.From(ctx).Name), nil
	}, staff.Can("orders:write"))
	engine.GET("/ws", func(c *gin.Context) {
		if _, ok := w.staff.SessionActor(c.Request); !ok {
			c.Status(http.StatusUnauthorized)
			return
		}
		conn, err := (&websocket.Upgrader{}).Upgrade(c.Writer, c.Request, nil)
		if err != nil {
			t.Error(err)
			return
		}
		_ = conn.WriteMessage(websocket.TextMessage, []byte("hello"))
		_ = conn.Close()
	})
	w.server = httptest.NewServer(w.staff.Middleware(engine))
	t.Cleanup(w.server.Close)
	w.add(email, "agent")
	return w
}

func (w *world) add(email, role string) int64 {
	w.t.Helper()
	id, err := staff.Add(context.Background(), w.db, staff.NewStaff{Email: email, Name: "하은", Role: role, Password: password})
	if err != nil {
		w.t.Fatal(err)
	}
	return id
}

type answer struct {
	*http.Response
	body string
}

func (w *world) do(method, path, body string, headers ...string) answer {
	w.t.Helper()
	req, err := http.NewRequest(method, w.server.URL+path, strings.NewReader(body))
	if err != nil {
		w.t.Fatal(err)
	}
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	res, err := w.server.Client().Do(req)
	if err != nil {
		w.t.Fatal(err)
	}
	defer res.Body.Close()
	var b strings.Builder
	buf := make([]byte, 64<<10)
	for {
		n, err := res.Body.Read(buf)
		b.Write(buf[:n])
		if err != nil {
			break
		}
	}
	return answer{res, b.String()}
}

func (w *world) signIn(email, password string, headers ...string) answer {
	w.t.Helper()
	body, _ := json.Marshal(map[string]string{"email": email, "password": password})
	return w.do("POST", "/api/v1/session", string(body), headers...)
}

// cookie signs in and gives the Cookie header.
func (w *world) cookie(email string) string {
	w.t.Helper()
	res := w.signIn(email, password)
	if res.StatusCode != 200 {
		w.t.Fatalf("sign-in: %d %s", res.StatusCode, res.body)
	}
	return res.Cookies()[0].Name + "=" + res.Cookies()[0].Value
}

func (w *world) want(res answer, status int) {
	w.t.Helper()
	if res.StatusCode != status {
		w.t.Errorf("%s %s: %d, want %d: %s", res.Request.Method, res.Request.URL.Path, res.StatusCode, status, res.body)
	}
}

func TestWhoSignsInIsKnownUntilSigningOut(t *testing.T) {
	w := newWorld(t, "http://127.0.0.1:8080")
	res := w.signIn("  Agent@Shop.example ", password)
	w.want(res, 200)
	c := res.Cookies()[0]
	if c.Name != "dari_session" || !c.HttpOnly || c.Secure || c.SameSite != http.SameSiteLaxMode || c.Path != "/" {
		t.Errorf("cookie = %v", c)
	}
	if len(c.Value) < 43 {
		t.Errorf("the token has %d characters, want 256 bits", len(c.Value))
	}
	cookie := c.Name + "=" + c.Value
	me := w.do("GET", "/api/v1/session", "", "Cookie", cookie)
	w.want(me, 200)
	var got struct{ Staff staff.Me }
	if err := json.Unmarshal([]byte(me.body), &got); err != nil {
		t.Fatal(err)
	}
	if got.Staff.Email != email || got.Staff.Role != "agent" || len(got.Staff.Permissions) == 0 || got.Staff.Lang != "ko" {
		t.Errorf("me = %+v", got.Staff)
	}
	w.want(w.do("GET", "/api/v1/staff", "", "Cookie", cookie), 200)
	out := w.do("DELETE", "/api/v1/session", "", "Cookie", cookie)
	w.want(out, 204)
	if len(out.Cookies()) != 1 || out.Cookies()[0].MaxAge >= 0 {
		t.Errorf("the cookie is not taken away: %v", out.Header)
	}
	w.want(w.do("GET", "/api/v1/session", "", "Cookie", cookie), 401)
	if len(w.ended) != 1 {
		t.Errorf("the sockets of the session were told %d times, want once", len(w.ended))
	}
	w.want(w.do("DELETE", "/api/v1/session", ""), 204)
}

func TestOverTLSTheCookieBelongsToTheHostAlone(t *testing.T) {
	w := newWorld(t, "https://help.example.kr")
	c := w.signIn(email, password).Cookies()[0]
	if !strings.HasPrefix(c.Name, "__Host-") || !c.Secure || c.Domain != "" || c.Path != "/" {
		t.Errorf("cookie = %v", c)
	}
}

func TestSignInGivesATokenOfItsOwnAndEndsTheOldOne(t *testing.T) {
	w := newWorld(t, "")
	planted := w.signIn(email, password, "Cookie", "dari_session=planted-by-somebody-else")
	if planted.Cookies()[0].Value == "planted-by-somebody-else" {
		t.Error("a planted token became a session")
	}
	first := w.cookie(email)
	second := w.signIn(email, password, "Cookie", first)
	if first == "dari_session="+second.Cookies()[0].Value {
		t.Error("the token stayed the same")
	}
	w.want(w.do("GET", "/api/v1/session", "", "Cookie", first), 401)
}

func TestAnUnknownAccountAndAWrongPasswordAreAnsweredAlike(t *testing.T) {
	w := newWorld(t, "")
	wrong, unknown := w.signIn(email, "not the password"), w.signIn("nobody@shop.example", "not the password")
	w.want(wrong, 401)
	w.want(unknown, 401)
	if wrong.body != unknown.body {
		t.Errorf("bodies differ: %s %s", wrong.body, unknown.body)
	}
}

func TestAfterFiveWrongTriesAnAccountWaits(t *testing.T) {
	w := newWorld(t, "")
	for range 5 {
		w.want(w.signIn(email, "wrong password"), 401)
		w.now = w.now.Add(30 * time.Second)
	}
	res := w.signIn(email, password)
	w.want(res, 429)
	var problem api.Problem
	if err := json.Unmarshal([]byte(res.body), &problem); err != nil {
		t.Fatal(err)
	}
	if problem.RetryAfter != 150 || res.Header.Get("Retry-After") != "150" {
		t.Errorf("retry after %d s (%s), want 150", problem.RetryAfter, res.Header.Get("Retry-After"))
	}
	w.now = w.now.Add(151 * time.Second)
	w.want(w.signIn(email, password), 200)
}

func TestAfterTwentyWrongTriesAnAddressWaitsWhoeverItSaysItIs(t *testing.T) {
	w := newWorld(t, "")
	for i := range 20 {
		w.want(w.signIn(string(rune('a'+i))+"@shop.example", "wrong password", "X-Forwarded-For", "10.0.0."+string(rune('0'+i%10))), 401)
	}
	w.want(w.signIn(email, password), 429)
}

func TestRightSignInsAreNotLimited(t *testing.T) {
	w := newWorld(t, "")
	for range 22 {
		w.want(w.signIn(email, password), 200)
	}
}

func TestASessionEndsByTime(t *testing.T) {
	w := newWorld(t, "")
	pgtest.SetClock(t, w.db, "2026-11-23T09:00:00+09:00")
	cookie := w.cookie(email)
	for _, day := range []string{"23T20:59", "24T08:00", "24T19:00", "25T06:00", "25T17:00", "26T04:00", "26T15:00", "27T02:00", "27T13:00", "28T00:00", "28T11:00", "28T22:00", "29T09:00", "29T20:00", "30T07:00", "30T08:59"} {
		pgtest.SetClock(t, w.db, "2026-11-"+day+":00+09:00")
		w.want(w.do("GET", "/api/v1/session", "", "Cookie", cookie), 200)
	}
	pgtest.SetClock(t, w.db, "2026-11-30T09:01:00+09:00")
	w.want(w.do("GET", "/api/v1/session", "", "Cookie", cookie), 401)

	cookie = w.cookie(email)
	pgtest.SetClock(t, w.db, "2026-11-30T21:02:00+09:00")
	w.want(w.do("GET", "/api/v1/session", "", "Cookie", cookie), 401)
	if err := w.staff.Crons()[0].Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	var left int
	if err := w.db.QueryRow(t.Context(), "SELECT count(*) FROM dari.staff_sessions").Scan(&left); err != nil || left != 0 {
		t.Errorf("%d sessions are left (%v)", left, err)
	}
}

func TestReadingProlongsAtMostOnceAMinute(t *testing.T) {
	w := newWorld(t, "")
	cookie := w.cookie(email)
	before := w.rowVersion()
	for range 3 {
		w.want(w.do("GET", "/api/v1/session", "", "Cookie", cookie), 200)
	}
	if after := w.rowVersion(); after != before {
		t.Error("a request wrote to the session")
	}
}

func (w *world) rowVersion() (v string) {
	w.t.Helper()
	if err := w.db.QueryRow(context.Background(), "SELECT xmin::text FROM dari.staff_sessions").Scan(&v); err != nil {
		w.t.Fatal(err)
	}
	return v
}

func TestAResetADeactivationAndAnotherRoleEndEverySession(t *testing.T) {
	ctx := context.Background()
	for name, do := range map[string]func(db *pgxpool.Pool) error{
		"reset":        func(db *pgxpool.Pool) error { return staff.Reset(ctx, db, email, "다른 비밀번호입니다") },
		"deactivation": func(db *pgxpool.Pool) error { return staff.Deactivate(ctx, db, email) },
		"role":         func(db *pgxpool.Pool) error { return staff.SetRole(ctx, db, email, "marketer") },
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, "")
			one, two := w.cookie(email), w.cookie(email)
			if err := do(w.db); err != nil {
				t.Fatal(err)
			}
			w.want(w.do("GET", "/api/v1/session", "", "Cookie", one), 401)
			w.want(w.do("GET", "/api/v1/session", "", "Cookie", two), 401)
			relay := event.NewRelay(event.RelayOptions{DB: w.db, Handlers: w.staff.Handlers()})
			if err := relay.Drain(ctx); err != nil {
				t.Fatal(err)
			}
			if len(w.ended) != 1 {
				t.Errorf("open sockets were told %d times, want once", len(w.ended))
			}
			if status := w.signIn(email, password).StatusCode; (name == "role") != (status == 200) {
				t.Errorf("the old password after a %s: %d", name, status)
			}
		})
	}
}

func TestAKeyDoesWhatItsScopesSay(t *testing.T) {
	w := newWorld(t, "")
	ctx := context.Background()
	secret, err := staff.AddKey(ctx, w.db, "shop", []string{"orders:write"})
	if err != nil {
		t.Fatal(err)
	}
	narrow, err := staff.AddKey(ctx, w.db, "reader", []string{"orders:read"})
	if err != nil {
		t.Fatal(err)
	}
	res := w.do("GET", "/api/v1/probe", "", "Authorization", "Bearer "+secret)
	w.want(res, 200)
	if !strings.Contains(res.body, "shop") {
		t.Errorf("the actor's name: %s", res.body)
	}
	w.want(w.do("GET", "/api/v1/probe", "", "Authorization", "Bearer "+narrow), 403)
	w.want(w.do("GET", "/api/v1/probe", "", "Authorization", "Bearer dari_guess"), 401)
	w.want(w.do("GET", "/api/v1/probe", "", "Authorization", "Basic "+secret), 401)
	w.want(w.do("GET", "/api/v1/probe", ""), 401)
	w.want(w.do("GET", "/api/v1/session", "", "Authorization", "Bearer "+secret), 403)
	w.want(w.do("GET", "/api/v1/probe", "", "Cookie", w.cookie(email)), 403)
	if _, err := staff.AddKey(ctx, w.db, "odd", []string{"everything"}); err == nil {
		t.Error("an unknown scope was taken")
	}
	var stored int
	if err := w.db.QueryRow(ctx, "SELECT count(*) FROM dari.api_keys WHERE encode(key_hash, 'escape') LIKE '%dari_%'").Scan(&stored); err != nil || stored != 0 {
		t.Errorf("a secret is stored in the clear (%v)", err)
	}
	var used bool
	if err := w.db.QueryRow(ctx, "SELECT last_used_at IS NOT NULL FROM dari.api_keys WHERE name = 'shop'").Scan(&used); err != nil || !used {
		t.Errorf("the use of a key is not noted (%v)", err)
	}
	if err := staff.RevokeKey(ctx, w.db, 1); err != nil {
		t.Fatal(err)
	}
	w.want(w.do("GET", "/api/v1/probe", "", "Authorization", "Bearer "+secret), 401)
}

func TestAWeakPasswordIsRefused(t *testing.T) {
	w := newWorld(t, "")
	for _, p := range []string{"short", "123456789", "qwerty12345", "QWERTY12345", "aaaaaaaaaaaa", "weak@shop.example", "weakweakwe", strings.Repeat("x", 201)} {
		_, err := staff.Add(context.Background(), w.db, staff.NewStaff{Email: "weak@shop.example", Name: "약", Role: "agent", Password: p})
		if err == nil {
			t.Errorf("%q was taken", p)
		}
	}
}

func TestAnAccountIsMadeOnceAndOnlyWell(t *testing.T) {
	w := newWorld(t, "")
	for name, n := range map[string]staff.NewStaff{
		"taken":     {Email: strings.ToUpper(email), Name: "a", Role: "agent", Password: password},
		"no role":   {Email: "b@shop.example", Name: "a", Role: "owner", Password: password},
		"no name":   {Email: "b@shop.example", Name: " ", Role: "agent", Password: password},
		"no mail":   {Email: "b", Name: "a", Role: "agent", Password: password},
		"two mails": {Email: "B <b@shop.example>", Name: "a", Role: "agent", Password: password},
	} {
		if _, err := staff.Add(context.Background(), w.db, n); err == nil {
			t.Errorf("%s: it was added", name)
		}
	}
}

func TestASocketOpensThroughTheMiddleware(t *testing.T) {
	w := newWorld(t, "")
	address := "ws" + strings.TrimPrefix(w.server.URL, "http") + "/ws"
	if _, res, err := websocket.DefaultDialer.Dial(address, nil); err == nil || res.StatusCode != 401 {
		t.Errorf("a socket without a session: %v", err)
	}
	conn, _, err := websocket.DefaultDialer.Dial(address, http.Header{"Cookie": {w.cookie(email)}})
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, text, err := conn.ReadMessage(); err != nil || string(text) != "hello" {
		t.Errorf("read %q, %v", text, err)
	}
}

func TestSignInsAreInTheAuditLogWhichStaysAsItIs(t *testing.T) {
	w := newWorld(t, "")
	ctx := context.Background()
	w.do("DELETE", "/api/v1/session", "", "Cookie", w.cookie(email))
	var actions []string
	if err := w.db.QueryRow(ctx, "SELECT array_agg(action ORDER BY id) FROM dari.audit_log").Scan(&actions); err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(actions, " "); got != "staff.add session.begin session.end" {
		t.Errorf("audit log: %s", got)
	}
	for _, sql := range []string{"UPDATE dari.audit_log SET action = ''", "DELETE FROM dari.audit_log", "TRUNCATE dari.audit_log"} {
		if _, err := w.db.Exec(ctx, sql); err == nil {
			t.Errorf("%s went through", sql)
		}
	}
}

func TestTheShopsSettingsAreReadBackAndGuardedByTheirVersion(t *testing.T) {
	w := newWorld(t, "")
	ctx := context.Background()
	if shop, err := staff.Shop(ctx, w.db); err != nil || shop.Zone != "Asia/Seoul" {
		t.Fatalf("settings of a new shop: %+v, %v", shop, err)
	}
	if err := staff.PutShop(ctx, w.db, staff.ShopSettings{Name: "가게", Zone: "Asia/Seoul", WidgetSecret: "s3cret", PublicURL: "https://help.example.kr"}); err != nil {
		t.Fatal(err)
	}
	w.add("admin@shop.example", "admin")
	admin := w.cookie("admin@shop.example")
	res := w.do("GET", "/api/v1/settings/shop", "", "Cookie", admin)
	w.want(res, 200)
	if strings.Contains(res.body, "s3cret") {
		t.Error("the answer holds the secret")
	}
	changed := strings.Replace(res.body, `"name":"가게"`, `"name":"새 가게"`, 1)
	w.want(w.do("PUT", "/api/v1/settings/shop", changed, "Cookie", admin), 200)
	w.want(w.do("PUT", "/api/v1/settings/shop", changed, "Cookie", admin), 409)
	w.want(w.do("PUT", "/api/v1/settings/shop", changed, "Cookie", w.cookie(email)), 403)
	shop, err := staff.Shop(ctx, w.db)
	if err != nil || shop.Name != "새 가게" || shop.WidgetSecret != "s3cret" || shop.Version != 2 {
		t.Errorf("settings = %+v, %v", shop, err)
	}
}
