package letters

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"dari/internal/event"
	"dari/internal/postgres"
	"dari/internal/thread"
	"dari/tickets"
	"dari/tickets/mail"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// changed is the payload of ticket.changed, as far as it says that one was opened.
type changed struct {
	TicketID int64    `json:"ticket_id"`
	Kinds    []string `json:"kinds"`
}

// begun is a ticket that a mail has opened.
type begun struct {
	TicketID       int64
	Number         int64
	ConversationID int64
	CustomerID     int64
	Lang           string
	MailUID        uuid.UUID
	Title          string
	Due            *time.Time
}

const sqlBegun = `
SELECT t.id, t.number, c.id, coalesce(t.customer_id, 0), c.lang, m.uid, m.subject,
  CASE WHEN t.deadline ->> 'kind' = 'first' AND NOT coalesce((t.deadline ->> 'paused')::boolean, false) THEN (t.deadline ->> 'due_at')::timestamptz END
FROM dari.tickets t
JOIN dari.ticket_conversations s ON s.ticket_id = t.id
JOIN dari.conversations c ON c.id = s.conversation_id AND c.kind = 'mail'
JOIN dari.inbound_mail m ON m.conversation_id = s.conversation_id AND m.message_seq = s.from_seq AND m.state = 'done'
WHERE t.id = ANY($1) AND t.state IN ('new', 'open') AND NOT t.spam AND t.merged_into IS NULL
ORDER BY t.id`

func begunOf(ctx context.Context, q postgres.Querier, ids []int64) ([]begun, error) {
	rows, _ := q.Query(ctx, sqlBegun, ids) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[begun])
	if err != nil {
		return nil, fmt.Errorf("read which tickets mails have opened: %w", err)
	}
	return list, nil
}

// handleTickets answers mails that have opened a ticket, where a program may: with the number, and with
// the time by which the clocks of the ticket want an answer.
func (s *Service) handleTickets(ctx context.Context, tx pgx.Tx, events []event.Event) error {
	var ids []int64
	for _, e := range events {
		var c changed
		if err := json.Unmarshal(e.Payload, &c); err != nil {
			return fmt.Errorf("read event %d: %w", e.ID, err)
		}
		if slices.Contains(c.Kinds, "opened") && !slices.Contains(ids, c.TicketID) {
			ids = append(ids, c.TicketID)
		}
	}
	if len(ids) == 0 || s.Received == nil {
		return nil
	}
	list, err := begunOf(ctx, tx, ids)
	if err != nil || len(list) == 0 {
		return err
	}
	host, err := s.Host(ctx, tx)
	if err != nil {
		return err
	}
	for _, b := range list {
		if err := s.receive(ctx, tx, b, host); err != nil {
			return fmt.Errorf("answer the mail of ticket %d: %w", b.TicketID, err)
		}
	}
	return nil
}

func (s *Service) receive(ctx context.Context, tx pgx.Tx, b begun, host string) error {
	may, err := s.Mail.MayAutoReply(ctx, tx, b.MailUID, b.TicketID)
	if err != nil || !may.Allowed {
		return err
	}
	r := Received{
		TicketID: b.TicketID, Number: b.Number, CustomerID: b.CustomerID, Address: may.To, Lang: b.Lang, Subject: b.Title,
		ReplyTo: s.Mail.ReplyTo(b.ConversationID, host), Title: may.Subject, InReplyTo: may.InReplyTo, References: may.References,
	}
	if mail.HasLink(r.Subject) {
		r.Subject = ""
	}
	if b.Due != nil {
		r.Due = *b.Due
	}
	if r.URL, err = s.ticketURL(ctx, tx, b.TicketID); err != nil {
		return err
	}
	if err := s.Received(ctx, tx, r); err != nil || b.Due == nil {
		return err
	}
	return tickets.Promised(ctx, tx, b.TicketID, *b.Due, "received")
}

func (s *Service) ticketURL(ctx context.Context, tx pgx.Tx, ticketID int64) (string, error) {
	if s.TicketURL == nil {
		return "", nil
	}
	return s.TicketURL(ctx, tx, ticketID)
}

const (
	sqlTicketOf = `SELECT id FROM dari.tickets WHERE number = $1`
	sqlBegunIn  = `
SELECT t.id FROM dari.tickets t JOIN dari.ticket_events e ON e.ticket_id = t.id AND e.kind = 'opened'
WHERE t.number = ANY ($1) AND (e.data ->> 'conversation_id')::bigint = $2 ORDER BY t.id LIMIT 1`
)

// ownPage is the page of that one of two tickets which was begun in the conversation: its requester is shown
// what was said there, and nothing of the other.
func (s *Service) ownPage(ctx context.Context, tx pgx.Tx, n tickets.Notice) (string, error) {
	var id int64
	found, err := one(ctx, tx, "find the ticket of a requester", sqlBegunIn, []any{[]int64{n.Number, n.Into}, n.ConversationID}, []any{&id})
	if err != nil || !found {
		return "", err
	}
	return s.ticketURL(ctx, tx, id)
}

// Tell sends word by mail to a requester whose ticket goes on in another one, or does no longer, in the
// caller's transaction. Who is in the chat reads it there.
func (s *Service) Tell(ctx context.Context, tx pgx.Tx, n tickets.Notice) error {
	conv, err := thread.ByID(ctx, tx, n.ConversationID)
	if err != nil || conv.Kind != thread.Mail || s.News == nil {
		return err
	}
	to, found, err := s.Mail.AnswerTo(ctx, tx, conv.ID)
	if err != nil || !found {
		return err
	}
	host, err := s.Host(ctx, tx)
	if err != nil {
		return err
	}
	news := News{
		Address: to.To.Address, Lang: n.Lang, Text: n.Text, Subject: to.Subject, ReplyTo: s.Mail.ReplyTo(conv.ID, host),
		InReplyTo: to.InReplyTo, References: to.References,
	}
	if n.CustomerID != nil {
		news.CustomerID = *n.CustomerID
	}
	if news.URL, err = s.ownPage(ctx, tx, n); err != nil {
		return err
	}
	var ticketID int64
	if _, err := one(ctx, tx, "find a ticket", sqlTicketOf, []any{n.Number}, []any{&ticketID}); err != nil {
		return err
	}
	if _, err := one(ctx, tx, "number a notice", sqlNextNotice, nil, []any{&news.ID}); err != nil {
		return err
	}
	id, err := s.News(ctx, tx, news)
	if err != nil {
		return err
	}
	return mail.RememberSent(ctx, tx, mail.Sent{
		MessageID: id, ConversationID: conv.ID, TicketID: ticketID, Subject: to.Subject, Recipients: []string{to.To.Address},
	})
}
