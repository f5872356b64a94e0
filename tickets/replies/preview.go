package replies

import (
	"context"
	"strings"

	"dari/internal/api"
	"dari/internal/i18n"
	"dari/internal/staff"
	"dari/tickets/action"

	"github.com/google/uuid"
)

// Preview is all that a macro would do.
type Preview struct {
	Effects []action.Effect `json:"effects"`
	Text    string          `json:"text" doc:"The reply, filled; empty when none is sent."`
	Parts   []Part          `json:"parts" doc:"The reply in pieces."`
	Lang    string          `json:"lang" doc:"Of the reply."`
	Missing []string        `json:"missing" doc:"What nothing fills: the macro does not run before the text is mended."`
}

type previewMacroInput struct {
	UID  uuid.UUID `path:"uid" format:"uuid"`
	Body struct {
		Ticket int64 `json:"ticket" minimum:"1" doc:"The number."`
	}
}

func (s *Service) handlePreviewMacro(ctx context.Context, in *previewMacroInput) (*api.OK[Preview], error) {
	actor := staff.From(ctx)
	m, err := macroByUID(ctx, s.db, ownOf(actor), in.UID)
	if err != nil {
		return nil, err
	}
	p, err := s.preview(ctx, actor, m, in.Body.Ticket, api.LangFrom(ctx))
	return api.Reply(p), err
}

// preview tells what a macro would do to a ticket; it changes nothing.
func (s *Service) preview(ctx context.Context, actor staff.Actor, m Macro, number int64, lang string) (Preview, error) {
	at, err := sceneOf(ctx, s.db, number)
	if err != nil {
		return Preview{}, err
	}
	template, textLang := m.text().in(at.lang)
	filled := fill(template, at.values(textLang, actor.Name))
	p := Preview{Effects: []action.Effect{}, Text: filled.Text, Parts: filled.Parts, Lang: textLang, Missing: filled.Missing}
	if strings.TrimSpace(p.Text) != "" {
		p.Effects = append(p.Effects, action.Effect{Kind: "reply", Text: i18n.T(lang, "replies.effect.reply."+at.channel)})
	}
	if note := fill(m.Note, at.values("ko", actor.Name)).Text; strings.TrimSpace(note) != "" {
		p.Effects = append(p.Effects, action.Effect{Kind: "note", Text: i18n.T(lang, "replies.effect.note", "text", note)})
	}
	effects, err := s.desk.Effects(ctx, s.db, actor, number, m.Actions, at.format(lang))
	p.Effects = append(p.Effects, effects...)
	return p, err
}

type previewInput struct {
	Body struct {
		Text   string `json:"text" maxLength:"4000"`
		Ticket int64  `json:"ticket" required:"false" minimum:"0" doc:"The number; without one, examples fill the text."`
		Lang   string `json:"lang" required:"false" enum:"ko,en" default:"ko"`
	}
}

func (s *Service) handlePreview(ctx context.Context, in *previewInput) (*api.OK[Filled], error) {
	lang := i18n.Known(in.Body.Lang, i18n.Korean)
	if in.Body.Ticket == 0 {
		return api.Reply(fill(in.Body.Text, examples(lang))), nil
	}
	at, err := sceneOf(ctx, s.db, in.Body.Ticket)
	if err != nil {
		return nil, err
	}
	return api.Reply(fill(in.Body.Text, at.values(lang, staff.From(ctx).Name))), nil
}

// Variable is one that a text can name.
type Variable struct {
	Name    string `json:"name"`
	Alias   string `json:"alias"`
	Label   string `json:"label"`
	Example string `json:"example"`
}

func (s *Service) handleVariables(ctx context.Context, _ *api.None) (*api.OK[[]Variable], error) {
	lang := api.LangFrom(ctx)
	list := make([]Variable, len(variables))
	for i, v := range variables {
		list[i] = Variable{v.Name, v.Alias, i18n.T(lang, "replies.variable."+v.Example), i18n.T(lang, "replies.example."+v.Example)}
	}
	return api.Reply(list), nil
}

func examples(lang string) map[string]string {
	values := make(map[string]string, len(variables))
	for _, v := range variables {
		values[v.Name] = i18n.T(lang, "replies.example."+v.Example)
	}
	return values
}
