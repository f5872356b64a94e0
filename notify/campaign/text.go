package campaign

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dari/internal/fault"
	"dari/internal/korean"
	"dari/internal/postgres"
	"dari/internal/staff"
	"dari/notify"
)

// Text is what a marketer writes.
type Text struct {
	Name     string   `json:"name" minLength:"1" maxLength:"80"`
	Channel  string   `json:"channel" enum:"email,sms"`
	Subject  string   `json:"subject,omitempty" maxLength:"120" doc:"Of a mail. The system puts (광고) before it."`
	BodyText string   `json:"body_text,omitempty" maxLength:"20000" doc:"The system adds (광고), the sender and the way to opt out."`
	Tags     []string `json:"tags,omitempty" maxItems:"50"`
	Lang     string   `json:"lang,omitempty" enum:"ko,en"`
}

// check refuses what may not be stored, and tidies the tags. What is written is kept, to the space.
func (t *Text) check() error {
	if t.Lang == "" {
		t.Lang = "ko"
	}
	tags := make([]string, 0, len(t.Tags))
	for _, tag := range t.Tags {
		if !slices.Contains(tags, tag) { // kept to the space, as the customers' tags are
			tags = append(tags, tag)
		}
	}
	t.Tags = tags
	if err := checkTags(tags); err != nil {
		return err
	}
	switch {
	case strings.TrimSpace(t.Name) == "":
		return fault.Field("campaign.name_missing", "name")
	case strings.ContainsFunc(t.Name, unicode.IsControl):
		return fault.Field("campaign.one_line", "name")
	case strings.ContainsFunc(t.Subject, unicode.IsControl):
		return fault.Field("campaign.one_line", "subject")
	case HoldsAdMark(t.Subject):
		return fault.Field("campaign.ad_mark", "subject")
	case HoldsAdMark(t.BodyText):
		return fault.Field("campaign.ad_mark", "body_text")
	}
	return nil
}

// maxTag is the greatest length of a customer's tag.
const maxTag = 50

func checkTags(tags []string) error {
	for i, tag := range tags {
		if strings.TrimSpace(tag) == "" || utf8.RuneCountInString(tag) > maxTag {
			return fault.Field("campaign.tag_length", fmt.Sprintf("body.tags[%d]", i), fault.Arg("limit", maxTag))
		}
	}
	return nil
}

// maxSMSBytes is what a long text message (LMS) holds, 2,000, less room for the mark, the sender, the
// way to opt out and the customer's name.
const maxSMSBytes = 1850

// ready says what is still missing before a campaign may start.
func (c *row) ready(ctx context.Context, q postgres.Querier) error {
	if strings.TrimSpace(c.BodyText) == "" {
		return fault.Field("campaign.body_missing", "body_text")
	}
	if err := c.fillable(); err != nil {
		return err
	}
	shop, err := staff.Shop(ctx, q)
	if err != nil {
		return err
	}
	if c.Channel == "email" {
		switch {
		case strings.TrimSpace(c.Subject) == "":
			return fault.Field("campaign.subject_missing", "subject")
		case shop.SenderEmail == "":
			return fault.New(fault.Invalid, "campaign.no_sender_email")
		}
		return nil
	}
	switch n, err := korean.CP949Len(korean.ForCarrier(c.BodyText)); {
	case err != nil:
		return fault.Field("campaign.sms_letters", "body_text").Because(err)
	case n > maxSMSBytes:
		return fault.Field("campaign.sms_too_long", "body_text", fault.Arg("limit", maxSMSBytes))
	case shop.SMSFrom == "":
		return fault.New(fault.Invalid, "campaign.no_sender_phone")
	case shop.OptOut080 == "":
		return fault.New(fault.Invalid, "campaign.no_080")
	}
	return nil
}

// fillable refuses a text that some customer's message could not be made of: one that cannot be read,
// or a field without words for whom it is empty. Nothing but the shop is known of everybody.
func (c *row) fillable() error {
	text, err := notify.ParseText(c.Subject, c.BodyText)
	if err != nil {
		return fault.Field("campaign.template", "body_text").Because(err)
	}
	shopOnly := func(field string) (string, bool) { return "shop", strings.HasPrefix(field, "shop.") }
	if _, err := text.Subject(shopOnly); err != nil {
		return fault.Field("campaign.no_fallback", "subject").Because(err)
	}
	if _, err := text.Plain(shopOnly, "\n"); err != nil {
		return fault.Field("campaign.no_fallback", "body_text").Because(err)
	}
	return nil
}
