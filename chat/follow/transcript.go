package follow

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
	"dari/internal/fault"
	"dari/internal/korean"
	"dari/internal/postgres"
	"dari/internal/shop"
	"dari/internal/thread"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// The limits of transcripts and their codes.
const (
	perConversation = 5 // transcripts an hour
	perEmail        = 5
	perIP           = 30
	codeLife        = 10 * time.Minute
	codeTries       = 5
	codeSends       = 3
	codeAgain       = 30 * time.Second
)

type transcriptInput struct {
	chat.WidgetIdentity
	Body struct {
		Email string `json:"email,omitempty" maxLength:"254" doc:"Empty: the member's own address."`
	}
}

type transcriptView struct {
	SentTo      string     `json:"sent_to" doc:"Masked."`
	NeedsCode   bool       `json:"needs_code" doc:"A code has gone there; the transcript goes when it has come back."`
	Lookup      *uuid.UUID `json:"lookup,omitempty"`
	ResendAfter int        `json:"resend_after,omitempty" doc:"Seconds."`
	ExpiresAt   *time.Time `json:"expires_at,omitempty"`
}

func maskEmail(address string) string { return chat.MaskEmail(address) }

// asker is who wants a transcript, and of what.
type asker struct {
	who  chat.Shopper
	conv thread.Conversation
}

func (s *Service) asker(ctx context.Context, w chat.WidgetIdentity) (asker, error) {
	who, err := s.Chat.ShopperOf(ctx, w)
	if err == nil && who.Owner == (thread.Owner{}) {
		err = fault.New(fault.Unauthorized, "chat.identity")
	}
	if err != nil {
		return asker{}, err
	}
	conv, found, err := thread.ChatOf(ctx, s.DB, who.Owner)
	if err == nil && !found {
		err = fault.New(fault.NotFound, "follow.nothing")
	}
	return asker{who, conv}, err
}

// handleTranscript sends it at once to an address that is proved to be the shopper's: a member's own
// one, or one that has answered with a code today. Every other address gets a code.
func (s *Service) handleTranscript(ctx context.Context, in *transcriptInput) (*api.OK[transcriptView], error) {
	a, err := s.asker(ctx, in.WidgetIdentity)
	if err != nil {
		return nil, err
	}
	var own string
	if a.who.Verified {
		c, err := shop.CustomerByID(ctx, s.DB, a.who.Owner.CustomerID)
		if err != nil {
			return nil, err
		}
		own, _ = korean.NormalizeEmail(c.Email) // an address that is none is no address
	}
	key := own
	if given := strings.TrimSpace(in.Body.Email); given != "" {
		if key, err = korean.NormalizeEmail(given); err != nil {
			return nil, fault.Field("follow.email", "email")
		}
	}
	if key == "" {
		return nil, fault.Field("follow.email_missing", "email")
	}
	var view transcriptView
	err = postgres.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		view, err = s.ask(ctx, tx, a, in.Visitor, key, key == own && own != "")
		return err
	})
	if err == nil {
		s.Wake()
	}
	return api.Reply(view), err
}

func (s *Service) ask(ctx context.Context, tx pgx.Tx, a asker, token, key string, proven bool) (transcriptView, error) {
	ip := s.keyed("ip:" + api.IPFrom(ctx))
	if err := mayAsk(ctx, tx, a.conv.ID, key, ip); err != nil {
		return transcriptView{}, err
	}
	if !proven {
		var err error
		if proven, err = provenBefore(ctx, tx, a.who.Owner, key, token); err != nil {
			return transcriptView{}, err
		}
	}
	t := transcript{UID: newUID(), ConversationID: a.conv.ID, CustomerID: a.who.Owner.CustomerID, VisitorID: a.who.Owner.VisitorID, Email: key, Lang: a.who.Lang}
	if err := insertTranscript(ctx, tx, &t, ip); err != nil {
		return transcriptView{}, err
	}
	if proven {
		return transcriptView{SentTo: maskEmail(key)}, s.sendTranscript(ctx, tx, t)
	}
	return s.sendCode(ctx, tx, t)
}

// sendCode sends a new code; the one before it is worth nothing from then on.
func (s *Service) sendCode(ctx context.Context, tx pgx.Tx, t transcript) (transcriptView, error) {
	n, err := rand.Int(rand.Reader, big.NewInt(1_000_000))
	if err != nil {
		return transcriptView{}, fmt.Errorf("draw a code: %w", err)
	}
	code := fmt.Sprintf("%06d", n.Int64())
	sends, until, err := putCode(ctx, tx, t.ID, s.codeHash(t.UID, code))
	if err != nil {
		return transcriptView{}, err
	}
	view := transcriptView{SentTo: maskEmail(t.Email), NeedsCode: true, Lookup: &t.UID, ResendAfter: int(codeAgain.Seconds()), ExpiresAt: &until}
	return view, s.Plan(ctx, tx, []Message{{
		Kind: "chat.transcript_code", Class: ClassCode, Channel: Email, SourceKind: sourceCode, SourceID: t.ID*8 + int64(sends),
		Address: t.Email, Lang: t.Lang, Fields: map[string]string{"chat.code": code}, ExpiresAt: until,
	}})
}

func (s *Service) codeHash(id uuid.UUID, code string) []byte {
	return s.keyed("code:" + id.String() + ":" + code)
}

// keyed is a hash that says nothing to who does not hold the secret.
func (s *Service) keyed(text string) []byte {
	mac := hmac.New(sha256.New, []byte("chat follow:"+s.Secret))
	mac.Write([]byte(text))
	return mac.Sum(nil)
}

type resendInput struct {
	chat.WidgetIdentity
	Lookup string `path:"lookup" format:"uuid"`
}

func (s *Service) handleResend(ctx context.Context, in *resendInput) (*api.OK[transcriptView], error) {
	a, err := s.asker(ctx, in.WidgetIdentity)
	if err != nil {
		return nil, err
	}
	var view transcriptView
	err = postgres.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		t, err := lockTranscript(ctx, tx, in.Lookup, a.who.Owner)
		switch {
		case err != nil:
			return err
		case t.Done || t.Over:
			return fault.New(fault.Gone, "follow.code_over")
		case t.Sends >= codeSends:
			return fault.New(fault.TooMany, "follow.too_many").After(3600)
		case t.Wait > 0:
			return fault.New(fault.TooMany, "follow.resend_later").After(t.Wait)
		}
		view, err = s.sendCode(ctx, tx, t)
		return err
	})
	if err == nil {
		s.Wake()
	}
	return api.Reply(view), err
}

type verifyInput struct {
	chat.WidgetIdentity
	Body struct {
		Lookup string `json:"lookup" format:"uuid"`
		Code   string `json:"code" minLength:"1" maxLength:"20"`
	}
}

func (s *Service) handleVerify(ctx context.Context, in *verifyInput) (*api.OK[transcriptView], error) {
	a, err := s.asker(ctx, in.WidgetIdentity)
	if err != nil {
		return nil, err
	}
	var t transcript
	var refused error // what is wrong with a code is committed: the try counts
	err = postgres.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		refused = nil
		if t, err = lockTranscript(ctx, tx, in.Body.Lookup, a.who.Owner); err != nil {
			return err
		}
		if t.Done || t.Over || t.Tries >= codeTries {
			return fault.New(fault.Gone, "follow.code_over")
		}
		code := strings.Map(func(r rune) rune {
			if r < '0' || r > '9' {
				return -1
			}
			return r
		}, in.Body.Code)
		if !hmac.Equal(t.CodeHash, s.codeHash(t.UID, code)) {
			if refused = fault.Field("follow.code_wrong", "code"); t.Tries+1 >= codeTries {
				refused = fault.New(fault.Gone, "follow.code_over")
			}
			return countTry(ctx, tx, t.ID)
		}
		return s.sendTranscript(ctx, tx, t)
	})
	if err == nil {
		err = refused
	}
	if err == nil {
		s.Wake()
	}
	return api.Reply(transcriptView{SentTo: maskEmail(t.Email)}), err
}
