package replies

import (
	"context"
	"strings"
	"time"

	"dari/internal/api"
	"dari/internal/fault"
	"dari/internal/staff"
	"dari/tickets/action"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// MacroDraft is a macro as staff write it.
type MacroDraft struct {
	Name    string         `json:"name" minLength:"1" maxLength:"80"`
	ReplyID *uuid.UUID     `json:"reply_id" required:"false" format:"uuid" doc:"A saved reply that is sent; null: the macro's own text, or none."`
	Text    Text           `json:"text" required:"false" doc:"What is sent, with variables; empty with a saved reply, or when nothing is sent."`
	Note    string         `json:"note" required:"false" maxLength:"4000" doc:"For colleagues, with variables."`
	Actions action.Actions `json:"actions" required:"false"`
	Shared  bool           `json:"shared" required:"false"`
}

// Macro is one that can be run.
type Macro struct {
	ID        uuid.UUID      `json:"id"`
	Version   int            `json:"version"`
	Name      string         `json:"name"`
	ReplyID   *uuid.UUID     `json:"reply_id"`
	Text      Text           `json:"text"`
	Note      string         `json:"note"`
	Actions   action.Actions `json:"actions"`
	Shared    bool           `json:"shared"`
	Mine      bool           `json:"mine"`
	Used      int64          `json:"used"`
	UsedAt    *time.Time     `json:"used_at"`
	UpdatedAt time.Time      `json:"updated_at"`
	Choseong  string         `json:"choseong"`

	id    int64
	reply Text // of the saved reply
}

// text is what the macro sends, of its own or of its saved reply.
func (m Macro) text() Text {
	if m.ReplyID != nil {
		return m.reply
	}
	return m.Text
}

func (d *MacroDraft) check(actor staff.Actor) error {
	d.Name = strings.TrimSpace(d.Name)
	if d.ReplyID != nil {
		d.Text = Text{}
	}
	switch {
	case d.Name == "":
		return fault.Field("replies.name_missing", "name")
	case d.Shared && !mayShare(actor):
		return fault.New(fault.Forbidden, "replies.not_yours")
	case !d.Shared && actor.Kind != staff.KindStaff:
		return fault.New(fault.Forbidden, "replies.needs_person")
	}
	if err := d.Actions.Check("actions"); err != nil {
		return err
	}
	if d.ReplyID == nil && d.Text.empty() && strings.TrimSpace(d.Note) == "" && d.Actions.Empty() {
		return fault.Field("replies.macro_empty", "actions")
	}
	if names := unknownIn(d.Note); len(names) > 0 {
		return fault.Field("replies.unknown_variable", "note", fault.Arg("names", strings.Join(names, ", ")))
	}
	return d.Text.check("text")
}

func (s *Service) handleMacros(ctx context.Context, in *listInput) (*api.OK[[]Macro], error) {
	all, err := macros(ctx, s.db, staff.From(ctx))
	q := strings.TrimSpace(in.Q)
	list := []Macro{}
	for _, m := range all {
		if q == "" || matches(q, m.Choseong, m.Name, m.text().Ko, m.text().En) {
			list = append(list, m)
		}
	}
	return api.Reply(list), err
}

type createMacroInput struct{ Body MacroDraft }

func (s *Service) handleCreateMacro(ctx context.Context, in *createMacroInput) (*api.OK[Macro], error) {
	actor, uid := staff.From(ctx), uuid.Must(uuid.NewV7())
	if err := in.Body.check(actor); err != nil {
		return nil, err
	}
	err := s.audited(ctx, "macro.create", uid, func(tx pgx.Tx) error {
		reply, err := s.replyOf(ctx, tx, actor, in.Body)
		if err != nil {
			return err
		}
		if err := in.Body.callTags(ctx, tx); err != nil {
			return err
		}
		return insertMacro(ctx, tx, uid, "", in.Body, reply, ownerOf(actor, in.Body.Shared), actorID(actor))
	})
	if err != nil {
		return nil, err
	}
	m, err := macroByUID(ctx, s.db, ownOf(actor), uid)
	return api.Reply(m), err
}

// replyOf is the saved reply of a draft, which everybody who may use the macro must be able to use.
func (s *Service) replyOf(ctx context.Context, tx pgx.Tx, actor staff.Actor, d MacroDraft) (*int64, error) {
	if d.ReplyID == nil {
		return nil, nil //nolint:nilnil // a macro without a saved reply
	}
	r, err := replyByUID(ctx, tx, actor, *d.ReplyID)
	if fault.Is(err, fault.NotFound) {
		return nil, fault.Field("replies.not_found", "reply_id")
	}
	if err == nil && d.Shared && !r.Shared {
		return nil, fault.Field("replies.reply_not_shared", "reply_id")
	}
	return &r.id, err
}

type updateMacroInput struct {
	UID  uuid.UUID `path:"uid" format:"uuid"`
	Body struct {
		MacroDraft
		Version int `json:"version" minimum:"1" doc:"What was read: 409 when somebody else was faster."`
	}
}

func (s *Service) handleUpdateMacro(ctx context.Context, in *updateMacroInput) (*api.OK[Macro], error) {
	actor := staff.From(ctx)
	if err := in.Body.check(actor); err != nil {
		return nil, err
	}
	err := s.audited(ctx, "macro.edit", in.UID, func(tx pgx.Tx) error {
		if err := in.Body.callTags(ctx, tx); err != nil { // before the macro is locked, as whoever renames a tag does
			return err
		}
		owner, err := lockVersion(ctx, tx, sqlLockMacro, in.UID, in.Body.Version, "replies.no_macro")
		if err != nil {
			return err
		}
		if err := mayEdit(actor, owner); err != nil {
			return err
		}
		reply, err := s.replyOf(ctx, tx, actor, in.Body.MacroDraft)
		if err != nil {
			return err
		}
		return updateMacro(ctx, tx, in.UID, in.Body.MacroDraft, reply, ownerOf(actor, in.Body.Shared), actorID(actor))
	})
	if err != nil {
		return nil, err
	}
	m, err := macroByUID(ctx, s.db, ownOf(actor), in.UID)
	return api.Reply(m), err
}

func (s *Service) handleDeleteMacro(ctx context.Context, in *uidInput) (*api.None, error) {
	actor := staff.From(ctx)
	return &api.None{}, s.audited(ctx, "macro.delete", in.UID, func(tx pgx.Tx) error {
		owner, err := lockVersion(ctx, tx, sqlLockMacro, in.UID, 0, "replies.no_macro")
		if err != nil {
			return err
		}
		if err := mayEdit(actor, owner); err != nil {
			return err
		}
		return deleteMacro(ctx, tx, in.UID, actorID(actor))
	})
}

// Name is what a macro that the actor may run is called.
func (s *Service) Name(ctx context.Context, actor staff.Actor, macro uuid.UUID) (string, error) {
	m, err := macroByUID(ctx, s.db, ownOf(actor), macro)
	return m.Name, err
}
