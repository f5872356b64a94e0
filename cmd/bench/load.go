package main

import (
	"bytes"
	"context"
	"encoding/hex"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"github.com/HdrHistogram/hdrhistogram-go"
	"github.com/gorilla/websocket"
)

// load writes into conversations at a steady rate, whether or not answers come (an open loop), and
// measures each message from the moment at which it was due, so that a stall is not overlooked.
type load struct {
	shoppers []*socket // one of each conversation
	agents   []*socket // who watch them
	acked    bool      // whether the server acknowledges

	began atomic.Int64 // of the run, in ns since the epoch
	every atomic.Int64 // ns between two messages
	from  atomic.Int64 // number of the run's first message
	run   atomic.Pointer[taken]
	next  int64 // number of the next message; each is used once
}

// taken is what one run has shown.
type taken struct {
	mu              sync.Mutex
	ack, seen       *hdrhistogram.Histogram // µs
	acks, delivered int64
}

func newTaken() *taken {
	return &taken{ack: hdrhistogram.New(1, 60_000_000, 3), seen: hdrhistogram.New(1, 60_000_000, 3)}
}

const writers = 4

// at runs for a while at a rate, and then waits until all is delivered or two seconds have passed.
func (l *load) at(ctx context.Context, rate float64, length time.Duration) *taken {
	t := newTaken()
	total := int64(rate * length.Seconds())
	l.from.Store(l.next)
	l.every.Store(int64(float64(time.Second) / rate))
	l.began.Store(time.Now().Add(20 * time.Millisecond).UnixNano())
	l.run.Store(t)
	var group sync.WaitGroup
	for w := range int64(writers) {
		group.Go(func() { l.write(ctx, w, total) })
	}
	group.Wait()
	l.next += total
	for limit := time.Now().Add(2 * time.Second); time.Now().Before(limit) && ctx.Err() == nil; time.Sleep(5 * time.Millisecond) {
		t.mu.Lock()
		complete := t.delivered >= total && (t.acks >= total || !l.acked)
		t.mu.Unlock()
		if complete {
			break
		}
	}
	l.run.Store(nil)
	t.mu.Lock()
	defer t.mu.Unlock()
	// What never came counts as the longest there is.
	for range total - t.delivered {
		_ = t.seen.RecordValue(60_000_000)
	}
	for range total - t.acks {
		if l.acked {
			_ = t.ack.RecordValue(60_000_000)
		}
	}
	return t
}

// socket is a websocket that one may write to from several places.
type socket struct {
	*websocket.Conn
	mu sync.Mutex
}

func (s *socket) send(frame []byte) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.WriteMessage(websocket.TextMessage, frame)
}

// write sends every writers-th message when it is due; a conversation has always the same writer.
func (l *load) write(ctx context.Context, w, total int64) {
	frame := []byte(`{"t":"send","client_id":"00000000-0000-4000-8000-000000000000","text":"주문한 그릇은 언제 도착하나요?"}`)
	digits := frame[bytes.Index(frame, []byte("8000-"))+5:][:12]
	var raw [6]byte
	for n := w; n < total; n += writers {
		due := time.Unix(0, l.began.Load()+n*l.every.Load())
		if wait := time.Until(due); wait > 0 {
			time.Sleep(wait)
		}
		if ctx.Err() != nil {
			return
		}
		id := l.from.Load() + n
		for i := range raw {
			raw[i] = byte(id >> (8 * (5 - i)))
		}
		hex.Encode(digits, raw[:])
		share := len(l.shoppers) / writers
		if err := l.shoppers[int(w)*share+int(n/writers)%share].send(frame); err != nil {
			return // its messages are missed, and so counted
		}
	}
}

var (
	ackMark     = []byte(`"t":"ack"`)
	messageMark = []byte(`"t":"message"`)
	sendMark    = []byte(`"t":"send"`) // the relay hands on what was sent
	idMark      = []byte(`"client_id":"00000000-0000-4000-8000-`)
	pingMark    = []byte(`"t":"ping"`)
	pong        = []byte(`{"t":"pong"}`)
)

// listen reads a socket until it closes.
func (l *load) listen(s *socket, agent bool) {
	for {
		_, frame, err := s.ReadMessage()
		if err != nil {
			return
		}
		now := time.Now().UnixNano()
		switch {
		case bytes.Contains(frame, pingMark):
			_ = s.send(pong) // a socket that is gone is found by the next read
		case !agent && bytes.Contains(frame, ackMark):
			l.note(frame, now, false)
		case agent && (bytes.Contains(frame, messageMark) || bytes.Contains(frame, sendMark)):
			l.note(frame, now, true)
		}
	}
}

func (l *load) note(frame []byte, now int64, seen bool) {
	t := l.run.Load()
	at := bytes.Index(frame, idMark)
	if t == nil || at < 0 || len(frame) < at+len(idMark)+12 {
		return
	}
	var raw [6]byte
	if _, err := hex.Decode(raw[:], frame[at+len(idMark):][:12]); err != nil {
		return
	}
	var id int64
	for _, b := range raw {
		id = id<<8 | int64(b)
	}
	n := id - l.from.Load()
	if n < 0 {
		return // of an earlier run
	}
	took := max(1, (now-l.began.Load()-n*l.every.Load())/1000)
	t.mu.Lock()
	defer t.mu.Unlock()
	if seen {
		t.delivered++
		_ = t.seen.RecordValue(min(took, 60_000_000))
	} else {
		t.acks++
		_ = t.ack.RecordValue(min(took, 60_000_000))
	}
}

// start reads from all sockets.
func (l *load) start() {
	for _, s := range l.shoppers {
		go l.listen(s, false)
	}
	for _, s := range l.agents {
		go l.listen(s, true)
	}
}

func (l *load) close() {
	for _, s := range append(l.shoppers, l.agents...) {
		_ = s.Close()
	}
}

func dial(url string, header map[string][]string) (*socket, error) {
	ws, resp, err := websocket.DefaultDialer.Dial(url, header)
	if err != nil {
		return nil, fmt.Errorf("open a socket: %w", err)
	}
	_ = resp.Body.Close()
	return &socket{Conn: ws}, nil
}

// ms are microseconds of a histogram as milliseconds.
func ms(h *hdrhistogram.Histogram, percentile float64) float64 {
	return float64(h.ValueAtPercentile(percentile)) / 1000
}
