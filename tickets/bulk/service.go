package bulk

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"strconv"
	"strings"

	"dari/internal/api"
	"dari/internal/fault"
	"dari/internal/i18n"
	"dari/internal/jobs"
	"dari/internal/staff"
	"dari/tickets/action"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// Options of New. A nil func leaves out what it is for.
type Options struct {
	DB   *pgxpool.Pool
	Log  *slog.Logger
	Desk *action.Desk
	// Macro runs a macro on a ticket in the caller's transaction, once for each client id.
	Macro func(ctx context.Context, tx pgx.Tx, actor staff.Actor, macro uuid.UUID, number int64, clientID uuid.UUID, cause string) (group *uuid.UUID, err error)
	// MacroName is what a macro that the person may run is called.
	MacroName func(ctx context.Context, actor staff.Actor, macro uuid.UUID) (string, error)
	// Publish pushes a frame to a topic of the sockets.
	Publish func(ctx context.Context, topic string, payload []byte)
	// Wake tells other programs that there is work; without it they find it within seconds.
	Wake func(ctx context.Context)
}

// Service keeps jobs and carries them out.
type Service struct {
	db        *pgxpool.Pool
	log       *slog.Logger
	desk      *action.Desk
	macro     func(ctx context.Context, tx pgx.Tx, actor staff.Actor, macro uuid.UUID, number int64, clientID uuid.UUID, cause string) (*uuid.UUID, error)
	macroName func(ctx context.Context, actor staff.Actor, macro uuid.UUID) (string, error)
	publish   func(ctx context.Context, topic string, payload []byte)
	wakeAll   func(ctx context.Context)
	bell      jobs.Bell
}

// New starts nothing; Run does.
func New(o Options) *Service {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.Publish == nil {
		o.Publish = func(context.Context, string, []byte) {}
	}
	if o.Wake == nil {
		o.Wake = func(context.Context) {}
	}
	return &Service{db: o.DB, log: o.Log, desk: o.Desk, macro: o.Macro, macroName: o.MacroName, publish: o.Publish, wakeAll: o.Wake, bell: jobs.NewBell()}
}

// Wake makes Run look now.
func (s *Service) Wake() { s.bell.Ring() }

// Routes registers what the console asks.
func (s *Service) Routes(r *api.Router) {
	read, write := staff.Can("tickets:read"), staff.Can("tickets:write")
	api.Post(r, "/bulk", s.handleBegin, write, api.Status(http.StatusCreated), api.Summary("Do something to many tickets"))
	api.Get(r, "/bulk", s.handleJobs, read, api.Summary("My jobs of the last 24 hours"))
	api.Get(r, "/bulk/{uid}", s.handleJob, read, api.Summary("How far a job is"))
	api.Get(r, "/bulk/{uid}/items", s.handleItems, read, api.Summary("What became of each ticket of a job"))
	api.Post(r, "/bulk/{uid}/cancel", s.handleCancel, write, api.Summary("Stop a job; what is done stays"))
	api.Post(r, "/bulk/{uid}/undo", s.handleUndo, write, api.Summary("Take a job back, within ten minutes of its end"))
}

type beginInput struct {
	Body struct {
		ClientID uuid.UUID      `json:"client_id" format:"uuid" doc:"Made by the caller: the same job twice is one."`
		IDs      []int64        `json:"ids" minItems:"1" maxItems:"5000" doc:"Of tickets."`
		Change   action.Actions `json:"change" required:"false"`
		Macro    *uuid.UUID     `json:"macro" required:"false" format:"uuid" doc:"Instead of a change."`
	}
}

func (s *Service) handleBegin(ctx context.Context, in *beginInput) (*api.OK[Job], error) {
	actor := staff.From(ctx)
	uid, err := s.Begin(ctx, actor, in.Body.ClientID, in.Body.IDs, in.Body.Change, in.Body.Macro)
	if err != nil {
		return nil, err
	}
	return s.answer(ctx, actor, uid)
}

// Begin writes down that something is to be done to tickets, or a macro to be run on them; Run does it. The same
// client id is one job.
func (s *Service) Begin(ctx context.Context, actor staff.Actor, clientID uuid.UUID, ids []int64, change action.Actions, macro *uuid.UUID) (uuid.UUID, error) {
	if actor.Kind != staff.KindStaff {
		return uuid.Nil, fault.New(fault.Forbidden, "tickets.needs_person")
	}
	if err := change.Check("body.change"); err != nil {
		return uuid.Nil, err
	}
	switch {
	case macro == nil && change.Empty():
		return uuid.Nil, fault.Field("bulk.nothing", "change")
	case macro != nil && (!change.Empty() || s.macro == nil):
		return uuid.Nil, fault.Field("bulk.two_things", "macro")
	}
	if macro != nil {
		if _, err := s.macroName(ctx, actor, *macro); err != nil {
			return uuid.Nil, err
		}
	}
	uid, err := begin(ctx, s.db, actor, clientID, ids, change, macro)
	if err != nil {
		return uuid.Nil, err
	}
	s.Wake()
	s.wakeAll(ctx)
	return uid, nil
}

func (s *Service) answer(ctx context.Context, actor staff.Actor, uid uuid.UUID) (*api.OK[Job], error) {
	j, err := jobOf(ctx, s.db, actor.ID, uid)
	if err != nil {
		return nil, err
	}
	err = s.dress(ctx, actor, &j)
	return api.Reply(j), err
}

// dress says in words what a job does and what it could not do.
func (s *Service) dress(ctx context.Context, actor staff.Actor, j *Job) error {
	lang := api.LangFrom(ctx)
	if j.macro != nil && s.macroName != nil {
		if name, err := s.macroName(ctx, actor, *j.macro); err == nil {
			j.What = append(j.What, i18n.T(lang, "bulk.what.macro", "name", name))
		}
	}
	effects, err := s.desk.Effects(ctx, s.db, actor, 0, j.actions, i18n.Format{Lang: lang, Now: j.StartedAt})
	if err != nil {
		return err
	}
	for _, e := range effects {
		j.What = append(j.What, e.Text)
	}
	if j.Failed == 0 {
		return nil
	}
	failed, err := items(ctx, s.db, j.id, "failed", 0, 200)
	for _, f := range failed {
		j.Failures = append(j.Failures, Failure{f.ID, f.Number, f.text(lang)})
	}
	return err
}

// text is why it could not be done.
func (r row) text(lang string) string {
	if r.Code == "" {
		return ""
	}
	var args []any
	if err := json.Unmarshal(r.Args, &args); err != nil {
		return i18n.T(lang, "fault."+r.Code)
	}
	for i, a := range args { // numbers come back from JSON as floats
		if f, ok := a.(float64); ok {
			args[i] = strconv.FormatFloat(f, 'f', -1, 64)
		}
	}
	return i18n.T(lang, "fault."+r.Code, args...)
}

func (s *Service) handleJobs(ctx context.Context, _ *api.None) (*api.OK[[]Job], error) {
	actor := staff.From(ctx)
	rows, _ := s.db.Query(ctx, sqlJobsOf, own(actor)) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, scanJob)
	if err != nil {
		return nil, err
	}
	for i := range list {
		if err := s.dress(ctx, actor, &list[i]); err != nil {
			return nil, err
		}
	}
	return api.Reply(append([]Job{}, list...)), nil
}

// own is whose jobs are seen; a program with a key has none.
func own(a staff.Actor) int64 {
	if a.Kind != staff.KindStaff {
		return 0
	}
	return a.ID
}

type uidInput struct {
	UID uuid.UUID `path:"uid" format:"uuid"`
}

func (s *Service) handleJob(ctx context.Context, in *uidInput) (*api.OK[Job], error) {
	actor := staff.From(ctx)
	actor.ID = own(actor)
	return s.answer(ctx, actor, in.UID)
}

type itemsInput struct {
	UID    uuid.UUID `path:"uid" format:"uuid"`
	State  string    `query:"state" enum:"waiting,done,same,failed,undone,kept," doc:"All without it."`
	Cursor string    `query:"cursor" maxLength:"20" pattern:"^[0-9]*$"`
	Limit  int       `query:"limit" minimum:"1" maximum:"1000" default:"200"`
}

func (s *Service) handleItems(ctx context.Context, in *itemsInput) (*api.OK[api.Page[Item]], error) {
	j, err := jobOf(ctx, s.db, own(staff.From(ctx)), in.UID)
	if err != nil {
		return nil, err
	}
	after, err := strconv.ParseInt(strings.TrimSpace("0"+in.Cursor), 10, 64)
	if err != nil {
		return nil, fault.Field("tickets.cursor_malformed", "query.cursor")
	}
	list, err := items(ctx, s.db, j.id, in.State, after, in.Limit+1)
	if err != nil {
		return nil, err
	}
	page := api.Page[Item]{Items: []Item{}}
	for i, r := range list {
		if i == in.Limit {
			page.Next = strconv.FormatInt(list[i-1].ID, 10)
			break
		}
		page.Items = append(page.Items, Item{r.ID, r.Number, r.State, r.text(api.LangFrom(ctx))})
	}
	return api.Reply(page), nil
}

func (s *Service) handleCancel(ctx context.Context, in *uidInput) (*api.OK[Job], error) {
	actor := staff.From(ctx)
	if _, err := s.db.Exec(ctx, sqlCancel, own(actor), in.UID); err != nil {
		return nil, err
	}
	return s.answer(ctx, actor, in.UID)
}

func (s *Service) handleUndo(ctx context.Context, in *uidInput) (*api.OK[Job], error) {
	actor := staff.From(ctx)
	if err := s.Undo(ctx, own(actor), in.UID); err != nil {
		return nil, err
	}
	return s.answer(ctx, actor, in.UID)
}

// Undo begins to take a job back.
func (s *Service) Undo(ctx context.Context, staffID int64, uid uuid.UUID) error {
	tag, err := s.db.Exec(ctx, sqlUndo, staffID, uid)
	if err != nil {
		return err
	}
	if tag.RowsAffected() > 0 {
		s.Wake()
		s.wakeAll(ctx)
		return nil
	}
	j, err := jobOf(ctx, s.db, staffID, uid)
	switch {
	case err != nil:
		return err
	case j.State == Undoing || j.State == Undone:
		return nil
	case j.State == Done || j.State == Cancelled:
		return fault.New(fault.Conflict, "bulk.undo_late")
	}
	return fault.New(fault.Conflict, "bulk.cannot_undo")
}
