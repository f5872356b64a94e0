package web

import (
	"html/template"
	"net/http"
	"strconv"

	"dari/internal/i18n"

	"github.com/gin-gonic/gin"
)

// errorTemplate is one page for every status: what happened, what to do, a code for support.
var errorTemplate = template.Must(template.New("error").Parse(`<!doctype html>
<html lang="{{.Lang}}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex"><title>{{.Title}}</title><link rel="stylesheet" href="/pages/pages.css"></head>
<body><main class="notice"><h1>{{.Title}}</h1><p>{{.Detail}}</p><p><a href="/help">{{.Help}}</a></p><p class="code">{{.Status}} · {{.ID}}</p></main></body></html>
`))

func (s *Server) errorPage(c *gin.Context, status int) {
	lang := i18n.FromAcceptLanguage(c.GetHeader("Accept-Language"))
	code := map[int]string{http.StatusNotFound: "not_found", http.StatusForbidden: "forbidden"}[status]
	if code == "" {
		code = "internal"
	}
	c.Header("Content-Type", "text/html; charset=utf-8")
	c.Status(status)
	_ = errorTemplate.Execute(c.Writer, map[string]any{ // the reader may be gone
		"Lang": lang, "Title": i18n.T(lang, "fault."+code), "Detail": i18n.T(lang, "fault."+code+".detail"),
		"Help": i18n.T(lang, "common.to_help"), "Status": strconv.Itoa(status), "ID": c.Writer.Header().Get("X-Request-Id"),
	})
}
