package follow

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strings"
	"time"

	"dari/chat"
	"dari/internal/i18n"
	"dari/internal/korean"
	"dari/internal/postgres"
	"dari/internal/staff"
	"dari/internal/thread"

	"github.com/jackc/pgx/v5"
)

// How long tokens are, in letters of 62: in an SMS every byte counts, and a link there is guarded by
// its week and by how often an address may try; in a mail it holds more than 128 bits.
const (
	shortToken   = 10
	longToken    = 22
	sessionToken = 43
)

const letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

// newToken draws n letters, each as likely as every other.
func newToken(n int) string {
	out := make([]byte, 0, n)
	random := make([]byte, 2*n)
	for {
		_, _ = rand.Read(random) // never fails (Go 1.24)
		for _, b := range random {
			if int(b) >= 4*len(letters) {
				continue
			}
			if out = append(out, letters[int(b)%len(letters)]); len(out) == n {
				return string(out)
			}
		}
	}
}

// newLink is a link to be made.
type newLink struct {
	FollowID       int64 // 0: it was asked for
	ConversationID int64
	Channel        string
	RecipientKey   string
	Lang           string
	RenewedFrom    int64
}

const sqlInsertLink = `
INSERT INTO dari.follow_links (token_hash, follow_id, conversation_id, channel, recipient_key, lang, renewed_from, expires_at)
VALUES ($1, nullif($2::bigint, 0), $3, $4, $5, $6, nullif($7::bigint, 0), dari.clock() + $8::interval) RETURNING id, expires_at`

func (s *Service) makeLink(ctx context.Context, tx pgx.Tx, l newLink) (token string, until time.Time, err error) {
	_, token, until, err = insertLink(ctx, tx, l)
	return token, until, err
}

func insertLink(ctx context.Context, tx pgx.Tx, l newLink) (id int64, token string, until time.Time, err error) {
	token = newToken(longToken)
	if l.Channel == SMS {
		token = newToken(shortToken)
	}
	err = tx.QueryRow(ctx, sqlInsertLink, hash(token), l.FollowID, l.ConversationID, l.Channel, l.RecipientKey, l.Lang, l.RenewedFrom, linkLife).Scan(&id, &until)
	if err != nil {
		return 0, "", time.Time{}, fmt.Errorf("make a link to conversation %d: %w", l.ConversationID, err)
	}
	return id, token, until, nil
}

// link is one as its page sees it.
type link struct {
	ID             int64
	FollowID       int64
	ConversationID int64
	CustomerID     int64
	Channel        string
	RecipientKey   string
	Lang           string
	Over           bool // its week is over
	Opened         bool
	Mine           bool // by the browser that asks
	Until          time.Time
	Now            time.Time
}

const (
	sqlLink = `
SELECT l.id, coalesce(l.follow_id, 0) AS follow_id, l.conversation_id, coalesce(c.customer_id, 0) AS customer_id, l.channel, l.recipient_key, l.lang,
  l.expires_at <= dari.clock() AS over, l.opened_at IS NOT NULL AS opened,
  coalesce(l.session_hash = $2 AND l.session_until > dari.clock(), false) AS mine, l.expires_at AS until, dari.clock() AS now
FROM dari.follow_links l JOIN dari.conversations c ON c.id = l.conversation_id WHERE l.token_hash = $1`
	// Of two browsers at once one opens it.
	sqlOpenLink = `
UPDATE dari.follow_links SET opened_at = dari.clock(), session_hash = $2, session_until = greatest(expires_at, dari.clock() + interval '1 day')
WHERE id = $1 AND opened_at IS NULL AND expires_at > dari.clock() RETURNING opened_at`
	sqlSession = `
SELECT coalesce(c.customer_id, 0), CASE WHEN c.customer_id IS NULL THEN coalesce(c.visitor_id, 0) ELSE 0 END, l.session_until
FROM dari.follow_links l JOIN dari.conversations c ON c.id = l.conversation_id
WHERE l.session_hash = $1 AND l.session_until > dari.clock()`
	sqlEndSession = `
UPDATE dari.follow_links l SET session_until = dari.clock() FROM dari.conversations c
WHERE c.id = l.conversation_id AND l.session_hash = $1 AND l.session_until > dari.clock()
RETURNING coalesce(c.customer_id, 0), CASE WHEN c.customer_id IS NULL THEN coalesce(c.visitor_id, 0) ELSE 0 END`
	sqlRecentLinks = `
SELECT count(*), coalesce(max(created_at) > dari.clock() - interval '1 minute', false) FROM dari.follow_links
WHERE channel = $1 AND recipient_key = $2 AND created_at > dari.clock() - interval '1 day' AND follow_id IS NULL`
	sqlProven = `
SELECT EXISTS (SELECT FROM dari.follow_links WHERE session_hash = $1 AND session_until > dari.clock() AND channel = 'email' AND recipient_key = $2)`
)

// findLink is the link of a token, as the browser that holds the session's token sees it.
func findLink(ctx context.Context, q postgres.Querier, token, session string) (l link, found bool, err error) {
	rows, _ := q.Query(ctx, sqlLink, hash(token), hash(session)) // CollectExactlyOneRow reports this error
	l, err = pgx.CollectExactlyOneRow(rows, pgx.RowToStructByName[link])
	if errors.Is(err, pgx.ErrNoRows) {
		return l, false, nil
	}
	if err != nil {
		return l, false, fmt.Errorf("find a link: %w", err)
	}
	return l, true, nil
}

// open gives a link to the browser that asks first. Its session's token is answered; empty when
// another was faster.
func (s *Service) open(ctx context.Context, l link) (session string, err error) {
	session = chat.LinkPrefix + newToken(sessionToken)
	err = postgres.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		var at time.Time
		err := tx.QueryRow(ctx, sqlOpenLink, l.ID, hash(session)).Scan(&at)
		if errors.Is(err, pgx.ErrNoRows) {
			session = ""
			return nil
		}
		if err != nil {
			return fmt.Errorf("open link %d: %w", l.ID, err)
		}
		return tellHistory(ctx, tx, fmt.Sprint(l.ID), history{l.ConversationID, 0, l.Channel, "opened", at})
	})
	if err != nil {
		return "", err
	}
	return session, nil
}

// Session is whom the token of an opened link lets in, and until when; nobody when it is none.
func Session(ctx context.Context, q postgres.Querier, token string) (o thread.Owner, until time.Time, err error) {
	err = q.QueryRow(ctx, sqlSession, hash(token)).Scan(&o.CustomerID, &o.VisitorID, &until)
	if errors.Is(err, pgx.ErrNoRows) {
		return thread.Owner{}, time.Time{}, nil
	}
	if err != nil {
		return thread.Owner{}, time.Time{}, fmt.Errorf("find who has opened a link: %w", err)
	}
	return o, until, nil
}

// EndSession makes the token of an opened link worthless and answers whom it let in; nobody when it was
// none. The link itself stays used: another one can be asked for.
func EndSession(ctx context.Context, tx pgx.Tx, token string) (o thread.Owner, err error) {
	err = tx.QueryRow(ctx, sqlEndSession, hash(token)).Scan(&o.CustomerID, &o.VisitorID)
	if errors.Is(err, pgx.ErrNoRows) {
		return thread.Owner{}, nil
	}
	if err != nil {
		return thread.Owner{}, fmt.Errorf("end the session of a link: %w", err)
	}
	return o, nil
}

// Limits of links that are asked for: one a minute, five a day to one address.
const linksPerDay = 5

// renew sends a new link to where the old one went. Whoever asks learns nothing but that.
func (s *Service) renew(ctx context.Context, l link) (sent bool, err error) {
	err = postgres.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, sqlLockRecipient, l.Channel+":"+l.RecipientKey); err != nil {
			return fmt.Errorf("lock a recipient of links: %w", err)
		}
		var n int
		var justNow bool
		if err := tx.QueryRow(ctx, sqlRecentLinks, l.Channel, l.RecipientKey).Scan(&n, &justNow); err != nil {
			return fmt.Errorf("count links that were asked for: %w", err)
		}
		if n >= linksPerDay || justNow {
			return nil
		}
		set, err := staff.Shop(ctx, tx)
		if err != nil {
			return err
		}
		id, token, until, err := insertLink(ctx, tx, newLink{
			ConversationID: l.ConversationID, Channel: l.Channel, RecipientKey: l.RecipientKey, Lang: l.Lang, RenewedFrom: l.ID,
		})
		if err != nil {
			return err
		}
		m := Message{
			Kind: "chat.link", Class: ClassReply, Channel: l.Channel, SourceKind: sourceLink, SourceID: id, Address: l.RecipientKey,
			CustomerID: l.CustomerID, Lang: l.Lang, ExpiresAt: l.Now.Add(time.Hour),
		}
		if l.Channel == SMS {
			m.Fields = s.smsFields(set, l.Lang, "chat.link", token)
		} else {
			format := i18n.Format{Lang: l.Lang, Zone: set.Location(), Now: l.Now}
			m.Fields = map[string]string{"chat.url": s.PublicURL + "/c/" + token, "chat.until": format.DateTime(until)}
		}
		sent = true
		return s.Plan(ctx, tx, []Message{m})
	})
	if err != nil {
		return false, err
	}
	if sent {
		s.Wake()
	}
	return sent, nil
}

const sqlLockRecipient = `SELECT pg_advisory_xact_lock(hashtextextended('dari.follow_links:' || $1, 0))`

// sentences are the built-in templates without shop and address: a shop's name is cut to what they
// leave of a short message.
var sentences = map[string]string{
	"ko chat.answer": "[] 문의하신 답변이 도착했습니다. ", "ko chat.link": "[] 대화를 여는 새 링크입니다. ",
	"en chat.answer": "[] We have answered your question. ", "en chat.link": "[] Your new link to the chat: ",
}

// smsBytes is what a carrier takes for a short message.
const smsBytes = 90

// smsFields fill a template so that it stays a short message: of a long address the https:// goes
// first, then the end of the shop's name.
func (s *Service) smsFields(set staff.ShopSettings, lang, kind, token string) map[string]string {
	name := set.Name
	if set.SenderName != "" {
		name = set.SenderName
	}
	if lang == i18n.English && set.NameEn != "" {
		name = set.NameEn
	}
	name, address := korean.ForCarrier(name), s.PublicURL+"/c/"+token
	words, _ := korean.CP949Len(sentences[lang+" "+kind])
	// Letters that no carrier has are left out on the way, so they do not count.
	if n, _ := korean.CP949Len(name); words+n+len(address) > smsBytes {
		address = strings.TrimPrefix(address, "https://")
	}
	return map[string]string{"chat.shop": cutBytes(name, smsBytes-words-len(address)), "chat.url": address}
}

// cutBytes shortens a text to at most limit bytes of the carriers, never inside a letter.
func cutBytes(text string, limit int) string {
	used := 0
	for i, r := range text {
		n, _ := korean.CP949Len(string(r))
		if used += n; used > limit {
			return strings.TrimSpace(text[:i])
		}
	}
	return text
}
