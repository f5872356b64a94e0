package notify

import (
	"context"
	"fmt"
	"time"

	"dari/internal/postgres"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// The gate. Handing off is one statement, committed before the dialogue: it takes only rows whose
// lease is still ours (a worker that was stopped for too long hands nothing over), asks whether each
// may still leave, and writes either handed_off or why not. What it says holds at that moment, not at
// the moment of planning.

// gateRows are the rows in question, with the moment they are judged at.
const gateRows = `
WITH given AS (
  SELECT * FROM unnest($1::bigint[], $3::bigint[], $4::int[], $5::text[]) AS g(id, template_id, template_version, composed)),
rows AS (
  SELECT d.*, g.template_id AS new_template, g.template_version AS new_version, g.composed AS new_composed, dari.ticking_clock() AS at
  FROM dari.deliveries d JOIN given g ON g.id = d.id
  WHERE d.lease_token = $2 AND d.state = 'leased' AND d.lease_until > dari.ticking_clock() FOR UPDATE OF d),`

// gateWrites turns verdicts (state and reason) into the rows' new state. What has not been handed off has
// not been tried either, so the attempt is taken back.
const gateWrites = `
UPDATE dari.deliveries d SET state = v.verdict[1], reason = v.verdict[2],
  handoff_at = CASE WHEN v.verdict[1] = 'handed_off' THEN v.at END,
  attempt = d.attempt - CASE WHEN v.verdict[1] = 'handed_off' THEN 0 ELSE 1 END,
  not_before = coalesce(v.again, d.not_before),
  expires_at = CASE WHEN v.verdict[1] = 'held' THEN v.at + interval '30 days' ELSE d.expires_at END,
  lease_token = CASE WHEN v.verdict[1] = 'handed_off' THEN d.lease_token END,
  template_id = v.new_template, template_version = v.new_version,
  composed = CASE WHEN v.verdict[1] = 'handed_off' THEN v.new_composed::jsonb END, updated_at = v.at
FROM verdicts v WHERE d.id = v.id
RETURNING d.id, d.state, d.handoff_at, v.night_in`

// Messages that are no advertising: an order's news must still be true and not be told already.
const sqlHandOff = gateRows + `
verdicts AS (
  SELECT r.id, r.at, r.new_template, r.new_version, r.new_composed, NULL::timestamptz AS again, NULL::float8 AS night_in, CASE
    WHEN r.expires_at <= r.at THEN ARRAY['expired', 'expired']
    WHEN EXISTS (SELECT 1 FROM dari.suppressions s WHERE s.channel = r.channel AND s.address_norm = r.recipient_key AND s.scope = 'all')
      THEN ARRAY['suppressed', 'suppressed']
    WHEN r.family = '' OR o.id IS NULL THEN ARRAY['handed_off', '']
    WHEN o.status = 'cancelled' AND r.told <> 'cancelled' THEN ARRAY['cancelled', 'order_cancelled']
    WHEN r.family = 'status' AND (r.told = 'cancelled' AND o.status <> 'cancelled'
      OR array_position(stages.list, o.status) < array_position(stages.list, r.told)) THEN ARRAY['cancelled', 'no_longer_true']
    WHEN r.family = 'eta' AND o.eta_to::text IS DISTINCT FROM r.told THEN ARRAY['cancelled', 'no_longer_true']
    WHEN r.told = (SELECT p.told FROM dari.deliveries p WHERE p.order_id = r.order_id AND p.family = r.family AND p.channel = r.channel
      AND p.recipient_key = r.recipient_key AND p.id < r.id AND p.state IN ('handed_off', 'sent', 'delivered', 'unknown')
      ORDER BY p.id DESC LIMIT 1) THEN ARRAY['cancelled', 'already_told']
    WHEN EXISTS (SELECT 1 FROM dari.deliveries p WHERE p.order_id = r.order_id AND p.family = r.family AND p.channel = r.channel
      AND p.recipient_key = r.recipient_key AND p.id > r.id AND p.state IN ('handed_off', 'sent', 'delivered'))
      THEN ARRAY['cancelled', 'superseded']
    ELSE ARRAY['handed_off', ''] END AS verdict
  FROM rows r LEFT JOIN dari.orders o ON o.id = r.order_id
  CROSS JOIN (SELECT ARRAY['placed', 'paid', 'preparing', 'shipped', 'delivered'] AS list) stages)` + gateWrites

// Whoever takes a consent back holds the person's row until the commit: waiting for it here, and
// reading consents in the next statement, leaves no moment between the two.
const sqlLockPeople = `
SELECT c.id FROM dari.customers c WHERE c.id IN (SELECT d.customer_id FROM dari.deliveries d WHERE d.id = ANY($1) AND d.lease_token = $2)
ORDER BY c.id FOR SHARE`

// Advertising, on top: the campaign still runs, the person agrees now, it is not night, and the two
// clocks agree about that.
const sqlHandOffAd = gateRows + `
rule AS (
  SELECT value, value->>'zone' AS zone, (value->>'from')::time AS night_from, (value->>'to')::time AS night_to FROM dari.legal_rules
  WHERE country = 'KR' AND rule = 'ad_night' AND valid_from <= dari.ticking_clock()::date ORDER BY valid_from DESC LIMIT 1),
judged AS (
  SELECT r.*, local.at AS local_at, rule.zone, rule.night_from, rule.night_to,
    coalesce((rule.value->'channels') ? r.channel, false) AS ruled,
    coalesce(CASE WHEN rule.night_from > rule.night_to THEN local.at::time >= rule.night_from OR local.at::time < rule.night_to
      ELSE local.at::time >= rule.night_from AND local.at::time < rule.night_to END, false) AS dark,
    (SELECT c.granted FROM dari.consent_events c WHERE c.customer_id = r.customer_id AND c.channel = r.channel AND c.purpose = 'marketing'
      ORDER BY c.id DESC LIMIT 1) AS agreed,
    (SELECT c.granted FROM dari.consent_events c WHERE c.channel = r.channel AND c.recipient_key = r.recipient_key AND c.purpose = 'marketing'
      ORDER BY c.id DESC LIMIT 1) AS address_agreed,
    (SELECT c.granted FROM dari.consent_events c WHERE c.customer_id = r.customer_id AND c.channel = r.channel AND c.purpose = 'marketing_night'
      ORDER BY c.id DESC LIMIT 1) AS agreed_night,
    (SELECT c.state FROM dari.campaigns c WHERE r.source_kind = 'campaign' AND c.id = r.source_id) AS campaign
  FROM rows r LEFT JOIN rule ON true LEFT JOIN LATERAL (SELECT r.at AT TIME ZONE rule.zone AS at) local ON true),
verdicts AS (
  SELECT j.id, j.at, j.new_template, j.new_version, j.new_composed, x.verdict,
    CASE x.verdict[2]
      WHEN 'night' THEN (j.local_at::date + CASE WHEN j.local_at::time >= j.night_to THEN 1 ELSE 0 END + j.night_to) AT TIME ZONE j.zone
      WHEN 'clock_skew' THEN j.at + interval '60 seconds' END AS again,
    CASE WHEN j.ruled AND j.agreed_night IS NOT TRUE THEN extract(epoch FROM (j.local_at::date + j.night_from) - j.local_at)::float8 END AS night_in
  FROM judged j CROSS JOIN LATERAL (SELECT CASE
    WHEN abs(extract(epoch FROM clock_timestamp() - $6::timestamptz)) > 60 THEN ARRAY['deferred', 'clock_skew']
    WHEN j.expires_at <= j.at THEN ARRAY['expired', 'expired']
    WHEN j.source_kind = 'campaign' AND j.campaign = 'paused' THEN ARRAY['held', 'campaign_paused']
    WHEN j.source_kind = 'campaign' AND coalesce(j.campaign, '') NOT IN ('freezing', 'sending') THEN ARRAY['cancelled', 'campaign_cancelled']
    WHEN EXISTS (SELECT 1 FROM dari.suppressions s WHERE s.channel = j.channel AND s.address_norm = j.recipient_key)
      THEN ARRAY['suppressed', 'suppressed']
    WHEN j.agreed IS NOT TRUE OR j.address_agreed IS FALSE THEN ARRAY['suppressed', 'no_consent']
    WHEN j.dark AND j.ruled AND j.agreed_night IS NOT TRUE THEN ARRAY['deferred', 'night']
    ELSE ARRAY['handed_off', ''] END AS verdict) x)` + gateWrites

// passed is a row that was handed off.
type passed struct {
	at      time.Time
	nightIn time.Duration // until advertising must stop; 0: not bound
}

// handOff asks the gate about letters of one lane. Those it does not name have not been handed off,
// and the gate has written why, or the lease was no longer ours.
func handOff(ctx context.Context, db postgres.Querier, token uuid.UUID, ad bool, letters []*letter) (map[int64]passed, error) {
	ids, templates := make([]int64, len(letters)), make([]int64, len(letters))
	versions, composed := make([]int32, len(letters)), make([]string, len(letters))
	for i, l := range letters {
		ids[i], templates[i], versions[i], composed[i] = l.row.ID, l.templateID, int32(l.version), l.record
	}
	if !ad {
		return readPassed(db.Query(ctx, sqlHandOff, ids, token, templates, versions, composed))
	}
	// Two statements of one transaction, sent together.
	batch := &pgx.Batch{}
	batch.Queue(sqlLockPeople, ids, token)
	batch.Queue(sqlHandOffAd, ids, token, templates, versions, composed, time.Now())
	results := db.SendBatch(ctx, batch)
	out, err := secondOf(results)
	if closeErr := results.Close(); err == nil && closeErr != nil {
		err = fmt.Errorf("hand off: %w", closeErr)
	}
	return out, err
}

func secondOf(results pgx.BatchResults) (map[int64]passed, error) {
	if _, err := results.Exec(); err != nil {
		return nil, fmt.Errorf("lock the people of a hand-off: %w", err)
	}
	return readPassed(results.Query())
}

func readPassed(rows pgx.Rows, err error) (map[int64]passed, error) {
	if err != nil {
		return nil, fmt.Errorf("hand off: %w", err)
	}
	out := map[int64]passed{}
	var id int64
	var state State
	var at *time.Time
	var night *float64
	_, err = pgx.ForEachRow(rows, []any{&id, &state, &at, &night}, func() error {
		if state == HandedOff {
			p := passed{at: *at}
			if night != nil && *night > 0 {
				p.nightIn = time.Duration(*night * float64(time.Second))
			}
			out[id] = p
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("hand off: %w", err)
	}
	return out, nil
}
