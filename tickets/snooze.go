package tickets

import (
	"context"
	"fmt"
	"time"

	"dari/internal/fault"
	"dari/internal/i18n"
	"dari/internal/postgres"
	"dari/internal/shop/hours"
	"dari/internal/staff"

	"github.com/jackc/pgx/v5"
)

// What a ticket can be put aside for without picking a date.
const (
	SnoozeHour     = "hour"
	SnoozeToday    = "today_16"
	SnoozeTomorrow = "tomorrow_10"
	SnoozeBusiness = "next_business_10"
	SnoozeMonday   = "monday_10"
	SnoozeReply    = "reply"
)

// SnoozeChoice is one that makes sense now.
type SnoozeChoice struct {
	Choice string     `json:"choice" enum:"hour,today_16,tomorrow_10,next_business_10,monday_10,reply"`
	Label  string     `json:"label"`
	Until  *time.Time `json:"until" doc:"When the ticket comes back, in business hours; null: when the shopper writes."`
}

// farthest is how far ahead a ticket can be put aside.
const farthest = 366 * 24 * time.Hour

// choiceAt is when a choice ends, were it taken now; false when it makes no sense now.
func choiceAt(cal *hours.Calendar, now time.Time, choice string) (time.Time, bool) {
	ten := hours.At(10, 0)
	today := hours.DateOf(now, cal.Zone())
	switch choice {
	case SnoozeHour:
		return inHours(cal, now.Add(time.Hour)), true
	case SnoozeToday:
		at := hours.Wall(today, hours.At(16, 0), cal.Zone())
		return at, at.After(now) && cal.Open(at)
	case SnoozeTomorrow:
		at := hours.Wall(today+1, ten, cal.Zone())
		return inHours(cal, at), len(cal.Hours(today+1)) > 0
	case SnoozeBusiness:
		at, found := cal.NextBusinessDay(now, ten)
		return inHours(cal, at), found
	case SnoozeMonday:
		monday := today + 1
		for monday.Weekday() != time.Monday {
			monday++
		}
		return inHours(cal, hours.Wall(monday, ten, cal.Zone())), true
	}
	return time.Time{}, false
}

// inHours is the moment itself when staff work then, and otherwise when they next do; of a shop that
// never opens every moment will do.
func inHours(cal *hours.Calendar, t time.Time) time.Time {
	if cal.Open(t) {
		return t
	}
	if at, found := cal.NextOpening(t); found {
		return at
	}
	return t
}

// SnoozeChoices are what a ticket can be put aside for now, in the language of who asks.
func SnoozeChoices(cal *hours.Calendar, now time.Time, lang string) []SnoozeChoice {
	out := []SnoozeChoice{}
	for _, c := range []string{SnoozeHour, SnoozeToday, SnoozeTomorrow, SnoozeBusiness, SnoozeMonday} {
		if at, ok := choiceAt(cal, now, c); ok {
			out = append(out, SnoozeChoice{c, i18n.T(lang, "tickets_acts.snooze."+c), &at})
		}
	}
	return append(out, SnoozeChoice{Choice: SnoozeReply, Label: i18n.T(lang, "tickets_acts.snooze.reply")})
}

// calendar is the shop's and the moment that is now.
func calendar(ctx context.Context, q postgres.Querier) (*hours.Calendar, time.Time, error) {
	settings, err := staff.Shop(ctx, q)
	if err != nil {
		return nil, time.Time{}, err
	}
	stored, err := hours.Load(ctx, q, settings.Location())
	if err != nil {
		return nil, time.Time{}, err
	}
	now, err := clock(ctx, q)
	return hours.New(stored.Plan), now, err
}

// SnoozeChange fills in what a choice means now: a moment, or until the shopper writes.
func SnoozeChange(ctx context.Context, q postgres.Querier, choice string, c *Change) error {
	if choice == SnoozeReply {
		c.SnoozeUntilReply = true
		return nil
	}
	cal, now, err := calendar(ctx, q)
	if err != nil {
		return err
	}
	at, ok := choiceAt(cal, now, choice)
	if !ok {
		return fault.Field("tickets.snooze_past", "choice")
	}
	until := &at
	c.SnoozeUntil = &until
	return nil
}

// snooze puts the ticket aside, or takes it up again. It comes back in business hours: a moment
// outside of them becomes the next opening.
func (a *acting) snooze(ctx context.Context, c Change) error {
	if c.SnoozeUntil == nil && !c.SnoozeUntilReply {
		return nil
	}
	was := &Was{Until: a.r.SnoozedUntil, Reply: a.r.SnoozedReply}
	if c.SnoozeUntil != nil && *c.SnoozeUntil == nil && !c.SnoozeUntilReply {
		if a.r.SnoozedUntil != nil || a.r.SnoozedReply {
			a.add(kindWoken, Data{Was: was})
		}
		return nil
	}
	if a.r.State == Solved || a.r.Spam {
		return fault.New(fault.Conflict, "tickets.snooze_settled")
	}
	var until *time.Time
	if c.SnoozeUntil != nil && *c.SnoozeUntil != nil {
		at := **c.SnoozeUntil
		if !at.After(a.now) || at.Sub(a.now) > farthest {
			return fault.Field("tickets.snooze_past", "until")
		}
		cal, _, err := calendar(ctx, a.tx)
		if err != nil {
			return err
		}
		at = inHours(cal, at).UTC().Truncate(time.Microsecond)
		until = &at
	}
	if sameTime(until, a.r.SnoozedUntil) && c.SnoozeUntilReply == a.r.SnoozedReply {
		return nil
	}
	a.add(kindSnoozed, Data{Until: until, Reply: c.SnoozeUntilReply, Was: was})
	return nil
}

func sameTime(a, b *time.Time) bool { return a == b || a != nil && b != nil && a.Equal(*b) }

const sqlLockSnoozed = `
SELECT ` + recordColumns + ` FROM dari.tickets WHERE snoozed_until <= dari.clock()
ORDER BY snoozed_until, id LIMIT $1 FOR NO KEY UPDATE SKIP LOCKED`

// wakeBatch is how many tickets come back in one transaction.
const wakeBatch = 500

// Wake brings back what was put aside until now. It does so while staff work: who comes in the morning
// finds what fell due at night. What waits for the shopper comes back with the message itself.
func (s *Service) Wake(ctx context.Context) error {
	for {
		woken := 0
		err := postgres.InTx(ctx, s.db, func(tx pgx.Tx) (err error) {
			woken, err = wake(ctx, tx)
			return err
		})
		if err != nil {
			return fmt.Errorf("wake tickets: %w", err)
		}
		if woken < wakeBatch {
			return nil
		}
	}
}

func wake(ctx context.Context, tx pgx.Tx) (int, error) {
	cal, now, err := calendar(ctx, tx)
	if err != nil {
		return 0, err
	}
	if _, opens := cal.NextOpening(now); opens && !cal.Open(now) {
		return 0, nil
	}
	rows, _ := tx.Query(ctx, sqlLockSnoozed, wakeBatch) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, pgx.RowToAddrOfStructByPos[Record])
	if err != nil {
		return 0, fmt.Errorf("lock tickets that were put aside: %w", err)
	}
	works := make([]*work, len(list))
	for i, r := range list {
		works[i] = begin(r)
		r.happening(&works[i].events, Event{Kind: kindWoken, ActorKind: bySystem, At: now, Data: Data{
			Reason: "time", Was: &Was{Until: r.SnoozedUntil, Reply: r.SnoozedReply},
		}})
	}
	_, err = store(ctx, tx, works)
	return len(list), err
}
