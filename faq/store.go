package faq

import (
	"context"
	"errors"
	"fmt"
	"time"

	"dari/internal/fault"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// articleRow is an article with the slug of its category.
type articleRow struct {
	ID          int64
	UID         uuid.UUID
	Slug        string
	Lang        string
	Category    string
	Title       string
	Lead        string
	Body        string
	Keywords    []string
	Featured    bool
	State       string
	LiveVersion *int
	Version     int
	PublishedAt *time.Time
	UpdatedAt   time.Time
}

const sqlCategoryBySlug = `SELECT id FROM dari.categories WHERE slug = $1`

func categoryID(ctx context.Context, q querier, slug string) (int64, error) {
	var id int64
	err := q.QueryRow(ctx, sqlCategoryBySlug, slug).Scan(&id)
	if errors.Is(err, pgx.ErrNoRows) {
		return 0, fault.Field("faq.no_category", "category")
	}
	if err != nil {
		return 0, fmt.Errorf("find a category: %w", err)
	}
	return id, nil
}

const sqlPutCategory = `
INSERT INTO dari.categories (slug, title_ko, title_en, lead_ko, lead_en, position) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (slug) DO NOTHING`

func putCategory(ctx context.Context, q querier, c Category, position int) error {
	if _, err := q.Exec(ctx, sqlPutCategory, c.Slug, c.TitleKo, c.TitleEn, c.LeadKo, c.LeadEn, position); err != nil {
		return fmt.Errorf("put category %s: %w", c.Slug, err)
	}
	return nil
}

const sqlInsertArticle = `
INSERT INTO dari.articles (uid, slug, lang, category_id, title, lead, body, keywords, featured, state)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'draft') RETURNING id`

func insertArticle(ctx context.Context, q querier, category int64, d Draft) (int64, error) {
	uid, err := uuid.NewV7()
	if err != nil {
		return 0, fmt.Errorf("name an article: %w", err)
	}
	var id int64
	err = q.QueryRow(ctx, sqlInsertArticle, uid, d.Slug, d.Lang, category, d.Title, d.Lead, d.Body, d.keywords(), d.Featured != nil && *d.Featured).Scan(&id)
	if taken(err) {
		return 0, fault.New(fault.Conflict, "faq.slug_taken").Because(err)
	}
	if err != nil {
		return 0, fmt.Errorf("insert an article: %w", err)
	}
	return id, nil
}

func taken(err error) bool {
	var pg *pgconn.PgError
	return errors.As(err, &pg) && pg.Code == "23505"
}

const sqlUpdateArticle = `
UPDATE dari.articles
SET slug = $2, lang = $3, category_id = $4, title = $5, lead = $6, body = $7, keywords = $8, featured = coalesce($9, featured),
    version = version + 1, updated_at = dari.clock()
WHERE id = $1`

func updateArticle(ctx context.Context, q querier, id, category int64, d Draft) error {
	_, err := q.Exec(ctx, sqlUpdateArticle, id, d.Slug, d.Lang, category, d.Title, d.Lead, d.Body, d.keywords(), d.Featured)
	if taken(err) {
		return fault.New(fault.Conflict, "faq.slug_taken").Because(err)
	}
	if err != nil {
		return fmt.Errorf("update article %d: %w", id, err)
	}
	return nil
}

const sqlArticle = `
SELECT a.id, a.uid, a.slug, a.lang, c.slug AS category, a.title, a.lead, a.body, a.keywords, a.featured, a.state, a.live_version,
       a.version, a.published_at, a.updated_at
FROM dari.articles a JOIN dari.categories c ON c.id = a.category_id
WHERE a.uid = $1`

func articleByUID(ctx context.Context, q querier, uid uuid.UUID) (articleRow, error) {
	rows, _ := q.Query(ctx, sqlArticle, uid) // CollectExactlyOneRow reports this error
	return oneArticle(rows)
}

const sqlLockArticle = `
SELECT a.id, a.uid, a.slug, a.lang, c.slug AS category, a.title, a.lead, a.body, a.keywords, a.featured, a.state, a.live_version,
       a.version, a.published_at, a.updated_at
FROM dari.articles a JOIN dari.categories c ON c.id = a.category_id
WHERE a.uid = $1 FOR UPDATE OF a`

func lockArticle(ctx context.Context, q querier, uid uuid.UUID) (articleRow, error) {
	rows, _ := q.Query(ctx, sqlLockArticle, uid) // CollectExactlyOneRow reports this error
	return oneArticle(rows)
}

func oneArticle(rows pgx.Rows) (articleRow, error) {
	row, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByName[articleRow])
	if errors.Is(err, pgx.ErrNoRows) {
		return articleRow{}, fault.New(fault.NotFound, "faq.not_found")
	}
	if err != nil {
		return articleRow{}, fmt.Errorf("read an article: %w", err)
	}
	return row, nil
}

const sqlUIDOfArticle = `SELECT uid FROM dari.articles WHERE id = $1`

func uidOf(ctx context.Context, q querier, id int64) (uuid.UUID, error) {
	var uid uuid.UUID
	if err := q.QueryRow(ctx, sqlUIDOfArticle, id).Scan(&uid); err != nil {
		return uuid.Nil, fmt.Errorf("read the name of article %d: %w", id, err)
	}
	return uid, nil
}

const sqlListArticles = `
SELECT a.id, a.uid, a.slug, a.lang, c.slug AS category, a.title, a.lead, a.body, a.keywords, a.featured, a.state, a.live_version,
       a.version, a.published_at, a.updated_at
FROM dari.articles a JOIN dari.categories c ON c.id = a.category_id
WHERE ($1 = '' OR a.lang = $1) AND ($2 = '' OR a.state = $2) AND ($3 = '' OR c.slug = $3) AND ($4 = 0 OR a.id < $4)
ORDER BY a.id DESC LIMIT $5`

func listArticles(ctx context.Context, q querier, lang, state, category string, before int64, limit int) ([]articleRow, error) {
	rows, _ := q.Query(ctx, sqlListArticles, lang, state, category, before, limit) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, pgx.RowToStructByName[articleRow])
	if err != nil {
		return nil, fmt.Errorf("list articles: %w", err)
	}
	return list, nil
}

const sqlInsertVersion = `
INSERT INTO dari.article_versions (article_id, version, title, lead, body, keywords, html, published_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (article_id, version) DO UPDATE SET published_at = dari.clock(), published_by = excluded.published_by, html = excluded.html`

func insertVersion(ctx context.Context, q querier, a articleRow, html string, by *int64) error {
	if _, err := q.Exec(ctx, sqlInsertVersion, a.ID, a.Version, a.Title, a.Lead, a.Body, a.Keywords, html, by); err != nil {
		return fmt.Errorf("keep version %d of article %d: %w", a.Version, a.ID, err)
	}
	return nil
}

const sqlPublishArticle = `
UPDATE dari.articles SET state = 'published', live_version = $2, published_at = dari.clock() WHERE id = $1`

func publishArticle(ctx context.Context, q querier, id int64, version int) error {
	if _, err := q.Exec(ctx, sqlPublishArticle, id, version); err != nil {
		return fmt.Errorf("publish article %d: %w", id, err)
	}
	return nil
}

const sqlPutKeys = `
INSERT INTO dari.article_keys (article_id, lang, featured, title_key, head_key, head_cho, head_jamo, head_grams, text_key, search)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, array_to_tsvector($10::text[]))
ON CONFLICT (article_id) DO UPDATE
SET lang = excluded.lang, featured = excluded.featured, title_key = excluded.title_key, head_key = excluded.head_key,
    head_cho = excluded.head_cho, head_jamo = excluded.head_jamo, head_grams = excluded.head_grams, text_key = excluded.text_key,
    search = excluded.search`

func putKeys(ctx context.Context, q querier, a articleRow, k keys) error {
	_, err := q.Exec(ctx, sqlPutKeys, a.ID, a.Lang, a.Featured, k.Title, k.Head, k.Cho, k.Jamo, k.HeadGrams, k.Text, k.Grams)
	if err != nil {
		return fmt.Errorf("put the keys of article %d: %w", a.ID, err)
	}
	return nil
}

const sqlUnpublishArticle = `
UPDATE dari.articles SET state = 'draft', live_version = NULL, updated_at = dari.clock() WHERE id = $1`

func unpublishArticle(ctx context.Context, q querier, id int64) error {
	if _, err := q.Exec(ctx, sqlUnpublishArticle, id); err != nil {
		return fmt.Errorf("take article %d back: %w", id, err)
	}
	return nil
}

const sqlDeleteKeys = `DELETE FROM dari.article_keys WHERE article_id = $1`

func deleteKeys(ctx context.Context, q querier, id int64) error {
	if _, err := q.Exec(ctx, sqlDeleteKeys, id); err != nil {
		return fmt.Errorf("delete the keys of article %d: %w", id, err)
	}
	return nil
}

const sqlInsertSearch = `INSERT INTO dari.searches (query, lang, place, results) VALUES ($1, $2, $3, $4)`

func insertSearch(ctx context.Context, q querier, query, lang, place string, results int) error {
	if _, err := q.Exec(ctx, sqlInsertSearch, query, lang, place, results); err != nil {
		return fmt.Errorf("note a search: %w", err)
	}
	return nil
}
