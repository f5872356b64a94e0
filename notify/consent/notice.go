package consent

import (
	"context"
	"time"

	"dari/internal/i18n"
	"dari/internal/staff"
	"dari/notify"

	"github.com/jackc/pgx/v5"
)

// noticeKind is the template of the result notice: who the sender is, what was said, when, and what
// holds now. It is statutory: never advertising, never held by the night.
const noticeKind = "consent.result"

// noticeLife is how long the law gives for telling the result.
const noticeLife = 14 * 24 * time.Hour

// planNotices plans one notice for each consent that a person gave or took back. A first refusal
// took nothing back: whoever leaves a box empty has nothing to be told. Of a consent that is older
// than the law's time the shop has told the result itself.
func planNotices(ctx context.Context, tx pgx.Tx, recorded []Recorded, changes []Change, people map[int64]person) error {
	told := make(map[wish]bool)
	for _, c := range changes {
		told[wish{c.CustomerID, c.Channel, c.Purpose}] = c.Told
	}
	var due []Recorded
	now, err := clock(ctx, tx)
	if err != nil {
		return err
	}
	for _, r := range recorded {
		if r.Granted != r.Was && now.Sub(r.At) < noticeLife && !told[wish{r.CustomerID, r.Channel, r.Purpose}] {
			due = append(due, r)
		}
	}
	if len(due) == 0 {
		return nil
	}
	shop, err := staff.Shop(ctx, tx)
	if err != nil {
		return err
	}
	dead, err := deadAddresses(ctx, tx, due, people)
	if err != nil {
		return err
	}
	var list []notify.NewDelivery
	for _, r := range due {
		p := people[r.CustomerID]
		channel, address, ok := p.reachable(r.Channel, dead)
		if !ok {
			continue // the page or the shop has shown the result; there is no way left to write to
		}
		list = append(list, notify.NewDelivery{
			Class: notify.Statutory, SourceKind: notify.SourceConsent, SourceID: r.ID, Kind: noticeKind,
			Channel: channel, Address: address, CustomerID: r.CustomerID, Lang: p.Lang, Fields: noticeFields(i18n.Format{Lang: p.Lang, Zone: shop.Location(), Now: r.At}, r),
			ExpiresAt: r.At.Add(noticeLife),
		})
	}
	_, err = notify.Plan(ctx, tx, list)
	return err
}

func noticeFields(f i18n.Format, r Recorded) map[string]string {
	verb := "withdrawn"
	if r.Granted {
		verb = "granted"
	}
	what, at := i18n.T(f.Lang, "consent.what."+string(r.Purpose)+"."+string(r.Channel)), f.DateTime(r.At)
	return map[string]string{
		"consent.what":   what,
		"consent.at":     at,
		"consent.fact":   i18n.T(f.Lang, "consent.fact."+verb, "what", what, "at", at),
		"consent.result": i18n.T(f.Lang, "consent.result."+verb, "what", what),
	}
}

// deadAddresses are the normalised addresses among those of the people concerned that take nothing.
func deadAddresses(ctx context.Context, tx pgx.Tx, due []Recorded, people map[int64]person) (map[string]bool, error) {
	keys := map[notify.Channel][]string{}
	for _, r := range due {
		for _, channel := range []notify.Channel{notify.Email, notify.SMS} {
			if key, ok := notify.RecipientKey(channel, people[r.CustomerID].address(channel)); ok {
				keys[channel] = append(keys[channel], key)
			}
		}
	}
	dead := map[string]bool{}
	for channel, list := range keys {
		suppressed, err := Suppressed(ctx, tx, channel, list, false)
		if err != nil {
			return nil, err
		}
		for key := range suppressed {
			dead[key] = true
		}
	}
	return dead, nil
}

// reachable is the channel itself, or the other one when this one is dead.
func (p person) reachable(first notify.Channel, dead map[string]bool) (notify.Channel, string, bool) {
	other := notify.Email
	if first == notify.Email {
		other = notify.SMS
	}
	for _, channel := range []notify.Channel{first, other} {
		if key, ok := notify.RecipientKey(channel, p.address(channel)); ok && !dead[key] {
			return channel, p.address(channel), true
		}
	}
	return "", "", false
}

type wish struct {
	customerID int64
	channel    notify.Channel
	purpose    Purpose
}
