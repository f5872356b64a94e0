package notify

// sqlForget throws away what answers were filled with, an hour after nothing more becomes of them: a link
// in them opens a conversation or a ticket, and only its reader shall have it. What is kept of the text
// shows where the link stood.
const sqlForget = `
WITH old AS (
  SELECT id FROM dari.deliveries
  WHERE class = 'reply' AND forgotten_at IS NULL AND state IN ('sent', 'delivered', 'bounced', 'failed', 'suppressed', 'expired', 'cancelled')
    AND updated_at < dari.clock() - interval '1 hour'
  ORDER BY updated_at LIMIT $1 FOR UPDATE SKIP LOCKED)
UPDATE dari.deliveries d SET forgotten_at = dari.clock(), fields = '{}',
  composed = regexp_replace(d.composed::text, '/(c|c/file|t|s|o)/[A-Za-z0-9_.~-]{8,}', '/\1/…', 'g')::jsonb
FROM old WHERE d.id = old.id`
