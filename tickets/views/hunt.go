package views

import (
	"context"
	"fmt"
	"math"
	"strconv"
	"time"

	"dari/internal/postgres"
	"dari/tickets"

	"github.com/jackc/pgx/v5"
)

// hunt looks for messages, the newest first, until there are enough tickets.
type hunt struct {
	s      *Service
	me     int64
	filter tickets.Filter
	narrow bool // the filter says more than what is hidden anyway
	words  matcher
	text   string // the words as the index is asked for them
	before int64  // of the index: only what is older
	shown  map[int64]bool
}

// A hunt looks at so many messages at a time, at first at few more than are wanted, and ends after so
// many times: who wants more goes on from there.
const (
	huntBatch = 40
	huntSpare = 5
	huntTurns = 25
	// huntWithin is how many tickets a filter may choose for the hunt to begin with them.
	huntWithin = 1000
	// How many of the newest messages are looked through before the index is asked.
	windowOfWords  = 800
	windowOfLetter = 3000
)

// trace is a message that the index names.
type trace struct{ ID, ConversationID, Seq int64 }

func (h *hunt) run(ctx context.Context, limit int) (list []FoundTicket, next string, err error) {
	if h.text == "" || limit <= 0 {
		return nil, "", nil
	}
	if h.before == 0 {
		h.before = math.MaxInt64
	}
	look, err := h.way(ctx)
	if err != nil {
		return nil, "", err
	}
	batch := min(limit+huntSpare, huntBatch)
	for range huntTurns {
		traces, err := look(ctx, batch)
		if err != nil {
			return nil, "", err
		}
		hits, err := h.read(ctx, traces)
		if err != nil {
			return nil, "", err
		}
		for i, hit := range hits {
			if hit == nil {
				continue
			}
			list = append(list, *hit)
			if len(list) == limit {
				if i == len(traces)-1 && len(traces) < batch {
					return list, "", nil
				}
				return list, strconv.FormatInt(traces[i].ID, 10), nil
			}
		}
		if len(traces) < batch {
			return list, "", nil
		}
		h.before, batch = traces[len(traces)-1].ID, huntBatch
	}
	return list, strconv.FormatInt(h.before, 10), nil
}

const (
	// Block by block from the newest: of a frequent word one block is enough. The fence keeps Postgres
	// from walking all messages in the hope of a hit.
	sqlByBlock = `
SELECT f.id, f.conversation_id, f.seq
FROM generate_series(least($2::bigint - 1, coalesce((SELECT max(id) FROM dari.message_search), 0)) >> 15, 0, -1) AS b (n)
CROSS JOIN LATERAL (
  SELECT w.id, w.conversation_id, w.seq
  FROM (SELECT m.id, m.conversation_id, m.seq FROM dari.message_search m WHERE m.search @@ ($1::tsquery && ('''#' || b.n || '''')::tsquery) OFFSET 0) w
  WHERE w.id < $2 ORDER BY w.id DESC LIMIT $3) f
LIMIT $3`
	// The newest messages are looked through first, which is enough for a word that stands in many.
	sqlInWindow = `
SELECT w.id, w.conversation_id, w.seq
FROM (SELECT m.id, m.conversation_id, m.seq, m.search FROM dari.message_search m WHERE m.id < $2 ORDER BY m.id DESC LIMIT $4) w
WHERE w.search @@ $1::tsquery ORDER BY w.id DESC LIMIT $3`
	// A single letter has no pair, and the index must gather all that begins with it.
	sqlByLetter = `
SELECT w.id, w.conversation_id, w.seq
FROM (SELECT m.id, m.conversation_id, m.seq FROM dari.message_search m WHERE m.search @@ $1::tsquery OFFSET 0) w
WHERE w.id < $2 ORDER BY w.id DESC LIMIT $3`
	sqlInTickets = `
SELECT m.id, m.conversation_id, m.seq
FROM dari.ticket_conversations c
JOIN dari.message_search m ON m.conversation_id = c.conversation_id AND m.seq >= c.from_seq AND m.seq <= coalesce(c.to_seq, m.seq)
WHERE c.ticket_id = ANY($4) AND m.search @@ $1::tsquery AND m.id < $2
ORDER BY m.id DESC LIMIT $3`
)

// way chooses how to look: among the messages of the tickets that the filter leaves when those are few,
// otherwise among all.
func (h *hunt) way(ctx context.Context) (func(ctx context.Context, limit int) ([]trace, error), error) {
	if h.narrow {
		ids, more, err := tickets.IDs(ctx, h.s.db, h.me, h.filter, huntWithin)
		if err != nil {
			return nil, err
		}
		if !more {
			return func(ctx context.Context, limit int) ([]trace, error) { return h.traces(ctx, sqlInTickets, limit, ids) }, nil
		}
	}
	window := windowOfWords
	if h.words.single() {
		window = windowOfLetter
	}
	return func(ctx context.Context, limit int) ([]trace, error) {
		if window > 0 {
			found, err := h.traces(ctx, sqlInWindow, limit, window)
			if err != nil || len(found) == limit {
				return found, err
			}
			window = 0
		}
		if h.words.single() {
			return h.traces(ctx, sqlByLetter, limit)
		}
		return h.traces(ctx, sqlByBlock, limit)
	}, nil
}

func (h *hunt) traces(ctx context.Context, sql string, limit int, more ...any) (list []trace, err error) {
	args := append([]any{h.text, h.before, limit}, more...)
	collect := func(rows pgx.Rows) (err error) {
		list, err = pgx.CollectRows(rows, pgx.RowToStructByPos[trace])
		return err
	}
	if sql == sqlInTickets { // how many tickets there are decides how it is best read
		rows, _ := h.s.db.Query(ctx, sql, args...) // collect reports this error
		err = collect(rows)
	} else {
		b := postgres.Planned()
		b.Queue(sql, args...).Query(collect)
		err = h.s.db.SendBatch(ctx, b).Close()
	}
	if err != nil {
		return nil, fmt.Errorf("look for messages: %w", err)
	}
	return list, nil
}

// read gives for each trace what is shown of it, nil for one that does not count: its words stand apart,
// it was taken back, its ticket is there already or not chosen.
func (h *hunt) read(ctx context.Context, traces []trace) ([]*FoundTicket, error) {
	hits := make([]*FoundTicket, len(traces))
	if len(traces) == 0 {
		return hits, nil
	}
	conversations, seqs := make([]int64, len(traces)), make([]int64, len(traces))
	for i, t := range traces {
		conversations[i], seqs[i] = t.ConversationID, t.Seq
	}
	texts, ids, err := textsOf(ctx, h.s.db, conversations, seqs)
	if err != nil {
		return nil, err
	}
	var wanted []int64
	at := map[int64]int{}
	for i, text := range texts {
		if ids[i] == 0 || h.shown[ids[i]] || text.At.IsZero() {
			continue
		}
		pieces, ok := h.words.snippet(text.Body)
		if !ok && text.Title != "" {
			pieces, ok = h.words.snippet(text.Title + " — " + text.Body)
		}
		if !ok && text.Also != "" { // a file or a note
			if pieces, ok = h.words.snippet(text.Also); !ok {
				pieces, ok = h.words.snippet(text.Title + " — " + text.Body + " — " + text.Also)
			}
		}
		if ok {
			hits[i] = &FoundTicket{Snippet: pieces, Seq: traces[i].Seq, At: text.At}
			wanted, at[ids[i]], h.shown[ids[i]] = append(wanted, ids[i]), i, true
		}
	}
	list, err := tickets.Pick(ctx, h.s.db, h.me, h.filter, wanted)
	if err != nil {
		return nil, err
	}
	for _, t := range list {
		hits[at[t.ID]].Ticket = t
	}
	for i := range hits {
		if hits[i] != nil && hits[i].Ticket.ID == 0 {
			hits[i] = nil
		}
	}
	return hits, nil
}

// said is the text of a message; without a time it was taken back.
type said struct {
	Body, Title, Also string
	At                time.Time
}

const sqlTexts = `
SELECT k.n, CASE WHEN m.kind = 'event' THEN '' ELSE left(m.body, 20000) END, CASE WHEN m.seq = 1 THEN v.title ELSE '' END,
  ` + alsoThere + `, m.created_at
FROM unnest($1::bigint[], $2::bigint[]) WITH ORDINALITY AS k (conversation_id, seq, n)
JOIN dari.messages m ON m.conversation_id = k.conversation_id AND m.seq = k.seq
JOIN dari.conversations v ON v.id = m.conversation_id
WHERE m.withdrawn_at IS NULL`

// textsOf reads messages and names their tickets, in one round trip.
func textsOf(ctx context.Context, q postgres.Querier, conversations, seqs []int64) ([]said, []int64, error) {
	b := &pgx.Batch{}
	ids := tickets.QueueOfMessages(b, conversations, seqs)
	out := make([]said, len(seqs))
	b.Queue(sqlTexts, conversations, seqs).Query(func(rows pgx.Rows) error {
		var n int64
		var text said
		_, err := pgx.ForEachRow(rows, []any{&n, &text.Body, &text.Title, &text.Also, &text.At}, func() error { out[n-1] = text; return nil })
		return err
	})
	if err := q.SendBatch(ctx, b).Close(); err != nil {
		return nil, nil, fmt.Errorf("read %d messages and find their tickets: %w", len(seqs), err)
	}
	return out, ids, nil
}
