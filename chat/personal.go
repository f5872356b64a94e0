package chat

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"dari/internal/api"
	"dari/internal/fault"
	"dari/internal/postgres"
	"dari/internal/shop/hours"
	"dari/internal/staff"

	"github.com/jackc/pgx/v5"
)

// personalRoutes registers when single people work: leads see and change everybody's, each their own.
func (s *Service) personalRoutes(r *api.Router) {
	api.Get(r, "/calendar/people", s.handlePeopleHours, staff.Can("settings:read"), api.Summary("Who works other hours than the shop, and who is away when"))
	api.Get(r, "/calendar/people/{id}", s.handlePersonHours, staff.Can("settings:read"), api.Summary("When a person works"))
	api.Put(r, "/calendar/people/{id}", s.handlePutPersonHours, staff.Can("duty:write"), api.Summary("Change when a person works"))
	api.Get(r, "/calendar/me", s.handleMyHours, staff.Can("tickets:read"), api.Summary("When I work"))
	api.Put(r, "/calendar/me", s.handlePutMyHours, staff.Can("tickets:write"), api.Summary("Change when I work"))
}

type personHours struct {
	Follows    bool            `json:"follows_shop" doc:"The week and the holidays are the shop's, and the days come on top."`
	Week       []hours.Weekday `json:"week" minItems:"7" maxItems:"7" doc:"Sunday first; not looked at for who follows the shop."`
	Public     bool            `json:"public_holidays" doc:"Off on public holidays."`
	Exceptions []exceptionView `json:"exceptions" maxItems:"200" doc:"Days off, and days with other hours."`
	Version    int             `json:"version" minimum:"0" doc:"Send back what was read: 409 when somebody else was faster."`
}

type personHoursView struct {
	personHours
	ID      int64      `json:"id"`
	Name    string     `json:"name"`
	Zone    string     `json:"zone"`
	Now     time.Time  `json:"now"`
	Working bool       `json:"working" doc:"Whether this is their working time."`
	Next    *time.Time `json:"next" doc:"When they next begin or end."`
}

type personSummary struct {
	ID      int64          `json:"id"`
	Name    string         `json:"name"`
	Follows bool           `json:"follows_shop"`
	Working bool           `json:"working" doc:"Whether this is their working time."`
	Off     *exceptionView `json:"off" doc:"The day off they have now or next."`
}

type peopleHoursView struct {
	Items []personSummary `json:"items" doc:"All who can answer."`
}

func (s *Service) handlePeopleHours(ctx context.Context, _ *api.None) (*api.OK[peopleHoursView], error) {
	people, err := s.onDuty(ctx)
	if err != nil {
		return nil, err
	}
	view := peopleHoursView{Items: make([]personSummary, len(people))}
	for i, p := range people {
		h, own, err := s.hoursOf(ctx, s.db, p.ID, p.Name)
		if err != nil {
			return nil, err
		}
		view.Items[i] = personSummary{ID: p.ID, Name: p.Name, Follows: h.Follows, Working: h.Working, Off: nextOff(own, h.Now)}
	}
	return api.Reply(view), nil
}

// nextOff is the day off that holds now or comes next.
func nextOff(o hours.Own, now time.Time) *exceptionView {
	today := hours.DateOf(now, o.Zone)
	var best *hours.Exception
	for i := range o.Exceptions {
		if e := &o.Exceptions[i]; len(e.Hours) == 0 && e.To >= today && (best == nil || e.From < best.From) {
			best = e
		}
	}
	if best == nil {
		return nil
	}
	v := viewOf(*best)
	return &v
}

// hoursOf is when somebody works, and what of it is their own.
func (s *Service) hoursOf(ctx context.Context, q postgres.Querier, staffID int64, name string) (personHoursView, hours.Own, error) {
	shop, err := staff.Shop(ctx, q)
	if err != nil {
		return personHoursView{}, hours.Own{}, err
	}
	own, err := hours.LoadOwn(ctx, q, shop.Location(), staffID)
	if err != nil {
		return personHoursView{}, own, err
	}
	plan, err := hours.Load(ctx, q, shop.Location())
	if err == nil && own.ID != 0 {
		plan, err = hours.LoadOf(ctx, q, shop.Location(), own.ID)
	}
	if err != nil {
		return personHoursView{}, own, err
	}
	now, err := hours.Now(ctx, q)
	if err != nil {
		return personHoursView{}, own, err
	}
	c := hours.New(plan.Plan)
	body := bodyOf(own.Plan, own.Version)
	v := personHoursView{
		personHours: personHours{Follows: own.Follows, Week: body.Week, Public: body.Public, Exceptions: body.Exceptions, Version: own.Version},
		ID:          staffID, Name: name, Zone: zoneName(shop.Zone), Now: now, Working: c.Open(now),
	}
	if at, _, found := c.NextSwitch(now); found {
		v.Next = &at
	}
	return v, own, nil
}

// person is somebody who answers shoppers: nobody else has working hours.
func (s *Service) person(ctx context.Context, id int64) (Duty, error) {
	people, err := s.onDuty(ctx)
	if err != nil {
		return Duty{}, err
	}
	for _, p := range people {
		if p.ID == id {
			return p, nil
		}
	}
	return Duty{}, fault.New(fault.NotFound, "staff.not_found")
}

type personInput struct {
	ID int64 `path:"id" minimum:"1"`
}

func (s *Service) handlePersonHours(ctx context.Context, in *personInput) (*api.OK[personHoursView], error) {
	p, err := s.person(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	v, _, err := s.hoursOf(ctx, s.db, p.ID, p.Name)
	return api.Reply(v), err
}

type putPersonInput struct {
	ID   int64 `path:"id" minimum:"1"`
	Body personHours
}

func (s *Service) handlePutPersonHours(ctx context.Context, in *putPersonInput) (*api.OK[personHoursView], error) {
	return s.putHours(ctx, in.ID, in.Body)
}

// putHours writes when somebody works; the audit log keeps who changed whose.
func (s *Service) putHours(ctx context.Context, staffID int64, body personHours) (*api.OK[personHoursView], error) {
	p, err := s.person(ctx, staffID)
	if err != nil {
		return nil, err
	}
	var view personHoursView
	err = postgres.InTx(ctx, s.db, func(tx pgx.Tx) error {
		shop, err := staff.Shop(ctx, tx)
		if err != nil {
			return err
		}
		own, err := hours.LoadOwn(ctx, tx, shop.Location(), staffID)
		if err != nil {
			return err
		}
		usual := calendarBody{Week: body.Week, Public: body.Public, Exceptions: body.Exceptions, Reply: 1, Capacity: 1}
		if own.Plan, err = usual.onto(own.Plan); err != nil {
			return err
		}
		own.Follows = body.Follows
		id, err := hours.SaveOwn(ctx, tx, staffID, own, body.Version)
		if err != nil {
			return err
		}
		if err := setCalendar(ctx, tx, staffID, id); err != nil {
			return err
		}
		entry := staff.By(staff.From(ctx), "calendar.person", "staff", strconv.FormatInt(staffID, 10))
		entry.IP = api.IPFrom(ctx)
		if err := staff.Append(ctx, tx, entry); err != nil {
			return err
		}
		view, _, err = s.hoursOf(ctx, tx, staffID, p.Name)
		return err
	})
	if err != nil {
		return nil, err
	}
	s.wakeRouting()
	return api.Reply(view), nil
}

// meHere is the person who asks: a key works no hours.
func meHere(ctx context.Context) (int64, error) {
	who := staff.From(ctx)
	if who.Kind != staff.KindStaff {
		return 0, fault.New(fault.Forbidden, "tickets.needs_person")
	}
	return who.ID, nil
}

func (s *Service) handleMyHours(ctx context.Context, _ *api.None) (*api.OK[personHoursView], error) {
	id, err := meHere(ctx)
	if err != nil {
		return nil, err
	}
	return s.handlePersonHours(ctx, &personInput{ID: id})
}

type putMyHoursInput struct{ Body personHours }

func (s *Service) handlePutMyHours(ctx context.Context, in *putMyHoursInput) (*api.OK[personHoursView], error) {
	id, err := meHere(ctx)
	if err != nil {
		return nil, err
	}
	return s.putHours(ctx, id, in.Body)
}

// The state of who has not been on duty yet is what it will be.
const sqlSetCalendar = `
INSERT INTO dari.duties AS d (staff_id, state, calendar_id)
SELECT id, CASE WHEN role IN ('agent', 'lead') THEN 'online' ELSE 'away' END, $2 FROM dari.staff WHERE id = $1
ON CONFLICT (staff_id) DO UPDATE SET calendar_id = excluded.calendar_id, version = d.version + 1`

func setCalendar(ctx context.Context, q postgres.Querier, staffID, calendarID int64) error {
	if _, err := q.Exec(ctx, sqlSetCalendar, staffID, calendarID); err != nil {
		return fmt.Errorf("note the calendar of staff %d: %w", staffID, err)
	}
	return nil
}
