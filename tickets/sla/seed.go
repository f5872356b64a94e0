package sla

import (
	"context"

	"dari/internal/i18n"
	"dari/internal/postgres"

	"github.com/jackc/pgx/v5"
)

// preset is what a shop begins with.
type preset struct {
	text               string
	applies            Applies
	first, next, solve int
}

// A chat is waited for, an order cannot be changed once it is packed, a mail has a day.
var presets = []preset{
	{"sla.preset.order", Applies{Types: []string{"cancel", "change", "address"}}, 60, 60, 420},
	{"sla.preset.chat", Applies{Channels: []string{"chat", "phone"}}, 30, 30, 840},
	{"sla.preset.rest", Applies{}, 240, 240, 1260},
}

// Seed gives a shop that never had policies the ones that come with the product.
func Seed(ctx context.Context, db postgres.Beginner, lang string) error {
	return postgres.InTx(ctx, db, func(tx pgx.Tx) error {
		// Two programs may begin at once: the second finds what the first has written.
		if _, err := tx.Exec(ctx, sqlSeedLock); err != nil {
			return err
		}
		if found, err := anyPolicy(ctx, tx); err != nil || found {
			return err
		}
		var all []int64
		for i, p := range presets {
			policy := Policy{
				Position: i + 1, Name: i18n.T(lang, p.text), Applies: p.applies.filled(),
				First: &p.first, Next: &p.next, Solve: &p.solve, Warn: 75,
			}
			if err := put(ctx, tx, all, &policy, nil); err != nil {
				return err
			}
			all = append(all, policy.ID)
		}
		return nil
	})
}

const sqlSeedLock = `SELECT pg_advisory_xact_lock(hashtext('dari.sla.seed'))`

// filled has empty lists where it had none.
func (a Applies) filled() Applies {
	for _, list := range []*[]string{&a.Types, &a.Channels, &a.Tags, &a.Grades} {
		if *list == nil {
			*list = []string{}
		}
	}
	return a
}
