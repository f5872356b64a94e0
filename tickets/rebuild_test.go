package tickets

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"dari/internal/event"
	"dari/internal/fault"
	"dari/internal/postgres"
	"dari/internal/staff"
	"dari/internal/thread"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

const (
	sqlAllTickets = `SELECT ` + recordColumns + ` FROM dari.tickets ORDER BY id`
	sqlAllEvents  = `SELECT ticket_id, seq, kind, actor_kind, actor_id, data, at FROM dari.ticket_events ORDER BY ticket_id, seq`
)

// Walk does something at random, again and again. The rooms that work on tickets join in: they know this one,
// so that their part stands outside of it.
type Walk struct {
	*world
	Rand          *rand.Rand
	conversations []thread.Conversation
	now           time.Time
	done          map[string]int
	groups        []undoable
	teams, orders []int64
	kinds         []string
	rooms         map[string]func(agent staff.Actor, number int64) error
	checks        []func()
}

// undoable is something that was done and may be taken back.
type undoable struct {
	number int64
	group  uuid.UUID
}

// steps of the walk.
const steps = 5000

// NewWalk is a shop with eight chats and a mail.
func NewWalk(t *testing.T) *Walk {
	t.Helper()
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	w := &Walk{
		world: newWorld(t), Rand: rand.New(rand.NewPCG(seed, 7)), now: at(start), done: map[string]int{},
		kinds: slices.Clone(walks), rooms: map[string]func(staff.Actor, int64) error{},
	}
	for i := range 4 {
		w.conversations = append(w.conversations, w.visitor(), w.customer(fmt.Sprint("손님", i)))
	}
	mail, err := thread.NewMail(t.Context(), w.db, *w.conversations[1].CustomerID, "편지", "ko")
	if err != nil {
		t.Fatal(err)
	}
	w.conversations = append(w.conversations, mail)
	for _, name := range []string{"배송팀", "환불팀"} {
		team, err := w.queue.AddTeam(t.Context(), w.haeun, name, []int64{w.haeun.ID})
		if err != nil {
			t.Fatal(err)
		}
		w.teams = append(w.teams, team.ID)
	}
	w.exec(`UPDATE dari.ticket_types SET team_id = $1 WHERE key IN ('question', 'cancel') RETURNING 1`, w.teams[0])
	w.orders = []int64{w.order("A-1"), w.order("A-2")}
	w.exec(`INSERT INTO dari.ticket_states (key, state, label_ko, label_en) VALUES ('workshop', 'waiting', '공방 확인 중', 'Workshop') RETURNING 1`)
	return w
}

// Does lets a room do something now and then: as often as it is named among the rest.
func (w *Walk) Does(kind string, often int, do func(agent staff.Actor, number int64) error) {
	w.rooms[kind] = do
	for range often {
		w.kinds = append(w.kinds, kind)
	}
}

// Hears lets rooms hear of events after the queue.
func (w *Walk) Hears(handlers ...event.Handler) {
	w.relay = event.NewRelay(event.RelayOptions{DB: w.db, Log: slog.New(slog.DiscardHandler), Handlers: append(w.queue.Handlers(), handlers...)})
}

// Holds is looked at after every hundred steps.
func (w *Walk) Holds(check func()) { w.checks = append(w.checks, check) }

// DB is the shop's.
func (w *Walk) DB() *pgxpool.Pool { return w.db }

// Queue is what is walked through.
func (w *Walk) Queue() *Service { return w.queue }

// Now is the time of the walk, which stands still for a hundred steps.
func (w *Walk) Now() time.Time { return w.now }

// Number answers the first column of a statement's only row.
func (w *Walk) Number(sql string, args ...any) int64 {
	w.t.Helper()
	return w.exec(sql, args...)
}

// Run walks, and compares what is there with what has happened.
func (w *Walk) Run() {
	w.t.Helper()
	for i := range steps {
		w.step()
		if i%100 == 99 {
			w.drain()
			w.check()
			w.now = w.now.Add(time.Duration(w.Rand.IntN(60)) * time.Hour)
			w.clock(w.now.Format(time.RFC3339))
		}
		if w.t.Failed() {
			w.t.Fatalf("after %d steps: %v", i, w.done)
		}
	}
	w.drain()
	w.check()
	w.t.Logf("%d tickets after %v", w.exec(`SELECT count(*) FROM dari.tickets`), w.done)
	for kind := range w.rooms {
		if w.done[kind] == 0 {
			w.t.Errorf("%q was never done", kind)
		}
	}
}

func (w *Walk) step() {
	ctx := context.Background()
	c := w.conversations[w.Rand.IntN(len(w.conversations))]
	agent := []staff.Actor{staff.ActorOf(w.haeun.ID, w.haeun.Name, w.haeun.Role), staff.ActorOf(w.minho.ID, w.minho.Name, w.minho.Role), {Kind: staff.KindAPIKey, ID: 3}}[w.Rand.IntN(3)]
	text := fmt.Sprint("글 ", w.Rand.Int())
	// Most of what happens happens to what is at work.
	number := w.exec(`SELECT coalesce((SELECT number FROM dari.tickets ORDER BY state = 'closed' AND $1, random() LIMIT 1), 0)`, w.Rand.IntN(10) > 0)
	var err error
	kind := w.kinds[w.Rand.IntN(len(w.kinds))]
	switch kind {
	case "ask":
		w.writes(c, thread.Shopper, 1, text)
	case "socket":
		w.writes(c, thread.Agent, w.minho.ID, text)
	case "system":
		w.writes(c, thread.System, 0, text)
	case "answer":
		_, err = w.queue.Answer(ctx, agent, number, Reply{ClientID: newID(), Text: text})
	case "assign":
		_, err = w.queue.Assign(ctx, agent, number, &w.haeun.ID, 0)
	case "release":
		_, err = w.queue.Assign(ctx, agent, number, nil, 0)
	case "solve":
		_, err = w.queue.Solve(ctx, agent, number, 0)
	case "reopen", "undo":
		_, err = w.queue.Reopen(ctx, agent, number, 0, kind == "undo")
	case "note":
		_, err = w.queue.Note(ctx, agent, number, Reply{ClientID: newID(), Text: text})
	case "call":
		_, err = w.queue.NoteCall(ctx, agent, number, Call{ClientID: newID(), Outcome: CallBack, Text: []string{"", text}[w.Rand.IntN(2)]})
	case "request", "raise":
		err = w.comes(kind, c, text)
	case "rename":
		_, err = w.queue.RenameTag(ctx, w.minho, fmt.Sprint("값 ", w.Rand.IntN(4)), fmt.Sprint("값 ", w.Rand.IntN(4)))
	case "rate", "withdraw", "unsend", "end":
		w.happens(kind, c.ID)
	case "close":
		err = w.queue.CloseSolved(ctx)
	case "morning":
		err = w.queue.Wake(ctx)
	case "drain":
		w.drain()
	case "merge", "split", "take back":
		err = w.move(kind, agent, number)
	default:
		if do := w.rooms[kind]; do != nil {
			err = do(agent, number)
			break
		}
		var t Ticket
		if t, err = w.queue.Apply(ctx, agent, number, 0, w.change(kind)); err == nil {
			w.keep(t)
		}
	}
	if err != nil && !fault.Is(err, fault.NotFound) && !fault.Is(err, fault.Conflict) && !fault.Is(err, fault.Forbidden) && !fault.Is(err, fault.Invalid) {
		w.t.Errorf("%s: %v", kind, err)
	}
	if err == nil {
		w.done[kind]++
	} else {
		w.done[kind+" refused"]++
	}
}

// walks are what may happen, the more often the more often it is named.
var walks = []string{
	"ask", "ask", "ask", "ask", "ask", "socket", "system", "answer", "answer", "assign", "release", "solve", "solve", "reopen", "undo", "note", "close", "morning", "drain", "rate", "withdraw", "end",
	"title", "priority", "tag", "tag", "team", "type", "type", "fields", "step", "status", "snooze", "until reply", "wake", "spam", "no spam", "spam off", "parent", "merge", "merge", "split", "split",
	"take back", "take back", "take back", "take back", "call", "request", "raise", "unsend", "unsend", "rename",
}

// comes is what a room asks of the queue: a request about an order, or a form.
func (w *Walk) comes(kind string, c thread.Conversation, text string) error {
	ctx := context.Background()
	if kind == "raise" {
		var team *int64
		if w.Rand.IntN(2) == 0 {
			team = &w.teams[1]
		}
		_, err := w.raises(c, thread.Shopper, text, NewTicket{Type: "delivery", Tags: []string{fmt.Sprint("값 ", w.Rand.IntN(4))}, Fields: map[string]any{"problem": "late"}, TeamID: team})
		return err
	}
	return postgres.InTx(ctx, w.db, func(tx pgx.Tx) error {
		if _, err := thread.AppendTx(ctx, tx, thread.Append{ConversationID: c.ID, SenderKind: thread.Shopper, SenderID: 1, ClientID: newID(), Body: text}); err != nil {
			return err
		}
		_, err := w.queue.Request(ctx, tx, Request{ConversationID: c.ID, Type: []string{Cancel, Address}[w.Rand.IntN(2)], OrderID: w.orders[w.Rand.IntN(2)], Subject: text, DueAt: w.now.Add(time.Hour)})
		return err
	})
}

func (w *Walk) keep(t Ticket) {
	if t.Undo != nil {
		w.groups = append(w.groups, undoable{t.Number, *t.Undo})
	}
}

func (w *Walk) change(kind string) Change {
	var c Change
	text := fmt.Sprint("값 ", w.Rand.IntN(4))
	number := w.Rand.IntN(4)
	yes, no := true, false
	var nobody *int64
	switch kind {
	case "title":
		c.Title = &text
	case "priority":
		c.Priority = &number
	case "tag":
		c.AddTags, c.RemoveTags = []string{text}, []string{fmt.Sprint("값 ", w.Rand.IntN(4))}
	case "team":
		team := &w.teams[w.Rand.IntN(2)]
		if w.Rand.IntN(3) == 0 {
			team = nil
		}
		c.Team = &team
	case "type":
		c.Type = &[]string{Question, Cancel, "delivery", "defect"}[number]
	case "fields":
		c.Fields = map[string]any{[]string{"reason", "amount", "symptom", "problem"}[number]: []any{"이유", 12.5, text, "late"}[number]}
		if w.Rand.IntN(4) == 0 {
			c.Fields = map[string]any{"reason": nil, "symptom": nil}
		}
	case "step":
		c.Step = &[]string{"asked", "checking", "tracing", "done"}[number]
	case "status":
		c.Status = &[]string{"workshop", "workshop", "workshop", ""}[number]
	case "snooze":
		at := w.now.Add(time.Duration(1+w.Rand.IntN(200)) * time.Hour)
		until := &at
		c.SnoozeUntil = &until
	case "until reply":
		c.SnoozeUntilReply = true
	case "wake":
		var now *time.Time
		c.SnoozeUntil = &now
	case "spam":
		c.Spam = &yes
	case "no spam", "spam off":
		c.Spam = &no
	case "parent":
		parent := w.exec(`SELECT coalesce((SELECT number FROM dari.tickets ORDER BY random() LIMIT 1), 0)`)
		c.Parent = &nobody
		if up := &parent; w.Rand.IntN(3) > 0 {
			c.Parent = &up
		}
	}
	return c
}

// move merges, splits, or takes back one of the last things that were done.
func (w *Walk) move(kind string, agent staff.Actor, number int64) error {
	ctx := context.Background()
	switch kind {
	case "merge":
		into := w.exec(`SELECT coalesce((SELECT number FROM dari.tickets WHERE state <> 'closed' ORDER BY random() LIMIT 1), 0)`)
		t, err := w.queue.Merge(ctx, agent, number, into, 0)
		if err == nil {
			w.keep(t)
		}
		return err
	case "split":
		from := 1 + w.Rand.IntN(200)
		last := w.exec(`SELECT coalesce((SELECT max(last_seq) FROM dari.ticket_conversations s JOIN dari.tickets t ON t.id = s.ticket_id WHERE t.number = $1), 0)`, number)
		if last > 0 {
			from = max(1, int(last)-w.Rand.IntN(8))
		}
		t, err := w.queue.Split(ctx, agent, number, Split{FromSeq: int64(from), ToSeq: int64(from + w.Rand.IntN(5))})
		if err == nil {
			w.keep(t)
		}
		return err
	}
	if len(w.groups) == 0 {
		return nil
	}
	g := w.groups[max(0, len(w.groups)-1-w.Rand.IntN(12))]
	_, err := w.queue.Undo(ctx, agent, g.number, g.group)
	return err
}

// happens is what other rooms tell of a conversation.
func (w *Walk) happens(kind string, conversation int64) {
	w.t.Helper()
	last := w.exec(`SELECT last_seq FROM dari.conversations WHERE id = $1`, conversation)
	ticket := w.exec(`SELECT coalesce((SELECT ticket_id FROM dari.ticket_conversations WHERE conversation_id = $1 ORDER BY from_seq DESC LIMIT 1), 0)`, conversation)
	if last == 0 || ticket == 0 {
		return
	}
	e := event.New{SubjectKind: "conversation", SubjectID: conversation, Key: newID().String()}
	a := afterEvent{ConversationID: conversation, Seq: last}
	switch kind {
	case "rate":
		score := 1 + w.Rand.IntN(5)
		due := w.now.Add(time.Hour)
		e.Kind, a = "survey.answered", afterEvent{TicketID: ticket, Score: score, Low: score <= lowScore, Rated: true, Contact: w.Rand.IntN(3) == 0, DueAt: &due}
	case "withdraw":
		e.Kind, a.StaffID = "message.withdrawn", w.minho.ID
		w.exec(`UPDATE dari.messages SET body = '', withdrawn_at = dari.clock() WHERE conversation_id = $1 AND seq = $2 RETURNING seq`, conversation, last)
	case "unsend": // an answer by mail that has not left
		last = w.exec(`SELECT coalesce((SELECT max(seq) FROM dari.messages WHERE conversation_id = $1 AND sender_kind = 'agent' AND withdrawn_at IS NULL), 0)`, conversation)
		if last == 0 {
			return
		}
		e.Kind, a.Seq, a.StaffID = "message.withdrawn", last, w.minho.ID
		w.exec(`UPDATE dari.messages SET body = '', withdrawn_at = dari.clock(), data = '{"out": {"state": "unsent"}}' WHERE conversation_id = $1 AND seq = $2 RETURNING seq`, conversation, last)
	case "end":
		e.Kind = "conversation.ended"
	}
	e.Payload = a
	if err := event.Publish(context.Background(), w.db, e); err != nil {
		w.t.Fatal(err)
	}
}

// histories are those of all tickets.
func (w *Walk) histories() map[int64][]Event {
	w.t.Helper()
	all := map[int64][]Event{}
	var id int64
	var e Event
	rows, _ := w.db.Query(context.Background(), sqlAllEvents) // ForEachRow reports this error
	_, err := pgx.ForEachRow(rows, []any{&id, &e.Seq, &e.Kind, &e.ActorKind, &e.ActorID, &e.Data, &e.At}, func() error {
		all[id] = append(all[id], e)
		e.Data = Data{} // the next row's pointers must be its own
		return nil
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return all
}

// check compares every row with its history, and the spans with each other.
func (w *Walk) check() {
	w.t.Helper()
	for _, check := range w.checks {
		check()
	}
	ctx := context.Background()
	rows, _ := w.db.Query(ctx, sqlAllTickets)
	records, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Record])
	if err != nil {
		w.t.Fatal(err)
	}
	histories := w.histories()
	for _, r := range records {
		built := Rebuild(histories[r.ID])
		built.ID = r.ID
		if diff := cmp.Diff(r, built); diff != "" {
			w.t.Errorf("ticket %d: row (-) and history (+) differ:\n%s", r.Number, diff)
		}
		if (r.State == Solved || r.State == Closed || r.State == Waiting) && r.WaitingSince != nil && r.State != Waiting {
			w.t.Errorf("ticket %d is %s and somebody waits", r.Number, r.State)
		}
	}
	if n := w.exec(`SELECT count(*) FROM dari.ticket_conversations a JOIN dari.ticket_conversations b ON a.conversation_id = b.conversation_id AND a.from_seq < b.from_seq AND coalesce(a.to_seq, 1e9::bigint) >= b.from_seq`); n > 0 {
		w.t.Errorf("%d spans overlap", n)
	}
	if n := w.exec(`SELECT count(*) FROM dari.messages m WHERE m.sender_kind = 'shopper' AND NOT EXISTS (SELECT FROM dari.ticket_conversations s WHERE s.conversation_id = m.conversation_id AND m.seq BETWEEN s.from_seq AND coalesce(s.to_seq, m.seq))`); n > 0 {
		w.t.Errorf("%d messages of shoppers belong to no ticket", n)
	}
	if n := w.exec(`SELECT count(*) FROM dari.tickets t WHERE (t.merged_into IS NULL) <> EXISTS (SELECT FROM dari.ticket_conversations s WHERE s.ticket_id = t.id)`); n > 0 {
		w.t.Errorf("%d tickets have no messages, or are merged and have some", n)
	}
	if n := w.exec(`SELECT count(*) FROM dari.tickets t WHERE t.preview <> (SELECT m.body FROM dari.ticket_conversations s JOIN dari.messages m ON m.conversation_id = s.conversation_id AND m.seq BETWEEN s.from_seq AND s.last_seq WHERE s.ticket_id = t.id AND s.conversation_id = t.conversation_id AND m.sender_kind <> 'system' AND coalesce(m.data -> 'out' ->> 'state', '') <> 'unsent' ORDER BY m.seq DESC LIMIT 1)`); n > 0 {
		w.t.Errorf("%d previews are not the last message", n)
	}
}
