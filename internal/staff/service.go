package staff

import (
	"context"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"time"

	"dari/internal/event"
	"dari/internal/fault"
	"dari/internal/jobs"

	"github.com/alexedwards/scs/v2"
	"github.com/jackc/pgx/v5/pgxpool"
)

// Options of New.
type Options struct {
	DB        *pgxpool.Pool
	Log       *slog.Logger
	PublicURL string // https:// makes the cookie a secure one
	// OnSessionEnd hears that sessions of a person have ended (signed out, password reset, deactivated),
	// on the program whose relay is at work: sockets that stand on one must be closed on all programs.
	OnSessionEnd func(staffID int64)
	// Duties tells who takes chats, by id, for the list of staff; nil: nobody does.
	Duties func(ctx context.Context) (map[int64]Duty, error)
	Now    func() time.Time // for the limits of sign-in
}

// Service knows who is asking.
type Service struct {
	db           *pgxpool.Pool
	log          *slog.Logger
	sessions     *scs.SessionManager
	cookie       string
	secure       bool
	onSessionEnd func(staffID int64)
	duties       func(ctx context.Context) (map[int64]Duty, error)
	hashing      hasher
	byAccount    *limiter
	byIP         *limiter

	endedMu sync.Mutex
	ended   []int64
}

// How long a session lives: without use, and in all.
const (
	idle     = 12 * time.Hour
	lifetime = 7 * 24 * time.Hour
)

// New makes the service. It starts nothing.
func New(o Options) *Service {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.OnSessionEnd == nil {
		o.OnSessionEnd = func(int64) {}
	}
	s := &Service{
		db: o.DB, log: o.Log, onSessionEnd: o.OnSessionEnd, duties: o.Duties, secure: strings.HasPrefix(o.PublicURL, "https:"), cookie: "dari_session",
		byAccount: newLimiter(5, 5*time.Minute, o.Now), byIP: newLimiter(20, 5*time.Minute, o.Now),
	}
	if s.secure {
		s.cookie = "__Host-dari_session" // a browser takes it from this host alone, over TLS, for all paths
	}
	// Not scs.New: that would start a store in memory with a goroutine that never ends.
	s.sessions = &scs.SessionManager{Store: sessionStore{db: o.DB}, Codec: idCodec{}, Lifetime: lifetime, IdleTimeout: idle, HashTokenInStore: true}
	return s
}

// Authorize answers whether the request may do what needs the permission, by the session's cookie
// or by "Authorization: Bearer <key>", and gives the context that knows who acts.
func (s *Service) Authorize(r *http.Request, permission string) (context.Context, error) {
	ctx := r.Context()
	actor, err := s.actor(r)
	if err != nil {
		return nil, err
	}
	if !actor.Can(permission) {
		return nil, fault.New(fault.Forbidden, "forbidden")
	}
	return WithActor(ctx, actor), nil
}

func (s *Service) actor(r *http.Request) (Actor, error) {
	if header := r.Header.Get("Authorization"); header != "" {
		// A header that is there decides: a wrong key is not covered by a cookie.
		scheme, secret, _ := strings.Cut(header, " ")
		if !strings.EqualFold(scheme, "Bearer") {
			return Actor{}, fault.New(fault.Unauthorized, "unauthorized")
		}
		return s.keyActor(r.Context(), strings.TrimSpace(secret))
	}
	return s.sessionActor(r)
}

// SessionActor is the person whose session the request carries, for sockets and pages.
func (s *Service) SessionActor(r *http.Request) (Actor, bool) {
	actor, err := s.sessionActor(r)
	if err != nil && !fault.Is(err, fault.Unauthorized) {
		s.log.ErrorContext(r.Context(), "a session could not be read", "error", err)
	}
	return actor, err == nil
}

// Crons removes sessions that have ended by time.
func (s *Service) Crons() []jobs.Cron {
	return []jobs.Cron{{Name: "staff:sessions", Every: time.Hour, Run: func(ctx context.Context) error { return deleteExpired(ctx, s.db) }}}
}

// Handlers tells OnSessionEnd of sessions that any program, a command too, has ended.
func (s *Service) Handlers() []event.Handler {
	return []event.Handler{{Name: "staff", Kinds: []string{sessionsEnded}, Handle: s.collectEnded, After: s.tellEnded}}
}
