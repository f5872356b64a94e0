package mentions

import (
	"context"
	"strconv"

	"dari/internal/api"
	"dari/internal/fault"
	"dari/internal/staff"
)

// Routes registers the list of who asks.
func (s *Service) Routes(r *api.Router) {
	read := staff.Can("tickets:read")
	api.Get(r, "/mentions", s.handleList, read, api.Summary("The notes that name me, newest first"))
	api.Get(r, "/mentions/count", s.handleCount, read, api.Summary("How many of them I have not read"))
	api.Post(r, "/mentions/read", s.handleRead, read, api.Summary("Note that I have read some, those of a ticket, or all"))
	api.Post(r, "/mentions/unread", s.handleUnread, read, api.Summary("Take that back"))
}

// me is the person who asks: nobody names a key.
func me(ctx context.Context) (int64, error) {
	a := staff.From(ctx)
	if a.Kind != staff.KindStaff {
		return 0, fault.New(fault.Forbidden, "tickets.needs_person")
	}
	return a.ID, nil
}

type listInput struct {
	Unread bool   `query:"unread" doc:"Only those that I have not read."`
	Cursor string `query:"cursor" maxLength:"20"`
	Limit  int    `query:"limit" minimum:"1" maximum:"100" default:"30"`
}

func (s *Service) handleList(ctx context.Context, in *listInput) (*api.OK[api.Page[Mention]], error) {
	id, err := me(ctx)
	if err != nil {
		return nil, err
	}
	var before int64
	if in.Cursor != "" {
		if before, err = strconv.ParseInt(in.Cursor, 10, 64); err != nil || before < 1 {
			return nil, fault.Field("tickets.cursor_malformed", "query.cursor")
		}
	}
	items, err := list(ctx, s.db, id, before, in.Unread, in.Limit+1)
	if err != nil {
		return nil, err
	}
	page := api.Page[Mention]{Items: items}
	if len(items) > in.Limit {
		page.Items = items[:in.Limit]
		page.Next = strconv.FormatInt(page.Items[in.Limit-1].ID, 10)
	}
	return api.Reply(page), nil
}

// Count is how many notes that name me I have not read.
type Count struct {
	Unread int `json:"unread" doc:"Not counted beyond 100."`
}

func (s *Service) count(ctx context.Context, id int64) (*api.OK[Count], error) {
	n, err := unread(ctx, s.db, id)
	return api.Reply(Count{n}), err
}

func (s *Service) handleCount(ctx context.Context, _ *api.None) (*api.OK[Count], error) {
	id, err := me(ctx)
	if err != nil {
		return nil, err
	}
	return s.count(ctx, id)
}

type readInput struct {
	Body struct {
		IDs    []int64 `json:"ids,omitempty" maxItems:"100"`
		Ticket int64   `json:"ticket,omitempty" minimum:"0" doc:"Its number: all that stand on it."`
		All    bool    `json:"all,omitempty"`
	}
}

func (s *Service) handleRead(ctx context.Context, in *readInput) (*api.OK[Count], error) {
	id, err := me(ctx)
	if err != nil {
		return nil, err
	}
	if err := markRead(ctx, s.db, id, in.Body.All, in.Body.IDs, in.Body.Ticket); err != nil {
		return nil, err
	}
	return s.count(ctx, id)
}

type unreadInput struct {
	Body struct {
		IDs []int64 `json:"ids" minItems:"1" maxItems:"100"`
	}
}

func (s *Service) handleUnread(ctx context.Context, in *unreadInput) (*api.OK[Count], error) {
	id, err := me(ctx)
	if err != nil {
		return nil, err
	}
	if err := markUnread(ctx, s.db, id, in.Body.IDs); err != nil {
		return nil, err
	}
	return s.count(ctx, id)
}
