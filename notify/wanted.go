package notify

import (
	"context"
	"fmt"
	"time"

	"dari/internal/event"
	"dari/internal/postgres"
	"dari/notify/outcome"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// An answer that was read while it waited for its mail or SMS is not to be sent. Only the room it came
// from knows that, so it is asked at the last moment.

const sqlUnwanted = `
UPDATE dari.deliveries d SET state = 'cancelled', reason = u.reason, attempt = d.attempt - 1,
  lease_token = NULL, lease_until = NULL, updated_at = dari.clock()
FROM unnest($1::bigint[], $2::text[]) AS u(id, reason) WHERE d.id = u.id AND d.lease_token = $3 AND d.state = 'leased'`

func cancelUnwanted(ctx context.Context, q postgres.Querier, ids []int64, reasons []string, token uuid.UUID) error {
	if _, err := q.Exec(ctx, sqlUnwanted, ids, reasons, token); err != nil {
		return fmt.Errorf("cancel %d unwanted messages: %w", len(ids), err)
	}
	return nil
}

// stillWanted takes out of a group what is not to be sent any more. When nobody can say, all of it waits.
func (p *pump) stillWanted(ctx context.Context, b batch, letters []*letter) []*letter {
	if p.s.wanted == nil || p.lane != LaneDirect {
		return letters
	}
	bySource := map[string][]int64{}
	for _, l := range letters {
		if l.row.Class == Reply {
			bySource[l.row.SourceKind] = append(bySource[l.row.SourceKind], l.row.SourceID)
		}
	}
	for source, ids := range bySource {
		unwanted, err := p.s.wanted(ctx, source, ids)
		if err == nil {
			letters, err = p.without(ctx, b, letters, source, unwanted)
		}
		if err != nil {
			p.s.log.ErrorContext(ctx, "it cannot be told whether answers are still wanted", "error", err)
			p.giveBack(ctx, rowsOf(letters), b.token, 5*time.Second, "wanted")
			return nil
		}
	}
	return letters
}

func (p *pump) without(ctx context.Context, b batch, letters []*letter, source string, unwanted map[int64]string) ([]*letter, error) {
	var kept []*letter
	var ids []int64
	var reasons []string
	for _, l := range letters {
		if reason, is := unwanted[l.row.SourceID]; is && l.row.SourceKind == source && l.row.Class == Reply {
			ids, reasons = append(ids, l.row.ID), append(reasons, reason)
			continue
		}
		kept = append(kept, l)
	}
	if len(ids) == 0 {
		return letters, nil
	}
	return kept, cancelUnwanted(ctx, p.s.db, ids, reasons, b.token)
}

// Settlement is the payload of delivery.settled and delivery.stopped: what became of an answer of the
// shop's staff.
type Settlement struct {
	SourceKind string    `json:"source_kind"`
	SourceID   int64     `json:"source_id"`
	Channel    Channel   `json:"channel"`
	State      State     `json:"state"` // sent, failed or unknown; of one that was stopped suppressed, expired or cancelled
	Reason     string    `json:"reason"`
	At         time.Time `json:"at"`
}

// publishSettled tells the rooms that answers came from what became of them.
func publishSettled(ctx context.Context, tx pgx.Tx, list []result) error {
	var events []event.New
	for _, r := range list {
		final := r.out.Kind == outcome.Sent || r.out.Kind == outcome.Failed || r.out.Kind == outcome.Unknown
		if r.row.Class != Reply || !final {
			continue
		}
		state := State(r.out.Kind.String())
		at := r.handoffAt
		if at.IsZero() {
			at = r.startedAt
		}
		events = append(events, event.New{
			Kind: "delivery.settled", SubjectKind: "delivery", SubjectID: r.row.ID, Key: fmt.Sprintf("delivery.settled:%d:%s", r.row.ID, state),
			Payload: Settlement{r.row.SourceKind, r.row.SourceID, r.row.Channel, state, r.out.Reason, at},
		})
	}
	return event.Publish(ctx, tx, events...)
}

const sqlStopped = `
SELECT d.id, d.source_kind, d.source_id, d.channel, d.state, d.reason, d.updated_at FROM dari.deliveries d
WHERE d.id = ANY($1) AND d.class = 'reply' AND d.state IN ('suppressed', 'expired', 'cancelled')`

// tellStopped tells the rooms that answers came from that the gate has stopped some. Who is not told of it
// by an accident between the two commits finds it in the ledger.
func (p *pump) tellStopped(ctx context.Context, rows []*row) {
	var ids []int64
	for _, r := range rows {
		if r.Class == Reply {
			ids = append(ids, r.ID)
		}
	}
	if len(ids) == 0 {
		return
	}
	if err := publishStopped(ctx, p.s.db, ids); err != nil {
		p.s.log.WarnContext(ctx, "it was not told that answers were stopped", "count", len(ids), "error", err)
	}
}

func publishStopped(ctx context.Context, q postgres.Querier, ids []int64) error {
	rows, _ := q.Query(ctx, sqlStopped, ids) // ForEachRow reports this error
	var id int64
	var s Settlement
	var events []event.New
	_, err := pgx.ForEachRow(rows, []any{&id, &s.SourceKind, &s.SourceID, &s.Channel, &s.State, &s.Reason, &s.At}, func() error {
		events = append(events, event.New{
			Kind: "delivery.stopped", SubjectKind: "delivery", SubjectID: id, Key: fmt.Sprintf("delivery.stopped:%d:%s", id, s.State), Payload: s,
		})
		return nil
	})
	if err != nil {
		return fmt.Errorf("read which answers were stopped: %w", err)
	}
	return event.Publish(ctx, q, events...)
}

const sqlSuppressed = `
SELECT a.n - 1 FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS a(channel, key, n)
JOIN dari.suppressions s ON s.channel = a.channel AND s.address_norm = a.key AND s.scope = 'all'`

// Unreachable tells which of some addresses take nothing any more, by their place in the lists.
func Unreachable(ctx context.Context, q postgres.Querier, channels, keys []string) (map[int]bool, error) {
	rows, _ := q.Query(ctx, sqlSuppressed, channels, keys) // ForEachRow reports this error
	out := map[int]bool{}
	var i int
	if _, err := pgx.ForEachRow(rows, []any{&i}, func() error { out[i] = true; return nil }); err != nil {
		return nil, fmt.Errorf("look for suppressed addresses: %w", err)
	}
	return out, nil
}
