package notify

import (
	"context"
	"log/slog"
	"os"
	"strconv"
	"sync"
	"time"

	"dari/internal/jobs"
	"dari/notify/email"
	"dari/notify/sms"

	"github.com/google/uuid"
	"github.com/hibiken/asynq"
	"github.com/jackc/pgx/v5/pgxpool"
	"golang.org/x/sync/semaphore"
)

// Options of New.
type Options struct {
	DB    *pgxpool.Pool
	Log   *slog.Logger
	Email *email.Client // nil: mails wait
	SMS   sms.Channel   // nil: text messages wait
	Jobs  *jobs.Client  // nil: only this program is woken, others by their sweeper
	Node  string        // empty: host name and process id

	// Unsubscribe gives the address under which a person stops advertising on a channel.
	Unsubscribe func(customerID int64, channel Channel, sourceKind string, sourceID int64) string

	// Wanted is asked just before answers of the shop's staff are handed off: which of a source are not
	// wanted any more, and why. They are cancelled.
	Wanted func(ctx context.Context, sourceKind string, sourceIDs []int64) (unwanted map[int64]string, err error)

	// OrderPages gives the addresses of the pages of orders, by the id of the delivery that tells of one, for a
	// mail or, shorter, for an SMS; nil: notices have none. A delivery that is tried again gets the same.
	OrderPages func(ctx context.Context, channel Channel, of []PageOf) (map[int64]string, error)

	// Files reads what goes with a mail that staff have written; ErrNoFile when one is not there any more.
	// nil: such a mail fails.
	Files func(ctx context.Context, ids []uuid.UUID) ([]email.File, error)
	// Return is the address that a mail of a delivery comes back to when it cannot be delivered; nil or
	// empty: the sender's.
	Return func(delivery uuid.UUID, host string) string

	Retry        []time.Duration // between attempts; nil means 1, 5, 15, 30 min, 1, 2, 4, 8 h
	Lease        time.Duration   // 0 means 30 s
	UnknownAfter time.Duration   // a hand-off without an outcome is unknown then; 0 means 120 s
	Fold         time.Duration   // 0 means 90 s, below 0 nothing is folded
	MassGuard    int             // notices of a kind in five minutes that always leave; 0 means 500, below 0 no guard
	Window       int             // messages handed off without an outcome, at most; 0 means 20
}

// PageOf asks for the page of an order, for one delivery that tells of it.
type PageOf struct{ DeliveryID, OrderID int64 }

// Service plans, composes and sends.
type Service struct {
	db          *pgxpool.Pool
	log         *slog.Logger
	mail        *email.Client
	sms         sms.Channel
	jobs        *jobs.Client
	node        string
	unsubscribe func(int64, Channel, string, int64) string
	wanted      func(context.Context, string, []int64) (map[int64]string, error)
	orderPages  func(context.Context, Channel, []PageOf) (map[int64]string, error)
	files       func(context.Context, []uuid.UUID) ([]email.File, error)
	returnTo    func(uuid.UUID, string) string
	large       *semaphore.Weighted // mails with files in memory

	retry        []time.Duration
	lease        time.Duration
	unknownAfter time.Duration
	fold         time.Duration
	massGuard    int
	sweepEvery   time.Duration

	window  *semaphore.Weighted // messages in flight
	bulk    *semaphore.Weighted // those of them that may be advertising
	bulkMax int
	pumps   []*pump
	results chan result
	remote  chan string
	texts   *texts
	shop    *shopCache
	pauses  pauses
	mails   breaker
	gateway breaker
	running sync.WaitGroup
}

// largeMost is how many mails with files may be in memory at once.
const largeMost = 2

// New starts nothing; Run does.
func New(o Options) *Service {
	o = defaults(o)
	s := &Service{
		db: o.DB, log: o.Log, mail: o.Email, sms: o.SMS, jobs: o.Jobs, node: o.Node, unsubscribe: o.Unsubscribe, wanted: o.Wanted,
		orderPages: o.OrderPages, files: o.Files, returnTo: o.Return, large: semaphore.NewWeighted(largeMost),
		retry: o.Retry, lease: o.Lease, unknownAfter: o.UnknownAfter, fold: max(o.Fold, 0), massGuard: o.MassGuard,
		sweepEvery: min(10*time.Second, max(o.Lease/3, 200*time.Millisecond)),
		window:     semaphore.NewWeighted(int64(o.Window)), bulkMax: max(1, o.Window*3/4),
		results: make(chan result, 256), remote: make(chan string, len(lanes)),
		texts: newTexts(o.DB), shop: &shopCache{db: o.DB},
		pauses: pauses{length: min(time.Minute, o.Retry[0])},
	}
	s.bulk = semaphore.NewWeighted(int64(s.bulkMax))
	for _, name := range lanes {
		if s.mail != nil {
			s.pumps = append(s.pumps, newPump(s, name, Email))
		}
		if s.sms != nil {
			s.pumps = append(s.pumps, newPump(s, name, SMS))
		}
	}
	return s
}

func defaults(o Options) Options {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.Node == "" {
		host, _ := os.Hostname()
		o.Node = host + ":" + strconv.Itoa(os.Getpid())
	}
	if o.Unsubscribe == nil {
		o.Unsubscribe = func(int64, Channel, string, int64) string { return "" }
	}
	if o.OrderPages == nil {
		o.OrderPages = func(context.Context, Channel, []PageOf) (map[int64]string, error) { return nil, nil }
	}
	if len(o.Retry) == 0 {
		o.Retry = []time.Duration{time.Minute, 5 * time.Minute, 15 * time.Minute, 30 * time.Minute, time.Hour, 2 * time.Hour, 4 * time.Hour, 8 * time.Hour}
	}
	if o.Lease <= 0 {
		o.Lease = 30 * time.Second
	}
	if o.UnknownAfter <= 0 {
		o.UnknownAfter = 120 * time.Second
	}
	if o.Fold == 0 {
		o.Fold = 90 * time.Second
	}
	if o.MassGuard == 0 {
		o.MassGuard = 500
	}
	if o.Window <= 0 {
		o.Window = 20
	}
	return o
}

// wake is a task that carries no row: it says that a lane has work.
type wake struct {
	Lane string `json:"lane"`
}

var wakeJob = jobs.Kind[wake]{Name: "notify:wake", Options: []asynq.Option{asynq.MaxRetry(1)}}

// Jobs registers what this room does with tasks.
func (s *Service) Jobs(mux *asynq.ServeMux) {
	wakeJob.Handle(mux, func(_ context.Context, w wake) error {
		s.signal(w.Lane)
		return nil
	})
}

// Wake says that lanes have work; without a name, all of them. It never waits: this program's
// pumps are signalled, and the others are told through Redis when it is there.
func (s *Service) Wake(names ...string) {
	if len(names) == 0 {
		names = lanes
	}
	for _, name := range names {
		s.signal(name)
		if s.jobs == nil {
			continue
		}
		select {
		case s.remote <- name:
		default: // enough wake-ups are on their way
		}
	}
}

func (s *Service) signal(lane string) {
	for _, p := range s.pumps {
		if p.lane == lane {
			p.nudge()
		}
	}
}

// tellOthers sends wake-ups through Redis, at most one a lane and moment.
func (s *Service) tellOthers(ctx context.Context) {
	pause := time.NewTimer(0)
	defer pause.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case name := <-s.remote:
			if err := wakeJob.Enqueue(ctx, s.jobs, wake{name}); err != nil && ctx.Err() == nil {
				s.log.DebugContext(ctx, "a wake-up was not sent", "lane", name, "error", err)
			}
			pause.Reset(20 * time.Millisecond)
			select {
			case <-ctx.Done():
				return
			case <-pause.C:
			}
		}
	}
}

// drainLimit is how long dialogues in hand may take after the end of Run's context.
const drainLimit = 60 * time.Second

// Run sends until the context ends. Then it takes nothing new, gives back what has not been handed
// off, and finishes the dialogues in hand.
func (s *Service) Run(ctx context.Context) error {
	finish, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	written := make(chan struct{})
	go func() {
		defer close(written)
		s.writeResults(finish)
	}()
	for _, p := range s.pumps {
		s.running.Add(1)
		go func() {
			defer s.running.Done()
			p.run(ctx, finish)
		}()
	}
	var side sync.WaitGroup
	side.Go(func() { s.sweep(ctx) })
	side.Go(func() { s.probe(ctx) })
	if s.jobs != nil {
		side.Go(func() { s.tellOthers(ctx) })
	}
	<-ctx.Done()
	limit := time.AfterFunc(drainLimit, cancel)
	defer limit.Stop()
	side.Wait()
	s.running.Wait()
	close(s.results)
	<-written
	if s.mail != nil {
		s.mail.Close()
	}
	return nil
}
