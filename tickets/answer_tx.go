package tickets

import (
	"context"

	"dari/internal/fault"
	"dari/internal/postgres"
	"dari/internal/staff"
	"dari/internal/thread"

	"github.com/jackc/pgx/v5"
)

// AnswerTx is Answer in the caller's transaction: the message, and the ticket as it stands after it. It
// tells where the message is.
func (s *Service) AnswerTx(ctx context.Context, tx pgx.Tx, actor staff.Actor, number int64, a Reply) (conversationID, seq int64, err error) {
	if actor.Kind != staff.KindStaff {
		return 0, 0, fault.New(fault.Forbidden, "tickets.needs_person")
	}
	if err := s.checkAnswer(a.Text); err != nil {
		return 0, 0, err
	}
	at, err := placeOf(ctx, tx, number, a.Conversation)
	if err != nil {
		return 0, 0, err
	}
	if at.State == Closed {
		return 0, 0, fault.New(fault.Conflict, "tickets.is_closed")
	}
	channel, made, err := s.leaves(ctx, tx, at, actor, a)
	if err != nil {
		return 0, 0, err
	}
	m, err := thread.AppendTx(ctx, tx, thread.Append{
		ConversationID: at.ConversationID, SenderKind: thread.Agent, SenderID: actor.ID, SenderName: actor.Name,
		ClientID: a.ClientID, Channel: channel, Body: a.Text, Made: made, SeenSeq: a.SeenSeq, Files: a.Files,
	})
	if err != nil {
		return 0, 0, err
	}
	_, err = follow(ctx, tx, []int64{at.ConversationID})
	return at.ConversationID, m.Seq, err
}

// NoteTx is Note in the caller's transaction.
func (s *Service) NoteTx(ctx context.Context, tx pgx.Tx, actor staff.Actor, number int64, n Reply) (thread.Note, error) {
	if actor.Kind != staff.KindStaff {
		return thread.Note{}, fault.New(fault.Forbidden, "tickets.needs_person")
	}
	r, now, err := lockTicket(ctx, tx, number)
	if err != nil {
		return thread.Note{}, err
	}
	note, _, err := thread.AddNoteTx(ctx, tx, thread.NewNote{ConversationID: r.ConversationID, StaffID: actor.ID, StaffName: actor.Name, ClientID: n.ClientID, Body: n.Text})
	if err != nil {
		return note, err
	}
	has, err := hasNote(ctx, tx, r.ID, note.ConversationID, note.Seq)
	if err != nil || has {
		return note, err
	}
	w := begin(r)
	e := by(actor, kindNoted, Data{ConversationID: note.ConversationID, Seq: note.Seq})
	e.At = now
	r.happening(&w.events, e)
	_, err = store(ctx, tx, []*work{w})
	return note, err
}

// ByNumber is a ticket as the console shows it.
func ByNumber(ctx context.Context, q postgres.Querier, number int64) (Ticket, error) {
	return ticketByNumber(ctx, q, number)
}
