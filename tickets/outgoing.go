package tickets

import (
	"context"
	"encoding/json"

	"dari/internal/fault"
	"dari/internal/postgres"
	"dari/internal/staff"
	"dari/internal/thread"

	"github.com/google/uuid"
)

// Recipient is somebody a mail goes to.
type Recipient struct {
	Name    string `json:"name" required:"false" maxLength:"200"`
	Address string `json:"address" minLength:"1" maxLength:"254"`
}

// Letter is what the writer of an answer that leaves by mail wishes of it. What is not given is as the mail
// that is answered suggests: to its sender, with those it was copied to, under its subject.
type Letter struct {
	To      []Recipient `json:"to,omitempty" maxItems:"20"`
	Cc      []Recipient `json:"cc,omitzero" required:"false" maxItems:"20" doc:"Given, even empty, it replaces those the mail was copied to."`
	Bcc     []Recipient `json:"bcc,omitempty" maxItems:"20"`
	Subject string      `json:"subject,omitempty" maxLength:"300"`
	Quote   *bool       `json:"quote,omitempty" doc:"Put the mail that is answered below; only for those who have it already. Without it that is decided by whom it goes to."`
}

// Outgoing is an answer whose way is to be decided, in the conversation it is written in.
type Outgoing struct {
	ConversationID int64
	Channel        string // of the last message
	Staff          staff.Actor
	Files          []uuid.UUID
	Letter         *Letter
}

// leaves asks how an answer leaves. made is what its message says of that; nil: it stays in the chat.
func (s *Service) leaves(ctx context.Context, q postgres.Querier, at place, actor staff.Actor, a Reply) (channel string, made json.RawMessage, err error) {
	if s.outgoing != nil && at.Channel != thread.Chat {
		made, err = s.outgoing(ctx, q, Outgoing{ConversationID: at.ConversationID, Channel: at.Channel, Staff: actor, Files: a.Files, Letter: a.Mail})
		if err != nil {
			return "", nil, err
		}
	}
	switch {
	case made != nil:
		return thread.Mail, made, nil
	case a.Mail != nil:
		return "", nil, fault.Field("tickets.not_by_mail", "mail")
	case len(a.Files) > 0 && at.Channel != thread.Chat:
		return "", nil, fault.Field("tickets.files_by_chat", "files") // it would leave without them
	}
	return at.Channel, nil, nil
}

// MayLeave refuses an answer that could not leave as things stand: recipients that are none, files that no
// mail takes.
func (s *Service) MayLeave(ctx context.Context, q postgres.Querier, actor staff.Actor, number int64, a Reply) error {
	at, err := placeOf(ctx, q, number, a.Conversation)
	if err != nil {
		return err
	}
	_, _, err = s.leaves(ctx, q, at, actor, a)
	return err
}
