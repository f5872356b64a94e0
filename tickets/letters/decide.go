package letters

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"dari/internal/api"
	"dari/internal/fault"
	"dari/internal/i18n"
	"dari/internal/korean"
	"dari/internal/postgres"
	"dari/internal/staff"
	"dari/internal/thread"
	"dari/tickets"
	"dari/tickets/mail"

	"github.com/google/uuid"
)

// Limits of a letter.
const (
	mostRecipients = 20
	// MaxBytes is how large the files of a letter may be together: a third more on the way, and still within
	// what mail servers take.
	MaxBytes = 15 << 20
)

// suggestion is where an answer goes when its writer wishes nothing else.
type suggestion struct {
	conv   thread.Conversation
	found  bool
	answer mail.Answer
	quote  quotable
}

// suggest reads it; ok is false in a conversation whose answers do not leave by mail.
func (s *Service) suggest(ctx context.Context, q postgres.Querier, conversationID int64) (g suggestion, ok bool, err error) {
	if g.conv, err = thread.ByID(ctx, q, conversationID); err != nil || g.conv.Kind != thread.Mail {
		return g, false, err
	}
	if g.answer, g.found, err = s.Mail.AnswerTo(ctx, q, g.conv.ID); err != nil {
		return g, false, err
	}
	if g.answer.Subject == "" {
		g.answer.Subject = "Re: " + g.conv.Title
		if g.conv.Title == "" {
			g.answer.Subject = i18n.T(g.conv.Lang, "letters.no_subject")
		}
	}
	if g.answer.InReplyTo == "" { // no mail has come: the thread is that of our own
		if g.answer.InReplyTo, err = lastMessageID(ctx, q, g.conv.ID); err != nil {
			return g, false, err
		}
		g.answer.References = g.answer.InReplyTo
	}
	g.quote, err = quotableOf(ctx, q, g.conv.ID)
	return g, true, err
}

// Decide says how an answer leaves: tickets asks it before the message is written. What it answers is
// put into the message; nil says that it does not leave by mail.
func (s *Service) Decide(ctx context.Context, q postgres.Querier, o tickets.Outgoing) (json.RawMessage, error) {
	g, ok, err := s.suggest(ctx, q, o.ConversationID)
	if err != nil || !ok {
		return nil, err
	}
	wish := o.Letter
	if wish == nil {
		wish = &tickets.Letter{}
	}
	if !g.found && len(wish.To) == 0 {
		if o.Channel == thread.Phone && o.Letter == nil {
			return nil, nil // what is said on the phone is written down
		}
		return nil, fault.Field("letters.no_recipient", "body.mail.to")
	}
	out := Out{State: held, InReplyTo: g.answer.InReplyTo, References: g.answer.References}
	if err := s.address(ctx, q, &out, *wish, g); err != nil {
		return nil, err
	}
	if out.Subject, err = subjectOf(*wish, g); err != nil {
		return nil, err
	}
	if err := out.quote(wish.Quote, g.quote); err != nil {
		return nil, err
	}
	if err := s.weigh(ctx, q, g.conv.ID, o.Staff.ID, o.Files); err != nil {
		return nil, err
	}
	hold, err := staff.MailHold(ctx, q, o.Staff.ID)
	if err != nil {
		return nil, err
	}
	now, err := clock(ctx, q)
	if err != nil {
		return nil, err
	}
	out.LeavesAt = now.Add(hold)
	made, err := json.Marshal(map[string]Out{"out": out})
	if err != nil {
		return nil, fmt.Errorf("encode how an answer leaves: %w", err)
	}
	return made, nil
}

func subjectOf(wish tickets.Letter, g suggestion) (string, error) {
	if wish.Subject == "" {
		return g.answer.Subject, nil
	}
	if !plain(wish.Subject) || strings.TrimSpace(wish.Subject) == "" {
		return "", fault.Field("letters.text", "body.mail.subject")
	}
	return strings.TrimSpace(wish.Subject), nil
}

// address fills in whom a letter goes to: each person once, in the first list that names them.
func (s *Service) address(ctx context.Context, q postgres.Querier, out *Out, wish tickets.Letter, g suggestion) error {
	lists := []struct {
		name  string
		given []tickets.Recipient
		into  *[]tickets.Recipient
	}{{"to", wish.To, &out.To}, {"cc", wish.Cc, &out.Cc}, {"bcc", wish.Bcc, &out.Bcc}}
	suggested := map[string]bool{}
	if len(wish.To) == 0 {
		lists[0].given, suggested["to"] = recipients([]mail.Address{g.answer.To}), true
	}
	if wish.Cc == nil {
		lists[1].given, suggested["cc"] = recipients(g.answer.Cc), true
	}
	own, err := s.Mail.Own(ctx, q)
	if err != nil {
		return err
	}
	seen := map[string]bool{}
	for _, l := range lists {
		*l.into = []tickets.Recipient{}
		for i, r := range l.given {
			field := fmt.Sprintf("body.mail.%s[%d]", l.name, i)
			key, err := g.keyOf(r.Address)
			switch {
			case suggested[l.name] && l.name == "cc" && (err != nil || seen[key] || len(seen) >= mostRecipients):
				continue
			case err != nil:
				return fault.Field("letters.address", field+".address")
			case !plain(r.Name):
				return fault.Field("letters.text", field+".name")
			case slices.Contains(own.Addresses, key), s.Mail.Signed(key):
				return fault.Field("letters.own_address", field+".address")
			case seen[key]:
				continue
			}
			seen[key] = true
			*l.into = append(*l.into, tickets.Recipient{Name: strings.TrimSpace(r.Name), Address: key})
		}
	}
	if len(seen) > mostRecipients {
		return fault.Field("letters.recipients", "mail", fault.Arg("limit", mostRecipients))
	}
	return s.reachable(ctx, q, out, suggested["cc"])
}

// keyOf is the form of an address. Of other letters than ASCII only those are taken that have written:
// anywhere else they are a slip of a keyboard that was left in Hangul.
func (g suggestion) keyOf(address string) (string, error) {
	key, err := korean.NormalizeEmail(address)
	if err == nil {
		return key, nil
	}
	known := append([]mail.Address{g.answer.To}, g.answer.Cc...)
	if key, wide := korean.NormalizeSender(address); wide == nil && slices.ContainsFunc(known, func(a mail.Address) bool { return a.Address == key }) {
		return key, nil
	}
	return "", err //nolint:wrapcheck // only whether there is one is asked
}

// reachable refuses an address that has sent everything back; of those nobody has asked for it leaves it out.
func (s *Service) reachable(ctx context.Context, q postgres.Querier, out *Out, ccSuggested bool) error {
	if s.Unreachable == nil {
		return nil
	}
	for n, list := range []*[]tickets.Recipient{&out.To, &out.Cc, &out.Bcc} {
		name := []string{"to", "cc", "bcc"}[n]
		channels, keys := make([]string, len(*list)), make([]string, len(*list))
		for i, r := range *list {
			channels[i], keys[i] = "email", r.Address
		}
		gone, err := s.Unreachable(ctx, q, channels, keys)
		if err != nil {
			return err
		}
		kept := []tickets.Recipient{}
		for i, r := range *list {
			if gone[i] && !(name == "cc" && ccSuggested) {
				return fault.Field("letters.unreachable", fmt.Sprintf("body.mail.%s[%d].address", name, i))
			}
			if !gone[i] {
				kept = append(kept, r)
			}
		}
		*list = kept
	}
	return nil
}

// weigh refuses files that no mail server would take.
func (s *Service) weigh(ctx context.Context, q postgres.Querier, conversationID, staffID int64, ids []uuid.UUID) error {
	if len(ids) == 0 {
		return nil
	}
	files, err := thread.Unsent(ctx, q, conversationID, staffID, ids)
	if err != nil {
		return err
	}
	total := int64(0)
	for _, f := range files {
		total += f.Size
	}
	if total > MaxBytes {
		return fault.Field("letters.files_large", "files", fault.Arg("limit", MaxBytes>>20))
	}
	return nil
}

func recipients(list []mail.Address) []tickets.Recipient {
	out := make([]tickets.Recipient, len(list))
	for i, a := range list {
		out[i] = tickets.Recipient{Name: a.Name, Address: a.Address}
		if !plain(a.Name) {
			out[i].Name = ""
		}
	}
	return out
}

// plain tells a text that may stand in a head: no line break and no control character.
func plain(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool {
		return r < 0x20 || r == 0x7f || r >= 0x80 && r < 0xa0 || r == 0x2028 || r == 0x2029 || r == '\uFFFD'
	})
}

// Suggested is what the composer shows before something is written.
type Suggested struct {
	ByMail     bool                `json:"by_mail" doc:"False: answers stay in the chat."`
	From       tickets.Recipient   `json:"from"`
	To         []tickets.Recipient `json:"to"`
	Cc         []tickets.Recipient `json:"cc"`
	Subject    string              `json:"subject"`
	Unverified bool                `json:"unverified" doc:"The last mail came from somebody who takes no part: the answer goes to whom the conversation is with, and nothing is quoted."`
	Quotable   bool                `json:"quotable" doc:"Whether the mail that is answered can be put below the answer."`
	Quote      string              `json:"quote" doc:"Its text."`
	QuoteHead  string              `json:"quote_head"`
	Hold       int                 `json:"hold" doc:"Seconds until it leaves."`
	MaxBytes   int                 `json:"max_bytes" doc:"How large its files may be together."`
}

type numberInput struct {
	Number int64 `path:"number" minimum:"1"`
}

func (s *Service) handleSuggest(ctx context.Context, in *numberInput) (*api.OK[Suggested], error) {
	conversationID, err := conversationOf(ctx, s.DB, in.Number)
	if err != nil {
		return nil, err
	}
	v := Suggested{To: []tickets.Recipient{}, Cc: []tickets.Recipient{}, MaxBytes: MaxBytes}
	g, ok, err := s.suggest(ctx, s.DB, conversationID)
	if err != nil || !ok {
		return api.Reply(v), err
	}
	v.ByMail, v.Subject, v.Unverified = true, g.answer.Subject, g.answer.Unverified
	if g.found {
		v.To, v.Cc = recipients([]mail.Address{g.answer.To}), recipients(g.answer.Cc)
	}
	set, err := staff.Shop(ctx, s.DB)
	if err != nil {
		return nil, err
	}
	v.From = tickets.Recipient{Name: set.SenderName, Address: set.SenderEmail}
	v.Quotable = g.quote.knownTo(slices.Concat(v.To, v.Cc))
	if v.Quotable {
		v.Quote, v.QuoteHead = g.quote.Text, g.quote.head(g.conv.Lang, set.Location())
	}
	hold, err := staff.MailHold(ctx, s.DB, staff.From(ctx).ID)
	v.Hold = int(hold / time.Second)
	return api.Reply(v), err
}
