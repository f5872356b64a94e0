package chat

import (
	"context"
	"fmt"
	"time"

	"dari/internal/live"
	"dari/internal/thread"

	"github.com/google/uuid"
)

const (
	pageSize  = 50    // messages of a fresh view
	chunkSize = 200   // messages in one frame while catching up
	maxGap    = 2_000 // who has missed more begins anew with the newest page
)

// stream is a conversation on a socket. cursor is the last message the socket has; only cursor + 1 is
// ever sent as a live frame, everything else is read from Postgres or is old.
type stream struct {
	id     int64
	uid    uuid.UUID
	topic  string
	cursor int64
	notes  bool
	ready  bool
}

type messagesFrame struct {
	T            string           `json:"t"`
	Conversation uuid.UUID        `json:"conversation"`
	Messages     []thread.Message `json:"messages"`
	Notes        []thread.Note    `json:"notes,omitempty"`
	Reset        bool             `json:"reset,omitempty"`
	LastSeq      int64            `json:"last_seq"`
	Epoch        string           `json:"epoch,omitempty"`
}

// follow shows a conversation on the socket. It subscribes first and reads the gap then, in the
// writer's order: a frame that comes before the reading is dropped, for the reading sees its message.
func (c *conn) follow(conv thread.Conversation, after int64, fresh, notes bool, epoch string) {
	c.s.hub.Subscribe(c.sub, convTopic(conv.ID))
	if notes {
		c.s.hub.Subscribe(c.sub, notesTopic(conv.ID))
	}
	c.do(func() {
		st := c.known(conv)
		st.cursor, st.notes, st.ready = after, notes, false
		if err := c.catchUp(st, fresh, epoch); err != nil {
			c.lost(err)
			return
		}
		st.ready = true
	})
}

// listen lets the socket hear what is told of a conversation and stored nowhere; its messages wait until
// the conversation is followed.
func (c *conn) listen(conv thread.Conversation) {
	c.s.hub.Subscribe(c.sub, convTopic(conv.ID))
	c.do(func() { c.known(conv) })
}

// known is the stream of a conversation, which is new when there is none.
func (c *conn) known(conv thread.Conversation) *stream {
	topic := convTopic(conv.ID)
	if st := c.stream(topic); st != nil {
		return st
	}
	st := &stream{id: conv.ID, uid: conv.UID, topic: topic}
	c.streams = append(c.streams, st)
	return st
}

// unfollow ends that.
func (c *conn) unfollow(id int64) {
	c.s.hub.Unsubscribe(c.sub, convTopic(id))
	c.s.hub.Unsubscribe(c.sub, notesTopic(id))
	c.do(func() {
		for i, st := range c.streams {
			if st.id == id {
				c.streams = append(c.streams[:i], c.streams[i+1:]...)
				return
			}
		}
	})
}

func (c *conn) stream(topic string) *stream {
	for _, st := range c.streams {
		if st.topic == topic {
			return st
		}
	}
	return nil
}

// catchUp sends what the socket has not: all that follows its cursor, or the newest page when that
// is too much, unknown or from before a restore.
func (c *conn) catchUp(st *stream, fresh bool, epoch string) error {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	if err := c.s.reading.Acquire(ctx, 1); err != nil {
		return fmt.Errorf("wait to read a gap: %w", err)
	}
	defer c.s.reading.Release(1)
	var gone []int64
	if !fresh {
		head, withdrawn, err := thread.Resume(ctx, c.s.db, st.id, st.cursor)
		if err != nil {
			return err
		}
		fresh, gone = head-st.cursor > maxGap || head < st.cursor, withdrawn
	}
	if !fresh {
		for _, seq := range gone { // the socket may have shown them before it went away
			c.write(encode(withdrawnFrame{"withdrawn", st.uid, seq}))
		}
		return c.fill(ctx, st, true, epoch)
	}
	page, err := thread.Before(ctx, c.s.db, st.id, 0, pageSize)
	if err != nil {
		return err
	}
	st.cursor = 0
	return c.send(ctx, st, page, true, epoch)
}

// fill sends what follows the cursor, in frames of a bearable size. With always it sends one even
// when there is nothing, so that the client knows that it is up to date.
func (c *conn) fill(ctx context.Context, st *stream, always bool, epoch string) error {
	for {
		page, err := thread.After(ctx, c.s.db, st.id, st.cursor, chunkSize)
		if err != nil {
			return err
		}
		if len(page) > 0 || always {
			if err := c.send(ctx, st, page, false, epoch); err != nil {
				return err
			}
		}
		if len(page) < chunkSize {
			return nil
		}
		always = false
	}
}

func (c *conn) send(ctx context.Context, st *stream, page []thread.Message, reset bool, epoch string) error {
	frame := messagesFrame{T: "messages", Conversation: st.uid, Messages: page, Reset: reset, Epoch: epoch}
	from := st.cursor
	if len(page) > 0 {
		st.cursor = page[len(page)-1].Seq
		if reset {
			from = page[0].Seq
			if len(page) < pageSize {
				from = 0 // the page is the whole conversation, with what was noted before it
			}
		}
	} else {
		frame.Messages = []thread.Message{}
	}
	frame.LastSeq = st.cursor
	if st.notes {
		notes, err := thread.NotesBetween(ctx, c.s.db, st.id, from, st.cursor)
		if err != nil {
			return err
		}
		frame.Notes = notes
	}
	c.write(encode(frame))
	return nil
}

// lost closes a socket whose gap cannot be filled now; the client comes back and tries again.
func (c *conn) lost(err error) {
	if c.ending.Load() {
		return // it is going anyway
	}
	c.s.log.Warn("a socket's gap could not be read", "error", err)
	go c.end(closeResync, c.s.reconnectIn()/4)
}

// payload hands on what came through the hub.
func (c *conn) payload(f live.Frame) {
	if len(f.Payload) == 0 {
		return
	}
	switch f.Payload[0] {
	case frameMessage:
		c.message(f)
	case frameHead:
		if st := c.stream(f.Topic); st != nil && st.ready {
			if seq, _, ok := cut(f.Payload); ok && seq > st.cursor {
				c.fillGap(st)
			}
		}
	case frameEcho:
		if from, frame, ok := cut(f.Payload); ok && from != c.id && (c.stream(f.Topic) != nil || f.Topic == consoleTopic) {
			c.relay(f, frame)
		}
	case frameGone:
		// Also of a message that was not pushed yet: an ack may have shown it already.
		if st := c.stream(f.Topic); st != nil && st.ready {
			if _, frame, ok := cut(f.Payload); ok {
				c.relay(f, frame)
			}
		}
	case frameEnd:
		if c.isMeant(string(f.Payload[1:])) {
			go c.end(closeIdentity, 0)
		}
	default:
		c.peer.payload(c, f)
	}
}

// message sends the next message of a conversation, reads a hole from Postgres, and drops what is old.
func (c *conn) message(f live.Frame) {
	st := c.stream(f.Topic)
	if st == nil || !st.ready {
		return
	}
	seq, frame, ok := cut(f.Payload)
	switch {
	case !ok || seq <= st.cursor:
	case seq == st.cursor+1:
		st.cursor = seq
		c.relay(f, frame)
	default:
		c.fillGap(st)
	}
}

func (c *conn) fillGap(st *stream) {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	err := c.s.reading.Acquire(ctx, 1)
	if err == nil {
		err = c.fill(ctx, st, false, "")
		c.s.reading.Release(1)
	}
	if err != nil {
		c.lost(err)
	}
}
