package tickets

import (
	"context"

	"dari/internal/api"
	"dari/internal/fault"
	"dari/internal/staff"
)

// listRoutes registers what shows many tickets at once.
func (s *Service) listRoutes(r *api.Router) {
	read, write := staff.Can("tickets:read"), staff.Can("tickets:write")
	api.Get(r, "/tickets", s.handleList, read, api.Summary("The queue, the next deadline first"))
	api.Get(r, "/tickets/counts", s.handleCounts, read, api.Summary("How many tickets the standing views hold"))
	api.Post(r, "/tickets/ids", s.handleIDs, read, api.Summary("The ids of all tickets of a filter"))
	api.Post(r, "/tickets/{number}/seen", s.handleSeen, write, api.Summary("Say that a ticket was read"))
	api.Post(r, "/tickets/{number}/unread", s.handleUnread, write, api.Summary("Make a ticket unread again"))
}

type listInput struct {
	Filter
	View   string  `query:"view" maxLength:"36" doc:"A saved view: its filter, which the other fields narrow, and its sort unless one is given."`
	Sort   Sort    `query:"sort" enum:"deadline,waiting,recent,priority" doc:"deadline without it."`
	Cursor string  `query:"cursor" maxLength:"300"`
	Limit  int     `query:"limit" minimum:"1" maximum:"100" default:"50"`
	IDs    []int64 `query:"ids" maxItems:"200" doc:"Just these, in any state; the other filters and the order do not apply."`
}

func (s *Service) handleList(ctx context.Context, in *listInput) (*api.OK[api.Page[Ticket]], error) {
	me := mine(staff.From(ctx))
	if len(in.IDs) > 0 {
		list, err := ticketsByID(ctx, s.db, in.IDs)
		if err == nil {
			err = dress(ctx, s.db, me, list)
		}
		return api.Reply(api.Page[Ticket]{Items: list}), err
	}
	f, sort := in.Filter, in.Sort
	if err := f.Check("query"); err != nil {
		return nil, err
	}
	if in.View != "" {
		saved, sorted, err := s.view(ctx, staff.From(ctx), in.View)
		if err != nil {
			return nil, err
		}
		if f = saved.And(f); sort == "" {
			sort = sorted
		}
	}
	if sort == "" {
		sort = ByDeadline
	}
	f, err := s.ready(ctx, me, f, "query")
	if err != nil {
		return nil, err
	}
	list, next, err := List(ctx, s.db, me, f, sort, in.Cursor, in.Limit)
	return api.Reply(api.Page[Ticket]{Items: list, Next: next}), err
}

// ready makes conditions of the chips of a filter, and calls tags by what they are called now; a filter that
// means "me" needs a person.
func (s *Service) ready(ctx context.Context, me int64, f Filter, where string) (Filter, error) {
	f, _, err := Resolve(ctx, s.db, api.LangFrom(ctx), f)
	if err == nil {
		f.Tags, err = renamed(ctx, s.db, f.Tags)
	}
	if err == nil && me == 0 && f.needsMe() {
		err = fault.Field("tickets.nobody_is_me", where+".owner")
	}
	return f, err
}

func (s *Service) handleCounts(ctx context.Context, _ *api.None) (*api.OK[Counts], error) {
	c, err := CountFor(ctx, s.db, mine(staff.From(ctx)))
	return api.Reply(c), err
}

type idsInput struct {
	Body struct {
		Filter Filter `json:"filter"`
		View   string `json:"view,omitempty" maxLength:"36" doc:"A saved view that the filter narrows."`
	}
}

// Chosen are the tickets of a filter.
type Chosen struct {
	IDs  []int64 `json:"ids"`
	More bool    `json:"more" doc:"There are others beyond 5,000."`
}

func (s *Service) handleIDs(ctx context.Context, in *idsInput) (*api.OK[Chosen], error) {
	actor := staff.From(ctx)
	f := in.Body.Filter
	if err := f.Check("body.filter"); err != nil {
		return nil, err
	}
	if in.Body.View != "" {
		saved, _, err := s.view(ctx, actor, in.Body.View)
		if err != nil {
			return nil, err
		}
		f = saved.And(f)
	}
	f, err := s.ready(ctx, mine(actor), f, "body.filter")
	if err != nil {
		return nil, err
	}
	ids, more, err := IDs(ctx, s.db, mine(actor), f, IDsMost)
	if ids == nil {
		ids = []int64{}
	}
	return api.Reply(Chosen{ids, more}), err
}

type seenInput struct {
	Number int64 `path:"number" minimum:"1"`
	Body   *struct {
		Seq int64 `json:"seq,omitempty" minimum:"0" doc:"The newest message that was read; without it all were."`
	}
}

func (s *Service) handleSeen(ctx context.Context, in *seenInput) (*api.None, error) {
	var seq int64
	if in.Body != nil {
		seq = in.Body.Seq
	}
	return &api.None{}, s.Seen(ctx, staff.From(ctx), in.Number, seq)
}

func (s *Service) handleUnread(ctx context.Context, in *numberInput) (*api.None, error) {
	return &api.None{}, s.Unread(ctx, staff.From(ctx), in.Number)
}

// view asks the room of saved views, which stands above this one.
func (s *Service) view(ctx context.Context, actor staff.Actor, id string) (Filter, Sort, error) {
	if s.saved == nil {
		return Filter{}, "", fault.Field("views.not_found", "query.view")
	}
	return s.saved(ctx, actor, id)
}
