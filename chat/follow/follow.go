package follow

import (
	"context"
	"crypto/sha256"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"dari/chat"
	"dari/internal/api"
	"dari/internal/event"
	"dari/internal/jobs"
	"dari/internal/postgres"
	"dari/internal/staff"
	"dari/internal/thread"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// The ways an answer goes on.
const (
	Email = "email"
	SMS   = "sms"
)

// What a message that leaves is.
const (
	ClassReply = "reply"
	ClassCode  = "code"
)

// Sources of messages, as the ledger names them.
const (
	SourceFollow     = "follow"          // follow_ups
	sourceLink       = "chat_link"       // follow_links
	sourceTranscript = "transcript"      // transcripts
	sourceCode       = "transcript_code" // transcripts, times 8, and which code it is
)

// Message is one mail or SMS to be planned. The same source, channel and address again is the same one.
type Message struct {
	Kind       string // of the template: chat.answer, chat.link, chat.transcript, chat.transcript_code
	Class      string
	Channel    string
	SourceKind string
	SourceID   int64
	Address    string
	CustomerID int64
	Lang       string
	Fields     map[string]string
	MessageID  string // of a mail; empty: anyone
	ExpiresAt  time.Time
}

// Said is a message of the conversation as a mail shows it.
type Said struct {
	Who, At, Text string
	Mine, Soft    bool
	Files         []SaidFile
}

// SaidFile is a file in it.
type SaidFile struct{ Name, URL string }

// Options of New. A nil func leaves out what it is for.
type Options struct {
	DB        *pgxpool.Pool
	Log       *slog.Logger
	Chat      *chat.Service
	PublicURL string
	Secret    string // signs codes and the pages of files
	// Plan puts messages into the ledger in the caller's transaction, Wake says after it that there are some.
	Plan func(ctx context.Context, tx pgx.Tx, list []Message) error
	Wake func()
	// Suppressed tells which addresses take nothing any more, by their place in the lists.
	Suppressed func(ctx context.Context, q postgres.Querier, channels, keys []string) (map[int]bool, error)
	// Blocked tells whether staff have blocked a shopper: what they text goes nowhere; nil: nobody is.
	Blocked func(ctx context.Context, q postgres.Querier, o thread.Owner) (bool, error)
	// Talk is the value of a template's field for messages.
	Talk func(list []Said) string
	// Host is the domain mails come from, ReplyTo the address where an answer to one comes back.
	Host    func(ctx context.Context, q postgres.Querier) (string, error)
	ReplyTo func(conversationID int64, host string) string
	// Sent remembers a mail's Message-ID, for answers that name it.
	Sent func(ctx context.Context, tx pgx.Tx, messageID string, conversationID int64, recipient string) error
	// FileURL is an address under which a shopper's file can be fetched for a short time.
	FileURL func(ctx context.Context, o thread.Owner, id uuid.UUID) (url string, err error)
	// Render and Failed draw pages.
	Render func(w http.ResponseWriter, r *http.Request, name string, data any)
	Failed func(w http.ResponseWriter, r *http.Request, err error)
	// After is how long an answer waits without an open socket; 0 means 5 minutes.
	After time.Duration
	// Every is how often it is looked for what is due; 0 means 2 s.
	Every time.Duration
}

// Service is the part of the chat that goes on without a socket.
type Service struct {
	Options
	visits *window // pages of links, for each address
}

// New starts nothing.
func New(o Options) *Service {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.After == 0 {
		o.After = 5 * time.Minute
	}
	if o.Every == 0 {
		o.Every = 2 * time.Second
	}
	if o.Wake == nil {
		o.Wake = func() {}
	}
	o.PublicURL = strings.TrimSuffix(o.PublicURL, "/")
	return &Service{Options: o, visits: newWindow(time.Minute, 60)}
}

// Routes registers what the widget asks, and where a gateway brings text messages.
func (s *Service) Routes(r *api.Router) {
	api.Post(r, "/widget/transcript", s.handleTranscript, api.Public(), api.Summary("Have the conversation sent by e-mail"))
	api.Post(r, "/widget/transcript/verify", s.handleVerify, api.Public(), api.Summary("Prove an address by the code that was sent to it"))
	api.Post(r, "/widget/transcript/{lookup}/resend", s.handleResend, api.Public(), api.Summary("Send another code"))
	api.Post(r, "/inbound/sms", s.handleSMS, staff.Can("inbound:write"), api.Summary("Take in a text message that somebody sent to the shop"))
}

// Handlers hear of answers, of what shoppers write by other ways, and of what became of messages.
func (s *Service) Handlers() []event.Handler {
	return []event.Handler{
		{Name: "follow", Kinds: []string{"message.appended"}, Handle: s.hear},
		{Name: "follow-settled", Kinds: []string{"delivery.settled"}, Handle: s.settle},
		thread.OnMerged("follow", bring),
	}
}

// Crons forget what nobody needs any more.
func (s *Service) Crons() []jobs.Cron {
	return []jobs.Cron{{Name: "follow:forget", Every: time.Hour, Run: s.forget}}
}

// Run sends what is due, until the context ends.
func (s *Service) Run(ctx context.Context) error {
	return jobs.Loop{Every: s.Every, Log: s.Log, Trouble: "answers could not be sent on"}.Run(ctx, s.SendDue)
}

// Watch keeps answers from leaving while their reader has a socket open in this program.
func (s *Service) Watch(ctx context.Context) error {
	return jobs.Loop{Every: min(watchEvery, s.After/4), Log: s.Log, Trouble: "it cannot be noted who is there"}.Run(ctx, s.NotePresent)
}

// hash is what is stored of a token. Tokens are random, so a plain hash is enough.
func hash(token string) []byte {
	sum := sha256.Sum256([]byte(token))
	return sum[:]
}
