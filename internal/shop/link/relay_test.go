package link_test

import (
	"context"
	"encoding/json"
	"testing"

	"dari/internal/event"
	"dari/internal/shop"

	"github.com/jackc/pgx/v5"
)

func TestTheRelayMirrorsAndHandsOn(t *testing.T) {
	s := open(t, storeOrders())
	ctx, stop := context.WithCancel(context.Background())
	heard := make(chan shop.OrderEvent, 1)
	relay := event.NewRelay(event.RelayOptions{DB: s.db, Sources: []event.Source{s.links.Mirror}, Handlers: []event.Handler{{
		Name: "test", Kinds: shop.OrderEvents(),
		Handle: func(_ context.Context, _ pgx.Tx, events []event.Event) error {
			for _, e := range events {
				var told shop.OrderEvent
				if err := json.Unmarshal(e.Payload, &told); err != nil {
					return err
				}
				heard <- told
			}
			return nil
		},
	}}})
	ended := make(chan error)
	go func() { ended <- relay.Run(ctx) }()
	s.exec(`UPDATE store.orders SET state = '배송중' WHERE id = 3`)
	got := <-heard
	if got.Number != "A-3" || got.Status != shop.Shipped || got.PreviousStatus != shop.Paid || got.Version != 2 || got.Source != "store_orders" || got.ChangedAt == nil {
		t.Errorf("heard %+v", got)
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}
