package views

import (
	"context"

	"dari/internal/api"
	"dari/internal/fault"
	"dari/internal/staff"
	"dari/tickets"

	"github.com/google/uuid"
)

// Routes registers the operations of views and of the search.
func (s *Service) Routes(r *api.Router) {
	read, write := staff.Can("tickets:read"), staff.Can("tickets:write")
	api.Get(r, "/views", s.handleList, read, api.Summary("The saved views a person sees, with the counts of their lists"))
	api.Post(r, "/views", s.handleAdd, write, api.Summary("Save a view"))
	api.Post(r, "/views/count", s.handleCountOf, read, api.Summary("How many tickets a filter chooses"))
	api.Put(r, "/views/order", s.handleOrder, write, api.Summary("Put one's views in an order"))
	api.Put(r, "/views/{id}", s.handlePut, write, api.Summary("Change a view"))
	api.Delete(r, "/views/{id}", s.handleDelete, write, api.Summary("Delete a view"))
	api.Get(r, "/views/{id}/count", s.handleCount, read, api.Summary("How many tickets a view holds"))
	api.Get(r, "/search", s.handleSearch, read, api.Summary("Search messages, customers, orders and articles"))
}

func (s *Service) handleList(ctx context.Context, _ *api.None) (*api.OK[[]View], error) {
	list, err := s.List(ctx, staff.From(ctx), api.LangFrom(ctx))
	if list == nil {
		list = []View{}
	}
	return api.Reply(list), err
}

type addInput struct{ Body Body }

func (s *Service) handleAdd(ctx context.Context, in *addInput) (*api.OK[View], error) {
	v, err := s.Add(ctx, staff.From(ctx), api.LangFrom(ctx), in.Body)
	return api.Reply(v), err
}

type putBody struct {
	Body
	Version int `json:"version" minimum:"1" doc:"The version the change was made on; 409 when there is a newer one."`
}

type putInput struct {
	ID   uuid.UUID `path:"id" format:"uuid"`
	Body putBody
}

func (s *Service) handlePut(ctx context.Context, in *putInput) (*api.OK[View], error) {
	v, err := s.Put(ctx, staff.From(ctx), api.LangFrom(ctx), in.ID, in.Body.Version, in.Body.Body)
	return api.Reply(v), err
}

type viewInput struct {
	ID uuid.UUID `path:"id" format:"uuid"`
}

func (s *Service) handleDelete(ctx context.Context, in *viewInput) (*api.None, error) {
	return &api.None{}, s.Delete(ctx, staff.From(ctx), in.ID)
}

type orderInput struct {
	Body struct {
		IDs []uuid.UUID `json:"ids" minItems:"1" maxItems:"300" format:"uuid"`
	}
}

func (s *Service) handleOrder(ctx context.Context, in *orderInput) (*api.None, error) {
	return &api.None{}, s.Arrange(ctx, staff.From(ctx), in.Body.IDs)
}

// Counted is how many tickets there are.
type Counted struct {
	Count int `json:"count" doc:"1,000 at most."`
}

func (s *Service) handleCount(ctx context.Context, in *viewInput) (*api.OK[Counted], error) {
	actor := staff.From(ctx)
	v, err := s.Read(ctx, actor, in.ID)
	if err != nil {
		return nil, err
	}
	n, err := s.Count(ctx, actor, api.LangFrom(ctx), v.Filter)
	return api.Reply(Counted{n}), err
}

type countInput struct {
	Body struct {
		Filter tickets.Filter `json:"filter"`
	}
}

func (s *Service) handleCountOf(ctx context.Context, in *countInput) (*api.OK[Counted], error) {
	if err := in.Body.Filter.Check("body.filter"); err != nil {
		return nil, err
	}
	n, err := s.Count(ctx, staff.From(ctx), api.LangFrom(ctx), in.Body.Filter)
	return api.Reply(Counted{n}), err
}

type searchInput struct {
	Query  string   `query:"q" required:"true" minLength:"1" maxLength:"200" doc:"Words, and chips such as 담당:하은 상태:열림 or status:open."`
	Kinds  []string `query:"kinds" maxItems:"4" doc:"tickets, customers, orders, articles; all without it."`
	Cursor string   `query:"cursor" maxLength:"20" doc:"For further tickets."`
	Limit  int      `query:"limit" minimum:"1" maximum:"50" default:"20" doc:"Of each group."`
}

func (s *Service) handleSearch(ctx context.Context, in *searchInput) (*api.OK[Found], error) {
	for _, k := range in.Kinds {
		if !has(kinds, k) {
			return nil, fault.Field("views.search_kind", "query.kinds")
		}
	}
	if !clean(in.Query) {
		return nil, fault.Field("views.filter_value", "query.q")
	}
	found, err := s.Search(ctx, staff.From(ctx), Ask{Lang: api.LangFrom(ctx), Query: in.Query, Kinds: in.Kinds, Cursor: in.Cursor, Limit: in.Limit})
	return api.Reply(found), err
}
