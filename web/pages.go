package web

import (
	"bytes"
	"context"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io/fs"
	"log/slog"
	"net/http"
	"net/url"
	"path"
	"strings"
	"time"

	"dari/internal/i18n"
	"dari/internal/korean"

	"github.com/gin-gonic/gin"
)

//go:embed pages
var pageFiles embed.FS

// tokens are the colours and sizes that the console, the widget and the pages share.
//
//go:embed ui/src/shared/tokens.css
var tokens string

// pageTokens are the tokens for pages, which have no script: what they show follows the browser's
// own choice of light or dark, where the console is told its theme.
func pageTokens(css string) []byte {
	const told, asked = "[data-theme=dark]{", "@media (prefers-color-scheme:dark){:root{"
	light, rest, _ := strings.Cut(css, told)
	dark, rest, _ := strings.Cut(rest, "\n}")
	return []byte(light + asked + dark + "\n}}" + rest)
}

// PagesOptions of NewPages.
type PagesOptions struct {
	Log       *slog.Logger
	PublicURL string
	// Shop answers what stands in the head and the foot of every page.
	Shop    func(ctx context.Context) (PageShop, error)
	Fiction bool // say that the shop is made up
	Now     func() time.Time
}

// PageShop is the shop as a public page shows it. The law wants all of it in the footer.
type PageShop struct {
	Name, NameEn, Owner, BusinessNo, MailOrderNo, Address, Phone, Email, PrivacyOfficer string
	WidgetKey                                                                           string
	Zone                                                                                *time.Location
}

// Pages are the public pages: html/template inside one layout, readable without a script.
type Pages struct {
	options   PagesOptions
	templates map[string]*template.Template
	css       []byte
	tag       string
}

// NewPages parses all of pages/*.html. Each of them fills the blocks of layout.html: title,
// description, head, main.
func NewPages(o PagesOptions) (*Pages, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.Default()
	}
	layout, err := template.New("layout.html").Funcs(pageFuncs).ParseFS(pageFiles, "pages/layout.html")
	if err != nil {
		return nil, fmt.Errorf("read the layout of the pages: %w", err)
	}
	names, err := fs.Glob(pageFiles, "pages/*.html")
	if err != nil {
		return nil, fmt.Errorf("list the pages: %w", err)
	}
	p := &Pages{options: o, templates: map[string]*template.Template{}}
	for _, name := range names {
		if path.Base(name) == "layout.html" {
			continue
		}
		page, err := template.Must(layout.Clone()).ParseFS(pageFiles, name)
		if err != nil {
			return nil, fmt.Errorf("read the page %s: %w", name, err)
		}
		p.templates[path.Base(name)] = page
	}
	own, err := pageFiles.ReadFile("pages/pages.css")
	if err != nil {
		return nil, fmt.Errorf("read the style of the pages: %w", err)
	}
	p.css = append(pageTokens(tokens), own...)
	sum := sha256.Sum256(p.css)
	p.tag = `"` + base64.RawURLEncoding.EncodeToString(sum[:12]) + `"`
	return p, nil
}

// Mount serves what the pages load, and what search engines ask for.
func (p *Pages) Mount(e *gin.Engine) {
	e.GET("/pages/pages.css", func(c *gin.Context) {
		c.Header("Content-Type", "text/css; charset=utf-8")
		c.Header("Cache-Control", "public, max-age=300")
		c.Header("ETag", p.tag)
		http.ServeContent(c.Writer, c.Request, "pages.css", time.Time{}, bytes.NewReader(p.css))
	})
	e.GET("/robots.txt", func(c *gin.Context) {
		c.String(http.StatusOK, "User-agent: *\nDisallow: /app\nDisallow: /api/\nDisallow: /o/\nDisallow: /p/\nDisallow: /s/\nDisallow: /t/\nDisallow: /u/\nSitemap: %s/sitemap.xml\n", p.options.PublicURL)
	})
}

// Page is what the layout and every template know beside their own data; they call its methods.
type Page struct {
	Lang      string
	Path      string
	Shop      PageShop
	Fiction   bool
	Query     url.Values
	PublicURL string
	format    i18n.Format
}

// Render writes a page: name is the template, as "help.html"; the template sees the data as .Data
// and the page as .Page. A file that defines a template of its own name ("demo" in demo.html) is a
// whole document outside the layout, and sees the data as its dot. The status is what was set on w
// before, else 200.
func (p *Pages) Render(w http.ResponseWriter, r *http.Request, name string, data any) {
	tmpl, ok := p.templates[name]
	if !ok {
		p.fail(w, r, fmt.Errorf("there is no page %s", name))
		return
	}
	shop, err := p.options.Shop(r.Context())
	if err != nil {
		p.fail(w, r, fmt.Errorf("read the shop for a page: %w", err))
		return
	}
	lang := i18n.FromRequest(r)
	page := Page{
		Lang: lang, Path: r.URL.Path, Shop: shop, Fiction: p.options.Fiction, Query: r.URL.Query(), PublicURL: p.options.PublicURL,
		format: i18n.Format{Lang: lang, Zone: shop.Zone, Now: p.options.Now()},
	}
	var body bytes.Buffer
	if whole := tmpl.Lookup(strings.TrimSuffix(name, ".html")); whole != nil {
		err = whole.Execute(&body, data)
	} else {
		err = tmpl.Execute(&body, map[string]any{"Page": page, "Data": data})
	}
	if err != nil {
		p.fail(w, r, fmt.Errorf("write the page %s: %w", name, err))
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Add("Vary", "Accept-Language")
	if h.Get("Cache-Control") == "" {
		h.Set("Cache-Control", "no-cache")
	}
	_, _ = w.Write(body.Bytes()) // the reader may be gone
}

func (p *Pages) fail(w http.ResponseWriter, r *http.Request, err error) {
	p.Failed(w, r, err)
}

// Failed answers that a page could not be made, and logs why.
func (p *Pages) Failed(w http.ResponseWriter, r *http.Request, err error) {
	p.options.Log.ErrorContext(r.Context(), "a page failed", "error", err)
	p.notice(w, r, http.StatusInternalServerError, "internal")
}

// Missing answers that there is no such page.
func (p *Pages) Missing(w http.ResponseWriter, r *http.Request) {
	p.notice(w, r, http.StatusNotFound, "not_found")
}

// notice needs neither the database nor the layout.
func (p *Pages) notice(w http.ResponseWriter, r *http.Request, status int, code string) {
	lang := i18n.FromRequest(r)
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_ = errorTemplate.Execute(w, map[string]any{ // the reader may be gone
		"Lang": lang, "Title": i18n.T(lang, "fault."+code), "Detail": i18n.T(lang, "fault."+code+".detail"),
		"Help": i18n.T(lang, "common.to_help"), "Status": fmt.Sprint(status), "ID": w.Header().Get("X-Request-Id"),
	})
}

var pageFuncs = template.FuncMap{
	"t":    i18n.T,
	"josa": korean.Josa,
	"won":  korean.Won,
	// sanitised is for HTML that an allow-list has been through, and for nothing else.
	"sanitised": func(html string) template.HTML { return template.HTML(html) }, //nolint:gosec // see above
}

// T is the text of the key in the page's language.
func (p Page) T(key string, args ...any) string { return i18n.T(p.Lang, key, args...) }

// Quote puts a word into the quotation marks of the language.
func (p Page) Quote(s string) string {
	if p.Lang == i18n.English {
		return "“" + s + "”"
	}
	return "‘" + s + "’"
}

// Day is 11월 23일 or Nov 23.
func (p Page) Day(t time.Time) string { return p.format.Day(t) }

// Date is 11월 23일 (월) or Mon, Nov 23.
func (p Page) Date(t time.Time) string { return p.format.Date(t) }

// DateTime is the date and the time.
func (p Page) DateTime(t time.Time) string { return p.format.DateTime(t) }

// Won is 128,000원 or ₩128,000.
func (p Page) Won(n int64) string { return p.format.Won(n) }

// Phone is 010-2345-5678.
func (p Page) Phone(s string) string { return p.format.Phone(s) }

// ISO is what a time element holds.
func (p Page) ISO(t time.Time) string { return t.UTC().Format(time.RFC3339) }

// ShopName is the shop's name in the page's language.
func (p Page) ShopName() string {
	if p.Lang == i18n.English && p.Shop.NameEn != "" {
		return p.Shop.NameEn
	}
	return p.Shop.Name
}

// Href is a link inside the site that keeps the language somebody chose.
func (p Page) Href(to string) string {
	chosen := i18n.Known(p.Query.Get("lang"), "")
	if chosen == "" || strings.Contains(to, "lang=") {
		return to
	}
	if strings.Contains(to, "?") {
		return to + "&lang=" + chosen
	}
	return to + "?lang=" + chosen
}

// In is this page in a language.
func (p Page) In(lang string) string {
	q := url.Values{}
	for name, values := range p.Query {
		q[name] = values
	}
	q.Set("lang", lang)
	return p.Path + "?" + q.Encode()
}

// Canonical is the one address of this page in a language, without what was asked of it.
func (p Page) Canonical(lang string) string {
	return p.PublicURL + p.Path + "?lang=" + url.QueryEscape(lang)
}

// Plain is the address that chooses the language by the browser.
func (p Page) Plain() string { return p.PublicURL + p.Path }

// Chosen is the language in the address, or "".
func (p Page) Chosen() string { return i18n.Known(p.Query.Get("lang"), "") }
