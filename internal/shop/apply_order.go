package shop

import (
	"context"
	"fmt"

	"dari/internal/event"

	"github.com/jackc/pgx/v5"
)

// ApplyOrders brings what a source says about orders into the tables, all of it in a few statements:
// orders that are new are inserted, real changes make a new version, a changed arrival a new promise,
// and each of these is published, in the caller's transaction. Saying the same thing twice, also at
// the same moment, is saying it once. All changes come from one source and name different orders.
func ApplyOrders(ctx context.Context, tx pgx.Tx, changes []OrderChange, how Apply) ([]Applied, error) {
	if len(changes) == 0 {
		return nil, nil
	}
	// Customers come first: whoever makes one holds a lock that nobody asks for while holding an order.
	owners, err := resolveOwners(ctx, tx, changes)
	if err != nil {
		return nil, err
	}
	b := &orderBatch{tx: tx, changes: changes, owners: owners, applied: make([]Applied, len(changes)), how: how}
	if err := b.match(ctx); err != nil {
		return nil, err
	}
	for _, step := range []func(context.Context) error{b.insert, b.update, b.items, b.shipments, b.promises, b.publish} {
		if err := step(ctx); err != nil {
			return nil, err
		}
	}
	return b.applied, nil
}

// orderBatch is one call of ApplyOrders on its way; all slices but next are by position in changes.
type orderBatch struct {
	tx      pgx.Tx
	changes []OrderChange
	owners  []int64
	applied []Applied
	how     Apply

	old  []*Order // what was stored; nil: a new order
	next []*Order // what will be stored; nil: nothing to do
}

// match finds the stored order of each change, locked, and what becomes of it.
func (b *orderBatch) match(ctx context.Context) error {
	n := len(b.changes)
	b.old, b.next = make([]*Order, n), make([]*Order, n)
	return b.lookUp(ctx, func(int) bool { return true })
}

func (b *orderBatch) lookUp(ctx context.Context, want func(i int) bool) error {
	var keys, numbers []string
	for i, c := range b.changes {
		if want(i) {
			keys, numbers = append(keys, c.SourceKey), append(numbers, c.Number)
		}
	}
	stored, err := lockOrders(ctx, b.tx, b.changes[0].Source, keys, numbers)
	if err != nil {
		return err
	}
	byKey, byNumber := map[string]*storedOrder{}, map[string]*storedOrder{}
	for i := range stored {
		o := &stored[i]
		byNumber[o.Number] = o
		if o.Source == b.changes[0].Source {
			byKey[o.SourceKey] = o
		}
	}
	if err := loadParts(ctx, b.tx, stored); err != nil {
		return err
	}
	for i := range b.changes {
		if want(i) {
			b.place(i, byKey, byNumber)
		}
	}
	return nil
}

// place puts change i beside its stored order.
func (b *orderBatch) place(i int, byKey, byNumber map[string]*storedOrder) {
	c := &b.changes[i]
	found := byKey[c.SourceKey]
	if other := byNumber[c.Number]; found == nil {
		if found = other; found != nil && found.Source == c.Source {
			// Two rows of one table under one number: the first one has it.
			b.applied[i] = Applied{ID: found.ID, Number: c.Number, Version: found.Version, Refused: "number_taken"}
			return
		}
	} else if other != nil && other != found {
		b.applied[i] = Applied{ID: found.ID, Number: c.Number, Version: found.Version, Refused: "number_taken"}
		return
	}
	if found == nil {
		if c.Gone {
			return // never known, gone already
		}
		b.next[i] = b.fresh(i)
		return
	}
	b.old[i] = &found.Order
	b.applied[i] = Applied{ID: found.ID, Number: found.Number, Version: found.Version}
	next := b.merge(i, found)
	if !sameOrder(&found.Order, next) {
		next.Version++
		b.applied[i].Changed, b.applied[i].Version = true, next.Version
	} else if sameID(found.CustomerID, next.CustomerID) && !found.newlySeen(c) {
		return
	}
	b.next[i] = next
}

// fresh is the new order of change i.
func (b *orderBatch) fresh(i int) *Order {
	c := b.changes[i]
	o := &Order{Source: c.Source, SourceKey: c.SourceKey, Number: c.Number, Status: Placed, Lang: "ko", Currency: "KRW", Version: 1}
	assign(o, &c)
	o.CustomerID = idOrNil(b.owners[i])
	return o
}

// merge is the stored order with change i.
func (b *orderBatch) merge(i int, stored *storedOrder) *Order {
	c := b.changes[i]
	c.dropUnchanged(stored.Seen)
	next := stored.Order
	contact := next.BuyerPhone + "\x00" + next.BuyerEmail
	assign(&next, &c)
	// An order keeps its customer until the shop says another, or none was known.
	byRef := c.CustomerRef != nil && *c.CustomerRef != "" && *c.CustomerRef != stored.CustomerRef
	if owner := b.owners[i]; owner != 0 {
		reached := stored.CustomerRef == "" && contact != next.BuyerPhone+"\x00"+next.BuyerEmail
		if next.CustomerID == nil || byRef || reached {
			next.CustomerID = &owner
		}
	}
	return &next
}

func idOrNil(id int64) *int64 {
	if id == 0 {
		return nil
	}
	return &id
}

// insert writes the new orders. One that another transaction wrote meanwhile is compared with instead.
func (b *orderBatch) insert(ctx context.Context) error {
	var rows []orderRow
	for i, o := range b.next {
		if o != nil && b.old[i] == nil {
			rows = append(rows, rowOf(i, o, &b.changes[i]))
		}
	}
	if len(rows) == 0 {
		return nil
	}
	inserted, err := insertOrders(ctx, b.tx, rows)
	if err != nil {
		return err
	}
	for _, in := range inserted {
		o := b.next[in.N]
		o.ID, o.PlacedAt = in.ID, in.PlacedAt
		b.applied[in.N] = Applied{ID: in.ID, Number: o.Number, Version: 1, New: true, Changed: true}
	}
	if len(inserted) == len(rows) {
		return nil
	}
	lost := map[int]bool{}
	for _, r := range rows {
		if b.next[r.N].ID == 0 {
			lost[r.N], b.next[r.N] = true, nil
		}
	}
	if err := b.lookUp(ctx, func(i int) bool { return lost[i] }); err != nil {
		return err
	}
	for i := range lost {
		if b.old[i] == nil && b.next[i] != nil {
			return fmt.Errorf("order of source %s was written and taken back at once", b.changes[i].Source)
		}
	}
	return nil
}

func (b *orderBatch) update(ctx context.Context) error {
	var rows []orderRow
	for i, o := range b.next {
		if o != nil && b.old[i] != nil {
			rows = append(rows, rowOf(i, o, &b.changes[i]))
		}
	}
	return updateOrders(ctx, b.tx, rows)
}

func (b *orderBatch) items(ctx context.Context) error {
	var rows []itemRow
	var orders, counts []int64
	for i, o := range b.next {
		if o == nil || b.changes[i].Items == nil || (b.old[i] != nil && sameItems(b.old[i].Items, o.Items)) {
			continue
		}
		orders, counts = append(orders, o.ID), append(counts, int64(len(o.Items)))
		for line, item := range o.Items {
			rows = append(rows, itemRow{OrderID: o.ID, LineNo: line + 1, Source: o.Source, Item: item})
		}
	}
	return putItems(ctx, b.tx, orders, counts, rows)
}

func (b *orderBatch) shipments(ctx context.Context) error {
	var rows []shipmentRow
	for i, o := range b.next {
		if o == nil || (b.old[i] == nil && o.Shipment == nil) || (b.old[i] != nil && b.old[i].Status == o.Status && sameShipment(b.old[i].Shipment, o.Shipment)) {
			continue
		}
		row := shipmentRow{OrderID: o.ID, Status: o.Status, Now: !b.how.Quiet}
		if o.Shipment != nil {
			row.Carrier, row.TrackingNo = o.Shipment.Carrier, o.Shipment.TrackingNo
		}
		rows = append(rows, row)
	}
	return putShipments(ctx, b.tx, rows)
}

// promises writes what is now said about arrivals that were said otherwise before.
func (b *orderBatch) promises(ctx context.Context) error {
	var rows []promiseRow
	for i, o := range b.next {
		if o == nil || o.ETATo == "" || (b.old[i] != nil && b.old[i].ETATo == o.ETATo && b.old[i].ETAFrom == o.ETAFrom) {
			continue
		}
		by := b.changes[i].DecidedBy
		if by == "" {
			by = "shop"
		}
		rows = append(rows, promiseRow{OrderID: o.ID, ETAFrom: o.ETAFrom, ETATo: o.ETATo, ReasonText: b.changes[i].ReasonText, DecidedBy: by, n: i})
	}
	if len(rows) == 0 {
		return nil
	}
	last, err := lastPromises(ctx, b.tx, rows)
	if err != nil {
		return err
	}
	kept := rows[:0]
	for _, r := range rows {
		before := last[r.OrderID]
		if before.Version > 0 && before.ETATo == r.ETATo && before.ETAFrom == r.ETAFrom {
			continue // it was taken back and said again
		}
		r.Version = before.Version + 1
		b.next[r.n].Promises = []Promise{{Version: r.Version, ETATo: r.ETATo, ReasonText: r.ReasonText}, before}
		kept = append(kept, r)
	}
	return insertPromises(ctx, b.tx, kept)
}

func (b *orderBatch) publish(ctx context.Context) error {
	if b.how.Quiet {
		return nil
	}
	var events []event.New
	for i, o := range b.next {
		if o == nil {
			continue
		}
		if b.old[i] == nil || b.old[i].Status != o.Status {
			events = append(events, statusEvent(o, b.old[i], &b.changes[i]))
		}
		if e, ok := promiseEvent(o, &b.changes[i]); ok {
			events = append(events, e)
		}
	}
	return event.Publish(ctx, b.tx, events...)
}

func statusEvent(o, old *Order, c *OrderChange) event.New {
	payload := OrderEvent{
		Number: o.Number, Status: o.Status, Version: o.Version, Source: c.Source,
		IsPreorder: o.IsPreorder, ETATo: o.ETATo, PlacedAt: o.PlacedAt,
	}
	if old != nil {
		payload.PreviousStatus = old.Status
	}
	if !c.ChangedAt.IsZero() {
		payload.ChangedAt = &c.ChangedAt
	}
	kind := "order." + o.Status
	return event.New{
		Kind: kind, SubjectKind: "order", SubjectID: o.ID, Version: o.Version,
		Key: fmt.Sprintf("order:%d:%s:%d", o.ID, kind, o.Version), Payload: payload,
	}
}

// promiseEvent tells of a pre-order that will arrive on another day than was said last. What is on
// its way, arrived or cancelled has no arrival to be told of.
func promiseEvent(o *Order, c *OrderChange) (event.New, bool) {
	if len(o.Promises) < 2 || o.Promises[1].Version == 0 || !o.IsPreorder {
		return event.New{}, false
	}
	if o.Status != Placed && o.Status != Paid && o.Status != Preparing {
		return event.New{}, false
	}
	now, before := o.Promises[0], o.Promises[1]
	days := daysBetween(before.ETATo, now.ETATo)
	kind := PreorderDelayed
	if days == 0 {
		return event.New{}, false
	} else if days < 0 {
		kind = PreorderMovedUp
	}
	payload := PromiseEvent{
		Number: o.Number, OldETA: before.ETATo, NewETA: now.ETATo, Days: days,
		PromiseVersion: now.Version, Version: o.Version, Source: c.Source, ReasonText: now.ReasonText,
	}
	if !c.ChangedAt.IsZero() {
		payload.ChangedAt = &c.ChangedAt
	}
	return event.New{
		Kind: kind, SubjectKind: "order", SubjectID: o.ID, Version: now.Version,
		Key: fmt.Sprintf("order:%d:%s:%d", o.ID, kind, now.Version), Payload: payload,
	}, true
}
