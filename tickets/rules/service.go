package rules

import (
	"context"
	"log/slog"
	"net/http"
	"strconv"
	"time"

	"dari/internal/api"
	"dari/internal/fault"
	"dari/internal/i18n"
	"dari/internal/jobs"
	"dari/internal/postgres"
	"dari/internal/staff"
	"dari/internal/thread"
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
	// Macro does what a macro changes of a ticket, and answers the group of its events, nil when nothing changed.
	Macro func(ctx context.Context, tx pgx.Tx, macro uuid.UUID, number int64, clientID uuid.UUID, cause string) (group *uuid.UUID, err error)
	// Alert tells people of a ticket. The same key tells once.
	Alert func(ctx context.Context, tx pgx.Tx, ticketID int64, staffIDs []int64, key, text string) error
	// Noted shows a note to those who look at its conversation.
	Noted func(ctx context.Context, n thread.Note)
}

// Service keeps rules and carries them out.
type Service struct {
	db    *pgxpool.Pool
	log   *slog.Logger
	desk  *action.Desk
	macro func(ctx context.Context, tx pgx.Tx, macro uuid.UUID, number int64, clientID uuid.UUID, cause string) (*uuid.UUID, error)
	alert func(ctx context.Context, tx pgx.Tx, ticketID int64, staffIDs []int64, key, text string) error
	noted func(ctx context.Context, n thread.Note)
	bell  jobs.Bell
}

// New starts nothing; Run does.
func New(o Options) *Service {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	return &Service{db: o.DB, log: o.Log, desk: o.Desk, macro: o.Macro, alert: o.Alert, noted: o.Noted, bell: jobs.NewBell()}
}

func (s *Service) zone(ctx context.Context, q postgres.Querier) (*time.Location, error) {
	shop, err := staff.Shop(ctx, q)
	return shop.Location(), err
}

// Routes registers what the console asks.
func (s *Service) Routes(r *api.Router) {
	read, write := staff.Can("tickets:read"), staff.Can("settings:write")
	created, none := api.Status(http.StatusCreated), api.Status(http.StatusNoContent)
	api.Get(r, "/automations", s.handleRules, read, api.Summary("What is done to tickets by itself"))
	api.Post(r, "/automations", s.handleCreate, write, created, api.Summary("Make a rule"))
	api.Put(r, "/automations/order", s.handleOrder, write, none, api.Summary("Put the rules in order"))
	api.Post(r, "/automations/dry-run", s.handleTry, write, created, api.Summary("Tell what a rule would have done in the last 30 days"))
	api.Get(r, "/automations/dry-run/{uid}", s.handleTrial, read, api.Summary("How far a dry run is, and what it has found"))
	api.Delete(r, "/automations/dry-run/{uid}", s.handleCancelTrial, write, none, api.Summary("Stop a dry run"))
	api.Put(r, "/automations/{id}", s.handleUpdate, write, api.Summary("Write a rule over"))
	api.Delete(r, "/automations/{id}", s.handleDelete, write, none, api.Summary("Take a rule out"))
	api.Get(r, "/automations/{id}/log", s.handleLog, read, api.Summary("What a rule has done"))
}

// List is all rules and the limit that holds for them.
type List struct {
	Rules       []Rule `json:"rules"`
	Cap         int    `json:"cap" doc:"How often rules may act on one ticket within 24 hours."`
	CappedToday int    `json:"capped_today" doc:"How often that limit has held one back in the last 24 hours."`
}

const sqlCappedToday = `SELECT count(*) FROM dari.ticket_rule_runs WHERE outcome = 'capped' AND at > dari.clock() - interval '24 hours'`

func (s *Service) handleRules(ctx context.Context, _ *api.None) (*api.OK[List], error) {
	list, err := rulesBy(ctx, s.db, sqlRules)
	if err != nil {
		return nil, err
	}
	l := List{Rules: list, Cap: PerDay}
	err = s.db.QueryRow(ctx, sqlCappedToday).Scan(&l.CappedToday)
	return api.Reply(l), err
}

type createInput struct{ Body Draft }

func (s *Service) handleCreate(ctx context.Context, in *createInput) (*api.OK[Rule], error) {
	var id int64
	err := s.change(ctx, "automation.create", &in.Body, func(tx pgx.Tx) (int64, error) {
		var err error
		id, err = insertRule(ctx, tx, in.Body, "", staff.From(ctx).StaffID())
		return id, err
	})
	if err != nil {
		return nil, err
	}
	r, err := ruleByID(ctx, s.db, id)
	return api.Reply(r), err
}

type updateInput struct {
	ID   int64 `path:"id" minimum:"1"`
	Body struct {
		Draft
		Version int `json:"version" minimum:"1" doc:"What was read: 409 when somebody else was faster."`
	}
}

func (s *Service) handleUpdate(ctx context.Context, in *updateInput) (*api.OK[Rule], error) {
	err := s.change(ctx, "automation.edit", &in.Body.Draft, func(tx pgx.Tx) (int64, error) {
		ok, err := updateRule(ctx, tx, in.ID, in.Body.Version, in.Body.Draft, staff.From(ctx).StaffID())
		if err != nil || ok {
			return in.ID, err
		}
		if _, err := ruleByID(ctx, tx, in.ID); err != nil {
			return 0, err
		}
		return 0, fault.New(fault.Conflict, "replies.changed")
	})
	if err != nil {
		return nil, err
	}
	r, err := ruleByID(ctx, s.db, in.ID)
	return api.Reply(r), err
}

type idInput struct {
	ID int64 `path:"id" minimum:"1"`
}

func (s *Service) handleDelete(ctx context.Context, in *idInput) (*api.None, error) {
	return &api.None{}, s.change(ctx, "automation.delete", nil, func(tx pgx.Tx) (int64, error) {
		return in.ID, deleteRule(ctx, tx, in.ID, staff.From(ctx).StaffID())
	})
}

type orderInput struct {
	Body struct {
		IDs []int64 `json:"ids" minItems:"1" maxItems:"200"`
	}
}

func (s *Service) handleOrder(ctx context.Context, in *orderInput) (*api.None, error) {
	return &api.None{}, s.change(ctx, "automation.order", nil, func(tx pgx.Tx) (int64, error) {
		return in.Body.IDs[0], moveRules(ctx, tx, in.Body.IDs)
	})
}

// change does something to a rule and writes who did it into the audit log.
func (s *Service) change(ctx context.Context, action string, d *Draft, do func(tx pgx.Tx) (int64, error)) error {
	if d != nil {
		if err := d.check(); err != nil {
			return err
		}
	}
	return staff.Change(ctx, s.db, action, "automation", func(tx pgx.Tx) (int64, error) {
		if d != nil {
			if err := d.callTags(ctx, tx); err != nil {
				return 0, err
			}
		}
		return do(tx)
	})
}

type tryInput struct {
	Body struct {
		Rule Draft `json:"rule"`
		ID   int64 `json:"id" required:"false" minimum:"0" doc:"Of a rule that exists: what it has brought about itself does not count."`
	}
}

func (s *Service) handleTry(ctx context.Context, in *tryInput) (*api.OK[Trial], error) {
	if err := in.Body.Rule.check(); err != nil {
		return nil, err
	}
	if err := in.Body.Rule.callTags(ctx, s.db); err != nil {
		return nil, err
	}
	uid, err := s.begin(ctx, in.Body.Rule, in.Body.ID, staff.From(ctx).StaffID())
	if err != nil {
		return nil, err
	}
	t, err := s.trial(ctx, uid)
	return api.Reply(t), err
}

type uidInput struct {
	UID uuid.UUID `path:"uid" format:"uuid"`
}

func (s *Service) handleTrial(ctx context.Context, in *uidInput) (*api.OK[Trial], error) {
	t, err := s.trial(ctx, in.UID)
	return api.Reply(t), err
}

// trial is a dry run with what the rule does, in words.
func (s *Service) trial(ctx context.Context, uid uuid.UUID) (Trial, error) {
	t, d, err := trialByUID(ctx, s.db, uid)
	if err != nil {
		return t, err
	}
	f := i18n.Format{Lang: api.LangFrom(ctx), Now: t.To}
	effects, err := s.desk.Effects(ctx, s.db, staff.Actor{}, 0, d.Actions, f)
	t.Effects = []string{}
	for _, e := range effects {
		t.Effects = append(t.Effects, e.Text)
	}
	if d.MacroID != nil {
		t.Effects = append(t.Effects, i18n.T(f.Lang, "rules.effect.macro"))
	}
	if d.Note != "" {
		t.Effects = append(t.Effects, i18n.T(f.Lang, "rules.effect.note", "text", d.Note))
	}
	if d.Alert != nil {
		t.Effects = append(t.Effects, i18n.T(f.Lang, "rules.effect.alert."+d.Alert.To))
	}
	return t, err
}

func (s *Service) handleCancelTrial(ctx context.Context, in *uidInput) (*api.None, error) {
	_, err := s.db.Exec(ctx, sqlCancelTrial, in.UID)
	return &api.None{}, err
}

type logInput struct {
	ID     int64 `path:"id" minimum:"1"`
	Cursor int64 `query:"cursor" minimum:"0" doc:"The id of the last line of the page before."`
}

// LogLine is something that a rule did, or did not.
type LogLine struct {
	ID      int64     `json:"id"`
	Number  int64     `json:"number"`
	Subject string    `json:"subject"`
	Outcome string    `json:"outcome" enum:"done,nothing,capped,failed"`
	Text    string    `json:"text" doc:"Of a failure: why."`
	At      time.Time `json:"at"`
}

const sqlLog = `
SELECT u.id, t.number, t.subject, u.outcome, coalesce(u.detail->>'code', ''), u.at
FROM dari.ticket_rule_runs u JOIN dari.tickets t ON t.id = u.ticket_id
WHERE u.rule_id = $1 AND ($2 = 0 OR u.id < $2) ORDER BY u.id DESC LIMIT 51`

func (s *Service) handleLog(ctx context.Context, in *logInput) (*api.OK[api.Page[LogLine]], error) {
	rows, _ := s.db.Query(ctx, sqlLog, in.ID, in.Cursor) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[LogLine])
	if err != nil {
		return nil, err
	}
	page := api.Page[LogLine]{Items: append([]LogLine{}, list...)}
	if len(list) > 50 {
		page.Items, page.Next = list[:50], strconv.FormatInt(list[49].ID, 10)
	}
	for i, l := range page.Items {
		if l.Text != "" {
			page.Items[i].Text = i18n.T(api.LangFrom(ctx), "fault."+l.Text)
		}
	}
	return api.Reply(page), nil
}
