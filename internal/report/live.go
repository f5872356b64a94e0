package report

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"dari/internal/api"
	"dari/internal/staff"

	"github.com/jackc/pgx/v5"
)

// Live is how things stand: one screen for the wall (R122).
type Live struct {
	At         time.Time  `json:"at"`
	Waiting    int        `json:"waiting" doc:"Tickets in which a shopper waits for an answer."`
	Unassigned int        `json:"unassigned" doc:"Of them, those nobody has."`
	Overdue    int        `json:"overdue" doc:"Tickets whose next deadline has passed."`
	Longest    *Longest   `json:"longest" doc:"Who waits longest; null when nobody does."`
	On         []OnDuty   `json:"on" doc:"Who of the staff is there, the least busy first."`
	Away       int        `json:"away"`
	Breached   int        `json:"breached_today" doc:"Deadlines that have passed unmet today."`
	Solved     int        `json:"solved_today"`
	First      TodayFirst `json:"first_today"`
	Failures   Failures   `json:"failures"`
}

// Longest is the one who waits longest.
type Longest struct {
	Number          int64     `json:"number"`
	Since           time.Time `json:"since"`
	BusinessSeconds int64     `json:"business_seconds"`
}

// OnDuty is somebody who is there.
type OnDuty struct {
	Person
	Chats    int `json:"chats"`
	Capacity int `json:"capacity"`
}

// TodayFirst are the first answers of today.
type TodayFirst struct {
	N      int      `json:"n"`
	Median *float64 `json:"median" doc:"Business seconds."`
}

// Failures are what somebody should look at, of the last 24 hours.
type Failures struct {
	Deliveries int `json:"deliveries" doc:"Messages that failed, came back or whose fate is unknown."`
	Mails      int `json:"mails" doc:"Mails that could not be taken in and wait for a person."`
	Events     int `json:"events" doc:"Things that have happened and could not be handled yet."`
}

const (
	sqlLive = `
SELECT dari.clock(),
  (SELECT count(*) FROM dari.tickets t WHERE t.waiting_since IS NOT NULL AND t.state IN ('new', 'open') AND NOT t.spam AND t.merged_into IS NULL),
  (SELECT count(*) FROM dari.tickets t WHERE t.waiting_since IS NOT NULL AND t.state IN ('new', 'open') AND NOT t.spam AND t.merged_into IS NULL AND t.owner_id IS NULL),
  (SELECT count(*) FROM dari.tickets t WHERE t.next_due_at <= dari.clock() AND t.state IN ('new', 'open') AND NOT t.spam AND t.merged_into IS NULL),
  (SELECT count(*) FROM dari.sla_clocks c WHERE c.breached_at >= $1),
  (SELECT count(*) FROM dari.solve_facts f WHERE f.solved_at >= $1),
  (SELECT count(*) FROM dari.reply_facts f WHERE f.replied_at >= $1 AND f.first),
  (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY f.business_seconds) FROM dari.reply_facts f WHERE f.replied_at >= $1 AND f.first),
  (SELECT count(*) FROM dari.deliveries d WHERE d.state IN ('failed', 'bounced', 'unknown') AND d.updated_at > dari.clock() - interval '24 hours'),
  (SELECT count(*) FROM dari.inbound_mail m WHERE m.state = 'quarantined'),
  (SELECT count(*) FROM dari.outbox_pending p WHERE p.error IS NOT NULL)`
	sqlLongest = `
SELECT t.number, t.waiting_since FROM dari.tickets t
WHERE t.waiting_since IS NOT NULL AND t.state IN ('new', 'open') AND NOT t.spam AND t.merged_into IS NULL
ORDER BY t.waiting_since, t.id LIMIT 1`
)

func (s *Service) handleLive(ctx context.Context, _ *api.None) (*api.OK[Live], error) {
	l, err := s.live(ctx)
	return api.Reply(l), err
}

func (s *Service) live(ctx context.Context) (Live, error) {
	shop, err := staff.Shop(ctx, s.DB)
	if err != nil {
		return Live{}, err
	}
	now, err := clock(ctx, s.DB)
	if err != nil {
		return Live{}, err
	}
	var l Live
	err = s.DB.QueryRow(ctx, sqlLive, midnight(now.In(shop.Location()))).Scan(&l.At, &l.Waiting, &l.Unassigned, &l.Overdue, &l.Breached, &l.Solved,
		&l.First.N, &l.First.Median, &l.Failures.Deliveries, &l.Failures.Mails, &l.Failures.Events)
	if err != nil {
		return l, fmt.Errorf("count how things stand: %w", err)
	}
	if l.Longest, err = s.longest(ctx, l.At); err != nil {
		return l, err
	}
	return l, s.duties(ctx, &l)
}

func (s *Service) longest(ctx context.Context, now time.Time) (*Longest, error) {
	var w Longest
	err := s.DB.QueryRow(ctx, sqlLongest).Scan(&w.Number, &w.Since)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, nil //nolint:nilnil // nobody waits
	}
	if err != nil {
		return nil, fmt.Errorf("find who waits longest: %w", err)
	}
	calendar, err := shopHours(ctx, s.DB)
	if err != nil {
		return nil, err
	}
	w.BusinessSeconds = seconds(calendar.Between(w.Since, now))
	return &w, nil
}

func (s *Service) duties(ctx context.Context, l *Live) error {
	duties, err := s.Duties(ctx)
	if err != nil {
		return fmt.Errorf("ask who is there: %w", err)
	}
	ids := make([]int64, 0, len(duties))
	for id := range duties {
		ids = append(ids, id)
	}
	rows, _ := s.DB.Query(ctx, sqlNames, ids) // CollectRows reports this error
	people, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Person])
	if err != nil {
		return fmt.Errorf("read who is there: %w", err)
	}
	l.On = []OnDuty{}
	for _, p := range people {
		switch d := duties[p.ID]; d.State {
		case "online":
			l.On = append(l.On, OnDuty{p, d.OpenChats, d.Capacity})
		case "away":
			l.Away++
		}
	}
	slices.SortStableFunc(l.On, func(a, b OnDuty) int { return cmp.Compare(a.Chats, b.Chats) })
	return nil
}
