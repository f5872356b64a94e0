package consent

import (
	"context"
	"fmt"
	"time"

	"dari/internal/i18n"
	"dari/internal/jobs"
	"dari/internal/postgres"
	"dari/internal/staff"
	"dari/notify"

	"github.com/jackc/pgx/v5"
)

// remindKind is the template of the two-yearly notice: who the sender is, when the consent was given,
// how to keep it or take it back. It holds no promotion.
const remindKind = "consent.reminder"

// SourceReminder is the source of its deliveries: dari.consent_reminders.
const SourceReminder = "consent_reminder"

// remindAhead is how many days before the law's date the notice goes: time for a second try.
const remindAhead = 14

// remindLife is until when it is worth sending.
const remindLife = remindAhead * 24 * time.Hour

// Crons is the daily look for consents that become two, four, six … years old.
func (s *Service) Crons() []jobs.Cron {
	return []jobs.Cron{{Name: "consent.remind", At: "10:00", Run: func(ctx context.Context) error {
		_, err := s.Remind(ctx)
		return err
	}}}
}

const remindChunk = 1000

// Remind plans the notices that are due and have not been planned. A notice whose day was missed goes
// late rather than never; silence keeps the consent.
func (s *Service) Remind(ctx context.Context) (planned int, err error) {
	for {
		n := 0
		err := postgres.InTx(ctx, s.db, func(tx pgx.Tx) error {
			var err error
			n, err = s.remindSome(ctx, tx)
			return err
		})
		if err != nil || n == 0 {
			return planned, err
		}
		planned += n
		s.wake(notify.LaneNotice)
	}
}

func (s *Service) remindSome(ctx context.Context, tx pgx.Tx) (int, error) {
	shop, err := staff.Shop(ctx, tx)
	if err != nil {
		return 0, err
	}
	due, err := insertReminders(ctx, tx, shop.Location().String(), remindChunk)
	if err != nil || len(due) == 0 {
		return 0, err
	}
	now, err := clock(ctx, tx)
	if err != nil {
		return 0, err
	}
	list := make([]notify.NewDelivery, len(due))
	for i, r := range due {
		f := i18n.Format{Lang: r.Lang, Zone: shop.Location(), Now: now}
		what := i18n.T(r.Lang, "consent.what.marketing."+string(r.Channel))
		list[i] = notify.NewDelivery{
			Class: notify.Statutory, SourceKind: SourceReminder, SourceID: r.ID, Kind: remindKind, Channel: r.Channel, Address: r.Address,
			CustomerID: r.CustomerID, Lang: r.Lang, ExpiresAt: now.Add(remindLife), Fields: map[string]string{
				"consent.what": what, "consent.at": f.Date(r.At), "consent.fact": i18n.T(r.Lang, "consent.remind.fact", "at", f.Date(r.At), "what", what),
				"consent.keep": i18n.T(r.Lang, "consent.remind.keep"), "consent.url": s.UnsubscribeURL(r.CustomerID, r.Channel, "", 0),
			},
		}
	}
	_, err = notify.Plan(ctx, tx, list)
	return len(due), err
}

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
  FROM dari.consent_events WHERE purpose = 'marketing' AND customer_id IS NOT NULL
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
