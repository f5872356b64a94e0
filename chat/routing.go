package chat

import (
	"context"
	"slices"
	"time"

	"dari/internal/postgres"
	"dari/internal/shop/hours"
	"dari/internal/staff"

	"github.com/jackc/pgx/v5"
)

// Queue is the tickets as routing sees them; cmd plugs it in.
type Queue interface {
	// Untaken locks the tickets of chats in which a shopper waits and that nobody has, who waits
	// longest first, without those another program holds.
	Untaken(ctx context.Context, tx pgx.Tx, limit int) ([]int64, error)
	// Waiting counts the chats nobody has.
	Waiting(ctx context.Context, q postgres.Querier) (int, error)
	// OpenChats counts what people hold.
	OpenChats(ctx context.Context, q postgres.Querier, staffIDs []int64) (map[int64]int, error)
	// Hand gives tickets that Untaken has locked to people.
	Hand(ctx context.Context, tx pgx.Tx, to map[int64]int64) error
	// TakeBack returns unread chats of people who have gone, and tells how many.
	TakeBack(ctx context.Context, tx pgx.Tx, staffIDs []int64) (int, error)
}

// Somebody who goes has a moment to come back, by a reload or a train's tunnel, before their unread
// chats go back to the queue; all of it together stays under a minute.
const (
	dutyBeat    = 10 * time.Second // how often a program says who is here
	dutyLapse   = 25 * time.Second // nobody has said so for as long: they get no new chat
	dutyGrace   = 30 * time.Second // off duty for as long: unread chats go back
	dutyUnseen  = 40 * time.Second // the program of theirs has died: the same
	routeEvery  = time.Second
	returnEvery = 5 * time.Second
	mostAtOnce  = 100 // chats given in one transaction
)

// route gives waiting chats to who is on duty, takes back those of who has gone, and says who is here.
func (s *Service) route(ctx context.Context) {
	tick := time.NewTicker(routeEvery)
	defer tick.Stop()
	var beaten, returned time.Time
	failing := false
	for {
		var err error
		if time.Since(beaten) >= dutyBeat {
			beaten = time.Now()
			err = s.presence.beat(ctx)
		}
		if s.queue != nil && err == nil {
			if time.Since(returned) >= returnEvery {
				returned = time.Now()
				_, err = s.ReturnChats(ctx)
			}
			if err == nil {
				_, err = s.RouteChats(ctx)
			}
		}
		if err != nil && !failing && ctx.Err() == nil {
			s.log.WarnContext(ctx, "chats cannot be routed", "error", err)
		}
		failing = err != nil
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		case <-s.routing:
		}
	}
}

// wakeRouting looks for chats to give at once and not with the next tick.
func (s *Service) wakeRouting() {
	select {
	case s.routing <- struct{}{}:
	default:
	}
}

// RouteChats gives chats nobody has to the people on duty, to the one with the fewest first, and tells
// how many were given. Nobody gets one who is away, full or outside their hours; rows are locked, so
// that several programs may try at once.
func (s *Service) RouteChats(ctx context.Context) (given int, err error) {
	if waiting, err := s.queue.Waiting(ctx, s.db); err != nil || waiting == 0 {
		return 0, err
	}
	shop, err := s.shop.get(ctx, s.db)
	if err != nil {
		return 0, err
	}
	calendar, err := s.calendar(ctx, shop)
	if err != nil {
		return 0, err
	}
	err = postgres.InTx(ctx, s.db, func(tx pgx.Tx) error {
		people, err := s.candidates(ctx, tx, calendar)
		if err != nil {
			return err
		}
		free := 0
		for _, p := range people {
			free += p.free()
		}
		if free == 0 {
			return nil
		}
		tickets, err := s.queue.Untaken(ctx, tx, min(free, mostAtOnce))
		if err != nil || len(tickets) == 0 {
			return err
		}
		to, got := share(tickets, people)
		given = len(to)
		if err := s.queue.Hand(ctx, tx, to); err != nil {
			return err
		}
		return noteGiven(ctx, tx, got)
	})
	if err != nil {
		return 0, err
	}
	if given > 0 {
		s.log.InfoContext(ctx, "chats were given to staff", "chats", given)
	}
	return given, nil
}

// share gives each ticket to who holds the fewest; of equals, to who was given one longest ago.
func share(tickets []int64, people []*candidate) (to map[int64]int64, got []int64) {
	to = make(map[int64]int64, len(tickets))
	for _, ticket := range tickets {
		var least *candidate
		for _, p := range people {
			if p.free() > 0 && (least == nil || p.held < least.held) {
				least = p
			}
		}
		if least == nil {
			break
		}
		least.held++
		to[ticket] = least.ID
		if !slices.Contains(got, least.ID) {
			got = append(got, least.ID)
		}
	}
	return to, got
}

// candidates locks the people on duty, with what they hold.
func (s *Service) candidates(ctx context.Context, tx pgx.Tx, shops *hours.Calendar) ([]*candidate, error) {
	people, err := lockOnDuty(ctx, tx)
	if err != nil || len(people) == 0 {
		return nil, err
	}
	now, err := hours.Now(ctx, tx)
	if err != nil {
		return nil, err
	}
	ids := make([]int64, len(people))
	for i, p := range people {
		ids[i] = p.ID
	}
	holders, err := staff.Holders(ctx, tx, ids, "tickets:write")
	if err != nil {
		return nil, err
	}
	held, err := s.queue.OpenChats(ctx, tx, ids)
	if err != nil {
		return nil, err
	}
	var ready []*candidate
	for _, p := range people {
		inside := shops.Open(now)
		if p.CalendarID != nil {
			own, err := hours.LoadOf(ctx, tx, shops.Zone(), *p.CalendarID)
			if err != nil {
				return nil, err
			}
			inside = hours.New(own.Plan).Open(now)
		}
		if !inside || !holders[p.ID] {
			continue
		}
		if p.Capacity == 0 {
			p.Capacity = shops.Plan().Capacity
		}
		p.held = held[p.ID]
		ready = append(ready, p)
	}
	return ready, nil
}

// ReturnChats puts the unread chats of people who have gone back into the queue and tells how many.
func (s *Service) ReturnChats(ctx context.Context) (returned int, err error) {
	err = postgres.InTx(ctx, s.db, func(tx pgx.Tx) error {
		gone, err := lockOff(ctx, tx, dutyGrace, dutyUnseen)
		if err != nil || len(gone) == 0 {
			return err
		}
		if returned, err = s.queue.TakeBack(ctx, tx, gone); err != nil {
			return err
		}
		return noteReturned(ctx, tx, gone)
	})
	if err != nil {
		return 0, err
	}
	if returned > 0 {
		s.log.InfoContext(ctx, "unread chats went back to the queue", "chats", returned)
	}
	return returned, nil
}

// countCrowd counts who waits and how many more chats the people on duty can take.
func (s *Service) countCrowd(ctx context.Context) (Crowd, error) {
	var c Crowd
	var err error
	if c.Waiting, err = s.queue.Waiting(ctx, s.db); err != nil || c.Waiting == 0 {
		return c, err
	}
	list, err := s.onDuty(ctx)
	for _, d := range list {
		if d.State == StateOnline {
			c.Free += max(0, d.Capacity-d.OpenChats)
		}
	}
	return c, err
}

// onDuty are all who can answer, with their state and what they hold.
func (s *Service) onDuty(ctx context.Context) ([]Duty, error) {
	all, err := duties(ctx, s.db)
	if err != nil {
		return nil, err
	}
	ids := make([]int64, len(all))
	for i, d := range all {
		ids[i] = d.ID
	}
	holders, err := staff.Holders(ctx, s.db, ids, "tickets:write")
	if err != nil {
		return nil, err
	}
	list := slices.DeleteFunc(all, func(d Duty) bool { return !holders[d.ID] })
	held := map[int64]int{}
	if s.queue != nil {
		if held, err = s.queue.OpenChats(ctx, s.db, ids); err != nil {
			return nil, err
		}
	}
	capacity, err := s.shopCapacity(ctx)
	if err != nil {
		return nil, err
	}
	for i := range list {
		list[i].OpenChats = held[list[i].ID]
		if list[i].Capacity == 0 {
			list[i].Capacity = capacity
		}
	}
	return list, nil
}

func (s *Service) shopCapacity(ctx context.Context) (int, error) {
	stored, err := hours.Load(ctx, s.db, time.UTC)
	return stored.Capacity, err
}
