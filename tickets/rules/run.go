package rules

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"dari/internal/fault"
	"dari/internal/jobs"
	"dari/internal/postgres"
	"dari/internal/staff"
	"dari/internal/thread"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// PerDay is how often rules may act on one ticket within 24 hours, all of them together.
const PerDay = 20

// What became of a rule.
const (
	outcomeDone    = "done"
	outcomeNothing = "nothing" // it was so already
	outcomeCapped  = "capped"
	outcomeFailed  = "failed"
)

// maxTries is how often an entry that fails is tried again.
const maxTries = 8

// Run carries rules out until the context ends.
func (s *Service) Run(ctx context.Context) error {
	return jobs.Loop{Every: 3 * time.Second, Bell: s.bell, Log: s.log, Trouble: "rules could not be carried out"}.Run(ctx, func(ctx context.Context) error {
		return errors.Join(s.Drain(ctx), s.tryAll(ctx)) // neither waits for the other
	})
}

// Drain carries out everything that waits. What one rule brings about comes back by the relay, and is
// heard then.
func (s *Service) Drain(ctx context.Context) error {
	return jobs.Drain(ctx, s.step)
}

// step takes one entry off the queue and carries out the rules for it, in one transaction.
func (s *Service) step(ctx context.Context) (more bool, err error) {
	var item waitingItem
	var notes []thread.Note
	err = postgres.InTx(ctx, s.db, func(tx pgx.Tx) error {
		leads, err := lead(ctx, tx)
		if err != nil || !leads {
			return err
		}
		if item, more, err = next(ctx, tx); err != nil || !more {
			return err
		}
		if notes, err = s.carryOut(ctx, tx, item); err != nil {
			return err
		}
		return drop(ctx, tx, item.ID)
	})
	if err == nil {
		s.show(ctx, notes)
		return more, nil
	}
	if item.ID == 0 {
		return false, err
	}
	s.log.ErrorContext(ctx, "rules failed on a ticket", "ticket_id", item.TicketID, "tries", item.Tries+1, "error", err)
	if item.Tries+1 >= maxTries {
		return true, drop(ctx, s.db, item.ID)
	}
	return true, delay(ctx, s.db, item.ID)
}

func (s *Service) show(ctx context.Context, notes []thread.Note) {
	for _, n := range notes {
		if s.noted != nil {
			s.noted(ctx, n)
		}
	}
}

func (s *Service) carryOut(ctx context.Context, tx pgx.Tx, item waitingItem) ([]thread.Note, error) {
	list, err := rulesBy(ctx, tx, sqlActiveRules)
	if err != nil {
		return nil, err
	}
	things, err := s.happened(ctx, tx, item)
	if err != nil {
		return nil, err
	}
	m := message{}
	if item.Kind == waitsMessage {
		m = message{item.ConversationID, item.FromSeq}
	}
	return s.each(ctx, tx, list, item, things, m)
}

// each carries out every rule that fires, in their order: a later one sees what an earlier one has done.
func (s *Service) each(ctx context.Context, tx pgx.Tx, list []Rule, item waitingItem, things []keyed, m message) ([]thread.Note, error) {
	zone, err := s.zone(ctx, tx)
	if err != nil {
		return nil, err
	}
	facts, conversation, err := factsOf(ctx, tx, item.TicketID, m, zone)
	if err != nil {
		return nil, err
	}
	var notes []thread.Note
	for _, r := range list {
		if inChain(item.Cause, r.ID) {
			continue
		}
		for _, h := range things {
			if !r.fires(h.Happened, facts) {
				continue
			}
			note, did, err := s.act(ctx, tx, r, item, conversation, h.key)
			if err != nil {
				return nil, err
			}
			if note != nil {
				notes = append(notes, *note)
			}
			if did {
				if facts, conversation, err = factsOf(ctx, tx, item.TicketID, m, zone); err != nil {
					return nil, err
				}
			}
			break // once for one entry, however many of its events it asks for
		}
	}
	return notes, nil
}

const (
	sqlActedToday = `
SELECT count(*) FROM dari.ticket_rule_runs WHERE ticket_id = $1 AND outcome = 'done' AND at > dari.clock() - interval '24 hours'`
	sqlClaim  = `INSERT INTO dari.ticket_rule_runs (rule_id, ticket_id, key, outcome) VALUES ($1, $2, $3, 'nothing') ON CONFLICT (rule_id, ticket_id, key) DO NOTHING RETURNING id`
	sqlSettle = `UPDATE dari.ticket_rule_runs SET outcome = $2, event_group = $3, detail = $4 WHERE id = $1`
)

// act does what a rule says to a ticket, once for each key. What it must not do is written down and
// leaves the ticket as it was.
func (s *Service) act(ctx context.Context, tx pgx.Tx, r Rule, item waitingItem, conversation int64, key string) (note *thread.Note, did bool, err error) {
	var run int64
	if err := tx.QueryRow(ctx, sqlClaim, r.ID, item.TicketID, key).Scan(&run); errors.Is(err, pgx.ErrNoRows) {
		return nil, false, nil
	} else if err != nil {
		return nil, false, fmt.Errorf("begin rule %d on ticket %d: %w", r.ID, item.TicketID, err)
	}
	cause, follows := chained(item.Cause, r.ID)
	var acted int
	if err := tx.QueryRow(ctx, sqlActedToday, item.TicketID).Scan(&acted); err != nil {
		return nil, false, fmt.Errorf("count what rules did on ticket %d: %w", item.TicketID, err)
	}
	if acted >= PerDay || !follows {
		return nil, false, settle(ctx, tx, run, outcomeCapped, nil, "")
	}
	var group *uuid.UUID
	err = postgres.InTx(ctx, tx, func(sub pgx.Tx) (err error) {
		group, note, err = s.effects(ctx, sub, r, item, conversation, cause, key)
		return err
	})
	var refused *fault.Fault
	switch {
	case errors.As(err, &refused) && refused.Kind != fault.Unavailable:
		return nil, false, settle(ctx, tx, run, outcomeFailed, nil, refused.Code)
	case err != nil:
		return nil, false, err
	case group == nil && note == nil && r.Alert == nil:
		return nil, false, settle(ctx, tx, run, outcomeNothing, nil, "")
	}
	return note, true, settle(ctx, tx, run, outcomeDone, group, "")
}

func settle(ctx context.Context, tx pgx.Tx, run int64, outcome string, group *uuid.UUID, code string) error {
	detail := map[string]string{}
	if code != "" {
		detail["code"] = code
	}
	body, err := json.Marshal(detail)
	if err != nil {
		return fmt.Errorf("encode what became of a rule: %w", err)
	}
	if _, err := tx.Exec(ctx, sqlSettle, run, outcome, group, body); err != nil {
		return fmt.Errorf("keep what became of a rule: %w", err)
	}
	return nil
}

// effects changes the ticket, writes the note and tells staff.
func (s *Service) effects(ctx context.Context, tx pgx.Tx, r Rule, item waitingItem, conversation int64, cause, key string) (group *uuid.UUID, note *thread.Note, err error) {
	actor := staff.Actor{Kind: staff.KindSystem, Name: r.Name}
	id := uuid.NewSHA1(ruleSpace, fmt.Appendf(nil, "%d:%d:%s", r.ID, item.TicketID, key))
	if r.MacroID != nil && s.macro != nil {
		if group, err = s.macro(ctx, tx, *r.MacroID, item.Number, id, cause); err != nil {
			return nil, nil, err
		}
	}
	if !r.Actions.Empty() {
		g, changed, err := s.desk.Do(ctx, tx, actor, item.Number, r.Actions, cause)
		if err != nil {
			return nil, nil, err
		}
		if changed {
			group = &g
		}
	}
	if text := strings.TrimSpace(r.Note); text != "" {
		if note, err = s.write(ctx, tx, r, conversation, id, text); err != nil {
			return nil, nil, err
		}
	}
	if r.Alert != nil && s.alert != nil {
		people, err := told(ctx, tx, item.TicketID, r.Alert.To)
		if err != nil {
			return nil, nil, err
		}
		if len(people) > 0 {
			err = s.alert(ctx, tx, item.TicketID, people, id.String(), r.Alert.Text)
		}
		return group, note, err
	}
	return group, note, err
}

const sqlTold = `
SELECT s.id FROM dari.staff s JOIN dari.tickets t ON t.id = $1
WHERE s.active AND CASE $2
  WHEN 'owner' THEN s.id = t.owner_id
  WHEN 'team' THEN EXISTS (SELECT FROM dari.team_members m WHERE m.team_id = t.team_id AND m.staff_id = s.id)
  ELSE s.role IN ('lead', 'admin') END
ORDER BY s.id`

// told are the people whom an alert about a ticket reaches.
func told(ctx context.Context, tx pgx.Tx, ticketID int64, to string) ([]int64, error) {
	rows, _ := tx.Query(ctx, sqlTold, ticketID, to) // CollectRows reports this error
	ids, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	if err != nil {
		return nil, fmt.Errorf("find whom to tell of ticket %d: %w", ticketID, err)
	}
	return ids, nil
}

// ruleSpace makes the ids of what rules write: the same rule on the same thing writes the same.
var ruleSpace = uuid.MustParse("6f1d2c3a-6a2f-5b57-9c55-2b6a5f0d7e11")

func (s *Service) write(ctx context.Context, tx pgx.Tx, r Rule, conversation int64, id uuid.UUID, text string) (*thread.Note, error) {
	author, err := authorOf(ctx, tx, r.ID)
	if err != nil || author == 0 {
		return nil, err
	}
	n, again, err := thread.AddNoteTx(ctx, tx, thread.NewNote{ConversationID: conversation, StaffID: author, StaffName: r.Name, ClientID: id, Body: text})
	if err != nil || again {
		return nil, err
	}
	return &n, nil
}
