package faq

import (
	"strings"
	"testing"

	"dari/internal/fault"
)

func TestBodyBecomesSafeHTML(t *testing.T) {
	tests := map[string]struct{ in, want string }{
		"a paragraph":                               {"배송은 **이틀** 걸려요.", "<p>배송은 <strong>이틀</strong> 걸려요.</p>\n"},
		"a particle after bold quotation marks":     {"**\"무료배송\"**은 5만 원부터예요.", "<p><strong>&#34;무료배송&#34;</strong>은 5만 원부터예요.</p>\n"},
		"a particle after a bold bracket":           {"**백자(白磁)**는 희어요.", "<p><strong>백자(白磁)</strong>는 희어요.</p>\n"},
		"bold that begins with punctuation":         {"그릇**(작은 것)** 하나", "<p>그릇<strong>(작은 것)</strong> 하나</p>\n"},
		"italics beside a particle":                 {"*‘받는 곳’*을 바꿔요", "<p><em>‘받는 곳’</em>을 바꿔요</p>\n"},
		"bold and italics together":                 {"***아주***", "<p><em><strong>아주</strong></em></p>\n"},
		"bold in Latin":                             {"a **b** c", "<p>a <strong>b</strong> c</p>\n"},
		"stars between spaces are stars":            {"3 * 4 * 5", "<p>3 * 4 * 5</p>\n"},
		"an open mark stays":                        {"**열기만", "<p>**열기만</p>\n"},
		"raw HTML is dropped":                       {"<script>alert(1)</script>안녕", "안녕"},
		"a heading of the first level is demoted":   {"# 날씨와 명절", "<h2 id=\"날씨와-명절\">날씨와 명절</h2>\n"},
		"a link to a script is dropped":             {"[눌러요](javascript:alert(1))", "<p>눌러요</p>\n"},
		"a link elsewhere sends no referrer":        {"[누름](https://example.com/)", "<p><a href=\"https://example.com/\" rel=\"noreferrer\">누름</a></p>\n"},
		"an image with an event handler keeps none": {"![그릇](/a.png \"x\\\" onerror=alert(1)\")", "<p><img src=\"/a.png\" alt=\"그릇\"></p>\n"},
	}
	for name, tt := range tests {
		got, err := renderBody("ko", tt.in)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if got.html != tt.want && (tt.want != "안녕" || strings.Contains(got.html, "<script")) {
			t.Errorf("%s: got %q, want %q", name, got.html, tt.want)
		}
	}
}

func TestTablesScrollByThemselves(t *testing.T) {
	got, err := renderBody("en", "| a | b |\n|---|--:|\n| 1 | 2 |")
	if err != nil || !strings.Contains(got.html, `<div class="scroll" role="region" tabindex="0" aria-label="Table"><table>`) || !strings.HasSuffix(strings.TrimSpace(got.html), "</table></div>") {
		t.Errorf("got %q, %v", got.html, err)
	}
	if got.words != "a b 1 2" {
		t.Errorf("words are %q", got.words)
	}
}

func TestTwoEqualHeadingsGetTwoAnchors(t *testing.T) {
	got, err := renderBody("ko", "## 날짜\n\n## 날짜\n\n## !!")
	if err != nil || !strings.Contains(got.html, `id="날짜"`) || !strings.Contains(got.html, `id="날짜-2"`) || !strings.Contains(got.html, `id="s"`) {
		t.Errorf("got %q, %v", got.html, err)
	}
}

func TestAnImageMustSayWhatItShows(t *testing.T) {
	if _, err := renderBody("ko", "![](/a.png)"); !fault.Is(err, fault.Invalid) {
		t.Errorf("got %v", err)
	}
}

func TestHighlightMarksWordsAndInitials(t *testing.T) {
	tests := []struct{ text, query, want string }{
		{"배송은 얼마나 걸려요?", "배송", "[배송]은 얼마나 걸려요?"},
		{"배송은 얼마나 걸려요?", "ㅂㅅ", "[배송]은 얼마나 걸려요?"},
		{"내 택배는 지금", "택배 지금", "내 [택배]는 [지금]"},
		{"식기 세척기에 넣어도 돼요?", "식기세척기", "[식기 세척기]에 넣어도 돼요?"},
		{"LMS 발송", "lms", "[LMS] 발송"},
		{"배송", "환불", "배송"},
		{"배송", "", "배송"},
	}
	for _, tt := range tests {
		var b strings.Builder
		for _, p := range highlight(tt.text, tt.query) {
			if p.Hit {
				b.WriteString("[" + p.Text + "]")
			} else {
				b.WriteString(p.Text)
			}
		}
		if b.String() != tt.want {
			t.Errorf("highlight(%q, %q) = %s, want %s", tt.text, tt.query, b.String(), tt.want)
		}
	}
}
