package sla

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"dari/internal/event"
	"dari/internal/thread"
	"dari/tickets"

	"github.com/jackc/pgx/v5"
)

// account is the book of a ticket and how far its history has been entered.
type account struct {
	book
	seq    int64
	grades []string
	redone bool // its clocks were written anew: there may be fewer of them
}

// Handlers follows tickets.
func (s *Service) Handlers() []event.Handler {
	return []event.Handler{
		{Name: "sla", Kinds: []string{"ticket.changed"}, Handle: s.hear, After: s.tellMoved},
		thread.OnMerged("sla", bring),
	}
}

func (s *Service) hear(ctx context.Context, tx pgx.Tx, events []event.Event) error {
	ids := make([]int64, len(events))
	for i, e := range events {
		ids[i] = e.SubjectID
	}
	moved, err := s.follow(ctx, tx, ids, false)
	if err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.moved = append(s.moved, moved...)
	return nil
}

// tellMoved runs after the commit. It may tell of what was rolled back and done again.
func (s *Service) tellMoved(ctx context.Context) {
	s.mu.Lock()
	moved := s.moved
	s.moved = nil
	s.mu.Unlock()
	s.tell(ctx, moved)
}

type deadlineFrame struct {
	T     string         `json:"t"`
	Items []deadlineItem `json:"items"`
}

type deadlineItem struct {
	ID       int64             `json:"id"`
	Deadline *tickets.Deadline `json:"deadline"`
}

// mostTold bounds a frame; who shows more rows reads the list again now and then.
const mostTold = 200

// tell shows consoles deadlines that have moved.
func (s *Service) tell(ctx context.Context, moved []tickets.NextDeadline) {
	for part := range slices.Chunk(moved, mostTold) {
		frame := deadlineFrame{T: "deadline", Items: make([]deadlineItem, len(part))}
		for i, n := range part {
			frame.Items[i] = deadlineItem{n.TicketID, n.Deadline}
		}
		payload, err := json.Marshal(frame)
		if err != nil {
			s.log.ErrorContext(ctx, "deadlines could not be encoded", "error", err)
			return
		}
		s.publish(ctx, "console", payload)
	}
}

// follow enters into the books of tickets what has happened to them since. What was entered before is
// left alone, so it may be called twice and late. Quietly: of moments that are past, nobody is told.
func (s *Service) follow(ctx context.Context, tx pgx.Tx, ids []int64, quietly bool) ([]tickets.NextDeadline, error) {
	slices.Sort(ids)
	ids = slices.Compact(ids)
	if err := putTickets(ctx, tx, ids); err != nil {
		return nil, err
	}
	list, err := lockBooks(ctx, tx, ids)
	if err != nil {
		return nil, err
	}
	all, err := histories(ctx, tx, ids)
	if err != nil {
		return nil, err
	}
	offered, err := readOffer(ctx, tx)
	if err != nil {
		return nil, err
	}
	if err := s.lend(ctx, tx, list, offered); err != nil {
		return nil, err
	}
	now, err := clockNow(ctx, tx)
	if err != nil {
		return nil, err
	}
	var changed []*account
	for _, a := range list {
		if err := a.lookBack(ctx, tx, all[a.ticket]); err != nil {
			return nil, err
		}
		if !a.enter(all[a.ticket], offered) {
			continue
		}
		if quietly {
			a.hush(now)
		}
		changed = append(changed, a)
	}
	return save(ctx, tx, changed)
}

// lend gives books the calendars they may need.
func (s *Service) lend(ctx context.Context, tx pgx.Tx, list []*account, offered *offer) error {
	var ids []int64
	for _, a := range list {
		ids = append(ids, a.terms.Calendar)
		for _, c := range a.clocks {
			ids = append(ids, c.Calendar)
		}
	}
	for _, p := range offered.list {
		ids = append(ids, p.Calendar)
	}
	cal, err := s.calendars.of(ctx, tx, ids...)
	if err != nil {
		return err
	}
	for _, a := range list {
		a.cal, a.lead = cal, s.lead
	}
	return nil
}

// enter follows the events that are new. It answers whether there were any.
func (a *account) enter(events []tickets.Event, offered *offer) bool {
	from, _ := slices.BinarySearchFunc(events, a.seq+1, func(e tickets.Event, seq int64) int { return int(e.Seq - seq) })
	if from == len(events) {
		return false
	}
	before := tickets.Rebuild(events[:from])
	for i := from; i < len(events); i++ {
		after := tickets.Rebuild(events[:i+1])
		a.choose(&before, &after, events[i], offered)
		if undoes(events[i]) {
			a.again(events[:i+1])
		} else {
			a.follow(&before, &after, events[i])
		}
		a.seq, before = events[i].Seq, after
	}
	return true
}

// lookBack reads when the clocks ran, if something of that is to be corrected.
func (a *account) lookBack(ctx context.Context, tx pgx.Tx, events []tickets.Event) (err error) {
	if slices.ContainsFunc(events, func(e tickets.Event) bool { return e.Seq > a.seq && undoes(e) }) {
		a.measured, err = spansOf(ctx, tx, a.ticket)
	}
	return err
}

// choose puts the ticket under the policy that applies to it: when it is opened, and again when it
// has become one to which another may apply.
func (a *account) choose(before, after *tickets.Record, e tickets.Event, offered *offer) {
	first := before.Version == 0
	if !first && !traitsOf(before, nil).other(traitsOf(after, nil)) {
		return
	}
	terms, found := offered.choose(traitsOf(after, a.grades))
	switch {
	case !found && first:
	case found && (first || terms.Policy != a.terms.Policy):
		a.agree(terms, e.At.Truncate(time.Second))
	}
}

// hush notes moments that are past as told.
func (b *book) hush(now time.Time) {
	past := func(told **time.Time, at *time.Time) {
		if *told == nil && at != nil && at.Before(now) {
			*told = at
		}
	}
	for _, c := range b.clocks {
		if c.Running != nil {
			past(&c.WarnedAt, c.WarnAt)
			past(&c.SoonedAt, c.SoonAt)
			past(&c.BreachedAt, c.DueAt)
		}
	}
	for _, v := range b.vows {
		if v.open() && v.DueAt.Before(now) {
			past(&v.SoonedAt, &v.SoonAt)
			past(&v.BreachedAt, &v.DueAt)
			past(&v.ToldAt, &v.SlipAt)
		}
	}
}

const (
	adoptMost = 200
	sqlStray  = `
SELECT t.id FROM dari.tickets t WHERE t.state IN ('new', 'open', 'waiting') AND NOT EXISTS (SELECT FROM dari.sla_tickets s WHERE s.ticket_id = t.id)
ORDER BY t.id LIMIT $1`
)

// Adopt takes up open tickets that nobody has followed: those from before there were clocks.
func (s *Service) Adopt(ctx context.Context) error {
	for {
		var ids []int64
		moved, err := s.inTx(ctx, func(tx pgx.Tx) ([]tickets.NextDeadline, error) {
			rows, _ := tx.Query(ctx, sqlStray, adoptMost) // CollectRows reports this error
			var err error
			if ids, err = pgx.CollectRows(rows, pgx.RowTo[int64]); err != nil || len(ids) == 0 {
				return nil, err
			}
			return s.follow(ctx, tx, slices.Clone(ids), true)
		})
		if err != nil {
			return fmt.Errorf("take up tickets without clocks: %w", err)
		}
		s.tell(ctx, moved)
		if len(ids) < adoptMost {
			return nil
		}
	}
}
