package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"dari/internal/thread/view"

	"github.com/google/uuid"
	"github.com/gorilla/websocket"
)

// device is a shopper's browser: it keeps what it shows and what is not confirmed, comes back by
// itself, and sends again what was not acknowledged, all as docs/protocol.md asks.
type device struct {
	fleet *fleet
	n     int // which of the fleet's
	ip    net.IP
	pair  *device // whose token it uses; nil: a visitor of its own

	mu       sync.Mutex
	thread   view.Thread
	token    string
	conv     string
	ws       *websocket.Conn // nil while away
	welcomed bool
	heard    time.Time
	opened   time.Time // when it came back and has not caught up since; zero: it has
	behind   int64     // up to where it then must come
	gap      int       // pings in a row that told of something missing
	composed []string
	acked    map[string]int64
	resets   int
}

// arrival is a frame of the server.
type arrival struct {
	T             string          `json:"t"`
	VisitorToken  string          `json:"visitor_token"`
	Conversation  json.RawMessage `json:"conversation"` // an id, or in a welcome an object
	Epoch         string          `json:"epoch"`
	Messages      []view.Message  `json:"messages"`
	Message       view.Message    `json:"message"`
	Reset         bool            `json:"reset"`
	ClientID      string          `json:"client_id"`
	ID            any             `json:"id"` // a text of a message, a number in a hint
	Seq           int64           `json:"seq"`
	Code          json.RawMessage `json:"code"` // a word in a nack, a number in a bye
	RetryInMS     int64           `json:"retry_in_ms"`
	ReconnectInMS *int64          `json:"reconnect_in_ms"`
	HeadSeq       int64           `json:"head_seq"`
}

// buffers of the drill's own sockets are small and shared: there are thousands.
var buffers = &sync.Pool{}

func (d *device) dial(ctx context.Context) (*websocket.Conn, error) {
	dialer := websocket.Dialer{
		NetDialContext: (&net.Dialer{LocalAddr: &net.TCPAddr{IP: d.ip}, Timeout: 3 * time.Second}).DialContext,
		ReadBufferSize: 1024, WriteBufferSize: 1024, WriteBufferPool: buffers, HandshakeTimeout: d.fleet.handshake,
	}
	ws, resp, err := dialer.DialContext(ctx, "ws://"+d.fleet.address(d.n)+"/ws/widget", http.Header{"Origin": {"https://help.ondam.example"}})
	if resp != nil && resp.Body != nil {
		_ = resp.Body.Close()
	}
	if resp != nil && resp.StatusCode >= 500 {
		d.fleet.refused.Add(1)
	}
	if err != nil {
		return nil, fmt.Errorf("open a socket: %w", err)
	}
	return ws, nil
}

// run stays connected until the context ends.
func (d *device) run(ctx context.Context) {
	attempt := 0
	for ctx.Err() == nil {
		asked, proven, err := d.session(ctx)
		if proven {
			attempt = 0
		}
		if ctx.Err() != nil {
			return
		}
		d.fleet.cuts.Add(1)
		var code *websocket.CloseError
		resync := errors.As(err, &code) && code.Code == 4008
		switch {
		case asked > 0:
			pause(ctx, asked)
		case attempt == 0 && resync:
		default:
			pause(ctx, backoff(attempt))
		}
		attempt++
	}
}

// backoff is the wait before an attempt: full jitter up to 0.5 s · 2ⁿ, 30 s at most.
func backoff(attempt int) time.Duration {
	return rand.N(min(30*time.Second, 500*time.Millisecond<<min(attempt, 6)))
}

// session is one connection. asked is how long the server asked to stay away.
func (d *device) session(ctx context.Context) (asked time.Duration, proven bool, err error) {
	ws, err := d.dial(ctx)
	if err != nil {
		return 0, false, err
	}
	stop := context.AfterFunc(ctx, func() { _ = ws.Close() })
	defer stop()
	defer d.away(ws)
	if err := d.greet(ws); err != nil {
		return 0, false, err
	}
	for {
		_ = ws.SetReadDeadline(time.Now().Add(d.fleet.silence))
		var f arrival
		if err := ws.ReadJSON(&f); err != nil {
			return asked, proven, err
		}
		if f.T == "bye" && f.ReconnectInMS != nil {
			asked = time.Duration(*f.ReconnectInMS) * time.Millisecond
		}
		if d.take(f) {
			proven = true
		}
	}
}

func (d *device) greet(ws *websocket.Conn) error {
	if d.pair != nil {
		d.pair.mu.Lock()
		token := d.pair.token
		d.pair.mu.Unlock()
		d.mu.Lock()
		d.token = token
		d.mu.Unlock()
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.opened = time.Now()
	hello := frame{"t": "hello", "key": widgetKey, "lang": "ko", "epoch": d.thread.Epoch, "after_seq": d.thread.Cursor}
	if d.token != "" {
		hello["token"] = d.token
	}
	d.ws, d.welcomed, d.gap = ws, false, 0
	return d.write(hello)
}

func (d *device) away(ws *websocket.Conn) {
	_ = ws.Close()
	d.mu.Lock()
	defer d.mu.Unlock()
	d.ws, d.welcomed = nil, false
	d.thread.Disconnected()
}

// write sends a frame; the caller holds the lock.
func (d *device) write(f any) error {
	_ = d.ws.SetWriteDeadline(time.Now().Add(5 * time.Second))
	return d.ws.WriteJSON(f)
}

// take handles a frame and says whether the connection has proved itself.
func (d *device) take(f arrival) (proven bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.heard = time.Now()
	from := d.thread.Cursor
	switch f.T {
	case "welcome":
		d.welcome(f)
	case "messages":
		if f.Reset {
			d.resets++
			from = 0
			if len(f.Messages) > 0 {
				from = f.Messages[0].Seq - 1
			}
		}
		_ = json.Unmarshal(f.Conversation, &d.conv)
		d.thread.Page(f.Messages, f.Reset)
		proven = true
	case "message":
		d.thread.Live(f.Message)
	case "withdrawn":
		d.thread.Withdrawn(f.Seq)
	case "ack":
		_ = json.Unmarshal(f.Conversation, &d.conv)
		d.acked[f.ClientID] = f.Seq
		id, _ := f.ID.(string)
		d.thread.Acknowledged(f.ClientID, id, f.Seq)
		proven = true
	case "nack":
		d.nack(f)
	case "ping":
		d.ping(f)
	}
	d.shown(from)
	d.pump()
	return proven
}

func (d *device) welcome(f arrival) {
	if f.VisitorToken != "" {
		d.token = f.VisitorToken
	}
	var conv struct {
		ID      string `json:"id"`
		LastSeq int64  `json:"last_seq"`
	}
	_ = json.Unmarshal(f.Conversation, &conv)
	d.behind = conv.LastSeq
	if conv.ID != "" {
		d.conv = conv.ID
	}
	d.thread.Welcome(f.Epoch)
	d.welcomed = true
}

func (d *device) nack(f arrival) {
	d.fleet.nacks.Add(1)
	if string(f.Code) == `"storage_full"` {
		d.fleet.full.Add(1)
	}
	d.thread.Refused(f.ClientID, f.RetryInMS > 0)
	if f.RetryInMS > 0 {
		// What is queued again is sent after the time; nothing else may overtake it.
		welcomed := d.welcomed
		d.welcomed = false
		time.AfterFunc(time.Duration(f.RetryInMS)*time.Millisecond, func() {
			d.mu.Lock()
			defer d.mu.Unlock()
			d.welcomed = d.ws != nil && welcomed
			d.pump()
		})
	}
}

// ping answers, and opens the socket anew when something is missing for longer than one ping.
func (d *device) ping(f arrival) {
	_ = d.write(frame{"t": "pong"})
	d.gap++
	if !d.thread.Gap(f.HeadSeq) {
		d.gap = 0
	}
	if d.gap > 1 {
		d.fleet.reopened.Add(1)
		_ = d.ws.Close()
	}
}

// shown measures what has just been shown: how long it took from its writing, and whether the gap of
// an absence is closed with it.
func (d *device) shown(from int64) {
	now := time.Now()
	if !d.opened.IsZero() && d.welcomed && d.thread.Cursor >= d.behind {
		d.fleet.gaps.add(now, now.Sub(d.opened))
		d.opened = time.Time{}
	}
	for i := len(d.thread.Shown) - 1; i >= 0 && d.thread.Shown[i].Seq > from; i-- {
		if at, ok := writtenAt(d.thread.Shown[i].Text); ok {
			d.fleet.delivery.add(at, now.Sub(at))
		}
	}
}

// compose writes a text, to be sent now or when there is a connection again.
func (d *device) compose() {
	d.mu.Lock()
	defer d.mu.Unlock()
	id := uuid.NewString()
	d.composed = append(d.composed, id)
	d.thread.Compose(id, textAt(time.Now(), len(d.composed))+strings.Repeat("x", d.fleet.padding))
	d.pump()
}

// pump sends the next own text; the caller holds the lock.
func (d *device) pump() {
	if d.ws == nil || !d.welcomed {
		return
	}
	if o, ok := d.thread.Send(); ok {
		if d.write(frame{"t": "send", "client_id": o.ClientID, "text": o.Text}) != nil {
			_ = d.ws.Close() // the reader notices, and it is queued again
		}
	}
}

// probe asks the server for a sign of life, as a client does that must notice soon that it hangs.
func (d *device) probe() {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.ws != nil && d.welcomed {
		_ = d.write(frame{"t": "ping"})
	}
}

// A text says when it was written, and which of its writer's it is.
func textAt(at time.Time, n int) string {
	return fmt.Sprintf("%d %d 안녕하세요", at.UnixNano(), n)
}

func writtenAt(text string) (time.Time, bool) {
	var nanos, n int64
	if _, err := fmt.Sscanf(text, "%d %d", &nanos, &n); err != nil {
		return time.Time{}, false
	}
	return time.Unix(0, nanos), true
}
