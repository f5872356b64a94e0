package notify

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"

	"dari/internal/postgres"
	"dari/internal/shop"
	"dari/notify/outcome"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// result is what became of a row, on its way to the ledger.
type result struct {
	row       *row
	token     uuid.UUID
	out       outcome.Outcome
	startedAt time.Time
	handoffAt time.Time // zero: nothing was handed off
	release   func()    // frees the place in flight, after the commit
}

const resultsMax = 100

// writeResults writes outcomes in bulk: whatever has come in while the last bulk was written is the
// next one. The place a message holds in flight is freed only then.
func (s *Service) writeResults(ctx context.Context) {
	for first := range s.results {
		list := []result{first}
	gather:
		for len(list) < resultsMax {
			select {
			case r, ok := <-s.results:
				if !ok {
					break gather
				}
				list = append(list, r)
			default:
				break gather
			}
		}
		s.store(ctx, list)
	}
}

// store does not give up while the program lives: without the outcome a message that was sent would
// become unknown.
func (s *Service) store(ctx context.Context, list []result) {
	for wait := 50 * time.Millisecond; ; wait = min(2*wait, 5*time.Second) {
		err := postgres.InTx(ctx, s.db, func(tx pgx.Tx) error { return s.write(ctx, tx, list) })
		if err == nil || ctx.Err() != nil {
			break
		}
		s.log.ErrorContext(ctx, "outcomes could not be written", "count", len(list), "error", err)
		select {
		case <-ctx.Done():
		case <-time.After(wait):
		}
	}
	wake := map[string]bool{}
	for _, r := range list {
		if r.release != nil {
			r.release()
		}
		if r.row.OrderID != 0 {
			wake[LaneOf(r.row.Class)] = true // news about the same order may wait behind this one
		}
	}
	for lane := range wake {
		s.signal(lane)
	}
}

const sqlResults = `
UPDATE dari.deliveries d SET state = u.state, reason = u.reason, attempt = d.attempt - u.unburned,
  not_before = CASE WHEN u.state = 'deferred' THEN dari.ticking_clock() + u.again * interval '1 second' ELSE d.not_before END,
  sent_at = CASE WHEN u.state = 'sent' THEN dari.ticking_clock() END, provider_ref = u.ref, last_code = u.code, last_text = u.text,
  fields = CASE WHEN d.class = 'code' AND u.state IN ('sent', 'failed', 'suppressed') THEN '{}' ELSE d.fields END, lease_token = NULL, lease_until = NULL, updated_at = dari.ticking_clock()
FROM unnest($1::bigint[], $2::uuid[], $3::text[], $4::text[], $5::int[], $6::float8[], $7::text[], $8::int[], $9::text[])
  AS u(id, token, state, reason, unburned, again, ref, code, text)
WHERE d.id = u.id AND d.lease_token = u.token AND d.state IN ('leased', 'handed_off', 'unknown')`

const sqlAttempts = `
INSERT INTO dari.delivery_attempts (delivery_id, n, started_at, handoff_at, ended_at, outcome, code, enhanced, text, node)
SELECT u.id, u.n, u.started_at, u.handoff_at, dari.ticking_clock(), u.outcome, u.code, u.enhanced, u.text, $9
FROM unnest($1::bigint[], $2::int[], $3::timestamptz[], $4::timestamptz[], $5::text[], $6::int[], $7::text[], $8::text[])
  AS u(id, n, started_at, handoff_at, outcome, code, enhanced, text)
ON CONFLICT (delivery_id, n) DO UPDATE SET handoff_at = excluded.handoff_at, ended_at = excluded.ended_at, outcome = excluded.outcome,
  code = excluded.code, enhanced = excluded.enhanced, text = excluded.text, node = excluded.node`

const sqlSuppress = `
INSERT INTO dari.suppressions (channel, address_norm, scope, reason)
SELECT u.channel, u.address, 'all', u.reason FROM unnest($1::text[], $2::text[], $3::text[]) AS u(channel, address, reason)
ON CONFLICT (channel, address_norm, scope) DO NOTHING`

// resultColumns are outcomes, one array per column of sqlResults and sqlAttempts.
type resultColumns struct {
	ids                                             []int64
	tokens                                          []uuid.UUID
	states, reasons, refs, texts, outcomes, details []string
	unburned, codes, numbers                        []int32
	again                                           []float64
	started                                         []time.Time
	handoff                                         []*time.Time
	badChannels, badAddresses, badReasons           []string
}

func (s *Service) write(ctx context.Context, tx pgx.Tx, list []result) error {
	c := resultColumns{}
	for _, r := range list {
		c.add(r, s.again(r))
	}
	batch := &pgx.Batch{}
	batch.Queue(sqlResults, c.ids, c.tokens, c.states, c.reasons, c.unburned, c.again, c.refs, c.codes, c.texts)
	batch.Queue(sqlAttempts, c.ids, c.numbers, c.started, c.handoff, c.outcomes, c.codes, c.details, c.texts, s.node)
	if len(c.badAddresses) > 0 {
		batch.Queue(sqlSuppress, c.badChannels, c.badAddresses, c.badReasons)
	}
	if err := tx.SendBatch(ctx, batch).Close(); err != nil {
		return fmt.Errorf("write %d outcomes: %w", len(list), err)
	}
	for _, r := range list {
		if r.out.Kind == outcome.Sent && r.row.Kind == shop.PreorderDelayed && r.row.OrderID != 0 {
			if err := shop.PromiseTold(ctx, tx, r.row.OrderID, r.row.Version); err != nil {
				return err
			}
		}
	}
	return publishSettled(ctx, tx, list)
}

func (c *resultColumns) add(r result, again time.Duration) {
	state, unburned := r.out.Kind.String(), int32(0)
	if r.out.Unburned {
		unburned = 1
	}
	c.ids, c.tokens = append(c.ids, r.row.ID), append(c.tokens, r.token)
	c.states, c.reasons = append(c.states, state), append(c.reasons, r.out.Reason)
	c.unburned, c.again = append(c.unburned, unburned), append(c.again, again.Seconds())
	c.refs, c.codes, c.texts = append(c.refs, r.out.Ref), append(c.codes, int32(r.out.Code)), append(c.texts, r.out.Text)
	c.numbers, c.started = append(c.numbers, int32(r.row.Attempt)), append(c.started, r.startedAt)
	c.handoff = append(c.handoff, timeOrNil(r.handoffAt))
	c.outcomes, c.details = append(c.outcomes, state), append(c.details, r.out.Enhanced)
	if r.out.Suppress {
		c.badChannels, c.badAddresses = append(c.badChannels, string(r.row.Channel)), append(c.badAddresses, r.row.RecipientKey)
		c.badReasons = append(c.badReasons, r.out.Reason)
	}
}

// again is how long a deferred row waits: as the other side asked, or by the table, ± 20 %.
func (s *Service) again(r result) time.Duration {
	if r.out.RetryAfter > 0 {
		return r.out.RetryAfter
	}
	n := min(max(r.row.Attempt-1, 0), len(s.retry)-1)
	return time.Duration(float64(s.retry[n]) * (0.8 + 0.4*rand.Float64()))
}
