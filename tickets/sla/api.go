package sla

import (
	"context"
	"net/http"
	"time"

	"dari/internal/api"
	"dari/internal/fault"
	"dari/internal/staff"
)

// Routes registers what is owed and to whom.
func (s *Service) Routes(r *api.Router) {
	read, write := staff.Can("settings:read"), staff.Can("settings:write")
	api.Get(r, "/sla/policies", s.handleList, read, api.Summary("What answers are owed to whom"))
	api.Post(r, "/sla/policies", s.handleAdd, write, api.Status(http.StatusCreated), api.Summary("Add a policy"))
	api.Put(r, "/sla/policies/{id}", s.handleSave, write, api.Summary("Change a policy: for tickets that come from now on"))
	api.Delete(r, "/sla/policies/{id}", s.handleRetire, write, api.Summary("Take a policy out; tickets that have it keep it"))
	api.Post(r, "/sla/policies/{id}/reapply", s.handleReapply, write, api.Status(http.StatusAccepted), api.Summary("Measure the open tickets by a policy as it is now"))
	api.Get(r, "/sla/jobs/{id}", s.handleJob, read, api.Summary("How far applying a policy again is"))
	api.Post(r, "/sla/preview", s.handlePreview, read, api.Summary("By when answers would be due for a ticket of a moment"))
	api.Get(r, "/tickets/{number}/clocks", s.handleClocks, staff.Can("tickets:read"), api.Summary("The clocks of a ticket and when they ran"))
}

// PolicyList is the policies in the order in which they are tried, and the calendars beside the shop's.
type PolicyList struct {
	Items     []Policy       `json:"items"`
	Calendars []CalendarName `json:"calendars"`
}

func (s *Service) handleList(ctx context.Context, _ *api.None) (*api.OK[PolicyList], error) {
	list, err := policies(ctx, s.db)
	if err != nil {
		return nil, err
	}
	counts, err := openUnder(ctx, s.db)
	if err != nil {
		return nil, err
	}
	for i := range list {
		list[i].Open, list[i].Applies = counts[list[i].ID], list[i].Applies.filled()
	}
	calendars, err := calendarNames(ctx, s.db)
	return api.Reply(PolicyList{list, calendars}), err
}

type policyBody struct {
	Name     string   `json:"name" minLength:"1" maxLength:"60"`
	Calendar int64    `json:"calendar" required:"false" minimum:"0" doc:"0: the shop's hours."`
	Applies  *Applies `json:"applies" required:"false"`
	First    *int     `json:"first_minutes" required:"false" minimum:"1" maximum:"100000" doc:"Business minutes; null: none is owed."`
	Next     *int     `json:"next_minutes" required:"false" minimum:"1" maximum:"100000"`
	Solve    *int     `json:"solve_minutes" required:"false" minimum:"1" maximum:"100000"`
	Warn     int      `json:"warn_percent" required:"false" minimum:"1" maximum:"100" default:"75"`
	Position int      `json:"position" required:"false" minimum:"0" maximum:"50" doc:"1 is tried first; 0: where it is, and a new one at the end."`
	Version  int      `json:"version" required:"false" minimum:"0" doc:"Send back what was read: 409 when somebody else was faster."`
}

func (b policyBody) policy(id int64) Policy {
	p := Policy{ID: id, Version: b.Version, Position: b.Position, Name: b.Name, Calendar: b.Calendar, First: b.First, Next: b.Next, Solve: b.Solve, Warn: b.Warn}
	if b.Applies != nil {
		p.Applies = *b.Applies
	}
	p.Applies = p.Applies.filled()
	if p.Warn == 0 {
		p.Warn = 75
	}
	return p
}

type addInput struct {
	Body policyBody
}

func (s *Service) handleAdd(ctx context.Context, in *addInput) (*api.OK[Policy], error) {
	p := in.Body.policy(0)
	if p.Position == 0 {
		p.Position = mostPolicies
	}
	p, err := s.Save(ctx, staff.From(ctx), p)
	return api.Reply(p), err
}

type saveInput struct {
	ID   int64 `path:"id" minimum:"1"`
	Body policyBody
}

func (s *Service) handleSave(ctx context.Context, in *saveInput) (*api.OK[Policy], error) {
	p, err := s.Save(ctx, staff.From(ctx), in.Body.policy(in.ID))
	return api.Reply(p), err
}

type idInput struct {
	ID int64 `path:"id" minimum:"1"`
}

func (s *Service) handleRetire(ctx context.Context, in *idInput) (*api.None, error) {
	return nil, s.Retire(ctx, staff.From(ctx), in.ID)
}

func (s *Service) handleReapply(ctx context.Context, in *idInput) (*api.OK[Job], error) {
	j, err := s.Reapply(ctx, staff.From(ctx), in.ID)
	return api.Reply(j), err
}

func (s *Service) handleJob(ctx context.Context, in *idInput) (*api.OK[Job], error) {
	j, err := JobOf(ctx, s.db, in.ID)
	return api.Reply(j), err
}

type previewInput struct {
	Body struct {
		At       *time.Time `json:"at" required:"false" doc:"When the ticket comes; now without it."`
		Calendar int64      `json:"calendar" required:"false" minimum:"0"`
		First    *int       `json:"first_minutes" required:"false" minimum:"1" maximum:"100000"`
		Next     *int       `json:"next_minutes" required:"false" minimum:"1" maximum:"100000"`
		Solve    *int       `json:"solve_minutes" required:"false" minimum:"1" maximum:"100000"`
		Warn     int        `json:"warn_percent" required:"false" minimum:"1" maximum:"100" default:"75"`
	}
}

// PreviewView is by when answers would be due.
type PreviewView struct {
	At    time.Time `json:"at"`
	First *PointsOf `json:"first"`
	Next  *PointsOf `json:"next"`
	Solve *PointsOf `json:"solve"`
}

// PointsOf are the points of a clock that begins at that moment; null where the calendar never opens.
type PointsOf struct {
	WarnAt *time.Time `json:"warn_at"`
	DueAt  *time.Time `json:"due_at"`
}

func (s *Service) handlePreview(ctx context.Context, in *previewInput) (*api.OK[PreviewView], error) {
	if in.Body.Calendar != 0 {
		if known, err := calendarExists(ctx, s.db, in.Body.Calendar); err != nil || !known {
			return nil, orField(err, "sla.calendar_unknown", "calendar")
		}
	}
	cal, err := s.calendars.of(ctx, s.db, in.Body.Calendar)
	if err != nil {
		return nil, err
	}
	now, err := clockNow(ctx, s.db)
	if err != nil {
		return nil, err
	}
	if in.Body.At != nil {
		if now = in.Body.At.Truncate(time.Second); now.Year() < 2000 || now.Year() > 2100 {
			return nil, fault.Field("sla.moment", "at")
		}
	}
	warn := in.Body.Warn
	if warn == 0 {
		warn = 75
	}
	points := func(kind Kind, m *int) *PointsOf {
		if m == nil {
			return nil
		}
		c := &Clock{Kind: kind, Target: seconds(m), Warn: seconds(m) * int64(warn) / 100}
		c.start(now, cal(in.Body.Calendar))
		return &PointsOf{c.WarnAt, c.DueAt}
	}
	return api.Reply(PreviewView{now, points(First, in.Body.First), points(Next, in.Body.Next), points(Solve, in.Body.Solve)}), nil
}

type numberInput struct {
	Number int64 `path:"number" minimum:"1"`
}

// ClockList is the clocks of a ticket.
type ClockList struct {
	Items []ClockView `json:"items"`
}

func (s *Service) handleClocks(ctx context.Context, in *numberInput) (*api.OK[ClockList], error) {
	list, err := s.Clocks(ctx, in.Number)
	return api.Reply(ClockList{list}), err
}
