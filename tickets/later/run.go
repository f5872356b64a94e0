package later

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"dari/internal/event"
	"dari/internal/fault"
	"dari/internal/jobs"
	"dari/internal/postgres"
	"dari/internal/staff"
	"dari/internal/thread"
	"dari/tickets"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// maxTries is how often an answer is tried that fails for no reason of its own.
const maxTries = 12

// Run sends what is due until the context ends. Any number of programs may do so.
func (s *Service) Run(ctx context.Context) error {
	return jobs.Loop{Every: time.Second, Log: s.log, Trouble: "later answers wait"}.Run(ctx, s.Drain)
}

// Drain sends everything whose time has come.
func (s *Service) Drain(ctx context.Context) error {
	return jobs.Drain(ctx, s.step)
}

// step sends one answer: the message and the mark that it is sent are one transaction.
func (s *Service) step(ctx context.Context) (more bool, err error) {
	var d due
	state := Planned
	err = postgres.InTx(ctx, s.db, func(tx pgx.Tx) error {
		if d, more, err = nextDue(ctx, tx); err != nil || !more {
			return err
		}
		var reason string
		if state, reason, err = s.send(ctx, tx, d); err != nil {
			return err
		}
		return end(ctx, tx, d.ID, state, reason)
	})
	switch {
	case err == nil && more:
		s.tell(ctx, d.Number, d.UID, state)
		return true, nil
	case err == nil || d.ID == 0:
		return false, err
	}
	s.log.ErrorContext(ctx, "a later answer could not be sent", "answer_id", d.ID, "tries", d.Tries+1, "error", err)
	if d.Tries+1 >= maxTries {
		return true, postgres.InTx(ctx, s.db, func(tx pgx.Tx) error { return end(ctx, tx, d.ID, Failed, refused) })
	}
	_, err = s.db.Exec(ctx, sqlDelay, d.ID)
	return true, err
}

// send writes the answer, or says why it does not leave.
func (s *Service) send(ctx context.Context, tx pgx.Tx, d due) (state, reason string, err error) {
	// The events of the shopper's message may not have been handed on yet.
	var shopper, colleague bool
	if err := tx.QueryRow(ctx, sqlHasWritten, d.ConversationID, d.AfterSeq, d.ClientID).Scan(&shopper, &colleague); err != nil {
		return "", "", fmt.Errorf("look what was written before later answer %d: %w", d.ID, err)
	}
	actor := staff.ActorOf(d.StaffID, d.Name, d.Role)
	switch {
	case shopper:
		return Cancelled, shopperWrote, nil
	case colleague:
		return Cancelled, answered, nil
	case !d.Active || !actor.Can("tickets:write"):
		return Failed, writerGone, nil
	}
	seen := d.AfterSeq
	err = postgres.InTx(ctx, tx, func(sub pgx.Tx) error {
		_, _, err := s.desk.Answer(ctx, sub, actor, d.Number, tickets.Reply{ClientID: d.ClientID, Text: d.Text, Files: d.Files, SeenSeq: &seen, Mail: d.Mail, Conversation: d.ConversationID})
		return err
	})
	var no *fault.Fault
	switch {
	case err == nil:
		return Sent, "", nil
	case errors.As(err, &no) && no.Code == "tickets.is_closed", errors.As(err, &no) && no.Code == "tickets.is_merged":
		return Failed, closed, nil
	case errors.As(err, &no) && no.Code == "thread.moved":
		return Cancelled, answered, nil
	case errors.As(err, &no) && no.Kind != fault.Unavailable:
		return Failed, refused, nil
	}
	return "", "", err
}

// Handlers cancel what the shopper has overtaken, and follow a chat that goes on in another one.
func (s *Service) Handlers() []event.Handler {
	return []event.Handler{
		{Name: "later", Kinds: []string{"message.appended"}, Handle: s.hear, After: s.tellOvertaken},
		thread.OnMerged("later", bring),
	}
}

func (s *Service) hear(ctx context.Context, tx pgx.Tx, events []event.Event) error {
	ids := make([]int64, len(events))
	for i, e := range events {
		ids[i] = e.SubjectID
	}
	rows, _ := tx.Query(ctx, sqlOvertaken, ids) // ForEachRow reports this error
	var uid uuid.UUID
	var number int64
	s.mu.Lock()
	defer s.mu.Unlock()
	s.overtaken = nil
	if _, err := pgx.ForEachRow(rows, []any{&uid, &number}, func() error {
		s.overtaken = append(s.overtaken, frame{"scheduled", number, uid, Cancelled})
		return nil
	}); err != nil {
		return fmt.Errorf("cancel what shoppers have overtaken: %w", err)
	}
	return nil
}

func (s *Service) tellOvertaken(ctx context.Context) {
	s.mu.Lock()
	frames := s.overtaken
	s.overtaken = nil
	s.mu.Unlock()
	for _, f := range frames {
		s.tell(ctx, f.Ticket, f.ID, f.State)
	}
}

// frame tells consoles what became of an answer.
type frame struct {
	Type   string    `json:"t"`
	Ticket int64     `json:"ticket"`
	ID     uuid.UUID `json:"id"`
	State  string    `json:"state"`
}

func (s *Service) tell(ctx context.Context, number int64, uid uuid.UUID, state string) {
	payload, err := json.Marshal(frame{"scheduled", number, uid, state})
	if err != nil {
		s.log.ErrorContext(ctx, "a hint could not be encoded", "error", err)
		return
	}
	s.publish(ctx, "console", payload)
}
