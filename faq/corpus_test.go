package faq_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"

	"dari/faq"
	"dari/internal/corpora"
)

func TestNaughtyStringsAreStoredOrRefusedAndNeverBreakAPage(t *testing.T) {
	texts := corpora.NaughtyStrings(t)
	s := newSite(t)
	stored := 0
	for i, text := range texts {
		body, _ := json.Marshal(faq.Draft{Slug: fmt.Sprintf("n-%d", i), Lang: "ko", Category: "care", Title: text, Lead: text, Body: text, Keywords: []string{text}})
		w := s.do(http.MethodPost, "/api/v1/faq/articles", string(body), "Authorization", "Bearer faq:write")
		var a faq.Article
		_ = json.Unmarshal(w.Body.Bytes(), &a) // a refusal is no article
		fits := text != "" && utf8.RuneCountInString(text) <= 100 && !strings.ContainsRune(text, 0)
		if (w.Code == http.StatusCreated) != fits || w.Code >= 500 {
			t.Errorf("%q: %d %s", text, w.Code, w.Body)
		}
		if w.Code == http.StatusCreated {
			stored++
			if a.Title != text || a.Lead != text || a.Body != text || a.Keywords[0] != text {
				t.Errorf("%q reads back as %+v", text, a)
			}
			if w := s.do(http.MethodPost, "/api/v1/faq/articles/"+a.ID+"/publish", "", "Authorization", "Bearer faq:write"); w.Code != http.StatusOK {
				t.Errorf("publish %q: %d %s", text, w.Code, w.Body)
			}
			s.page("/help/a/" + a.Slug)
		}
		for _, path := range []string{"/help/search?q=", "/api/v1/faq/search?q=", "/help/search?lang="} {
			if w := s.do(http.MethodGet, path+url.QueryEscape(text), ""); w.Code >= 500 {
				t.Errorf("GET %s%q: %d", path, text, w.Code)
			}
		}
	}
	t.Logf("%d of %d texts were stored", stored, len(texts))
}
