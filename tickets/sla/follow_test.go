package sla

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"dari/internal/event"
	"dari/internal/i18n"
	"dari/internal/postgres"
	"dari/internal/shop/hours"
	"dari/internal/thread"
	"dari/tickets"

	"github.com/jackc/pgx/v5"
)

func TestAnAnswerIsDueInBusinessTime(t *testing.T) {
	tests := map[string]struct{ asked, want string }{
		"the weekend is skipped":        {"2026-11-27T16:30:00+09:00", "first 11-30 09:30"},
		"lunch is skipped":              {"2026-11-26T11:30:00+09:00", "first 11-26 13:30"},
		"추석 is skipped":                 {"2026-09-23T16:40:00+09:00", "first 09-28 09:40"},
		"it begins when the shop opens": {"2026-11-25T03:00:00+09:00", "first 11-25 10:00"},
		"the last minute is enough":     {"2026-11-25T16:00:00+09:00", "first 11-25 17:00"},
	}
	w := newWorld(t)
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			w.t = t
			w.clock(tt.asked)
			w.wantDue(w.asks(w.visitor(), ""), tt.want)
		})
	}
}

func TestTheFirstOfTheQueueIsTheNextToBeDue(t *testing.T) {
	w := newWorld(t)
	w.clock("2026-11-25T10:00:00+09:00")
	first := w.asks(w.visitor(), "")
	w.clock("2026-11-25T10:05:00+09:00")
	second := w.asks(w.visitor(), "")
	w.answers(second.Number)
	w.clock("2026-11-25T10:10:00+09:00")
	w.ok(w.again(second)) // half an hour for a further question
	rows, err := w.db.Query(t.Context(), `SELECT number FROM dari.tickets WHERE next_due_at IS NOT NULL ORDER BY next_due_at, id`)
	w.ok(err)
	order, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	w.ok(err)
	if want := []int64{second.Number, first.Number}; !slices.Equal(order, want) {
		t.Errorf("the queue is %v, want %v", order, want)
	}
}

// again lets the shopper of a ticket write once more.
func (w *world) again(of tickets.Ticket) error {
	var id int64
	if err := w.db.QueryRow(w.t.Context(), `SELECT id FROM dari.conversations WHERE uid = $1`, of.ConversationID).Scan(&id); err != nil {
		return err
	}
	if _, err := w.thread.Append(w.t.Context(), said(id)); err != nil {
		return err
	}
	w.drain()
	return nil
}

func TestEachStopAndGoIsARowAndTheirSumIsTheTime(t *testing.T) {
	w := newWorld(t)
	w.clock("2026-11-25T10:00:20+09:00")
	asked := w.asks(w.visitor(), "")
	w.clock("2026-11-25T10:20:50+09:00")
	w.wantDue(w.answers(asked.Number), "solve paused") // it is the shopper's turn
	w.clock("2026-11-25T11:50:00+09:00")
	w.ok(w.again(asked))
	w.wantDue(w.ticket(asked.Number), "next 11-25 13:20")
	w.clock("2026-11-25T14:00:07+09:00")
	w.wantDue(w.solves(asked.Number), "")
	list, err := w.sla.Clocks(t.Context(), asked.Number)
	w.ok(err)
	var got []string
	for _, c := range list {
		var sum int64
		line := fmt.Sprintf("%s %s %ds:", c.Kind, c.State, c.Spent)
		for _, s := range c.Spans {
			sum += s.Seconds
			line += fmt.Sprintf(" %s %d", s.Reason, s.Seconds)
		}
		if sum != c.Spent {
			t.Errorf("%s: its rows hold %d seconds, it says %d", c.Kind, sum, c.Spent)
		}
		got = append(got, line)
	}
	want := []string{
		"first met 1230s: answered 1230",
		"next over 4207s: solved 4207",
		"solve met 5437s: asked 1230 solved 4207",
	}
	if !slices.Equal(got, want) {
		t.Errorf("the clocks are\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// unsends takes the last answer back, as the room does that has not sent it yet.
func (w *world) unsends(c thread.Conversation, number int64) tickets.Ticket {
	w.t.Helper()
	w.ok(postgres.InTx(w.t.Context(), w.db, func(tx pgx.Tx) error {
		var seq int64
		err := tx.QueryRow(w.t.Context(), `UPDATE dari.messages SET data = '{"out":{"state":"unsent"}}', withdrawn_at = dari.clock()
WHERE conversation_id = $1 AND seq = (SELECT max(seq) FROM dari.messages WHERE conversation_id = $1 AND sender_kind = 'agent') RETURNING seq`, c.ID).Scan(&seq)
		if err != nil {
			return err
		}
		return event.Publish(w.t.Context(), tx, event.New{
			Kind: "message.withdrawn", SubjectKind: "conversation", SubjectID: c.ID, Version: int(seq), Key: fmt.Sprintf("unsent:%d:%d", c.ID, seq),
			Payload: map[string]any{"conversation_id": c.ID, "seq": seq, "staff_id": w.haeun.ID},
		})
	}))
	w.drain()
	return w.ticket(number)
}

func TestAnAnswerThatWasTakenBackHasStoppedNoClock(t *testing.T) {
	w := newWorld(t)
	w.clock("2026-11-25T10:00:00+09:00")
	c := w.visitor()
	asked := w.asks(c, `{"form":true,"promise_at":"2026-11-25T11:30:00+09:00"}`)
	w.clock("2026-11-25T10:20:00+09:00")
	w.answers(asked.Number)
	w.clock("2026-11-25T10:20:05+09:00")
	w.wantDue(w.unsends(c, asked.Number), "first 11-25 11:00")
	w.clock("2026-11-25T10:30:00+09:00")
	w.answers(asked.Number) // the words are better now, and again not good enough
	w.clock("2026-11-25T10:30:04+09:00")
	w.solves(asked.Number)
	w.clock("2026-11-25T10:30:05+09:00")
	w.wantDue(w.unsends(c, asked.Number), "first 11-25 11:00")
	w.clock("2026-11-25T10:40:00+09:00")
	w.answers(asked.Number)
	list, err := w.sla.Clocks(t.Context(), asked.Number)
	w.ok(err)
	var got []string
	for _, k := range list {
		line := fmt.Sprintf("%s %s %ds:", k.Kind, k.State, k.Spent)
		for _, s := range k.Spans {
			line += fmt.Sprintf(" %s %d", s.Reason, s.Seconds)
		}
		got = append(got, line)
	}
	if want := []string{"first met 2400s: answered 2400", "solve paused 2400s: asked 2400"}; !slices.Equal(got, want) {
		t.Errorf("the clocks are %q, want %q", got, want)
	}
	if n := w.number(`SELECT count(*) FROM dari.sla_promises WHERE kept_at = '2026-11-25T10:40:00+09:00' AND ended_at IS NULL`); n != w.number(`SELECT count(*) FROM dari.sla_promises`) {
		t.Error("the promise was kept by what was taken back")
	}
}

func TestAPromiseGoesOnInTheMembersChat(t *testing.T) {
	w := newWorld(t)
	c, member := w.visitor(), w.number(`INSERT INTO dari.customers (uid, name) VALUES (gen_random_uuid(), '지우') RETURNING id`)
	into, err := thread.EnsureChat(t.Context(), w.db, thread.Owner{CustomerID: member}, "ko")
	w.ok(err)
	asked := w.asks(c, `{"form":true,"promise_at":"2026-11-30T11:30:00+09:00"}`)
	if n := w.number(`SELECT count(*) FROM dari.sla_promises WHERE conversation_id = $1`, c.ID); n != 1 {
		t.Fatalf("%d promises", n)
	}
	w.ok(postgres.InTx(t.Context(), w.db, func(tx pgx.Tx) error { return w.queue.Carry(t.Context(), tx, c.ID, into.ID) }))
	w.drain()
	if n := w.number(`SELECT count(*) FROM dari.sla_promises WHERE conversation_id = $1 AND ticket_id = $2`, into.ID, asked.ID); n != 1 {
		t.Errorf("%d promises in the chat that goes on", n)
	}
}

func TestASnoozedTicketIsDueLater(t *testing.T) {
	w := newWorld(t)
	w.clock("2026-11-25T10:00:00+09:00")
	asked := w.asks(w.visitor(), "")
	w.clock("2026-11-25T10:30:00+09:00")
	until, err := time.Parse(time.RFC3339, "2026-11-26T09:00:00+09:00")
	w.ok(err)
	w.ok(w.snooze(asked.Number, until))
	w.drain()
	w.wantDue(w.ticket(asked.Number), "first paused")
	w.clock("2026-11-26T09:10:00+09:00")
	w.ok(w.again(asked)) // it woke at nine, by itself or by what was written
	w.wantDue(w.ticket(asked.Number), "first 11-26 09:30")
}

func TestWhatComesToAPointIsToldOnce(t *testing.T) {
	w := newWorld(t)
	w.clock("2026-11-25T10:00:00+09:00")
	asked := w.asks(w.visitor(), "")
	for _, tt := range []struct {
		at   string
		want []string
	}{
		{"10:44:59", nil},
		{"10:45:00", []string{EventWarned}},
		{"10:54:00", nil},
		{"10:55:00", []string{EventSoon}},
		{"11:00:00", []string{EventBreached}},
		{"11:30:00", nil},
	} {
		w.clock("2026-11-25T" + tt.at + "+09:00")
		w.ok(w.service().Moments(t.Context())) // another program looks as well
		if got := w.moments(); !slices.Equal(got, tt.want) {
			t.Errorf("at %s %v was told, want %v", tt.at, got, tt.want)
		}
	}
	w.answers(asked.Number)
	if n := w.number(`SELECT count(*) FROM dari.sla_clocks WHERE kind = 'first' AND breached_at = '2026-11-25T11:00:00+09:00' AND met_at IS NOT NULL`); n != 1 {
		t.Error("a late answer does not take the breach away")
	}
}

func TestClosingByHandPlansRunningClocksAnew(t *testing.T) {
	w := newWorld(t)
	w.clock("2026-11-25T10:00:00+09:00")
	asked := w.asks(w.visitor(), "")
	waiting := w.answers(w.asks(w.visitor(), "").Number)
	w.ok(w.sla.Replan(t.Context())) // what is there is what was planned by
	w.clock("2026-11-25T10:30:00+09:00")
	until, err := time.Parse(time.RFC3339, "2026-11-25T15:00:00+09:00")
	w.ok(err)
	w.change(func(tx pgx.Tx, id int64) error { return hours.CloseUntil(t.Context(), tx, id, until, 0) })
	w.frames = nil
	w.ok(w.sla.Replan(t.Context()))
	w.wantDue(w.ticket(asked.Number), "first 11-25 15:30")
	w.wantDue(w.ticket(waiting.Number), "solve paused")
	if len(w.frames) != 1 || !strings.Contains(w.frames[0], fmt.Sprintf(`"id":%d`, asked.ID)) {
		t.Errorf("consoles were shown %v", w.frames)
	}
	w.change(func(tx pgx.Tx, id int64) error { return hours.Reopen(t.Context(), tx, id) })
	w.ok(w.sla.Replan(t.Context()))
	w.wantDue(w.ticket(asked.Number), "first 11-25 11:00")
}

func (w *world) change(do func(tx pgx.Tx, id int64) error) {
	w.t.Helper()
	w.ok(postgres.InTx(w.t.Context(), w.db, func(tx pgx.Tx) error {
		stored, err := hours.Load(w.t.Context(), tx, i18n.Seoul())
		if err != nil {
			return err
		}
		return do(tx, stored.ID)
	}))
}

func TestAChangedPolicyIsForNewTicketsUntilItIsAppliedAgain(t *testing.T) {
	w := newWorld(t)
	w.clock("2026-11-25T10:00:00+09:00")
	old := w.asks(w.visitor(), "")
	done := w.solves(w.asks(w.visitor(), "").Number)
	p := w.policy
	p.First = minutes(120)
	p = w.save(p)
	w.wantDue(w.asks(w.visitor(), ""), "first 11-25 12:00")
	w.clock("2026-11-25T11:30:00+09:00")
	w.moments()
	w.wantDue(w.ticket(old.Number), "first 11-25 11:00") // overdue by the old terms
	job, err := w.sla.Reapply(t.Context(), w.haeun, p.ID)
	w.ok(err)
	w.ok(w.sla.RunJobs(t.Context()))
	job, err = JobOf(t.Context(), w.db, job.ID)
	w.ok(err)
	if job.Total != 2 || job.Done != 2 || job.FinishedAt == nil {
		t.Errorf("the job is %+v", job)
	}
	w.wantDue(w.ticket(old.Number), "first 11-25 12:00")
	w.wantDue(w.ticket(done.Number), "")
	if n := w.number(`SELECT count(*) FROM dari.sla_clocks WHERE breached_at IS NOT NULL`); n != 0 {
		t.Errorf("%d clocks are overdue by terms that no longer hold", n)
	}
}

func TestTheFirstPolicyThatAppliesIsTheTickets(t *testing.T) {
	offered := &offer{byType: map[string]int64{"refund": 3, "gone": 99}, list: []Policy{
		{ID: 1, Applies: Applies{Types: []string{"return"}}},
		{ID: 2, Applies: Applies{Channels: []string{"mail", "form"}, Grades: []string{"VIP"}}},
		{ID: 3, Applies: Applies{Tags: []string{"파손"}}},
		{ID: 4},
	}}
	tests := map[string]struct {
		is   traits
		want int64
	}{
		"by its type":                       {traits{Type: "return", Channel: "chat"}, 1},
		"by its channel and customer":       {traits{Type: "question", Channel: "mail", Grades: []string{"vip"}}, 2},
		"both must hold":                    {traits{Type: "question", Channel: "mail"}, 4},
		"by a tag":                          {traits{Type: "question", Channel: "mail", Tags: []string{"급함", "파손"}}, 3},
		"its type names one":                {traits{Type: "refund", Channel: "chat"}, 3},
		"one that is no longer there":       {traits{Type: "gone", Channel: "chat"}, 4},
		"the last one takes all the others": {traits{Channel: "phone"}, 4},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got, _ := offered.choose(tt.is); got.Policy != tt.want {
				t.Errorf("policy %d, want %d", got.Policy, tt.want)
			}
		})
	}
}

func TestTicketsFromBeforeAreTakenUpQuietly(t *testing.T) {
	w := newWorld(t)
	w.clock("2026-11-23T10:00:00+09:00")
	asked := w.asks(w.visitor(), "")
	for _, table := range []string{"sla_spans", "sla_clocks", "sla_tickets"} {
		_, err := w.db.Exec(t.Context(), `DELETE FROM dari.`+table)
		w.ok(err)
	}
	w.clock("2026-11-25T10:00:00+09:00")
	w.ok(w.sla.Adopt(t.Context()))
	w.wantDue(w.ticket(asked.Number), "first 11-23 11:00")
	if got := w.moments(); len(got) != 0 {
		t.Errorf("%v was told of what is past", got)
	}
}
