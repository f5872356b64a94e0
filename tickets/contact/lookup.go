package contact

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"math/big"
	"net/http"
	"strconv"
	"strings"
	"time"

	"dari/internal/event"
	"dari/internal/fault"
	"dari/internal/i18n"
	"dari/internal/korean"
	"dari/internal/postgres"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// How long a code is good for, and how often one may be tried.
const (
	codeLife  = 10 * time.Minute
	codeTries = 5
)

// lookupView is what ticket_lookup.html shows: what is asked for, or where the code goes in.
type lookupView struct {
	Number, Phone string
	Lookup        string // empty: nothing is asked for yet
	To            string
	Minutes       int
	Errors        map[string]string
	Notice        string
}

func (s *Service) showLookup(c *gin.Context) { s.drawLookup(c, lookupView{}) }

func (s *Service) drawLookup(c *gin.Context, v lookupView) {
	private(c)
	v.Minutes = int(codeLife / time.Minute)
	s.Render(c.Writer, c.Request, lookupPage, v)
}

// lookup is what a guest asks for.
type lookup struct {
	ID     int64
	UID    uuid.UUID
	Number int64
	Phone  string
	Lang   string
	Expire time.Time
}

// postLookup writes down what is asked and answers the same, by the same steps, whether there is such a
// ticket or not: nobody looks for it before the answer has left.
func (s *Service) postLookup(c *gin.Context) {
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, maxBody)
	lang := i18n.FromRequest(c.Request)
	v := lookupView{Number: c.PostForm("number"), Phone: c.PostForm("phone"), Errors: map[string]string{}}
	number, err := strconv.ParseInt(strings.TrimPrefix(strings.TrimSpace(v.Number), "#"), 10, 64)
	if err != nil || number < 1 {
		v.Errors["number"] = i18n.T(lang, "fault.contact.number_form")
	}
	phone, ok := mobile(v.Phone)
	if !ok {
		v.Errors["phone"] = i18n.T(lang, "fault.contact.mobile_form")
	}
	if len(v.Errors) > 0 {
		c.Status(http.StatusUnprocessableEntity)
		s.drawLookup(c, v)
		return
	}
	l := lookup{UID: uuid.New(), Number: number, Phone: phone, Lang: lang}
	if err := s.ask(c.Request.Context(), c.ClientIP(), &l); err != nil {
		s.again(c, err, func(notice string) {
			v.Notice = notice
			s.drawLookup(c, v)
		})
		return
	}
	s.drawLookup(c, lookupView{Lookup: l.UID.String(), To: korean.MaskPhone(phone)})
}

func (s *Service) ask(ctx context.Context, ip string, l *lookup) error {
	if err := s.count(ctx, lookupTries(ip, text(l.Number)+"\n"+l.Phone)); err != nil {
		return err
	}
	err := postgres.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		if err := insertLookup(ctx, tx, l); err != nil {
			return err
		}
		return event.Publish(ctx, tx, event.New{Kind: asked, SubjectKind: "contact_lookup", SubjectID: l.ID, Key: fmt.Sprintf("%s:%d", asked, l.ID)})
	})
	if err == nil {
		s.Nudge()
	}
	return err
}

// postCode counts the try before it compares, and compares also where there is nothing to compare with.
func (s *Service) postCode(c *gin.Context) {
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, maxBody)
	id, err := s.opened(c.Request.Context(), c.ClientIP(), c.PostForm("lookup"), c.PostForm("code"))
	if err == nil {
		private(c)
		c.Redirect(http.StatusSeeOther, strings.TrimSuffix(s.here(c, "/t/"+s.Token(id)), "?"))
		return
	}
	s.again(c, err, func(notice string) {
		v := lookupView{Errors: map[string]string{}}
		if fault.Is(err, fault.Invalid) {
			v.Lookup = c.PostForm("lookup")
			v.Errors["code"] = notice
		} else {
			v.Notice = notice
		}
		s.drawLookup(c, v)
	})
}

// opened is the ticket that a code opens.
func (s *Service) opened(ctx context.Context, ip, given, code string) (ticketID int64, err error) {
	over := fault.New(fault.Gone, "contact.code_over")
	uid, err := uuid.Parse(given)
	if err != nil {
		return 0, over
	}
	if err := s.count(ctx, codeTriesOf(ip)); err != nil {
		return 0, err
	}
	id, ticket, hash, err := try(ctx, s.DB, uid)
	if errors.Is(err, pgx.ErrNoRows) {
		return 0, over
	}
	if err != nil {
		return 0, err
	}
	if len(hash) != sha256.Size {
		hash = make([]byte, sha256.Size)
	}
	if right := hmac.Equal(s.codeHash(uid, code), hash); !right || ticket == nil {
		return 0, fault.Field("contact.code_wrong", "code")
	}
	return *ticket, verified(ctx, s.DB, id)
}

func (s *Service) codeHash(uid uuid.UUID, code string) []byte {
	digits := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, code)
	return s.hash("code", uid.String(), digits)
}

func newCode() (string, error) {
	n, err := rand.Int(rand.Reader, big.NewInt(1_000_000))
	if err != nil {
		return "", fmt.Errorf("make a code: %w", err)
	}
	return fmt.Sprintf("%06d", n.Int64()), nil
}

// answerLookups makes and sends the codes of those who asked for a ticket that is there, with the number
// its customer gave.
func (s *Service) answerLookups(ctx context.Context, tx pgx.Tx, events []event.Event) error {
	var codes []Code
	for _, e := range events {
		l, ticketID, customerID, found, err := wanted(ctx, tx, e.SubjectID)
		if err != nil {
			return err
		}
		if !found {
			continue
		}
		code, err := newCode()
		if err != nil {
			return err
		}
		if err := setCode(ctx, tx, l.ID, ticketID, s.codeHash(l.UID, code)); err != nil {
			return err
		}
		codes = append(codes, Code{
			EventID: e.ID, Phone: l.Phone, Lang: l.Lang, Code: code, Minutes: int(codeLife / time.Minute), CustomerID: customerID, ExpiresAt: l.Expire,
		})
	}
	if len(codes) == 0 || s.SendCodes == nil {
		return nil
	}
	return s.SendCodes(ctx, tx, codes)
}

const (
	sqlInsertLookup = `
INSERT INTO dari.contact_lookups (uid, number, phone, lang, expires_at) VALUES ($1, $2, $3, $4, dari.clock() + $5::interval) RETURNING id, expires_at`
	sqlWanted = `
SELECT l.id, l.uid, l.number, l.phone, l.lang, l.expires_at, t.id, coalesce(t.customer_id, 0), coalesce(c.phone, ''), coalesce(f.phone, '')
FROM dari.contact_lookups l JOIN dari.tickets t ON t.number = l.number
LEFT JOIN dari.customers c ON c.id = t.customer_id
LEFT JOIN dari.contact_forms f ON f.ticket_id = t.id
WHERE l.id = $1 AND l.verified_at IS NULL ORDER BY f.created_at LIMIT 1`
	sqlSetCode = `UPDATE dari.contact_lookups SET ticket_id = $2, code_hash = $3 WHERE id = $1`
	// The try is counted in the same statement, so that tries at once are as many as tries in a row.
	sqlTry = `
UPDATE dari.contact_lookups SET tries = tries + 1 WHERE uid = $1 AND verified_at IS NULL AND tries < $2 AND expires_at > dari.clock()
RETURNING id, ticket_id, code_hash`
	sqlVerified = `UPDATE dari.contact_lookups SET verified_at = dari.clock(), code_hash = NULL WHERE id = $1`
)

func insertLookup(ctx context.Context, q postgres.Querier, l *lookup) error {
	if err := q.QueryRow(ctx, sqlInsertLookup, l.UID, l.Number, l.Phone, l.Lang, codeLife).Scan(&l.ID, &l.Expire); err != nil {
		return fmt.Errorf("write down a look-up: %w", err)
	}
	return nil
}

// wanted is the ticket that is asked for, when the phone is that of its customer or of its form.
func wanted(ctx context.Context, q postgres.Querier, id int64) (l lookup, ticketID, customerID int64, found bool, err error) {
	var phones [2]string
	err = q.QueryRow(ctx, sqlWanted, id).Scan(&l.ID, &l.UID, &l.Number, &l.Phone, &l.Lang, &l.Expire, &ticketID, &customerID, &phones[0], &phones[1])
	if errors.Is(err, pgx.ErrNoRows) {
		return l, 0, 0, false, nil
	}
	if err != nil {
		return l, 0, 0, false, fmt.Errorf("read look-up %d: %w", id, err)
	}
	for _, p := range phones {
		if key, err := korean.NormalizePhone(p); err == nil && key == l.Phone {
			found = true
		}
	}
	return l, ticketID, customerID, found, nil
}

func setCode(ctx context.Context, q postgres.Querier, id, ticketID int64, hash []byte) error {
	if _, err := q.Exec(ctx, sqlSetCode, id, ticketID, hash); err != nil {
		return fmt.Errorf("store the code of look-up %d: %w", id, err)
	}
	return nil
}

func try(ctx context.Context, q postgres.Querier, uid uuid.UUID) (id int64, ticketID *int64, hash []byte, err error) {
	if err = q.QueryRow(ctx, sqlTry, uid, codeTries).Scan(&id, &ticketID, &hash); err != nil {
		err = fmt.Errorf("try a code: %w", err)
	}
	return id, ticketID, hash, err
}

func verified(ctx context.Context, q postgres.Querier, id int64) error {
	if _, err := q.Exec(ctx, sqlVerified, id); err != nil {
		return fmt.Errorf("close look-up %d: %w", id, err)
	}
	return nil
}
