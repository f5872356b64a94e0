package live

import (
	"context"
	"encoding/binary"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/redis/go-redis/v9"
	"golang.org/x/sync/errgroup"
)

// channel carries everything between programs; each keeps what somebody there listens to. The number is
// that of the form below: a program of another form is not heard, and sockets ask the database instead.
const channel = "dari:live:2"

// One letter holds what has gathered: for a busy chat that is one command of Redis instead of hundreds,
// and one letter that comes back to who sent it.
const (
	maxLetter     = 256
	maxLetterSize = 256 << 10
)

type outgoing struct {
	topic   string
	payload []byte
}

// Run connects the hub with the other programs until the context ends. Without Redis it only waits.
func (h *Hub) Run(ctx context.Context) error {
	if h.redis == nil {
		<-ctx.Done()
		return nil
	}
	var g errgroup.Group
	g.Go(func() error { h.send(ctx); return nil })
	g.Go(func() error { h.receive(ctx); return nil })
	return g.Wait()
}

func (h *Hub) send(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case o := <-h.out:
			h.flush(ctx, o)
		}
	}
}

// flush sends what has gathered in one letter. What cannot be sent is lost: it is stale in a second.
func (h *Hub) flush(ctx context.Context, first outgoing) {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	letter := append(append(make([]byte, 0, 1024), h.node...), 0)
	letter = appendFrame(letter, first)
	for n := 1; n < maxLetter && len(letter) < maxLetterSize; n++ {
		select {
		case o := <-h.out:
			letter = appendFrame(letter, o)
			continue
		default:
		}
		break
	}
	_ = h.redis.Publish(ctx, channel, letter).Err() // the receiving side notices and logs that Redis is away
}

// A letter is the name of its node, a zero byte, and frames: topic and payload, each behind its length.
func appendFrame(letter []byte, o outgoing) []byte {
	letter = append(binary.AppendUvarint(letter, uint64(len(o.topic))), o.topic...)
	return append(binary.AppendUvarint(letter, uint64(len(o.payload))), o.payload...)
}

func (h *Hub) deliver(letter string) {
	node, rest, ok := strings.Cut(letter, "\x00")
	if !ok || node == h.node { // our own were handed out when they were published
		return
	}
	frames := []byte(rest)
	for len(frames) > 0 {
		topic, behind, ok := cutPart(frames)
		payload, next, ok2 := cutPart(behind)
		if !ok || !ok2 {
			return
		}
		h.PublishLocal(string(topic), payload)
		frames = next
	}
}

// cutPart takes a length and what it counts off the front.
func cutPart(b []byte) (part, rest []byte, ok bool) {
	n, size := binary.Uvarint(b)
	if size <= 0 || n > uint64(len(b)-size) {
		return nil, nil, false
	}
	end := size + int(n)
	return b[size:end:end], b[end:], true
}

func (h *Hub) receive(ctx context.Context) {
	pause := 100 * time.Millisecond
	for ctx.Err() == nil {
		heard, err := h.listen(ctx)
		if ctx.Err() != nil {
			return
		}
		if !h.down.Swap(true) {
			h.log.WarnContext(ctx, "redis cannot be heard, sockets fall back to asking the database", "error", err)
		}
		if heard {
			pause = 100 * time.Millisecond
		}
		select {
		case <-ctx.Done():
		case <-time.After(pause):
		}
		pause = min(2*pause, time.Second)
	}
}

// listen hears one subscription until it breaks. heard says that it was there at all.
func (h *Hub) listen(ctx context.Context) (heard bool, err error) {
	ps := h.redis.Subscribe(ctx, channel)
	var last atomic.Int64
	last.Store(time.Now().UnixNano())
	watching, stop := context.WithCancel(ctx)
	var watch sync.WaitGroup
	watch.Go(func() { h.watch(watching, ps, &last) })
	defer watch.Wait()
	defer stop()
	for {
		msg, err := ps.Receive(ctx)
		if err != nil {
			return heard, err
		}
		last.Store(time.Now().UnixNano())
		if !heard {
			heard = true
			if h.down.Swap(false) {
				h.log.InfoContext(ctx, "redis is heard again")
			}
			if h.resumed != nil {
				h.resumed()
			}
		}
		if m, ok := msg.(*redis.Message); ok {
			h.deliver(m.Payload)
		}
	}
}

// watch asks for a sign of life and closes the subscription when none comes, or at the end.
func (h *Hub) watch(ctx context.Context, ps *redis.PubSub, last *atomic.Int64) {
	defer ps.Close() // a receiver that waits without end notices only this
	tick := time.NewTicker(2 * time.Second)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if time.Since(time.Unix(0, last.Load())) > 6*time.Second || ps.Ping(ctx) != nil {
			return
		}
	}
}
