package returns

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"

	"dari/internal/api"
	"dari/internal/fault"
	"dari/internal/postgres"
	"dari/internal/staff"
	"dari/internal/webhook"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

func (s *Service) settingsRoutes(r *api.Router) {
	read, write := staff.Can("settings:read"), staff.Can("settings:write")
	api.Get(r, "/settings/returns", s.handleSettings, read, api.Summary("Who approves which amounts, and where the shop is called"))
	api.Put(r, "/settings/returns", s.handlePutSettings, write, api.Summary("Change who approves which amounts, and where the shop is called"))
	api.Post(r, "/settings/returns/secret", s.handleSecret, write, api.Summary("Make another secret for the calls; the former one signs them as well for a day"))
	api.Post(r, "/settings/returns/test", s.handleTry, write, api.Status(http.StatusOK), api.Summary("Call the shop once with nothing to do, and say what came of it"))
}

func (s *Service) handleSettings(ctx context.Context, _ *api.None) (*api.OK[Settings], error) {
	settings, err := ReadSettings(ctx, s.db)
	return api.Reply(settings), err
}

type putSettingsInput struct {
	Body struct {
		Limits   Limits `json:"limits" doc:"Won that a role approves alone, by the role; a role that is not named: any amount."`
		URL      string `json:"url" maxLength:"500" doc:"https; empty: the shop is not called."`
		ReturnTo string `json:"return_to,omitempty" maxLength:"300" doc:"Where goods that come back are sent; customers are told of it."`
		Version  int    `json:"version" minimum:"0" doc:"What was read: 409 when somebody else was faster."`
	}
}

// Saved is the settings, and the secret that was made with a first address: it is shown this once.
type Saved struct {
	Settings
	NewSecret string `json:"new_secret,omitempty"`
}

func (s *Service) handlePutSettings(ctx context.Context, in *putSettingsInput) (*api.OK[Saved], error) {
	var saved Saved
	err := postgres.InTx(ctx, s.db, func(tx pgx.Tx) error {
		before, err := ReadSettings(ctx, tx)
		if err != nil {
			return err
		}
		b := in.Body
		if err := s.Put(ctx, tx, Settings{Limits: b.Limits, URL: strings.TrimSpace(b.URL), ReturnTo: b.ReturnTo, Version: b.Version}); err != nil {
			return err
		}
		if err := note(ctx, tx, "settings.returns"); err != nil {
			return err
		}
		if saved.Settings, err = ReadSettings(ctx, tx); err == nil && !before.HasSecret {
			saved.NewSecret = saved.Secret()
		}
		return err
	})
	return api.Reply(saved), err
}

// note writes a line of the audit log.
func note(ctx context.Context, tx pgx.Tx, action string) error {
	entry := staff.By(staff.From(ctx), action, "settings", "returns")
	entry.IP = api.IPFrom(ctx)
	return staff.Append(ctx, tx, entry)
}

// Secret is a secret that was made just now; it is shown this once.
type Secret struct {
	Secret string `json:"secret"`
}

func (s *Service) handleSecret(ctx context.Context, _ *api.None) (*api.OK[Secret], error) {
	made := Secret{webhook.NewSecret()}
	err := postgres.InTx(ctx, s.db, func(tx pgx.Tx) error {
		if err := note(ctx, tx, "settings.returns.secret"); err != nil {
			return err
		}
		return putSecret(ctx, tx, made.Secret, oldKeeps)
	})
	return api.Reply(made), err
}

// Trial is what came of a call that asks for nothing.
type Trial struct {
	OK      bool   `json:"ok" doc:"The shop answered with 2xx."`
	Status  int    `json:"status" doc:"0: there was no answer."`
	Problem string `json:"problem" doc:"status:500, timeout, unreachable, place; empty when it went well."`
	Took    int64  `json:"took_ms"`
}

func (s *Service) handleTry(ctx context.Context, _ *api.None) (*api.OK[Trial], error) {
	settings, err := ReadSettings(ctx, s.db)
	switch {
	case err != nil:
		return nil, err
	case !settings.calls():
		return nil, fault.New(fault.Conflict, "returns.no_url")
	}
	// The shop sees the clock that it has as well.
	begun := time.Now()
	body, err := json.Marshal(map[string]any{"type": EventTest, "timestamp": begun.UTC(), "data": map[string]any{}})
	if err != nil {
		return nil, fmt.Errorf("encode a test: %w", err)
	}
	answer, problem := s.post(ctx, settings, "test_"+uuid.NewString(), body)
	if problem == "" && answer.Status/100 != 2 {
		problem = fmt.Sprintf("status:%d", answer.Status)
	}
	return api.Reply(Trial{problem == "", answer.Status, problem, time.Since(begun).Milliseconds()}), nil
}
