package guide

import (
	"context"
	"strings"

	"dari/internal/api"
	"dari/internal/fault"
	"dari/internal/korean"
	"dari/internal/staff"

	"github.com/jackc/pgx/v5"
)

// The kinds of rules.
const (
	KindAnswer = "answer" // to the first words of a question
	KindPrompt = "prompt" // to who looks at a page
)

// What a rule answers with.
const (
	ActionText     = "text"
	ActionArticles = "articles"
	ActionOrder    = "order"
)

// Draft is a rule as staff write it.
type Draft struct {
	Kind     string   `json:"kind" enum:"answer,prompt"`
	Name     string   `json:"name" minLength:"1" maxLength:"80"`
	Active   bool     `json:"active"`
	Position int      `json:"position,omitempty" minimum:"0" maximum:"10000" doc:"The first rule that matches answers."`
	Keywords []string `json:"keywords,omitempty" maxItems:"50" doc:"Of an answer: any of them; the words of one must all be in the message."`
	Action   string   `json:"action,omitempty" enum:"text,articles,order" default:"text"`
	Query    string   `json:"query,omitempty" maxLength:"100" doc:"What to look for in the help centre; the message itself without it."`
	TextKo   string   `json:"text_ko,omitempty" maxLength:"500"`
	TextEn   string   `json:"text_en,omitempty" maxLength:"500"`
	Path     string   `json:"path,omitempty" maxLength:"200" doc:"Of a prompt: the pages, as /products/*; all without it."`
	Seconds  int      `json:"seconds,omitempty" minimum:"0" maximum:"3600"`
	CartOver *int64   `json:"cart_over,omitempty" minimum:"0" maximum:"1000000000000" doc:"Only with at least this in the cart."`
}

// Rule is one that is in force, or switched off.
type Rule struct {
	ID      int64 `json:"id"`
	Version int   `json:"version"`
	Draft
	Used int64 `json:"used" doc:"How often it has answered, or was shown."`
}

// text is what the rule says, in the language or else in Korean.
func (r Rule) text(lang string) string {
	if lang == "en" && r.TextEn != "" {
		return r.TextEn
	}
	return r.TextKo
}

// check refuses a rule that could say nothing, or where it must not.
func (d *Draft) check() error {
	if strings.TrimSpace(d.Name) == "" {
		return fault.Field("guide.name_missing", "name")
	}
	for _, k := range d.Keywords {
		if len([]rune(k)) > 60 || len(korean.Words(k)) == 0 {
			return fault.Field("guide.keyword", "keywords")
		}
	}
	if d.Keywords == nil {
		d.Keywords = []string{}
	}
	if d.Action == "" {
		d.Action = ActionText
	}
	silent := strings.TrimSpace(d.TextKo) == ""
	switch {
	case d.Kind == KindAnswer && len(d.Keywords) == 0:
		return fault.Field("guide.keywords_missing", "keywords")
	case d.Kind == KindAnswer && d.Action == ActionText && silent, d.Kind == KindPrompt && silent:
		return fault.Field("guide.text_missing", "text_ko")
	case d.Kind == KindPrompt && d.Path != "" && !strings.HasPrefix(d.Path, "/") && !strings.HasPrefix(d.Path, "*"):
		return fault.Field("guide.path", "path")
	case d.Kind == KindPrompt && isCheckout(d.Path):
		return fault.Field("guide.checkout", "path")
	}
	return nil
}

type rulesInput struct {
	Kind string `query:"kind" enum:"answer,prompt" doc:"Both without it."`
}

func (s *Service) handleRules(ctx context.Context, in *rulesInput) (*api.OK[[]Rule], error) {
	list, err := rules(ctx, s.DB, in.Kind, false)
	return api.Reply(list), err
}

type createInput struct{ Body Draft }

func (s *Service) handleCreateRule(ctx context.Context, in *createInput) (*api.OK[Rule], error) {
	var id int64
	err := s.change(ctx, "chat_rule.create", &in.Body, func(tx pgx.Tx) (int64, error) {
		var err error
		id, err = insertRule(ctx, tx, in.Body, "", staff.From(ctx).StaffID())
		return id, err
	})
	if err != nil {
		return nil, err
	}
	r, err := ruleByID(ctx, s.DB, id)
	return api.Reply(r), err
}

type updateInput struct {
	ID   int64 `path:"id" minimum:"1"`
	Body struct {
		Draft
		Version int `json:"version" minimum:"1" doc:"What was read: 409 when somebody else was faster."`
	}
}

func (s *Service) handleUpdateRule(ctx context.Context, in *updateInput) (*api.OK[Rule], error) {
	err := s.change(ctx, "chat_rule.edit", &in.Body.Draft, func(tx pgx.Tx) (int64, error) {
		ok, err := updateRule(ctx, tx, in.ID, in.Body.Version, in.Body.Draft, staff.From(ctx).StaffID())
		if err != nil || ok {
			return in.ID, err
		}
		if _, err := ruleByID(ctx, tx, in.ID); err != nil {
			return 0, err
		}
		return 0, fault.New(fault.Conflict, "guide.changed")
	})
	if err != nil {
		return nil, err
	}
	r, err := ruleByID(ctx, s.DB, in.ID)
	return api.Reply(r), err
}

type ruleInput struct {
	ID int64 `path:"id" minimum:"1"`
}

func (s *Service) handleDeleteRule(ctx context.Context, in *ruleInput) (*api.None, error) {
	return &api.None{}, s.change(ctx, "chat_rule.delete", nil, func(tx pgx.Tx) (int64, error) {
		return in.ID, deleteRule(ctx, tx, in.ID, staff.From(ctx).StaffID())
	})
}

// change does something to a rule and writes who did it into the audit log.
func (s *Service) change(ctx context.Context, action string, d *Draft, do func(tx pgx.Tx) (int64, error)) error {
	if d != nil {
		if err := d.check(); err != nil {
			return err
		}
	}
	return staff.Change(ctx, s.DB, action, "chat_rule", do)
}
