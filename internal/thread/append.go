package thread

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"dari/internal/fault"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// MaxText is how many characters a chat message may hold.
const MaxText = 4000

// maxMail bounds what comes and goes by mail; its text may be longer than what is typed in a chat.
const maxMail = 100_000

// Append is a message to be written.
type Append struct {
	ConversationID int64
	SenderKind     string    // Shopper, Agent or System
	SenderID       int64     // visitor, customer or staff id; 0 for the system
	SenderName     string    // what readers are shown of an agent
	ClientID       uuid.UUID // made by the writer: the same one is written once
	Channel        string    // empty means Chat
	Kind           string    // empty means KindText
	Body           string
	Data           json.RawMessage
	// Made is what was made for the message and is none of its writer's doing, as the way it leaves by: an
	// object whose parts are put into Data. A repeated message may come with another one.
	Made json.RawMessage
	// Files are uploaded files of the sender, which go with the message: their names and sizes are
	// put into its Data. A message of files alone has no text and is of KindFile.
	Files []uuid.UUID

	// Owner, when given, must own the conversation; otherwise it is not found.
	Owner *Owner
	// SeenSeq, when given, is the newest message the writing agent has seen. A later reply of another
	// agent refuses this one, so that two agents do not answer the same question.
	SeenSeq *int64
	// Stored, when given, hears of the message after the commit, right after the readers: what its writer
	// is told then leaves together with the message itself. It must not wait.
	Stored func(Appended)
}

// Appended is a message that is committed. Replayed says that it had been before.
type Appended struct {
	Message
	Replayed bool
}

// Append writes a message in a transaction of its own and returns after the commit. Writing the same
// ClientID again returns the first message; with another text it is a Conflict. Under load the
// messages of many callers share one commit.
func (s *Store) Append(ctx context.Context, a Append) (Appended, error) {
	j, err := newJob(a, s.appended != nil)
	if err != nil {
		return Appended{}, err
	}
	s.line.add(j, func() { s.write(context.WithoutCancel(ctx)) })
	select {
	case <-j.done:
	case <-ctx.Done():
		// It may still be committed; the caller's retry with the same ClientID finds out.
		return Appended{}, fmt.Errorf("wait for a message to be written: %w", ctx.Err())
	}
	if j.err != nil {
		return Appended{}, j.err
	}
	return j.out, nil
}

// AppendTx writes a message in the caller's transaction. Readers hear of it by the event
// message.appended when that has committed.
func AppendTx(ctx context.Context, tx pgx.Tx, a Append) (Appended, error) {
	j, err := newJob(a, false)
	if err != nil {
		return Appended{}, err
	}
	b, err := prepare(ctx, tx, []*job{j}, "")
	if err != nil {
		return Appended{}, err
	}
	if j.err == nil {
		err = b.store(ctx, tx, false)
	}
	return j.out, errors.Join(j.err, err)
}

// job is a message on its way through a batch.
type job struct {
	Append
	hash  []byte
	files map[uuid.UUID]File // what of Files may be sent
	live  bool               // the sockets hear of it right after the commit
	out   Appended
	err   error
	same  *job // an equal one earlier in the batch
	again bool // it was left out, and is written by itself
	done  chan struct{}
}

func newJob(a Append, live bool) (*job, error) {
	if a.Channel == "" {
		a.Channel = Chat
	}
	if a.Kind == "" {
		a.Kind = KindText
	}
	limit := MaxText
	if a.Channel == Mail || a.Channel == Form {
		limit = maxMail
	}
	files := MaxFiles
	if a.Channel == Mail {
		files = MaxMailFiles
	}
	if err := checkFiles(a.Files, files); err != nil {
		return nil, err
	}
	if a.Kind == KindText && len(a.Files) > 0 && strings.TrimSpace(a.Body) == "" {
		a.Kind, a.Body = KindFile, ""
	}
	body, err := checkText(a.Body, limit, a.Kind == KindText)
	if err != nil {
		return nil, err
	}
	a.Body = body
	if a.ClientID == uuid.Nil {
		return nil, fault.Field("thread.client_id_missing", "client_id")
	}
	j := &job{Append: a, hash: a.fingerprint(), live: live, done: make(chan struct{})}
	if len(a.Made) > 0 {
		if j.Data, err = merged(a.Data, a.Made); err != nil {
			return nil, err
		}
	}
	return j, nil
}

// checkText refuses what cannot be stored or shown. What is written is kept as it is, to the space.
func checkText(text string, limit int, needed bool) (string, error) {
	if !utf8.ValidString(text) || strings.ContainsRune(text, 0) {
		return "", fault.Field("thread.text_unreadable", "text")
	}
	if needed && strings.TrimSpace(text) == "" {
		return "", fault.Field("thread.text_empty", "text")
	}
	if utf8.RuneCountInString(text) > limit {
		return "", fault.Field("thread.text_too_long", "text", fault.Arg("limit", limit))
	}
	return text, nil
}

// fingerprint tells a repeated message from another one under the same client id.
func (a Append) fingerprint() []byte {
	h := sha256.New()
	for _, part := range [][]byte{[]byte(a.Kind), []byte(a.Body), a.Data} {
		fmt.Fprintf(h, "%d:", len(part))
		h.Write(part)
	}
	for _, id := range a.Files { // one without files has the hash it always had
		fmt.Fprintf(h, "file:%s", id)
	}
	return h.Sum(nil)
}

func (a Append) key() replayKey {
	return replayKey{a.ConversationID, a.SenderKind, a.SenderID, a.ClientID}
}

type replayKey struct {
	conversation int64
	kind         string
	sender       int64
	client       uuid.UUID
}

// moved is the refusal of an answer that another agent's reply has overtaken.
func moved() error { return fault.New(fault.Conflict, "thread.moved") }

// readable turns errors of the database into what a person can act on; nil stays nil.
func readable(err error) error {
	var pg *pgconn.PgError
	if !errors.As(err, &pg) {
		return err
	}
	switch {
	case pg.Code == "53100": // disk_full
		return fault.New(fault.Unavailable, "thread.storage_full").After(5).Because(err)
	case strings.HasPrefix(pg.Code, "57"), strings.HasPrefix(pg.Code, "53"), pg.Code == "55P03":
		return fault.New(fault.Unavailable, "thread.busy").After(1).Because(err)
	}
	return err
}

// replay answers a repeated message out of the first one.
func (j *job) replay(first Message, hash []byte) {
	if !bytes.Equal(j.hash, hash) {
		j.err = fault.New(fault.Conflict, "thread.client_id_reused")
		return
	}
	j.out = Appended{Message: first, Replayed: true}
}
