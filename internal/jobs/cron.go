package jobs

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"dari/internal/postgres"
)

// Cron is work on a schedule: either every so often, or once a day at a wall time of the shop.
type Cron struct {
	Name  string
	Every time.Duration // how often; with At it must be 0
	At    string        // "10:00": once a day, as soon as the shop's clock is past it
	Run   func(ctx context.Context) error
}

// Crons runs schedules on the clock of Postgres. Any number of programs may run them: an occurrence
// is claimed in schedule_runs, and the work itself must bear being done twice.
type Crons struct {
	DB   postgres.Querier
	Zone *time.Location
	Log  *slog.Logger
	List []Cron
	// Begin claims an occurrence of a daily schedule, Finish says that it is done for ever.
	Begin  func(ctx context.Context, q postgres.Querier, schedule, occurrence string) (bool, error)
	Finish func(ctx context.Context, q postgres.Querier, schedule, occurrence string) error
}

const sqlClock = `SELECT dari.clock()`

// Run looks at the schedules every second until the context ends.
func (c Crons) Run(ctx context.Context) error {
	last := make(map[string]time.Time, len(c.List))
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		c.turn(ctx, last)
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

func (c Crons) turn(ctx context.Context, last map[string]time.Time) {
	var now time.Time
	for _, cron := range c.List {
		// Wall time decides how often to look; the clock of Postgres decides what is due.
		if every := max(cron.Every, time.Second); time.Since(last[cron.Name]) < every {
			continue
		}
		last[cron.Name] = time.Now()
		if now.IsZero() {
			if err := c.DB.QueryRow(ctx, sqlClock).Scan(&now); err != nil {
				return // the database is away; the relay says so
			}
		}
		if err := c.once(ctx, cron, now.In(c.Zone)); err != nil && !errors.Is(err, context.Canceled) {
			c.Log.ErrorContext(ctx, "a schedule failed", "schedule", cron.Name, "error", err)
		}
	}
}

func (c Crons) once(ctx context.Context, cron Cron, now time.Time) error {
	if cron.At == "" {
		return cron.Run(ctx)
	}
	due, err := time.ParseInLocation("2006-01-02 15:04", now.Format("2006-01-02 ")+cron.At, c.Zone)
	if err != nil {
		return fmt.Errorf("read the time of schedule %s: %w", cron.Name, err)
	}
	if now.Before(due) {
		return nil
	}
	occurrence := due.Format("2006-01-02")
	mine, err := c.Begin(ctx, c.DB, cron.Name, occurrence)
	if err != nil || !mine {
		return err
	}
	if err := cron.Run(ctx); err != nil {
		return err
	}
	return c.Finish(ctx, c.DB, cron.Name, occurrence)
}
