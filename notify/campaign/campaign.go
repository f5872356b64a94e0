package campaign

import (
	"context"
	"log/slog"
	"time"

	"dari/internal/event"
	"dari/internal/jobs"

	"github.com/jackc/pgx/v5/pgxpool"
)

// Counts is how the messages of a campaign stand. Planned are all that may still leave.
type Counts struct {
	Planned int64 `json:"planned"`
	Sent    int64 `json:"sent"`
	Failed  int64 `json:"failed"`
	Skipped int64 `json:"skipped"`
	Unknown int64 `json:"unknown"`
	Total   int64 `json:"total"`
}

// Campaign as staff see it.
type Campaign struct {
	ID          string           `json:"id"`
	Name        string           `json:"name"`
	Channel     string           `json:"channel" enum:"email,sms"`
	State       State            `json:"state" enum:"draft,scheduled,held,freezing,sending,paused,done,cancelled"`
	Subject     string           `json:"subject"`
	BodyText    string           `json:"body_text"`
	Tags        []string         `json:"tags" doc:"Customers with any of these tags; empty: everybody who agreed to the channel."`
	Lang        string           `json:"lang" enum:"ko,en"`
	ScheduledAt *time.Time       `json:"scheduled_at"`
	StartedAt   *time.Time       `json:"started_at"`
	FinishedAt  *time.Time       `json:"finished_at"`
	LeavesAt    *time.Time       `json:"leaves_at" doc:"When the first message may leave, if that is later than scheduled_at: advertising waits for the end of the night."`
	Counts      Counts           `json:"counts"`
	Excluded    map[string]int64 `json:"excluded" doc:"Who of the audience gets nothing, by reason; fixed when sending starts."`
	CreatedAt   time.Time        `json:"created_at"`
	UpdatedAt   time.Time        `json:"updated_at"`
	Version     int              `json:"version"`

	key int64
}

// Options of New.
type Options struct {
	DB  *pgxpool.Pool
	Log *slog.Logger
	// Wake tells the lanes that they have work; nil: the sweeper comes round.
	Wake func(lanes ...string)
	// Hint tells whoever shows the campaign that it has moved: a frame to the console's sockets.
	Hint func(ctx context.Context, id string)
	// Every is how often due and running campaigns are looked at; 0 means a second.
	Every time.Duration
	// LateAfter is the delay from which a start is asked about; 0 means 30 minutes.
	LateAfter time.Duration
	// Chunk is how many customers one transaction of the freeze looks at; 0 means 2,000.
	Chunk int
}

// Service keeps campaigns and runs them.
type Service struct {
	db        *pgxpool.Pool
	log       *slog.Logger
	wake      func(lanes ...string)
	hint      func(ctx context.Context, id string)
	every     time.Duration
	lateAfter time.Duration
	chunk     int
	bell      jobs.Bell
}

// New starts nothing; Run does.
func New(o Options) *Service {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.Wake == nil {
		o.Wake = func(...string) {}
	}
	if o.Hint == nil {
		o.Hint = func(context.Context, string) {}
	}
	if o.Every == 0 {
		o.Every = time.Second
	}
	if o.LateAfter == 0 {
		o.LateAfter = 30 * time.Minute
	}
	if o.Chunk == 0 {
		o.Chunk = 2000
	}
	return &Service{db: o.DB, log: o.Log, wake: o.Wake, hint: o.Hint, every: o.Every, lateAfter: o.LateAfter, chunk: o.Chunk, bell: jobs.NewBell()}
}

// Nudge makes Run look now.
func (s *Service) Nudge() { s.bell.Ring() }

// Handlers tell the screens of a change of state, also when another program made it.
func (s *Service) Handlers() []event.Handler {
	return []event.Handler{{Name: "campaign", Kinds: []string{"campaign.changed"}, Handle: s.hintChanged}}
}
