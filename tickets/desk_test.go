package tickets_test

import (
	"testing"
	"time"

	"dari/internal/i18n"
	"dari/internal/postgres/pgtest"
	"dari/tickets"
)

func TestThePaceIsTheMedianOfTheSameHourOfTwoWeeks(t *testing.T) {
	db := pgtest.New(t)
	pgtest.SetClock(t, db, "2026-11-23T14:05:00+09:00")
	// Answered after so many seconds, at this hour or not, of chats or not.
	_, err := db.Exec(t.Context(), `
WITH c AS (INSERT INTO dari.conversations (uid, kind) VALUES (gen_random_uuid(), 'mail') RETURNING id)
INSERT INTO dari.tickets (state, channel, conversation_id, opened_at, first_reply_at)
SELECT 'closed', v.channel, c.id, v.at::timestamptz, v.at::timestamptz + v.seconds * interval '1 second'
FROM c, (VALUES
  ('chat', '2026-11-20 14:00+09', 30), ('chat', '2026-11-19 14:59+09', 90), ('chat', '2026-11-10 14:30+09', 200),
  ('chat', '2026-11-20 15:00+09', 9000), ('chat', '2026-11-09 14:00+09', 9000), ('mail', '2026-11-20 14:00+09', 9000),
  ('chat', '2026-11-20 05:00+09', 9000)) AS v (channel, at, seconds)`)
	if err != nil {
		t.Fatal(err)
	}
	queue := tickets.New(tickets.Options{DB: db})
	minutes, samples, err := queue.FirstReplies(t.Context(), i18n.Seoul(), 14)
	if err != nil || minutes != 2 || samples != 3 {
		t.Errorf("%d minutes of %d chats, %v", minutes, samples, err)
	}
	if minutes, samples, err = queue.FirstReplies(t.Context(), time.UTC, 3); err != nil || minutes != 0 || samples != 0 {
		t.Errorf("at an hour nobody wrote: %d minutes of %d chats, %v", minutes, samples, err)
	}
}
