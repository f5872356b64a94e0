package api

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/gin-gonic/gin"
)

type rawInput struct {
	RawBody []byte `contentType:"application/octet-stream"`
}

// Who sends too much and reads the answer only afterwards is told so, and not of a broken connection.
func TestWhoSendsTooMuchReadsThatItWasTooMuch(t *testing.T) {
	gin.SetMode(gin.ReleaseMode)
	engine := gin.New()
	r := NewRouter(Options{Engine: engine, Version: "test"})
	Post(r, "/raw", func(_ context.Context, in *rawInput) (*OK[int], error) { return Reply(len(in.RawBody)), nil }, Public(), MaxBody(8<<20))
	server := httptest.NewServer(engine)
	defer server.Close()
	for name, test := range map[string]struct {
		size, status int
		length       bool
	}{
		"what is allowed":       {8<<20 - 1, http.StatusOK, true},
		"too much, announced":   {30 << 20, http.StatusRequestEntityTooLarge, true},
		"too much, unannounced": {30 << 20, http.StatusRequestEntityTooLarge, false},
	} {
		t.Run(name, func(t *testing.T) {
			conn, err := net.Dial("tcp", server.Listener.Addr().String())
			if err != nil {
				t.Fatal(err)
			}
			defer conn.Close()
			head := "POST /api/v1/raw HTTP/1.1\r\nHost: x\r\nContent-Type: application/octet-stream\r\n"
			body := strings.Repeat("x", test.size)
			if test.length {
				head += fmt.Sprintf("Content-Length: %d\r\n\r\n", test.size)
			} else {
				head += "Transfer-Encoding: chunked\r\n\r\n"
				body = fmt.Sprintf("%x\r\n%s\r\n0\r\n\r\n", test.size, body)
			}
			if _, err := conn.Write([]byte(head + body)); err != nil {
				t.Fatalf("it hung up: %v", err)
			}
			answer, err := http.ReadResponse(bufio.NewReader(conn), nil)
			if err != nil {
				t.Fatal(err)
			}
			defer answer.Body.Close()
			var p Problem
			if err := json.NewDecoder(answer.Body).Decode(&p); test.status != http.StatusOK && (err != nil || p.Code != "too_large" || p.Detail == "") {
				t.Errorf("%+v, %v", p, err)
			}
			if answer.StatusCode != test.status {
				t.Errorf("%d", answer.StatusCode)
			}
		})
	}
}
