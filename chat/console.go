package chat

import (
	"bytes"
	"context"
	"net/http"
	"slices"
	"sync/atomic"

	"dari/internal/fault"
	"dari/internal/live"
	"dari/internal/staff"
	"dari/internal/thread"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"
)

// mostOpen is how many conversations a console may show at once.
const mostOpen = 20

// console is a socket of a member of staff.
type console struct {
	who   staff.Actor
	ask   *http.Request // what the session is asked with again; it holds the cookie only
	open  []*opened     // touched by the reader only
	blind atomic.Bool   // does not want to see what shoppers are typing before they send it
	lists atomic.Bool   // understands hints of many tickets in one frame
}

type opened struct {
	id  int64
	uid uuid.UUID
}

func (s *Service) acceptStaff(g *gin.Context) {
	if s.origin == "" || g.GetHeader("Origin") != s.origin {
		g.AbortWithStatus(http.StatusForbidden)
		return
	}
	who, ok := s.staffOf(g.Request)
	if !ok {
		g.AbortWithStatus(http.StatusUnauthorized)
		return
	}
	ask := &http.Request{Method: http.MethodGet, URL: g.Request.URL, Header: http.Header{"Cookie": slices.Clone(g.Request.Header["Cookie"])}}
	s.accept(g, func(c *conn) peer {
		c.lang = langOf(who.Lang)
		return &console{who: who, ask: ask}
	})
}

type consoleWelcome struct {
	T     string       `json:"t"`
	Staff consoleStaff `json:"staff"`
	Epoch string       `json:"epoch"`
	Node  string       `json:"node"`
}

type consoleStaff struct {
	ID    int64  `json:"id"`
	Name  string `json:"name"`
	Role  string `json:"role"`
	State string `json:"state"`
}

func (k *console) hello(ctx context.Context, c *conn, f inFrame) error {
	s := c.s
	k.lists.Store(f.Lists)
	epoch, err := s.thread.Epoch(ctx)
	if err != nil {
		return err
	}
	state := StateOnline
	if k.who.Can("tickets:write") { // only who can answer counts as there
		state = s.presence.enter(ctx, k.who.ID)
	}
	s.hub.Subscribe(c.sub, staffTopic(k.who.ID))
	s.hub.Subscribe(c.sub, consoleTopic)
	c.push(encode(consoleWelcome{"welcome", consoleStaff{k.who.ID, k.who.Name, k.who.Role, state}, epoch, s.hub.Node()}))
	s.tellPresence(ctx, k.who.ID, state)
	if k.who.Can("tickets:read") {
		s.lookersNow(c)
	}
	return nil
}

func (k *console) frame(ctx context.Context, c *conn, f inFrame) error {
	if f.T == "presence" {
		return k.setState(ctx, c, f.State)
	}
	if !k.who.Can("tickets:read") {
		return refusal(closeBadFrame)
	}
	switch f.T {
	case "open":
		return k.follow(ctx, c, f)
	case "preview":
		k.blind.Store(!f.On)
		return nil
	case "look", "writing":
		return k.look(ctx, c, f)
	}
	uid, err := uuid.Parse(f.Conversation)
	if err != nil {
		return refusal(closeBadFrame)
	}
	shown := k.shown(uid)
	if shown == nil {
		return k.notOpen(c, f)
	}
	switch f.T {
	case "close":
		k.open = slices.DeleteFunc(k.open, func(o *opened) bool { return o == shown })
		c.unfollow(shown.id)
		c.s.stopTyping(c)
	case "send", "note":
		return k.write(ctx, c, shown, f)
	case "typing":
		c.s.typed(c, typist{topic: convTopic(shown.id), from: thread.Agent, name: k.who.Name, staffID: k.who.ID, conversation: shown.uid}, f.On, "")
	case "read":
		return c.s.markRead(ctx, c.id, shown.id, thread.Agent, k.who.ID, f.Seq)
	case "older":
		return c.older(ctx, shown.id, f.Before)
	default:
		return refusal(closeBadFrame)
	}
	return nil
}

// notOpen answers a frame about a conversation the console does not show: a late one is no harm.
func (k *console) notOpen(c *conn, f inFrame) error {
	if f.T == "send" || f.T == "note" {
		c.nack(f.ClientID, "not_open", c.text("chat.nack.not_open"), 0)
	}
	return nil
}

func (k *console) shown(uid uuid.UUID) *opened {
	for _, o := range k.open {
		if o.uid == uid {
			return o
		}
	}
	return nil
}

type refusedFrame struct {
	T            string `json:"t"`
	Conversation string `json:"conversation"`
	Code         string `json:"code"`
	Text         string `json:"text"`
}

func (k *console) follow(ctx context.Context, c *conn, f inFrame) error {
	uid, err := uuid.Parse(f.Conversation)
	if err != nil {
		return refusal(closeBadFrame)
	}
	conv, err := thread.ByUID(ctx, c.s.db, uid)
	if fault.Is(err, fault.NotFound) {
		c.push(encode(refusedFrame{"refused", f.Conversation, "not_found", c.text("fault.thread.not_found")}))
		return nil
	}
	if err != nil {
		return err
	}
	if k.shown(uid) == nil {
		if len(k.open) >= mostOpen {
			c.unfollow(k.open[0].id)
			k.open = slices.Delete(k.open, 0, 1)
		}
		k.open = append(k.open, &opened{conv.ID, uid})
	}
	epoch, err := c.s.thread.Epoch(ctx)
	if err != nil {
		return err
	}
	c.follow(conv, f.AfterSeq, f.AfterSeq <= 0 || f.Epoch != epoch, true, epoch)
	if r, err := thread.ReceiptOf(ctx, c.s.db, conv.ID, thread.Shopper); err == nil && r.ReadSeq > 0 {
		c.push(encode(readFrame{"read", &uid, thread.Shopper, r.ReadSeq}))
	}
	return nil
}

func (k *console) write(ctx context.Context, c *conn, to *opened, f inFrame) error {
	id, err := uuid.Parse(f.ClientID)
	if err != nil {
		return refusal(closeBadFrame)
	}
	if !k.who.Can("tickets:write") {
		c.nack(f.ClientID, "forbidden", c.text("fault.forbidden"), 0)
		return nil
	}
	if f.T == "note" {
		n, err := c.s.thread.AddNote(ctx, thread.NewNote{ConversationID: to.id, StaffID: k.who.ID, StaffName: k.who.Name, ClientID: id, Body: f.Text})
		if err != nil {
			return c.refuse(ctx, f.ClientID, err)
		}
		c.push(encode(ackFrame{"ack", n.Conversation, n.ClientID, n.ID, n.Seq, n.At, false}))
		return nil
	}
	files, ok := fileIDs(f.Files)
	if !ok {
		return refusal(closeBadFrame)
	}
	_, err = c.s.thread.Append(ctx, thread.Append{
		ConversationID: to.id, SenderKind: thread.Agent, SenderID: k.who.ID, SenderName: k.who.Name,
		ClientID: id, Channel: thread.Chat, Body: f.Text, Files: files, SeenSeq: f.SeenSeq, Stored: c.ack,
	})
	if err != nil {
		return c.refuse(ctx, f.ClientID, err)
	}
	c.s.stopTyping(c)
	return nil
}

func (k *console) setState(ctx context.Context, c *conn, state string) error {
	if state != StateOnline && state != StateAway && state != StateOffline {
		return refusal(closeBadFrame)
	}
	if !k.who.Can("tickets:write") {
		return nil
	}
	return c.s.setDuty(ctx, k.who.ID, state)
}

func (k *console) payload(c *conn, f live.Frame) {
	switch f.Payload[0] {
	case frameJSON:
		if !k.lists.Load() && bytes.HasPrefix(f.Payload[1:], ticketsMark) {
			for _, one := range apart(f.Payload[1:]) {
				c.write(one)
			}
			return
		}
		c.relay(f, f.Payload[1:])
	case frameTyped:
		n, both, ok := cut(f.Payload)
		switch {
		case !ok || n > int64(len(both)):
		case k.blind.Load():
			c.write(both[:n])
		default:
			c.write(both[n:])
		}
	}
}

func (k *console) left(c *conn) {
	c.s.lookAway(context.Background(), c.id)
	if !c.greeted || !k.who.Can("tickets:write") {
		return
	}
	ctx := context.Background() // the socket is gone; that it is must still be told
	if c.s.presence.leave(ctx, k.who.ID) {
		c.s.tellPresence(ctx, k.who.ID, StateOffline)
	}
}
