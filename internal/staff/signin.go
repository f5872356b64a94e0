package staff

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"dari/internal/api"
	"dari/internal/fault"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// Me is a signed-in person as the console sees them.
type Me struct {
	ID          int64     `json:"id"`
	UID         uuid.UUID `json:"uid"`
	Name        string    `json:"name"`
	Email       string    `json:"email"`
	Role        string    `json:"role" enum:"agent,lead,marketer,admin"`
	Lang        string    `json:"lang" enum:"ko,en"`
	Permissions []string  `json:"permissions"`
}

// Duty is whether somebody takes chats, and how many they hold.
type Duty struct {
	State     string `json:"state,omitempty" db:"-" enum:"online,away,offline" doc:"Missing for who cannot answer."`
	OpenChats int    `json:"open_chats" db:"-"`
	Capacity  int    `json:"capacity" db:"-" doc:"Chats at once."`
}

// Colleague is a person of the staff as others see them.
type Colleague struct {
	ID   int64  `json:"id" db:"id"`
	Name string `json:"name" db:"name"`
	Role string `json:"role" db:"role" enum:"agent,lead,marketer,admin"`
	Duty
}

// Session is the answer about who is signed in.
type Session struct {
	Staff Me       `json:"staff"`
	Shop  ShopName `json:"shop"`
}

// ShopName is what the console is headed with.
type ShopName struct {
	Name string `json:"name"`
}

// Routes registers the operations of this room.
func (s *Service) Routes(r *api.Router) {
	api.Post(r, "/session", s.handleSignIn, api.Public(), api.MaxBody(16<<10), api.Summary("Sign in"))
	api.Get(r, "/session", s.handleSession, Can(Self), api.Summary("Who is signed in"))
	api.Delete(r, "/session", s.handleSignOut, api.Public(), api.Summary("Sign out"))
	api.Get(r, "/staff", s.handleList, Can("tickets:read"), api.Summary("Staff to whom work can be given"))
	s.settingsRoutes(r)
	s.preferenceRoutes(r)
}

type signInInput struct {
	Cookie string `header:"Cookie" hidden:"true"`
	Body   struct {
		Email    string `json:"email" minLength:"1" maxLength:"254" doc:"The address of the account."`
		Password string `json:"password" minLength:"1" maxLength:"1000"`
	}
}

type sessionOutput struct {
	SetCookie string `header:"Set-Cookie"`
	Body      Session
}

func (s *Service) handleSignIn(ctx context.Context, in *signInInput) (*sessionOutput, error) {
	email, ip := normEmail(in.Body.Email), api.IPFrom(ctx)
	p, err := s.verify(ctx, email, in.Body.Password, ip)
	if err != nil {
		return nil, err
	}
	cookie, err := s.begin(ctx, s.tokenOf(in.Cookie), p.ID)
	if err != nil {
		return nil, err
	}
	entry := Entry{ActorKind: KindStaff, ActorID: p.ID, Action: "session.begin", SubjectKind: "staff", SubjectID: p.UID.String(), IP: ip}
	if err := Append(ctx, s.db, entry); err != nil {
		return nil, err
	}
	body, err := s.session(ctx, p.me())
	return &sessionOutput{SetCookie: cookie.String(), Body: body}, err
}

// verify answers alike, in words and in time, for an account that does not exist and a wrong password.
func (s *Service) verify(ctx context.Context, email, password, ip string) (person, error) {
	from := network(ip)
	leave, err := s.hashing.enter(ctx)
	if err != nil {
		return person{}, err
	}
	defer leave()
	if err := errors.Join(s.byIP.allow(from), s.byAccount.allow(email)); err != nil {
		return person{}, err
	}
	// Counted before it is tried, so that tries at the same moment count each other.
	s.byIP.fail(from)
	s.byAccount.fail(email)
	p, err := byEmail(ctx, s.db, email)
	if err != nil && !errors.Is(err, pgx.ErrNoRows) {
		return person{}, err
	}
	hash := nobodysHash
	if err == nil {
		hash = p.PasswordHash
	}
	ok, err := matches(password, hash)
	if err != nil {
		return person{}, err
	}
	if !ok || p.ID == 0 || !p.Active {
		return person{}, fault.New(fault.Unauthorized, "staff.wrong_sign_in")
	}
	s.byIP.forgive(from)
	s.byAccount.forgive(email)
	return p, nil
}

func (s *Service) handleSession(ctx context.Context, _ *api.None) (*api.OK[Session], error) {
	body, err := s.session(ctx, From(ctx).me())
	return api.Reply(body), err
}

func (s *Service) session(ctx context.Context, me Me) (Session, error) {
	shop, err := Shop(ctx, s.db)
	return Session{Staff: me, Shop: ShopName{shop.Name}}, err
}

type signOutInput struct {
	Cookie string `header:"Cookie" hidden:"true"`
}

type signOutOutput struct {
	SetCookie string `header:"Set-Cookie"`
}

// handleSignOut is no fault for who is not signed in: the cookie goes in any case.
func (s *Service) handleSignOut(ctx context.Context, in *signOutInput) (*signOutOutput, error) {
	r := &http.Request{Header: http.Header{"Cookie": {in.Cookie}}}
	if actor, err := s.readSession(r.WithContext(ctx)); err == nil {
		if err := s.end(ctx, s.token(r), actor.ID); err != nil {
			return nil, err
		}
		entry := Entry{ActorKind: KindStaff, ActorID: actor.ID, Action: "session.end", SubjectKind: "staff", SubjectID: actor.UID.String(), IP: api.IPFrom(ctx)}
		if err := Append(ctx, s.db, entry); err != nil {
			return nil, err
		}
	} else if !fault.Is(err, fault.Unauthorized) {
		return nil, err
	}
	return &signOutOutput{SetCookie: s.cookieOf("").String()}, nil
}

func (s *Service) tokenOf(cookies string) string {
	return s.token(&http.Request{Header: http.Header{"Cookie": {cookies}}})
}

func (s *Service) handleList(ctx context.Context, _ *api.None) (*api.OK[[]Colleague], error) {
	list, err := colleagues(ctx, s.db)
	if err != nil || s.duties == nil {
		return api.Reply(list), err
	}
	duties, err := s.duties(ctx)
	for i := range list {
		list[i].Duty = duties[list[i].ID]
	}
	return api.Reply(list), err
}

func normEmail(email string) string { return strings.ToLower(strings.TrimSpace(email)) }

func (a Actor) me() Me {
	return Me{ID: a.ID, UID: a.UID, Name: a.Name, Email: a.Email, Role: a.Role, Lang: a.Lang, Permissions: a.may}
}
