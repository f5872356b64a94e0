package notify

import (
	"context"
	"fmt"
	"time"

	"dari/internal/postgres"

	"github.com/jackc/pgx/v5"
)

// Folding. The first news of an order (in a family, to one recipient on one channel) leaves at once.
// What follows within the window waits, and each further change takes the place of the one that
// waits, so that a burst ends in one message with the last state. Whether that differs from what was
// told already is asked at the gate, when it leaves.

// foldMax is how many windows a burst may keep a message waiting.
const foldMax = 6

// news is a delivery about an order as folding sees it: a row, or one of the batch being planned.
type news struct {
	ID        int64
	OrderID   int64
	Family    string
	Channel   Channel
	Key       string
	Told      string
	State     State
	CreatedAt time.Time
	NotBefore time.Time

	index int // in the batch, when ID is 0
}

// waits says that it was put off by folding and has not been taken up.
func (n news) waits() bool { return n.State == Planned && n.NotBefore.After(n.CreatedAt) }

type newsKey struct {
	order   int64
	family  string
	channel Channel
	key     string
}

const sqlRecentNews = `
SELECT id, order_id, family, channel, recipient_key AS key, told, state, created_at, not_before FROM dari.deliveries
WHERE order_id = ANY($1) AND family <> '' AND state NOT IN ('suppressed', 'expired', 'cancelled', 'failed') ORDER BY id`

func recentNews(ctx context.Context, q postgres.Querier, orders []int64) (map[newsKey][]news, error) {
	rows, _ := q.Query(ctx, sqlRecentNews, orders) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, pgx.RowToStructByNameLax[news])
	if err != nil {
		return nil, fmt.Errorf("read recent news of orders: %w", err)
	}
	byKey := map[newsKey][]news{}
	for _, n := range list {
		k := newsKey{n.OrderID, n.Family, n.Channel, n.Key}
		byKey[k] = append(byKey[k], n)
	}
	return byKey, nil
}

// folding goes through a batch of events in their order.
type folding struct {
	now     time.Time
	window  time.Duration
	news    map[newsKey][]news
	planned []NewDelivery
	folded  []int64 // rows whose place was taken
	dropped []int64 // rows of orders that were cancelled
}

func (f *folding) add(list ...NewDelivery) {
	for _, d := range list {
		key, ok := RecipientKey(d.Channel, d.Address)
		if !ok || d.State != "" {
			f.planned = append(f.planned, d)
			continue
		}
		if d.Told == "cancelled" {
			f.dropOrder(d.OrderID)
		}
		k := newsKey{d.OrderID, d.Family, d.Channel, key}
		f.place(&d, k)
		if f.news == nil {
			f.news = map[newsKey][]news{}
		}
		n := news{OrderID: d.OrderID, Family: d.Family, Channel: d.Channel, Key: key, Told: d.Told, State: Planned, CreatedAt: f.now, NotBefore: f.now, index: len(f.planned)}
		if !d.NotBefore.IsZero() {
			n.NotBefore = d.NotBefore
		}
		f.news[k] = append(f.news[k], n)
		f.planned = append(f.planned, d)
	}
}

// place decides when a message leaves and takes the place of one that waits.
func (f *folding) place(d *NewDelivery, k newsKey) {
	if f.window <= 0 {
		return
	}
	var left time.Time // when the last one left or could have
	recent := false
	kept := f.news[k][:0]
	for _, n := range f.news[k] {
		if n.waits() {
			f.fold(n)
			recent = true
			continue
		}
		kept = append(kept, n)
		if n.NotBefore.After(left) {
			left = n.NotBefore
		}
	}
	f.news[k] = kept
	if !recent && f.now.Sub(left) >= f.window {
		return
	}
	d.NotBefore = f.now.Add(f.window)
	if limit := left.Add(foldMax * f.window); !left.IsZero() && d.NotBefore.After(limit) {
		d.NotBefore = limit
	}
	if !d.NotBefore.After(f.now) {
		d.NotBefore = time.Time{}
	}
}

func (f *folding) fold(n news) {
	if n.ID != 0 {
		f.folded = append(f.folded, n.ID)
		return
	}
	f.planned[n.index].State, f.planned[n.index].Reason = Cancelled, "folded"
}

// dropOrder takes back everything about a cancelled order that has not left.
func (f *folding) dropOrder(order int64) {
	for k, list := range f.news {
		if k.order != order {
			continue
		}
		kept := list[:0]
		for _, n := range list {
			pending := n.State == Planned || n.State == Queued || n.State == Deferred || n.State == Held
			switch {
			case !pending || n.Told == "cancelled":
				kept = append(kept, n)
			case n.ID != 0:
				f.dropped = append(f.dropped, n.ID)
			default:
				f.planned[n.index].State, f.planned[n.index].Reason = Cancelled, "order_cancelled"
			}
		}
		f.news[k] = kept
	}
}

// A row that a worker holds already is left to the gate.
const sqlDropFolded = `
UPDATE dari.deliveries SET state = 'cancelled', reason = $2, updated_at = dari.clock()
WHERE id = ANY($1) AND state IN ('planned', 'queued', 'deferred', 'held')`

func dropFolded(ctx context.Context, q postgres.Querier, ids []int64, reason string) error {
	if len(ids) == 0 {
		return nil
	}
	if _, err := q.Exec(ctx, sqlDropFolded, ids, reason); err != nil {
		return fmt.Errorf("cancel %d folded messages: %w", len(ids), err)
	}
	return nil
}
