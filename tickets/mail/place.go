package mail

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"dari/internal/fault"
	"dari/internal/korean"
	"dari/internal/postgres"
	"dari/internal/shop"
	"dari/internal/thread"

	"github.com/jackc/pgx/v5"
)

// Limits that end a talk between programs.
const (
	mostAutomatic = 5  // mails of programs from one address in an hour that become messages
	mostWritten   = 30 // mails from one address in an hour that a person may have written
)

// target is where a mail goes.
type target struct {
	ignore string // why it goes nowhere
	// conv is nil of a mail that begins a conversation.
	conv         *thread.Conversation
	customer     int64 // of a new one
	verified     bool  // the sender takes part in the conversation
	otherSubject bool  // it answers an older mail and speaks of something else
	loop         bool  // its sender writes faster than people do
	person       bool  // somebody waits for an answer to it
}

// place finds the conversation that a mail answers. A signed address in it says which that is; without
// one, the Message-ID of a mail of ours does. Its subject never does.
func (s *Service) place(ctx context.Context, m stored, p parsed, kind string, own Own) (target, error) {
	t := target{person: kind == kindHuman}
	if !m.Forced {
		if why, err := s.looped(ctx, p, kind, own, &t); err != nil || why != "" {
			t.ignore = why
			return t, err
		}
	}
	if m.Forced && kind != kindHuman {
		t.verified = true
		return t, nil // a ticket of its own
	}
	id, byReference, err := s.threadOf(ctx, p)
	if err != nil {
		return t, err
	}
	if id != 0 {
		conv, err := thread.ByID(ctx, s.DB, id)
		if err != nil && !fault.Is(err, fault.NotFound) {
			return t, err
		}
		if err == nil {
			t.conv = &conv
		}
	}
	if t.conv == nil {
		t.verified = !p.Forged
		return t, nil
	}
	if t.verified, err = takesPart(ctx, s.DB, *t.conv, p); err != nil {
		return t, err
	}
	// Who takes part and answers is a person, also behind a list or a program that marks all it sends.
	t.person = t.person || kind == kindList && t.verified
	if !t.person && t.conv.Kind == thread.Chat && !m.Forced {
		t.ignore = kind // a vacation notice does not go into the shopper's chat
		return t, nil
	}
	if byReference {
		t.otherSubject, err = speaksOfOther(ctx, s.DB, *t.conv, p.Subject)
	}
	return t, err
}

// looped says why a mail must not go on: it is ours, or a program writes and writes.
func (s *Service) looped(ctx context.Context, p parsed, kind string, own Own, t *target) (string, error) {
	if ours(p, own) {
		return "own_mail", nil
	}
	if p.MessageID != "" {
		ours, err := isOurs(ctx, s.DB, p.MessageID)
		if err != nil || ours {
			return "own_mail", err
		}
	}
	automatic, all, err := lately(ctx, s.DB, p.Contact())
	if err != nil || p.Contact() == "" {
		return "", err
	}
	if kind != kindHuman && automatic >= mostAutomatic {
		return "too_many_automatic", nil
	}
	t.loop = all >= mostWritten
	return "", nil
}

// ours knows a mail that we have sent by its head, also one that no conversation has sent. Other
// programs number their deliveries too: the sender or the Message-ID must be ours as well.
func ours(p parsed, own Own) bool {
	_, host, _ := strings.Cut(strings.Trim(p.MessageID, "<>"), "@")
	return p.has("X-Delivery-ID") && (own.Host == "" && len(own.Addresses) == 0 || own.Host != "" && strings.EqualFold(host, own.Host) || slices.Contains(own.Addresses, p.From))
}

func (s *Service) threadOf(ctx context.Context, p parsed) (id int64, byReference bool, err error) {
	for _, to := range p.Recipients {
		r, ok := s.open(to)
		switch {
		case !ok:
		case r.kind == toConversation:
			id = r.id
		default:
			id, err = conversationOfTicket(ctx, s.DB, r.id)
		}
		if ok || err != nil {
			return id, len(p.References) > 0, err
		}
	}
	if id, err = referred(ctx, s.DB, p.References); err != nil || id != 0 {
		return id, true, err
	}
	// Who writes again before we have answered names their own mail. That joins only for who takes part:
	// a Message-ID is no secret.
	id, err = alsoWritten(ctx, s.DB, p.References, p.From)
	return id, true, err
}

// takesPart tells whether a sender is one we have written to about the conversation, or its customer.
func takesPart(ctx context.Context, q postgres.Querier, conv thread.Conversation, p parsed) (bool, error) {
	if p.From == "" || p.Forged {
		return false, nil
	}
	for _, address := range slices.Compact([]string{p.From, p.Contact()}) {
		known, err := isParty(ctx, q, conv.ID, address)
		if err != nil {
			return false, err
		}
		if !known && conv.CustomerID != nil {
			c, err := shop.FindByIdentity(ctx, q, shop.ByEmail, address)
			if err != nil && !fault.Is(err, fault.NotFound) {
				return false, err
			}
			known = err == nil && c.ID == *conv.CustomerID
		}
		if !known {
			return false, nil
		}
	}
	return true, nil
}

var (
	replied  = regexp.MustCompile(`(?i)^\s*(?:re|fw|fwd|aw|wg|sv|vs|antw|tr|rv|res|enc|회신|답장|답글|전달|원본)\s*(?:\[\d+\]|\(\d+\))?\s*[:：]\s*`)
	brackets = regexp.MustCompile(`^\s*\[[^\]]{1,40}\]\s*`)
)

// baseSubject is a subject without what programs put before it.
func baseSubject(subject string) string {
	for {
		next := replied.ReplaceAllString(brackets.ReplaceAllString(subject, ""), "")
		if next == subject {
			return korean.Squeeze(subject)
		}
		subject = next
	}
}

// speaksOfOther tells that an answer has another subject than everything in its conversation before:
// many look for an old mail of the shop and write about something new under it.
func speaksOfOther(ctx context.Context, q postgres.Querier, conv thread.Conversation, subject string) (bool, error) {
	base := baseSubject(subject)
	if base == "" {
		return false, nil
	}
	known, err := subjectsOf(ctx, q, conv.ID)
	if err != nil {
		return false, err
	}
	if conv.Kind == "mail" {
		known = append(known, conv.Title)
	}
	said := false
	for _, k := range known {
		if b := baseSubject(k); b != "" {
			said = true
			if b == base || strings.Contains(base, b) || strings.Contains(b, base) {
				return false, nil
			}
		}
	}
	if !said {
		return !replied.MatchString(subject), nil // nobody knows under which subject it began
	}
	return true, nil
}

// knowContact finds the customer by whose address a new conversation begins, or writes down who they say
// they are. A sender whose domain disowns the mail is nobody's customer.
func (s *Service) knowContact(ctx context.Context, p parsed, t *target) error {
	if t.conv != nil {
		return nil
	}
	name := p.Name
	if HasLink(name) {
		name = "" // it would stand in what we write to the address, whoever has given it
	}
	who := shop.Stranger{Source: "mail", Name: name, Email: p.Contact(), Lang: langOf(p)}
	if p.Forged {
		who.Email = ""
	}
	return postgres.InTx(ctx, s.DB, func(tx pgx.Tx) (err error) {
		t.customer, _, err = shop.WriteDown(ctx, tx, who)
		return err
	})
}

// blocked tells whether staff take nothing more from whom a mail comes from. A mail into a conversation by
// somebody else than its customer is not the customer's.
func (s *Service) blocked(ctx context.Context, t target) (bool, error) {
	if s.Blocked == nil || !t.verified {
		return false, nil
	}
	o := thread.Owner{CustomerID: t.customer}
	if t.conv != nil {
		o = ownerOf(*t.conv)
	}
	if o == (thread.Owner{}) {
		return false, nil
	}
	return s.Blocked(ctx, s.DB, o)
}

func ownerOf(c thread.Conversation) (o thread.Owner) {
	switch {
	case c.CustomerID != nil:
		o.CustomerID = *c.CustomerID
	case c.VisitorID != nil:
		o.VisitorID = *c.VisitorID
	}
	return o
}

// langOf is the language somebody writes in: Korean, unless there is a text and nothing Korean in it.
func langOf(p parsed) string {
	text := p.Subject + " " + limit(p.Text, 2000)
	latin := 0
	for _, r := range text {
		if r >= 0xac00 && r <= 0xd7a3 {
			return "ko"
		}
		if r >= 'a' && r <= 'z' {
			latin++
		}
	}
	if latin >= 20 {
		return "en"
	}
	return "ko"
}
