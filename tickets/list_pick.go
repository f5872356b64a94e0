package tickets

import (
	"context"

	"dari/internal/fault"
	"dari/internal/postgres"

	"github.com/jackc/pgx/v5"
)

const sqlTicketOfMessages = `
SELECT k.n, s.ticket_id
FROM unnest($1::bigint[], $2::bigint[]) WITH ORDINALITY AS k (conversation_id, seq, n)
JOIN dari.ticket_conversations s ON s.conversation_id = k.conversation_id AND k.seq >= s.from_seq AND k.seq <= coalesce(s.to_seq, k.seq)`

// QueueOfMessages asks in a batch for the tickets in which messages stand, 0 for one in none. The answer
// is filled in when the batch is read.
func QueueOfMessages(b *pgx.Batch, conversations, seqs []int64) []int64 {
	out := make([]int64, len(seqs))
	b.Queue(sqlTicketOfMessages, conversations, seqs).Query(func(rows pgx.Rows) error {
		var n, id int64
		_, err := pgx.ForEachRow(rows, []any{&n, &id}, func() error { out[n-1] = id; return nil })
		return err
	})
	return out
}

// pickMost is how many tickets can be picked at once.
const pickMost = 200

// Pick reads those of the tickets, 200 at most, that a filter chooses for a person.
func Pick(ctx context.Context, db postgres.Querier, me int64, f Filter, ids []int64) ([]Ticket, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	q := &query{me: me}
	list, _, err := runPage(ctx, db, q, q.among(f, ids))
	return list, err
}

// Numbered reads the ticket of a number as a row of a list; ok is false when there is none.
func Numbered(ctx context.Context, q postgres.Querier, me, number int64) (t Ticket, ok bool, err error) {
	t, err = ticketByNumber(ctx, q, number)
	if fault.Is(err, fault.NotFound) {
		return t, false, nil
	}
	if err != nil {
		return t, false, err
	}
	list := []Ticket{t}
	err = dress(ctx, q, me, list)
	return list[0], err == nil, err
}
