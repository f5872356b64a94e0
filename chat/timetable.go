package chat

import (
	"context"
	"fmt"
	"sync"
	"time"

	"dari/internal/shop/hours"
	"dari/internal/staff"
)

const (
	timetableLife = 3 * time.Second // how old the calendar and the crowd may be
	paceLife      = time.Minute     // how old the pace may be
)

// timetable keeps what the status line needs for some seconds: every widget that opens asks for it.
type timetable struct {
	mu       sync.Mutex
	calendar *hours.Calendar
	until    time.Time
	crowd    Crowd
	counted  time.Time
	pace     Pace
	paced    time.Time
	hour     int // of the pace, on the shop's clocks
}

// calendar is the shop's, in the shop's zone.
func (s *Service) calendar(ctx context.Context, shop staff.ShopSettings) (*hours.Calendar, error) {
	t := &s.times
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.calendar != nil && time.Now().Before(t.until) {
		return t.calendar, nil
	}
	stored, err := hours.Load(ctx, s.db, shop.Location())
	if err != nil {
		return nil, fmt.Errorf("read the opening hours: %w", err)
	}
	t.calendar, t.until = hours.New(stored.Plan), time.Now().Add(timetableLife)
	return t.calendar, nil
}

// forget makes a changed calendar hold at once in this program.
func (t *timetable) forget() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.calendar, t.counted, t.paced = nil, time.Time{}, time.Time{}
}

// crowdNow is who is there and who waits. Without a queue nobody waits.
func (s *Service) crowdNow(ctx context.Context) Crowd {
	online := s.presence.online(ctx)
	t := &s.times
	t.mu.Lock()
	defer t.mu.Unlock()
	if s.queue != nil && time.Since(t.counted) > timetableLife {
		t.counted = time.Now()
		crowd, err := s.countCrowd(ctx)
		if err != nil {
			s.log.WarnContext(ctx, "who waits cannot be counted", "error", err)
		}
		t.crowd = crowd
	}
	crowd := t.crowd
	crowd.Online = online
	return crowd
}

// paceNow is how fast shoppers are answered at this hour. A status line without it is still one.
func (s *Service) paceNow(ctx context.Context, zone *time.Location, now time.Time) Pace {
	if s.pace == nil {
		return Pace{}
	}
	t := &s.times
	t.mu.Lock()
	defer t.mu.Unlock()
	if hour := now.In(zone).Hour(); hour != t.hour || time.Since(t.paced) > paceLife {
		t.hour, t.paced = hour, time.Now()
		pace, err := s.pace(ctx, zone, hour)
		if err != nil {
			s.log.WarnContext(ctx, "the pace of answers cannot be read", "error", err)
		}
		t.pace = pace
	}
	return t.pace
}

// status is how the shop stands now, by the database's clock.
func (s *Service) status(ctx context.Context, shop staff.ShopSettings, lang string, viewer *time.Location) (Status, *hours.Calendar, error) {
	calendar, err := s.calendar(ctx, shop)
	if err != nil {
		return Status{}, nil, err
	}
	now, err := hours.Now(ctx, s.db)
	if err != nil {
		return Status{}, nil, err
	}
	return StatusOf(lang, calendar, now, s.crowdNow(ctx), s.paceNow(ctx, calendar.Zone(), now), viewer), calendar, nil
}
