package shop_test

import (
	"context"
	"fmt"
	"sync"
	"testing"

	"dari/internal/fault"
	"dari/internal/postgres"
	"dari/internal/postgres/pgtest"
	"dari/internal/shop"
)

func member(ref, phone, email string) shop.CustomerChange {
	return shop.CustomerChange{Source: shop.FromAPI, Ref: ref, Name: &ref, Phone: &phone, Email: &email}
}

func known(t *testing.T, q postgres.Querier, kind, value string) string {
	t.Helper()
	c, err := shop.FindByIdentity(context.Background(), q, kind, value)
	if fault.Is(err, fault.NotFound) {
		return "nobody"
	}
	if err != nil {
		t.Fatal(err)
	}
	if c.Ref == "" {
		return "guest"
	}
	return c.Ref
}

func TestWhoIsReachedAtANumber(t *testing.T) {
	type step struct {
		put  []shop.CustomerChange
		want map[string]string
	}
	const a, b = "010-2345-0001", "010-2345-0002"
	tests := map[string][]step{
		"who has it": {
			{[]shop.CustomerChange{member("m1", a, "")}, map[string]string{a: "m1", "+82 10-2345-0001": "m1", b: "nobody", "nonsense": "nobody"}},
		},
		"a new number replaces the old one": {
			{[]shop.CustomerChange{member("m1", a, "")}, nil},
			{[]shop.CustomerChange{member("m1", b, "")}, map[string]string{a: "nobody", b: "m1"}},
		},
		"between members the first one keeps it": {
			{[]shop.CustomerChange{member("m1", a, "")}, nil},
			{[]shop.CustomerChange{member("m2", a, "")}, map[string]string{a: "m1"}},
		},
		"two members swap": {
			{[]shop.CustomerChange{member("m1", a, ""), member("m2", b, "")}, nil},
			{[]shop.CustomerChange{member("m1", b, ""), member("m2", a, "")}, map[string]string{a: "m2", b: "m1"}},
		},
		"two new members with one number": {
			{[]shop.CustomerChange{member("m1", a, ""), member("m2", a, "")}, map[string]string{a: "m1"}},
		},
	}
	for name, steps := range tests {
		t.Run(name, func(t *testing.T) {
			tx := pgtest.Tx(t)
			for _, step := range steps {
				if _, err := shop.ApplyCustomers(context.Background(), tx, step.put, shop.Apply{}); err != nil {
					t.Fatal(err)
				}
				for number, want := range step.want {
					if got := known(t, tx, shop.ByPhone, number); got != want {
						t.Errorf("%s is %s, want %s", number, got, want)
					}
				}
			}
		})
	}
}

func TestAMemberTakesANumberOverFromAGuest(t *testing.T) {
	ctx := context.Background()
	tx := pgtest.Tx(t)
	if _, err := shop.ApplyOrders(ctx, tx, []shop.OrderChange{order("1", "paid")}, shop.Apply{}); err != nil {
		t.Fatal(err)
	}
	if got := known(t, tx, shop.ByPhone, "010-2345-6789"); got != "guest" {
		t.Fatalf("the buyer is %s", got)
	}
	if _, err := shop.ApplyCustomers(ctx, tx, []shop.CustomerChange{member("m1", "010-2345-6789", "haneul@example.com")}, shop.Apply{}); err != nil {
		t.Fatal(err)
	}
	if got := known(t, tx, shop.ByPhone, "010-2345-6789") + known(t, tx, shop.ByEmail, "haneul@EXAMPLE.com"); got != "m1m1" {
		t.Errorf("reached is %s", got)
	}
	// What was bought before is not made the member's on the strength of a number.
	if o, err := shop.OrderByNumber(ctx, tx, "1"); err != nil || o.CustomerRef != "" {
		t.Errorf("order %+v, %v", o, err)
	}
}

func TestOrdersAndCustomersAtOnceDoNotBlockEachOther(t *testing.T) {
	ctx := context.Background()
	db := pgtest.New(t)
	service := shop.New(shop.Options{DB: db})
	var wg sync.WaitGroup
	for w := range 6 {
		wg.Go(func() {
			for n := range 15 {
				c := order(fmt.Sprint("o", (n+w)%5), shop.Statuses[(n+w)%6])
				c.CustomerRef = ptr(fmt.Sprint("m", (n*w)%4))
				if _, err := service.PutOrder(ctx, c); err != nil {
					t.Error(err)
				}
				if _, err := service.PutCustomer(ctx, member(fmt.Sprint("m", (n+w)%4), fmt.Sprintf("010-2345-%04d", n%3), "")); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	var differ int
	if err := db.QueryRow(ctx, `SELECT count(*) FROM (
		SELECT subject_id, version FROM dari.outbox GROUP BY 1, 2 HAVING count(*) > 1) twice`).Scan(&differ); err != nil || differ != 0 {
		t.Errorf("%d versions have two events, %v", differ, err)
	}
}
