package campaign

import (
	"context"

	"dari/notify"

	"github.com/jackc/pgx/v5"
)

// saveTemplate keeps the text as it stands at the start. What everybody gets is this, whatever is
// done to the campaign later.
func (c *row) saveTemplate(ctx context.Context, tx pgx.Tx) error {
	return notify.SaveTemplate(ctx, tx, notify.TemplateText{
		Kind: c.kind(), Channel: notify.Channel(c.Channel), Lang: c.Lang, Marketing: true, Subject: c.Subject, BodyText: c.BodyText,
	})
}
