package tickets

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"dari/internal/event"

	"github.com/jackc/pgx/v5"
)

// A batch of tickets is written by one statement for each table, however many there are: each array
// is a column. Tags come as one text, for an array of arrays cannot be taken apart by row.
const (
	writtenColumns = `id, state, channel, subject, priority, owner_id, customer_id, visitor_id, order_id, conversation_id, preview_from,
  waiting_since, snoozed_until, first_reply_at, opened_at, solved_at, closed_at, last_message_at, version, type, due_at, score,
  tags, team_id, step, fields, status, snoozed_reply, spam, merged_into, parent_id, preview`
	writtenArrays = `unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::integer[], $6::bigint[], $7::bigint[], $8::bigint[], $9::bigint[],
  $10::bigint[], $11::text[], $12::timestamptz[], $13::timestamptz[], $14::timestamptz[], $15::timestamptz[], $16::timestamptz[],
  $17::timestamptz[], $18::timestamptz[], $19::integer[], $20::text[], $21::timestamptz[], $22::integer[],
  $23::text[], $24::bigint[], $25::text[], $26::jsonb[], $27::text[], $28::boolean[], $29::boolean[], $30::bigint[], $31::bigint[], $32::text[])`

	// The id is the place of the ticket in the batch.
	sqlInsertTickets = `
WITH k AS MATERIALIZED (
  SELECT u.*, nextval('dari.ticket_number') AS number FROM ` + writtenArrays + ` AS u (` + writtenColumns + `)
), made AS (
  INSERT INTO dari.tickets (number, state, channel, subject, priority, owner_id, customer_id, visitor_id, order_id, conversation_id, preview_from,
    waiting_since, snoozed_until, first_reply_at, opened_at, solved_at, closed_at, last_message_at, version, type, due_at, score,
    tags, team_id, step, fields, status, snoozed_reply, spam, merged_into, parent_id, preview)
  SELECT number, state, channel, subject, priority, owner_id, customer_id, visitor_id, order_id, conversation_id, preview_from,
    waiting_since, snoozed_until, first_reply_at, opened_at, solved_at, closed_at, last_message_at, version, type, due_at, score,
    string_to_array(tags, E'\x1f'), team_id, step, fields, status, snoozed_reply, spam, merged_into, parent_id, coalesce(preview, '')
  FROM k ORDER BY id
  RETURNING id, number
)
SELECT k.id, m.id, m.number FROM k JOIN made m ON m.number = k.number`
	sqlUpdateTickets = `
UPDATE dari.tickets t
SET state = k.state, channel = k.channel, subject = k.subject, priority = k.priority, owner_id = k.owner_id, customer_id = k.customer_id,
    visitor_id = k.visitor_id, order_id = k.order_id, conversation_id = k.conversation_id, preview_from = k.preview_from,
    waiting_since = k.waiting_since, snoozed_until = k.snoozed_until, first_reply_at = k.first_reply_at, opened_at = k.opened_at,
    solved_at = k.solved_at, closed_at = k.closed_at, last_message_at = k.last_message_at, version = k.version, type = k.type, due_at = k.due_at,
    score = k.score, tags = string_to_array(k.tags, E'\x1f'), team_id = k.team_id, step = k.step, fields = k.fields, status = k.status,
    snoozed_reply = k.snoozed_reply, spam = k.spam, merged_into = k.merged_into, parent_id = k.parent_id,
    preview = coalesce(k.preview, t.preview), updated_at = dari.clock()
FROM ` + writtenArrays + ` AS k (` + writtenColumns + `)
WHERE t.id = k.id`
	sqlMoveSpans = `
UPDATE dari.ticket_conversations s SET to_seq = k.to_seq, last_seq = k.last_seq
FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[]) AS k (ticket_id, conversation_id, from_seq, to_seq, last_seq)
WHERE s.ticket_id = k.ticket_id AND s.conversation_id = k.conversation_id AND s.from_seq = k.from_seq`
	sqlInsertSpans = `
INSERT INTO dari.ticket_conversations (ticket_id, conversation_id, from_seq, to_seq, last_seq)
SELECT ticket_id, conversation_id, from_seq, to_seq, last_seq
FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[]) AS k (ticket_id, conversation_id, from_seq, to_seq, last_seq)`
	sqlCloseSpans   = `UPDATE dari.ticket_conversations SET to_seq = last_seq WHERE ticket_id = ANY($1) AND to_seq IS NULL`
	sqlInsertEvents = `
INSERT INTO dari.ticket_events (ticket_id, seq, kind, actor_kind, actor_id, data, at)
SELECT ticket_id, seq, kind, actor_kind, actor_id, data, at
FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::bigint[], $6::jsonb[], $7::timestamptz[]) AS k (ticket_id, seq, kind, actor_kind, actor_id, data, at)`
)

// tagSeparator cannot be part of a tag.
const tagSeparator = "\x1f"

// rowColumns are many tickets, column by column.
type rowColumns struct {
	id, conversation, version                                 []int64
	state                                                     []State
	channel, subject, previewFrom, kind, tags, step, status   []string
	priority                                                  []int
	owner, customer, visitor, order, team, mergedInto, parent []*int64
	waiting, snoozed, firstReply, solved, closed, due         []*time.Time
	opened, lastMessage                                       []time.Time
	score                                                     []*int
	fields                                                    [][]byte
	snoozedReply, spam                                        []bool
	preview                                                   []*string
}

func (c *rowColumns) add(id int64, r *Record, preview *string) error {
	fields := []byte("{}")
	if len(r.Fields) > 0 {
		var err error
		if fields, err = json.Marshal(r.Fields); err != nil {
			return fmt.Errorf("encode the fields of ticket %d: %w", r.ID, err)
		}
	}
	c.id, c.conversation, c.version = append(c.id, id), append(c.conversation, r.ConversationID), append(c.version, r.Version)
	c.state, c.channel, c.subject = append(c.state, r.State), append(c.channel, r.Channel), append(c.subject, r.Subject)
	c.previewFrom, c.kind, c.tags = append(c.previewFrom, r.PreviewFrom), append(c.kind, r.Type), append(c.tags, strings.Join(r.Tags, tagSeparator))
	c.step, c.status, c.priority = append(c.step, r.Step), append(c.status, r.Status), append(c.priority, r.Priority)
	c.owner, c.customer, c.visitor = append(c.owner, r.OwnerID), append(c.customer, r.CustomerID), append(c.visitor, r.VisitorID)
	c.order, c.team = append(c.order, r.OrderID), append(c.team, r.TeamID)
	c.mergedInto, c.parent = append(c.mergedInto, r.MergedInto), append(c.parent, r.ParentID)
	c.waiting, c.snoozed, c.firstReply = append(c.waiting, r.WaitingSince), append(c.snoozed, r.SnoozedUntil), append(c.firstReply, r.FirstReplyAt)
	c.solved, c.closed, c.due = append(c.solved, r.SolvedAt), append(c.closed, r.ClosedAt), append(c.due, r.DueAt)
	c.opened, c.lastMessage, c.score = append(c.opened, r.OpenedAt), append(c.lastMessage, r.LastMessageAt), append(c.score, r.Score)
	c.fields, c.snoozedReply, c.spam = append(c.fields, fields), append(c.snoozedReply, r.SnoozedReply), append(c.spam, r.Spam)
	c.preview = append(c.preview, preview)
	return nil
}

// args are the columns in the order of the statements above.
func (c *rowColumns) args() []any {
	return []any{
		c.id, c.state, c.channel, c.subject, c.priority, c.owner, c.customer, c.visitor, c.order, c.conversation, c.previewFrom,
		c.waiting, c.snoozed, c.firstReply, c.opened, c.solved, c.closed, c.lastMessage, c.version, c.kind, c.due, c.score,
		c.tags, c.team, c.step, c.fields, c.status, c.snoozedReply, c.spam, c.mergedInto, c.parent, c.preview,
	}
}

// spanColumns are spans of many tickets, column by column.
type spanColumns struct {
	ticket, conversation, from, last []int64
	to                               []*int64
}

func (c *spanColumns) add(ticketID int64, s span) {
	c.ticket, c.conversation, c.from = append(c.ticket, ticketID), append(c.conversation, s.ConversationID), append(c.from, s.FromSeq)
	c.to, c.last = append(c.to, s.ToSeq), append(c.last, s.LastSeq)
}

func (c *spanColumns) queue(b *pgx.Batch, sql string) {
	if len(c.ticket) > 0 {
		b.Queue(sql, c.ticket, c.conversation, c.from, c.to, c.last)
	}
}

// store writes what became of tickets: rows, spans and history, each by one statement, and tells others.
func store(ctx context.Context, tx pgx.Tx, works []*work) ([]hint, error) {
	var changed []*work
	for _, w := range works {
		if len(w.events) > 0 || len(w.spans) > 0 {
			changed = append(changed, w)
		}
	}
	if len(changed) == 0 {
		return nil, nil
	}
	if err := insertNew(ctx, tx, changed); err != nil {
		return nil, err
	}
	b := &pgx.Batch{}
	if err := queueWorks(b, changed); err != nil {
		return nil, err
	}
	if err := tx.SendBatch(ctx, b).Close(); err != nil {
		return nil, fmt.Errorf("store %d tickets: %w", len(changed), err)
	}
	return announce(ctx, tx, changed)
}

// insertNew makes the rows of new tickets, which gives them their ids and numbers.
func insertNew(ctx context.Context, tx pgx.Tx, works []*work) error {
	var fresh []*work
	var rows rowColumns
	for _, w := range works {
		if !w.isNew {
			continue
		}
		if err := rows.add(int64(len(fresh)), w.record, w.preview); err != nil {
			return err
		}
		fresh = append(fresh, w)
	}
	if len(fresh) == 0 {
		return nil
	}
	made, _ := tx.Query(ctx, sqlInsertTickets, rows.args()...) // ForEachRow reports this error
	var place, id, number int64
	_, err := pgx.ForEachRow(made, []any{&place, &id, &number}, func() error {
		w := fresh[place]
		w.record.ID, w.record.Number, w.events[0].Data.Number = id, number, number
		return nil
	})
	if err != nil {
		return fmt.Errorf("open %d tickets: %w", len(fresh), err)
	}
	return nil
}

func queueWorks(b *pgx.Batch, works []*work) error {
	var rows rowColumns
	var moved, begun spanColumns
	var events eventColumns
	var ended []int64
	for _, w := range works {
		if !w.isNew {
			if err := rows.add(w.record.ID, w.record, w.preview); err != nil {
				return err
			}
		}
		for _, s := range w.spans {
			if s.isNew {
				begun.add(w.record.ID, s)
			} else {
				moved.add(w.record.ID, s)
			}
		}
		if w.closeSpans {
			ended = append(ended, w.record.ID)
		}
		if err := events.add(w); err != nil {
			return err
		}
	}
	if len(rows.id) > 0 {
		b.Queue(sqlUpdateTickets, rows.args()...)
	}
	moved.queue(b, sqlMoveSpans) // before new ones begin: at most one span of a conversation is open
	begun.queue(b, sqlInsertSpans)
	if len(ended) > 0 {
		b.Queue(sqlCloseSpans, ended)
	}
	b.Queue(sqlInsertEvents, events.ticket, events.seq, events.kind, events.actorKind, events.actor, events.data, events.at)
	return nil
}

// announce publishes ticket.changed for what others follow, and answers hints for the rest.
func announce(ctx context.Context, tx pgx.Tx, works []*work) ([]hint, error) {
	var hints []hint
	events := make([]event.New, 0, 2*len(works))
	for _, w := range works {
		r := w.record
		if w.onlyTalk() {
			hints = append(hints, hint{ID: r.ID, Version: r.Version})
			continue
		}
		events = append(events, event.New{
			Kind: "ticket.changed", SubjectKind: "ticket", SubjectID: r.ID, Version: int(r.Version), Key: fmt.Sprintf("ticket:%d:%d", r.ID, r.Version),
			Payload: w.changed(),
		})
		if e, ok := w.settled(); ok {
			events = append(events, e)
		}
	}
	return hints, event.Publish(ctx, tx, events...)
}

// changedEvent is the payload of ticket.changed. It is published for every group of events of a ticket
// but for mere talk: messages that leave its state, its owner, who waits and whether it is put aside as
// they were. Of those message.appended tells, and sockets get a hint after the commit.
type changedEvent struct {
	TicketID int64    `json:"ticket_id"`
	Number   int64    `json:"number"`
	Version  int64    `json:"version"`
	FromSeq  int64    `json:"from_seq"` // the first event of the group; the last one's is the version
	State    State    `json:"state"`
	OwnerID  *int64   `json:"owner_id"`
	Kinds    []string `json:"kinds"`
	Cause    string   `json:"cause"` // macro:UID, rule:ID, bulk:UID; empty: a person or what has happened
	Group    string   `json:"group,omitempty"`
}
