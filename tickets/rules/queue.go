package rules

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"dari/internal/event"
	"dari/tickets"

	"github.com/jackc/pgx/v5"
)

// The kinds of what waits for the rules.
const (
	waitsEvents   = "events"
	waitsMessage  = "message"
	waitsWarned   = "warned"
	waitsBreached = "breached"
)

// Handlers write down what happens to tickets. The relay goes on at once: rules are carried out beside it.
// They must be asked after the queue's, which gives messages their tickets.
func (s *Service) Handlers() []event.Handler {
	return []event.Handler{{Name: "rules", Kinds: []string{"ticket.changed", "message.appended", "sla.warned", "sla.breached"}, Handle: s.hear, After: s.wake}}
}

func (s *Service) wake(context.Context) { s.bell.Ring() }

// heardEvent is what ticket.changed, sla.warned and sla.breached say between them.
type heardEvent struct {
	TicketID int64    `json:"ticket_id"`
	Version  int64    `json:"version"`
	FromSeq  int64    `json:"from_seq"`
	Kinds    []string `json:"kinds"`
	Cause    string   `json:"cause"`
	Clock    string   `json:"clock"`
	DueAt    string   `json:"due_at"`
}

// heardAs are the kinds of a ticket's events, and what a rule hears of them. Messages come by themselves.
var heardAs = map[string]string{
	"opened": OnOpened, "splitoff": OnOpened, "solved": OnState, "reopened": OnState, "closed": OnState, "named": OnState, "unmerged": OnState,
	"assigned": OnAssigned, "released": OnAssigned, "routed": OnAssigned, "returned": OnAssigned,
	"tagged": OnTagged, "typed": OnTyped, "sorted": OnTyped, "rated": OnRated,
}

func (s *Service) hear(ctx context.Context, tx pgx.Tx, events []event.Event) error {
	wanted, err := activeEvents(ctx, tx)
	if err != nil || len(wanted) == 0 {
		return err
	}
	var items []waitingItem
	var conversations, seqs []int64
	for _, e := range events {
		if e.Kind == "message.appended" {
			if wanted[OnMessage] || wanted[OnAnswered] {
				conversations, seqs = append(conversations, e.SubjectID), append(seqs, int64(e.Version))
			}
			continue
		}
		var h heardEvent
		if err := json.Unmarshal(e.Payload, &h); err != nil {
			return fmt.Errorf("read event %d: %w", e.ID, err)
		}
		if item, ok := h.item(e.Kind, wanted); ok {
			items = append(items, item)
		}
	}
	if len(seqs) > 0 {
		said, err := ticketsOf(ctx, tx, conversations, seqs)
		if err != nil {
			return err
		}
		for _, m := range said {
			if m.From == "shopper" && wanted[OnMessage] || m.From == "agent" && wanted[OnAnswered] {
				items = append(items, waitingItem{TicketID: m.TicketID, Kind: waitsMessage, Key: fmt.Sprintf("m:%d:%d", m.ConversationID, m.Seq), FromSeq: m.Seq, ConversationID: m.ConversationID})
			}
		}
	}
	return enqueue(ctx, tx, items)
}

// item is what waits for the rules because of an event; false when no rule waits for it.
func (h heardEvent) item(kind string, wanted map[string]bool) (waitingItem, bool) {
	switch kind {
	case "sla.warned":
		return waitingItem{TicketID: h.TicketID, Kind: waitsWarned, Key: "w:" + h.Clock + ":" + h.DueAt}, wanted[OnWarned]
	case "sla.breached":
		return waitingItem{TicketID: h.TicketID, Kind: waitsBreached, Key: "b:" + h.Clock + ":" + h.DueAt}, wanted[OnBreached]
	}
	if !slices.ContainsFunc(h.Kinds, func(k string) bool { return wanted[heardAs[k]] || wanted[OnState] && movesState(k) }) {
		return waitingItem{}, false
	}
	if h.FromSeq == 0 {
		h.FromSeq = h.Version
	}
	return waitingItem{TicketID: h.TicketID, Kind: waitsEvents, Key: fmt.Sprintf("e:%d", h.Version), FromSeq: h.FromSeq, ToSeq: h.Version, Cause: h.Cause}, true
}

// movesState says that an event may bring a ticket into another state without saying so by its kind.
func movesState(kind string) bool { return kind == "message" || kind == "opened" }

// happened tells what an entry is about, each with the key under which a rule fires for it once.
func (s *Service) happened(ctx context.Context, tx pgx.Tx, item waitingItem) ([]keyed, error) {
	switch item.Kind {
	case waitsWarned, waitsBreached:
		return []keyed{{Happened{Kind: item.Kind}, item.Key}}, nil
	case waitsMessage:
		said, err := ticketsOf(ctx, tx, []int64{item.ConversationID}, []int64{item.FromSeq})
		if err != nil || len(said) == 0 {
			return nil, err
		}
		kind := OnMessage
		if said[0].From == "agent" {
			kind = OnAnswered
		}
		return []keyed{{Happened{Kind: kind}, item.Key}}, nil
	}
	history, err := tickets.History(ctx, tx, item.TicketID, 0)
	if err != nil {
		return nil, err
	}
	return heardIn(history, item.FromSeq, item.ToSeq), nil
}

// keyed is something that has happened, and what it is called.
type keyed struct {
	Happened
	key string
}

// heardIn folds a ticket's history and tells what rules hear of some of its events.
func heardIn(history []tickets.Event, from, to int64) []keyed {
	var out []keyed
	var r tickets.Record
	for _, e := range history {
		before := r.State
		r.Replay(e)
		if e.Seq < from || e.Seq > to {
			continue
		}
		for _, h := range heard(e, before, r.State) {
			if h.Kind == OnMessage || h.Kind == OnAnswered {
				continue // messages come by themselves
			}
			out = append(out, keyed{h, fmt.Sprintf("e:%d:%s", e.Seq, h.Kind)})
		}
	}
	return out
}

// heard is what rules hear of one event of a ticket.
func heard(e tickets.Event, before, now tickets.State) []Happened {
	var out []Happened
	switch kind := heardAs[e.Kind]; {
	case e.Kind == "message" && e.ActorKind == "agent":
		out = append(out, Happened{Kind: OnAnswered})
	case e.Kind == "message":
		out = append(out, Happened{Kind: OnMessage})
	case kind == OnState, kind == "":
	case kind == OnTagged:
		if len(e.Data.Added) > 0 {
			out = append(out, Happened{Kind: OnTagged, Tags: e.Data.Added})
		}
	default:
		out = append(out, Happened{Kind: kind})
	}
	if before != now && before != "" {
		out = append(out, Happened{Kind: OnState, State: string(now)})
	}
	return out
}
