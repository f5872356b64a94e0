package contact

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"time"

	"dari/internal/fault"
	"dari/internal/postgres"
)

// tries is how often something may be done in a span of time, for one value of a kind.
type tries struct {
	kind, value string
	most        int
	span        time.Duration
}

const quarter = 15 * time.Minute

func sendTries(ip, email string) []tries {
	return []tries{{"send", ip, 10, quarter}, {"send-day", ip, 60, 24 * time.Hour}, {"send-to", email, 6, time.Hour}}
}

func answerTries(ip, ticket string) []tries {
	return []tries{{"answer", ip, 60, quarter}, {"answer-to", ticket, 20, time.Hour}}
}

// lookupTries bound who asks, and how often anybody asks for one ticket and phone.
func lookupTries(ip, pair string) []tries {
	return []tries{{"lookup", ip, 20, quarter}, {"lookup-pair", pair, 5, quarter}, {"lookup-pair-day", pair, 15, 24 * time.Hour}}
}

func codeTriesOf(ip string) []tries { return []tries{{"code", ip, 60, quarter}} }

// count counts one try of each and refuses when one is beyond its limit. What is refused counts too.
func (s *Service) count(ctx context.Context, list []tries) error {
	type row struct {
		key  []byte
		span time.Duration
		most int32
	}
	rows := make([]row, len(list))
	for i, t := range list {
		rows[i] = row{s.hash("try", t.kind, t.value), t.span, int32(t.most)} //nolint:gosec // small
	}
	slices.SortFunc(rows, func(a, b row) int { return bytes.Compare(a.key, b.key) }) // one order of locks for all
	keys, spans, most := make([][]byte, len(rows)), make([]time.Duration, len(rows)), make([]int32, len(rows))
	for i, r := range rows {
		keys[i], spans[i], most[i] = r.key, r.span, r.most
	}
	wait, err := countTries(ctx, s.DB, keys, spans, most)
	if err == nil && wait > 0 {
		err = fault.New(fault.TooMany, "contact.tries", fault.Arg("n", (wait+59)/60)).After(wait)
	}
	return err
}

const (
	sqlCountTries = `
WITH counted AS (
  INSERT INTO dari.contact_tries AS t (key, n, ends_at)
  SELECT k.key, 1, dari.clock() + k.span FROM unnest($1::bytea[], $2::interval[]) WITH ORDINALITY AS k(key, span, n) ORDER BY k.n
  ON CONFLICT (key) DO UPDATE
  SET n = CASE WHEN t.ends_at <= dari.clock() THEN 1 ELSE least(t.n + 1, 1000000) END,
      ends_at = CASE WHEN t.ends_at <= dari.clock() THEN excluded.ends_at ELSE t.ends_at END
  RETURNING key, n, ends_at)
SELECT coalesce(ceil(max(extract(epoch FROM c.ends_at - dari.clock()))), 0)::int
FROM counted c JOIN unnest($1::bytea[], $3::int[]) AS m(key, most) ON m.key = c.key WHERE c.n > m.most`
	sqlForgetTries   = `DELETE FROM dari.contact_tries WHERE ends_at < dari.clock()`
	sqlForgetLookups = `DELETE FROM dari.contact_lookups WHERE created_at < dari.clock() - interval '1 day'`
	// A guest finds a ticket by the phone of its form as long as records of questions are kept.
	sqlForgetForms = `
DELETE FROM dari.contact_forms WHERE client_id = ANY (ARRAY(SELECT client_id FROM dari.contact_forms WHERE created_at < dari.clock() - interval '3 years' ORDER BY created_at LIMIT $1))`
	forgetBatch = 1000
)

// countTries answers for how many seconds the caller must wait, 0 when they need not.
func countTries(ctx context.Context, q postgres.Querier, keys [][]byte, spans []time.Duration, most []int32) (wait int, err error) {
	if err := q.QueryRow(ctx, sqlCountTries, keys, spans, most).Scan(&wait); err != nil {
		return 0, fmt.Errorf("count tries: %w", err)
	}
	return wait, nil
}

func forget(ctx context.Context, q postgres.Querier) error {
	if _, err := q.Exec(ctx, sqlForgetTries); err != nil {
		return fmt.Errorf("forget old tries: %w", err)
	}
	if _, err := q.Exec(ctx, sqlForgetLookups); err != nil {
		return fmt.Errorf("forget old look-ups: %w", err)
	}
	for {
		tag, err := q.Exec(ctx, sqlForgetForms, forgetBatch)
		if err != nil {
			return fmt.Errorf("forget old forms: %w", err)
		}
		if tag.RowsAffected() < forgetBatch {
			return nil
		}
	}
}
