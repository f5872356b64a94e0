package campaign_test

import (
	"context"
	"testing"

	"dari/internal/postgres/pgtest"
	"dari/notify/campaign"
)

// The live count of an audience of 100,000: a marketer types and sees it.
func BenchmarkPreviewOf100kCustomers(b *testing.B) {
	db := pgtest.New(b)
	ctx := context.Background()
	for _, sql := range []string{
		`INSERT INTO dari.customers (uid, ref, name, email, phone, tags)
		 SELECT gen_random_uuid(), 'm' || i, '손님', 'c' || i || '@example.com', '010' || lpad(i::text, 8, '2'), CASE WHEN i % 2 = 0 THEN ARRAY['vip'] ELSE '{}' END
		 FROM generate_series(1, 100000) i`,
		`INSERT INTO dari.consent_events (customer_id, channel, purpose, granted, source)
		 SELECT id, ch, 'marketing', true, 'api' FROM dari.customers, unnest(ARRAY['email', 'sms']) ch`,
		`ANALYZE dari.customers, dari.consent_events`,
	} {
		if _, err := db.Exec(ctx, sql); err != nil {
			b.Fatal(err)
		}
	}
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
