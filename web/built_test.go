package web

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/gin-gonic/gin"
)

func TestABuiltFileTravelsPackedToWhoTakesIt(t *testing.T) {
	const script = "console.log('다리');"
	dist := fstest.MapFS{"widget/test.js": {Data: []byte(strings.Repeat(script, 50))}}
	get := func(header, value string) *httptest.ResponseRecorder {
		w := httptest.NewRecorder()
		c, _ := gin.CreateTestContext(w)
		c.Request = httptest.NewRequest(http.MethodGet, "/widget/test.js", nil)
		c.Request.Header.Set(header, value)
		serveBuilt(c, dist, "widget/test.js")
		c.Writer.WriteHeaderNow()
		return w
	}
	w := get("Accept-Encoding", "br, gzip")
	if w.Header().Get("Content-Encoding") != "gzip" {
		t.Fatal("it was not packed")
	}
	r, err := gzip.NewReader(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(r)
	if err != nil || string(body) != strings.Repeat(script, 50) {
		t.Fatalf("what was packed is not the file: %v", err)
	}
	if again := get("If-None-Match", w.Header().Get("ETag")); again.Header().Get("ETag") == w.Header().Get("ETag") {
		t.Error("packed and plain are told apart by nothing")
	}
	for _, refuses := range []string{"", "br", "gzip;q=0", "identity"} {
		if w := get("Accept-Encoding", refuses); w.Header().Get("Content-Encoding") != "" || !strings.Contains(w.Body.String(), "다리") {
			t.Errorf("%q took it packed", refuses)
		}
	}
}

func TestOnlyTheShopsPagesReadTheWidgetsAnswers(t *testing.T) {
	s := &Server{options: Options{PublicURL: "https://help.shop.kr", ShopOrigins: []string{"https://shop.kr"}}}
	engine := gin.New()
	engine.Use(s.headers)
	engine.GET("/api/v1/widget/unread", func(c *gin.Context) { c.String(http.StatusOK, "{}") })
	engine.OPTIONS("/api/v1/widget/unread", func(c *gin.Context) { c.Status(http.StatusNotFound) })
	tests := map[string]struct {
		method, origin string
		status         int
		allowed        string
	}{
		"the shop may ask":            {http.MethodOptions, "https://shop.kr", http.StatusNoContent, "https://shop.kr"},
		"the shop reads":              {http.MethodGet, "https://shop.kr", http.StatusOK, "https://shop.kr"},
		"a stranger may not ask":      {http.MethodOptions, "https://evil.example", http.StatusNotFound, ""},
		"a stranger does not read":    {http.MethodGet, "https://evil.example", http.StatusOK, ""},
		"a page of no origin as well": {http.MethodGet, "", http.StatusOK, ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			w := httptest.NewRecorder()
			r := httptest.NewRequest(tt.method, "/api/v1/widget/unread", nil)
			if tt.origin != "" {
				r.Header.Set("Origin", tt.origin)
			}
			engine.ServeHTTP(w, r)
			if got := w.Header().Get("Access-Control-Allow-Origin"); w.Code != tt.status || got != tt.allowed {
				t.Errorf("%d %q, want %d %q", w.Code, got, tt.status, tt.allowed)
			}
		})
	}
}

func TestWhatTheFirstOpeningWaitsForTravelsPacked(t *testing.T) {
	engine := gin.New()
	engine.Use(packConfig)
	engine.GET("/api/v1/widget/config", func(c *gin.Context) { c.JSON(http.StatusOK, gin.H{"hours": "평일 10:00–18:00"}) })
	engine.GET("/api/v1/widget/me", func(c *gin.Context) { c.JSON(http.StatusOK, gin.H{"name": "서연"}) })
	for path, want := range map[string]string{"/api/v1/widget/config": "gzip", "/api/v1/widget/me": ""} {
		w := httptest.NewRecorder()
		r := httptest.NewRequest(http.MethodGet, path, nil)
		r.Header.Set("Accept-Encoding", "gzip")
		engine.ServeHTTP(w, r)
		if got := w.Header().Get("Content-Encoding"); got != want || w.Code != http.StatusOK || w.Body.Len() == 0 {
			t.Errorf("%s: %d %q, %d bytes", path, w.Code, got, w.Body.Len())
		}
	}
}
