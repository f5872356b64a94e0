package rules

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"dari/internal/fault"
	"dari/internal/jobs"
	"dari/internal/postgres"
	"dari/tickets"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// trialDays is how far back a dry run looks.
const trialDays = 30

const (
	trialBatch = 200 // tickets in one transaction
	trialItems = 300 // of what would have happened, how many are listed
)

const (
	sqlInsertTrial = `
INSERT INTO dari.ticket_rule_trials (uid, rule, rule_id, staff_id, from_at, to_at, total)
SELECT $1, $2, $3, $4, dari.clock() - make_interval(days => $5), dari.clock(),
       (SELECT count(*) FROM dari.tickets t WHERE t.updated_at >= dari.clock() - make_interval(days => $5))`
	sqlClaimTrial = `
SELECT id, rule, rule_id, from_at, to_at, after_id, items FROM dari.ticket_rule_trials
WHERE state IN ('queued', 'running') ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED`
	sqlPastTickets = `
SELECT t.id, t.number, coalesce(o.status, ''), coalesce(c.tags, '{}')
FROM dari.tickets t
LEFT JOIN dari.orders o ON o.id = t.order_id
LEFT JOIN dari.customers c ON c.id = t.customer_id
WHERE t.id > $1 AND t.updated_at >= $2 ORDER BY t.id LIMIT $3`
	sqlPastEvents = `
SELECT ticket_id, seq, kind, actor_kind, actor_id, data, at FROM dari.ticket_events WHERE ticket_id = ANY($1) ORDER BY ticket_id, seq`
	sqlPastTexts = `
SELECT k.conversation_id, k.seq, left(m.body, 4000)
FROM unnest($1::bigint[], $2::bigint[]) AS k (conversation_id, seq)
JOIN dari.messages m ON m.conversation_id = k.conversation_id AND m.seq = k.seq
WHERE m.withdrawn_at IS NULL`
	sqlAdvanceTrial = `
UPDATE dari.ticket_rule_trials
SET state = $2, after_id = $3, done = done + $4, matched = matched + $5, tickets = tickets + $6, capped = capped + $7, items = $8,
    total = greatest(total, done + $4), ended_at = CASE WHEN $2 = 'done' THEN dari.clock() END
WHERE id = $1`
	sqlCancelTrial = `UPDATE dari.ticket_rule_trials SET state = 'cancelled', ended_at = dari.clock() WHERE uid = $1 AND state IN ('queued', 'running')`
	sqlTrial       = `
SELECT uid, rule, rule_id, state, from_at, to_at, total, done, matched, tickets, capped, items FROM dari.ticket_rule_trials WHERE uid = $1`
	sqlSubjects = `SELECT number, subject FROM dari.tickets WHERE number = ANY($1)`
)

// begin writes a dry run down; whoever runs rules does it.
func (s *Service) begin(ctx context.Context, d Draft, ruleID int64, by *int64) (uuid.UUID, error) {
	uid := uuid.Must(uuid.NewV7())
	rule, err := json.Marshal(d)
	if err != nil {
		return uid, fmt.Errorf("encode a rule: %w", err)
	}
	if _, err := s.db.Exec(ctx, sqlInsertTrial, uid, rule, ruleID, by, trialDays); err != nil {
		return uid, fmt.Errorf("begin a dry run: %w", err)
	}
	s.wake(ctx)
	return uid, nil
}

// tryAll carries on with dry runs until none is left, a batch of tickets in each transaction.
func (s *Service) tryAll(ctx context.Context) error {
	return jobs.Drain(ctx, s.tryBatch)
}

func (s *Service) tryBatch(ctx context.Context) (more bool, err error) {
	err = postgres.InTx(ctx, s.db, func(tx pgx.Tx) error {
		var id, after int64
		var rule Rule
		var body, items []byte
		var from, to time.Time
		err := tx.QueryRow(ctx, sqlClaimTrial).Scan(&id, &body, &rule.ID, &from, &to, &after, &items)
		if errors.Is(err, pgx.ErrNoRows) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("claim a dry run: %w", err)
		}
		more = true
		var hits []hit
		if err := errors.Join(json.Unmarshal(body, &rule.Draft), json.Unmarshal(items, &hits)); err != nil {
			return fmt.Errorf("decode a dry run: %w", err)
		}
		return s.advance(ctx, tx, id, rule, from, to, after, hits)
	})
	return more, err
}

// advance looks at the next tickets.
func (s *Service) advance(ctx context.Context, tx pgx.Tx, id int64, rule Rule, from, to time.Time, after int64, hits []hit) error {
	zone, err := s.zone(ctx, tx)
	if err != nil {
		return err
	}
	open, _, err := s.openHours(ctx, tx)
	if err != nil {
		return err
	}
	page, err := pastTickets(ctx, tx, after, from, rule.reads("text"))
	if err != nil {
		return err
	}
	matched, touched, capped := 0, 0, 0
	for _, p := range page {
		after = p.ID
		found := simulate(rule, p, from, to, zone, open)
		if len(found) > 0 {
			touched++
		}
		for _, h := range found {
			matched++
			if h.Capped {
				capped++
			}
			if len(hits) < trialItems {
				hits = append(hits, h)
			}
		}
	}
	state := "running"
	if len(page) < trialBatch {
		state = "done"
	}
	items, err := json.Marshal(append([]hit{}, hits...))
	if err != nil {
		return fmt.Errorf("encode a dry run: %w", err)
	}
	if _, err := tx.Exec(ctx, sqlAdvanceTrial, id, state, after, len(page), matched, touched, capped, items); err != nil {
		return fmt.Errorf("carry on with dry run %d: %w", id, err)
	}
	return nil
}

// reads says whether a rule asks for a field.
func (d Draft) reads(field string) bool {
	return slices.ContainsFunc(slices.Concat(d.All, d.Any), func(c Cond) bool { return c.Field == field })
}

// pastTickets reads tickets with their histories: three statements, however many there are.
func pastTickets(ctx context.Context, q postgres.Querier, after int64, from time.Time, texts bool) ([]past, error) {
	rows, _ := q.Query(ctx, sqlPastTickets, after, from, trialBatch) // CollectRows reports this error
	page, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (past, error) {
		p := past{texts: map[message]string{}}
		return p, row.Scan(&p.ID, &p.Number, &p.OrderStatus, &p.CustomerTags)
	})
	if err != nil {
		return nil, fmt.Errorf("read tickets of the past: %w", err)
	}
	place := make(map[int64]int, len(page))
	ids := make([]int64, len(page))
	for i, p := range page {
		place[p.ID], ids[i] = i, p.ID
	}
	var id int64
	var e tickets.Event
	rows, _ = q.Query(ctx, sqlPastEvents, ids) // ForEachRow reports this error
	if _, err := pgx.ForEachRow(rows, []any{&id, &e.Seq, &e.Kind, &e.ActorKind, &e.ActorID, &e.Data, &e.At}, func() error {
		page[place[id]].history = append(page[place[id]].history, e)
		e = tickets.Event{}
		return nil
	}); err != nil {
		return nil, fmt.Errorf("read histories of the past: %w", err)
	}
	if !texts {
		return page, nil
	}
	return page, pastTexts(ctx, q, page)
}

func pastTexts(ctx context.Context, q postgres.Querier, page []past) error {
	var conversations, seqs []int64
	of := map[message]int{}
	for i, p := range page {
		for _, e := range p.history {
			if e.Kind == "message" && e.ActorKind == "shopper" {
				conversations, seqs = append(conversations, e.Data.ConversationID), append(seqs, e.Data.Seq)
				of[message{e.Data.ConversationID, e.Data.Seq}] = i
			}
		}
	}
	rows, _ := q.Query(ctx, sqlPastTexts, conversations, seqs) // ForEachRow reports this error
	var m message
	var text string
	if _, err := pgx.ForEachRow(rows, []any{&m.conversationID, &m.seq, &text}, func() error { page[of[m]].texts[m] = text; return nil }); err != nil {
		return fmt.Errorf("read messages of the past: %w", err)
	}
	return nil
}

// Trial is a dry run.
type Trial struct {
	ID      uuid.UUID   `json:"id"`
	State   string      `json:"state" enum:"queued,running,done,cancelled,failed"`
	From    time.Time   `json:"from"`
	To      time.Time   `json:"to"`
	Total   int         `json:"total" doc:"Tickets to look at."`
	Done    int         `json:"done" doc:"Tickets looked at."`
	Matched int         `json:"matched" doc:"How often the rule would have fired."`
	Tickets int         `json:"tickets" doc:"On how many tickets."`
	Capped  int         `json:"capped" doc:"How often the daily limit of a ticket would have held it back."`
	Effects []string    `json:"effects" doc:"What it would have done, each time."`
	Items   []TrialItem `json:"items" doc:"The first 300."`
}

// TrialItem is a moment at which the rule would have fired.
type TrialItem struct {
	Number  int64     `json:"number"`
	Subject string    `json:"subject"`
	At      time.Time `json:"at"`
	Capped  bool      `json:"capped"`
	Same    bool      `json:"same" doc:"It was so already: nothing would have changed."`
}

func trialByUID(ctx context.Context, q postgres.Querier, uid uuid.UUID) (t Trial, d Draft, err error) {
	var body, items []byte
	var ruleID int64
	err = q.QueryRow(ctx, sqlTrial, uid).Scan(&t.ID, &body, &ruleID, &t.State, &t.From, &t.To, &t.Total, &t.Done, &t.Matched, &t.Tickets, &t.Capped, &items)
	if errors.Is(err, pgx.ErrNoRows) {
		return t, d, fault.New(fault.NotFound, "rules.no_trial")
	}
	if err != nil {
		return t, d, fmt.Errorf("read a dry run: %w", err)
	}
	var hits []hit
	if err := errors.Join(json.Unmarshal(body, &d), json.Unmarshal(items, &hits)); err != nil {
		return t, d, fmt.Errorf("decode a dry run: %w", err)
	}
	numbers := make([]int64, len(hits))
	for i, h := range hits {
		numbers[i] = h.Number
	}
	rows, _ := q.Query(ctx, sqlSubjects, numbers) // ForEachRow reports this error
	subjects := map[int64]string{}
	var n int64
	var subject string
	if _, err := pgx.ForEachRow(rows, []any{&n, &subject}, func() error { subjects[n] = subject; return nil }); err != nil {
		return t, d, fmt.Errorf("read the titles of %d tickets: %w", len(numbers), err)
	}
	t.Items = make([]TrialItem, len(hits))
	for i, h := range hits {
		t.Items[i] = TrialItem{h.Number, subjects[h.Number], h.At, h.Capped, h.Same}
	}
	return t, d, nil
}
