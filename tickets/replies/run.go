package replies

import (
	"context"
	"strings"

	"dari/internal/fault"
	"dari/internal/postgres"
	"dari/internal/staff"
	"dari/tickets"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// Run is what is asked of a macro.
type Run struct {
	Macro    uuid.UUID
	Number   int64 // of the ticket
	ClientID uuid.UUID
	Text     *string // as the writer changed it; nil: as the macro says it
	SeenSeq  *int64  // the newest message the writer has seen
	Cause    string  // empty: macro:UID
}

// Ran is what became of it.
type Ran struct {
	TicketID int64
	Group    *uuid.UUID // of the ticket's events; nil when nothing of the ticket changed
	Seq      int64      // of the reply; 0: none was sent
}

// RunTx runs a macro in the caller's transaction: reply, note and changes, or nothing of them. The same
// client id is one run. Who acts without being a person, as a rule does, sends no reply.
func (s *Service) RunTx(ctx context.Context, tx pgx.Tx, actor staff.Actor, in Run) (Ran, error) {
	m, err := macroByUID(ctx, tx, ownOf(actor), in.Macro)
	if err != nil {
		return Ran{}, err
	}
	at, err := sceneOf(ctx, tx, in.Number)
	if err != nil {
		return Ran{}, err
	}
	first, err := insertRun(ctx, tx, in.ClientID, m.id, at.ticketID, actorID(actor))
	if err != nil {
		return Ran{}, err
	}
	if !first {
		return again(ctx, tx, m, at, actor, in)
	}
	var done ran
	if done.ConversationID, done.Seq, err = s.say(ctx, tx, actor, m, at, in); err != nil {
		return Ran{}, err
	}
	if in.Cause == "" {
		in.Cause = "macro:" + m.ID.String()
	}
	group, changed, err := s.desk.Do(ctx, tx, actor, in.Number, m.Actions, in.Cause)
	if err != nil {
		return Ran{}, err
	}
	if changed {
		done.Group = &group
	}
	if err := finishRun(ctx, tx, in.ClientID, done); err != nil {
		return Ran{}, err
	}
	return Ran{at.ticketID, done.Group, done.Seq}, countMacro(ctx, tx, m.id, done.Seq > 0)
}

// again answers a repeated request out of the first run.
func again(ctx context.Context, tx pgx.Tx, m Macro, at *scene, actor staff.Actor, in Run) (Ran, error) {
	was, err := runOf(ctx, tx, in.ClientID)
	if err != nil {
		return Ran{}, err
	}
	by := actorID(actor)
	if was.MacroID != m.id || was.TicketID != at.ticketID || (was.StaffID == nil) != (by == nil) || by != nil && *by != *was.StaffID {
		return Ran{}, fault.New(fault.Conflict, "thread.client_id_reused")
	}
	return Ran{was.TicketID, was.Group, was.Seq}, nil
}

// say sends the reply and writes the note.
func (s *Service) say(ctx context.Context, tx pgx.Tx, actor staff.Actor, m Macro, at *scene, in Run) (conversation *int64, seq int64, err error) {
	text, missing := "", []string(nil)
	if in.Text != nil {
		text, missing = *in.Text, Unfilled(*in.Text)
	} else {
		template, lang := m.text().in(at.lang)
		filled := fill(template, at.values(lang, actor.Name))
		text, missing = filled.Text, filled.Missing
	}
	if strings.TrimSpace(text) != "" && actor.Kind == staff.KindStaff {
		if len(missing) > 0 {
			return nil, 0, fault.Field("replies.unfilled", "text", fault.Arg("names", strings.Join(missing, ", ")))
		}
		id, n, err := s.desk.Answer(ctx, tx, actor, in.Number, tickets.Reply{ClientID: in.ClientID, Text: text, SeenSeq: in.SeenSeq})
		if err != nil {
			return nil, 0, err
		}
		conversation, seq = &id, n
	}
	if note := fill(m.Note, at.values("ko", actor.Name)).Text; strings.TrimSpace(note) != "" && actor.Kind == staff.KindStaff {
		_, err = s.desk.Note(ctx, tx, actor, in.Number, tickets.Reply{ClientID: uuid.NewSHA1(in.ClientID, []byte("note")), Text: note})
	}
	return conversation, seq, err
}

// Undone is what an undo of a macro brought back.
type Undone struct {
	Number int64
	Unsent string // the text of a mail that had not left yet
	Kept   bool   // the reply has reached the shopper, and stays
	Stays  bool   // somebody has changed the ticket since, and it stays as it is now
}

// Undo puts back what a run changed of its ticket, and takes back its mail as long as that is held. What
// somebody has changed since stays as it is now. Doing it twice is doing it once.
func (s *Service) Undo(ctx context.Context, actor staff.Actor, clientID uuid.UUID) (Undone, error) {
	var r ran
	err := postgres.InTx(ctx, s.db, func(tx pgx.Tx) (err error) {
		r, err = ownRun(ctx, tx, actor, clientID)
		return err
	})
	out := Undone{Number: r.Number, Kept: r.Seq > 0}
	if err != nil || r.UndoneAt != nil {
		return out, err
	}
	// First what cannot wait: a moment later the mail has left.
	if r.Seq > 0 && s.unsend != nil {
		text, unsent, err := s.unsend(ctx, actor, *r.ConversationID, r.Seq)
		if err != nil {
			return out, err
		}
		out.Unsent, out.Kept = text, !unsent
	}
	err = postgres.InTx(ctx, s.db, func(tx pgx.Tx) error {
		r, err := ownRun(ctx, tx, actor, clientID)
		if err != nil || r.UndoneAt != nil {
			return err
		}
		if r.Group != nil {
			out.Stays, err = s.putBack(ctx, tx, actor, r)
		}
		if err != nil {
			return err
		}
		return markUndone(ctx, tx, clientID)
	})
	return out, err
}

// putBack undoes what a run changed of its ticket. When nothing of that can be put back it says so, and no more:
// the mail may have been taken back already, and its text has to reach its writer.
func (s *Service) putBack(ctx context.Context, tx pgx.Tx, actor staff.Actor, r ran) (stays bool, err error) {
	err = postgres.InTx(ctx, tx, func(sub pgx.Tx) error {
		_, err := s.desk.Undo(ctx, sub, actor, r.Number, *r.Group)
		return err
	})
	if fault.Is(err, fault.Conflict) {
		return true, nil
	}
	return false, err
}

// ownRun is a run of the actor's own.
func ownRun(ctx context.Context, tx pgx.Tx, actor staff.Actor, clientID uuid.UUID) (ran, error) {
	r, err := runOf(ctx, tx, clientID)
	if by := actorID(actor); err == nil && (r.StaffID == nil || by == nil || *by != *r.StaffID) {
		return ran{}, fault.New(fault.NotFound, "replies.no_run")
	}
	return r, err
}
