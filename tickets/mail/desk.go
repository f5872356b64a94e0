package mail

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"dari/internal/api"
	"dari/internal/fault"
	"dari/internal/postgres"
	"dari/internal/staff"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// Shown is a mail as staff see it who look after those that did not become messages.
type Shown struct {
	ID           uuid.UUID  `json:"id"`
	State        string     `json:"state" enum:"received,processing,done,quarantined,ignored"`
	Kind         string     `json:"kind" enum:",human,auto,bounce,complaint,list"`
	Reason       string     `json:"reason" doc:"A fixed word: attempts, refused, too_large, duplicate, own_mail, too_many_automatic, bounce, complaint, delayed, auto, list, blocked, dismissed."`
	Error        string     `json:"error"`
	Attempts     int        `json:"attempts"`
	Mailbox      string     `json:"mailbox"`
	From         string     `json:"from"`
	Name         string     `json:"name"`
	Subject      string     `json:"subject"`
	Size         int64      `json:"size"`
	Whole        bool       `json:"whole" doc:"False: it was too large, and only its beginning is kept."`
	Kept         bool       `json:"kept" doc:"False: the mail as it came is no longer kept, only what was understood of it."`
	At           time.Time  `json:"at"`
	Conversation *uuid.UUID `json:"conversation"`
	Seq          int64      `json:"seq"`
	Ticket       *int64     `json:"ticket" doc:"The number of the ticket that its message belongs to."`
	RowID        int64      `json:"-"`
}

func (s *Service) deskRoutes(r *api.Router) {
	api.Get(r, "/mails", s.handleList, staff.Can("tickets:read"), api.Summary("Mails by their state, newest first"))
	api.Get(r, "/mails/{id}", s.handleOne, staff.Can("tickets:read"), api.Summary("How a mail stands"))
	api.Get(r, "/mails/{id}/raw", s.handleRaw, staff.Can("tickets:read"), api.Summary("A mail as it came (RFC 5322), to be saved"))
	api.Post(r, "/mails/{id}/retry", s.handleRetry, staff.Can("tickets:write"), api.Summary("Work a mail off again"))
	api.Post(r, "/mails/{id}/dismiss", s.handleDismiss, staff.Can("tickets:write"), api.Summary("Say that a mail that was put aside needs nothing"))
	api.Post(r, "/mails/{id}/ticket", s.handleTicket, staff.Can("tickets:write"), api.Summary("Make a ticket of a mail, whatever it is"))
}

type listInput struct {
	State  string `query:"state" enum:"quarantined,ignored,done" default:"quarantined"`
	Cursor string `query:"cursor" maxLength:"30"`
	Limit  int    `query:"limit" minimum:"1" maximum:"100" default:"30"`
}

const shownColumns = `
SELECT m.uid AS id, m.state, m.kind, m.reason, m.error, m.attempts, m.mailbox, m.sender_key AS "from", m.sender_name AS name, m.subject,
  CASE WHEN m.size = 0 THEN length(m.raw) ELSE m.size END AS size, m.whole, m.raw_gone_at IS NULL AS kept, m.received_at AS at, c.uid AS conversation,
  coalesce(m.message_seq, 0) AS seq, t.number AS ticket, m.id AS row_id
FROM dari.inbound_mail m
LEFT JOIN dari.conversations c ON c.id = m.conversation_id
LEFT JOIN dari.ticket_conversations s ON s.conversation_id = m.conversation_id AND s.from_seq <= m.message_seq AND (s.to_seq IS NULL OR s.to_seq >= m.message_seq)
LEFT JOIN dari.tickets t ON t.id = s.ticket_id `

const (
	sqlMails   = shownColumns + `WHERE m.state = $1 AND ($2::bigint = 0 OR m.id < $2) ORDER BY m.id DESC LIMIT $3`
	sqlMail    = shownColumns + `WHERE m.uid = $1`
	sqlMailRaw = `SELECT raw, raw_gone_at IS NULL FROM dari.inbound_mail WHERE uid = $1`
	sqlAgain   = `
UPDATE dari.inbound_mail SET state = 'received', attempts = 0, error = '', reason = '', next_try_at = dari.clock(), forced = forced OR $2
WHERE uid = $1 AND state IN ('quarantined', 'ignored') AND whole AND raw_gone_at IS NULL RETURNING id`
	sqlDismiss = `
UPDATE dari.inbound_mail SET state = 'ignored', reason = 'dismissed', processed_at = dari.clock() WHERE uid = $1 AND state = 'quarantined' RETURNING id`
)

func (s *Service) handleList(ctx context.Context, in *listInput) (*api.OK[api.Page[Shown]], error) {
	before := int64(0)
	if in.Cursor != "" {
		var err error
		if before, err = strconv.ParseInt(in.Cursor, 10, 64); err != nil || before <= 0 {
			return nil, fault.Field("mail.cursor", "cursor")
		}
	}
	rows, _ := s.DB.Query(ctx, sqlMails, in.State, before, in.Limit+1) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, pgx.RowToStructByName[Shown])
	if err != nil {
		return nil, fmt.Errorf("list mails: %w", err)
	}
	page := api.Page[Shown]{Items: list}
	if len(list) > in.Limit {
		page.Items = list[:in.Limit]
		page.Next = strconv.FormatInt(list[in.Limit-1].RowID, 10)
	}
	return api.Reply(page), nil
}

type oneInput struct {
	ID string `path:"id" format:"uuid"`
}

func (s *Service) handleOne(ctx context.Context, in *oneInput) (*api.OK[Shown], error) {
	m, err := shown(ctx, s.DB, in.ID)
	return api.Reply(m), err
}

func shown(ctx context.Context, q postgres.Querier, id string) (Shown, error) {
	uid, err := uuid.Parse(id)
	if err != nil {
		return Shown{}, fault.New(fault.NotFound, "mail.not_found")
	}
	rows, _ := q.Query(ctx, sqlMail, uid) // CollectExactlyOneRow reports this error
	m, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByName[Shown])
	if errors.Is(err, pgx.ErrNoRows) {
		return m, fault.New(fault.NotFound, "mail.not_found")
	}
	if err != nil {
		return m, fmt.Errorf("read how a mail stands: %w", err)
	}
	return m, nil
}

// rawAnswer is a mail as it came. It is saved, never shown: what is in it may be made to do harm.
type rawAnswer struct {
	ContentType string `header:"Content-Type"`
	Disposition string `header:"Content-Disposition"`
	Sniff       string `header:"X-Content-Type-Options"`
	Policy      string `header:"Content-Security-Policy"`
	Cache       string `header:"Cache-Control"`
	Body        []byte
}

func (s *Service) handleRaw(ctx context.Context, in *oneInput) (*rawAnswer, error) {
	uid, err := uuid.Parse(in.ID)
	if err != nil {
		return nil, fault.New(fault.NotFound, "mail.not_found")
	}
	out := &rawAnswer{
		ContentType: "application/octet-stream", Disposition: `attachment; filename="` + uid.String() + `.eml"`,
		Sniff: "nosniff", Policy: "sandbox; default-src 'none'", Cache: "private, no-store",
	}
	kept := false
	err = s.DB.QueryRow(ctx, sqlMailRaw, uid).Scan(&out.Body, &kept)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, fault.New(fault.NotFound, "mail.not_found")
	}
	if err != nil {
		return nil, fmt.Errorf("read a mail: %w", err)
	}
	if !kept {
		return nil, fault.New(fault.Gone, "mail.raw_gone")
	}
	return out, nil
}

func (s *Service) handleRetry(ctx context.Context, in *oneInput) (*api.OK[Shown], error) {
	return s.again(ctx, in.ID, false)
}

func (s *Service) handleTicket(ctx context.Context, in *oneInput) (*api.OK[Shown], error) {
	return s.again(ctx, in.ID, true)
}

// again puts a mail back to those that wait, and works it off.
func (s *Service) again(ctx context.Context, id string, forced bool) (*api.OK[Shown], error) {
	before, err := shown(ctx, s.DB, id)
	if err != nil {
		return nil, err
	}
	action := "mail.retry"
	if forced {
		action = "mail.ticket"
	}
	row, err := s.decide(ctx, before.ID, action, sqlAgain, before.ID, forced)
	if err != nil {
		return nil, err
	}
	if err := s.processOne(ctx, row); err != nil && ctx.Err() == nil {
		s.Log.WarnContext(ctx, "a mail waits to be worked off", "mail_id", row, "error", err)
	}
	m, err := shown(ctx, s.DB, id)
	return api.Reply(m), err
}

// decide changes a mail that was put aside, and writes down who did it.
func (s *Service) decide(ctx context.Context, id uuid.UUID, action, sql string, args ...any) (row int64, err error) {
	err = postgres.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		err := tx.QueryRow(ctx, sql, args...).Scan(&row)
		if errors.Is(err, pgx.ErrNoRows) {
			return fault.New(fault.Conflict, "mail.not_aside")
		}
		if err != nil {
			return fmt.Errorf("decide about a mail: %w", err)
		}
		return staff.Append(ctx, tx, staff.By(staff.From(ctx), action, "mail", id.String()))
	})
	return row, err
}

func (s *Service) handleDismiss(ctx context.Context, in *oneInput) (*api.OK[Shown], error) {
	before, err := shown(ctx, s.DB, in.ID)
	if err != nil {
		return nil, err
	}
	if _, err := s.decide(ctx, before.ID, "mail.dismiss", sqlDismiss, before.ID); err != nil {
		return nil, err
	}
	m, err := shown(ctx, s.DB, in.ID)
	return api.Reply(m), err
}
