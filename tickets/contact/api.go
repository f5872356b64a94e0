package contact

import (
	"context"
	"strconv"
	"time"

	"dari/internal/api"
	"dari/internal/fault"
	"dari/internal/i18n"

	"github.com/google/uuid"
)

// sendStamped refuses what a program has filled in: the field nobody sees, or all of it at once. A person
// who is taken for one sends it again as it stands.
func (s *Service) sendStamped(ctx context.Context, ip, stamp, trapped string, f form) (taken, error) {
	now, err := clock(ctx, s.DB)
	if err != nil {
		return taken{}, err
	}
	id, age := s.stamped(stamp, now)
	if err := s.count(ctx, sendTries(ip, f.email())); err != nil {
		return taken{}, err
	}
	switch {
	case age > stampTo:
		return taken{}, fault.New(fault.Conflict, "contact.form_old")
	case trapped != "" || age < stampFrom:
		return taken{}, fault.New(fault.Invalid, "contact.robot")
	}
	return s.take(ctx, id, f)
}

type formOut struct {
	Form    string     `json:"form" doc:"Goes back with the form: what is sent with it is one ticket. Good for 12 hours."`
	Topics  []topicOut `json:"topics"`
	Consent string     `json:"consent" doc:"The words to agree to."`
	Promise *time.Time `json:"promise_at" doc:"By when what is sent now is answered."`
	Person  []fieldOut `json:"person" doc:"The fields of every topic."`
}

type topicOut struct {
	ID     string     `json:"id" doc:"order, delivery, return, product, other, or the key of a type that is offered here."`
	Label  string     `json:"label"`
	Fields []fieldOut `json:"fields"`
}

type fieldOut struct {
	ID       string      `json:"id"`
	Label    string      `json:"label"`
	Kind     string      `json:"kind" enum:"text,choice,long,date,number"`
	Required bool        `json:"required"`
	Choices  []choiceOut `json:"choices,omitempty"`
}

type choiceOut struct {
	ID    string `json:"id"`
	Label string `json:"label"`
}

func (s *Service) handleForm(ctx context.Context, _ *api.None) (*api.OK[formOut], error) {
	lang := api.LangFrom(ctx)
	now, err := clock(ctx, s.DB)
	if err != nil {
		return nil, err
	}
	out := formOut{Form: s.stamp(now, uuid.New()), Consent: i18n.T(lang, "chat.leave.consent"), Person: fieldsOut(lang, person)}
	list, err := offered(ctx, s.DB)
	if err != nil {
		return nil, err
	}
	for _, t := range list {
		out.Topics = append(out.Topics, topicOut{t.ID, t.label(lang), fieldsOut(lang, t.Fields)})
	}
	out.Promise, err = promise(ctx, s.DB)
	return api.Reply(out), err
}

func fieldsOut(lang string, list []field) []fieldOut {
	out := []fieldOut{}
	for _, d := range list {
		o := fieldOut{ID: d.ID, Label: d.label(lang), Kind: d.Kind, Required: d.Required}
		for _, id := range d.Choices {
			o.Choices = append(o.Choices, choiceOut{id, d.choice(lang, id)})
		}
		out = append(out, o)
	}
	return out
}

type sendInput struct {
	Body struct {
		Form    string            `json:"form" maxLength:"200" doc:"Of GET /contact."`
		Topic   string            `json:"topic" maxLength:"40" doc:"One of GET /contact."`
		Fields  map[string]string `json:"fields,omitempty" doc:"Those of the topic, by their ids."`
		Text    string            `json:"text" maxLength:"4000"`
		Name    string            `json:"name" maxLength:"60"`
		Email   string            `json:"email" maxLength:"254"`
		Phone   string            `json:"phone,omitempty" maxLength:"40"`
		Consent bool              `json:"consent"`
		Lang    string            `json:"lang,omitempty" enum:"ko,en"`
		Website string            `json:"website,omitempty" maxLength:"200" doc:"Stays empty: people do not see it."`
	}
}

type sendView struct {
	Number  int64      `json:"number"`
	Promise *time.Time `json:"promise_at" doc:"By when an answer is promised."`
	URL     string     `json:"url" doc:"The page of the ticket, for whoever holds this link."`
}

func (s *Service) handleSend(ctx context.Context, in *sendInput) (*api.OK[sendView], error) {
	b := in.Body
	f := form{lang: i18n.Known(b.Lang, api.LangFrom(ctx)), consent: b.Consent, values: map[string]string{}}
	list, err := offered(ctx, s.DB)
	if err != nil {
		return nil, err
	}
	var known bool
	if f.topic, known = topicOf(list, b.Topic); !known {
		return nil, fault.Field("contact.topic_unknown", "topic")
	}
	for id, v := range b.Fields {
		f.values[id] = v
	}
	f.values["text"], f.values["name"], f.values["email"], f.values["phone"] = b.Text, b.Name, b.Email, b.Phone
	for _, p := range f.check() {
		return nil, f.fault(p)
	}
	t, err := s.sendStamped(ctx, api.IPFrom(ctx), b.Form, b.Website, f)
	if err != nil {
		return nil, err
	}
	return api.Reply(sendView{t.Number, t.Due, s.URL(t.TicketID)}), nil
}

func text(n int64) string { return strconv.FormatInt(n, 10) }
