package faq

import "context"

const sqlPublicArticles = `
SELECT a.id, a.slug, v.title, v.lead, c.title_ko AS category_ko, c.title_en AS category_en
FROM dari.articles a
JOIN dari.article_versions v ON v.article_id = a.id AND v.version = a.live_version
JOIN dari.categories c ON c.id = a.category_id
WHERE a.lang = $1
ORDER BY a.featured DESC, c.position, a.id LIMIT $2`

// Public lists the articles that everybody can read in a language: what agents put into answers.
func (s *Service) Public(ctx context.Context, lang string, limit int) ([]Result, error) {
	rows, _ := s.db.Query(ctx, sqlPublicArticles, lang, limit) // CollectRows reports this error
	found, err := collectFound(rows, "list public articles")
	if err != nil {
		return nil, err
	}
	return s.results(lang, found), nil
}
