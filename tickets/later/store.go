package later

import (
	"context"
	"errors"
	"fmt"
	"time"

	"dari/internal/fault"
	"dari/internal/postgres"
	"dari/internal/thread"
	"dari/tickets"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// The states of an answer.
const (
	Planned   = "planned"
	Sent      = "sent"
	Cancelled = "cancelled"
	Failed    = "failed"
)

// Why an answer did not leave.
const (
	byHand       = "by_hand"
	shopperWrote = "shopper_wrote"
	closed       = "ticket_closed"
	answered     = "colleague_answered"
	refused      = "refused"
	writerGone   = "writer_gone"
)

// Answer is one that waits for its time, or has.
type Answer struct {
	ID         uuid.UUID       `json:"id"`
	Version    int             `json:"version"`
	Text       string          `json:"text"`
	Files      []uuid.UUID     `json:"files"`
	Mail       *tickets.Letter `json:"mail" doc:"Whom it goes to by mail; null: as the mail that is answered suggests."`
	SendAt     time.Time       `json:"send_at"`
	State      string          `json:"state" enum:"planned,sent,cancelled,failed"`
	Reason     string          `json:"reason" doc:"Why it did not leave: shopper_wrote, by_hand, ticket_closed …"`
	ReasonText string          `json:"reason_text" db:"-"`
	Staff      Writer          `json:"staff" db:"-"`
	EndedAt    *time.Time      `json:"ended_at"`
}

// Writer is who wrote it.
type Writer struct {
	ID   int64  `json:"id"`
	Name string `json:"name"`
}

// partsOf are a ticket and those that go on in it.
const partsOf = `dari.ticket_parts((SELECT k.id FROM dari.tickets k WHERE k.number = $1))`

const (
	sqlAnswers = `
SELECT a.uid, a.version, a.body, a.files, a.mail, a.send_at, a.state, a.reason, a.ended_at, s.id, s.name
FROM dari.scheduled_answers a JOIN dari.staff s ON s.id = a.staff_id JOIN dari.tickets t ON t.id = a.ticket_id
WHERE t.id = ANY(` + partsOf + `) AND (a.state = 'planned' OR a.ended_at > dari.clock() - interval '24 hours')
ORDER BY (a.state <> 'planned'), a.send_at, a.id`
	sqlAnswer = `
SELECT a.uid, a.version, a.body, a.files, a.mail, a.send_at, a.state, a.reason, a.ended_at, s.id, s.name
FROM dari.scheduled_answers a JOIN dari.staff s ON s.id = a.staff_id WHERE a.uid = $1`
	sqlPlace  = `SELECT t.id, t.state, t.conversation_id, v.last_seq, dari.clock(), v.kind = 'mail' FROM dari.tickets t JOIN dari.conversations v ON v.id = t.conversation_id WHERE t.number = $1`
	sqlInsert = `
INSERT INTO dari.scheduled_answers (uid, ticket_id, conversation_id, after_seq, staff_id, client_id, body, files, send_at, mail)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
ON CONFLICT (staff_id, client_id) DO NOTHING`
	sqlByClient = `SELECT uid FROM dari.scheduled_answers WHERE staff_id = $1 AND client_id = $2`
	sqlEdit     = `
UPDATE dari.scheduled_answers a SET body = $4, send_at = $5, tries = 0, version = a.version + 1
WHERE a.ticket_id = ANY(` + partsOf + `) AND a.uid = $2 AND a.version = $3 AND a.state = 'planned'`
	sqlCancelOne = `
UPDATE dari.scheduled_answers a SET state = 'cancelled', reason = 'by_hand', ended_at = dari.clock(), version = a.version + 1
WHERE a.ticket_id = ANY(` + partsOf + `) AND a.uid = $2 AND a.state = 'planned'`
	sqlNow = `
UPDATE dari.scheduled_answers a SET send_at = dari.clock(), tries = 0, version = a.version + 1
WHERE a.ticket_id = ANY(` + partsOf + `) AND a.uid = $2 AND a.state = 'planned'`
	// The shopper has written after an answer was planned.
	sqlOvertaken = `
UPDATE dari.scheduled_answers a SET state = 'cancelled', reason = 'shopper_wrote', ended_at = dari.clock(), version = a.version + 1
FROM dari.tickets t
WHERE t.id = a.ticket_id AND a.state = 'planned' AND a.conversation_id = ANY($1)
  AND EXISTS (SELECT FROM dari.messages m WHERE m.conversation_id = a.conversation_id AND m.seq > a.after_seq AND m.sender_kind = 'shopper')
RETURNING a.uid, t.number`
	// Of a ticket that goes on in another one, an answer leaves there.
	sqlDue = `
SELECT a.id, a.uid, coalesce(h.number, t.number), a.conversation_id, a.after_seq, a.client_id, a.body, a.files, a.mail, a.tries, s.id, s.name, s.role, s.active
FROM dari.scheduled_answers a JOIN dari.tickets t ON t.id = a.ticket_id JOIN dari.staff s ON s.id = a.staff_id
LEFT JOIN dari.tickets h ON t.merged_into IS NOT NULL AND h.id = dari.ticket_home(t.id)
WHERE a.state = 'planned' AND a.send_at + interval '1 second' * (power(2, least(a.tries, 10)) - 1) <= dari.clock()
ORDER BY a.send_at, a.id LIMIT 1 FOR UPDATE OF a SKIP LOCKED`
	sqlHasWritten = `
SELECT count(*) FILTER (WHERE sender_kind = 'shopper') > 0, count(*) FILTER (WHERE sender_kind = 'agent') > 0
FROM dari.messages WHERE conversation_id = $1 AND seq > $2 AND withdrawn_at IS NULL AND NOT (sender_kind = 'agent' AND client_id = $3)`
	sqlMerged = `UPDATE dari.scheduled_answers SET conversation_id = $2, after_seq = after_seq + $3 WHERE conversation_id = $1`
	sqlEnd    = `UPDATE dari.scheduled_answers SET state = $2, reason = $3, ended_at = dari.clock(), version = version + 1 WHERE id = $1`
	sqlDelay  = `UPDATE dari.scheduled_answers SET tries = tries + 1 WHERE id = $1`
)

func scanAnswer(row pgx.CollectableRow) (a Answer, err error) {
	err = row.Scan(&a.ID, &a.Version, &a.Text, &a.Files, &a.Mail, &a.SendAt, &a.State, &a.Reason, &a.EndedAt, &a.Staff.ID, &a.Staff.Name)
	return a, err
}

func answersOf(ctx context.Context, q postgres.Querier, number int64) ([]Answer, error) {
	rows, _ := q.Query(ctx, sqlAnswers, number) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, scanAnswer)
	if err != nil {
		return nil, fmt.Errorf("read the later answers of ticket %d: %w", number, err)
	}
	return append([]Answer{}, list...), nil
}

func answerByUID(ctx context.Context, q postgres.Querier, uid uuid.UUID) (Answer, error) {
	rows, _ := q.Query(ctx, sqlAnswer, uid) // CollectExactlyOneRow reports this error
	a, err := pgx.CollectExactlyOneRow(rows, scanAnswer)
	if errors.Is(err, pgx.ErrNoRows) {
		return Answer{}, fault.New(fault.NotFound, "later.not_found")
	}
	if err != nil {
		return Answer{}, fmt.Errorf("read later answer %s: %w", uid, err)
	}
	return a, nil
}

// place is where a ticket stands.
type place struct {
	ID             int64
	State          string
	ConversationID int64
	LastSeq        int64
	Now            time.Time
	ByMail         bool
}

func placeOf(ctx context.Context, q postgres.Querier, number int64) (place, error) {
	rows, _ := q.Query(ctx, sqlPlace, number) // CollectExactlyOneRow reports this error
	p, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByPos[place])
	if errors.Is(err, pgx.ErrNoRows) {
		return p, fault.New(fault.NotFound, "tickets.not_found")
	}
	if err != nil {
		return p, fmt.Errorf("find where ticket %d is answered: %w", number, err)
	}
	return p, nil
}

// due is an answer whose time has come.
type due struct {
	ID             int64
	UID            uuid.UUID
	Number         int64
	ConversationID int64
	AfterSeq       int64
	ClientID       uuid.UUID
	Text           string
	Files          []uuid.UUID
	Mail           *tickets.Letter
	Tries          int
	StaffID        int64
	Name           string
	Role           string
	Active         bool
}

func nextDue(ctx context.Context, tx pgx.Tx) (d due, found bool, err error) {
	rows, _ := tx.Query(ctx, sqlDue) // CollectExactlyOneRow reports this error
	d, err = pgx.CollectExactlyOneRow(rows, pgx.RowToStructByPos[due])
	if errors.Is(err, pgx.ErrNoRows) {
		return d, false, nil
	}
	if err != nil {
		return d, false, fmt.Errorf("look for answers that are due: %w", err)
	}
	return d, true, nil
}

func end(ctx context.Context, tx pgx.Tx, id int64, state, reason string) error {
	if _, err := tx.Exec(ctx, sqlEnd, id, state, reason); err != nil {
		return fmt.Errorf("mark later answer %d as %s: %w", id, state, err)
	}
	return nil
}

// bring lets answers go on that wait in a visitor's chat which has become part of the member's.
func bring(ctx context.Context, tx pgx.Tx, m thread.Merged) error {
	if _, err := tx.Exec(ctx, sqlMerged, m.From, m.Into, m.Base); err != nil {
		return fmt.Errorf("bring the later answers of a chat: %w", err)
	}
	return nil
}
