package rules

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"dari/internal/fault"
	"dari/tickets/action"

	"github.com/google/uuid"
)

// What a rule hears.
const (
	OnOpened   = "opened"
	OnMessage  = "message"  // the shopper has written
	OnAnswered = "answered" // staff have answered
	OnState    = "state"
	OnAssigned = "assigned"
	OnTagged   = "tagged"
	OnTyped    = "typed"
	OnRated    = "rated"
	OnWarned   = "warned"
	OnBreached = "breached"
	OnTime     = "time" // so long has passed
)

// Since when time passes.
const (
	SinceWaiting = "waiting" // the shopper waits for an answer
	SinceSilence = "silence" // nobody has written
	SinceOpened  = "opened"
)

// ClockBusiness lets time pass only while the shop is open.
const ClockBusiness = "business"

// Event is when a rule looks at a ticket.
type Event struct {
	Kind    string `json:"kind" enum:"opened,message,answered,state,assigned,tagged,typed,rated,warned,breached,time"`
	State   string `json:"state,omitempty" enum:"new,open,waiting,solved,closed" doc:"Of state: which; any without it."`
	Tag     string `json:"tag,omitempty" maxLength:"40" doc:"Of tagged: which; any without it."`
	Since   string `json:"since,omitempty" enum:"waiting,silence,opened" doc:"Of time."`
	Minutes int    `json:"minutes,omitempty" minimum:"0" maximum:"525600" doc:"Of time: how long."`
	Clock   string `json:"clock,omitempty" enum:"wall,business" doc:"Of time: business counts the shop's business hours alone; without it every minute counts."`
}

// Cond is something that is so of a ticket, or not.
type Cond struct {
	Field string   `json:"field" enum:"state,channel,type,priority,owner,team,tag,subject,text,order,order_status,customer_tag,score,waiting,hour,weekday,snoozed" doc:"text: of the message that is told of; order_status: of the ticket's order; customer_tag: of the customer; score: 1 to 5; waiting: minutes the shopper has waited; hour (0 to 23) and weekday (0 is Sunday): by the shop's clock."`
	Op    string   `json:"op" enum:"is,not,has,lacks,over,under" doc:"is, not: state, channel, type, order_status, owner, team, weekday; is: order, snoozed; has, lacks: tag, customer_tag, subject, text, where spacing and signs make no difference to words; is, over, under: priority, score, hour; over, under: waiting."`
	Value []string `json:"value" maxItems:"50" doc:"One of them is enough; of lacks and not: none of them. owner and team: an id, none or any; order and snoozed: yes or no; type: its key; priority: 0 to 3; the rest as the ticket has it."`
}

// Alert tells staff.
type Alert struct {
	To   string `json:"to" enum:"owner,team,leads"`
	Text string `json:"text" minLength:"1" maxLength:"300"`
}

// Draft is a rule as staff write it.
type Draft struct {
	Name     string         `json:"name" minLength:"1" maxLength:"80"`
	Active   bool           `json:"active"`
	Position int            `json:"position,omitempty" minimum:"0" maximum:"10000" doc:"Rules are carried out in this order."`
	Event    Event          `json:"event"`
	All      []Cond         `json:"all,omitempty" maxItems:"20" doc:"Each of them must be so."`
	Any      []Cond         `json:"any,omitempty" maxItems:"20" doc:"And one of these, if there are any."`
	Actions  action.Actions `json:"actions,omitempty"`
	MacroID  *uuid.UUID     `json:"macro_id,omitempty" format:"uuid" doc:"Its changes; a rule sends no answer in a person's name."`
	Note     string         `json:"note,omitempty" maxLength:"2000" doc:"For colleagues, beside the conversation."`
	Alert    *Alert         `json:"alert,omitempty"`
}

// Rule is one that is in force, or switched off.
type Rule struct {
	ID      int64 `json:"id"`
	Version int   `json:"version"`
	Draft
	Fired       int64      `json:"fired" doc:"How often it has done something."`
	Capped      int64      `json:"capped" doc:"How often the daily limit of a ticket held it back."`
	LastFiredAt *time.Time `json:"last_fired_at"`

	activeSince *time.Time
}

// fields says which comparisons make sense for a field.
var fields = map[string][]string{
	"state": {"is", "not"}, "channel": {"is", "not"}, "type": {"is", "not"}, "order_status": {"is", "not"}, "weekday": {"is", "not"},
	"owner": {"is", "not"}, "team": {"is", "not"}, "snoozed": {"is"}, "order": {"is"},
	"tag": {"has", "lacks"}, "customer_tag": {"has", "lacks"}, "subject": {"has", "lacks"}, "text": {"has", "lacks"},
	"priority": {"is", "over", "under"}, "score": {"is", "over", "under"}, "waiting": {"over", "under"}, "hour": {"over", "under", "is"},
}

// numeric are fields whose values are whole numbers.
var numeric = []string{"priority", "score", "waiting", "hour", "weekday"}

// check refuses a rule that could never fire, could do nothing, or says what nobody understands.
func (d *Draft) check() error {
	d.Name = strings.TrimSpace(d.Name)
	if d.Name == "" {
		return fault.Field("rules.name_missing", "name")
	}
	if err := d.Event.check(); err != nil {
		return err
	}
	for field, list := range map[string][]Cond{"all": d.All, "any": d.Any} {
		for i, c := range list {
			if err := c.check("body." + field + "[" + strconv.Itoa(i) + "]"); err != nil {
				return err
			}
		}
	}
	if err := d.Actions.Check("body.actions"); err != nil {
		return err
	}
	if d.Actions.Owner == action.Me {
		return fault.Field("rules.nobody_is_me", "actions.owner")
	}
	if d.Actions.Empty() && d.MacroID == nil && strings.TrimSpace(d.Note) == "" && d.Alert == nil {
		return fault.Field("rules.does_nothing", "actions")
	}
	return nil
}

func (e *Event) check() error {
	if e.Kind != OnState {
		e.State = ""
	}
	if e.Kind != OnTagged {
		e.Tag = ""
	}
	if e.Kind != OnTime {
		e.Since, e.Minutes, e.Clock = "", 0, ""
		return nil
	}
	if e.Since == "" {
		e.Since = SinceWaiting
	}
	if e.Minutes < 1 {
		return fault.Field("rules.no_minutes", "event.minutes")
	}
	return nil
}

// maxValue is how long a value of a condition may be, in characters.
const maxValue = 200

func (c *Cond) check(field string) error {
	if !slices.Contains(fields[c.Field], c.Op) {
		return fault.Field("rules.cond_op", field+".op")
	}
	if len(c.Value) == 0 || slices.ContainsFunc(c.Value, func(v string) bool { return strings.TrimSpace(v) == "" }) {
		return fault.Field("rules.cond_value", field+".value")
	}
	if slices.ContainsFunc(c.Value, func(v string) bool { return utf8.RuneCountInString(v) > maxValue }) {
		return fault.Field("rules.cond_long", field+".value", fault.Arg("limit", maxValue))
	}
	if slices.Contains(numeric, c.Field) {
		for _, v := range c.Value {
			if _, err := strconv.Atoi(v); err != nil {
				return fault.Field("rules.cond_number", field+".value")
			}
		}
	}
	return nil
}
