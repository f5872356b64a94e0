package thread

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"dari/internal/event"
	"dari/internal/fault"
	"dari/internal/postgres"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgtype"
	"github.com/jackc/pgx/v5/pgxpool"
)

func (s *Store) write(ctx context.Context) {
	for batch := s.line.next(nil); batch != nil; batch = s.line.next(batch) {
		err := s.together(ctx, batch)
		for _, j := range batch {
			// One message must not fail the others: each gets its own transaction, as does the second
			// of two equal ones. What a failed commit has stored after all is found by its client id.
			if again := err != nil && (len(batch) > 1 || cutOff(err)); again || j.again || j.same != nil {
				j.err, j.out, j.same = nil, Appended{}, nil
				j.fail(s.commit(ctx, []*job{j}, lockOne))
			} else {
				j.fail(err)
			}
			if j.err == nil && !j.out.Replayed && s.appended != nil {
				s.appended(ctx, j.out.Message)
			}
			if j.err == nil && j.Stored != nil {
				j.Stored(j.out)
			}
			close(j.done)
		}
	}
}

// together writes a batch in one transaction.
func (s *Store) together(ctx context.Context, batch []*job) error {
	lock := lockBatch
	if len(batch) == 1 {
		lock = lockOne
	}
	if slices.ContainsFunc(batch, func(j *job) bool { return !j.plain() }) {
		return s.commit(ctx, batch, lock)
	}
	err := s.swift(ctx, batch, lock)
	var pg *pgconn.PgError
	if !errors.As(err, &pg) || pg.Code != uniqueViolation {
		return err
	}
	for _, j := range batch { // something of it was written before
		j.again, j.out = false, Appended{}
	}
	return s.commit(ctx, batch, lock)
}

const uniqueViolation = "23505"

// cutOff says that a commit failed with its connection: what a restart of the database leaves in the
// pool is used up that way, and another connection may be well.
func cutOff(err error) bool {
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		return strings.HasPrefix(pg.Code, "57P") // the server ends, has crashed, or does not take anybody yet
	}
	return !fault.Is(err, fault.Unavailable) &&
		!errors.Is(err, context.DeadlineExceeded) && !errors.Is(err, context.Canceled)
}

func (j *job) fail(err error) {
	if err != nil {
		j.err = readable(err)
	}
}

// commit writes a batch in one transaction, in two exchanges with the server.
func (s *Store) commit(ctx context.Context, jobs []*job, lock string) error {
	ctx, cancel := context.WithTimeout(ctx, commitTime)
	defer cancel()
	conn, err := s.connection(ctx)
	if err != nil {
		return err
	}
	defer conn.Release() // one that is still in a transaction is closed by the pool, which rolls back
	b, err := prepare(ctx, conn, jobs, lock)
	if err == nil {
		err = b.store(ctx, conn, true)
	}
	if err != nil && !conn.Conn().IsClosed() {
		if _, undo := conn.Exec(ctx, sqlRollback); undo != nil {
			_ = conn.Conn().Close(ctx)
		}
	}
	return err
}

// commitTime is how long a transaction may take, with the wait for a connection.
const commitTime = 10 * time.Second

func (s *Store) connection(ctx context.Context) (*pgxpool.Conn, error) {
	conn, err := s.db.Acquire(ctx)
	if err != nil {
		return nil, fault.New(fault.Unavailable, "thread.busy").After(1).Because(fmt.Errorf("get a connection: %w", err))
	}
	return conn, nil
}

// batch is what a transaction has learned about its messages: which are new, and their numbers.
type batch struct {
	fresh []*job
	taken map[uuid.UUID]bool // files that a message of this batch carries
	heads map[int64]*head    // by conversation
}

type head struct {
	id        int64
	uid       uuid.UUID
	lastSeq   int64
	visitorID *int64
	customer  *int64
	gone      bool // merged while we waited for it
}

func (h *head) belongsTo(o Owner) bool {
	if h.customer != nil {
		return o.CustomerID == *h.customer
	}
	return h.visitorID != nil && o.VisitorID == *h.visitorID
}

const (
	sqlBegin    = `BEGIN`
	sqlCommit   = `COMMIT`
	sqlRollback = `ROLLBACK`
	// A plan made while the tables were empty would read them whole, and be kept.
	sqlLockTimeout = `SELECT set_config('lock_timeout', $1, true), set_config('enable_seqscan', 'off', true)`
	// The lock of a conversation is held to the commit, so a number becomes visible only after the one
	// before it. NO KEY leaves inserts that refer to the row alone; all writers lock in order of id.
	// A visitor's chat that has gone on in a member's is written there.
	sqlLockConversations = `
SELECT k.id, c.id, c.uid, c.last_seq, c.visitor_id, c.customer_id, c.merged_into IS NOT NULL
FROM unnest($1::bigint[]) AS k (id)
JOIN dari.conversations f ON f.id = k.id
JOIN dari.conversations c ON c.id = coalesce(f.merged_into, f.id)
ORDER BY c.id FOR NO KEY UPDATE OF c`
	sqlReplays = `
SELECT k.n, m.conversation_id, m.seq, m.uid, m.client_id, m.sender_kind, m.sender_id, m.sender_name,
       m.channel, m.kind, CASE WHEN m.withdrawn_at IS NULL THEN m.body ELSE '' END,
       CASE WHEN m.withdrawn_at IS NULL THEN m.data END, m.created_at, m.withdrawn_at IS NOT NULL, m.body_hash
FROM unnest($1::int[], $2::bigint[], $3::text[], $4::bigint[], $5::uuid[])
     AS k (n, conversation_id, sender_kind, sender_id, client_id)
JOIN dari.conversations c ON c.id = k.conversation_id
CROSS JOIN LATERAL (
  SELECT * FROM dari.messages x
  WHERE x.conversation_id = k.conversation_id AND x.sender_kind = k.sender_kind AND x.client_id = k.client_id
    AND x.sender_id = ANY (CASE WHEN k.sender_kind = 'shopper' AND c.visitor_id <> k.sender_id THEN ARRAY[k.sender_id, c.visitor_id] ELSE ARRAY[k.sender_id] END)
  LIMIT 1) m`
	sqlNewerReplies = `
SELECT k.n FROM unnest($1::int[], $2::bigint[], $3::bigint[], $4::bigint[]) AS k (n, conversation_id, seen_seq, staff_id)
WHERE EXISTS (SELECT FROM dari.messages m WHERE m.conversation_id = k.conversation_id AND m.seq > k.seen_seq
              AND m.sender_kind = 'agent' AND m.sender_id <> k.staff_id)`
	sqlInsertMessages = `
INSERT INTO dari.messages (conversation_id, seq, uid, sender_kind, sender_id, sender_name, client_id, channel, kind, body, body_hash, data)
SELECT k.conversation_id, k.seq, k.uid, k.sender_kind, k.sender_id, k.sender_name, k.client_id, k.channel, k.kind, k.body, k.body_hash, k.data
FROM unnest($1::bigint[], $2::bigint[], $3::uuid[], $4::text[], $5::bigint[], $6::text[], $7::uuid[], $8::text[], $9::text[], $10::text[], $11::bytea[], $12::jsonb[])
     AS k (conversation_id, seq, uid, sender_kind, sender_id, sender_name, client_id, channel, kind, body, body_hash, data)
RETURNING conversation_id, seq, created_at`
	sqlAdvance = `
UPDATE dari.conversations c SET last_seq = k.last_seq, last_message_at = dari.clock()
FROM unnest($1::bigint[], $2::bigint[]) AS k (id, last_seq) WHERE c.id = k.id`
)

type sender interface {
	SendBatch(ctx context.Context, b *pgx.Batch) pgx.BatchResults
}

// How long a transaction of ours waits for a conversation that somebody else holds: a batch hardly,
// since it holds up many, a message of its own longer. Within a caller's transaction ("") it is theirs.
const (
	lockBatch = "200ms"
	lockOne   = "5s"
)

// prepare locks the conversations and only then looks what is there already: an equal message of
// another program is either committed and seen, or waits for this one.
func prepare(ctx context.Context, db sender, jobs []*job, lock string) (*batch, error) {
	b := &batch{heads: map[int64]*head{}, taken: map[uuid.UUID]bool{}}
	first := map[replayKey]*job{}
	var look, guard lookups
	var files fileLookups
	all := make([]int64, len(jobs))
	for i, j := range jobs {
		all[i] = j.ConversationID
		if j.same = first[j.key()]; j.same != nil {
			continue // it is written after this batch, when the first is there
		}
		first[j.key()] = j
		look.add(i, j, 0)
		if j.SeenSeq != nil {
			guard.add(i, j, *j.SeenSeq)
		}
		files.add(i, j)
	}
	ids := sortedIDs(all)
	q := &pgx.Batch{}
	if lock != "" {
		q.Queue(sqlBegin)
		q.Queue(sqlLockTimeout, lock)
	}
	q.Queue(sqlLockConversations, ids).Query(b.readHeads)
	q.Queue(sqlReplays, look.n, look.conversation, look.kind, look.sender, look.client).Query(func(rows pgx.Rows) error { return readReplays(rows, jobs) })
	if len(guard.n) > 0 {
		q.Queue(sqlNewerReplies, guard.n, guard.conversation, guard.seen, guard.sender).Query(func(rows pgx.Rows) error { return readMoved(rows, jobs) })
	}
	files.queue(q, jobs)
	if err := db.SendBatch(ctx, q).Close(); err != nil {
		return nil, fmt.Errorf("lock %d conversations: %w", len(ids), err)
	}
	b.number(jobs)
	return b, nil
}

// sortedIDs are the ids in their order, each once.
func sortedIDs(ids []int64) []int64 {
	sorted := slices.Clone(ids)
	slices.Sort(sorted)
	return slices.Compact(sorted)
}

type lookups struct {
	n                          []int32
	conversation, sender, seen []int64
	kind                       []string
	client                     uuids
}

// uuids go to the database as they are; a slice of uuid.UUID would be written as text and read again, one by one.
type uuids = pgtype.FlatArray[pgtype.UUID]

func uuidOf(id uuid.UUID) pgtype.UUID { return pgtype.UUID{Bytes: id, Valid: true} }

func (l *lookups) add(i int, j *job, seen int64) {
	l.n = append(l.n, int32(i))
	l.conversation, l.sender, l.seen = append(l.conversation, j.ConversationID), append(l.sender, j.SenderID), append(l.seen, seen)
	l.kind, l.client = append(l.kind, j.SenderKind), append(l.client, uuidOf(j.ClientID))
}

func (b *batch) readHeads(rows pgx.Rows) error {
	var asked int64
	var h head
	read := map[int64]*head{}
	_, err := pgx.ForEachRow(rows, []any{&asked, &h.id, &h.uid, &h.lastSeq, &h.visitorID, &h.customer, &h.gone}, func() error {
		if read[h.id] == nil {
			copied := h
			read[h.id] = &copied
		}
		b.heads[asked] = read[h.id]
		return nil
	})
	return err
}

func readReplays(rows pgx.Rows, jobs []*job) error {
	var n int32
	var m Message
	var hash []byte
	_, err := pgx.ForEachRow(rows, []any{
		&n, &m.ConversationID, &m.Seq, &m.ID, &m.ClientID, &m.From, &m.SenderID, &m.Name,
		&m.Channel, &m.Kind, &m.Body, &m.Data, &m.At, &m.Withdrawn, &hash,
	}, func() error {
		jobs[n].replay(m, hash)
		return nil
	})
	return err
}

func readMoved(rows pgx.Rows, jobs []*job) error {
	var n int32
	_, err := pgx.ForEachRow(rows, []any{&n}, func() error {
		if j := jobs[n]; !j.out.Replayed && j.err == nil {
			j.err = moved()
		}
		return nil
	})
	return err
}

// number gives new messages their place and refuses what may not be written.
func (b *batch) number(jobs []*job) {
	for _, j := range jobs {
		h := b.heads[j.ConversationID]
		switch {
		case j.same != nil:
		case h == nil, h.gone, j.Owner != nil && !h.belongsTo(*j.Owner):
			j.err = fault.New(fault.NotFound, "thread.not_found")
		case j.out.Replayed:
			j.out.Conversation = h.uid
		case j.err != nil:
		case !b.take(j):
			j.err = fault.Field("thread.file_unknown", "files")
		default:
			h.lastSeq++
			j.out.Message = Message{
				ConversationID: h.id, Conversation: h.uid, Seq: h.lastSeq, ID: newUID(), ClientID: j.ClientID,
				From: j.SenderKind, SenderID: j.SenderID, Name: j.SenderName, Channel: j.Channel, Kind: j.Kind, Body: j.Body, Data: j.Data,
			}
			b.fresh = append(b.fresh, j)
		}
	}
}

// store writes the new messages, moves the heads and publishes the events.
func (b *batch) store(ctx context.Context, db sender, own bool) error {
	q := &pgx.Batch{}
	if len(b.fresh) > 0 {
		b.queueMessages(q)
		b.queueFiles(q)
		if err := b.queueEvents(ctx, q); err != nil {
			return err
		}
	}
	if own {
		q.Queue(sqlCommit)
	}
	if q.Len() == 0 {
		return nil
	}
	if err := db.SendBatch(ctx, q).Close(); err != nil {
		return fmt.Errorf("store %d messages: %w", len(b.fresh), err)
	}
	return nil
}

func (b *batch) queueMessages(q *pgx.Batch) {
	n := len(b.fresh)
	conversations, seqs, senders := make([]int64, n), make([]int64, n), make([]int64, n)
	uids, clients := make(uuids, n), make(uuids, n)
	kinds, froms, names, channels, bodies := make([]string, n), make([]string, n), make([]string, n), make([]string, n), make([]string, n)
	hashes, data := make([][]byte, n), make([][]byte, n)
	last := map[int64]int64{}
	for i, j := range b.fresh {
		m := j.out.Message
		conversations[i], seqs[i], uids[i], froms[i], senders[i], names[i] = m.ConversationID, m.Seq, uuidOf(m.ID), m.From, m.SenderID, m.Name
		clients[i], channels[i], kinds[i], bodies[i], hashes[i], data[i] = uuidOf(m.ClientID), m.Channel, m.Kind, m.Body, j.hash, m.Data
		last[m.ConversationID] = m.Seq
	}
	q.Queue(sqlInsertMessages, conversations, seqs, uids, froms, senders, names, clients, channels, kinds, bodies, hashes, data).Query(b.readTimes)
	ids, heads := make([]int64, 0, len(last)), make([]int64, 0, len(last))
	for id, seq := range last {
		ids, heads = append(ids, id), append(heads, seq)
	}
	q.Queue(sqlAdvance, ids, heads)
}

func (b *batch) readTimes(rows pgx.Rows) error {
	type place struct{ conversation, seq int64 }
	at := make(map[place]time.Time, len(b.fresh))
	var p place
	var t time.Time
	if _, err := pgx.ForEachRow(rows, []any{&p.conversation, &p.seq, &t}, func() error { at[p] = t; return nil }); err != nil {
		return err
	}
	for _, j := range b.fresh {
		j.out.At = at[place{j.out.ConversationID, j.out.Seq}]
	}
	return nil
}

// AppendedEvent is the payload of message.appended, as event.As reads it.
type AppendedEvent struct {
	ConversationID int64  `json:"conversation_id"`
	Seq            int64  `json:"seq"`
	From           string `json:"from"`
	SenderID       int64  `json:"sender_id"`
	Channel        string `json:"channel"`
	Live           bool   `json:"live,omitempty"` // sockets were told right after the commit
}

func (b *batch) queueEvents(ctx context.Context, q *pgx.Batch) error {
	events := make([]event.New, len(b.fresh))
	for i, j := range b.fresh {
		m := j.out.Message
		events[i] = event.New{
			Kind: "message.appended", SubjectKind: "conversation", SubjectID: m.ConversationID, Version: int(m.Seq),
			Payload: AppendedEvent{m.ConversationID, m.Seq, m.From, m.SenderID, m.Channel, j.live},
		}
	}
	return event.Publish(ctx, queue{q}, events...)
}

// queue lets a statement ride in a batch: its error comes with the batch's.
type queue struct{ b *pgx.Batch }

func (q queue) Exec(_ context.Context, sql string, args ...any) (pgconn.CommandTag, error) {
	q.b.Queue(sql, args...)
	return pgconn.CommandTag{}, nil
}

func (q queue) Query(context.Context, string, ...any) (pgx.Rows, error) {
	panic("thread: a queue cannot read")
}

func (q queue) QueryRow(context.Context, string, ...any) pgx.Row {
	panic("thread: a queue cannot read")
}

func (q queue) SendBatch(context.Context, *pgx.Batch) pgx.BatchResults {
	panic("thread: a queue cannot nest")
}

var _ postgres.Querier = queue{}

// newUID is a uuid that sorts by time.
func newUID() uuid.UUID {
	id, err := uuid.NewV7()
	if err != nil {
		panic(err) // the system has no randomness left
	}
	return id
}
