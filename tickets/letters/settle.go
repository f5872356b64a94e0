package letters

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"time"

	"dari/internal/event"
	"dari/internal/postgres"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// SourceKind is the source of a letter's deliveries in the ledger.
const SourceKind = "message"

// settledEvent is the payload of delivery.settled and delivery.stopped.
type settledEvent struct {
	SourceKind string    `json:"source_kind"`
	SourceID   int64     `json:"source_id"`
	At         time.Time `json:"at"`
}

// handleSettled shows on messages what became of them. The ledger says it whole: the event only that
// there is something to be read.
func (s *Service) handleSettled(ctx context.Context, tx pgx.Tx, events []event.Event) error {
	var ids []int64
	for _, e := range events {
		var d settledEvent
		if err := json.Unmarshal(e.Payload, &d); err != nil {
			return fmt.Errorf("read event %d: %w", e.ID, err)
		}
		if d.SourceKind == SourceKind {
			ids = append(ids, d.SourceID)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	return s.refresh(ctx, tx, ids)
}

const settleMost = 200

// SettleOld looks after letters that nobody was told about: what expired while no mail server answered, or
// what somebody stopped in the ledger.
func (s *Service) SettleOld(ctx context.Context) error {
	ids, err := openLetters(ctx, s.DB, settleMost)
	if err != nil || len(ids) == 0 {
		return err
	}
	err = postgres.InTx(ctx, s.DB, func(tx pgx.Tx) error { return s.refresh(ctx, tx, ids) })
	s.tell(ctx)
	return err
}

// refresh reads how letters stand and writes it where it is another state than before.
func (s *Service) refresh(ctx context.Context, tx pgx.Tx, ids []int64) error {
	list, err := lockLetters(ctx, tx, ids)
	if err != nil || len(list) == 0 {
		return err
	}
	standing, err := s.Standing(ctx, tx, ids)
	if err != nil {
		return err
	}
	copies := map[int64][]Standing{}
	for _, c := range standing {
		copies[c.LetterID] = append(copies[c.LetterID], c)
	}
	for _, l := range list {
		if err := s.settle(ctx, tx, l, copies[l.ID]); err != nil {
			return err
		}
	}
	return noteLooked(ctx, tx, ids)
}

func (s *Service) settle(ctx context.Context, tx pgx.Tx, l open, copies []Standing) error {
	out, err := l.out()
	if err != nil || len(copies) == 0 {
		return err
	}
	state, reason := stateOf(copies)
	shown := fates(state, copies)
	if state == out.State && reason == out.Reason && reflect.DeepEqual(shown, out.Recipients) {
		return nil
	}
	what := ""
	switch {
	case lost(state) && state != l.State: // what is sent once more is on its way in between
		what = "failed"
	case state == sent && out.Resent > 0 && state != l.State:
		what = "arrived"
	}
	out.State, out.Reason, out.Recipients = state, reason, shown
	if err := putState(ctx, tx, l, state, out); err != nil {
		return err
	}
	if err := s.show(l.Conversation, l.Seq, out); err != nil || what == "" {
		return err
	}
	now, err := clock(ctx, tx)
	if err != nil {
		return err
	}
	// The history of the work says so too, and whoever thought it settled has it back.
	return event.Publish(ctx, tx, event.New{
		Kind: "conversation.followed", SubjectKind: "conversation", SubjectID: l.ConversationID,
		Key:     fmt.Sprintf("followed:%s:letter:%d:%s:%d", what, l.ID, state, out.Resent),
		Payload: followed{l.ConversationID, l.Seq, "mail", what, now},
	})
}

// followed is the payload of conversation.followed.
type followed struct {
	ConversationID int64     `json:"conversation_id"`
	Seq            int64     `json:"seq"`
	Channel        string    `json:"channel"`
	What           string    `json:"what"`
	At             time.Time `json:"at"`
}

// frame tells consoles what has become of an answer.
type frame struct {
	Type         string    `json:"t"`
	Conversation uuid.UUID `json:"conversation"`
	Seq          int64     `json:"seq"`
	Out          shownOut  `json:"out"`
}

type shownOut struct {
	State      string    `json:"state"`
	Reason     string    `json:"reason"`
	LeavesAt   time.Time `json:"leaves_at"`
	Recipients []Fate    `json:"recipients,omitempty"`
}

func (s *Service) show(conversation uuid.UUID, seq int64, out Out) error {
	f, err := json.Marshal(frame{"out", conversation, seq, shownOut{out.State, out.Reason, out.LeavesAt, out.Recipients}})
	if err != nil {
		return fmt.Errorf("encode what became of an answer: %w", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.frames = append(s.frames, f)
	return nil
}

// tell runs after the commit. It may tell of a change that was rolled back and done again: that is soon
// told as well.
func (s *Service) tell(ctx context.Context) {
	s.mu.Lock()
	frames := s.frames
	s.frames = nil
	s.mu.Unlock()
	for _, f := range frames {
		s.Publish(ctx, "console", f)
	}
}
