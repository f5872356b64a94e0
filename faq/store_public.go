package faq

import (
	"context"
	"errors"
	"fmt"
	"time"

	"dari/internal/fault"

	"github.com/jackc/pgx/v5"
)

// foundRow is a published article in a list.
type foundRow struct {
	ID         int64
	Slug       string
	Title      string
	Lead       string
	CategoryKo string
	CategoryEn string
}

const sqlFeaturedArticles = `
SELECT a.id, a.slug, v.title, v.lead, c.title_ko AS category_ko, c.title_en AS category_en
FROM dari.articles a
JOIN dari.article_versions v ON v.article_id = a.id AND v.version = a.live_version
JOIN dari.categories c ON c.id = a.category_id
WHERE a.lang = $1 AND a.featured
ORDER BY c.position, a.id LIMIT $2`

func featuredArticles(ctx context.Context, q querier, lang string, limit int) ([]foundRow, error) {
	rows, _ := q.Query(ctx, sqlFeaturedArticles, lang, limit) // CollectRows reports this error
	return collectFound(rows, "list featured articles")
}

const sqlArticlesOfCategory = `
SELECT a.id, a.slug, v.title, v.lead, c.title_ko AS category_ko, c.title_en AS category_en
FROM dari.articles a
JOIN dari.article_versions v ON v.article_id = a.id AND v.version = a.live_version
JOIN dari.categories c ON c.id = a.category_id
WHERE a.lang = $1 AND c.slug = $2 AND a.slug <> $3
ORDER BY a.featured DESC, a.id LIMIT $4`

func articlesOfCategory(ctx context.Context, q querier, lang, category, except string, limit int) ([]foundRow, error) {
	rows, _ := q.Query(ctx, sqlArticlesOfCategory, lang, category, except, limit) // CollectRows reports this error
	return collectFound(rows, "list the articles of a category")
}

func collectFound(rows pgx.Rows, doing string) ([]foundRow, error) {
	list, err := pgx.CollectRows(rows, pgx.RowToStructByName[foundRow])
	if err != nil {
		return nil, fmt.Errorf("%s: %w", doing, err)
	}
	return list, nil
}

// An empty language counts the articles of both.
const sqlCategories = `
SELECT c.slug, c.title_ko, c.title_en, c.lead_ko, c.lead_en,
       (SELECT count(*)::int FROM dari.articles a WHERE a.category_id = c.id AND a.live_version IS NOT NULL AND ($1 = '' OR a.lang = $1)) AS count
FROM dari.categories c ORDER BY c.position, c.id`

func categories(ctx context.Context, q querier, lang string) ([]Category, error) {
	rows, _ := q.Query(ctx, sqlCategories, lang) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, pgx.RowToStructByName[Category])
	if err != nil {
		return nil, fmt.Errorf("list categories: %w", err)
	}
	return list, nil
}

// liveRow is an article as the public reads it.
type liveRow struct {
	Slug       string
	Lang       string
	Title      string
	Lead       string
	HTML       string
	Category   string
	CategoryKo string
	CategoryEn string
	UpdatedAt  time.Time
	Langs      []string
}

// The wanted language comes first; an article that is only in the other one is shown in that.
const sqlLiveArticle = `
SELECT a.slug, a.lang, v.title, v.lead, v.html, c.slug AS category, c.title_ko AS category_ko, c.title_en AS category_en,
       v.published_at AS updated_at,
       ARRAY(SELECT t.lang FROM dari.articles t WHERE t.slug = a.slug AND t.live_version IS NOT NULL ORDER BY t.lang DESC)::text[] AS langs
FROM dari.articles a
JOIN dari.article_versions v ON v.article_id = a.id AND v.version = a.live_version
JOIN dari.categories c ON c.id = a.category_id
WHERE a.slug = $1
ORDER BY a.lang = $2 DESC LIMIT 1`

func liveArticle(ctx context.Context, q querier, slug, lang string) (liveRow, error) {
	rows, _ := q.Query(ctx, sqlLiveArticle, slug, lang) // CollectExactlyOneRow reports this error
	row, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByName[liveRow])
	if errors.Is(err, pgx.ErrNoRows) {
		return liveRow{}, fault.New(fault.NotFound, "faq.not_found")
	}
	if err != nil {
		return liveRow{}, fmt.Errorf("read a public article: %w", err)
	}
	return row, nil
}

// placeRow is a public address with its last change.
type placeRow struct {
	Slug      string
	Lang      string
	UpdatedAt time.Time
}

const sqlPublicPlaces = `
SELECT a.slug, a.lang, v.published_at AS updated_at
FROM dari.articles a JOIN dari.article_versions v ON v.article_id = a.id AND v.version = a.live_version
ORDER BY a.slug, a.lang LIMIT 50000`

func publicPlaces(ctx context.Context, q querier) ([]placeRow, error) {
	rows, _ := q.Query(ctx, sqlPublicPlaces) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, pgx.RowToStructByName[placeRow])
	if err != nil {
		return nil, fmt.Errorf("list public articles: %w", err)
	}
	return list, nil
}
