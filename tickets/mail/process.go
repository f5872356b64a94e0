package mail

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"dari/internal/fault"
	"dari/internal/i18n"
	"dari/internal/korean"
	"dari/internal/postgres"
	"dari/internal/shop"
	"dari/internal/thread"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// maxAttempts is how often a mail is tried; then a person has to look.
const maxAttempts = 5

// mostText is how much of a mail's text becomes a message; the raw mail has all of it.
const mostText = 20_000

// ProcessAll works off every mail that waits.
func (s *Service) ProcessAll(ctx context.Context) error {
	for {
		found, err := s.process(ctx, 0)
		if err != nil || !found {
			return err
		}
	}
}

func (s *Service) processOne(ctx context.Context, id int64) error {
	_, err := s.process(ctx, id)
	return err
}

// process takes up one mail (any that is due, when the id is 0) and finishes it. The claim is committed
// first: a mail that kills the program is not tried for ever.
func (s *Service) process(ctx context.Context, id int64) (found bool, err error) {
	m, found, err := claim(ctx, s.DB, id, s.Lease)
	if err != nil || !found {
		return false, err
	}
	if m.Attempts > maxAttempts {
		return true, finish(ctx, s.DB, m.ID, verdict{State: "quarantined", Reason: "attempts"})
	}
	p, err := parse(m.Raw)
	if err != nil {
		// Its raw bytes are there for a person.
		return true, finish(ctx, s.DB, m.ID, verdict{State: "quarantined", Reason: "unreadable", Error: err.Error()})
	}
	err = postgres.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		mine, err := lockClaim(ctx, tx, m)
		if err != nil || !mine {
			return err
		}
		v, err := s.decide(ctx, tx, m, p)
		if err != nil {
			return err
		}
		return finish(ctx, tx, m.ID, v)
	})
	if err != nil && ctx.Err() == nil {
		if noted := noteError(ctx, s.DB, m.ID, err.Error()); noted != nil {
			err = errors.Join(err, noted)
		}
	}
	return true, err
}

// stored is a mail that was taken up.
type stored struct {
	ID       int64
	UID      uuid.UUID
	Raw      []byte
	Attempts int
}

// verdict is what became of one.
type verdict struct {
	State, Kind, Reason, Error, Sender, Subject string
	ConversationID, Seq                         int64
}

// decide joins a person's mail to the conversation it answers. A signed address in it says which that
// is; without one, the Message-ID of a mail of ours does. Its subject never does.
func (s *Service) decide(ctx context.Context, tx pgx.Tx, m stored, p parsed) (verdict, error) {
	v := verdict{State: "ignored", Kind: kindOf(p), Sender: p.From, Subject: p.Subject}
	if v.Kind != kindHuman {
		v.Reason = v.Kind
		return v, nil
	}
	conversationID, err := s.threadOf(ctx, tx, p)
	if err != nil {
		return v, err
	}
	if conversationID == 0 {
		v.Reason = "no_thread"
		return v, nil
	}
	conv, err := thread.ByID(ctx, tx, conversationID)
	if fault.Is(err, fault.NotFound) {
		v.Reason = "no_thread"
		return v, nil
	}
	if err != nil {
		return v, err
	}
	return s.join(ctx, tx, m, p, conv, v)
}

func (s *Service) threadOf(ctx context.Context, q postgres.Querier, p parsed) (int64, error) {
	for _, to := range p.Recipients {
		r, ok := s.open(to)
		switch {
		case !ok:
		case r.kind == toConversation:
			return r.id, nil
		default:
			return conversationOfTicket(ctx, q, r.id)
		}
	}
	return referred(ctx, q, p.References)
}

// about is what a message says of the mail it came in.
type about struct {
	ID         uuid.UUID `json:"id"`
	Subject    string    `json:"subject"`
	Unverified bool      `json:"unverified,omitempty"` // not one we have written to about this
	From       string    `json:"from,omitempty"`       // masked; of such a one
	Quoted     string    `json:"quoted,omitempty"`     // what was folded away
	Files      []string  `json:"files,omitempty"`
	Cut        bool      `json:"cut,omitempty"` // it goes on in the raw mail
}

func (s *Service) join(ctx context.Context, tx pgx.Tx, m stored, p parsed, conv thread.Conversation, v verdict) (verdict, error) {
	known, err := takesPart(ctx, tx, conv, p.From)
	if err != nil {
		return v, err
	}
	a := about{ID: m.UID, Subject: p.Subject, Unverified: !known, Files: p.Files}
	if !known {
		a.From = mask(p.From)
	}
	answer, quoted := fold(p.Text)
	if answer == "" {
		answer = i18n.T(conv.Lang, "mail.no_text")
		if len(p.Files) > 0 {
			answer = i18n.T(conv.Lang, "mail.only_files", "files", strings.Join(p.Files, ", "))
		}
	}
	a.Quoted = limit(quoted, mostText)
	short := limit(answer, mostText)
	a.Cut = len(short) < len(answer) || len(a.Quoted) < len(quoted)
	data, err := json.Marshal(map[string]about{"mail": a})
	if err != nil {
		return v, fmt.Errorf("encode what a mail was: %w", err)
	}
	var sender int64
	if conv.CustomerID != nil {
		sender = *conv.CustomerID
	} else if conv.VisitorID != nil {
		sender = *conv.VisitorID
	}
	made, err := thread.AppendTx(ctx, tx, thread.Append{
		ConversationID: conv.ID, SenderKind: thread.Shopper, SenderID: sender, Channel: thread.Mail,
		ClientID: m.UID, Body: short, Data: data,
	})
	var f *fault.Fault
	if errors.As(err, &f) && f.Kind != fault.Unavailable {
		v.State, v.Reason, v.Error = "quarantined", "refused", f.Error()
		return v, nil
	}
	if err != nil {
		return v, err
	}
	v.State, v.ConversationID, v.Seq = "done", conv.ID, made.Seq
	if !known {
		v.Reason = "unverified_sender"
	}
	return v, nil
}

// takesPart tells whether a sender is one we have written to about the conversation, or its customer.
func takesPart(ctx context.Context, tx pgx.Tx, conv thread.Conversation, from string) (bool, error) {
	if from == "" {
		return false, nil
	}
	if conv.CustomerID != nil {
		c, err := shop.CustomerByID(ctx, tx, *conv.CustomerID)
		if err != nil {
			return false, err
		}
		if key, err := korean.NormalizeEmail(c.Email); err == nil && key == from {
			return true, nil
		}
	}
	return writtenTo(ctx, tx, conv.ID, from)
}

func mask(address string) string {
	name, host, ok := strings.Cut(address, "@")
	if !ok || name == "" {
		return ""
	}
	return string([]rune(name)[:1]) + "•••@" + host
}

const (
	// Who sends on an answer knows the Message-ID before the mail has left.
	sqlRemember = `
INSERT INTO dari.outbound_refs (message_id, conversation_id, recipient_key) VALUES ($1, $2, $3) ON CONFLICT (message_id) DO NOTHING`
	sqlReferred = `
SELECT r.conversation_id FROM unnest($1::text[]) WITH ORDINALITY AS x(message_id, n) JOIN dari.outbound_refs r USING (message_id) ORDER BY x.n LIMIT 1`
	sqlWrittenTo            = `SELECT EXISTS (SELECT FROM dari.outbound_refs WHERE conversation_id = $1 AND recipient_key = $2)`
	sqlConversationOfTicket = `SELECT conversation_id FROM dari.tickets WHERE number = $1`
	sqlClaimMail            = `
UPDATE dari.inbound_mail SET state = 'processing', attempts = attempts + 1, next_try_at = dari.clock() + $2::interval
WHERE id = (SELECT id FROM dari.inbound_mail WHERE state IN ('received', 'processing') AND next_try_at <= dari.clock() AND ($1 = 0 OR id = $1)
  ORDER BY next_try_at LIMIT 1 FOR UPDATE SKIP LOCKED)
RETURNING id, uid, raw, attempts`
	sqlLockClaim = `SELECT true FROM dari.inbound_mail WHERE id = $1 AND state = 'processing' AND attempts = $2 FOR UPDATE`
	sqlFinish    = `
UPDATE dari.inbound_mail SET state = $2, kind = $3, reason = $4, error = $5, sender_key = $6, subject = $7,
  conversation_id = nullif($8::bigint, 0), message_seq = nullif($9::bigint, 0), processed_at = dari.clock()
WHERE id = $1`
	sqlNoteError = `UPDATE dari.inbound_mail SET error = $2 WHERE id = $1`
)

// Remember keeps the Message-ID of a mail that is about to be sent about a conversation: answers that
// name it come back there, and its recipient takes part in it.
func Remember(ctx context.Context, tx pgx.Tx, messageID string, conversationID int64, recipient string) error {
	if _, err := tx.Exec(ctx, sqlRemember, messageID, conversationID, recipient); err != nil {
		return fmt.Errorf("remember a mail about conversation %d: %w", conversationID, err)
	}
	return nil
}

func referred(ctx context.Context, q postgres.Querier, ids []string) (id int64, err error) {
	if len(ids) == 0 {
		return 0, nil
	}
	err = q.QueryRow(ctx, sqlReferred, ids).Scan(&id)
	if errors.Is(err, pgx.ErrNoRows) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("find what a mail answers: %w", err)
	}
	return id, nil
}

func conversationOfTicket(ctx context.Context, q postgres.Querier, number int64) (id int64, err error) {
	err = q.QueryRow(ctx, sqlConversationOfTicket, number).Scan(&id)
	if errors.Is(err, pgx.ErrNoRows) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("find the conversation of ticket %d: %w", number, err)
	}
	return id, nil
}

func writtenTo(ctx context.Context, q postgres.Querier, conversationID int64, address string) (is bool, err error) {
	if err := q.QueryRow(ctx, sqlWrittenTo, conversationID, address).Scan(&is); err != nil {
		return false, fmt.Errorf("look who takes part in conversation %d: %w", conversationID, err)
	}
	return is, nil
}

func claim(ctx context.Context, q postgres.Querier, id int64, lease time.Duration) (m stored, found bool, err error) {
	err = q.QueryRow(ctx, sqlClaimMail, id, lease).Scan(&m.ID, &m.UID, &m.Raw, &m.Attempts)
	if errors.Is(err, pgx.ErrNoRows) {
		return m, false, nil
	}
	if err != nil {
		return m, false, fmt.Errorf("take up a mail: %w", err)
	}
	return m, true, nil
}

// lockClaim makes sure that nobody else has taken the mail up meanwhile.
func lockClaim(ctx context.Context, tx pgx.Tx, m stored) (mine bool, err error) {
	err = tx.QueryRow(ctx, sqlLockClaim, m.ID, m.Attempts).Scan(&mine)
	if errors.Is(err, pgx.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("lock mail %d: %w", m.ID, err)
	}
	return mine, nil
}

func finish(ctx context.Context, q postgres.Querier, id int64, v verdict) error {
	if _, err := q.Exec(ctx, sqlFinish, id, v.State, v.Kind, v.Reason, limit(clean(v.Error), 500), v.Sender, v.Subject, v.ConversationID, v.Seq); err != nil {
		return fmt.Errorf("finish mail %d: %w", id, err)
	}
	return nil
}

func noteError(ctx context.Context, q postgres.Querier, id int64, text string) error {
	if _, err := q.Exec(ctx, sqlNoteError, id, limit(clean(text), 500)); err != nil {
		return fmt.Errorf("note what went wrong with mail %d: %w", id, err)
	}
	return nil
}
