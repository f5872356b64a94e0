package chat

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"time"

	"dari/internal/fault"
	"dari/internal/i18n"
	"dari/internal/live"
	"dari/internal/staff"
	"dari/internal/thread"

	"github.com/google/uuid"
)

// widget is the shopper's side of a socket. Its conversation is never named by the client: it follows
// from who the client has proved to be.
type widget struct {
	who     identity
	counted string                    // the key under which the socket is counted
	known   atomic.Pointer[identity]  // who, for those who look from outside
	conv    atomic.Int64              // 0 until the shopper has written
	uid     atomic.Pointer[uuid.UUID] // the same, as consoles name it
	shown   atomic.Int64              // the conversation whose messages have been read; 0: none yet
}

type welcomeFrame struct {
	T            string         `json:"t"`
	VisitorToken string         `json:"visitor_token,omitempty"`
	Conversation *welcomeThread `json:"conversation"`
	Epoch        string         `json:"epoch"`
	Staff        welcomeStaff   `json:"staff"`
	Shop         welcomeShop    `json:"shop"`
}

type welcomeThread struct {
	ID      uuid.UUID `json:"id"`
	LastSeq int64     `json:"last_seq"`
	ReadSeq int64     `json:"read_seq"` // how far this shopper has read, on any device
}

type welcomeStaff struct {
	Online int `json:"online"`
}

type welcomeShop struct {
	Name string `json:"name"`
}

func (w *widget) hello(ctx context.Context, c *conn, f inFrame) error {
	s := c.s
	c.lang = langOf(f.Lang)
	// After a restart all come back at once: their questions wait here and not before the database,
	// where those of everybody else would wait behind them.
	if s.welcomes.Wait(ctx) != nil {
		c.end(closeResync, s.reconnectIn()) // too long a line: those who come back a little later find it shorter
		return nil
	}
	if err := s.reading.Acquire(ctx, 1); err != nil {
		return fmt.Errorf("wait for a turn to be welcomed: %w", err)
	}
	defer s.reading.Release(1)
	who, err := s.identify(ctx, f)
	if err != nil {
		return err
	}
	w.who = who
	w.known.Store(&who)
	key := ownerTopic(who.owner)
	if !s.sockets.enterShopper(key, s.limits.PerVisitor) {
		return refusal(closeRate)
	}
	w.counted = key
	if !who.expires.IsZero() {
		// The end of the identity is told by the clock that verified it.
		c.expires.Store(time.Now().Add(who.expires.Add(tokenLeeway).Sub(s.now())).UnixNano())
	}
	epoch, err := s.thread.Epoch(ctx)
	if err != nil {
		return err
	}
	s.hub.Subscribe(c.sub, key) // before looking for the conversation, which may come into being now
	conv, found, err := thread.ChatOf(ctx, s.db, who.owner)
	if err != nil {
		return err
	}
	if found && f.Lang != "" && conv.Lang != c.lang {
		if err := thread.Speak(ctx, s.db, conv.ID, c.lang); err != nil {
			return err
		}
	}
	welcome, err := s.welcome(ctx, c, who, conv, found, epoch)
	if err != nil {
		return err
	}
	c.push(encode(welcome))
	if found {
		uid := conv.UID // not a pointer into the whole of it, which would be kept
		w.uid.Store(&uid)
		w.conv.Store(conv.ID)
		w.shown.Store(conv.ID)
		fresh := f.AfterSeq <= 0 || f.Epoch != epoch
		c.follow(conv, f.AfterSeq, fresh, false, "")
		w.tellRead(ctx, c, conv.ID)
	}
	return nil
}

func (s *Service) welcome(ctx context.Context, c *conn, who identity, conv thread.Conversation, found bool, epoch string) (welcomeFrame, error) {
	shop, err := s.shop.get(ctx, s.db)
	if err != nil {
		return welcomeFrame{}, err
	}
	frame := welcomeFrame{T: "welcome", VisitorToken: who.token, Epoch: epoch, Staff: welcomeStaff{s.presence.online(ctx)}, Shop: welcomeShop{shopName(shop, c.lang)}}
	if found {
		read, err := thread.ReceiptOf(ctx, s.db, conv.ID, thread.Shopper)
		if err != nil {
			return welcomeFrame{}, err
		}
		frame.Conversation = &welcomeThread{conv.UID, conv.LastSeq, read.ReadSeq}
	}
	return frame, nil
}

func shopName(shop staff.ShopSettings, lang string) string {
	if lang == "en" && shop.NameEn != "" {
		return shop.NameEn
	}
	return shop.Name
}

// tellRead says how far staff have read, for the mark under the shopper's own messages.
func (w *widget) tellRead(ctx context.Context, c *conn, conv int64) {
	if r, err := thread.ReceiptOf(ctx, c.s.db, conv, thread.Agent); err == nil && r.ReadSeq > 0 {
		c.push(encode(readFrame{T: "read", From: thread.Agent, Seq: r.ReadSeq}))
	}
}

func (w *widget) frame(ctx context.Context, c *conn, f inFrame) error {
	switch f.T {
	case "send":
		return w.send(ctx, c, f)
	case "typing":
		// Whom staff have blocked shows them nothing, not even what is not sent yet.
		if conv := w.conv.Load(); conv != 0 && c.s.mayWrite(ctx, w.who.owner) == nil {
			c.s.typed(c, typist{topic: notesTopic(conv), from: thread.Shopper, conversation: *w.uid.Load()}, f.On, f.Text)
		}
	case "read":
		return w.read(ctx, c, f.Seq)
	case "older":
		return c.older(ctx, w.conv.Load(), f.Before)
	default:
		return refusal(closeBadFrame)
	}
	return nil
}

func (w *widget) send(ctx context.Context, c *conn, f inFrame) error {
	id, err := uuid.Parse(f.ClientID)
	if err != nil {
		return refusal(closeBadFrame)
	}
	files, ok := fileIDs(f.Files)
	if !ok {
		return refusal(closeBadFrame)
	}
	made, err := c.s.write(ctx, w.who, w.conv.Load(), c.lang, thread.Append{ClientID: id, Body: f.Text, Files: files, Stored: c.ack},
		func(conv thread.Conversation) { w.begin(c, conv) })
	if err != nil {
		return c.refuse(ctx, f.ClientID, err)
	}
	if w.shown.Load() != made.ConversationID {
		// This socket and the shopper's others begin to follow what has just come into being: its
		// messages come behind the acknowledgement.
		c.s.hub.Publish(ctx, w.counted, numbered(frameOwner, made.ConversationID, nil))
	}
	c.s.stopTyping(c)
	return nil
}

// write stores a shopper's message in the conversation that is known to be theirs (0: none is known),
// or else in the one they have, which is made when there is none: begin, if any, hears of that before the
// message is written.
func (s *Service) write(ctx context.Context, who identity, known int64, lang string, a thread.Append, begin func(thread.Conversation)) (thread.Appended, error) {
	if err := s.mayWrite(ctx, who.owner); err != nil {
		return thread.Appended{}, err
	}
	a.SenderKind, a.SenderID, a.Channel, a.Owner = thread.Shopper, who.senderID(), thread.Chat, &who.owner
	if who.linked {
		a.Data = viaLink
	}
	for attempt := 0; ; attempt++ {
		a.ConversationID = known
		if known == 0 {
			conv, err := thread.EnsureChat(ctx, s.db, who.owner, lang)
			if err != nil {
				return thread.Appended{}, err
			}
			a.ConversationID = conv.ID
			if begin != nil {
				begin(conv)
			}
		}
		made, err := s.thread.Append(ctx, a)
		switch gone := fault.Is(err, fault.NotFound); {
		case gone && known != 0:
			// Meanwhile the visitor has become a member in another tab, or in this one. The socket ends: who it
			// was sends the message again as who they are then, and it is not in two chats.
			return thread.Appended{}, refusal(closeResync)
		case gone && attempt == 0:
			continue
		}
		return made, err
	}
}

// begin listens to a conversation that is about to get its first message. What is told of it from then on,
// that somebody types or has read, is stored nowhere: after the acknowledgement it would be too late.
func (w *widget) begin(c *conn, conv thread.Conversation) {
	uid := conv.UID
	w.uid.Store(&uid)
	w.conv.Store(conv.ID)
	c.listen(conv)
}

// fileIDs are the ids in a frame; false when one is none.
func fileIDs(texts []string) ([]uuid.UUID, bool) {
	var ids []uuid.UUID
	for _, text := range texts {
		id, err := uuid.Parse(text)
		if err != nil {
			return nil, false
		}
		ids = append(ids, id)
	}
	return ids, true
}

func (w *widget) read(ctx context.Context, c *conn, seq int64) error {
	conv := w.conv.Load()
	if conv == 0 || seq <= 0 {
		return nil
	}
	return c.s.markRead(ctx, c.id, conv, thread.Shopper, w.who.senderID(), seq)
}

func (w *widget) payload(c *conn, f live.Frame) {
	if f.Payload[0] == frameMoved {
		go c.end(closeResync, 0)
	}
	if f.Payload[0] != frameOwner {
		return
	}
	if id, _, ok := cut(f.Payload); ok && id != w.shown.Load() {
		go w.found(c, id) // the writer must not wait for what the writer will do
	}
}

// found follows a conversation of this shopper that came into being, if it is still theirs.
func (w *widget) found(c *conn, id int64) {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	conv, ok, err := thread.ChatOf(ctx, c.s.db, w.who.owner)
	if err != nil {
		c.lost(err)
		return
	}
	if !ok || conv.ID != id {
		return
	}
	switch old := w.shown.Swap(id); old {
	case id: // another frame was faster
		return
	case 0:
	default:
		c.unfollow(old)
	}
	uid := conv.UID
	w.uid.Store(&uid)
	w.conv.Store(id)
	c.follow(conv, 0, false, false, "")
	w.tellRead(ctx, c, id)
}

func (w *widget) left(c *conn) {
	if w.counted != "" {
		c.s.sockets.leaveShopper(w.counted)
	}
}

type ackFrame struct {
	T            string    `json:"t"`
	Conversation uuid.UUID `json:"conversation"`
	ClientID     uuid.UUID `json:"client_id"`
	ID           uuid.UUID `json:"id"`
	Seq          int64     `json:"seq"`
	At           time.Time `json:"at"`
	Replayed     bool      `json:"replayed"`
}

func ackOf(m thread.Appended) ackFrame {
	return ackFrame{"ack", m.Conversation, m.ClientID, m.ID, m.Seq, m.At, m.Replayed}
}

// ack tells the writer of a message that it is committed, right behind the message itself: both leave together.
func (c *conn) ack(m thread.Appended) { c.push(encode(ackOf(m))) }

type nackFrame struct {
	T         string `json:"t"`
	ClientID  string `json:"client_id"`
	Code      string `json:"code"`
	Text      string `json:"text"`
	RetryInMS int64  `json:"retry_in_ms,omitempty"`
}

func (c *conn) nack(clientID, code, text string, retry time.Duration) {
	c.push(encode(nackFrame{"nack", clientID, code, text, retry.Milliseconds()}))
}

func (c *conn) text(key string, args ...any) string { return i18n.T(c.lang, key, args...) }

// refuse turns a fault into a nack; a refusal ends the socket, and after any other error the message may be sent again.
func (c *conn) refuse(ctx context.Context, clientID string, err error) error {
	var f *fault.Fault
	var ends refusal
	if errors.As(err, &ends) {
		return err
	}
	if !errors.As(err, &f) {
		c.s.log.ErrorContext(ctx, "a message could not be stored", "error", err)
		f = fault.New(fault.Unavailable, "thread.busy").After(1)
	}
	code := strings.TrimPrefix(f.Code, "thread.")
	if f.Code == "thread.moved" {
		code = "thread_moved"
	}
	retry := time.Duration(f.RetryAfter) * time.Second
	c.nack(clientID, code, c.text("fault."+f.Code, f.Args...), retry)
	return nil
}

type olderFrame struct {
	T            string           `json:"t"`
	Conversation uuid.UUID        `json:"conversation"`
	Messages     []thread.Message `json:"messages"`
	More         bool             `json:"more"`
}

// older answers the page before a message.
func (c *conn) older(ctx context.Context, conv, before int64) error {
	if conv == 0 || before <= 0 {
		return nil
	}
	page, err := thread.Before(ctx, c.s.db, conv, before, pageSize)
	if err != nil {
		return err
	}
	frame := olderFrame{T: "older", Messages: page, More: len(page) > 0 && page[0].Seq > 1}
	if len(page) == 0 {
		frame.Messages = []thread.Message{}
	} else {
		frame.Conversation = page[0].Conversation
	}
	c.push(encode(frame))
	return nil
}
