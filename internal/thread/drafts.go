package thread

import (
	"context"
	"errors"
	"fmt"
	"time"
	"unicode/utf8"

	"dari/internal/fault"
	"dari/internal/postgres"

	"github.com/jackc/pgx/v5"
)

// What a draft will be. The rows call an answer a reply.
const (
	DraftAnswer = "answer"
	DraftNote   = "note"
)

// Draft is what a member of staff has begun to write.
type Draft struct {
	Kind      string    `json:"kind" db:"kind" enum:"answer,note"`
	Text      string    `json:"text" db:"body"`
	To        *DraftTo  `json:"to,omitempty" db:"send_to"`
	Version   int       `json:"version" db:"version"`
	UpdatedAt time.Time `json:"updated_at" db:"updated_at"`
}

// DraftTo is where an answer by mail is to go, while it is being written.
type DraftTo struct {
	To      []string `json:"to,omitempty" maxItems:"20"`
	Cc      []string `json:"cc,omitempty" maxItems:"20"`
	Bcc     []string `json:"bcc,omitempty" maxItems:"20"`
	Subject string   `json:"subject,omitempty" maxLength:"400"`
	Quote   *bool    `json:"quote,omitempty" doc:"Put the mail that is answered below."`
}

const (
	sqlSaveDraft = `
INSERT INTO dari.drafts AS d (conversation_id, staff_id, kind, body, send_to)
SELECT $1, $2, CASE $3::text WHEN 'answer' THEN 'reply' ELSE $3 END, $4, $5 WHERE $6 = 0 OR EXISTS (
  SELECT FROM dari.drafts e WHERE e.conversation_id = $1 AND e.staff_id = $2 AND e.kind = CASE $3::text WHEN 'answer' THEN 'reply' ELSE $3 END)
ON CONFLICT (conversation_id, staff_id, kind) DO UPDATE
SET body = excluded.body, send_to = excluded.send_to, version = d.version + 1, updated_at = dari.clock()
WHERE d.version = $6 OR d.body = '' AND $6 = 0
RETURNING version, updated_at`
	sqlDropDraft = `
UPDATE dari.drafts SET body = '', send_to = NULL, version = version + 1, updated_at = dari.clock()
WHERE conversation_id = $1 AND staff_id = $2 AND kind = CASE $3::text WHEN 'answer' THEN 'reply' ELSE $3 END AND body <> ''
RETURNING version`
	sqlDrafts = `
SELECT CASE kind WHEN 'reply' THEN 'answer' ELSE kind END AS kind, body, send_to, version, updated_at
FROM dari.drafts WHERE conversation_id = $1 AND staff_id = $2 ORDER BY kind`
)

// maxAddressee is how long one addressee of a draft may be, with the name, in characters.
const maxAddressee = 500

// check refuses addressees that are none: a draft is saved while it is being written, so a half address
// is right.
func (d *DraftTo) check() error {
	if d == nil {
		return nil
	}
	for field, list := range map[string][]string{"body.to.to": d.To, "body.to.cc": d.Cc, "body.to.bcc": d.Bcc} {
		for _, address := range list {
			if utf8.RuneCountInString(address) > maxAddressee {
				return fault.Field("thread.text_too_long", field, fault.Arg("limit", maxAddressee))
			}
		}
	}
	return nil
}

// SaveDraft keeps what somebody has begun to write. d.Version is the one their text was made from, 0 for
// none: when there is a newer one, as from another computer of theirs, nothing is written and the error
// is a Conflict.
func SaveDraft(ctx context.Context, q postgres.Querier, conversationID, staffID int64, d Draft) (Draft, error) {
	text, err := checkText(d.Text, maxMail, false)
	if err != nil {
		return Draft{}, err
	}
	d.Text = text
	if err := d.To.check(); err != nil {
		return Draft{}, err
	}
	err = q.QueryRow(ctx, sqlSaveDraft, conversationID, staffID, d.Kind, d.Text, d.To, d.Version).Scan(&d.Version, &d.UpdatedAt)
	if errors.Is(err, pgx.ErrNoRows) {
		return Draft{}, fault.New(fault.Conflict, "thread.draft_moved")
	}
	if err != nil {
		return Draft{}, fmt.Errorf("save a draft on conversation %d: %w", conversationID, err)
	}
	return d, nil
}

// DropDraft empties a draft, whatever its version: it was sent, or is not wanted. dropped is false when
// there was none.
func DropDraft(ctx context.Context, q postgres.Querier, conversationID, staffID int64, kind string) (version int, dropped bool, err error) {
	err = q.QueryRow(ctx, sqlDropDraft, conversationID, staffID, kind).Scan(&version)
	if errors.Is(err, pgx.ErrNoRows) {
		return 0, false, nil
	}
	if err != nil {
		return 0, false, fmt.Errorf("drop a draft on conversation %d: %w", conversationID, err)
	}
	return version, true, nil
}

// Drafts are what a member of staff has begun to write. An empty one says that it was sent or dropped.
func Drafts(ctx context.Context, q postgres.Querier, conversationID, staffID int64) ([]Draft, error) {
	rows, _ := q.Query(ctx, sqlDrafts, conversationID, staffID) // CollectRows reports this error
	drafts, err := pgx.CollectRows(rows, pgx.RowToStructByName[Draft])
	if err != nil {
		return nil, fmt.Errorf("read the drafts on conversation %d: %w", conversationID, err)
	}
	return drafts, nil
}
