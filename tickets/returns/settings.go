package returns

import (
	"context"
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"dari/internal/fault"
	"dari/internal/postgres"
	"dari/internal/staff"
	"dari/internal/webhook"

	"github.com/jackc/pgx/v5"
)

// Settings are how returns are approved, and where the shop hears of them.
type Settings struct {
	Limits    Limits     `json:"limits" doc:"Won that a role approves alone; a role that is not named: any amount."`
	URL       string     `json:"url" doc:"Where the shop is called; empty: staff carry returns out by hand."`
	ReturnTo  string     `json:"return_to" doc:"Where goods that come back are sent; customers are told of it."`
	HasSecret bool       `json:"has_secret"`
	OldUntil  *time.Time `json:"old_secret_until" doc:"Until then the former secret signs as well."`
	Version   int        `json:"version"`

	secrets []string
}

// calls says that the shop can be called.
func (s Settings) calls() bool { return s.URL != "" && len(s.secrets) > 0 }

const (
	sqlSettings = `
SELECT limits, url, return_to, secret, CASE WHEN old_until > dari.clock() THEN old_secret ELSE '' END,
  CASE WHEN old_until > dari.clock() AND old_secret <> '' THEN old_until END, version FROM dari.return_settings`
	sqlPutSettings = `
UPDATE dari.return_settings SET limits = $1, url = $2, return_to = $4, version = version + 1, updated_at = dari.clock() WHERE version = $3`
	sqlPutSecret = `
UPDATE dari.return_settings SET old_secret = secret, old_until = dari.clock() + $2::interval, secret = $1, version = version + 1, updated_at = dari.clock()`
)

// ReadSettings reads the settings.
func ReadSettings(ctx context.Context, q postgres.Querier) (Settings, error) {
	var s Settings
	var secret, old string
	if err := q.QueryRow(ctx, sqlSettings).Scan(&s.Limits, &s.URL, &s.ReturnTo, &secret, &old, &s.OldUntil, &s.Version); err != nil {
		return s, fmt.Errorf("read the settings of returns: %w", err)
	}
	for _, one := range []string{secret, old} {
		if one != "" {
			s.secrets = append(s.secrets, one)
		}
	}
	s.HasSecret = secret != ""
	if s.Limits == nil {
		s.Limits = Limits{}
	}
	return s, nil
}

// Secret is what the calls are signed with; empty when none was made.
func (s Settings) Secret() string {
	if len(s.secrets) == 0 {
		return ""
	}
	return s.secrets[0]
}

// maxLimit is what nobody's order comes to.
const maxLimit = 1_000_000_000_000

// Put writes the settings: the limits and where the shop is called. A first address gets a secret with it.
func (s *Service) Put(ctx context.Context, tx pgx.Tx, n Settings) error {
	for role, most := range n.Limits {
		if staff.PermissionsOf(role) == nil {
			return fault.Field("returns.role", "limits")
		}
		if most < 0 || most > maxLimit {
			return fault.Field("returns.limit", "limits")
		}
	}
	if n.URL != "" {
		if err := s.client.CheckURL(n.URL); err != nil {
			return fault.Field("returns.url", "url")
		}
	}
	if n.Limits == nil {
		n.Limits = Limits{}
	}
	n.ReturnTo = strings.TrimSpace(n.ReturnTo)
	if !utf8.ValidString(n.ReturnTo) || strings.ContainsFunc(n.ReturnTo, unicode.IsControl) {
		return fault.Field("returns.one_line", "return_to")
	}
	before, err := ReadSettings(ctx, tx)
	if err != nil {
		return err
	}
	tag, err := tx.Exec(ctx, sqlPutSettings, n.Limits, n.URL, n.Version, n.ReturnTo)
	if err != nil {
		return fmt.Errorf("write the settings of returns: %w", err)
	}
	if tag.RowsAffected() == 0 {
		return fault.New(fault.Conflict, "conflict")
	}
	if n.URL != "" && !before.HasSecret {
		return putSecret(ctx, tx, webhook.NewSecret(), 0)
	}
	return nil
}

// oldKeeps is how long calls are signed by the former secret as well: time to change it at the shop.
const oldKeeps = 24 * time.Hour

func putSecret(ctx context.Context, tx pgx.Tx, secret string, keep time.Duration) error {
	if _, err := tx.Exec(ctx, sqlPutSecret, secret, keep); err != nil {
		return fmt.Errorf("write the secret of returns: %w", err)
	}
	return nil
}
