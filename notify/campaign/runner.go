package campaign

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"dari/internal/event"
	"dari/internal/jobs"
	"dari/internal/postgres"
	"dari/notify"

	"github.com/jackc/pgx/v5"
)

// Run starts what is due, freezes audiences, and carries out pauses, cancellations and ends, until
// the context ends. The rows say all there is to do: a program that was killed is gone on from by
// whichever looks next.
func (s *Service) Run(ctx context.Context) error {
	return jobs.Loop{Every: s.every, Bell: s.bell, Log: s.log, Trouble: "campaigns could not be looked after"}.Run(ctx, s.Turn)
}

// Turn does once what Run does all the time.
func (s *Service) Turn(ctx context.Context) error {
	if err := s.publishing(ctx, func(tx pgx.Tx) ([]moved, error) { return startDue(ctx, tx, s.lateAfter) }); err != nil {
		return err
	}
	list, err := running(ctx, s.db)
	if err != nil {
		return err
	}
	var errs []error
	for _, m := range list {
		// One campaign that cannot be looked after must not stop the others.
		if err := s.look(ctx, m); err != nil {
			errs = append(errs, fmt.Errorf("campaign %d: %w", m.Key, err))
		}
	}
	if len(list) > 0 {
		errs = append(errs, s.publishing(ctx, func(tx pgx.Tx) ([]moved, error) { return finish(ctx, tx) }))
	}
	return errors.Join(errs...)
}

// publishing runs a change of many campaigns and says which have moved.
func (s *Service) publishing(ctx context.Context, change func(tx pgx.Tx) ([]moved, error)) error {
	var list []moved
	err := postgres.InTx(ctx, s.db, func(tx pgx.Tx) error {
		var err error
		if list, err = change(tx); err != nil || len(list) == 0 {
			return err
		}
		return publish(ctx, tx, list...)
	})
	if err != nil {
		return err
	}
	for _, m := range list {
		s.log.InfoContext(ctx, "campaign moved", "campaign_id", m.Key, "state", string(m.State))
	}
	return nil
}

// look does what the state of a campaign asks for.
func (s *Service) look(ctx context.Context, m moved) error {
	switch m.State {
	case Cancelled:
		return s.settle(ctx, m, notify.CancelSource, "campaign_cancelled")
	case Paused:
		return s.settle(ctx, m, notify.HoldSource, heldByPause)
	}
	s.hint(ctx, m.ID) // its counts move
	if err := s.settle(ctx, m, notify.ReleaseSource, heldByPause); err != nil || m.State == Sending {
		return err
	}
	return s.freeze(ctx, m)
}

// settling is what package notify does to the messages of a source.
type settling func(ctx context.Context, q postgres.Querier, sourceKind string, sourceID int64, reason string, limit int) (int, error)

// heldByPause is why messages of a paused campaign are held; those held for another reason stay so.
const heldByPause = "campaign_paused"

// settleChunk keeps each change of many messages short, so that no worker waits for it.
const settleChunk = 5000

// settle brings the messages of a campaign in line with its state, in short steps. The gate looks at
// the campaign itself, so nothing leaves in the meantime.
func (s *Service) settle(ctx context.Context, m moved, step settling, reason string) error {
	for {
		n, err := step(ctx, s.db, notify.SourceCampaign, m.Key, reason, settleChunk)
		if err != nil {
			return err
		}
		if n > 0 {
			s.wake(notify.LaneMarketing)
			s.hint(ctx, m.ID)
		}
		if n < settleChunk {
			return nil
		}
	}
}

// freeze writes the audience down, chunk by chunk, each in a transaction with the place it has come
// to: a freeze that was killed goes on there, and nobody is written down twice.
func (s *Service) freeze(ctx context.Context, m moved) error {
	for {
		more, err := s.freezeChunk(ctx, m.Key)
		if err != nil {
			return err
		}
		s.wake(notify.LaneMarketing)
		s.hint(ctx, m.ID)
		if !more {
			return nil
		}
	}
}

func (s *Service) freezeChunk(ctx context.Context, key int64) (more bool, err error) {
	err = postgres.InTx(ctx, s.db, func(tx pgx.Tx) error {
		c, ok, err := lockFreezing(ctx, tx, key)
		if err != nil || !ok {
			return err
		}
		if c.FreezeAfter == 0 {
			if err := c.saveTemplate(ctx, tx); err != nil {
				return err
			}
		}
		people, err := candidates(ctx, tx, Audience{Channel: c.Channel, Tags: c.Tags}, c.FreezeAfter, s.chunk)
		if err != nil {
			return err
		}
		if len(people) == 0 {
			return move(ctx, tx, c, Sending, nil)
		}
		if err := c.freezePeople(ctx, tx, people); err != nil {
			return err
		}
		more = true
		return frozen(ctx, tx, c.Key, people[len(people)-1].ID, c.Excluded)
	})
	return more, err
}

// campaignLife is how long a message of a campaign is worth sending: nights and a long repair included.
const campaignLife = 72 * time.Hour

func (c *row) freezePeople(ctx context.Context, tx pgx.Tx, people []candidate) error {
	if c.Excluded == nil {
		c.Excluded = map[string]int64{}
	}
	good, err := sift(ctx, tx, c.Channel, people, c.Excluded)
	if err != nil || len(good) == 0 {
		return err
	}
	list := make([]notify.NewDelivery, len(good))
	for i, r := range good {
		list[i] = notify.NewDelivery{
			Class: notify.Marketing, SourceKind: notify.SourceCampaign, SourceID: c.Key, Kind: c.kind(), Channel: notify.Channel(c.Channel),
			Address: r.Address, CustomerID: r.ID, Lang: c.Lang, ExpiresAt: c.StartedAt.Add(campaignLife),
		}
	}
	planned, err := notify.Plan(ctx, tx, list)
	if n := int64(len(list) - planned); n > 0 {
		c.Excluded[duplicate] += n
	}
	return err
}

// kind is the template of the campaign's messages.
func (c *row) kind() string { return "campaign:" + c.ID }

// hintChanged passes a change on to the screens. They refetch, so a hint too many does no harm.
func (s *Service) hintChanged(ctx context.Context, _ pgx.Tx, events []event.Event) error {
	for _, e := range events {
		var m struct {
			ID string `json:"id"`
		}
		if err := json.Unmarshal(e.Payload, &m); err == nil && m.ID != "" {
			s.hint(ctx, m.ID)
		}
	}
	return nil
}
