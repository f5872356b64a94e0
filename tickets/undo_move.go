package tickets

import (
	"context"
	"fmt"
	"slices"

	"dari/internal/fault"
	"dari/internal/staff"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// What has happened to a ticket's messages after an event, and was not taken back itself.
const sqlMovedSince = `
SELECT EXISTS (
  SELECT FROM dari.ticket_events e
  WHERE e.ticket_id = $1 AND e.seq > $2 AND e.kind IN ('merged', 'absorbed', 'split', 'splitoff') AND e.data ->> 'undoes' IS NULL
    AND NOT EXISTS (SELECT FROM dari.ticket_events u WHERE u.ticket_id = e.ticket_id AND u.data ->> 'undoes' = e.data ->> 'group'))`

// undoMove takes a merge or a split back: e is the event of it in the ticket's own history.
func (s *Service) undoMove(ctx context.Context, tx pgx.Tx, actor staff.Actor, number int64, e Event) (uuid.UUID, []string, error) {
	id, err := idOf(ctx, tx, number)
	if err != nil {
		return uuid.Nil, nil, err
	}
	one, other := id, e.Data.Other.ID
	if e.Kind == kindAbsorbed || e.Kind == kindSplitOff {
		one, other = other, one // the one is what was merged, or what was split
	}
	p, err := lockPair(ctx, tx, actor, one, other)
	if err != nil {
		return uuid.Nil, nil, err
	}
	group, err := uuid.Parse(e.Data.Group)
	if err != nil || e.Data.Undoes != "" {
		return uuid.Nil, nil, fault.New(fault.Conflict, "tickets.undo_overtaken")
	}
	undone, err := isUndone(ctx, tx, one, group)
	if err != nil || undone {
		return uuid.Nil, nil, err
	}
	events, err := p.eventsOf(ctx, group)
	if err != nil {
		return uuid.Nil, nil, err
	}
	var left []string
	switch e.Kind {
	case kindMerged, kindAbsorbed:
		left, err = s.unmerge(ctx, p, events[0], events[1])
	default:
		err = p.rejoin(ctx, events[0], events[1])
	}
	return p.one.group, left, err
}

// eventsOf are the event of the move in both histories.
func (p *pair) eventsOf(ctx context.Context, group uuid.UUID) ([2]Event, error) {
	var found [2]Event
	for i, a := range []*acting{p.one, p.other} {
		events, err := readEvents(ctx, p.tx, sqlGroupEvents, a.r.Number, group)
		if err != nil {
			return found, err
		}
		at := slices.IndexFunc(events, func(e Event) bool { return e.Data.Other != nil })
		if at < 0 {
			return found, fault.New(fault.Conflict, "tickets.undo_overtaken")
		}
		found[i] = events[at]
		var moved bool
		if err := p.tx.QueryRow(ctx, sqlMovedSince, a.r.ID, events[at].Seq).Scan(&moved); err != nil {
			return found, fmt.Errorf("look what became of the messages of ticket %d: %w", a.r.Number, err)
		}
		if moved {
			return found, fault.New(fault.Conflict, "tickets.undo_overtaken")
		}
	}
	return found, nil
}

// unmerge gives the merged ticket its messages back, with those that have come since, and takes from the
// other one what it got of it.
func (s *Service) unmerge(ctx context.Context, p *pair, merged, absorbed Event) ([]string, error) {
	a, b := p.one, p.other
	if b.r.State == Closed {
		return nil, fault.New(fault.Conflict, "tickets.is_closed")
	}
	if a.r.MergedInto == nil || *a.r.MergedInto != b.r.ID {
		return nil, fault.New(fault.Conflict, "tickets.undo_overtaken")
	}
	all, err := giveSpans(ctx, p.tx, b.r.ID, a.r.ID, merged.Data.Spans)
	if err != nil {
		return nil, err
	}
	if !all {
		return nil, fault.New(fault.Conflict, "tickets.undo_overtaken")
	}
	talk, err := talkOf(ctx, p.tx, a.r.ID)
	if err != nil {
		return nil, err
	}
	own := *a.r
	own.become(merged.Data.Was.Standing)
	own.carryOn(talk, merged)
	a.add(kindUnmerged, Data{
		Other: &Other{b.r.ID, b.r.Number}, Spans: merged.Data.Spans, Became: own.standing(), Status: own.statusAfter(merged),
		Until: merged.Data.Was.Until, Reply: merged.Data.Was.Reply, Reason: "undo", Undoes: merged.Data.Group,
	})
	became := absorbed.Data.Was.Standing
	if !b.r.standing().same(absorbed.Data.Became) {
		left, err := talkOf(ctx, p.tx, b.r.ID)
		if err != nil {
			return nil, err
		}
		became = remain(b.r, left)
	}
	parted := Data{Other: &Other{a.r.ID, a.r.Number}, Spans: merged.Data.Spans, Became: became, Reason: "undo", Undoes: merged.Data.Group}
	if due := absorbed.Data.DueAt; due != nil && sameTime(b.r.DueAt, due) {
		parted.DueAt, parted.Was = absorbed.Data.Was.DueAt, &Was{DueAt: due}
	}
	b.add(kindParted, parted)
	kept, err := b.uncarry(ctx, merged.Data.Group)
	if err != nil {
		return nil, err
	}
	for _, one := range []*acting{a, b} {
		if err := one.freshen(ctx); err != nil {
			return nil, err
		}
	}
	if err := p.store(ctx); err != nil {
		return nil, err
	}
	return kept, s.inform(ctx, p.tx, "unmerged", []*Record{a.r, b.r}, a.r.Number, b.r.Number)
}

// carryOn lets the messages happen that came after the ticket was merged.
func (r *Record) carryOn(talk []entry, merged Event) {
	known := map[int64]int64{}
	for _, s := range merged.Data.Spans {
		known[s.ConversationID] = max(known[s.ConversationID], s.LastSeq)
	}
	for _, m := range talk {
		if m.Seq <= known[m.ConversationID] {
			continue
		}
		if r.State == Solved && m.From == byShopper {
			r.State, r.SolvedAt = Open, nil
		}
		r.message(Event{Kind: kindMessage, ActorKind: m.From, ActorID: m.SenderID, At: m.At, Data: Data{ConversationID: m.ConversationID, Seq: m.Seq}})
	}
}

// statusAfter is the name of the shop's own for where the ticket stood, if it stands there again.
func (r *Record) statusAfter(merged Event) string {
	if r.State == merged.Data.Was.Standing.State {
		return merged.Data.Was.Status
	}
	return ""
}

// same compares where a ticket stands.
func (s *Standing) same(o *Standing) bool {
	return o != nil && s.State == o.State && s.ConversationID == o.ConversationID && s.PreviewFrom == o.PreviewFrom &&
		s.LastMessageAt.Equal(o.LastMessageAt) && sameTime(s.WaitingSince, o.WaitingSince) && sameTime(s.FirstReplyAt, o.FirstReplyAt) &&
		sameTime(s.SolvedAt, o.SolvedAt)
}

// rejoin brings messages that were split off back; the number of the ticket they had leads to where
// they are.
func (p *pair) rejoin(ctx context.Context, split, off Event) error {
	o, n := p.one, p.other
	if o.r.State == Closed || n.r.State == Closed {
		return fault.New(fault.Conflict, "tickets.is_closed")
	}
	whole, pieces, ok := p.pieces(split)
	if !ok {
		return fault.New(fault.Conflict, "tickets.undo_overtaken")
	}
	if err := dropSpans(ctx, p.tx, pieces); err != nil {
		return err
	}
	o.work.put(whole)
	became := split.Data.Was.Standing
	if !o.r.standing().same(split.Data.Became) || n.r.Version > off.Seq+1 {
		became = combine(o.r, n.r)
	}
	o.add(kindRejoined, Data{Other: &Other{n.r.ID, n.r.Number}, Spans: split.Data.Spans, Became: became, Reason: "undo", Undoes: split.Data.Group})
	was := n.aside()
	was.Standing = n.r.standing()
	n.add(kindMerged, Data{Other: &Other{o.r.ID, o.r.Number}, Spans: off.Data.Spans, Was: was, Reason: "undo", Undoes: split.Data.Group})
	if err := p.store(ctx); err != nil {
		return err
	}
	if err := o.freshen(ctx); err != nil {
		return err
	}
	return setPreview(ctx, p.tx, o.r.ID, *o.work.preview)
}

// pieces finds what a span was cut into and what it is when put together; false when it is cut otherwise now.
func (p *pair) pieces(split Event) (whole span, pieces []span, ok bool) {
	if len(split.Data.Spans) != 2 {
		return span{}, nil, false
	}
	was, middle := split.Data.Spans[0], split.Data.Spans[1]
	find := func(ticket, from int64) bool {
		for _, s := range p.spans[ticket] {
			if s.ConversationID == was.ConversationID && s.FromSeq == from {
				pieces = append(pieces, s)
				return true
			}
		}
		return false
	}
	if was.FromSeq < middle.FromSeq && !find(p.one.r.ID, was.FromSeq) {
		return span{}, nil, false
	}
	if !find(p.other.r.ID, middle.FromSeq) {
		return span{}, nil, false
	}
	if middle.ToSeq != nil && *middle.ToSeq < was.LastSeq && !find(p.one.r.ID, *middle.ToSeq+1) {
		return span{}, nil, false
	}
	last := pieces[len(pieces)-1]
	return span{TicketID: p.one.r.ID, ConversationID: was.ConversationID, FromSeq: was.FromSeq, ToSeq: last.ToSeq, LastSeq: last.LastSeq, isNew: true}, pieces, true
}

const sqlSetPreview = `UPDATE dari.tickets SET preview = $2 WHERE id = $1`

func setPreview(ctx context.Context, tx pgx.Tx, id int64, preview string) error {
	if _, err := tx.Exec(ctx, sqlSetPreview, id, preview); err != nil {
		return fmt.Errorf("set the preview of ticket %d: %w", id, err)
	}
	return nil
}
