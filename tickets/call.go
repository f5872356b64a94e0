package tickets

import (
	"context"
	"fmt"
	"strings"

	"dari/internal/fault"
	"dari/internal/postgres"
	"dari/internal/staff"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// What came of a call.
const (
	Reached     = "reached"      // they were spoken with
	NoAnswer    = "no_answer"    // nobody took it
	Voicemail   = "voicemail"    // a message was left
	CallBack    = "call_back"    // they are to be called again later
	WrongNumber = "wrong_number" // somebody else has that number
)

// Call is one that staff have made or taken, on a ticket that is there.
type Call struct {
	ClientID uuid.UUID `json:"client_id" format:"uuid" doc:"Made by the writer: the same call twice is one."`
	Outcome  string    `json:"outcome" enum:"reached,no_answer,voicemail,call_back,wrong_number"`
	Text     string    `json:"text,omitempty" maxLength:"4000" doc:"What was said, as a note; empty: there is none."`
}

const sqlHasCall = `
SELECT EXISTS (SELECT FROM dari.ticket_events WHERE ticket_id = $1 AND kind = 'called' AND data ->> 'client_id' = $2::text)`

// NoteCall writes down that somebody has telephoned, what came of it, and what was said. No shopper sees it.
func (s *Service) NoteCall(ctx context.Context, actor staff.Actor, number int64, c Call) (Ticket, error) {
	if actor.Kind != staff.KindStaff {
		return Ticket{}, fault.New(fault.Forbidden, "tickets.needs_person")
	}
	err := postgres.InTx(ctx, s.db, func(tx pgx.Tx) error { return s.noteCall(ctx, tx, actor, number, c) })
	if err != nil {
		return Ticket{}, err
	}
	return ticketByNumber(ctx, s.db, number)
}

func (s *Service) noteCall(ctx context.Context, tx pgx.Tx, actor staff.Actor, number int64, c Call) error {
	d := Data{Outcome: c.Outcome, ClientID: c.ClientID.String()}
	if strings.TrimSpace(c.Text) != "" {
		note, err := s.NoteTx(ctx, tx, actor, number, Reply{ClientID: c.ClientID, Text: c.Text})
		if err != nil {
			return err
		}
		d.ConversationID, d.Seq = note.ConversationID, note.Seq
	}
	r, now, err := lockTicket(ctx, tx, number)
	if err != nil {
		return err
	}
	var there bool
	if err := tx.QueryRow(ctx, sqlHasCall, r.ID, c.ClientID).Scan(&there); err != nil || there {
		return orWrapped(err, "look for a call of ticket %d", number)
	}
	w := begin(r)
	e := by(actor, kindCalled, d)
	e.At = now
	r.happening(&w.events, e)
	_, err = store(ctx, tx, []*work{w})
	return err
}

// orWrapped says what was being done when there is an error.
func orWrapped(err error, format string, args ...any) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf(format+": %w", append(args, err)...)
}
