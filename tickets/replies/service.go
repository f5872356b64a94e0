package replies

import (
	"context"
	"net/http"

	"dari/internal/api"
	"dari/internal/i18n"
	"dari/internal/postgres"
	"dari/internal/staff"
	"dari/tickets"
	"dari/tickets/action"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// Options of New. A nil func leaves out what it is for.
type Options struct {
	DB   *pgxpool.Pool
	Desk *action.Desk
	// Articles are those of the help centre that are public in the language.
	Articles func(ctx context.Context, lang string) ([]Article, error)
	// Coupons are those that a customer holds and has not used.
	Coupons func(ctx context.Context, q postgres.Querier, customerID int64) ([]Coupon, error)
	// Unsend takes back a message that has not left yet, and answers its text; false: it has.
	Unsend func(ctx context.Context, actor staff.Actor, conversationID, seq int64) (text string, unsent bool, err error)
}

// Service keeps replies and runs macros.
type Service struct {
	db       *pgxpool.Pool
	desk     *action.Desk
	articles func(ctx context.Context, lang string) ([]Article, error)
	coupons  func(ctx context.Context, q postgres.Querier, customerID int64) ([]Coupon, error)
	unsend   func(ctx context.Context, actor staff.Actor, conversationID, seq int64) (string, bool, error)
}

// New starts nothing.
func New(o Options) *Service {
	return &Service{db: o.DB, desk: o.Desk, articles: o.Articles, coupons: o.Coupons, unsend: o.Unsend}
}

// Routes registers what the console asks.
func (s *Service) Routes(r *api.Router) {
	read, write := staff.Can("tickets:read"), staff.Can("tickets:write")
	created, none := api.Status(http.StatusCreated), api.Status(http.StatusNoContent)
	api.Get(r, "/replies", s.handleReplies, read, api.Summary("Saved replies"))
	api.Post(r, "/replies", s.handleCreateReply, write, created, api.Summary("Save a reply"))
	api.Get(r, "/replies/menu", s.handleMenu, read, api.Summary("Everything that can be put into the answer to a ticket"))
	api.Get(r, "/replies/variables", s.handleVariables, read, api.Summary("The variables that a text can name"))
	api.Post(r, "/replies/preview", s.handlePreview, read, api.Summary("Fill a text for a ticket, or with examples"))
	api.Put(r, "/replies/{uid}", s.handleUpdateReply, write, api.Summary("Write a saved reply over"))
	api.Delete(r, "/replies/{uid}", s.handleDeleteReply, write, none, api.Summary("Take a saved reply out"))
	api.Post(r, "/replies/{uid}/used", s.handleUsed, write, none, api.Summary("Count that a saved reply was put into an answer"))
	api.Get(r, "/macros", s.handleMacros, read, api.Summary("Macros"))
	api.Post(r, "/macros", s.handleCreateMacro, write, created, api.Summary("Make a macro"))
	api.Put(r, "/macros/{uid}", s.handleUpdateMacro, write, api.Summary("Write a macro over"))
	api.Delete(r, "/macros/{uid}", s.handleDeleteMacro, write, none, api.Summary("Take a macro out"))
	api.Post(r, "/macros/{uid}/preview", s.handlePreviewMacro, read, api.Summary("Tell all that a macro would do to a ticket"))
	api.Post(r, "/macros/{uid}/run", s.handleRun, write, api.Summary("Run a macro on a ticket"))
	api.Post(r, "/macro-runs/{client_id}/undo", s.handleUndo, write, api.Summary("Take back what a macro did"))
}

type runInput struct {
	UID  uuid.UUID `path:"uid" format:"uuid"`
	Body struct {
		Ticket   int64     `json:"ticket" minimum:"1" doc:"The number."`
		ClientID uuid.UUID `json:"client_id" format:"uuid" doc:"Made by the writer: the same run twice is one."`
		Text     *string   `json:"text" required:"false" maxLength:"4000" doc:"The reply as the writer changed it; left out: as the macro says it."`
		SeenSeq  *int64    `json:"seen_seq" required:"false" minimum:"0" doc:"The newest message the writer has seen; 409 when a colleague has answered since."`
	}
}

// RunAnswer is a ticket after a macro.
type RunAnswer struct {
	Ticket tickets.Ticket `json:"ticket"`
	Group  *uuid.UUID     `json:"group" doc:"What an undo of the ticket takes back; null when nothing of it changed."`
	Seq    int64          `json:"seq" doc:"Of the reply; 0: none was sent."`
}

func (s *Service) handleRun(ctx context.Context, in *runInput) (*api.OK[RunAnswer], error) {
	actor := staff.From(ctx)
	var done Ran
	err := postgres.InTx(ctx, s.db, func(tx pgx.Tx) (err error) {
		done, err = s.RunTx(ctx, tx, actor, Run{Macro: in.UID, Number: in.Body.Ticket, ClientID: in.Body.ClientID, Text: in.Body.Text, SeenSeq: in.Body.SeenSeq})
		return err
	})
	if err != nil {
		return nil, err
	}
	t, err := s.desk.Ticket(ctx, s.db, in.Body.Ticket)
	return api.Reply(RunAnswer{t, done.Group, done.Seq}), err
}

type undoInput struct {
	ClientID uuid.UUID `path:"client_id" format:"uuid"`
}

// UndoAnswer is a ticket after a macro was taken back.
type UndoAnswer struct {
	Ticket tickets.Ticket `json:"ticket"`
	Unsent string         `json:"unsent" doc:"The text of a mail that had not left yet."`
	Left   []string       `json:"left" doc:"What stays, in sentences."`
}

func (s *Service) handleUndo(ctx context.Context, in *undoInput) (*api.OK[UndoAnswer], error) {
	done, err := s.Undo(ctx, staff.From(ctx), in.ClientID)
	if err != nil {
		return nil, err
	}
	out := UndoAnswer{Unsent: done.Unsent, Left: []string{}}
	if done.Kept {
		out.Left = append(out.Left, i18n.T(api.LangFrom(ctx), "replies.left.reply"))
	}
	if done.Stays {
		out.Left = append(out.Left, i18n.T(api.LangFrom(ctx), "replies.left.ticket"))
	}
	out.Ticket, err = s.desk.Ticket(ctx, s.db, done.Number)
	return api.Reply(out), err
}
