package shop_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"

	"dari/internal/event"
	"dari/internal/postgres"
	"dari/internal/postgres/pgtest"
	"dari/internal/shop"

	"github.com/jackc/pgx/v5"
)

func ptr[T any](v T) *T { return &v }

func order(number, status string) shop.OrderChange {
	return shop.OrderChange{
		Source: shop.FromAPI, SourceKey: number, Number: number, Status: &status,
		BuyerName: ptr("김하늘"), BuyerPhone: ptr("010-2345-6789"), BuyerEmail: ptr("haneul@example.com"), Total: ptr(int64(38000)),
		Items: &[]shop.Item{{SKU: "BJ-01", Title: "백자 반상기", Quantity: 1, Price: 38000}},
	}
}

// kinds are the kinds of all events so far, in their order.
func kinds(t *testing.T, q postgres.Querier) []string {
	t.Helper()
	events, err := event.Export(context.Background(), q, 0, 10000)
	if err != nil {
		t.Fatal(err)
	}
	list := []string{}
	for _, e := range events {
		list = append(list, fmt.Sprintf("%s %d", e.Kind, e.Version))
	}
	return list
}

func TestEachRealChangeIsOneVersionAndItsEvents(t *testing.T) {
	eta := func(c shop.OrderChange, to string) shop.OrderChange {
		c.IsPreorder, c.ETATo = ptr(true), &to
		return c
	}
	total := func(c shop.OrderChange, won int64) shop.OrderChange {
		c.Total = &won
		return c
	}
	tests := map[string]struct {
		changes []shop.OrderChange
		want    []string
		version int
	}{
		"a new order is placed":                     {[]shop.OrderChange{order("1", "placed")}, []string{"order.placed 1"}, 1},
		"a new order that is paid already":          {[]shop.OrderChange{order("1", "paid")}, []string{"order.paid 1"}, 1},
		"the same thing again is nothing":           {[]shop.OrderChange{order("1", "paid"), order("1", "paid")}, []string{"order.paid 1"}, 1},
		"another sum is a version but no event":     {[]shop.OrderChange{order("1", "paid"), total(order("1", "paid"), 5)}, []string{"order.paid 1"}, 2},
		"there and back are two versions":           {[]shop.OrderChange{order("1", "paid"), order("1", "shipped"), order("1", "paid")}, []string{"order.paid 1", "order.shipped 2", "order.paid 3"}, 3},
		"a later arrival is a delay":                {[]shop.OrderChange{eta(order("1", "paid"), "2026-12-13"), eta(order("1", "paid"), "2026-12-23")}, []string{"order.paid 1", "preorder.delayed 2"}, 2},
		"an earlier arrival is told too":            {[]shop.OrderChange{eta(order("1", "paid"), "2026-12-13"), eta(order("1", "paid"), "2026-12-03")}, []string{"order.paid 1", "preorder.moved_up 2"}, 2},
		"the first arrival is no delay":             {[]shop.OrderChange{order("1", "paid"), eta(order("1", "paid"), "2026-12-13")}, []string{"order.paid 1"}, 2},
		"taken back and said later is a delay":      {[]shop.OrderChange{eta(order("1", "paid"), "2026-12-13"), eta(order("1", "paid"), ""), eta(order("1", "paid"), "2026-12-14")}, []string{"order.paid 1", "preorder.delayed 2"}, 3},
		"a cancelled order is not late":             {[]shop.OrderChange{eta(order("1", "paid"), "2026-12-13"), eta(order("1", "cancelled"), "2026-12-23")}, []string{"order.paid 1", "order.cancelled 2"}, 2},
		"a new state and a later arrival are both":  {[]shop.OrderChange{eta(order("1", "paid"), "2026-12-13"), eta(order("1", "preparing"), "2026-12-23")}, []string{"order.paid 1", "order.preparing 2", "preorder.delayed 2"}, 2},
		"a changed parcel is a version, not a news": {[]shop.OrderChange{order("1", "shipped"), {Source: "api", SourceKey: "1", Number: "1", Carrier: ptr("hanjin"), TrackingNo: ptr("1234")}}, []string{"order.shipped 1"}, 2},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			ctx := context.Background()
			tx := pgtest.Tx(t)
			var last []shop.Applied
			for _, c := range tt.changes {
				var err error
				if last, err = shop.ApplyOrders(ctx, tx, []shop.OrderChange{c}, shop.Apply{}); err != nil {
					t.Fatal(err)
				}
			}
			if got := kinds(t, tx); !slices.Equal(got, tt.want) {
				t.Errorf("events %v, want %v", got, tt.want)
			}
			if last[0].Version != tt.version {
				t.Errorf("version %d, want %d", last[0].Version, tt.version)
			}
		})
	}
}

func TestTenIdenticalOrdersAtOnceAreOneEvent(t *testing.T) {
	ctx := context.Background()
	db := pgtest.New(t)
	service := shop.New(shop.Options{DB: db})
	at10 := func(c shop.OrderChange) {
		var wg sync.WaitGroup
		for range 10 {
			wg.Go(func() {
				if _, err := service.PutOrder(ctx, c); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
	}
	at10(order("2026-1103-0187", "paid"))
	at10(order("2026-1103-0187", "shipped"))
	if got, want := kinds(t, db), []string{"order.paid 1", "order.shipped 2"}; !slices.Equal(got, want) {
		t.Errorf("events %v, want %v", got, want)
	}
	var people int
	if err := db.QueryRow(ctx, `SELECT count(*) FROM dari.customers`).Scan(&people); err != nil || people != 1 {
		t.Errorf("%d people, %v; want the one buyer", people, err)
	}
}

func TestAChangeThatIsRolledBackPublishesNothing(t *testing.T) {
	ctx := context.Background()
	db := pgtest.New(t)
	changedMyMind := errors.New("changed my mind")
	err := postgres.InTx(ctx, db, func(tx pgx.Tx) error {
		if _, err := shop.ApplyOrders(ctx, tx, []shop.OrderChange{order("1", "paid")}, shop.Apply{}); err != nil {
			return err
		}
		return changedMyMind
	})
	if !errors.Is(err, changedMyMind) {
		t.Fatal(err)
	}
	if got := kinds(t, db); len(got) != 0 {
		t.Errorf("events %v, want none", got)
	}
}

func TestAPromiseIsAVersionWithItsDays(t *testing.T) {
	ctx := context.Background()
	tx := pgtest.Tx(t)
	for _, eta := range []string{"2026-12-13", "2026-12-13", "2026-12-23"} {
		c := order("7", "paid")
		c.IsPreorder, c.ETATo, c.ReasonText = ptr(true), &eta, "유약을 다시 굽고 있어요."
		if _, err := shop.ApplyOrders(ctx, tx, []shop.OrderChange{c}, shop.Apply{}); err != nil {
			t.Fatal(err)
		}
	}
	o, err := shop.OrderByNumber(ctx, tx, "7")
	if err != nil {
		t.Fatal(err)
	}
	if len(o.Promises) != 2 || o.Promises[0].ETATo != "2026-12-23" || o.Promises[0].Version != 2 || o.Promises[0].DecidedBy != "shop" {
		t.Errorf("promises %+v", o.Promises)
	}
	events, err := event.Export(ctx, tx, 0, 10)
	if err != nil {
		t.Fatal(err)
	}
	var told shop.PromiseEvent
	if err := json.Unmarshal(events[len(events)-1].Payload, &told); err != nil {
		t.Fatal(err)
	}
	if told.Days != 10 || told.OldETA != "2026-12-13" || told.NewETA != "2026-12-23" || told.PromiseVersion != 2 {
		t.Errorf("told %+v", told)
	}
}

func TestWhoseAnOrderIs(t *testing.T) {
	ctx := context.Background()
	tx := pgtest.Tx(t)
	member := shop.CustomerChange{Source: shop.FromAPI, Ref: "m-1", Name: ptr("김하늘"), Phone: ptr("010-2345-6789"), Email: ptr("haneul@example.com")}
	if _, err := shop.ApplyCustomers(ctx, tx, []shop.CustomerChange{member}, shop.Apply{}); err != nil {
		t.Fatal(err)
	}
	put := func(number, ref, phone, email string) string {
		c := order(number, "paid")
		c.CustomerRef, c.BuyerPhone, c.BuyerEmail = &ref, &phone, &email
		if _, err := shop.ApplyOrders(ctx, tx, []shop.OrderChange{c}, shop.Apply{}); err != nil {
			t.Fatal(err)
		}
		o, err := shop.OrderByNumber(ctx, tx, number)
		if err != nil {
			t.Fatal(err)
		}
		if o.CustomerID == nil {
			return "nobody"
		}
		who, err := shop.CustomerByID(ctx, tx, *o.CustomerID)
		if err != nil {
			t.Fatal(err)
		}
		if who.Ref == "" {
			return "guest"
		}
		return who.Ref
	}
	tests := []struct{ name, number, ref, phone, email, want string }{
		{"the shop names the member", "1", "m-1", "010-9999-8888", "", "m-1"},
		{"a member the shop has not described yet", "2", "m-2", "010-7777-8888", "", "m-2"},
		{"a guest is written down", "3", "", "010-5555-4444", "guest@example.com", "guest"},
		{"a number alone proves nothing", "4", "", "+82 10 2345 6789", "", "nobody"},
		{"number and address are both the member's", "5", "", "+82 10 2345 6789", "HANEUL@example.com", "m-1"},
		{"nothing to know the buyer by", "6", "", "", "", "nobody"},
	}
	for _, tt := range tests {
		if got := put(tt.number, tt.ref, tt.phone, tt.email); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
	guest, err := shop.FindByIdentity(ctx, tx, shop.ByPhone, "+821055554444")
	if err != nil || guest.Ref != "" {
		t.Errorf("found %+v, %v; want the guest", guest, err)
	}
	if orders, err := shop.OrdersOf(ctx, tx, guest.ID); err != nil || len(orders) != 1 || orders[0].Number != "3" || len(orders[0].Items) != 1 {
		t.Errorf("orders %+v, %v", orders, err)
	}
}
