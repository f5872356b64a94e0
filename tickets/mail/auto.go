package mail

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"dari/internal/korean"
	"dari/internal/postgres"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// Caps on automatic replies: one for each ticket, and so many for an address and a mailbox. Whoever
// answers our replies with new mails is answered three times in an hour and no more.
const (
	repliesPerHour    = 3
	repliesPerDay     = 10
	repliesPerMailbox = 200 // an hour
)

// AutoReply is whether a mail may be answered by a program, and how.
type AutoReply struct {
	Allowed    bool
	Reason     string // why not
	To         string
	Name       string
	Subject    string
	InReplyTo  string
	References string
}

// automatic says why a mail must not be answered by a program (RFC 3834); empty when it may. The mail
// must be a person's, written to us, and say nothing against it.
func (s *Service) automatic(p parsed, kind string, own Own) string {
	if kind != kindHuman {
		return kind
	}
	h := func(name string) string { return strings.ToLower(strings.TrimSpace(p.header(name))) }
	for word := range strings.FieldsFuncSeq(h("X-Auto-Response-Suppress"), func(r rune) bool { return r == ',' || r == ';' || r == ' ' }) {
		if word == "all" || word == "oof" || word == "autoreply" || word == "dr" {
			return "suppressed"
		}
	}
	host := ""
	if _, right, ok := strings.Cut(strings.Trim(p.MessageID, "<>"), "@"); ok {
		host = right
	}
	switch {
	case own.Host != "" && strings.EqualFold(host, own.Host):
		return "own_message_id"
	case slices.Contains(own.Addresses, p.From), slices.Contains(own.Addresses, p.Contact()), slices.ContainsFunc([]string{p.From, p.Contact()}, s.isSigned):
		return "own_address"
	case p.Forged:
		return "forged"
	case robots.MatchString(p.From), robots.MatchString(p.Contact()):
		return "robot"
	case !valid(p.Contact()):
		return "no_address"
	case !s.addressed(p, own):
		return "not_addressed"
	}
	return ""
}

var link = regexp.MustCompile(`(?i)//|www\.|[\pL\pN-]\.[a-z]{2,}(?:[/:\s]|$)`)

// HasLink tells a text that leads somewhere. A program does not repeat one to an address that anybody
// could have written down as theirs: the shop would be sending what others want to have read.
func HasLink(text string) bool { return link.MatchString(text) }

func valid(address string) bool {
	_, err := korean.NormalizeSender(address)
	return err == nil
}

func (s *Service) isSigned(address string) bool {
	if _, ok := s.open(address); ok {
		return true
	}
	_, ok := s.openBounce(address)
	return ok
}

// addressed tells whether a mail is written to us: a copy of what was written to others is not answered.
func (s *Service) addressed(p parsed, own Own) bool {
	for _, a := range append(append([]Address{}, p.To...), p.Cc...) {
		if slices.Contains(own.Addresses, a.Address) || s.isSigned(a.Address) {
			return true
		}
	}
	return false
}

const (
	sqlAutoReplyOf = `
SELECT id, mailbox, automatic, contact_key, sender_name, subject, message_id, refs, unverified FROM dari.inbound_mail WHERE uid = $1`
	sqlLockAutoReply = `SELECT pg_advisory_xact_lock(hashtextextended('dari.auto_reply:' || $1, 0))`
	sqlReplied       = `
SELECT EXISTS (SELECT FROM dari.auto_reply_log WHERE ticket_id = $1),
  (SELECT count(*) FROM dari.auto_reply_log WHERE address_norm = $2 AND sent_at > dari.clock() - interval '1 hour'),
  (SELECT count(*) FROM dari.auto_reply_log WHERE address_norm = $2 AND sent_at > dari.clock() - interval '1 day'),
  (SELECT count(*) FROM dari.auto_reply_log WHERE mailbox = $3 AND sent_at > dari.clock() - interval '1 hour')`
	sqlNumberOf     = `SELECT number FROM dari.tickets WHERE id = $1`
	sqlLogAutoReply = `INSERT INTO dari.auto_reply_log (address_norm, mailbox, ticket_id, mail_id) VALUES ($1, $2, $3, $4)`
)

// MayAutoReply decides whether a mail, which opened a ticket, is answered by a program, and notes that it
// is: who asks must send. The answer has an empty envelope sender and says that it is automatic.
func (s *Service) MayAutoReply(ctx context.Context, tx pgx.Tx, mailUID uuid.UUID, ticketID int64) (AutoReply, error) {
	var a AutoReply
	var id int64
	var mailbox string
	var unverified bool
	err := tx.QueryRow(ctx, sqlAutoReplyOf, mailUID).Scan(&id, &mailbox, &a.Reason, &a.To, &a.Name, &a.Subject, &a.InReplyTo, &a.References, &unverified)
	if errors.Is(err, pgx.ErrNoRows) {
		return AutoReply{Reason: "no_mail"}, nil
	}
	if err != nil {
		return a, fmt.Errorf("read what is to be answered: %w", err)
	}
	if unverified && a.Reason == "" {
		a.Reason = "unverified"
	}
	if a.Reason != "" {
		return a, nil
	}
	a.Subject = answerSubject(a.Subject)
	if a.InReplyTo = messageID.FindString(a.InReplyTo); !plainASCII(a.InReplyTo) {
		a.InReplyTo = ""
	}
	if _, err := tx.Exec(ctx, sqlLockAutoReply, a.To); err != nil {
		return a, fmt.Errorf("lock an address: %w", err)
	}
	if a.Reason, err = capped(ctx, tx, a.To, mailbox, ticketID); err != nil {
		return a, err
	}
	if a.Reason == "" {
		a.Allowed = true
		if _, err := tx.Exec(ctx, sqlLogAutoReply, a.To, mailbox, ticketID, id); err != nil {
			return a, fmt.Errorf("note an automatic reply: %w", err)
		}
		return a, nil
	}
	if a.Reason == "ticket" || s.Flag == nil {
		return a, nil
	}
	number, err := oneID(ctx, tx, fmt.Sprintf("find the number of ticket %d", ticketID), sqlNumberOf, ticketID)
	if err != nil {
		return a, err
	}
	return a, s.Flag(ctx, tx, number)
}

func capped(ctx context.Context, q postgres.Querier, to, mailbox string, ticketID int64) (string, error) {
	var ticket bool
	var hour, day, box int
	if err := q.QueryRow(ctx, sqlReplied, ticketID, to, mailbox).Scan(&ticket, &hour, &day, &box); err != nil {
		return "", fmt.Errorf("count automatic replies: %w", err)
	}
	switch {
	case ticket:
		return "ticket", nil
	case hour >= repliesPerHour:
		return "address_hour", nil
	case day >= repliesPerDay:
		return "address_day", nil
	case box >= repliesPerMailbox:
		return "mailbox_hour", nil
	}
	return "", nil
}
