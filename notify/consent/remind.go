package consent

import (
	"context"
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
