package demo_test

import (
	"context"
	"testing"

	"dari/internal/korean"
	"dari/internal/postgres/pgtest"
	"dari/internal/shop/demo"
	"dari/internal/shop/link"
)

func TestTheDemoShopIsSeededAndLinkedOnce(t *testing.T) {
	ctx := context.Background()
	db := pgtest.New(t)
	pgtest.SetClock(t, db, "2028-02-22T14:05:00+09:00") // in a week it is 29 February
	links := link.New(link.Options{DB: db})
	for range 2 {
		if err := demo.Seed(ctx, db); err != nil {
			t.Fatal(err)
		}
		if err := demo.Link(ctx, links); err != nil {
			t.Fatal(err)
		}
	}
	tests := map[string]struct {
		sql  string
		want int
	}{
		"members":                               {`SELECT count(*) FROM demo_shop.members`, 60},
		"orders":                                {`SELECT count(*) FROM demo_shop.orders`, 140},
		"pre-orders with a date to come":        {`SELECT count(*) FROM demo_shop.orders WHERE is_preorder AND promised_on > (dari.clock() AT TIME ZONE 'Asia/Seoul')::date`, 14},
		"mirrored orders":                       {`SELECT count(*) FROM dari.orders WHERE source = 'demo_orders'`, 140},
		"mirrored members":                      {`SELECT count(*) FROM dari.customers WHERE source = 'demo_members'`, 60},
		"orders without lines":                  {`SELECT count(*) FROM dari.orders o WHERE NOT EXISTS (SELECT FROM dari.order_items i WHERE i.order_id = o.id)`, 0},
		"orders of nobody":                      {`SELECT count(*) FROM dari.orders WHERE customer_id IS NULL`, 0},
		"promises":                              {`SELECT count(*) FROM dari.promises`, 14},
		"orders from tomorrow":                  {`SELECT count(*) FROM dari.orders WHERE placed_at > dari.clock()`, 0},
		"birthdays in a week with both":         {`SELECT count(*) FROM demo_shop.members WHERE to_char(birthday, 'MMDD') = '0229' AND sms_ok AND email_ok`, 5},
		"birthdays in a week without a consent": {`SELECT count(*) FROM demo_shop.members WHERE to_char(birthday, 'MMDD') = '0229' AND NOT sms_ok AND NOT email_ok`, 2},
		"parked rows":                           {`SELECT count(*) FROM dari.link_parked`, 0},
		"events":                                {`SELECT count(*) FROM dari.outbox`, 0},
		"parcels of shipped orders":             {`SELECT count(*) FROM dari.orders o WHERE status IN ('shipped', 'delivered') AND NOT EXISTS (SELECT FROM dari.shipments s WHERE s.order_id = o.id AND s.tracking_no <> '')`, 0},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var got int
			if err := db.QueryRow(ctx, tt.sql).Scan(&got); err != nil {
				t.Fatal(err)
			}
			if got != tt.want {
				t.Errorf("%d, want %d", got, tt.want)
			}
		})
	}
	var phone string
	if err := db.QueryRow(ctx, `SELECT phone FROM demo_shop.members LIMIT 1`).Scan(&phone); err != nil || !korean.IsMobile(phone) {
		t.Errorf("%s cannot receive SMS (%v)", phone, err)
	}
}
