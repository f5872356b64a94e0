package tickets

import (
	"context"
	"net/http"

	"dari/internal/api"
	"dari/internal/staff"
)

// setupRoutes registers what tickets can be about, where they can stand and whose teams they can be.
func (s *Service) setupRoutes(r *api.Router) {
	read, admin := staff.Can("tickets:read"), staff.Can("settings:write")
	api.Get(r, "/ticket-types", s.handleTypes, read, api.Summary("What a ticket can be about, with the forms"))
	api.Post(r, "/ticket-types", s.handleAddType, admin, api.Status(http.StatusCreated), api.Summary("Add a type of tickets"))
	api.Put(r, "/ticket-types/{key}", s.handleSaveType, admin, api.Summary("Change a type of tickets"))
	api.Delete(r, "/ticket-types/{key}", s.handleRetireType, admin, api.Summary("Offer a type no more; tickets of it keep it"))
	api.Get(r, "/ticket-states", s.handleStates, read, api.Summary("The shop's own names for where a ticket stands"))
	api.Post(r, "/ticket-states", s.handleAddState, admin, api.Status(http.StatusCreated), api.Summary("Add a name for where a ticket stands"))
	api.Put(r, "/ticket-states/{key}", s.handleSaveState, admin, api.Summary("Change a name for where a ticket stands"))
	api.Delete(r, "/ticket-states/{key}", s.handleRetireState, admin, api.Summary("Offer a name no more; tickets there keep it"))
	api.Get(r, "/teams", s.handleTeams, read, api.Summary("The teams with their members"))
	api.Post(r, "/teams", s.handleAddTeam, admin, api.Status(http.StatusCreated), api.Summary("Add a team"))
	api.Put(r, "/teams/{id}", s.handleSaveTeam, admin, api.Summary("Change a team and its members"))
	api.Delete(r, "/teams/{id}", s.handleEndTeam, admin, api.Summary("End a team; its tickets keep its name"))
}

func (s *Service) handleTypes(ctx context.Context, _ *api.None) (*api.OK[api.Page[Type]], error) {
	types, err := Types(ctx, s.db)
	return api.Reply(api.Page[Type]{Items: types}), err
}

// TypeForm is what staff say about a type.
type TypeForm struct {
	Label     Label               `json:"label"`
	Steps     []Step              `json:"steps" maxItems:"12"`
	Fields    []Field             `json:"fields" maxItems:"40"`
	Next      map[string][]string `json:"next,omitempty"`
	SLAPolicy *int64              `json:"sla_policy,omitempty" minimum:"1"`
	Position  int                 `json:"position,omitempty" minimum:"0" maximum:"10000"`
	TeamID    *int64              `json:"team_id,omitempty" minimum:"1" doc:"The team that gets what nobody else has been given."`
	Contact   bool                `json:"contact,omitempty" doc:"Shoppers may choose it at /contact."`
	Hint      Hint                `json:"hint,omitempty" doc:"What stands below its name there."`
}

// Hint is some words for shoppers; either language may be empty.
type Hint struct {
	Ko string `json:"ko,omitempty" maxLength:"120"`
	En string `json:"en,omitempty" maxLength:"120"`
}

func (b TypeForm) of(key string) Type {
	return Type{
		Key: key, Label: b.Label, Steps: b.Steps, Fields: b.Fields, Next: b.Next, SLAPolicy: b.SLAPolicy, Position: b.Position,
		TeamID: b.TeamID, Contact: b.Contact, Hint: b.Hint,
	}
}

type addTypeInput struct {
	Body struct {
		Key string `json:"key" pattern:"^[a-z][a-z0-9_]{0,39}$"`
		TypeForm
	}
}

func (s *Service) handleAddType(ctx context.Context, in *addTypeInput) (*api.OK[Type], error) {
	t, err := s.AddType(ctx, staff.From(ctx), in.Body.of(in.Body.Key))
	return api.Reply(t), err
}

type saveTypeInput struct {
	Key  string `path:"key" maxLength:"40"`
	Body struct {
		Version int64 `json:"version" minimum:"1" doc:"The version that was edited."`
		TypeForm
	}
}

func (s *Service) handleSaveType(ctx context.Context, in *saveTypeInput) (*api.OK[Type], error) {
	t, err := s.SaveType(ctx, staff.From(ctx), in.Body.of(in.Key), in.Body.Version)
	return api.Reply(t), err
}

type keyInput struct {
	Key string `path:"key" maxLength:"40"`
}

func (s *Service) handleRetireType(ctx context.Context, in *keyInput) (*api.None, error) {
	return nil, s.RetireType(ctx, staff.From(ctx), in.Key)
}

func (s *Service) handleStates(ctx context.Context, _ *api.None) (*api.OK[api.Page[OwnState]], error) {
	list, err := OwnStates(ctx, s.db)
	return api.Reply(api.Page[OwnState]{Items: list}), err
}

// StateForm is what staff say about a name of their own for where a ticket stands.
type StateForm struct {
	State    State `json:"state" enum:"new,open,waiting,solved" doc:"Which of the states it stands for; reports know only those."`
	Label    Label `json:"label"`
	Position int   `json:"position,omitempty" minimum:"0" maximum:"10000"`
}

type addStateInput struct {
	Body struct {
		Key string `json:"key" pattern:"^[a-z][a-z0-9_]{0,39}$"`
		StateForm
	}
}

func (s *Service) handleAddState(ctx context.Context, in *addStateInput) (*api.OK[OwnState], error) {
	b := in.Body
	o, err := s.AddState(ctx, staff.From(ctx), OwnState{Key: b.Key, State: b.State, Label: b.Label, Position: b.Position})
	return api.Reply(o), err
}

type saveStateInput struct {
	Key  string `path:"key" maxLength:"40"`
	Body struct {
		Version int64 `json:"version" minimum:"1" doc:"The version that was edited."`
		StateForm
	}
}

func (s *Service) handleSaveState(ctx context.Context, in *saveStateInput) (*api.OK[OwnState], error) {
	b := in.Body
	o, err := s.SaveState(ctx, staff.From(ctx), OwnState{Key: in.Key, State: b.State, Label: b.Label, Position: b.Position}, b.Version)
	return api.Reply(o), err
}

func (s *Service) handleRetireState(ctx context.Context, in *keyInput) (*api.None, error) {
	return nil, s.RetireState(ctx, staff.From(ctx), in.Key)
}

func (s *Service) handleTeams(ctx context.Context, _ *api.None) (*api.OK[api.Page[Team]], error) {
	list, err := Teams(ctx, s.db)
	return api.Reply(api.Page[Team]{Items: list}), err
}

// TeamForm is what staff say about a team.
type TeamForm struct {
	Name    string  `json:"name" minLength:"1" maxLength:"40"`
	Members []int64 `json:"members" maxItems:"200" doc:"Ids of people."`
}

type addTeamInput struct{ Body TeamForm }

func (s *Service) handleAddTeam(ctx context.Context, in *addTeamInput) (*api.OK[Team], error) {
	t, err := s.AddTeam(ctx, staff.From(ctx), in.Body.Name, in.Body.Members)
	return api.Reply(t), err
}

type saveTeamInput struct {
	ID   int64 `path:"id" minimum:"1"`
	Body struct {
		Version int64 `json:"version" minimum:"1" doc:"The version that was edited."`
		TeamForm
	}
}

func (s *Service) handleSaveTeam(ctx context.Context, in *saveTeamInput) (*api.OK[Team], error) {
	t, err := s.SaveTeam(ctx, staff.From(ctx), in.ID, in.Body.Name, in.Body.Members, in.Body.Version)
	return api.Reply(t), err
}

type teamInput struct {
	ID int64 `path:"id" minimum:"1"`
}

func (s *Service) handleEndTeam(ctx context.Context, in *teamInput) (*api.None, error) {
	return nil, s.EndTeam(ctx, staff.From(ctx), in.ID)
}
