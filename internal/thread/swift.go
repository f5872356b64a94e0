package thread

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"
)

// What shoppers type is nearly all there is to write, and asks for nothing but its place: it is locked,
// numbered, stored and told of by one statement, in one exchange with the server. Whose conversation is
// another's or goes on in another one, and what a shopper may have written as somebody else, is left out by it
// and written the longer way, as is all of a batch in which something was written before.
// The lock is held to the commit and taken in order of id, as by every other writer; what was waited for is
// read as it is then. Without a wait the statement sees all that is committed.
const sqlSwift = `
WITH held AS MATERIALIZED (
  SELECT c.id, c.uid, c.last_seq, c.visitor_id, c.customer_id
  FROM unnest($1::bigint[]) AS i (id) JOIN dari.conversations c ON c.id = i.id
  WHERE c.merged_into IS NULL
  ORDER BY c.id FOR NO KEY UPDATE OF c
), asked AS MATERIALIZED (
  SELECT h.id, h.last_seq + row_number() OVER (PARTITION BY h.id ORDER BY k.n) AS seq,
         k.uid, k.sender_id, k.client_id, k.channel, k.kind, k.body, k.body_hash, k.data, k.live
  FROM unnest($2::bigint[], $3::uuid[], $4::bigint[], $5::uuid[], $6::text[], $7::text[], $8::text[], $9::bytea[], $10::jsonb[], $11::bigint[], $12::bigint[], $13::boolean[])
       WITH ORDINALITY AS k (conversation_id, uid, sender_id, client_id, channel, kind, body, body_hash, data, owner_customer, owner_visitor, live, n)
  JOIN held h ON h.id = k.conversation_id
  WHERE CASE WHEN h.customer_id IS NULL THEN h.visitor_id = k.owner_visitor ELSE h.customer_id = k.owner_customer END
    AND coalesce(h.visitor_id, k.sender_id) = k.sender_id
), said AS (
  INSERT INTO dari.messages (conversation_id, seq, uid, sender_kind, sender_id, client_id, channel, kind, body, body_hash, data)
  SELECT id, seq, uid, 'shopper', sender_id, client_id, channel, kind, body, body_hash, data FROM asked
  RETURNING conversation_id, seq, uid, created_at
), moved AS (
  UPDATE dari.conversations c SET last_seq = s.last_seq, last_message_at = dari.clock()
  FROM (SELECT id, max(seq) AS last_seq FROM asked GROUP BY id) s WHERE c.id = s.id
), told AS (
  SELECT dari.publish('message.appended', 'conversation', array_agg(id ORDER BY id, seq), array_agg(seq::integer ORDER BY id, seq),
    array_agg(jsonb_build_object('conversation_id', id, 'seq', seq, 'from', 'shopper', 'sender_id', sender_id, 'channel', channel, 'live', live) ORDER BY id, seq)) AS n
  FROM asked
)
SELECT s.uid, h.id, h.uid, s.seq, s.created_at FROM said s JOIN held h ON h.id = s.conversation_id CROSS JOIN told`

// plain says that a message asks for nothing but its place.
func (j *job) plain() bool {
	return j.SenderKind == Shopper && j.Owner != nil && j.SenderName == "" && j.SeenSeq == nil && len(j.Files) == 0
}

// swift writes a batch of plain messages. What it leaves out has its mark of another try (again); with an
// error nothing is written.
func (s *Store) swift(ctx context.Context, jobs []*job, lock string) error {
	ctx, cancel := context.WithTimeout(ctx, commitTime)
	defer cancel()
	conn, err := s.connection(ctx)
	if err != nil {
		return err
	}
	defer conn.Release()
	rows := newSwiftRows(jobs)
	q := &pgx.Batch{} // which is a transaction: it commits with the last statement, or nothing of it does
	q.Queue(sqlLockTimeout, lock)
	q.Queue(sqlSwift, rows.args()...).Query(func(found pgx.Rows) error { return rows.read(found, jobs) })
	if err := conn.SendBatch(ctx, q).Close(); err != nil {
		return fmt.Errorf("store %d messages at once: %w", len(jobs), err)
	}
	return nil
}

// swiftRows are the messages of a batch, column by column.
type swiftRows struct {
	ids, conversations, senders, customers, visitors []int64
	uids, clients                                    uuids
	channels, kinds, bodies                          []string
	hashes, data                                     [][]byte
	live                                             []bool
}

func newSwiftRows(jobs []*job) *swiftRows {
	n := len(jobs)
	r := &swiftRows{
		conversations: make([]int64, n), senders: make([]int64, n), customers: make([]int64, n), visitors: make([]int64, n),
		uids: make(uuids, n), clients: make(uuids, n), channels: make([]string, n), kinds: make([]string, n), bodies: make([]string, n),
		hashes: make([][]byte, n), data: make([][]byte, n), live: make([]bool, n),
	}
	for i, j := range jobs {
		r.conversations[i], r.senders[i], r.customers[i], r.visitors[i] = j.ConversationID, j.SenderID, j.Owner.CustomerID, j.Owner.VisitorID
		r.uids[i], r.clients[i] = uuidOf(newUID()), uuidOf(j.ClientID)
		r.channels[i], r.kinds[i], r.bodies[i], r.hashes[i], r.data[i], r.live[i] = j.Channel, j.Kind, j.Body, j.hash, j.Data, j.live
	}
	r.ids = sortedIDs(r.conversations)
	return r
}

func (r *swiftRows) args() []any {
	return []any{
		r.ids, r.conversations, r.uids, r.senders, r.clients, r.channels, r.kinds, r.bodies, r.hashes, r.data, r.customers, r.visitors, r.live,
	}
}

// read tells each message its place, by the id that it was given.
func (r *swiftRows) read(rows pgx.Rows, jobs []*job) error {
	place := make(map[pgtype.UUID]int, len(jobs))
	for i, j := range jobs {
		place[r.uids[i]] = i
		j.again = true
	}
	var id, conversation pgtype.UUID
	var conversationID, seq int64
	var at time.Time
	_, err := pgx.ForEachRow(rows, []any{&id, &conversationID, &conversation, &seq, &at}, func() error {
		j := jobs[place[id]]
		j.again = false
		j.out.Message = Message{
			ConversationID: conversationID, Conversation: uuid.UUID(conversation.Bytes), Seq: seq, ID: uuid.UUID(id.Bytes), ClientID: j.ClientID,
			From: j.SenderKind, SenderID: j.SenderID, Channel: j.Channel, Kind: j.Kind, Body: j.Body, Data: json.RawMessage(j.Data), At: at,
		}
		return nil
	})
	return err
}
