package coupon

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"dari/internal/api"
	"dari/internal/fault"
	"dari/internal/staff"
)

// Routes registers the JSON operations. /coupons/{code} is one place in the description of the API:
// the shop's programs GET a code there, staff PUT a programme there by its number.
func (s *Service) Routes(r *api.Router) {
	api.Get(r, "/coupons", s.handleList, staff.Can("campaigns:read"), api.Summary("The coupon programmes."))
	api.Post(r, "/coupons", s.handleCreate, staff.Can("campaigns:write"), api.Summary("Set up a programme."))
	api.Post(r, "/coupons/run", s.handleRun, staff.Can("campaigns:write"),
		api.Summary("Do today's job now: whoever is due and has no coupon of the year gets one. Doing it again gives nobody a second."))
	api.Put(r, "/coupons/{code}", s.handleUpdate, staff.Can("campaigns:write"),
		api.Summary("Change a programme; the place is its number. Codes that were given stay as they are."))
	api.Get(r, "/coupons/{code}", s.handleGet, staff.Can("orders:read"), api.Summary("Whether a code counts, for the shop's checkout."))
	api.Post(r, "/coupons/{code}/redeem", s.handleRedeem, staff.Can("orders:write"),
		api.Summary("Use a code for an order. Asking again for the same order answers the same."))
	api.Get(r, "/people/{id}/coupons", s.handleGifts, staff.Can("customers:read"), api.Summary("Which coupons a person may be given by hand, and how many more"))
	api.Post(r, "/people/{id}/coupons", s.handleGive, staff.Can("people:write"), api.Summary("Give a person a coupon by hand, within the limit of one's role"))
}

type programmesInput struct {
	Occasion string `query:"occasion" enum:"birthday,hand" doc:"Those of one occasion alone."`
}

func (s *Service) handleList(ctx context.Context, in *programmesInput) (*api.OK[api.Page[Programme]], error) {
	list, err := s.List(ctx)
	if in.Occasion != "" {
		list = slices.DeleteFunc(list, func(p Programme) bool { return p.Occasion != in.Occasion })
	}
	return api.Reply(api.Page[Programme]{Items: list}), err
}

// Setup is what staff decide about a programme.
type Setup struct {
	Name       string `json:"name" minLength:"1" maxLength:"80"`
	Occasion   string `json:"occasion" enum:"birthday,hand" doc:"birthday: given by itself; hand: by staff."`
	Active     bool   `json:"active"`
	CodePrefix string `json:"code_prefix" minLength:"1" maxLength:"12" pattern:"^[A-Z0-9]+$"`
	Discount   string `json:"discount" minLength:"1" maxLength:"40" doc:"As the shop says it: 10%, 5,000원."`
	DaysBefore int    `json:"days_before" minimum:"0" maximum:"30"`
	ValidDays  int    `json:"valid_days" minimum:"1" maximum:"366"`
}

var prefix = regexp.MustCompile(`^[A-Z0-9]{1,12}$`)

func (p *Setup) check() error {
	p.Name, p.Discount = strings.TrimSpace(p.Name), strings.TrimSpace(p.Discount)
	switch {
	case p.Name == "" || strings.ContainsFunc(p.Name, unicode.IsControl):
		return fault.Field("coupon.one_line", "name")
	case p.Discount == "" || strings.ContainsFunc(p.Discount, unicode.IsControl):
		return fault.Field("coupon.one_line", "discount")
	case !prefix.MatchString(p.CodePrefix):
		return fault.Field("coupon.prefix", "code_prefix")
	}
	return nil
}

type createInput struct{ Body Setup }

func (s *Service) handleCreate(ctx context.Context, in *createInput) (*api.OK[Programme], error) {
	p, err := s.Create(ctx, in.Body)
	return api.Reply(p), err
}

type updateInput struct {
	ID   int64 `path:"code" minimum:"1" doc:"The number of the programme."`
	Body struct {
		Setup
		Version int `json:"version" minimum:"1"`
	}
}

func (s *Service) handleUpdate(ctx context.Context, in *updateInput) (*api.OK[Programme], error) {
	p, err := s.Update(ctx, in.ID, in.Body.Version, in.Body.Setup)
	return api.Reply(p), err
}

func (s *Service) handleRun(ctx context.Context, _ *api.None) (*api.OK[Run], error) {
	run, err := s.RunNow(ctx)
	return api.Reply(run), err
}

type codeInput struct {
	Code string `path:"code" maxLength:"60"`
}

func (s *Service) handleGet(ctx context.Context, in *codeInput) (*api.OK[Issue], error) {
	issue, err := s.ByCode(ctx, in.Code)
	return api.Reply(issue), err
}

type redeemInput struct {
	Code string `path:"code" maxLength:"60"`
	Body struct {
		OrderNumber string `json:"order_number" minLength:"1" maxLength:"100"`
	}
}

func (s *Service) handleRedeem(ctx context.Context, in *redeemInput) (*api.OK[Issue], error) {
	issue, err := s.Redeem(ctx, in.Code, in.Body.OrderNumber)
	return api.Reply(issue), err
}
