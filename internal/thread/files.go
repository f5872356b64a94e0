package thread

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"dari/internal/fault"
	"dari/internal/postgres"
	"dari/internal/safefile"
	"dari/internal/storage"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// How a file is sent: in chunks that stand one behind the other. A chunk is there whole or not at all;
// who was cut off asks for the offset and goes on from there.
const (
	ChunkBytes = 256 << 10 // what a client does well to send at once
	MaxChunk   = 1 << 20
	MinChunk   = 16 << 10 // but for the last one
)

// Uploader is who a file belongs to until a message carries it.
type Uploader struct {
	Kind string // uploadVisitor, uploadCustomer or Agent
	ID   int64
}

const (
	uploadVisitor  = "visitor"
	uploadCustomer = "customer"
)

// UploaderOf is the shopper as an uploader.
func UploaderOf(o Owner) Uploader {
	if o.CustomerID != 0 {
		return Uploader{uploadCustomer, o.CustomerID}
	}
	return Uploader{uploadVisitor, o.VisitorID}
}

// StaffUploader is a member of staff as an uploader.
func StaffUploader(id int64) Uploader { return Uploader{Agent, id} }

// quota bounds what one uploader may leave here.
func (u Uploader) quota() (waiting int, daily int64) {
	if u.Kind == Agent {
		return 100, 2 << 30
	}
	return 20, 200 << 20
}

// FilesOptions of NewFiles.
type FilesOptions struct {
	DB    *pgxpool.Pool
	Log   *slog.Logger
	Store storage.Store // nil: no files are taken
}

// Files takes in what is uploaded, chunk by chunk, and gives out what is ready.
type Files struct {
	db    *pgxpool.Pool
	log   *slog.Logger
	store storage.Store
}

// NewFiles makes the service. It starts nothing.
func NewFiles(o FilesOptions) *Files {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	return &Files{db: o.DB, log: o.Log, store: o.Store}
}

// NewFile announces a file.
type NewFile struct {
	Uploader       Uploader
	ConversationID int64     // of staff; a shopper's is known when it is sent
	ClientID       uuid.UUID // made by the uploader: the same one is one file
	Name           string
	Type           string // what the browser takes it for
	Size           int64
}

// Upload is how far a file has come.
type Upload struct {
	ID     uuid.UUID
	Offset int64
	Done   bool
	File   File // when it is done
	Thumb  bool // whether there is a small picture of it
}

// Begin announces a file. Doing it again with the same client id finds the file that was begun.
func (f *Files) Begin(ctx context.Context, n NewFile) (Upload, error) {
	if f.store == nil {
		return Upload{}, fault.New(fault.Unavailable, "files.off")
	}
	if n.ClientID == uuid.Nil {
		return Upload{}, fault.Field("thread.client_id_missing", "client_id")
	}
	if err := safefile.Announced(n.Name, n.Type, n.Size); err != nil {
		return Upload{}, err
	}
	n.Name = safefile.Name(n.Name)
	var row upload
	err := postgres.InTx(ctx, f.db, func(tx pgx.Tx) (err error) {
		row, err = begin(ctx, tx, n)
		return err
	})
	if err != nil {
		return Upload{}, readable(err)
	}
	return row.view()
}

func begin(ctx context.Context, tx pgx.Tx, n NewFile) (upload, error) {
	if err := lockUploader(ctx, tx, n.Uploader); err != nil {
		return upload{}, err
	}
	row, found, err := uploadByClientID(ctx, tx, n.Uploader, n.ClientID)
	if err != nil {
		return row, err
	}
	if found {
		if row.Announced != n.Size || row.State == stateUploading && row.Name != n.Name {
			return row, fault.New(fault.Conflict, "files.client_id_reused")
		}
		return row, nil
	}
	waiting, today, err := uploaded(ctx, tx, n.Uploader)
	if err != nil {
		return row, err
	}
	switch most, daily := n.Uploader.quota(); {
	case waiting >= most:
		return row, fault.New(fault.TooMany, "files.too_many_waiting", fault.Arg("limit", most)).After(60)
	case today+n.Size > daily:
		return row, fault.New(fault.TooMany, "files.quota", fault.Arg("limit", safefile.Size(daily))).After(3600)
	}
	return insertUpload(ctx, tx, n)
}

// Upload is how far an uploader's own file has come; a foreign one is not found, and one that was
// refused says why again.
func (f *Files) Upload(ctx context.Context, by Uploader, id uuid.UUID) (Upload, error) {
	row, err := uploadOf(ctx, f.db, by, id)
	if err != nil {
		return Upload{}, err
	}
	return row.view()
}

// Chunk takes the next part of a file, and makes the file ready with the last one. A part that is here
// already is no error: its answer was lost. At the very end an empty chunk makes up for a program that
// stopped between the two.
func (f *Files) Chunk(ctx context.Context, by Uploader, id uuid.UUID, offset int64, content []byte) (Upload, error) {
	if f.store == nil {
		return Upload{}, fault.New(fault.Unavailable, "files.off")
	}
	row, err := uploadOf(ctx, f.db, by, id)
	if err != nil {
		return Upload{}, err
	}
	end := offset + int64(len(content))
	switch {
	case row.State != stateUploading, offset >= 0 && offset < row.Received && end <= row.Received:
		return row.view()
	case offset != row.Received:
		return Upload{}, wrongOffset(row.Received)
	case len(content) > MaxChunk, end > row.Announced, len(content) < MinChunk && end < row.Announced:
		return Upload{}, fault.New(fault.Invalid, "files.chunk", fault.Arg("least", min(MinChunk, row.Announced-offset)), fault.Arg("most", min(MaxChunk, row.Announced-offset)))
	}
	// From here on the caller may go away: what has come is kept, and the next one finds it.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Minute)
	defer cancel()
	if len(content) > 0 {
		if row, err = f.keep(ctx, by, row, content); err != nil {
			return Upload{}, err
		}
	}
	if row.State != stateUploading || row.Received < row.Announced {
		return row.view()
	}
	return f.finish(ctx, row)
}

// keep stores a chunk and then counts it. Of two that come for the same place one is counted.
func (f *Files) keep(ctx context.Context, by Uploader, row upload, content []byte) (upload, error) {
	key := row.key("part-" + uuid.NewString())
	if err := f.store.Put(ctx, key, content); err != nil {
		return row, f.unstored(ctx, row.ID, err)
	}
	next, counted, err := countChunk(ctx, f.db, row.ID, row.Received, int64(len(content)), key)
	if err == nil && counted {
		return next, nil
	}
	f.discard(ctx, key)
	if err != nil {
		return row, readable(err)
	}
	now, err := uploadOf(ctx, f.db, by, row.UID)
	if err == nil && now.State == stateUploading && now.Received < row.Received+int64(len(content)) {
		err = wrongOffset(now.Received)
	}
	return now, err
}

func wrongOffset(at int64) error {
	return fault.New(fault.Conflict, "files.offset", fault.Arg("offset", at))
}

// Drop forgets a file that was not sent.
func (f *Files) Drop(ctx context.Context, by Uploader, id uuid.UUID) error {
	row, err := uploadOf(ctx, f.db, by, id)
	if err != nil {
		return err
	}
	dropped, err := deleteUnsent(ctx, f.db, row.ID)
	if err != nil {
		return readable(err)
	}
	if !dropped {
		return fault.New(fault.Conflict, "files.sent")
	}
	f.empty(ctx, row)
	return nil
}

// unstored says that the place of files did not take something. The log has why.
func (f *Files) unstored(ctx context.Context, id int64, err error) error {
	f.log.ErrorContext(ctx, "a file could not be stored or read", "attachment_id", id, "error", err)
	if errors.Is(err, storage.ErrFull) {
		return fault.New(fault.Unavailable, "files.storage_full").After(30).Because(err)
	}
	return fault.New(fault.Unavailable, "files.busy").After(5).Because(err)
}

// empty deletes everything that is stored of a file.
func (f *Files) empty(ctx context.Context, row upload) {
	if f.store == nil {
		return
	}
	keys, err := f.store.List(ctx, row.folder())
	if err != nil {
		f.log.WarnContext(ctx, "what is stored of a file cannot be listed", "attachment_id", row.ID, "error", err)
		return
	}
	f.discard(ctx, keys...)
}

// discard deletes what nobody points at; what stays is found by the sweep.
func (f *Files) discard(ctx context.Context, keys ...string) {
	for _, key := range keys {
		if err := f.store.Delete(ctx, key); err != nil {
			f.log.WarnContext(ctx, "a part of a file could not be deleted", "key", key, "error", err)
		}
	}
}

// folder is where everything of a file lies.
func (u upload) folder() string {
	id := u.UID.String()
	return fmt.Sprintf("%s/%s/", id[len(id)-2:], id)
}

func (u upload) key(name string) string { return u.folder() + name }
