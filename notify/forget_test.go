package notify_test

import (
	"strings"
	"testing"

	"dari/internal/postgres/pgtest"
)

func TestLinksOfAnswersAreNotReadableAfterwards(t *testing.T) {
	w := newWorld(t, "2026-11-23 12:00+09", nil)
	insert := `
INSERT INTO dari.deliveries (uid, class, lane, source_kind, source_id, kind, channel, recipient_key, address, state, expires_at, message_id, updated_at, fields, composed)
VALUES (gen_random_uuid(), $1, 'direct', 'follow', $2, 'chat.answer', 'email', 'a@ondam.example', 'a@ondam.example', $3, dari.clock(), '', dari.clock() - $4::interval,
  '{"chat.url": "https://help.ondam.example/c/Zm9vYmFyYmF6cXV4"}', '{"subject": "답변", "text": "여기: https://help.ondam.example/c/Zm9vYmFyYmF6cXV4 또는 https://help.ondam.example/c/file/abcdefgh1234.5 와 /t/AAAAAAAAAAEbbbbbbbbbb 안녕"}')`
	for i, row := range [][3]string{{"reply", "sent", "2 hours"}, {"reply", "sent", "10 minutes"}, {"reply", "queued", "2 hours"}, {"notice", "sent", "2 hours"}} {
		pgtest.Exec(t, w.db, insert, row[0], i+1, row[1], row[2])
	}
	w.must(w.s.Sweep(t.Context()))
	var text, fields string
	w.must(w.db.QueryRow(t.Context(), `SELECT composed->>'text', fields::text FROM dari.deliveries WHERE source_id = 1`).Scan(&text, &fields))
	if fields != "{}" || text != "여기: https://help.ondam.example/c/… 또는 https://help.ondam.example/c/file/… 와 /t/… 안녕" {
		t.Errorf("%s, %q", fields, text)
	}
	if n := pgtest.Count(t, w.db, `SELECT count(*) FROM dari.deliveries WHERE source_id > 1 AND forgotten_at IS NULL AND fields ? 'chat.url'`); n != 3 {
		t.Errorf("%d others are as they were", n)
	}
	if strings.Contains(text, "Zm9v") {
		t.Error("the link is still there")
	}
}
