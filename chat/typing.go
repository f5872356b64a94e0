package chat

import (
	"context"
	"sync"
	"time"
	"unicode/utf8"

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

// typing is what the user of a socket types. Most never do: a socket holds none at first.
type typing struct {
	mu    sync.Mutex
	who   typist
	text  string // what a shopper has typed so far; staff alone may see it
	stale bool   // text has changed since it was relayed
	on    bool
	sent  time.Time
	until time.Time
}

// maxPreview is how much of a text that is still being typed is shown: its end.
const maxPreview = 500

type typingFrame struct {
	T            string     `json:"t"`
	Conversation *uuid.UUID `json:"conversation,omitempty"`
	From         string     `json:"from"`
	On           bool       `json:"on"`
	Name         string     `json:"name,omitempty"`
	StaffID      int64      `json:"staff_id,omitempty"`
	Text         string     `json:"text,omitempty"`
}

// typed relays that somebody types, once a second at most. It is never stored, and ends by itself.
func (s *Service) typed(c *conn, who typist, on bool, text string) {
	ty := c.typing.Load()
	if ty == nil {
		if !on {
			return
		}
		ty = &typing{}
		c.typing.Store(ty) // only the reader of the socket does
	}
	ty.mu.Lock()
	defer ty.mu.Unlock()
	now := time.Now()
	if ty.on && (!on || ty.who.topic != who.topic) {
		s.relay(c, ty.who, false, "")
		ty.on = false
	}
	if !on {
		return
	}
	ty.until = now.Add(s.limits.Typing)
	text = ending(text, maxPreview)
	if now.Sub(ty.sent) < time.Second && ty.who.topic == who.topic {
		ty.stale = ty.stale || !ty.on || text != ty.text // relayed when the second is over
		ty.text = text
		return
	}
	ty.text = text
	ty.who, ty.on, ty.sent, ty.stale = who, true, now, false
	s.relay(c, who, true, ty.text)
}

// ending is the last n characters of a text.
func ending(text string, n int) string {
	for drop := utf8.RuneCountInString(text) - n; drop > 0; drop-- {
		_, size := utf8.DecodeRuneInString(text)
		text = text[size:]
	}
	return text
}

// stopTyping ends it: a message was sent, the socket is gone, or nothing was typed for a while.
func (s *Service) stopTyping(c *conn) {
	ty := c.typing.Load()
	if ty == nil {
		return
	}
	ty.mu.Lock()
	defer ty.mu.Unlock()
	ty.text, ty.stale = "", false
	if ty.on {
		ty.on = false
		s.relay(c, ty.who, false, "")
	}
}

func (s *Service) expireTyping(c *conn, now time.Time) {
	ty := c.typing.Load()
	if ty == nil {
		return
	}
	ty.mu.Lock()
	over := (ty.on || ty.stale) && now.After(ty.until)
	if ty.stale && !over && now.Sub(ty.sent) >= time.Second {
		ty.on, ty.sent, ty.stale = true, now, false
		s.relay(c, ty.who, true, ty.text)
	}
	ty.mu.Unlock()
	if over {
		s.stopTyping(c)
	}
}

func (s *Service) relay(c *conn, who typist, on bool, text string) {
	frame := typingFrame{T: "typing", From: who.from, On: on, Name: who.name, StaffID: who.staffID}
	if who.conversation != uuid.Nil {
		frame.Conversation = &who.conversation
	}
	payload := numbered(frameEcho, c.id, encode(frame))
	if who.from == thread.Shopper { // staff alone hear of it, on the topic that no shopper follows
		plain := encode(frame)
		frame.Text = text
		payload = numbered(frameTyped, int64(len(plain)), append(plain, encode(frame)...))
	}
	s.hub.Publish(context.Background(), who.topic, payload)
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
