package chat

import (
	"context"
	"fmt"
	"time"

	"dari/internal/api"
	"dari/internal/fault"
	"dari/internal/i18n"
	"dari/internal/postgres"
	"dari/internal/shop/hours"
	"dari/internal/staff"

	"github.com/jackc/pgx/v5"
)

func (s *Service) calendarRoutes(r *api.Router) {
	read, write := staff.Can("settings:read"), staff.Can("settings:write")
	api.Get(r, "/calendar", s.handleCalendar, read, api.Summary("When staff answer"))
	api.Put(r, "/calendar", s.handlePutCalendar, write, api.Summary("Change when staff answer"))
	api.Get(r, "/calendar/preview", s.handlePreview, read, api.Summary("What shoppers read at a moment"))
	api.Post(r, "/calendar/preview", s.handlePreviewPlan, read, api.Summary("What shoppers would read at moments, by hours that are not saved"))
	api.Post(r, "/calendar/close", s.handleClose, write, api.Summary("Close now, until the next switch of the schedule or a given moment"))
	api.Post(r, "/calendar/open", s.handleReopen, write, api.Summary("Take a closing by hand back"))
}

// comingFeasts is how many public holidays are listed ahead.
const comingFeasts = 6

type calendarBody struct {
	Week       []hours.Weekday `json:"week" minItems:"7" maxItems:"7" doc:"Sunday first."`
	Public     bool            `json:"public_holidays" doc:"Closed on public holidays."`
	Exceptions []exceptionView `json:"exceptions" maxItems:"200" doc:"Days that are not as the week says; they win over public holidays."`
	Temporary  []temporaryView `json:"temporary" maxItems:"50" doc:"Public holidays the government has named for once."`
	Reply      int             `json:"reply_minutes" minimum:"1" maximum:"10000" doc:"Business minutes within which a first answer is promised."`
	Capacity   int             `json:"capacity" minimum:"1" maximum:"50" doc:"Chats one person holds at once."`
	Version    int             `json:"version" minimum:"0" doc:"Send back what was read: 409 when somebody else was faster."`
}

type exceptionView struct {
	From  string       `json:"from" format:"date" doc:"YYYY-MM-DD"`
	To    string       `json:"to" format:"date" doc:"YYYY-MM-DD, included"`
	Name  hours.Name   `json:"name"`
	Hours []hours.Span `json:"hours" maxItems:"12" doc:"None: closed."`
}

type temporaryView struct {
	Date string     `json:"date" format:"date" doc:"YYYY-MM-DD"`
	Name hours.Name `json:"name"`
}

type calendarView struct {
	calendarBody
	Zone        string      `json:"zone"`
	Holidays    []feastView `json:"holidays" doc:"The next public holidays."`
	ClosedUntil *time.Time  `json:"closed_until" doc:"Closed by hand until then."`
	NextSwitch  *time.Time  `json:"next_switch" doc:"When the schedule next opens or closes."`
	Now         previewView `json:"now"`
}

type feastView struct {
	Name hours.Name `json:"name"`
	From string     `json:"from"`
	To   string     `json:"to"`
}

type previewView struct {
	At      time.Time  `json:"at"`
	State   string     `json:"state" enum:"open,busy,lunch,closed,holiday,leave"`
	Line    hours.Name `json:"line" doc:"The sentence, in both languages."`
	OpensAt *time.Time `json:"opens_at"`
}

// ready is the crowd of a preview: the calendar is shown, not who happens to be there.
var ready = Crowd{Online: 1, Free: 1}

func previewOf(c *hours.Calendar, at time.Time) previewView {
	ko, en := StatusOf(i18n.Korean, c, at, ready, Pace{}, nil), StatusOf(i18n.English, c, at, ready, Pace{}, nil)
	return previewView{At: at, State: ko.State, Line: hours.Name{Ko: ko.Line, En: en.Line}, OpensAt: ko.OpensAt}
}

func (s *Service) stored(ctx context.Context, q postgres.Querier) (hours.Stored, staff.ShopSettings, error) {
	shop, err := staff.Shop(ctx, q)
	if err != nil {
		return hours.Stored{}, shop, err
	}
	stored, err := hours.Load(ctx, q, shop.Location())
	return stored, shop, err
}

func (s *Service) calendarNow(ctx context.Context, q postgres.Querier) (calendarView, error) {
	stored, shop, err := s.stored(ctx, q)
	if err != nil {
		return calendarView{}, err
	}
	now, err := hours.Now(ctx, q)
	if err != nil {
		return calendarView{}, err
	}
	c := hours.New(stored.Plan)
	view := calendarView{calendarBody: bodyOf(c.Plan(), stored.Version), Zone: zoneName(shop.Zone), Now: previewOf(c, now), Holidays: []feastView{}}
	for _, f := range hours.NextHolidays(stored.Rules, hours.DateOf(now, c.Zone()), comingFeasts) {
		view.Holidays = append(view.Holidays, feastView{f.Name, f.From.String(), f.To.String()})
	}
	if m := c.At(now); m.ByHand {
		view.ClosedUntil = &m.Ends
	}
	if at, _, found := c.NextSwitch(now); found {
		view.NextSwitch = &at
	}
	return view, nil
}

func viewOf(e hours.Exception) exceptionView {
	return exceptionView{e.From.String(), e.To.String(), e.Name, append([]hours.Span{}, e.Hours...)}
}

func bodyOf(p hours.Plan, version int) calendarBody {
	b := calendarBody{
		Public: p.Public, Reply: int(p.Reply / time.Minute), Capacity: p.Capacity, Version: version,
		Exceptions: []exceptionView{}, Temporary: []temporaryView{},
	}
	for _, w := range p.Week {
		b.Week = append(b.Week, hours.Weekday{Open: append([]hours.Span{}, w.Open...), Lunch: append([]hours.Span{}, w.Lunch...)})
	}
	for _, e := range p.Exceptions {
		b.Exceptions = append(b.Exceptions, viewOf(e))
	}
	for _, r := range p.Rules {
		if r.ByHand {
			b.Temporary = append(b.Temporary, temporaryView{hours.Day(r.First, time.Month(r.Month), r.Day).String(), r.Name})
		}
	}
	return b
}

// onto is the plan that the body makes of what is stored: its zone, rules and closings stay.
func (b calendarBody) onto(p hours.Plan) (hours.Plan, error) {
	p.Public, p.Reply, p.Capacity = b.Public, time.Duration(b.Reply)*time.Minute, b.Capacity
	copy(p.Week[:], b.Week)
	p.Exceptions = nil
	for i, e := range b.Exceptions {
		from, err1 := hours.ParseDate(e.From)
		to, err2 := hours.ParseDate(e.To)
		if err1 != nil || err2 != nil {
			return p, fault.Field("hours.date_form", fmt.Sprintf("exceptions[%d].from", i))
		}
		p.Exceptions = append(p.Exceptions, hours.Exception{From: from, To: to, Name: e.Name, Hours: e.Hours})
	}
	var rules []hours.Rule
	for _, r := range p.Rules {
		if !r.ByHand {
			rules = append(rules, r)
		}
	}
	for i, t := range b.Temporary {
		date, err := hours.ParseDate(t.Date)
		if err != nil {
			return p, fault.Field("hours.date_form", fmt.Sprintf("temporary[%d].date", i))
		}
		day := date.Time()
		rules = append(rules, hours.Rule{
			Kind: hours.RuleOnce, Month: int(day.Month()), Day: day.Day(), Name: t.Name, First: day.Year(), Last: day.Year(),
			Substitute: hours.SubstituteNone, ByHand: true,
		})
	}
	p.Rules = rules
	return p, p.Check()
}

func (s *Service) handleCalendar(ctx context.Context, _ *api.None) (*api.OK[calendarView], error) {
	view, err := s.calendarNow(ctx, s.db)
	return api.Reply(view), err
}

type putCalendarInput struct{ Body calendarBody }

func (s *Service) handlePutCalendar(ctx context.Context, in *putCalendarInput) (*api.OK[calendarView], error) {
	return s.change(ctx, "calendar.change", func(tx pgx.Tx, stored hours.Stored, _ time.Time) error {
		plan, err := in.Body.onto(stored.Plan)
		if err != nil {
			return err
		}
		return hours.Save(ctx, tx, plan, in.Body.Version)
	})
}

type closeInput struct {
	Body *closeBody
}

type closeBody struct {
	Until *time.Time `json:"until,omitempty" doc:"Left out: until the schedule next opens or closes."`
}

func (s *Service) handleClose(ctx context.Context, in *closeInput) (*api.OK[calendarView], error) {
	return s.change(ctx, "calendar.close", func(tx pgx.Tx, stored hours.Stored, now time.Time) error {
		var until time.Time
		if in.Body != nil && in.Body.Until != nil {
			until = *in.Body.Until
			if !until.After(now) {
				return fault.Field("hours.until_past", "until")
			}
		} else {
			found := false
			if until, _, found = hours.New(stored.Plan).NextSwitch(now); !found {
				return fault.Field("hours.never_opens", "until")
			}
		}
		return hours.CloseUntil(ctx, tx, stored.ID, until, personID(staff.From(ctx)))
	})
}

func (s *Service) handleReopen(ctx context.Context, _ *api.None) (*api.OK[calendarView], error) {
	return s.change(ctx, "calendar.open", func(tx pgx.Tx, stored hours.Stored, _ time.Time) error {
		return hours.Reopen(ctx, tx, stored.ID)
	})
}

// change does something to the shop's calendar and answers it as it is then. A shop that has set no
// hours gets those it was shown first.
func (s *Service) change(ctx context.Context, action string, do func(tx pgx.Tx, stored hours.Stored, now time.Time) error) (*api.OK[calendarView], error) {
	var view calendarView
	err := postgres.InTx(ctx, s.db, func(tx pgx.Tx) error {
		stored, _, err := s.stored(ctx, tx)
		if err != nil {
			return err
		}
		if stored.Version == 0 && action != "calendar.change" {
			if err := hours.Seed(ctx, tx, stored.Plan); err != nil {
				return err
			}
			if stored, _, err = s.stored(ctx, tx); err != nil {
				return err
			}
		}
		now, err := hours.Now(ctx, tx)
		if err != nil {
			return err
		}
		if err := do(tx, stored, now); err != nil {
			return err
		}
		entry := staff.By(staff.From(ctx), action, "calendar", hours.ShopCode)
		entry.IP = api.IPFrom(ctx)
		if err := staff.Append(ctx, tx, entry); err != nil {
			return err
		}
		view, err = s.calendarNow(ctx, tx)
		return err
	})
	if err != nil {
		return nil, err
	}
	s.times.forget()
	s.wakeRouting()
	return api.Reply(view), nil
}

type previewInput struct {
	At time.Time `query:"at" doc:"Left out: now."`
}

func (s *Service) handlePreview(ctx context.Context, in *previewInput) (*api.OK[previewView], error) {
	stored, _, err := s.stored(ctx, s.db)
	if err != nil {
		return nil, err
	}
	if in.At.IsZero() {
		if in.At, err = hours.Now(ctx, s.db); err != nil {
			return nil, err
		}
	}
	return api.Reply(previewOf(hours.New(stored.Plan), in.At)), nil
}

type previewPlanInput struct {
	Body struct {
		Calendar calendarBody `json:"calendar"`
		At       []time.Time  `json:"at" maxItems:"50" doc:"The moments; now comes first in the answer."`
	}
}

type previewPlanView struct {
	Lines []previewView `json:"lines"`
}

func (s *Service) handlePreviewPlan(ctx context.Context, in *previewPlanInput) (*api.OK[previewPlanView], error) {
	stored, _, err := s.stored(ctx, s.db)
	if err != nil {
		return nil, err
	}
	plan, err := in.Body.Calendar.onto(stored.Plan)
	if err != nil {
		return nil, err
	}
	now, err := hours.Now(ctx, s.db)
	if err != nil {
		return nil, err
	}
	c := hours.New(plan)
	view := previewPlanView{}
	for _, at := range append([]time.Time{now}, in.Body.At...) {
		view.Lines = append(view.Lines, previewOf(c, at))
	}
	return api.Reply(view), nil
}

// personID is whose hand it was; a program with a key is nobody.
func personID(a staff.Actor) int64 {
	if a.Kind != staff.KindStaff {
		return 0
	}
	return a.ID
}
