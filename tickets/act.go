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
	return s.Apply(ctx, actor, number, version, Change{Owner: &owner})
}

// Solve says that nothing is left to do. With a version, the caller must have seen the shopper's last message.
func (s *Service) Solve(ctx context.Context, actor staff.Actor, number, version int64) (Ticket, error) {
	return s.Apply(ctx, actor, number, version, Change{Solve: true})
}

// SolveQuietly is Solve without asking the shopper how it went.
func (s *Service) SolveQuietly(ctx context.Context, actor staff.Actor, number, version int64) (Ticket, error) {
	return s.Apply(ctx, actor, number, version, Change{Solve: true, Quiet: true})
}

// Reopen takes a solved ticket up again. An undo brings it back as it was; otherwise it is staff's
// turn. Who waited for an answer when it was solved waits again, since then.
func (s *Service) Reopen(ctx context.Context, actor staff.Actor, number, version int64, undo bool) (Ticket, error) {
	if !undo {
		return s.Apply(ctx, actor, number, version, Change{Reopen: true})
	}
	var group uuid.UUID
	var changed bool
	err := postgres.InTx(ctx, s.db, func(tx pgx.Tx) error {
		r, now, err := lockTicket(ctx, tx, number)
		if err != nil {
			return err
		}
		u := &undoing{acting: newActing(tx, actor, r, now, "")}
		if err := u.free(ctx, version, Change{Reopen: true}); err != nil || r.State != Solved {
			return err
		}
		last, err := readEvents(ctx, tx, sqlLastSolved, r.ID)
		if err != nil || len(last) == 0 {
			return err
		}
		u.undoes = last[0].Data.Group
		was := last[0].Data.Was
		if was == nil { // of a time when an event did not tell
			was = &Was{}
		}
		u.unstate(last[0], was)
		group, changed = u.group, len(u.work.events) > 0
		_, err = store(ctx, tx, []*work{u.work})
		return err
	})
	if err != nil {
		return Ticket{}, err
	}
	return s.answer(ctx, number, group, changed)
}

// Reply is an answer or a note that staff write.
type Reply struct {
	ClientID uuid.UUID
	Text     string
	SeenSeq  *int64      // of an answer: the newest message its writer has seen
	Files    []uuid.UUID // of an answer: what its writer has uploaded for the conversation
	Mail     *Letter     // of an answer that leaves by mail: whom it goes to; nil: as the mail that is answered suggests
	// Conversation is where an answer is written, of a ticket with several; 0: where the last message is.
	Conversation int64
}

// Answer writes to the shopper, in the conversation and by the channel of the last message. Another
// agent's newer answer refuses it. Who answers a ticket without an owner becomes its owner, unless the shop's
// settings say otherwise.
func (s *Service) Answer(ctx context.Context, actor staff.Actor, number int64, a Reply) (Ticket, error) {
	if actor.Kind != staff.KindStaff {
		return Ticket{}, fault.New(fault.Forbidden, "tickets.needs_person")
	}
	if err := s.checkAnswer(a.Text); err != nil {
		return Ticket{}, err
	}
	at, err := placeOf(ctx, s.db, number, a.Conversation)
	if err != nil {
		return Ticket{}, err
	}
	if at.State == Closed {
		return Ticket{}, fault.New(fault.Conflict, "tickets.is_closed")
	}
	channel, made, err := s.leaves(ctx, s.db, at, actor, a)
	if err != nil {
		return Ticket{}, err
	}
	_, err = s.thread.Append(ctx, thread.Append{
		ConversationID: at.ConversationID, SenderKind: thread.Agent, SenderID: actor.ID, SenderName: actor.Name,
		ClientID: a.ClientID, Channel: channel, Body: a.Text, Made: made, SeenSeq: a.SeenSeq, Files: a.Files,
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
	at, err := placeOf(ctx, s.db, number, 0)
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
		if name == "" || e.Kind == kindMessage {
			code := "tickets.changed." + meanwhile[e.Kind]
			return fault.New(fault.Conflict, code)
		}
		code := "tickets.changed_by." + meanwhile[e.Kind]
		return fault.New(fault.Conflict, code, fault.Arg("name", name))
	}
	return nil
}

// What has happened meanwhile, by the word that the sentences know it by: of itself, or by a colleague
// who is named.
var meanwhile = map[string]string{
	kindMessage: "message", kindAssigned: "assigned", kindReleased: "released", kindRouted: "assigned", kindReturned: "released",
	kindSolved: "solved", kindReopened: "reopened", kindClosed: "closed",
	kindRenamed: "title", kindPrioritised: "priority", kindTeamed: "team", kindSorted: "type", kindTyped: "type", kindFilled: "fields",
	kindStepped: "step", kindNamed: "status", kindSnoozed: "snoozed", kindSpam: "spam", kindNoSpam: "spam", kindLinked: "parent",
	kindMerged: "merged", kindUnmerged: "merged", kindAbsorbed: "merged", kindSplit: "split",
}

func same(a, b *int64) bool { return a == b || a != nil && b != nil && *a == *b }
