package notify

import (
	"context"
	"fmt"

	"dari/internal/postgres"
)

// TemplateText is the text of a kind on a channel in a language.
type TemplateText struct {
	Kind      string
	Channel   Channel
	Lang      string
	Marketing bool
	Subject   string
	BodyText  string
}

const sqlSaveTemplate = `
WITH kept AS (
  INSERT INTO dari.templates AS t (kind, channel, lang, class) VALUES ($1, $2, $3, CASE WHEN $4 THEN 'ad' ELSE 'info' END)
  ON CONFLICT (kind, channel, lang) DO UPDATE SET live_version = t.live_version + 1, class = excluded.class
  RETURNING id, live_version)
INSERT INTO dari.template_versions (template_id, version, subject, body_text) SELECT id, live_version, $5, $6 FROM kept`

// SaveTemplate keeps a text as the newest version of its template, which is what is composed from now on.
func SaveTemplate(ctx context.Context, q postgres.Querier, t TemplateText) error {
	if _, err := q.Exec(ctx, sqlSaveTemplate, t.Kind, string(t.Channel), t.Lang, t.Marketing, t.Subject, t.BodyText); err != nil {
		return fmt.Errorf("save template %s: %w", t.Kind, err)
	}
	return nil
}
