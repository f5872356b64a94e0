package live

import (
	"context"
	"hash/maphash"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/google/uuid"
	"github.com/redis/go-redis/v9"
)

const shards = 32

// fewSubscribers is up to how many of them it costs less to make each its own than to share one: the
// shopper and the agent of a conversation.
const fewSubscribers = 2

// Options of New.
type Options struct {
	Log   *slog.Logger
	Redis redis.UniversalClient // nil: this program is the only one
	Node  string                // a name no other running program has; empty: a random one
	// Resumed runs when Redis can be heard again after a time in which frames may have been lost.
	Resumed func()
}

// Hub is the table of who listens to what.
type Hub struct {
	log     *slog.Logger
	redis   redis.UniversalClient
	node    string
	resumed func()
	seed    maphash.Seed
	shards  [shards]shard
	out     chan outgoing
	down    atomic.Bool
}

type shard struct {
	mu     sync.RWMutex
	topics map[string][]*Sub
}

// New makes a Hub. Local fan-out works at once; Run connects it with the other programs.
func New(o Options) *Hub {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.Node == "" {
		o.Node = uuid.NewString()
	}
	h := &Hub{log: o.Log, redis: o.Redis, node: o.Node, resumed: o.Resumed, seed: maphash.MakeSeed(), out: make(chan outgoing, 4096)}
	for i := range h.shards {
		h.shards[i].topics = map[string][]*Sub{}
	}
	return h
}

// Node is this program's name among the others.
func (h *Hub) Node() string { return h.node }

// Down reports that Redis cannot be heard at the moment.
func (h *Hub) Down() bool { return h.down.Load() }

// Publish hands a payload to all subscribers of the topic, here and in the other programs. The
// payload must not be changed afterwards.
func (h *Hub) Publish(_ context.Context, topic string, payload []byte) {
	h.PublishLocal(topic, payload)
	if h.redis == nil {
		return
	}
	select {
	case h.out <- outgoing{topic, payload}:
	default: // Redis is away or too slow; the others find what they miss by themselves
	}
}

// PublishLocal hands a payload to the subscribers of this program only.
func (h *Hub) PublishLocal(topic string, payload []byte) {
	s := h.shard(topic)
	s.mu.RLock()
	defer s.mu.RUnlock()
	frame := Frame{Topic: topic, Payload: payload}
	if len(s.topics[topic]) > fewSubscribers {
		frame.Shared = &Shared{}
	}
	for _, sub := range s.topics[topic] {
		sub.Push(frame)
	}
}

// Subscribe makes the topic's payloads come to the subscriber.
func (h *Hub) Subscribe(sub *Sub, topic string) {
	sub.topicsMu.Lock()
	defer sub.topicsMu.Unlock()
	if slices.Contains(sub.topics, topic) {
		return
	}
	sub.topics = append(sub.topics, topic)
	s := h.shard(topic)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.topics[topic] = append(s.topics[topic], sub)
}

// Unsubscribe ends that. Frames that are queued already still come.
func (h *Hub) Unsubscribe(sub *Sub, topic string) {
	sub.topicsMu.Lock()
	defer sub.topicsMu.Unlock()
	if i := slices.Index(sub.topics, topic); i >= 0 {
		sub.topics = slices.Delete(sub.topics, i, i+1)
		h.remove(sub, topic)
	}
}

// Leave closes the subscriber and ends all its subscriptions.
func (h *Hub) Leave(sub *Sub) {
	sub.Close()
	sub.topicsMu.Lock()
	defer sub.topicsMu.Unlock()
	for _, topic := range sub.topics {
		h.remove(sub, topic)
	}
	sub.topics = nil
}

// Topics are those that somebody here listens to and that begin with the prefix.
func (h *Hub) Topics(prefix string) []string {
	var found []string
	for i := range h.shards {
		s := &h.shards[i]
		s.mu.RLock()
		for topic := range s.topics {
			if strings.HasPrefix(topic, prefix) {
				found = append(found, topic)
			}
		}
		s.mu.RUnlock()
	}
	return found
}

func (h *Hub) shard(topic string) *shard {
	return &h.shards[maphash.String(h.seed, topic)%shards]
}

func (h *Hub) remove(sub *Sub, topic string) {
	s := h.shard(topic)
	s.mu.Lock()
	defer s.mu.Unlock()
	left := slices.DeleteFunc(s.topics[topic], func(o *Sub) bool { return o == sub })
	if len(left) == 0 {
		delete(s.topics, topic)
		return
	}
	s.topics[topic] = left
}
