package guide

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"time"

	"dari/chat"
	"dari/internal/api"
	"dari/internal/event"
	"dari/internal/fault"
	"dari/internal/postgres"
	"dari/internal/thread"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// Product is what a shopper looks at.
type Product struct {
	ID    string `json:"id,omitempty" maxLength:"100"`
	Title string `json:"title,omitempty" maxLength:"200"`
	Price int64  `json:"price,omitempty" minimum:"0" maximum:"1000000000000"`
	Image string `json:"image,omitempty" maxLength:"500"`
	URL   string `json:"url,omitempty" maxLength:"500"`
}

// Cart is what is in a shopper's basket.
type Cart struct {
	Total int64 `json:"total" minimum:"0" maximum:"1000000000000"`
	Count int   `json:"count,omitempty" minimum:"0" maximum:"100000"`
}

// Looking is what a shopper looks at.
type Looking struct {
	Page    string    `json:"page" doc:"The path alone."`
	Title   string    `json:"title"`
	Product *Product  `json:"product"`
	Cart    *Cart     `json:"cart"`
	At      time.Time `json:"at"`
}

type lookingInput struct {
	chat.WidgetIdentity
	Body struct {
		Page    string   `json:"page" minLength:"1" maxLength:"2000"`
		Title   string   `json:"title,omitempty" maxLength:"300"`
		Product *Product `json:"product,omitempty"`
		Cart    *Cart    `json:"cart,omitempty"`
	}
}

// handleLooking keeps it of somebody who is known already: nobody becomes a visitor by looking.
func (s *Service) handleLooking(ctx context.Context, in *lookingInput) (*api.None, error) {
	who, err := s.Chat.ShopperOf(ctx, in.WidgetIdentity)
	if nobodyIs(in.WidgetIdentity) && fault.Is(err, fault.Unauthorized) {
		return &api.None{}, nil
	}
	if err != nil || who.Owner == (thread.Owner{}) {
		return &api.None{}, err
	}
	l := Looking{Page: pathOf(in.Body.Page), Title: in.Body.Title, Product: safe(in.Body.Product), Cart: in.Body.Cart}
	if err := putLooking(ctx, s.DB, who.Owner, l); err != nil {
		return nil, err
	}
	c, found, err := thread.ChatOf(ctx, s.DB, who.Owner)
	if err == nil && found {
		s.tellContext(ctx, c)
	}
	return &api.None{}, err
}

// contextFrame tells consoles to read a shopper's context again.
type contextFrame struct {
	T            string    `json:"t"`
	Conversation uuid.UUID `json:"conversation"`
}

func (s *Service) tellContext(ctx context.Context, c thread.Conversation) {
	s.Chat.TellStaff(ctx, c.ID, contextFrame{"context", c.UID})
}

// pathOf leaves out what may be somebody's: the query and the fragment.
func pathOf(page string) string {
	u, err := url.Parse(page)
	if err != nil || u.Path == "" {
		return "/"
	}
	return shorten(u.Path, 300)
}

// safe keeps links of a product only when they lead to a page or a picture.
func safe(p *Product) *Product {
	if p == nil {
		return nil
	}
	out := *p
	for _, link := range []*string{&out.Image, &out.URL} {
		if u, err := url.Parse(*link); err != nil || u.Scheme != "https" && u.Scheme != "http" {
			*link = ""
		}
	}
	return &out
}

type conversationInput struct {
	UID string `path:"uid" format:"uuid"`
}

type contextView struct {
	Looking *Looking  `json:"looking" doc:"Null when nothing was told within a day."`
	Blocked *BlockRow `json:"blocked" doc:"Null when the shopper may write."`
}

func (s *Service) handleContext(ctx context.Context, in *conversationInput) (*api.OK[contextView], error) {
	c, err := s.conversation(ctx, in.UID)
	if err != nil {
		return nil, err
	}
	var view contextView
	if view.Looking, err = lookingOf(ctx, s.DB, ownerOf(c)); err != nil {
		return nil, err
	}
	view.Blocked, err = blockOf(ctx, s.DB, ownerOf(c))
	return api.Reply(view), err
}

func (s *Service) conversation(ctx context.Context, uid string) (thread.Conversation, error) {
	id, err := uuid.Parse(uid)
	if err != nil {
		return thread.Conversation{}, fault.New(fault.NotFound, "thread.not_found")
	}
	return thread.ByUID(ctx, s.DB, id)
}

// ownerOf is whose conversation it is: the customer's once there is one.
func ownerOf(c thread.Conversation) (o thread.Owner) {
	switch {
	case c.CustomerID != nil:
		o.CustomerID = *c.CustomerID
	case c.VisitorID != nil:
		o.VisitorID = *c.VisitorID
	}
	return o
}

// ContextLife is how long what somebody looked at is kept.
const ContextLife = 24 * time.Hour

const (
	sqlPutVisitorLooking = `
INSERT INTO dari.chat_contexts (visitor_id, page, title, product, cart) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (visitor_id) WHERE visitor_id IS NOT NULL DO UPDATE
SET page = excluded.page, title = excluded.title, product = excluded.product, cart = excluded.cart, at = excluded.at`
	sqlPutCustomerLooking = `
INSERT INTO dari.chat_contexts (customer_id, page, title, product, cart) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (customer_id) WHERE customer_id IS NOT NULL DO UPDATE
SET page = excluded.page, title = excluded.title, product = excluded.product, cart = excluded.cart, at = excluded.at`
	sqlLooking = `
SELECT page, title, product, cart, at FROM dari.chat_contexts
WHERE (visitor_id = nullif($1, 0) OR customer_id = nullif($2, 0)) AND at > dari.clock() - $3::interval`
	// What a visitor looked at is the member's once they have signed in, unless the member has looked elsewhere.
	sqlTakeLooking = `
UPDATE dari.chat_contexts x SET customer_id = c.customer_id, visitor_id = NULL FROM dari.conversations c
WHERE c.id = $1 AND x.visitor_id = c.visitor_id AND c.customer_id IS NOT NULL
  AND NOT EXISTS (SELECT FROM dari.chat_contexts o WHERE o.customer_id = c.customer_id)`
	sqlForgetLooking = `DELETE FROM dari.chat_contexts WHERE at <= dari.clock() - $1::interval`
)

func putLooking(ctx context.Context, q postgres.Querier, o thread.Owner, l Looking) error {
	product, err := encoded(l.Product)
	if err != nil {
		return err
	}
	cart, err := encoded(l.Cart)
	if err != nil {
		return err
	}
	sql, id := sqlPutVisitorLooking, o.VisitorID
	if o.CustomerID != 0 {
		sql, id = sqlPutCustomerLooking, o.CustomerID
	}
	if _, err := q.Exec(ctx, sql, id, l.Page, l.Title, product, cart); err != nil {
		return fmt.Errorf("keep what a shopper looks at: %w", err)
	}
	return nil
}

func bringLooking(ctx context.Context, tx pgx.Tx, events []event.Event) error {
	for _, e := range events {
		if err := takeLooking(ctx, tx, e.SubjectID); err != nil {
			return err
		}
	}
	return nil
}

func takeLooking(ctx context.Context, tx pgx.Tx, conversationID int64) error {
	if _, err := tx.Exec(ctx, sqlTakeLooking, conversationID); err != nil {
		return fmt.Errorf("give what a visitor looked at to the member of conversation %d: %w", conversationID, err)
	}
	return nil
}

func encoded[T any](v *T) ([]byte, error) {
	if v == nil {
		return nil, nil
	}
	b, err := json.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("encode what a shopper looks at: %w", err)
	}
	return b, nil
}

// lookingOf is nil when nothing is known, or nothing recent.
func lookingOf(ctx context.Context, q postgres.Querier, o thread.Owner) (*Looking, error) {
	var l Looking
	err := q.QueryRow(ctx, sqlLooking, o.VisitorID, o.CustomerID, ContextLife).Scan(&l.Page, &l.Title, &l.Product, &l.Cart, &l.At)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, nil //nolint:nilnil // nothing is known
	}
	if err != nil {
		return nil, fmt.Errorf("read what a shopper looks at: %w", err)
	}
	return &l, nil
}

// forget drops what was kept for a day.
func (s *Service) forget(ctx context.Context) error {
	if _, err := s.DB.Exec(ctx, sqlForgetLooking, ContextLife); err != nil {
		return fmt.Errorf("forget what shoppers looked at: %w", err)
	}
	if _, err := s.DB.Exec(ctx, sqlForgetAnswers); err != nil {
		return fmt.Errorf("forget questions that got no card: %w", err)
	}
	return nil
}
