package notify

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"html"
	"html/template"
	"net/mail"
	"strings"
	"time"

	"dari/internal/i18n"
	"dari/internal/staff"
	"dari/notify/email"
	"dari/notify/sms"

	"github.com/google/uuid"
)

// row is a claimed delivery.
type row struct {
	ID           int64
	UID          string
	Class        Class
	SourceKind   string
	SourceID     int64
	Kind         string
	Version      int
	Channel      Channel
	RecipientKey string
	CustomerID   int64
	OrderID      int64
	Lang         string
	Fields       map[string]string
	Attempt      int
	MessageID    string
	ClaimedAt    time.Time
}

// letter is a row made ready to leave.
type letter struct {
	row        *row
	templateID int64
	version    int
	record     string // the composed text, for the ledger: JSON
	mail       email.Envelope
	sms        sms.Message

	handoffAt time.Time
	began     time.Time
	release   func()
}

// The advertising law's own words: the mark at the very start and the free way out at the end. They
// are Korean in every language, are put in here and can be taken out nowhere.
const (
	adMark = "(광고)"
	smsOut = "무료수신거부 "
)

// errNoOptOut stops advertising by SMS from a shop without a free number to opt out (080).
var errNoOptOut = fmt.Errorf("%w: the shop has no free opt-out number", ErrTemplate)

// compose fills a row's template. An error that is ErrTemplate fails the row; any other is ours.
func (s *Service) compose(ctx context.Context, f *facts, r *row) (*letter, error) {
	v, err := s.texts.get(ctx, textKey{r.Kind, r.Channel, r.Lang})
	if err != nil {
		return nil, err
	}
	if r.Class == Marketing {
		v.ad = true
	} else if v.ad {
		return nil, fmt.Errorf("%w: advertising cannot leave as %s", ErrTemplate, r.Class)
	}
	l := &letter{row: r, templateID: v.id, version: v.version}
	if r.Channel == SMS {
		err = s.composeSMS(l, f, v)
	} else {
		err = s.composeMail(ctx, l, f, v)
	}
	if r.Class == Code {
		l.record = record(map[string]string{}) // a secret: the ledger does not show it
	}
	return l, err
}

func (s *Service) composeSMS(l *letter, f *facts, v variant) (err error) {
	if l.sms, err = f.short(v, l.row); err != nil {
		return err
	}
	l.sms.ID, l.sms.To, l.sms.From = l.row.UID, l.row.RecipientKey, f.shop.SMSFrom
	if l.sms.From == "" {
		l.sms.From = f.shop.Phone
	}
	l.record = record(map[string]string{"text": f.sealed(l.row, l.sms.Text), "title": l.sms.Title, "type": l.sms.Type})
	return nil
}

// sealed is a text as the ledger keeps it: whoever reads that is not to open the order's page, where its holder
// acts for the buyer.
func (f *facts) sealed(r *row, text string) string {
	page := f.pages[r.ID]
	if token := page[strings.LastIndex(page, "/")+1:]; token != "" {
		text = strings.ReplaceAll(text, token, "…")
	}
	return text
}

// short is the text message of a row. The order's page is named in it as long as that does not turn a short message
// into a long one, which costs the shop more: first without the https:// that phones do without, then not at all, where
// the template can do without it.
func (f *facts) short(v variant, r *row) (sms.Message, error) {
	whole, err := f.message(v, r)
	page := f.pages[r.ID]
	if err != nil || page == "" || whole.Type == sms.Short {
		return whole, err
	}
	for _, other := range []string{strings.TrimPrefix(page, "https://"), ""} {
		shorter := *f
		shorter.pages = map[int64]string{r.ID: other}
		if m, err := shorter.message(v, r); err == nil && m.Type == sms.Short {
			return m, nil
		}
	}
	return whole, nil
}

func (f *facts) message(v variant, r *row) (m sms.Message, err error) {
	values := f.values(r)
	text, err := v.text.Plain(values, "\n")
	if err != nil {
		return m, err
	}
	title, err := v.text.Subject(values)
	if err != nil {
		return m, err
	}
	if v.ad {
		if f.shop.OptOut080 == "" {
			return m, errNoOptOut
		}
		sender := senderName(f.shop, r.Lang)
		text = adMark + sender + "\n" + text + "\n" + smsOut + i18n.Format{Lang: r.Lang}.Phone(f.shop.OptOut080)
		title = adMark + title
	}
	if m, err = sms.Fit(text, title); err != nil {
		return m, fmt.Errorf("%w: %w", ErrTemplate, err)
	}
	return m, nil
}

func (s *Service) composeMail(ctx context.Context, l *letter, f *facts, v variant) error {
	r, values := l.row, f.values(l.row)
	subject, err := v.text.Subject(values)
	if err != nil {
		return err
	}
	plain, err := v.text.Plain(values, "\n\n")
	if err != nil {
		return err
	}
	inside, err := v.text.HTML(values)
	if err != nil {
		return err
	}
	from := senderAddress(f.shop)
	m := email.Message{
		From: mail.Address{Name: senderName(f.shop, r.Lang), Address: from}, To: mail.Address{Name: f.customerName(r), Address: r.RecipientKey},
		Subject: subject, MessageID: r.MessageID, DeliveryID: r.UID, Date: r.ClaimedAt.In(f.shop.Location()),
	}
	if err := s.direct(ctx, r, &m); err != nil {
		return err
	}
	foot := footer{shop: f.shop, lang: r.Lang, class: r.Class}
	if v.ad {
		if foot.unsubscribe = s.unsubscribe(r.CustomerID, Email, r.SourceKind, r.SourceID); foot.unsubscribe == "" {
			return fmt.Errorf("%w: there is no address to unsubscribe at", ErrTemplate)
		}
		m.Subject, m.Unsubscribe = adMark+" "+subject, foot.unsubscribe
	}
	m.Text = plain + "\n\n-- \n" + foot.plain() + quoted(r, false)
	if r.isLetter() {
		m.HTML = letterPage(r.Lang, inside, quoted(r, true), foot.html())
	} else if m.HTML, err = layOut(r.Lang, shopName(f.shop, r.Lang), preheader(plain), inside, foot.html()); err != nil {
		return err
	}
	data, err := s.mail.Compose(m)
	if err != nil {
		return err
	}
	l.mail = email.Envelope{From: s.envelopeFrom(r, m, from), To: r.RecipientKey, Data: data}
	if v.ad {
		plain = "" // told by the template's version and the row's fields
	}
	l.record = record(map[string]string{"subject": m.Subject, "text": f.sealed(r, plain)})
	return nil
}

// envelopeFrom is who is told when a mail cannot be delivered: nobody of one that a program answers with.
func (s *Service) envelopeFrom(r *row, m email.Message, from string) string {
	if m.Auto == email.AutoReplied {
		return ""
	}
	if s.returnTo == nil || r.Class == Marketing {
		return from
	}
	id, err := uuid.Parse(r.UID)
	if err != nil {
		return from
	}
	if back := s.returnTo(id, domainOf(from)); back != "" {
		return back
	}
	return from
}

func record(fields map[string]string) string {
	out, _ := json.Marshal(fields) // a map of strings always has a JSON form
	return string(out)
}

// messageIDs lets only what looks like Message-IDs into a header.
func messageIDs(s string) string {
	var ids []string
	for id := range strings.FieldsSeq(s) {
		if len(id) < 250 && strings.HasPrefix(id, "<") && strings.HasSuffix(id, ">") && !strings.ContainsFunc(id, func(r rune) bool { return r < 0x21 || r > 0x7e }) {
			ids = append(ids, id)
		}
	}
	return strings.Join(ids, " ")
}

// preheader is what a list of mails shows behind the subject.
func preheader(plain string) string {
	r := []rune(strings.Join(strings.Fields(plain), " "))
	return string(r[:min(len(r), 110)])
}

// footer is the end of every mail: who sends it and why, and for advertising how to stop it.
type footer struct {
	shop        staff.ShopSettings
	lang        string
	class       Class
	unsubscribe string
}

func (f footer) sender() string {
	parts := []string{senderName(f.shop, f.lang)}
	if f.shop.Address != "" {
		parts = append(parts, f.shop.Address)
	}
	if phone := (i18n.Format{Lang: f.lang}).Phone(f.shop.Phone); phone != "" {
		parts = append(parts, i18n.T(f.lang, "notify.foot.contact", "phone", phone))
	}
	return tidy(strings.Join(parts, " · "), false)
}

func (f footer) plain() string {
	lines := []string{f.sender()}
	if f.class == Notice {
		lines = append(lines, i18n.T(f.lang, "notify.foot.by_order"))
	}
	if f.unsubscribe != "" {
		// The law wants the way out in Korean and in English, whatever the mail is written in.
		lines = append(lines, "", i18n.T("ko", "notify.ad.mail_out"), i18n.T("en", "notify.ad.mail_out"),
			i18n.T("ko", "notify.ad.mail_out_link")+" / "+i18n.T("en", "notify.ad.mail_out_link")+": "+f.unsubscribe)
	}
	return strings.Join(lines, "\n")
}

func (f footer) html() string {
	out := html.EscapeString(f.sender())
	if f.class == Notice {
		out += "<br>" + html.EscapeString(i18n.T(f.lang, "notify.foot.by_order"))
	}
	if f.unsubscribe != "" {
		for _, lang := range []string{"ko", "en"} {
			out += `<br><br>` + html.EscapeString(i18n.T(lang, "notify.ad.mail_out")) + ` <a href="` + html.EscapeString(f.unsubscribe) + `" style="color:inherit">` +
				html.EscapeString(i18n.T(lang, "notify.ad.mail_out_link")) + `</a>`
		}
	}
	return out
}

//go:embed layout.html
var layoutText string

var layout = template.Must(template.New("layout").Parse(layoutText))

// layOut puts the inside, whose values are escaped already, into the frame of every mail.
func layOut(lang, shop, preheader, inside, foot string) (string, error) {
	var b strings.Builder
	b.Grow(len(layoutText) + len(inside) + len(foot) + 256)
	err := layout.Execute(&b, map[string]any{"Lang": lang, "Shop": shop, "Preheader": preheader, "Body": template.HTML(inside), "Footer": template.HTML(foot)}) //nolint:gosec // both are made of escaped parts here
	if err != nil {
		return "", fmt.Errorf("lay out a mail: %w", err)
	}
	return b.String(), nil
}
