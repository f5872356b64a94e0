package campaign

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"dari/internal/fault"
	"dari/internal/i18n"
	"dari/internal/postgres"
	"dari/internal/staff"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// By is who does something to a campaign. Without an actor it is the system.
type By struct {
	Actor staff.Actor
	Lang  string
	IP    string
}

// log writes a line of the audit log in the transaction of what it tells of.
func (b By) log(ctx context.Context, q postgres.Querier, action, id string) error {
	entry := staff.By(b.Actor, "campaign."+action, "campaign", id)
	if entry.IP = b.IP; entry.ActorKind == "" {
		entry.ActorKind = staff.KindSystem
	}
	return staff.Append(ctx, q, entry)
}

// Create keeps a new draft.
func (s *Service) Create(ctx context.Context, t Text, by By) (Campaign, error) {
	if err := t.check(); err != nil {
		return Campaign{}, err
	}
	uid, err := uuid.NewV7()
	if err != nil {
		return Campaign{}, fmt.Errorf("make an id: %w", err)
	}
	err = postgres.InTx(ctx, s.db, func(tx pgx.Tx) error {
		if err := insert(ctx, tx, uid.String(), t, by.staffID()); err != nil {
			return err
		}
		return by.log(ctx, tx, "create", uid.String())
	})
	if err != nil {
		return Campaign{}, err
	}
	return s.Get(ctx, uid.String())
}

func (b By) staffID() int64 {
	if b.Actor.Kind == staff.KindStaff {
		return b.Actor.ID
	}
	return 0
}

// Get reads a campaign.
func (s *Service) Get(ctx context.Context, id string) (Campaign, error) {
	r, err := byUID(ctx, s.db, id)
	if err != nil {
		return Campaign{}, err
	}
	list, err := s.withCounts(ctx, []row{r})
	if err != nil {
		return Campaign{}, err
	}
	return list[0], nil
}

// List reads campaigns, the newest first, those before an earlier one's key.
func (s *Service) List(ctx context.Context, state State, before int64, limit int) ([]Campaign, error) {
	rows, err := list(ctx, s.db, string(state), before, limit)
	if err != nil {
		return nil, err
	}
	return s.withCounts(ctx, rows)
}

func (s *Service) withCounts(ctx context.Context, rows []row) ([]Campaign, error) {
	keys := make([]int64, len(rows))
	for i, r := range rows {
		keys[i] = r.Key
	}
	counts, err := countsOf(ctx, s.db, keys)
	if err != nil {
		return nil, err
	}
	_, night, err := clockAndNight(ctx, s.db)
	if err != nil {
		return nil, err
	}
	out := make([]Campaign, len(rows))
	for i, r := range rows {
		out[i] = Campaign{
			ID: r.ID, Name: r.Name, Channel: r.Channel, State: r.State, Subject: r.Subject, BodyText: r.BodyText, Tags: r.Tags, Lang: r.Lang,
			ScheduledAt: r.ScheduledAt, StartedAt: r.StartedAt, FinishedAt: r.FinishedAt, Counts: counts[r.Key], Excluded: r.Excluded,
			CreatedAt: r.CreatedAt, UpdatedAt: r.UpdatedAt, Version: r.Version, key: r.Key,
		}
		if out[i].LeavesAt, err = r.leavesAt(night); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// leavesAt is told to whoever schedules a mail into the night, before it happens.
func (r *row) leavesAt(night Night) (*time.Time, error) {
	if r.ScheduledAt == nil || (r.State != Scheduled && r.State != Held) || !slices.Contains(night.Channels, r.Channel) {
		return nil, nil //nolint:nilnil // nothing to tell
	}
	allowed, err := night.Next(*r.ScheduledAt)
	if err != nil || allowed.Equal(*r.ScheduledAt) {
		return nil, err
	}
	return &allowed, nil
}

// Update replaces the text of a campaign that has not started, or of one that is paused: whoever has
// not got it yet gets the new words, to the same audience. The version is the one the marketer saw.
func (s *Service) Update(ctx context.Context, id string, t Text, version int, by By) (Campaign, error) {
	if err := t.check(); err != nil {
		return Campaign{}, err
	}
	err := postgres.InTx(ctx, s.db, func(tx pgx.Tx) error {
		c, err := s.lock(ctx, tx, id, version, Edit)
		if err != nil {
			return err
		}
		if c.State == Paused {
			t.Channel, t.Tags, t.Lang = c.Channel, c.Tags, c.Lang
		}
		if err := updateText(ctx, tx, c.Key, t); err != nil {
			return err
		}
		if err := by.log(ctx, tx, string(Edit), id); err != nil {
			return err
		}
		if c.State == Draft {
			return nil
		}
		// It is about to start: what was checked when it was scheduled must still hold.
		c.Channel, c.Subject, c.BodyText = t.Channel, t.Subject, t.BodyText
		if err := c.ready(ctx, tx); err != nil {
			return err
		}
		if c.State == Paused {
			return c.saveTemplate(ctx, tx)
		}
		return checkTime(ctx, tx, c, *c.ScheduledAt, by.Lang)
	})
	if err != nil {
		return Campaign{}, err
	}
	return s.Get(ctx, id)
}

// Schedule sets when a campaign starts; without a time it starts at once.
func (s *Service) Schedule(ctx context.Context, id string, at *time.Time, version int, by By) (Campaign, error) {
	err := postgres.InTx(ctx, s.db, func(tx pgx.Tx) error {
		c, err := s.lock(ctx, tx, id, 0, Schedule)
		if err != nil {
			return err
		}
		if c.State == Scheduled && at != nil && c.ScheduledAt != nil && c.ScheduledAt.Equal(*at) {
			return nil // the second click
		}
		if err := seen(c, version); err != nil {
			return err
		}
		if err := c.ready(ctx, tx); err != nil {
			return err
		}
		now, _, err := clockAndNight(ctx, tx)
		if err != nil {
			return err
		}
		if at == nil {
			at = &now
		} else if at.Before(now.Add(-time.Minute)) {
			return fault.Field("campaign.time_passed", "at")
		}
		if err := checkTime(ctx, tx, c, *at, by.Lang); err != nil {
			return err
		}
		if err := by.log(ctx, tx, string(Schedule), id); err != nil {
			return err
		}
		return move(ctx, tx, c, Scheduled, at)
	})
	if err != nil {
		return Campaign{}, err
	}
	s.Nudge()
	return s.Get(ctx, id)
}

// checkTime refuses a text message in the night. A mail is held by the gate until the morning.
func checkTime(ctx context.Context, tx pgx.Tx, c row, at time.Time, lang string) error {
	if c.Channel != "sms" {
		return nil
	}
	now, night, err := clockAndNight(ctx, tx)
	if err != nil {
		return err
	}
	allowed, err := night.Next(at)
	if err != nil {
		return err
	}
	if allowed.Equal(at) {
		return nil
	}
	shop, err := staff.Shop(ctx, tx)
	if err != nil {
		return err
	}
	return fault.Field("campaign.night", "at", fault.Arg("next", i18n.Format{Lang: lang, Zone: shop.Location(), Now: now}.DateTime(allowed)))
}

// Act pauses, resumes or cancels. Doing again what is done already changes nothing.
func (s *Service) Act(ctx context.Context, id string, a Action, version int, by By) (Campaign, error) {
	err := postgres.InTx(ctx, s.db, func(tx pgx.Tx) error {
		c, err := lockByUID(ctx, tx, id)
		if err != nil {
			return err
		}
		if done(c.State, a) {
			return nil
		}
		to, ok := Next(c.State, a)
		if !ok {
			return refuse(c, a)
		}
		if err := seen(c, version); err != nil {
			return err
		}
		if a == Resume && c.State == Held {
			if err := mayStartNow(ctx, tx, c, by.Lang); err != nil {
				return err
			}
		}
		if err := by.log(ctx, tx, string(a), id); err != nil {
			return err
		}
		return move(ctx, tx, c, to, nil)
	})
	if err != nil {
		return Campaign{}, err
	}
	s.Nudge()
	return s.Get(ctx, id)
}

func mayStartNow(ctx context.Context, tx pgx.Tx, c row, lang string) error {
	if err := c.ready(ctx, tx); err != nil {
		return err
	}
	now, _, err := clockAndNight(ctx, tx)
	if err != nil {
		return err
	}
	return checkTime(ctx, tx, c, now, lang)
}

// lock reads a campaign for an action that its state and version must allow.
func (s *Service) lock(ctx context.Context, tx pgx.Tx, id string, version int, a Action) (row, error) {
	c, err := lockByUID(ctx, tx, id)
	if err != nil {
		return c, err
	}
	if _, ok := Next(c.State, a); !ok {
		return c, refuse(c, a)
	}
	return c, seen(c, version)
}

// seen refuses when the campaign has changed since the caller read it; version 0 did not read it.
func seen(c row, version int) error {
	if version != 0 && version != c.Version {
		return fault.New(fault.Conflict, "campaign.changed")
	}
	return nil
}

func refuse(c row, a Action) error {
	return fault.New(fault.Conflict, "campaign.cannot_"+string(a), fault.Arg("state", strings.ToLower(string(c.State))))
}
