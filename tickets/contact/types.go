package contact

import (
	"context"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"dari/internal/i18n"
	"dari/internal/postgres"
	"dari/tickets"
)

// Kinds of fields that only the shop's own forms have.
const (
	dateField   = "date"
	numberField = "number"
)

const (
	ownPrefix = "own_" // before the ids of a type's fields: they stand beside those of every form
	mostOwn   = 1000   // characters of an answer to one
)

// offered are the forms a shopper can choose from: ours, and those of the types that the shop has put
// here. One of ours gives way to a type of the same name.
func offered(ctx context.Context, q postgres.Querier) ([]topic, error) {
	types, err := tickets.Types(ctx, q)
	if err != nil {
		return nil, err
	}
	list := slices.Clone(topics)
	general := slices.IndexFunc(list, func(t topic) bool { return t.ID == "product" })
	for _, t := range types {
		if !t.Contact {
			continue
		}
		own := topicOfType(t)
		if at := slices.IndexFunc(list, func(o topic) bool { return o.ID == own.ID }); at >= 0 {
			list[at] = own
			continue
		}
		list = slices.Insert(list, general, own)
		general++
	}
	return list, nil
}

// topicOfType is the form of a type: what is for staff alone is not asked, and photos come once the
// ticket is there. An order is asked for as in our forms; its items are told in words.
func topicOfType(t tickets.Type) topic {
	own := topic{ID: t.Key, Type: &t}
	for _, f := range t.Fields {
		if f.Inside || f.Kind == "photo" {
			continue
		}
		d := field{ID: ownPrefix + f.ID, Kind: textField, Required: f.Required, Most: mostOwn, Own: &f}
		switch f.Kind {
		case "order":
			d = orderNumber
			d.Required = f.Required
		case "choice":
			d.Kind = choiceField
			for _, c := range f.Choices {
				d.Choices = append(d.Choices, c.ID)
			}
		case dateField, numberField:
			d.Kind, d.Most = f.Kind, 20
		}
		if !slices.ContainsFunc(own.Fields, func(o field) bool { return o.ID == d.ID }) {
			own.Fields = append(own.Fields, d)
		}
	}
	return own
}

// label and hint are how a topic is called, and what stands below.
func (t topic) label(lang string) string {
	if t.Type != nil {
		return t.Type.Label.In(lang)
	}
	return i18n.T(lang, "chat.topic."+t.ID)
}

func (t topic) hint(lang string) string {
	switch {
	case t.Type == nil:
		return i18n.T(lang, "contact.topic."+t.ID)
	case lang == i18n.English:
		return t.Type.Hint.En
	}
	return t.Type.Hint.Ko
}

func (d field) label(lang string) string {
	if d.Own != nil {
		return d.Own.Label.In(lang)
	}
	return i18n.T(lang, "contact.field."+d.ID)
}

// line is how staff read which answer it is.
func (d field) line(lang string) string {
	if d.Own != nil {
		return d.Own.Label.In(lang)
	}
	return i18n.T(lang, "contact.line."+d.ID)
}

func (d field) choice(lang, id string) string {
	if d.Own == nil {
		return i18n.T(lang, "contact.choice."+d.ID+"."+id)
	}
	for _, c := range d.Own.Choices {
		if c.ID == id {
			return c.Label.In(lang)
		}
	}
	return id
}

// checkOwn says what is wrong with the answer to a field of the shop's own; the code of one of ours has
// the field in its name.
func (d field) checkOwn(v string) (code string) {
	switch {
	case v == "" && d.Required:
		return "contact.own_missing"
	case v == "":
		return ""
	case d.Kind == choiceField && !slices.Contains(d.Choices, v):
		return "contact.own_missing"
	case d.Kind == dateField:
		if _, err := time.Parse(time.DateOnly, v); err != nil {
			return "contact.own_date"
		}
	case d.Kind == numberField:
		if n, err := strconv.ParseFloat(strings.ReplaceAll(v, ",", ""), 64); err != nil || math.IsNaN(n) || math.IsInf(n, 0) {
			return "contact.own_number"
		}
	}
	return ""
}

// ownFields are the answers as the ticket's form keeps them. Items are in the words of the message only:
// which lines of the order are meant is for staff to say.
func (f *form) ownFields() map[string]any {
	out := map[string]any{}
	for _, d := range f.topic.Fields {
		v := f.values[d.ID]
		if d.Own == nil || v == "" || d.Own.Kind == "items" {
			continue
		}
		if d.Kind == numberField {
			if n, err := strconv.ParseFloat(strings.ReplaceAll(v, ",", ""), 64); err == nil { // checked before
				out[d.Own.ID] = n
			}
			continue
		}
		out[d.Own.ID] = v
	}
	return out
}
