package sla

import (
	"strings"
	"sync"
	"testing"

	"dari/internal/thread"

	"github.com/google/uuid"
)

func said(conversation int64) thread.Append {
	return thread.Append{ConversationID: conversation, SenderKind: thread.Shopper, SenderID: 1, ClientID: uuid.New(), Body: "그럼 언제요?"}
}

const form = `{"form":true,"promise_at":"2026-11-25T11:00:00+09:00"}`

func (w *world) told() (texts []string) {
	w.t.Helper()
	rows, err := w.db.Query(w.t.Context(), `SELECT body FROM dari.messages WHERE sender_kind = 'system' ORDER BY created_at`)
	w.ok(err)
	defer rows.Close()
	for rows.Next() {
		var s string
		w.ok(rows.Scan(&s))
		texts = append(texts, s)
	}
	return texts
}

func TestAPromiseThatSlipsIsToldOnceWithTheNewTime(t *testing.T) {
	w := newWorld(t)
	w.clock("2026-11-25T10:00:00+09:00")
	p := w.policy
	p.First = minutes(240)
	w.save(p)
	asked := w.asks(w.visitor(), form)
	w.wantDue(asked, "promise 11-25 11:00")
	w.clock("2026-11-25T10:49:00+09:00")
	w.ok(w.sla.Slips(t.Context()))
	if got := w.told(); len(got) != 0 {
		t.Fatalf("%v was told while there was time", got)
	}
	// Two programs look at the same moment, again and again, and one of them begins anew.
	w.clock("2026-11-25T10:50:00+09:00")
	var all sync.WaitGroup
	for range 4 {
		s := w.service()
		all.Go(func() {
			for range 3 {
				if err := s.Slips(t.Context()); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	w.drain()
	got := w.told()
	if len(got) != 1 || !strings.Contains(got[0], "오전 11:00") || !strings.Contains(got[0], "오전 11:50") {
		t.Errorf("the shopper was told %q", got)
	}
	if len(w.slipped) != 1 || w.slipped[0].Number != asked.Number || w.slipped[0].Seq == 0 {
		t.Errorf("outside the chat: %+v", w.slipped)
	}
	w.wantDue(w.ticket(asked.Number), "promise 11-25 11:50")
	// The new time may not be kept either: it is not told again.
	w.clock("2026-11-25T13:30:00+09:00")
	w.ok(w.service().Slips(t.Context()))
	w.drain()
	if got := w.told(); len(got) != 1 {
		t.Errorf("the shopper was told %q", got)
	}
	if due := w.ticket(asked.Number).DueAt; due == nil || due.Format("15:04") != "02:50" && due.UTC().Format("15:04") != "02:50" {
		t.Errorf("the ticket is promised by %v", due)
	}
}

func TestAPromiseThatIsKeptIsNotTalkedAbout(t *testing.T) {
	w := newWorld(t)
	w.clock("2026-11-25T10:00:00+09:00")
	answered := w.asks(w.visitor(), form)
	w.clock("2026-11-25T10:40:00+09:00")
	w.answers(answered.Number)
	solved := w.asks(w.visitor(), strings.Replace(form, "11:00", "10:45", 1))
	w.solves(solved.Number)
	late := w.asks(w.visitor(), strings.Replace(form, "11:00", "10:45", 1))
	// The answer is committed, and the queue has not heard of it yet.
	var id int64
	w.ok(w.db.QueryRow(t.Context(), `SELECT id FROM dari.conversations WHERE uid = $1`, late.ConversationID).Scan(&id))
	_, err := w.thread.Append(t.Context(), thread.Append{ConversationID: id, SenderKind: thread.Agent, SenderID: w.haeun.ID, ClientID: uuid.New(), Body: "오늘 보내요."})
	w.ok(err)
	w.clock("2026-11-25T10:55:00+09:00")
	w.ok(w.sla.Slips(t.Context()))
	if got := w.told(); len(got) != 0 {
		t.Errorf("the shopper was told %q", got)
	}
	w.drain()
	if n := w.number(`SELECT count(*) FROM dari.sla_promises WHERE kept_at IS NOT NULL`); n != 2 {
		t.Errorf("%d promises were kept, want 2", n)
	}
}

func TestAnAnswerThatWasTakenBackKeepsNoPromise(t *testing.T) {
	w := newWorld(t)
	w.clock("2026-11-25T10:00:00+09:00")
	c := w.visitor()
	asked := w.asks(c, form)
	w.clock("2026-11-25T10:20:00+09:00")
	w.answers(asked.Number)
	w.clock("2026-11-25T10:20:03+09:00")
	w.unsends(c, asked.Number)
	w.clock("2026-11-25T10:56:00+09:00")
	w.ok(w.sla.Slips(t.Context()))
	if got := w.told(); len(got) != 1 {
		t.Errorf("the shopper was told %q", got)
	}
}

func TestAPromiseThatCannotBeToldHoldsNobodyUp(t *testing.T) {
	w := newWorld(t)
	w.clock("2026-11-25T10:00:00+09:00")
	c := w.visitor()
	w.asks(c, form)
	w.asks(w.visitor(), strings.Replace(form, "11:00", "11:05", 1))
	w.clock("2026-11-25T10:56:00+09:00")
	// The queue has not heard of it yet.
	_, err := w.thread.Append(t.Context(), thread.Append{ConversationID: c.ID, SenderKind: thread.Agent, SenderID: w.haeun.ID, ClientID: uuid.New(), Body: "지금 볼게요."})
	w.ok(err)
	w.ok(w.sla.Slips(t.Context()))
	if got := w.told(); len(got) != 1 || !strings.Contains(got[0], "11:05") {
		t.Errorf("the shoppers were told %q", got)
	}
}

func TestAPromiseGoesOnInTheTicketThatItsOwnGoesOnIn(t *testing.T) { // R49
	w := newWorld(t)
	w.clock("2026-11-25T10:00:00+09:00")
	c := w.visitor()
	promised, other := w.asks(c, form), w.asks(w.visitor(), "")
	merged, err := w.queue.Merge(t.Context(), w.haeun, promised.Number, other.Number, 0)
	w.ok(err)
	w.drain()
	w.wantDue(w.ticket(other.Number), "promise 11-25 11:00")
	open := func(number int64) int64 {
		t.Helper()
		return w.number(`SELECT count(*) FROM dari.sla_promises p JOIN dari.tickets t ON t.id = p.ticket_id
WHERE t.number = $1 AND p.conversation_id = $2 AND p.kept_at IS NULL AND p.ended_at IS NULL AND p.due_at = '2026-11-25T11:00:00+09:00'`, number, c.ID)
	}
	if a, b := open(promised.Number), open(other.Number); a != 0 || b != 1 {
		t.Fatalf("%d promises where it was made, %d where it goes on", a, b)
	}
	_, err = w.queue.Undo(t.Context(), w.haeun, other.Number, *merged.Undo)
	w.ok(err)
	w.drain()
	if a, b := open(promised.Number), open(other.Number); a != 1 || b != 0 || w.ticket(other.Number).DueAt != nil {
		t.Fatalf("taken back: %d promises where it was made, %d where it had gone", a, b)
	}
	w.clock("2026-11-25T10:50:00+09:00")
	w.ok(w.sla.Slips(t.Context()))
	if n := w.number(`SELECT count(*) FROM dari.messages WHERE conversation_id = $1 AND data ->> 'event' = 'promise_moved'`, c.ID); n != 1 {
		t.Errorf("it was told %d times", n)
	}
}
