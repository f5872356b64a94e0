package notify

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"time"

	"dari/internal/postgres"

	"github.com/danielgtaylor/huma/v2"
	"github.com/jackc/pgx/v5"
)

// Line is a delivery in the ledger, as `GET /deliveries/export` writes it. ID is the X-Delivery-ID of
// the mail and the reference of the SMS.
type Line struct {
	ID           string     `json:"id"`
	Class        string     `json:"class"`
	Lane         string     `json:"lane"`
	SourceKind   string     `json:"source_kind"`
	SourceID     int64      `json:"source_id"`
	Event        *int64     `json:"event"`
	EventKey     *string    `json:"event_key"`
	Campaign     *string    `json:"campaign"`
	Kind         string     `json:"kind"`
	Version      int        `json:"version"`
	OrderNumber  *string    `json:"order_number"`
	Channel      string     `json:"channel"`
	RecipientKey string     `json:"recipient_key"`
	State        string     `json:"state"`
	Reason       string     `json:"reason"`
	Attempts     []Attempt  `json:"attempts"`
	MessageID    string     `json:"message_id"`
	ProviderRef  string     `json:"provider_ref"`
	LastCode     int        `json:"last_code"`
	LastText     string     `json:"last_text"`
	NotBefore    time.Time  `json:"not_before"`
	ExpiresAt    time.Time  `json:"expires_at"`
	HandoffAt    *time.Time `json:"handoff_at"`
	SentAt       *time.Time `json:"sent_at"`
	CreatedAt    time.Time  `json:"created_at"`
	UpdatedAt    time.Time  `json:"updated_at"`

	Key int64 `json:"-" db:"key"`
}

// Attempt is one dialogue.
type Attempt struct {
	N         int        `json:"n"`
	StartedAt time.Time  `json:"started_at"`
	HandoffAt *time.Time `json:"handoff_at"`
	EndedAt   *time.Time `json:"ended_at"`
	Outcome   string     `json:"outcome"`
	Code      int        `json:"code"`
	Enhanced  string     `json:"enhanced"`
	Node      string     `json:"node"`
}

// lineColumns are the columns of a Line.
const lineColumns = `
SELECT d.id AS key, d.uid::text AS id, d.class, d.lane, d.source_kind, d.source_id,
  CASE WHEN d.source_kind = 'event' THEN d.source_id END AS event, e.key AS event_key, c.uid::text AS campaign,
  d.kind, d.version, o.number AS order_number, d.channel, d.recipient_key, d.state, d.reason,
  coalesce((SELECT jsonb_agg(jsonb_build_object('n', a.n, 'started_at', a.started_at, 'handoff_at', a.handoff_at, 'ended_at', a.ended_at,
    'outcome', a.outcome, 'code', a.code, 'enhanced', a.enhanced, 'node', a.node) ORDER BY a.n)
    FROM dari.delivery_attempts a WHERE a.delivery_id = d.id), '[]') AS attempts,
  d.message_id, d.provider_ref, d.last_code, d.last_text, d.not_before, d.expires_at, d.handoff_at, d.sent_at, d.created_at, d.updated_at
FROM dari.deliveries d
LEFT JOIN dari.outbox e ON d.source_kind = 'event' AND e.id = d.source_id
LEFT JOIN dari.campaigns c ON d.source_kind = 'campaign' AND c.id = d.source_id
LEFT JOIN dari.orders o ON o.id = d.order_id`

const sqlExport = lineColumns + `
WHERE d.id > $1 AND d.updated_at >= $2 ORDER BY d.id LIMIT $3`

func exportLines(ctx context.Context, q postgres.Querier, after int64, since time.Time, limit int) ([]Line, error) {
	rows, _ := q.Query(ctx, sqlExport, after, since, limit) // CollectRows reports this error
	lines, err := pgx.CollectRows(rows, pgx.RowToStructByName[Line])
	if err != nil {
		return nil, fmt.Errorf("read the ledger: %w", err)
	}
	return lines, nil
}

const exportChunk = 2000

// Export writes the ledger as JSON lines, in the order of planning: everything that has changed since.
func Export(ctx context.Context, q postgres.Querier, w io.Writer, since time.Time) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	var after int64
	for {
		lines, err := exportLines(ctx, q, after, since, exportChunk)
		if err != nil {
			return err
		}
		for i := range lines {
			if err := enc.Encode(&lines[i]); err != nil {
				return fmt.Errorf("write the ledger: %w", err)
			}
		}
		if len(lines) < exportChunk {
			return nil
		}
		after = lines[len(lines)-1].Key
	}
}

type exportInput struct {
	Since time.Time `query:"since" doc:"Only what has changed since then."`
}

func (s *Service) handleExport(_ context.Context, in *exportInput) (*huma.StreamResponse, error) {
	return &huma.StreamResponse{Body: func(hc huma.Context) {
		hc.SetHeader("Content-Type", "application/x-ndjson")
		hc.SetHeader("Cache-Control", "no-store")
		if err := Export(hc.Context(), s.db, hc.BodyWriter(), in.Since); err != nil {
			// The status is out already; a line that is no JSON object tells the reader it is not whole.
			s.log.WarnContext(hc.Context(), "the ledger's export ended early", "error", err)
			_, _ = io.WriteString(hc.BodyWriter(), "\"incomplete\"\n")
		}
	}}, nil
}
