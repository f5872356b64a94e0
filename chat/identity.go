package chat

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"dari/internal/fault"
	"dari/internal/i18n"
	"dari/internal/postgres"
	"dari/internal/shop"
	"dari/internal/staff"
	"dari/internal/thread"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// tokenBytes is the size of a visitor's token before encoding.
const tokenBytes = 32

// identity is who a shopper has proved to be.
type identity struct {
	owner   thread.Owner
	token   string    // a new one, for the browser to keep
	expires time.Time // end of a member's token; zero for a visitor
	pass    pass      // what a member's token said of itself
	linked  bool      // by a one-time link
}

func (i identity) senderID() int64 {
	if i.owner.CustomerID != 0 {
		return i.owner.CustomerID
	}
	return i.owner.VisitorID
}

// identify reads what a widget presents: a member's token signed by the shop, a visitor's token that
// Dari gave, or nothing, which makes a new visitor. A browser that holds both brings what the
// visitor wrote into the member's conversation.
func (s *Service) identify(ctx context.Context, f inFrame) (identity, error) {
	settings, err := s.shop.get(ctx, s.db)
	if err != nil {
		return identity{}, err
	}
	if settings.WidgetKey == "" || subtle.ConstantTimeCompare([]byte(f.Key), []byte(settings.WidgetKey)) != 1 {
		return identity{}, refusal(closeIdentity)
	}
	if f.JWT != "" {
		return s.member(ctx, f, settings)
	}
	if strings.HasPrefix(f.Token, LinkPrefix) {
		return s.byLink(ctx, f.Token, refusal(closeIdentity))
	}
	if f.Token != "" {
		id, err := visitorByToken(ctx, s.db, f.Token)
		if err != nil || id != 0 {
			return identity{owner: thread.Owner{VisitorID: id}}, err
		}
	}
	if !s.fresh.allow(f.address) {
		return identity{}, refusal(closeRate)
	}
	return s.newVisitor(ctx, f.Lang, f.first)
}

func (s *Service) member(ctx context.Context, f inFrame, settings staff.ShopSettings) (identity, error) {
	c, err := s.verify(ctx, f.JWT, settings)
	if errors.Is(err, errToken) {
		return identity{}, refusal(closeIdentity)
	}
	if err != nil {
		return identity{}, err
	}
	who := identity{expires: c.ExpiresAt.Time, pass: c.pass()}
	who.owner.CustomerID, err = customerByRef(ctx, s.db, c.Subject)
	if err == nil && who.owner.CustomerID != 0 && f.Token == "" {
		return who, nil
	}
	if err != nil {
		return identity{}, err
	}
	var visitor int64
	var brought bool
	err = postgres.InTx(ctx, s.db, func(tx pgx.Tx) error {
		if who.owner.CustomerID == 0 {
			if who.owner.CustomerID, err = newMember(ctx, tx, c.claims); err != nil {
				return err
			}
		}
		if visitor, err = visitorByToken(ctx, tx, f.Token); err != nil || visitor == 0 {
			return err
		}
		brought, err = s.adopt(ctx, tx, visitor, who.owner.CustomerID)
		return err
	})
	if err == nil && brought {
		// The visitor's other tabs have no right to what is the member's now: they say anew who they are.
		s.hub.Publish(ctx, ownerTopic(thread.Owner{VisitorID: visitor}), []byte{frameMoved})
	}
	return who, err
}

// verify reads a member's token. Whatever is wrong with it, the error is errToken.
func (s *Service) verify(ctx context.Context, token string, settings staff.ShopSettings) (signed, error) {
	now := s.now()
	c, err := readToken(token, settings.WidgetKey, settings.Secrets(now), now)
	if err != nil {
		return c, err
	}
	over, err := revoked(ctx, s.db, c.pass())
	if err == nil && over {
		err = errToken
	}
	return c, err
}

// customerByRef is the customer the shop calls so, 0 when it has not told of one.
func customerByRef(ctx context.Context, q postgres.Querier, ref string) (int64, error) {
	c, err := shop.CustomerByRef(ctx, q, ref)
	if fault.Is(err, fault.NotFound) {
		return 0, nil
	}
	return c.ID, err
}

// newMember makes a customer of a member the shop vouches for but has not told of yet.
func newMember(ctx context.Context, tx pgx.Tx, c claims) (int64, error) {
	change := shop.CustomerChange{Source: "widget", Ref: c.Subject}
	if name := strings.TrimSpace(c.Name); name != "" && utf8.RuneCountInString(name) <= 100 && !strings.ContainsRune(name, 0) {
		change.Name = &name
	}
	if c.Lang == i18n.English || c.Lang == i18n.Korean {
		change.Lang = &c.Lang
	}
	made, err := shop.ApplyCustomers(ctx, tx, []shop.CustomerChange{change}, shop.Apply{})
	if err != nil {
		return 0, fmt.Errorf("make the customer of a member: %w", err)
	}
	return made[0].ID, nil
}

// adopt gives a visitor's chat to the member, and says so in it: as it is to one who has none, else at
// the end of the one that is there. A visitor who has been somebody is never anybody else. Two browsers
// of one member may try at once: the second finds that the member has a chat already. brought says that
// there was a chat to give.
func (s *Service) adopt(ctx context.Context, tx pgx.Tx, visitorID, customerID int64) (brought bool, err error) {
	try := func() error {
		return postgres.InTx(ctx, tx, func(sub pgx.Tx) (err error) {
			brought, err = s.bring(ctx, sub, visitorID, customerID)
			return err
		})
	}
	err = try()
	if postgres.IsUnique(err, "conversations_chat_customer") {
		err = try()
	}
	return brought, err
}

func (s *Service) bring(ctx context.Context, tx pgx.Tx, visitorID, customerID int64) (bool, error) {
	free, err := nameVisitor(ctx, tx, visitorID, customerID)
	if err != nil || !free {
		return false, err
	}
	from, found, err := thread.ChatOf(ctx, tx, thread.Owner{VisitorID: visitorID})
	if err != nil || !found {
		return false, err
	}
	member := thread.Owner{CustomerID: customerID}
	attached, err := thread.Attach(ctx, tx, visitorID, customerID)
	if err != nil {
		return false, err
	}
	if attached {
		return true, sayAttached(ctx, tx, member)
	}
	into, found, err := thread.ChatOf(ctx, tx, member)
	if err != nil || !found || from.LastSeq == 0 {
		return false, err
	}
	if err := s.merge(ctx, tx, from.ID, into.ID); err != nil {
		return false, err
	}
	return true, sayAttached(ctx, tx, member)
}

// signedIn is what a thread's line says for programs when a visitor has become a member.
var signedIn = json.RawMessage(`{"event":"signed_in"}`)

func sayAttached(ctx context.Context, tx pgx.Tx, o thread.Owner) error {
	conv, found, err := thread.ChatOf(ctx, tx, o)
	if err != nil || !found {
		return err
	}
	_, err = thread.AppendTx(ctx, tx, thread.Append{
		ConversationID: conv.ID, SenderKind: thread.System, ClientID: uuid.New(), Kind: thread.KindEvent,
		Body: i18n.T(conv.Lang, "chat.event.signed_in"), Data: signedIn,
	})
	return err
}

// newVisitor writes down somebody nobody knows. first is the id of the message they come with, if any: who
// says it again without a token, since the answer that held it was lost, is the same visitor.
func (s *Service) newVisitor(ctx context.Context, lang string, first uuid.UUID) (identity, error) {
	raw := make([]byte, tokenBytes)
	if _, err := rand.Read(raw); err != nil {
		return identity{}, fmt.Errorf("make a visitor's token: %w", err)
	}
	token := base64.RawURLEncoding.EncodeToString(raw)
	id, err := insertVisitor(ctx, s.db, token, langOf(lang), first)
	if err == nil && id == 0 { // the id is another's by now: of a member, or of long ago
		id, err = insertVisitor(ctx, s.db, token, langOf(lang), uuid.Nil)
	}
	return identity{owner: thread.Owner{VisitorID: id}, token: token}, err
}

func langOf(lang string) string {
	if lang == "en" {
		return "en"
	}
	return "ko"
}

const (
	// Seen is noted by the minute: when thousands come back at once, nothing is written for them.
	sqlVisitorByToken = `
WITH seen AS (UPDATE dari.visitors SET last_seen_at = dari.clock()
              WHERE token_hash = $1 AND ended_at IS NULL AND last_seen_at < dari.clock() - interval '1 minute')
SELECT id FROM dari.visitors WHERE token_hash = $1 AND ended_at IS NULL`
	sqlFindVisitor = `SELECT id FROM dari.visitors WHERE token_hash = $1 AND ended_at IS NULL`
	// A browser keeps what it could not send for a week. Whose token has been used since has had the answer:
	// nobody else becomes them by the id of a message.
	sqlInsertVisitor = `
INSERT INTO dari.visitors AS v (uid, token_hash, lang, first_client_id) VALUES ($1, $2, $3, $4)
ON CONFLICT (first_client_id) WHERE first_client_id IS NOT NULL DO UPDATE SET token_hash = excluded.token_hash
WHERE v.ended_at IS NULL AND v.customer_id IS NULL AND v.last_seen_at = v.created_at AND v.created_at > dari.clock() - interval '7 days'
RETURNING id`
	sqlNameVisitor = `
UPDATE dari.visitors SET customer_id = $2 WHERE id = $1 AND (customer_id IS NULL OR customer_id = $2)`
)

// visitorByToken finds a visitor and notes that they were here; 0 when nobody has that token.
func visitorByToken(ctx context.Context, q postgres.Querier, token string) (int64, error) {
	return visitor(ctx, q, sqlVisitorByToken, token)
}

// findVisitor finds a visitor and changes nothing, for reading requests.
func findVisitor(ctx context.Context, q postgres.Querier, token string) (int64, error) {
	return visitor(ctx, q, sqlFindVisitor, token)
}

func visitor(ctx context.Context, q postgres.Querier, sql, token string) (id int64, err error) {
	err = q.QueryRow(ctx, sql, hashToken(token)).Scan(&id)
	if errors.Is(err, pgx.ErrNoRows) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("find a visitor: %w", err)
	}
	return id, nil
}

// insertVisitor answers 0 when the first message is somebody's who is not to be found by it any more.
func insertVisitor(ctx context.Context, q postgres.Querier, token, lang string, first uuid.UUID) (id int64, err error) {
	uid, err := uuid.NewV7()
	if err != nil {
		return 0, fmt.Errorf("make a visitor's id: %w", err)
	}
	err = q.QueryRow(ctx, sqlInsertVisitor, uid, hashToken(token), lang, uuid.NullUUID{UUID: first, Valid: first != uuid.Nil}).Scan(&id)
	if errors.Is(err, pgx.ErrNoRows) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("add a visitor: %w", err)
	}
	return id, nil
}

// nameVisitor notes who a visitor is; false when they are known as somebody else.
func nameVisitor(ctx context.Context, q postgres.Querier, id, customerID int64) (bool, error) {
	tag, err := q.Exec(ctx, sqlNameVisitor, id, customerID)
	if err != nil {
		return false, fmt.Errorf("name visitor %d: %w", id, err)
	}
	return tag.RowsAffected() == 1, nil
}

// hashToken is what is stored of a token. Tokens are random, so a plain hash is enough.
func hashToken(token string) []byte {
	sum := sha256.Sum256([]byte(token))
	return sum[:]
}

// shopCache keeps the shop's settings for a few seconds: each hello asks for them.
type shopCache struct {
	mu    sync.Mutex
	value staff.ShopSettings
	until time.Time
}

func (c *shopCache) get(ctx context.Context, q postgres.Querier) (staff.ShopSettings, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if time.Now().Before(c.until) {
		return c.value, nil
	}
	shop, err := staff.Shop(ctx, q)
	if err == nil {
		c.value, c.until = shop, time.Now().Add(3*time.Second)
	}
	return shop, err
}
