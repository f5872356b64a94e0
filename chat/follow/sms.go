package follow

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"

	"dari/internal/api"
	"dari/internal/fault"
	"dari/internal/korean"
	"dari/internal/postgres"
	"dari/internal/thread"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// What became of a text message that came in.
const (
	smsJoined  = "joined"  // it is in the thread
	smsStopped = "stopped" // the number wants no more
	smsIgnored = "ignored" // nothing was sent to that number lately, or who has it is blocked
)

type smsInput struct {
	Body struct {
		ID   string     `json:"id" minLength:"1" maxLength:"200" doc:"The gateway's own id: the same one is taken in once."`
		From string     `json:"from" minLength:"1" maxLength:"40"`
		Text string     `json:"text" maxLength:"4000"`
		At   *time.Time `json:"at,omitempty" doc:"When it was sent."`
	}
}

type smsView struct {
	State        string     `json:"state" enum:"joined,stopped,ignored"`
	Reason       string     `json:"reason"`
	Conversation *uuid.UUID `json:"conversation,omitempty"`
	Seq          int64      `json:"seq,omitempty"`
}

// handleSMS joins an answer to the thread that a link was sent about, in the last seven days.
func (s *Service) handleSMS(ctx context.Context, in *smsInput) (*api.OK[smsView], error) {
	var view smsView
	err := postgres.InTx(ctx, s.DB, func(tx pgx.Tx) (err error) {
		view, err = s.takeSMS(ctx, tx, in)
		return err
	})
	return api.Reply(view), err
}

func (s *Service) takeSMS(ctx context.Context, tx pgx.Tx, in *smsInput) (smsView, error) {
	if _, err := tx.Exec(ctx, sqlLockSMS, in.Body.ID); err != nil {
		return smsView{}, fmt.Errorf("lock a text message: %w", err)
	}
	if view, found, err := knownSMS(ctx, tx, in.Body.ID); err != nil || found {
		return view, err
	}
	text := strings.TrimSpace(strings.ToValidUTF8(strings.ReplaceAll(in.Body.Text, "\x00", ""), "�"))
	key, err := korean.NormalizePhone(in.Body.From)
	row := inboundSMS{ID: in.Body.ID, From: key, Text: text, At: in.Body.At, State: smsIgnored}
	switch {
	case err != nil:
		row.From, row.Reason = in.Body.From, "number"
	case isStop(text):
		err = s.stop(ctx, tx, &row)
	case text == "":
		row.Reason = "empty"
	default:
		err = s.join(ctx, tx, &row)
	}
	if err != nil && row.Reason != "number" {
		return smsView{}, err
	}
	if err := insertSMS(ctx, tx, row); err != nil {
		return smsView{}, err
	}
	view := smsView{State: row.State, Reason: row.Reason, Seq: row.Seq}
	if row.Conversation != uuid.Nil {
		view.Conversation = &row.Conversation
	}
	return view, nil
}

// stops are the words that end it. They count alone, whatever stands around them.
var stops = map[string]bool{
	"그만": true, "중지": true, "수신거부": true, "수신 거부": true, "거부": true, "stop": true, "unsubscribe": true,
}

func isStop(text string) bool {
	return stops[strings.ToLower(strings.TrimFunc(text, func(r rune) bool { return !unicode.IsLetter(r) }))]
}

// inboundSMS is a text message that came in.
type inboundSMS struct {
	ID, From, Text, State, Reason string
	At                            *time.Time
	ConversationID, Seq           int64
	Conversation                  uuid.UUID
}

const (
	sqlLockSMS  = `SELECT pg_advisory_xact_lock(hashtextextended('dari.inbound_sms:' || $1, 0))`
	sqlKnownSMS = `
SELECT i.state, i.reason, c.uid, coalesce(i.message_seq, 0)
FROM dari.inbound_sms i LEFT JOIN dari.conversations c ON c.id = i.conversation_id WHERE i.provider_id = $1`
	sqlInsertSMS = `
INSERT INTO dari.inbound_sms (provider_id, sender_key, body, sent_at, state, reason, conversation_id, message_seq)
VALUES ($1, $2, $3, $4, $5, $6, nullif($7::bigint, 0), nullif($8::bigint, 0))`
	sqlTextedAbout = `
SELECT l.conversation_id, coalesce(c.customer_id, 0), coalesce(c.visitor_id, 0) FROM dari.follow_links l JOIN dari.conversations c ON c.id = l.conversation_id
WHERE l.channel = 'sms' AND l.recipient_key = $1 AND l.created_at > dari.clock() - interval '7 days' ORDER BY l.id DESC LIMIT 1`
	sqlStop = `
INSERT INTO dari.follow_stops (channel, recipient_key) VALUES ('sms', $1) ON CONFLICT (channel, recipient_key) DO NOTHING RETURNING at`
)

func knownSMS(ctx context.Context, q postgres.Querier, id string) (view smsView, found bool, err error) {
	err = q.QueryRow(ctx, sqlKnownSMS, id).Scan(&view.State, &view.Reason, &view.Conversation, &view.Seq)
	if errors.Is(err, pgx.ErrNoRows) {
		return view, false, nil
	}
	if err != nil {
		return view, false, fmt.Errorf("look for a text message: %w", err)
	}
	return view, true, nil
}

func insertSMS(ctx context.Context, tx pgx.Tx, m inboundSMS) error {
	if _, err := tx.Exec(ctx, sqlInsertSMS, m.ID, m.From, m.Text, m.At, m.State, m.Reason, m.ConversationID, m.Seq); err != nil {
		return fmt.Errorf("keep a text message: %w", err)
	}
	return nil
}

// textedAbout is the conversation that a number was last sent a link to.
func textedAbout(ctx context.Context, q postgres.Querier, key string) (id int64, o thread.Owner, found bool, err error) {
	err = q.QueryRow(ctx, sqlTextedAbout, key).Scan(&id, &o.CustomerID, &o.VisitorID)
	if errors.Is(err, pgx.ErrNoRows) {
		return 0, o, false, nil
	}
	if err != nil {
		return 0, o, false, fmt.Errorf("find what a number was texted about: %w", err)
	}
	return id, o, true, nil
}

func (s *Service) stop(ctx context.Context, tx pgx.Tx, m *inboundSMS) error {
	m.State = smsStopped
	var at time.Time
	err := tx.QueryRow(ctx, sqlStop, m.From).Scan(&at)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil // it has been said before
	}
	if err != nil {
		return fmt.Errorf("stop texting a number: %w", err)
	}
	id, _, found, err := textedAbout(ctx, tx, m.From)
	if err != nil || !found {
		return err
	}
	m.ConversationID = id
	return tellHistory(ctx, tx, m.ID, history{id, 0, SMS, "stopped", at})
}

// smsSpace makes the message's own id of the gateway's.
var smsSpace = uuid.MustParse("5f3c0f0a-6a0b-4f0e-9d43-2a61c0b7d1e5")

func (s *Service) join(ctx context.Context, tx pgx.Tx, m *inboundSMS) error {
	id, owner, found, err := textedAbout(ctx, tx, m.From)
	if err != nil {
		return err
	}
	if !found {
		m.Reason = "nothing_sent"
		return nil
	}
	if s.Blocked != nil {
		if blocked, err := s.Blocked(ctx, tx, owner); err != nil || blocked {
			m.Reason, m.ConversationID = "blocked", id
			return err
		}
	}
	sender := owner.CustomerID
	if sender == 0 {
		sender = owner.VisitorID
	}
	made, err := thread.AppendTx(ctx, tx, thread.Append{
		ConversationID: id, SenderKind: thread.Shopper, SenderID: sender, Channel: thread.SMS, Body: m.Text,
		ClientID: uuid.NewSHA1(smsSpace, []byte(m.ID)),
	})
	var f *fault.Fault
	if errors.As(err, &f) {
		m.Reason = "refused"
		return nil
	}
	if err != nil {
		return err
	}
	m.State, m.ConversationID, m.Conversation, m.Seq = smsJoined, id, made.Conversation, made.Seq
	return nil
}
