package chat

import (
	"context"
	"encoding/json"
	"time"

	"dari/internal/api"
	"dari/internal/fault"
	"dari/internal/i18n"
	"dari/internal/korean"
	"dari/internal/postgres"
	"dari/internal/shop"
	"dari/internal/shop/hours"
	"dari/internal/thread"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// Where the answer to a message goes that was left while nobody was there.
const (
	ReplyBySMS   = "sms"
	ReplyByEmail = "email"
	ReplyByNone  = "none" // the shopper will look here again
)

// Five orders a quarter of an hour may be named with a buyer's number from one address.
const (
	guessRate  = 5.0 / (15 * 60)
	guessBurst = 5
)

type leaveInput struct {
	WidgetIdentity
	Body struct {
		ClientID    string `json:"client_id" format:"uuid" doc:"Made by the writer: the same message twice is one."`
		Text        string `json:"text" maxLength:"8000"`
		Topic       string `json:"topic,omitempty" enum:"order,delivery,return,product,other" doc:"One of the topics of /widget/config."`
		OrderNumber string `json:"order_number,omitempty" maxLength:"64"`
		ReplyBy     string `json:"reply_by" enum:"sms,email,none"`
		Phone       string `json:"phone,omitempty" maxLength:"40" doc:"For sms; a member may leave it out."`
		Email       string `json:"email,omitempty" maxLength:"254" doc:"For email; a member may leave it out."`
		Lang        string `json:"lang,omitempty" enum:"ko,en"`
	}
}

type leaveView struct {
	Conversation uuid.UUID  `json:"conversation"`
	TicketNumber int64      `json:"ticket_number"`
	PromiseAt    *time.Time `json:"promise_at" doc:"By when an answer is promised."`
	Promise      string     `json:"promise" doc:"The same in words."`
	VisitorToken string     `json:"visitor_token,omitempty" doc:"A new visitor's token, to be sent as X-Dari-Visitor from now on."`
	Order        leaveOrder `json:"order"`
}

type leaveOrder struct {
	Known bool `json:"known" doc:"It is the order of the member who writes. Of anybody else's word nothing is told."`
}

// handleLeave takes a message while nobody is there: it is in the thread and in the queue at once, with
// a number and a promise, and with where the answer is to go.
func (s *Service) handleLeave(ctx context.Context, in *leaveInput) (*api.OK[leaveView], error) {
	if !s.slow.allow(api.IPFrom(ctx)) {
		return nil, s.tooMany(ctx, 1)
	}
	left, err := in.read()
	if err != nil {
		return nil, err
	}
	who, err := s.writer(ctx, in.WidgetIdentity, in.Body.Lang, left.clientID)
	if err != nil {
		return nil, err
	}
	if err := s.mayWrite(ctx, who.Owner); err != nil {
		return nil, err
	}
	if err := s.complete(ctx, who, &left); err != nil {
		return nil, err
	}
	calendar, err := s.calendar(ctx, who.Shop)
	if err != nil {
		return nil, err
	}
	made, kept, err := s.leave(ctx, who, left, calendar)
	if err != nil {
		return nil, err
	}
	s.hub.Publish(ctx, ownerTopic(who.Owner), numbered(frameOwner, made.ConversationID, nil))
	view := leaveView{Conversation: made.Conversation, PromiseAt: kept.PromiseAt, VisitorToken: who.Token}
	view.Order.Known = who.Verified && kept.OrderMatches // a guest would learn whose number is whose
	if s.ticketOf != nil {
		if view.TicketNumber, err = s.ticketOf(ctx, made.ConversationID); err != nil {
			return nil, err
		}
	}
	if view.Promise, err = s.promiseSaid(ctx, who.Lang, calendar, kept.PromiseAt); err != nil {
		return nil, err
	}
	return api.Reply(view), nil
}

// leaving is the form as it was filled in and checked.
type leaving struct {
	clientID uuid.UUID
	text     string
	Contact
}

func (in *leaveInput) read() (leaving, error) {
	b := in.Body
	id, err := uuid.Parse(b.ClientID)
	if err != nil {
		return leaving{}, fault.Field("thread.client_id_missing", "client_id")
	}
	l := leaving{clientID: id, text: b.Text, Contact: Contact{ReplyBy: b.ReplyBy, Topic: b.Topic, OrderNumber: b.OrderNumber}}
	if b.Phone != "" {
		if l.Phone, err = korean.NormalizePhone(b.Phone); err != nil || !korean.IsMobile(l.Phone) {
			return l, fault.Field("chat.phone_form", "phone")
		}
	}
	if b.Email != "" {
		if l.Email, err = korean.NormalizeEmail(b.Email); err != nil {
			return l, fault.Field("chat.email_form", "email")
		}
	}
	return l, nil
}

// complete fills in what the shop knows of a member, refuses what is missing, and looks at the order.
// What a visitor types is kept as it is: it joins them to nobody.
func (s *Service) complete(ctx context.Context, who Shopper, l *leaving) error {
	if who.Verified && who.Owner.CustomerID != 0 && (l.Phone == "" || l.Email == "") {
		c, err := shop.CustomerByID(ctx, s.db, who.Owner.CustomerID)
		if err != nil {
			return err
		}
		if l.ReplyBy == ReplyBySMS && l.Phone == "" {
			l.Phone, _ = korean.NormalizePhone(c.Phone) // missing or wrong: asked for below
		}
		if l.ReplyBy == ReplyByEmail && l.Email == "" {
			l.Email = c.Email
		}
	}
	switch {
	case l.ReplyBy == ReplyBySMS && l.Phone == "":
		return fault.Field("chat.phone_missing", "phone")
	case l.ReplyBy == ReplyByEmail && l.Email == "":
		return fault.Field("chat.email_missing", "email")
	case l.OrderNumber == "":
		return nil
	}
	order, err := shop.OrderByNumber(ctx, s.db, l.OrderNumber)
	if fault.Is(err, fault.NotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	l.OrderExists = true
	if who.Owner.CustomerID != 0 {
		l.OrderMatches = order.CustomerID != nil && *order.CustomerID == who.Owner.CustomerID
		return nil
	}
	// Staff are told; somebody who types numbers by the dozen is believed nothing.
	buyer, err := korean.NormalizePhone(order.BuyerPhone)
	l.OrderMatches = s.guesses.allow(api.IPFrom(ctx)) && err == nil && buyer == l.Phone
	return nil
}

// leaveData is what the message says for programs; the queue takes order and promise from it.
type leaveData struct {
	Form        bool       `json:"form"`
	Topic       string     `json:"topic,omitempty"`
	OrderNumber string     `json:"order_number,omitempty"`
	PromiseAt   *time.Time `json:"promise_at,omitempty"`
	Via         string     `json:"via,omitempty"` // as in viaLink
}

// leave stores message and contact together.
func (s *Service) leave(ctx context.Context, who Shopper, l leaving, calendar *hours.Calendar) (made thread.Appended, kept Contact, err error) {
	l.Consent = i18n.T(who.Lang, "chat.leave.consent")
	err = postgres.InTx(ctx, s.db, func(tx pgx.Tx) error {
		now, err := hours.Now(ctx, tx)
		if err != nil {
			return err
		}
		if at, found := calendar.Promise(now); found {
			l.PromiseAt = &at
		}
		said := leaveData{Form: true, Topic: l.Topic, OrderNumber: l.OrderNumber, PromiseAt: l.PromiseAt}
		if who.Linked {
			said.Via = "link"
		}
		data, err := json.Marshal(said)
		if err != nil {
			return err
		}
		conv, err := thread.EnsureChat(ctx, tx, who.Owner, who.Lang)
		if err != nil {
			return err
		}
		made, err = thread.AppendTx(ctx, tx, thread.Append{
			ConversationID: conv.ID, SenderKind: thread.Shopper, SenderID: who.senderID(), ClientID: l.clientID,
			Channel: thread.Chat, Body: l.text, Data: data, Owner: &who.Owner,
		})
		if err != nil {
			return err
		}
		if err := insertContact(ctx, tx, conv.ID, l.clientID, made.Seq, l.Contact); err != nil {
			return err
		}
		kept, _, err = contactBy(ctx, tx, sqlContactOfMessage, conv.ID, l.clientID)
		return err
	})
	return made, kept, err
}

func (s *Service) promiseSaid(ctx context.Context, lang string, calendar *hours.Calendar, at *time.Time) (string, error) {
	if at == nil {
		return "", nil
	}
	now, err := hours.Now(ctx, s.db)
	if err != nil {
		return "", err
	}
	v := sight{lang: lang, moment: hours.Moment{At: now}, zone: calendar.Zone()}
	return v.when("chat.promise", at.In(calendar.Zone())), nil
}

func (s Shopper) senderID() int64 { return identity{owner: s.Owner}.senderID() }
