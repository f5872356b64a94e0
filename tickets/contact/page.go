package contact

import (
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"dari/internal/fault"
	"dari/internal/i18n"
	"dari/internal/korean"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"
)

// The pages in web/pages.
const (
	formPage   = "contact_form.html"
	donePage   = "contact_done.html"
	ticketPage = "ticket.html"
	lookupPage = "ticket_lookup.html"
)

// maxBody bounds what is posted: 4,000 characters of text, percent-encoded, and as much again for each of
// the shop's own fields.
const maxBody = 512 << 10

// trap is a field that no person sees; programs fill it in.
const trap = "website"

// formView is what contact_form.html shows: the topics, and the form of the one that is chosen.
type formView struct {
	Topics  []topicView
	Topic   string
	Label   string
	Stamp   string
	Trap    string
	Fields  []fieldView
	Consent fieldView
	Errors  []fieldView // those with an Error
	Notice  string
	Attach  bool // files may go with it
	// FilesError is what is wrong with the files; the browser has forgotten which they were.
	FilesError string
	Promise    time.Time // zero: none
}

type topicView struct{ ID, Label, Hint string }

type fieldView struct {
	ID, Kind, Label, Hint, Value, Error string
	Type, Auto, Mode                    string
	Most                                int
	Required                            bool
	Choices                             []choiceView
}

type choiceView struct {
	ID, Label string
	Chosen    bool
}

// showForm shows the topics, or the form of one.
func (s *Service) showForm(c *gin.Context) {
	f := form{lang: i18n.FromRequest(c.Request), values: map[string]string{}}
	list, err := offered(c.Request.Context(), s.DB)
	if err != nil {
		s.Failed(c.Writer, c.Request, err)
		return
	}
	f.topic, _ = topicOf(list, c.Query("topic"))
	s.drawForm(c, f, nil, wrong{})
}

// drawForm keeps what was typed, and names what is wrong beside its field.
func (s *Service) drawForm(c *gin.Context, f form, problems []problem, said wrong) {
	c.Header("Cache-Control", "no-store") // the stamp is this form's own
	ctx := c.Request.Context()
	now, err := clock(ctx, s.DB)
	if err != nil {
		s.Failed(c.Writer, c.Request, err)
		return
	}
	v := formView{Topic: f.topic.ID, Trap: trap, Notice: said.text, FilesError: said.files, Attach: s.Files != nil}
	if v.FilesError == "" && len(f.files) > 0 {
		v.FilesError = i18n.T(f.lang, "contact.files_again")
	}
	if v.Topic == "" {
		list, err := offered(ctx, s.DB)
		if err != nil {
			s.Failed(c.Writer, c.Request, err)
			return
		}
		for _, t := range list {
			v.Topics = append(v.Topics, topicView{t.ID, t.label(f.lang), t.hint(f.lang)})
		}
	} else {
		v.Label, v.Stamp = f.topic.label(f.lang), s.stampFor(c, now)
		v.Fields = f.views(problems)
		v.Consent = fieldView{ID: "consent", Label: i18n.T(f.lang, "contact.consent"), Hint: i18n.T(f.lang, "chat.leave.consent"), Error: errorOf(f.lang, "consent", problems)}
		if f.consent {
			v.Consent.Value = "yes"
		}
		for _, d := range append(v.Fields, v.Consent) {
			if d.Error != "" {
				v.Errors = append(v.Errors, d)
			}
		}
	}
	due, err := promise(ctx, s.DB)
	if err != nil {
		s.Failed(c.Writer, c.Request, err)
		return
	}
	if due != nil {
		v.Promise = *due
	}
	s.Render(c.Writer, c.Request, formPage, v)
}

// stampFor keeps the stamp of a form that comes back to be put right, so that a quick hand is not taken
// for a program, and makes a new one where that is spent.
func (s *Service) stampFor(c *gin.Context, now time.Time) string {
	if given := c.PostForm("form"); given != "" && c.Writer.Status() != http.StatusConflict {
		if _, age := s.stamped(given, now); age >= 0 && age < stampTo/2 {
			return given
		}
	}
	return s.stamp(now, uuid.New())
}

func (f *form) views(problems []problem) (out []fieldView) {
	for _, d := range f.topic.all() {
		v := fieldView{
			ID: d.ID, Kind: d.Kind, Label: d.label(f.lang), Value: f.values[d.ID], Error: errorOf(f.lang, d.ID, problems),
			Type: "text", Most: d.Most, Required: d.Required,
		}
		if key := "contact.hint." + d.ID; i18n.Has(f.lang, key) {
			v.Hint = i18n.T(f.lang, key)
		}
		switch d.Kind {
		case dateField:
			v.Type = "date"
		case numberField:
			v.Mode = "decimal"
		}
		switch d.ID {
		case "name":
			v.Auto = "name"
		case "email":
			v.Type, v.Auto, v.Mode = "email", "email", "email"
		case "phone":
			v.Type, v.Auto, v.Mode = "tel", "tel", "tel"
		}
		for _, id := range d.Choices {
			v.Choices = append(v.Choices, choiceView{id, d.choice(f.lang, id), id == v.Value})
		}
		out = append(out, v)
	}
	return out
}

func errorOf(lang, id string, problems []problem) string {
	for _, p := range problems {
		if p.Field == id {
			return i18n.T(lang, "fault."+p.Code)
		}
	}
	return ""
}

// postForm takes the form as a page sends it.
func (s *Service) postForm(c *gin.Context) {
	most := int64(maxBody)
	if strings.HasPrefix(c.ContentType(), "multipart/") {
		most = mostUploaded
	}
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, most)
	files, unread := uploads(c)
	f := form{lang: i18n.FromRequest(c.Request), values: map[string]string{}, consent: c.PostForm("consent") == "yes", files: files}
	list, err := offered(c.Request.Context(), s.DB)
	if err != nil {
		s.Failed(c.Writer, c.Request, err)
		return
	}
	var ok bool
	topic := c.PostForm("topic")
	if unread != nil {
		topic = c.Query("topic") // it did not come as far as the fields
	}
	if f.topic, ok = topicOf(list, topic); !ok {
		c.Redirect(http.StatusSeeOther, "/contact")
		return
	}
	for _, d := range f.topic.all() {
		f.values[d.ID] = c.PostForm(d.ID)
	}
	if unread != nil {
		s.again(c, unread, func(notice string) { s.drawForm(c, f, nil, wrongWith(unread, notice)) })
		return
	}
	if problems := f.check(); len(problems) > 0 {
		c.Status(http.StatusUnprocessableEntity)
		s.drawForm(c, f, problems, wrong{})
		return
	}
	t, err := s.send(c, f)
	if err == nil {
		s.drawDone(c, f, t)
		return
	}
	s.again(c, err, func(notice string) { s.drawForm(c, f, nil, wrongWith(err, notice)) })
}

// answers are how refusals are answered that are no fault of ours.
var answers = map[fault.Kind]int{
	fault.Malformed: http.StatusBadRequest, fault.Forbidden: http.StatusForbidden, fault.Conflict: http.StatusConflict, fault.Gone: http.StatusGone,
	fault.TooLarge: http.StatusRequestEntityTooLarge, fault.Invalid: http.StatusUnprocessableEntity, fault.TooMany: http.StatusTooManyRequests,
	fault.Unavailable: http.StatusServiceUnavailable,
}

// again answers a refusal with the page it came from, which keeps what was typed.
func (s *Service) again(c *gin.Context, err error, draw func(notice string)) {
	var refused *fault.Fault
	if !errors.As(err, &refused) || answers[refused.Kind] == 0 {
		s.Failed(c.Writer, c.Request, err)
		return
	}
	if refused.RetryAfter > 0 {
		c.Header("Retry-After", strconv.Itoa(refused.RetryAfter))
	}
	c.Status(answers[refused.Kind])
	draw(noticeOf(i18n.FromRequest(c.Request), refused))
}

// noticeOf is what a refusal says on a page.
func noticeOf(lang string, f *fault.Fault) string {
	code := "fault." + f.Code
	switch {
	case f.Code == string(fault.Malformed):
		code = "fault.contact.cut_off" // a page sends no JSON
	case i18n.Has(lang, code+".detail"):
		code += ".detail"
	}
	return i18n.T(lang, code, f.Args...)
}

// send looks whether a program has filled the form in, and takes it.
func (s *Service) send(c *gin.Context, f form) (taken, error) {
	return s.sendStamped(c.Request.Context(), c.ClientIP(), c.PostForm("form"), c.PostForm(trap), f)
}

// doneView is what contact_done.html shows.
type doneView struct {
	Number int64
	Due    time.Time // zero: none
	To     string
	URL    string
}

func (s *Service) drawDone(c *gin.Context, f form, t taken) {
	c.Header("Cache-Control", "no-store")
	c.Header("Referrer-Policy", "no-referrer")
	v := doneView{Number: t.Number, To: f.email(), URL: "/t/" + s.Token(t.TicketID)}
	if t.Due != nil {
		v.Due = *t.Due
	}
	s.Render(c.Writer, c.Request, donePage, v)
}

// mobile is a number that a code can be sent to.
func mobile(v string) (string, bool) {
	phone, err := korean.NormalizePhone(v)
	return phone, err == nil && korean.IsMobile(phone)
}
