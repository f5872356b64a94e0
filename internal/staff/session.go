package staff

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"

	"dari/internal/event"
	"dari/internal/fault"
	"dari/internal/postgres"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// sessionsEnded is the event after which no socket may stand on a session of the person.
const sessionsEnded = "staff.sessions_ended"

// seen remembers within one request whose session it carries: a page asks more than once.
type seen struct {
	once  sync.Once
	actor Actor
	err   error
}

type seenKey struct{}

// Middleware goes around the whole engine, so that a request looks its session up once at most. It
// wraps no ResponseWriter: sockets and streams pass as they are, and a request without a need for a
// session costs nothing.
func (s *Service) Middleware(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), seenKey{}, &seen{})))
	})
}

func (s *Service) sessionActor(r *http.Request) (Actor, error) {
	memory, ok := r.Context().Value(seenKey{}).(*seen)
	if !ok {
		return s.readSession(r)
	}
	memory.once.Do(func() { memory.actor, memory.err = s.readSession(r) })
	return memory.actor, memory.err
}

func (s *Service) readSession(r *http.Request) (Actor, error) {
	nobody := fault.New(fault.Unauthorized, "unauthorized")
	token := s.token(r)
	if token == "" {
		return Actor{}, nobody
	}
	hash := hashOf(token)
	p, fresh, err := activeBySession(r.Context(), s.db, hash)
	if errors.Is(err, pgx.ErrNoRows) {
		return Actor{}, nobody
	}
	if err != nil {
		return Actor{}, err
	}
	if !fresh {
		if err := prolong(r.Context(), s.db, hash); err != nil {
			return Actor{}, err
		}
	}
	return p.actor(), nil
}

func (s *Service) token(r *http.Request) string {
	c, err := r.Cookie(s.cookie)
	if err != nil || len(c.Value) > 128 {
		return ""
	}
	return c.Value
}

// begin opens a session of its own for the person, whatever the browser came with.
func (s *Service) begin(ctx context.Context, old string, id int64) (*http.Cookie, error) {
	ctx, err := s.sessions.Load(ctx, old)
	if err != nil {
		return nil, fmt.Errorf("load a session: %w", err)
	}
	if err := s.sessions.RenewToken(ctx); err != nil {
		return nil, fmt.Errorf("renew a session: %w", err)
	}
	s.sessions.Put(ctx, staffIDKey, id)
	token, _, err := s.sessions.Commit(ctx)
	if err != nil {
		return nil, fmt.Errorf("save a session: %w", err)
	}
	return s.cookieOf(token), nil
}

// cookieOf has no end of its own: the server decides how long the session lives.
func (s *Service) cookieOf(token string) *http.Cookie {
	c := &http.Cookie{Name: s.cookie, Value: token, Path: "/", HttpOnly: true, Secure: s.secure, SameSite: http.SameSiteLaxMode}
	if token == "" {
		c.MaxAge = -1
	}
	return c
}

// end ends the session of a cookie.
func (s *Service) end(ctx context.Context, token string, id int64) error {
	ctx, err := s.sessions.Load(ctx, token)
	if err != nil {
		return fmt.Errorf("load a session: %w", err)
	}
	if err := s.sessions.Destroy(ctx); err != nil {
		return fmt.Errorf("end a session: %w", err)
	}
	s.onSessionEnd(id)
	return nil
}

// endAll ends every session of a person, in the transaction that gives the reason.
func endAll(ctx context.Context, q postgres.Querier, id int64) error {
	if err := deleteSessionsOf(ctx, q, id); err != nil {
		return err
	}
	key, err := uuid.NewV7()
	if err != nil {
		return fmt.Errorf("name the end of sessions: %w", err)
	}
	return event.Publish(ctx, q, event.New{Kind: sessionsEnded, SubjectKind: "staff", SubjectID: id, Key: "staff:sessions:" + key.String()})
}

func (s *Service) collectEnded(_ context.Context, _ pgx.Tx, events []event.Event) error {
	s.endedMu.Lock()
	defer s.endedMu.Unlock()
	for _, e := range events {
		s.ended = append(s.ended, e.SubjectID)
	}
	return nil
}

// tellEnded may tell of a person twice, when a transaction was tried again; that does no harm.
func (s *Service) tellEnded(context.Context) {
	s.endedMu.Lock()
	ids := s.ended
	s.ended = nil
	s.endedMu.Unlock()
	for _, id := range ids {
		s.onSessionEnd(id)
	}
}
