package faq

import (
	"net/http"
	"time"

	"dari/internal/postgres"

	"github.com/jackc/pgx/v5/pgxpool"
)

// Options of New.
type Options struct {
	DB        *pgxpool.Pool
	PublicURL string // https://help.example.com, without a slash at the end
	// Render writes a page of the web shell: name is the template, as "help.html". It reports what
	// cannot be answered any more.
	Render func(w http.ResponseWriter, r *http.Request, name string, data any)
	// Missing answers that there is no such page.
	Missing http.HandlerFunc
	// Failed answers that a page could not be made, and logs why.
	Failed func(w http.ResponseWriter, r *http.Request, err error)
}

// Service is the help centre.
type Service struct {
	db      *pgxpool.Pool
	url     string
	render  func(w http.ResponseWriter, r *http.Request, name string, data any)
	missing http.HandlerFunc
	failed  func(w http.ResponseWriter, r *http.Request, err error)
	limit   *limiter
	index   index
}

// New builds the help centre; it starts nothing.
func New(o Options) *Service {
	if o.Missing == nil {
		o.Missing = http.NotFound
	}
	if o.Failed == nil {
		o.Failed = func(w http.ResponseWriter, _ *http.Request, _ error) { w.WriteHeader(http.StatusInternalServerError) }
	}
	return &Service{db: o.DB, url: o.PublicURL, render: o.Render, missing: o.Missing, failed: o.Failed, limit: newLimiter()}
}

// Category is a shelf of the help centre.
type Category struct {
	Slug    string `json:"slug"`
	TitleKo string `json:"title_ko"`
	TitleEn string `json:"title_en"`
	LeadKo  string `json:"lead_ko"`
	LeadEn  string `json:"lead_en"`
	Count   int    `json:"count" doc:"Published articles, of both languages."`
}

// Title is the category's name in the language.
func (c Category) Title(lang string) string { return choose(lang, c.TitleKo, c.TitleEn) }

// Lead is one line about the category.
func (c Category) Lead(lang string) string { return choose(lang, c.LeadKo, c.LeadEn) }

// Article is an article as staff write it.
type Article struct {
	ID          string     `json:"id" format:"uuid"`
	Slug        string     `json:"slug"`
	Lang        string     `json:"lang" enum:"ko,en"`
	Category    string     `json:"category" doc:"The slug of its category."`
	Title       string     `json:"title"`
	Lead        string     `json:"lead"`
	Body        string     `json:"body" doc:"Markdown."`
	Keywords    []string   `json:"keywords"`
	Featured    bool       `json:"featured"`
	State       string     `json:"state" enum:"draft,published"`
	Version     int        `json:"version"`
	LiveVersion *int       `json:"live_version,omitempty" doc:"What the public reads; absent when it is not public."`
	Changed     bool       `json:"changed" doc:"It is public, and has been edited since."`
	PublishedAt *time.Time `json:"published_at,omitempty"`
	UpdatedAt   time.Time  `json:"updated_at"`
	URL         string     `json:"url,omitempty" doc:"Where the public reads it."`
}

// Draft is what staff may write.
type Draft struct {
	Slug     string   `json:"slug" minLength:"1" maxLength:"80" pattern:"^[a-z0-9]+(-[a-z0-9]+)*$" patternDescription:"a-z, 0-9, -"`
	Lang     string   `json:"lang" enum:"ko,en"`
	Category string   `json:"category" minLength:"1" maxLength:"80"`
	Title    string   `json:"title" minLength:"1" maxLength:"120"`
	Lead     string   `json:"lead,omitempty" maxLength:"300"`
	Body     string   `json:"body" minLength:"1" maxLength:"50000"`
	Keywords []string `json:"keywords,omitempty" maxItems:"30"`
	Featured *bool    `json:"featured,omitempty"`
}

func choose(lang, ko, en string) string {
	if lang == "en" {
		return en
	}
	return ko
}

// querier is what a statement needs.
type querier = postgres.Querier
