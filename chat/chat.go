package chat

import (
	"context"
	"log/slog"
	"net/http"
	"net/url"
	"sync"
	"time"

	"dari/internal/event"
	"dari/internal/live"
	"dari/internal/postgres"
	"dari/internal/staff"
	"dari/internal/thread"

	"github.com/gin-gonic/gin"
	"github.com/gorilla/websocket"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/redis/go-redis/v9"
	"golang.org/x/sync/errgroup"
	"golang.org/x/sync/semaphore"
	"golang.org/x/time/rate"
)

// Limits of a socket; a zero field means the default beside it.
type Limits struct {
	Hello        time.Duration // 5 s: until the first frame
	Ping         time.Duration // 20 s: between pings
	Pong         time.Duration // 10 s: for the answer to one
	Write        time.Duration // 10 s: for a frame to be taken by the network
	HeadPoll     time.Duration // 5 s: between looks at the heads of all conversations that are watched
	Typing       time.Duration // 6 s: after which typing ends by itself
	Rate         float64       // 10 frames a second
	Burst        int           // 20
	PerVisitor   int           // 5 sockets
	PerAddress   int           // 200 sockets
	ReconnectMax time.Duration // 10 s: over which clients spread their return after a restart
}

func (l *Limits) fill() {
	for _, d := range []struct {
		field *time.Duration
		value time.Duration
	}{
		{&l.Hello, 5 * time.Second},
		{&l.Ping, 20 * time.Second},
		{&l.Pong, 10 * time.Second},
		{&l.Write, 10 * time.Second},
		{&l.HeadPoll, 5 * time.Second},
		{&l.Typing, 6 * time.Second},
		{&l.ReconnectMax, 10 * time.Second},
	} {
		if *d.field == 0 {
			*d.field = d.value
		}
	}
	for _, n := range []struct {
		field *int
		value int
	}{{&l.Burst, 20}, {&l.PerVisitor, 5}, {&l.PerAddress, 200}} {
		if *n.field == 0 {
			*n.field = n.value
		}
	}
	if l.Rate == 0 {
		l.Rate = 10
	}
}

// Options of New.
type Options struct {
	DB        *pgxpool.Pool
	Log       *slog.Logger
	Hub       *live.Hub
	Thread    *thread.Store         // its Appended is Fanout(Hub), its Noted FanoutNotes(Hub)
	Redis     redis.UniversalClient // presence of staff; nil: of this program's sockets only
	PublicURL string                // the only origin sockets may come from
	// StaffOf knows the signed-in member of staff behind a request.
	StaffOf func(*http.Request) (staff.Actor, bool)
	// Pace says how fast shoppers were answered at an hour of the day lately; nil leaves it out of the
	// status line.
	Pace func(ctx context.Context, zone *time.Location, hour int) (Pace, error)
	// Queue is the tickets, for routing chats to staff; nil: nothing is routed.
	Queue Queue
	// TicketOf is the number of the ticket a conversation is at; nil: the form answers without one.
	TicketOf func(ctx context.Context, conversationID int64) (int64, error)
	// Merge brings one conversation to the end of another, with all that hangs on it; nil moves the messages.
	Merge func(ctx context.Context, tx pgx.Tx, from, into int64) error
	// TicketIs says whether a ticket is a customer's; nil: none is, and no number is shown.
	TicketIs func(ctx context.Context, q postgres.Querier, number, customerID int64) (bool, error)
	// MayWrite refuses the messages of a shopper whom staff have blocked; nil refuses nobody.
	MayWrite func(ctx context.Context, o thread.Owner) error
	// Session knows whom a token that begins with LinkPrefix lets in, and until when: somebody who has
	// opened a one-time link. Nil lets nobody in.
	Session func(ctx context.Context, q postgres.Querier, token string) (thread.Owner, time.Time, error)
	// EndSession makes such a token worthless and answers whom it let in; nobody when it was over.
	EndSession func(ctx context.Context, tx pgx.Tx, token string) (thread.Owner, error)
	Limits     Limits
	Now        func() time.Time
}

// Service is the room.
type Service struct {
	db         *pgxpool.Pool
	log        *slog.Logger
	hub        *live.Hub
	thread     *thread.Store
	staffOf    func(*http.Request) (staff.Actor, bool)
	pace       func(ctx context.Context, zone *time.Location, hour int) (Pace, error)
	queue      Queue
	ticketOf   func(ctx context.Context, conversationID int64) (int64, error)
	merge      func(ctx context.Context, tx pgx.Tx, from, into int64) error
	ticketIs   func(ctx context.Context, q postgres.Querier, number, customerID int64) (bool, error)
	mayWrite   func(ctx context.Context, o thread.Owner) error
	session    func(ctx context.Context, q postgres.Querier, token string) (thread.Owner, time.Time, error)
	endSession func(ctx context.Context, tx pgx.Tx, token string) (thread.Owner, error)
	limits     Limits
	now        func() time.Time
	origin     string
	upgrader   websocket.Upgrader

	sockets  registry
	presence *presence
	lookers  *lookers
	times    timetable
	routing  chan struct{} // somebody may have to be given a chat
	shop     shopCache
	heads    headCache
	hints    hints
	nudge    chan struct{}
	hands    *hands
	welcomes *rate.Limiter
	reading  *semaphore.Weighted // those who read on after coming back, all sockets together
	slow     *places             // messages by HTTP
	fresh    *places             // new visitors
	guesses  *places             // orders named by people nobody knows
}

// welcomesPerSecond is how many shoppers are welcomed in a second: after a restart thousands wait, and
// what they ask must leave room for who writes just then.
const welcomesPerSecond = 500

// New makes the room. It serves sockets at once; Run keeps them alive.
func New(o Options) *Service {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.MayWrite == nil {
		o.MayWrite = func(context.Context, thread.Owner) error { return nil }
	}
	o.Limits.fill()
	s := &Service{
		db: o.DB, log: o.Log, hub: o.Hub, thread: o.Thread, staffOf: o.StaffOf, pace: o.Pace, queue: o.Queue, ticketOf: o.TicketOf,
		merge: o.Merge, ticketIs: o.TicketIs, mayWrite: o.MayWrite, session: o.Session, endSession: o.EndSession, limits: o.Limits, now: o.Now, origin: originOf(o.PublicURL), nudge: make(chan struct{}, 1), routing: make(chan struct{}, 1),
	}
	if s.merge == nil {
		s.merge = func(ctx context.Context, tx pgx.Tx, from, into int64) error {
			_, err := thread.Merge(ctx, tx, from, into)
			return err
		}
	}
	s.reading = semaphore.NewWeighted(max(2, int64(o.DB.Config().MaxConns)/4))
	s.hands = newHands()
	s.welcomes = rate.NewLimiter(welcomesPerSecond, welcomesPerSecond)
	s.sockets.init()
	s.slow = newPlaces(o.Limits.Rate, o.Limits.Burst)
	s.guesses = newPlaces(guessRate, guessBurst)
	s.fresh = newPlaces(float64(o.Limits.PerAddress)/60, o.Limits.PerAddress)
	s.presence = newPresence(o.Redis, o.DB)
	s.lookers = newLookers()
	s.upgrader = websocket.Upgrader{
		ReadBufferSize: 512, WriteBufferSize: 4096, WriteBufferPool: &sync.Pool{}, HandshakeTimeout: 5 * time.Second,
		CheckOrigin: func(*http.Request) bool { return true },
	} // accept has checked it
	return s
}

func originOf(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return ""
	}
	return u.Scheme + "://" + u.Host
}

// Pages registers the sockets.
func (s *Service) Pages(e *gin.Engine) {
	e.GET("/ws/widget", func(c *gin.Context) { s.accept(c, func(*conn) peer { return &widget{} }) })
	e.GET("/ws/console", s.acceptStaff)
}

// Run pings, looks for what sockets have missed and keeps presence, until the context ends.
func (s *Service) Run(ctx context.Context) error {
	var g errgroup.Group
	g.Go(func() error { s.tend(ctx); return nil })
	g.Go(func() error { s.pollHeads(ctx); return nil })
	g.Go(func() error { s.pollEnded(ctx); return nil })
	g.Go(func() error { s.route(ctx); return nil })
	g.Go(func() error { s.hearLookers(ctx); return nil })
	return g.Wait()
}

// Resumed makes the room look for what was missed while Redis could not be heard; it is the hub's.
func (s *Service) Resumed() {
	select {
	case s.nudge <- struct{}{}:
	default:
	}
}

// Handlers hear of messages that were written in somebody else's transaction, and of chats that have gone on in another.
func (s *Service) Handlers() []event.Handler {
	return []event.Handler{{
		Name: "chat", Kinds: []string{"message.appended", "ticket.changed", "campaign.changed"},
		Handle: s.hints.collect, After: s.tellHints,
	}, thread.OnMerged("chat", bringContacts)}
}

// CloseStaff ends all sockets of a member of staff, in every program: their session is over.
func (s *Service) CloseStaff(ctx context.Context, staffID int64) {
	s.hub.Publish(ctx, staffTopic(staffID), []byte{frameEnd})
}

// CloseShopper ends all sockets of a shopper, in every program: what identified them was revoked.
func (s *Service) CloseShopper(ctx context.Context, o thread.Owner) {
	s.hub.Publish(ctx, ownerTopic(o), []byte{frameEnd})
}

// Shutdown takes no more sockets, tells those that are open to come back to another program, and
// waits until they are gone or the context ends.
func (s *Service) Shutdown(ctx context.Context) error {
	s.sockets.stop()
	for _, c := range s.sockets.all() {
		c.end(websocket.CloseServiceRestart, s.reconnectIn())
	}
	return s.sockets.wait(ctx)
}
