package sms

import (
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"dari/notify/outcome"
)

func TestWhatAGatewayDoesDecidesTheOutcome(t *testing.T) {
	answer := func(code int, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", "7")
			w.WriteHeader(code)
			_, _ = w.Write([]byte(body))
		}
	}
	tests := map[string]struct {
		does   http.HandlerFunc
		want   outcome.Kind
		reason string
	}{
		"200 with its own name":   {answer(200, `{"provider_id":"p1"}`), outcome.Sent, ""},
		"200 that cannot be read": {answer(200, `<html>`), outcome.Unknown, "no_answer"},
		"429":                     {answer(429, ``), outcome.Deferred, "throttled"},
		"500":                     {answer(500, ``), outcome.Deferred, "refused_for_now"},
		"400":                     {answer(400, `{"code":"bad_number"}`), outcome.Failed, "refused"},
		"a number not registered": {answer(400, `{"code":"sender_not_registered"}`), outcome.Deferred, "configuration"},
		"our key is refused":      {answer(401, ``), outcome.Deferred, "configuration"},
		"redirects nowhere":       {answer(302, ``), outcome.Failed, "refused"},
		"hangs up after the body": {func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, outcome.Unknown, "no_answer"},
		"says nothing for too long": {func(_ http.ResponseWriter, r *http.Request) {
			_, _ = io.Copy(io.Discard, r.Body) // only then does the server notice that the client leaves
			<-r.Context().Done()
		}, outcome.Unknown, "no_answer"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			server := httptest.NewServer(tt.does)
			defer server.Close()
			defer server.CloseClientConnections()
			c, err := NewHTTP(server.URL, 300*time.Millisecond)
			if err != nil {
				t.Fatal(err)
			}
			out := c.Send(t.Context(), Message{ID: "1", To: "+821023456789", Text: "안녕"})
			if out.Kind != tt.want || out.Reason != tt.reason || out.Connect {
				t.Errorf("%s %+v", out.Kind, out)
			}
			if out.Reason == "throttled" && (out.RetryAfter != 7*time.Second || !out.Unburned) {
				t.Errorf("%+v", out)
			}
		})
	}
}

func TestAGatewayThatIsNotThereIsDeferred(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
	c, err := NewHTTP("http://user:secret@"+l.Addr().String()+"/", 0)
	if err != nil {
		t.Fatal(err)
	}
	out := c.Send(t.Context(), Message{ID: "1"})
	if out.Kind != outcome.Deferred || !out.Connect || strings.Contains(out.Text, "secret") {
		t.Errorf("%+v", out)
	}
}

func TestTheCarriersBytesChooseTheType(t *testing.T) {
	tests := map[string]struct {
		text, wantText, wantType, wantTitle string
		err                                 error
	}{
		"90 bytes":                     {strings.Repeat("가", 45), strings.Repeat("가", 45), Short, "", nil},
		"91 bytes":                     {strings.Repeat("가", 45) + "a", strings.Repeat("가", 45) + "a", Long, strings.Repeat("제", 20), nil},
		"plain letters where possible": {"₩1,000\u00a0—", "원1,000 -", Short, "", nil},
		"no bytes at all":              {"서연🎂님", "서연님", Short, "", nil},
		"2,001 bytes":                  {strings.Repeat("가", 1000) + "a", "", "", "", ErrTooLong},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			m, err := Fit(tt.text, strings.Repeat("제", 30))
			if !errors.Is(err, tt.err) || m.Text != tt.wantText || m.Type != tt.wantType || m.Title != tt.wantTitle {
				t.Errorf("%+v, %v", m, err)
			}
		})
	}
}
