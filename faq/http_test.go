package faq_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"dari/faq"
	"dari/internal/api"
	"dari/internal/fault"
	"dari/internal/i18n"
	"dari/internal/postgres/pgtest"
	"dari/internal/staff"
	"dari/web"

	"github.com/gin-gonic/gin"
	"github.com/jackc/pgx/v5/pgxpool"
)

type site struct {
	t      *testing.T
	db     *pgxpool.Pool
	engine *gin.Engine
}

// newSite is the help centre with its templates, as cmd/dari connects them.
func newSite(t *testing.T) site {
	t.Helper()
	gin.SetMode(gin.ReleaseMode)
	db := pgtest.New(t)
	if err := faq.Seed(context.Background(), db); err != nil {
		t.Fatal(err)
	}
	quiet := slog.New(slog.NewTextHandler(io.Discard, nil))
	pages, err := web.NewPages(web.PagesOptions{
		Log: quiet, PublicURL: "https://help.example.com", Fiction: true,
		Shop: func(context.Context) (web.PageShop, error) {
			return web.PageShop{
				Name: "온담", NameEn: "Ondam", Owner: "한서우", BusinessNo: "123-45-67890", MailOrderNo: "2026-서울-0001", Address: "서울 종로구",
				Phone: "15881234", Email: "help@example.com", PrivacyOfficer: "한서우", WidgetKey: "ondam",
			}, nil
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	s := site{t: t, db: db, engine: gin.New()}
	service := faq.New(faq.Options{DB: db, PublicURL: "https://help.example.com", Render: pages.Render, Missing: pages.Missing, Failed: pages.Failed})
	pages.Mount(s.engine)
	service.Pages(s.engine)
	service.Routes(api.NewRouter(api.Options{Engine: s.engine, Log: quiet, Authorize: authorize}))
	return s
}

// authorize takes the bearer token for a list of permissions.
func authorize(r *http.Request, permission string) (context.Context, error) {
	token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	switch {
	case !ok:
		return nil, fault.New(fault.Unauthorized, "unauthorized")
	case !strings.Contains(token, permission):
		return nil, fault.New(fault.Forbidden, "forbidden")
	}
	return staff.WithActor(r.Context(), staff.Actor{Kind: staff.KindAPIKey, ID: 1}), nil
}

func (s site) do(method, path, body string, headers ...string) *httptest.ResponseRecorder {
	s.t.Helper()
	r := httptest.NewRequest(method, path, bytes.NewReader([]byte(body)))
	r.Header.Set("Content-Type", "application/json")
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	s.engine.ServeHTTP(w, r)
	return w
}

func (s site) page(path string, headers ...string) string {
	s.t.Helper()
	w := s.do(http.MethodGet, path, "", headers...)
	if w.Code != http.StatusOK {
		s.t.Fatalf("GET %s: %d %s", path, w.Code, w.Body)
	}
	return w.Body.String()
}

func TestHelpPagesReadWithoutAScript(t *testing.T) {
	s := newSite(t)
	tests := map[string]struct {
		path string
		want []string
	}{
		"home in Korean": {"/help", []string{`<html lang="ko">`, "무엇을 도와드릴까요?", "먼저 읽어 보세요", `href="/help/c/shipping"`, "글 4개", "온담은 보여 주려고 만든 가상의 가게예요"}},
		"home in English": {"/help?lang=en", []string{
			`<html lang="en">`, "How can we help?", `href="/help/c/shipping?lang=en"`, "4 articles", "Ondam is a made-up shop",
			`<input type="hidden" name="lang" value="en">`,
		}},
		"a category":          {"/help/c/returns", []string{"<h1>교환·반품</h1>", `href="/help/a/broken-item"`}},
		"an article":          {"/help/a/delivery-fee", []string{"<h1>배송비는 얼마예요?</h1>", "<strong>&#34;무료배송&#34;</strong>이고", `<article class="article" lang="ko">`, "관련 글", "에 고쳤어요"}},
		"an English article":  {"/help/a/delivery-fee?lang=en", []string{"<h1>How much is delivery?</h1>", "Updated "}},
		"a search":            {"/help/search?q=배송비", []string{"‘배송비’ 찾은 결과", "<mark>배송비</mark>는 얼마예요?", `<meta name="robots" content="noindex">`}},
		"the wrong keyboard":  {"/help/search?q=qothd", []string{"혹시 ‘배송’을 찾으셨나요?", "<mark>배송</mark>은 얼마나 걸려요?"}},
		"initials":            {"/help/search?q=ㅂㅅㅂ", []string{"<mark>배송비</mark>"}},
		"a search for markup": {"/help/search?q=<script>alert(1)</script>", []string{"&lt;script&gt;"}},
		"nothing found":       {"/help/search?q=뷁뷁뷁", []string{"찾는 도움말이 없어요. 상담원에게 물어보세요."}},
		"nothing asked":       {"/help/search", []string{"찾을 말을 써 주세요."}},
		"one English result":  {"/help/search?q=dishwasher&lang=en", []string{"1 result<"}},
	}
	for name, tt := range tests {
		body := s.page(tt.path)
		for _, want := range tt.want {
			if !strings.Contains(body, want) {
				t.Errorf("%s lacks %q", name, want)
			}
		}
		if strings.Contains(body, "faq.") || strings.Contains(body, "common.") || strings.Contains(body, "<script>alert") || strings.Contains(body, "ZgotmplZ") {
			t.Errorf("%s shows a key, a script or a refused value:\n%s", name, body)
		}
	}
}

func TestTheBrowsersLanguageDecidesWhereTheAddressDoesNot(t *testing.T) {
	s := newSite(t)
	if body := s.page("/help", "Accept-Language", "en-US,en;q=0.9"); !strings.Contains(body, `<html lang="en">`) {
		t.Error("an English browser got another language")
	}
	if body := s.page("/help?lang=ko", "Accept-Language", "en"); !strings.Contains(body, `<html lang="ko">`) {
		t.Error("the address did not decide")
	}
}

func TestEveryPageHasHeadAndFootForSearchEnginesAndTheLaw(t *testing.T) {
	s := newSite(t)
	for _, path := range []string{"/help", "/help/c/care", "/help/a/first-use"} {
		body := s.page(path)
		for _, want := range []string{
			`<link rel="canonical" href="https://help.example.com` + path + `?lang=ko">`, `hreflang="en" href="https://help.example.com` + path + `?lang=en"`, `hreflang="x-default"`,
			"한서우", "123-45-67890", "2026-서울-0001", "서울 종로구", "1588-1234", "help@example.com", "개인정보 책임자", `<a class="skip" href="#main">`,
		} {
			if !strings.Contains(body, want) {
				t.Errorf("%s lacks %q", path, want)
			}
		}
	}
	data := regexp.MustCompile(`(?s)<script type="application/ld\+json">(.*?)</script>`).FindAllStringSubmatch(s.page("/help/a/first-use"), -1)
	kinds := ""
	for _, d := range data {
		var v map[string]any
		if err := json.Unmarshal([]byte(d[1]), &v); err != nil {
			t.Errorf("linked data is not JSON: %v\n%s", err, d[1])
		}
		kinds += " " + v["@type"].(string)
	}
	if kinds != " BreadcrumbList FAQPage" {
		t.Errorf("linked data holds%s", kinds)
	}
}

func TestWhatIsNotPublicIsNotThere(t *testing.T) {
	s := newSite(t)
	for _, path := range []string{"/help/a/nothing", "/help/c/nothing", "/help/a/%00", "/help/a/..", "/help/a/%ff"} {
		if w := s.do(http.MethodGet, path, ""); w.Code != http.StatusNotFound {
			t.Errorf("GET %s: %d", path, w.Code)
		}
	}
}

func TestSitemapListsPublicArticlesOnly(t *testing.T) {
	s := newSite(t)
	s.staff(http.MethodPost, "/api/v1/faq/articles", `{"slug":"secret","lang":"ko","category":"care","title":"비밀","body":"글"}`, http.StatusCreated)
	body := s.page("/sitemap.xml")
	if !strings.Contains(body, "https://help.example.com/help/a/first-use?lang=ko") || strings.Contains(body, "secret") {
		t.Errorf("got %s", body)
	}
	if body := s.page("/robots.txt"); !strings.Contains(body, "Sitemap: https://help.example.com/sitemap.xml") {
		t.Errorf("got %s", body)
	}
}

func TestAGetOfHelpKeepsNothing(t *testing.T) {
	s := newSite(t)
	for range 3 {
		s.page("/help/search?q=배송")
		s.page("/api/v1/faq/search?q=배송&place=widget")
	}
	if n := s.searches(); n != 0 {
		t.Errorf("%d searches were kept", n)
	}
}

func (s site) searches() (n int) {
	s.t.Helper()
	if err := s.db.QueryRow(context.Background(), "SELECT count(*) FROM dari.searches").Scan(&n); err != nil {
		s.t.Fatal(err)
	}
	return n
}

func TestASearchIsKeptWithoutNumbersWhenItIsTold(t *testing.T) {
	s := newSite(t)
	for _, q := range []string{"배송", "010-2345-5678 배송", "kim@example.com"} {
		if w := s.do(http.MethodPost, "/api/v1/faq/searches", `{"query":"`+q+`","lang":"ko","place":"widget"}`); w.Code != http.StatusNoContent {
			t.Fatalf("%d %s", w.Code, w.Body)
		}
	}
	var first string
	var results int
	if err := s.db.QueryRow(context.Background(), "SELECT string_agg(query, '|' ORDER BY id), max(results) FROM dari.searches").Scan(&first, &results); err != nil {
		t.Fatal(err)
	}
	if first != "배송|… 배송|…" || results == 0 {
		t.Errorf("kept %q with up to %d results", first, results)
	}
	refused := 0
	for range 60 {
		if w := s.do(http.MethodPost, "/api/v1/faq/searches", `{"query":"배송","lang":"ko","place":"help"}`); w.Code == http.StatusTooManyRequests {
			refused++
		}
	}
	if refused == 0 {
		t.Error("one address may tell as much as it likes")
	}
}

func (s site) staff(method, path, body string, want int) faq.Article {
	s.t.Helper()
	w := s.do(method, path, body, "Authorization", "Bearer faq:read faq:write", "Accept-Language", "ko")
	if w.Code != want {
		s.t.Fatalf("%s %s: %d, want %d: %s", method, path, w.Code, want, w.Body)
	}
	var a faq.Article
	_ = json.Unmarshal(w.Body.Bytes(), &a) // a problem document leaves it empty
	return a
}

func TestStaffWriteAndPublishByJSON(t *testing.T) {
	s := newSite(t)
	const base = "/api/v1/faq/articles"
	a := s.staff(http.MethodPost, base, `{"slug":"gift","lang":"ko","category":"care","title":"선물","lead":"","body":"글","keywords":["포장"]}`, http.StatusCreated)
	if a.ID == "" || a.State != "draft" || a.Version != 1 {
		t.Fatalf("created %+v", a)
	}
	edit := `{"slug":"gift","lang":"ko","category":"care","title":"선물 포장","body":"글","version":1}`
	if got := s.staff(http.MethodPut, base+"/"+a.ID, edit, http.StatusOK); got.Version != 2 || len(got.Keywords) != 0 {
		t.Errorf("edited %+v", got)
	}
	s.staff(http.MethodPut, base+"/"+a.ID, edit, http.StatusConflict)
	if got := s.staff(http.MethodPost, base+"/"+a.ID+"/publish", "", http.StatusOK); got.State != "published" {
		t.Errorf("published %+v", got)
	}
	if body := s.page("/api/v1/faq/search?q=선물&lang=ko"); !strings.Contains(body, `"title":"선물 포장"`) || !strings.Contains(body, `"url":"/help/a/gift"`) || !strings.HasPrefix(body, "[") {
		t.Errorf("search answers %s", body)
	}
	if body := s.page("/api/v1/faq/public/gift?lang=ko"); !strings.Contains(body, `"html":"<p>글</p>\n"`) {
		t.Errorf("the widget reads %s", body)
	}
	s.staff(http.MethodPost, base+"/"+a.ID+"/unpublish", "", http.StatusOK)
	if w := s.do(http.MethodGet, "/api/v1/faq/public/gift", ""); w.Code != http.StatusNotFound {
		t.Errorf("still public: %d", w.Code)
	}
	var page struct {
		Items []faq.Article
		Next  string
	}
	w := s.do(http.MethodGet, base+"?limit=20", "", "Authorization", "Bearer faq:read")
	if err := json.Unmarshal(w.Body.Bytes(), &page); err != nil || len(page.Items) != 20 || page.Items[0].Slug != "gift" || page.Next == "" {
		t.Errorf("listed %d, next %q, %v", len(page.Items), page.Next, err)
	}
	w = s.do(http.MethodGet, base+"?limit=20&cursor="+page.Next, "", "Authorization", "Bearer faq:read")
	if err := json.Unmarshal(w.Body.Bytes(), &page); err != nil || len(page.Items) != 9 {
		t.Errorf("the second page has %d, %v", len(page.Items), err)
	}
}

func TestBadInputIsNamedAndNothingIsStored(t *testing.T) {
	s := newSite(t)
	const good = `{"slug":"gift","lang":"ko","category":"care","title":"선물","body":"글"}`
	tests := map[string]struct {
		path, body string
		status     int
		where      string
	}{
		"an unknown field":     {"", strings.Replace(good, "{", `{"nonsense":1,`, 1), 422, "body.nonsense"},
		"a wrong type":         {"", strings.Replace(good, `"선물"`, "7", 1), 422, "body.title"},
		"NUL":                  {"", strings.Replace(good, "선물", `\u0000`, 1), 422, "body.title"},
		"an address with dots": {"", strings.Replace(good, "gift", "../gift", 1), 422, "body.slug"},
		"a long title":         {"", strings.Replace(good, "선물", strings.Repeat("가", 121), 1), 422, "body.title"},
		"no title":             {"", strings.Replace(good, `"title":"선물",`, "", 1), 422, "body.title"},
		"no such category":     {"", strings.Replace(good, "care", "nothing", 1), 422, "body.category"},
		"broken JSON":          {"", "{", 400, ""},
		"an id that is none":   {"/7/publish", "", 422, "path.id"},
	}
	for name, tt := range tests {
		w := s.do(http.MethodPost, "/api/v1/faq/articles"+tt.path, tt.body, "Authorization", "Bearer faq:write", "Accept-Language", "ko")
		if w.Code != tt.status || !strings.Contains(w.Body.String(), tt.where) {
			t.Errorf("%s: %d %s", name, w.Code, w.Body)
		}
	}
	var n int
	if err := s.db.QueryRow(context.Background(), "SELECT count(*) FROM dari.articles").Scan(&n); err != nil || n != 28 {
		t.Errorf("there are %d articles, %v", n, err)
	}
	for path, want := range map[string]int{"/api/v1/faq/articles": 401, "/api/v1/faq/search": 422, "/api/v1/faq/search?q=" + strings.Repeat("a", 201): 422} {
		if w := s.do(http.MethodGet, path, ""); w.Code != want {
			t.Errorf("GET %s: %d", path, w.Code)
		}
	}
	if w := s.do(http.MethodPost, "/api/v1/faq/articles", good, "Authorization", "Bearer faq:read"); w.Code != http.StatusForbidden {
		t.Errorf("a reader wrote: %d", w.Code)
	}
}

func TestEveryTextOfTheRoomExists(t *testing.T) {
	for _, key := range []string{"not_found", "no_category", "slug_taken", "slug_fixed", "changed", "image_without_text", "keyword_too_long", "bad_cursor"} {
		if !i18n.Has(i18n.Korean, "fault.faq."+key) {
			t.Errorf("fault.faq.%s has no sentence", key)
		}
	}
}
