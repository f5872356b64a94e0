package campaign_test

import (
	"context"
	"testing"

	"dari/internal/postgres/pgtest"
	"dari/internal/staff"
	"dari/notify/campaign"

	"github.com/jackc/pgx/v5/pgxpool"
)

// fill100k adds customers who agreed to everything.
func fill100k(b *testing.B, db *pgxpool.Pool) {
	b.Helper()
	for _, sql := range []string{
		`INSERT INTO dari.customers (uid, ref, name, email, phone, tags)
		 SELECT gen_random_uuid(), 'm' || i, '손님', 'c' || i || '@example.com', '010' || lpad(i::text, 8, '2'), CASE WHEN i % 2 = 0 THEN ARRAY['vip'] ELSE '{}' END
		 FROM generate_series(1, 100000) i`,
		`INSERT INTO dari.consent_events (customer_id, channel, purpose, granted, source)
		 SELECT id, ch, 'marketing', true, 'api' FROM dari.customers, unnest(ARRAY['email', 'sms']) ch`,
		`ANALYZE dari.customers, dari.consent_events`,
	} {
		if _, err := db.Exec(context.Background(), sql); err != nil {
			b.Fatal(err)
		}
	}
}

// The live count of an audience of 100,000: a marketer types and sees it.
func BenchmarkPreviewOf100kCustomers(b *testing.B) {
	db := pgtest.New(b)
	ctx := context.Background()
	fill100k(b, db)
	for _, channel := range []string{"email", "sms"} {
		b.Run(channel, func(b *testing.B) {
			for b.Loop() {
				p, err := campaign.PreviewOf(ctx, db, campaign.Audience{Channel: channel})
				if err != nil || p.Selected != 100000 || p.Sendable < 80000 {
					b.Fatalf("%+v, %v", p, err)
				}
			}
		})
	}
}

// How long a start takes to write down 100,000 people, and a screen to count them.
func BenchmarkFreezeOf100kCustomers(b *testing.B) {
	db := pgtest.New(b)
	ctx := context.Background()
	fill100k(b, db)
	if err := staff.PutShop(ctx, db, staff.ShopSettings{Name: "온담", SenderEmail: "help@ondam.example", Zone: "Asia/Seoul"}); err != nil {
		b.Fatal(err)
	}
	s := campaign.New(campaign.Options{DB: db})
	var id string
	b.Run("freeze", func(b *testing.B) {
		for b.Loop() {
			c, err := s.Create(ctx, campaign.Text{Name: "a", Channel: "email", Subject: "a", BodyText: "a"}, me)
			if err != nil {
				b.Fatal(err)
			}
			id = c.ID
			if _, err := s.Schedule(ctx, id, nil, 0, me); err != nil {
				b.Fatal(err)
			}
			if err := s.Turn(ctx); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("count", func(b *testing.B) {
		for b.Loop() {
			if c, err := s.Get(ctx, id); err != nil || c.Counts.Planned != 100000 {
				b.Fatalf("%+v, %v", c, err)
			}
		}
	})
}
