package contact

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"dari/internal/fault"
	"dari/internal/i18n"
	"dari/internal/korean"
	"dari/internal/postgres"
	"dari/internal/shop"
	"dari/internal/shop/hours"
	"dari/internal/staff"
	"dari/internal/thread"
	"dari/tickets"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// taken is the ticket that a form has become.
type taken struct {
	TicketID int64
	Number   int64
	Due      *time.Time
}

// formData is what the message says for programs and for staff: the queue takes order and promise from it.
type formData struct {
	Form        bool       `json:"form"`
	Topic       string     `json:"topic"`
	OrderNumber string     `json:"order_number,omitempty"`
	Order       string     `json:"order,omitempty"` // own: the writer gave its buyer's number or address; other; unknown
	PromiseAt   *time.Time `json:"promise_at,omitempty"`
	Name        string     `json:"name"`
	Email       string     `json:"email"`
	Phone       string     `json:"phone,omitempty"`
	Consent     string     `json:"consent"` // the words that were agreed to
	Unverified  bool       `json:"unverified"`
}

// take makes a ticket of a checked form, once for each id; the same words of the same person within a
// day are the ticket they already made.
func (s *Service) take(ctx context.Context, id uuid.UUID, f form) (t taken, err error) {
	if err := s.mayFill(ctx, f); err != nil {
		return t, err
	}
	said := s.hash("said", f.topic.ID, f.email(), f.phone(), f.values["name"], f.body())
	var files []uuid.UUID
	if len(f.files) > 0 {
		said = s.hash("said with files", string(said), f.weight())
		if files, err = s.keepFormFiles(ctx, id, f); err != nil {
			return t, err
		}
	}
	err = postgres.InTx(ctx, s.DB, func(tx pgx.Tx) (err error) {
		if err := lockSaid(ctx, tx, id, said); err != nil {
			return err
		}
		before, hash, found, err := formBefore(ctx, tx, id, said)
		if err != nil || found {
			if found && string(hash) != string(said) {
				return fault.New(fault.Conflict, "contact.changed")
			}
			t = before
			return err
		}
		if err := insertForm(ctx, tx, id, said, f.phone()); err != nil {
			return err
		}
		if t, err = s.open(ctx, tx, id, f, files); err != nil {
			return err
		}
		return setTicket(ctx, tx, id, t.TicketID)
	})
	if err == nil {
		s.Nudge()
		s.Sent()
	}
	return t, err
}

// mayFill refuses the form of a customer whom staff have blocked. What is typed proves nobody, so who it is
// is not told: only that the shop is reached by telephone.
func (s *Service) mayFill(ctx context.Context, f form) error {
	for kind, value := range map[string]string{shop.ByEmail: f.email(), shop.ByPhone: f.phone()} {
		c, err := shop.FindByIdentity(ctx, s.DB, kind, value)
		switch {
		case fault.Is(err, fault.NotFound):
			continue
		case err != nil:
			return err
		}
		if err := s.MayWrite(ctx, thread.Owner{CustomerID: c.ID}); err != nil {
			return err
		}
	}
	return nil
}

// open writes the first message and opens the ticket with it.
func (s *Service) open(ctx context.Context, tx pgx.Tx, id uuid.UUID, f form, files []uuid.UUID) (t taken, err error) {
	customer, _, err := shop.WriteDown(ctx, tx, f.writer())
	if err != nil {
		return t, err
	}
	data := formData{
		Form: true, Topic: f.topic.ID, OrderNumber: f.order(), Name: f.values["name"], Email: f.email(), Phone: f.phone(),
		Consent: i18n.T(f.lang, "chat.leave.consent"), Unverified: true,
	}
	if t.Due, err = promise(ctx, tx); err != nil {
		return t, err
	}
	data.PromiseAt = t.Due
	order, err := f.orderIn(ctx, tx, &data)
	if err != nil {
		return t, err
	}
	raw, err := json.Marshal(data)
	if err != nil {
		return t, fmt.Errorf("encode a form: %w", err)
	}
	conv, err := thread.NewMail(ctx, tx, customer, f.title(), f.lang)
	if err != nil {
		return t, err
	}
	if err := tickets.Lock(ctx, tx, conv.ID); err != nil {
		return t, err
	}
	first, err := thread.AppendTx(ctx, tx, thread.Append{
		ConversationID: conv.ID, SenderKind: thread.Shopper, SenderID: customer, ClientID: id, Channel: thread.Form, Body: f.body(), Data: raw, Files: files,
	})
	if err != nil {
		return t, err
	}
	kind, fields, err := f.kind(ctx, tx, order)
	if err != nil {
		return t, err
	}
	t.Number, err = tickets.Raise(ctx, tx, tickets.NewTicket{
		ConversationID: conv.ID, FromSeq: first.Seq, Channel: thread.Form, Subject: f.title(), Type: kind, Fields: fields,
		CustomerID: &customer, OrderID: order, DueAt: t.Due,
	})
	if err != nil {
		return t, err
	}
	if t.TicketID, _, err = ticketByNumber(ctx, tx, t.Number); err != nil || s.Received == nil {
		return t, err
	}
	r := Received{
		TicketID: t.TicketID, Number: t.Number, ConversationID: conv.ID, CustomerID: customer, Address: f.email(), Phone: f.phone(),
		Lang: f.lang, Subject: f.subject(), URL: s.URL(t.TicketID),
	}
	if t.Due != nil {
		r.Due = *t.Due
	}
	return t, s.Received(ctx, tx, r)
}

// writer is who they say they are.
func (f *form) writer() shop.Stranger {
	return shop.Stranger{Source: "form", Name: f.values["name"], Email: f.email(), Phone: f.phone(), Lang: f.lang}
}

// keepFormFiles stores what goes with a form, before there is a ticket: its writer is written down first.
func (s *Service) keepFormFiles(ctx context.Context, id uuid.UUID, f form) ([]uuid.UUID, error) {
	var customer int64
	err := postgres.InTx(ctx, s.DB, func(tx pgx.Tx) (err error) {
		customer, _, err = shop.WriteDown(ctx, tx, f.writer())
		return err
	})
	if err != nil {
		return nil, err
	}
	return s.keepFiles(ctx, thread.Owner{CustomerID: customer}, id, f.files)
}

// promise is by when an answer comes, by the shop's calendar; nil when it never opens.
func promise(ctx context.Context, q postgres.Querier) (*time.Time, error) {
	settings, err := staff.Shop(ctx, q)
	if err != nil {
		return nil, err
	}
	stored, err := hours.Load(ctx, q, settings.Location())
	if err != nil {
		return nil, err
	}
	now, err := clock(ctx, q)
	if err != nil {
		return nil, err
	}
	if at, found := hours.New(stored.Plan).Promise(now); found {
		return &at, nil
	}
	return nil, nil //nolint:nilnil // nothing is promised
}

// orderIn looks at the order that was named. It becomes the ticket's only when the writer has given its
// buyer's number or address; staff are told either way, the writer never.
func (f *form) orderIn(ctx context.Context, q postgres.Querier, d *formData) (*int64, error) {
	if f.order() == "" {
		return nil, nil //nolint:nilnil // none is named
	}
	found, err := shop.ContactsOf(ctx, q, []string{f.order()})
	if err != nil {
		return nil, err
	}
	buyer, known := found[f.order()]
	if !known {
		d.Order = "unknown"
		return nil, nil //nolint:nilnil // there is none
	}
	d.Order = "other"
	phone, err := korean.NormalizePhone(buyer.Phone)
	samePhone := err == nil && phone == f.phone()
	email, err := korean.NormalizeEmail(buyer.Email)
	if sameEmail := err == nil && email == f.email(); !samePhone && !sameEmail {
		return nil, nil //nolint:nilnil // it may be anybody's
	}
	d.Order = "own"
	return &buyer.OrderID, nil
}

// kind is the type of ticket that the form makes, as far as the shop still has it: without an order that
// is the writer's own it is a question.
func (f *form) kind(ctx context.Context, q postgres.Querier, order *int64) (string, map[string]any, error) {
	if f.topic.Type != nil {
		return f.topic.Type.Key, f.ownFields(), nil
	}
	want, fields := "", map[string]any{}
	switch f.topic.ID {
	case "delivery":
		want = "delivery"
		if v := f.values["problem"]; v != "" {
			fields["problem"] = v
		}
	case "return":
		want = f.values["wish"]
	}
	if want == "" || order == nil {
		return tickets.Question, nil, nil
	}
	list, err := tickets.Types(ctx, q)
	if err != nil {
		return "", nil, err
	}
	at := slices.IndexFunc(list, func(t tickets.Type) bool { return t.Key == want })
	if at < 0 {
		return tickets.Question, nil, nil
	}
	for id, v := range fields {
		if !slices.ContainsFunc(list[at].Fields, func(d tickets.Field) bool {
			return d.ID == id && slices.ContainsFunc(d.Choices, func(c tickets.Choice) bool { return c.ID == v })
		}) {
			delete(fields, id)
		}
	}
	return want, fields, nil
}

const (
	sqlLockForm   = `SELECT pg_advisory_xact_lock(hashtextextended('dari.contact_forms ' || $1::text, 0))`
	sqlFormBefore = `
SELECT f.said_hash, t.id, t.number, t.due_at FROM dari.contact_forms f JOIN dari.tickets t ON t.id = f.ticket_id
WHERE f.client_id = $1 OR f.said_hash = $2 AND f.created_at > dari.clock() - interval '1 day'
ORDER BY f.client_id <> $1, f.created_at DESC LIMIT 1`
	sqlInsertForm     = `INSERT INTO dari.contact_forms (client_id, said_hash, phone) VALUES ($1, $2, $3)`
	sqlSetTicket      = `UPDATE dari.contact_forms SET ticket_id = $2 WHERE client_id = $1`
	sqlTicketByNumber = `SELECT id FROM dari.tickets WHERE number = $1`
)

// lockSaid lets the same form, and the same words, come in one after the other.
func lockSaid(ctx context.Context, tx pgx.Tx, id uuid.UUID, said []byte) error {
	for _, key := range []string{"id " + id.String(), "said " + hex.EncodeToString(said)} {
		if _, err := tx.Exec(ctx, sqlLockForm, key); err != nil {
			return fmt.Errorf("lock a form: %w", err)
		}
	}
	return nil
}

func formBefore(ctx context.Context, q postgres.Querier, id uuid.UUID, said []byte) (t taken, hash []byte, found bool, err error) {
	err = q.QueryRow(ctx, sqlFormBefore, id, said).Scan(&hash, &t.TicketID, &t.Number, &t.Due)
	if errors.Is(err, pgx.ErrNoRows) {
		return t, nil, false, nil
	}
	if err != nil {
		return t, nil, false, fmt.Errorf("look for a form that was taken: %w", err)
	}
	return t, hash, true, nil
}

func insertForm(ctx context.Context, q postgres.Querier, id uuid.UUID, said []byte, phone string) error {
	if _, err := q.Exec(ctx, sqlInsertForm, id, said, phone); err != nil {
		return fmt.Errorf("note a form: %w", err)
	}
	return nil
}

func setTicket(ctx context.Context, q postgres.Querier, id uuid.UUID, ticketID int64) error {
	if _, err := q.Exec(ctx, sqlSetTicket, id, ticketID); err != nil {
		return fmt.Errorf("note the ticket %d of a form: %w", ticketID, err)
	}
	return nil
}

func ticketByNumber(ctx context.Context, q postgres.Querier, number int64) (id int64, found bool, err error) {
	err = q.QueryRow(ctx, sqlTicketByNumber, number).Scan(&id)
	if errors.Is(err, pgx.ErrNoRows) {
		return 0, false, nil
	}
	if err != nil {
		return 0, false, fmt.Errorf("find ticket %s: %w", strconv.FormatInt(number, 10), err)
	}
	return id, true, nil
}
