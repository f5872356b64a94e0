package guide

import (
	"context"
	"encoding/json"

	"dari/chat"
	"dari/internal/api"
	"dari/internal/event"
	"dari/internal/fault"
	"dari/internal/i18n"
	"dari/internal/postgres"
	"dari/internal/thread"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

type deflectedInput struct {
	Key  string `query:"key" required:"true" maxLength:"200"`
	Body struct {
		Slug string `json:"slug" minLength:"1" maxLength:"80"`
		Q    string `json:"q" minLength:"1" maxLength:"100"`
		Lang string `json:"lang,omitempty" enum:"ko,en"`
	}
}

func (s *Service) handleDeflected(ctx context.Context, in *deflectedInput) (*api.None, error) {
	_, err := s.Chat.ShopperOf(ctx, chat.WidgetIdentity{Key: in.Key})
	if err != nil && !fault.Is(err, fault.Unauthorized) { // the key is another shop's
		return nil, err
	}
	if s.Deflected == nil {
		return &api.None{}, nil
	}
	return &api.None{}, s.Deflected(ctx, i18n.Known(in.Body.Lang, api.LangFrom(ctx)), in.Body.Q, in.Body.Slug)
}

type surveyInput struct {
	UID uuid.UUID `path:"uid" format:"uuid"`
	chat.WidgetIdentity
	Body SurveyAnswer
}

func (s *Service) handleSurvey(ctx context.Context, in *surveyInput) (*api.OK[SurveyView], error) {
	for _, reason := range in.Body.Reasons {
		if len([]rune(reason)) > 40 {
			return nil, fault.Field("survey.reason", "reasons")
		}
	}
	who, err := s.Chat.ShopperOf(ctx, in.WidgetIdentity)
	if err != nil {
		return nil, err
	}
	if s.AnswerSurvey == nil || who.Owner == (thread.Owner{}) {
		return nil, fault.New(fault.NotFound, "survey.not_found")
	}
	view, err := s.AnswerSurvey(ctx, who.Owner, in.UID, in.Body, who.Lang)
	return api.Reply(view), err
}

type endInput struct{ chat.WidgetIdentity }

type endView struct {
	Ended bool `json:"ended" doc:"False when there was nothing to end."`
}

// endedEvent is the payload of conversation.ended.
type endedEvent struct {
	ConversationID int64 `json:"conversation_id"`
	Seq            int64 `json:"seq"`
}

// handleEnd writes a line that the shopper has ended the chat. A question that nobody has answered
// stays with the agents.
func (s *Service) handleEnd(ctx context.Context, in *endInput) (*api.OK[endView], error) {
	who, err := s.Chat.ShopperOf(ctx, in.WidgetIdentity)
	if err != nil {
		return nil, err
	}
	var view endView
	err = postgres.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		open, err := s.hasOpen(ctx, tx, who.Owner)
		if err != nil || !open {
			return err
		}
		c, _, err := thread.ChatOf(ctx, tx, who.Owner)
		if err != nil {
			return err
		}
		if err := lockConversation(ctx, tx, c.ID); err != nil {
			return err
		}
		last, err := thread.Before(ctx, tx, c.ID, 0, 1)
		if err != nil {
			return err
		}
		view.Ended = true
		if len(last) == 1 && isEnd(last[0]) {
			return nil // a second tap
		}
		m, err := thread.AppendTx(ctx, tx, thread.Append{
			ConversationID: c.ID, SenderKind: thread.System, Kind: thread.KindEvent, ClientID: uuid.New(),
			Body: i18n.T(c.Lang, "guide.ended"), Data: json.RawMessage(`{"event":"ended"}`),
		})
		if err != nil {
			return err
		}
		return event.Publish(ctx, tx, event.New{
			Kind: "conversation.ended", SubjectKind: "conversation", SubjectID: c.ID, Version: int(m.Seq),
			Key: "conversation.ended:" + m.ID.String(), Payload: endedEvent{c.ID, m.Seq},
		})
	})
	return api.Reply(view), err
}

func isEnd(m thread.Message) bool {
	var data struct {
		Event string `json:"event"`
	}
	return m.From == thread.System && m.Kind == thread.KindEvent && json.Unmarshal(m.Data, &data) == nil && data.Event == "ended"
}
