package chat_test

import (
	"bufio"
	"context"
	"crypto/rand"
	"encoding/binary"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"dari/chat"

	"github.com/google/uuid"
	"github.com/gorilla/websocket"
)

func TestAFrameThatIsNotOfTheProtocolClosesTheSocket(t *testing.T) {
	n := start(t, shop(t), nil, func(o *chat.Options) { o.Limits.Hello = 300 * time.Millisecond })
	hello, _ := json.Marshal(frame{"t": "hello", "key": key})
	tests := map[string]struct {
		greet bool
		kind  int
		data  []byte
		want  int
	}{
		"nothing":             {false, 0, nil, 4001},
		"something else":      {false, websocket.TextMessage, []byte(`{"t":"send"}`), 4400},
		"a binary frame":      {true, websocket.BinaryMessage, []byte("x"), 1003},
		"invalid UTF-8":       {true, websocket.TextMessage, []byte("{\"t\":\"send\",\"text\":\"\xff\"}"), 1007},
		"no JSON":             {true, websocket.TextMessage, []byte("hello"), 4400},
		"a list":              {true, websocket.TextMessage, []byte("[]"), 4400},
		"a wrong type":        {true, websocket.TextMessage, []byte(`{"t":"read","seq":"one"}`), 4400},
		"an unknown kind":     {true, websocket.TextMessage, []byte(`{"t":"drop"}`), 4400},
		"a console's frame":   {true, websocket.TextMessage, []byte(`{"t":"open","conversation":"x"}`), 4400},
		"hello again":         {true, websocket.TextMessage, hello, 4400},
		"a bad client id":     {true, websocket.TextMessage, []byte(`{"t":"send","client_id":"1","text":"x"}`), 4400},
		"33 KiB":              {true, websocket.TextMessage, []byte(`{"t":"send","text":"` + strings.Repeat("x", 33<<10) + `"}`), 1009},
		"deep nesting":        {true, websocket.TextMessage, []byte(strings.Repeat("[", 20000)), 4400},
		"a number for a name": {true, websocket.TextMessage, []byte(`{"t":1}`), 4400},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			c, _ := n.dial("/ws/widget", nil)
			c.t = t
			if tt.greet {
				c.send(frame{"t": "hello", "key": key})
				c.want("welcome")
			}
			if tt.kind != 0 {
				if err := c.ws.WriteMessage(tt.kind, tt.data); err != nil {
					t.Fatal(err)
				}
			}
			if code := c.closed(); code != tt.want {
				t.Errorf("closed with %d, want %d", code, tt.want)
			}
			_ = c.ws.Close()
		})
	}
}

// raw speaks websocket by hand, to send what no client library would.
func (n *node) raw() (net.Conn, *bufio.Reader) {
	n.t.Helper()
	conn, err := net.Dial("tcp", strings.TrimPrefix(n.url, "ws://"))
	if err != nil {
		n.t.Fatal(err)
	}
	n.t.Cleanup(func() { _ = conn.Close() })
	_, _ = io.WriteString(conn, "GET /ws/widget HTTP/1.1\r\nHost: x\r\nOrigin: "+origin+"\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Extensions: permessage-deflate\r\n\r\n")
	r := bufio.NewReader(conn)
	resp, err := http.ReadResponse(r, nil)
	if err != nil || resp.StatusCode != http.StatusSwitchingProtocols {
		n.t.Fatalf("upgrade: %v %v", resp, err)
	}
	if resp.Header.Get("Sec-WebSocket-Extensions") != "" {
		n.t.Error("compression was agreed to")
	}
	return conn, r
}

func masked(first byte, payload []byte) []byte {
	b := []byte{first, 0x80 | byte(len(payload))}
	if len(payload) > 125 {
		b[1] = 0x80 | 126
		b = binary.BigEndian.AppendUint16(b, uint16(len(payload)))
	}
	mask := make([]byte, 4)
	_, _ = rand.Read(mask)
	b = append(b, mask...)
	for i, p := range payload {
		b = append(b, p^mask[i%4])
	}
	return b
}

func TestAFrameThatIsNotWebsocketEndsTheConnectionWith1002(t *testing.T) {
	n := start(t, shop(t), nil)
	long := make([]byte, 126)
	tests := map[string][]byte{
		"unmasked":                 {0x81, 0x02, '{', '}'},
		"a reserved bit":           masked(0xc1, []byte("{}")),
		"a reserved opcode":        masked(0x83, []byte("{}")),
		"a ping of 126 bytes":      masked(0x89, long),
		"a fragmented ping":        masked(0x09, []byte("x")),
		"a continuation of naught": masked(0x80, []byte("x")),
	}
	for name, bytes := range tests {
		t.Run(name, func(t *testing.T) {
			conn, r := n.raw()
			if _, err := conn.Write(bytes); err != nil {
				t.Fatal(err)
			}
			_ = conn.SetReadDeadline(time.Now().Add(5 * time.Second))
			all, _ := io.ReadAll(r)
			if len(all) < 4 || all[0] != 0x88 || binary.BigEndian.Uint16(all[2:4]) != 1002 {
				t.Errorf("answered % x", all)
			}
		})
	}
}

func TestWhoWritesTooFastIsHeldUpAndNothingIsStoredTwice(t *testing.T) {
	db := shop(t)
	n := start(t, db, nil)
	c, _ := n.widget(nil)
	id := uuid.NewString()
	go func() {
		for range 100 {
			_ = c.ws.WriteJSON(frame{"t": "send", "client_id": id, "text": "한 번만"})
		}
	}()
	acks, nacks := 0, 0
	for {
		f, err := c.next()
		if err != nil {
			if !websocket.IsCloseError(err, 4429) {
				t.Errorf("ended with %v", err)
			}
			break
		}
		switch f["t"] {
		case "ack":
			acks++
		case "nack":
			nacks++
			if f.text("code") != "rate" || f.num("retry_in_ms") <= 0 || f.text("text") == "" {
				t.Errorf("nack = %v", f)
			}
		}
	}
	var rows int
	if err := db.QueryRow(t.Context(), `SELECT count(*) FROM dari.messages`).Scan(&rows); err != nil || rows != 1 || acks == 0 || nacks == 0 || acks > 40 {
		t.Errorf("%d rows, %d acks, %d nacks, %v", rows, acks, nacks, err)
	}
}

func TestAShopperAndAnAddressHaveOnlySoManySockets(t *testing.T) {
	n := start(t, shop(t), nil, func(o *chat.Options) { o.Limits.PerAddress = 8 })
	_, w := n.widget(nil)
	token := w.text("visitor_token")
	for range 4 {
		n.widget(frame{"token": token})
	}
	c, _ := n.dial("/ws/widget", nil)
	c.send(frame{"t": "hello", "key": key, "token": token})
	if code := c.closed(); code != 4429 {
		t.Errorf("the sixth socket of a visitor: closed with %d", code)
	}
	_ = c.ws.Close()
	for range 3 {
		n.widget(nil)
	}
	// The refused socket leaves its place a moment after its end.
	for status := 101; status != 429; {
		_, status = n.dial("/ws/widget", nil)
	}
}

func TestASocketThatDoesNotAnswerAPingIsClosed(t *testing.T) {
	n := start(t, shop(t), nil, func(o *chat.Options) { o.Limits.Ping, o.Limits.Pong = 400*time.Millisecond, 200*time.Millisecond })
	silent, _ := n.widget(nil)
	good, _ := n.widget(nil)
	good.say("안녕하세요")
	done := make(chan struct{})
	go func() {
		defer close(done)
		for range 6 { // each is a ping that was answered
			_ = good.ws.SetReadDeadline(time.Now().Add(5 * time.Second))
			var f frame
			for f["t"] != "ping" {
				if err := good.ws.ReadJSON(&f); err != nil {
					t.Errorf("the one that answers was closed: %v", err)
					return
				}
			}
			if f.num("head_seq") != 1 {
				t.Errorf("ping = %v", f)
			}
			_ = good.ws.WriteJSON(frame{"t": "pong"})
		}
	}()
	for {
		_ = silent.ws.SetReadDeadline(time.Now().Add(5 * time.Second))
		if _, _, err := silent.ws.ReadMessage(); err != nil {
			if !websocket.IsCloseError(err, 4408) {
				t.Errorf("ended with %v", err)
			}
			break
		}
	}
	<-done
}

func TestARestartSendsEveryoneAwayWithATime(t *testing.T) {
	n := start(t, shop(t), nil)
	n.agent("a")
	w, _ := n.widget(nil)
	w.say("x")
	k := n.console("a")
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	gone := make(chan error, 1)
	go func() { gone <- n.chat.Shutdown(ctx) }()
	for _, c := range []*client{w, k} {
		if f := c.want("bye"); f.num("code") != 1012 || f.num("reconnect_in_ms") < 0 || f.num("reconnect_in_ms") > 10_000 {
			t.Errorf("bye = %v", f)
		}
		if code := c.closed(); code != 1012 {
			t.Errorf("closed with %d", code)
		}
	}
	if err := <-gone; err != nil {
		t.Errorf("Shutdown: %v", err)
	}
	if _, status := n.dial("/ws/widget", nil); status != 429 && status != 503 {
		t.Errorf("a socket after the end: %d", status)
	}
}

func TestASocketThatTakesNothingIsCutOffAndTheOthersHearAll(t *testing.T) {
	n := start(t, shop(t), nil)
	shopper, w := n.widget(nil)
	conv := shopper.say("시작").text("conversation")
	slow, _ := n.dial("/ws/widget", nil)
	slow.send(frame{"t": "hello", "key": key, "token": w.text("visitor_token")})
	slow.want("messages")
	good, _ := n.widget(frame{"token": w.text("visitor_token")})
	good.want("messages")
	good.ws.SetReadLimit(1 << 20)
	const total = 600
	id := conversationID(t, n.db, conv)
	big := strings.Repeat("가", 4000) // 12 kB: more than the network keeps for who does not read
	heard := make(chan int64, total)
	go func() {
		defer close(heard)
		for {
			f, err := good.next()
			if err != nil {
				t.Errorf("the one that reads was cut off: %v", err)
				return
			}
			if f["t"] == "message" {
				heard <- f.message().Seq
			}
			for _, m := range f.messages() {
				heard <- m.Seq
			}
			if f.num("last_seq") == total+1 || f["t"] == "message" && f.message().Seq == total+1 {
				return
			}
		}
	}()
	next := int64(2)
	for i := range total {
		n.write(id, big)
		if i%20 == 19 { // the writer goes no faster than a good reader
			for ; next <= int64(i+2); next++ {
				if seq := <-heard; seq != next {
					t.Fatalf("the reader got %d, want %d", seq, next)
				}
			}
		}
	}
	for {
		_ = slow.ws.SetReadDeadline(time.Now().Add(20 * time.Second))
		if _, _, err := slow.ws.ReadMessage(); err != nil {
			return // cut off; a close frame arrives only if there is room for one
		}
	}
}
