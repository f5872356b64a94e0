package notify

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"dari/internal/postgres"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// planChunk bounds one statement of Plan.
const planChunk = 5000

// Plan writes deliveries in the caller's transaction and returns how many are new. A delivery that
// exists already (same source, channel and recipient) is left as it is. The caller wakes the lanes
// after its commit.
func Plan(ctx context.Context, tx pgx.Tx, list []NewDelivery) (int, error) {
	if len(list) == 0 {
		return 0, nil
	}
	host, err := messageHost(ctx, tx)
	if err != nil {
		return 0, err
	}
	planned := 0
	for len(list) > 0 {
		n := min(len(list), planChunk)
		count, err := insertDeliveries(ctx, tx, columnsOf(list[:n], host))
		if err != nil {
			return planned, err
		}
		planned += count
		list = list[n:]
	}
	return planned, nil
}

// columns are the deliveries of one statement, one array per column.
type columns struct {
	uid, class, lane, sourceKind, kind, channel, key, address, lang, fields, state, reason, family, told, messageID []string

	sourceID, customerID, orderID []int64
	version                       []int32
	notBefore, expiresAt          []*time.Time
}

func columnsOf(list []NewDelivery, host string) *columns {
	c := &columns{}
	for i := range list {
		c.add(&list[i], host)
	}
	return c
}

func (c *columns) add(d *NewDelivery, host string) {
	state, reason := d.State, d.Reason
	if state == "" {
		state = Planned
	}
	key, ok := keyOf(d.Class, d.Channel, d.Address)
	if !ok && (state == Planned || state == Held) {
		state, reason = Suppressed, "no_address"
	}
	lang := d.Lang
	if lang != "en" {
		lang = "ko"
	}
	fields := []byte("{}")
	if len(d.Fields) > 0 {
		fields, _ = json.Marshal(d.Fields) // a map of strings always has a JSON form
	}
	id := newUID()
	c.uid = append(c.uid, id)
	c.class = append(c.class, string(d.Class))
	c.lane = append(c.lane, LaneOf(d.Class))
	c.sourceKind = append(c.sourceKind, d.SourceKind)
	c.sourceID = append(c.sourceID, d.SourceID)
	c.kind = append(c.kind, d.Kind)
	c.channel = append(c.channel, string(d.Channel))
	c.key = append(c.key, key)
	c.address = append(c.address, cleanAddress(d.Channel, d.Address, key))
	c.customerID = append(c.customerID, d.CustomerID)
	c.orderID = append(c.orderID, d.OrderID)
	c.lang = append(c.lang, lang)
	c.fields = append(c.fields, string(fields))
	c.state = append(c.state, string(state))
	c.reason = append(c.reason, reason)
	c.version = append(c.version, int32(min(d.Version, 1<<31-1)))
	c.family = append(c.family, d.Family)
	c.told = append(c.told, d.Told)
	c.notBefore = append(c.notBefore, timeOrNil(d.NotBefore))
	c.expiresAt = append(c.expiresAt, timeOrNil(d.ExpiresAt))
	messageID := d.MessageID
	if messageID == "" {
		messageID = "<" + id + "@" + host + ">"
	}
	c.messageID = append(c.messageID, messageID)
}

func newUID() string {
	id, err := uuid.NewV7()
	if err != nil {
		panic("no random numbers: " + err.Error()) // the kernel's generator never fails
	}
	return id.String()
}

func timeOrNil(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

const sqlInsertDeliveries = `
INSERT INTO dari.deliveries (uid, class, lane, source_kind, source_id, kind, version, family, told, channel,
  recipient_key, address, customer_id, order_id, lang, fields, state, reason, not_before, expires_at, message_id)
SELECT u.uid::uuid, u.class, u.lane, u.source_kind, u.source_id, u.kind, u.version, u.family, u.told, u.channel,
  u.recipient_key, u.address, nullif(u.customer_id, 0), nullif(u.order_id, 0), u.lang, u.fields::jsonb, u.state, u.reason,
  coalesce(u.not_before, dari.clock()),
  coalesce(u.expires_at, coalesce(u.not_before, dari.clock()) + $21::interval), u.message_id
FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::text[], $7::int[], $8::text[], $9::text[],
  $10::text[], $11::text[], $12::text[], $13::bigint[], $14::bigint[], $15::text[], $16::text[], $17::text[], $18::text[],
  $19::timestamptz[], $20::timestamptz[], $22::text[])
  AS u(uid, class, lane, source_kind, source_id, kind, version, family, told, channel, recipient_key, address,
  customer_id, order_id, lang, fields, state, reason, not_before, expires_at, message_id)
ON CONFLICT (source_kind, source_id, channel, recipient_key) DO NOTHING`

func insertDeliveries(ctx context.Context, q postgres.Querier, c *columns) (int, error) {
	tag, err := q.Exec(ctx, sqlInsertDeliveries, c.uid, c.class, c.lane, c.sourceKind, c.sourceID, c.kind, c.version,
		c.family, c.told, c.channel, c.key, c.address, c.customerID, c.orderID, c.lang, c.fields, c.state, c.reason,
		c.notBefore, c.expiresAt, defaultLife, c.messageID)
	if err != nil {
		return 0, fmt.Errorf("plan deliveries: %w", err)
	}
	return int(tag.RowsAffected()), nil
}
