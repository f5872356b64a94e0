package thread

import (
	"context"
	"encoding/json"
	"fmt"

	"dari/internal/postgres"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// merged is a message's data with what was made for it. Neither may be anything but an object.
func merged(data, made json.RawMessage) (json.RawMessage, error) {
	if len(data) == 0 {
		return made, nil
	}
	all := map[string]json.RawMessage{}
	if err := json.Unmarshal(data, &all); err != nil {
		return nil, fmt.Errorf("read the data of a message: %w", err)
	}
	if err := json.Unmarshal(made, &all); err != nil {
		return nil, fmt.Errorf("read what was made for a message: %w", err)
	}
	out, err := json.Marshal(all)
	if err != nil {
		return nil, fmt.Errorf("encode the data of a message: %w", err)
	}
	return out, nil
}

const (
	sqlPutData = `
UPDATE dari.messages SET data = jsonb_set(coalesce(data, '{}'), ARRAY[$3], $4) WHERE conversation_id = $1 AND seq = $2`
	sqlFreeFiles = `
UPDATE dari.attachments a SET message_seq = NULL, created_at = dari.clock() WHERE a.conversation_id = $1 AND a.message_seq = $2
RETURNING a.uid, a.name, a.type, a.size, a.width, a.height`
	sqlKeepFiles = `
UPDATE dari.attachments SET kept_at = dari.clock() WHERE uid = ANY($1) AND message_seq IS NULL AND kept_at IS NULL AND state = 'ready'`
	sqlFilesOfMessage = `
SELECT a.uid, a.name, a.type, a.size, a.width, a.height FROM dari.attachments a WHERE a.conversation_id = $1 AND a.message_seq = $2 ORDER BY a.id`
)

// PutData writes one part of what a message says beside its text, as what became of it on its way. Who
// has it on the screen is not told.
func PutData(ctx context.Context, tx pgx.Tx, conversationID, seq int64, key string, value json.RawMessage) error {
	if _, err := tx.Exec(ctx, sqlPutData, conversationID, seq, key, value); err != nil {
		return fmt.Errorf("write %s of message %d of conversation %d: %w", key, seq, conversationID, err)
	}
	return nil
}

// FreeFiles takes the files of a message that has not left back from it: its writer may send them again.
func FreeFiles(ctx context.Context, tx pgx.Tx, conversationID, seq int64) ([]File, error) {
	return filesOf(ctx, tx, sqlFreeFiles, conversationID, seq)
}

// FilesOf are the files that a message carries.
func FilesOf(ctx context.Context, q postgres.Querier, conversationID, seq int64) ([]File, error) {
	return filesOf(ctx, q, sqlFilesOfMessage, conversationID, seq)
}

func filesOf(ctx context.Context, q postgres.Querier, sql string, conversationID, seq int64) ([]File, error) {
	rows, _ := q.Query(ctx, sql, conversationID, seq) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[File])
	if err != nil {
		return nil, fmt.Errorf("read the files of message %d of conversation %d: %w", seq, conversationID, err)
	}
	return list, nil
}

// KeepFiles keeps files that no message carries, as the photos of a return: they are not swept, and all staff
// who read the conversation may have them.
func KeepFiles(ctx context.Context, tx pgx.Tx, ids []uuid.UUID) error {
	if _, err := tx.Exec(ctx, sqlKeepFiles, ids); err != nil {
		return fmt.Errorf("keep files: %w", err)
	}
	return nil
}

// Unsent says which of some files a member of staff may send into a conversation, and how large they are.
func Unsent(ctx context.Context, q postgres.Querier, conversationID, staffID int64, ids []uuid.UUID) ([]File, error) {
	rows, _ := q.Query(ctx, sqlUnsent, conversationID, staffID, ids) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[File])
	if err != nil {
		return nil, fmt.Errorf("look for files to be sent: %w", err)
	}
	return list, nil
}

const sqlUnsent = `
SELECT a.uid, a.name, a.type, a.size, a.width, a.height FROM dari.attachments a
WHERE a.uid = ANY($3) AND a.state = 'ready' AND a.message_seq IS NULL AND a.uploader_kind = 'agent' AND a.uploader_id = $2 AND a.conversation_id = $1`
