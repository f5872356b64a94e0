package replies

import (
	"context"
	"slices"
	"strings"

	"dari/internal/api"
	"dari/internal/i18n"
	"dari/internal/staff"
)

// Article is a page of the help centre that can be put into an answer.
type Article struct {
	Slug     string `json:"slug"`
	Title    string `json:"title"`
	URL      string `json:"url"`
	Choseong string `json:"choseong"`
}

// Coupon is a code that the shopper holds.
type Coupon struct {
	Code       string `json:"code"`
	Name       string `json:"name"`
	ValidUntil string `json:"valid_until"`
}

// Menu is everything behind the slash of an answer.
type Menu struct {
	Replies  []MenuReply `json:"replies"`
	Macros   []MenuMacro `json:"macros"`
	Articles []Article   `json:"articles"`
	Coupons  []Coupon    `json:"coupons"`
	Orders   []MenuOrder `json:"orders"`
}

// MenuReply is a saved reply, filled for the ticket.
type MenuReply struct {
	ID       string   `json:"id"`
	Name     string   `json:"name"`
	Shortcut string   `json:"shortcut"`
	Category string   `json:"category"`
	Choseong string   `json:"choseong"`
	Text     string   `json:"text"`
	Missing  []string `json:"missing" doc:"What nothing fills; it stands in the text as it was written."`
}

// MenuMacro is a macro that can be run.
type MenuMacro struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	Choseong string `json:"choseong"`
	Replies  bool   `json:"replies" doc:"It sends an answer."`
}

// MenuOrder is an order of the shopper.
type MenuOrder struct {
	Number      string `json:"number"`
	Status      string `json:"status" enum:"placed,paid,preparing,shipped,delivered,cancelled"`
	StatusLabel string `json:"status_label"`
	Title       string `json:"title"`
	ETA         string `json:"eta"`
	Linked      bool   `json:"linked" doc:"The ticket is about it."`
}

type menuInput struct {
	Ticket int64 `query:"ticket" minimum:"1" required:"true" doc:"The number."`
}

func (s *Service) handleMenu(ctx context.Context, in *menuInput) (*api.OK[Menu], error) {
	m, err := s.menu(ctx, staff.From(ctx), in.Ticket, api.LangFrom(ctx))
	return api.Reply(m), err
}

// menu fills everything there is for a ticket, in the language of its shopper.
func (s *Service) menu(ctx context.Context, actor staff.Actor, number int64, lang string) (Menu, error) {
	m := Menu{Replies: []MenuReply{}, Macros: []MenuMacro{}, Articles: []Article{}, Coupons: []Coupon{}, Orders: []MenuOrder{}}
	at, err := sceneOf(ctx, s.db, number)
	if err != nil {
		return m, err
	}
	if err := s.menuReplies(ctx, &m, actor, at); err != nil {
		return m, err
	}
	f := at.format(at.lang)
	linked := at.order()
	for i := range at.orders {
		if !actor.Can("orders:read") {
			break
		}
		o := &at.orders[i]
		m.Orders = append(m.Orders, MenuOrder{o.Number, o.Status, i18n.T(lang, "replies.status."+o.Status), items(o.Items, at.lang), eta(o, f), o == linked})
	}
	if s.articles != nil {
		if m.Articles, err = s.articles(ctx, at.lang); err != nil {
			return m, err
		}
		for i := range m.Articles {
			m.Articles[i].Choseong = search(m.Articles[i].Title)
		}
	}
	if s.coupons != nil && at.customerID != nil && actor.Can("customers:read") {
		m.Coupons, err = s.coupons(ctx, s.db, *at.customerID)
	}
	return m, err
}

func (s *Service) menuReplies(ctx context.Context, m *Menu, actor staff.Actor, at *scene) error {
	list, err := replies(ctx, s.db, actor)
	if err != nil {
		return err
	}
	// What is used often stands first.
	slices.SortStableFunc(list, func(a, b Reply) int { return int(b.Used - a.Used) })
	values := map[string]map[string]string{}
	for _, r := range list {
		template, lang := r.Text.in(at.lang)
		if values[lang] == nil {
			values[lang] = at.values(lang, actor.Name)
		}
		filled := fill(template, values[lang])
		m.Replies = append(m.Replies, MenuReply{r.ID.String(), r.Name, r.Shortcut, r.Category, r.Choseong, filled.Text, filled.Missing})
	}
	all, err := macros(ctx, s.db, actor)
	for _, one := range all {
		m.Macros = append(m.Macros, MenuMacro{one.ID.String(), one.Name, one.Choseong, strings.TrimSpace(one.text().Ko+one.text().En) != ""})
	}
	return err
}
