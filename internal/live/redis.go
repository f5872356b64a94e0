package live

import (
	"bytes"
	"context"
	"sync"
	"sync/atomic"
	"time"

	"github.com/redis/go-redis/v9"
	"golang.org/x/sync/errgroup"
)

// channel carries everything between programs; each keeps what somebody there listens to.
const channel = "dari:live"

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

// flush sends what has gathered in one exchange. What cannot be sent is lost: it is stale in a second.
func (h *Hub) flush(ctx context.Context, first outgoing) {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	p := h.redis.Pipeline()
	p.Publish(ctx, channel, h.envelope(first))
	for range 255 {
		select {
		case o := <-h.out:
			p.Publish(ctx, channel, h.envelope(o))
			continue
		default:
		}
		break
	}
	_, _ = p.Exec(ctx) // the receiving side notices and logs that Redis is away
}

func (h *Hub) envelope(o outgoing) []byte {
	b := make([]byte, 0, len(h.node)+len(o.topic)+len(o.payload)+2)
	b = append(append(b, h.node...), 0)
	b = append(append(b, o.topic...), 0)
	return append(b, o.payload...)
}

func (h *Hub) deliver(envelope []byte) {
	node, rest, ok := bytes.Cut(envelope, []byte{0})
	topic, payload, ok2 := bytes.Cut(rest, []byte{0})
	if !ok || !ok2 || string(node) == h.node { // our own were handed out when they were published
		return
	}
	h.PublishLocal(string(topic), payload)
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
			h.deliver([]byte(m.Payload))
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
