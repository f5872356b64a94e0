package replies

import (
	"context"
	"slices"
	"strings"
	"time"

	"dari/internal/api"
	"dari/internal/fault"
	"dari/internal/korean"
	"dari/internal/postgres"
	"dari/internal/staff"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// Text is a text and its twin in the other language.
type Text struct {
	Ko string `json:"ko" maxLength:"4000"`
	En string `json:"en" required:"false" maxLength:"4000" doc:"Empty: shoppers who read English get the Korean text."`
}

// in is the text for a language, or else the other one, and which it is.
func (t Text) in(lang string) (text, is string) {
	switch {
	case lang == "en" && t.En != "", t.Ko == "":
		return t.En, "en"
	}
	return t.Ko, "ko"
}

func (t Text) empty() bool { return strings.TrimSpace(t.Ko+t.En) == "" }

// check refuses variables that nobody knows.
func (t Text) check(field string) error {
	for part, text := range map[string]string{".ko": t.Ko, ".en": t.En} {
		if names := unknownIn(text); len(names) > 0 {
			return fault.Field("replies.unknown_variable", field+part, fault.Arg("names", strings.Join(names, ", ")))
		}
	}
	return nil
}

// Draft is a saved reply as staff write it.
type Draft struct {
	Name     string `json:"name" minLength:"1" maxLength:"80"`
	Shortcut string `json:"shortcut" required:"false" maxLength:"40" doc:"What finds it at once behind the slash."`
	Category string `json:"category" required:"false" maxLength:"40"`
	Text     Text   `json:"text"`
	Shared   bool   `json:"shared" required:"false" doc:"Everybody's; otherwise its writer's own."`
}

// Reply is a saved reply.
type Reply struct {
	ID        uuid.UUID  `json:"id"`
	Version   int        `json:"version"`
	Name      string     `json:"name"`
	Shortcut  string     `json:"shortcut"`
	Category  string     `json:"category"`
	Text      Text       `json:"text"`
	Shared    bool       `json:"shared"`
	Mine      bool       `json:"mine" doc:"Its writer's own."`
	Used      int64      `json:"used" doc:"How often it was put into an answer."`
	UsedAt    *time.Time `json:"used_at"`
	UpdatedAt time.Time  `json:"updated_at"`
	Variables []string   `json:"variables"`
	Choseong  string     `json:"choseong" doc:"The initial consonants of its name and shortcut."`

	id int64
}

func (d *Draft) check(actor staff.Actor) error {
	d.Name, d.Shortcut, d.Category = strings.TrimSpace(d.Name), strings.TrimSpace(strings.TrimPrefix(d.Shortcut, "/")), strings.TrimSpace(d.Category)
	switch {
	case d.Name == "":
		return fault.Field("replies.name_missing", "name")
	case d.Text.empty():
		return fault.Field("replies.text_missing", "text.ko")
	case d.Shared && !mayShare(actor):
		return fault.New(fault.Forbidden, "replies.not_yours")
	case !d.Shared && actor.Kind != staff.KindStaff:
		return fault.New(fault.Forbidden, "replies.needs_person")
	}
	return d.Text.check("text")
}

// mayShare says who writes what everybody uses: those who also write the help centre.
func mayShare(a staff.Actor) bool { return a.Can("faq:write") }

// mayEdit says who changes one: its owner, and of everybody's those who may share.
func mayEdit(a staff.Actor, owner *int64) error {
	if owner == nil && mayShare(a) || owner != nil && a.Kind == staff.KindStaff && *owner == a.ID {
		return nil
	}
	return fault.New(fault.Forbidden, "replies.not_yours")
}

// ownerOf is whose a draft becomes: nil is everybody's.
func ownerOf(a staff.Actor, shared bool) *int64 {
	if shared {
		return nil
	}
	return &a.ID
}

func search(parts ...string) string { return korean.Initials(strings.Join(parts, " ")) }

type listInput struct {
	Q string `query:"q" maxLength:"100" doc:"Words, or initial consonants."`
}

func (s *Service) handleReplies(ctx context.Context, in *listInput) (*api.OK[[]Reply], error) {
	list, err := replies(ctx, s.db, staff.From(ctx))
	if q := strings.TrimSpace(in.Q); q != "" {
		list = slices.DeleteFunc(list, func(r Reply) bool {
			return !matches(q, r.Choseong, r.Name, r.Shortcut, r.Category, r.Text.Ko, r.Text.En)
		})
	}
	return api.Reply(list), err
}

// matches looks for what was typed: initial consonants among those, letters so far among the letters.
func matches(q, choseong string, texts ...string) bool {
	if korean.IsInitials(q) {
		return strings.Contains(choseong, korean.Initials(q))
	}
	needle := korean.Jamo(q)
	return slices.ContainsFunc(texts, func(text string) bool { return strings.Contains(korean.Jamo(text), needle) })
}

type createInput struct{ Body Draft }

func (s *Service) handleCreateReply(ctx context.Context, in *createInput) (*api.OK[Reply], error) {
	actor, uid := staff.From(ctx), uuid.Must(uuid.NewV7())
	if err := in.Body.check(actor); err != nil {
		return nil, err
	}
	err := s.audited(ctx, "reply.create", uid, func(tx pgx.Tx) error {
		_, err := insertReply(ctx, tx, uid, "", in.Body, ownerOf(actor, in.Body.Shared), actorID(actor))
		return err
	})
	if err != nil {
		return nil, err
	}
	r, err := replyByUID(ctx, s.db, actor, uid)
	return api.Reply(r), err
}

type updateInput struct {
	UID  uuid.UUID `path:"uid" format:"uuid"`
	Body struct {
		Draft
		Version int `json:"version" minimum:"1" doc:"What was read: 409 when somebody else was faster."`
	}
}

func (s *Service) handleUpdateReply(ctx context.Context, in *updateInput) (*api.OK[Reply], error) {
	actor := staff.From(ctx)
	if err := in.Body.check(actor); err != nil {
		return nil, err
	}
	err := s.audited(ctx, "reply.edit", in.UID, func(tx pgx.Tx) error {
		owner, err := lockReply(ctx, tx, in.UID, in.Body.Version)
		if err != nil {
			return err
		}
		if err := mayEdit(actor, owner); err != nil {
			return err
		}
		return updateReply(ctx, tx, in.UID, in.Body.Draft, ownerOf(actor, in.Body.Shared), actorID(actor))
	})
	if err != nil {
		return nil, err
	}
	r, err := replyByUID(ctx, s.db, actor, in.UID)
	return api.Reply(r), err
}

type uidInput struct {
	UID uuid.UUID `path:"uid" format:"uuid"`
}

func (s *Service) handleDeleteReply(ctx context.Context, in *uidInput) (*api.None, error) {
	actor := staff.From(ctx)
	return &api.None{}, s.audited(ctx, "reply.delete", in.UID, func(tx pgx.Tx) error {
		owner, err := lockReply(ctx, tx, in.UID, 0)
		if err != nil {
			return err
		}
		if err := mayEdit(actor, owner); err != nil {
			return err
		}
		if name, err := macroWith(ctx, tx, in.UID); err != nil || name != "" {
			if err == nil {
				err = fault.New(fault.Conflict, "replies.in_macro", fault.Arg("name", name))
			}
			return err
		}
		return deleteReply(ctx, tx, in.UID, actorID(actor))
	})
}

func (s *Service) handleUsed(ctx context.Context, in *uidInput) (*api.None, error) {
	return &api.None{}, countReply(ctx, s.db, in.UID)
}

// audited does something and writes who did it into the audit log.
func (s *Service) audited(ctx context.Context, action string, uid uuid.UUID, do func(tx pgx.Tx) error) error {
	return postgres.InTx(ctx, s.db, func(tx pgx.Tx) error {
		if err := do(tx); err != nil {
			return err
		}
		e := staff.By(staff.From(ctx), action, strings.SplitN(action, ".", 2)[0], uid.String())
		e.IP = api.IPFrom(ctx)
		return staff.Append(ctx, tx, e)
	})
}

// actorID is who acts, or nil for a program with a key.
func actorID(a staff.Actor) *int64 {
	if a.Kind != staff.KindStaff {
		return nil
	}
	return &a.ID
}
