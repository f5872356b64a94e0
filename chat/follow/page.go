package follow

import (
	_ "embed"
	"net/http"
	"strings"

	"dari/internal/i18n"
	"dari/internal/korean"
	"dari/internal/staff"

	"github.com/gin-gonic/gin"
)

const (
	linkPage  = "chat_link.html"
	panelPage = "chat_panel.html"
	cookie    = "dari_chat"
)

//go:embed panel.js
var panelScript []byte

// Pages registers the page of a link. A GET only shows: programs that scan mails open every link, and
// change nothing by that. A POST opens the thread, in the first browser that asks.
func (s *Service) Pages(e *gin.Engine) {
	e.GET("/c/:token", s.showLink)
	e.HEAD("/c/:token", s.showLink)
	e.POST("/c/:token", s.openLink)
	e.POST("/c/:token/new", s.renewLink)
	e.GET("/c/panel.js", func(c *gin.Context) {
		c.Header("Cache-Control", "public, max-age=300")
		c.Data(http.StatusOK, "text/javascript; charset=utf-8", panelScript)
	})
	e.GET("/c/file/:token", s.showFile)
}

// linkView is what chat_link.html shows.
type linkView struct {
	Title, Said, Text, Action, Link, Button string
	Primary                                 bool
}

// panelView is what chat_panel.html shows.
type panelView struct {
	Lang, Shop, Key, Token, Title string
}

// read finds the link of a request, and answers it where there is none.
func (s *Service) read(c *gin.Context) (l link, session string, ok bool) {
	c.Header("Cache-Control", "no-store")
	c.Header("Referrer-Policy", "no-referrer") // the address is the key
	c.Header("X-Robots-Tag", "noindex, nofollow")
	if !s.visits.allow(c.ClientIP()) {
		c.Header("Retry-After", "60")
		s.say(c, http.StatusTooManyRequests, "many", "")
		return link{}, "", false
	}
	session, _ = c.Cookie(cookie)
	l, found, err := findLink(c.Request.Context(), s.DB, c.Param("token"), session)
	if err != nil {
		s.Failed(c.Writer, c.Request, err)
		return link{}, "", false
	}
	if !found {
		s.say(c, http.StatusNotFound, "missing", "")
		return link{}, "", false
	}
	return l, session, true
}

// say draws a page with nothing to press.
func (s *Service) say(c *gin.Context, status int, what, said string) {
	lang := i18n.FromRequest(c.Request)
	c.Status(status)
	s.Render(c.Writer, c.Request, linkPage, linkView{
		Title: i18n.T(lang, "follow.page."+what+"_title"), Text: i18n.T(lang, "follow.page."+what), Said: said,
	})
}

func (s *Service) showLink(c *gin.Context) {
	l, session, ok := s.read(c)
	switch {
	case !ok:
	case l.Mine:
		s.showPanel(c, session)
	default:
		s.offer(c, l)
	}
}

// offer shows what can be done with a link: open it, or have another one.
func (s *Service) offer(c *gin.Context, l link) {
	lang := i18n.FromRequest(c.Request)
	what, action, status := "ready", "", http.StatusOK
	switch {
	case l.Opened:
		what, action, status = "used", "/new", http.StatusGone
	case l.Over:
		what, action, status = "over", "/new", http.StatusGone
	}
	c.Status(status)
	s.Render(c.Writer, c.Request, linkPage, linkView{
		Title: i18n.T(lang, "follow.page."+what+"_title"), Text: i18n.T(lang, "follow.page."+what, "to", masked(l.Channel, l.RecipientKey)),
		Action: "/c/" + c.Param("token") + action, Button: i18n.T(lang, "follow.page."+what+"_button"), Primary: true,
	})
}

func (s *Service) openLink(c *gin.Context) {
	l, _, ok := s.read(c)
	if !ok {
		return
	}
	if l.Mine {
		c.Redirect(http.StatusSeeOther, "/c/"+c.Param("token"))
		return
	}
	if l.Opened || l.Over {
		s.offer(c, l)
		return
	}
	session, err := s.open(c.Request.Context(), l)
	if err != nil {
		s.Failed(c.Writer, c.Request, err)
		return
	}
	if session == "" {
		l.Opened = true
		s.offer(c, l)
		return
	}
	http.SetCookie(c.Writer, &http.Cookie{
		Name: cookie, Value: session, Path: "/c/" + c.Param("token"), MaxAge: int(l.Until.Sub(l.Now).Seconds()) + 86_400, HttpOnly: true,
		SameSite: http.SameSiteLaxMode, Secure: strings.HasPrefix(s.PublicURL, "https:"),
	})
	c.Redirect(http.StatusSeeOther, "/c/"+c.Param("token"))
}

func (s *Service) renewLink(c *gin.Context) {
	l, _, ok := s.read(c)
	if !ok {
		return
	}
	sent, err := s.renew(c.Request.Context(), l)
	if err != nil {
		s.Failed(c.Writer, c.Request, err)
		return
	}
	lang := i18n.FromRequest(c.Request)
	if !sent {
		s.say(c, http.StatusTooManyRequests, "later", "")
		return
	}
	s.Render(c.Writer, c.Request, linkPage, linkView{
		Title: i18n.T(lang, "follow.page.sent_title"), Said: i18n.T(lang, "follow.page.sent", "to", masked(l.Channel, l.RecipientKey)), Text: i18n.T(lang, "follow.page.sent_next"),
	})
}

// showPanel fills the page with the widget's panel, which knows its shopper by the session's token.
func (s *Service) showPanel(c *gin.Context, session string) {
	set, err := staff.Shop(c.Request.Context(), s.DB)
	if err != nil {
		s.Failed(c.Writer, c.Request, err)
		return
	}
	lang := i18n.FromRequest(c.Request)
	name := set.Name
	if lang == i18n.English && set.NameEn != "" {
		name = set.NameEn
	}
	s.Render(c.Writer, c.Request, panelPage, panelView{lang, name, set.WidgetKey, session, i18n.T(lang, "follow.page.panel", "shop", name)})
}

// masked hides most of an address: 010-••••-5678, s•••@naver.com.
func masked(channel, key string) string {
	if channel == SMS {
		return korean.MaskPhone(key)
	}
	return maskEmail(key)
}
