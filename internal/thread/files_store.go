package thread

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"dari/internal/fault"
	"dari/internal/postgres"
	"dari/internal/safefile"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// The states of a file.
const (
	stateUploading = "uploading"
	stateReady     = "ready"
	stateRefused   = "refused"
)

// upload is a row of attachments.
type upload struct {
	ID        int64     `db:"id"`
	UID       uuid.UUID `db:"uid"`
	State     string    `db:"state"`
	Refusal   string    `db:"refusal"`
	Name      string    `db:"name"`
	Announced int64     `db:"announced"`
	Received  int64     `db:"received"`
	Parts     []string  `db:"parts"`
	Type      string    `db:"type"`
	Size      int64     `db:"size"`
	Width     *int32    `db:"width"`
	Height    *int32    `db:"height"`
	HasThumb  bool      `db:"has_thumb"`
}

// view is what its uploader is told; of a refused one the reason, as an error.
func (u upload) view() (Upload, error) {
	if u.State == stateRefused {
		var why refusal
		if err := json.Unmarshal([]byte(u.Refusal), &why); err != nil {
			return Upload{}, fmt.Errorf("decode why file %d was refused: %w", u.ID, err)
		}
		return Upload{}, &fault.Fault{Kind: why.Kind, Code: why.Code, Args: why.Args}
	}
	out := Upload{ID: u.UID, Offset: u.Received, Done: u.State == stateReady}
	if out.Done {
		out.File, out.Thumb = u.file(), u.HasThumb
	}
	return out, nil
}

func (u upload) viewOr(err error) (Upload, error) {
	if err != nil {
		return Upload{}, err
	}
	return u.view()
}

func (u upload) file() File {
	return File{ID: u.UID, Name: u.Name, Type: u.Type, Size: u.Size, Width: u.Width, Height: u.Height}
}

const uploadColumns = `a.id, a.uid, a.state, a.refusal, a.name, a.announced, a.received, a.parts, a.type, a.size, a.width, a.height, a.has_thumb`

// What a visitor uploads is also that of the customer whom their chat was attached to meanwhile.
const isUploader = `(a.uploader_kind = $2 AND a.uploader_id = $3 OR $2 = 'customer' AND a.uploader_kind = 'visitor' AND EXISTS (
  SELECT FROM dari.conversations v WHERE v.kind = 'chat' AND v.visitor_id = a.uploader_id AND v.customer_id = $3))`

const (
	sqlLockUploader     = `SELECT pg_advisory_xact_lock(hashtextextended('dari.files:' || $1::text || ':' || $2::bigint, 0))`
	sqlUploadByClientID = `SELECT ` + uploadColumns + ` FROM dari.attachments a WHERE a.uploader_kind = $1 AND a.uploader_id = $2 AND a.client_id = $3`
	sqlUploaded         = `
SELECT count(*) FILTER (WHERE a.message_seq IS NULL AND a.kept_at IS NULL AND a.state <> 'refused'), coalesce(sum(a.announced), 0)::bigint
FROM dari.attachments a WHERE a.uploader_kind = $1 AND a.uploader_id = $2 AND a.created_at > dari.clock() - interval '24 hours'`
	sqlInsertUpload = `
INSERT INTO dari.attachments AS a (uid, conversation_id, uploader_kind, uploader_id, client_id, name, announced)
VALUES ($1, nullif($2, 0), $3, $4, $5, $6, $7) RETURNING ` + uploadColumns
	sqlUploadOf   = `SELECT ` + uploadColumns + ` FROM dari.attachments a WHERE a.uid = $1 AND ` + isUploader
	sqlUploadByID = `SELECT ` + uploadColumns + ` FROM dari.attachments a WHERE a.id = $1`
	sqlCountChunk = `
UPDATE dari.attachments a SET received = a.received + $3, parts = a.parts || $4::text
WHERE a.id = $1 AND a.state = 'uploading' AND a.received = $2 RETURNING ` + uploadColumns
	// Whoever is first decides what the row says; the bytes are the same.
	sqlMarkReady = `
UPDATE dari.attachments a SET state = 'ready', name = $2, type = $3, size = $4, width = nullif($5::int, 0), height = nullif($6::int, 0), has_thumb = $7, sha256 = $8
WHERE a.id = $1 AND a.state <> 'refused' RETURNING ` + uploadColumns
	sqlMarkRefused  = `UPDATE dari.attachments SET state = 'refused', refusal = $2 WHERE id = $1 AND state = 'uploading'`
	sqlForgetParts  = `UPDATE dari.attachments SET parts = '{}' WHERE id = $1 AND state <> 'uploading'`
	sqlDeleteUnsent = `DELETE FROM dari.attachments WHERE id = $1 AND message_seq IS NULL AND kept_at IS NULL`
	sqlLeftovers    = `SELECT ` + uploadColumns + ` FROM dari.attachments a WHERE a.state <> 'uploading' AND a.parts <> '{}' ORDER BY a.id LIMIT 100`
	sqlDeleteOld    = `
DELETE FROM dari.attachments a WHERE a.id IN (
  SELECT o.id FROM dari.attachments o WHERE o.message_seq IS NULL AND o.kept_at IS NULL AND o.created_at < dari.clock() - interval '24 hours'
  ORDER BY o.created_at LIMIT 100 FOR UPDATE SKIP LOCKED)
RETURNING ` + uploadColumns
)

// lockUploader makes the announcements of one uploader come one after the other, so that the quota holds.
func lockUploader(ctx context.Context, tx pgx.Tx, by Uploader) error {
	if _, err := tx.Exec(ctx, sqlLockUploader, by.Kind, by.ID); err != nil {
		return fmt.Errorf("lock an uploader: %w", err)
	}
	return nil
}

func uploadByClientID(ctx context.Context, q postgres.Querier, by Uploader, client uuid.UUID) (row upload, found bool, err error) {
	row, err = oneUpload(ctx, q, sqlUploadByClientID, by.Kind, by.ID, client)
	if fault.Is(err, fault.NotFound) {
		return upload{}, false, nil
	}
	return row, err == nil, err
}

func uploaded(ctx context.Context, q postgres.Querier, by Uploader) (waiting int, today int64, err error) {
	if err := q.QueryRow(ctx, sqlUploaded, by.Kind, by.ID).Scan(&waiting, &today); err != nil {
		return 0, 0, fmt.Errorf("count what was uploaded today: %w", err)
	}
	return waiting, today, nil
}

func insertUpload(ctx context.Context, q postgres.Querier, n NewFile) (upload, error) {
	return oneUpload(ctx, q, sqlInsertUpload, newUID(), n.ConversationID, n.Uploader.Kind, n.Uploader.ID, n.ClientID, n.Name, n.Size)
}

func uploadOf(ctx context.Context, q postgres.Querier, by Uploader, id uuid.UUID) (upload, error) {
	return oneUpload(ctx, q, sqlUploadOf, id, by.Kind, by.ID)
}

func uploadByID(ctx context.Context, q postgres.Querier, id int64) (upload, error) {
	return oneUpload(ctx, q, sqlUploadByID, id)
}

// countChunk notes a chunk behind what is there; counted is false when another was faster.
func countChunk(ctx context.Context, q postgres.Querier, id, offset, length int64, key string) (row upload, counted bool, err error) {
	row, err = oneUpload(ctx, q, sqlCountChunk, id, offset, length, key)
	if fault.Is(err, fault.NotFound) {
		return upload{}, false, nil
	}
	return row, err == nil, err
}

func markReady(ctx context.Context, q postgres.Querier, id int64, c safefile.File, sum []byte) (upload, error) {
	return oneUpload(ctx, q, sqlMarkReady, id, c.Name, c.Type, len(c.Content), c.Width, c.Height, c.Thumb != nil, sum)
}

func markRefused(ctx context.Context, q postgres.Querier, id int64, why string) error {
	return change(ctx, q, "refuse a file", sqlMarkRefused, id, why)
}

func forgetParts(ctx context.Context, q postgres.Querier, id int64) error {
	return change(ctx, q, "forget the parts of a file", sqlForgetParts, id)
}

func deleteUnsent(ctx context.Context, q postgres.Querier, id int64) (deleted bool, err error) {
	done, err := q.Exec(ctx, sqlDeleteUnsent, id)
	if err != nil {
		return false, fmt.Errorf("delete file %d: %w", id, err)
	}
	return done.RowsAffected() == 1, nil
}

func leftovers(ctx context.Context, q postgres.Querier) ([]upload, error) {
	return uploads(ctx, q, "find parts that were left behind", sqlLeftovers)
}

func deleteOldUnsent(ctx context.Context, q postgres.Querier) ([]upload, error) {
	return uploads(ctx, q, "delete files nobody sent", sqlDeleteOld)
}

func change(ctx context.Context, q postgres.Querier, what, sql string, args ...any) error {
	if _, err := q.Exec(ctx, sql, args...); err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	return nil
}

func uploads(ctx context.Context, q postgres.Querier, what, sql string, args ...any) ([]upload, error) {
	rows, _ := q.Query(ctx, sql, args...) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, pgx.RowToStructByName[upload])
	if err != nil {
		return nil, fmt.Errorf("%s: %w", what, err)
	}
	return list, nil
}

func oneUpload(ctx context.Context, q postgres.Querier, sql string, args ...any) (upload, error) {
	rows, _ := q.Query(ctx, sql, args...) // CollectExactlyOneRow reports this error
	row, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByName[upload])
	if errors.Is(err, pgx.ErrNoRows) {
		return upload{}, fault.New(fault.NotFound, "files.not_found")
	}
	if err != nil {
		return upload{}, fmt.Errorf("read or change a file: %w", err)
	}
	return row, nil
}

// Whom a file is readable for, as one word: its uploader until it is sent, then whose the
// conversation is. Nobody reads what was withdrawn.
const readerColumn = `CASE
  WHEN a.message_seq IS NULL THEN a.uploader_kind || ':' || a.uploader_id
  WHEN c.customer_id IS NOT NULL THEN 'customer:' || c.customer_id
  ELSE 'visitor:' || coalesce(c.visitor_id, 0) END AS reader`

const fromReady = `
FROM dari.attachments a
LEFT JOIN dari.conversations c ON c.id = a.conversation_id
LEFT JOIN dari.messages m ON m.conversation_id = a.conversation_id AND m.seq = a.message_seq
WHERE a.uid = $1 AND a.state = 'ready' AND m.withdrawn_at IS NULL `

const (
	sqlFileOfShopper = `SELECT ` + uploadColumns + `, ` + readerColumn + fromReady + `
  AND CASE WHEN a.message_seq IS NULL THEN ` + isUploader + `
      ELSE c.customer_id = nullif($4, 0) OR c.customer_id IS NULL AND c.visitor_id = nullif($5, 0) END`
	sqlFileOfStaff = `SELECT ` + uploadColumns + `, ` + readerColumn + fromReady + `
  AND c.uid = $3 AND (a.message_seq IS NOT NULL OR a.kept_at IS NOT NULL OR a.uploader_kind = 'agent' AND a.uploader_id = $2)`
	sqlFileSigned = `SELECT ` + uploadColumns + `, ` + readerColumn + fromReady
)

func storedFile(ctx context.Context, q postgres.Querier, sql string, args ...any) (Stored, error) {
	type readableUpload struct {
		upload
		Reader string `db:"reader"`
	}
	rows, _ := q.Query(ctx, sql, args...) // CollectExactlyOneRow reports this error
	r, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByName[readableUpload])
	if errors.Is(err, pgx.ErrNoRows) {
		return Stored{}, fault.New(fault.NotFound, "files.not_found")
	}
	if err != nil {
		return Stored{}, fmt.Errorf("find a file to read: %w", err)
	}
	return Stored{File: r.file(), Reader: r.Reader, Thumb: r.HasThumb, row: r.upload}, nil
}
