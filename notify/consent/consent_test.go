package consent_test

import (
	"context"
	"html/template"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"

	"dari/internal/postgres/pgtest"
	"dari/internal/staff"
	"dari/notify"
	"dari/notify/consent"

	"github.com/gin-gonic/gin"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

const secret = "0123456789abcdef0123456789abcdef"

func newService(t *testing.T, db *pgxpool.Pool) *consent.Service {
	t.Helper()
	return consent.New(consent.Options{DB: db, Secret: secret, PublicURL: "https://help.example.kr", Render: render, Failed: failed})
}

// render draws the page inside the least shell there can be.
func render(w http.ResponseWriter, r *http.Request, name string, data any) {
	text, err := os.ReadFile("../../web/pages/" + name)
	if err != nil {
		panic(err)
	}
	tpl := template.Must(template.Must(template.New("").Parse(string(text))).Parse(`<title>{{template "title" .}}</title>{{template "main" .}}`))
	if err := tpl.Execute(w, map[string]any{"Data": data}); err != nil {
		panic(err)
	}
}

func failed(w http.ResponseWriter, _ *http.Request, err error) {
	http.Error(w, err.Error(), http.StatusInternalServerError)
}

func addCustomer(t *testing.T, db *pgxpool.Pool, ref, email, phone string) int64 {
	t.Helper()
	var id int64
	err := db.QueryRow(context.Background(), `INSERT INTO dari.customers (uid, ref, name, email, phone) VALUES (gen_random_uuid(), $1, '이름', $2, $3) RETURNING id`,
		ref, email, phone).Scan(&id)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func setShop(t *testing.T, db *pgxpool.Pool) {
	t.Helper()
	if err := staff.PutShop(context.Background(), db, staff.ShopSettings{Name: "온담", NameEn: "Ondam", SenderEmail: "help@ondam.example", Zone: "Asia/Seoul"}); err != nil {
		t.Fatal(err)
	}
}

func set(t *testing.T, s *consent.Service, changes ...consent.Change) []consent.Recorded {
	t.Helper()
	recorded, err := s.Set(context.Background(), changes...)
	if err != nil {
		t.Fatal(err)
	}
	return recorded
}

func TestSayingTheSameAgainIsNoEvent(t *testing.T) {
	db := pgtest.New(t)
	setShop(t, db)
	s := newService(t, db)
	id := addCustomer(t, db, "m1", "a@example.com", "010-2345-6789")
	grant := consent.Change{CustomerID: id, Channel: notify.Email, Granted: true, Source: consent.SourceAPI}
	if n := len(set(t, s, grant)); n != 1 {
		t.Fatalf("the first grant wrote %d rows", n)
	}
	if n := len(set(t, s, grant, grant)); n != 0 {
		t.Errorf("the second grant wrote %d rows", n)
	}
	grant.Granted = false
	set(t, s, grant)
	if n := pgtest.Count(t, db, `SELECT count(*) FROM dari.consent_events`); n != 2 {
		t.Errorf("%d consent events, want 2", n)
	}
	if n := pgtest.Count(t, db, `SELECT count(*) FROM dari.outbox WHERE kind = 'consent.changed'`); n != 2 {
		t.Errorf("%d events, want 2", n)
	}
}

func TestEveryResultIsToldOnceAsAStatutoryMessage(t *testing.T) {
	db := pgtest.New(t)
	setShop(t, db)
	s := newService(t, db)
	id := addCustomer(t, db, "m1", "a@example.com", "010-2345-6789")
	email := func(granted bool) consent.Change {
		return consent.Change{CustomerID: id, Channel: notify.Email, Granted: granted, Source: consent.SourceAPI}
	}
	notices := func() int {
		return pgtest.Count(t, db, `SELECT count(*) FROM dari.deliveries WHERE class = 'statutory' AND source_kind = 'consent' AND state = 'planned'
		  AND expires_at <= created_at + interval '14 days'`)
	}
	set(t, s, email(false))
	if n := notices(); n != 0 {
		t.Errorf("a box left empty: %d notices, want none", n)
	}
	set(t, s, email(true))
	set(t, s, email(false), consent.Change{CustomerID: id, Channel: notify.SMS, Granted: true, Source: consent.SourceAPI, Told: true})
	if n := notices(); n != 2 {
		t.Errorf("a grant, a withdrawal and a grant the shop told of itself: %d notices, want 2", n)
	}
}

func TestAResultFindsTheOtherWayWhenItsChannelIsDead(t *testing.T) {
	db := pgtest.New(t)
	setShop(t, db)
	s := newService(t, db)
	id := addCustomer(t, db, "m1", "dead@example.com", "010-2345-6789")
	if _, err := db.Exec(context.Background(), `INSERT INTO dari.suppressions (channel, address_norm, scope, reason) VALUES ('email', 'dead@example.com', 'all', 'bounced')`); err != nil {
		t.Fatal(err)
	}
	set(t, s, consent.Change{CustomerID: id, Channel: notify.Email, Granted: true, Source: consent.SourceAPI})
	if n := pgtest.Count(t, db, `SELECT count(*) FROM dari.deliveries WHERE channel = 'sms' AND recipient_key = '+821023456789'`); n != 1 {
		t.Errorf("%d notices by SMS, want 1", n)
	}
}

func TestTakingBackAdvertisingTakesBackTheNight(t *testing.T) {
	db := pgtest.New(t)
	setShop(t, db)
	s := newService(t, db)
	id := addCustomer(t, db, "m1", "", "010-2345-6789")
	sms := consent.Change{CustomerID: id, Channel: notify.SMS, Granted: true, Source: consent.SourceAPI}
	night := sms
	night.Purpose = consent.MarketingNight
	set(t, s, sms, night)
	sms.Granted = false
	set(t, s, sms)
	states, err := consent.Of(context.Background(), db, id)
	if err != nil {
		t.Fatal(err)
	}
	for _, st := range states {
		if st.Granted {
			t.Errorf("%s is still granted", st.Purpose)
		}
	}
	if n := pgtest.Count(t, db, `SELECT count(*) FROM dari.deliveries WHERE class = 'statutory'`); n != 3 {
		t.Errorf("%d result notices, want 3: two grants and one withdrawal", n)
	}
}

func TestAShopThatHasNotHeardOfAWithdrawalDoesNotUndoIt(t *testing.T) {
	db := pgtest.New(t)
	setShop(t, db)
	s := newService(t, db)
	id := addCustomer(t, db, "m1", "a@example.com", "")
	yes := consent.Change{CustomerID: id, Channel: notify.Email, Granted: true, Source: consent.SourceAPI}
	set(t, s, yes)
	set(t, s, consent.Change{CustomerID: id, Channel: notify.Email, Source: consent.SourceOneClick})
	again := yes
	again.Restated = true
	if n := len(set(t, s, again)); n != 0 {
		t.Error("a state told again undid the withdrawal")
	}
	old := yes
	old.At = old.At.AddDate(2024, 0, 0)
	if n := len(set(t, s, old)); n != 0 {
		t.Error("an older word undid the withdrawal")
	}
	if n := len(set(t, s, yes)); n != 1 {
		t.Error("a new word was not taken")
	}
}

func TestConsentsAreAppendOnly(t *testing.T) {
	db := pgtest.New(t)
	setShop(t, db)
	id := addCustomer(t, db, "m1", "a@example.com", "")
	set(t, newService(t, db), consent.Change{CustomerID: id, Channel: notify.Email, Granted: true, Source: consent.SourceAPI})
	for _, sql := range []string{`UPDATE dari.consent_events SET granted = false`, `DELETE FROM dari.consent_events`} {
		if _, err := db.Exec(context.Background(), sql); err == nil {
			t.Errorf("%s is let through", sql)
		}
	}
}

func TestAWithdrawalThatIsRolledBackLeavesNothing(t *testing.T) {
	db := pgtest.New(t)
	setShop(t, db)
	id := addCustomer(t, db, "m1", "a@example.com", "")
	tx, err := db.Begin(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := consent.Record(context.Background(), tx, consent.Change{CustomerID: id, Channel: notify.Email, Granted: true, Source: consent.SourceAPI}); err != nil {
		t.Fatal(err)
	}
	if err := tx.Rollback(context.Background()); err != nil && err != pgx.ErrTxClosed {
		t.Fatal(err)
	}
	if n := pgtest.Count(t, db, `SELECT (SELECT count(*) FROM dari.consent_events) + (SELECT count(*) FROM dari.deliveries) + (SELECT count(*) FROM dari.outbox)`); n != 0 {
		t.Errorf("%d rows are left", n)
	}
}

func request(e *gin.Engine, method, path, body, kind string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	if kind != "" {
		r.Header.Set("Content-Type", kind)
	}
	w := httptest.NewRecorder()
	e.ServeHTTP(w, r)
	return w
}

const form = "application/x-www-form-urlencoded"

func TestUnsubscribing(t *testing.T) {
	gin.SetMode(gin.ReleaseMode)
	db := pgtest.New(t)
	setShop(t, db)
	s := newService(t, db)
	e := gin.New()
	s.Pages(e)
	id := addCustomer(t, db, "m1", "minji@example.com", "")
	other := addCustomer(t, db, "m2", "other@example.com", "")
	for _, customer := range []int64{id, other} {
		set(t, s, consent.Change{CustomerID: customer, Channel: notify.Email, Granted: true, Source: consent.SourceAPI})
	}
	events := func() int { return pgtest.Count(t, db, `SELECT count(*) FROM dari.consent_events`) }
	link, err := url.Parse(s.UnsubscribeURL(id, notify.Email, notify.SourceCampaign, 3))
	if err != nil {
		t.Fatal(err)
	}
	path := link.Path

	t.Run("a GET or HEAD changes nothing and shows no whole address", func(t *testing.T) {
		before := events()
		for range 3 {
			w := request(e, "GET", path, "", "")
			if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "m•••@example.com") || strings.Contains(w.Body.String(), "minji@") {
				t.Fatalf("GET: %d %s", w.Code, w.Body)
			}
			if strings.Count(w.Body.String(), "<button") != 1 {
				t.Fatalf("there must be one button: %s", w.Body)
			}
			if w := request(e, "HEAD", path, "", ""); w.Code != http.StatusOK {
				t.Fatalf("HEAD: %d", w.Code)
			}
		}
		if n := events(); n != before {
			t.Errorf("%d rows were written", n-before)
		}
	})
	t.Run("the one-click body takes the consent back once, however often and how many at once", func(t *testing.T) {
		before := events()
		var wg sync.WaitGroup
		for range 8 {
			wg.Go(func() {
				if w := request(e, "POST", path, "List-Unsubscribe=One-Click", form); w.Code != http.StatusOK {
					t.Errorf("POST: %d %s", w.Code, w.Body)
				}
			})
		}
		wg.Wait()
		multipart := "--b\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--b--\r\n"
		if w := request(e, "POST", path, multipart, `multipart/form-data; boundary=b`); w.Code != http.StatusOK {
			t.Errorf("POST multipart: %d", w.Code)
		}
		if n := events() - before; n != 1 {
			t.Errorf("%d rows, want 1", n)
		}
		if n := pgtest.Count(t, db, `SELECT count(*) FROM dari.consent_events WHERE source = 'one_click' AND customer_id = $1 AND NOT granted`, id); n != 1 {
			t.Errorf("%d withdrawals by one click, want 1", n)
		}
		if n := pgtest.Count(t, db, `SELECT count(*) FROM dari.consent_events WHERE customer_id = $1`, other); n != 1 {
			t.Error("another person's consent was touched")
		}
	})
	t.Run("the page's way back gives it again, and its button takes it back", func(t *testing.T) {
		w := request(e, "POST", path, "action=on", form)
		if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), `value="off"`) {
			t.Fatalf("on: %d %s", w.Code, w.Body)
		}
		w = request(e, "POST", path, "action=off", form)
		if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), `value="on"`) {
			t.Fatalf("off: %d %s", w.Code, w.Body)
		}
	})
	t.Run("a token that is none shows the same page for all and does nothing", func(t *testing.T) {
		before := events()
		bodies := map[string]bool{}
		nobody := strings.TrimPrefix(s.UnsubscribeURL(999999, notify.Email, "", 0), "https://help.example.kr")
		for _, p := range []string{"/u/x", path[:len(path)-1] + "!", path + "A", nobody} {
			for _, method := range []string{"GET", "POST"} {
				w := request(e, method, p, "List-Unsubscribe=One-Click", form)
				if w.Code != http.StatusNotFound {
					t.Errorf("%s %s: %d", method, p, w.Code)
				}
				bodies[w.Body.String()] = true
			}
		}
		if len(bodies) != 1 {
			t.Errorf("%d different pages", len(bodies))
		}
		if events() != before {
			t.Error("something was written")
		}
	})
}
