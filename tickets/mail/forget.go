package mail

import (
	"context"
	"fmt"
	"time"

	"dari/internal/jobs"
)

// Crons throw away raw mails that are no longer needed.
func (s *Service) Crons() []jobs.Cron {
	return []jobs.Cron{{Name: "mail:forget", Every: time.Hour, Run: s.Forget}}
}

const (
	// forgetBatch is small: each row may be large.
	forgetBatch = 200

	// What was understood of a mail, its text and its files, stays with its message. One that was put aside
	// waits for a person, however long.
	sqlForgetRaw = `
UPDATE dari.inbound_mail SET raw = '', raw_gone_at = dari.clock(), size = CASE WHEN size = 0 THEN length(raw) ELSE size END
WHERE id = ANY (ARRAY(SELECT id FROM dari.inbound_mail
  WHERE raw_gone_at IS NULL AND state IN ('done', 'ignored') AND processed_at < dari.clock() - $1 * interval '1 day'
  ORDER BY processed_at LIMIT $2 FOR UPDATE SKIP LOCKED))`
)

// Forget throws away the raw form of mails that were worked off so many days ago.
func (s *Service) Forget(ctx context.Context) error {
	for {
		tag, err := s.DB.Exec(ctx, sqlForgetRaw, s.Keep, forgetBatch)
		if err != nil {
			return fmt.Errorf("forget raw mails: %w", err)
		}
		if tag.RowsAffected() < forgetBatch {
			return nil
		}
	}
}
