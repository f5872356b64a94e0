package chat

import (
	"context"
	"time"

	"dari/internal/api"
	"dari/internal/i18n"
)

type configInput struct {
	Key  string `query:"key" required:"true" maxLength:"200"`
	Lang string `query:"lang" enum:"ko,en"`
	Zone string `query:"tz" maxLength:"60" doc:"The zone of who looks: when their clocks show another time, the sentences say whose are meant."`
}

type configView struct {
	Shop       configShop    `json:"shop"`
	State      string        `json:"state" enum:"open,busy,lunch,closed,holiday,leave"`
	StatusLine string        `json:"status_line"`
	OpensAt    *time.Time    `json:"opens_at" doc:"The next opening, while it is not open."`
	PromiseAt  *time.Time    `json:"promise_at" doc:"By when somebody who writes now is answered."`
	Promise    string        `json:"promise" doc:"The same in words."`
	Zone       string        `json:"zone" doc:"Whose clocks the sentences mean."`
	Form       bool          `json:"form" doc:"Nobody is there: ask first where the answer goes."`
	Hours      string        `json:"hours"`
	Topics     []configTopic `json:"topics"`
	Consent    string        `json:"consent" doc:"What to show beside the fields for a number or an address."`
	Receipts   bool          `json:"receipts" doc:"Whether the shopper sees that staff have read."`
	Phone      string        `json:"phone"`
	Online     bool          `json:"online" doc:"Whether someone of the staff is there now."`
	Lang       string        `json:"lang"`
}

type configShop struct {
	Name string `json:"name"`
}

type configTopic struct {
	ID     string   `json:"id"`
	Label  string   `json:"label"`
	Fields []string `json:"fields" doc:"What the form asks for beside the question."`
}

// topics are what a shopper may write about, and which fields help with it.
var topics = []struct {
	id     string
	fields []string
}{
	{"order", []string{fieldOrder}},
	{"delivery", []string{fieldOrder}},
	{"return", []string{fieldOrder}},
	{"product", nil},
	{"other", nil},
}

const fieldOrder = "order_number"

func topicViews(lang string) []configTopic {
	views := make([]configTopic, len(topics))
	for i, t := range topics {
		views[i] = configTopic{ID: t.id, Label: i18n.T(lang, "chat.topic."+t.id), Fields: append([]string{}, t.fields...)}
	}
	return views
}

func (s *Service) handleConfig(ctx context.Context, in *configInput) (*api.OK[configView], error) {
	shop, err := s.shopOf(ctx, in.Key)
	if err != nil {
		return nil, err
	}
	lang := i18n.Known(in.Lang, api.LangFrom(ctx))
	status, calendar, err := s.status(ctx, shop, lang, viewerZone(in.Zone))
	if err != nil {
		return nil, err
	}
	return api.Reply(configView{
		Shop: configShop{shopName(shop, lang)}, State: status.State, StatusLine: status.Line, OpensAt: status.OpensAt,
		PromiseAt: status.PromiseAt, Promise: status.Promise, Zone: zoneName(shop.Zone), Form: status.Form,
		Hours: weekLine(lang, calendar.Plan()), Topics: topicViews(lang), Consent: i18n.T(lang, "chat.leave.consent"),
		Receipts: true, Phone: shop.Phone, Online: s.presence.online(ctx) > 0, Lang: lang,
	}), nil
}

// viewerZone is nil for a zone nobody knows, and for the machine's own.
func viewerZone(name string) *time.Location {
	if name == "" || name == "Local" {
		return nil
	}
	zone, err := time.LoadLocation(name)
	if err != nil {
		return nil
	}
	return zone
}

func zoneName(name string) string {
	if name == "" {
		return "Asia/Seoul"
	}
	return name
}
