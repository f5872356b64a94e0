package tickets

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dari/internal/fault"
	"dari/internal/postgres"

	"github.com/jackc/pgx/v5"
	"golang.org/x/text/unicode/norm"
)

const (
	maxTag  = 40 // characters of one
	maxTags = 30 // of one ticket
)

// plainTag is a tag composed, without a # and without spaces around.
func plainTag(t string) string {
	return norm.NFC.String(strings.Join(strings.Fields(strings.TrimPrefix(strings.TrimSpace(t), "#")), " "))
}

// tidyTags brings tags into the form in which they are kept.
func tidyTags(tags []string, field string) ([]string, error) {
	var out []string
	for _, t := range tags {
		t = plainTag(t)
		switch {
		case t == "":
			continue
		case !utf8.ValidString(t) || strings.ContainsFunc(t, unicode.IsControl) || strings.Contains(t, ","):
			return nil, fault.Field("tickets.tag_unreadable", field)
		case utf8.RuneCountInString(t) > maxTag:
			return nil, fault.Field("tickets.tag_too_long", field, fault.Arg("limit", maxTag))
		case !slices.Contains(out, t):
			out = append(out, t)
		}
	}
	return out, nil
}

const (
	sqlRememberTags = `
INSERT INTO dari.tags (name) SELECT name FROM unnest($1::text[]) AS k (name) ORDER BY name ON CONFLICT (name) DO NOTHING`
	sqlTags = `
SELECT name FROM dari.tags WHERE becomes IS NULL AND ($1 = '' OR position(lower($1) in lower(name)) > 0)
ORDER BY position(lower($1) in lower(name)), name LIMIT 50`
)

// rememberTags keeps new tags for those who type the next one.
func rememberTags(ctx context.Context, q postgres.Querier, tags []string) error {
	if len(tags) == 0 {
		return nil
	}
	if _, err := q.Exec(ctx, sqlRememberTags, tags); err != nil {
		return fmt.Errorf("remember %d tags: %w", len(tags), err)
	}
	return nil
}

// Tags are those that hold the text, those that begin with it first.
func Tags(ctx context.Context, q postgres.Querier, text string) ([]string, error) {
	rows, _ := q.Query(ctx, sqlTags, strings.TrimPrefix(strings.TrimSpace(text), "#")) // CollectRows reports this error
	tags, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return nil, fmt.Errorf("look for tags: %w", err)
	}
	return tags, nil
}
