package views

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"dari/internal/event"
	"dari/internal/jobs"
	"dari/internal/postgres"
	"dari/internal/thread"
	"dari/tickets"

	"github.com/jackc/pgx/v5"
)

const (
	sqlWait = `
INSERT INTO dari.search_waits (conversation_id, from_seq)
SELECT k.conversation_id, min(k.seq) FROM unnest($1::bigint[], $2::bigint[]) AS k (conversation_id, seq) GROUP BY k.conversation_id`
	sqlForget = `
DELETE FROM dari.message_search m USING unnest($1::bigint[], $2::bigint[]) AS k (conversation_id, seq)
WHERE m.conversation_id = k.conversation_id AND m.seq = k.seq`
	sqlForgetAll = `DELETE FROM dari.message_search WHERE conversation_id = $1`
	sqlWaitMoved = `
INSERT INTO dari.search_waits (conversation_id, from_seq)
SELECT $1, coalesce((SELECT min(m.seq) FROM dari.messages m WHERE m.conversation_id = $1 AND m.seq > $2), $2 + 1)`
)

// Handlers note which messages wait for the index, and take out those that were taken back.
func (s *Service) Handlers() []event.Handler {
	return []event.Handler{
		{Name: "views", Kinds: []string{"message.appended"}, After: s.wake, Handle: func(ctx context.Context, tx pgx.Tx, events []event.Event) error {
			return forMessages(ctx, tx, sqlWait, "note", events)
		}},
		{Name: "views:withdrawn", Kinds: []string{"message.withdrawn"}, Handle: func(ctx context.Context, tx pgx.Tx, events []event.Event) error {
			return forMessages(ctx, tx, sqlForget, "forget", events)
		}},
		{Name: "views:notes", Kinds: []string{"ticket.changed"}, After: s.wake, Handle: noted},
		thread.OnMerged("views", func(ctx context.Context, tx pgx.Tx, m thread.Merged) error {
			if _, err := tx.Exec(ctx, sqlForgetAll, m.From); err != nil {
				return fmt.Errorf("forget the messages of a chat: %w", err)
			}
			if _, err := tx.Exec(ctx, sqlWaitMoved, m.Into, m.Base); err != nil {
				return fmt.Errorf("note the messages of a chat: %w", err)
			}
			return nil
		}),
	}
}

// alsoThere is what a message m is found by beside its text: the names of its files, and the notes that
// staff wrote after it.
const alsoThere = `concat_ws(E'\n',
    (SELECT string_agg(f ->> 'name', E'\n') FROM jsonb_array_elements(CASE WHEN jsonb_typeof(m.data -> 'files') = 'array' THEN m.data -> 'files' ELSE '[]' END) f),
    (SELECT string_agg(left(n.body, 4000), E'\n' ORDER BY n.seq) FROM dari.notes n WHERE n.conversation_id = m.conversation_id AND n.after_seq = m.seq))`

const (
	// The last notes of tickets: an event tells that there is one, not which.
	sqlNoted = `
SELECT DISTINCT n.conversation_id, n.after_seq
FROM unnest($1::bigint[]) AS t (id)
JOIN dari.ticket_conversations s ON s.ticket_id = t.id
CROSS JOIN LATERAL (SELECT x.conversation_id, x.after_seq FROM dari.notes x WHERE x.conversation_id = s.conversation_id ORDER BY x.seq DESC LIMIT 5) n
WHERE n.after_seq > 0`
	sqlWaitAnew = `
INSERT INTO dari.search_waits (conversation_id, from_seq) SELECT k.conversation_id, k.seq FROM unnest($1::bigint[], $2::bigint[]) AS k (conversation_id, seq)`
)

// noted lets the messages that notes stand behind be entered anew, with the notes.
func noted(ctx context.Context, tx pgx.Tx, events []event.Event) error {
	var ids []int64
	for _, e := range events {
		var said struct {
			Kinds []string `json:"kinds"`
		}
		if err := json.Unmarshal(e.Payload, &said); err != nil {
			return fmt.Errorf("read event %d: %w", e.ID, err)
		}
		if slices.Contains(said.Kinds, "noted") {
			ids = append(ids, e.SubjectID)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	rows, _ := tx.Query(ctx, sqlNoted, ids) // ForEachRow reports this error
	var conversations, seqs []int64
	var conversation, seq int64
	_, err := pgx.ForEachRow(rows, []any{&conversation, &seq}, func() error {
		conversations, seqs = append(conversations, conversation), append(seqs, seq)
		return nil
	})
	if err != nil {
		return fmt.Errorf("find what notes stand behind: %w", err)
	}
	if _, err = tx.Exec(ctx, sqlForget, conversations, seqs); err == nil {
		_, err = tx.Exec(ctx, sqlWaitAnew, conversations, seqs)
	}
	if err != nil {
		return fmt.Errorf("enter what has a note anew: %w", err)
	}
	return nil
}

func forMessages(ctx context.Context, tx pgx.Tx, sql, doing string, events []event.Event) error {
	conversations, seqs := make([]int64, len(events)), make([]int64, len(events))
	for i, e := range events {
		conversations[i], seqs[i] = e.SubjectID, int64(e.Version)
	}
	if _, err := tx.Exec(ctx, sql, conversations, seqs); err != nil {
		return fmt.Errorf("%s %d messages: %w", doing, len(events), err)
	}
	return nil
}

func (s *Service) wake(context.Context) { s.bell.Ring() }

// Between two turns the index rests: under load a turn then takes in many messages, which costs less
// for each, and a search is behind by a second at most.
const (
	restAfter = 700 * time.Millisecond
	lookEvery = 5 * time.Second // should the bell have rung in another program
)

// Run enters new messages into the index until the context ends.
func (s *Service) Run(ctx context.Context) error {
	return jobs.Loop{Every: lookEvery, Bell: s.bell, Rest: restAfter, Log: s.log, Trouble: "the index of messages waits for the database"}.Run(ctx, func(ctx context.Context) error {
		return jobs.Drain(ctx, jobs.Gently(s.indexStep))
	})
}

// Index enters all messages that wait, and returns.
func (s *Service) Index(ctx context.Context) error { return jobs.Drain(ctx, s.indexStep) }

func (s *Service) indexStep(ctx context.Context) (more bool, err error) {
	err = postgres.InTx(ctx, s.db, func(tx pgx.Tx) (err error) {
		more, err = indexSome(ctx, tx)
		return err
	})
	return more, err
}

const (
	// indexBatch is how many messages are entered in one transaction at most; it is those of few
	// conversations, so that it is short and whoever writes at that moment does not wait for it.
	indexBatch = 1000
	// indexRunes is how much of a text is searched: a longer one is no longer a question.
	indexRunes = 20_000

	sqlAlone     = `SELECT pg_try_advisory_xact_lock(hashtext('dari.views.index'))`
	sqlTakeWaits = `
DELETE FROM dari.search_waits
WHERE ctid = ANY (ARRAY(SELECT ctid FROM dari.search_waits LIMIT 8 FOR UPDATE SKIP LOCKED))
RETURNING conversation_id, from_seq`
	// OFFSET and the single question for each message keep it to the end of each conversation: joins
	// would read all of it.
	sqlUnindexed = `
SELECT m.conversation_id, m.seq, CASE WHEN m.kind = 'event' THEN '' ELSE left(m.body, 20000) END, CASE WHEN m.seq = 1 THEN v.title ELSE '' END,
  ` + alsoThere + `, m.created_at
FROM (SELECT u.conversation_id, min(u.from_seq) AS from_seq FROM unnest($1::bigint[], $2::bigint[]) AS u (conversation_id, from_seq) GROUP BY 1) k
JOIN dari.conversations v ON v.id = k.conversation_id
CROSS JOIN LATERAL (SELECT x.* FROM dari.messages x WHERE x.conversation_id = k.conversation_id AND x.seq >= k.from_seq OFFSET 0) m
WHERE m.withdrawn_at IS NULL AND (m.kind <> 'event' OR EXISTS (SELECT FROM dari.notes n WHERE n.conversation_id = m.conversation_id AND n.after_seq = m.seq))
  AND (SELECT s.id FROM dari.message_search s WHERE s.conversation_id = m.conversation_id AND s.seq = m.seq) IS NULL
ORDER BY m.conversation_id, m.seq LIMIT $3`
	sqlEnter = `
INSERT INTO dari.message_search (id, conversation_id, seq, search) OVERRIDING SYSTEM VALUE
SELECT n.id, n.conversation_id, n.seq, array_to_tsvector(string_to_array(n.grams, ' ') || ('#' || (n.id >> 15)))
FROM (SELECT nextval('dari.message_search_id_seq') AS id, k.conversation_id, k.seq, k.grams
      FROM unnest($1::bigint[], $2::bigint[], $3::text[]) AS k (conversation_id, seq, grams)) n
ON CONFLICT (conversation_id, seq) DO NOTHING`
	sqlWaitOn = `INSERT INTO dari.search_waits (conversation_id, from_seq) SELECT k.conversation_id, k.seq FROM unnest($1::bigint[], $2::bigint[]) AS k (conversation_id, seq)`
)

// written is a message that is to be found.
type written struct {
	ConversationID, Seq int64
	Body, Title, Also   string
	At                  time.Time
}

// indexSome takes what waits and enters it; more says that there was more than fits.
func indexSome(ctx context.Context, tx pgx.Tx) (more bool, err error) {
	var alone bool // of all programs one enters at a time
	if err := tx.QueryRow(ctx, sqlAlone).Scan(&alone); err != nil {
		return false, fmt.Errorf("ask for the index: %w", err)
	}
	if !alone {
		return false, nil
	}
	conversations, seqs, err := takeWaits(ctx, tx)
	if err != nil || len(conversations) == 0 {
		return false, err
	}
	rows, _ := tx.Query(ctx, sqlUnindexed, conversations, seqs, indexBatch) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[written])
	if err != nil {
		return false, fmt.Errorf("read messages that are not in the index: %w", err)
	}
	if len(list) == indexBatch { // perhaps not all of them: the same again
		if _, err := tx.Exec(ctx, sqlWaitOn, conversations, seqs); err != nil {
			return false, fmt.Errorf("let messages wait on: %w", err)
		}
	}
	return true, enter(ctx, tx, list)
}

func takeWaits(ctx context.Context, tx pgx.Tx) (conversations, seqs []int64, err error) {
	rows, _ := tx.Query(ctx, sqlTakeWaits) // ForEachRow reports this error
	var conversation, seq int64
	_, err = pgx.ForEachRow(rows, []any{&conversation, &seq}, func() error {
		conversations, seqs = append(conversations, conversation), append(seqs, seq)
		return nil
	})
	if err != nil {
		return nil, nil, fmt.Errorf("take messages that wait for the index: %w", err)
	}
	return conversations, seqs, nil
}

// enter writes what messages are found by, in the order in which they were written: the newest are
// looked at first.
func enter(ctx context.Context, tx pgx.Tx, list []written) error {
	if len(list) == 0 {
		return nil
	}
	slices.SortStableFunc(list, func(a, b written) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Seq, b.Seq)) })
	conversations, seqs, grams := make([]int64, len(list)), make([]int64, len(list)), make([]string, len(list))
	for i, m := range list {
		conversations[i], seqs[i], grams[i] = m.ConversationID, m.Seq, strings.Join(Grams(m.Title+"\n"+m.Body+"\n"+m.Also), " ")
	}
	if _, err := tx.Exec(ctx, sqlEnter, conversations, seqs, grams); err != nil {
		return fmt.Errorf("enter %d messages into the index: %w", len(list), err)
	}
	return nil
}

// Grams are what a text is found by, as far as it is searched.
func Grams(text string) []string {
	if utf8.RuneCountInString(text) > indexRunes {
		text = string([]rune(text)[:indexRunes])
	}
	return tickets.Grams(text)
}
