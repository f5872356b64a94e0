package chat

import (
	"context"
	"sync"
	"time"

	"dari/internal/thread"

	"github.com/google/uuid"
)

// typist is who types where.
type typist struct {
	topic        string
	from         string
	name         string // of an agent
	staffID      int64
	conversation uuid.UUID
}

type typing struct {
	mu    sync.Mutex
	who   typist
	on    bool
	sent  time.Time
	until time.Time
}

type typingFrame struct {
	T            string     `json:"t"`
	Conversation *uuid.UUID `json:"conversation,omitempty"`
	From         string     `json:"from"`
	On           bool       `json:"on"`
	Name         string     `json:"name,omitempty"`
	StaffID      int64      `json:"staff_id,omitempty"`
}

// typed relays that somebody types, once a second at most. It is never stored, and ends by itself.
func (s *Service) typed(c *conn, who typist, on bool) {
	c.typing.mu.Lock()
	defer c.typing.mu.Unlock()
	now := time.Now()
	if c.typing.on && (!on || c.typing.who.topic != who.topic) {
		s.relay(c, c.typing.who, false)
		c.typing.on = false
	}
	if !on {
		return
	}
	c.typing.until = now.Add(s.limits.Typing)
	if now.Sub(c.typing.sent) < time.Second && c.typing.who.topic == who.topic {
		return
	}
	c.typing.who, c.typing.on, c.typing.sent = who, true, now
	s.relay(c, who, true)
}

// stopTyping ends it: a message was sent, the socket is gone, or nothing was typed for a while.
func (s *Service) stopTyping(c *conn) {
	c.typing.mu.Lock()
	defer c.typing.mu.Unlock()
	if c.typing.on {
		c.typing.on = false
		s.relay(c, c.typing.who, false)
	}
}

func (s *Service) expireTyping(c *conn, now time.Time) {
	c.typing.mu.Lock()
	over := c.typing.on && now.After(c.typing.until)
	c.typing.mu.Unlock()
	if over {
		s.stopTyping(c)
	}
}

func (s *Service) relay(c *conn, who typist, on bool) {
	frame := typingFrame{T: "typing", From: who.from, On: on, Name: who.name, StaffID: who.staffID}
	if who.conversation != uuid.Nil {
		frame.Conversation = &who.conversation
	}
	s.hub.Publish(context.Background(), who.topic, numbered(frameEcho, c.id, encode(frame)))
}

type readFrame struct {
	T            string     `json:"t"`
	Conversation *uuid.UUID `json:"conversation,omitempty"`
	From         string     `json:"from"`
	Seq          int64      `json:"seq"`
}

// markRead stores how far a reader has come and tells the others who show the conversation.
func (s *Service) markRead(ctx context.Context, socket, conv int64, kind string, readerID, seq int64) error {
	r, moved, err := thread.Mark(ctx, s.db, conv, kind, readerID, thread.Receipt{ReadSeq: seq})
	if err != nil || !moved {
		return err
	}
	c, err := thread.ByID(ctx, s.db, conv)
	if err != nil {
		return err
	}
	s.hub.Publish(ctx, convTopic(conv), numbered(frameEcho, socket, encode(readFrame{"read", &c.UID, kind, r.ReadSeq})))
	return nil
}
