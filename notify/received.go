package notify

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"dari/internal/i18n"
	"dari/internal/staff"

	"github.com/jackc/pgx/v5"
)

// Sources of what requesters are told about their tickets.
const (
	SourceMessage = "message" // dari.letters: what staff have written, as a mail
	SourceTicket  = "ticket"  // dari.tickets: that it was received
	SourceNews    = "news"    // a number of dari.letter_notice
)

// Received is that a ticket has come in: its writer gets the number, and by when we answer.
type Received struct {
	TicketID int64
	Number   int64
	// Address is where it goes by mail. Without one that can be written to it goes to Phone as an SMS.
	Address    string
	Phone      string
	CustomerID int64 // 0: not a known customer
	Lang       string
	Due        time.Time // zero: no time was promised
	URL        string    // of the ticket's page; empty: there is none
	Subject    string    // of what they have written; of a form its topic

	// Of a mail, what its answer says; Auto is set when a program answers a mail with it.
	ReplyTo, InReplyTo, References string
	Auto                           bool
}

// PlanReceived plans that notice, once for each ticket, in the caller's transaction; who has committed it
// wakes LaneDirect. planned is false when there is nowhere to send it, or it was sent before.
func PlanReceived(ctx context.Context, tx pgx.Tx, r Received) (planned bool, err error) {
	set, err := staff.Shop(ctx, tx)
	if err != nil {
		return false, err
	}
	var now time.Time
	if err := tx.QueryRow(ctx, sqlNow).Scan(&now); err != nil {
		return false, fmt.Errorf("read the clock: %w", err)
	}
	d := NewDelivery{
		Class: Reply, SourceKind: SourceTicket, SourceID: r.TicketID, Kind: "ticket.received", Channel: Email, Address: r.Address,
		CustomerID: r.CustomerID, Lang: r.Lang, Fields: r.fields(set, now), ExpiresAt: now.Add(24 * time.Hour),
	}
	if _, ok := senderKey(r.Address); !ok {
		if _, mobile := mobileKey(r.Phone); !mobile {
			return false, nil
		}
		d.Channel, d.Address = SMS, r.Phone
	}
	n, err := Plan(ctx, tx, []NewDelivery{d})
	return n > 0, err
}

func (r Received) fields(set staff.ShopSettings, now time.Time) map[string]string {
	lang := i18n.Known(r.Lang, i18n.Korean)
	number := strconv.FormatInt(r.Number, 10)
	f := map[string]string{
		"ticket.number": "#" + number, "ticket.subject": tidy(r.Subject, false), "ticket.url": r.URL,
		fieldSubject: i18n.T(lang, "notify.received.subject", "shop", shopName(set, lang), "number", number),
	}
	if !r.Due.IsZero() {
		f["ticket.due"] = i18n.Format{Lang: lang, Zone: set.Location(), Now: now}.DateTime(r.Due)
	}
	if r.ReplyTo != "" {
		f[fieldReplyTo], f["ticket.add"] = r.ReplyTo, i18n.T(lang, "notify.received.add")
	}
	if r.Auto {
		f[fieldAuto] = "replied"
	}
	for name, value := range map[string]string{fieldInReplyTo: r.InReplyTo, fieldReferences: r.References} {
		if value != "" {
			f[name] = value
		}
	}
	return f
}

// News is what a requester is told about their ticket beside an answer: that it goes on in another one.
type News struct {
	ID         int64 // a number of its own
	Address    string
	CustomerID int64
	Lang       string
	Text       string
	URL        string
	Subject    string // of the thread; empty: a subject is made

	ReplyTo, InReplyTo, References string
}

// PlanNews plans it, in the caller's transaction, and answers the Message-ID it will have.
func PlanNews(ctx context.Context, tx pgx.Tx, n News) (messageID string, err error) {
	set, err := staff.Shop(ctx, tx)
	if err != nil {
		return "", err
	}
	host, err := messageHost(ctx, tx)
	if err != nil {
		return "", err
	}
	lang := i18n.Known(n.Lang, i18n.Korean)
	if n.Subject == "" {
		n.Subject = i18n.T(lang, "notify.news.subject", "shop", shopName(set, lang))
	}
	messageID = "<" + newUID() + "@" + host + ">"
	_, err = Plan(ctx, tx, []NewDelivery{{
		Class: Reply, SourceKind: SourceNews, SourceID: n.ID, Kind: "ticket.news", Channel: Email, Address: n.Address, CustomerID: n.CustomerID,
		Lang: n.Lang, MessageID: messageID, Fields: map[string]string{
			fieldSubject: tidy(n.Subject, false), "ticket.news": n.Text, "ticket.url": n.URL,
			fieldReplyTo: n.ReplyTo, fieldInReplyTo: n.InReplyTo, fieldReferences: n.References,
		},
	}})
	return messageID, err
}
