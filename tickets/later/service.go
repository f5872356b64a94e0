package later

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"time"

	"dari/internal/api"
	"dari/internal/fault"
	"dari/internal/i18n"
	"dari/internal/staff"
	"dari/internal/thread"
	"dari/tickets"
	"dari/tickets/action"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5/pgxpool"
)

// Options of New. A nil func leaves out what it is for.
type Options struct {
	DB   *pgxpool.Pool
	Log  *slog.Logger
	Desk *action.Desk
	// Check refuses a text that must not reach a shopper.
	Check func(text string) error
	// Publish pushes a frame to a topic of the sockets.
	Publish func(ctx context.Context, topic string, payload []byte)
}

// Service keeps answers until their time.
type Service struct {
	db      *pgxpool.Pool
	log     *slog.Logger
	desk    *action.Desk
	check   func(text string) error
	publish func(ctx context.Context, topic string, payload []byte)

	mu        sync.Mutex
	overtaken []frame
}

// New starts nothing; Run does.
func New(o Options) *Service {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.Check == nil {
		o.Check = func(string) error { return nil }
	}
	if o.Publish == nil {
		o.Publish = func(context.Context, string, []byte) {}
	}
	return &Service{db: o.DB, log: o.Log, desk: o.Desk, check: o.Check, publish: o.Publish}
}

// Routes registers what the console asks.
func (s *Service) Routes(r *api.Router) {
	read, write := staff.Can("tickets:read"), staff.Can("tickets:write")
	api.Get(r, "/tickets/{number}/scheduled", s.handleList, read, api.Summary("Answers that wait for their time"))
	api.Post(r, "/tickets/{number}/scheduled", s.handlePlan, write, api.Status(http.StatusCreated), api.Summary("Answer the shopper at a later time"))
	api.Put(r, "/tickets/{number}/scheduled/{uid}", s.handleEdit, write, api.Summary("Change an answer that has not left"))
	api.Delete(r, "/tickets/{number}/scheduled/{uid}", s.handleCancel, write, api.Summary("Cancel an answer that has not left"))
	api.Post(r, "/tickets/{number}/scheduled/{uid}/now", s.handleNow, write, api.Summary("Send an answer now that waits for its time"))
}

type listInput struct {
	Number int64 `path:"number" minimum:"1"`
}

func (s *Service) handleList(ctx context.Context, in *listInput) (*api.OK[[]Answer], error) {
	list, err := answersOf(ctx, s.db, in.Number)
	for i := range list {
		list[i].say(ctx)
	}
	return api.Reply(list), err
}

// say gives the reason in words.
func (a *Answer) say(ctx context.Context) {
	if a.Reason != "" {
		a.ReasonText = i18n.T(api.LangFrom(ctx), "later.reason."+a.Reason)
	}
	if a.Files == nil {
		a.Files = []uuid.UUID{}
	}
}

type planInput struct {
	Number int64 `path:"number" minimum:"1"`
	Body   struct {
		ClientID uuid.UUID       `json:"client_id" format:"uuid" doc:"Made by the writer: the same answer twice is one."`
		Text     string          `json:"text" maxLength:"100000" doc:"In a chat at most 4,000 characters."`
		Files    []uuid.UUID     `json:"files,omitempty" maxItems:"30" format:"uuid"`
		Mail     *tickets.Letter `json:"mail,omitempty" doc:"Of an answer that leaves by mail: whom it goes to."`
		SendAt   *time.Time      `json:"send_at" required:"false" doc:"Or a choice."`
		Choice   string          `json:"choice" required:"false" enum:"hour,today_16,tomorrow_10,next_business_10,monday_10,"`
		SeenSeq  *int64          `json:"seen_seq" required:"false" minimum:"0" doc:"The newest message the writer has seen."`
	}
}

func (s *Service) handlePlan(ctx context.Context, in *planInput) (*api.OK[Answer], error) {
	actor := staff.From(ctx)
	if actor.Kind != staff.KindStaff {
		return nil, fault.New(fault.Forbidden, "tickets.needs_person")
	}
	if err := s.acceptable(in.Body.Text, len(in.Body.Files)); err != nil {
		return nil, err
	}
	at, err := s.when(ctx, in.Body.SendAt, in.Body.Choice)
	if err != nil {
		return nil, err
	}
	uid, err := s.Plan(ctx, actor, in.Number, Plan{in.Body.ClientID, in.Body.Text, in.Body.Files, in.Body.Mail, at, in.Body.SeenSeq})
	if err != nil {
		return nil, err
	}
	return s.answer(ctx, in.Number, uid)
}

// acceptable refuses what could not be sent later either.
func (s *Service) acceptable(text string, files int) error {
	if strings.TrimSpace(text) == "" && files == 0 {
		return fault.Field("thread.text_empty", "text")
	}
	if strings.ContainsRune(text, 0) {
		return fault.Field("thread.text_unreadable", "text")
	}
	return s.check(text)
}

// when is the moment that was asked for, or that a choice comes to.
func (s *Service) when(ctx context.Context, at *time.Time, choice string) (time.Time, error) {
	if at != nil {
		return *at, nil
	}
	if choice == "" {
		return time.Time{}, fault.Field("later.no_time", "send_at")
	}
	var c tickets.Change
	if err := tickets.SnoozeChange(ctx, s.db, choice, &c); err != nil {
		return time.Time{}, err
	}
	if c.SnoozeUntil == nil || *c.SnoozeUntil == nil {
		return time.Time{}, fault.Field("later.no_time", "send_at")
	}
	return **c.SnoozeUntil, nil
}

// Plan is an answer to be sent later.
type Plan struct {
	ClientID uuid.UUID
	Text     string
	Files    []uuid.UUID
	Mail     *tickets.Letter // of an answer that leaves by mail; nil: as the mail that is answered suggests
	SendAt   time.Time
	SeenSeq  *int64
}

// Plan keeps an answer until its time; the same client id is one.
func (s *Service) Plan(ctx context.Context, actor staff.Actor, number int64, p Plan) (uuid.UUID, error) {
	at, err := placeOf(ctx, s.db, number)
	if err != nil {
		return uuid.Nil, err
	}
	switch {
	case at.State == string(tickets.Closed):
		return uuid.Nil, fault.New(fault.Conflict, "tickets.is_closed")
	case !p.SendAt.After(at.Now):
		return uuid.Nil, fault.Field("later.past", "send_at")
	case p.SendAt.Sub(at.Now) > 366*24*time.Hour:
		return uuid.Nil, fault.Field("later.too_far", "send_at")
	}
	if err := s.fits(ctx, at, actor, number, p); err != nil {
		return uuid.Nil, err
	}
	seen := at.LastSeq
	if p.SeenSeq != nil && *p.SeenSeq < seen {
		seen = *p.SeenSeq
	}
	if p.Files == nil {
		p.Files = []uuid.UUID{}
	}
	uid := uuid.Must(uuid.NewV7())
	tag, err := s.db.Exec(ctx, sqlInsert, uid, at.ID, at.ConversationID, seen, actor.ID, p.ClientID, p.Text, p.Files, p.SendAt, p.Mail)
	if err != nil {
		return uuid.Nil, fmt.Errorf("keep a later answer to ticket %d: %w", number, err)
	}
	if tag.RowsAffected() == 0 {
		err = s.db.QueryRow(ctx, sqlByClient, actor.ID, p.ClientID).Scan(&uid)
	}
	s.tell(ctx, number, uid, Planned)
	return uid, err
}

// fits refuses what could not leave as things stand: at its time nobody may be there to be told.
func (s *Service) fits(ctx context.Context, at place, actor staff.Actor, number int64, p Plan) error {
	if err := at.holds(p.Text); err != nil {
		return err
	}
	return s.desk.Tickets.MayLeave(ctx, s.db, actor, number, tickets.Reply{Text: p.Text, Files: p.Files, Mail: p.Mail})
}

// holds refuses a text that is longer than a chat takes.
func (p place) holds(text string) error {
	if !p.ByMail && len([]rune(text)) > thread.MaxText {
		return fault.Field("thread.text_too_long", "text", fault.Arg("limit", thread.MaxText))
	}
	return nil
}

func (s *Service) answer(ctx context.Context, number int64, uid uuid.UUID) (*api.OK[Answer], error) {
	list, err := answersOf(ctx, s.db, number)
	if err != nil {
		return nil, err
	}
	for _, a := range list {
		if a.ID == uid {
			a.say(ctx)
			return api.Reply(a), nil
		}
	}
	return nil, fault.New(fault.NotFound, "later.not_found")
}

type oneInput struct {
	Number int64     `path:"number" minimum:"1"`
	UID    uuid.UUID `path:"uid" format:"uuid"`
}

type editInput struct {
	Number int64     `path:"number" minimum:"1"`
	UID    uuid.UUID `path:"uid" format:"uuid"`
	Body   struct {
		Text    string    `json:"text" maxLength:"100000"`
		SendAt  time.Time `json:"send_at"`
		Version int       `json:"version" minimum:"1" doc:"What was read: 409 when it has left or changed."`
	}
}

func (s *Service) handleEdit(ctx context.Context, in *editInput) (*api.OK[Answer], error) {
	was, err := answerByUID(ctx, s.db, in.UID)
	if err != nil {
		return nil, err
	}
	if err := s.acceptable(in.Body.Text, len(was.Files)); err != nil {
		return nil, err
	}
	at, err := placeOf(ctx, s.db, in.Number)
	if err != nil {
		return nil, err
	}
	if !in.Body.SendAt.After(at.Now) {
		return nil, fault.Field("later.past", "send_at")
	}
	if err := at.holds(in.Body.Text); err != nil {
		return nil, err
	}
	return s.moved(ctx, in.Number, in.UID, Planned, sqlEdit, in.Number, in.UID, in.Body.Version, in.Body.Text, in.Body.SendAt)
}

func (s *Service) handleCancel(ctx context.Context, in *oneInput) (*api.OK[Answer], error) {
	return s.moved(ctx, in.Number, in.UID, Cancelled, sqlCancelOne, in.Number, in.UID)
}

func (s *Service) handleNow(ctx context.Context, in *oneInput) (*api.OK[Answer], error) {
	if _, err := s.moved(ctx, in.Number, in.UID, Planned, sqlNow, in.Number, in.UID); err != nil {
		return nil, err
	}
	if err := s.Drain(ctx); err != nil && !errors.Is(err, context.Canceled) {
		return nil, err
	}
	return s.answer(ctx, in.Number, in.UID)
}

// moved changes an answer that is still planned.
func (s *Service) moved(ctx context.Context, number int64, uid uuid.UUID, state, sql string, args ...any) (*api.OK[Answer], error) {
	tag, err := s.db.Exec(ctx, sql, args...)
	if err != nil {
		return nil, fmt.Errorf("change later answer %s: %w", uid, err)
	}
	if tag.RowsAffected() == 0 {
		a, err := answerByUID(ctx, s.db, uid)
		switch {
		case err != nil:
			return nil, err
		case a.State != Planned:
			return nil, fault.New(fault.Conflict, "later.not_planned")
		}
		return nil, fault.New(fault.Conflict, "replies.changed")
	}
	s.tell(ctx, number, uid, state)
	return s.answer(ctx, number, uid)
}
