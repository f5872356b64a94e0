package thread

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"dari/internal/fault"
	"dari/internal/jobs"
	"dari/internal/safefile"
	"dari/internal/storage"

	"github.com/google/uuid"
)

// Names of what is served, within the folder of a file.
const (
	wholeObject = "file"
	thumbObject = "thumb"
)

// finish puts the parts together, makes them fit to be shown and stores what comes of it. Doing it
// twice at once makes the same file.
func (f *Files) finish(ctx context.Context, row upload) (Upload, error) {
	content, err := f.assemble(ctx, row)
	if errors.Is(err, storage.ErrMissing) { // another program has finished it and cleaned up, or it was dropped
		if now, again := uploadByID(ctx, f.db, row.ID); again != nil || now.State != stateUploading {
			return now.viewOr(again)
		}
	}
	if err != nil {
		return Upload{}, f.unstored(ctx, row.ID, err)
	}
	clean, err := safefile.Clean(row.Name, content)
	var refused *fault.Fault
	if errors.As(err, &refused) {
		return f.refuse(ctx, row, refused)
	}
	if err != nil {
		return Upload{}, fmt.Errorf("draw file %d anew: %w", row.ID, err)
	}
	if err := f.putReady(ctx, row, clean); err != nil {
		return Upload{}, f.unstored(ctx, row.ID, err)
	}
	sum := sha256.Sum256(clean.Content)
	ready, err := markReady(ctx, f.db, row.ID, clean, sum[:])
	if fault.Is(err, fault.NotFound) {
		f.empty(ctx, row) // it was dropped meanwhile, and nobody else knows of what was stored just now
	}
	if err != nil {
		return Upload{}, readable(err)
	}
	f.tidy(ctx, row)
	return ready.view()
}

func (f *Files) assemble(ctx context.Context, row upload) ([]byte, error) {
	whole := bytes.NewBuffer(make([]byte, 0, row.Announced))
	for _, key := range row.Parts {
		part, err := f.store.Get(ctx, key)
		if err != nil {
			return nil, err
		}
		_, err = io.Copy(whole, io.LimitReader(part, MaxChunk+1))
		if err = errors.Join(err, part.Close()); err != nil {
			return nil, fmt.Errorf("read %s: %w", key, err)
		}
	}
	if int64(whole.Len()) != row.Announced {
		return nil, fmt.Errorf("the parts of file %d have %d bytes, not %d", row.ID, whole.Len(), row.Announced)
	}
	return whole.Bytes(), nil
}

func (f *Files) putReady(ctx context.Context, row upload, clean safefile.File) error {
	if err := f.store.Put(ctx, row.key(wholeObject), clean.Content); err != nil {
		return err
	}
	if clean.Thumb == nil {
		return nil
	}
	return f.store.Put(ctx, row.key(thumbObject), clean.Thumb)
}

// refuse keeps why, for an uploader whose answer was lost.
func (f *Files) refuse(ctx context.Context, row upload, why *fault.Fault) (Upload, error) {
	note, err := json.Marshal(refusal{why.Kind, why.Code, why.Args})
	if err != nil {
		return Upload{}, fmt.Errorf("encode a refusal: %w", err)
	}
	if err := markRefused(ctx, f.db, row.ID, string(note)); err != nil {
		return Upload{}, readable(err)
	}
	f.tidy(ctx, row)
	return Upload{}, why
}

// tidy deletes the parts of a file that is no longer being uploaded.
func (f *Files) tidy(ctx context.Context, row upload) {
	for _, key := range row.Parts {
		if err := f.store.Delete(ctx, key); err != nil {
			f.log.WarnContext(ctx, "a part of a file could not be deleted", "attachment_id", row.ID, "error", err)
			return // the sweep tries again
		}
	}
	if err := forgetParts(ctx, f.db, row.ID); err != nil {
		f.log.WarnContext(ctx, "the parts of a file are deleted and still noted", "attachment_id", row.ID, "error", err)
	}
}

// refusal is how it is kept in the row.
type refusal struct {
	Kind fault.Kind `json:"kind"`
	Code string     `json:"code"`
	Args []any      `json:"args,omitempty"`
}

// Sweep throws away files that no message carried within a day, and parts that were left behind.
func (f *Files) Sweep(ctx context.Context) error {
	if f.store == nil {
		return nil
	}
	left, err := leftovers(ctx, f.db)
	if err != nil {
		return err
	}
	for _, row := range left {
		f.tidy(ctx, row)
	}
	for {
		old, err := deleteOldUnsent(ctx, f.db)
		if err != nil || len(old) == 0 {
			return err
		}
		for _, row := range old {
			f.empty(ctx, row)
		}
	}
}

// Crons sweeps.
func (f *Files) Crons() []jobs.Cron {
	return []jobs.Cron{{Name: "thread:files", Every: 10 * time.Minute, Run: f.Sweep}}
}

// Stored is a file that a reader may have: what Read gives, and whom its address is signed for.
type Stored struct {
	File
	Reader string // who may read it now; it changes when the conversation gets another owner
	Thumb  bool
	row    upload
}

// OfShopper finds a file that a shopper may read: their own before it is sent, then those of their
// conversation. Any other is not found.
func (f *Files) OfShopper(ctx context.Context, o Owner, id uuid.UUID) (Stored, error) {
	return storedFile(ctx, f.db, sqlFileOfShopper, id, UploaderOf(o).Kind, UploaderOf(o).ID, o.CustomerID, o.VisitorID)
}

// OfStaff finds a file of a conversation, for staff who may read it: what was sent, and what they
// uploaded themselves.
func (f *Files) OfStaff(ctx context.Context, staffID int64, conversation, id uuid.UUID) (Stored, error) {
	return storedFile(ctx, f.db, sqlFileOfStaff, id, staffID, conversation)
}

// Signed finds a file for an address that says whom it was signed for.
func (f *Files) Signed(ctx context.Context, id uuid.UUID) (Stored, error) {
	return storedFile(ctx, f.db, sqlFileSigned, id)
}

// Read opens a file, or its small picture.
func (f *Files) Read(ctx context.Context, s Stored, thumb bool) (io.ReadCloser, error) {
	if f.store == nil {
		return nil, fault.New(fault.Unavailable, "files.off")
	}
	name := wholeObject
	if thumb && s.Thumb {
		name = thumbObject
	}
	r, err := f.store.Get(ctx, s.row.key(name))
	if err != nil {
		return nil, f.unstored(ctx, s.row.ID, err)
	}
	return r, nil
}
