package chat

import (
	"context"
	"crypto/subtle"
	"errors"
	"strings"
	"time"

	"dari/internal/api"
	"dari/internal/fault"
	"dari/internal/staff"
	"dari/internal/thread"

	"github.com/google/uuid"
)

// Routes registers what the widget and the console ask by HTTP.
func (s *Service) Routes(r *api.Router) {
	api.Get(r, "/widget/config", s.handleConfig, api.Public(), api.Summary("What the widget shows before a socket is open"))
	api.Get(r, "/widget/messages", s.handleWidgetMessages, api.Public(), api.Summary("Read one's own conversation where no socket can be opened"))
	api.Post(r, "/widget/messages", s.handleWidgetSend, api.Public(), api.Summary("Write where no socket can be opened"))
	api.Post(r, "/widget/leave", s.handleLeave, api.Public(), api.Summary("Leave a message while nobody is there, with where the answer should go"))
	s.identityRoutes(r)
	s.dutyRoutes(r)
	s.calendarRoutes(r)
	s.personalRoutes(r)
	s.draftRoutes(r)
	api.Post(r, "/people/{id}/reveal", s.handleReveal, staff.Can("customers:read"), api.Summary("Show a customer's number; the audit log keeps who did"))
	api.Get(r, "/conversations/{uid}/contact", s.handleContact, staff.Can("tickets:read"), api.Summary("Where a shopper who left a message wants the answer"))
	api.Get(r, "/conversations/{uid}/messages", s.handleMessages, staff.Can("tickets:read"), api.Summary("Read a page of a conversation with its notes"))
}

func (s *Service) shopOf(ctx context.Context, key string) (staff.ShopSettings, error) {
	shop, err := s.shop.get(ctx, s.db)
	if err != nil {
		return shop, err
	}
	if shop.WidgetKey == "" || subtle.ConstantTimeCompare([]byte(key), []byte(shop.WidgetKey)) != 1 {
		return shop, fault.New(fault.NotFound, "chat.key")
	}
	return shop, nil
}

type messagesInput struct {
	UID    string `path:"uid" format:"uuid"`
	Before int64  `query:"before" minimum:"0"`
	After  int64  `query:"after" minimum:"0"`
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
}

type messagesView struct {
	Messages []thread.Message `json:"messages"`
	Notes    []thread.Note    `json:"notes"`
	LastSeq  int64            `json:"last_seq"`
	Epoch    string           `json:"epoch"`
	More     bool             `json:"more" doc:"Whether there are older messages before these."`
	// Withdrawn are messages up to the asked number whose text was taken back.
	Withdrawn []int64 `json:"withdrawn,omitempty" doc:"Messages up to the given number whose text was taken back."`
}

func (s *Service) handleMessages(ctx context.Context, in *messagesInput) (*api.OK[messagesView], error) {
	uid, err := uuid.Parse(in.UID)
	if err != nil {
		return nil, fault.New(fault.NotFound, "thread.not_found")
	}
	conv, err := thread.ByUID(ctx, s.db, uid)
	if err != nil {
		return nil, err
	}
	view, err := s.page(ctx, conv, in.After, in.Before, in.Limit)
	if err != nil {
		return nil, err
	}
	from, to := int64(0), conv.LastSeq
	if n := len(view.Messages); n > 0 {
		if view.More {
			from = view.Messages[0].Seq
		}
		if last := view.Messages[n-1].Seq; in.Before > 0 || last < conv.LastSeq {
			to = last
		}
	} else if in.After > 0 {
		from = in.After
	}
	if view.Notes, err = thread.NotesBetween(ctx, s.db, conv.ID, from, to); err != nil {
		return nil, err
	}
	return api.Reply(view), nil
}

// page reads messages after a number, or else the newest before one.
func (s *Service) page(ctx context.Context, conv thread.Conversation, after, before int64, limit int) (messagesView, error) {
	view := messagesView{LastSeq: conv.LastSeq, Notes: []thread.Note{}}
	var err error
	if after > 0 {
		view.Messages, err = thread.After(ctx, s.db, conv.ID, after, limit)
	} else {
		view.Messages, err = thread.Before(ctx, s.db, conv.ID, before, limit)
	}
	if err != nil {
		return view, err
	}
	if view.Messages == nil {
		view.Messages = []thread.Message{}
	}
	view.More = len(view.Messages) > 0 && view.Messages[0].Seq > 1
	view.Epoch, err = s.thread.Epoch(ctx)
	return view, err
}

// WidgetIdentity is what a widget sends with each request: the shop's key, and the visitor's token or
// the member's. Neither means that nobody is known yet.
type WidgetIdentity struct {
	Key     string `query:"key" required:"true" maxLength:"200"`
	Lang    string `query:"lang" enum:"ko,en" doc:"The language of texts in the answer; left out: as the browser wishes."`
	Visitor string `header:"X-Dari-Visitor" maxLength:"100" doc:"The visitor's token."`
	Member  string `header:"X-Dari-Member" maxLength:"4000" doc:"The member's token, signed by the shop."`
}

// reader is who asks; nothing is made or changed for a question.
func (s *Service) reader(ctx context.Context, w WidgetIdentity) (identity, error) {
	shop, err := s.shopOf(ctx, w.Key)
	if err != nil {
		return identity{}, err
	}
	nobody := fault.New(fault.Unauthorized, "chat.identity")
	if w.Member != "" {
		c, err := s.verify(ctx, w.Member, shop)
		if errors.Is(err, errToken) {
			return identity{}, nobody
		}
		if err != nil {
			return identity{}, err
		}
		id, err := customerByRef(ctx, s.db, c.Subject)
		return identity{owner: thread.Owner{CustomerID: id}, pass: c.pass()}, err
	}
	if w.Visitor == "" {
		return identity{}, nil // nobody yet
	}
	if strings.HasPrefix(w.Visitor, LinkPrefix) {
		return s.byLink(ctx, w.Visitor, nobody)
	}
	id, err := findVisitor(ctx, s.db, w.Visitor)
	if err == nil && id == 0 {
		err = nobody
	}
	return identity{owner: thread.Owner{VisitorID: id}}, err
}

type widgetMessagesInput struct {
	WidgetIdentity
	After int64 `query:"after" minimum:"0"`
	Wait  int   `query:"wait" minimum:"0" maximum:"25" doc:"Seconds to wait for something new when there is nothing after the number."`
}

func (s *Service) handleWidgetMessages(ctx context.Context, in *widgetMessagesInput) (*api.OK[messagesView], error) {
	who, err := s.reader(ctx, in.WidgetIdentity)
	if err != nil {
		return nil, err
	}
	if in.Wait == 0 {
		view, err := s.newer(ctx, who, in.After, nil)
		return api.Reply(view), err
	}
	view, err := s.hold(ctx, who, in.After, time.Duration(in.Wait)*time.Second)
	return api.Reply(view), err
}

type widgetSendInput struct {
	WidgetIdentity
	Body struct {
		ClientID string      `json:"client_id" format:"uuid"`
		Text     string      `json:"text,omitempty" maxLength:"8000"`
		Lang     string      `json:"lang,omitempty" enum:"ko,en"`
		Files    []uuid.UUID `json:"files,omitempty" maxItems:"5" format:"uuid" doc:"Uploaded files; with one the text may be empty."`
	}
}

type widgetSendView struct {
	ackView
	VisitorToken string `json:"visitor_token,omitempty" doc:"A new visitor's token, to be sent as X-Dari-Visitor from now on."`
}

type ackView struct {
	Conversation uuid.UUID `json:"conversation"`
	ClientID     uuid.UUID `json:"client_id"`
	ID           uuid.UUID `json:"id"`
	Seq          int64     `json:"seq"`
	At           string    `json:"at" format:"date-time"`
	Replayed     bool      `json:"replayed"`
}

func (s *Service) handleWidgetSend(ctx context.Context, in *widgetSendInput) (*api.OK[widgetSendView], error) {
	clientID, err := uuid.Parse(in.Body.ClientID)
	if err != nil {
		return nil, fault.Field("thread.client_id_missing", "client_id")
	}
	if !s.slow.allow(api.IPFrom(ctx)) {
		return nil, s.tooMany(ctx, 1)
	}
	who, err := s.writer(ctx, in.WidgetIdentity, in.Body.Lang, clientID)
	if err != nil {
		return nil, err
	}
	made, err := s.write(ctx, identity{owner: who.Owner, linked: who.Linked}, 0, who.Lang,
		thread.Append{ClientID: clientID, Body: in.Body.Text, Files: in.Body.Files}, nil)
	if err != nil {
		return nil, err
	}
	s.hub.Publish(ctx, ownerTopic(who.Owner), numbered(frameOwner, made.ConversationID, nil))
	a := ackView{made.Conversation, made.ClientID, made.ID, made.Seq, made.At.UTC().Format("2006-01-02T15:04:05.999999Z"), made.Replayed}
	return api.Reply(widgetSendView{a, who.Token}), nil
}
