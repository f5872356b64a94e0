package letters

import (
	"context"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"html/template"
	"net/http"

	"dari/internal/api"
	"dari/internal/fault"
	"dari/internal/i18n"
	"dari/internal/postgres"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"
)

// The page of a mail is shown in a frame of the console. Whatever is in the mail, it has no script, sends
// nothing, and loads nothing but pictures, those of other servers only when somebody has asked for them.

//go:embed page.html
var pageText string

//go:embed page.css
var pageStyle string

var page = template.Must(template.New("page").Parse(pageText))

// styleHash lets our own style sheet through, and no other.
var styleHash = func() string {
	sum := sha256.Sum256([]byte(pageStyle))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}()

func policyOf(images bool) string {
	from := "data:"
	if images {
		from += " https: http:"
	}
	return "default-src 'none'; img-src " + from + "; style-src " + styleHash + "; style-src-elem " + styleHash + "; style-src-attr 'unsafe-inline'; " +
		"script-src 'none'; connect-src 'none'; font-src 'none'; frame-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; " +
		"sandbox allow-popups allow-popups-to-escape-sandbox"
}

// Pages registers what is no JSON.
func (s *Service) Pages(e *gin.Engine) { e.GET("/mail/:id", s.servePage) }

type pageData struct {
	Lang, Subject, Text, Quoted string
	Style                       template.CSS
	HTML                        template.HTML
	Plain                       bool
}

func (s *Service) servePage(c *gin.Context) {
	lang := i18n.FromAcceptLanguage(c.GetHeader("Accept-Language"))
	ctx, err := s.Authorize(c.Request.WithContext(api.WithRequest(c.Request.Context(), lang, c.ClientIP(), c.Writer.Header().Get("X-Request-Id"))), "tickets:read")
	var d pageData
	images := c.Query("images") == "1"
	if err == nil {
		d, err = s.pageOf(ctx, c.Param("id"), images)
	}
	if err != nil {
		api.Refuse(c, s.Log, err)
		return
	}
	d.Lang, d.Style = lang, template.CSS(pageStyle) //nolint:gosec // our own
	h := c.Writer.Header()
	h.Set("Content-Security-Policy", policyOf(images))
	h.Set("X-Frame-Options", "SAMEORIGIN")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Cache-Control", "private, no-store")
	h.Set("X-Robots-Tag", "noindex")
	h.Set("Content-Type", "text/html; charset=utf-8")
	c.Status(http.StatusOK)
	if err := page.Execute(c.Writer, d); err != nil {
		s.Log.DebugContext(ctx, "the page of a mail was not written", "error", err) // its reader is gone
	}
}

const sqlPlainMail = `
SELECT i.subject, m.body, coalesce(m.data -> 'mail' ->> 'quoted', '') FROM dari.inbound_mail i
JOIN dari.messages m ON m.conversation_id = i.conversation_id AND m.seq = i.message_seq WHERE i.uid = $1 AND i.state = 'done'`

// pageOf is the HTML of a mail, or its text when it has none.
func (s *Service) pageOf(ctx context.Context, given string, images bool) (pageData, error) {
	id, err := uuid.Parse(given)
	if err != nil {
		return pageData{}, fault.New(fault.NotFound, "mail.not_found")
	}
	p, err := s.Mail.Page(ctx, id, images)
	if err == nil {
		return pageData{Subject: p.Subject, HTML: template.HTML(p.HTML)}, nil //nolint:gosec // sanitised, and the policy of the page lets nothing run
	}
	if !fault.Is(err, fault.NotFound) {
		return pageData{}, err
	}
	return plainOf(ctx, s.DB, id)
}

func plainOf(ctx context.Context, q postgres.Querier, id uuid.UUID) (pageData, error) {
	d := pageData{Plain: true}
	found, err := one(ctx, q, "read the text of a mail", sqlPlainMail, []any{id}, []any{&d.Subject, &d.Text, &d.Quoted})
	if err == nil && !found {
		err = fault.New(fault.NotFound, "mail.not_found")
	}
	return d, err
}
