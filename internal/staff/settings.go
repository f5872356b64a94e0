package staff

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"dari/internal/api"
	"dari/internal/fault"
	"dari/internal/postgres"

	"github.com/jackc/pgx/v5"
)

// ShopSettings is what the shop says about itself.
type ShopSettings struct {
	Name         string `json:"name" maxLength:"100"`
	NameEn       string `json:"name_en" maxLength:"100"`
	Phone        string `json:"phone" maxLength:"40"`
	Address      string `json:"address" maxLength:"300"`
	Owner        string `json:"owner" maxLength:"100"`
	BusinessNo   string `json:"business_no" maxLength:"40"`
	MailOrderNo  string `json:"mail_order_no" maxLength:"60"`
	SenderEmail  string `json:"sender_email" maxLength:"254"`
	SenderName   string `json:"sender_name" maxLength:"100"`
	SMSFrom      string `json:"sms_from" maxLength:"40"`
	OptOut080    string `json:"opt_out_080" maxLength:"40"`
	Zone         string `json:"zone" maxLength:"60"`
	PublicURL    string `json:"public_url" maxLength:"300"`
	WidgetKey    string `json:"widget_key" maxLength:"200"`
	WidgetSecret string `json:"widget_secret" maxLength:"200"` // signs the tokens of members; never in an answer
	// WidgetSecrets are earlier secrets, each still good until its time: tokens signed just before a change.
	WidgetSecrets []OldSecret `json:"widget_secrets,omitempty"`
	// SelfCancel lets shoppers cancel an order that nobody has begun to prepare, without asking anybody.
	SelfCancel bool `json:"self_cancel,omitempty"`
	// AnswersStayFree leaves a ticket without an owner when somebody answers it; otherwise it becomes theirs.
	AnswersStayFree bool `json:"answers_stay_free,omitempty"`
	// ByHand is nil in a shop that has set nothing.
	ByHand  *ByHand `json:"by_hand,omitempty"`
	Version int     `json:"-"`
}

// OldSecret is a widget secret that has been replaced.
type OldSecret struct {
	Secret string    `json:"secret"`
	Until  time.Time `json:"until"`
}

// Secrets are those that members' tokens may be signed with now, the newest first: two at most.
func (s ShopSettings) Secrets(now time.Time) []string {
	var active []string
	if s.WidgetSecret != "" {
		active = append(active, s.WidgetSecret)
	}
	for _, old := range s.WidgetSecrets {
		if old.Secret != "" && now.Before(old.Until) && len(active) < 2 {
			active = append(active, old.Secret)
		}
	}
	return active
}

// Rotate replaces the widget secret. The former one stays good for a while; all before it end.
func (s *ShopSettings) Rotate(secret string, now time.Time, keep time.Duration) {
	s.WidgetSecrets = nil
	if keep > 0 && s.WidgetSecret != "" {
		s.WidgetSecrets = []OldSecret{{s.WidgetSecret, now.Add(keep)}}
	}
	s.WidgetSecret = secret
}

// Location is the zone of the shop, Seoul when none is set.
func (s ShopSettings) Location() *time.Location {
	if l, err := time.LoadLocation(s.Zone); err == nil && s.Zone != "" {
		return l
	}
	return time.FixedZone("KST", 9*60*60)
}

const (
	shopKey        = "shop"
	sqlGetSetting  = `SELECT value, version FROM dari.settings WHERE key = $1`
	sqlLockSetting = `SELECT value, version FROM dari.settings WHERE key = $1 FOR UPDATE`
	sqlPutSetting  = `
INSERT INTO dari.settings AS s (key, value) VALUES ($1, $2)
ON CONFLICT (key) DO UPDATE SET value = excluded.value, version = s.version + 1, updated_at = dari.clock()
WHERE s.value <> excluded.value`
)

// Shop reads the shop's settings. A shop that has set nothing is in Seoul and has no name.
func Shop(ctx context.Context, q postgres.Querier) (ShopSettings, error) {
	return readShop(ctx, q, sqlGetSetting)
}

func readShop(ctx context.Context, q postgres.Querier, sql string) (ShopSettings, error) {
	shop := ShopSettings{Zone: "Asia/Seoul"}
	var value []byte
	var version int
	err := q.QueryRow(ctx, sql, shopKey).Scan(&value, &version)
	if errors.Is(err, pgx.ErrNoRows) {
		return shop, nil
	}
	if err != nil {
		return shop, fmt.Errorf("read the shop's settings: %w", err)
	}
	if err := json.Unmarshal(value, &shop); err != nil {
		return shop, fmt.Errorf("decode the shop's settings: %w", err)
	}
	shop.Version = version
	return shop, nil
}

// PutShop writes the shop's settings.
func PutShop(ctx context.Context, q postgres.Querier, shop ShopSettings) error {
	if err := shop.check(); err != nil {
		return err
	}
	value, err := json.Marshal(shop)
	if err != nil {
		return fmt.Errorf("encode the shop's settings: %w", err)
	}
	if _, err := q.Exec(ctx, sqlPutSetting, shopKey, value); err != nil {
		return fmt.Errorf("write the shop's settings: %w", err)
	}
	return nil
}

func (s ShopSettings) check() error {
	if _, err := time.LoadLocation(s.Zone); err != nil || s.Zone == "Local" {
		return fault.Field("staff.zone_unknown", "zone")
	}
	if s.SenderEmail != "" && !strings.Contains(strings.Trim(s.SenderEmail, "@"), "@") {
		return fault.Field("staff.email_malformed", "sender_email")
	}
	if u, err := url.Parse(s.PublicURL); s.PublicURL != "" && (err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https") {
		return fault.Field("staff.url_malformed", "public_url")
	}
	return s.ByHand.check()
}

// ShopView is the settings as an administrator sees them: without the secret.
type ShopView struct {
	Name        string  `json:"name" maxLength:"100"`
	NameEn      string  `json:"name_en" maxLength:"100"`
	Phone       string  `json:"phone" maxLength:"40"`
	Address     string  `json:"address" maxLength:"300"`
	Owner       string  `json:"owner" maxLength:"100"`
	BusinessNo  string  `json:"business_no" maxLength:"40"`
	MailOrderNo string  `json:"mail_order_no" maxLength:"60"`
	SenderEmail string  `json:"sender_email" maxLength:"254"`
	SenderName  string  `json:"sender_name" maxLength:"100"`
	SMSFrom     string  `json:"sms_from" maxLength:"40"`
	OptOut080   string  `json:"opt_out_080" maxLength:"40"`
	Zone        string  `json:"zone" maxLength:"60"`
	SelfCancel  *bool   `json:"self_cancel,omitempty" doc:"Whether shoppers may cancel an unprepared order by themselves; left out: stays as it is."`
	AnswerOwns  *bool   `json:"answer_owns,omitempty" doc:"Whether a ticket that nobody has becomes that of who answers it; left out: stays as it is."`
	ByHand      *ByHand `json:"by_hand,omitempty" doc:"The bounds of what staff do by hand; left out: they stay as they are."`
	Version     int     `json:"version" doc:"Send back what was read: 409 when somebody else was faster."`
}

func (s *Service) settingsRoutes(r *api.Router) {
	api.Get(r, "/settings/shop", s.handleShop, Can("settings:read"), api.Summary("Read the shop's settings"))
	api.Put(r, "/settings/shop", s.handlePutShop, Can("settings:write"), api.Summary("Change the shop's settings"))
}

func (s *Service) handleShop(ctx context.Context, _ *api.None) (*api.OK[ShopView], error) {
	shop, err := Shop(ctx, s.db)
	return api.Reply(shop.view()), err
}

type putShopInput struct{ Body ShopView }

func (s *Service) handlePutShop(ctx context.Context, in *putShopInput) (*api.OK[ShopView], error) {
	var saved ShopSettings
	err := postgres.InTx(ctx, s.db, func(tx pgx.Tx) error {
		shop, err := readShop(ctx, tx, sqlLockSetting)
		if err != nil {
			return err
		}
		if shop.Version != in.Body.Version {
			return fault.New(fault.Conflict, "conflict")
		}
		if err := PutShop(ctx, tx, in.Body.onto(shop)); err != nil {
			return err
		}
		entry := By(From(ctx), "settings.shop", "settings", shopKey)
		entry.IP = api.IPFrom(ctx)
		if err := Append(ctx, tx, entry); err != nil {
			return err
		}
		saved, err = Shop(ctx, tx)
		return err
	})
	return api.Reply(saved.view()), err
}

func (s ShopSettings) view() ShopView {
	owns, bounds := !s.AnswersStayFree, s.Bounds()
	return ShopView{s.Name, s.NameEn, s.Phone, s.Address, s.Owner, s.BusinessNo, s.MailOrderNo, s.SenderEmail, s.SenderName, s.SMSFrom, s.OptOut080, s.Zone, &s.SelfCancel, &owns, &bounds, s.Version}
}

// onto keeps what the view does not show: where Dari is reached, and the widget's key and secrets.
func (v ShopView) onto(s ShopSettings) ShopSettings {
	s.Name, s.NameEn, s.Phone, s.Address, s.Owner, s.BusinessNo, s.MailOrderNo = v.Name, v.NameEn, v.Phone, v.Address, v.Owner, v.BusinessNo, v.MailOrderNo
	s.SenderEmail, s.SenderName, s.SMSFrom, s.OptOut080, s.Zone = v.SenderEmail, v.SenderName, v.SMSFrom, v.OptOut080, v.Zone
	if v.SelfCancel != nil {
		s.SelfCancel = *v.SelfCancel
	}
	if v.ByHand != nil {
		s.ByHand = v.ByHand
	}
	if v.AnswerOwns != nil {
		s.AnswersStayFree = !*v.AnswerOwns
	}
	return s
}
