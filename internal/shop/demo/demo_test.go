package demo_test

import (
	"context"
	"io/fs"
	"testing"

	"dari/internal/korean"
	"dari/internal/postgres/pgtest"
	"dari/internal/shop/demo"
	"dari/internal/shop/link"
)

// A shop from before there were pictures, on another address.
func TestAnOlderDemoShopGetsItsPicturesToo(t *testing.T) {
	ctx := context.Background()
	db := pgtest.New(t)
	links := link.New(link.Options{DB: db})
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(demo.Seed(ctx, db))
	_, err := db.Exec(ctx, `ALTER TABLE demo_shop.order_lines DROP COLUMN image_url`)
	must(err)
	old := demo.Specs()[2]
	delete(old.Map, "image_url")
	for _, spec := range append(demo.Specs()[:2:2], old) {
		_, err := links.Add(ctx, spec)
		must(err)
	}
	must(demo.Show(ctx, db, "http://127.0.0.1:8080"))
	must(demo.Link(ctx, links))
	if n := pgtest.Count(t, db, `SELECT count(*) FROM dari.order_items WHERE image_url = ''`); n != 0 {
		t.Errorf("%d lines without a picture", n)
	}
	if n := pgtest.Count(t, db, `SELECT count(*) FROM dari.outbox`); n != 0 {
		t.Errorf("%d events", n)
	}
	if n := pgtest.Count(t, db, `SELECT count(*) FROM dari.shipments WHERE coalesce(shipped_at, delivered_at) IS NOT NULL`); n != 0 {
		t.Errorf("of %d parcels that left before the link it is said when", n)
	}
	for _, f := range []string{"BJ-0101.svg", "YY-0903.svg"} {
		if raw, err := fs.ReadFile(demo.Pictures(), f); err != nil || len(raw) < 100 {
			t.Errorf("%s: %v", f, err)
		}
	}
}

func TestTheDemoShopIsSeededAndLinkedOnce(t *testing.T) {
	ctx := context.Background()
	db := pgtest.New(t)
	pgtest.SetClock(t, db, "2028-02-22T14:05:00+09:00") // in a week it is 29 February
	links := link.New(link.Options{DB: db})
	for range 2 {
		if err := demo.Seed(ctx, db); err != nil {
			t.Fatal(err)
		}
		if err := demo.Show(ctx, db, "http://127.0.0.1:8080"); err != nil {
			t.Fatal(err)
		}
		if err := demo.Link(ctx, links); err != nil {
			t.Fatal(err)
		}
		if err := demo.Send(ctx, db); err != nil {
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
		"lines without a picture":               {`SELECT count(*) FROM dari.order_items WHERE image_url NOT LIKE 'http://127.0.0.1:8080/demo/goods/%.svg'`, 0},
		"parcels that nobody has scanned":       {`SELECT count(*) FROM dari.shipments s WHERE NOT EXISTS (SELECT FROM dari.shipment_events e WHERE e.order_id = s.order_id)`, 0},
		"delivered on another day than scanned": {`SELECT count(*) FROM dari.shipments s WHERE delivered_at IS DISTINCT FROM (SELECT max(at) FROM dari.shipment_events e WHERE e.order_id = s.order_id AND e.text = '배달 완료')`, 0},
		"parcels before their orders":           {`SELECT count(*) FROM dari.shipments s JOIN dari.orders o ON o.id = s.order_id WHERE s.shipped_at <= o.placed_at OR s.delivered_at > dari.clock()`, 0},
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
