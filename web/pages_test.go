package web

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"strings"
	"testing"

	"dari/internal/i18n"

	"github.com/gin-gonic/gin"
)

func newTestPages(t *testing.T, shop func(context.Context) (PageShop, error)) *Pages {
	t.Helper()
	p, err := NewPages(PagesOptions{Log: slog.New(slog.NewTextHandler(io.Discard, nil)), PublicURL: "https://help.example.com", Shop: shop})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestAPageThatCannotBeMadeIsAnApology(t *testing.T) {
	p := newTestPages(t, func(context.Context) (PageShop, error) { return PageShop{}, errors.New("no database") })
	for _, name := range []string{"help.html", "nothing.html"} {
		w := httptest.NewRecorder()
		p.Render(w, httptest.NewRequest(http.MethodGet, "/help?lang=en", nil), name, nil)
		if w.Code != http.StatusInternalServerError || !strings.Contains(w.Body.String(), i18n.T("en", "fault.internal")) || strings.Contains(w.Body.String(), "no database") {
			t.Errorf("%s: %d %s", name, w.Code, w.Body)
		}
	}
}

func TestLinksKeepTheChosenLanguageOnly(t *testing.T) {
	request := func(target string) Page {
		r := httptest.NewRequest(http.MethodGet, target, nil)
		return Page{Lang: i18n.FromRequest(r), Path: r.URL.Path, Query: r.URL.Query(), PublicURL: "https://help.example.com"}
	}
	chosen, left := request("/help?lang=en&q=1"), request("/help?lang=xx")
	tests := map[string][2]string{
		"a link with a choice":           {chosen.Href("/help/c/care"), "/help/c/care?lang=en"},
		"a link with a choice and query": {chosen.Href("/help/search?q=a"), "/help/search?q=a&lang=en"},
		"a link that names it":           {chosen.Href("/help?lang=ko"), "/help?lang=ko"},
		"a link without a choice":        {left.Href("/help/c/care"), "/help/c/care"},
		"the other language":             {chosen.In("ko"), "/help?lang=ko&q=1"},
		"the one address":                {chosen.Canonical("en"), "https://help.example.com/help?lang=en"},
	}
	for name, got := range tests {
		if got[0] != got[1] {
			t.Errorf("%s is %s, want %s", name, got[0], got[1])
		}
	}
}

func TestTheStyleIsSmallAndIsNotSentTwice(t *testing.T) {
	p := newTestPages(t, nil)
	e := gin.New()
	p.Mount(e)
	get := func(tag string) *httptest.ResponseRecorder {
		r := httptest.NewRequest(http.MethodGet, "/pages/pages.css", nil)
		r.Header.Set("If-None-Match", tag)
		w := httptest.NewRecorder()
		e.ServeHTTP(w, r)
		return w
	}
	first := get("")
	if first.Code != http.StatusOK || first.Body.Len() > 25<<10 || !strings.HasPrefix(first.Header().Get("Content-Type"), "text/css") {
		t.Errorf("got %d, %d bytes of %s", first.Code, first.Body.Len(), first.Header().Get("Content-Type"))
	}
	if again := get(first.Header().Get("ETag")); again.Code != http.StatusNotModified {
		t.Errorf("asked again: %d", again.Code)
	}
}

func TestThePagesWearTheTokensOfAllScreens(t *testing.T) {
	p := newTestPages(t, nil)
	css := string(p.css)
	for _, want := range []string{"--primary:#2a4fc4", "@media (prefers-color-scheme:dark){:root{\n  color-scheme:dark;", "\n}}\n@media (prefers-reduced-motion"} {
		if !strings.Contains(css, want) {
			t.Errorf("the style of the pages lacks %q", want)
		}
	}
	if strings.Contains(css, "data-theme") || strings.Count(css, "{") != strings.Count(css, "}") {
		t.Error("the style of the pages is not whole")
	}
}

var textKey = regexp.MustCompile(`(?:\.T|t \.Lang|t \.Page\.Lang) "([^"]+)"`)

func TestEveryTextOfThePagesExists(t *testing.T) {
	files, err := os.ReadDir("pages")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		raw, err := os.ReadFile("pages/" + f.Name())
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range textKey.FindAllStringSubmatch(string(raw), -1) {
			if !i18n.Has(i18n.Korean, m[1]) {
				t.Errorf("%s asks for %s", f.Name(), m[1])
			}
		}
	}
}
