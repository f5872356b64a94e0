package letters

import (
	"context"
	"encoding/json"
	"fmt"

	"dari/internal/api"
	"dari/internal/fault"
	"dari/internal/postgres"
	"dari/internal/staff"
	"dari/internal/thread"
	"dari/tickets"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// Unsent is what a writer gets back of an answer that has not left.
type Unsent struct {
	Text  string         `json:"text"`
	Files []thread.File  `json:"files" doc:"They may be sent again."`
	Mail  tickets.Letter `json:"mail"`
}

// leads may take back what others have written.
var leads = map[string]bool{"lead": true, "admin": true}

// Unsend takes an answer back before it has left: its message stays as one that was withdrawn, and its
// writer gets the text.
func (s *Service) Unsend(ctx context.Context, actor staff.Actor, conversationID, seq int64) (Unsent, error) {
	var u Unsent
	var uid uuid.UUID
	err := postgres.InTx(ctx, s.DB, func(tx pgx.Tx) (err error) {
		u, uid, err = s.unsend(ctx, tx, actor, conversationID, seq)
		return err
	})
	if err != nil {
		return Unsent{}, err
	}
	s.Withdrawn(ctx, thread.Withdrawal{ConversationID: conversationID, Conversation: uid, Seq: seq})
	return u, nil
}

func (s *Service) unsend(ctx context.Context, tx pgx.Tx, actor staff.Actor, conversationID, seq int64) (u Unsent, uid uuid.UUID, err error) {
	if actor.Kind != staff.KindStaff {
		return u, uid, fault.New(fault.Forbidden, "tickets.needs_person")
	}
	out, text, uid, err := mine(ctx, tx, actor, conversationID, seq)
	if err != nil {
		return u, uid, err
	}
	u = Unsent{Text: text, Files: []thread.File{}, Mail: tickets.Letter{To: out.To, Cc: out.Cc, Bcc: out.Bcc, Subject: out.Subject, Quote: &out.Quoted}}
	id, state, err := lockAt(ctx, tx, conversationID, seq, out)
	if err != nil || state == unsent {
		return u, uid, err
	}
	all, err := s.TakeBack(ctx, tx, id)
	if err != nil {
		return u, uid, err
	}
	if !all {
		return u, uid, fault.New(fault.Conflict, "letters.left")
	}
	if u.Files, err = thread.FreeFiles(ctx, tx, conversationID, seq); err != nil {
		return u, uid, err
	}
	out.State, out.Reason, out.Recipients = unsent, "", nil
	if err := putState(ctx, tx, open{ID: id, ConversationID: conversationID, Seq: seq}, unsent, out); err != nil {
		return u, uid, err
	}
	if _, err := thread.Withdraw(ctx, tx, conversationID, seq, actor.ID, func(thread.Written) error { return nil }); err != nil {
		return u, uid, err
	}
	e := staff.By(actor, "message.unsend", "conversation", uid.String())
	e.Detail, e.IP = map[string]any{"seq": seq}, api.IPFrom(ctx)
	return u, uid, staff.Append(ctx, tx, e)
}

// mine reads an answer that the actor may take back.
func mine(ctx context.Context, tx pgx.Tx, actor staff.Actor, conversationID, seq int64) (out Out, text string, uid uuid.UUID, err error) {
	var from string
	var by int64
	var raw []byte
	found, err := one(ctx, tx, "read an answer", sqlMessageOf, []any{conversationID, seq}, []any{&from, &by, &text, &raw, &uid})
	switch {
	case err != nil:
		return out, "", uid, err
	case !found:
		return out, "", uid, fault.New(fault.NotFound, "thread.no_message")
	case from != thread.Agent || raw == nil:
		return out, "", uid, fault.New(fault.Conflict, "letters.no_mail")
	case by != actor.ID && !leads[actor.Role]:
		return out, "", uid, fault.New(fault.Conflict, "letters.of_other")
	}
	if err := json.Unmarshal(raw, &out); err != nil {
		return out, "", uid, fmt.Errorf("read the way of an answer: %w", err)
	}
	return out, text, uid, nil
}

// lockAt locks the letter of a message. One that the relay has not heard of yet is made here, so that the
// relay plans nothing for it.
func lockAt(ctx context.Context, tx pgx.Tx, conversationID, seq int64, out Out) (id int64, state string, err error) {
	for range 2 {
		found, err := one(ctx, tx, "lock a letter", sqlLetterAt, []any{conversationID, seq}, []any{&id, &state})
		if err != nil || found {
			return id, state, err
		}
		id, made, err := insertLetter(ctx, tx, conversationID, seq, held, "", out.LeavesAt)
		if err != nil || made {
			return id, held, err
		}
	}
	return 0, "", fmt.Errorf("letter %d of conversation %d cannot be locked", seq, conversationID)
}

type unsendInput struct {
	Number int64 `path:"number" minimum:"1"`
	Body   struct {
		Seq          int64      `json:"seq" minimum:"1" doc:"The number of the message in its conversation."`
		Conversation *uuid.UUID `json:"conversation" required:"false" format:"uuid" doc:"Of a ticket with several conversations."`
	}
}

type unsendView struct {
	Unsent
	Ticket tickets.Ticket `json:"ticket"`
}

func (s *Service) handleUnsend(ctx context.Context, in *unsendInput) (*api.OK[unsendView], error) {
	var conversationID int64
	found, err := one(ctx, s.DB, "find an answer", sqlCovering, []any{in.Number, in.Body.Seq, in.Body.Conversation}, []any{&conversationID})
	if err != nil {
		return nil, err
	}
	if !found {
		return nil, fault.New(fault.NotFound, "thread.no_message")
	}
	u, err := s.Unsend(ctx, staff.From(ctx), conversationID, in.Body.Seq)
	if err != nil {
		return nil, err
	}
	t, err := tickets.ByNumber(ctx, s.DB, in.Number)
	return api.Reply(unsendView{u, t}), err
}
