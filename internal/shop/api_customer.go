package shop

import (
	"context"
	"fmt"
	"slices"
	"time"

	"dari/internal/api"
	"dari/internal/fault"
)

type customerBody struct {
	Name     *string       `json:"name,omitempty" maxLength:"100"`
	Email    *string       `json:"email,omitempty" maxLength:"254"`
	Phone    *string       `json:"phone,omitempty" maxLength:"40"`
	Lang     *string       `json:"lang,omitempty" enum:"ko,en"`
	Birthday *Birthday     `json:"birthday,omitempty"`
	Tags     []string      `json:"tags,omitempty" maxItems:"50"`
	Consents []consentBody `json:"consents,omitempty" maxItems:"10" doc:"What the customer said to advertising. Saying the same again changes nothing."`
}

type consentBody struct {
	Channel   string     `json:"channel" enum:"email,sms"`
	Granted   bool       `json:"granted"`
	TextShown string     `json:"text_shown,omitempty" maxLength:"2000" doc:"The words the customer agreed to."`
	At        *time.Time `json:"at,omitempty" doc:"When the customer said it; now, if left out."`
}

type putCustomerInput struct {
	Ref  string `path:"ref" minLength:"1" maxLength:"100"`
	Body customerBody
}

func (s *Service) handlePutCustomer(ctx context.Context, in *putCustomerInput) (*api.OK[Customer], error) {
	change, err := in.change(api.IPFrom(ctx))
	if err != nil {
		return nil, err
	}
	customer, err := s.PutCustomer(ctx, change)
	return api.Reply(customer), err
}

// maxTag is the greatest length of a tag.
const maxTag = 50

func (in *putCustomerInput) change(ip string) (CustomerChange, error) {
	b := in.Body
	c := CustomerChange{
		Source: FromAPI, Ref: in.Ref, Name: b.Name, Email: b.Email, Phone: b.Phone, Lang: b.Lang, Birthday: b.Birthday,
	}
	if b.Tags != nil {
		c.Tags = &b.Tags
	}
	if err := checkContact(b.Phone, "phone", b.Email, "email"); err != nil {
		return c, err
	}
	if b.Birthday != nil && !b.Birthday.valid() {
		return c, fault.Field("shop.birthday_day", "body.birthday.day")
	}
	for i, t := range b.Tags {
		if n := len([]rune(t)); n == 0 || n > maxTag {
			return c, fault.Field("shop.tag_length", fmt.Sprintf("body.tags[%d]", i), fault.Arg("limit", maxTag))
		}
		// Not uniqueItems of the schema: that cannot compare items of a wrong type, and breaks.
		if slices.Contains(b.Tags[:i], t) {
			return c, fault.Field("shop.tag_twice", fmt.Sprintf("body.tags[%d]", i))
		}
	}
	for _, consent := range b.Consents {
		given := Consent{Channel: consent.Channel, Granted: consent.Granted, Source: FromAPI, TextShown: consent.TextShown, IP: ip}
		if consent.At != nil {
			if consent.At.Year() < 1970 || consent.At.Year() > 9999 {
				return c, fault.Field("shop.date_form", "consents")
			}
			given.At = *consent.At
		}
		c.Consents = append(c.Consents, given)
	}
	return c, nil
}

// valid reports whether there is such a day. A lunar month has up to 30 days; whether this one had
// them is asked only when the year's day is looked up.
func (b *Birthday) valid() bool {
	if b.Kind == "lunar" {
		return b.Month >= 1 && b.Month <= 12 && b.Day >= 1 && b.Day <= 30
	}
	year := 2000 // a leap year: 29 February may be meant
	if b.Year != nil {
		year = *b.Year
	}
	d := time.Date(year, time.Month(b.Month), b.Day, 0, 0, 0, 0, time.UTC)
	return !b.LeapMonth && b.Month >= 1 && b.Month <= 12 && b.Day >= 1 && int(d.Month()) == b.Month
}

type getCustomerInput struct {
	Ref string `path:"ref" minLength:"1" maxLength:"100"`
}

func (s *Service) handleGetCustomer(ctx context.Context, in *getCustomerInput) (*api.OK[Customer], error) {
	customer, err := CustomerByRef(ctx, s.db, in.Ref)
	return api.Reply(customer), err
}
