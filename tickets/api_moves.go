package tickets

import (
	"context"
	"fmt"

	"dari/internal/api"
	"dari/internal/postgres"
	"dari/internal/staff"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// moveRoutes registers merges and splits.
func (s *Service) moveRoutes(r *api.Router) {
	read, write := staff.Can("tickets:read"), staff.Can("tickets:write")
	api.Post(r, "/tickets/{number}/merge", s.handleMerge, write, api.Summary("Let a ticket go on in another one, which is answered"))
	api.Get(r, "/tickets/{number}/merge-candidates", s.handleCandidates, read, api.Summary("Tickets of the same person, order or conversation"))
	api.Post(r, "/tickets/{number}/split", s.handleSplit, write, api.Summary("Make another ticket of some messages, which is answered"))
}

type mergeInput struct {
	Number int64 `path:"number" minimum:"1"`
	Body   struct {
		Into    int64 `json:"into" minimum:"1" doc:"The number of the ticket in which it goes on."`
		Version int64 `json:"version,omitempty" minimum:"0" doc:"The version the decision was made on; 409 says what has happened since."`
	}
}

func (s *Service) handleMerge(ctx context.Context, in *mergeInput) (*api.OK[Ticket], error) {
	t, err := s.Merge(ctx, staff.From(ctx), in.Number, in.Body.Into, in.Body.Version)
	return api.Reply(t), err
}

type splitInput struct {
	Number int64 `path:"number" minimum:"1"`
	Body   struct {
		Conversation *uuid.UUID `json:"conversation,omitempty" format:"uuid" doc:"Without it, the one in which the ticket is answered."`
		FromSeq      int64      `json:"from_seq" minimum:"1"`
		ToSeq        int64      `json:"to_seq" minimum:"1"`
		Subject      string     `json:"subject,omitempty" maxLength:"200" doc:"Without it, the beginning of the first message."`
		Version      int64      `json:"version,omitempty" minimum:"0" doc:"The version the decision was made on; 409 says what has happened since."`
	}
}

func (s *Service) handleSplit(ctx context.Context, in *splitInput) (*api.OK[Ticket], error) {
	split := Split{FromSeq: in.Body.FromSeq, ToSeq: in.Body.ToSeq, Subject: in.Body.Subject, Version: in.Body.Version}
	if in.Body.Conversation != nil {
		split.Conversation = *in.Body.Conversation
	}
	t, err := s.Split(ctx, staff.From(ctx), in.Number, split)
	return api.Reply(t), err
}

func (s *Service) handleCandidates(ctx context.Context, in *numberInput) (*api.OK[api.Page[Ticket]], error) {
	if _, err := idOf(ctx, s.db, in.Number); err != nil {
		return nil, err
	}
	list, err := mergeCandidates(ctx, s.db, in.Number)
	return api.Reply(api.Page[Ticket]{Items: list}), err
}

const sqlMergeCandidates = `
WITH me AS (SELECT id, customer_id, order_id, visitor_id FROM dari.tickets WHERE number = $1), near AS (
  (SELECT t.id FROM me JOIN dari.tickets t ON t.customer_id = me.customer_id ORDER BY t.id DESC LIMIT 100)
  UNION (SELECT t.id FROM me JOIN dari.tickets t ON t.order_id = me.order_id ORDER BY t.id DESC LIMIT 100)
  UNION (SELECT o.ticket_id FROM me JOIN dari.ticket_conversations s ON s.ticket_id = me.id
         JOIN dari.ticket_conversations o ON o.conversation_id = s.conversation_id ORDER BY o.ticket_id DESC LIMIT 100)
)
SELECT ` + ticketColumns + `
FROM me, near k
JOIN dari.tickets t ON t.id = k.id
` + ticketJoins + `
WHERE t.id <> me.id AND t.state <> 'closed' AND t.merged_into IS NULL AND NOT t.spam
ORDER BY t.last_message_at DESC, t.id DESC LIMIT 20`

func mergeCandidates(ctx context.Context, q postgres.Querier, number int64) ([]Ticket, error) {
	rows, _ := q.Query(ctx, sqlMergeCandidates, number) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, scanTicket)
	if err != nil {
		return nil, fmt.Errorf("look for tickets to merge %d into: %w", number, err)
	}
	return list, nil
}
