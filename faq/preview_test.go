package faq_test

import (
	"encoding/json"
	"net/http"
	"testing"
)

func TestThePreviewIsWhatThePublicReads(t *testing.T) {
	s := newSite(t)
	body := "## 지역\n\n| 지역 | 도착까지 |\n|---|---|\n| 제주 | 2–3일 |\n\n**꼭** <script>alert(1)</script> [보기](javascript:alert(1))"
	given, err := json.Marshal(map[string]any{"slug": "regions", "lang": "ko", "category": "shipping", "title": "지역", "body": body})
	if err != nil {
		t.Fatal(err)
	}
	made := s.staff(http.MethodPost, "/api/v1/faq/articles", string(given), http.StatusCreated)
	s.staff(http.MethodPost, "/api/v1/faq/articles/"+made.ID+"/publish", "", http.StatusOK)
	var public map[string]any
	if err := json.Unmarshal([]byte(s.page("/api/v1/faq/public/regions?lang=ko")), &public); err != nil {
		t.Fatal(err)
	}
	asked, err := json.Marshal(map[string]string{"lang": "ko", "body": body})
	if err != nil {
		t.Fatal(err)
	}
	var preview struct{ HTML string }
	w := s.do(http.MethodPost, "/api/v1/faq/preview", string(asked), "Authorization", "Bearer faq:write")
	if err := json.Unmarshal(w.Body.Bytes(), &preview); err != nil {
		t.Fatal(err)
	}
	if preview.HTML == "" || preview.HTML != public["html"] {
		t.Errorf("the preview is %q, the public page %v", preview.HTML, public["html"])
	}
	if w := s.do(http.MethodPost, "/api/v1/faq/preview", string(asked), "Authorization", "Bearer faq:read"); w.Code != http.StatusForbidden {
		t.Errorf("who may not write asks for a preview: %d", w.Code)
	}
}
