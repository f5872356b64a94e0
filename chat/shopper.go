package chat

import (
	"context"
	"errors"

	"dari/internal/api"
	"dari/internal/fault"
	"dari/internal/i18n"
	"dari/internal/staff"
	"dari/internal/thread"

	"github.com/google/uuid"
)

// Shopper is who a request of the widget has proved to come from.
type Shopper struct {
	Owner    thread.Owner // zero ids while nobody is known
	Shop     staff.ShopSettings
	Verified bool   // a member, vouched for by the shop's own signature
	Linked   bool   // by a one-time link: the thread is shared, and nothing else of its owner
	Token    string // a new visitor's token, which the answer must hand to the browser
	Lang     string
}

// ShopperOf tells who asks; nothing is made or changed for it. The parts of the room use it. A wrong
// key is NotFound, a token nobody has or that is over is Unauthorized.
func (s *Service) ShopperOf(ctx context.Context, w WidgetIdentity) (Shopper, error) {
	settings, err := s.shopOf(ctx, w.Key)
	if err != nil {
		return Shopper{}, err
	}
	who, err := s.reader(ctx, w)
	return Shopper{Owner: who.owner, Shop: settings, Verified: w.Member != "", Linked: who.linked, Lang: i18n.Known(w.Lang, api.LangFrom(ctx))}, err
}

// ShopperForWriting tells who acts, and makes a new visitor or member where nobody is known yet.
// Its errors are those of ShopperOf, and TooMany when one address makes too many visitors.
func (s *Service) ShopperForWriting(ctx context.Context, w WidgetIdentity, lang string) (Shopper, error) {
	return s.writer(ctx, w, lang, uuid.Nil)
}

// writer is ShopperForWriting for who comes with a message: a new visitor is made once for its id.
func (s *Service) writer(ctx context.Context, w WidgetIdentity, lang string, message uuid.UUID) (Shopper, error) {
	settings, err := s.shopOf(ctx, w.Key)
	if err != nil {
		return Shopper{}, err
	}
	lang = i18n.Known(lang, i18n.Known(w.Lang, api.LangFrom(ctx)))
	who, err := s.identify(ctx, inFrame{Key: w.Key, Token: w.Visitor, JWT: w.Member, Lang: lang, address: api.IPFrom(ctx), first: message})
	var refused refusal
	switch {
	case errors.As(err, &refused) && refused == closeRate:
		err = s.tooMany(ctx, 10)
	case errors.As(err, &refused):
		err = fault.New(fault.Unauthorized, "chat.identity")
	}
	return Shopper{Owner: who.owner, Shop: settings, Verified: w.Member != "", Linked: who.linked, Token: who.token, Lang: lang}, err
}

// MayWrite refuses a shopper whom staff have blocked. The parts of the room ask it before they take
// anything in.
func (s *Service) MayWrite(ctx context.Context, o thread.Owner) error { return s.mayWrite(ctx, o) }

// Arrived tells the shopper's open sockets of a conversation that has come into being beside them, so
// that they follow it.
func (s *Service) Arrived(ctx context.Context, o thread.Owner, conversationID int64) {
	s.hub.Publish(ctx, ownerTopic(o), numbered(frameOwner, conversationID, nil))
}
