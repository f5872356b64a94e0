package chat

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"dari/internal/event"
	"dari/internal/thread"

	"github.com/jackc/pgx/v5"
)

// hints collects, between the relay's transaction and its commit, what sockets are told of.
type hints struct {
	mu        sync.Mutex
	heads     map[int64]int64 // conversations with messages nobody has pushed
	tickets   map[int64]int   // versions
	campaigns map[string]struct{}
}

func (h *hints) collect(_ context.Context, _ pgx.Tx, events []event.Event) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.heads == nil {
		h.heads, h.tickets, h.campaigns = map[int64]int64{}, map[int64]int{}, map[string]struct{}{}
	}
	for _, e := range events {
		if e.Kind == "message.appended" {
			m, err := event.As[thread.AppendedEvent](e)
			if err != nil {
				return err
			}
			if !m.Live {
				h.heads[m.ConversationID] = max(h.heads[m.ConversationID], m.Seq)
			}
			continue
		}
		var p struct {
			TicketID int64           `json:"ticket_id"`
			Version  int             `json:"version"`
			ID       json.RawMessage `json:"id"`
		}
		if err := json.Unmarshal(e.Payload, &p); err != nil {
			return fmt.Errorf("decode %s: %w", e.Kind, err)
		}
		switch e.Kind {
		case "ticket.changed":
			h.tickets[p.TicketID] = max(h.tickets[p.TicketID], p.Version)
		case "campaign.changed":
			h.campaigns[strings.Trim(string(p.ID), `"`)] = struct{}{}
		}
	}
	return nil
}

func (h *hints) take() (heads map[int64]int64, tickets map[int64]int, campaigns []string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	heads, tickets, campaigns = h.heads, h.tickets, slices.Collect(maps.Keys(h.campaigns))
	h.heads, h.tickets, h.campaigns = nil, nil, nil
	return heads, tickets, campaigns
}

type ticketHint struct {
	T       string `json:"t"`
	ID      int64  `json:"id"`
	Version int64  `json:"version"`
}

// ticketsHint is many of them in one frame: a busy chat moves hundreds of tickets at a time, and each
// console is written to once.
type ticketsHint struct {
	T     string          `json:"t"`
	Items []ticketVersion `json:"items"`
}

type ticketVersion struct {
	ID      int64 `json:"id"`
	Version int64 `json:"version"`
}

// ticketsMark is how a ticketsHint begins, whoever has made it.
var ticketsMark = []byte(`{"t":"tickets",`)

// mostHints is how many tickets one frame tells of.
const mostHints = 500

type campaignHint struct {
	T  string `json:"t"`
	ID string `json:"id"`
}

func (s *Service) tellHints(ctx context.Context) {
	heads, tickets, campaigns := s.hints.take()
	for id, seq := range heads {
		s.hub.Publish(ctx, convTopic(id), numbered(frameHead, seq, nil))
	}
	if len(tickets) > 0 {
		s.wakeRouting()
	}
	items := make([]ticketVersion, 0, len(tickets))
	for id, version := range tickets {
		items = append(items, ticketVersion{id, int64(version)})
	}
	for part := range slices.Chunk(items, mostHints) {
		if len(part) == 1 {
			s.Hint(ctx, ticketHint{"ticket", part[0].ID, part[0].Version})
		} else {
			s.Hint(ctx, ticketsHint{"tickets", part})
		}
	}
	for _, id := range campaigns {
		s.Hint(ctx, campaignHint{"campaign", id})
	}
}

// Hint tells every console that something has changed: a small frame {t, id, version}; who shows it
// reads it again.
func (s *Service) Hint(ctx context.Context, frame any) {
	s.hub.Publish(ctx, consoleTopic, tagged(frameJSON, encode(frame)))
}

// apart takes a list of hints into single ones, for a console that was loaded before there were lists.
func apart(frame []byte) [][]byte {
	var list ticketsHint
	if json.Unmarshal(frame, &list) != nil {
		return nil // a hint is never more than one
	}
	frames := make([][]byte, len(list.Items))
	for i, one := range list.Items {
		frames[i] = encode(ticketHint{"ticket", one.ID, one.Version})
	}
	return frames
}
