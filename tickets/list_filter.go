package tickets

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"dari/internal/fault"
)

// Filter chooses tickets. A field that is not set chooses all; of a list any value will do. The fields
// are joined by AND, or by OR with Any. Tickets put aside and spam stay out unless they are asked for,
// and a ticket that was merged into another is in no list.
type Filter struct {
	States      []State  `query:"state" json:"state,omitempty" enum:"new,open,waiting,solved,closed" maxItems:"10" doc:"Any of these; all without it."`
	Owners      []string `query:"owner" json:"owner,omitempty" maxItems:"50" doc:"me, none or ids of people."`
	Channels    []string `query:"channel" json:"channel,omitempty" maxItems:"10" doc:"chat, mail, form, phone, sms."`
	Teams       []string `query:"team" json:"team,omitempty" maxItems:"50" doc:"mine, none or ids of teams."`
	Tags        []string `query:"tag" json:"tag,omitempty" maxItems:"20" doc:"Any of these tags."`
	Types       []string `query:"type" json:"type,omitempty" maxItems:"50" doc:"Keys of ticket types."`
	Priorities  []int    `query:"priority" json:"priority,omitempty" minimum:"0" maximum:"3" maxItems:"4" doc:"0 none to 3 urgent."`
	OrderStates []string `query:"order_status" json:"order_status,omitempty" maxItems:"10" doc:"Where the ticket's order stands: placed, paid, preparing, shipped, delivered, cancelled."`
	LateDays    int      `query:"late_days" json:"late_days,omitempty" minimum:"0" maximum:"3650" doc:"The day that was promised for the ticket's order was so many days ago or more, and the order has not left."`
	Order       string   `query:"order" json:"order,omitempty" maxLength:"40" doc:"The number of the ticket's order, or its end."`
	Grades      []string `query:"grade" json:"grade,omitempty" maxItems:"20" doc:"Tags of the customer, such as VIP; capitals do not matter."`
	Waited      int      `query:"waited" json:"waited,omitempty" minimum:"0" maximum:"1000000" doc:"The shopper has waited for so many minutes or more."`
	Scores      []int    `query:"score" json:"score,omitempty" minimum:"1" maximum:"5" maxItems:"5" doc:"What the shopper gave for how it went."`
	Calls       []string `query:"call" json:"call,omitempty" maxItems:"5" doc:"What came of the last call: reached, no_answer, voicemail, call_back, wrong_number."`
	Snoozed     string   `query:"snoozed" json:"snoozed,omitempty" enum:"only,with," doc:"only: those put aside; with: those too; without it they are left out."`
	Spam        bool     `query:"spam" json:"spam,omitempty" doc:"Spam alone; without it there is none."`
	Text        string   `query:"q" json:"q,omitempty" maxLength:"200" doc:"Words that stand in one of the newest 5,000 messages with them; chips such as 담당:하은 or status:open are filters."`
	Any         bool     `query:"any" json:"any,omitempty" doc:"One of the conditions is enough."`

	and   []Filter // each of these must choose the ticket as well
	never bool     // it chooses nothing: a chip names what does not exist
}

// Words that name what is not a row.
const (
	ownMe    = "me"
	ownNone  = "none"
	teamMine = "mine"
)

var (
	known = struct{ states, channels, orders, calls []string }{
		[]string{string(Fresh), string(Open), string(Waiting), string(Solved), string(Closed)},
		[]string{"chat", "mail", "form", "phone", "sms"},
		[]string{"placed", "paid", "preparing", "shipped", "delivered", "cancelled"},
		[]string{Reached, NoAnswer, Voicemail, CallBack, WrongNumber},
	}
	typeKey = regexp.MustCompile(`^[a-z][a-z0-9_]{0,39}$`)
)

// tidy leaves out empty values, which an address bar makes of a field that was cleared.
func (f Filter) tidy() Filter {
	f.States = slices.DeleteFunc(slices.Clone(f.States), func(s State) bool { return s == "" })
	for _, list := range []*[]string{&f.Owners, &f.Channels, &f.Teams, &f.Tags, &f.Types, &f.OrderStates, &f.Grades, &f.Calls} {
		*list = slices.DeleteFunc(slices.Clone(*list), func(s string) bool { return strings.TrimSpace(s) == "" })
	}
	f.Text, f.Order = strings.TrimSpace(f.Text), strings.TrimSpace(f.Order)
	return f
}

// Check refuses a filter with values that mean nothing; where names the place they came from: "query"
// or "body.filter".
func (f Filter) Check(where string) error {
	f = f.tidy()
	for _, field := range []struct {
		name, code string
		values     []string
		ok         func(string) bool
	}{
		{"state", "views.filter_value", stringsOf(f.States), in(known.states)},
		{"owner", "tickets.owner_unknown", f.Owners, func(s string) bool { return s == ownMe || s == ownNone || isID(s) }},
		{"channel", "views.filter_value", f.Channels, in(known.channels)},
		{"team", "views.filter_value", f.Teams, func(s string) bool { return s == teamMine || s == ownNone || isID(s) }},
		{"type", "views.filter_value", f.Types, typeKey.MatchString},
		{"order_status", "views.filter_value", f.OrderStates, in(known.orders)},
		{"call", "views.filter_value", f.Calls, in(known.calls)},
		{"tag", "views.filter_value", f.Tags, isWord},
		{"grade", "views.filter_value", f.Grades, isWord},
		{"order", "views.filter_value", []string{f.Order}, isWord},
		{"q", "views.filter_value", []string{f.Text}, func(s string) bool { return !strings.ContainsRune(s, 0) && utf8.ValidString(s) && len(s) <= 800 }},
		{"snoozed", "views.filter_value", []string{f.Snoozed}, in([]string{"", "only", "with"})},
	} {
		for _, v := range field.values {
			if !field.ok(v) {
				return fault.Field(field.code, where+"."+field.name)
			}
		}
	}
	if slices.ContainsFunc(f.Priorities, func(p int) bool { return p < 0 || p > 3 }) {
		return fault.Field("views.filter_value", where+".priority")
	}
	if slices.ContainsFunc(f.Scores, func(s int) bool { return s < 1 || s > 5 }) {
		return fault.Field("views.filter_value", where+".score")
	}
	if f.LateDays < 0 || f.LateDays > 3650 {
		return fault.Field("views.filter_value", where+".late_days")
	}
	if f.Waited < 0 || f.Waited > 1_000_000 {
		return fault.Field("views.filter_value", where+".waited")
	}
	return nil
}

func stringsOf(states []State) []string {
	out := make([]string, len(states))
	for i, s := range states {
		out[i] = string(s)
	}
	return out
}

func in(values []string) func(string) bool {
	return func(s string) bool { return slices.Contains(values, s) }
}

func isID(s string) bool {
	n, err := strconv.ParseInt(s, 10, 64)
	return err == nil && n > 0 && s[0] != '+'
}

func isWord(s string) bool {
	return utf8.ValidString(s) && !strings.ContainsRune(s, 0) && utf8.RuneCountInString(s) <= 60
}

// needsMe says that the filter can only be answered for a person.
func (f Filter) needsMe() bool {
	return slices.Contains(f.Owners, ownMe) || slices.Contains(f.Teams, teamMine) || slices.ContainsFunc(f.and, Filter.needsMe)
}

// And narrows the filter by another one: a ticket must be chosen by both.
func (f Filter) And(o Filter) Filter {
	more := o.and
	o.and = nil
	f.and = append(append(slices.Clone(f.and), o), more...)
	return f
}
