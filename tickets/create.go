package tickets

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"dari/internal/api"
	"dari/internal/fault"
	"dari/internal/i18n"
	"dari/internal/postgres"
	"dari/internal/shop"
	"dari/internal/staff"
	"dari/internal/thread"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// Making is a ticket that staff open: after a call, or to write to a customer first.
type Making struct {
	ClientID    uuid.UUID      `json:"client_id" format:"uuid" doc:"Made by the writer: the same ticket twice is one."`
	Channel     string         `json:"channel" enum:"chat,mail,phone" doc:"phone: the text is what was said; otherwise it goes to the customer."`
	CustomerID  int64          `json:"customer_id,omitempty" minimum:"1"`
	CustomerRef string         `json:"customer_ref,omitempty" maxLength:"200" doc:"The shop's own key of a member."`
	Name        string         `json:"name,omitempty" maxLength:"100" doc:"Of somebody the shop does not know yet."`
	Phone       string         `json:"phone,omitempty" maxLength:"40"`
	Email       string         `json:"email,omitempty" maxLength:"254"`
	Type        string         `json:"type,omitempty" maxLength:"40"`
	Fields      map[string]any `json:"fields,omitempty"`
	Tags        []string       `json:"tags,omitempty" maxItems:"30"`
	Priority    int            `json:"priority,omitempty" minimum:"0" maximum:"3"`
	Subject     string         `json:"subject" minLength:"1" maxLength:"200"`
	Text        string         `json:"text" minLength:"1" maxLength:"4000"`
	OrderNumber string         `json:"order_number,omitempty" maxLength:"64"`
	Outcome     string         `json:"outcome,omitempty" enum:"reached,no_answer,voicemail,call_back,wrong_number," doc:"Of a call; when nobody was reached, the text is a note."`
	NoteOnly    bool           `json:"note_only,omitempty" doc:"The text is a note; nothing goes to the customer."`
}

const (
	sqlBeginMaking = `
INSERT INTO dari.ticket_makings (actor_kind, actor_id, client_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`
	sqlMakingOf  = `SELECT coalesce(number, 0) FROM dari.ticket_makings WHERE actor_kind = $1 AND actor_id = $2 AND client_id = $3`
	sqlEndMaking = `UPDATE dari.ticket_makings SET number = $4 WHERE actor_kind = $1 AND actor_id = $2 AND client_id = $3`
)

// Make opens a ticket by hand. Whoever makes it becomes its owner.
func (s *Service) Make(ctx context.Context, actor staff.Actor, m Making) (Ticket, error) {
	if actor.Kind != staff.KindStaff {
		return Ticket{}, fault.New(fault.Forbidden, "tickets.needs_person")
	}
	if m.NoteOnly && m.Channel == thread.Chat {
		return Ticket{}, fault.Field("tickets.note_by_chat", "channel")
	}
	if strings.TrimSpace(m.Subject) == "" {
		return Ticket{}, fault.Field("tickets.title_empty", "subject")
	}
	if m.Outcome != "" && m.Channel != thread.Phone {
		return Ticket{}, fault.Field("tickets.no_call", "outcome")
	}
	m.NoteOnly = m.NoteOnly || m.Outcome != "" && m.Outcome != Reached // what nobody said is no message of theirs
	var number int64
	err := postgres.InTx(ctx, s.db, func(tx pgx.Tx) (err error) {
		number, err = s.make(ctx, tx, actor, m)
		return err
	})
	if err != nil {
		return Ticket{}, err
	}
	return ticketByNumber(ctx, s.db, number)
}

func (s *Service) make(ctx context.Context, tx pgx.Tx, actor staff.Actor, m Making) (number int64, err error) {
	tag, err := tx.Exec(ctx, sqlBeginMaking, actor.Kind, actor.ID, m.ClientID) // waits for one that is under way
	if err != nil {
		return 0, fmt.Errorf("begin to make a ticket: %w", err)
	}
	if tag.RowsAffected() == 0 {
		if err := tx.QueryRow(ctx, sqlMakingOf, actor.Kind, actor.ID, m.ClientID).Scan(&number); err != nil {
			return 0, fmt.Errorf("find a ticket that was made: %w", err)
		}
		return number, nil
	}
	who, order, err := m.about(ctx, tx)
	if err != nil {
		return 0, err
	}
	conversation, err := m.place(ctx, tx, who)
	if err != nil {
		return 0, err
	}
	if number, err = s.begin(ctx, tx, actor, m, conversation, who, order); err != nil {
		return 0, err
	}
	if _, err := tx.Exec(ctx, sqlEndMaking, actor.Kind, actor.ID, m.ClientID, number); err != nil {
		return 0, fmt.Errorf("note that ticket %d was made: %w", number, err)
	}
	return number, nil
}

// about finds the customer and the order; somebody new is written down.
func (m Making) about(ctx context.Context, tx pgx.Tx) (who shop.Customer, order *int64, err error) {
	if m.OrderNumber != "" {
		o, err := shop.OrderByNumber(ctx, tx, strings.TrimPrefix(strings.TrimSpace(m.OrderNumber), "#"))
		if fault.Is(err, fault.NotFound) {
			return who, nil, fault.Field("tickets.order_unknown", "order_number")
		}
		if err != nil {
			return who, nil, err
		}
		order = &o.ID
		if o.CustomerID != nil && m.nobody() {
			who, err = shop.CustomerByID(ctx, tx, *o.CustomerID)
			return who, order, err
		}
	}
	switch {
	case m.CustomerID != 0:
		who, err = shop.CustomerByID(ctx, tx, m.CustomerID)
	case m.CustomerRef != "":
		who, err = shop.CustomerByRef(ctx, tx, m.CustomerRef)
	case m.nobody():
		return who, nil, fault.Field("tickets.who_missing", "name")
	default:
		var id int64
		id, _, err = shop.WriteDown(ctx, tx, shop.Stranger{Source: "phone", Name: tidyName(m.Name), Email: strings.TrimSpace(m.Email), Phone: m.Phone, Lang: api.LangFrom(ctx)})
		if err == nil {
			who, err = shop.CustomerByID(ctx, tx, id)
		}
	}
	if fault.Is(err, fault.NotFound) {
		return who, nil, fault.Field("tickets.who_unknown", "customer_ref")
	}
	return who, order, err
}

// nobody says that the request names no person.
func (m Making) nobody() bool {
	return m.CustomerID == 0 && m.CustomerRef == "" && strings.TrimSpace(m.Name) == "" && strings.TrimSpace(m.Phone) == "" && strings.TrimSpace(m.Email) == ""
}

// place is the conversation: the customer's chat, or one of its own for a mail or a call.
func (m Making) place(ctx context.Context, tx pgx.Tx, who shop.Customer) (thread.Conversation, error) {
	if m.Channel == thread.Chat {
		return thread.EnsureChat(ctx, tx, thread.Owner{CustomerID: who.ID}, who.Lang)
	}
	return thread.NewMail(ctx, tx, who.ID, shorten(m.Subject, maxTitle), who.Lang)
}

// begin writes the first message and opens the ticket with it.
func (s *Service) begin(ctx context.Context, tx pgx.Tx, actor staff.Actor, m Making, c thread.Conversation, who shop.Customer, order *int64) (int64, error) {
	if err := Lock(ctx, tx, c.ID); err != nil {
		return 0, err
	}
	first := thread.Append{ConversationID: c.ID, ClientID: m.ClientID, Channel: m.Channel, Body: m.Text}
	switch {
	case m.NoteOnly || m.Channel == thread.Mail:
		data, err := json.Marshal(map[string]any{"event": "made"})
		if err != nil {
			return 0, fmt.Errorf("encode the beginning of a ticket: %w", err)
		}
		first.SenderKind, first.Kind, first.Data = thread.System, thread.KindEvent, data
		first.Body = i18n.T(who.Lang, "tickets_acts.made", "name", actor.Name)
	case m.Channel == thread.Phone:
		first.SenderKind, first.SenderID = thread.Shopper, who.ID
	default:
		first.SenderKind, first.SenderID, first.SenderName = thread.Agent, actor.ID, actor.Name
	}
	at, err := thread.AppendTx(ctx, tx, first)
	if err != nil {
		return 0, err
	}
	number, err := Raise(ctx, tx, NewTicket{
		ConversationID: c.ID, FromSeq: at.Seq, Channel: m.Channel, Subject: m.Subject, Type: m.Type, Fields: m.Fields, Tags: m.Tags,
		Priority: m.Priority, CustomerID: &who.ID, OrderID: order, OwnerID: &actor.ID, StaffID: actor.ID,
	})
	switch {
	case err != nil:
	case m.NoteOnly:
		_, err = s.NoteTx(ctx, tx, actor, number, Reply{ClientID: m.ClientID, Text: m.Text})
	case m.Channel == thread.Mail:
		_, _, err = s.AnswerTx(ctx, tx, actor, number, Reply{ClientID: m.ClientID, Text: m.Text})
	}
	if err == nil && m.Outcome != "" {
		err = s.noteCall(ctx, tx, actor, number, Call{ClientID: m.ClientID, Outcome: m.Outcome})
	}
	return number, err
}
