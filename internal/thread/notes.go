package thread

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"dari/internal/fault"
	"dari/internal/postgres"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// NewNote is a note to be written.
type NewNote struct {
	ConversationID int64
	StaffID        int64
	StaffName      string
	ClientID       uuid.UUID
	Body           string
}

// AddNote writes a note in a transaction of its own; the same ClientID twice is one note.
func (s *Store) AddNote(ctx context.Context, n NewNote) (Note, error) {
	var note Note
	var replayed bool
	err := postgres.InTx(ctx, s.db, func(tx pgx.Tx) (err error) {
		note, replayed, err = AddNoteTx(ctx, tx, n)
		return err
	})
	if err != nil {
		return Note{}, readable(err)
	}
	if !replayed && s.noted != nil {
		s.noted(ctx, note)
	}
	return note, nil
}

const (
	sqlLockConversation = `SELECT uid, last_seq, last_note_seq FROM dari.conversations WHERE id = $1 FOR NO KEY UPDATE`
	sqlNoteByClientID   = `
SELECT n.conversation_id, c.uid AS conversation, n.seq, n.uid, n.after_seq, n.staff_id, n.staff_name, n.client_id, n.body, n.created_at
FROM dari.notes n JOIN dari.conversations c ON c.id = n.conversation_id
WHERE n.conversation_id = $1 AND n.staff_id = $2 AND n.client_id = $3`
	sqlInsertNote = `
INSERT INTO dari.notes (conversation_id, seq, uid, after_seq, staff_id, staff_name, client_id, body)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING created_at`
	sqlAdvanceNotes = `UPDATE dari.conversations SET last_note_seq = $2 WHERE id = $1`
)

// AddNoteTx writes a note in the caller's transaction.
func AddNoteTx(ctx context.Context, tx pgx.Tx, n NewNote) (note Note, replayed bool, err error) {
	body, err := checkText(n.Body, MaxText, true)
	if err != nil {
		return Note{}, false, err
	}
	note = Note{ConversationID: n.ConversationID, ID: newUID(), StaffID: n.StaffID, Name: n.StaffName, ClientID: n.ClientID, Body: body}
	var last int64
	err = tx.QueryRow(ctx, sqlLockConversation, n.ConversationID).Scan(&note.Conversation, &note.AfterSeq, &last)
	if errors.Is(err, pgx.ErrNoRows) {
		return Note{}, false, fault.New(fault.NotFound, "thread.not_found")
	}
	if err != nil {
		return Note{}, false, fmt.Errorf("lock conversation %d: %w", n.ConversationID, err)
	}
	rows, _ := tx.Query(ctx, sqlNoteByClientID, n.ConversationID, n.StaffID, n.ClientID) // CollectExactlyOneRow reports this error
	old, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByName[Note])
	if err == nil && old.Body != body {
		return Note{}, false, fault.New(fault.Conflict, "thread.client_id_reused")
	}
	if err == nil || !errors.Is(err, pgx.ErrNoRows) {
		return old, true, err
	}
	note.Seq = last + 1
	if err := tx.QueryRow(ctx, sqlInsertNote, note.ConversationID, note.Seq, note.ID, note.AfterSeq, note.StaffID, note.Name, note.ClientID, body).Scan(&note.At); err != nil {
		return Note{}, false, fmt.Errorf("write a note on conversation %d: %w", n.ConversationID, err)
	}
	if _, err := tx.Exec(ctx, sqlAdvanceNotes, note.ConversationID, note.Seq); err != nil {
		return Note{}, false, fmt.Errorf("count a note on conversation %d: %w", n.ConversationID, err)
	}
	return note, false, nil
}

const sqlNotes = `
SELECT n.conversation_id, c.uid AS conversation, n.seq, n.uid, n.after_seq, n.staff_id, n.staff_name, n.client_id, n.body, n.created_at
FROM dari.notes n JOIN dari.conversations c ON c.id = n.conversation_id
WHERE n.conversation_id = $1 AND n.seq > $2 ORDER BY n.seq LIMIT $3`

// NotesAfter reads notes that follow a number of their own sequence, oldest first.
func NotesAfter(ctx context.Context, q postgres.Querier, conversationID, seq int64, limit int) ([]Note, error) {
	rows, _ := q.Query(ctx, sqlNotes, conversationID, seq, limit) // CollectRows reports this error
	notes, err := pgx.CollectRows(rows, pgx.RowToStructByName[Note])
	if err != nil {
		return nil, fmt.Errorf("read the notes of conversation %d: %w", conversationID, err)
	}
	return notes, nil
}

const sqlNotesBetween = `
SELECT n.conversation_id, c.uid AS conversation, n.seq, n.uid, n.after_seq, n.staff_id, n.staff_name, n.client_id, n.body, n.created_at
FROM dari.notes n JOIN dari.conversations c ON c.id = n.conversation_id
WHERE n.conversation_id = $1 AND n.after_seq BETWEEN $2 AND $3 ORDER BY n.seq DESC LIMIT 500`

// NotesBetween reads the notes that stand among a page of messages, oldest first; of very many, the newest.
func NotesBetween(ctx context.Context, q postgres.Querier, conversationID, from, to int64) ([]Note, error) {
	rows, _ := q.Query(ctx, sqlNotesBetween, conversationID, from, to) // CollectRows reports this error
	notes, err := pgx.CollectRows(rows, pgx.RowToStructByName[Note])
	if err != nil {
		return nil, fmt.Errorf("read the notes of conversation %d: %w", conversationID, err)
	}
	slices.Reverse(notes)
	return notes, nil
}
