package sla

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"dari/internal/postgres"
	"dari/internal/shop/hours"
	"dari/internal/staff"

	"github.com/jackc/pgx/v5"
)

// calendars keeps what was made of the tables until they say something else.
type calendars struct {
	mu   sync.Mutex
	made map[int64]made
}

type made struct {
	mark     string
	calendar *hours.Calendar
}

// A calendar is marked by all that its hours depend on; 0 is the shop's, which may not be there yet.
const sqlMarks = `
SELECT k.id, concat_ws(':', c.id, c.version,
  (SELECT concat(count(*), '/', sum(extract(epoch FROM x.ends_at))) FROM dari.calendar_closures x WHERE x.calendar_id = c.id AND x.starts_at < x.ends_at),
  (SELECT concat(count(*), '/', max(r.id)) FROM dari.holiday_rules r),
  (SELECT s.version FROM dari.settings s WHERE s.key = 'shop'))
FROM unnest($1::bigint[]) AS k (id)
LEFT JOIN dari.calendars c ON c.id = k.id OR k.id = 0 AND c.code = 'shop'`

func marks(ctx context.Context, q postgres.Querier, ids []int64) (map[int64]string, error) {
	rows, _ := q.Query(ctx, sqlMarks, ids) // ForEachRow reports this error
	out := make(map[int64]string, len(ids))
	var id int64
	var mark string
	if _, err := pgx.ForEachRow(rows, []any{&id, &mark}, func() error { out[id] = mark; return nil }); err != nil {
		return nil, fmt.Errorf("read the marks of %d calendars: %w", len(ids), err)
	}
	return out, nil
}

// of answers calendars by their ids, the shop's for 0 among them.
func (c *calendars) of(ctx context.Context, q postgres.Querier, ids ...int64) (func(int64) *hours.Calendar, error) {
	ids = append(ids, 0)
	slices.Sort(ids)
	ids = slices.Compact(ids)
	now, err := marks(ctx, q, ids)
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.made == nil {
		c.made = map[int64]made{}
	}
	out := make(map[int64]*hours.Calendar, len(ids))
	for _, id := range ids {
		if m, known := c.made[id]; known && m.mark == now[id] {
			out[id] = m.calendar
			continue
		}
		calendar, err := load(ctx, q, id)
		if err != nil {
			return nil, err
		}
		c.made[id], out[id] = made{now[id], calendar}, calendar
	}
	return func(id int64) *hours.Calendar {
		if cal := out[id]; cal != nil {
			return cal
		}
		return out[0]
	}, nil
}

func load(ctx context.Context, q postgres.Querier, id int64) (*hours.Calendar, error) {
	shop, err := staff.Shop(ctx, q)
	if err != nil {
		return nil, err
	}
	var stored hours.Stored
	if id == 0 {
		stored, err = hours.Load(ctx, q, shop.Location())
	} else {
		stored, err = hours.LoadOf(ctx, q, shop.Location(), id)
	}
	if err != nil {
		return nil, err
	}
	return hours.New(stored.Plan), nil
}
