package consent

import (
	"context"
	"encoding/json"
	"fmt"

	"dari/internal/event"
	"dari/internal/postgres"
	"dari/internal/shop"
	"dari/notify"

	"github.com/jackc/pgx/v5"
)

// Where a state comes from that nobody has said in words.
const (
	SourceMerge       = "merge"        // two people turned out to be one: the stricter side holds
	SourceMergeUndone = "merge_undone" // and they did not
)

// Side is what one of two people who turn out to be one has said about a channel.
type Side struct {
	Said    bool // anything at all
	Granted bool
	// Apart: there is an address of their own to write to, which the other one does not have. Who has
	// said nothing and has none has no say.
	Apart bool
}

// Stricter is what holds for both: advertising goes only where each side that has a say has agreed.
func Stricter(a, b Side) bool {
	agreed := false
	for _, s := range []Side{a, b} {
		switch {
		case s.Said && s.Granted:
			agreed = true
		case s.Said || s.Apart:
			return false
		}
	}
	return agreed
}

// Merging is what becomes of one consent when two people are merged.
type Merging struct {
	Channel notify.Channel
	Purpose Purpose
	From    *bool // what the one said who goes on in the other; nil: nothing
	Into    *bool
	Granted bool // what holds afterwards
}

// PreviewMerge says what would hold for the survivor, channel by channel.
func PreviewMerge(ctx context.Context, q postgres.Querier, from, into int64) ([]Merging, error) {
	a, err := sideOf(ctx, q, from)
	if err != nil {
		return nil, err
	}
	b, err := sideOf(ctx, q, into)
	if err != nil {
		return nil, err
	}
	var out []Merging
	for _, channel := range []notify.Channel{notify.Email, notify.SMS} {
		for _, purpose := range []Purpose{Marketing, MarketingNight} {
			one, other := a.on(channel, purpose, b), b.on(channel, purpose, a)
			out = append(out, Merging{channel, purpose, one.said(), other.said(), Stricter(one, other)})
		}
	}
	return out, nil
}

func (s Side) said() *bool {
	if !s.Said {
		return nil
	}
	return &s.Granted
}

// saying is a person with all they said.
type saying struct {
	person
	states []State
}

func sideOf(ctx context.Context, q postgres.Querier, id int64) (saying, error) {
	p, err := personByID(ctx, q, id)
	if err != nil {
		return saying{}, err
	}
	states, err := Of(ctx, q, id)
	return saying{p, states}, err
}

func (s saying) on(channel notify.Channel, purpose Purpose, other saying) Side {
	mine, _ := notify.RecipientKey(channel, s.address(channel))
	theirs, _ := notify.RecipientKey(channel, other.address(channel))
	side := Side{Apart: mine != "" && mine != theirs}
	for _, state := range s.states {
		if state.Channel == channel && state.Purpose == purpose {
			side.Said, side.Granted = true, state.Granted
		}
	}
	return side
}

// written is a state that a merge has set, and the one it stands for: 0 when nothing had been said.
type written struct {
	ID  int64 `json:"id"`
	Was int64 `json:"was"`
}

const (
	sqlNewestEvent = `
SELECT coalesce(max(id), 0) FROM dari.consent_events WHERE customer_id = $1 AND channel = $2 AND purpose = $3`
	// Of what has been said anew since, nothing is put back.
	sqlRestore = `
INSERT INTO dari.consent_events (customer_id, channel, recipient_key, purpose, granted, source, text_shown, ip, at)
SELECT o.customer_id, o.channel, o.recipient_key, o.purpose, o.granted, $3, o.text_shown, o.ip, o.at
FROM unnest($1::bigint[], $2::bigint[]) AS k (id, was) JOIN dari.consent_events o ON o.id = k.was
WHERE k.id = (SELECT max(n.id) FROM dari.consent_events n WHERE n.customer_id = o.customer_id AND n.channel = o.channel AND n.purpose = o.purpose)
ORDER BY o.id
RETURNING id, customer_id, channel, purpose, granted, false, at`
)

// MovePerson lets the stricter side hold for the survivor of a merge. Nothing is moved: what each has
// said stays the proof it was, and a new event says what holds.
func MovePerson(ctx context.Context, tx pgx.Tx, from, into int64) (any, error) {
	kept := struct {
		Written []written `json:"written"`
	}{[]written{}}
	plan, err := PreviewMerge(ctx, tx, from, into)
	if err != nil {
		return nil, err
	}
	for _, m := range plan {
		agreed, refused := m.Into != nil && *m.Into, m.From != nil && !*m.From
		if m.Granted || !agreed && (m.Into != nil || !refused) {
			continue
		}
		var was int64
		if err := tx.QueryRow(ctx, sqlNewestEvent, into, string(m.Channel), string(m.Purpose)).Scan(&was); err != nil {
			return nil, fmt.Errorf("read what customer %d said last: %w", into, err)
		}
		recorded, err := Record(ctx, tx, Change{CustomerID: into, Channel: m.Channel, Purpose: m.Purpose, Source: SourceMerge, Told: true})
		if err != nil {
			return nil, err
		}
		for _, r := range recorded {
			one := written{ID: r.ID}
			if r.Purpose == m.Purpose {
				one.Was = was
			}
			kept.Written = append(kept.Written, one)
		}
	}
	return kept, nil
}

// ReturnPerson takes MovePerson back: what the survivor had agreed to holds again, as of its own day,
// unless they have said something since.
func ReturnPerson(ctx context.Context, tx pgx.Tx, _, _ int64, text json.RawMessage) error {
	var kept struct {
		Written []written `json:"written"`
	}
	if err := json.Unmarshal(text, &kept); err != nil {
		return fmt.Errorf("decode which consents were ended: %w", err)
	}
	var ids, were []int64
	for _, w := range kept.Written {
		if w.Was != 0 {
			ids, were = append(ids, w.ID), append(were, w.Was)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	rows, _ := tx.Query(ctx, sqlRestore, ids, were, SourceMergeUndone) // CollectRows reports this error
	recorded, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Recorded])
	if err != nil {
		return fmt.Errorf("let %d consents hold again: %w", len(ids), err)
	}
	return event.Publish(ctx, tx, eventsOf(recorded)...)
}

// withSurvivors adds what is said under an old account of somebody to the account they go on in.
func withSurvivors(ctx context.Context, tx pgx.Tx, changes []Change) ([]Change, error) {
	ids := make([]int64, len(changes))
	for i, c := range changes {
		ids[i] = c.CustomerID
	}
	merged, err := shop.Survivors(ctx, tx, ids)
	if err != nil || len(merged) == 0 {
		return changes, err
	}
	out := make([]Change, 0, len(changes)+len(merged))
	for _, c := range changes {
		if into, ok := merged[c.CustomerID]; ok {
			same := c
			same.CustomerID, c.Told = into, true
			out = append(out, same)
		}
		out = append(out, c)
	}
	return out, nil
}
