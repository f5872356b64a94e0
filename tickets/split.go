package tickets

import (
	"context"
	"fmt"
	"slices"

	"dari/internal/fault"
	"dari/internal/postgres"
	"dari/internal/staff"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// Split names the messages that become another ticket.
type Split struct {
	Conversation uuid.UUID // zero: the one in which the ticket is answered
	FromSeq      int64
	ToSeq        int64
	Subject      string // empty: the beginning of the first message
	Version      int64  // that was seen; 0: the caller does not care
}

const (
	sqlConversationID = `SELECT id FROM dari.conversations WHERE uid = $1`
	sqlDropSpans      = `
DELETE FROM dari.ticket_conversations s USING unnest($1::bigint[], $2::bigint[]) AS k (conversation_id, from_seq)
WHERE s.conversation_id = k.conversation_id AND s.from_seq = k.from_seq`
)

func dropSpans(ctx context.Context, tx pgx.Tx, spans []span) error {
	talks, firsts := make([]int64, len(spans)), make([]int64, len(spans))
	for i, s := range spans {
		talks[i], firsts[i] = s.ConversationID, s.FromSeq
	}
	if _, err := tx.Exec(ctx, sqlDropSpans, talks, firsts); err != nil {
		return fmt.Errorf("take %d spans out: %w", len(spans), err)
	}
	return nil
}

// Split makes another ticket of some messages of one, and answers the new one. What the shopper writes
// next belongs to whichever of both has the newest message.
func (s *Service) Split(ctx context.Context, actor staff.Actor, number int64, in Split) (Ticket, error) {
	var group uuid.UUID
	var made int64
	err := postgres.InTx(ctx, s.db, func(tx pgx.Tx) error {
		a, spans, err := lockWhole(ctx, tx, actor, number)
		if err != nil {
			return err
		}
		if err := a.open(ctx); err != nil {
			return err
		}
		if err := unseen(ctx, tx, a.r, in.Version, kindClosed, kindMerged, kindSplit, kindAbsorbed); err != nil {
			return err
		}
		if a.r.State == Closed {
			return fault.New(fault.Conflict, "tickets.is_closed")
		}
		group = a.group
		made, err = a.split(ctx, spans, in)
		return err
	})
	if err != nil {
		return Ticket{}, err
	}
	return s.answer(ctx, made, group, true)
}

// lockWhole locks a ticket with its conversations, brought up to the last message.
func lockWhole(ctx context.Context, tx pgx.Tx, actor staff.Actor, number int64) (*acting, []span, error) {
	id, err := idOf(ctx, tx, number)
	if err != nil {
		return nil, nil, err
	}
	talks, err := conversationsOf(ctx, tx, []int64{id})
	if err != nil {
		return nil, nil, err
	}
	if _, err := follow(ctx, tx, talks); err != nil {
		return nil, nil, err
	}
	r, now, err := lockTicket(ctx, tx, number)
	if err != nil {
		return nil, nil, err
	}
	spans, err := spansOf(ctx, tx, []int64{id})
	return newActing(tx, actor, r, now, ""), spans[id], err
}

func (a *acting) split(ctx context.Context, spans []span, in Split) (int64, error) {
	conversation := a.r.ConversationID
	if in.Conversation != uuid.Nil {
		if err := a.tx.QueryRow(ctx, sqlConversationID, in.Conversation).Scan(&conversation); err != nil {
			return 0, fault.Field("tickets.split_range", "conversation").Because(err)
		}
	}
	i := slices.IndexFunc(spans, func(s span) bool {
		return s.ConversationID == conversation && s.FromSeq <= in.FromSeq && in.FromSeq <= s.LastSeq
	})
	if i < 0 || in.ToSeq < in.FromSeq || spans[i].ToSeq != nil && in.ToSeq > *spans[i].ToSeq {
		return 0, fault.Field("tickets.split_range", "from_seq")
	}
	talk, err := talkOf(ctx, a.tx, a.r.ID)
	if err != nil {
		return 0, err
	}
	var moved, left []entry
	for _, m := range talk {
		if m.ConversationID == conversation && m.Seq >= in.FromSeq && m.Seq <= in.ToSeq {
			moved = append(moved, m)
		} else {
			left = append(left, m)
		}
	}
	asks := func(m entry) bool { return m.From == byShopper }
	if !slices.ContainsFunc(moved, asks) || !slices.ContainsFunc(left, asks) {
		return 0, fault.Field("tickets.split_both", "from_seq")
	}
	slices.SortFunc(moved, func(x, y entry) int { return int(x.Seq - y.Seq) })
	return a.carve(ctx, spans[i], in, moved, left)
}

// carve takes the middle of a span out for a ticket of its own.
func (a *acting) carve(ctx context.Context, whole span, in Split, moved, left []entry) (int64, error) {
	head, middle, tail := whole.cut(in.FromSeq, in.ToSeq, moved)
	if err := dropSpans(ctx, a.tx, []span{whole}); err != nil {
		return 0, err
	}
	made, err := a.splitOff(ctx, in, middle, moved)
	if err != nil {
		return 0, err
	}
	for _, piece := range []*span{head, tail} {
		if piece != nil {
			a.work.put(*piece)
		}
	}
	a.add(kindSplit, Data{
		Other: &Other{made.ID, made.Number}, Spans: historic([]span{whole, middle}), Became: remain(a.r, left),
		Was: &Was{Standing: a.r.standing(), Status: a.r.Status},
	})
	if len(left) > 0 {
		preview := previewOf(left[len(left)-1].Body)
		a.work.preview = &preview
	}
	_, err = store(ctx, a.tx, []*work{a.work})
	return made.Number, err
}

// cut are the pieces of a span. The piece with the newest message stays open when the span was.
func (s span) cut(from, to int64, moved []entry) (head *span, middle span, tail *span) {
	middle = span{ConversationID: s.ConversationID, FromSeq: from, ToSeq: &to, LastSeq: moved[len(moved)-1].Seq, isNew: true}
	if from > s.FromSeq {
		end := from - 1
		head = &span{TicketID: s.TicketID, ConversationID: s.ConversationID, FromSeq: s.FromSeq, ToSeq: &end, LastSeq: end, isNew: true}
	}
	if to < s.LastSeq {
		tail = &span{TicketID: s.TicketID, ConversationID: s.ConversationID, FromSeq: to + 1, ToSeq: s.ToSeq, LastSeq: s.LastSeq, isNew: true}
	} else {
		middle.ToSeq, middle.LastSeq = s.ToSeq, s.LastSeq
	}
	return head, middle, tail
}

// splitOff opens the ticket of the messages that were chosen: it stands where they make it stand.
func (a *acting) splitOff(ctx context.Context, in Split, middle span, moved []entry) (*Record, error) {
	r := &Record{}
	w := begin(r)
	first := moved[0]
	subject := shorten(in.Subject, maxTitle)
	if subject == "" {
		subject = subjectOf("", first.Body)
	}
	add := func(e Event) { r.happening(&w.events, e) }
	opened := by(a.actor, kindOpened, Data{
		Channel: a.r.Channel, Subject: subject, ConversationID: middle.ConversationID, CustomerID: a.r.CustomerID, VisitorID: a.r.VisitorID,
	})
	opened.At = first.At
	if a.r.CustomerID != nil {
		named, err := ordersNamed(ctx, a.tx, []int64{*a.r.CustomerID}, []string{first.Body})
		if err != nil {
			return nil, err
		}
		if id, ok := named[0]; ok {
			opened.Data.OrderID = &id
		}
	}
	add(opened)
	for _, m := range moved {
		add(Event{Kind: kindMessage, ActorKind: m.From, ActorID: m.SenderID, At: m.At, Data: Data{ConversationID: m.ConversationID, Seq: m.Seq, Channel: m.Channel}})
	}
	off := by(a.actor, kindSplitOff, Data{Other: &Other{a.r.ID, a.r.Number}, Spans: historic([]span{middle}), Group: a.group.String()})
	off.At = a.now
	add(off)
	if a.r.OwnerID != nil {
		owned := by(a.actor, kindAssigned, Data{OwnerID: a.r.OwnerID, Reason: "split", Group: a.group.String()})
		owned.At = a.now
		add(owned)
	}
	preview := previewOf(moved[len(moved)-1].Body)
	w.preview = &preview
	w.put(middle)
	_, err := store(ctx, a.tx, []*work{w})
	return r, err
}
