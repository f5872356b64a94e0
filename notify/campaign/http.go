package campaign

import (
	"context"
	"strconv"
	"time"

	"dari/internal/api"
	"dari/internal/fault"
	"dari/internal/staff"
)

// Routes registers the JSON operations.
func (s *Service) Routes(r *api.Router) {
	read, write := staff.Can("campaigns:read"), staff.Can("campaigns:write")
	api.Get(r, "/campaigns", s.handleList, read, api.Summary("Campaigns, the newest first."))
	api.Post(r, "/campaigns", s.handleCreate, write, api.Summary("Begin a draft."))
	api.Post(r, "/campaigns/audience", s.handleAudience, read, api.Summary("Count an audience and say why the others get nothing."))
	api.Get(r, "/campaigns/{id}", s.handleGet, read, api.Summary("A campaign and how its messages stand."))
	api.Put(r, "/campaigns/{id}", s.handleUpdate, write, api.Summary("Replace the text of a campaign that has not started or is paused."))
	api.Post(r, "/campaigns/{id}/schedule", s.handleSchedule, write, api.Summary("Set when a campaign starts; without a time it starts now."))
	api.Post(r, "/campaigns/{id}/pause", s.act(Pause), write, api.Summary("Let nothing more leave for now."))
	api.Post(r, "/campaigns/{id}/resume", s.act(Resume), write, api.Summary("Go on after a pause, or start one that was held."))
	api.Post(r, "/campaigns/{id}/cancel", s.act(Cancel), write, api.Summary("Let nothing more leave for good."))
}

type listInput struct {
	State  string `query:"state" enum:"draft,scheduled,held,freezing,sending,paused,done,cancelled"`
	Cursor string `query:"cursor" maxLength:"20"`
	Limit  int    `query:"limit" minimum:"1" maximum:"100" default:"50"`
}

func (s *Service) handleList(ctx context.Context, in *listInput) (*api.OK[api.Page[Campaign]], error) {
	var before int64
	if in.Cursor != "" {
		var err error
		if before, err = strconv.ParseInt(in.Cursor, 36, 64); err != nil || before < 1 {
			return nil, &fault.Fault{Kind: fault.Invalid, Code: "campaign.cursor", Field: "query.cursor"}
		}
	}
	items, err := s.List(ctx, State(in.State), before, in.Limit)
	page := api.Page[Campaign]{Items: items}
	if n := len(items); n == in.Limit {
		page.Next = strconv.FormatInt(items[n-1].key, 36)
	}
	return api.Reply(page), err
}

func by(ctx context.Context) By {
	return By{Actor: staff.From(ctx), Lang: api.LangFrom(ctx), IP: api.IPFrom(ctx)}
}

type createInput struct{ Body Text }

func (s *Service) handleCreate(ctx context.Context, in *createInput) (*api.OK[Campaign], error) {
	c, err := s.Create(ctx, in.Body, by(ctx))
	return api.Reply(c), err
}

type audienceInput struct{ Body Audience }

func (s *Service) handleAudience(ctx context.Context, in *audienceInput) (*api.OK[Preview], error) {
	if err := checkTags(in.Body.Tags); err != nil {
		return nil, err
	}
	p, err := PreviewOf(ctx, s.db, in.Body)
	return api.Reply(p), err
}

type idInput struct {
	ID string `path:"id" format:"uuid"`
}

func (s *Service) handleGet(ctx context.Context, in *idInput) (*api.OK[Campaign], error) {
	c, err := s.Get(ctx, in.ID)
	return api.Reply(c), err
}

type updateInput struct {
	ID   string `path:"id" format:"uuid"`
	Body struct {
		Text
		Version int `json:"version" minimum:"1" doc:"Of the campaign as it was read; when it has changed since, 409."`
	}
}

func (s *Service) handleUpdate(ctx context.Context, in *updateInput) (*api.OK[Campaign], error) {
	c, err := s.Update(ctx, in.ID, in.Body.Text, in.Body.Version, by(ctx))
	return api.Reply(c), err
}

type scheduleInput struct {
	ID   string `path:"id" format:"uuid"`
	Body struct {
		At      *time.Time `json:"at,omitempty" doc:"When to start; now when left out."`
		Version int        `json:"version,omitempty" minimum:"0"`
	}
}

func (s *Service) handleSchedule(ctx context.Context, in *scheduleInput) (*api.OK[Campaign], error) {
	c, err := s.Schedule(ctx, in.ID, in.Body.At, in.Body.Version, by(ctx))
	return api.Reply(c), err
}

type actInput struct {
	ID   string `path:"id" format:"uuid"`
	Body *struct {
		Version int `json:"version,omitempty" minimum:"0"`
	}
}

func (s *Service) act(a Action) func(ctx context.Context, in *actInput) (*api.OK[Campaign], error) {
	return func(ctx context.Context, in *actInput) (*api.OK[Campaign], error) {
		version := 0
		if in.Body != nil {
			version = in.Body.Version
		}
		c, err := s.Act(ctx, in.ID, a, version, by(ctx))
		return api.Reply(c), err
	}
}
