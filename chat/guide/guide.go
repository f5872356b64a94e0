package guide

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"dari/chat"
	"dari/internal/api"
	"dari/internal/event"
	"dari/internal/jobs"
	"dari/internal/postgres"
	"dari/internal/shop"
	"dari/internal/staff"
	"dari/internal/thread"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// Article is a page of the help centre as a card shows it.
type Article struct {
	Slug  string `json:"slug"`
	Title string `json:"title"`
	Lead  string `json:"lead"`
	URL   string `json:"url"`
}

// Question is the piece of work that a conversation is about at present.
type Question struct {
	FromSeq int64 // the message it began with
	Open    bool  // it is not settled
}

// SurveyAnswer is what a shopper says about how it went. What is nil is left as it was.
type SurveyAnswer struct {
	Score     *int     `json:"score,omitempty" minimum:"1" maximum:"5"`
	Reasons   []string `json:"reasons,omitempty" maxItems:"8" doc:"Chips, by their ids."`
	Text      *string  `json:"text,omitempty" maxLength:"2000"`
	ContactOK *bool    `json:"contact_ok,omitempty" doc:"Somebody of the shop may get in touch."`
}

// SurveyView is what was stored.
type SurveyView struct {
	State   string   `json:"state" enum:"open,answered"`
	Score   int      `json:"score"`
	Reasons []string `json:"reasons"`
	Low     bool     `json:"low" doc:"It did not go well: somebody looks at it again."`
	Text    string   `json:"text" doc:"What the widget says to it."`
}

// Options of New. A nil func leaves out what it is for.
type Options struct {
	DB   *pgxpool.Pool
	Log  *slog.Logger
	Chat *chat.Service
	// Articles finds public articles; sure is false when they are only near to what was asked.
	Articles func(ctx context.Context, lang, query string, limit int) (list []Article, sure bool, err error)
	// Questions are those of the conversations that have one.
	Questions func(ctx context.Context, q postgres.Querier, conversationIDs []int64) (map[int64]Question, error)
	// OrderCard draws an order for its buyer, for the data of a card.
	OrderCard func(ctx context.Context, q postgres.Querier, o shop.Order, lang string) (any, error)
	// Deflected counts that an article answered what somebody looked for.
	Deflected func(ctx context.Context, lang, query, slug string) error
	// Withdrawn tells all who show a message that it was taken back.
	Withdrawn func(ctx context.Context, w thread.Withdrawal)
	// AnswerSurvey stores what a shopper says about a survey of theirs.
	AnswerSurvey func(ctx context.Context, o thread.Owner, survey uuid.UUID, a SurveyAnswer, lang string) (SurveyView, error)
}

// Service is the guide.
type Service struct {
	Options
	bell    jobs.Bell
	blocked blockCache
}

// New starts nothing; Run answers.
func New(o Options) *Service {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	return &Service{Options: o, bell: jobs.NewBell()}
}

// Routes registers what the widget and the console ask.
func (s *Service) Routes(r *api.Router) {
	api.Get(r, "/chat/rules", s.handleRules, staff.Can("faq:read"), api.Summary("What the shop says by itself"))
	api.Post(r, "/chat/rules", s.handleCreateRule, staff.Can("faq:write"), api.Status(http.StatusCreated), api.Summary("Make a rule"))
	api.Put(r, "/chat/rules/{id}", s.handleUpdateRule, staff.Can("faq:write"), api.Summary("Write a rule over"))
	api.Delete(r, "/chat/rules/{id}", s.handleDeleteRule, staff.Can("faq:write"), api.Status(http.StatusNoContent), api.Summary("Take a rule out"))
	api.Get(r, "/conversations/{uid}/context", s.handleContext, staff.Can("tickets:read"), api.Summary("What a shopper looks at, and whether they may write"))
	api.Post(r, "/conversations/{uid}/block", s.handleBlock, staff.Can("tickets:write"), api.Summary("Take no more messages of a shopper"))
	api.Post(r, "/conversations/{uid}/unblock", s.handleUnblock, staff.Can("tickets:write"), api.Summary("Take a shopper's messages again"))
	api.Post(r, "/conversations/{uid}/messages/{seq}/withdraw", s.handleWithdraw, staff.Can("tickets:write"), api.Summary("Take a message back"))

	api.Get(r, "/widget/rules", s.handlePrompts, api.Public(), api.Summary("What the widget may say unasked to this shopper"))
	api.Post(r, "/widget/rules/{id}/shown", s.handleShown, api.Public(), api.Summary("Claim the showing of a prompt, which happens once"))
	api.Post(r, "/widget/context", s.handleLooking, api.Public(), api.Status(http.StatusNoContent), api.Summary("Tell what the shopper looks at"))
	api.Post(r, "/widget/deflected", s.handleDeflected, api.Public(), api.Status(http.StatusNoContent), api.Summary("Tell that an article answered the question"))
	api.Post(r, "/widget/survey/{uid}", s.handleSurvey, api.Public(), api.Summary("Say how it went"))
	api.Post(r, "/widget/end", s.handleEnd, api.Public(), api.Summary("Say that nothing more is asked"))
}

// Handlers hear what shoppers write, and who of them has signed in.
func (s *Service) Handlers() []event.Handler {
	return []event.Handler{
		{Name: "guide", Kinds: []string{"message.appended"}, Handle: s.hear, After: s.wake},
		{Name: "guide.attached", Kinds: []string{"conversation.attached"}, Handle: bringLooking},
		thread.OnMerged("guide", func(ctx context.Context, tx pgx.Tx, m thread.Merged) error { return takeLooking(ctx, tx, m.Into) }),
	}
}

// Crons forget what nobody needs any more.
func (s *Service) Crons() []jobs.Cron {
	return []jobs.Cron{{Name: "guide:forget", Every: 10 * time.Minute, Run: s.forget}}
}

// Run answers first questions until the context ends.
func (s *Service) Run(ctx context.Context) error {
	return jobs.Loop{Every: 5 * time.Second, Bell: s.bell, Log: s.Log, Trouble: "first questions wait for the database"}.Run(ctx, s.AnswerAll)
}

func (s *Service) wake(context.Context) { s.bell.Ring() }
