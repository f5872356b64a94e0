package staff

import (
	"context"
	"errors"
	"fmt"
	"time"

	"dari/internal/api"
	"dari/internal/fault"
	"dari/internal/postgres"

	"github.com/jackc/pgx/v5"
)

// Preferences are what a member of staff has chosen for themselves.
type Preferences struct {
	MailHold int `json:"mail_hold" enum:"0,5,10" doc:"Seconds until an answer by mail leaves: so long it can be taken back."`
}

// defaultHold is time enough to see a wrong name.
const defaultHold = 5

const (
	sqlPreferences    = `SELECT mail_hold FROM dari.staff_preferences WHERE staff_id = $1`
	sqlPutPreferences = `
INSERT INTO dari.staff_preferences AS p (staff_id, mail_hold) VALUES ($1, $2)
ON CONFLICT (staff_id) DO UPDATE SET mail_hold = excluded.mail_hold, updated_at = dari.clock()`
)

// PreferencesOf reads them; who has chosen nothing has the defaults.
func PreferencesOf(ctx context.Context, q postgres.Querier, staffID int64) (Preferences, error) {
	p := Preferences{MailHold: defaultHold}
	err := q.QueryRow(ctx, sqlPreferences, staffID).Scan(&p.MailHold)
	if err != nil && !errors.Is(err, pgx.ErrNoRows) {
		return p, fmt.Errorf("read the preferences of staff %d: %w", staffID, err)
	}
	return p, nil
}

// MailHold is how long an answer by mail of this person waits before it leaves.
func MailHold(ctx context.Context, q postgres.Querier, staffID int64) (time.Duration, error) {
	p, err := PreferencesOf(ctx, q, staffID)
	return time.Duration(p.MailHold) * time.Second, err
}

func putPreferences(ctx context.Context, q postgres.Querier, staffID int64, p Preferences) error {
	if _, err := q.Exec(ctx, sqlPutPreferences, staffID, p.MailHold); err != nil {
		return fmt.Errorf("write the preferences of staff %d: %w", staffID, err)
	}
	return nil
}

func (s *Service) preferenceRoutes(r *api.Router) {
	api.Get(r, "/me/preferences", s.handlePreferences, Can(Self), api.Summary("What I have chosen for myself"))
	api.Put(r, "/me/preferences", s.handlePutPreferences, Can(Self), api.Summary("Choose it"))
}

// self is the person who asks; a program with a key has nothing to choose.
func self(ctx context.Context) (int64, error) {
	a := From(ctx)
	if a.Kind != KindStaff {
		return 0, fault.New(fault.Forbidden, "forbidden")
	}
	return a.ID, nil
}

func (s *Service) handlePreferences(ctx context.Context, _ *api.None) (*api.OK[Preferences], error) {
	id, err := self(ctx)
	if err != nil {
		return nil, err
	}
	p, err := PreferencesOf(ctx, s.db, id)
	return api.Reply(p), err
}

type putPreferencesInput struct{ Body Preferences }

func (s *Service) handlePutPreferences(ctx context.Context, in *putPreferencesInput) (*api.OK[Preferences], error) {
	id, err := self(ctx)
	if err != nil {
		return nil, err
	}
	if err := putPreferences(ctx, s.db, id, in.Body); err != nil {
		return nil, err
	}
	return api.Reply(in.Body), nil
}
