package tickets

import (
	"context"
	"net/http"
	"time"

	"dari/internal/api"
	"dari/internal/fault"
	"dari/internal/staff"

	"github.com/google/uuid"
)

// actRoutes registers what staff do to tickets.
func (s *Service) actRoutes(r *api.Router) {
	read, write := staff.Can("tickets:read"), staff.Can("tickets:write")
	api.Post(r, "/tickets", s.handleMake, write, api.Status(http.StatusCreated), api.Summary("Open a ticket by hand: after a call, or to write to a customer first"))
	api.Patch(r, "/tickets/{number}", s.handleChange, write, api.Summary("Change a ticket; what is left out stays as it is"))
	api.Get(r, "/tickets/snooze-choices", s.handleSnoozeChoices, read, api.Summary("Until when a ticket can be put aside"))
	api.Post(r, "/tickets/{number}/snooze", s.handleSnooze, write, api.Summary("Put a ticket aside"))
	api.Post(r, "/tickets/{number}/unsnooze", s.handleWake, write, api.Summary("Take up again what was put aside"))
	api.Post(r, "/tickets/{number}/undo", s.handleUndo, write, api.Summary("Take a change back, where nobody has changed it since"))
	api.Post(r, "/tickets/{number}/parent", s.handleParent, write, api.Summary("Make a ticket part of an incident, or of none"))
	api.Post(r, "/tickets/{number}/calls", s.handleCall, write, api.Summary("Write down a call and what came of it"))
	api.Get(r, "/tags", s.handleTags, read, api.Summary("Tags that were put on tickets"))
	s.moveRoutes(r)
	s.setupRoutes(r)
	s.tagRoutes(r)
}

type makeInput struct{ Body Making }

func (s *Service) handleMake(ctx context.Context, in *makeInput) (*api.OK[Ticket], error) {
	t, err := s.Make(ctx, staff.From(ctx), in.Body)
	return api.Reply(t), err
}

type callInput struct {
	Number int64 `path:"number" minimum:"1"`
	Body   Call
}

func (s *Service) handleCall(ctx context.Context, in *callInput) (*api.OK[Ticket], error) {
	t, err := s.NoteCall(ctx, staff.From(ctx), in.Number, in.Body)
	return api.Reply(t), err
}

type changeInput struct {
	Number int64 `path:"number" minimum:"1"`
	Body   struct {
		Version    int64          `json:"version,omitempty" minimum:"0" doc:"The version the decision was made on; 409 says what has happened since."`
		Title      *string        `json:"title,omitempty" minLength:"1" maxLength:"200"`
		Priority   *int           `json:"priority,omitempty" minimum:"0" maximum:"3" doc:"0 none to 3 urgent."`
		AddTags    []string       `json:"add_tags,omitempty" maxItems:"30"`
		RemoveTags []string       `json:"remove_tags,omitempty" maxItems:"30"`
		TeamID     *int64         `json:"team_id,omitempty" minimum:"0" doc:"0: none."`
		OwnerID    *int64         `json:"owner_id,omitempty" minimum:"0" doc:"0: nobody."`
		Type       *string        `json:"type,omitempty" maxLength:"40" doc:"A key of the ticket types."`
		Fields     map[string]any `json:"fields,omitempty" doc:"Values of the type's form by field; null takes one out."`
		Step       *string        `json:"step,omitempty" maxLength:"40" doc:"One that may follow the present one."`
		Status     *string        `json:"status,omitempty" maxLength:"40" doc:"A state of the shop's own; empty: the state's own name."`
		Spam       *bool          `json:"spam,omitempty"`
	}
}

func (s *Service) handleChange(ctx context.Context, in *changeInput) (*api.OK[Ticket], error) {
	b := in.Body
	c := Change{
		Title: b.Title, Priority: b.Priority, AddTags: b.AddTags, RemoveTags: b.RemoveTags,
		Type: b.Type, Fields: b.Fields, Step: b.Step, Status: b.Status, Spam: b.Spam,
	}
	c.Team, c.Owner = chosen(b.TeamID), chosen(b.OwnerID)
	t, err := s.Apply(ctx, staff.From(ctx), in.Number, b.Version, c)
	return api.Reply(t), err
}

// chosen is an id that was sent, of which 0 means none.
func chosen(id *int64) **int64 {
	if id == nil {
		return nil
	}
	if *id == 0 {
		id = nil
	}
	return &id
}

func (s *Service) handleSnoozeChoices(ctx context.Context, _ *api.None) (*api.OK[api.Page[SnoozeChoice]], error) {
	cal, now, err := calendar(ctx, s.db)
	if err != nil {
		return nil, err
	}
	return api.Reply(api.Page[SnoozeChoice]{Items: SnoozeChoices(cal, now, api.LangFrom(ctx))}), nil
}

type snoozeInput struct {
	Number int64 `path:"number" minimum:"1"`
	Body   struct {
		Version int64      `json:"version,omitempty" minimum:"0" doc:"The version the decision was made on; 409 says what has happened since."`
		Until   *time.Time `json:"until,omitempty" doc:"Outside of business hours it becomes the next opening."`
		Choice  string     `json:"choice,omitempty" enum:"hour,today_16,tomorrow_10,next_business_10,monday_10,reply,"`
	}
}

func (s *Service) handleSnooze(ctx context.Context, in *snoozeInput) (*api.OK[Ticket], error) {
	var c Change
	switch {
	case (in.Body.Until == nil) == (in.Body.Choice == ""):
		return nil, fault.Field("tickets.snooze_one", "until")
	case in.Body.Until != nil:
		c.SnoozeUntil = &in.Body.Until
	default:
		if err := SnoozeChange(ctx, s.db, in.Body.Choice, &c); err != nil {
			return nil, err
		}
	}
	t, err := s.Apply(ctx, staff.From(ctx), in.Number, in.Body.Version, c)
	return api.Reply(t), err
}

type wakeInput struct {
	Number int64 `path:"number" minimum:"1"`
}

func (s *Service) handleWake(ctx context.Context, in *wakeInput) (*api.OK[Ticket], error) {
	var now *time.Time
	t, err := s.Apply(ctx, staff.From(ctx), in.Number, 0, Change{SnoozeUntil: &now})
	return api.Reply(t), err
}

type undoInput struct {
	Number int64 `path:"number" minimum:"1"`
	Body   struct {
		Group uuid.UUID `json:"group" format:"uuid" doc:"The undo of the answer to what was done."`
	}
}

func (s *Service) handleUndo(ctx context.Context, in *undoInput) (*api.OK[Ticket], error) {
	t, err := s.Undo(ctx, staff.From(ctx), in.Number, in.Body.Group)
	return api.Reply(t), err
}

type parentInput struct {
	Number int64 `path:"number" minimum:"1"`
	Body   struct {
		Version int64  `json:"version,omitempty" minimum:"0" doc:"The version the decision was made on; 409 says what has happened since."`
		Number  *int64 `json:"number" minimum:"1" doc:"Of the incident; null: none."`
	}
}

func (s *Service) handleParent(ctx context.Context, in *parentInput) (*api.OK[Ticket], error) {
	t, err := s.Apply(ctx, staff.From(ctx), in.Number, in.Body.Version, Change{Parent: &in.Body.Number})
	return api.Reply(t), err
}

type tagsInput struct {
	Text string `query:"q" maxLength:"60"`
}

// Tag is one that was put on a ticket.
type Tag struct {
	Name string `json:"name"`
}

func (s *Service) handleTags(ctx context.Context, in *tagsInput) (*api.OK[api.Page[Tag]], error) {
	names, err := Tags(ctx, s.db, in.Text)
	page := api.Page[Tag]{Items: make([]Tag, len(names))}
	for i, name := range names {
		page.Items[i].Name = name
	}
	return api.Reply(page), err
}
