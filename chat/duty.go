package chat

import (
	"context"

	"dari/internal/api"
	"dari/internal/fault"
	"dari/internal/postgres"
	"dari/internal/staff"

	"github.com/jackc/pgx/v5"
)

func (s *Service) dutyRoutes(r *api.Router) {
	api.Get(r, "/presence", s.handlePresence, staff.Can("tickets:read"), api.Summary("Who of the staff takes chats, and how many they hold"))
	api.Put(r, "/presence", s.handlePutPresence, staff.Can("tickets:write"), api.Summary("Say whether one takes chats oneself"))
	api.Put(r, "/presence/{id}", s.handlePutCapacity, staff.Can("settings:write"), api.Summary("Set how many chats somebody takes at once"))
}

// setDuty notes and tells what somebody has chosen to be.
func (s *Service) setDuty(ctx context.Context, staffID int64, state string) error {
	if err := s.presence.set(ctx, staffID, state); err != nil {
		return err
	}
	s.tellPresence(ctx, staffID, state)
	s.wakeRouting()
	return nil
}

type presenceView struct {
	Me    *Duty  `json:"me" doc:"Null for a key, and for who cannot answer."`
	Staff []Duty `json:"staff" doc:"All who can answer."`
}

func (s *Service) presenceOf(ctx context.Context) (presenceView, error) {
	list, err := s.onDuty(ctx)
	if err != nil {
		return presenceView{}, err
	}
	view := presenceView{Staff: append([]Duty{}, list...)}
	if who := staff.From(ctx); who.Kind == staff.KindStaff {
		for i := range view.Staff {
			if view.Staff[i].ID == who.ID {
				view.Me = &view.Staff[i]
			}
		}
	}
	return view, nil
}

func (s *Service) handlePresence(ctx context.Context, _ *api.None) (*api.OK[presenceView], error) {
	view, err := s.presenceOf(ctx)
	return api.Reply(view), err
}

type putPresenceInput struct {
	Body struct {
		State string `json:"state" enum:"online,away,offline" doc:"online gets new chats; away and offline get none, and unread ones go back to the queue within a minute."`
	}
}

func (s *Service) handlePutPresence(ctx context.Context, in *putPresenceInput) (*api.OK[presenceView], error) {
	who := staff.From(ctx)
	if who.Kind != staff.KindStaff {
		return nil, fault.New(fault.Forbidden, "tickets.needs_person")
	}
	if err := s.setDuty(ctx, who.ID, in.Body.State); err != nil {
		return nil, err
	}
	view, err := s.presenceOf(ctx)
	return api.Reply(view), err
}

type putCapacityInput struct {
	ID   int64 `path:"id" minimum:"1"`
	Body struct {
		Capacity int `json:"capacity" minimum:"0" maximum:"50" doc:"Chats at once; 0 means the shop's number."`
	}
}

func (s *Service) handlePutCapacity(ctx context.Context, in *putCapacityInput) (*api.OK[presenceView], error) {
	err := postgres.InTx(ctx, s.db, func(tx pgx.Tx) error {
		holders, err := staff.Holders(ctx, tx, []int64{in.ID}, "tickets:write")
		if err != nil {
			return err
		}
		if !holders[in.ID] {
			return fault.New(fault.NotFound, "staff.not_found")
		}
		entry := staff.By(staff.From(ctx), "presence.capacity", "staff", "")
		entry.Detail = map[string]any{"staff_id": in.ID, "capacity": in.Body.Capacity}
		entry.IP = api.IPFrom(ctx)
		if err := staff.Append(ctx, tx, entry); err != nil {
			return err
		}
		return setCapacity(ctx, tx, in.ID, in.Body.Capacity)
	})
	if err != nil {
		return nil, err
	}
	s.wakeRouting()
	view, err := s.presenceOf(ctx)
	return api.Reply(view), err
}

// Duties tells who takes chats, by the id of the person: for lists of staff that others draw.
func (s *Service) Duties(ctx context.Context) (map[int64]staff.Duty, error) {
	list, err := s.onDuty(ctx)
	if err != nil {
		return nil, err
	}
	duties := make(map[int64]staff.Duty, len(list))
	for _, d := range list {
		duties[d.ID] = staff.Duty{State: d.State, OpenChats: d.OpenChats, Capacity: d.Capacity}
	}
	return duties, nil
}
