package chat

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"sync"
	"time"

	"dari/internal/thread"
)

type pingFrame struct {
	T       string           `json:"t"`
	HeadSeq int64            `json:"head_seq"`
	Heads   map[string]int64 `json:"heads,omitempty"` // of several conversations, by id
}

// tend looks after all sockets once a second: pings, closes the dead and the expired, ends typing.
// One goroutine does so for all, so that an idle socket needs no timer.
func (s *Service) tend(ctx context.Context) {
	tick := time.NewTicker(min(time.Second, s.limits.Pong/4))
	defer tick.Stop()
	renewed, asked := time.Now(), time.Now()
	second, crowded := time.Now(), calm{}
	repeated := time.Now()
	for {
		select {
		case <-ctx.Done():
			return
		case now := <-tick.C:
			for _, c := range s.sockets.all() {
				s.tendOne(c, now)
			}
			repeat := now.Sub(repeated) > lookersBeat
			if repeat {
				repeated = now
			}
			s.tendLookers(ctx, now, repeat)
			if now.Sub(second) > time.Second {
				second = now
				crowded.look(s.sockets.opened.Load())
			}
			if now.Sub(renewed) > presenceLife/3 {
				renewed = now
				s.presence.renew(ctx)
			}
			if since := now.Sub(asked); since > time.Hour || since > 30*time.Second && s.hub.Down() {
				asked = now
				s.checkSessions(ctx)
			}
		}
	}
}

func (s *Service) tendOne(c *conn, now time.Time) {
	s.expireTyping(c, now)
	if end := c.expires.Load(); end != 0 && now.UnixNano() > end {
		c.end(closeIdentity, 0)
		return
	}
	pinged, heard := c.pinged.Load(), c.heard.Load()
	switch since := now.Sub(time.Unix(0, pinged)); {
	case since >= s.limits.Pong && heard < pinged && !c.ending.Load():
		go c.cut(closePing) // it may take a second to say so
	case since >= s.limits.Ping:
		c.pinged.Store(now.UnixNano())
		c.do(c.ping)
	}
}

// ping says how far each conversation on the socket has come, so that a client notices what it has
// missed even if every other frame was lost.
func (c *conn) ping() {
	frame := pingFrame{T: "ping"}
	for _, st := range c.streams {
		head := max(st.cursor, c.s.heads.get(st.id))
		frame.HeadSeq = max(frame.HeadSeq, head)
		if len(c.streams) > 1 {
			if frame.Heads == nil {
				frame.Heads = map[string]int64{}
			}
			frame.Heads[st.uid.String()] = head
		}
	}
	c.write(encode(frame))
}

// checkSessions asks again who is behind each console: a session may have ended by time, and the word
// that one was ended may have been lost with Redis. A database that does not answer ends nothing.
func (s *Service) checkSessions(ctx context.Context) {
	for _, c := range s.sockets.all() {
		k, ok := c.peer.(*console)
		if !ok {
			continue
		}
		if who, ok := s.staffOf(k.ask); (!ok || who.ID != k.who.ID || who.Role != k.who.Role) && s.db.Ping(ctx) == nil {
			c.end(closeIdentity, 0)
		}
	}
}

// headCache is what the last poll saw.
type headCache struct {
	mu    sync.Mutex
	known map[int64]int64

	// Of the poll alone: the epoch, when it last looked for withdrawn texts, and which it has told of.
	epoch     string
	withdrawn time.Time
	told      map[thread.Withdrawal]bool
}

func (h *headCache) get(id int64) int64 {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.known[id]
}

// swap keeps the new heads and answers those that have moved.
func (h *headCache) swap(heads map[int64]int64) map[int64]int64 {
	h.mu.Lock()
	defer h.mu.Unlock()
	moved := map[int64]int64{}
	for id, seq := range heads {
		if seq != h.known[id] {
			moved[id] = seq
		}
	}
	h.known = heads
	return moved
}

// pollHeads compares what is watched here with Postgres, so that a lost push costs seconds, never a message.
func (s *Service) pollHeads(ctx context.Context) {
	tick := time.NewTicker(s.limits.HeadPoll)
	defer tick.Stop()
	failing := false
	for {
		err := errors.Join(s.lookAtEpoch(ctx), s.lookAtHeads(ctx))
		if err != nil && !failing && ctx.Err() == nil {
			s.log.WarnContext(ctx, "the heads of conversations cannot be read", "error", err)
		}
		failing = err != nil
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		case <-s.nudge:
		}
	}
}

// lookAtEpoch sends everyone away when the database was restored from a backup: what sockets and clients
// count from is of another history, in which numbers that they have are given out once more.
func (s *Service) lookAtEpoch(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	epoch, err := s.thread.ReadEpoch(ctx)
	if err != nil {
		return err
	}
	known := s.heads.epoch
	s.heads.epoch = epoch
	if known == "" || known == epoch {
		return nil
	}
	s.log.WarnContext(ctx, "the database is another than before, all sockets read anew")
	for _, c := range s.sockets.all() {
		c.end(closeResync, s.reconnectIn())
	}
	return nil
}

func (s *Service) lookAtHeads(ctx context.Context) error {
	var ids []int64
	for _, topic := range s.hub.Topics("conv:") {
		if id, err := strconv.ParseInt(strings.TrimPrefix(topic, "conv:"), 10, 64); err == nil {
			ids = append(ids, id)
		}
	}
	if len(ids) == 0 {
		s.heads.swap(nil)
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	heads, err := thread.Heads(ctx, s.db, ids)
	if err != nil {
		return err
	}
	for id, seq := range s.heads.swap(heads) {
		s.hub.PublishLocal(convTopic(id), numbered(frameHead, seq, nil))
	}
	return s.lookAtWithdrawn(ctx, ids)
}

// lookAtWithdrawn does the same for texts that were taken back: a look at the time since the last one
// that succeeded, and a little more, for clocks and commits take theirs.
func (s *Service) lookAtWithdrawn(ctx context.Context, ids []int64) error {
	began := time.Now()
	since := 2 * s.limits.HeadPoll
	if !s.heads.withdrawn.IsZero() {
		since += began.Sub(s.heads.withdrawn)
	}
	list, err := thread.WithdrawnSince(ctx, s.db, ids, since)
	if err != nil {
		return err
	}
	s.heads.withdrawn = began
	told := make(map[thread.Withdrawal]bool, len(list))
	for _, w := range list {
		if !s.heads.told[w] {
			s.hub.PublishLocal(convTopic(w.ConversationID), withdrawn(w))
		}
		told[w] = true
	}
	s.heads.told = told
	return nil
}
