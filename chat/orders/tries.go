package orders

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"dari/internal/fault"
	"dari/internal/postgres"
	"dari/internal/thread"
)

// tries is how often something may be done in a span of time, for one value of a kind.
type tries struct {
	kind, value string
	most        int
	span        time.Duration
}

const quarter = 15 * time.Minute

// askTries bound the asking: that of a shopper and of an address, which many phones share; and that
// for one order and phone by everybody, so that nobody's phone is rung by strangers, nor their code
// guessed over days. They are counted one after the other: who is stopped at one does not use up what
// others may ask.
func askTries(o thread.Owner, ip, number, phone string) [][]tries {
	who := "v" + strconv.FormatInt(o.VisitorID, 10)
	if o.CustomerID != 0 {
		who = "c" + strconv.FormatInt(o.CustomerID, 10)
	}
	pair := number + "\n" + phone
	return [][]tries{
		{{"shopper", who, 5, quarter}, {"address", ip, 30, quarter}},
		{{"pair", pair, 5, quarter}},
		{{"pair-day", pair, 20, 24 * time.Hour}},
	}
}

func verifyTries(ip string) []tries {
	return []tries{{"verify", ip, 60, quarter}}
}

// count counts one try of each and refuses when one is beyond its limit. What is refused counts too.
func (s *Service) count(ctx context.Context, list []tries) error {
	type row struct {
		key  []byte
		span time.Duration
		most int
	}
	rows := make([]row, len(list))
	for i, t := range list {
		rows[i] = row{s.hash("try", t.kind, t.value), t.span, t.most}
	}
	slices.SortFunc(rows, func(a, b row) int { return bytes.Compare(a.key, b.key) }) // one order of locks for all
	keys, spans, most := make([][]byte, len(rows)), make([]time.Duration, len(rows)), make([]int32, len(rows))
	for i, r := range rows {
		keys[i], spans[i], most[i] = r.key, r.span, int32(r.most)
	}
	wait, err := countTries(ctx, s.db, keys, spans, most)
	if err == nil && wait > 0 {
		err = fault.New(fault.TooMany, "orders.tries", fault.Arg("n", (wait+59)/60)).After(wait)
	}
	return err
}

const sqlCountTries = `
WITH counted AS (
  INSERT INTO dari.order_tries AS t (key, n, ends_at)
  SELECT k.key, 1, dari.clock() + k.span FROM unnest($1::bytea[], $2::interval[]) WITH ORDINALITY AS k(key, span, n) ORDER BY k.n
  ON CONFLICT (key) DO UPDATE
  SET n = CASE WHEN t.ends_at <= dari.clock() THEN 1 ELSE least(t.n + 1, 1000000) END,
      ends_at = CASE WHEN t.ends_at <= dari.clock() THEN excluded.ends_at ELSE t.ends_at END
  RETURNING key, n, ends_at)
SELECT coalesce(ceil(max(extract(epoch FROM c.ends_at - dari.clock()))), 0)::int
FROM counted c JOIN unnest($1::bytea[], $3::int[]) AS m(key, most) ON m.key = c.key WHERE c.n > m.most`

// countTries answers for how many seconds the caller must wait, 0 when they need not.
func countTries(ctx context.Context, q postgres.Querier, keys [][]byte, spans []time.Duration, most []int32) (wait int, err error) {
	if err := q.QueryRow(ctx, sqlCountTries, keys, spans, most).Scan(&wait); err != nil {
		return 0, fmt.Errorf("count tries: %w", err)
	}
	return wait, nil
}
