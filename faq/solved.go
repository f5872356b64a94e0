package faq

import (
	"context"
	"fmt"

	"dari/internal/api"
	"dari/internal/fault"
)

const sqlInsertSolved = `
INSERT INTO dari.searches (query, lang, place, results, solved_by)
SELECT $1, $2, 'widget', 1, a.slug FROM dari.articles a WHERE a.slug = $3 AND a.live_version IS NOT NULL LIMIT 1`

// Solved counts that a public article answered what somebody began to ask in the widget, so that nobody
// had to be asked. Of an article that is not public
// nothing is counted.
func (s *Service) Solved(ctx context.Context, lang, query, slug string) error {
	if !s.limit.allow(api.IPFrom(ctx)) {
		return fault.New(fault.TooMany, "too_many").After(60)
	}
	if _, err := s.db.Exec(ctx, sqlInsertSolved, numbers.ReplaceAllString(query, "…"), lang, slug); err != nil {
		return fmt.Errorf("count an article that answered: %w", err)
	}
	return nil
}
