package replies

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"dari/internal/fault"
	"dari/internal/postgres"
	"dari/internal/staff"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

const (
	sqlMacros = `
SELECT m.id, m.uid, m.version, m.name, r.uid, m.text_ko, m.text_en, m.note, m.actions, m.owner_id, m.used, m.used_at, m.updated_at,
       coalesce(r.text_ko, ''), coalesce(r.text_en, '')
FROM dari.macros m LEFT JOIN dari.saved_replies r ON r.id = m.reply_id
WHERE m.deleted_at IS NULL AND (m.owner_id IS NULL OR m.owner_id = $1)
ORDER BY m.name, m.id`
	sqlMacroByUID = `
SELECT m.id, m.uid, m.version, m.name, r.uid, m.text_ko, m.text_en, m.note, m.actions, m.owner_id, m.used, m.used_at, m.updated_at,
       coalesce(r.text_ko, ''), coalesce(r.text_en, '')
FROM dari.macros m LEFT JOIN dari.saved_replies r ON r.id = m.reply_id
WHERE m.uid = $1 AND m.deleted_at IS NULL AND (m.owner_id IS NULL OR m.owner_id = $2)`
	sqlLockMacro   = `SELECT version, owner_id FROM dari.macros WHERE uid = $1 AND deleted_at IS NULL FOR UPDATE`
	sqlInsertMacro = `
INSERT INTO dari.macros (uid, seed, name, reply_id, text_ko, text_en, note, actions, owner_id, updated_by)
VALUES ($1, nullif($2, ''), $3, $4, $5, $6, $7, $8, $9, $10)
ON CONFLICT (seed) DO NOTHING`
	sqlUpdateMacro = `
UPDATE dari.macros
SET name = $2, reply_id = $3, text_ko = $4, text_en = $5, note = $6, actions = $7, owner_id = $8, updated_by = $9, version = version + 1, updated_at = dari.clock()
WHERE uid = $1`
	sqlDeleteMacro = `UPDATE dari.macros SET deleted_at = dari.clock(), updated_by = $2, version = version + 1 WHERE uid = $1`
	sqlCountMacro  = `
WITH used AS (UPDATE dari.macros SET used = used + 1, used_at = dari.clock() WHERE id = $1 RETURNING reply_id)
UPDATE dari.saved_replies r SET used = r.used + 1, used_at = dari.clock() FROM used u WHERE r.id = u.reply_id AND $2`
)

func scanMacro(row pgx.CollectableRow) (Macro, error) {
	var m Macro
	var owner *int64
	var actions []byte
	if err := row.Scan(&m.id, &m.ID, &m.Version, &m.Name, &m.ReplyID, &m.Text.Ko, &m.Text.En, &m.Note, &actions, &owner, &m.Used, &m.UsedAt, &m.UpdatedAt,
		&m.reply.Ko, &m.reply.En); err != nil {
		return m, err
	}
	m.Shared, m.Mine, m.Choseong = owner == nil, owner != nil, search(m.Name)
	if err := json.Unmarshal(actions, &m.Actions); err != nil {
		return m, fmt.Errorf("decode the actions of macro %s: %w", m.ID, err)
	}
	return m, nil
}

func macros(ctx context.Context, q postgres.Querier, actor staff.Actor) ([]Macro, error) {
	rows, _ := q.Query(ctx, sqlMacros, ownOf(actor)) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, scanMacro)
	if err != nil {
		return nil, fmt.Errorf("read the macros: %w", err)
	}
	return list, nil
}

// macroByUID is everybody's, or one of the person's own.
func macroByUID(ctx context.Context, q postgres.Querier, person int64, uid uuid.UUID) (Macro, error) {
	rows, _ := q.Query(ctx, sqlMacroByUID, uid, person) // CollectExactlyOneRow reports this error
	m, err := pgx.CollectExactlyOneRow(rows, scanMacro)
	if errors.Is(err, pgx.ErrNoRows) {
		return Macro{}, fault.New(fault.NotFound, "replies.no_macro")
	}
	if err != nil {
		return Macro{}, fmt.Errorf("read macro %s: %w", uid, err)
	}
	return m, nil
}

func insertMacro(ctx context.Context, q postgres.Querier, uid uuid.UUID, seed string, d MacroDraft, reply, owner, by *int64) error {
	actions, err := json.Marshal(d.Actions)
	if err != nil {
		return fmt.Errorf("encode the actions of a macro: %w", err)
	}
	if _, err := q.Exec(ctx, sqlInsertMacro, uid, seed, d.Name, reply, d.Text.Ko, d.Text.En, d.Note, actions, owner, by); err != nil {
		return fmt.Errorf("save a macro: %w", err)
	}
	return nil
}

func updateMacro(ctx context.Context, q postgres.Querier, uid uuid.UUID, d MacroDraft, reply, owner, by *int64) error {
	actions, err := json.Marshal(d.Actions)
	if err != nil {
		return fmt.Errorf("encode the actions of a macro: %w", err)
	}
	if _, err := q.Exec(ctx, sqlUpdateMacro, uid, d.Name, reply, d.Text.Ko, d.Text.En, d.Note, actions, owner, by); err != nil {
		return fmt.Errorf("change macro %s: %w", uid, err)
	}
	return nil
}

func deleteMacro(ctx context.Context, q postgres.Querier, uid uuid.UUID, by *int64) error {
	if _, err := q.Exec(ctx, sqlDeleteMacro, uid, by); err != nil {
		return fmt.Errorf("take macro %s out: %w", uid, err)
	}
	return nil
}

// countMacro counts a run, and that of the macro's saved reply when that was sent as it is.
func countMacro(ctx context.Context, q postgres.Querier, id int64, reply bool) error {
	if _, err := q.Exec(ctx, sqlCountMacro, id, reply); err != nil {
		return fmt.Errorf("count a run of macro %d: %w", id, err)
	}
	return nil
}

// ran is a macro that was run on a ticket.
type ran struct {
	MacroID        int64
	TicketID       int64
	Number         int64
	StaffID        *int64
	Group          *uuid.UUID
	ConversationID *int64
	Seq            int64
	At             time.Time
	UndoneAt       *time.Time
}

const (
	sqlInsertRun = `
INSERT INTO dari.macro_runs (client_id, macro_id, ticket_id, staff_id) VALUES ($1, $2, $3, $4)
ON CONFLICT (client_id) DO NOTHING`
	sqlFinishRun = `UPDATE dari.macro_runs SET event_group = $2, conversation_id = $3, seq = $4 WHERE client_id = $1`
	sqlRun       = `
SELECT r.macro_id, r.ticket_id, t.number, r.staff_id, r.event_group, r.conversation_id, r.seq, r.at, r.undone_at
FROM dari.macro_runs r JOIN dari.tickets t ON t.id = r.ticket_id WHERE r.client_id = $1 FOR UPDATE OF r`
	sqlUndone = `UPDATE dari.macro_runs SET undone_at = dari.clock() WHERE client_id = $1`
)

// insertRun claims the run; false when it was run before. While another request is at it, this waits.
func insertRun(ctx context.Context, tx pgx.Tx, clientID uuid.UUID, macroID, ticketID int64, staffID *int64) (bool, error) {
	tag, err := tx.Exec(ctx, sqlInsertRun, clientID, macroID, ticketID, staffID)
	if err != nil {
		return false, fmt.Errorf("begin a run of macro %d: %w", macroID, err)
	}
	return tag.RowsAffected() == 1, nil
}

func finishRun(ctx context.Context, tx pgx.Tx, clientID uuid.UUID, r ran) error {
	if _, err := tx.Exec(ctx, sqlFinishRun, clientID, r.Group, r.ConversationID, r.Seq); err != nil {
		return fmt.Errorf("keep a run of a macro: %w", err)
	}
	return nil
}

func runOf(ctx context.Context, tx pgx.Tx, clientID uuid.UUID) (ran, error) {
	rows, _ := tx.Query(ctx, sqlRun, clientID) // CollectExactlyOneRow reports this error
	r, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByPos[ran])
	if errors.Is(err, pgx.ErrNoRows) {
		return ran{}, fault.New(fault.NotFound, "replies.no_run")
	}
	if err != nil {
		return ran{}, fmt.Errorf("read a run of a macro: %w", err)
	}
	return r, nil
}

func markUndone(ctx context.Context, tx pgx.Tx, clientID uuid.UUID) error {
	if _, err := tx.Exec(ctx, sqlUndone, clientID); err != nil {
		return fmt.Errorf("mark a run of a macro as taken back: %w", err)
	}
	return nil
}
