package thread

import (
	"encoding/json"
	"slices"

	"dari/internal/fault"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// MaxFiles is how many files go with one message, MaxMailFiles with one that came as a mail.
const (
	MaxFiles     = 5
	MaxMailFiles = 30
)

// File is a file as every reader of the message sees it. Its content is asked for by its id.
type File struct {
	ID     uuid.UUID `json:"id"`
	Name   string    `json:"name"`
	Type   string    `json:"type"` // image/jpeg, image/png, image/gif or application/pdf
	Size   int64     `json:"size"`
	Width  *int32    `json:"width,omitempty"` // of images
	Height *int32    `json:"height,omitempty"`
}

func checkFiles(ids []uuid.UUID, most int) error {
	if len(ids) > most {
		return fault.Field("thread.too_many_files", "files", fault.Arg("limit", most))
	}
	for i, id := range ids {
		if slices.Contains(ids[:i], id) {
			return fault.Field("thread.file_unknown", "files")
		}
	}
	return nil
}

const (
	// A file may be sent once, by who uploaded it: staff into the conversation it was uploaded for, a
	// shopper into their own. What a visitor uploaded stays theirs when their chat is attached to the
	// customer they prove to be.
	sqlLockFiles = `
SELECT k.n, a.uid, a.name, a.type, a.size, a.width, a.height
FROM unnest($1::int[], $2::bigint[], $3::text[], $4::bigint[], $5::uuid[]) AS k (n, conversation_id, sender_kind, sender_id, uid)
JOIN dari.conversations c ON c.id = k.conversation_id
JOIN dari.attachments a ON a.uid = k.uid
WHERE a.state = 'ready' AND a.message_seq IS NULL
  AND CASE k.sender_kind
      WHEN 'agent' THEN a.uploader_kind = 'agent' AND a.uploader_id = k.sender_id AND a.conversation_id = c.id
      ELSE a.uploader_kind = 'customer' AND a.uploader_id = c.customer_id OR a.uploader_kind = 'visitor' AND a.uploader_id = c.visitor_id
      END
ORDER BY a.id FOR NO KEY UPDATE OF a`
	sqlTakeFiles = `
UPDATE dari.attachments a SET conversation_id = k.conversation_id, message_seq = k.seq
FROM unnest($1::uuid[], $2::bigint[], $3::bigint[]) AS k (uid, conversation_id, seq) WHERE a.uid = k.uid`
)

// fileLookups ask which files of a batch may be sent.
type fileLookups struct {
	n                    []int32
	conversation, sender []int64
	kind                 []string
	uid                  []uuid.UUID
}

func (l *fileLookups) add(i int, j *job) {
	j.files = nil // what an earlier try has seen
	for _, id := range j.Files {
		l.n = append(l.n, int32(i))
		l.conversation, l.sender = append(l.conversation, j.ConversationID), append(l.sender, j.SenderID)
		l.kind, l.uid = append(l.kind, j.SenderKind), append(l.uid, id)
	}
}

func (l *fileLookups) queue(q *pgx.Batch, jobs []*job) {
	if len(l.n) == 0 {
		return
	}
	q.Queue(sqlLockFiles, l.n, l.conversation, l.kind, l.sender, l.uid).Query(func(rows pgx.Rows) error {
		var n int32
		var f File
		_, err := pgx.ForEachRow(rows, []any{&n, &f.ID, &f.Name, &f.Type, &f.Size, &f.Width, &f.Height}, func() error {
			if jobs[n].files == nil {
				jobs[n].files = map[uuid.UUID]File{}
			}
			jobs[n].files[f.ID] = f
			return nil
		})
		return err
	})
}

// take puts a message's files into its data. It is false when one of them is not there for it.
func (b *batch) take(j *job) bool {
	if len(j.Files) == 0 {
		return true
	}
	list := make([]File, len(j.Files))
	for i, id := range j.Files {
		f, ok := j.files[id]
		if !ok || b.taken[id] {
			return false
		}
		list[i] = f
	}
	data := map[string]json.RawMessage{}
	if len(j.Data) > 0 && json.Unmarshal(j.Data, &data) != nil {
		return false // only an object can hold files beside what it has
	}
	data["files"], _ = json.Marshal(list) // nothing in a File can fail
	j.Data, _ = json.Marshal(data)
	for _, id := range j.Files {
		b.taken[id] = true
	}
	return true
}

// queueFiles ties the files of new messages to them.
func (b *batch) queueFiles(q *pgx.Batch) {
	var ids []uuid.UUID
	var conversations, seqs []int64
	for _, j := range b.fresh {
		for _, id := range j.Files {
			ids, conversations, seqs = append(ids, id), append(conversations, j.out.ConversationID), append(seqs, j.out.Seq)
		}
	}
	if len(ids) > 0 {
		q.Queue(sqlTakeFiles, ids, conversations, seqs)
	}
}
