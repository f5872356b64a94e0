package mail

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"dari/internal/fault"
	"dari/internal/postgres"
	"dari/internal/shop"
	"dari/internal/thread"

	"github.com/jackc/pgx/v5"
)

// Answer is where an answer to a conversation goes by mail, and what makes programs put it behind the
// mail it answers.
type Answer struct {
	To         Address
	Cc         []Address // who else was written to, without ourselves
	Subject    string
	InReplyTo  string
	References string
	// Unverified says that the last mail came from somebody who takes no part: the history is not
	// quoted to them, and the answer goes to the person the conversation is with.
	Unverified bool
}

const sqlLastMails = `
SELECT contact_key, sender_name, subject, message_id, refs, to_list, cc_list, unverified FROM dari.inbound_mail
WHERE conversation_id = $1 AND state = 'done' AND kind = 'human' ORDER BY id DESC LIMIT 20`

// lastMail is a mail of a conversation, as far as an answer needs it.
type lastMail struct {
	Contact, Name, Subject, MessageID, Refs string
	To, Cc                                  []byte
	Unverified                              bool
}

// AnswerTo is where an answer to the last mail of a conversation goes; found is false when nobody there
// can be written to.
func (s *Service) AnswerTo(ctx context.Context, q postgres.Querier, conversationID int64) (a Answer, found bool, err error) {
	rows, _ := q.Query(ctx, sqlLastMails, conversationID) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[lastMail])
	if err != nil {
		return a, false, fmt.Errorf("read the mails of conversation %d: %w", conversationID, err)
	}
	own, err := s.Own(ctx, q)
	if err != nil {
		return a, false, err
	}
	at := slices.IndexFunc(list, func(m lastMail) bool { return !m.Unverified && valid(m.Contact) })
	a.Unverified = len(list) > 0 && list[0].Unverified
	if at >= 0 {
		m := list[at]
		a.To, a.Subject = Address{Name: m.Name, Address: m.Contact}, answerSubject(m.Subject)
		a.InReplyTo, a.References = asciiID(m.MessageID), m.Refs
		a.Cc, err = s.others(m, own)
		return a, true, err
	}
	if a.To, err = customerAddress(ctx, q, conversationID); err != nil || a.To.Address != "" {
		return a, a.To.Address != "", err
	}
	if len(list) > 0 && valid(list[0].Contact) { // nobody else is known: the first contact itself
		m := list[0]
		a.To, a.Subject, a.InReplyTo, a.References = Address{Name: m.Name, Address: m.Contact}, answerSubject(m.Subject), asciiID(m.MessageID), m.Refs
		return a, true, nil
	}
	return a, false, nil
}

func (s *Service) others(m lastMail, own Own) (out []Address, err error) {
	for _, raw := range [][]byte{m.To, m.Cc} {
		var list []Address
		if err := json.Unmarshal(raw, &list); err != nil {
			return nil, fmt.Errorf("decode whom a mail is to: %w", err)
		}
		for _, a := range list {
			if a.Address == m.Contact || slices.Contains(own.Addresses, a.Address) || s.isSigned(a.Address) || !valid(a.Address) || robots.MatchString(a.Address) ||
				slices.ContainsFunc(out, func(o Address) bool { return o.Address == a.Address }) {
				continue
			}
			out = append(out, a)
		}
	}
	return out, nil
}

func customerAddress(ctx context.Context, q postgres.Querier, conversationID int64) (Address, error) {
	conv, err := thread.ByID(ctx, q, conversationID)
	if err != nil || conv.CustomerID == nil {
		return Address{}, err
	}
	c, err := shop.CustomerByID(ctx, q, *conv.CustomerID)
	if err != nil || !valid(c.Email) {
		if fault.Is(err, fault.NotFound) || errors.Is(err, pgx.ErrNoRows) {
			err = nil
		}
		return Address{}, err
	}
	return Address{Name: c.Name, Address: addressKey(c.Email)}, nil
}

// answerSubject puts Re: before a subject, once.
func answerSubject(subject string) string {
	if replied.MatchString(subject) {
		return subject
	}
	if subject == "" {
		return ""
	}
	return "Re: " + subject
}

func asciiID(id string) string {
	if id = messageID.FindString(id); plainASCII(id) {
		return id
	}
	return ""
}
