package orders

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"fmt"
	"math/big"
	"strings"
	"time"

	"dari/chat"
	"dari/internal/api"
	"dari/internal/event"
	"dari/internal/fault"
	"dari/internal/i18n"
	"dari/internal/korean"
	"dari/internal/postgres"
	"dari/internal/shop"
	"dari/internal/thread"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// What a code may be used for, and how long.
const (
	codeLife    = 10 * time.Minute
	codeTries   = 5
	codeSends   = 5
	resendAfter = 30 * time.Second
	unlockLife  = time.Hour
)

// The ways of a code.
const (
	bySMS   = "sms"
	byEmail = "email"
)

type lookupInput struct {
	chat.WidgetIdentity
	Body struct {
		Number string `json:"number" minLength:"1" maxLength:"64"`
		Phone  string `json:"phone" minLength:"1" maxLength:"40" doc:"The buyer's whole number."`
	}
}

type lookupView struct {
	Lookup       uuid.UUID `json:"lookup"`
	Channel      string    `json:"channel" enum:"sms,email"`
	SentTo       string    `json:"sent_to" doc:"The number that was asked for, its middle hidden; empty for mail."`
	ResendAfter  int       `json:"resend_after" doc:"Seconds."`
	ExpiresAt    time.Time `json:"expires_at"`
	VisitorToken string    `json:"visitor_token,omitempty" doc:"A new visitor's token, to be sent as X-Dari-Visitor from now on."`
}

// handleLookup writes down what is asked and answers the same, by the same steps, whether there is
// such an order or not: nobody looks for it before the answer has left.
func (s *Service) handleLookup(ctx context.Context, in *lookupInput) (*api.OK[lookupView], error) {
	phone, err := korean.NormalizePhone(in.Body.Phone)
	if err != nil {
		return nil, fault.Field("shop.phone_form", "phone")
	}
	who, err := s.chat.ShopperForWriting(ctx, in.WidgetIdentity, in.Lang)
	if err != nil {
		return nil, err
	}
	number := strings.TrimSpace(in.Body.Number)
	for _, list := range askTries(who.Owner, api.IPFrom(ctx), number, phone) {
		if err := s.count(ctx, list); err != nil {
			return nil, err
		}
	}
	l := lookup{UID: uuid.New(), Number: number, Phone: phone, Channel: byEmail, Lang: who.Lang}
	if korean.IsMobile(phone) {
		l.Channel = bySMS
	}
	err = postgres.InTx(ctx, s.db, func(tx pgx.Tx) error {
		if err := insertLookup(ctx, tx, &l, who.Owner); err != nil {
			return err
		}
		return l.ask(ctx, tx)
	})
	if err != nil {
		return nil, err
	}
	s.nudge()
	view := l.view(who.Lang)
	view.VisitorToken = who.Token
	return api.Reply(view), nil
}

func (l *lookup) view(lang string) lookupView {
	v := lookupView{Lookup: l.UID, Channel: l.Channel, ResendAfter: int(resendAfter / time.Second), ExpiresAt: l.ExpiresAt}
	if l.Channel == bySMS {
		v.SentTo = i18n.Format{Lang: lang}.MaskPhone(l.Phone)
	}
	return v
}

// ask has a code made and sent by whoever hears the event.
func (l *lookup) ask(ctx context.Context, tx pgx.Tx) error {
	return event.Publish(ctx, tx, event.New{
		Kind: lookupAsked, SubjectKind: "order_lookup", SubjectID: l.ID, Version: l.Sends, Key: fmt.Sprintf("order.lookup:%d:%d", l.ID, l.Sends),
	})
}

type resendInput struct {
	chat.WidgetIdentity
	Lookup string `path:"lookup" format:"uuid"`
}

func (s *Service) handleResend(ctx context.Context, in *resendInput) (*api.OK[lookupView], error) {
	who, uid, err := s.asker(ctx, in.WidgetIdentity, in.Lookup)
	if err != nil {
		return nil, err
	}
	var l lookup
	err = postgres.InTx(ctx, s.db, func(tx pgx.Tx) error {
		var wait int
		if l, wait, err = resend(ctx, tx, uid, who.Owner); err != nil {
			return err
		}
		if wait > 0 {
			return fault.New(fault.TooMany, "orders.resend_later", fault.Arg("seconds", wait)).After(wait)
		}
		return l.ask(ctx, tx)
	})
	if err != nil {
		return nil, err
	}
	s.nudge()
	return api.Reply(l.view(who.Lang)), nil
}

// asker is who asks about a lookup; who has no token has asked for none.
func (s *Service) asker(ctx context.Context, w chat.WidgetIdentity, lookup string) (chat.Shopper, uuid.UUID, error) {
	over := fault.New(fault.Gone, "orders.code_over")
	uid, err := uuid.Parse(lookup)
	if err != nil {
		return chat.Shopper{}, uid, over
	}
	who, err := s.chat.ShopperOf(ctx, w)
	if err == nil && who.Owner == (thread.Owner{}) {
		err = over
	}
	if err != nil {
		return who, uid, err
	}
	return who, uid, s.count(ctx, verifyTries(api.IPFrom(ctx)))
}

type verifyInput struct {
	chat.WidgetIdentity
	Body struct {
		Lookup string `json:"lookup" format:"uuid"`
		Code   string `json:"code" minLength:"1" maxLength:"20"`
	}
}

type verifyView struct {
	Orders []OrderCard `json:"orders"`
}

// handleVerify counts the try before it compares, and compares also where there is nothing to compare
// with: a code for an order that does not exist is a wrong one.
func (s *Service) handleVerify(ctx context.Context, in *verifyInput) (*api.OK[verifyView], error) {
	who, uid, err := s.asker(ctx, in.WidgetIdentity, in.Body.Lookup)
	if err != nil {
		return nil, err
	}
	t, err := try(ctx, s.db, uid, who.Owner)
	if err != nil {
		return nil, err
	}
	stored := t.Hash
	if len(stored) != sha256.Size {
		stored = make([]byte, sha256.Size)
	}
	given := s.hash("code", uid.String(), digits(in.Body.Code))
	if right := hmac.Equal(given, stored); !right || t.OrderID == nil {
		return nil, fault.Field("orders.code_wrong", "code")
	}
	if err := unlock(ctx, s.db, t.ID); err != nil {
		return nil, err
	}
	orders, err := shop.OrdersByID(ctx, s.db, []int64{*t.OrderID})
	if err != nil {
		return nil, err
	}
	list := make([]shop.Order, 0, len(orders))
	for _, o := range orders {
		list = append(list, o)
	}
	cards, err := s.cards(ctx, s.db, s.reader(who), list)
	if err != nil {
		return nil, err
	}
	s.link(list, cards)
	return api.Reply(verifyView{cards}), nil
}

// digits are what was typed without the spaces and lines that people put between.
func digits(code string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, code)
}

// hash is keyed: six digits would be found out from a plain one.
func (s *Service) hash(parts ...string) []byte {
	h := hmac.New(sha256.New, s.secret)
	for _, p := range parts {
		fmt.Fprintf(h, "%d:%s", len(p), p)
	}
	return h.Sum(nil)
}

func newCode() (string, error) {
	n, err := rand.Int(rand.Reader, big.NewInt(1_000_000))
	if err != nil {
		return "", fmt.Errorf("make a code: %w", err)
	}
	return fmt.Sprintf("%06d", n.Int64()), nil
}

// answerLookups makes and sends the codes of those who asked for an order that is there, with the
// number its buyer gave.
func (s *Service) answerLookups(ctx context.Context, tx pgx.Tx, events []event.Event) error {
	ids := make([]int64, len(events))
	for i, e := range events {
		ids[i] = e.SubjectID
	}
	lookups, err := lookupsByID(ctx, tx, ids)
	if err != nil {
		return err
	}
	numbers := make([]string, 0, len(lookups))
	for _, l := range lookups {
		numbers = append(numbers, l.Number)
	}
	buyers, err := shop.ContactsOf(ctx, tx, numbers)
	if err != nil {
		return err
	}
	var codes []Code
	var set codeColumns
	for _, e := range events {
		l, known := lookups[e.SubjectID]
		if !known || l.Sends != e.Version {
			continue // a later one is asked for already
		}
		c, ok, err := s.codeFor(l, buyers[l.Number], e.ID)
		if err != nil {
			return err
		}
		if ok {
			codes = append(codes, c)
			set.add(l.ID, c.OrderID, s.hash("code", l.UID.String(), c.Code))
		}
	}
	if len(codes) == 0 {
		return nil
	}
	if err := set.store(ctx, tx); err != nil {
		return err
	}
	return s.sendCodes(ctx, tx, codes)
}

// codeFor makes a code when the buyer's number is the one that was asked for and can be reached.
func (s *Service) codeFor(l lookup, buyer shop.Contact, eventID int64) (c Code, ok bool, err error) {
	phone, err := korean.NormalizePhone(buyer.Phone)
	if err != nil || phone != l.Phone {
		return c, false, nil //nolint:nilerr // an order without a number is nobody's to ask for
	}
	to := phone
	if l.Channel == byEmail {
		to = buyer.Email
	}
	if to == "" {
		return c, false, nil
	}
	code, err := newCode()
	return Code{
		EventID: eventID, Channel: l.Channel, Address: to, Lang: l.Lang, Code: code, Minutes: int(codeLife / time.Minute),
		OrderID: buyer.OrderID, CustomerID: buyer.CustomerID, ExpiresAt: l.ExpiresAt,
	}, err == nil, err
}

func (s *Service) forget(ctx context.Context) error { return forget(ctx, s.db) }
