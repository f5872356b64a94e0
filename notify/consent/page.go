package consent

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"dari/internal/i18n"
	"dari/internal/korean"
	"dari/internal/staff"
	"dari/notify"

	"github.com/gin-gonic/gin"
	"github.com/jackc/pgx/v5"
)

// pageName is the file in web/pages.
const pageName = "unsubscribe.html"

// maxForm bounds the body of a POST: mail programs send 26 bytes.
const maxForm = 64 << 10

// Pages registers the way out: a GET only shows, a POST acts. There is no sign-in and no question.
func (s *Service) Pages(e *gin.Engine) {
	e.GET("/u/:token", s.showPage)
	e.HEAD("/u/:token", s.showPage)
	e.POST("/u/:token", s.actPage)
}

// page is what unsubscribe.html shows. Without an action there is no button.
type page struct {
	Title, Said, Text, Action, Button, Orders string
	Primary                                   bool
}

func (s *Service) showPage(c *gin.Context) {
	subject, who, ok := s.open(c)
	if ok {
		s.draw(c, subject, who, false)
	}
}

// actPage takes the form of the page and the one-click body of a mail program (RFC 8058), which comes
// without cookies and wants no redirect. Whatever is posted takes the consent back, but for the
// page's own way back.
func (s *Service) actPage(c *gin.Context) {
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, maxForm)
	subject, who, ok := s.open(c)
	if !ok {
		return
	}
	change := Change{CustomerID: who.ID, Channel: subject.Channel, Source: SourcePage, IP: c.ClientIP()}
	switch {
	case c.PostForm("List-Unsubscribe") != "":
		change.Source = SourceOneClick
	case c.PostForm("action") == "on":
		shop, err := staff.Shop(c.Request.Context(), s.db)
		if err != nil {
			s.failed(c.Writer, c.Request, err)
			return
		}
		lang := i18n.FromRequest(c.Request)
		change.Granted, change.Source = true, SourceResubscribe
		change.TextShown = i18n.T(lang, "consent.page.resubscribe_words", "list", listName(shop, subject.Channel, lang))
	}
	if _, err := s.Set(c.Request.Context(), change); err != nil {
		s.failed(c.Writer, c.Request, err)
		return
	}
	s.draw(c, subject, who, true)
}

// open reads the token and its person. A token that is none, and one whose person has been erased,
// look alike.
func (s *Service) open(c *gin.Context) (Subject, person, bool) {
	c.Header("Cache-Control", "no-store")
	c.Header("Referrer-Policy", "no-referrer") // the address is the key
	c.Header("X-Robots-Tag", "noindex")
	subject, ok := s.tokens.Open(c.Param("token"))
	if ok {
		who, err := personByID(c.Request.Context(), s.db, subject.CustomerID)
		if err == nil {
			return subject, who, true
		}
		if !errors.Is(err, pgx.ErrNoRows) {
			s.failed(c.Writer, c.Request, err)
			return Subject{}, person{}, false
		}
	}
	lang := i18n.FromRequest(c.Request)
	c.Status(http.StatusNotFound)
	s.render(c.Writer, c.Request, pageName, page{Title: i18n.T(lang, "consent.page.missing_title"), Text: i18n.T(lang, "consent.page.missing")})
	return Subject{}, person{}, false
}

// draw shows how things stand and the one button that changes it.
func (s *Service) draw(c *gin.Context, subject Subject, who person, acted bool) {
	view, err := s.view(c.Request.Context(), i18n.FromRequest(c.Request), subject, who, acted)
	if err != nil {
		s.failed(c.Writer, c.Request, err)
		return
	}
	s.render(c.Writer, c.Request, pageName, view)
}

func (s *Service) view(ctx context.Context, lang string, subject Subject, who person, acted bool) (page, error) {
	shop, err := staff.Shop(ctx, s.db)
	if err != nil {
		return page{}, err
	}
	states, err := Of(ctx, s.db, who.ID)
	if err != nil {
		return page{}, err
	}
	now, err := clock(ctx, s.db)
	if err != nil {
		return page{}, err
	}
	list := listName(shop, subject.Channel, lang)
	p := page{
		Title: i18n.T(lang, "consent.page.title"), Orders: i18n.T(lang, "consent.page.orders"),
		Action: "on", Button: i18n.T(lang, "consent.page.on_button"),
	}
	state, known := marketing(states, subject.Channel)
	at := i18n.Format{Lang: lang, Zone: shop.Location(), Now: now}.DateTime(state.At)
	switch {
	case known && state.Granted:
		p.Text = onText(lang, list, who.masked(subject.Channel))
		p.Action, p.Button, p.Primary = "off", i18n.T(lang, "consent.page.off_button."+string(subject.Channel)), true
		if acted {
			p.Said = i18n.T(lang, "consent.page.on_again", "at", at, "list", list)
		}
	case known:
		p.Title, p.Text = i18n.T(lang, "consent.page.off_title"), i18n.T(lang, "consent.page.off", "at", at, "list", list)
	default:
		p.Text = i18n.T(lang, "consent.page.off_never", "list", list)
	}
	return p, nil
}

func onText(lang, list, masked string) string {
	if masked == "" {
		return i18n.T(lang, "consent.page.on_bare", "list", list)
	}
	return i18n.T(lang, "consent.page.on", "address", masked, "list", list)
}

func listName(shop staff.ShopSettings, channel notify.Channel, lang string) string {
	name := shop.Name
	if lang == i18n.English && shop.NameEn != "" {
		name = shop.NameEn
	}
	return i18n.T(lang, "consent.page.list."+string(channel), "shop", name)
}

func marketing(states []State, channel notify.Channel) (State, bool) {
	for _, st := range states {
		if st.Channel == channel && st.Purpose == Marketing {
			return st, true
		}
	}
	return State{}, false
}

// masked shows the person which address is meant and nobody else what it is.
func (p person) masked(channel notify.Channel) string {
	if channel == notify.SMS {
		if p.Phone == "" {
			return ""
		}
		return korean.MaskPhone(p.Phone)
	}
	local, domain, ok := strings.Cut(p.Email, "@")
	if !ok {
		return ""
	}
	first := []rune(local)
	if len(first) < 2 {
		return "•••@" + domain
	}
	return string(first[0]) + "•••@" + domain
}
