package tickets

import (
	"context"
	"fmt"
	"slices"
	"time"

	"dari/internal/fault"
	"dari/internal/postgres"
	"dari/internal/staff"
	"dari/internal/thread"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// act does something to one ticket under its lock and answers the ticket afterwards. decide answers
// the events that come of it; none is no fault: it was so already.
func (s *Service) act(ctx context.Context, number int64, decide func(tx pgx.Tx, r *Record, now time.Time) ([]Event, error)) (Ticket, error) {
	var hints []hint
	var id int64
	err := postgres.InTx(ctx, s.db, func(tx pgx.Tx) error {
		r, now, err := lockTicket(ctx, tx, number)
		if err != nil {
			return err
		}
		id = r.ID
		wanted, err := decide(tx, r, now)
		if err != nil {
			return err
		}
		w := begin(r)
		for _, e := range wanted {
			if e.At.IsZero() {
				e.At = now
			}
			r.happening(&w.events, e)
		}
		hints, err = store(ctx, tx, []*work{w})
		return err
	})
	if err != nil {
		return Ticket{}, err
	}
	s.tell(ctx, hints)
	return ticketByID(ctx, s.db, id)
}

// by says who acts; a program with a key acts as the system.
func by(a staff.Actor, kind string, data Data) Event {
	if a.Kind == staff.KindStaff {
		return Event{Kind: kind, ActorKind: byAgent, ActorID: a.ID, Data: data}
	}
	data.KeyID = a.ID
	return Event{Kind: kind, ActorKind: bySystem, Data: data}
}

// Assign gives the ticket to a person, or to nobody. With a version, the caller must have seen the
// last change of owner and state.
func (s *Service) Assign(ctx context.Context, actor staff.Actor, number int64, owner *int64, version int64) (Ticket, error) {
	return s.act(ctx, number, func(tx pgx.Tx, r *Record, _ time.Time) ([]Event, error) {
		if err := unseen(ctx, tx, r, version, kindAssigned, kindReleased, kindRouted, kindReturned, kindSolved, kindReopened, kindClosed); err != nil {
			return nil, err
		}
		if r.State == Closed {
			return nil, fault.New(fault.Conflict, "tickets.is_closed")
		}
		if same(r.OwnerID, owner) {
			return nil, nil
		}
		if owner == nil {
			return []Event{by(actor, kindReleased, Data{FormerOwnerID: r.OwnerID})}, nil
		}
		holders, err := staff.Holders(ctx, tx, []int64{*owner}, "tickets:write")
		if err != nil {
			return nil, err
		}
		if !holders[*owner] {
			return nil, fault.Field("tickets.owner_unknown", "owner_id")
		}
		return []Event{by(actor, kindAssigned, Data{OwnerID: owner, FormerOwnerID: r.OwnerID})}, nil
	})
}

// Solve says that nothing is left to do. With a version, the caller must have seen the shopper's last message.
func (s *Service) Solve(ctx context.Context, actor staff.Actor, number, version int64) (Ticket, error) {
	return s.solve(ctx, actor, number, version, false)
}

// SolveQuietly is Solve without asking the shopper how it went.
func (s *Service) SolveQuietly(ctx context.Context, actor staff.Actor, number, version int64) (Ticket, error) {
	return s.solve(ctx, actor, number, version, true)
}

func (s *Service) solve(ctx context.Context, actor staff.Actor, number, version int64, quiet bool) (Ticket, error) {
	return s.act(ctx, number, func(tx pgx.Tx, r *Record, _ time.Time) ([]Event, error) {
		if err := unseen(ctx, tx, r, version, kindMessage, kindSolved, kindReopened, kindClosed); err != nil {
			return nil, err
		}
		if r.State == Closed {
			return nil, fault.New(fault.Conflict, "tickets.is_closed")
		}
		if r.State == Solved {
			return nil, nil
		}
		return []Event{by(actor, kindSolved, Data{State: r.State, WaitingSince: r.WaitingSince, Quiet: quiet})}, nil
	})
}

// Reopen takes a solved ticket up again. An undo brings it back as it was; otherwise it is staff's
// turn. Who waited for an answer when it was solved waits again, since then.
func (s *Service) Reopen(ctx context.Context, actor staff.Actor, number, version int64, undo bool) (Ticket, error) {
	return s.act(ctx, number, func(tx pgx.Tx, r *Record, _ time.Time) ([]Event, error) {
		if err := unseen(ctx, tx, r, version, kindSolved, kindReopened, kindClosed); err != nil {
			return nil, err
		}
		if r.State == Closed {
			return nil, fault.New(fault.Conflict, "tickets.is_closed")
		}
		if r.State != Solved {
			return nil, nil
		}
		last, err := readEvents(ctx, tx, sqlLastSolved, r.ID)
		if err != nil {
			return nil, err
		}
		data := Data{State: Open}
		for _, e := range last {
			// An answer that was given after solving leaves nobody waiting.
			if r.PreviewFrom == byShopper {
				data.WaitingSince = e.Data.WaitingSince
			}
			if undo {
				data.State, data.Reason = e.Data.State, "undo"
			}
		}
		return []Event{by(actor, kindReopened, data)}, nil
	})
}

// Reply is an answer or a note that staff write.
type Reply struct {
	ClientID uuid.UUID
	Text     string
	SeenSeq  *int64      // of an answer: the newest message its writer has seen
	Files    []uuid.UUID // of an answer by chat: what its writer has uploaded for the conversation
}

// Answer writes to the shopper, in the conversation and by the channel of the last message. Another
// agent's newer answer refuses it. Who answers a ticket without an owner becomes its owner.
func (s *Service) Answer(ctx context.Context, actor staff.Actor, number int64, a Reply) (Ticket, error) {
	if actor.Kind != staff.KindStaff {
		return Ticket{}, fault.New(fault.Forbidden, "tickets.needs_person")
	}
	at, err := placeOf(ctx, s.db, number)
	if err != nil {
		return Ticket{}, err
	}
	if at.State == Closed {
		return Ticket{}, fault.New(fault.Conflict, "tickets.is_closed")
	}
	if len(a.Files) > 0 && at.Channel != thread.Chat {
		return Ticket{}, fault.Field("tickets.files_by_chat", "files") // a mail would leave without them
	}
	_, err = s.thread.Append(ctx, thread.Append{
		ConversationID: at.ConversationID, SenderKind: thread.Agent, SenderID: actor.ID, SenderName: actor.Name,
		ClientID: a.ClientID, Channel: at.Channel, Body: a.Text, SeenSeq: a.SeenSeq, Files: a.Files,
	})
	if err != nil {
		return Ticket{}, err
	}
	// The event of the message would do the same a moment later; the caller wants to see it now.
	if err := s.follow(ctx, at.ConversationID); err != nil {
		return Ticket{}, err
	}
	return ticketByID(ctx, s.db, at.ID)
}

func (s *Service) follow(ctx context.Context, conversationID int64) error {
	var hints []hint
	err := postgres.InTx(ctx, s.db, func(tx pgx.Tx) (err error) {
		hints, err = follow(ctx, tx, []int64{conversationID})
		return err
	})
	if err != nil {
		return fmt.Errorf("follow conversation %d: %w", conversationID, err)
	}
	s.tell(ctx, hints)
	return nil
}

// Note writes to colleagues beside the conversation.
func (s *Service) Note(ctx context.Context, actor staff.Actor, number int64, n Reply) (Ticket, error) {
	if actor.Kind != staff.KindStaff {
		return Ticket{}, fault.New(fault.Forbidden, "tickets.needs_person")
	}
	at, err := placeOf(ctx, s.db, number)
	if err != nil {
		return Ticket{}, err
	}
	note, err := s.thread.AddNote(ctx, thread.NewNote{ConversationID: at.ConversationID, StaffID: actor.ID, StaffName: actor.Name, ClientID: n.ClientID, Body: n.Text})
	if err != nil {
		return Ticket{}, err
	}
	return s.act(ctx, number, func(tx pgx.Tx, r *Record, _ time.Time) ([]Event, error) {
		has, err := hasNote(ctx, tx, r.ID, note.ConversationID, note.Seq)
		if err != nil || has {
			return nil, err
		}
		return []Event{by(actor, kindNoted, Data{ConversationID: note.ConversationID, Seq: note.Seq})}, nil
	})
}

// unseen refuses what was decided on an older version when something of these kinds has happened
// since; it says what and who. A version of 0 means that the caller does not care.
func unseen(ctx context.Context, q postgres.Querier, r *Record, version int64, kinds ...string) error {
	if version == 0 || version >= r.Version {
		return nil
	}
	events, err := History(ctx, q, r.ID, version)
	if err != nil {
		return err
	}
	for _, e := range slices.Backward(events) {
		if !slices.Contains(kinds, e.Kind) || e.Kind == kindMessage && e.ActorKind == byAgent {
			continue
		}
		name := ""
		if e.ActorKind == byAgent {
			names, err := namesOf(ctx, q, []int64{e.ActorID})
			if err != nil {
				return err
			}
			name = names[e.ActorID]
		}
		if name == "" {
			return fault.New(fault.Conflict, changed[e.Kind])
		}
		return fault.New(fault.Conflict, changedBy[e.Kind], fault.Arg("name", name))
	}
	return nil
}

// What has happened meanwhile, of itself or by a colleague who is named.
var (
	changed = map[string]string{
		kindMessage: "tickets.changed.message", kindAssigned: "tickets.changed.assigned", kindReleased: "tickets.changed.released",
		kindRouted: "tickets.changed.assigned", kindReturned: "tickets.changed.released",
		kindSolved: "tickets.changed.solved", kindReopened: "tickets.changed.reopened", kindClosed: "tickets.changed.closed",
	}
	changedBy = map[string]string{
		kindAssigned: "tickets.changed_by.assigned", kindReleased: "tickets.changed_by.released", kindSolved: "tickets.changed_by.solved",
		kindReopened: "tickets.changed_by.reopened", kindClosed: "tickets.changed_by.closed",
	}
)

func same(a, b *int64) bool { return a == b || a != nil && b != nil && *a == *b }
