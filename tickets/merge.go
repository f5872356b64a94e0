package tickets

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"dari/internal/fault"
	"dari/internal/i18n"
	"dari/internal/postgres"
	"dari/internal/staff"
	"dari/internal/thread"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// Notice is what a requester is told about their ticket: that it goes on in another one, or does no
// longer. It stands in the conversation as well.
type Notice struct {
	ConversationID int64
	CustomerID     *int64
	Channel        string // by which the ticket came
	Lang           string
	Kind           string // merged or unmerged
	Number         int64
	Into           int64
	Text           string
}

const (
	sqlIDOf            = `SELECT id FROM dari.tickets WHERE number = $1`
	sqlConversationsOf = `SELECT DISTINCT conversation_id FROM dari.ticket_conversations WHERE ticket_id = ANY($1) ORDER BY conversation_id`
	sqlSpansOf         = `
SELECT ticket_id, conversation_id, from_seq, to_seq, last_seq FROM dari.ticket_conversations WHERE ticket_id = ANY($1) ORDER BY conversation_id, from_seq`
	sqlGiveSpans = `
UPDATE dari.ticket_conversations s SET ticket_id = $2
FROM unnest($3::bigint[], $4::bigint[]) AS k (conversation_id, from_seq)
WHERE s.ticket_id = $1 AND s.conversation_id = k.conversation_id AND s.from_seq = k.from_seq`
	// Of what was taken back before it left nobody knows: it is no answer to anything.
	sqlTalkOf = `
SELECT m.conversation_id, m.seq, m.sender_kind, m.sender_id, m.channel,
  CASE WHEN m.withdrawn_at IS NOT NULL THEN '' WHEN m.body = '' THEN coalesce(m.data #>> '{files,0,name}', '') ELSE left(m.body, 1000) END,
  m.created_at, ''::text, NULL::timestamptz
FROM dari.ticket_conversations s
JOIN dari.messages m ON m.conversation_id = s.conversation_id AND m.seq >= s.from_seq AND m.seq <= s.last_seq
WHERE s.ticket_id = $1 AND m.sender_kind <> 'system' AND m.kind <> 'event' AND coalesce(m.data -> 'out' ->> 'state', '') <> 'unsent'
ORDER BY m.created_at, m.conversation_id, m.seq`
	sqlLangOf = `SELECT lang, kind FROM dari.conversations WHERE id = $1`
)

// pair are two tickets that are locked with their conversations, brought up to the last message.
type pair struct {
	tx    pgx.Tx
	one   *acting
	other *acting
	spans map[int64][]span
}

// lockPair locks conversations first and then tickets, as everything does that needs both.
func lockPair(ctx context.Context, tx pgx.Tx, actor staff.Actor, one, other int64) (*pair, error) {
	ids := []int64{one, other}
	talks, err := conversationsOf(ctx, tx, ids)
	if err != nil {
		return nil, err
	}
	if _, err := follow(ctx, tx, talks); err != nil {
		return nil, err
	}
	records, err := lockByID(ctx, tx, ids)
	if err != nil {
		return nil, err
	}
	now, err := clock(ctx, tx)
	if err != nil {
		return nil, err
	}
	p := &pair{tx: tx}
	for _, r := range records {
		a := newActing(tx, actor, r, now, "")
		if r.ID == one {
			p.one = a
		} else {
			p.other = a
		}
	}
	if p.one == nil || p.other == nil {
		return nil, fault.New(fault.NotFound, "tickets.not_found")
	}
	p.other.group = p.one.group
	if p.spans, err = spansOf(ctx, tx, ids); err != nil {
		return nil, err
	}
	for _, list := range p.spans {
		for _, s := range list {
			if !slices.Contains(talks, s.ConversationID) { // somebody was quicker
				return nil, fault.New(fault.Conflict, "tickets.changed.merged")
			}
		}
	}
	return p, nil
}

func (p *pair) store(ctx context.Context) error {
	_, err := store(ctx, p.tx, []*work{p.one.work, p.other.work})
	return err
}

func idOf(ctx context.Context, q postgres.Querier, number int64) (id int64, err error) {
	rows, _ := q.Query(ctx, sqlIDOf, number) // CollectRows reports this error
	ids, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	if err != nil {
		return 0, fmt.Errorf("look for ticket %d: %w", number, err)
	}
	if len(ids) == 0 {
		return 0, fault.New(fault.NotFound, "tickets.not_found")
	}
	return ids[0], nil
}

func conversationsOf(ctx context.Context, q postgres.Querier, ticketIDs []int64) ([]int64, error) {
	rows, _ := q.Query(ctx, sqlConversationsOf, ticketIDs) // CollectRows reports this error
	ids, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	if err != nil {
		return nil, fmt.Errorf("read the conversations of tickets: %w", err)
	}
	return ids, nil
}

func spansOf(ctx context.Context, q postgres.Querier, ticketIDs []int64) (map[int64][]span, error) {
	rows, _ := q.Query(ctx, sqlSpansOf, ticketIDs) // ForEachRow reports this error
	all := map[int64][]span{}
	var s span
	_, err := pgx.ForEachRow(rows, []any{&s.TicketID, &s.ConversationID, &s.FromSeq, &s.ToSeq, &s.LastSeq}, func() error {
		all[s.TicketID] = append(all[s.TicketID], s)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read the spans of tickets: %w", err)
	}
	return all, nil
}

// giveSpans moves spans from one ticket to another; false when some of them are no longer there.
func giveSpans(ctx context.Context, tx pgx.Tx, from, to int64, spans []Span) (bool, error) {
	talks, firsts := make([]int64, len(spans)), make([]int64, len(spans))
	for i, s := range spans {
		talks[i], firsts[i] = s.ConversationID, s.FromSeq
	}
	tag, err := tx.Exec(ctx, sqlGiveSpans, from, to, talks, firsts)
	if err != nil {
		return false, fmt.Errorf("move the messages of ticket %d to %d: %w", from, to, err)
	}
	return tag.RowsAffected() == int64(len(spans)), nil
}

// talkOf are the messages that a ticket covers, in the order of time.
func talkOf(ctx context.Context, q postgres.Querier, ticketID int64) ([]entry, error) {
	rows, _ := q.Query(ctx, sqlTalkOf, ticketID) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[entry])
	if err != nil {
		return nil, fmt.Errorf("read the messages of ticket %d: %w", ticketID, err)
	}
	return list, nil
}

// Merge lets a ticket go on in another one, which takes over its messages, and tags and what is filled in
// where it has none. Both numbers stay: the
// merged ticket is closed and names the other. Both requesters are told. It answers the other ticket.
func (s *Service) Merge(ctx context.Context, actor staff.Actor, number, into, version int64) (Ticket, error) {
	var group uuid.UUID
	err := postgres.InTx(ctx, s.db, func(tx pgx.Tx) error {
		one, err := idOf(ctx, tx, number)
		if err != nil {
			return err
		}
		other, err := idOf(ctx, tx, into)
		if fault.Is(err, fault.NotFound) || one == other {
			return fault.Field("tickets.merge_unfit", "into")
		}
		if err != nil {
			return err
		}
		p, err := lockPair(ctx, tx, actor, one, other)
		if err != nil {
			return err
		}
		if err := p.mergeable(ctx, version); err != nil {
			return err
		}
		group = p.one.group
		return s.merge(ctx, p)
	})
	if err != nil {
		return Ticket{}, err
	}
	return s.answer(ctx, into, group, true)
}

func (p *pair) mergeable(ctx context.Context, version int64) error {
	if err := p.one.open(ctx); err != nil {
		return err
	}
	if err := unseen(ctx, p.tx, p.one.r, version, kindSolved, kindReopened, kindClosed, kindMerged, kindUnmerged, kindSplit, kindAbsorbed); err != nil {
		return err
	}
	if p.one.r.State == Closed {
		return fault.New(fault.Conflict, "tickets.is_closed")
	}
	if p.other.r.State == Closed || p.other.r.MergedInto != nil {
		return fault.Field("tickets.merge_unfit", "into")
	}
	return nil
}

func (s *Service) merge(ctx context.Context, p *pair) error {
	a, b := p.one, p.other
	moved := historic(p.spans[a.r.ID])
	formerA, formerB := *a.r, *b.r // whoever is told is told where they wrote
	if _, err := giveSpans(ctx, p.tx, a.r.ID, b.r.ID, moved); err != nil {
		return err
	}
	b.add(kindAbsorbed, Data{
		Other: &Other{a.r.ID, a.r.Number}, Spans: moved, Became: combine(b.r, a.r), DueAt: owed(b.r, a), ConversationID: a.r.ConversationID,
		Was: &Was{Standing: b.r.standing(), Status: b.r.Status, DueAt: b.r.DueAt},
	})
	was := a.aside()
	was.Standing = a.r.standing()
	a.add(kindMerged, Data{Other: &Other{b.r.ID, b.r.Number}, Spans: moved, Was: was})
	if err := b.carry(ctx, &formerA); err != nil {
		return err
	}
	if err := b.freshen(ctx); err != nil {
		return err
	}
	if err := p.store(ctx); err != nil {
		return err
	}
	return s.inform(ctx, p.tx, "merged", []*Record{&formerA, &formerB}, a.r.Number, b.r.Number)
}

// historic are spans as a history keeps them.
func historic(list []span) []Span {
	out := make([]Span, len(list))
	for i, s := range list {
		out[i] = Span{s.ConversationID, s.FromSeq, s.ToSeq, s.LastSeq}
	}
	return out
}

// freshen reads the ticket's preview anew, after its messages have become others.
func (a *acting) freshen(ctx context.Context) error {
	talk, err := talkOf(ctx, a.tx, a.r.ID)
	if err != nil {
		return err
	}
	preview := ""
	for _, m := range talk {
		if m.ConversationID == a.r.ConversationID {
			preview = previewOf(m.Body)
		}
	}
	a.work.preview = &preview
	return nil
}

// combine is where a ticket stands when another one goes on in it.
func combine(b, a *Record) *Standing {
	s := b.standing()
	if a.LastMessageAt.After(s.LastMessageAt) {
		s.LastMessageAt, s.ConversationID, s.PreviewFrom = a.LastMessageAt, a.ConversationID, a.PreviewFrom
	}
	if a.WaitingSince != nil && !b.Spam && (s.WaitingSince == nil || a.WaitingSince.Before(*s.WaitingSince)) {
		s.WaitingSince = a.WaitingSince
	}
	if s.FirstReplyAt == nil && a.FirstReplyAt != nil && !a.FirstReplyAt.Before(b.OpenedAt) {
		s.FirstReplyAt = a.FirstReplyAt
	}
	switch {
	case b.State == Fresh || b.State == Open:
	case a.State == Fresh || a.State == Open:
		s.State, s.SolvedAt = Open, nil
	case b.State == Waiting || a.State == Waiting:
		s.State, s.SolvedAt = Waiting, nil
	}
	return s
}

// owed is by when the shopper of a ticket was promised an answer that they still wait for, if that is sooner than
// what the ticket has promised in which it goes on.
func owed(b *Record, a *acting) *time.Time {
	switch due := a.r.DueAt; {
	case due == nil, a.r.WaitingSince == nil, b.Spam, !due.After(a.now):
		return nil
	case b.DueAt == nil, b.WaitingSince == nil, due.Before(*b.DueAt):
		return due
	}
	return nil
}

// remain is where a ticket stands with the messages that are left to it, when others have gone.
func remain(r *Record, talk []entry) *Standing {
	s := r.standing()
	s.FirstReplyAt, s.WaitingSince = nil, nil
	answered := false
	for _, m := range talk {
		if m.From == byAgent {
			answered, s.WaitingSince = true, nil
			if s.FirstReplyAt == nil && r.FirstReplyAt != nil && !m.At.Before(*r.FirstReplyAt) {
				s.FirstReplyAt = &m.At
			}
		} else if s.WaitingSince == nil && r.WaitingSince != nil && !m.At.Before(*r.WaitingSince) {
			s.WaitingSince = &m.At
		}
	}
	if len(talk) > 0 {
		last := talk[len(talk)-1]
		s.LastMessageAt, s.ConversationID, s.PreviewFrom = last.At, last.ConversationID, last.From
	}
	if s.State == Open || s.State == Waiting {
		switch {
		case s.WaitingSince != nil:
			s.State = Open
		case answered:
			s.State = Waiting
		}
	}
	return s
}

// inform tells the requesters of both tickets, each in their conversation and, if somebody sends them,
// by mail.
func (s *Service) inform(ctx context.Context, tx pgx.Tx, kind string, tickets []*Record, number, into int64) error {
	var told []int64
	for _, r := range tickets {
		if slices.Contains(told, r.ConversationID) || r.Spam {
			continue
		}
		told = append(told, r.ConversationID)
		n := Notice{ConversationID: r.ConversationID, CustomerID: r.CustomerID, Channel: r.Channel, Kind: kind, Number: number, Into: into}
		var channel string // a conversation is one of chat or of mail
		if err := tx.QueryRow(ctx, sqlLangOf, r.ConversationID).Scan(&n.Lang, &channel); err != nil {
			return fmt.Errorf("read the language of conversation %d: %w", r.ConversationID, err)
		}
		n.Text = i18n.T(n.Lang, "tickets_acts."+kind, "number", number, "into", into)
		data, err := json.Marshal(map[string]any{"event": kind, "number": number, "into": into})
		if err != nil {
			return fmt.Errorf("encode what a requester is told: %w", err)
		}
		_, err = thread.AppendTx(ctx, tx, thread.Append{
			ConversationID: r.ConversationID, SenderKind: thread.System, Kind: thread.KindEvent, ClientID: uuid.New(),
			Channel: channel, Body: n.Text, Data: data,
		})
		if err != nil {
			return fmt.Errorf("tell a requester of ticket %d: %w", r.Number, err)
		}
		if s.tellRequester != nil {
			if err := s.tellRequester(ctx, tx, n); err != nil {
				return fmt.Errorf("send word to the requester of ticket %d: %w", r.Number, err)
			}
		}
	}
	return nil
}
