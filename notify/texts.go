package notify

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"dari/internal/postgres"

	"github.com/jackc/pgx/v5"
)

// variant is a template as it is composed from: read once, filled for every recipient.
type variant struct {
	id      int64
	version int
	ad      bool
	text    *Text
	err     error // it cannot be read: everything made from it fails, and says so
	at      time.Time
}

// texts keeps variants for a moment: a newer version is taken up within it.
type texts struct {
	db postgres.Querier

	mu   sync.Mutex
	kept map[textKey]variant
}

type textKey struct {
	kind    string
	channel Channel
	lang    string
}

const (
	textsFresh = 2 * time.Second
	textsMax   = 1000
)

func newTexts(db postgres.Querier) *texts { return &texts{db: db, kept: map[textKey]variant{}} }

// A text that lacks the reader's language is sent in Korean, then in whichever there is.
const sqlLiveText = `
SELECT t.id, v.version, t.class = 'ad', v.subject, v.body_text
FROM dari.templates t JOIN dari.template_versions v ON v.template_id = t.id AND v.version = t.live_version
WHERE t.kind = $1 AND t.channel = $2 ORDER BY t.lang = $3 DESC, t.lang = 'ko' DESC LIMIT 1`

func (c *texts) get(ctx context.Context, k textKey) (variant, error) {
	c.mu.Lock()
	v, ok := c.kept[k]
	c.mu.Unlock()
	if ok && time.Since(v.at) < textsFresh {
		return v, v.err
	}
	v, err := liveText(ctx, c.db, k)
	if err != nil && !errors.Is(err, ErrTemplate) {
		return v, err
	}
	v.err, v.at = err, time.Now()
	c.mu.Lock()
	if len(c.kept) >= textsMax {
		clear(c.kept)
	}
	c.kept[k] = v
	c.mu.Unlock()
	return v, err
}

func liveText(ctx context.Context, q postgres.Querier, k textKey) (variant, error) {
	var v variant
	var subject, body string
	err := q.QueryRow(ctx, sqlLiveText, k.kind, string(k.channel), k.lang).Scan(&v.id, &v.version, &v.ad, &subject, &body)
	if errors.Is(err, pgx.ErrNoRows) {
		return v, fmt.Errorf("%w: there is none of the kind %s for %s", ErrTemplate, k.kind, k.channel)
	}
	if err != nil {
		return v, fmt.Errorf("read template %s: %w", k.kind, err)
	}
	v.text, err = ParseText(subject, body)
	return v, err
}
