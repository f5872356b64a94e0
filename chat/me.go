package chat

import (
	"context"
	"fmt"
	"strings"

	"dari/internal/api"
	"dari/internal/i18n"
	"dari/internal/postgres"
	"dari/internal/shop"
	"dari/internal/thread"
)

func (s *Service) identityRoutes(r *api.Router) {
	api.Get(r, "/widget/me", s.handleMe, api.Public(), api.Summary("Who the widget's token says the shopper is"))
	api.Get(r, "/widget/unread", s.handleUnread, api.Public(), api.Summary("How many answers the shopper has not read"))
	api.Post(r, "/widget/logout", s.handleLogout, api.Public(), api.Summary("End the tokens a browser holds, and the sockets opened with them"))
}

type meView struct {
	Verified    bool   `json:"verified" doc:"A member, vouched for by the shop's signature."`
	Name        string `json:"name" doc:"Empty when it is not known."`
	Lang        string `json:"lang" enum:"ko,en"`
	EmailMasked string `json:"email_masked"`
	PhoneMasked string `json:"phone_masked"`
}

func (s *Service) handleMe(ctx context.Context, in *WidgetIdentity) (*api.OK[meView], error) {
	who, err := s.ShopperOf(ctx, *in)
	if err != nil {
		return nil, err
	}
	me := meView{Verified: who.Verified, Lang: who.Lang}
	if who.Owner.CustomerID == 0 || !who.Verified { // who has opened a link has not proved to be somebody
		return api.Reply(me), nil
	}
	c, err := shop.CustomerByID(ctx, s.db, who.Owner.CustomerID)
	if err != nil {
		return nil, err
	}
	me.Name, me.EmailMasked = c.Name, MaskEmail(c.Email)
	if c.Phone != "" {
		me.PhoneMasked = i18n.Format{Lang: who.Lang}.MaskPhone(c.Phone)
	}
	return api.Reply(me), nil
}

// MaskEmail hides an address but for its first letter and its host: s•••@naver.com.
func MaskEmail(address string) string {
	name, host, ok := strings.Cut(address, "@")
	if !ok || name == "" {
		return ""
	}
	return string([]rune(name)[:1]) + "•••@" + host
}

type unreadView struct {
	Unread int `json:"unread" doc:"At most 99 are counted."`
}

func (s *Service) handleUnread(ctx context.Context, in *WidgetIdentity) (*api.OK[unreadView], error) {
	who, err := s.ShopperOf(ctx, *in)
	if err != nil || who.Owner == (thread.Owner{}) {
		return api.Reply(unreadView{}), err
	}
	conv, found, err := thread.ChatOf(ctx, s.db, who.Owner)
	if err == nil && !found && who.Owner.VisitorID != 0 {
		// The launcher asks before the panel is there, by what the browser keeps. Of a visitor who is a member
		// now it learns that much: to open the panel, which says who it is.
		conv, found, err = chatOfNamed(ctx, s.db, who.Owner.VisitorID)
	}
	if err != nil || !found {
		return api.Reply(unreadView{}), err
	}
	n, err := unread(ctx, s.db, conv.ID)
	return api.Reply(unreadView{n}), err
}

const sqlNamed = `SELECT coalesce(customer_id, 0) FROM dari.visitors WHERE id = $1`

// chatOfNamed is the chat of the member that a visitor has turned out to be.
func chatOfNamed(ctx context.Context, q postgres.Querier, visitorID int64) (c thread.Conversation, found bool, err error) {
	var customer int64
	if err := q.QueryRow(ctx, sqlNamed, visitorID).Scan(&customer); err != nil {
		return c, false, fmt.Errorf("look who visitor %d is: %w", visitorID, err)
	}
	if customer == 0 {
		return c, false, nil
	}
	return thread.ChatOf(ctx, q, thread.Owner{CustomerID: customer})
}

const sqlUnread = `
SELECT count(*) FROM (
  SELECT FROM dari.messages m
  WHERE m.conversation_id = $1 AND m.sender_kind = 'agent' AND m.withdrawn_at IS NULL AND m.seq >
    (SELECT coalesce(max(r.read_seq), 0) FROM dari.receipts r WHERE r.conversation_id = $1 AND r.reader_kind = 'shopper')
  LIMIT 99) AS counted`

// unread counts what agents have written since the shopper last read, on any device.
func unread(ctx context.Context, q postgres.Querier, conversationID int64) (n int, err error) {
	if err := q.QueryRow(ctx, sqlUnread, conversationID).Scan(&n); err != nil {
		return 0, fmt.Errorf("count the unread answers of conversation %d: %w", conversationID, err)
	}
	return n, nil
}

type logoutView struct {
	Ended bool `json:"ended"`
}

func (s *Service) handleLogout(ctx context.Context, in *WidgetIdentity) (*api.OK[logoutView], error) {
	return api.Reply(logoutView{true}), s.logout(ctx, *in)
}
