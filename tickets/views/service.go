package views

import (
	"context"
	"log/slog"
	"time"

	"dari/internal/jobs"

	"github.com/jackc/pgx/v5/pgxpool"
)

// Article is an article of the help centre that a search has found.
type Article struct {
	ID    string `json:"id"`
	Slug  string `json:"slug"`
	Title string `json:"title"`
	URL   string `json:"url"`
}

// Options of New.
type Options struct {
	DB  *pgxpool.Pool
	Log *slog.Logger
	// Articles searches the help centre; nil: a search finds none there.
	Articles func(ctx context.Context, lang, query string, limit int) ([]Article, error)
}

// Service keeps saved views and searches.
type Service struct {
	db       *pgxpool.Pool
	log      *slog.Logger
	articles func(ctx context.Context, lang, query string, limit int) ([]Article, error)
	bell     jobs.Bell
}

// New makes the room. It starts nothing; Run fills the index of the search.
func New(o Options) *Service {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	return &Service{db: o.DB, log: o.Log, articles: o.Articles, bell: jobs.NewBell()}
}

// Crons looks for messages that were overlooked, as after a restore from a backup.
func (s *Service) Crons() []jobs.Cron {
	return []jobs.Cron{{Name: "views:index", Every: time.Minute, Run: s.Index}}
}
