package chat

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"time"
	"unicode/utf8"

	"dari/internal/live"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"
	"github.com/gorilla/websocket"
	"golang.org/x/time/rate"
)

// Close codes of the protocol beside the standard ones.
const (
	closeHello    = 4001 // no hello in time
	closeResync   = 4008 // too slow: come back and read on
	closeBadFrame = 4400
	closeIdentity = 4401
	closePing     = 4408 // no answer to a ping
	closeRate     = 4429
)

// kernelBuffer is what the system may keep for a socket that does not read; left to itself it takes
// megabytes.
const kernelBuffer = 64 << 10

// maxFrame is the greatest frame a client may send.
const maxFrame = 32 << 10

// inFrame is a frame of a client; each kind uses some of the fields.
type inFrame struct {
	T            string    `json:"t"`
	Key          string    `json:"key"`
	Token        string    `json:"token"`
	JWT          string    `json:"jwt"`
	Lang         string    `json:"lang"`
	Epoch        string    `json:"epoch"`
	AfterSeq     int64     `json:"after_seq"`
	address      string    // where it came from
	first        uuid.UUID // the message it comes with, by HTTP
	Conversation string    `json:"conversation"`
	ClientID     string    `json:"client_id"`
	Text         string    `json:"text"`
	Files        []string  `json:"files"`
	SeenSeq      *int64    `json:"seen_seq"`
	Before       int64     `json:"before"`
	Seq          int64     `json:"seq"`
	On           bool      `json:"on"`
	State        string    `json:"state"`
	Kind         string    `json:"kind"`
	Lists        bool      `json:"lists"`
}

// peer is what a socket does with its frames: the widget's or the console's.
type peer interface {
	hello(ctx context.Context, c *conn, f inFrame) error
	frame(ctx context.Context, c *conn, f inFrame) error
	payload(c *conn, f live.Frame) // one of the topics other than a conversation's
	left(c *conn)
}

// conn is one socket. Its reader is the only goroutine it always has; the queue of its subscription
// starts a writer when there is something to write.
type conn struct {
	s       *Service
	id      int64
	ws      *websocket.Conn
	out     *cork // what ws writes to
	sub     *live.Sub
	peer    peer
	ip      string // where it comes from
	address string // by what it is counted
	lang    string
	rate    *rate.Limiter
	handled sync.WaitGroup
	over    int       // frames in a row beyond the rate
	streams []*stream // touched by the writer only
	greeted bool      // touched by the reader only

	heard   atomic.Int64 // unix nanoseconds of the last frame
	pinged  atomic.Int64
	expires atomic.Int64           // end of the identity, 0 for none
	typing  atomic.Pointer[typing] // nil until something is typed
	ending  atomic.Bool
}

func (s *Service) accept(g *gin.Context, with func(*conn) peer) {
	ip := g.ClientIP()
	address := hostOf(ip)
	switch {
	case s.origin == "" || g.GetHeader("Origin") != s.origin:
		g.AbortWithStatus(http.StatusForbidden)
		return
	case !s.sockets.enter(address, s.limits.PerAddress):
		g.Header("Retry-After", "10")
		g.AbortWithStatus(http.StatusTooManyRequests)
		return
	}
	ws, err := s.upgrader.Upgrade(corked{g.Writer}, g.Request, nil)
	if err != nil {
		s.sockets.leave(address)
		return // Upgrade has answered
	}
	out := ws.NetConn().(*cork)
	if tcp, ok := out.Conn.(*net.TCPConn); ok {
		_ = tcp.SetWriteBuffer(kernelBuffer)
	}
	c := &conn{s: s, id: s.sockets.nextID(), ws: ws, out: out, ip: ip, address: address, lang: "ko", rate: rate.NewLimiter(rate.Limit(s.limits.Rate), s.limits.Burst)}
	c.sub = live.NewSub(c.wake, c.overflow)
	c.peer = with(c)
	c.hear()
	c.pinged.Store(c.heard.Load())
	if !s.sockets.add(c) {
		c.cut(websocket.CloseServiceRestart)
		s.sockets.leave(c.address)
		return
	}
	go c.read() // the handler's goroutine and the server's buffers are free again
}

// read takes the frames of a socket in their order until it ends.
func (c *conn) read() {
	defer c.gone()
	ctx := context.Background() // a socket outlives the request that opened it; each frame has its own time limit
	c.ws.SetReadLimit(maxFrame)
	_ = c.ws.SetReadDeadline(time.Now().Add(c.s.limits.Hello))
	for {
		kind, data, err := c.ws.ReadMessage()
		if err != nil {
			var slow net.Error
			if !c.greeted && errors.As(err, &slow) && slow.Timeout() {
				c.cut(closeHello)
			}
			return
		}
		c.hear()
		if c.ending.Load() {
			continue // only the answer to our close is waited for
		}
		if kind == websocket.TextMessage && bytes.Equal(data, pongFrame) && c.greeted && c.rate.Allow() {
			continue // all that most sockets ever say
		}
		c.handled.Add(1)
		c.s.hands.run(func() {
			defer c.handled.Done()
			if code := c.take(ctx, kind, data); code != 0 {
				c.end(code, 0)
			}
		})
		c.handled.Wait()
	}
}

// take handles one frame and answers the code to close with, or 0.
func (c *conn) take(ctx context.Context, kind int, data []byte) int {
	if kind != websocket.TextMessage {
		return websocket.CloseUnsupportedData
	}
	if !utf8.Valid(data) {
		return websocket.CloseInvalidFramePayloadData
	}
	var f inFrame
	f.address = c.ip
	if err := json.Unmarshal(data, &f); err != nil || f.T == "" || !c.greeted && f.T != "hello" {
		return closeBadFrame
	}
	if !c.rate.Allow() {
		return c.tooFast(f)
	}
	c.over = 0
	ctx, cancel := context.WithTimeout(ctx, 15*time.Second)
	defer cancel()
	var err error
	switch {
	case f.T == "hello" && c.greeted:
		return closeBadFrame
	case f.T == "hello":
		_ = c.ws.SetReadDeadline(time.Time{}) // from here on pings tell whether it lives
		c.greeted = true
		err = c.peer.hello(ctx, c, f)
	case f.T == "pong":
	case f.T == "ping":
		c.push(pongFrame)
	default:
		err = c.peer.frame(ctx, c, f)
	}
	return c.code(ctx, err)
}

var pongFrame = []byte(`{"t":"pong"}`)

// refusal is an error that closes the socket with a code of its own.
type refusal int

func (refusal) Error() string { return "the socket is refused" }

func (c *conn) code(ctx context.Context, err error) int {
	var r refusal
	switch {
	case err == nil:
		return 0
	case errors.As(err, &r):
		return int(r)
	}
	c.s.log.ErrorContext(ctx, "a frame could not be handled", "error", err)
	return closeResync // the client comes back a little later and reads on
}

func (c *conn) hear() { c.heard.Store(time.Now().UnixNano()) }

// push queues a frame behind what waits.
func (c *conn) push(frame []byte) { c.sub.Push(live.Frame{Payload: tagged(frameJSON, frame)}) }

// do queues something for the writer to do in its order.
func (c *conn) do(f func()) { c.sub.Push(live.Frame{Do: f}) }

func (c *conn) wake() { c.s.hands.run(c.drain) }

// drain writes what is queued; the subscription sees to it that there is one at a time.
func (c *conn) drain() {
	c.out.hold()
	defer c.pass()
	for f, ok := c.sub.Next(); ok; f, ok = c.sub.Next() {
		switch {
		case f.Do != nil:
			c.pass() // it may ask the database
			f.Do()
			c.out.hold()
		case f.Topic == "":
			c.write(f.Payload[1:])
		default:
			c.payload(f)
		}
	}
}

// pass lets go what has gathered for the socket.
func (c *conn) pass() {
	if err := c.out.pass(); err != nil {
		c.stuck(err)
	}
}

// write sends a frame. An error ends the socket: the reader notices.
func (c *conn) write(frame []byte) {
	_ = c.ws.SetWriteDeadline(time.Now().Add(c.s.limits.Write))
	if err := c.ws.WriteMessage(websocket.TextMessage, frame); err != nil {
		c.stuck(err)
	}
}

// stuck ends a socket that could not be written to. Who took nothing for as long as a write may last is
// cut off like one whose queue was lost; in the middle of a frame nobody can be told so.
func (c *conn) stuck(err error) {
	var late net.Error
	if errors.As(err, &late) && late.Timeout() && c.ending.CompareAndSwap(false, true) {
		c.s.sockets.count(closeResync)
	}
	_ = c.ws.Close()
}

// relay sends a frame that came through the hub. Where it goes to many it is put into websocket form
// once for all of them.
func (c *conn) relay(f live.Frame, frame []byte) {
	if f.Shared == nil {
		c.write(frame)
		return
	}
	message, ok := f.Shared.Make(func() any {
		m, err := websocket.NewPreparedMessage(websocket.TextMessage, frame)
		if err != nil {
			return nil
		}
		return m
	}).(*websocket.PreparedMessage)
	if !ok {
		c.write(frame)
		return
	}
	_ = c.ws.SetWriteDeadline(time.Now().Add(c.s.limits.Write))
	if err := c.ws.WritePreparedMessage(message); err != nil {
		c.stuck(err)
	}
}

type byeFrame struct {
	T             string `json:"t"`
	Code          int    `json:"code"`
	ReconnectInMS *int64 `json:"reconnect_in_ms,omitempty"`
}

// end says goodbye after what is queued, and closes when the client has answered or has had its time.
func (c *conn) end(code int, reconnect time.Duration) {
	if !c.ending.CompareAndSwap(false, true) {
		return
	}
	c.s.sockets.count(code)
	bye := byeFrame{T: "bye", Code: code}
	if reconnect > 0 {
		ms := reconnect.Milliseconds()
		bye.ReconnectInMS = &ms
	}
	time.AfterFunc(2*time.Second, func() { _ = c.ws.Close() })
	queued := c.sub.Push(live.Frame{Do: func() {
		c.write(encode(bye))
		_ = c.sayClose(code, time.Second)
	}})
	if !queued {
		_ = c.sayClose(code, time.Second)
	}
}

// cut closes at once: no one listens.
func (c *conn) cut(code int) {
	if !c.ending.CompareAndSwap(false, true) {
		return // it is going, and its time is set
	}
	c.s.sockets.count(code)
	_ = c.sayClose(code, time.Second)
	time.AfterFunc(time.Second, func() { _ = c.ws.Close() })
}

// overflow ends a socket whose queue was lost. The writer still holds a frame that nobody takes: if
// the client does so after all, it hears why it was cut off and that it may come back.
func (c *conn) overflow() {
	if !c.ending.CompareAndSwap(false, true) {
		return
	}
	c.s.sockets.count(closeResync)
	patience := c.s.limits.Write
	if c.sayClose(closeResync, patience) != nil {
		patience = 0
	}
	time.AfterFunc(patience, func() { _ = c.ws.Close() })
}

func (c *conn) sayClose(code int, patience time.Duration) error {
	reason := ""
	if code == closeRate {
		reason = string(encode(map[string]int64{"retry_in_ms": c.pause().Milliseconds()}))
	}
	return c.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, reason), time.Now().Add(patience))
}

// gone forgets the socket.
func (c *conn) gone() {
	c.ending.Store(true)
	c.s.hub.Leave(c.sub)
	c.s.stopTyping(c)
	c.peer.left(c)
	c.linger()
	c.s.sockets.remove(c)
}

// linger closes the connection so that our close frame arrives: a close with unread input resets it.
func (c *conn) linger() {
	if tcp, ok := c.out.Conn.(*net.TCPConn); ok && tcp.CloseWrite() == nil {
		_ = tcp.SetReadDeadline(time.Now().Add(500 * time.Millisecond))
		_, _ = io.CopyN(io.Discard, tcp, 64<<10)
	}
	_ = c.ws.Close()
}

func (s *Service) reconnectIn() time.Duration {
	return time.Millisecond + rand.N(s.limits.ReconnectMax)
}
