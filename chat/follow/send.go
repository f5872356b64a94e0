package follow

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"dari/internal/event"
	"dari/internal/i18n"
	"dari/internal/korean"
	"dari/internal/postgres"
	"dari/internal/shop"
	"dari/internal/staff"
	"dari/internal/thread"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// The rules of sending on.
const (
	sendMax   = 50               // conversations in one transaction
	quiet     = time.Minute      // an agent who still writes is waited for,
	quietMost = 10 * time.Minute // but not longer than this
	smsApart  = 30 * time.Minute // between two SMS about one thread
	awake     = 10 * time.Minute // who wrote so lately does not sleep
	nightFrom = 21
	nightTo   = 8
	linkLife  = 7 * 24 * time.Hour
)

// SendDue sends on what has waited for long enough, until nothing more is due.
func (s *Service) SendDue(ctx context.Context) error {
	for {
		var seen, sent int
		err := postgres.InTx(ctx, s.DB, func(tx pgx.Tx) (err error) {
			seen, sent, err = s.sendSome(ctx, tx)
			return err
		})
		if err != nil {
			return fmt.Errorf("send on unread answers: %w", err)
		}
		if sent > 0 {
			s.Wake()
		}
		if seen < sendMax {
			return nil
		}
	}
}

func (s *Service) sendSome(ctx context.Context, tx pgx.Tx) (seen, sent int, err error) {
	list, err := dueWaits(ctx, tx, sendMax)
	if err != nil || len(list) == 0 {
		return 0, 0, err
	}
	if err := s.fillIn(ctx, tx, list); err != nil {
		return 0, 0, err
	}
	set, err := staff.Shop(ctx, tx)
	if err != nil {
		return 0, 0, err
	}
	host, err := s.Host(ctx, tx)
	if err != nil {
		return 0, 0, err
	}
	var over []int64
	var messages []Message
	for _, w := range list {
		way, address, until := w.decide(set.Location())
		switch {
		case !until.IsZero():
			err = postpone(ctx, tx, w.ID, until)
		case way == "":
			over = append(over, w.ID)
		default:
			over = append(over, w.ID)
			var m Message
			if m, err = s.followUp(ctx, tx, w, way, address, set, host); err == nil {
				messages = append(messages, m)
			}
		}
		if err != nil {
			return 0, 0, err
		}
	}
	if err := endWaits(ctx, tx, over); err != nil {
		return 0, 0, err
	}
	return len(list), len(messages), s.Plan(ctx, tx, messages)
}

// waiting is a conversation with answers that may have to be sent on.
type waiting struct {
	ID         int64
	UID        uuid.UUID
	Lang       string
	CustomerID int64
	VisitorID  int64
	After      int64      // answers up to here were read, or have left
	WroteAt    *time.Time // the shopper, last
	SMSAt      *time.Time // the last SMS about it
	Root       string     // Message-ID of the first mail about it
	Last       string     // and of the last
	ReplyBy    string     // as the shopper wished; empty: they were not asked
	Phone      string
	Email      string
	NoEmail    bool // the mailbox has refused the last ones
	NoSMS      bool // the number has said 그만
	Now        time.Time

	customer shop.Customer
	answers  []answer
}

// answer is an unread one.
type answer struct {
	ConversationID int64
	Seq            int64
	Name           string
	Body           string
	Data           json.RawMessage
	At             time.Time
}

func (s *Service) fillIn(ctx context.Context, tx pgx.Tx, list []*waiting) error {
	ids, after := make([]int64, len(list)), make([]int64, len(list))
	byID := make(map[int64]*waiting, len(list))
	var customers []int64
	for i, w := range list {
		ids[i], after[i], byID[w.ID] = w.ID, w.After, w
		if w.CustomerID != 0 {
			customers = append(customers, w.CustomerID)
		}
	}
	answers, err := unreadAnswers(ctx, tx, ids, after)
	if err != nil {
		return err
	}
	for _, a := range answers {
		byID[a.ConversationID].answers = append(byID[a.ConversationID].answers, a)
	}
	if len(customers) > 0 {
		known, err := shop.CustomersByID(ctx, tx, customers)
		if err != nil {
			return err
		}
		for _, w := range list {
			w.customer = known[w.CustomerID]
		}
	}
	return s.closed(ctx, tx, list)
}

// contacts are where the shopper can be reached: what they left with their message, and of a member
// what the shop knows.
func (w *waiting) contacts() (email, phone string) {
	email, phone = w.Email, w.Phone
	if email == "" {
		email = w.customer.Email
	}
	if phone == "" {
		phone = w.customer.Phone
	}
	if key, err := korean.NormalizeEmail(email); err == nil && !w.NoEmail {
		email = key
	} else {
		email = ""
	}
	if key, err := korean.NormalizePhone(phone); err == nil && korean.IsMobile(key) && !w.NoSMS {
		phone = key
	} else {
		phone = ""
	}
	return email, phone
}

// decide says by which way the answers leave and where to, or until when they wait on. Neither: they
// do not leave.
func (w *waiting) decide(zone *time.Location) (way, address string, until time.Time) {
	if len(w.answers) == 0 || w.ReplyBy == "none" {
		return "", "", time.Time{}
	}
	first, last := w.answers[0].At, w.answers[len(w.answers)-1].At
	if w.Now.Sub(last) < quiet && w.Now.Sub(first) < quietMost {
		return "", "", earlier(last.Add(quiet), first.Add(quietMost))
	}
	email, phone := w.contacts()
	if email != "" && (w.ReplyBy != SMS || phone == "") {
		return Email, email, time.Time{}
	}
	if phone == "" {
		return "", "", time.Time{}
	}
	if w.SMSAt != nil && w.Now.Sub(*w.SMSAt) < smsApart {
		return "", "", w.SMSAt.Add(smsApart)
	}
	if morning := night(w.Now, zone); !morning.IsZero() && (w.WroteAt == nil || w.Now.Sub(*w.WroteAt) >= awake) {
		return "", "", morning
	}
	return SMS, phone, time.Time{}
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

// night is the end of the night that the moment lies in; zero by day.
func night(at time.Time, zone *time.Location) time.Time {
	t := at.In(zone)
	day := t.Day()
	switch {
	case t.Hour() >= nightFrom:
		day++
	case t.Hour() >= nightTo:
		return time.Time{}
	}
	return time.Date(t.Year(), t.Month(), day, nightTo, 0, 0, 0, zone)
}

// followUp makes the one message about the answers, with its link.
func (s *Service) followUp(ctx context.Context, tx pgx.Tx, w *waiting, way, address string, set staff.ShopSettings, host string) (Message, error) {
	f := followUp{
		UID: newUID(), ConversationID: w.ID, FromSeq: w.answers[0].Seq, UpToSeq: w.answers[len(w.answers)-1].Seq,
		Channel: way, RecipientKey: address,
	}
	if way == Email {
		f.MessageID = "<" + f.UID.String() + "@" + host + ">"
	}
	if err := insertFollowUp(ctx, tx, &f); err != nil {
		return Message{}, err
	}
	token, until, err := s.makeLink(ctx, tx, newLink{FollowID: f.ID, ConversationID: w.ID, Channel: way, RecipientKey: address, Lang: w.Lang})
	if err != nil {
		return Message{}, err
	}
	m := Message{
		Kind: "chat.answer", Class: ClassReply, Channel: way, SourceKind: SourceFollow, SourceID: f.ID, Address: address,
		CustomerID: w.CustomerID, Lang: w.Lang, MessageID: f.MessageID, ExpiresAt: w.Now.Add(24 * time.Hour),
	}
	if way == SMS {
		m.Fields = s.smsFields(set, w.Lang, "chat.answer", token)
		return m, nil
	}
	format := i18n.Format{Lang: w.Lang, Zone: set.Location(), Now: w.Now}
	m.Fields = map[string]string{
		"chat.url": s.PublicURL + "/c/" + token, "chat.until": format.DateTime(until), "chat.talk": s.Talk(s.said(w.answers, format, set, w.Now)),
		"mail.references": strings.TrimSpace(w.Root + " " + w.Last), "mail.in_reply_to": w.Last,
	}
	if s.ReplyTo != nil {
		m.Fields["mail.reply_to"] = s.ReplyTo(w.ID, host)
	}
	if s.Sent == nil {
		return m, nil
	}
	return m, s.Sent(ctx, tx, f.MessageID, w.ID, address)
}

// said are answers as the mail shows them.
func (s *Service) said(answers []answer, format i18n.Format, set staff.ShopSettings, now time.Time) []Said {
	list := make([]Said, len(answers))
	for i, a := range answers {
		list[i] = Said{Who: a.Name, At: format.DateTime(a.At), Text: a.text(), Files: s.files(a.Data, now)}
		if a.Name == "" {
			list[i].Who = shopName(set, format.Lang)
		}
	}
	return list
}

func shopName(set staff.ShopSettings, lang string) string {
	if lang == i18n.English && set.NameEn != "" {
		return set.NameEn
	}
	return set.Name
}

// text is what an answer says. A request's receipt holds what staff said to it in its card.
func (a answer) text() string {
	var card struct {
		Request struct {
			Answer string `json:"answer"`
		} `json:"request"`
	}
	if json.Unmarshal(a.Data, &card) != nil || card.Request.Answer == "" {
		return a.Body
	}
	return a.Body + "\n" + card.Request.Answer
}

// Wanted says which messages are not to leave any more: their answers were read or taken back
// meanwhile, the number has said 그만, or it has become night on their way. What is left of an answer that was
// taken back in part waits anew, and what must not ring at night for the morning.
func (s *Service) Wanted(ctx context.Context, sourceKind string, ids []int64) (unwanted map[int64]string, err error) {
	if sourceKind != SourceFollow {
		return nil, nil //nolint:nilnil // nothing of other sources is unwanted
	}
	err = postgres.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		now, err := clock(ctx, tx)
		if err != nil {
			return err
		}
		set, err := staff.Shop(ctx, tx)
		if err != nil {
			return err
		}
		if unwanted, err = unwantedOf(ctx, tx, ids, !night(now, set.Location()).IsZero()); err != nil || len(unwanted) == 0 {
			return err
		}
		var dropped []int64
		var reasons []string
		for id, reason := range unwanted {
			dropped, reasons = append(dropped, id), append(reasons, reason)
		}
		return dropFollowUps(ctx, tx, dropped, reasons)
	})
	return unwanted, err
}

// settled is the payload of delivery.settled.
type settled struct {
	SourceKind string    `json:"source_kind"`
	SourceID   int64     `json:"source_id"`
	State      string    `json:"state"`
	Reason     string    `json:"reason"`
	At         time.Time `json:"at"`
}

// settle notes what became of our messages, and tells those who keep the history of the work.
func (s *Service) settle(ctx context.Context, tx pgx.Tx, events []event.Event) error {
	for _, e := range events {
		var d settled
		if err := json.Unmarshal(e.Payload, &d); err != nil {
			return fmt.Errorf("decode %s: %w", e.Kind, err)
		}
		if d.SourceKind != SourceFollow {
			continue
		}
		if d.State == "failed" {
			if err := dropFollowUps(ctx, tx, []int64{d.SourceID}, []string{"failed " + d.Reason}); err != nil {
				return err
			}
		}
		f, fresh, err := noteSent(ctx, tx, d.SourceID, d.State, d.At)
		if err != nil {
			return err
		}
		if !fresh {
			continue
		}
		if err := tellHistory(ctx, tx, fmt.Sprintf("%d:%s", d.SourceID, d.State), history{f.ConversationID, f.UpToSeq, f.Channel, outcomeOf(d.State), d.At}); err != nil {
			return err
		}
	}
	return nil
}

func outcomeOf(state string) string {
	if state == "failed" {
		return "failed"
	}
	return "sent"
}

// history is the payload of conversation.followed: what the ticket of a conversation shows of it.
type history struct {
	ConversationID int64     `json:"conversation_id"`
	Seq            int64     `json:"seq"` // a message of the work it belongs to; 0: the last one
	Channel        string    `json:"channel"`
	What           string    `json:"what"` // sent, failed, opened or stopped
	At             time.Time `json:"at"`
}

func tellHistory(ctx context.Context, tx pgx.Tx, key string, h history) error {
	if h.Seq == 0 {
		heads, err := thread.Heads(ctx, tx, []int64{h.ConversationID})
		if err != nil {
			return err
		}
		h.Seq = heads[h.ConversationID]
	}
	return event.Publish(ctx, tx, event.New{
		Kind: "conversation.followed", SubjectKind: "conversation", SubjectID: h.ConversationID,
		Key: "followed:" + h.What + ":" + key, Payload: h,
	})
}
