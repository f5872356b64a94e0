package campaign

import (
	"context"

	"dari/notify"

	"github.com/jackc/pgx/v5"
)

// saveTemplate keeps the text as it stands at the start, or after it was put right in a pause. Messages
// are composed from the newest when they leave.
func (c *row) saveTemplate(ctx context.Context, tx pgx.Tx) error {
	return notify.SaveTemplate(ctx, tx, notify.TemplateText{
		Kind: c.kind(), Channel: notify.Channel(c.Channel), Lang: c.Lang, Marketing: true, Subject: c.Subject, BodyText: c.BodyText,
	})
}
