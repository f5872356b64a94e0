package letters

import (
	"context"

	"dari/internal/api"
	"dari/internal/fault"
	"dari/internal/postgres"
	"dari/internal/staff"
	"dari/tickets"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// Resend lets an answer leave once more to those it has not reached; who has it gets none. Where nobody can know
// whether it has arrived, only with maybe: it may then arrive twice, and whoever asks has been told so.
func (s *Service) Resend(ctx context.Context, actor staff.Actor, conversationID, seq int64, maybe bool) error {
	if actor.Kind != staff.KindStaff {
		return fault.New(fault.Forbidden, "tickets.needs_person")
	}
	err := postgres.InTx(ctx, s.DB, func(tx pgx.Tx) error { return s.resend(ctx, tx, actor, conversationID, seq, maybe) })
	if err != nil {
		return err
	}
	s.tell(ctx)
	s.Wake()
	return nil
}

func (s *Service) resend(ctx context.Context, tx pgx.Tx, actor staff.Actor, conversationID, seq int64, maybe bool) error {
	var id int64
	var state string
	found, err := one(ctx, tx, "lock a letter", sqlLetterAt, []any{conversationID, seq}, []any{&id, &state})
	switch {
	case err != nil:
		return err
	case !found:
		return fault.New(fault.NotFound, "thread.no_message")
	case state == held || state == waiting: // somebody was quicker
		return nil
	}
	list, err := lockLetters(ctx, tx, []int64{id})
	if err != nil || len(list) == 0 {
		return err
	}
	n, err := s.Again(ctx, tx, id, maybe)
	switch {
	case err != nil:
		return err
	case n == 0 && (state == unknown || state == partly):
		return fault.New(fault.Conflict, "letters.may_have_arrived")
	case n == 0:
		return fault.New(fault.Conflict, "letters.nothing_lost")
	}
	out, err := list[0].out()
	if err != nil {
		return err
	}
	out.Resent++
	if err := putState(ctx, tx, list[0], state, out); err != nil {
		return err
	}
	if err := s.refresh(ctx, tx, []int64{id}); err != nil {
		return err
	}
	e := staff.By(actor, "message.resend", "conversation", list[0].Conversation.String())
	e.Detail, e.IP = map[string]any{"seq": seq, "maybe": maybe}, api.IPFrom(ctx)
	return staff.Append(ctx, tx, e)
}

type resendInput struct {
	Number int64 `path:"number" minimum:"1"`
	Body   struct {
		Seq          int64      `json:"seq" minimum:"1" doc:"The number of the message in its conversation."`
		Conversation *uuid.UUID `json:"conversation" required:"false" format:"uuid" doc:"Of a ticket with several conversations."`
		Maybe        bool       `json:"maybe" required:"false" doc:"Also to those of whom nobody knows whether it has reached them: it may then arrive twice. Without it such a wish is refused with 409."`
	}
}

func (s *Service) handleResend(ctx context.Context, in *resendInput) (*api.OK[tickets.Ticket], error) {
	var conversationID int64
	found, err := one(ctx, s.DB, "find an answer", sqlCovering, []any{in.Number, in.Body.Seq, in.Body.Conversation}, []any{&conversationID})
	if err != nil {
		return nil, err
	}
	if !found {
		return nil, fault.New(fault.NotFound, "thread.no_message")
	}
	if err := s.Resend(ctx, staff.From(ctx), conversationID, in.Body.Seq, in.Body.Maybe); err != nil {
		return nil, err
	}
	t, err := tickets.ByNumber(ctx, s.DB, in.Number)
	return api.Reply(t), err
}
