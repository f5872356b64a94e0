package sla

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"dari/internal/fault"
	"dari/internal/postgres"
	"dari/internal/staff"
	"dari/tickets"

	"github.com/jackc/pgx/v5"
)

// Applies says to which tickets a policy applies. An empty list means any.
type Applies struct {
	Types    []string `json:"types" maxItems:"50" maxLength:"40" doc:"Types of tickets."`
	Channels []string `json:"channels" maxItems:"10" enum:"chat,mail,form,phone,sms" doc:"chat, mail, form, phone, sms."`
	Tags     []string `json:"tags" maxItems:"50" maxLength:"60" doc:"Tags of the ticket."`
	Grades   []string `json:"grades" maxItems:"50" maxLength:"60" doc:"Tags of the customer, as VIP."`
}

// traits are what of a ticket a policy is chosen by.
type traits struct {
	Type    string
	Channel string
	Tags    []string
	Grades  []string
}

func traitsOf(r *tickets.Record, grades []string) traits {
	return traits{r.Type, r.Channel, r.Tags, grades}
}

// other says that a ticket has become one to which another policy may apply.
func (t traits) other(o traits) bool {
	return t.Type != o.Type || t.Channel != o.Channel || !slices.Equal(t.Tags, o.Tags)
}

func (a Applies) to(t traits) bool {
	one := func(list []string, value string) bool { return len(list) == 0 || contains(list, value) }
	any := func(list, values []string) bool {
		return len(list) == 0 || slices.ContainsFunc(values, func(v string) bool { return contains(list, v) })
	}
	return one(a.Types, t.Type) && one(a.Channels, t.Channel) && any(a.Tags, t.Tags) && any(a.Grades, t.Grades)
}

func contains(list []string, value string) bool {
	return slices.ContainsFunc(list, func(s string) bool { return strings.EqualFold(s, value) })
}

// Policy is what answers are owed to whom, as it is edited.
type Policy struct {
	ID       int64   `json:"id"`
	Version  int     `json:"version" doc:"Send back what was read: 409 when somebody else was faster."`
	Position int     `json:"position" doc:"The first policy that applies is the ticket's."`
	Name     string  `json:"name"`
	Calendar int64   `json:"calendar" doc:"0: the shop's hours."`
	Applies  Applies `json:"applies"`
	First    *int    `json:"first_minutes" doc:"Business minutes until the first answer; null: none is owed."`
	Next     *int    `json:"next_minutes" doc:"Until the answer to a further question."`
	Solve    *int    `json:"solve_minutes" doc:"Until the solution."`
	Warn     int     `json:"warn_percent" doc:"How much of the time is spent when it warns."`
	Open     int     `json:"open" doc:"Open tickets under this policy, whatever version of it."`
}

func seconds(minutes *int) int64 {
	if minutes == nil {
		return 0
	}
	return int64(*minutes) * 60
}

func (p *Policy) terms() Terms {
	return Terms{p.ID, p.Version, p.Name, p.Calendar, seconds(p.First), seconds(p.Next), seconds(p.Solve), p.Warn}
}

// offer is what there is to choose from: the policies in their order, and those that types name.
type offer struct {
	list   []Policy
	byType map[string]int64
}

// choose is the policy of a ticket: the one that its type names, or the first that applies. False
// without one.
func (o *offer) choose(t traits) (Terms, bool) {
	if id := o.byType[t.Type]; id != 0 {
		if i := slices.IndexFunc(o.list, func(p Policy) bool { return p.ID == id }); i >= 0 {
			return o.list[i].terms(), true
		}
	}
	for i := range o.list {
		if o.list[i].Applies.to(t) {
			return o.list[i].terms(), true
		}
	}
	return Terms{}, false
}

func readOffer(ctx context.Context, q postgres.Querier) (*offer, error) {
	list, err := policies(ctx, q)
	if err != nil {
		return nil, err
	}
	byType, err := typePolicies(ctx, q)
	return &offer{list, byType}, err
}

const mostPolicies = 50

func (p *Policy) check() error {
	p.Name = strings.TrimSpace(p.Name)
	if n := utf8.RuneCountInString(p.Name); n == 0 || n > 60 {
		return fault.Field("sla.name_length", "name")
	}
	if p.First == nil && p.Next == nil && p.Solve == nil {
		return fault.Field("sla.nothing_owed", "first_minutes")
	}
	for _, list := range []*[]string{&p.Applies.Types, &p.Applies.Channels, &p.Applies.Tags, &p.Applies.Grades} {
		clean := []string{}
		for _, s := range *list {
			if s = strings.TrimSpace(s); s != "" && !contains(clean, s) {
				clean = append(clean, s)
			}
		}
		*list = clean
	}
	return nil
}

// List reads the policies in the order in which they are tried.
func List(ctx context.Context, q postgres.Querier) ([]Policy, error) { return policies(ctx, q) }

// Save writes a policy, or a new version of one: tickets that are there keep what they came under.
func (s *Service) Save(ctx context.Context, actor staff.Actor, p Policy) (Policy, error) {
	if err := p.check(); err != nil {
		return p, err
	}
	err := postgres.InTx(ctx, s.db, func(tx pgx.Tx) error {
		// Before the policies are locked, as whoever renames a tag does.
		if err := tickets.CallTags(ctx, tx, &p.Applies.Tags); err != nil {
			return err
		}
		all, err := lockPolicies(ctx, tx)
		if err != nil {
			return err
		}
		if p.Calendar != 0 {
			if known, err := calendarExists(ctx, tx, p.Calendar); err != nil || !known {
				return orField(err, "sla.calendar_unknown", "calendar")
			}
		}
		if p.ID == 0 && len(all) >= mostPolicies {
			return fault.New(fault.Conflict, "sla.too_many", fault.Arg("limit", mostPolicies))
		}
		if err := put(ctx, tx, all, &p, actor.StaffID()); err != nil {
			return err
		}
		action := "sla.policy_saved"
		return staff.Append(ctx, tx, staff.By(actor, action, "sla_policy", fmt.Sprint(p.ID)))
	})
	return p, err
}

func orField(err error, code, field string) error {
	if err != nil {
		return err
	}
	return fault.Field(code, field)
}

// put stores it at its place among the others.
func put(ctx context.Context, tx pgx.Tx, all []int64, p *Policy, by *int64) error {
	if p.ID == 0 {
		id, err := insertPolicy(ctx, tx)
		if err != nil {
			return err
		}
		p.ID, p.Version = id, 1
	} else {
		moved, err := nextVersion(ctx, tx, p.ID, p.Version)
		if err != nil {
			return err
		}
		if !moved {
			return fault.New(fault.Conflict, "sla.changed")
		}
		p.Version++
	}
	if err := insertVersion(ctx, tx, p, by); err != nil {
		return err
	}
	order := slices.DeleteFunc(slices.Clone(all), func(id int64) bool { return id == p.ID })
	p.Position = min(max(p.Position, 1), len(order)+1)
	return setPositions(ctx, tx, slices.Insert(order, p.Position-1, p.ID))
}

// Retire takes a policy out: it applies to no new ticket, and those that have it keep it.
func (s *Service) Retire(ctx context.Context, actor staff.Actor, id int64) error {
	return postgres.InTx(ctx, s.db, func(tx pgx.Tx) error {
		found, err := retirePolicy(ctx, tx, id)
		if err != nil {
			return err
		}
		if !found {
			return fault.New(fault.NotFound, "sla.not_found")
		}
		return staff.Append(ctx, tx, staff.By(actor, "sla.policy_retired", "sla_policy", fmt.Sprint(id)))
	})
}
