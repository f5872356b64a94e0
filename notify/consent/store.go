package consent

import (
	"context"
	"fmt"
	"time"

	"dari/internal/postgres"
	"dari/notify"

	"github.com/jackc/pgx/v5"
)

// person is whose consent changes, and where the result notice goes.
type person struct {
	ID    int64
	Lang  string
	Email string
	Phone string
}

// Two withdrawals at once must come to one row, so a person's consents change one after the other.
const sqlLockPeople = `SELECT id, lang, email, phone FROM dari.customers WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE`

func lockPeople(ctx context.Context, q postgres.Querier, ids []int64) (map[int64]person, error) {
	rows, _ := q.Query(ctx, sqlLockPeople, ids) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[person])
	if err != nil {
		return nil, fmt.Errorf("lock %d customers: %w", len(ids), err)
	}
	out := make(map[int64]person, len(list))
	for _, p := range list {
		out[p.ID] = p
	}
	return out, nil
}

const sqlPersonByID = `SELECT id, lang, email, phone FROM dari.customers WHERE id = $1`

func personByID(ctx context.Context, q postgres.Querier, id int64) (person, error) {
	rows, _ := q.Query(ctx, sqlPersonByID, id) // CollectExactlyOneRow reports this error
	p, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByPos[person])
	if err != nil {
		return p, fmt.Errorf("read customer %d: %w", id, err)
	}
	return p, nil
}

// Only what differs from the present state is written: saying the same again is no event. Neither
// is what was said before the newest word, nor a state told again by a shop that has not heard of a
// withdrawal the person made here.
const sqlRecord = `
WITH wish AS (
  SELECT w.customer_id, w.channel, w.purpose, w.granted, w.source, w.text_shown, w.ip, w.key, w.at, newest.granted AS was
  FROM unnest($1::bigint[], $2::text[], $3::text[], $4::boolean[], $5::text[], $6::text[], $7::text[], $8::text[], $9::timestamptz[], $10::boolean[], $11::boolean[])
    AS w(customer_id, channel, purpose, granted, source, text_shown, ip, key, at, implied, restated)
  LEFT JOIN LATERAL (
    SELECT e.granted, e.source, e.at FROM dari.consent_events e
    WHERE e.customer_id = w.customer_id AND e.channel = w.channel AND e.purpose = w.purpose
    ORDER BY e.id DESC LIMIT 1) newest ON true
  WHERE newest.granted IS DISTINCT FROM w.granted
    AND (newest.granted OR NOT w.implied)
    AND (w.at IS NULL OR newest.at IS NULL OR w.at > newest.at)
    AND NOT (w.restated AND w.at IS NULL AND w.granted AND coalesce(newest.source, '') = ANY($12::text[]))
), written AS (
  INSERT INTO dari.consent_events (customer_id, channel, recipient_key, purpose, granted, source, text_shown, ip, at)
  SELECT customer_id, channel, key, purpose, granted, source, text_shown, ip, least(coalesce(at, dari.clock()), dari.clock()) FROM wish
  RETURNING id, customer_id, channel, purpose, granted, at
)
SELECT r.id, r.customer_id, r.channel, r.purpose, r.granted, coalesce(w.was, false), r.at
FROM written r JOIN wish w USING (customer_id, channel, purpose) ORDER BY r.id`

// wishes are the changes of one statement, one array per column.
type wishes struct {
	ids                                           []int64
	channels, purposes, sources, texts, ips, keys []string
	granted, implied, restated                    []bool
	at                                            []*time.Time
}

func (w *wishes) add(c Change, p person) {
	key, _ := notify.RecipientKey(c.Channel, p.address(c.Channel))
	w.ids = append(w.ids, c.CustomerID)
	w.channels, w.purposes, w.sources = append(w.channels, string(c.Channel)), append(w.purposes, string(c.Purpose)), append(w.sources, c.Source)
	w.texts, w.ips, w.keys = append(w.texts, c.TextShown), append(w.ips, c.IP), append(w.keys, key)
	w.granted, w.implied, w.restated = append(w.granted, c.Granted), append(w.implied, c.implied), append(w.restated, c.Restated)
	if c.At.IsZero() {
		w.at = append(w.at, nil)
	} else {
		w.at = append(w.at, &c.At)
	}
}

func insertEvents(ctx context.Context, q postgres.Querier, changes []Change, people map[int64]person) ([]Recorded, error) {
	var w wishes
	for _, c := range changes {
		w.add(c, people[c.CustomerID])
	}
	rows, _ := q.Query(ctx, sqlRecord, w.ids, w.channels, w.purposes, w.granted, w.sources, w.texts, w.ips, w.keys, w.at, w.implied, w.restated,
		[]string{SourceOneClick, SourcePage, Source080, SourceMerge}) // CollectRows reports this error
	recorded, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Recorded])
	if err != nil {
		return nil, fmt.Errorf("record %d consents: %w", len(changes), err)
	}
	return recorded, nil
}

const sqlPresent = `
SELECT DISTINCT ON (channel, purpose) channel, purpose, granted, source, at
FROM dari.consent_events WHERE customer_id = $1
ORDER BY channel, purpose, id DESC`

// Of is the present state of a customer's consents: at most one for each channel and purpose.
func Of(ctx context.Context, q postgres.Querier, customerID int64) ([]State, error) {
	rows, _ := q.Query(ctx, sqlPresent, customerID) // CollectRows reports this error
	states, err := pgx.CollectRows(rows, pgx.RowToStructByPos[State])
	if err != nil {
		return nil, fmt.Errorf("read the consents of customer %d: %w", customerID, err)
	}
	return states, nil
}

const sqlHistory = `
SELECT channel, purpose, granted, source, text_shown, ip, at
FROM dari.consent_events WHERE customer_id = $1 ORDER BY id`

// History is the proof: everything a customer has said, oldest first.
func History(ctx context.Context, q postgres.Querier, customerID int64) ([]Evidence, error) {
	rows, _ := q.Query(ctx, sqlHistory, customerID) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Evidence])
	if err != nil {
		return nil, fmt.Errorf("read the consent history of customer %d: %w", customerID, err)
	}
	return list, nil
}

const sqlCustomerByRef = `SELECT id FROM dari.customers WHERE ref = $1`

func customerByRef(ctx context.Context, q postgres.Querier, ref string) (int64, error) {
	var id int64
	if err := q.QueryRow(ctx, sqlCustomerByRef, ref).Scan(&id); err != nil {
		return 0, fmt.Errorf("find a customer: %w", err)
	}
	return id, nil
}

const sqlSuppressed = `
SELECT address_norm FROM dari.suppressions
WHERE channel = $1 AND address_norm = ANY($2) AND (scope = 'all' OR (scope = 'marketing' AND $3))`

// Suppressed says which of the normalised addresses nothing may be sent to, or no advertising.
func Suppressed(ctx context.Context, q postgres.Querier, channel notify.Channel, keys []string, marketing bool) (map[string]bool, error) {
	rows, _ := q.Query(ctx, sqlSuppressed, string(channel), keys, marketing) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return nil, fmt.Errorf("look up suppressed addresses: %w", err)
	}
	return setOf(list), nil
}

const sqlRefused = `
SELECT r.key FROM (
  SELECT DISTINCT recipient_key AS key FROM dari.consent_events
  WHERE channel = $1 AND purpose = 'marketing' AND NOT granted AND recipient_key <> '' AND recipient_key = ANY($2)) r
WHERE NOT (SELECT e.granted FROM dari.consent_events e
  WHERE e.channel = $1 AND e.recipient_key = r.key AND e.recipient_key <> '' AND e.purpose = 'marketing' ORDER BY e.id DESC LIMIT 1)`

// Refused says under which of the normalised addresses advertising was refused last, by whichever
// customer: a person with two accounts who unsubscribes one means the mailbox.
func Refused(ctx context.Context, q postgres.Querier, channel notify.Channel, keys []string) (map[string]bool, error) {
	rows, _ := q.Query(ctx, sqlRefused, string(channel), keys) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return nil, fmt.Errorf("look up refusing addresses: %w", err)
	}
	return setOf(list), nil
}

func setOf(list []string) map[string]bool {
	out := make(map[string]bool, len(list))
	for _, s := range list {
		out[s] = true
	}
	return out
}

const sqlNow = `SELECT dari.clock()`

func clock(ctx context.Context, q postgres.Querier) (time.Time, error) {
	var now time.Time
	if err := q.QueryRow(ctx, sqlNow).Scan(&now); err != nil {
		return now, fmt.Errorf("ask for the time: %w", err)
	}
	return now, nil
}
