package letters

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"dari/internal/fault"
	"dari/internal/i18n"
	"dari/internal/postgres"
	"dari/tickets"

	"github.com/jackc/pgx/v5"
)

// mostQuoted is how much of a mail is put below its answer.
const mostQuoted = 10_000

// quotable is the mail that an answer may quote: the last one, unless a stranger has sent it. Nobody is
// quoted anything they have not been sent before.
type quotable struct {
	Seq   int64
	Name  string
	At    time.Time
	Text  string
	Known []string // who has it, or takes part in the conversation
}

// The last mail of a person decides: behind a stranger's nothing is quoted at all.
const sqlQuotable = `
SELECT l.message_seq, l.sender_name, l.received_at, left(m.body, $2),
  ARRAY(SELECT p.address_norm FROM dari.mail_parties p WHERE p.conversation_id = $1)
  || ARRAY[l.sender_key, l.contact_key]
  || ARRAY(SELECT a ->> 'address' FROM jsonb_array_elements(l.to_list || l.cc_list) AS x(a))
FROM (SELECT * FROM dari.inbound_mail WHERE conversation_id = $1 AND state = 'done' AND kind = 'human' ORDER BY id DESC LIMIT 1) l
JOIN dari.messages m ON m.conversation_id = $1 AND m.seq = l.message_seq AND m.withdrawn_at IS NULL
WHERE NOT l.unverified`

func quotableOf(ctx context.Context, q postgres.Querier, conversationID int64) (quotable, error) {
	var m quotable
	err := q.QueryRow(ctx, sqlQuotable, conversationID, mostQuoted).Scan(&m.Seq, &m.Name, &m.At, &m.Text, &m.Known)
	if errors.Is(err, pgx.ErrNoRows) {
		return quotable{}, nil
	}
	if err != nil {
		return m, fmt.Errorf("read what an answer in conversation %d may quote: %w", conversationID, err)
	}
	return m, nil
}

func (m quotable) knownTo(list []tickets.Recipient) bool {
	return m.Seq != 0 && len(list) > 0 && !slices.ContainsFunc(list, func(r tickets.Recipient) bool { return !slices.Contains(m.Known, r.Address) })
}

// head is the line above a quote. It has the form that programs fold by, ours too.
func (m quotable) head(lang string, zone *time.Location) string {
	at := m.At.In(zone)
	name := m.Name
	if name == "" {
		name = i18n.T(lang, "letters.somebody")
	}
	if lang == i18n.English {
		return i18n.T(lang, "letters.wrote", "at", at.Format("2 Jan 2006 at 15:04"), "name", name)
	}
	return i18n.T(lang, "letters.wrote", "at", at.Format("2006. 1. 2. 15:04"), "name", name)
}

// quote decides whether a letter quotes. Its writer may leave it out, but not send it to strangers.
func (o *Out) quote(wish *bool, m quotable) error {
	known := m.knownTo(o.all())
	if wish != nil && *wish && !known && m.Seq != 0 {
		return fault.Field("letters.quote_strangers", "body.mail.quote")
	}
	if known && (wish == nil || *wish) {
		o.Quoted, o.QuoteSeq = true, m.Seq
	}
	return nil
}
