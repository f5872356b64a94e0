package consent

import (
	"context"
	"fmt"
	"time"

	"dari/internal/postgres"
	"dari/notify"

	"github.com/jackc/pgx/v5"
)

// reminder is one consent whose giver is told of it.
type reminder struct {
	ID         int64
	CustomerID int64
	Channel    notify.Channel
	At         time.Time
	Lang       string
	Address    string
}

// The years are counted in whole calendar years from the day of the consent in the shop's zone; Postgres
// keeps 29 February on the 28th of a common year, as the law's calendar does.
const sqlInsertReminders = `
WITH rule AS (
  SELECT coalesce((SELECT (value->>'years')::int FROM dari.legal_rules WHERE country = 'KR' AND rule = 'consent_reconfirm'
    AND valid_from <= dari.clock() ORDER BY valid_from DESC LIMIT 1), 2) AS years,
    (dari.clock() AT TIME ZONE $1)::date AS today
), held AS (
  SELECT DISTINCT ON (customer_id, channel) id, customer_id, channel, granted, at, (at AT TIME ZONE $1)::date AS day
  FROM dari.consent_events e WHERE purpose = 'marketing' AND customer_id IS NOT NULL
    AND NOT EXISTS (SELECT FROM dari.customers gone WHERE gone.id = e.customer_id AND gone.merged_into IS NOT NULL)
  ORDER BY customer_id, channel, id DESC
), due AS (
  SELECT h.id, h.customer_id, h.channel, h.at,
    (h.day + make_interval(years => rule.years * (extract(year FROM age(rule.today + $2::int, h.day))::int / rule.years)))::date AS due
  FROM held h, rule
  WHERE h.granted AND extract(year FROM age(rule.today + $2::int, h.day)) >= rule.years
), new AS (
  INSERT INTO dari.consent_reminders (consent_event_id, due)
  SELECT d.id, d.due FROM due d
  WHERE NOT EXISTS (SELECT 1 FROM dari.consent_reminders r WHERE r.consent_event_id = d.id AND r.due = d.due)
  ORDER BY d.id LIMIT $3
  ON CONFLICT (consent_event_id, due) DO NOTHING
  RETURNING id, consent_event_id
)
SELECT n.id, d.customer_id, d.channel, d.at, c.lang, CASE d.channel WHEN 'email' THEN c.email ELSE c.phone END
FROM new n JOIN due d ON d.id = n.consent_event_id JOIN dari.customers c ON c.id = d.customer_id
ORDER BY n.id`

func insertReminders(ctx context.Context, q postgres.Querier, zone string, limit int) ([]reminder, error) {
	rows, _ := q.Query(ctx, sqlInsertReminders, zone, remindAhead, limit) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[reminder])
	if err != nil {
		return nil, fmt.Errorf("write down due reminders: %w", err)
	}
	return list, nil
}
