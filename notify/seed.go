package notify

import (
	"context"
	"embed"
	"fmt"
	"strings"

	"dari/internal/postgres"
)

//go:embed templates/ko.txt templates/en.txt
var builtIn embed.FS

// BuiltIn are the templates that come with the product.
func BuiltIn() ([]TemplateText, error) {
	var all []TemplateText
	for _, lang := range []string{"ko", "en"} {
		raw, err := builtIn.ReadFile("templates/" + lang + ".txt")
		if err != nil {
			return nil, fmt.Errorf("read the built-in templates: %w", err)
		}
		for part := range strings.SplitSeq("\n"+string(raw), "\n=== ") {
			if strings.TrimSpace(part) == "" {
				continue
			}
			t, err := readBuiltIn(part, lang)
			if err != nil {
				return nil, err
			}
			all = append(all, t)
		}
	}
	return all, nil
}

// readBuiltIn reads "kind channel", "Subject: …" and the body.
func readBuiltIn(part, lang string) (TemplateText, error) {
	head, rest, _ := strings.Cut(part, "\n")
	subject, body, _ := strings.Cut(rest, "\n")
	kind, channel, ok := strings.Cut(strings.TrimSpace(head), " ")
	subject, isSubject := strings.CutPrefix(subject, "Subject: ")
	if !ok || !isSubject {
		return TemplateText{}, fmt.Errorf("a built-in template begins with %q", head)
	}
	body = strings.TrimSpace(body)
	if _, err := ParseText(subject, body); err != nil {
		return TemplateText{}, fmt.Errorf("built-in template %s: %w", head, err)
	}
	return TemplateText{Kind: kind, Channel: Channel(channel), Lang: lang, Marketing: strings.HasPrefix(kind, "coupon."), Subject: subject, BodyText: body}, nil
}

// Of two programs that begin at once one changes a template: the other finds that its version is no longer live.
const (
	sqlSeedTemplate = `
WITH new AS (
  INSERT INTO dari.templates (kind, channel, lang, class) VALUES ($1, $2, $3, CASE WHEN $4 THEN 'ad' ELSE 'info' END)
  ON CONFLICT (kind, channel, lang) DO NOTHING RETURNING id)
INSERT INTO dari.template_versions (template_id, version, subject, body_text, built_in) SELECT id, 1, $5, $6, true FROM new`
	sqlRenewTemplate = `
WITH renewed AS (
  UPDATE dari.templates t SET live_version = t.live_version + 1
  FROM dari.template_versions v
  WHERE t.kind = $1 AND t.channel = $2 AND t.lang = $3 AND v.template_id = t.id AND v.version = t.live_version
    AND v.built_in AND (v.subject, v.body_text) IS DISTINCT FROM ($4, $5)
  RETURNING t.id, t.live_version)
INSERT INTO dari.template_versions (template_id, version, subject, body_text, built_in) SELECT id, live_version, $4, $5, true FROM renewed`
)

// Seed writes the built-in templates that are not there yet, and newer ones in the place of older; those a shop has
// changed stay as they are.
func Seed(ctx context.Context, q postgres.Querier) error {
	all, err := BuiltIn()
	if err != nil {
		return err
	}
	for _, t := range all {
		if _, err := q.Exec(ctx, sqlSeedTemplate, t.Kind, string(t.Channel), t.Lang, t.Marketing, t.Subject, t.BodyText); err != nil {
			return fmt.Errorf("seed template %s: %w", t.Kind, err)
		}
		if _, err := q.Exec(ctx, sqlRenewTemplate, t.Kind, string(t.Channel), t.Lang, t.Subject, t.BodyText); err != nil {
			return fmt.Errorf("renew template %s: %w", t.Kind, err)
		}
	}
	return nil
}
