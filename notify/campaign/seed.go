package campaign

import (
	"context"
	"fmt"

	"dari/internal/postgres"
)

// The demo shop's campaigns: one still being written, one that was called off before it started. They
// are fiction, as the shop is.
const sqlSeed = `
INSERT INTO dari.campaigns (uid, name, channel, state, tags, subject, body_text, lang, scheduled_at, finished_at, created_at)
SELECT gen_random_uuid(), s.name, s.channel, s.state, s.tags, s.subject, s.body, 'ko',
  dari.clock() - s.ago, CASE s.state WHEN 'cancelled' THEN dari.clock() - s.ago END, dari.clock() - coalesce(s.ago, interval '2 hours') - interval '1 day'
FROM (VALUES
  ('가을 그릇전 문자', 'sms', 'cancelled', ARRAY['vip'], '', '가을 그릇전이 열렸습니다. 단골 손님께는 하루 먼저 보여 드립니다.', interval '40 days'),
  ('겨울 예약전 안내', 'email', 'draft', '{}'::text[], '겨울 예약전이 열렸습니다',
   E'겨울 반상기 예약을 받기 시작했습니다.\n\n예약하신 순서대로 가마에 들어가고, 받으실 날을 미리 알려 드립니다.\n천천히 둘러보시고 마음에 드는 그릇을 골라 주세요.', NULL::interval)
) AS s(name, channel, state, tags, subject, body, ago)
WHERE NOT EXISTS (SELECT 1 FROM dari.campaigns)`

// Seed fills an empty installation with the demo shop's campaigns; doing it again changes nothing.
func Seed(ctx context.Context, q postgres.Querier) error {
	if _, err := q.Exec(ctx, sqlSeed); err != nil {
		return fmt.Errorf("seed campaigns: %w", err)
	}
	return nil
}
