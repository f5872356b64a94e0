package report

import (
	"context"
	"fmt"
	"slices"
	"time"

	"dari/internal/postgres"
	"dari/internal/staff"

	"github.com/jackc/pgx/v5"
)

const (
	sqlPackedDays = `SELECT from_at, to_at, packed FROM dari.fact_days WHERE from_at >= $1 AND to_at <= $2`
	sqlDayReplies = `
SELECT f.staff_id, f.channel,
  array_agg(f.business_seconds) FILTER (WHERE f.first), array_agg(f.wall_seconds) FILTER (WHERE f.first),
  array_agg(f.business_seconds) FILTER (WHERE NOT f.first), array_agg(f.wall_seconds) FILTER (WHERE NOT f.first), array_agg(f.ticket_id)
FROM dari.reply_facts f WHERE f.replied_at >= $1 AND f.replied_at < $2 GROUP BY f.staff_id, f.channel`
	sqlDaySolvings = `
SELECT f.staff_id, f.channel,
  array_agg(f.business_seconds) FILTER (WHERE NOT f.again), array_agg(f.wall_seconds) FILTER (WHERE NOT f.again), array_agg(f.ticket_id),
  count(*), count(f.reopened_at), count(*) FILTER (WHERE f.replies <= 1 AND f.reopened_at IS NULL)
FROM (SELECT s.staff_id, s.channel, s.business_seconds, s.wall_seconds, s.ticket_id, s.reopened_at, s.replies,
        EXISTS (SELECT FROM dari.solve_facts l WHERE l.ticket_id = s.ticket_id AND l.seq > s.seq) AS again
      FROM dari.solve_facts s WHERE s.solved_at >= $1 AND s.solved_at < $2) f
GROUP BY f.staff_id, f.channel`
	sqlDayScores = `
SELECT f.staff_id, f.channel, count(*), count(*) FILTER (WHERE f.score >= 4)
FROM dari.score_facts f WHERE f.scored_at >= $1 AND f.scored_at < $2 GROUP BY f.staff_id, f.channel`
)

// daysBetween are the days of a range, each from midnight to midnight of the range's zone.
func daysBetween(from, to time.Time) (days []factDay) {
	for from.Before(to) {
		next := midnight(from.AddDate(0, 0, 1))
		if next.After(to) {
			next = to
		}
		days = append(days, factDay{from: from, to: next})
		from = next
	}
	return days
}

// factDays reads the facts of a range: those of packed days from their copies, all others as they are.
func factDays(ctx context.Context, q postgres.Querier, from, to time.Time) ([]factDay, error) {
	days := daysBetween(from, to)
	at := make(map[[2]int64]*factDay, len(days))
	for i := range days {
		at[days[i].key()] = &days[i]
	}
	rows, _ := q.Query(ctx, sqlPackedDays, from, to) // ForEachRow reports this error
	var d factDay
	var packed []byte
	_, err := pgx.ForEachRow(rows, []any{&d.from, &d.to, &packed}, func() error {
		day := at[d.key()]
		if day == nil { // of another zone
			return nil
		}
		groups, err := unpack(packed)
		if err != nil {
			return nil //nolint:nilerr // a copy in another form is as good as none
		}
		day.groups = groups
		delete(at, d.key())
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read packed days: %w", err)
	}
	var missing []*factDay
	for i := range days {
		if at[days[i].key()] != nil {
			missing = append(missing, &days[i])
		}
	}
	return days, readFacts(ctx, q, missing)
}

func (d factDay) key() [2]int64 { return [2]int64{d.from.Unix(), d.to.Unix()} }

// readFacts reads the facts of days, all in one round trip.
func readFacts(ctx context.Context, q postgres.Querier, days []*factDay) error {
	if len(days) == 0 {
		return nil
	}
	b := &pgx.Batch{}
	for _, d := range days {
		groups := &groupsOf{at: map[groupKey]int{}, day: d}
		b.Queue(sqlDayReplies, d.from, d.to).Query(groups.replies)
		b.Queue(sqlDaySolvings, d.from, d.to).Query(groups.solvings)
		b.Queue(sqlDayScores, d.from, d.to).Query(groups.scores)
	}
	if err := q.SendBatch(ctx, b).Close(); err != nil {
		return fmt.Errorf("read the facts of %d days: %w", len(days), err)
	}
	return nil
}

type groupKey struct {
	staff   int64
	channel string
}

// groupsOf puts together what three statements say of a day.
type groupsOf struct {
	at  map[groupKey]int
	day *factDay
}

func (s *groupsOf) of(k groupKey) *group {
	i, ok := s.at[k]
	if !ok {
		i = len(s.day.groups)
		s.at[k] = i
		s.day.groups = append(s.day.groups, group{staff: k.staff, channel: k.channel})
	}
	return &s.day.groups[i]
}

func (s *groupsOf) replies(rows pgx.Rows) error {
	var k groupKey
	var r group
	_, err := pgx.ForEachRow(rows, []any{&k.staff, &k.channel, &r.first.business, &r.first.wall, &r.next.business, &r.next.wall, &r.tickets}, func() error {
		g := s.of(k)
		g.first, g.next, g.tickets = r.first, r.next, distinct(r.tickets)
		r = group{}
		return nil
	})
	return err
}

func (s *groupsOf) solvings(rows pgx.Rows) error {
	var k groupKey
	var r group
	_, err := pgx.ForEachRow(rows, []any{&k.staff, &k.channel, &r.solve.business, &r.solve.wall, &r.tickets, &r.settled, &r.reopened, &r.once}, func() error {
		g := s.of(k)
		g.solve, g.settled, g.reopened, g.once, g.tickets = r.solve, r.settled, r.reopened, r.once, distinct(append(g.tickets, r.tickets...))
		r = group{}
		return nil
	})
	return err
}

func (s *groupsOf) scores(rows pgx.Rows) error {
	var k groupKey
	var n, good int
	_, err := pgx.ForEachRow(rows, []any{&k.staff, &k.channel, &n, &good}, func() error {
		g := s.of(k)
		g.scores, g.goodScores = n, good
		return nil
	})
	return err
}

// distinct sorts a list and leaves each number once.
func distinct(list []int64) []int64 {
	slices.Sort(list)
	return slices.Compact(list)
}

const (
	sqlOldestFact = `
SELECT least((SELECT min(replied_at) FROM dari.reply_facts), (SELECT min(solved_at) FROM dari.solve_facts), (SELECT min(scored_at) FROM dari.score_facts))`
	sqlPackedSince  = `SELECT from_at, to_at, substring(packed FOR 1) = $1 FROM dari.fact_days ORDER BY from_at, to_at`
	sqlForgetPacked = `DELETE FROM dari.fact_days WHERE from_at = $1 AND to_at = $2`
	sqlPackAlone    = `SELECT pg_advisory_xact_lock(hashtext('dari.fact_days'))`
	sqlKeepPacked   = `
INSERT INTO dari.fact_days (from_at, to_at, packed) VALUES ($1, $2, $3)
ON CONFLICT (from_at, to_at) DO UPDATE SET packed = excluded.packed, packed_at = excluded.packed_at`
)

// Pack makes the copies of days that are over and have none, and takes away those that no report reads.
func (s *Service) Pack(ctx context.Context) error {
	days, err := s.daysOver(ctx)
	if err != nil {
		return err
	}
	missing := make(map[[2]int64]factDay, len(days))
	for _, d := range days {
		missing[d.key()] = d
	}
	if err := s.notPacked(ctx, missing); err != nil {
		return err
	}
	for _, d := range slices.Backward(days) { // what is asked for most first
		if _, ok := missing[d.key()]; !ok {
			continue
		}
		if err := postgres.InTx(ctx, s.DB, func(tx pgx.Tx) error { return packDay(ctx, tx, d) }); err != nil {
			return fmt.Errorf("pack a day: %w", err)
		}
	}
	return nil
}

// notPacked leaves those of the days that have no copy in the form that is read now, and takes away the copies of others.
func (s *Service) notPacked(ctx context.Context, days map[[2]int64]factDay) error {
	rows, _ := s.DB.Query(ctx, sqlPackedSince, []byte{packing}) // ForEachRow reports this error
	var d factDay
	var readable bool
	var others []factDay
	_, err := pgx.ForEachRow(rows, []any{&d.from, &d.to, &readable}, func() error {
		if _, wanted := days[d.key()]; !wanted {
			others = append(others, d)
		} else if readable {
			delete(days, d.key())
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("ask which days are packed: %w", err)
	}
	for _, d := range others {
		if _, err := s.DB.Exec(ctx, sqlForgetPacked, d.from, d.to); err != nil {
			return fmt.Errorf("forget a packed day: %w", err)
		}
	}
	return nil
}

// daysOver are the days of which there are facts, as far back as a report goes.
func (s *Service) daysOver(ctx context.Context) ([]factDay, error) {
	shop, err := staff.Shop(ctx, s.DB)
	if err != nil {
		return nil, err
	}
	now, err := clock(ctx, s.DB)
	if err != nil {
		return nil, err
	}
	var oldest *time.Time
	if err := s.DB.QueryRow(ctx, sqlOldestFact).Scan(&oldest); err != nil {
		return nil, fmt.Errorf("look for the oldest fact: %w", err)
	}
	if oldest == nil {
		return nil, nil
	}
	today := midnight(now.In(shop.Location()))
	from := midnight(today.AddDate(0, 0, -longestRange))
	if first := midnight(oldest.In(shop.Location())); first.After(from) {
		from = first
	}
	return daysBetween(from, today), nil
}

// packDay copies a day. Nobody changes facts meanwhile: who does waits for the lock, or has committed.
func packDay(ctx context.Context, tx pgx.Tx, d factDay) error {
	if _, err := tx.Exec(ctx, sqlPackAlone); err != nil {
		return fmt.Errorf("ask for the facts: %w", err)
	}
	if err := readFacts(ctx, tx, []*factDay{&d}); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, sqlKeepPacked, d.from, d.to, pack(d.groups)); err != nil {
		return fmt.Errorf("keep a packed day: %w", err)
	}
	return nil
}
