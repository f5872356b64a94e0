package faq

import (
	"encoding/xml"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"

	"dari/internal/fault"
	"dari/internal/i18n"

	"github.com/gin-gonic/gin"
)

// Pages registers the public pages. They work without a script, and a GET keeps nothing.
func (s *Service) Pages(e *gin.Engine) {
	e.GET("/help", s.pageHome)
	e.GET("/help/c/:slug", s.pageCategory)
	e.GET("/help/a/:slug", s.pageArticle)
	e.GET("/help/search", s.pageSearch)
	e.GET("/sitemap.xml", s.pageSitemap)
}

// homePage is what help.html shows.
type homePage struct {
	Categories []categoryView
	Featured   []Result
}

type categoryView struct {
	Slug, Title, Lead string
	Count             int
}

// categoryPage is what help_category.html shows.
type categoryPage struct {
	Slug, Title, Lead string
	Articles          []Result
	Breadcrumb        any
}

// articlePage is what help_article.html shows.
type articlePage struct {
	Slug, Lang, Title, Lead string
	HTML                    string // sanitised when it was published
	Category                categoryView
	UpdatedAt               time.Time
	OtherLanguage           bool
	Langs                   []string
	Related                 []Result
	Breadcrumb, FAQ         any
}

// searchPage is what help_search.html shows.
type searchPage struct {
	Query   string
	Asked   bool
	Instead string
	Near    bool
	Hits    []hit
}

type hit struct {
	Result
	Pieces []Piece
}

func (s *Service) pageHome(c *gin.Context) {
	lang := i18n.FromRequest(c.Request)
	list, err := categories(c.Request.Context(), s.db, lang)
	if err != nil {
		s.failed(c.Writer, c.Request, err)
		return
	}
	featured, err := featuredArticles(c.Request.Context(), s.db, lang, 6)
	if err != nil {
		s.failed(c.Writer, c.Request, err)
		return
	}
	page := homePage{Featured: s.results(lang, featured)}
	for _, category := range list {
		page.Categories = append(page.Categories, viewOf(category, lang))
	}
	s.render(c.Writer, c.Request, "help.html", page)
}

func (s *Service) pageCategory(c *gin.Context) {
	lang, slug := i18n.FromRequest(c.Request), c.Param("slug")
	list, err := categories(c.Request.Context(), s.db, lang)
	if err != nil {
		s.failed(c.Writer, c.Request, err)
		return
	}
	for _, category := range list {
		if category.Slug != slug {
			continue
		}
		articles, err := articlesOfCategory(c.Request.Context(), s.db, lang, slug, "", 200)
		if err != nil {
			s.failed(c.Writer, c.Request, err)
			return
		}
		s.render(c.Writer, c.Request, "help_category.html", categoryPage{
			Slug: slug, Title: category.Title(lang), Lead: category.Lead(lang), Articles: s.results(lang, articles),
			Breadcrumb: s.breadcrumb(lang, [2]string{category.Title(lang), "/help/c/" + slug}),
		})
		return
	}
	s.missing(c.Writer, c.Request)
}

// slugs are what an address may hold; anything else was never given out.
var slugs = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

func (s *Service) pageArticle(c *gin.Context) {
	lang := i18n.FromRequest(c.Request)
	if !slugs.MatchString(c.Param("slug")) {
		s.missing(c.Writer, c.Request)
		return
	}
	row, err := liveArticle(c.Request.Context(), s.db, c.Param("slug"), lang)
	if fault.Is(err, fault.NotFound) {
		s.missing(c.Writer, c.Request)
		return
	}
	if err != nil {
		s.failed(c.Writer, c.Request, err)
		return
	}
	related, err := articlesOfCategory(c.Request.Context(), s.db, row.Lang, row.Category, row.Slug, 4)
	if err != nil {
		s.failed(c.Writer, c.Request, err)
		return
	}
	category := categoryView{Slug: row.Category, Title: choose(lang, row.CategoryKo, row.CategoryEn)}
	s.render(c.Writer, c.Request, "help_article.html", articlePage{
		Slug: row.Slug, Lang: row.Lang, Title: row.Title, Lead: row.Lead, HTML: row.HTML, Category: category, UpdatedAt: row.UpdatedAt,
		OtherLanguage: row.Lang != lang, Langs: row.Langs, Related: s.results(row.Lang, related), FAQ: questionData(row),
		Breadcrumb: s.breadcrumb(lang, [2]string{category.Title, "/help/c/" + row.Category}, [2]string{row.Title, "/help/a/" + row.Slug}),
	})
}

func (s *Service) pageSearch(c *gin.Context) {
	lang, query := i18n.FromRequest(c.Request), strings.TrimSpace(c.Query("q"))
	query = strings.ToValidUTF8(strings.ReplaceAll(query, "\x00", ""), "")
	if letters := []rune(query); len(letters) > 100 {
		query = string(letters[:100])
	}
	found, err := s.Search(c.Request.Context(), lang, query, 50)
	if err != nil {
		s.failed(c.Writer, c.Request, err)
		return
	}
	page := searchPage{Query: query, Asked: query != "", Instead: found.Instead, Near: found.Near}
	asked := query
	if found.Instead != "" {
		asked = found.Instead
	}
	for _, r := range found.Results {
		page.Hits = append(page.Hits, hit{Result: r, Pieces: highlight(r.Title, asked)})
	}
	s.render(c.Writer, c.Request, "help_search.html", page)
}

func (s *Service) results(lang string, rows []foundRow) []Result {
	out := make([]Result, 0, len(rows))
	for _, row := range rows {
		out = append(out, s.result(lang, row))
	}
	return out
}

func viewOf(c Category, lang string) categoryView {
	return categoryView{Slug: c.Slug, Title: c.Title(lang), Lead: c.Lead(lang), Count: c.Count}
}

// breadcrumb is schema.org data; search engines show it in place of the address.
func (s *Service) breadcrumb(lang string, places ...[2]string) any {
	items := []any{map[string]any{"@type": "ListItem", "position": 1, "name": i18n.T(lang, "faq.title"), "item": s.address("/help", lang)}}
	for i, p := range places {
		items = append(items, map[string]any{"@type": "ListItem", "position": i + 2, "name": p[0], "item": s.address(p[1], lang)})
	}
	return map[string]any{"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": items}
}

func questionData(row liveRow) any {
	return map[string]any{"@context": "https://schema.org", "@type": "FAQPage", "inLanguage": row.Lang, "mainEntity": []any{map[string]any{
		"@type": "Question", "name": row.Title, "acceptedAnswer": map[string]any{"@type": "Answer", "text": row.HTML},
	}}}
}

func (s *Service) address(path, lang string) string {
	return s.url + path + "?lang=" + url.QueryEscape(lang)
}

type sitemap struct {
	XMLName xml.Name       `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
	Places  []sitemapPlace `xml:"url"`
}

type sitemapPlace struct {
	Loc     string `xml:"loc"`
	LastMod string `xml:"lastmod,omitempty"`
}

// pageSitemap lists what the public can read.
func (s *Service) pageSitemap(c *gin.Context) {
	places, err := publicPlaces(c.Request.Context(), s.db)
	if err != nil {
		s.failed(c.Writer, c.Request, err)
		return
	}
	var out sitemap
	for _, lang := range i18n.Languages() {
		out.Places = append(out.Places, sitemapPlace{Loc: s.address("/help", lang)})
	}
	for _, p := range places {
		out.Places = append(out.Places, sitemapPlace{Loc: s.address("/help/a/"+p.Slug, p.Lang), LastMod: p.UpdatedAt.UTC().Format(time.DateOnly)})
	}
	body, err := xml.Marshal(out)
	if err != nil {
		s.failed(c.Writer, c.Request, err)
		return
	}
	c.Data(http.StatusOK, "application/xml; charset=utf-8", append([]byte(xml.Header), body...))
}
